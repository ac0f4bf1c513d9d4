"""How much data, which folds, how far: against numpy's own fits to each set."""

import numpy as np
import pytest
from numpy.polynomial import Polynomial

from dlcourse.topics.bias_and_variance import runs
from dlcourse.topics.bias_and_variance.explorers import (
    between_and_beyond,
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
