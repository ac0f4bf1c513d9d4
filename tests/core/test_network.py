"""The network: cost and gradient against autograd, θ as a value, and every refusal."""

import copy
import math
import pickle
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dlcourse import (
    L1,
    L2,
    BatchNorm,
    BinaryCrossEntropy,
    Dense,
    Dropout,
    LayerNorm,
    LeakyReLU,
    MeanSquaredError,
    Network,
    ReLU,
    Residual,
    Sigmoid,
    SoftmaxCrossEntropy,
    Tanh,
    he,
    numerical_gradient,
    one_hot,
    xavier,
    zeros,
)
from tests.core import oracles
from tests.core.refusals import refused


def data(loss, n_x, n_y, m, rng):
    X = rng.standard_normal((n_x, m))
    if isinstance(loss, BinaryCrossEntropy):
        return X, rng.integers(0, 2, (n_y, m)).astype(float)
    if isinstance(loss, SoftmaxCrossEntropy):
        return X, one_hot(rng.integers(0, n_y, m), n_y)
    return X, rng.standard_normal((n_y, m))


def small(regularizer=None, loss=None):
    """2-3-1, with X and Y of four examples."""
    network = Network([Dense(2, 3), Tanh(), Dense(3, 1)], loss or BinaryCrossEntropy(), regularizer)
    rng = np.random.default_rng(0)
    return network, network.initialize(rng), *data(network.loss, 2, 1, 4, rng)


def modal():
    """A network with batch norm and dropout, with X and Y."""
    layers = [Dense(2, 3, bias=False), BatchNorm(3), ReLU(), Dropout(0.5), Dense(3, 1)]
    network = Network(layers, BinaryCrossEntropy())
    rng = np.random.default_rng(0)
    return network, network.initialize(rng), *data(network.loss, 2, 1, 6, rng)


@st.composite
def stacks(draw):
    """A network of depth 1 to 6 with an activation, a normalization and dropout here and there."""
    depth = draw(st.integers(1, 6))
    n = [draw(st.integers(1, 5)) for _ in range(depth + 1)]
    loss = draw(st.sampled_from([BinaryCrossEntropy(), SoftmaxCrossEntropy(), MeanSquaredError()]))
    if isinstance(loss, SoftmaxCrossEntropy):
        n[-1] += 1
    layers = []
    for i in range(depth):
        layers.append(Dense(n[i], n[i + 1], bias=draw(st.booleans())))
        if i == depth - 1:
            break
        k = n[i + 1]
        # ε = 0.1: where σ is nearly 0, 1/σ is so curved that a numerical slope says little.
        extra = [
            BatchNorm(k, epsilon=0.1),
            LayerNorm(k, epsilon=0.1),
            Residual([Dense(k, 2), Tanh(), Dense(2, k)]),
            None,
            None,
        ]
        layers.append(draw(st.sampled_from(extra)))
        layers.append(draw(st.sampled_from([Sigmoid(), Tanh(), ReLU(), LeakyReLU(0.1)])))
        layers.append(draw(st.sampled_from([Dropout(0.6), None, None])))
    layers = [layer for layer in layers if layer is not None]
    return layers, loss, n[0], n[-1]


penalties = st.sampled_from([(0, 0), (0.7, 0), (0, 0.4), (0.3, 0.2)])


def any_theta(network, rng):
    """No entry is 0: on a kink of ReLU or L1 there is no slope."""
    theta = rng.normal(0, 0.7, network.size)
    theta[network.layout.variances] = rng.uniform(0.5, 2, network.layout.variances.sum())
    return theta


@settings(max_examples=300)
@given(stacks(), st.integers(1, 5), st.booleans(), penalties, st.integers(0, 99))
def test_cost_and_gradient_are_autograds(stack, m, train, lambdas, seed):
    layers, loss, n_x, n_y = stack
    l1, l2 = lambdas
    network = Network(layers, loss, [L1(l1), L2(l2)])
    rng = np.random.default_rng(seed)
    theta, (X, Y) = any_theta(network, rng), data(loss, n_x, n_y, m, rng)
    how = dict(train=train, seed=seed, l1=l1, l2=l2)
    J = oracles.cost(network, theta, X, Y, **how)
    dtheta = oracles.gradient(network, theta, X, Y, **how) * network.trainable

    ours, gradient = network.cost_and_gradient(theta, X, Y, train, np.random.default_rng(seed))
    assert ours == pytest.approx(J, rel=1e-10)
    assert network.cost(theta, X, Y, train, np.random.default_rng(seed)) == pytest.approx(ours)
    np.testing.assert_allclose(gradient, dtheta, rtol=1e-7, atol=1e-9)


