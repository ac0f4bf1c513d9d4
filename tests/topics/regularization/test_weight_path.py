"""The weights' paths, against closed forms, coordinate descent and a loop by hand."""

import numpy as np
import pytest

from dlcourse.evidence import paired_difference
from dlcourse.topics.regularization.explorers.weight_path import (
    MATTER,
    PATH,
    RATE,
    RIDGE,
    SIGN,
    SOFT,
    STEPS,
    STOPS,
    M,
    N,
    describe,
    look,
    run,
    sample,
    weight_path,
)

SETTINGS = [(2.0, 0), (20.0, 3), (100.0, 7)]


def compute(kind, lambd, seed):
    return look(run(kind, seed), lambd)


def lasso(X, y, price):
    """min 1/(2m) ‖wX - y‖² + price Σ|w| by coordinate descent, to the last digit."""
    w, m = np.zeros(len(X)), X.shape[1]
    for _ in range(2000):
        for j in range(len(X)):
            rho = X[j] @ (y - w @ X + w[j] * X[j]) / m
            w[j] = np.sign(rho) * max(abs(rho) - price, 0) / (X[j] @ X[j] / m)
    return w


@pytest.mark.parametrize(("lambd", "seed"), SETTINGS)
def test_l2_is_the_ridge_solution(lambd, seed):
    X, Y, *_ = sample(seed)
    ridge = np.linalg.solve(X @ X.T + lambd * np.eye(N), X @ Y[0])
    np.testing.assert_allclose(compute(RIDGE, lambd, seed).weights, ridge, atol=1e-4)


@pytest.mark.parametrize(("lambd", "seed"), SETTINGS)
def test_soft_thresholding_gives_the_lasso_solution_and_its_zeros(lambd, seed):
    X, Y, *_ = sample(seed)
    w, best = compute(SOFT, lambd, seed).weights, lasso(X, Y[0], lambd / M)
    np.testing.assert_allclose(w, best, atol=1e-4)
    assert ((w == 0) == (best == 0)).all()


@pytest.mark.parametrize(("lambd", "seed"), SETTINGS)
def test_sign_steps_by_hand(lambd, seed):
    X, Y, *_ = sample(seed)
    w = np.zeros((1, N))
    for _ in range(STEPS):
        before, w = w, w - RATE * ((w @ X - Y) @ X.T / M + lambd / M * np.sign(w))
    result = compute(SIGN, lambd, seed)
    np.testing.assert_allclose(result.weights, w[0], atol=1e-9)
    np.testing.assert_allclose(result.moved[result.chosen], (w - before)[0], atol=1e-9)


@pytest.mark.parametrize("kind", [RIDGE, SOFT, SIGN])
def test_without_penalty_all_are_least_squares(kind):
    X, Y, X_dev, Y_dev = sample(4)
    result = compute(kind, 0.0, 4)
    w, *_ = np.linalg.lstsq(X.T, Y[0], rcond=None)
    np.testing.assert_allclose(result.paths[0], w, atol=1e-4)
    assert result.dev_costs[0] == pytest.approx(np.mean((w @ X_dev - Y_dev) ** 2) / 2, rel=1e-4)
    assert result.train_costs[0] == pytest.approx(np.mean((w @ X - Y) ** 2) / 2, rel=1e-8)


def test_every_stop_lies_on_the_path():
    assert set(STOPS) <= set(PATH.tolist())
    assert (np.diff(PATH) > 0).all()
    for lambd in STOPS:
        assert PATH[compute(SOFT, lambd, 0).chosen] == lambd


def test_only_soft_thresholding_makes_zeros():
    for seed in range(20):
        zeros = compute(SOFT, 0.0, seed).zeros
        assert zeros[0] == 0
        assert zeros[-1] == N  # λ/m = 5 is more than any |X yᵀ|/m
        assert compute(RIDGE, 0.0, seed).zeros.max() == 0
        assert compute(SIGN, 0.0, seed).zeros.max() == 0


def test_sign_steps_never_rest_and_soft_thresholding_does():
    for seed in range(20):
        soft, sign = (compute(kind, 50.0, seed) for kind in (SOFT, SIGN))
        assert np.abs(soft.moved[soft.chosen]).max() < 1e-4
        # a weight near 0 moves by about αλ/m = 0.14 each time
        assert np.abs(sign.moved[sign.chosen]).max() > 0.1


def test_where_few_features_matter_l1_finds_a_better_model_than_l2():
    """What the notebook says of these data: the least dev cost on the path, over paired seeds."""
    least = {
        kind: [compute(kind, 0.0, seed).dev_costs.min() for seed in range(20)]
        for kind in (RIDGE, SOFT)
    }
    assert paired_difference(least[SOFT], least[RIDGE]).high < -0.05


def test_the_features_that_matter_survive_longest():
    for seed in range(10):
        last = [np.flatnonzero(path)[-1] for path in compute(SOFT, 0.0, seed).paths.T]
        assert np.mean(last[:MATTER]) > np.mean(last[MATTER:]) + 4


def test_sentences():
    assert "12 of 12 weights are exactly 0, so the model predicts 0" in describe(
        compute(SOFT, 500.0, 0)
    )
    result = compute(SOFT, 50.0, 0)
    zero, idle = (result.weights == 0).sum(), (result.weights[MATTER:] == 0).sum()
    start = f"λ = 50, {SOFT}: {zero} of 12 weights are exactly 0, {idle} of them rightly; the "
    assert describe(result).startswith(start)
    assert f"Dev cost {result.dev_costs[result.chosen]:.2f}, " in describe(result)
    assert "the last step moved a weight by 0." in describe(compute(SIGN, 50.0, 0))
    assert "0 of 12 weights are exactly 0, the smallest |w| is 0." in describe(
        compute(RIDGE, 500.0, 0)
    )


def test_draw_marks_zeros_apart_from_the_others():
    explorer = weight_path()
    explorer.set(kind=SOFT, lambd=50.0)
    artists, w = explorer.view.artists, explorer.result.weights
    assert len(artists["zero"].get_ydata()) == (w == 0).sum() > 0
    np.testing.assert_array_equal(artists["nonzero"].get_ydata(), w[w != 0])
    assert artists["best"].get_xdata()[0] == pytest.approx(
        np.log10(PATH[explorer.result.dev_costs.argmin()])
    )
    explorer.close()
