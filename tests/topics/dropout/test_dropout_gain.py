"""Ten pairs of runs with and without dropout: single runs by other means, differences anew."""

from importlib import import_module

import numpy as np
import pytest

from dlcourse.evidence import paired_difference
from dlcourse.topics.dropout.explorers.dropout_gain import (
    CORRELATION,
    DEV,
    NORM,
    RELIANCE,
    TRAIN,
    Gain,
    compute,
    describe,
    dropout_gain,
)
from tests.topics.dropout import moons_runs


def last(*setting):
    *_, result = compute(*setting)
    return result


@pytest.mark.parametrize("setting", [(0.8, 16, "tanh"), (0.5, 16, "ReLU")])
def test_pairs_are_runs_of_a_loop_by_hand(setting):
    result = last(*setting)
    assert result.finished and result.reference.shape == (5, 10)
    for seed in (0, 9):
        for numbers, keep_prob in ((result.reference, 1.0), (result.partner, setting[0])):
            params, (X, Y, X_dev, Y_dev) = moons_runs.trained_on_moons(
                keep_prob, *setting[1:], seed
            )
            for which, x, y in ((TRAIN, X, Y), (DEV, X_dev, Y_dev)):
                wrong = (moons_runs.scores(params, x, setting[2]) > 0) != y
                assert numbers[which, seed] == pytest.approx(wrong.mean(), abs=1e-12)
            norm = np.sqrt(sum(np.sum(W**2) for W in params[::2]))
            assert numbers[NORM, seed] == pytest.approx(norm, rel=1e-5)


def test_pairs_appear_one_after_the_other():
    counts = [step.done for step in compute(0.5, 16, "ReLU")]
    assert counts[0] == 0 and counts[-1] == 10 and set(np.diff(counts)) == {0, 1}
    # 21 results a run: a slice of computing stays short
    assert counts.count(3) == 42


def by_hand(keep_prob=0.5, gain=-0.02):
    rng = np.random.default_rng(0)
    without = rng.uniform(0.1, 0.2, (5, 10))
    dropped = without.copy()
    dropped[DEV] += gain + 0.001 * rng.standard_normal(10)
    dropped[NORM] *= 0.5
    dropped[CORRELATION] *= np.geomspace(0.25, 4, 10)
    dropped[RELIANCE] = 0
    return Gain(10, without, dropped, keep_prob)


def test_differences_and_ratios_by_hand():
    pairs = by_hand()
    assert pairs.difference == paired_difference(pairs.partner[DEV], pairs.reference[DEV])
    assert pairs.ratio(NORM) == pytest.approx(0.5)
    assert pairs.ratio(CORRELATION) == pytest.approx(1)  # geometric: a half and a double cancel
    assert pairs.ratio(RELIANCE) < 1e-3 and np.isfinite(pairs.ratios(RELIANCE)).all()
    assert pairs.first_pair == (pairs.reference[DEV, 0], pairs.partner[DEV, 0])


def test_sentence():
    pairs = by_hand()
    sentence = describe(pairs)
    assert pairs.difference.in_points() in sentence and "points lower" in sentence
    assert "‖W‖ × 0.5, |correlation| × 1, answers" in sentence
    assert f"dev error {100 * pairs.partner[DEV].mean():.1f} %, without" in sentence
    assert "no difference" in describe(by_hand(gain=0))
    assert "points higher" in describe(by_hand(gain=0.03))
    few = Gain(10, pairs.reference[:, :1], pairs.partner[:, :1], 0.5)
    assert describe(few) == "keep_prob = 0.5: 1 of 10 pairs of runs are trained."
    assert "nothing to compare" in describe(Gain(10, pairs.reference, pairs.reference, 1))


def test_what_the_notebook_says_holds_for_other_seeds_too(monkeypatch):
    """Reliance, weights and dev error fall with both; correlation with ReLU only."""
    module = import_module("dlcourse.topics.dropout.explorers.dropout_gain")
    training = module.moons.training
    monkeypatch.setattr(module.moons, "training", lambda *run: training(*run[:-1], run[-1] + 10))
    for activation, falls in (("ReLU", True), ("tanh", False)):
        other = last(0.8, 16, activation)
        assert other.difference.high < 0
        assert other.ratio(NORM) < 0.97 and (other.ratios(RELIANCE) < 0.6).all()
        assert (other.ratio(CORRELATION) < 1) == falls


def test_the_lines_are_the_pairs():
    explorer = dropout_gain()
    artists, result = explorer.view.artists, explorer.result
    heights = artists["dev_lines"].get_ydata()
    assert heights.size == 30 and np.isnan(heights[2::3]).all()
    np.testing.assert_allclose(heights[0::3], 100 * result.reference[DEV])
    np.testing.assert_allclose(heights[1::3], 100 * result.partner[DEV])
    np.testing.assert_allclose(
        artists["dev"].get_ydata(),
        [100 * result.reference[DEV].mean(), 100 * result.partner[DEV].mean()],
    )
    np.testing.assert_allclose(artists["norm"].get_xdata(), result.ratios(NORM))
    explorer.close()
