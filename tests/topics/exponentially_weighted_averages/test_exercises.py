"""The exercises of notebook 08, against oracles from outside."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import dlcourse
from dlcourse.topics.exponentially_weighted_averages import exercises as averages

ewa, bias_corrected, weights = (
    getattr(averages, name).reference for name in ("ewa", "bias_corrected", "weights")
)
series = st.lists(st.floats(-50, 50), min_size=1, max_size=12).map(np.array)
betas = st.floats(0, 0.99)


def test_the_lectures_temperatures():
    """θ = 40, 49, 45 °F at β = 0.9, as worked by hand."""
    v = ewa(np.array([40.0, 49.0, 45.0]), 0.9)
    np.testing.assert_allclose(v, [4, 8.5, 12.15], rtol=1e-12)
    np.testing.assert_allclose(bias_corrected(v, 0.9), [40, 44.74, 44.83], atol=0.005)


def test_the_lectures_derivatives():
    """Derivatives .81, .9, .96, .34 at β = 0.9; day 4 corrected: .251…/(1 - .9⁴) = .7338."""
    v = ewa(np.array([0.81, 0.9, 0.96, 0.34]), 0.9)
    np.testing.assert_allclose(v, [0.081, 0.1629, 0.24261, 0.252349], atol=1e-12)
    np.testing.assert_allclose(bias_corrected(v, 0.9), [0.81, 0.8574, 0.8952, 0.7338], atol=5e-5)


def test_the_lectures_two_days_at_098():
    """v_2 = .0196 θ_1 + .02 θ_2; divided by .0396: .495 θ_1 + .505 θ_2."""
    np.testing.assert_allclose(weights(0.98, 2), [0.02, 0.0196], rtol=1e-12)
    v = ewa(np.array([1.0, 0.0]), 0.98), ewa(np.array([0.0, 1.0]), 0.98)
    assert [one[1] for one in v] == pytest.approx([0.0196, 0.02])
    corrected = [bias_corrected(one, 0.98)[1] for one in v]
    assert corrected == pytest.approx([0.495, 0.505], abs=5e-4)


@given(series, betas)
def test_ewa_is_that_of_dlcourse(theta, beta):
    right = dlcourse.exponentially_weighted_average(theta, beta)
    np.testing.assert_allclose(ewa(theta, beta), right, rtol=1e-12, atol=1e-12)


@given(series, betas)
def test_the_correction_is_that_of_dlcourse(theta, beta):
    right = dlcourse.exponentially_weighted_average(theta, beta, bias_correction=True)
    mine = bias_corrected(ewa(theta, beta), beta)
    np.testing.assert_allclose(mine, right, rtol=1e-9, atol=1e-9)


@given(st.floats(-50, 50), betas, st.integers(1, 12))
def test_a_constant_series_is_its_own_corrected_average(level, beta, days):
    v = ewa(np.full(days, level), beta)
    expected = [level * (1 - beta**t) for t in range(1, days + 1)]  # a geometric series
    np.testing.assert_allclose(v, expected, atol=1e-9)
    np.testing.assert_allclose(bias_corrected(v, beta), level, atol=1e-9)


@given(series, betas)
def test_the_weights_make_the_average(theta, beta):
    t = len(theta)
    assert np.dot(weights(beta, t), theta[::-1]) == pytest.approx(ewa(theta, beta)[-1], abs=1e-9)
    assert np.sum(weights(beta, t)) == pytest.approx(1 - beta**t, abs=1e-12)


@pytest.mark.parametrize("case", averages.weights.cases)
def test_a_weight_is_what_one_day_alone_leaves(case):
    """Put 1 on one day and 0 on the others: dlcourse's average at the end is that day's weight."""
    beta, t = case["beta"], case["t"]
    left = [dlcourse.exponentially_weighted_average(day, beta)[-1] for day in np.eye(t)]
    np.testing.assert_allclose(weights(**case), left[::-1], rtol=1e-12)


def _ewa_with_a_list(theta, beta):
    v = [0]
    for t in range(1, len(theta) + 1):
        v.append(beta * v[t - 1] + (1 - beta) * theta[t - 1])
    return np.array(v[1:])


def _ewa_by_its_weights(theta, beta):
    share = (1 - beta) * beta ** np.arange(len(theta))
    return np.convolve(theta, share)[: len(theta)]


def _ewa_by_accident(theta, beta):
    v = np.zeros(len(theta))
    for t in range(len(theta)):  # v[-1] is 0 when it is asked for
        v[t] = beta * v[t - 1] + (1 - beta) * theta[t]
    return v


def _ewa_by_the_difference(theta, beta):
    v, result = 0.0, []
    for today in theta:
        v += (1 - beta) * (today - v)
        result.append(v)
    return np.array(result)


def _corrected_by_a_loop(v, beta):
    corrected, power = np.empty_like(v), 1.0
    for t, average in enumerate(v):
        power *= beta
        corrected[t] = average / (1 - power)
    return corrected


def _corrected_by_the_sum_of_weights(v, beta):
    return v / np.cumsum([(1 - beta) * beta**k for k in range(len(v))])


def _weights_one_by_one(beta, t):
    result = [1 - beta]
    while len(result) < t:
        result.append(beta * result[-1])
    return np.array(result)


def _weights_from_the_oldest(beta, t):
    return np.array([(1 - beta) * beta ** (t - i) for i in range(1, t + 1)])[::-1]


@pytest.mark.parametrize(
    ("exercise", "other"),
    [
        (averages.ewa, _ewa_with_a_list),
        (averages.ewa, _ewa_by_its_weights),
        (averages.ewa, _ewa_by_accident),
        (averages.ewa, _ewa_by_the_difference),
        (averages.bias_corrected, _corrected_by_a_loop),
        (averages.bias_corrected, _corrected_by_the_sum_of_weights),
        (averages.weights, _weights_one_by_one),
        (averages.weights, _weights_from_the_oldest),
    ],
)
def test_another_right_way_passes(exercise, other):
    assert exercise.check(other).passed, exercise.check(other)


def _returns_in_the_loop(theta, beta):
    v = 0
    for today in theta:
        v = beta * v + (1 - beta) * today
        return v


def _starts_at_the_first_value_in_place(theta, beta):
    for t in range(1, len(theta)):
        theta[t] = beta * theta[t - 1] + (1 - beta) * theta[t]
    return theta


def _sum_stops_a_day_early(theta, beta):
    days = range(len(theta))
    return np.array([sum((1 - beta) * beta**k * theta[t - k] for k in range(t)) for t in days])


def _list_of_averages(theta, beta):
    v, result = 0, []
    for today in theta:
        v = beta * v + (1 - beta) * today
        result.append(v)
    return result


def _no_parentheses(v, beta):
    return v / 1 - beta ** np.arange(1, len(v) + 1)


def _caret(v, beta):
    return v / (1 - beta ^ np.arange(1, len(v) + 1))


def _backwards(beta, t):
    return np.array([(1 - beta) * beta ** (t - i) for i in range(1, t + 1)])


@pytest.mark.parametrize(
    ("exercise", "attempt", "words"),
    [
        (averages.ewa, _returns_in_the_loop, "is the `return` inside the loop?"),
        (averages.ewa, _starts_at_the_first_value_in_place, "starts at the first value"),
        (averages.ewa, _sum_stops_a_day_early, "The first day never goes in"),
        (averages.ewa, _list_of_averages, "np.array(…) makes an array of it"),
        (averages.bias_corrected, _no_parentheses, "The divisor needs parentheses."),
        (averages.bias_corrected, _caret, "Python writes a power as `**`"),
        (averages.bias_corrected, lambda v, beta: v / (1 - beta), "the weight of one day"),
        (averages.weights, _backwards, "The oldest day comes first"),
        (averages.weights, lambda beta, t: sum(weights(beta, t)), "This is the sum of"),
    ],
)
def test_what_a_student_writes_is_named(exercise, attempt, words):
    verdict = exercise.check(attempt)
    assert not verdict.passed
    assert words in verdict.sentence
