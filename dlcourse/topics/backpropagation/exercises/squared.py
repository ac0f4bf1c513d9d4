"""The gradient of one sigmoid neuron under the squared error, where dZ is not A - Y."""

import numpy as np

from dlcourse.exercise.domain import array
from dlcourse.exercise.exercise import Exercise, Misconception


def _squared_error_gradient(W, b, X, Y):
    """(dW, db) of J = 1/(2m) Σ (a - y)² with A = σ(W X + b)."""
    m = X.shape[1]
    A = 1 / (1 + np.exp(-(W @ X + b)))
    dZ = (A - Y) * A * (1 - A)
    return dZ @ X.T / m, dZ.sum(axis=1, keepdims=True) / m


def _with(
    blame=lambda A, Y: (A - Y) * A * (1 - A),
    weights=lambda dZ, X: dZ @ X.T / X.shape[1],
    bias=lambda dZ: dZ.mean(axis=1, keepdims=True),
):
    """The gradient with one of its steps done in another way."""

    def squared_error_gradient(W, b, X, Y):
        A = 1 / (1 + np.exp(-(W @ X + b)))
        dZ = blame(A, Y)
        return weights(dZ, X), bias(dZ)

    return squared_error_gradient


def _sigmoid(Z):
    return 1 / (1 + np.exp(-Z))


def _db_of_error(W, b, X, Y):
    error = _sigmoid(W @ X + b) - Y
    return _squared_error_gradient(W, b, X, Y)[0], error.mean(axis=1, keepdims=True)


def _slope_at_z(W, b, X, Y):
    Z = W @ X + b
    dZ = (_sigmoid(Z) - Y) * Z * (1 - Z)
    return dZ @ X.T / X.shape[1], dZ.mean(axis=1, keepdims=True)


def _labels(rng, lengths):
    return rng.integers(0, 2, (1, lengths["m"])).astype(float)


