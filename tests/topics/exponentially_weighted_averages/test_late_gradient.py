"""How late v is: gradients against the network's, the delay against theory, over many runs."""

import autograd.numpy as anp
import numpy as np
import pytest
from autograd import grad

from dlcourse import Momentum
from dlcourse.topics.exponentially_weighted_averages.explorers.late_gradient import (
    BETAS,
    ITERATIONS,
    MANY,
    PACE,
    compute,
    days_of,
    describe,
    gradients,
    late_gradient,
)
from dlcourse.topics.exponentially_weighted_averages.runs import bottom, forecast


@pytest.mark.parametrize("batch_size, seed, run", [(4, 0, 0), (64, 3, 7), (1, 1, 99)])
def test_gradients_are_those_of_the_cost(batch_size, seed, run):
    X, y = forecast()

    def cost(w, X, y):
        return anp.mean((anp.dot(w, X) - y) ** 2) / 2

    noisy, result = gradients(batch_size, seed), compute(0.9, batch_size, seed)
    for t in (0, 57, 399):
        w, i = bottom() + PACE[t], days_of(batch_size, seed, run)[t]
        assert noisy[t, run] == pytest.approx(grad(cost)(w, X[:, i], y[i]).sum(), rel=1e-8)
        assert result.true[t] == pytest.approx(grad(cost)(w, X, y).sum(), abs=1e-10)


def test_v_is_momentums():
    result = compute(0.9, 4, 0)
    momentum, theta = Momentum(1.0, beta=0.9), np.zeros(MANY)
    for t in range(ITERATIONS):
        before, theta = theta, momentum.step(theta, result.noisy[t])
        np.testing.assert_allclose(before - theta, result.v[t], rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("beta", [0.0, 0.5, 0.8, 0.9, 0.95])
def test_the_delay_of_v_is_the_mean_age(beta):
    """Measured on v with all its noise: over ten seeds the intervals cover β/(1 - β)."""
    missed = 0
    for seed in range(10):
        mean, half = compute(beta, 16, seed).delay
        assert half < 0.6
        missed += abs(mean - beta / (1 - beta)) > half
    assert missed <= 2


def test_larger_batches_are_quieter_and_just_as_late():
    small, large = compute(0.9, 4, 0), compute(0.9, 64, 0)
    np.testing.assert_allclose(small.noise / large.noise, 4, rtol=0.1)
    assert abs(small.delay[0] - large.delay[0]) < small.delay[1] + large.delay[1]


@pytest.mark.parametrize("beta", [0.5, 0.9])
def test_noise_falls_as_theory_says(beta):
    noisy, left = compute(beta, 16, 0).noise
    assert left / noisy == pytest.approx(np.sqrt((1 - beta) / (1 + beta)), rel=0.05)


def test_the_start_is_forgotten_where_it_is_measured():
    assert max(BETAS[:16]) ** (ITERATIONS // 2) < 0.002


def test_sentence():
    result = compute(0.9, 64, 0)
    (mean, half), (other, wide) = result.delay, compute(0.9, 4, 0).delay
    assert (
        f"v is {mean:.1f} ± {half:.1f} steps late, with 4 days {other:.1f} ± {wide:.1f}, "
        "expected 9." in describe(result)
    )


def test_every_run_has_its_dot_in_both_rows():
    explorer = late_gradient().set(beta=0.96)
    artists = explorer.view.artists
    for name, batch_size in (("delays", 4), ("others", 64)):
        drawn = artists[name].get_xdata()
        np.testing.assert_array_equal(drawn, np.sort(compute(0.96, batch_size, 0).delays))
        assert len(drawn) == MANY
    assert artists["expected"].get_xdata() == pytest.approx([24, 24])
    explorer.close()


def test_the_mean_of_v_crosses_as_late_as_the_arrow_says():
    result = compute(0.9, 64, 0)
    mean_v = result.v.mean(axis=1)
    crosses = 1 + np.flatnonzero((mean_v[100:-1] < 0) & (mean_v[101:] >= 0))[0] + 100
    assert crosses - (ITERATIONS + 1) / 2 == pytest.approx(result.delay[0], abs=1.5)