@settings(max_examples=60)
@given(stacks(), st.integers(1, 4), st.booleans(), st.integers(0, 99))
def test_gradient_is_the_slope_of_the_cost(stack, m, train, seed):
    layers, loss, n_x, n_y = stack
    layers = [Tanh() if isinstance(x, ReLU | LeakyReLU) else x for x in layers]  # no kinks
    network = Network(layers, loss, L2(0.5))
    rng = np.random.default_rng(seed)
    theta, (X, Y) = any_theta(network, rng), data(loss, n_x, n_y, m, rng)
    _, dtheta = network.cost_and_gradient(theta, X, Y, train, np.random.default_rng(seed))

    def J(theta):
        return network.cost(theta, X, Y, train, np.random.default_rng(seed))

    slope = numerical_gradient(J, theta) * network.trainable
    np.testing.assert_allclose(dtheta, slope, rtol=1e-5, atol=1e-7)


def test_logistic_regression_by_hand():
    # BP-03: a = σ(wᵀx + b), dz = a - y, dw and db are means.
    network = Network([Dense(2, 1)], BinaryCrossEntropy())
    theta, X, Y = np.array([0.5, -1, 0.25]), np.array([[1.0, 2], [0, 1]]), np.array([[1, 0]])
    a = [1 / (1 + math.exp(-0.75)), 1 / (1 + math.exp(-0.25))]
    J, dtheta = network.cost_and_gradient(theta, X, Y)
    assert pytest.approx(-(math.log(a[0]) + math.log(1 - a[1])) / 2, rel=1e-14) == J
    dz = [a[0] - 1, a[1]]
    np.testing.assert_allclose(dtheta, [(dz[0] + 2 * dz[1]) / 2, dz[1] / 2, sum(dz) / 2])
    np.testing.assert_allclose(network.forward(theta, X), [a], rtol=1e-14)
    # The first example is right, the second (a > 1/2, y = 0) is wrong.
    np.testing.assert_array_equal(network.predict(theta, X), [1, 1])
    assert network.error(theta, X, Y) == 0.5


@pytest.mark.parametrize("m", [1, 7])
def test_shapes_of_the_lectures_2_4_3_1_network(m):
    # BP-07: each layer's output is (n, m), each gradient has its parameter's shape.
    layers = [Dense(2, 4), ReLU(), Dense(4, 3), ReLU(), Dense(3, 1)]
    network = Network(layers, BinaryCrossEntropy())
    rng = np.random.default_rng(1)
    theta, (X, Y) = network.initialize(rng), data(network.loss, 2, 1, m, rng)
    assert network.size == (8 + 4) + (12 + 3) + (3 + 1)
    shapes = [A.shape for A in network.layer_outputs(theta, X)]
    assert shapes == [(4, m), (4, m), (3, m), (3, m), (1, m)]
    for of in (theta, network.cost_and_gradient(theta, X, Y)[1]):
        views = [{name: a.shape for name, a in layer.items()} for layer in network.unpack(of)]
        assert views == [
            {"W": (4, 2), "b": (4, 1)},
            {},
            {"W": (3, 4), "b": (3, 1)},
            {},
            {"W": (1, 3), "b": (1, 1)},
        ]


def test_layer_outputs_are_what_the_layers_say():
    network, theta, X, _ = small()
    first, _, last = network.unpack(theta)
    Z1 = first["W"] @ X + first["b"]
    outputs = network.layer_outputs(theta, X)
    np.testing.assert_allclose(outputs[0], Z1)
    np.testing.assert_allclose(outputs[1], np.tanh(Z1))
    A = 1 / (1 + np.exp(-(last["W"] @ np.tanh(Z1) + last["b"])))
    np.testing.assert_allclose(outputs[2], A)
    np.testing.assert_array_equal(outputs[2], network.forward(theta, X))


