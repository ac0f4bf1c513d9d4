"""The gradient of logistic regression, which then finds a boundary between two clouds."""

import numpy as np

from dlcourse.activations import sigmoid
from dlcourse.datasets import make_blobs
from dlcourse.exercise.domain import array
from dlcourse.exercise.exercise import Misconception
from dlcourse.exercise.extend import Extend

M, NOISE, RATE, STEPS, SEEDS = 100, 0.6, 1.0, 100, 8


def _logistic_gradient(W, b, X, Y):
    """∂J/∂W (1, n_x) and ∂J/∂b (1, 1) of the mean of log(1 + e^z) - y z over m examples."""
    A = 1 / (1 + np.exp(-(W @ X + b)))
    error = (A - Y) / Y.shape[1]
    return error @ X.T, np.sum(error, axis=1, keepdims=True)


def _gradient(
    error=lambda Z, Y: sigmoid(Z) - Y,
    dW=lambda error, X: error @ X.T / X.shape[1],
    db=lambda error: error.mean(axis=1, keepdims=True),
):
    """The gradient with one of its parts done in another way."""

    def logistic_gradient(W, b, X, Y):
        e = error(W @ X + b, Y)
        return dW(e, X), db(e)

    return logistic_gradient


def _labels(rng, lengths):
    return rng.integers(0, 2, (1, lengths["m"])).astype(float)


def data(seed):
    """Train and dev examples of two round clouds: X, Y, X_dev, Y_dev."""
    rng = np.random.default_rng(seed)
    return (*make_blobs(M, NOISE, rng), *make_blobs(1000, NOISE, rng))


def _dev_errors(gradient):
    """The share of wrong answers on new points after training; about 5 ms each."""
    errors = []
    for seed in range(SEEDS):
        X, Y, X_dev, Y_dev = data(seed)
        W, b = np.zeros((1, 2)), np.zeros((1, 1))
        for _ in range(STEPS):
            dW, db = gradient(W.copy(), b.copy(), X, Y)
            W, b = W - RATE * np.reshape(dW, (1, 2)), b - RATE * np.reshape(db, (1, 1))
        errors.append(float(np.mean((W @ X_dev + b > 0) != (Y_dev > 0))))
    return tuple(errors)


