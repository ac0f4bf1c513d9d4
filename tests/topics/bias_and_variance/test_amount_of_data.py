"""How much data, which folds, how far: against numpy's own fits to each set."""

import numpy as np
import pytest
from numpy.polynomial import Polynomial

from dlcourse.topics.bias_and_variance import runs
from dlcourse.topics.bias_and_variance.explorers import (
    between_and_beyond,
    hidden_units,
    k_fold,
    learning_curves,
)
from dlcourse.topics.bias_and_variance.explorers.k_fold import readings
from dlcourse.topics.bias_and_variance.explorers.learning_curves import errors


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
    x, y = (some[0] for some in readings(40, np.random.default_rng(seed)))
    assert sorted(result["order"].ravel()) == list(range(40))
    for dev, error in zip(result["order"], result["errors"], strict=True):
        train = np.setdiff1d(np.arange(40), dev)
        own = Polynomial.fit(x[train], y[train], degree)
        assert error == pytest.approx(np.mean((own(x[dev]) - y[dev]) ** 2), rel=1e-6)
    assert result["folds"][0] == pytest.approx(result["errors"].mean())


@pytest.mark.parametrize("seed", range(4))
def test_what_the_folds_question_says(made, seed):
    five, forty = (made(k_fold, k=k, seed=seed).result for k in (5, 40))
    assert 0.6 < forty["fold_spread"] / five["fold_spread"] < 1.05
    assert five["fold_spread"] < 0.8 * five["single_spread"]
    assert np.mean(five["errors"]) == pytest.approx(five["folds"][0])


@pytest.mark.parametrize("seed", range(6))
def test_what_the_question_of_tomorrow_says(made, seed):
    result = made(between_and_beyond, seed=seed).result
    assert abs(result["says"] - result["true"]) > 1000
    assert result["between"] < 2
    if not seed:
        assert result["between"] < 1


def test_what_the_question_of_the_learned_labels_says(made):
    explorer = made(hidden_units, units=3)
    assert round(100 * explorer.result.train_error) == 13
    assert round(100 * explorer.result.dev_error) == 12
    right = {seed: explorer.set(units=16, seed=seed).result for seed in range(10)}
    assert right[0].train_error == pytest.approx(0.01)
    assert np.mean([run.dev_error for run in right.values()]) == pytest.approx(0.21, abs=0.015)


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
