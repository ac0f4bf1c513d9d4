"""Soft-thresholding of whole rows: units vanish, and the networks that are left err less.

A row w of W holds all weights into one unit. The price (λ/m) Σ ‖w‖ on the lengths of rows (group
lasso) shortens each by αλ/m a step, and not past 0: w := w · max(‖w‖ - αλ/m, 0) / ‖w‖.
"""

import numpy as np

from dlcourse.exercise.domain import array, number
from dlcourse.exercise.exercise import Misconception
from dlcourse.exercise.extend import Extend
from dlcourse.exercise.values import difference, show
from dlcourse.optimizers import Momentum
from dlcourse.topics.noisy_moons import noisy_moons
from dlcourse.topics.regularization import runs as moons
from dlcourse.training import train

LAMBDA, SEEDS = 0.7, 8


def _shrink_rows(W, amount):
    """Every row shorter by `amount`, in its own direction; rows that are no longer become 0."""
    length = np.sqrt(np.sum(W**2, axis=1, keepdims=True))
    left = np.maximum(length - amount, 0)
    return W * left / np.where(length > 0, length, 1)


def _by(length, left):
    """The rows scaled by another rule."""

    def shrink_rows(W, amount):
        size = length(W)
        return W * left(size, amount) / np.where(size > 0, size, 1)

    return shrink_rows


def _rows(W):
    return np.sqrt(np.sum(W**2, axis=1, keepdims=True))


def _clipped(size, amount):
    return np.maximum(size - amount, 0)


def _undefined(W, amount):
    with np.errstate(all="ignore"):
        return W * np.maximum(1 - amount / _rows(W), 0)


def _undefined_for_zeros(W, amount):
    return W * np.maximum(_rows(W) - amount, 0) / _rows(W)


def _plain_lengths(W, amount):
    length = np.linalg.norm(W, axis=1)
    return W * np.maximum(length - amount, 0) / np.where(length > 0, length, 1)


def trained(shrink_rows, seed):
    """A network on the half moons, its hidden layers' rows shrunk after each step; and its data."""
    rng = np.random.default_rng(seed)
    X, Y, *dev = noisy_moons(rng)
    network = moons.model_with(None)
    amount = moons.LEARNING_RATE * LAMBDA / moons.M

    def project(theta):
        theta = theta.copy()
        for layer in network.unpack(theta)[:-1]:
            if layer:
                layer["W"][:] = shrink_rows(layer["W"].copy(), amount)
        return theta

    momentum = Momentum(moons.LEARNING_RATE)
    start = network.initialize(rng)
    *_, last = train(network, start, X, Y, momentum, moons.ITERATIONS, project=project)
    return network, last.theta, dev


def _dev_errors(shrink_rows):
    """The dev errors of networks that are trained with a student's function; about 70 ms each."""
    runs = (trained(shrink_rows, seed) for seed in range(SEEDS))
    return tuple(network.error(theta, *dev) for network, theta, dev in runs)


def _judge(case, mine, right):
    """Close is not enough where a whole row is to be 0."""
    if (text := difference(mine, right)) is not None:
        return text
    short = np.ravel(_rows(case["W"]) < case["amount"] - 1e-9)
    left = np.abs(np.asarray(mine))[short]
    if left.any():
        return f"leaves {show(left.max())} in a row that has to be exactly 0"
    return None