logistic_gradient = Extend(
    title="the gradient of logistic regression",
    reference=_logistic_gradient,
    domain={
        "W": array(1, "n_x"),
        "b": array(1, 1),
        "X": array("n_x", "m"),
        "Y": _labels,
    },
    cases=(
        {
            "W": np.array([[0.5]]),
            "b": np.array([[-1.0]]),
            "X": np.array([[1.0, 3.0]]),
            "Y": np.array([[0.0, 1.0]]),
        },
        {
            "W": np.array([[1.0, -0.5]]),
            "b": np.array([[0.25]]),
            "X": np.array([[1.0, -2.0, 0.5], [0.5, 1.0, -1.0]]),
            "Y": np.array([[1.0, 0.0, 1.0]]),
        },
    ),
    misconceptions=(
        Misconception(
            "no sigmoid",
            _gradient(error=lambda Z, Y: Z - Y),
            "The errors are z - y: this is the gradient of linear regression. Here the answer is "
            "a = σ(z).",
        ),
        Misconception(
            "signs turned round",
            _gradient(error=lambda Z, Y: Y - sigmoid(Z)),
            "All signs are turned round: the derivative of a loss by z is a - y, not y - a.",
        ),
        Misconception(
            "sigmoid's derivative",
            _gradient(error=lambda Z, Y: (sigmoid(Z) - Y) * sigmoid(Z) * (1 - sigmoid(Z))),
            "The errors are multiplied by σ′(z): that belongs to the squared error. For this loss "
            "the derivative by z is a - y and nothing else.",
        ),
        Misconception(
            "label forgotten",
            _gradient(error=lambda Z, Y: sigmoid(Z)),
            "The labels are not used: the derivative of log(1 + e^z) is a, and there is the term "
            "-yz, too.",
        ),
        Misconception(
            "sums in place of means",
            _gradient(dW=lambda e, X: e @ X.T, db=lambda e: e.sum(axis=1, keepdims=True)),
            "Both are sums over the examples: J is the mean of their losses.",
        ),
        Misconception(
            "only dW divided by m",
            _gradient(db=lambda e: e.sum(axis=1, keepdims=True)),
            "The derivative by b is a sum over the examples: it is a mean, as that by W.",
        ),
        Misconception(
            "only db divided by m",
            _gradient(dW=lambda e, X: e @ X.T),
            "The derivative by W is a sum over the examples: it is a mean, as that by b.",
        ),
        Misconception(
            "features forgotten",
            _gradient(dW=lambda e, X: np.full((1, X.shape[0]), e.mean())),
            "The derivative by W lacks the features: w₁ acts on z through x₁, so each error is "
            "multiplied by its x₁.",
        ),
        Misconception(
            "labels decided",
            _gradient(error=lambda Z, Y: (Z > 0) - Y),
            "The answers are made 0 or 1 first: then a small move of w changes nothing, and there "
            "is no slope. The error is σ(z) - y.",
        ),
        Misconception(
            "divided by the features",
            _gradient(
                dW=lambda e, X: e @ X.T / X.shape[0],
                db=lambda e: e.sum(axis=1, keepdims=True) / 2,
            ),
            "The sums are divided by the wrong number: m is the number of columns of X.",
        ),
        Misconception(
            "db for each example",
            _gradient(db=lambda e: e / e.size),
            "The derivative by b has an entry for each example: b is one number that all of them "
            "use, so their parts are added.",
        ),
        Misconception(
            "dW divided by the features",
            _gradient(dW=lambda e, X: e @ X.T / X.shape[0]),
            "The derivative by W is divided by the number of features: J is a mean over the "
            "examples, and X has a column for each.",
        ),
        Misconception(
            "both divided by the features",
            _gradient(
                dW=lambda e, X: e @ X.T / X.shape[0], db=lambda e: e.sum(axis=1, keepdims=True)
            ),
            "The derivative by W is divided by the number of features, and that by b by nothing: "
            "J is a mean over the examples, for both.",
        ),
        Misconception(
            "sigmoid's minus",
            _gradient(error=lambda Z, Y: sigmoid(-Z) - Y),
            "The answers are 1 - a in place of a: in σ(z) = 1/(1 + e^(-z)) the exponent has a "
            "minus.",
        ),
        Misconception(
            "scores clipped",
            _gradient(error=lambda Z, Y: sigmoid(np.clip(Z, -3, 3)) - Y),
            "The scores are clipped, which changes large ones: σ needs no help there.",
        ),
        Misconception(
            "b left out",
            lambda W, b, X, Y: _logistic_gradient(W, 0 * b, X, Y),
            "The scores are W X alone: the bias is left out.",
        ),
        Misconception(
            "dW transposed",
            _gradient(dW=lambda e, X: X @ e.T / X.shape[1]),
            "The result dW is a column, the transpose of what is wanted: it has to have the "
            "shape of W, (1, n_x), so that a step can be taken.",
        ),
        Misconception(
            "db as a number",
            _gradient(db=lambda e: e.mean()),
            "The result db is a single number: it has to have the shape of b, (1, 1).",
        ),
        Misconception(
            "db without its axis",
            _gradient(db=lambda e: e.mean(axis=1)),
            "The result db has one axis: it has to have the shape of b, (1, 1). `keepdims=True` "
            "keeps the axis of a sum.",
        ),
        Misconception(
            "half of it",
            _gradient(error=lambda Z, Y: (sigmoid(Z) - Y) / 2),
            "Everything is half as large as it should be: there is no ½ in this cost.",
        ),
        Misconception(
            "twice of it",
            _gradient(error=lambda Z, Y: 2 * (sigmoid(Z) - Y)),
            "Everything is twice as large as it should be: there is no square in this cost that "
            "would bring a 2.",
        ),
        Misconception(
            "tanh for sigma",
            _gradient(error=lambda Z, Y: np.tanh(Z) - Y),
            "The answers are those of tanh, between -1 and 1: here they are a = σ(z), between 0 "
            "and 1.",
        ),
        Misconception(
            "dW and db swapped",
            lambda W, b, X, Y: _logistic_gradient(W, b, X, Y)[::-1],
            "The two stand in the wrong order: first dW, then db.",
        ),
    ),
    hints=(
        "One example first: z = w₁x₁ + w₂x₂ + b. The text above has the derivative of its loss by "
        "z. By how much does z change if w₁ changes a little? And if b does?",
        "With examples as columns, Z = W X + b has the shape (1, m), and so has A - Y. Which "
        "product of it with X gives one number for each feature, summed over the examples?",
        "J is a mean: divide by m once. The shapes of the results are those of W and b: "
        "`keepdims=True` keeps the axis of a sum.",
    ),
    conclusion="You have trained a model with nothing but its slope.",
    train=_dev_errors,
    reach=0.06,
    without=0.5,
)
