"""Pruning: trained weights and errors by other means; what may go; the student's function."""

import numpy as np
import pytest

from dlcourse.live.yours import Yours
from dlcourse.topics.regularization.exercises import prune
from dlcourse.topics.regularization.explorers.pruning import (
    FRACTIONS,
    Pruned,
    look,
    pruned,
    pruning,
    run,
)
from tests.topics.regularization import digit_runs

SETTINGS = [(0.8, 0.5, 0), (0.3, 2.0, 3), (0.99, 0.1, 6)]


def compute(fraction, lambd, seed):
    return look(run(lambd, seed), fraction)


@pytest.mark.parametrize("fraction, lambd, seed", SETTINGS)
def test_weights_and_errors_are_those_of_a_loop_by_hand(fraction, lambd, seed):
    result = compute(fraction, lambd, seed)
    (train, dev, _), rng = digit_runs.draw(seed, 200)
    params = digit_runs.start(rng, 32)
    for row, penalty in enumerate(({}, {"l2": lambd}, {"shrink": lambd / 200})):
        W1, b1, W2, b2 = digit_runs.momentum(params, *train, 1.0, 100, **penalty)
        w = np.concatenate([W1.ravel(), W2.ravel()])
        assert np.allclose(result.weights[row], w, rtol=1e-6, atol=1e-9)
        assert result.zeros[row] == pytest.approx(np.mean(w == 0), abs=1e-3)
        # by a threshold, where the explorer ranks
        cut = np.sort(np.abs(w))[round(fraction * w.size) - 1]
        small = [np.where(np.abs(W) <= cut, 0, W) for W in (W1, W2)]
        expected = digit_runs.error([small[0], b1, small[1], b2], *dev)
        assert result.dev_errors[row] == pytest.approx(expected, abs=0.0021)
        assert result.errors[row, 0] == pytest.approx(
            digit_runs.error([W1, b1, W2, b2], *dev), abs=1e-9
        )


def test_pruned_removes_that_many_and_keeps_the_rest():
    rng = np.random.default_rng(0)
    w = rng.standard_normal(2368)
    before = w.copy()
    for fraction in (0, 0.05, 0.5, 0.99, 1):
        left = pruned(w, fraction)
        assert (left == 0).sum() == round(fraction * 2368)
        kept = left != 0
        assert np.array_equal(left[kept], w[kept])
        if kept.any() and not kept.all():
            assert np.abs(w[~kept]).max() <= np.abs(w[kept]).min()
    assert np.array_equal(w, before)


def test_pruned_agrees_with_the_exercise():
    w = np.random.default_rng(1).standard_normal((8, 5))
    for fraction in FRACTIONS:
        assert np.array_equal(pruned(w.ravel(), fraction), prune.reference(w, fraction).ravel())


def test_free_is_the_end_of_the_stretch_within_one_point():
    errors = np.full((3, FRACTIONS.size), 0.5)
    errors[0, :3] = 0.1, 0.11, 0.109
    errors[1, :2] = 0.2, 0.22
    errors[1, 2:6] = 0.2  # after an excess it does not count
    errors[2] = 0.07
    result = Pruned(np.ones((3, 4)), errors, None, fraction=0.5, yours=Yours())
    assert np.allclose(result.free, [0.1, 0.0, 0.99])


def test_l1_can_spare_more_than_no_penalty_for_ten_seeds():
    results = [compute(0.8, 0.5, seed) for seed in range(10)]
    none, _, l1 = np.mean([r.dev_errors for r in results], axis=0)
    assert l1 < none - 0.05
    assert all(r.free[2] > r.free[0] for r in results)
    assert all(r.zeros[0] == r.zeros[1] == 0 and r.zeros[2] > 0.5 for r in results)


def test_the_histograms_add_up():
    explorer = pruning()
    explorer.set(fraction=0.6)
    weights = explorer.result.weights
    for i in range(3):
        gone = explorer.view.artists[f"gone_{i}"].get_data().values
        kept = explorer.view.artists[f"kept_{i}"].get_data().values
        assert gone.sum() == (np.abs(weights[i]) <= 1).sum()
        left = pruned(weights[i], 0.6)
        assert kept.sum() == ((left != 0) & (np.abs(left) <= 1)).sum()
    explorer.close()


def test_only_the_curves_take_the_pointer():
    explorer = pruning()
    curves, *histograms = explorer.view.figure.axes
    assert explorer._pointer(curves, 43.0, 10) == {"fraction": 0.43}
    assert all(explorer._pointer(axes, 0.4, 10) == {} for axes in histograms)
    explorer.close()


def test_yours_is_pruned_with_and_named():
    def keeps(W, fraction):
        return W + 0.0

    for yours, words in (
        (prune.reference, "Yours gives the same here."),
        (keeps, "Yours makes them {:.1f} % / {:.1f} % / {:.1f} %."),
        (lambda W, fraction: W[0, :5], "Yours gives no weights"),
        (lambda W, fraction: W / fraction / 0, "Yours gives no weights"),
    ):
        with np.errstate(all="ignore"):
            explorer = pruning(yours)
        nothing_pruned = 100 * explorer.result.errors[:, 0]
        assert words.format(*nothing_pruned) in explorer.sentence
        explorer.close()
