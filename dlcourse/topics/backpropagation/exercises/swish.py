"""To extend: the backward step of an activation that is in no cell above, at work in a network."""

import numpy as np

from dlcourse.datasets import make_circles
from dlcourse.exercise.domain import array
from dlcourse.exercise.exercise import Misconception
from dlcourse.exercise.extend import Extend

UNITS, STEPS, LEARNING_RATE, SEEDS = 5, 300, 1.0, 5


def _swish_backward(dA, Z):
    """dZ of the activation a = z σ(z), by the product rule: dA * (σ(z) + z σ(z) (1 - σ(z)))."""
    s = 1 / (1 + np.exp(-Z))
    return dA * (s + Z * s * (1 - s))


def _sigmoid(Z):
    return 1 / (1 + np.exp(-Z))


def _dev_errors(backward, activation=lambda Z: Z * _sigmoid(Z)):
    """The dev errors of five networks of 2-5-1 units on two rings; about 20 ms each."""
    errors = []
    for seed in range(SEEDS):
        rng = np.random.default_rng(seed)
        (X, Y), (X_dev, Y_dev) = (make_circles(200, 0.1, rng) for _ in range(2))
        W1, b1 = rng.normal(size=(UNITS, 2)), np.zeros((UNITS, 1))
        W2, b2 = rng.normal(size=(1, UNITS)) / np.sqrt(UNITS), np.zeros((1, 1))
        for _ in range(STEPS):
            Z1 = W1 @ X + b1
            A1 = activation(Z1)
            dZ2 = (_sigmoid(W2 @ A1 + b2) - Y) / Y.size
            dZ1 = backward(W2.T @ dZ2, Z1)
            W2, b2 = W2 - LEARNING_RATE * dZ2 @ A1.T, b2 - LEARNING_RATE * dZ2.sum()
            W1 = W1 - LEARNING_RATE * dZ1 @ X.T
            b1 = b1 - LEARNING_RATE * dZ1.sum(axis=1, keepdims=True)
        scores = W2 @ activation(W1 @ X_dev + b1) + b2
        errors.append(float(np.mean((scores > 0) != Y_dev)))
    return tuple(errors)


def _with(slope):
    """The backward step with another slope: `slope` takes z and σ(z)."""
    return lambda dA, Z: dA * slope(Z, _sigmoid(Z))


