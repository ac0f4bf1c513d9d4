"""Choosing λ: single networks trained by other means; means, votes and gain counted anew."""

import numpy as np
import pytest

from dlcourse.evidence import paired_difference
from dlcourse.topics.regularization.explorers.choose_lambda import (
    DEV,
    LAMBDAS,
    TEST,
    Sweep,
    choose_lambda,
    compute,
    describe,
)
from tests.topics.regularization import digit_runs

SETTINGS = [("L2", 0.2, 100), ("L1", 0.3, 50), ("L2", 0.0, 150)]


@pytest.mark.parametrize("penalty, noise, images", SETTINGS)
def test_errors_are_those_of_a_loop_by_hand(penalty, noise, images):
    result = digit_runs.last(compute(penalty, noise, images))
    for seed, column in ((0, 0), (0, 5), (4, 3), (9, 7)):
        sets, rng = digit_runs.draw(seed, images, round(noise * images))
        named = {penalty.lower(): LAMBDAS[column]}
        run = digit_runs.adam(digit_runs.start(rng, 32), *sets[0], 0.05, 50, **named)
        params = digit_runs.last(run)
        # sign(w) of a weight at 0 is rounding's to decide: L1's runs part in single examples
        slack = 0.021 if penalty == "L1" else 1e-9
        for kind, part in enumerate(sets):
            expected = digit_runs.error(params, *part)
            assert result.errors[kind, seed, column] == pytest.approx(expected, abs=slack)


def test_the_first_networks_are_shown_at_once_and_the_curve_settles():
    steps = compute("L2", 0.2, 50)
    first = next(steps)
    assert first.done == first.count == 1 and not first.finished
    assert first.means.shape == (3, 1)
    assert "after 1 of 80 networks" in describe(first)
    *_, tenth = (next(steps) for _ in range(9))
    assert tenth.count == 8
    # two seeds for the first two λ, one for the others
    assert tenth.means[DEV, 0] == pytest.approx(tenth.errors[DEV, :2, 0].mean())
    assert tenth.means[DEV, 1] == pytest.approx(tenth.errors[DEV, :2, 1].mean())
    assert tenth.means[DEV, 2] == tenth.errors[DEV, 0, 2]
    assert tenth.votes.sum() == 1
    assert first.done == 1 and not first.errors[:, 1:].any()  # a result is its own


def test_choice_votes_and_gain_by_counting():
    rng = np.random.default_rng(0)
    errors = rng.random((3, 10, 8))
    errors[DEV, :, 3] -= 0.4
    errors[DEV, 0] = errors[DEV, 0, 0]  # all alike: the smallest λ gets the vote
    result = Sweep("L2", errors, 80)
    assert result.chosen == int(np.argmin([errors[DEV, :, j].mean() for j in range(8)]))
    votes = [0] * 8
    for row in errors[DEV]:
        votes[list(row).index(min(row))] += 1
    assert result.votes.tolist() == votes
    assert votes[0] >= 1
    expected = paired_difference(errors[TEST, :, result.chosen], errors[TEST, :, 0])
    assert result.gain == expected
    assert expected.in_points() in describe(result)
    assert f"λ = {LAMBDAS[result.chosen]:g}," in describe(result)


def test_without_a_better_penalty_it_says_so():
    errors = np.tile(np.linspace(0.1, 0.8, 8), (3, 10, 1))
    assert describe(Sweep("L1", errors, 80)) == (
        "The dev error is lowest at λ = 0, 10.0 %: no L1 is best."
    )


def test_the_line_stands_at_the_chosen_lambda():
    explorer = choose_lambda()
    best = explorer.result.chosen
    assert LAMBDAS[best] == 2
    assert list(explorer.view.artists["at"].get_xdata()) == [best, best]
    x, y = explorer.view.artists["dev"].get_data()
    assert y[best] == pytest.approx(100 * explorer.result.errors[DEV, :, best].mean())
    assert len(x) == 8
    explorer.close()
