"""Pruning: set the smallest weights of a matrix to zero and keep the others as they are."""

import numpy as np

from dlcourse.exercise.domain import array, number
from dlcourse.exercise.exercise import Exercise, Misconception
from dlcourse.exercise.values import difference, same_structure, show


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


def _remove_all_but(W, count):
    """The slice `[:-count]` of the ranking set to zero; `[:-0]` is empty."""
    pruned = W.flatten()
    pruned[np.argsort(np.abs(W), axis=None)[:-count]] = 0
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


def _at_quantile(W, fraction):
    size = np.abs(W)
    return np.where(size >= np.quantile(size, fraction), W, 0)


def _cut_off(W, fraction):
    return _remove(W, int(fraction * W.size) / W.size, np.argsort(np.abs(W), axis=None))


def _rounded_up(W, fraction):
    count = int(np.ceil(fraction * W.size - 1e-9))
    return _remove(W, count / W.size, np.argsort(np.abs(W), axis=None))


def _ties_removed(W, fraction):
    removed = round(fraction * W.size)
    threshold = np.sort(np.abs(W), axis=None)[removed - 1] if removed else -1
    return np.where(np.abs(W) <= threshold, 0, W)


def _ties_kept(W, fraction):
    removed = round(fraction * W.size)
    threshold = np.sort(np.abs(W), axis=None)[removed] if removed < W.size else np.inf
    return np.where(np.abs(W) >= threshold, W, 0)


def _has_no_ties(case):
    return len(np.unique(np.abs(case["W"]))) == case["W"].size


def _judge(case, mine, right):
    """Any choice among weights of the same size is right; what stays has to stay as it was."""
    W, wanted = case["W"], case["fraction"] * case["W"].size
    if not same_structure(mine, right):
        return difference(mine, right)
    mine = np.asarray(mine)
    gone = mine == 0
    other = mine[~gone & (mine != W)]
    if other.size and np.abs(other).max() < 1e-6:
        return f"leaves {show(np.abs(other).max())} where a weight has to be exactly 0"
    if other.size:
        return difference(mine, right) or "gives values that are neither 0 nor what W has there"
    counts = {max(n, np.sum(W == 0)) for n in (np.floor(wanted + 0.5), np.ceil(wanted - 0.5))}
    if gone.sum() not in counts:
        count = max(round(wanted), np.sum(W == 0))
        return (
            f"gives {gone.sum()} zeros and not {count}, with fraction · entries = "
            f"{show(case['fraction'])} · {W.size} = {show(wanted)}"
        )
    if gone.any() and not gone.all() and np.abs(W[gone]).max() > np.abs(W[~gone]).min():
        return f"removes a weight of {show(np.abs(W[gone]).max())} and keeps a smaller one"
    return None


prune = Exercise(
    title="the weights with the smallest of them set to zero",
    reference=_prune,
    domain={"W": array("n", "n_prev"), "fraction": number(0, 1)},
    judge=_judge,
    one_answer=_has_no_ties,
    new=True,
    cases=(
        {"W": np.array([[0.5, -2.0], [1.0, -0.1]]), "fraction": 0.5},
        {"W": np.array([[0.5, -2.0], [1.0, -0.1]]), "fraction": 0.0},
        {"W": np.array([[0.1, 0.2, -0.3, 3.0], [-4.0, 1.5, 2.5, -0.6]]), "fraction": 0.25},
        {"W": np.array([[0.1, 0.2, -0.3, 3.0], [-4.0, 1.5, 2.5, -0.6]]), "fraction": 0.75},
    ),
    misconceptions=(
        Misconception(
            "most negative removed",
            lambda W, fraction: _remove(W, fraction, np.argsort(W, axis=None)),
            "The most negative weights are removed: small means near zero, so rank by |w|.",
        ),
        Misconception(
            "largest removed",
            lambda W, fraction: _remove(W, fraction, np.argsort(-np.abs(W), axis=None)),
            "The largest weights are removed: the mask is the wrong way round.",
        ),
        Misconception(
            "fraction kept",
            lambda W, fraction: _prune(W, 1 - fraction),
            "The fraction is kept: it is the part to remove.",
        ),
        Misconception(
            "row by row",
            _row_by_row,
            "Each row is pruned by itself: the ranking goes over all entries of the matrix at "
            "once. Is an `axis` in the way?",
        ),
        Misconception(
            "share of the largest",
            _below_share_of_largest,
            "This removes all weights below a share of the largest: the fraction counts weights, "
            "it is not a size.",
        ),
        Misconception(
            "fraction as threshold",
            _below_fraction,
            "The fraction is used as the threshold itself: first find the size below which that "
            "part of the weights lies.",
        ),
        Misconception(
            "one too many",
            _one_too_many,
            "One weight too many is removed: the one that stands at the threshold. "
            "Python counts places from 0.",
        ),
        Misconception(
            "all at fraction 0",
            _last_entry_at_zero,
            "With fraction 0 every weight is removed: place -1 of a sorted array is its last.",
        ),
        Misconception(
            "by np.quantile, and the one at it",
            _smallest_at_zero,
            "The threshold is that of `np.quantile`, and a weight that is as large as it goes, "
            "too: with fraction 0 the smallest. In this case that is another number of weights "
            "than fraction times the number of entries, rounded: count these, and remove them.",
        ),
        Misconception(
            "by np.quantile",
            _at_quantile,
            "The threshold is that of `np.quantile`, which lies on a weight or between two. In "
            "this case there are not as many weights below it as fraction times the number of "
            "entries, rounded: count how many are to go, and remove these.",
        ),
        Misconception(
            "cut off, not rounded",
            _cut_off,
            "The number to remove is cut off to a whole number: `int(2.9)` is 2, `round(2.9)` "
            "is 3.",
        ),
        Misconception(
            "rounded up",
            _rounded_up,
            "The number to remove is always rounded up: 2.1 is nearer to 2.",
        ),
        Misconception(
            "ties removed together",
            _ties_removed,
            "Of weights of the same size at the threshold all are removed, so that too many go: "
            "the number to remove decides, whichever of them it takes.",
        ),
        Misconception(
            "ties kept together",
            _ties_kept,
            "Of weights of the same size at the threshold none is removed, so that too few go: "
            "the number to remove decides, whichever of them it takes.",
        ),
        Misconception(
            "rest made smaller",
            _shrinks_the_rest,
            "The weights that stay are made smaller: that is soft-thresholding. "
            "Pruning keeps them as they are.",
        ),
        Misconception(
            "all but so many of the largest removed",
            lambda W, fraction: _remove_all_but(W, round(fraction * W.size)),
            "As many as should go are kept, the largest of them: with `[:-k]` the last k are left "
            "out, and the slice runs from the first to there.",
        ),
        Misconception(
            "mask alone",
            lambda W, fraction: (_prune(W, fraction) != 0).astype(float),
            "This is the mask, ones and zeros: multiply the weights by it.",
        ),
    ),
    hints=(
        "Which weights matter least to a sum? A weight of -2 is not small.",
        "Count how many to remove, rank the sizes |w| of all entries, and find the size at which "
        "the part to remove ends. Try it on paper for fraction 0.",
        "`np.argsort` gives the places of a flat array's entries, smallest first: as many of them "
        "as are to go can be set to 0 in a flat copy, which `reshape` gives its rows again.",
    ),
    conclusion="How many may go before the error rises is for the dev set to say.",
)
