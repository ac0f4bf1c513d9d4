"""What notebook 03 shows of scikit-learn gives the numbers of this course."""

import numpy as np
import pytest

from dlcourse.topics.bias_and_variance.exercises import nearest_neighbours
from dlcourse.topics.bias_and_variance.exercises.neighbours import data
from dlcourse.topics.bias_and_variance.runs import day, fits, sample, squared
from tests.libraries.blocks import run

NOTEBOOK = "03_bias_and_variance"
DEGREE, M = 4, 40


def polynomial():
    """The names that the block of the polynomial leaves, and the measurements behind them."""
    x, y = sample(day, M, 2.0, np.random.default_rng(0))
    new = np.linspace(1, 23, 12)
    left = run(
        NOTEBOOK,
        "scikit-learn: a polynomial",
        x=x[:, np.newaxis],
        y=y,
        x_new=new[:, np.newaxis],
        degree=DEGREE,
    )
    return left, x, y, new


def folds_and_model():
    left, x, y, _ = polynomial()
    return {"model": left["model"], "x": x[:, np.newaxis], "y": y}, x, y


def test_a_polynomial():
    left, x, y, new = polynomial()
    np.testing.assert_allclose(left["fitted"], fits(x, y, new)[DEGREE], rtol=1e-8)


def test_cross_validation():
    names, x, y = folds_and_model()
    left = run(NOTEBOOK, "scikit-learn: k-fold cross-validation", **names)
    errors = [
        squared(fits(x[train], y[train], x[dev])[DEGREE] - y[dev])
        for train, dev in left["folds"].split(x)
    ]
    assert left["error"] == pytest.approx(np.mean(errors), rel=1e-8)


def test_learning_curves():
    names, x, y = folds_and_model()
    folds = run(NOTEBOOK, "scikit-learn: k-fold cross-validation", **names)["folds"]
    left = run(NOTEBOOK, "scikit-learn: learning curves", folds=folds, **names)
    assert left["sizes"].tolist() == [16, 32]
    for row, size in enumerate(left["sizes"]):
        gaps = []
        for train, dev in folds.split(x):
            some = train[:size]
            on_train = squared(fits(x[some], y[some], x[some])[DEGREE] - y[some])
            gaps.append(squared(fits(x[some], y[some], x[dev])[DEGREE] - y[dev]) - on_train)
        assert left["gaps"][row] == pytest.approx(np.mean(gaps), rel=1e-6)


def test_nearest_neighbours():
    X, Y, X_new, _ = data(0)
    left = run(NOTEBOOK, "scikit-learn: nearest neighbours", X=X, Y=Y, X_new=X_new)
    np.testing.assert_array_equal(left["labels"], nearest_neighbours.reference(X, Y, X_new, 3))
