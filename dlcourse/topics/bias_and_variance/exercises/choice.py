"""How many neighbours? To be decided by ten pairs of runs."""

import numpy as np

from dlcourse.exercise.choose import Choose
from dlcourse.topics.bias_and_variance.exercises.neighbours import data


def _dev_error(k, seed):
    """The share of wrong answers on new points of k nearest neighbours; 10 ms."""
    X, Y, X_dev, Y_dev = data(seed)
    distances = sum((a[:, np.newaxis] - b) ** 2 for a, b in zip(X, X_dev, strict=True))
    nearest = np.argpartition(distances, max(int(k) - 1, 0), axis=0)[: max(int(k), 1)]
    return float(np.mean((Y[0, nearest].mean(axis=0) > 0.5) != Y_dev[0]))


choose_k = Choose(
    name="choose_k",
    title="a number of neighbours that beats 3, shown by ten pairs of runs",
    symbol="k",
    baseline=3,
    low=1,
    high=99,
    error=_dev_error,
    choosing=range(100, 110),
    hints=(
        "Three neighbours: if two of them have a wrong label, so has the answer. Which way should "
        "k go, and what happens if it goes too far?",
        "With k = 99 of 100 neighbours nearly everybody votes everywhere. The best k is far from "
        "both ends. Take an odd one.",
    ),
    conclusion="More neighbours: less variance. Far too many: bias.",
)
