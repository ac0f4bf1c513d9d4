"""Slopes, signs and walks of one variable, against closed forms and calculus by other means."""

import math

import numpy as np
import pytest
from autograd import elementwise_grad
from autograd import numpy as anp

from dlcourse.topics.gradient_descent import runs
from dlcourse.topics.gradient_descent.explorers import secant, slope_signs, walk
from dlcourse.topics.gradient_descent.explorers.four_regimes import compute as regime
from dlcourse.topics.gradient_descent.explorers.lowered_rate import compute as lowered
from dlcourse.topics.gradient_descent.explorers.one_weight import BEST
from dlcourse.topics.gradient_descent.explorers.one_weight import compute as weigh
from dlcourse.topics.gradient_descent.explorers.secant import CURVES, NUDGES
from dlcourse.topics.gradient_descent.explorers.secant import compute as nudge
from dlcourse.topics.gradient_descent.explorers.walk import compute as go

FUNCTIONS = {
    "bowl": lambda x: x**2 / 2,
    "three valleys": lambda x: 0.1 * (x - 1) ** 2 + 1 - anp.cos(2 * x),
    "logistic loss": lambda x: anp.log(1 + anp.exp(x)),
    "x³": lambda x: x**3,
    "plateau": lambda x: 3 * (1 - anp.exp(-(x**2) / 2)),
    "|x|": lambda x: anp.abs(x),
}


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


@pytest.mark.parametrize("name", FUNCTIONS)
def test_each_slope_is_the_derivative_of_its_height(name):
    x = np.linspace(-4.05, 4.05, 82)
    hill, f = runs.HILLS[name], FUNCTIONS[name]
    np.testing.assert_allclose(hill.f(x), f(x), rtol=1e-12)
    np.testing.assert_allclose(hill.slope(x), elementwise_grad(f)(x), rtol=1e-9, atol=1e-12)


def test_the_waves_slope_is_its_derivative():
    x, h = np.linspace(-4, 4, 81), 1e-6
    two_sided = (runs.WAVE.f(x + h) - runs.WAVE.f(x - h)) / (2 * h)
    np.testing.assert_allclose(runs.WAVE.slope(x), two_sided, atol=1e-6)


def test_level_places_and_their_kinds():
    found = {
        name: [(round(flat.x, 2), flat.kind) for flat in hill.flats]
        for name, hill in {**runs.HILLS, "wave": runs.WAVE}.items()
    }
    assert found["bowl"] == found["plateau"] == [(0.0, "minimum")]
    assert found["x³"] == [(0.0, "terrace")]
    assert found["logistic loss"] == []
    kinds = ["minimum", "maximum", "minimum", "maximum", "minimum"]
    assert [kind for _, kind in found["three valleys"]] == kinds
    assert found["wave"] == [(-2.85, "terrace"), (0.0, "minimum"), (2.85, "maximum")]
    for hill in runs.HILLS.values():
        for flat in hill.flats:
            if hill is not runs.HILLS["|x|"]:
                assert abs(hill.slope(flat.x)) < 1e-8
    x = np.linspace(-4.5, 4.5, 100_001)
    valleys = runs.HILLS["three valleys"]
    assert valleys.lowest == pytest.approx(x[valleys.f(x).argmin()], abs=1e-4)
    assert runs.HILLS["logistic loss"].lowest is None


def test_a_walk_by_hand_and_one_that_runs_away():
    np.testing.assert_array_equal(runs.descend(lambda x: x, 4, 0.5, 3), [4, 2, 1, 0.5])
    np.testing.assert_array_equal(runs.descend(lambda x: 2 * x, 1, 0.25, 0), [1])
    far = runs.descend(lambda x: x, 1.0, 11.0, 100)  # each step makes it ten times as far
    assert far.size == 8 and abs(far[-1]) == 1e7
    both = runs.descend(lambda d: np.array([1, 2]) * d, [1, 1], 0.5, 1)
    np.testing.assert_array_equal(both, [[1, 1], [0.5, 0]])
    rates = runs.descend(lambda x: 1.0, 10.0, lambda t: t, 3)
    np.testing.assert_array_equal(rates, [10, 9, 7, 4])


def test_small_numbers_in_sentences():
    assert [runs.small(x) for x in (0, 0.5, -12.345, 9.9e-6)] == ["0", "0.5", "-12", "nearly 0"]


# The slope by a nudge


def test_the_lectures_nudge_of_a_straight_path():
    for a, y in ((2.0, 6.0), (5.0, 15.0)):
        result = nudge("3x", a, 0.001)
        assert (result.y, round(result.nudged, 12)) == (y, y + 0.003)
        assert result.ratio == pytest.approx(3, abs=1e-9)
        assert result.angle == pytest.approx(71.565, abs=1e-3)


def test_the_error_falls_with_the_nudge_and_round_off_raises_it_again():
    result = nudge("x²", 5.0, 0.1)
    h = NUDGES
    exact = np.array([float(2 * 5 + nudge) for nudge in h])  # ((a + h)² - a²)/h = 2a + h
    large = h >= 1e-6
    np.testing.assert_allclose(result.errors[large], (exact - 10)[large], rtol=0.02)
    assert result.errors[h <= 1e-11].min() > 1e-7 > result.errors.min()
    assert 1e-9 < result.best < 1e-6
    for h in (1.0, 1e-3, 1e-12):
        result = nudge("x²", 5.0, h)
        assert result.error == result.errors[np.argmin(abs(NUDGES - h))]


