"""Three windows of one average: delays on a climbing series, noise on random numbers."""

import numpy as np
import pytest

from dlcourse import exponentially_weighted_average
from dlcourse.topics.exponentially_weighted_averages.explorers.windows import (
    compute,
    describe,
    windows,
)


@pytest.mark.parametrize("beta, days", [(0.0, 1), (0.5, 3), (0.9, 10), (0.95, 39)])
def test_delays_are_those_of_a_climbing_series(beta, days):
    result, climbing = compute(beta, days), np.arange(3000.0)
    v = exponentially_weighted_average(climbing, beta)
    assert result.delay[0] == pytest.approx(2999 - v[-1])
    assert result.delay[1] == pytest.approx(2999 - climbing[-days:].mean())


@pytest.mark.parametrize("beta, days", [(0.5, 3), (0.9, 10), (0.9, 19)])
def test_noise_is_that_of_random_numbers(beta, days):
    result, noise = compute(beta, days), np.random.default_rng(1).normal(size=200_000)
    v = exponentially_weighted_average(noise, beta)
    plain = np.convolve(noise, np.ones(days) / days, "valid")
    np.testing.assert_allclose(result.noise, [v.std(), plain.std()], rtol=0.03)


@pytest.mark.parametrize("n", [3, 9, 19, 39])
def test_one_plain_mean_is_as_late_and_as_noisy(n):
    result = compute((n - 1) / (n + 1), n)
    assert result.delay[0] == pytest.approx(result.delay[1])
    assert result.noise[0] == pytest.approx(result.noise[1])


def test_sentence():
    assert describe(compute(0.9, 10)) == (
        "β = 0.9: after 10 days a weight is 0.35 of what it was; v is 9 days late and leaves 0.23 "
        "of the noise. A plain mean of 10 days is 4.5 days late and leaves 0.32."
    )


def test_triangles_stand_under_the_mean_ages():
    explorer = windows().set(beta=0.8, days=4)
    artists = explorer.view.artists
    assert artists["weighted_age"].get_xdata() == pytest.approx([4])
    assert artists["plain_age"].get_xdata() == pytest.approx([1.5])
    heights, _, _ = artists["plain"].get_data()
    np.testing.assert_allclose(heights[:5], [1.25, 1.25, 1.25, 1.25, 0])  # 0.25 / 0.2
    explorer.close()
