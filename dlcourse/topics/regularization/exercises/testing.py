"""A test for a wrong `prune`: which matrix shows that a threshold is not enough?"""

import numpy as np

from dlcourse.exercise.counterexample import Counterexample, Near

from .pruning import prune


def _by_threshold(W, fraction):
    """The wrong code as it stands in the notebook: all weights up to a threshold are removed."""
    sizes = np.sort(np.abs(W), axis=None)
    removed = round(fraction * W.size)
    threshold = np.append(-1, sizes)[removed]
    return np.where(np.abs(W) <= threshold, 0, W)


def _read(W, fraction):
    W = np.array(W)
    if W.dtype.kind not in "if" or W.ndim != 2 or not 0 < W.size <= 100:
        raise ValueError("W has to be a matrix of numbers, with at most a hundred entries")
    if not np.isfinite(W).all():
        raise ValueError("the weights have to be finite")
    if np.ndim(fraction) or not isinstance(fraction, int | float | np.number):
        raise ValueError("the fraction has to be one number")
    if not 0 <= fraction <= 1:
        raise ValueError(f"a fraction lies between 0 and 1, and {fraction:g} does not")
    return W, float(fraction)


def _sizes(W):
    return np.sort(np.abs(W), axis=None)


counterexample = Counterexample(
    name="counterexample",
    title="a matrix and a fraction for which a threshold removes another number of weights",
    exercise=prune,
    wrong=_by_threshold,
    read=_read,
    near=(
        Near(
            "nothing removed",
            lambda W, fraction: round(fraction * W.size) == 0,
            "With this fraction no weight is to go, and both leave all of them: take a larger one.",
        ),
        Near(
            "all removed",
            lambda W, fraction: round(fraction * W.size) == W.size,
            "With this fraction all weights are to go, and both remove them: take a smaller one.",
        ),
        Near(
            "no equal sizes",
            lambda W, fraction: len(np.unique(np.abs(W))) == W.size,
            "All weights of this matrix differ in size, so the threshold has just as many of them "
            "on its lower side as are to go. What would have to be so that it has more?",
        ),
        Near(
            "equal zeros",
            lambda W, fraction: _sizes(W)[round(fraction * W.size) - 1] == 0,
            "Here the threshold is 0, and setting a zero to 0 changes nothing: look for a place "
            "where it matters how many go.",
        ),
        Near(
            "equal sizes elsewhere",
            lambda W, fraction: True,
            "Two weights of this matrix have the same size, but they stay together on one side of "
            "the threshold: both go or both stay in the right result too. Where must it fall?",
        ),
    ),
    hints=(
        "Read the last line: it asks each weight for itself and does not count. In which matrix "
        "does it take more weights than `removed`?",
        "Two by two is large enough. Which sizes have to stand at the places `removed` - 1 and "
        "`removed` of the sorted list?",
    ),
    conclusion="A rule that looks at each weight alone cannot choose between two of the same size.",
)
