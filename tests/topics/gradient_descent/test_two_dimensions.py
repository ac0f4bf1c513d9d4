"""The line, the curve and the contours: gradients, minima and critical rates from elsewhere."""

import numpy as np
import pytest
from autograd import grad
from autograd import numpy as anp

from dlcourse.topics.gradient_descent.explorers import contours, line_fit, logistic_fit, one_rate
from dlcourse.topics.gradient_descent.explorers.contours import BOWL, SADDLE
from dlcourse.topics.gradient_descent.explorers.contours import compute as walk
from dlcourse.topics.gradient_descent.explorers.contours import cost as height
from dlcourse.topics.gradient_descent.explorers.contours import gradient as slopes
from dlcourse.topics.gradient_descent.explorers.line_fit import compute as fit
from dlcourse.topics.gradient_descent.explorers.line_fit import cost as line_cost
from dlcourse.topics.gradient_descent.explorers.line_fit import gradient as line_gradient
from dlcourse.topics.gradient_descent.explorers.logistic_fit import cost as curve_cost
from dlcourse.topics.gradient_descent.explorers.logistic_fit import gradient as curve_gradient
from dlcourse.topics.gradient_descent.explorers.one_rate import compute as pace
from dlcourse.topics.gradient_descent.runs import HOURS, PASSED, POINTS

PLACES = [np.array(place) for place in ([0.0, 0.0], [7.0, -20.0], [-3.0, 80.0])]


@pytest.fixture
def made():
    """Make explorers that are closed in the end."""
    explorers = []

    def make(factory, **values):
        explorers.append(factory())
        return explorers[-1].set(**values)

    yield make
    for explorer in explorers:
        explorer.close()


def click(explorer, panel, x, y):
    """A click at data coordinates of one of the figure's panels."""
    axes = explorer.view.figure.axes[panel]
    width, height = explorer.view.figure.bbox.size
    place = axes.transData.transform((x, y))
    explorer._point({"kind": "down", "x": place[0] / width, "y": 1 - place[1] / height})
    assert explorer.error is None


@pytest.mark.parametrize("theta", PLACES)
def test_gradients_are_those_of_autograd(theta):
    def squared(theta):
        return anp.mean((theta[0] * HOURS + theta[1] - POINTS) ** 2) / 2

    assert line_cost(HOURS, theta[:, np.newaxis]) == pytest.approx(squared(theta))
    np.testing.assert_allclose(line_gradient(HOURS, theta), grad(squared)(theta), rtol=1e-12)
    small = theta / 10
    for data, y in PASSED.items():

        def log_loss(theta, y=y):
            a = 1 / (1 + anp.exp(-(theta[0] * (HOURS - HOURS.mean()) + theta[1])))
            return -anp.mean(y * anp.log(a) + (1 - y) * anp.log(1 - a))

        assert curve_cost(data, small[:, np.newaxis]) == pytest.approx(log_loss(small))
        np.testing.assert_allclose(curve_gradient(data, small), grad(log_loss)(small), rtol=1e-9)
    for landscape, formula in (
        (BOWL, lambda t: (t[0] ** 2 + 5 * t[1] ** 2) / 2),
        (SADDLE, lambda t: t[0] ** 2 / 2 + (t[1] ** 2 - 1) ** 2 / 4),
    ):
        assert height(landscape, 5, small) == pytest.approx(formula(small))
        np.testing.assert_allclose(slopes(landscape, 5, small), grad(formula)(small), rtol=1e-12)


def test_who_passed_follows_from_the_points():
    np.testing.assert_array_equal(PASSED["this class"], POINTS >= 47)


@pytest.mark.parametrize("centred", [False, True])
def test_the_least_cost_is_least_squares(centred):
    result = fit(0.02, 0, 0.0, 0.0, centred)
    np.testing.assert_allclose(result.best, np.polyfit(result.x, POINTS, 1), rtol=1e-9)
    left = np.polyval(result.best, result.x) - POINTS
    assert result.J_best == pytest.approx(np.mean(left**2) / 2)


@pytest.mark.parametrize("centred", [False, True])
def test_below_the_critical_rate_it_converges_and_above_it_diverges(centred):
    critical = fit(0.02, 0, 0.0, 0.0, centred).critical
    below, above = (fit(factor * critical, 4000, 0.0, 0.0, centred) for factor in (0.99, 1.01))
    np.testing.assert_allclose(below.path[-1], below.best, atol=1e-3)
    assert not below.diverges and above.diverges
    assert np.abs(above.path[-1]).max() > 1e6