def test_scores_are_the_output_before_the_losss_activation():
    network, theta, X, _ = small()
    first, _, last = network.unpack(theta)
    Z = last["W"] @ np.tanh(first["W"] @ X + first["b"]) + last["b"]
    np.testing.assert_allclose(network.scores(theta, X), Z)
    # Where A[L] rounds to 1, two points far from the boundary still differ.
    far = np.array([[1.0, 2.0], [0.0, 0.0]])
    far_network = Network([Dense(2, 1)], BinaryCrossEntropy())
    theta = np.array([800.0, 0.0, 0.0])
    assert far_network.forward(theta, far).tolist() == [[1, 1]]
    assert far_network.scores(theta, far).tolist() == [[800, 1600]]


def test_scores_in_train_mode_are_those_of_the_same_masks():
    network = Network([Dense(2, 3), Dropout(0.5), Dense(3, 4)], SoftmaxCrossEntropy())
    rng = np.random.default_rng(1)
    theta, X = network.initialize(rng), rng.standard_normal((2, 7))
    Z = network.scores(theta, X, True, np.random.default_rng(3))
    A = network.forward(theta, X, True, np.random.default_rng(3))
    np.testing.assert_allclose(np.exp(Z) / np.exp(Z).sum(axis=0), A)


def test_predictions_of_each_loss():
    rng = np.random.default_rng(2)
    X = rng.standard_normal((2, 40))
    for loss, n_y in [(BinaryCrossEntropy(), 1), (SoftmaxCrossEntropy(), 3)]:
        network = Network([Dense(2, n_y)], loss)
        theta, (_, Y) = network.initialize(rng), data(loss, 2, n_y, 40, rng)
        labels, A = network.predict(theta, X), network.forward(theta, X)
        truth = Y[0] if n_y == 1 else [list(y).index(1) for y in Y.T]
        by_hand = [int(a > 0.5) for a in A[0]] if n_y == 1 else [list(a).index(max(a)) for a in A.T]
        assert labels.shape == (40,) and labels.tolist() == by_hand
        wrong = sum(int(a != b) for a, b in zip(by_hand, truth, strict=True))
        assert network.error(theta, X, Y) == wrong / 40
    network, theta, X, Y = small(loss=MeanSquaredError())
    np.testing.assert_array_equal(network.predict(theta, X), network.forward(theta, X))
    refused(lambda: network.error(theta, X, Y), "classes", "MeanSquaredError()", "network.cost")


def test_several_sigmoid_outputs_are_several_questions():
    network = Network([Dense(2, 3)], BinaryCrossEntropy())
    rng = np.random.default_rng(3)
    theta, (X, Y) = network.initialize(rng), data(network.loss, 2, 3, 9, rng)
    assert network.predict(theta, X).shape == (3, 9)
    assert network.error(theta, X, Y) == np.mean((network.forward(theta, X) > 0.5) != Y)


# ---- θ as a value ----


def test_unpack_gives_views_in_the_order_of_the_layers():
    network, theta, _, _ = small()
    first, nothing, last = network.unpack(theta)
    np.testing.assert_array_equal(first["W"], theta[:6].reshape(3, 2))
    np.testing.assert_array_equal(first["b"], theta[6:9].reshape(3, 1))
    np.testing.assert_array_equal(last["W"], theta[9:12].reshape(1, 3))
    assert nothing == {} and last["b"].item() == theta[12]
    first["W"][1, 0] = 42
    assert theta[2] == 42
    every_other = np.zeros(2 * network.size)[::2]
    network.unpack(every_other)[2]["b"][:] = 7
    assert every_other[12] == 7


@pytest.mark.parametrize("train", [False, True])
def test_nothing_is_changed_behind_your_back(train):
    network, theta, X, Y = modal()
    before = copy.deepcopy((theta, X, Y))
    for array in (theta, X, Y):
        array.flags.writeable = False
    J, dtheta = network.cost_and_gradient(theta, X, Y, train, np.random.default_rng(1))
    again = network.cost_and_gradient(theta, X, Y, train, np.random.default_rng(1))
    assert again[0] == J and np.array_equal(again[1], dtheta)
    network.predict(theta, X), network.error(theta, X, Y)
    assert all(np.array_equal(a, b) for a, b in zip((theta, X, Y), before, strict=True))
    assert not np.shares_memory(theta, dtheta) and dtheta.flags.writeable