shrink_rows = Extend(
    title="soft-thresholding of whole rows, so that units vanish",
    reference=_shrink_rows,
    domain={"W": array("n", "n_prev", whole=True), "amount": number(0, 3)},
    judge=_judge,
    cases=(
        {"W": np.array([[0.3, 0.4]]), "amount": 0.4995},
        {"W": np.array([[3.0, 4.0]]), "amount": 1.0},
        {"W": np.array([[3.0, -4.0], [0.3, 0.4]]), "amount": 2.0},
        {"W": np.array([[0.0, 0.0], [1.0, -1.0]]), "amount": 0.0},
        {"W": np.array([[1.0, 2.0, 2.0], [0.0, 0.0, 0.0], [-2.0, 0.5, 1.0]]), "amount": 0.6},
    ),
    misconceptions=(
        Misconception(
            "each weight by itself",
            lambda W, amount: np.sign(W) * np.maximum(np.abs(W) - amount, 0),
            "This thresholds each weight by itself, as L1 does. Here a row lives or dies as a "
            "whole: what is compared with `amount` is its length.",
        ),
        Misconception(
            "columns for rows",
            _by(lambda W: np.sqrt(np.sum(W**2, axis=0, keepdims=True)), _clipped),
            "These are the lengths of the columns: all weights into one unit stand in a row, so "
            "sum along axis=1.",
        ),
        Misconception(
            "the whole matrix",
            _by(lambda W: np.sqrt(np.sum(W**2)), _clipped),
            "This is one length for the whole matrix: each row has its own.",
        ),
        Misconception(
            "squared length",
            _by(lambda W: np.sum(W**2, axis=1, keepdims=True), _clipped),
            "The root is missing: this is the square of a row's length.",
        ),
        Misconception(
            "sum of sizes",
            _by(lambda W: np.sum(np.abs(W), axis=1, keepdims=True), _clipped),
            "This adds up the sizes of a row's entries: its length is the root of the sum of their "
            "squares.",
        ),
        Misconception(
            "no stop at zero",
            _by(_rows, lambda size, amount: size - amount),
            "A row that is shorter than `amount` is turned round: what is left of a length must "
            "not fall below 0.",
        ),
        Misconception(
            "hard-thresholding",
            _by(_rows, lambda size, amount: np.where(size > amount, size, 0)),
            "Short rows become 0, but the others keep their length: each has to lose `amount`.",
        ),
        Misconception(
            "rows just above the limit lost",
            _by(
                _rows,
                lambda size, amount: np.where(size > amount + 1e-3, _clipped(size, amount), 0),
            ),
            "A row that is a little longer than `amount` becomes 0 as well: only one that is no "
            "longer does. Compare with `amount` itself.",
        ),
        Misconception(
            "a share of the length",
            lambda W, amount: np.where(_rows(W) > amount, W * (1 - amount), 0),
            "The rows are multiplied by 1 - amount: what each loses is a length, not a share.",
        ),
        Misconception(
            "0 divided by 0",
            _undefined,
            "A row of zeros has the length 0, and 0/0 is no number: divide by something else "
            "there, its entries stay 0 anyway.",
        ),
        Misconception(
            "0 divided by 0 in every row of zeros",
            _undefined_for_zeros,
            "A row of zeros has the length 0, and 0/0 is no number: divide by something else "
            "there, its entries stay 0 anyway. The other rows are right.",
        ),
        Misconception(
            "lengths along the columns",
            _plain_lengths,
            "The lengths are laid along the columns: without `keepdims=True` they have the shape "
            "(n,), which numpy lays along a row. With it they are a column.",
        ),
        Misconception(
            "divided twice",
            _by(
                lambda W: _rows(W),
                lambda size, amount: _clipped(size, amount) / np.where(size > 0, size, 1),
            ),
            "Each row is divided by its length twice: a row keeps its direction if it is "
            "multiplied once, by new length over old length.",
        ),
        Misconception(
            "every row to length 1",
            _by(_rows, lambda size, amount: np.where(size > amount, 1.0, 0.0)),
            "The rows that stay get the length 1: each has to lose `amount` of its length.",
        ),
        Misconception(
            "row's length alone lost",
            lambda W, amount: np.where(_rows(W) > amount, W - amount, 0),
            "Every entry of a long row loses `amount`: it is the row's length that loses it, and "
            "its direction stays.",
        ),
    ),
    hints=(
        "How long is a row? `np.sum` with `axis=1, keepdims=True` gives a column with one number "
        "for each row.",
        "What is left of each length? That is soft-thresholding of a number that is never below 0.",
        "A row keeps its direction if all its entries are multiplied by the same number, new "
        "length over old length. Which row would divide by 0?",
    ),
    conclusion=(
        "Most units are gone: of 32 hidden ones about six are left, and nobody told the "
        "network which."
    ),
    train=_dev_errors,
    reach=0.17,
    without=0.212,
)
