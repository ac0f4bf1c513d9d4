"""Penalties and projections: the lecture's numbers, values in a network, exact zeros."""

import copy
import pickle

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from dlcourse import (
    L1,
    L2,
    BatchNorm,
    Dense,
    GradientDescent,
    LayerNorm,
    MeanSquaredError,
    Network,
    Residual,
    Tanh,
    max_norm,
    soft_threshold,
)
from tests.core.refusals import refused


def network_of_all_parameters(regularizer=None):
    """Weights in three places, among b, γ, β, μ, σ²."""
    layers = [
        Dense(2, 3),
        BatchNorm(3),
        Residual([Dense(3, 3), LayerNorm(3)]),
        Tanh(),
        Dense(3, 2),
    ]
    return Network(layers, MeanSquaredError(), regularizer)


def random_theta(network, seed=1):
    theta = np.random.default_rng(seed).normal(0, 2, network.size)
    theta[~network.trainable] = 1
    return theta


def matrices(network, theta):
    first, _, middle, _, last = network.unpack(theta)
    return [first["W"], middle["0.W"], last["W"]]


def test_the_lectures_update():
    # RG-05: w = .5, gradient .1, α = .01, λ = .1, m = 1: none .499, L2 .4985, L1 .498.
    w, dw, step = np.array([0.5]), 0.1, GradientDescent(0.01).step
    assert step(w, w * 0 + dw).item() == pytest.approx(0.499, abs=1e-15)
    assert step(w, dw + L2(0.1).gradient(w, m=1)).item() == pytest.approx(0.4985, abs=1e-15)
    assert step(w, dw + L1(0.1).gradient(w, m=1)).item() == pytest.approx(0.498, abs=1e-15)


def test_values_and_gradients_by_hand():
    W = np.array([[3.0, -4.0], [0.0, 1.0]])
    assert L2(0.5).value(W, m=10) == pytest.approx(0.5 / 20 * 26)
    assert L1(0.5).value(W, m=10) == pytest.approx(0.5 / 10 * 8)
    np.testing.assert_allclose(L2(0.5).gradient(W, m=10), [[0.15, -0.2], [0, 0.05]])
    np.testing.assert_allclose(L1(0.5).gradient(W, m=10), [[0.05, -0.05], [0, 0.05]])


def test_a_network_penalizes_every_weight_and_nothing_else():
    network = network_of_all_parameters([L2(0.7), L1(0.3)])
    theta = random_theta(network)
    W = np.concatenate([W.ravel() for W in matrices(network, theta)])
    expected = 0.7 / 16 * (W**2).sum() + 0.3 / 8 * abs(W).sum()
    assert network.penalty(theta, m=8) == pytest.approx(expected)
    assert network.penalized.sum() == 6 + 9 + 6
    X, Y = np.ones((2, 8)), np.zeros((2, 8))
    plain = network_of_all_parameters()
    assert network.cost(theta, X, Y, train=False) == pytest.approx(
        plain.cost(theta, X, Y, train=False) + expected
    )
    _, dtheta = network.cost_and_gradient(theta, X, Y, train=False)
    extra = dtheta - plain.cost_and_gradient(theta, X, Y, train=False)[1]
    np.testing.assert_allclose(extra[~network.penalized], 0, atol=1e-15)
    by_hand = (0.7 * theta + 0.3 * np.sign(theta)) / 8
    np.testing.assert_allclose(extra[network.penalized], by_hand[network.penalized])


def test_data_cost_and_penalty_add_up_to_the_cost():
    network = network_of_all_parameters(L2(3.0))
    theta, X, Y = random_theta(network), np.ones((2, 5)), np.zeros((2, 5))
    data, penalty = network.data_cost(theta, X, Y, train=False), network.penalty(theta, 5)
    assert data > 0 and penalty > 0
    assert network.cost(theta, X, Y, train=False) == pytest.approx(data + penalty, rel=1e-15)
    J, _ = network.cost_and_gradient(theta, X, Y, train=False)
    assert pytest.approx(data + penalty, rel=1e-14) == J
    assert network_of_all_parameters().penalty(theta, 5) == 0


