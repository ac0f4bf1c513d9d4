"""J with dropout on and off: the run against one written out in numpy, and iterations counted."""

from itertools import pairwise

import numpy as np
import pytest

from dlcourse.topics.dropout import predictions
from dlcourse.topics.dropout.explorers.noisy_cost import Costs, compute, describe, noisy_cost
from dlcourse.topics.dropout.runs import iterations_to_converge
from dlcourse.topics.dropout.runs.convergence import reaches
from tests.topics.dropout import moons_runs
from tests.topics.regularization import digit_runs


def last(*setting):
    *_, result = compute(*setting)
    return result


def by_hand(keep_prob, rate, seed, iterations=300):
    (first, *_), rng = digit_runs.draw(seed, 100)
    X, Y = first[0].T, np.eye(10)[:, first[1]]
    return moons_runs.momentum_costs(seed, X, Y, keep_prob, rate, iterations, rng)


@pytest.mark.parametrize("setting", [(0.5, 0.3, 0), (0.8, 1, 7), (1, 0.1, 3)])
def test_the_costs_agree_with_a_written_out_loop(setting):
    keep_prob, rate, seed = setting
    result = last(keep_prob, rate, 100, seed)
    on, off = by_hand(keep_prob, rate, seed)
    np.testing.assert_allclose(result.on, on, rtol=1e-5)
    np.testing.assert_allclose(result.off, off, rtol=1e-5)
    np.testing.assert_allclose(result.plain, by_hand(1, rate, seed)[1], rtol=1e-5)
    assert result.rises == tuple(sum(b > a for a, b in pairwise(c)) for c in (on, off))
    assert result.level == pytest.approx(np.median(on[280:]), rel=1e-5)


def test_without_dropout_the_curves_are_one_and_the_cost_never_rises():
    for rate, seed in ((0.05, 0), (0.3, 11), (1, 12)):
        result = last(1, rate, 100, seed)
        np.testing.assert_array_equal(result.on, result.off)
        np.testing.assert_array_equal(result.off, result.plain)
        assert result.rises == (0, 0)


def test_with_mini_batches_the_check_is_over_all_examples():
    result = last(1, 0.3, 20, 2)
    assert result.off.size == 300
    assert not np.isclose(result.on, result.off).any()
    # the five batches of an epoch are all examples, at parameters that hardly differ late
    epochs = result.on[-50:].reshape(10, 5).mean(axis=1)
    np.testing.assert_allclose(epochs, result.off[-50:].reshape(10, 5).mean(axis=1), rtol=0.05)


def test_the_largest_rates_stay_finite():
    for seed in range(3):
        result = last(0.3, 1, 20, seed)
        assert np.isfinite([result.on, result.off, result.plain]).all()


def test_iterations_are_those_of_the_figure_and_of_a_loop_by_hand():
    counts = iterations_to_converge(0.5, seeds=(0, 4))
    for seed, count in zip((0, 4), counts, strict=True):
        assert last(0.5, 0.3, 100, seed).reached[0] == count
        off = by_hand(0.5, 0.3, seed, 350)[1]
        assert count == next(k for k, cost in enumerate(off) if cost <= 0.2)
    assert iterations_to_converge(1, seeds=(4,))[0] == last(0.5, 0.3, 100, 4).reached[1]


def test_a_target_that_is_never_reached():
    assert np.isnan(iterations_to_converge(0.3, seeds=(0,), learning_rate=0.0005)).all()
    assert reaches(np.array([3.0, 2.0]), 1.0) == 0
    assert reaches(np.array([3.0, 1.0, 0.5]), 1.0) == 1


def test_half_kept_takes_about_twice_as_long_whatever_the_target():
    """What the notebook says: × 1/keep_prob about, down to a half; pair by pair."""
    seeds = range(6)
    plain = {target: iterations_to_converge(1, seeds, target) for target in (0.2, 0.5)}
    ratios = {
        target: iterations_to_converge(0.5, seeds, target) / plain[target] for target in plain
    }
    for some in ratios.values():
        assert 1.4 < some.min() and some.max() < 2.3
    assert np.mean(ratios[0.2]) == pytest.approx(2, rel=0.1)
    ratio = np.mean(iterations_to_converge(0.8, seeds) / plain[0.2])
    assert ratio == pytest.approx(1 / 0.8, rel=0.1)
    assert np.mean(iterations_to_converge(0.3, seeds) / plain[0.2]) > 3.5


def test_sentences():
    fall = np.geomspace(2, 0.1, 300)
    on = np.where(np.arange(300) % 2, 0.5, 0.6)
    told = describe(Costs(0.5, 100, on, fall, np.geomspace(2, 0.02, 300)))
    with_, without = reaches(fall, 0.2), reaches(np.geomspace(2, 0.02, 300), 0.2)
    assert told == (
        "keep_prob = 0.5: J rises in 149 of 299 steps and ends near 0.55; with dropout off the "
        "cost rises in 0 and ends at 0.1. A cost of 0.2 takes "
        f"{with_} iterations, without dropout {without}: × {with_ / without:.1f}."
    )
    slow = np.geomspace(2, 0.3, 300)
    assert describe(Costs(0.5, 100, on, slow, fall)).endswith(
        f"A cost of 0.2 takes more than 299 iterations, without dropout {with_}."
    )
    assert "with dropout and without." in describe(Costs(0.5, 100, on, slow, slow))
    same = describe(Costs(1, 100, fall, fall, fall))
    assert same == "keep_prob = 1: both curves are one, and in 299 steps the cost never rises: 0.1."
    jagged = describe(Costs(1, 20, on, fall, fall))
    assert "rises in 149 of 299 steps, each the cost of another batch of 20" in jagged


def test_the_counts_stand_where_the_curves_meet_the_target():
    explorer = noisy_cost()
    artists, (with_, without) = explorer.view.artists, explorer.result.reached
    assert 0 < without < with_
    assert [*artists["with_at"].get_xdata(), *artists["plain_at"].get_xdata()] == [with_, without]
    assert (artists["with_count"].get_text(), artists["plain_count"].get_text()) == (
        str(with_),
        str(without),
    )
    explorer.set(learning_rate=0.05)
    assert explorer.result.reached == (0, 0)
    assert artists["with_count"].get_text() == "" and not len(artists["with_at"].get_xdata())
    explorer.close()


def test_the_prediction_agrees_with_other_seeds():
    assert predictions.jagged_cost().right.startswith("At almost half")
    for seed in range(15, 20):
        assert 0.4 < last(0.5, 0.3, 100, seed).rises[0] / 299 < 0.55
