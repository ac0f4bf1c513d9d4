"""Polynomials, their errors, the three parts and the target, against numpy's own fits."""

from itertools import product

import numpy as np
import pytest
from numpy.polynomial import Polynomial

from dlcourse import bias_variance
from dlcourse.topics.bias_and_variance import runs
from dlcourse.topics.bias_and_variance.explorers import darts, many_fits, polynomial_fit


@pytest.fixture
def made():
    """Make explorers that are closed in the end."""
    explorers = []

    def make(factory, *arguments, **values):
        explorers.append(factory(*arguments))
        return explorers[-1].set(**values)

    yield make
    for explorer in explorers:
        explorer.close()


def test_all_degrees_at_once_are_numpys_fits():
    rng = np.random.default_rng(5)
    x, y = runs.sample(runs.day, 14, 2.0, rng, 3)
    at = np.linspace(0, 24, 9)
    found = runs.fits(x, y, at)
    assert found.shape == (3, 10, 9)
    for i, degree in product(range(3), range(10)):
        right = Polynomial.fit(x[i], y[i], degree, domain=[0, 24])(at)
        np.testing.assert_allclose(found[i, degree], right, rtol=1e-7, atol=1e-7)


def test_there_is_one_measurement_in_each_part_of_the_day():
    x = runs.moments(12, np.random.default_rng(0), 40)
    np.testing.assert_array_equal(np.floor(x / 2), np.tile(np.arange(12), (40, 1)))


@pytest.mark.parametrize(
    "values", [{"degree": 0}, {"degree": 5, "m": 30, "seed": 3}, {"degree": 9, "curve": "a cubic"}]
)
def test_both_errors_of_a_polynomial(made, values):
    explorer = made(polynomial_fit, **values)
    now = explorer.values
    rng, curve = np.random.default_rng(now["seed"]), runs.CURVES[now["curve"]]
    x, y = runs.sample(curve, now["m"], now["noise"], rng)
    x_dev, y_dev = runs.sample(curve, 1000, now["noise"], rng)
    own = Polynomial.fit(x, y, now["degree"])
    assert explorer.result["train_error"] == pytest.approx(np.mean((own(x) - y) ** 2))
    assert explorer.result["dev_error"] == pytest.approx(np.mean((own(x_dev) - y_dev) ** 2))


def test_the_train_error_only_falls_and_the_dev_error_turns_up(made):
    result = made(polynomial_fit, m=15).result
    assert (np.diff(result["train"]) < 1e-9).all()
    _, _, _, measured = runs.refits(15, 2.0)
    assert 0 < measured.argmin() < 9 and measured[9] > 3 * measured.min()


@pytest.mark.parametrize(("m", "noise", "degree"), [(15, 2.0, 4), (30, 1.0, 1), (50, 3.0, 9)])
def test_the_three_parts_add_up_to_what_is_measured(made, m, noise, degree):
    result = made(many_fits, m=m, noise=noise, degree=degree).result
    total = result["bias2"] + result["variance"] + noise**2
    assert result["error"] == pytest.approx(total, rel=0.06)


def test_the_parts_are_those_of_the_core(made):
    result = made(many_fits, m=20, degree=3).result
    x, y = runs.sample(runs.day, 20, 2.0, np.random.default_rng(0), runs.SETS)
    sets = iter(zip(x, y, strict=True))
    bias2, variance, noise = bias_variance(
        lambda x, y: Polynomial.fit(x, y, 3),
        lambda rng: next(sets),
        runs.day,
        runs.GRID,
        runs.SETS,
        np.random.default_rng(0),
    )
    assert (result["bias2"], result["variance"]) == pytest.approx((bias2, variance))
    assert noise == pytest.approx(4, rel=0.05)


@pytest.mark.parametrize(("degree", "m"), [(1, 15), (5, 30), (9, 100)])
def test_darts_are_errors_at_two_hours(made, degree, m):
    result = made(darts, degree=degree, m=m).result
    x, y = runs.sample(runs.day, m, 2.0, np.random.default_rng(0), runs.SETS)
    own = [Polynomial.fit(x[7], y[7], degree)(h) - runs.day(h) for h in (6, 18)]
    np.testing.assert_allclose(result["darts"][7], own, rtol=1e-6, atol=1e-7)
    from_centre = np.mean(np.sum(result["darts"] ** 2, axis=1))
    assert from_centre == pytest.approx(result["bias"] ** 2 + result["spread"] ** 2)
