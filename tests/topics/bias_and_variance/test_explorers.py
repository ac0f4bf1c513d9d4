"""The figures of notebook 03, against numpy's own fits, closed forms and counting."""

import math
from itertools import product

import numpy as np
import pytest
from numpy.polynomial import Polynomial

from dlcourse import bias_variance
from dlcourse.topics.bias_and_variance import cases, models, runs
from dlcourse.topics.bias_and_variance.explorers import (
    best_of_many,
    between_and_beyond,
    boolean_functions,
    darts,
    diagnosis,
    k_fold,
    learning_curves,
    many_fits,
    polynomial_fit,
    ten_cases,
)
from dlcourse.topics.bias_and_variance.explorers.boolean_functions import allowed, functions
from dlcourse.topics.bias_and_variance.explorers.double_descent import features, fit
from dlcourse.topics.bias_and_variance.explorers.learning_curves import errors
from dlcourse.topics.bias_and_variance.explorers.ten_cases import read


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


@pytest.mark.parametrize(
    ("human", "train", "dev", "right"),
    [
        (0, 1, 11, "variance"),
        (0, 15, 16, "bias"),
        (0, 15, 30, "both"),
        (0, 0.5, 1, "neither"),
        (0.5, 5, 6, "bias"),
        (0.5, 2, 7, "variance"),
        (14, 15, 16, "neither"),
    ],
)
def test_the_cases_of_the_table(made, human, train, dev, right):
    assert made(diagnosis, human=human, train=train, dev=dev).result["verdict"] == right


def test_random_cases_are_never_near_a_verdicts_limit():
    for seed in range(20):
        drawn = cases.draw_cases(np.random.default_rng(seed), 10)
        steps = np.diff(drawn, axis=1)
        assert ((steps <= 1) | (steps >= 4)).all()
        assert drawn.min() >= 0 and drawn.max() <= 34


def test_the_readers_letters_are_scored(made):
    assert read("b v 2 n x")[:5] == ["bias", "variance", "both", "neither", ""]
    letters = {name: letter for letter, name in ten_cases.__globals__["LETTERS"].items()}
    right = [cases.verdict(*case) for case in cases.draw_cases(np.random.default_rng(0), 10)]
    all_right = "".join(letters[name] for name in right)
    assert made(ten_cases, all_right).result["score"] == 10
    two_missing = made(ten_cases, all_right[:8])
    assert two_missing.result["score"] == 8
    assert "2 not answered yet" in two_missing.sentence
    assert made(ten_cases, "b" * 10).result["score"] == right.count("bias")


def test_learning_curves_are_means_over_training_sets(made):
    result = made(learning_curves, degree=2, m=50, noise=1.0).result
    rng = np.random.default_rng(9)  # other sets: equal up to chance
    train, dev = [], []
    for _ in range(200):
        x, y = runs.sample(runs.day, 50, 1.0, rng)
        x_dev, y_dev = runs.sample(runs.day, 100, 1.0, rng)
        own = Polynomial.fit(x, y, 2)
        train.append(np.mean((own(x) - y) ** 2))
        dev.append(np.mean((own(x_dev) - y_dev) ** 2))
    assert result["train_error"] == pytest.approx(np.mean(train), rel=0.05)
    assert result["dev_error"] == pytest.approx(np.mean(dev), rel=0.05)


def test_more_data_pay_for_capacity():
    _, dev = errors(2.0)
    best = dev.argmin(axis=1)
    assert (np.diff(best) >= 0).all() and best[0] < best[-1]
    np.testing.assert_allclose(dev[:, 1], 15, atol=1)  # the line's, whatever the data


@pytest.mark.parametrize(("k", "degree", "seed"), [(5, 4, 0), (2, 1, 3), (40, 0, 1)])
def test_each_fold_is_judged_by_a_fit_to_the_others(made, k, degree, seed):
    result = made(k_fold, k=k, degree=degree, seed=seed).result
    x, y = runs.sample(runs.day, 40, 2.0, np.random.default_rng(seed))
    assert sorted(result["order"].ravel()) == list(range(40))
    for dev, error in zip(result["order"], result["errors"], strict=True):
        train = np.setdiff1d(np.arange(40), dev)
        own = Polynomial.fit(x[train], y[train], degree)
        assert error == pytest.approx(np.mean((own(x[dev]) - y[dev]) ** 2), rel=1e-6)
    assert result["folds"][0] == pytest.approx(result["errors"].mean())


