"""Numerical gradients: the lectures' numbers, their order of error, and that they find mistakes."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from dlcourse import (
    L1,
    L2,
    BatchNorm,
    BinaryCrossEntropy,
    Dense,
    Dropout,
    MeanSquaredError,
    Network,
    ReLU,
    Residual,
    SoftmaxCrossEntropy,
    Tanh,
    gradient_check,
    numerical_gradient,
    one_hot,
)
from dlcourse.regularizers import Regularizer
from tests.core.refusals import refused


def test_a_nudge_of_a_thousandth():
    # GD-02: f(a) = 3a has slope 3 at a = 2 and at a = 5: 6 → 6.003, 15 → 15.003.
    for a in (2, 5):
        slope = numerical_gradient(lambda a: 3 * a, a, epsilon=0.001, one_sided=True)
        assert slope.shape == () and slope == pytest.approx(3, abs=1e-9)


def test_the_lectures_computation_graph():
    # BP-01: J = 3 (a + bc) at a = 5, b = 3, c = 2: 3, 6, 9.
    slopes = numerical_gradient(lambda t: 3 * (t[0] + t[1] * t[2]), [5, 3, 2])
    np.testing.assert_allclose(slopes, [3, 6, 9], rtol=1e-9)


def test_errors_fall_as_epsilon_and_as_its_square():
    # BP-10: f = x³ at 1: (f(1 + ε) - f(1))/ε = 3 + 3ε + ε², two-sided 3 + ε².
    for epsilon in (0.1, 0.01, 0.001):
        one = numerical_gradient(lambda x: x**3, 1.0, epsilon, one_sided=True)
        two = numerical_gradient(lambda x: x**3, 1.0, epsilon)
        assert one - 3 == pytest.approx(3 * epsilon + epsilon**2, rel=1e-6)
        assert two - 3 == pytest.approx(epsilon**2, rel=1e-6)
    # For a tiny ε rounding takes over.
    assert abs(numerical_gradient(np.exp, 1.0, 1e-13) - math.e) > 1e-5
    assert abs(numerical_gradient(np.exp, 1.0) - math.e) < 1e-9


@given(arrays(float, (2, 3), elements=st.floats(-10, 10)))
def test_any_shape_and_nothing_is_changed(theta):
    before = theta.copy()

    def f(t):
        t[0, 0] += 0.0  # f may even work in place: every call has a copy of its own
        return (np.arange(6).reshape(2, 3) * t**2).sum()

    slopes = numerical_gradient(f, theta)
    np.testing.assert_allclose(slopes, 2 * np.arange(6).reshape(2, 3) * theta, atol=1e-6)
    np.testing.assert_array_equal(theta, before)


def test_whole_numbers_and_float32_are_taken_as_float64():
    seen = []
    for theta in ([1, 2], np.array([1, 2], np.float32), (1, 2)):
        slopes = numerical_gradient(lambda t: seen.append(t.dtype) or t.sum(), theta)
        np.testing.assert_allclose(slopes, [1, 1], rtol=1e-9)
        assert slopes.dtype == np.float64
    assert set(seen) == {np.dtype(np.float64)}
    assert numerical_gradient(lambda t: 0.0, []).shape == (0,)


@pytest.mark.parametrize(
    ("f", "theta", "epsilon", "words"),
    [
        ("f", [1.0], 1e-5, ["f is 'f'", "function"]),
        (lambda t: t, [1.0], 1e-5, ["f returned", "one number"]),
        (lambda t: None, [1.0], 1e-5, ["f returned"]),
        (lambda t: math.nan, [1.0], 1e-5, ["f returned", "NaN"]),
        (lambda t: math.inf, [1.0], 1e-5, ["f returned", "infinity"]),
        (sum, [np.nan], 1e-5, ["theta", "NaN"]),
        (sum, ["a"], 1e-5, ["theta"]),
        (sum, [1.0], 0, ["epsilon is 0", "> 0"]),
        (sum, [1.0], -1e-5, ["epsilon"]),
        (sum, [1.0], np.nan, ["epsilon"]),
        (sum, [1.0], None, ["epsilon"]),
        (sum, [1e20], 1e-5, ["epsilon is 1e-05", "larger"]),
    ],
)
def test_bad_input_of_numerical_gradient(f, theta, epsilon, words):
    refused(lambda: numerical_gradient(f, theta, epsilon), *words)


def test_bad_one_sided():
    refused(lambda: numerical_gradient(sum, [1.0], one_sided="yes"), "one_sided")


# ---- gradient_check ----


def example(layers=None, loss=None, regularizer=None):
    layers = layers or [Dense(2, 4), Tanh(), Dense(4, 1)]
    network = Network(layers, loss or BinaryCrossEntropy(), regularizer)
    rng = np.random.default_rng(1)
    theta, X = network.initialize(rng), rng.standard_normal((2, 6))
    Y = rng.integers(0, 2, (1, 6))
    if isinstance(network.loss, SoftmaxCrossEntropy):
        Y = one_hot(rng.integers(0, 3, 6), 3)
    return network, theta, X, Y


MODAL = [Dense(2, 4), BatchNorm(4), Tanh(), Dropout(0.7), Dense(4, 3)]


@pytest.mark.parametrize(
    ("layers", "loss", "regularizer", "train", "seed"),
    [
        (None, None, None, None, None),
        (None, MeanSquaredError(), L2(0.5), None, None),
        (None, None, [L1(0.1), L2(0.5)], False, 3),
        (MODAL, SoftmaxCrossEntropy(), L2(0.1), True, 0),
        (MODAL, SoftmaxCrossEntropy(), None, False, None),
    ],
)
def test_right_gradients_pass(layers, loss, regularizer, train, seed):
    network, theta, X, Y = example(layers, loss, regularizer)
    error = gradient_check(network, theta, X, Y, train, seed)
    assert type(error) is float and 0 < error < 1e-7
    # A list, and float32, which alone would be far too coarse.
    assert gradient_check(network, list(theta), X, Y, train, seed) == error
    coarse = theta.astype(np.float32)
    assert gradient_check(network, coarse, X.astype(np.float32), Y, train, seed) < 1e-7


class BrokenTanh(Tanh):
    """Forgets the square in 1 - A²."""

    def backward(self, A, dA):
        return dA * (1 - A), {}


class BrokenDropout(Dropout):
    """Forgets its mask on the way back."""

    def backward(self, D, dA):
        return dA, {}


class BrokenDense(Dense):
    """Takes the mean where the sum belongs."""

    def backward(self, cache, dZ):
        dA_prev, grads = super().backward(cache, dZ)
        return dA_prev, grads | {"b": dZ.mean(axis=1, keepdims=True)}


class BrokenBatchNorm(BatchNorm):
    """Takes μ and σ² for constants."""

    def backward(self, cache, dZ_tilde):
        params, Z_norm, sigma, _, *rest = cache
        return super().backward((params, Z_norm, sigma, False, *rest), dZ_tilde)


class BrokenL2(Regularizer):
    """λ/m in the cost, without the one half."""

    def formula(self, w, m):
        return self.lambd / m * (w * w).sum(), self.lambd / m * w


@pytest.mark.parametrize(
    ("layers", "regularizer"),
    [
        ([Dense(2, 4), BrokenTanh(), Dense(4, 1)], None),
        ([Dense(2, 4), BrokenDropout(0.6), Dense(4, 1)], None),
        ([BrokenDense(2, 4), Tanh(), Dense(4, 1)], None),
        ([Dense(2, 4), BrokenBatchNorm(4), Tanh(), Dense(4, 1)], None),
        (None, BrokenL2(1.0)),
        ([Dense(2, 2), Residual([BrokenTanh()]), Dense(2, 1)], None),
    ],
)
def test_mistakes_are_found(layers, regularizer):
    network, theta, X, Y = example(layers, regularizer=regularizer)
    assert gradient_check(network, theta, X, Y, train=True, seed=2) > 1e-3


def test_relative_error_by_its_formula():
    network, theta, X, Y = example(regularizer=BrokenL2(1.0))
    d = network.cost_and_gradient(theta, X, Y)[1]
    d_numerical = numerical_gradient(lambda t: network.cost(t, X, Y), theta)
    norm = math.dist(d, d_numerical) / (math.hypot(*d) + math.hypot(*d_numerical))
    assert gradient_check(network, theta, X, Y) == pytest.approx(norm, rel=1e-12)


def test_no_slope_anywhere_is_no_error():
    network = Network([Dense(1, 1), ReLU()], MeanSquaredError())
    assert gradient_check(network, np.array([-1.0, -1.0]), [[1.0]], [[0.0]]) == 0


def test_gradient_check_leaves_theta_alone():
    network, theta, X, Y = example()
    theta.flags.writeable = X.flags.writeable = False
    gradient_check(network, theta, X, Y)


def test_bad_input_of_gradient_check():
    network, theta, X, Y = example(MODAL, SoftmaxCrossEntropy())
    refused(lambda: gradient_check(network, theta, X, Y), "say train=True or train=False")
    refused(lambda: gradient_check(network, theta, X, Y, train=True), "seed", "mask")
    refused(lambda: gradient_check(network, theta, X, Y, train=True, seed=-1), "seed is -1")
    refused(lambda: gradient_check(network, theta, X, Y, train=True, seed="a"), "seed is 'a'")
    refused(lambda: gradient_check(None, theta, X, Y), "network is None")
    refused(lambda: gradient_check(network, theta[:-1], X, Y, False), "theta has shape")
    refused(lambda: gradient_check(network, theta, X.T, Y, False), "did you mean X.T?")
    refused(lambda: gradient_check(network, theta, X, Y[:, :1], False), "Y has shape")
    refused(lambda: gradient_check(network, theta, X, Y, False, epsilon=0), "epsilon is 0")
    refused(lambda: gradient_check(network, theta, X, Y, train=np.ones(2)), "train is")
    plain, theta, X, Y = example([Dense(2, 1)], MeanSquaredError())
    refused(lambda: gradient_check(plain, theta, X * 1e200, Y), "infinity")