def test_m_is_the_number_of_examples_at_hand():
    network = network_of_all_parameters(L2(1.0))
    theta = random_theta(network)
    X, Y = np.arange(4.0).reshape(2, 2), np.ones((2, 2))
    X4, Y4 = np.hstack([X, X]), np.hstack([Y, Y])
    half = network.cost(theta, X4, Y4, train=False) - network.data_cost(theta, X4, Y4, train=False)
    whole = network.cost(theta, X, Y, train=False) - network.data_cost(theta, X, Y, train=False)
    assert whole == pytest.approx(2 * half)


@pytest.mark.parametrize("regularizer", [L1(0), L2(0), [], [L1(0), L2(0)], ()])
def test_lambda_zero_changes_nothing(regularizer):
    network, plain = network_of_all_parameters(regularizer), network_of_all_parameters()
    theta, X, Y = random_theta(network), np.ones((2, 3)), np.zeros((2, 3))
    J, dtheta = network.cost_and_gradient(theta, X, Y, train=False)
    plain_J, plain_dtheta = plain.cost_and_gradient(theta, X, Y, train=False)
    assert plain_J == J
    np.testing.assert_array_equal(dtheta, plain_dtheta)


def test_weight_decay_is_the_factor_of_the_lecture():
    # RG-04: w := (1 - αλ/m) w - α dw.
    network, plain = network_of_all_parameters(L2(2.0)), network_of_all_parameters()
    theta, X, Y = random_theta(network), np.ones((2, 4)), np.zeros((2, 4))
    new = theta - 0.1 * network.cost_and_gradient(theta, X, Y, train=False)[1]
    factor = np.where(network.penalized, 1 - 0.1 * 2 / 4, 1)
    by_hand = factor * theta - 0.1 * plain.cost_and_gradient(theta, X, Y, train=False)[1]
    np.testing.assert_allclose(new, by_hand, rtol=1e-12)


def test_the_plain_sign_step_never_rests_on_zero_and_the_soft_threshold_does():
    network = Network([Dense(1, 1, bias=False)], MeanSquaredError(), L1(1.0))
    shrink = soft_threshold(network, 0.1)
    signs, soft = np.array([0.25]), np.array([0.25])
    for _ in range(10):
        signs = signs - 0.1 * L1(1.0).gradient(signs, m=1)
        soft = shrink(soft)
    assert abs(signs.item()) == pytest.approx(0.05)
    assert soft.item() == 0


@given(arrays(float, 47, elements=st.floats(-1e6, 1e6)), st.floats(0, 1e6))
def test_soft_threshold_by_its_cases(theta, amount):
    network = network_of_all_parameters()
    assert network.size == 9 + 12 + (12 + 6) + 8
    theta[~network.trainable] = 1
    shrunk = soft_threshold(network, amount)(theta)
    for before, after, is_weight in zip(theta, shrunk, network.penalized, strict=True):
        if not is_weight:
            assert after == before
        elif abs(before) <= amount:
            assert after == 0
        else:
            assert after == before - amount * (1 if before > 0 else -1)


def test_max_norm_by_hand():
    network = Network([Dense(2, 3), Tanh(), Dense(3, 1)], MeanSquaredError())
    theta = np.arange(1.0, network.size + 1)
    first, _, last = network.unpack(theta)
    first["W"][:] = [[3, 4], [0.3, 0.4], [0, 0]]
    last["W"][:] = [[0, -2, 0]]
    first, _, last = network.unpack(max_norm(network, 1)(theta))
    np.testing.assert_allclose(first["W"], [[0.6, 0.8], [0.3, 0.4], [0, 0]], rtol=1e-15)
    np.testing.assert_allclose(last["W"], [[0, -1, 0]])
    np.testing.assert_array_equal(first["b"], [[7], [8], [9]])


