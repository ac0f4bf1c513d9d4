"""A learning rate to be chosen by measurement, where one feature is five times as wide."""

import numpy as np

from dlcourse.activations import sigmoid
from dlcourse.exercise.choose import Choose

M, SPREAD, NOISE, STEPS = 100, 5.0, 0.3, 20


def _data(rng, m):
    """Two features, of which the second is spread more; the label follows their fair sum."""
    X = rng.normal(size=(2, m))
    Y = (X.sum(axis=0, keepdims=True) + NOISE * rng.normal(size=(1, m)) > 0).astype(float)
    return X * np.array([[1.0], [SPREAD]]), Y


def _dev_error(alpha, seed):
    """Twenty steps of logistic regression, and the share of wrong answers on new points; 1 ms."""
    rng = np.random.default_rng(seed)
    (X, Y), (X_dev, Y_dev) = _data(rng, M), _data(rng, 1000)
    W, b = np.zeros((1, 2)), 0.0
    for _ in range(STEPS):
        dZ = (sigmoid(W @ X + b) - Y) / M
        W, b = W - alpha * dZ @ X.T, b - alpha * dZ.sum()
    return float(np.mean((W @ X_dev + b > 0) != (Y_dev > 0)))


choose_rate = Choose(
    name="choose_rate",
    title="a learning rate that beats 0.5 in twenty steps, shown by ten pairs of runs",
    symbol="α",
    baseline=0.5,
    low=0.0,
    high=10.0,
    error=_dev_error,
    hints=(
        "Is α = 0.5 too small here or too large? Try one rate above it and one below it, each "
        "with ten seeds, and compare what the check says of them.",
        "If the interval covers 0, you are too near to 0.5, or the walk swings so much that it "
        "gains and loses. Go on by factors of about two.",
    ),
    conclusion=(
        "Ten paired runs decide what one run could only suggest. And c was ¼ · 25 = 6.25, so "
        "2/c was 0.32, far below your rate. It holds at the start, where every answer is one "
        "half. After a few steps the answers are surer, a(1 − a) is smaller, and the walk bears "
        "a larger rate."
    ),
)