def test_trainable_and_running_averages():
    network, theta, X, Y = modal()
    assert network.trainable.sum() == network.size - 6
    assert (theta[~network.trainable] == [0, 0, 0, 1, 1, 1]).all()
    _, dtheta, running = network.backpropagate(theta, X, Y, True, np.random.default_rng(1))
    assert not dtheta[~network.trainable].any()
    Z = network.unpack(theta)[0]["W"] @ X
    np.testing.assert_allclose(running[:3], 0.1 * Z.mean(axis=1))
    np.testing.assert_allclose(running[3:], 0.9 + 0.1 * Z.var(axis=1))
    # In testing nothing is averaged; without batch norm neither.
    assert network.backpropagate(theta, X, Y, False)[2] is None
    plain, theta, X, Y = small()
    assert plain.trainable.all() and plain.backpropagate(theta, X, Y, True)[2] is None


def test_running_averages_inside_a_residual_layer():
    block = Residual([Dense(3, 2), BatchNorm(2, momentum=0.5), Dense(2, 3)])
    network = Network([Dense(2, 3), block], MeanSquaredError())
    rng = np.random.default_rng(4)
    theta, (X, Y) = network.initialize(rng), data(network.loss, 2, 3, 5, rng)
    running = network.backpropagate(theta, X, Y, True)[2]
    p = network.unpack(theta)
    Z = p[1]["0.W"] @ (p[0]["W"] @ X + p[0]["b"]) + p[1]["0.b"]
    np.testing.assert_allclose(running, [*(0.5 * Z.mean(axis=1)), *(0.5 + 0.5 * Z.var(axis=1))])


def test_dropout_and_batch_norm_differ_between_training_and_testing():
    network, theta, X, Y = modal()
    costs = [network.cost(theta, X, Y, True, np.random.default_rng(s)) for s in range(5)]
    assert len(set(costs)) > 1 and network.cost(theta, X, Y, False) not in costs


def test_initialize_is_reproducible_and_follows_the_scheme():
    network, _, _, _ = modal()
    one, two = (network.initialize(np.random.default_rng(5), xavier) for _ in range(2))
    np.testing.assert_array_equal(one, two)
    assert one.dtype == np.float64 and one.shape == (network.size,)
    first, batch_norm, *_ = network.unpack(network.initialize(np.random.default_rng(5), zeros))
    assert not first["W"].any()
    assert {name: values[0, 0] for name, values in batch_norm.items()} == (
        {"gamma": 1, "beta": 0, "mu": 0, "sigma2": 1}
    )
    mine = network.initialize(np.random.default_rng(5), lambda rng, shape: np.full(shape, 2))
    assert (mine[network.penalized] == 2).all()


PROGRAM = """
import hashlib, numpy as np
from dlcourse import *
block = Residual([Dense(8, 8), Tanh()])
layers = [Dense(5, 8), BatchNorm(8), ReLU(), Dropout(0.7), block, Dense(8, 3)]
network = Network(layers, SoftmaxCrossEntropy(), L2(0.1))
rng = np.random.default_rng(1)
theta = network.initialize(rng)
X, Y = rng.standard_normal((5, 20)), one_hot(rng.integers(0, 3, 20), 3)
J, dtheta = network.cost_and_gradient(theta, X, Y, True, rng)
print(hashlib.sha256(theta.tobytes() + dtheta.tobytes() + np.float64(J).tobytes()).hexdigest())
"""


def test_same_seed_same_bytes_in_two_processes():
    runs = [
        subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)
        for _ in range(2)
    ]
    assert runs[0].stdout == runs[1].stdout and len(runs[0].stdout.strip()) == 64


@pytest.mark.parametrize("make", [small, modal])
def test_copies_and_pickles(make):
    network, theta, X, Y = make()
    expected = network.cost_and_gradient(theta, X, Y, False)
    for twin in (copy.copy(network), copy.deepcopy(network), pickle.loads(pickle.dumps(network))):
        J, dtheta = twin.cost_and_gradient(theta, X, Y, False)
        assert expected[0] == J and np.array_equal(dtheta, expected[1])
        assert repr(twin) == repr(network)


