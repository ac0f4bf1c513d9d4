"""To mend: the gradient of a network with one hidden layer, wrong in a single place."""

import numpy as np

from dlcourse.exercise.domain import array
from dlcourse.exercise.exercise import Misconception
from dlcourse.exercise.mend import Mend


def _hidden_gradient(W1, b1, W2, b2, X, Y):
    """(dW1, db1, dW2, db2) of sigmoid units, one sigmoid output and the mean cross-entropy."""
    m = X.shape[1]
    A1 = 1 / (1 + np.exp(-(W1 @ X + b1)))
    A2 = 1 / (1 + np.exp(-(W2 @ A1 + b2)))
    dZ2 = A2 - Y
    dZ1 = (W2.T @ dZ2) * A1 * (1 - A1)
    dW1, db1 = dZ1 @ X.T / m, dZ1.sum(axis=1, keepdims=True) / m
    dW2, db2 = dZ2 @ A1.T / m, dZ2.sum(axis=1, keepdims=True) / m
    return dW1, db1, dW2, db2


def _given(W1, b1, W2, b2, X, Y):
    """The wrong code as it stands in the notebook: the slope is that of tanh."""
    m = X.shape[1]
    A1 = 1 / (1 + np.exp(-(W1 @ X + b1)))
    A2 = 1 / (1 + np.exp(-(W2 @ A1 + b2)))
    dZ2 = A2 - Y
    dZ1 = (W2.T @ dZ2) * (1 - A1**2)
    dW1, db1 = dZ1 @ X.T / m, dZ1.sum(axis=1, keepdims=True) / m
    dW2, db2 = dZ2 @ A1.T / m, dZ2.sum(axis=1, keepdims=True) / m
    return dW1, db1, dW2, db2


def _with(
    through=lambda dA, Z, A: dA * A * (1 - A),
    output=lambda A, Y: A - Y,
    back=lambda W, dZ: W.T @ dZ,
    mean=lambda total, m: total / m,
):
    """The gradient with one of its steps done in another way."""

    def hidden_gradient(W1, b1, W2, b2, X, Y):
        m, Z1 = X.shape[1], W1 @ X + b1
        A1 = 1 / (1 + np.exp(-Z1))
        dZ2 = output(1 / (1 + np.exp(-(W2 @ A1 + b2))), Y)
        dZ1 = through(back(W2, dZ2), Z1, A1)
        dW2, db2 = dZ2 @ A1.T / m, dZ2.sum(axis=1, keepdims=True) / m
        return mean(dZ1 @ X.T, m), mean(dZ1.sum(axis=1, keepdims=True), m), dW2, db2

    return hidden_gradient


def _through_the_output(slope):
    """The gradient with a slope in dZ1 that is made of A1 and A2."""

    def hidden_gradient(W1, b1, W2, b2, X, Y):
        m = X.shape[1]
        A1 = 1 / (1 + np.exp(-(W1 @ X + b1)))
        A2 = 1 / (1 + np.exp(-(W2 @ A1 + b2)))
        dZ2 = A2 - Y
        dZ1 = (W2.T @ dZ2) * slope(A1, A2)
        dW1, db1 = dZ1 @ X.T / m, dZ1.mean(axis=1, keepdims=True)
        return dW1, db1, dZ2 @ A1.T / m, dZ2.mean(axis=1, keepdims=True)

    return hidden_gradient


def _labels(rng, lengths):
    return rng.integers(0, 2, (1, lengths["m"])).astype(float)


