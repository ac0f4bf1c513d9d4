"""Every layer, forward and backward, against autograd; and what the lectures say of each."""

import copy
import pickle

import autograd.numpy as anp
import numpy as np
import pytest
from autograd import make_vjp
from hypothesis import given
from hypothesis import strategies as st

from dlcourse import (
    BatchNorm,
    Dense,
    Dropout,
    LayerNorm,
    LeakyReLU,
    MeanSquaredError,
    Network,
    ReLU,
    Residual,
    Sigmoid,
    Tanh,
    lecun,
)
from tests.core import oracles
from tests.core.refusals import refused

LAYERS = [
    Dense(4, 3),
    Dense(4, 3, bias=False),
    Sigmoid(),
    Tanh(),
    ReLU(),
    LeakyReLU(0.1),
    Dropout(0.6),
    BatchNorm(4),
    BatchNorm(4, momentum=0.5, epsilon=0.1),
    LayerNorm(4),
    LayerNorm(4, epsilon=0.1),
    Residual([Dense(4, 4)]),
    Residual([Dense(4, 2), BatchNorm(2), Tanh(), Dropout(0.5), Dense(2, 4)]),
    Residual([Tanh(), Residual([Dense(4, 4, bias=False), Sigmoid()])]),
]
names = [repr(layer) for layer in LAYERS]


def random_parameters(layer, rng, dtype=float):
    """All entries random, the running variances positive."""
    params = {name: rng.standard_normal(shape) for name, shape in layer.shapes.items()}
    for name in layer.running:
        params[name] = rng.uniform(0.5, 2, layer.shapes[name])
    return {name: values.astype(dtype) for name, values in params.items()}


def oracle(layer, params, A_prev, train):
    """A, and the function of dA that gives ∂J/∂A_prev and ∂J/∂θ: by autograd."""
    theta = np.concatenate([params[name].ravel() for name in layer.shapes] or [np.zeros(0)])

    def outputs(theta, A_prev):
        (p,) = oracles.parameters([layer], theta)
        return oracles.layer_output(layer, p, A_prev.T, train, np.random.default_rng(5)).T

    back_to_input, A = make_vjp(lambda a: outputs(theta, a))(A_prev)
    back_to_theta, _ = make_vjp(lambda t: outputs(t, A_prev) + anp.sum(t) * 0)(theta)
    return A, back_to_input, back_to_theta


@pytest.mark.parametrize("train", [False, True])
@pytest.mark.parametrize("m", [1, 2, 7])
@pytest.mark.parametrize("layer", LAYERS, ids=names)
def test_forward_and_backward_are_autograds(layer, m, train):
    rng = np.random.default_rng(m)
    A_prev = rng.standard_normal((4, m))
    params = random_parameters(layer, rng)
    A, back_to_input, back_to_theta = oracle(layer, params, A_prev, train)
    dA = rng.standard_normal(A.shape)

    ours, cache = layer.forward(params, A_prev, train, np.random.default_rng(5))
    dA_prev, grads = layer.backward(cache, dA)

    np.testing.assert_allclose(ours, A, rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(dA_prev, back_to_input(dA), rtol=1e-8, atol=1e-10)
    expected = back_to_theta(dA)
    for name, shape in layer.shapes.items():
        size = shape[0] * shape[1]
        dparameter, expected = expected[:size].reshape(shape), expected[size:]
        if name in layer.running:
            assert name not in grads
        else:
            np.testing.assert_allclose(grads[name], dparameter, rtol=1e-8, atol=1e-10)


@pytest.mark.parametrize("train", [False, True])
@pytest.mark.parametrize("layer", LAYERS, ids=names)
def test_float32_stays_float32_and_inputs_stay_as_they_are(layer, train):
    rng = np.random.default_rng(6)
    A_prev = rng.standard_normal((4, 5)).astype(np.float32)
    params = random_parameters(layer, rng, np.float32)
    before = copy.deepcopy((A_prev, params))
    A, cache = layer.forward(params, A_prev, train, rng)
    dA_prev, grads = layer.backward(cache, np.ones_like(A))
    found = [A, dA_prev, *grads.values(), *layer.averages(cache).values()]
    assert {a.dtype for a in found} == {np.dtype(np.float32)}
    np.testing.assert_array_equal(A_prev, before[0])
    assert all(np.array_equal(params[name], before[1][name]) for name in params)


@pytest.mark.parametrize("layer", LAYERS, ids=names)
def test_copies_and_pickles_and_a_repr_that_makes_it_again(layer):
    for twin in (copy.deepcopy(layer), pickle.loads(pickle.dumps(layer)), eval(repr(layer))):
        assert repr(twin) == repr(layer) and twin.shapes == layer.shapes
        assert twin.penalized == layer.penalized and twin.running == layer.running


# ---- Dense ----


def test_dense_by_hand():
    params = {"W": np.array([[1.0, 2.0], [0.0, -1.0]]), "b": np.array([[0.5], [1.0]])}
    Z, cache = Dense(2, 2).forward(params, np.array([[1.0, 0.0, 2.0], [1.0, 3.0, 0.0]]))
    np.testing.assert_array_equal(Z, [[3.5, 6.5, 2.5], [0, -2, 1]])
    dA_prev, grads = Dense(2, 2).backward(cache, np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 1.0]]))
    np.testing.assert_array_equal(grads["W"], [[1, 1], [2, 3]])
    np.testing.assert_array_equal(grads["b"], [[1], [2]])
    np.testing.assert_array_equal(dA_prev, [[1, 0, 0], [2, -1, -1]])