def test_repr_makes_the_network_again():
    network, *_ = small([L1(0.1), L2(0.2)])
    assert repr(eval(repr(network))) == repr(network)
    assert repr(network) == (
        "Network([Dense(2, 3), Tanh(), Dense(3, 1)], BinaryCrossEntropy(), [L1(0.1), L2(0.2)])"
    )


# ---- types of numbers ----


@pytest.mark.parametrize("loss", [BinaryCrossEntropy(), SoftmaxCrossEntropy(), MeanSquaredError()])
@pytest.mark.parametrize("train", [False, True])
def test_float32_all_the_way(loss, train):
    inner = [Dense(4, 4), LayerNorm(4), LeakyReLU(), Dropout(0.5)]
    layers = [Dense(3, 4), BatchNorm(4), Tanh(), Residual(inner), Sigmoid(), Dense(4, 2), ReLU()]
    network = Network(layers, loss, [L1(0.1), L2(0.1)])
    rng = np.random.default_rng(6)
    theta, (X, Y) = network.initialize(rng), data(loss, 3, 2, 8, rng)
    theta32, X32, Y32 = (a.astype(np.float32) for a in (theta, X, Y))
    for Y_given in (Y32, Y):
        J, dtheta, running = network.backpropagate(
            *network.check(theta32, X32, Y_given, train, rng), train, rng
        )
        assert type(J) is float and dtheta.dtype == np.float32
        assert running is None or running.dtype == np.float32
    outputs = network.layer_outputs(theta32, X32, train, rng)
    assert {A.dtype for A in outputs} == {np.dtype(np.float32)}
    exact, gradient = network.cost_and_gradient(theta, X, Y, False)
    J, dtheta = network.cost_and_gradient(theta32, X32, Y32, False)
    assert pytest.approx(exact, rel=1e-5) == J
    np.testing.assert_allclose(dtheta, gradient, rtol=1e-3, atol=1e-4)


def test_integers_lists_and_strided_arrays_are_as_good():
    network, theta, _, _ = small()
    X, Y = np.array([[1, 2, 3], [0, 5, 1]]), np.array([[0, 1, 1]])
    expected = network.cost(theta, X.astype(float), Y.astype(float))
    assert network.cost(theta, X, Y) == expected
    assert network.cost(theta, X.tolist(), Y.tolist()) == expected
    assert network.cost(theta, X.astype(np.uint8), Y == 1) == expected
    wide = np.zeros((3, 8))
    wide[::2, 1:7:2], strided = X, np.repeat(theta, 2)[::2]
    assert network.cost(strided, wide[::2, 1:7:2], Y) == expected
    assert network.cost(theta, np.asfortranarray(X), Y) == expected
    np.testing.assert_array_equal(
        network.cost_and_gradient(strided, X, Y)[1], network.cost_and_gradient(theta, X, Y)[1]
    )


# ---- extremes ----


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("loss", [BinaryCrossEntropy(), SoftmaxCrossEntropy(), MeanSquaredError()])
def test_logits_of_a_thousand(loss, dtype):
    network = Network([Dense(2, 2)], loss)
    theta = np.array([1000, 0, 0, 1000, 0, 0], dtype)
    X, Y = np.array([[1, -1], [-1, 1]], dtype), np.array([[0, 1], [1, 0]], dtype)
    with np.errstate(all="raise"):
        J, dtheta = network.cost_and_gradient(theta, X, Y)
        A = network.forward(theta, X)
    expected = {"BinaryCrossEntropy": 2000, "SoftmaxCrossEntropy": 2000}
    squares = (1000**2 + 1001**2) / 2
    assert pytest.approx(expected.get(type(loss).__name__, squares)) == J
    assert np.isfinite(dtheta).all() and np.isfinite(A).all()


