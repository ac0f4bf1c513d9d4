"""The weights under the series: their sum, the 1/e point, and the average they make."""

import numpy as np
import pytest

from dlcourse import load_temperature
from dlcourse.topics.exponentially_weighted_averages.explorers.weights import (
    compute,
    describe,
    pointer,
    weights,
)
from dlcourse.topics.exponentially_weighted_averages.runs import BETAS

BEFORE = 731  # 2012 was a leap year
SETTINGS = [(0.9, 80), (0.98, 8), (0.5, 120), (0.0, 1)]


@pytest.mark.parametrize("beta, day", SETTINGS)
def test_weights_are_what_each_day_adds_to_the_average(beta, day):
    result = compute(beta, day)
    n = BEFORE + day
    x = load_temperature()[:n]
    for i in (0, n - 40, n - 2, n - 1):  # a day of 1 °F among zeros gives its weight
        v = 0.0
        for t in range(n):
            v = beta * v + (1 - beta) * (t == i)
        assert result.weights[i] == pytest.approx(v, rel=1e-10, abs=1e-300)
    assert result.weighted_sum == pytest.approx(float(result.weights @ x))
    assert result.weighted_sum == pytest.approx(result.v[-1], rel=1e-12)


@pytest.mark.parametrize("beta", BETAS[:21])
def test_the_sum_equals_the_recursion_on_every_day(beta):
    for day in (1, 2, 60, 120):
        result = compute(beta, day)
        assert result.weighted_sum == pytest.approx(result.v[-1], rel=1e-12)
        assert result.weights.sum() == pytest.approx(1, abs=0.001)  # so old is the average
        assert result.recent == pytest.approx(1 - beta**result.window, abs=1e-12)


def test_the_one_over_e_point():
    assert compute(0.9, 80).faded == pytest.approx(0.9**10)
    assert compute(0.98, 80).faded == pytest.approx(0.364, abs=0.0005)
    assert compute(0.5, 80).faded == 0.25
    assert compute(0.0, 80).faded == 0
    near = [abs(compute(beta, 1).faded - 1 / np.e) for beta in (0.5, 0.8, 0.9, 0.98, 0.99)]
    assert near == sorted(near, reverse=True)


def test_the_sentence_says_for_which_beta_one_over_e_holds():
    assert "after 10 days a weight is 0.35 of what it was, close to 1/e" in describe(
        compute(0.9, 80)
    )
    assert "0.25 of what it was, well below 1/e = 0.37, which is for β near 1" in describe(
        compute(0.5, 80)
    )
    assert "the last 50 days weigh 0.64 together" in describe(compute(0.98, 8))


def test_dragging_moves_the_day_and_nothing_else():
    explorer = weights()
    artists = explorer.view.artists
    assert pointer(artists["v"].axes, 40.2, 50) == {"day": 40.2}
    assert pointer(artists["bars"].axes, 40.2, 0.5) == {"day": 40.2}
    assert pointer(artists["recent"].axes, 0.2, 0.5) == {}
    width, height = explorer.view.figure.bbox.size
    x, y = artists["bars"].axes.transData.transform((33.3, 0.5))
    explorer._point({"kind": "down", "x": x / width, "y": 1 - y / height})
    assert explorer.values == {"beta": 0.9, "day": 33}
    assert explorer.error is None and explorer.result.day == 33
    explorer.close()


def test_bars_end_at_the_day_and_today_is_the_highest():
    explorer = weights().set(beta=0.8, day=50)
    heights, edges, _ = explorer.view.artists["bars"].get_data()
    assert edges[49] == 49.5 and heights[49] == 1 and not heights[50:].any()
    np.testing.assert_allclose(heights[:50], 0.8 ** np.arange(49, -1, -1))
    recent, _, _ = explorer.view.artists["window_bars"].get_data()
    assert list(np.flatnonzero(recent)) == [45, 46, 47, 48, 49]
    assert explorer.view.artists["point"].get_xdata() == [45]
    explorer.set(day=4)  # the point would lie before the first day
    assert len(explorer.view.artists["point"].get_xdata()) == 0
    explorer.close()