def test_gradient_of_the_lectures_two_features_and_four_examples():
    # BP-04, with the slip in ∂/∂w₁ put right: dW = [-0.55, -1.05], db = 0.
    X = np.array([[2.0, -3, 8, 14], [6, 4, 17, 19]])
    A, Y = np.array([[0.8, 0.6, 0.9, 0.7]]), np.array([[0.0, 1, 1, 1]])
    layer = Dense(2, 1)
    _, cache = layer.forward({"W": np.zeros((1, 2)), "b": np.zeros((1, 1))}, X)
    _, grads = layer.backward(cache, (A - Y) / 4)
    np.testing.assert_allclose(grads["W"], [[-0.55, -1.05]], atol=1e-12)
    np.testing.assert_allclose(grads["b"], [[0]], atol=1e-12)


# ---- Dropout ----


def test_dropout_keeps_eighty_of_a_hundred_units_and_the_mean():
    # DO-03: 100 units at keep_prob 0.8, 20 of them off on average, and the expected value kept.
    A_prev = np.full((100, 2000), 3.0)
    A, _ = Dropout(0.8).forward({}, A_prev, True, np.random.default_rng(7))
    assert (A != 0).sum(axis=0).mean() == pytest.approx(80, abs=5 * 4 / np.sqrt(2000))
    assert A.mean() == pytest.approx(3, abs=5 * 3 * 0.5 / np.sqrt(A.size))
    np.testing.assert_array_equal(np.unique(A), [0, 3 / 0.8])


def test_dropout_a_quarter_of_a_hundred_is_scaled_back_to_a_hundred():
    # DO-03: 100 × 0.25 = 25, 25 / 0.25 = 100.
    A, _ = Dropout(0.25).forward({}, np.full((40, 1000), 100.0), True, np.random.default_rng(8))
    assert (A * 0.25).mean() == pytest.approx(25, abs=1)
    assert A.mean() == pytest.approx(100, abs=4)


def test_dropout_has_one_mask_per_example_and_uses_it_on_the_way_back():
    layer = Dropout(0.5)
    A, D = layer.forward({}, np.ones((30, 30)), True, np.random.default_rng(9))
    assert len({tuple(column) for column in A.T}) == 30
    np.testing.assert_array_equal(layer.backward(D, np.ones((30, 30)))[0], A)


def test_dropout_does_nothing_in_testing():
    A_prev = np.arange(6.0).reshape(2, 3)
    A, cache = Dropout(0.1).forward({}, A_prev, train=False)
    np.testing.assert_array_equal(A, A_prev)
    np.testing.assert_array_equal(Dropout(0.1).backward(cache, A)[0], A_prev)


@pytest.mark.parametrize(
    "layer", [Dropout(0.5), BatchNorm(3), Residual([Dense(3, 3), BatchNorm(3)])], ids=repr
)
def test_a_layer_that_has_modes_wants_train_to_be_said(layer):
    rng = np.random.default_rng(0)
    params, A_prev = layer.initialize(rng, lecun), rng.standard_normal((3, 5))
    refused(lambda: layer.forward(params, A_prev), "train=True or train=False")
    layer.forward(params, A_prev, train=False)
    layer.forward(params, A_prev, train=True, rng=rng)


