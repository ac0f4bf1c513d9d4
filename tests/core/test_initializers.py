"""Initial schemes: the variance that each promises, and what it does to signals."""

import pickle

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlcourse import (
    Dense,
    MeanSquaredError,
    Network,
    ReLU,
    Tanh,
    constant,
    he,
    lecun,
    normal,
    xavier,
    zeros,
)
from tests.core.refusals import refused

SCHEMES = [zeros, constant(0.3), normal(0.1), lecun, xavier, he]


@pytest.mark.parametrize(
    ("scheme", "variance"),
    [(lecun, 1 / 400), (he, 2 / 400), (xavier, 2 / (400 + 600)), (normal(0.3), 0.09)],
)
def test_mean_variance_and_shape_of_normal_weights(scheme, variance):
    W = scheme(np.random.default_rng(1), (600, 400))  # 240,000 weights
    assert W.shape == (600, 400) and W.dtype == np.float64
    # Five standard errors of mean and variance.
    assert abs(W.mean()) < 5 * np.sqrt(variance / W.size)
    assert W.var() == pytest.approx(variance, rel=5 * np.sqrt(2 / W.size))
    # Kurtosis 3: a normal, not a uniform distribution (1.8).
    assert np.mean(W**4) / np.mean(W**2) ** 2 == pytest.approx(3, rel=0.05)


def test_equal_weights():
    np.testing.assert_array_equal(zeros(None, (2, 3)), np.zeros((2, 3)))
    np.testing.assert_array_equal(constant(-0.5)(None, (3, 1)), [[-0.5]] * 3)


@pytest.mark.parametrize(("scheme", "g"), [(he, ReLU()), (lecun, Tanh())])
def test_signals_keep_their_size_through_ten_layers(scheme, g):
    layers = [layer for _ in range(10) for layer in (Dense(300, 300), g)]
    network = Network(layers, MeanSquaredError())
    rng = np.random.default_rng(2)
    X = rng.standard_normal((300, 50))
    kept, shrunk = (
        np.mean(network.forward(network.initialize(rng, s), X) ** 2) for s in (scheme, normal(0.01))
    )
    assert kept > 0.03 and shrunk < 1e-6


@given(st.integers(1, 7), st.integers(1, 7), st.sampled_from(SCHEMES), st.integers(0, 9))
def test_same_seed_same_weights_in_any_shape(n, n_prev, scheme, seed):
    W = scheme(np.random.default_rng(seed), (n, n_prev))
    assert W.shape == (n, n_prev) and np.isfinite(W).all()
    again = pickle.loads(pickle.dumps(scheme))(np.random.default_rng(seed), (n, n_prev))
    np.testing.assert_array_equal(W, again)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_only_weights_follow_the_scheme(scheme):
    network = Network([Dense(2, 3), Tanh(), Dense(3, 1)], MeanSquaredError())
    first, _, last = network.unpack(network.initialize(np.random.default_rng(3), scheme))
    assert not first["b"].any() and not last["b"].any()
    rng = np.random.default_rng(3)
    np.testing.assert_array_equal(first["W"], scheme(rng, (3, 2)))
    np.testing.assert_array_equal(last["W"], scheme(rng, (1, 3)))


def test_equal_weights_stay_equal_under_training():
    network = Network([Dense(2, 3), Tanh(), Dense(3, 1)], MeanSquaredError())
    rng = np.random.default_rng(4)
    X, Y = rng.standard_normal((2, 9)), rng.standard_normal((1, 9))
    theta = network.initialize(rng, constant(0.3))
    for _ in range(20):
        theta = theta - 0.1 * network.cost_and_gradient(theta, X, Y)[1]
    W = network.unpack(theta)[0]["W"]
    np.testing.assert_allclose(W, W[:1].repeat(3, axis=0), rtol=1e-12)
    assert abs(W - 0.3).max() > 0.01, "it did learn"


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("shape", [(2,), 3, None, (0, 2), (2, -1), (2.0, 1), (1, 2, 3), "22"])
def test_bad_shape(scheme, shape):
    refused(lambda: scheme(np.random.default_rng(0), shape), "expected")


@pytest.mark.parametrize("scheme", [normal(0.1), lecun, xavier, he])
@pytest.mark.parametrize("rng", [None, 0, np.random, "seed", np.random.RandomState(0)])
def test_bad_rng(scheme, rng):
    refused(lambda: scheme(rng, (2, 2)), "rng", "np.random.default_rng(seed)")


@pytest.mark.parametrize("bad", [np.nan, np.inf, None, "1", True, [1.0], 10**400])
def test_bad_settings(bad):
    refused(lambda: constant(bad), "c is")
    refused(lambda: normal(bad), "scale is")
    refused(lambda: normal(-0.1), "scale is -0.1", "from 0")
