"""Readers of digits: three hundred quick ones, each of which sees 44 pixels, and the neighbours."""

from functools import cache

import numpy as np

from dlcourse.datasets import load_digits
from dlcourse.model_selection import k_fold

MODELS, PIXELS, M = 300, 44, 500


def by_pixels(X, Y, X_new, seen):
    """Digits (n,) of X_new (64, n), by least squares on the pixels that are seen.

    Ten 0/1 outputs are fitted to X (64, m) and Y (10, m), with a little L2; the largest one says
    the digit.
    """
    A, A_new = (np.vstack([some[seen], np.ones(some.shape[1])]) for some in (X, X_new))
    C = np.linalg.solve(A @ A.T + 0.1 * np.eye(len(A)), A @ Y.T)
    return (C.T @ A_new).argmax(axis=0)


def by_neighbours(X, Y, X_new, k):
    """Digits (n,) of X_new (64, n): the one that most of the k nearest columns of X have in Y.

    Of digits with as many votes it takes the smallest.
    """
    squares = np.sum(X**2, axis=0)[:, np.newaxis] - 2 * X.T @ X_new  # up to what all share
    return Y[:, np.argsort(squares, axis=0)[:k]].sum(axis=1).argmax(axis=0)


def missed(read, setting, train, new):
    """The share of new images (X, Y) that are read wrongly after training on others (X, Y).

    `read` is `by_pixels` or `by_neighbours`, and `setting` its last argument.
    """
    return float(np.mean(read(*train, new[0], setting) != new[1].argmax(axis=0)))


def train_and_dev(read, setting, examples):
    """The train error, and the dev error by 5-fold cross-validation, always on the same folds."""
    X, Y = examples
    folds = k_fold(Y.shape[1], 5, np.random.default_rng(0))
    rounds = [[(X[:, i], Y[:, i]) for i in fold] for fold in folds]
    dev_errors = [missed(read, setting, train, dev) for train, dev in rounds]
    return missed(read, setting, examples, examples), float(np.mean(dev_errors))


@cache
def answers():
    """Which of the 1,297 images that trained none of them each model reads rightly: (300, 1297)."""
    rng = np.random.default_rng(0)
    X, Y = load_digits()
    order = rng.permutation(Y.shape[1])
    X, Y = X[:, order], Y[:, order]
    right = np.empty((MODELS, Y.shape[1] - M), bool)
    for i in range(MODELS):
        seen = rng.choice(64, PIXELS, replace=False)
        right[i] = by_pixels(X[:, :M], Y[:, :M], X[:, M:], seen) == Y[:, M:].argmax(axis=0)
    return right


@cache
def best_of(n, repeats=100):
    """The best of N models on n images, and what it gets on all others.

    Each lab tries the models in an order of its own.

    Parameters: n : int, images in the lab;  repeats : int, how many such labs are drawn
    Returns: lab, production : (repeats, 300), accuracies for N = 1 … 300
    """
    right, rng = answers().astype(np.float32), np.random.default_rng(1)
    pool = right.shape[1]
    chosen = np.zeros((pool, repeats), np.float32)
    for column in chosen.T:
        column[rng.permutation(pool)[:n]] = 1
    tried = rng.permuted(np.tile(np.arange(MODELS), (repeats, 1)), axis=1)
    inside = np.take_along_axis((right @ chosen).T, tried, axis=1)  # (repeats, 300)
    total = right.sum(axis=1)[tried]
    best = np.maximum.accumulate(inside, axis=1)
    first = np.where(inside == best, np.arange(MODELS), 0)
    first = np.where(np.diff(best, axis=1, prepend=-1) > 0, first, 0)
    first = np.maximum.accumulate(first, axis=1)  # the best so far; of equals the first
    total, inside = (np.take_along_axis(some, first, axis=1) for some in (total, inside))
    outside = (total - inside) / (pool - n)
    return best / n, outside