swish_backward = Extend(
    title="the backward step of the activation a = z σ(z)",
    reference=_swish_backward,
    domain={"dA": array("n", "m"), "Z": array("n", "m")},
    cases=(
        {"dA": np.array([[2.0]]), "Z": np.array([[0.0]])},
        {"dA": np.array([[1.0, -0.5], [0.25, 2.0]]), "Z": np.array([[1.0, -2.0], [3.0, 0.5]])},
    ),
    misconceptions=(
        Misconception(
            "only the first factor",
            _with(lambda Z, s: s),
            "Only one half of the product rule is there: z is differentiated and σ(z) taken as it "
            "is, but σ(z) changes with z as well.",
        ),
        Misconception(
            "only the second factor",
            _with(lambda Z, s: Z * s * (1 - s)),
            "Only one half of the product rule is there: σ(z) is differentiated, but the factor z "
            "in front of it changes as well.",
        ),
        Misconception(
            "sigmoid's slope",
            _with(lambda Z, s: s * (1 - s)),
            "This is the slope of σ(z): the factor z in z σ(z) is forgotten.",
        ),
        Misconception(
            "slopes multiplied",
            _with(lambda Z, s: 1 * s * (1 - s) * Z + 0 * s + s * s * (1 - s)),
            "The two parts of the product rule do not fit: the derivative of z is 1, and it stands "
            "beside σ(z) alone.",
        ),
        Misconception(
            "a(1 - a) of the swish",
            _with(lambda Z, s: Z * s * (1 - Z * s)),
            "This is a (1 - a), the slope of the sigmoid, for a = σ(z). Here a is z σ(z), and its "
            "slope is another one.",
        ),
        Misconception(
            "ReLU's slope",
            _with(lambda Z, s: Z > 0),
            "This is the slope of ReLU, which swish only resembles: it is smooth, and dips below "
            "0 on the left.",
        ),
        Misconception(
            "slope alone",
            lambda dA, Z: _sigmoid(Z) + Z * _sigmoid(Z) * (1 - _sigmoid(Z)),
            "This is the slope of the activation, and dA is missing: the chain rule multiplies the "
            "slope with what comes back from the cost.",
        ),
        Misconception(
            "forward step",
            lambda dA, Z: dA * Z * _sigmoid(Z),
            "Here dA is multiplied by the activation itself: on the way back it meets the slope.",
        ),
        Misconception(
            "minus for plus",
            _with(lambda Z, s: s - Z * s * (1 - s)),
            "The two parts are subtracted: the product rule adds them, and σ′(z) is s (1 - s), "
            "which is positive.",
        ),
        Misconception(
            "dA on the first part alone",
            lambda dA, Z: dA * _sigmoid(Z) + Z * _sigmoid(Z) * (1 - _sigmoid(Z)),
            "Only the first of the two parts is multiplied by dA: the slope is their sum, so it "
            "needs parentheses.",
        ),
        Misconception(
            "dA on the second part alone",
            lambda dA, Z: _sigmoid(Z) + dA * Z * _sigmoid(Z) * (1 - _sigmoid(Z)),
            "Only the second of the two parts is multiplied by dA: the slope is their sum, so it "
            "needs parentheses.",
        ),
        Misconception(
            "second part without z",
            _with(lambda Z, s: s + s * (1 - s)),
            "In the second part the factor z is missing: the product rule keeps it there, and "
            "differentiates σ(z) alone.",
        ),
        Misconception(
            "slope of sigmoid with a",
            _with(lambda Z, s: s + Z * s * (1 - Z * s)),
            "In the slope of σ(z) stands a, which is z σ(z) here: that slope is written with "
            "σ(z) itself.",
        ),
        Misconception(
            "second part without 1 - s",
            _with(lambda Z, s: s + Z * s),
            "In the second part the slope of σ(z) is missing: there stands σ(z) itself.",
        ),
        Misconception(
            "second part without s",
            _with(lambda Z, s: s + Z * (1 - s)),
            "In the second part the slope of σ(z) is only half there: it is s (1 - s).",
        ),
        Misconception(
            "1 in place of s",
            _with(lambda Z, s: 1 + Z * s * (1 - s)),
            "In the first part σ(z) is missing: z has the derivative 1, and that stands beside "
            "σ(z).",
        ),
        Misconception(
            "0 below 0",
            _with(lambda Z, s: np.where(Z > 0, s + Z * s * (1 - s), 0)),
            "Where Z is negative the gradient is 0, as ReLU's is: swish has a slope there, too, "
            "though a small one.",
        ),
        Misconception(
            "mean over the examples",
            lambda dA, Z: _swish_backward(dA, Z) / Z.shape[1],
            "The result is divided by the number of examples: the 1/m of the cost is in dA "
            "already.",
        ),
        Misconception(
            "matrix product",
            lambda dA, Z: dA @ (_sigmoid(Z) + Z * _sigmoid(Z) * (1 - _sigmoid(Z))).T,
            "The slope and dA are multiplied as matrices: each entry of dA meets the slope at "
            "its own z, with `*`.",
        ),
        Misconception(
            "tanh's slope",
            _with(lambda Z, s: s + Z * (1 - s**2)),
            "The slope of σ is taken to be 1 - s², which is that of tanh.",
        ),
    ),
    hints=(
        "Chain rule: dZ is dA, entry by entry, times the slope of the activation at Z.",
        "The activation is a product of z and σ(z), both of which change with z: the product rule "
        "has two parts.",
        "For the second part you need the slope of σ, written with its answer s = σ(z).",
    ),
    conclusion="A new activation needs two lines, one forward and one back, and nothing else.",
    train=_dev_errors,
    reach=0.05,
    without=0.159,  # with the hidden layer left as it was drawn
)
