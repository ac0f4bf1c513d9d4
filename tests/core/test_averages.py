"""Exponentially weighted averages against the numbers that the lectures work out."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from dlcourse.averages import exponentially_weighted_average
from dlcourse.datasets import load_temperature

series = arrays(np.float64, st.integers(1, 40), elements=st.floats(-1e6, 1e6))
betas = st.floats(0, 0.999)


def test_three_days_of_temperature():
    """EW-01: v = 4, 8.5, 12.15; corrected 40, 44.74, 44.83."""
    days = [40.0, 49.0, 45.0]
    v = exponentially_weighted_average(days, 0.9)
    np.testing.assert_allclose(v, [4, 8.5, 12.15], rtol=1e-14)
    corrected = exponentially_weighted_average(days, 0.9, bias_correction=True)
    np.testing.assert_allclose(corrected, [40, 8.5 / 0.19, 12.15 / 0.271], rtol=1e-14)
    np.testing.assert_array_equal(corrected.round(2), [40, 44.74, 44.83])


def test_the_weights_of_two_days():
    """EW-04, β = .98: v_2 = .0196 θ_1 + .02 θ_2; divided by .0396: .495 θ_1 + .505 θ_2."""
    first, second = np.array([1.0, 0.0]), np.array([0.0, 1.0])
    for day, weight, corrected in ((first, 0.0196, 0.495), (second, 0.02, 0.505)):
        v = exponentially_weighted_average(day, 0.98)[1]
        assert v == pytest.approx(weight, rel=1e-13)
        assert round(exponentially_weighted_average(day, 0.98, True)[1], 3) == corrected


def test_four_derivatives():
    """EW-05 with the corrections: t = 3 is .8952, t = 4 is .7338."""
    derivatives = [0.81, 0.9, 0.96, 0.34]
    v = exponentially_weighted_average(derivatives, 0.9)
    np.testing.assert_allclose(v, [0.081, 0.1629, 0.24261, 0.252349], rtol=1e-13)
    corrected = exponentially_weighted_average(derivatives, 0.9, bias_correction=True)
    np.testing.assert_array_equal(corrected.round(4), [0.81, 0.8574, 0.8952, 0.7338])


@pytest.mark.parametrize(("beta", "days", "left"), [(0.9, 10, 0.35), (0.98, 50, 0.36)])
def test_after_1_over_1_minus_beta_days_a_third_is_left(beta, days, left):
    """EW-02: a day's weight, and so the sum of all older weights, falls to about 1/e = .37."""
    impulse = np.zeros(days + 1)
    impulse[0] = 1
    v = exponentially_weighted_average(impulse, beta)
    assert round(v[days] / v[0], 2) == left
    assert abs(v[days] / v[0] - np.exp(-1)) < 0.02


def test_for_a_small_beta_the_rule_is_far_off():
    v = exponentially_weighted_average([1.0, 0.0, 0.0], 0.5)
    assert v[2] / v[0] == 0.25


@given(series, betas)
def test_equals_the_sum_written_out(values, beta):
    T = len(values)
    weights = [[(1 - beta) * beta ** (t - i) if i <= t else 0 for i in range(T)] for t in range(T)]
    scale = np.abs(values).max()
    v = exponentially_weighted_average(values, beta)
    np.testing.assert_allclose(v, np.array(weights) @ values, atol=1e-12 * scale + 1e-300)
    corrected = exponentially_weighted_average(values, beta, bias_correction=True)
    as_mean = [np.average(values[: t + 1], weights=weights[t][: t + 1]) for t in range(T)]
    np.testing.assert_allclose(corrected, as_mean, atol=1e-9 * scale + 1e-300)


@given(series)
def test_beta_0_returns_the_values(values):
    for correction in (False, True):
        v = exponentially_weighted_average(values, 0, correction)
        np.testing.assert_array_equal(v, values)


@given(st.floats(-100, 100), st.integers(1, 50), betas)
def test_a_constant_is_its_own_corrected_average(value, T, beta):
    corrected = exponentially_weighted_average(np.full(T, value), beta, bias_correction=True)
    np.testing.assert_allclose(corrected, value, rtol=1e-9, atol=1e-300)


def test_a_larger_beta_is_smoother_and_later():
    """EW-03 on real temperatures: less day-to-day movement; the best fit is more days back."""
    days = load_temperature()
    rough, lag = [], []
    for beta in (0.5, 0.9, 0.98):
        v = exponentially_weighted_average(days, beta, bias_correction=True)
        rough.append(np.abs(np.diff(v)).mean())
        yearly = exponentially_weighted_average(days[::-1], 0.9, bias_correction=True)[::-1]
        shifts = range(0, 100)
        fit = [np.corrcoef(v[200:1300], yearly[200 - k : 1300 - k])[0, 1] for k in shifts]
        lag.append(int(np.argmax(fit)))
    assert rough[0] > 2 * rough[1] > 4 * rough[2]
    assert lag[0] < lag[1] < lag[2]


def test_float32_stays_and_the_values_too():
    values = np.array([40, 49, 45], np.float32)
    v = exponentially_weighted_average(values, np.float64(0.9), np.True_)
    assert v.dtype == np.float32
    np.testing.assert_array_equal(values, [40, 49, 45])
    assert exponentially_weighted_average([1, 2], 0.5).tolist() == [0.5, 1.25]


@pytest.mark.parametrize(
    ("arguments", "error", "says"),
    [
        (([1.0], 1), ValueError, "beta is 1; expected a number in"),
        (([1.0], -0.1), ValueError, "beta is -0.1"),
        (([1.0], np.nan), ValueError, "beta is nan"),
        (([1.0], None), TypeError, "beta is None"),
        (([1.0], "0.9"), TypeError, "beta is '0.9'"),
        (([], 0.9), ValueError, r"values has shape \(0,\); expected a series"),
        (([[1.0, 2.0]], 0.9), ValueError, r"values has shape \(1, 2\)"),
        ((3.0, 0.9), ValueError, r"values has shape \(\)"),
        (([1.0, np.nan], 0.9), ValueError, "values holds NaN"),
        (([1.0, np.inf], 0.9), ValueError, "values holds infinity"),
        ((None, 0.9), TypeError, "values holds object"),
        (([1.0], 0.9, "yes"), TypeError, "bias_correction is 'yes'; expected True or False"),
    ],
)
def test_bad_input_is_named(arguments, error, says):
    with pytest.raises(error, match=says):
        exponentially_weighted_average(*arguments)