@given(arrays(float, 47, elements=st.floats(-1e6, 1e6)), st.floats(1e-3, 1e6))
def test_max_norm_laws(theta, c):
    network = network_of_all_parameters()
    theta[~network.trainable] = 1
    project = max_norm(network, c)
    once = project(theta)
    np.testing.assert_array_equal(once[~network.penalized], theta[~network.penalized])
    for W, before in zip(matrices(network, once), matrices(network, theta), strict=True):
        norms, norms_before = (np.sqrt((M * M).sum(axis=1)) for M in (W, before))
        np.testing.assert_allclose(norms, np.minimum(norms_before, c), rtol=1e-12, atol=1e-150)
        short = norms_before < c
        np.testing.assert_array_equal(W[short], before[short])
    np.testing.assert_allclose(project(once), once, rtol=1e-15)


@pytest.mark.parametrize("make", [lambda n: soft_threshold(n, 0.1), lambda n: max_norm(n, 0.5)])
def test_projections_are_pure_keep_float32_and_pickle(make):
    network = network_of_all_parameters()
    project, theta = make(network), random_theta(network).astype(np.float32)
    before = theta.copy()
    assert project(theta).dtype == np.float32
    np.testing.assert_array_equal(theta, before)
    for twin in (copy.deepcopy(project), pickle.loads(pickle.dumps(project))):
        np.testing.assert_array_equal(twin(theta), project(theta))


@pytest.mark.parametrize("kind", [L1, L2])
def test_float32_and_pickles(kind):
    w = np.array([1, -2], np.float32)
    assert kind(np.float64(0.3)).gradient(w, m=7).dtype == np.float32
    assert type(kind(0.3).value(w, m=7)) is float
    penalty = kind(0.3)
    for twin in (copy.copy(penalty), pickle.loads(pickle.dumps(penalty)), eval(repr(penalty))):
        assert twin.value(w, 7) == penalty.value(w, 7)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_a_huge_lambda_leaks_no_warning(dtype):
    network = network_of_all_parameters([L1(1e6), L2(1e6)])
    theta = random_theta(network).astype(dtype)
    with np.errstate(all="raise"):
        J, dtheta = network.cost_and_gradient(theta, np.ones((2, 3)), np.ones((2, 3)), train=False)
    assert np.isfinite(J) and np.isfinite(dtheta).all() and dtheta.dtype == dtype


# ---- refusals ----


@pytest.mark.parametrize("bad", [-1, -1e-300, np.nan, np.inf, None, "0.1", True, [0.1], 1j])
def test_bad_lambda_amount_and_radius(bad):
    network = network_of_all_parameters()
    refused(lambda: L1(bad), "lambd", "≥ 0")
    refused(lambda: L2(bad), "lambd", "≥ 0")
    refused(lambda: soft_threshold(network, bad), "amount", "≥ 0")
    refused(lambda: max_norm(network, bad), "c is", "> 0")
    refused(lambda: max_norm(network, 0), "c is 0", "> 0")


@pytest.mark.parametrize("bad", [None, "network", Network, 3])
def test_what_is_no_network(bad):
    refused(lambda: soft_threshold(bad, 0.1), "expected a Network")
    refused(lambda: max_norm(bad, 1), "expected a Network")


@pytest.mark.parametrize("bad", ["L2", 0.1, L2, [L2(0.1), None], [0.1]])
def test_what_is_no_regularizer(bad):
    refused(lambda: network_of_all_parameters(bad), "regularizer", "L2(…)")


@pytest.mark.parametrize("m", [0, -1, 2.5, None, True])
def test_bad_number_of_examples(m):
    network = network_of_all_parameters(L2(0.1))
    refused(lambda: network.penalty(random_theta(network), m), "m is", "at least 1")


@pytest.mark.parametrize("make", [lambda n: soft_threshold(n, 0.1), lambda n: max_norm(n, 0.5)])
def test_bad_theta_in_a_projection(make):
    network = network_of_all_parameters()
    project, theta = make(network), random_theta(network)
    refused(lambda: project(theta[:-1]), "theta", "(46,)", "(47,)")
    refused(lambda: project(theta.astype(int)), "theta", "int64")
    refused(lambda: project(list(theta)), "theta", "array")
    theta[3] = np.nan
    refused(lambda: project(theta), "theta", "NaN")