@pytest.mark.parametrize("name", CURVES)
def test_the_angle_has_the_sign_of_the_slope(name):
    for x in (-3.0, -1.0, 0.5, 4.0):
        result = nudge(name, x, 1e-5)
        assert 0 <= result.angle <= 180
        assert (result.angle < 90) == (result.slope >= 0)
        assert math.tan(math.radians(result.angle)) == pytest.approx(result.ratio, rel=1e-9)


def test_dragging_moves_the_point(made):
    for factory, name, value in ((secant, "x", -2.0), (slope_signs, "x", 1.2), (walk, "start", 3)):
        explorer = made(factory)
        axes = explorer.view.figure.axes[0]
        width, height = explorer.view.figure.bbox.size
        x, y = axes.transData.transform((value, sum(axes.get_ylim()) / 2))
        explorer._point({"kind": "down", "x": x / width, "y": 1 - y / height})
        assert explorer.error is None and explorer.values[name] == pytest.approx(value)


def test_rises_and_falls_are_drawn_apart(made):
    artists = made(slope_signs, curve="three valleys").view.artists
    rising, falling = artists["slope_up"].get_ydata(), artists["slope_down"].get_ydata()
    assert np.nanmin(rising) > 0 > np.nanmax(falling)
    assert np.isnan(rising).sum() == 2 and np.isnan(falling).sum() == 2  # three pieces each
    assert len(artists["minimum"].get_xdata()) == 3 and len(artists["maximum"].get_xdata()) == 2


def test_right_digits_are_counted():
    result = nudge("x²", 5.0, 0.1)
    at = {h: digits for h, digits in zip(NUDGES, result.digits, strict=True)}
    assert [round(at[h]) for h in (1.0, 0.1, 1e-3, 1e-6)] == [1, 2, 4, 7]
    assert 3.5 < at[1e-12] < 5 and result.digits.max() > 8
    assert nudge("3x", 5.0, 1.0).digits.max() == 16


def test_one_weights_cost_and_slope():
    for w in (0.0, 5.0, 11.4):
        result = weigh(w)
        assert result.J == pytest.approx(np.mean((w * runs.HOURS - runs.POINTS) ** 2) / 2)
        nudged = weigh(w + 1e-6).J - weigh(w - 1e-6).J
        assert result.slope == pytest.approx(nudged / 2e-6, rel=1e-4)
    assert abs(weigh(BEST).slope) < 1e-9


# Walks


@pytest.mark.parametrize("alpha", [0.1, 0.5, 1.5, 2.5])
def test_on_the_bowl_each_step_multiplies_by_one_less_alpha(alpha):
    result = go("bowl", -4.0, alpha, 10)
    np.testing.assert_allclose(result.places, -4 * (1 - alpha) ** np.arange(11), rtol=1e-12)
    assert result.diverged == (alpha > 2)
    assert result.turns == (9 if alpha > 1 else 0)


def test_the_logistic_loss_has_no_minimum_and_the_walk_no_end():
    result = go("logistic loss", 3.0, 10.0, 200)
    assert (np.diff(result.places) < 0).all() and result.slope > 0 and not result.arrived


def test_yours_is_drawn_beside_ours(made):
    def descend(slope, start, learning_rate, steps):
        return runs.descend(slope, start, learning_rate, steps)

    def uphill(slope, start, learning_rate, steps):
        return runs.descend(lambda x: -slope(x), start, learning_rate, steps)

    right = made(lambda: walk(yours=descend))
    assert right.sentence.endswith("Yours is the same walk.")
    np.testing.assert_array_equal(right.view.artists["yours"].get_ydata(), right.result.heights)
    wrong = made(lambda: walk(yours=uphill), alpha=0.02)
    assert "away from it" in wrong.sentence
    open_ = made(lambda: walk(yours=lambda slope, start, learning_rate, steps: ...))
    assert "Yours" not in open_.sentence
    broken = made(lambda: walk(yours=lambda slope, start, learning_rate, steps: 1 / 0))
    assert "Yours gives no walk" in broken.sentence


@pytest.mark.parametrize(
    ("alpha", "curvature", "name"),
    [
        (0.5, 1, "comes from one side"),
        (1.0, 1, "arrives in one step"),
        (1.95, 1, "swings and converges"),
        (2.0, 1, "swings for ever"),
        (2.05, 1, "diverges"),
        (0.5, 2, "arrives in one step"),
        (0.5, 4, "swings for ever"),
        (2.5, 0.5, "swings and converges"),
    ],
)
def test_regimes(alpha, curvature, name):
    result = regime(alpha, curvature)
    assert result.name == name
    assert result.critical == 2 / curvature
    assert result.left == pytest.approx(abs(1 - alpha * curvature) ** 20, abs=1e-12)


def test_the_rate_is_the_schedule_and_its_sum_the_reach():
    halved = lowered("|x|", "0.5ᵗ α₀", 1.0, 3.2)
    np.testing.assert_allclose(halved.rates, 0.5 ** np.arange(40))
    assert halved.reach == pytest.approx(2) and halved.last == pytest.approx(3.2 - 2)
    inverse = lowered("|x|", "α₀/(1 + 0.1 t)", 0.5, 3.2)
    np.testing.assert_allclose(inverse.rates, [0.5 / (1 + 0.1 * i) for i in range(40)])
    x = 3.2
    for rate in inverse.rates:
        x -= rate * np.sign(x)
    assert inverse.last == pytest.approx(x, abs=1e-12)