@pytest.mark.parametrize("layers", [[Dense(2, 1)], [Dense(2, 3), BatchNorm(3), Dense(3, 1)]])
def test_what_overflows_is_said_without_a_warning(layers):
    network = Network(layers, MeanSquaredError(), L2(1.0))
    theta = np.full(network.size, 1e200)
    X, Y = np.full((2, 3), 1e200), np.ones((1, 3))
    with np.errstate(all="raise"):
        assert network.cost(theta, X, Y, train=False) == math.inf
        assert network.cost_and_gradient(theta, X, Y, train=True)[0] == math.inf
        if len(layers) == 1:
            for call in (network.forward, network.layer_outputs, network.predict):
                refused(lambda call=call: call(theta, X), "overflow", "1e+200", "learning rate")


# ---- refusals ----


def calls(network, theta, X, Y, **how):
    """Every public function of a network that takes data."""
    return [
        lambda: network.cost(theta, X, Y, **how),
        lambda: network.data_cost(theta, X, Y, **how),
        lambda: network.cost_and_gradient(theta, X, Y, **how),
        lambda: network.forward(theta, X, **how),
        lambda: network.layer_outputs(theta, X, **how),
        lambda: network.predict(theta, X),
        lambda: network.error(theta, X, Y),
    ]


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        (np.zeros(12), ["(12,)", "(13,)", "network.initialize(rng)"]),
        (np.zeros((13, 1)), ["(13, 1)", "(13,)"]),
        (np.zeros(0), ["(0,)"]),
        (np.float64(1.0), ["array"]),
        ([0.0] * 13, ["array of float64 or float32"]),
        (np.zeros(13, int), ["int64" if np.zeros(1, int).itemsize == 8 else "int32"]),
        (np.zeros(13, np.float16), ["float16"]),
        (np.zeros(13, complex), ["complex128"]),
        (None, ["None"]),
        ("theta", ["'theta'"]),
        (np.r_[np.nan, np.zeros(12)], ["NaN (1 of 13"]),
        (np.r_[np.inf, -np.inf, np.zeros(11)], ["infinity (2 of 13"]),
    ],
)
def test_bad_theta(bad, words):
    network, _, X, Y = small()
    for call in calls(network, bad, X, Y):
        refused(call, "theta", *words)
    refused(lambda: network.penalty(bad, 4), "theta", *words)
    if not any("of 13" in word for word in words):
        refused(lambda: network.unpack(bad), "theta", *words)


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        (np.zeros((4, 2)), ["4 rows", "expects 2 features", "did you mean X.T?"]),
        (np.zeros((3, 4)), ["3 rows", "expects 2 features", "columns are examples"]),
        (np.zeros(2), ["(2,)", "(2, m)"]),
        (np.zeros((2, 0)), ["(2, 0)"]),
        (np.zeros((0, 4)), ["(0, 4)"]),
        (np.zeros((1, 2, 4)), ["(1, 2, 4)"]),
        (1.0, ["()"]),
        ([[np.nan, 1], [1, 1]], ["NaN (1 of 4"]),
        ([[np.inf, 1], [1, 1]], ["infinity"]),
        ([["a", "b"], ["c", "d"]], ["real numbers"]),
        (np.zeros((2, 4), complex), ["complex128"]),
        ([[1, 2], [3]], ["ragged"]),
        (None, ["object"]),
    ],
)
def test_bad_X(bad, words):
    network, theta, _, Y = small()
    for call in calls(network, theta, bad, Y):
        refused(call, "X", *words)


def test_a_transposed_X_is_named_only_when_it_would_fit():
    network, theta, _, Y = small()
    assert "X.T" not in refused(lambda: network.cost(theta, np.zeros((3, 4)), Y))


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        (np.zeros((4, 1)), ["(4, 1)", "(1, 4)", "Y.T"]),
        (np.zeros(4), ["(4,)", "Y.reshape(1, -1)"]),
        (np.zeros((1, 3)), ["(1, 3)", "(1, 4)"]),
        (np.full((1, 4), 2), ["2", "0 and 1"]),
        (np.full((1, 4), np.nan), ["NaN"]),
        (None, ["Y"]),
        ("Y", ["Y"]),
    ],
)
def test_bad_Y(bad, words):
    network, theta, X, _ = small()
    for call in calls(network, theta, X, bad):
        if "Y" in call.__code__.co_freevars:
            refused(call, "Y", *words)


