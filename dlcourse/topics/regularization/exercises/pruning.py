"""Pruning: set the smallest weights of a matrix to zero and keep the others as they are."""

import numpy as np

from dlcourse.exercise.exercise import Exercise, Misconception


def _prune(W, fraction):
    """W with the `fraction` of its entries that have the smallest |w| set to zero; a new array."""
    removed = round(fraction * W.size)
    order = np.argsort(np.abs(W), axis=None)
    pruned = W.flatten()
    pruned[order[:removed]] = 0
    return pruned.reshape(W.shape)


def _remove(W, fraction, order):
    """W with the first `fraction` of `order`, a ranking of all its entries, set to zero."""
    pruned = W.flatten()
    pruned[order[: round(fraction * W.size)]] = 0
    return pruned.reshape(W.shape)


def _row_by_row(W, fraction):
    return np.array([_prune(row, fraction) for row in W])


def _below_share_of_largest(W, fraction):
    size = np.abs(W)
    return np.where(size < fraction * size.max(), 0, W)


def _below_fraction(W, fraction):
    return np.where(np.abs(W) < fraction, 0, W)


def _one_too_many(W, fraction):
    ranked = np.sort(np.abs(W), axis=None)
    threshold = ranked[min(round(fraction * W.size), W.size - 1)]
    return np.where(np.abs(W) <= threshold, 0, W)


def _last_entry_at_zero(W, fraction):
    ranked = np.sort(np.abs(W), axis=None)
    threshold = ranked[round(fraction * W.size) - 1]
    return np.where(np.abs(W) <= threshold, 0, W)


def _smallest_at_zero(W, fraction):
    size = np.abs(W)
    return np.where(size > np.quantile(size, fraction), W, 0)


def _shrinks_the_rest(W, fraction):
    ranked = np.sort(np.abs(W), axis=None)
    threshold = ranked[round(fraction * W.size) - 1] if fraction > 0 else 0.0
    return np.sign(W) * np.maximum(np.abs(W) - threshold, 0)


prune = Exercise(
    title="the weights with the smallest of them set to zero",
    reference=_prune,
    cases=(
        {"W": np.array([[0.5, -2.0], [1.0, -0.1]]), "fraction": 0.5},
        {"W": np.array([[0.5, -2.0], [1.0, -0.1]]), "fraction": 0.0},
        {"W": np.array([[0.1, 0.2, -0.3, 3.0], [-4.0, 1.5, 2.5, -0.6]]), "fraction": 0.25},
        {"W": np.array([[0.1, 0.2, -0.3, 3.0], [-4.0, 1.5, 2.5, -0.6]]), "fraction": 0.75},
    ),
    misconceptions=(
        Misconception(
            lambda W, fraction: _remove(W, fraction, np.argsort(W, axis=None)),
            "The most negative weights are removed: small means near zero, so rank by |w|.",
        ),
        Misconception(
            lambda W, fraction: _remove(W, fraction, np.argsort(-np.abs(W), axis=None)),
            "The largest weights are removed: the mask is the wrong way round.",
        ),
        Misconception(
            lambda W, fraction: _prune(W, 1 - fraction),
            "The fraction is kept: it is the part to remove.",
        ),
        Misconception(
            _row_by_row,
            "Each row is pruned by itself: `np.sort` and `np.quantile` over a matrix need to see "
            "all its entries at once. Is an `axis` in the way?",
        ),
        Misconception(
            _below_share_of_largest,
            "This removes all weights below a share of the largest: the fraction counts weights, "
            "it is not a size.",
        ),
        Misconception(
            _below_fraction,
            "The fraction is used as the threshold itself: first find the size below which that "
            "part of the weights lies.",
        ),
        Misconception(
            _one_too_many,
            "One weight too many is removed: the one that stands at the threshold. "
            "Python counts places from 0.",
        ),
        Misconception(
            _last_entry_at_zero,
            "With fraction 0 every weight is removed: place -1 of a sorted array is its last.",
        ),
        Misconception(
            _smallest_at_zero,
            "With fraction 0 the smallest weight is removed: a weight as large as the threshold "
            "is to stay. Is `>` used for `>=`?",
        ),
        Misconception(
            _shrinks_the_rest,
            "The weights that stay are made smaller: that is soft-thresholding. "
            "Pruning keeps them as they are.",
        ),
        Misconception(
            lambda W, fraction: (_prune(W, fraction) != 0).astype(float),
            "This is the mask, ones and zeros: multiply the weights by it.",
        ),
    ),
    hints=(
        "Which weights matter least to a sum? A weight of -2 is not small.",
        "Count how many to remove, rank the sizes |w| of all entries, and find the size at which "
        "the part to remove ends. Try it on paper for fraction 0.",
        "`np.quantile(A, fraction)` or a sorted `np.abs(W).ravel()` gives that size. "
        "A comparison gives a mask of True and False; the weights times the mask are a new array, "
        "so `W` stays as it was.",
    ),
    conclusion="How many may go before the error rises is for the dev set to say.",
)
