"""One wrong reading: when it comes and goes in both averages."""

import numpy as np
import pytest

from dlcourse import load_temperature
from dlcourse.topics.exponentially_weighted_averages.explorers.wrong_reading import (
    SHOWN,
    WRONG,
    compute,
    describe,
    plain_mean,
)


@pytest.mark.parametrize("n", [1, 7, 19])
def test_the_plain_mean_is_that_of_the_last_days(n):
    x = load_temperature()[:60]
    right = [np.mean(x[max(t - n, 0) : t]) for t in range(1, 61)]
    np.testing.assert_allclose(plain_mean(x, n), right)


@pytest.mark.parametrize("days, fault", [(19, 60), (9, 20), (49, 40)])
def test_v_fades_and_the_plain_mean_jumps_twice(days, fault):
    result = compute(days, fault)
    v, plain = result.off
    at = WRONG - SHOWN.start
    k = np.arange(v.size - at)
    assert not v[:at].any() and not plain[:at].any()
    beta = (days - 1) / (days + 1)
    np.testing.assert_allclose(v[at:], fault * (1 - beta) * beta**k, atol=1e-9)
    np.testing.assert_allclose(plain[at:], fault / days * (k < days), atol=1e-9)


def test_in_words():
    assert describe(compute(19, 60)) == (
        "A reading that is 60 °F too high: v (β = 0.9) jumps by 6.0 °F and 19 days later is still "
        "0.8 off; the plain mean of 19 days jumps by 3.2, stays so, and jumps back 19 days later. "
        "Memory: 1 number against 19."
    )
    assert "no reading is wrong" in describe(compute(19, 0))


def test_the_readings_themselves_stay_as_they_are():
    before = load_temperature()
    compute(19, 60)
    np.testing.assert_array_equal(load_temperature(), before)
