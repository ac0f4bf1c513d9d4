"""The quartic's Ridge and LASSO fits, against gradients and a search of another kind."""

import numpy as np
import pytest

from dlcourse.topics.regularization.explorers.quartic import (
    TRUTH,
    compute,
    features,
    lasso,
    quartic,
    ridge,
    sample,
)

SETTINGS = [(0.5, [3, 4], 0), (5.0, [1, 2, 3, 4], 3), (50.0, [3, 4], 7)]


@pytest.mark.parametrize("lambd, priced, seed", SETTINGS)
def test_ridge_is_least_squares_with_rows_added(lambd, priced, seed):
    x, y = sample(seed)
    X = np.vander(x, 5, increasing=True)
    extra = np.sqrt(lambd) * np.eye(5)[priced]
    expected, *_ = np.linalg.lstsq(np.vstack([X, extra]), np.append(y, np.zeros(len(priced))))
    assert np.allclose(ridge(features(x), y, lambd, priced), expected, atol=1e-8)


@pytest.mark.parametrize("lambd, priced, seed", SETTINGS)
def test_lasso_is_where_soft_thresholding_comes_to_rest(lambd, priced, seed):
    x, y = sample(seed)
    X = features(x)
    theta, step = np.zeros(5), 1 / np.linalg.eigvalsh(X @ X.T).max()
    amounts = np.zeros(5)
    amounts[priced] = step * lambd
    for _ in range(100_000):
        moved = theta - step * X @ (theta @ X - y)
        theta = np.sign(moved) * np.maximum(np.abs(moved) - amounts, 0)
    found = lasso(X, y, lambd, priced)
    assert np.allclose(found, theta, atol=1e-6)
    assert np.array_equal(found == 0, theta == 0)


def test_distance_is_that_of_the_curves():
    result = compute(lambd=2.0, penalty="Ridge (L2)", priced="θ₃, θ₄", seed=5)
    x = np.linspace(-1.6, 1.6, 161)
    curve = np.polynomial.polynomial.polyval(x, result.theta)
    truth = 0.5 - 0.4 * x + 1.2 * x**2
    assert result.distance == pytest.approx(np.mean(np.abs(curve - truth)))
    assert np.array_equal(TRUTH, [0.5, -0.4, 1.2, 0, 0])


def test_the_best_parabola_is_nearer_to_the_truth_for_most_samples():
    nearer = 0
    for seed in range(20):
        result = compute(lambd=1000.0, penalty="LASSO (L1)", priced="θ₃, θ₄", seed=seed)
        assert not result.theta[3:].any()
        nearer += result.distance < result.free_distance
    assert nearer >= 18


def test_the_sentence_says_what_is_left():
    explorer = quartic().set(lambd=1000.0, penalty="LASSO (L1)")
    assert "θ₃, θ₄ are exactly 0: a quadratic is left" in explorer.sentence
    assert "without a penalty" not in explorer.set(lambd=0.0).sentence
