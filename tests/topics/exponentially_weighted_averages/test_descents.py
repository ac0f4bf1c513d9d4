"""Descents in the ravine: against a network by dlcourse, and what the notebook says of them."""

from importlib import import_module

import numpy as np
import pytest

import dlcourse
from dlcourse.evidence import paired_difference
from dlcourse.topics.exponentially_weighted_averages.runs import (
    bottom,
    corrected,
    days_of,
    descend,
    excess,
    forecast,
    lowest_cost,
)

HOME = "dlcourse.topics.exponentially_weighted_averages.explorers"
# the package has the functions of these names, not the modules
plain, averaged = (import_module(f"{HOME}.{name}") for name in ("descent", "averaged_descent"))


def network():
    layers = [dlcourse.Dense(2, 1, bias=False)]
    return dlcourse.Network(layers, dlcourse.MeanSquaredError())


def way(optimizer, batch_size, seed):
    """The same descent by dlcourse's network and optimizer."""
    X, y = forecast()
    theta = np.array([-1.0, 1.0])
    path = [theta]
    for i in days_of(batch_size, seed):
        _, dtheta = network().cost_and_gradient(theta, X[:, i], y[np.newaxis, i])
        theta = optimizer.step(theta, dtheta)
        path.append(theta)
    return np.array(path)


def test_the_forecast_is_made_of_three_days_in_a_row():
    x, (X, y) = dlcourse.load_temperature(), forecast()
    z = (x - np.mean(x)) / np.std(x)
    for i in (0, 500, 1458):
        np.testing.assert_allclose([X[1, i], X[0, i], y[i]], z[i : i + 3])


def test_the_bottom_is_the_bottom_and_the_excess_is_that_of_the_cost():
    X, y = forecast()
    _, slope = network().cost_and_gradient(bottom(), X, y[np.newaxis])
    np.testing.assert_allclose(slope, 0, atol=1e-12)
    for theta in ([-1.0, 1.0], [0.5, 0.7]):
        J = network().cost(np.array(theta), X, y[np.newaxis])
        assert excess(theta) == pytest.approx(J / lowest_cost() - 1)


@pytest.mark.parametrize("beta, batch_size", [(0.0, 4), (0.9, 4), (0.5, 16)])
def test_descents_are_those_of_momentum(beta, batch_size):
    paths = descend(0.3, batch_size, beta, [3, 8]).theta
    for path, seed in zip(paths, (3, 8), strict=True):
        momentum = dlcourse.Momentum(0.3, beta=beta)
        np.testing.assert_allclose(path, way(momentum, batch_size, seed), atol=1e-10)


def test_averaged_parameters_are_corrected_averages():
    path = descend(0.6, 4, seeds=[5]).theta[:, 1:]
    for one, column in zip(corrected(path, 0.9)[0].T, path[0].T, strict=True):
        right = dlcourse.exponentially_weighted_average(column, 0.9, bias_correction=True)
        np.testing.assert_allclose(one, right, rtol=1e-12)


def test_figures_of_one_descent_show_its_place():
    result = plain.compute(0.6, 4, 2)
    path = way(dlcourse.GradientDescent(0.6), 4, 2)
    np.testing.assert_allclose(result.across, path[:, 0] + path[:, 1], atol=1e-10)
    np.testing.assert_allclose(result.along, path[:, 0] - path[:, 1], atol=1e-10)


def test_jumps_go_across_for_every_seed():
    for seed in range(0, 20, 4):
        across, along = plain.compute(0.6, 4, seed).jumps
        assert across > 5 * along


def test_what_the_text_says_of_rates():
    above = {rate: plain.compute(rate, 4, 0).above for rate in (0.05, 0.3, 0.6)}
    assert above[0.05] > 1 and above[0.6] > 0.5 and above[0.3] < 0.25
    assert "59 % above its minimum (20 descents)" in plain.describe(plain.compute(0.6, 4, 0))


def test_the_gain_is_that_of_paired_descents():
    result = averaged.compute(0.9, averaged.GRADIENTS, 0.6, 0)
    late = [
        excess(way(dlcourse.Momentum(0.6, beta=beta), 4, seed)[101:]).mean()
        for beta in (0.0, 0.9)
        for seed in range(20)
    ]
    right = paired_difference(late[20:], late[:20])
    assert result.gain.mean == pytest.approx(right.mean)
    assert (result.gain.low, result.gain.high) == pytest.approx((right.low, right.high))
    assert "J is 20 % above its minimum, without the average 59 %" in averaged.describe(result)
    assert f"{right.in_points().replace('seeds', 'pairs')}" in averaged.describe(result)


def test_averaged_parameters_come_nearest():
    result = averaged.compute(0.9, averaged.PARAMETERS, 0.6, 0)
    assert "J is 3.4 % above its minimum" in averaged.describe(result)
    np.testing.assert_array_equal(result.averaged[:, 0], result.plain[:, 0])
    assert result.gain.high < -0.4


def test_at_a_low_rate_nothing_is_gained():
    for what in (averaged.GRADIENTS, averaged.PARAMETERS):
        assert averaged.compute(0.9, what, 0.1, 0).gain.mean > -0.01


def test_averaged_gradients_do_not_make_the_high_rate_the_best():
    """As the notebook's table says: 13 % at α = 0.3, 20 % at α = 0.6, plainly 17 %."""
    best, high = (averaged.compute(0.9, averaged.GRADIENTS, rate, 0) for rate in (0.3, 0.6))
    assert best.gain.high < 0 and best.above[1] < 0.14 < best.above[0] < high.above[1]
    long = averaged.compute(0.98, averaged.GRADIENTS, 0.6, 0)
    assert not long.gain.clear


def test_the_curve_of_the_cost_is_the_mean_of_all_descents():
    result = averaged.compute(0.8, averaged.GRADIENTS, 0.5, 0)
    paths = descend(0.5, 4, 0.8).theta
    np.testing.assert_allclose(result.curves[1], np.mean([excess(p) for p in paths], axis=0))


@pytest.mark.parametrize(
    "share, text", [(0.0339, "3.4 %"), (0.593, "59 %"), (1.164, "120 %"), (0.0, "0 %")]
)
def test_percentages_have_two_figures(share, text):
    assert plain.percent(share) == text
