"""L1: a gradient step on the data cost, then soft-thresholding, which makes weights exactly zero.

w̃ = w - α dw, then w := sign(w̃) max(|w̃| - αλ/m, 0); dw is the data cost's gradient alone.
"""

import numpy as np

from dlcourse.exercise.domain import array, number, whole
from dlcourse.exercise.exercise import Misconception
from dlcourse.exercise.mend import Mend
from dlcourse.exercise.values import difference, show


def _soft(w, amount):
    """Move every entry towards zero by `amount`, and not past it."""
    return np.sign(w) * np.maximum(np.abs(w) - amount, 0)


def _l1_step(w, dw, learning_rate, lambd, m):
    """w̃ = w - α dw, then w := sign(w̃) max(|w̃| - αλ/m, 0)."""
    stepped = w - learning_rate * dw
    threshold = learning_rate * lambd / m
    return np.sign(stepped) * np.maximum(np.abs(stepped) - threshold, 0)


def _after_step(w, dw, learning_rate, shrink):
    """A gradient step, then another rule than soft-thresholding."""
    return shrink(w - learning_rate * dw)


def _sign_step(w, dw, learning_rate, lambd, m):
    return w - learning_rate * (dw + lambd / m * np.sign(w))


def _sign_of_old(w, dw, learning_rate, lambd, m):
    stepped = w - learning_rate * dw
    return np.sign(w) * np.maximum(np.abs(stepped) - learning_rate * lambd / m, 0)


def _size_of_old(w, dw, learning_rate, lambd, m):
    small = np.abs(w) <= learning_rate * lambd / m
    stepped = w - learning_rate * dw
    return np.where(small, 0, stepped - learning_rate * lambd / m * np.sign(stepped))


def _hard(w, amount):
    return np.where(np.abs(w) > amount, w, 0)


def _judge(case, mine, right):
    """Close is not enough where the weight is to rest on zero."""
    if (text := difference(mine, right)) is not None:
        return text
    stepped = case["w"] - case["learning_rate"] * case["dw"]
    inside = np.abs(stepped) < case["learning_rate"] * case["lambd"] / case["m"] - 1e-9
    left = np.abs(np.asarray(mine))[inside]
    if left.any():
        return (
            f"leaves {show(left.max())} of a weight that has to be exactly 0: rounded, or nearly "
            "0, is not what L1 is for"
        )
    return None


def _given(w, dw, learning_rate, lambd, m):
    """The wrong code as it stands in the notebook: the size is that of the old w."""
    stepped = w - learning_rate * dw
    threshold = learning_rate * lambd / m
    return np.sign(stepped) * np.maximum(np.abs(w) - threshold, 0)