def test_w_overshoots_to_the_line_through_the_origin_and_comes_back():
    """What the notebook's sketch asks for."""
    w = fit(0.02, 1000, 0.0, 0.0, False).path[:, 0]
    origin = HOURS @ POINTS / (HOURS @ HOURS)
    assert 0.9 * origin < w.max() < origin and 5 <= w.argmax() <= 20
    assert w[-1] < 1.02 * 7.642857 and (np.diff(w[w.argmax() :]) < 0).all()


def test_centring_makes_the_valley_rounder():
    raw, centred = (fit(0.02, 0, 0.0, 0.0, c).curvatures for c in (False, True))
    assert raw[1] / raw[0] == pytest.approx(131.754, abs=1e-3)
    assert centred[1] / centred[0] == pytest.approx(5.25)


def test_separable_data_let_w_grow_and_others_do_not(made):
    growing, settled = (
        made(logistic_fit, data=data, steps=2000).result for data in ("this class", "another class")
    )
    assert (np.diff(growing.path[:, 0]) > 0).all() and growing.w > 4 * growing.path[20, 0]
    assert growing.J < 0.01 and growing.certain > 0.97
    assert settled.slope < 1e-8 and settled.w == pytest.approx(1.2624, abs=1e-4)


def test_a_click_sets_the_start(made):
    line = made(line_fit)
    click(line, 1, 12.1, 41)
    assert (line.values["w"], line.values["b"]) == (12, 40)
    np.testing.assert_array_equal(line.result.path[0], [12, 40])
    click(line, 0, 4, 50)  # the data are no place to start from
    assert (line.values["w"], line.values["b"]) == (12, 40)
    bowl = made(contours)
    click(bowl, 0, 2.04, -1.31)
    assert (bowl.values["x"], bowl.values["y"]) == (2.0, -1.3)
    curve = made(logistic_fit)
    click(curve, 1, 3, 2.6)
    assert (curve.values["w"], curve.values["b"]) == (3.0, 2.5)


@pytest.mark.parametrize("elongation", [1, 5, 20, 100])
def test_two_over_the_largest_curvature_is_critical(elongation):
    for factor, grows in ((0.98, False), (1.02, True)):
        path = pace(elongation, factor * 2 / elongation).path
        assert (np.abs(path[-1]).max() > 1) == grows
        J = walk(BOWL, elongation, factor * 2 / elongation, 200, -3.6, 1.5).J
        assert (J[-1] > J[0]) == grows


@pytest.mark.parametrize("elongation", [2, 10, 100])
def test_no_rate_beats_the_best_one(elongation):
    def worst(alpha):
        return max(abs(1 - alpha), abs(1 - alpha * elongation))

    result = pace(elongation, 0.01)
    rates = np.linspace(0, 2 / elongation, 20_001)
    best = min(rates, key=worst)
    assert result.best == pytest.approx(best, abs=2e-4)
    assert worst(result.best) == pytest.approx((elongation - 1) / (elongation + 1))
    distance, steps = 1.0, 0
    while distance > 0.01:
        distance, steps = distance * worst(result.best), steps + 1
    assert result.steps_at_best == steps


def test_ten_times_the_elongation_takes_ten_times_the_steps():
    assert [pace(k, 0.01).steps_at_best for k in (10, 100)] == [23, 231]


def test_the_saddle_holds_only_who_comes_straight(made):
    onto = made(contours, landscape=SADDLE, y=0.0, alpha=0.2, steps=100).result
    beside = made(contours, landscape=SADDLE, y=0.01, alpha=0.2, steps=100).result
    np.testing.assert_allclose(onto.last, [0, 0], atol=1e-9)
    np.testing.assert_allclose(beside.last, [0, 1], atol=1e-6)


def test_shares_and_steps_of_the_two_directions(made):
    result = made(one_rate, alpha=0.1, elongation=10).result
    assert (result.along, result.across) == (pytest.approx(0.9), 0)
    assert result.steps == 44  # 0.9⁴⁴ = 0.0097
    assert made(one_rate, alpha=0.21).result.steps == 0