def test_train_must_be_said_when_it_matters():
    network, theta, X, Y = modal()
    for call in calls(network, theta, X, Y)[:5]:
        refused(call, "BatchNorm(3", "say train=True or train=False")
    only_dropout = Network([Dense(2, 2), Residual([Dropout(0.5)])], MeanSquaredError())
    refused(lambda: only_dropout.forward(np.zeros(6), X), "Dropout(0.5)", "say train=True")
    for bad in (1, "yes", np.ones(2), 0.0):
        for call in calls(network, theta, X, Y, train=bad)[:5]:
            refused(call, "train is", "True or False")


@pytest.mark.parametrize("rng", [None, 0, np.random.RandomState(0), np.random])
def test_dropout_needs_a_generator(rng):
    network, theta, X, Y = modal()
    for call in calls(network, theta, X, Y, train=True, rng=rng)[:5]:
        refused(call, "rng", "np.random.default_rng(seed)")
    network.cost(theta, X, Y, train=False)  # without a mask none is needed


def test_a_negative_running_variance():
    network, theta, X, Y = modal()
    network.unpack(theta)[1]["sigma2"][1] = -0.1
    for call in calls(network, theta, X, Y, train=False):
        refused(call, "sigma2", "≥ 0")


@pytest.mark.parametrize(
    ("layers", "words"),
    [
        ([], ["layers is []"]),
        ([Dense(2, 3), Dense(2, 1)], ["layers[1]", "expects 2 units", "give 3"]),
        ([Dense(2, 3), Tanh(), Dropout(0.5), BatchNorm(4)], ["layers[3]", "give 3"]),
        ([Dense(2, 3), Residual([Dense(2, 2)])], ["layers[1]", "expects 2 units"]),
        ([Dense], ["layers[0]", "did you mean Dense(…)?"]),
        ("Dense", ["'Dense'", "list"]),
    ],
)
def test_bad_layers(layers, words):
    refused(lambda: Network(layers, MeanSquaredError()), *words)


@pytest.mark.parametrize("loss", [None, "mse", MeanSquaredError, L2(0.1)])
def test_bad_loss(loss):
    refused(lambda: Network([Dense(2, 1)], loss), "loss", "MeanSquaredError()")


@pytest.mark.parametrize(
    ("rng", "scheme", "words"),
    [
        (None, he, ["rng is None"]),
        (1, he, ["rng is 1"]),
        (np.random.default_rng(0), "he", ["scheme is 'he'"]),
        (np.random.default_rng(0), None, ["scheme is None"]),
        (np.random.default_rng(0), lambda rng, shape: np.ones(3), ["W of shape (3,)", "(3, 2)"]),
        (np.random.default_rng(0), lambda rng, shape: np.full(shape, np.nan), ["W", "NaN"]),
        (np.random.default_rng(0), lambda rng, shape: None, ["W"]),
    ],
)
def test_bad_initialization(rng, scheme, words):
    refused(lambda: small()[0].initialize(rng, scheme), *words)


JUNK = st.one_of(
    st.none(),
    st.booleans(),
    st.text(max_size=3),
    st.integers(-3, 3),
    st.floats(),
    st.lists(st.floats(), max_size=5),
    st.builds(np.zeros, st.tuples(st.integers(0, 4), st.integers(0, 4))),
    st.builds(np.full, st.tuples(st.integers(1, 4), st.integers(1, 4)), st.floats()),
    st.builds(lambda n, x: np.full(n, x), st.integers(0, 14), st.floats(width=32)),
    st.just(np.random.default_rng(0)),
    st.just({}),
    st.just(object()),
)


@settings(max_examples=500)
@given(st.sampled_from(["theta", "X", "Y", "train", "rng"]), JUNK, st.sampled_from([small, modal]))
def test_junk_is_refused_or_works_and_never_gives_nan(which, junk, make):
    network, theta, X, Y = make()
    inputs = {"theta": theta, "X": X, "Y": Y, "train": True, "rng": np.random.default_rng(0)}
    inputs[which] = junk
    for call in calls(network, **inputs):
        try:
            result = call()
        except (TypeError, ValueError) as error:
            assert type(error) in (TypeError, ValueError) and "\n" not in str(error)
        else:
            for part in result if isinstance(result, tuple | list) else [result]:
                assert not np.isnan(part).any()
