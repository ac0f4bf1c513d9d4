"""One unit for all examples at once: a = tanh(w·x + b)."""

import numpy as np

from dlcourse.exercise.domain import array, number
from dlcourse.exercise.exercise import Exercise, Misconception


def _unit(w, b, X):
    """(m,): the output for each column of X."""
    z = w @ X + b
    return np.tanh(z)


def _sigmoid(w, b, X):
    return 1 / (1 + np.exp(-(w @ X + b)))


def _relu(w, b, X):
    return np.maximum(w @ X + b, 0)


unit = Exercise(
    title="one unit, all examples",
    reference=_unit,
    domain={"w": array("n"), "b": number(-2, 2), "X": array("n", "m", whole=True)},
    cases=(
        {"w": np.array([1.0, 2.0]), "b": 0.5, "X": np.array([[0.5], [-1.0]])},
        {
            "w": np.array([1.0, -0.5]),
            "b": -0.3,
            "X": np.array([[0.2, 1.0, -1.0], [0.4, 0.0, 0.5]]),
        },
    ),
    misconceptions=(
        Misconception(
            "no bias",
            lambda w, b, X: np.tanh(w @ X),
            "The bias b is left out: without it every line goes through (0, 0).",
        ),
        Misconception(
            "bias outside",
            lambda w, b, X: np.tanh(w @ X) + b,
            "The bias is added behind tanh. It belongs inside: first z = w·x + b, then tanh of z.",
        ),
        Misconception(
            "bias subtracted",
            lambda w, b, X: np.tanh(w @ X - b),
            "The bias is subtracted: in this course z = w·x + b.",
        ),
        Misconception(
            "no activation",
            lambda w, b, X: w @ X + b,
            "This is z = w·x + b itself: tanh of it is missing.",
        ),
        Misconception(
            "sigmoid in place of tanh",
            _sigmoid,
            "This is the sigmoid, whose outputs lie between 0 and 1: here it should be tanh.",
        ),
        Misconception(
            "ReLU in place of tanh",
            _relu,
            "This is ReLU, max(z, 0): here it should be tanh, which is negative for z < 0.",
        ),
        Misconception(
            "sum over all examples",
            lambda w, b, X: np.tanh(np.sum(w @ X) + b),
            "The sum runs over all examples: each column of X is one example and has an output of "
            "its own.",
        ),
    ),
    hints=(
        "First write z for one example, on paper: a product for each feature, their sum, and b.",
        "Each column of X is an example. A vector times a matrix, in numpy an @ between them, does "
        "the sum over the features for all columns at once.",
    ),
    conclusion=(
        "A layer of a network is many such units side by side, and a network some layers one "
        "behind the other. You have written its only building block."
    ),
)
