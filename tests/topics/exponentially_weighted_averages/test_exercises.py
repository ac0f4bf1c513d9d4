"""The exercises of notebook 08, against oracles from outside."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import dlcourse
from dlcourse.evidence import paired_difference
from dlcourse.topics.exponentially_weighted_averages import exercises as averages

ewa, corrected_average, delay_and_noise, averaged_descent = (
    getattr(averages, name).reference
    for name in ("ewa", "corrected_average", "delay_and_noise", "averaged_descent")
)
series = st.lists(st.floats(-50, 50), min_size=1, max_size=12).map(np.array)
betas = st.floats(0, 0.99)


def test_the_lectures_temperatures():
    """x = 40, 49, 45 °F at β = 0.9, as worked by hand."""
    x = np.array([40.0, 49.0, 45.0])
    np.testing.assert_allclose(ewa(x, 0.9), [4, 8.5, 12.15], rtol=1e-12)
    np.testing.assert_allclose(corrected_average(x, 0.9), [40, 44.74, 44.83], atol=0.005)


def test_the_lectures_derivatives():
    """Derivatives .81, .9, .96, .34 at β = 0.9; day 4 corrected: .251…/(1 - .9⁴) = .7338."""
    x = np.array([0.81, 0.9, 0.96, 0.34])
    np.testing.assert_allclose(ewa(x, 0.9), [0.081, 0.1629, 0.24261, 0.252349], atol=1e-12)
    corrected = corrected_average(x, 0.9)
    np.testing.assert_allclose(corrected, [0.81, 0.8574, 0.8952, 0.7338], atol=5e-5)


@given(series, betas)
def test_both_averages_are_those_of_dlcourse(x, beta):
    for mine, correct in ((ewa, False), (corrected_average, True)):
        right = dlcourse.exponentially_weighted_average(x, beta, bias_correction=correct)
        np.testing.assert_allclose(mine(x, beta), right, rtol=1e-9, atol=1e-9)


@given(st.floats(-50, 50), betas, st.integers(1, 12))
def test_a_constant_series_is_its_own_corrected_average(level, beta, days):
    x = np.full(days, level)
    expected = [level * (1 - beta**t) for t in range(1, days + 1)]  # a geometric series
    np.testing.assert_allclose(ewa(x, beta), expected, atol=1e-9)
    np.testing.assert_allclose(corrected_average(x, beta), level, atol=1e-9)


def test_the_code_to_be_mended_has_its_symptom():
    given = averages.corrected_average.given
    forty = given(np.full(20, 40.0), 0.9)
    assert (forty[:10] > 41).all() and "40" in averages.corrected_average.symptom
    np.testing.assert_allclose(forty[0], 400)  # 40 / (1 - 0.9)


@pytest.mark.parametrize("beta", [0.5, 0.9, 0.98])
def test_delay_and_noise_of_these_averages(beta):
    late, left = delay_and_noise((1 - beta) * beta ** np.arange(3000.0))
    assert late == pytest.approx(beta / (1 - beta))
    assert left == pytest.approx(np.sqrt((1 - beta) / (1 + beta)))


def test_delay_and_noise_are_what_an_average_does():
    """On a series that climbs by 1 a day, and on a hundred thousand random numbers."""
    weights = np.array([0.4, 0.1, 0.3, 0.0, 0.2])
    late, left = delay_and_noise(weights)
    climbing = np.arange(50.0)
    assert climbing[-1] - weights @ climbing[::-1][:5] == pytest.approx(late)
    noise = np.random.default_rng(0).normal(size=100_000)
    assert np.convolve(noise, weights, "valid").std() == pytest.approx(left, rel=0.02)


def test_no_weights_on_nineteen_days_are_quieter_than_equal_ones():
    """What the notebook answers to its own question."""
    rng = np.random.default_rng(0)
    quietest = delay_and_noise(np.full(19, 1 / 19))
    assert quietest == pytest.approx((9, 1 / np.sqrt(19)))
    for _ in range(200):
        weights = rng.dirichlet(np.ones(19))
        assert delay_and_noise(weights)[1] > quietest[1]


def test_the_averaged_descent_is_that_of_a_network_by_dlcourse():
    rng = np.random.default_rng(0)
    X, y, days = rng.normal(size=(3, 40)), rng.normal(size=40), rng.integers(0, 40, (25, 4))
    network = dlcourse.Network([dlcourse.Dense(3, 1, bias=False)], dlcourse.MeanSquaredError())
    descent, theta, path = dlcourse.GradientDescent(0.1), np.ones(3), []
    for i in days:
        _, dtheta = network.cost_and_gradient(theta, X[:, i], y[np.newaxis, i])
        theta = descent.step(theta, dtheta)
        path.append(theta)
    expected = [
        dlcourse.exponentially_weighted_average(column, 0.9, bias_correction=True)[-1]
        for column in np.transpose(path)
    ]
    mine = averaged_descent(np.ones(3), X, y, days, 0.1, 0.9)
    np.testing.assert_allclose(mine, expected, rtol=1e-10)


def test_what_is_stated_about_the_descents_is_true():
    def last(theta, X, y, days, learning_rate, beta):
        for i in days:
            theta = theta - learning_rate * X[:, i] @ (theta @ X[:, i] - y[i]) / len(i)
        return theta

    exercise = averages.averaged_descent
    assert np.mean(exercise.train(last)) == pytest.approx(exercise.without, abs=0.005)
    assert np.mean(exercise.train(averaged_descent)) < exercise.reach / 2
    verdict = exercise.check(lambda *case: averaged_descent(*case))
    assert verdict.kind == "refused"  # it is already written


@pytest.mark.parametrize(
    ("beta", "n", "kind"),
    [
        (0.5, 20, "passed"),
        (0.3, 20, "passed"),
        (0.9, 10, "not shown"),
        (0.9, 20, "not shown"),
        (0.98, 10, "not shown"),
    ],
)
def test_the_usual_beta_is_no_good_for_forty_steps(beta, n, kind):
    verdict = averages.choose_beta.check(lambda: ((beta, range(n)), (0, range(n))))
    assert verdict.kind == kind and "excess of J over its minimum" in str(verdict.rows)


def test_the_usual_beta_does_harm_to_forty_steps():
    seeds, error = range(100), averages.choose_beta.error
    usual, plain = ([error(beta, seed) for seed in seeds] for beta in (0.9, 0.0))
    assert paired_difference(usual, plain).low > 0


def _ewa_with_a_list(x, beta):
    v = [0]
    for t in range(1, len(x) + 1):
        v.append(beta * v[t - 1] + (1 - beta) * x[t - 1])
    return np.array(v[1:])


def _ewa_by_its_weights(x, beta):
    share = (1 - beta) * beta ** np.arange(len(x))
    return np.convolve(x, share)[: len(x)]


def _ewa_by_accident(x, beta):
    v = np.zeros(len(x))
    for t in range(len(x)):  # v[-1] is 0 when it is asked for
        v[t] = beta * v[t - 1] + (1 - beta) * x[t]
    return v


def _ewa_by_the_difference(x, beta):
    v, result = 0.0, []
    for today in x:
        v += (1 - beta) * (today - v)
        result.append(v)
    return np.array(result)


def _corrected_by_its_weights(x, beta):
    result = []
    for t in range(1, len(x) + 1):
        weights = beta ** np.arange(t - 1.0, -1, -1)
        result.append(np.average(x[:t], weights=weights))
    return np.array(result)


def _delay_and_noise_by_a_loop(weights):
    late = variance = 0.0
    for k, w in enumerate(weights):
        late += k * w
        variance += w * w
    return late, variance**0.5


def _averaged_in_the_end(theta, X, y, days, learning_rate, beta):
    path = []
    for i in days:
        theta = theta - learning_rate * np.mean((theta @ X[:, i] - y[i]) * X[:, i], axis=1)
        path.append(theta)
    weights = beta ** np.arange(len(path) - 1.0, -1, -1)
    return weights @ np.array(path) / weights.sum()


@pytest.mark.parametrize(
    ("exercise", "other"),
    [
        (averages.ewa, _ewa_with_a_list),
        (averages.ewa, _ewa_by_its_weights),
        (averages.ewa, _ewa_by_accident),
        (averages.ewa, _ewa_by_the_difference),
        (averages.corrected_average, _corrected_by_its_weights),
        (averages.delay_and_noise, _delay_and_noise_by_a_loop),
        (averages.averaged_descent, _averaged_in_the_end),
    ],
)
def test_another_right_way_passes(exercise, other):
    assert exercise.check(other).passed, exercise.check(other)


def _returns_in_the_loop(x, beta):
    v = 0
    for today in x:
        v = beta * v + (1 - beta) * today
        return v


def _starts_at_the_first_value_in_place(x, beta):
    for t in range(1, len(x)):
        x[t] = beta * x[t - 1] + (1 - beta) * x[t]
    return x


def _sum_stops_a_day_early(x, beta):
    days = range(len(x))
    return np.array([sum((1 - beta) * beta**k * x[t - k] for k in range(t)) for t in days])


def _list_of_averages(x, beta):
    v, result = 0, []
    for today in x:
        v = beta * v + (1 - beta) * today
        result.append(v)
    return result


def _nothing_corrected(x, beta):
    return ewa(x, beta)


def _from_the_first_value(x, beta):
    return x[0] + ewa(x - x[0], beta)


def _ages_from_one(weights):
    return np.dot(np.arange(1, len(weights) + 1), weights), np.linalg.norm(weights)


@pytest.mark.parametrize(
    ("exercise", "attempt", "words"),
    [
        (averages.ewa, _returns_in_the_loop, "is the `return` inside the loop?"),
        (averages.ewa, _starts_at_the_first_value_in_place, "starts at the first value"),
        (averages.ewa, _sum_stops_a_day_early, "The first day never goes in"),
        (averages.ewa, _list_of_averages, "np.array(…) makes an array of it"),
        (averages.corrected_average, _nothing_corrected, "corrects nothing"),
        (averages.corrected_average, _from_the_first_value, "weighs βᵗ⁻¹"),
        (averages.delay_and_noise, _ages_from_one, "0 days old"),
        (averages.delay_and_noise, lambda weights: (0, 0), "`delay_and_noise`"),
    ],
)
def test_what_a_student_writes_is_named(exercise, attempt, words):
    verdict = exercise.check(attempt)
    assert not verdict.passed
    assert words in verdict.sentence