l1_step = Mend(
    title="one step of gradient descent with L1, by soft-thresholding",
    reference=_l1_step,
    domain={
        "w": array("n", "n_prev", whole=True),
        "dw": array("n", "n_prev", whole=True),
        "learning_rate": number(0.01, 1),
        "lambd": number(0, 5),
        "m": whole(1, 20),
    },
    judge=_judge,
    given=_given,
    symptom="A small dw and a large one give the same result, as long as no sign changes.",
    cases=(
        {
            "w": np.array([0.5]),
            "dw": np.array([0.1]),
            "learning_rate": 0.01,
            "lambd": 0.1,
            "m": 1,
        },
        {
            "w": np.array([0.02, -0.5]),
            "dw": np.array([0.1, 0.4]),
            "learning_rate": 0.5,
            "lambd": 0.4,
            "m": 2,
        },
        {
            "w": np.array([[0.3, -0.3, 0.05, -0.05], [1.0, -1.0, 0.1, 0.0]]),
            "dw": np.array([[0.5, -0.5, 1.0, -1.0], [0.0, 0.0, 0.0, 2.0]]),
            "learning_rate": 0.25,
            "lambd": 2.0,
            "m": 4,
        },
    ),
    misconceptions=(
        Misconception(
            "plain sign step",
            _sign_step,
            "This is the plain sign step, w - α (dw + (λ/m) sign(w)): it steps over zero and never "
            "rests on it. Soft-thresholding stops at zero.",
        ),
        Misconception(
            "no stop at zero",
            lambda w, dw, alpha, lambd, m: _after_step(
                w, dw, alpha, lambda v: v - alpha * lambd / m * np.sign(v)
            ),
            "Nothing stops at zero: a weight smaller than the threshold jumps to the other side. "
            "What is left of |w̃| must not fall below 0.",
        ),
        Misconception(
            "threshold without learning rate",
            lambda w, dw, alpha, lambd, m: _after_step(w, dw, alpha, lambda v: _soft(v, lambd / m)),
            "The threshold lacks the learning rate: it is αλ/m, a step as long as the gradient's.",
        ),
        Misconception(
            "threshold not divided by m",
            lambda w, dw, alpha, lambd, m: _after_step(
                w, dw, alpha, lambda v: _soft(v, alpha * lambd)
            ),
            "The threshold is not divided by m: it is αλ/m.",
        ),
        Misconception(
            "threshold halved",
            lambda w, dw, alpha, lambd, m: _after_step(
                w, dw, alpha, lambda v: _soft(v, alpha * lambd / (2 * m))
            ),
            "The threshold is half of what it should be: λ/(2m) belongs to L2, L1 has λ/m.",
        ),
        Misconception(
            "threshold before step",
            lambda w, dw, alpha, lambd, m: _soft(w, alpha * lambd / m) - alpha * dw,
            "The old w is thresholded and the gradient step comes after: the step then moves the "
            "zeros away again. First step, then threshold.",
        ),
        Misconception(
            "no gradient step",
            lambda w, dw, alpha, lambd, m: _soft(w, alpha * lambd / m),
            "The gradient step is missing: w̃ = w - α dw comes first.",
        ),
        Misconception(
            "step uphill",
            lambda w, dw, alpha, lambd, m: _l1_step(w, -dw, alpha, lambd, m),
            "The gradient step goes uphill: it is w - α dw.",
        ),
        Misconception(
            "sign of the old w",
            _sign_of_old,
            "The sign is that of the old w: take it after the gradient step, which may have "
            "changed it.",
        ),
        Misconception(
            "size of the old w",
            _size_of_old,
            "What becomes zero is decided by the old w: compare |w̃|, after the gradient step, "
            "with the threshold.",
        ),
        Misconception(
            "hard-thresholding",
            lambda w, dw, alpha, lambd, m: _after_step(
                w, dw, alpha, lambda v: _hard(v, alpha * lambd / m)
            ),
            "This is hard-thresholding: the small weights become zero, but the others keep their "
            "size. L1 shortens them all by αλ/m.",
        ),
        Misconception(
            "sign lost",
            lambda w, dw, alpha, lambd, m: _after_step(
                w, dw, alpha, lambda v: np.maximum(np.abs(v) - alpha * lambd / m, 0)
            ),
            "All results are positive: the sign of w̃ is lost.",
        ),
        Misconception(
            "negative weights lost",
            lambda w, dw, alpha, lambd, m: _after_step(
                w, dw, alpha, lambda v: np.maximum(v - alpha * lambd / m, 0)
            ),
            "Every negative weight becomes zero: the threshold is for |w̃|, the sign comes back "
            "after it.",
        ),
        Misconception(
            "weight decay",
            lambda w, dw, alpha, lambd, m: (1 - alpha * lambd / m) * w - alpha * dw,
            "This is L2's weight decay: it shrinks by a factor and reaches no zero. "
            "L1 shortens by an amount.",
        ),
        Misconception(
            "threshold with the step's sign",
            lambda w, dw, alpha, lambd, m: _after_step(
                w, dw, alpha, lambda v: np.sign(v) * np.minimum(np.abs(v) - alpha * lambd / m, 0)
            ),
            "What is left of the size is cut off on the wrong side: `np.minimum(x, 0)` keeps the "
            "negative ones, and a size is never below 0.",
        ),
        Misconception(
            "threshold added",
            lambda w, dw, alpha, lambd, m: _after_step(
                w, dw, alpha, lambda v: np.sign(v) * (np.abs(v) + alpha * lambd / m)
            ),
            "The threshold is added to the size: the penalty shortens.",
        ),
        Misconception(
            "gradient step without the rate",
            lambda w, dw, alpha, lambd, m: _soft(w - dw, alpha * lambd / m),
            "The gradient step lacks the learning rate: w̃ = w - α dw.",
        ),
        Misconception(
            "threshold twice",
            lambda w, dw, alpha, lambd, m: _after_step(
                _soft(w, alpha * lambd / m), dw, alpha, lambda v: _soft(v, alpha * lambd / m)
            ),
            "It is thresholded twice, before and after the gradient step: once is enough, after "
            "it.",
        ),
        Misconception(
            "slope and threshold",
            lambda w, dw, alpha, lambd, m: _soft(
                _sign_step(w, dw, alpha, lambd, m), alpha * lambd / m
            ),
            "The penalty is counted twice: its slope (λ/m) sign(w) is in the gradient step, and "
            "the threshold comes on top. The threshold alone does it.",
        ),
    ),
    hints=(
        "Two moves, one after the other: first where gradient descent would go without the "
        "penalty, then towards zero from there.",
        "How far towards zero? As far as the learning rate takes the penalty's slope λ/m. "
        "A weight that is nearer to zero than that stops there.",
        "Take the result of the first move apart into sign and size: `np.sign` and `np.abs`. "
        "`np.maximum(x, 0)` keeps the size, made shorter, from falling below 0.",
    ),
    conclusion="Its zeros are exact, which no step of L2 gives.",
)