squared_error_gradient = Exercise(
    title="the gradient of one sigmoid neuron under the squared error",
    reference=_squared_error_gradient,
    domain={
        "W": array(1, "n"),
        "b": array(1, 1),
        "X": array("n", "m", whole=True),
        "Y": _labels,
    },
    cases=(
        {
            "W": np.array([[0.5]]),
            "b": np.array([[0.0]]),
            "X": np.array([[2.0]]),
            "Y": np.array([[1.0]]),
        },
        {
            "W": np.array([[0.5, -0.25]]),
            "b": np.array([[0.1]]),
            "X": np.array([[2.0, -3.0, 1.0], [1.0, 0.5, 4.0]]),
            "Y": np.array([[0.0, 1.0, 1.0]]),
        },
    ),
    misconceptions=(
        Misconception(
            "cross-entropy's dZ",
            _with(blame=lambda A, Y: A - Y),
            "This dZ is A - Y, which belongs to the cross-entropy. The squared error has a "
            "derivative by a of its own, and the sigmoid's slope is not cancelled.",
        ),
        Misconception(
            "slope of the labels",
            _with(blame=lambda A, Y: (A - Y) * Y * (1 - Y)),
            "The sigmoid's slope is taken at the labels, y (1 - y), which is always 0: it belongs "
            "to the answers a.",
        ),
        Misconception(
            "slope halved away",
            _with(blame=lambda A, Y: (A - Y) * A),
            "The sigmoid's slope is only half there: da/dz is a (1 - a), and the second factor is "
            "missing.",
        ),
        Misconception(
            "without the half",
            _with(blame=lambda A, Y: 2 * (A - Y) * A * (1 - A)),
            "Everything is twice as large: J has 1/(2m), whose 2 is cancelled by the square's.",
        ),
        Misconception(
            "half left over",
            _with(blame=lambda A, Y: (A - Y) * A * (1 - A) / 2),
            "Everything is half of what it should be: the derivative of a square brings a 2, which "
            "cancels the one in 1/(2m).",
        ),
        Misconception(
            "not divided by m",
            _with(weights=lambda dZ, X: dZ @ X.T, bias=lambda dZ: dZ.sum(axis=1, keepdims=True)),
            "The 1/m is missing: the cost is a mean over the examples, and so is its gradient.",
        ),
        Misconception(
            "db as a sum",
            _with(bias=lambda dZ: dZ.sum(axis=1, keepdims=True)),
            "As it is, db is a sum and dW a mean: the 1/m belongs to both.",
        ),
        Misconception(
            "db of each example",
            _with(bias=lambda dZ: dZ / dZ.size),
            "There is an entry of db for each example: b is one number, which all examples use, "
            "and so their shares are added up.",
        ),
        Misconception(
            "y - a",
            _with(blame=lambda A, Y: (Y - A) * A * (1 - A)),
            "The sign is turned round: (a - y)² grows with a where a is above y, so dz is positive "
            "there.",
        ),
        Misconception(
            "tanh's slope",
            _with(blame=lambda A, Y: (A - Y) * (1 - A**2)),
            "The slope 1 - a² is that of tanh: the sigmoid's, in terms of its answer a, is "
            "another one.",
        ),
        Misconception(
            "slope at the slope's place",
            _with(blame=lambda A, Y: (A - Y) * _sigmoid(A) * (1 - _sigmoid(A))),
            "The sigmoid is taken twice: its slope is written with its answer, and A is that "
            "answer already.",
        ),
        Misconception(
            "slope alone",
            _with(blame=lambda A, Y: A * (1 - A)),
            "The error a - y is missing: dZ is the sigmoid's slope times the derivative of the "
            "loss by a.",
        ),
        Misconception(
            "second factor alone",
            _with(blame=lambda A, Y: (A - Y) * (1 - A)),
            "The sigmoid's slope is only half there: it is a (1 - a), and the first factor is "
            "missing.",
        ),
        Misconception(
            "slope squared",
            _with(blame=lambda A, Y: (A - Y) * (A * (1 - A)) ** 2),
            "The sigmoid's slope is there twice: from a to z there is one step.",
        ),
        Misconception(
            "error squared",
            _with(blame=lambda A, Y: (A - Y) ** 2 / 2 * A * (1 - A)),
            "This has the loss itself in it: what goes back is its derivative by a, which is a - "
            "y.",
        ),
        Misconception(
            "db without the slope",
            _db_of_error,
            "In db there is no trace of the sigmoid's slope: db is made from dZ, as dW is.",
        ),
        Misconception(
            "slope written with z",
            _slope_at_z,
            "The sigmoid's slope is written with its answer, and this has z in a's place.",
        ),
        Misconception(
            "dW as a sum",
            _with(weights=lambda dZ, X: dZ @ X.T),
            "As it is, dW is a sum and db a mean: the 1/m belongs to both.",
        ),
        Misconception(
            "twice divided by m",
            _with(
                weights=lambda dZ, X: dZ @ X.T / X.shape[1] ** 2,
                bias=lambda dZ: dZ.mean(axis=1, keepdims=True) / dZ.shape[1],
            ),
            "It is divided by m twice: once is enough, in dZ or in dW and db.",
        ),
        Misconception(
            "db without its axis",
            _with(bias=lambda dZ: dZ.mean(axis=1)),
            "The result db has one axis: it has to have the shape of b, (1, 1). `keepdims=True` "
            "keeps the axis of a sum.",
        ),
    ),
    hints=(
        "Three steps back: from the loss to a, from a to z, from z to w and b. Only the first is "
        "another one than for the cross-entropy: what is the slope of (a - y)²/2 in a?",
        "The second step brings the slope of the sigmoid, in terms of its answer. Nothing cancels "
        "it here, so it stays in dZ as a factor.",
        "The third step and the mean over the examples are the same as for the cross-entropy: a "
        "product with X transposed, and a sum across the columns that keeps its shape.",
    ),
    conclusion="Another loss changes the first link of the chain, and nothing behind it.",
)