@pytest.mark.parametrize(("n", "kind", "degree"), [(5, "1", 1), (8, "3", 3), (10, None, 9)])
def test_the_fit_at_an_hour(made, n, kind, degree):
    values = {"kind": kind} if kind else {}
    result = made(between_and_beyond, n=n, hour=30, seed=2, **values).result
    own = Polynomial.fit(result["x"], result["y"], degree)
    assert result["degree"] == degree
    assert result["says"] == pytest.approx(own(30), rel=1e-5)
    if degree == n - 1:
        at = runs.fits(result["x"], result["y"], result["x"], degree)[degree]
        np.testing.assert_allclose(at, result["y"], atol=1e-8)


def test_the_best_of_many_by_hand(made):
    result = made(best_of_many, models=30, n=60, seed=4).result
    right = models.answers()
    order = np.random.default_rng(4).permutation(right.shape[1])
    scores = [right[i][order[:60]].mean() for i in range(30)]
    assert result["best"] == int(np.argmax(scores))
    assert result["best_lab"] == pytest.approx(max(scores))
    assert result["best_production"] == pytest.approx(right[result["best"]][order[60:]].mean())


def test_the_means_of_a_hundred_labs():
    lab, production = models.best_of(40)
    right, rng = models.answers(), np.random.default_rng(1)
    for i in range(3):
        inside = np.isin(np.arange(right.shape[1]), rng.permutation(right.shape[1])[:40])
        scores = right[:, inside].mean(axis=1)
        for number in (1, 7, 300):
            best = int(np.argmax(scores[:number]))
            assert lab[i, number - 1] == pytest.approx(scores[best], rel=1e-5)
            outside = right[best][~inside].mean()
            assert production[i, number - 1] == pytest.approx(outside, rel=1e-5)


def test_what_the_title_says_of_lab_and_production():
    lab, production = (part[:, -1].mean() for part in models.best_of(40))
    assert lab == pytest.approx(0.97, abs=0.005) and production == pytest.approx(0.90, abs=0.005)


@pytest.mark.parametrize("d", [2, 3])
def test_how_many_functions_there_are(d):
    assert len(functions(d)) == 2**2**d == len({tuple(row) for row in functions(d)})
    assert allowed("and of inputs", d).sum() == 3**d
    assert allowed("one neuron", d).sum() == {2: 14, 3: 104}[d]  # linearly separable: OEIS A000609


@pytest.mark.parametrize("seen", range(9))
def test_each_example_halves_what_is_left(made, seen):
    result = made(boolean_functions, seen=seen).result
    assert result["count"] == 2 ** (8 - seen)
    open_rows = np.setdiff1d(np.arange(8), result["known"])
    assert (result["votes"][open_rows] == 0.5).all()


def test_the_smallest_weights_that_meet_all_points():
    rng = np.random.default_rng(2)
    x, y = runs.sample(runs.day, 20, 1.0, rng)
    for width, lambd in ((8, 0.0), (50, 0.0), (30, 0.1)):
        seed = int(np.random.default_rng(7).integers(2**32))
        phi = features(x, width, np.random.default_rng(seed)).T
        target = y - y.mean()
        if lambd:
            w = np.linalg.solve(phi.T @ phi + lambd * np.eye(width), phi.T @ target)
        else:
            w = np.linalg.pinv(phi, rcond=1e-9) @ target
        says = fit(x, y, x, width, lambd, np.random.default_rng(7))
        np.testing.assert_allclose(says, y.mean() + phi @ w, rtol=1e-5, atol=1e-5)
        assert (np.abs(says - y).max() < 1e-4) == (width > 20 and not lambd)


def test_a_coin_tossed_forty_times():
    assert math.sqrt(0.9 * 0.1 / 40) == pytest.approx(0.047, abs=5e-4)