def test_keep_prob_one_keeps_everything():
    A, _ = Dropout(1).forward({}, np.ones((9, 9)), True, np.random.default_rng(1))
    assert A.all()


# ---- normalization ----


def test_batch_norm_with_gamma_sigma_and_beta_mu_gives_back_z():
    # BN-03: γ = √(σ² + ε), β = μ.
    layer, Z = BatchNorm(3), np.random.default_rng(10).normal(5, 3, (3, 40))
    mu, sigma2 = Z.mean(axis=1, keepdims=True), Z.var(axis=1, keepdims=True)
    params = {"gamma": np.sqrt(sigma2 + 1e-5), "beta": mu, "mu": 0 * mu, "sigma2": sigma2}
    np.testing.assert_allclose(layer.forward(params, Z, True)[0], Z, rtol=1e-12)


def test_batch_norm_starts_with_mean_zero_and_variance_one():
    layer, Z = BatchNorm(3), np.random.default_rng(11).normal(5, 3, (3, 400))
    A, _ = layer.forward(layer.initialize(None, lecun), Z, True)
    np.testing.assert_allclose(A.mean(axis=1), 0, atol=1e-12)
    np.testing.assert_allclose(A.var(axis=1), 1, atol=1e-4)
    # The shape of the distribution stays: a line through each unit's values.
    assert np.corrcoef(A[0], Z[0])[0, 1] == pytest.approx(1)


def test_batch_norm_by_hand():
    layer = BatchNorm(1, epsilon=1e-37)
    params = {name: np.array([[x]]) for name, x in dict(gamma=2, beta=1, mu=0, sigma2=4).items()}
    Z = np.array([[1.0, 3.0]])  # μ = 2, σ = 1; biased: the unbiased σ² would be 2
    np.testing.assert_allclose(layer.forward(params, Z, True)[0], [[-1, 3]])
    np.testing.assert_allclose(layer.forward(params, Z, False)[0], [[2, 4]])


def test_running_averages_by_hand():
    layer = BatchNorm(1, momentum=0.75)
    params = {name: np.array([[x]]) for name, x in dict(gamma=1, beta=0, mu=4, sigma2=1).items()}
    _, cache = layer.forward(params, np.array([[6.0, 10.0]]), True)  # μ = 8, σ² = 4
    averages = layer.averages(cache)
    assert averages["mu"].item() == 0.75 * 4 + 0.25 * 8
    assert averages["sigma2"].item() == 0.75 * 1 + 0.25 * 4
    assert params["mu"].item() == 4, "nothing is changed in place"


def test_batch_norm_cancels_the_bias_before_it():
    # BN-04: why b is dropped.
    rng, layer = np.random.default_rng(12), BatchNorm(3)
    Z, params = rng.standard_normal((3, 6)), random_parameters(BatchNorm(3), rng)
    with_b, without_b = (layer.forward(params, Z + b, True)[0] for b in (7.5, 0))
    np.testing.assert_allclose(with_b, without_b, atol=1e-12)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_one_example_is_normalized_to_zero(dtype):
    layer, Z = BatchNorm(2), np.array([[3.0], [-1e5]], dtype)
    params = {name: np.full((2, 1), x, dtype) for name, x in dict(gamma=2, beta=7).items()}
    A, cache = layer.forward(params | {"mu": Z, "sigma2": Z}, Z, True)
    np.testing.assert_array_equal(A, [[7], [7]])
    dZ, grads = layer.backward(cache, np.ones_like(Z))
    assert not dZ.any() and not grads["gamma"].any() and (grads["beta"] == 1).all()


def test_layer_norm_is_batch_norm_turned_round():
    Z = np.random.default_rng(13).standard_normal((5, 4))
    ones, zeros = np.ones((9, 1)), np.zeros((9, 1))
    turned, _ = BatchNorm(4).forward({"gamma": ones[:4], "beta": zeros[:4]}, Z.T, True)
    straight, _ = LayerNorm(5).forward({"gamma": ones[:5], "beta": zeros[:5]}, Z)
    np.testing.assert_allclose(straight, turned.T, rtol=1e-12)


# ---- Residual ----