hidden_gradient = Mend(
    title="the gradient of a network with one hidden layer of sigmoid units",
    reference=_hidden_gradient,
    domain={
        "W1": array("n1", "n0"),
        "b1": array("n1", 1),
        "W2": array(1, "n1"),
        "b2": array(1, 1),
        "X": array("n0", "m", whole=True),
        "Y": _labels,
    },
    given=_given,
    symptom="The gradients of W2 and b2 pass the check, those of W1 and b1 do not.",
    cases=(
        {
            "W1": np.array([[0.5]]),
            "b1": np.array([[0.25]]),
            "W2": np.array([[-1.0]]),
            "b2": np.array([[0.0]]),
            "X": np.array([[2.0]]),
            "Y": np.array([[1.0]]),
        },
        {
            "W1": np.array([[0.5, -1.0], [1.0, 0.25], [-0.5, 1.5]]),
            "b1": np.array([[0.1], [-0.2], [0.3]]),
            "W2": np.array([[1.0, -0.5, 2.0]]),
            "b2": np.array([[0.5]]),
            "X": np.array([[1.0, -1.0, 0.5, 2.0], [0.5, 1.0, -2.0, -1.0]]),
            "Y": np.array([[0.0, 1.0, 1.0, 0.0]]),
        },
    ),
    misconceptions=(
        Misconception(
            "slope at Z",
            _with(through=lambda dA, Z, A: dA * Z * (1 - Z)),
            "The slope of the sigmoid is written with its answer, and this has z in a's place.",
        ),
        Misconception(
            "half of the slope",
            _with(through=lambda dA, Z, A: dA * (1 - A)),
            "One factor of the sigmoid's slope is missing: a (1 - a) has two.",
        ),
        Misconception(
            "slope missing",
            _with(through=lambda dA, Z, A: dA),
            "There is no slope any more: W2ᵀ dZ2 is dA1, and from A1 it has to go on to Z1.",
        ),
        Misconception(
            "ReLU's slope",
            _with(through=lambda dA, Z, A: dA * (Z > 0)),
            "This is the slope of ReLU, 1 or 0; the hidden units are sigmoid units.",
        ),
        Misconception(
            "hidden layer not divided by m",
            _with(mean=lambda total, m: total),
            "The hidden layer is not divided by m any more: the 1/m belongs to each dW and db.",
        ),
        Misconception(
            "hidden layer with one over m squared",
            _with(mean=lambda total, m: total / m**2),
            "Twice divided by m: dW1 and db1 need it once.",
        ),
        Misconception(
            "squared error's dZ",
            _with(output=lambda A, Y: (A - Y) * A * (1 - A)),
            "The output's dZ is now that of the squared error. It was right: the check told so.",
        ),
        Misconception(
            "weights squared",
            _with(back=lambda W, dZ: (W**2).T @ dZ),
            "The weights on the way back are squared: the blame comes back along the weights as "
            "they are.",
        ),
        Misconception(
            "slope at A2",
            _through_the_output(lambda A1, A2: A2 * (1 - A2)),
            "The slope is taken at the output's answers A2: dZ1 belongs to the hidden units, so "
            "their own answers give the slope.",
        ),
        Misconception(
            "slope of two layers",
            _through_the_output(lambda A1, A2: A1 * (1 - A2)),
            "The slope mixes the answers of two layers: both factors of a (1 - a) belong to the "
            "hidden units.",
        ),
        Misconception(
            "all divided by m again",
            _with(output=lambda A, Y: (A - Y) / Y.shape[1]),
            "Everything is divided by m twice: dZ2 has a 1/m now, and dW and db have theirs.",
        ),
        Misconception(
            "first factor alone",
            _with(through=lambda dA, Z, A: dA * A),
            "The slope is only half there: this is a itself, and a (1 - a) has a second factor.",
        ),
        Misconception(
            "slope squared",
            _with(through=lambda dA, Z, A: dA * (A * (1 - A)) ** 2),
            "The sigmoid's slope is there twice: between A1 and Z1 there is one sigmoid.",
        ),
        Misconception(
            "slope added",
            _with(through=lambda dA, Z, A: dA + A * (1 - A)),
            "The slope is added: along a path factors are multiplied.",
        ),
        Misconception(
            "sign of the slope",
            _with(through=lambda dA, Z, A: dA * A * (A - 1)),
            "The slope has the wrong sign: a sigmoid rises everywhere, so a (1 - a) is positive.",
        ),
        Misconception(
            "square of a in place of a",
            _with(through=lambda dA, Z, A: dA * A * (1 - A**2)),
            "Of tanh's slope 1 - a² a part is left: the sigmoid's is a (1 - a), without a square.",
        ),
        Misconception(
            "a less its square, doubled",
            _with(through=lambda dA, Z, A: dA * 2 * A * (1 - A)),
            "The slope is twice too large: it is a (1 - a), which is 0.25 at z = 0.",
        ),
        Misconception(
            "1 - a, squared",
            _with(through=lambda dA, Z, A: dA * (1 - A) ** 2),
            "The slope is not (1 - a)²: one of the two factors is a itself.",
        ),
    ),
    hints=(
        "Read the relative errors: W2 and b2 are right, so A1, A2 and dZ2 are. What comes next on "
        "the way back?",
        "Two lines are left, that of dZ1 and that of dW1 and db1. Compare the second with its "
        "twin, which is right.",
        "At z = 0 a sigmoid answers 0.5, and its slope is 0.25. What does the line of dZ1 take for "
        "its slope there?",
    ),
    conclusion="The check named the layer, and reading did the rest.",
)
