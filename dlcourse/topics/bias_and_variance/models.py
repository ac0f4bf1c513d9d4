"""Three hundred quick readers of digits, each of which sees 44 of the 64 pixels."""

from functools import cache

import numpy as np

from dlcourse.datasets import load_digits

MODELS, PIXELS, M = 300, 44, 500


@cache
def answers():
    """Which of the 1,297 images that trained none of them each model reads rightly: (300, 1297).

    Each is a least squares fit of ten 0/1 outputs on 44 random pixels, with a little L2, on 500
    images; it answers the digit of the largest output.
    """
    rng = np.random.default_rng(0)
    X, Y = load_digits()
    order = rng.permutation(Y.shape[1])
    X, Y = np.vstack([X, np.ones(order.size)])[:, order], Y[:, order]
    moments, products = X[:, :M] @ X[:, :M].T, X[:, :M] @ Y[:, :M].T
    right = np.empty((MODELS, Y.shape[1] - M), bool)
    for i in range(MODELS):
        seen = np.append(rng.choice(64, PIXELS, replace=False), 64)
        C = np.linalg.solve(moments[np.ix_(seen, seen)] + 0.1 * np.eye(seen.size), products[seen])
        right[i] = (C.T @ X[seen, M:]).argmax(axis=0) == Y[:, M:].argmax(axis=0)
    return right


@cache
def best_of(n, repeats=100):
    """The best of the first N models on n images, and what it gets on all others.

    Parameters: n : int, images in the lab;  repeats : int, how many such labs are drawn
    Returns: lab, production : (repeats, 300), accuracies for N = 1 … 300
    """
    right, rng = answers().astype(np.float32), np.random.default_rng(1)
    pool = right.shape[1]
    chosen = np.zeros((pool, repeats), np.float32)
    for column in chosen.T:
        column[rng.permutation(pool)[:n]] = 1
    inside, total = (right @ chosen).T, right.sum(axis=1)  # (repeats, 300), (300,)
    best = np.maximum.accumulate(inside, axis=1)
    first = np.where(inside == best, np.arange(MODELS), 0)
    first = np.where(np.diff(best, axis=1, prepend=-1) > 0, first, 0)
    first = np.maximum.accumulate(first, axis=1)  # the best so far; of equals the first
    outside = (total[first] - np.take_along_axis(inside, first, axis=1)) / (pool - n)
    return best / n, outside