def test_residual_of_a_layer_that_gives_nothing_is_the_identity():
    layer = Residual([Dense(3, 3)])
    A_prev = np.arange(6.0).reshape(3, 2)
    A, cache = layer.forward({"0.W": np.zeros((3, 3)), "0.b": np.zeros((3, 1))}, A_prev)
    np.testing.assert_array_equal(A, A_prev)
    np.testing.assert_array_equal(layer.backward(cache, A)[0], A_prev)


def test_residual_names_what_is_inside():
    layer = Residual([Dense(3, 2, bias=False), BatchNorm(2), Residual([Dense(2, 2)]), Dense(2, 3)])
    assert list(layer.shapes) == (
        ["0.W", "1.gamma", "1.beta", "1.mu", "1.sigma2", "2.0.W", "2.0.b", "3.W", "3.b"]
    )
    assert layer.penalized == ("0.W", "2.0.W", "3.W")
    assert layer.running == ("1.mu", "1.sigma2")
    assert layer.has_modes and not layer.draws and Residual([Dropout(0.5)]).draws


def test_gradients_survive_thirty_residual_layers_and_vanish_in_thirty_plain_ones():
    rng, X, Y = np.random.default_rng(14), np.ones((4, 1)), np.zeros((4, 1))
    sizes = []
    for block in (lambda: Residual([Dense(4, 4), Sigmoid()]), Sigmoid):
        network = Network([Dense(4, 4), *(block() for _ in range(30))], MeanSquaredError())
        _, dtheta = network.cost_and_gradient(network.initialize(rng, lecun), X, Y)
        sizes.append(np.abs(network.unpack(dtheta)[0]["W"]).max())
    assert sizes[0] > 1e-2 and sizes[1] < 1e-15


# ---- refusals ----


@pytest.mark.parametrize("bad", [0, -1, 2.0, "3", None, True, np.nan, [2], np.array([2, 3])])
def test_bad_sizes(bad):
    refused(lambda: Dense(bad, 1), "n_prev", "whole number of at least 1")
    refused(lambda: Dense(1, bad), "n is", "whole number of at least 1")
    refused(lambda: BatchNorm(bad), "n is", "whole number of at least 1")
    refused(lambda: LayerNorm(bad), "n is", "whole number of at least 1")


@given(st.one_of(st.floats(max_value=0), st.floats(min_value=1, exclude_min=True), st.text()))
def test_bad_keep_prob(bad):
    refused(lambda: Dropout(bad), "keep_prob", "(0, 1]")


@given(st.one_of(st.floats(max_value=0), st.floats(min_value=1), st.none(), st.booleans()))
def test_bad_momentum_slope_and_epsilon(bad):
    if bad != 0 or isinstance(bad, bool):
        refused(lambda: BatchNorm(2, momentum=bad), "momentum", "[0, 1)")
        refused(lambda: LeakyReLU(bad), "slope", "[0, 1)")
    if not (isinstance(bad, float) and 0 < bad < np.inf):
        refused(lambda: BatchNorm(2, epsilon=bad), "epsilon", "at least 1e-37")
        refused(lambda: LayerNorm(2, epsilon=bad), "epsilon", "at least 1e-37")


@pytest.mark.parametrize("bad", [0, 1, "no", None])
def test_bad_bias(bad):
    refused(lambda: Dense(1, 1, bias=bad), "bias", "True or False")


@pytest.mark.parametrize(
    ("layers", "words"),
    [
        ([], ["layers is []"]),
        (None, ["layers is None"]),
        (Dense(2, 2), ["Dense(2, 2)", "list"]),
        ([Dense(2, 2), "tanh"], ["layers[1]", "no layer"]),
        ([Dense(2, 2), Tanh], ["layers[1]", "did you mean Tanh(…)?"]),
        ([Dense(2, 3), Tanh(), Dense(4, 2)], ["layers[2]", "Dense(4, 2)", "4", "give 3"]),
        ([Dense(2, 3), BatchNorm(2)], ["layers[1]", "expects 2 units"]),
        ([Dense(2, 3)], ["turn 2 units into 3"]),
    ],
)
def test_bad_layers(layers, words):
    refused(lambda: Residual(layers), *words)


def test_sizes_of_numpy_are_sizes():
    assert repr(Dense(np.int64(2), np.uint8(3))) == "Dense(2, 3)"
    assert type(Dropout(np.float64(0.5)).keep_prob) is float
