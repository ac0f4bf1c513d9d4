"""Momentum's memory: gradients against networks and autograd, noise and delay against theory."""

import autograd.numpy as anp
import numpy as np
import pytest
from autograd import grad

from dlcourse import Momentum
from dlcourse.topics.exponentially_weighted_averages.explorers.momentum_memory import (
    BOTTOM,
    ITERATIONS,
    PACE,
    WEIGHTS,
    compute,
    describe,
    momentum_memory,
)

SETTINGS = [(0.9, 16, 0), (0.5, 1, 3), (0.98, 64, 7)]


def problem(seed, batch_size):
    """The same draws, in the same order."""
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(8, 500))
    Y = rng.normal(size=(1, 8)) @ X + 3.0 * rng.normal(size=(1, 500))
    return X, Y[0], rng.integers(0, 500, (400, batch_size))


@pytest.mark.parametrize("beta, batch_size, seed", SETTINGS)
def test_gradients_are_those_of_the_cost(beta, batch_size, seed):
    result = compute(beta, batch_size, seed)
    X, y, batches = problem(seed, batch_size)
    best = np.linalg.solve(X @ X.T, X @ y)

    def cost(w, X, y):
        return anp.mean((anp.dot(w, X) - y) ** 2) / 2

    for t in (0, 57, 399):
        w, i = best + 2 * PACE[t], batches[t]
        np.testing.assert_allclose(result.all_true[t], grad(cost)(w, X, y), rtol=1e-8, atol=1e-10)
        np.testing.assert_allclose(result.all_noisy[t], grad(cost)(w, X[:, i], y[i]), rtol=1e-8)


def test_v_is_momentums():
    result = compute(0.9, 16, 0)
    momentum, theta = Momentum(1.0, beta=0.9), np.zeros(WEIGHTS)
    for t in range(ITERATIONS):
        before, theta = theta, momentum.step(theta, result.all_noisy[t])
        assert (before - theta)[0] == pytest.approx(result.v[t], rel=1e-9, abs=1e-12)


@pytest.mark.parametrize("beta", [0.0, 0.5, 0.8, 0.9, 0.95])
def test_noise_falls_as_theory_says_for_ten_seeds(beta):
    ratios = []
    for seed in range(10):
        result = compute(beta, 16, seed)
        ratios.append(result.noise_left / result.noise)
        assert ratios[-1] == pytest.approx(result.theory, rel=0.25)
    assert np.mean(ratios) == pytest.approx(np.sqrt((1 - beta) / (1 + beta)), rel=0.06)


def test_noise_left_is_that_of_a_weighted_sum():
    result = compute(0.8, 4, 5)
    error = result.all_noisy - result.all_true
    kept = []
    for t in range(200, 400):
        weights = 0.2 * 0.8 ** np.arange(t, -1, -1.0)
        kept.append(weights @ error[: t + 1])
    assert result.noise_left == pytest.approx(np.std(kept), rel=1e-10)


def test_larger_batches_are_less_noisy():
    noise = [np.mean([compute(0.0, B, s).noise for s in range(5)]) for B in (1, 4, 16, 64)]
    np.testing.assert_allclose(np.divide(noise[:-1], noise[1:]), 2, rtol=0.12)


@pytest.mark.parametrize("beta", [0.0, 0.5, 0.8, 0.9, 0.95])
def test_the_delay_is_the_mean_age(beta):
    """Exactly so for a gradient that is a straight line, once the start is forgotten."""
    for seed in range(3):
        assert compute(beta, 16, seed).delay == pytest.approx(beta / (1 - beta), abs=0.05)


def test_the_delay_of_a_long_memory_is_where_its_average_changes_sign():
    result = compute(0.98, 16, 0)
    v, signs = 0.0, []
    for s in PACE:
        v = 0.98 * v + 0.02 * s
        signs.append(v >= 0)
    first = 1 + signs.index(True, 1)  # iterations count from 1
    assert first - 1 <= BOTTOM + result.delay <= first
    assert 45 < result.delay < 49


def test_sentence():
    result = compute(0.9, 16, 0)
    sentence = describe(result)
    ratio = result.noise_left / result.noise
    assert f"of the noise, {result.noise:.2f}, {ratio:.2f} is left (theory 0.23" in sentence
    assert "as with batches 19 times as large" in sentence  # (1 + β)/(1 - β)
    assert "v changes sign 9 iterations late. Its memory: 8 numbers" in sentence
    assert "1 iteration late" in describe(compute(0.5, 16, 0))
    assert "times as large" not in describe(compute(0.0, 16, 0))


def test_both_dots_lie_where_they_were_measured():
    explorer = momentum_memory().set(beta=0.95)
    (x,), (y,) = explorer.view.artists["left_dot"].get_data()
    assert x == pytest.approx(20)
    assert y == pytest.approx(explorer.result.noise_left / explorer.result.noise)
    (_,), (late,) = explorer.view.artists["late_dot"].get_data()
    assert late == pytest.approx(19, abs=0.05)
    explorer.close()
