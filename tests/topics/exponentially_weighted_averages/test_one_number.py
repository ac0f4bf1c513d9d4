"""One number against n: both averages, what they are worth, and when a time is told."""

import numpy as np
import pytest

from dlcourse import load_temperature
from dlcourse.topics.exponentially_weighted_averages.explorers.one_number import (
    DELAY,
    LENGTHS,
    WINDOW,
    beta_for,
    compute,
    describe,
    moving_average,
    one_number,
)

SETTINGS = [(10, DELAY), (50, WINDOW), (3, DELAY)]


@pytest.mark.parametrize("days, match", SETTINGS)
def test_both_averages_and_how_far_they_are_apart(days, match):
    result = compute(days, match, False)
    theta = load_temperature()
    n = np.arange(theta.size)
    v = [np.average(theta[: t + 1], weights=result.beta ** n[: t + 1][::-1]) for t in n]
    moving = [theta[max(t + 1 - days, 0) : t + 1].mean() for t in n]
    np.testing.assert_allclose(result.v, v, rtol=1e-10)
    np.testing.assert_allclose(result.moving, moving, rtol=1e-10)
    gaps, misses = np.subtract(v, moving)[200:], theta[201:] - np.array(v)[200:-1]
    assert result.apart == pytest.approx(np.sqrt(np.mean(gaps**2)), rel=1e-9)
    assert result.miss_v == pytest.approx(np.sqrt(np.mean(misses**2)), rel=1e-9)


def test_which_beta_goes_with_which_n():
    for n in LENGTHS:
        beta = beta_for(n, DELAY)
        assert beta / (1 - beta) == pytest.approx((n - 1) / 2)  # the mean age of n days
        assert (1 - beta) / (1 + beta) == pytest.approx(1 / n)  # and as little noise left
        assert 1 / (1 - beta_for(n, WINDOW)) == pytest.approx(n)


def test_with_equal_delay_one_number_is_as_good_as_n():
    for n in LENGTHS:
        result = compute(n, DELAY, False)
        assert result.apart < 2
        assert result.miss_v < result.miss_moving


def test_moving_average_of_few_days():
    series = np.array([3.0, 5, 10, 0])
    np.testing.assert_allclose(moving_average(series, 2), [3, 4, 7.5, 5])
    np.testing.assert_allclose(moving_average(series, 9), [3, 4, 6, 4.5])


def test_no_time_before_the_button_is_pressed():
    explorer = one_number()
    assert not explorer.result.measured and explorer.result.seconds == (0.0, 0.0, 0.0)
    assert "time not yet measured" in explorer.sentence and "µs" not in explorer.sentence
    assert explorer.view.artists["time_says_0"].get_text() == "not yet measured"
    explorer.set(timing=True)
    assert explorer.result.measured and min(explorer.result.seconds) > 0
    assert "not yet measured" not in explorer.sentence and " µs against " in explorer.sentence
    assert explorer.view.artists["time_says_0"].get_text()[0].isdigit()
    assert "not yet measured" in explorer.set(timing=False).sentence
    explorer.close()


def test_summing_a_hundred_anew_takes_longer_than_one_update():
    v, anew, running = compute(100, DELAY, True).seconds
    assert anew > 3 * v
    assert anew > running


def test_memory_is_counted():
    assert "1 number against 100" in describe(compute(100, DELAY, False))
    explorer = one_number().set(days=70)
    assert explorer.view.artists["memory_says_0"].get_text() == "1"
    assert explorer.view.artists["memory_1"].get_xy()[:, 0].max() == 70
    explorer.close()
