"""The original dropout at test time: what the next layer's z has to be scaled by, and what not."""

import numpy as np

from dlcourse.exercise.domain import array, number
from dlcourse.exercise.exercise import Misconception
from dlcourse.exercise.mend import Mend


def _z_at_test_time(W, b, A, keep_prob):
    """z = (keep_prob W) A + b: all units are there, each counts keep_prob times as much."""
    return W @ (keep_prob * A) + b


def _given(W, b, A, keep_prob):
    """The wrong code as it stands in the notebook: the bias is scaled too."""
    return keep_prob * (W @ A + b)


_ONE_UNIT = {
    "W": np.array([[2.0]]),
    "b": np.array([[1.0]]),
    "A": np.array([[5.0]]),
    "keep_prob": 0.8,
}
_ONE_EXAMPLE = {
    "W": np.array([[1.0, -2.0], [0.5, 3.0]]),
    "b": np.array([[4.0], [-1.0]]),
    "A": np.array([[2.0], [3.0]]),
    "keep_prob": 0.25,
}
_THREE_EXAMPLES = {
    "W": np.array([[1.0, -0.5, 2.0], [0.25, 1.5, -1.0]]),
    "b": np.array([[0.5], [-2.0]]),
    "A": np.array([[1.0, 0.0, 2.0], [3.0, -1.0, 0.5], [-2.0, 4.0, 1.5]]),
    "keep_prob": 0.6,
}

z_at_test_time = Mend(
    title="z of the next layer at test time, after training with the original dropout",
    reference=_z_at_test_time,
    domain={
        "W": array("n", "n_prev", whole=True),
        "b": array("n", 1, whole=True),
        "A": array("n_prev", "m", whole=True),
        "keep_prob": number(0.05, 1),
    },
    cases=(_ONE_UNIT, _ONE_EXAMPLE, _THREE_EXAMPLES),
    given=_given,
    symptom="It is right for b = 0 only, and wrong by (1 - keep_prob) b for any other bias.",
    misconceptions=(
        Misconception(
            "nothing scaled",
            lambda W, b, A, keep_prob: W @ A + b,
            "Nothing is scaled: training saw only keep_prob of the units at a time, testing uses "
            "all, so the sum over them comes out too large.",
        ),
        Misconception(
            "only the bias scaled",
            lambda W, b, A, keep_prob: W @ A + keep_prob * b,
            "The bias is scaled and the weights are not: it is the other way round, b was never "
            "dropped.",
        ),
        Misconception(
            "divided",
            lambda W, b, A, keep_prob: W @ A / keep_prob + b,
            "This divides by keep_prob: there are more units than in training, so each has to "
            "count less, not more.",
        ),
        Misconception(
            "divided with the bias",
            lambda W, b, A, keep_prob: (W @ A + b) / keep_prob,
            "All of z is divided by keep_prob: each unit has to count less than in training, not "
            "more, and the bias as much as it did.",
        ),
        Misconception(
            "scaled by the dropped part",
            lambda W, b, A, keep_prob: (1 - keep_prob) * (W @ A) + b,
            "This scales by 1 - keep_prob, the part that was dropped: training had the part "
            "keep_prob of the sum.",
        ),
        Misconception(
            "all scaled by the dropped part",
            lambda W, b, A, keep_prob: (1 - keep_prob) * (W @ A + b),
            "This scales by the part that was dropped, and the bias with it: training had the part "
            "keep_prob of the sum, and all of b.",
        ),
        Misconception(
            "divided by the dropped part",
            lambda W, b, A, keep_prob: W @ A / (1 - keep_prob) + b,
            "This divides by 1 - keep_prob: there are more units than in training, so each has to "
            "count less: as much as the share of the steps in which it was there.",
        ),
        Misconception(
            "scaled twice",
            lambda W, b, A, keep_prob: keep_prob * W @ (keep_prob * A) + b,
            "This scales twice, the weights and the activations: either of them is enough.",
        ),
        Misconception(
            "entry by entry",
            lambda W, b, A, keep_prob: keep_prob * W * A + b,
            "W and A are multiplied entry by entry: z is the matrix product, with `@`.",
        ),
        Misconception(
            "bias missing",
            lambda W, b, A, keep_prob: W @ (keep_prob * A),
            "The bias is missing: z = W A + b, and only W A is scaled.",
        ),
        Misconception(
            "scaled by the root",
            lambda W, b, A, keep_prob: np.sqrt(keep_prob) * (W @ A) + b,
            "This scales by the root of keep_prob: it is the mean of the sum that has to be the "
            "same as in training, and the mean goes with keep_prob.",
        ),
        Misconception(
            "activation applied",
            lambda W, b, A, keep_prob: np.maximum(W @ (keep_prob * A) + b, 0),
            "An activation function is applied: z itself is wanted.",
        ),
        Misconception(
            "bias divided",
            lambda W, b, A, keep_prob: W @ (keep_prob * A) + b / keep_prob,
            "The bias is divided by keep_prob: it was never dropped, so nothing makes up for "
            "anything there.",
        ),
        Misconception(
            "bias laid along the row",
            lambda W, b, A, keep_prob: W @ (keep_prob * A) + b.T,
            "The bias is laid along the rows: b is a column, and each of its entries belongs to "
            "a row of z.",
        ),
    ),
    hints=(
        "In training W A was a sum over those units that were kept. How large was it on average, "
        "compared with the sum over all units?",
        "The average of a sum is the sum of the averages: each unit was there in keep_prob of all "
        "steps. And the bias, how often was that there?",
        "Make the training's average with all units present: scale what was dropped at times, "
        "and leave what never was.",
    ),
    conclusion="Inverted dropout spares testing all this: it divides by keep_prob in training.",
)
