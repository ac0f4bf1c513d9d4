"""The losses against 200-digit arithmetic, autograd and the lectures' numbers."""

import copy
import math
import pickle
from decimal import Decimal

import numpy as np
import pytest
from autograd import grad
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from dlcourse import (
    BinaryCrossEntropy,
    Dense,
    MeanSquaredError,
    Network,
    Sigmoid,
    SoftmaxCrossEntropy,
    Tanh,
    one_hot,
    sigmoid,
    softmax,
)
from tests.core import oracles
from tests.core.oracles import decimal_exp
from tests.core.refusals import refused

LOSSES = [BinaryCrossEntropy(), SoftmaxCrossEntropy(), MeanSquaredError()]
scores = st.floats(-300, 300)


def example(loss, rng, n=3, m=5, dtype=float):
    """Z and Y that the loss accepts."""
    Z = (3 * rng.standard_normal((n, m))).astype(dtype)
    if isinstance(loss, BinaryCrossEntropy):
        return Z, rng.integers(0, 2, (n, m)).astype(dtype)
    if isinstance(loss, SoftmaxCrossEntropy):
        return Z, one_hot(rng.integers(0, n, m), n).astype(dtype)
    return Z, rng.standard_normal((n, m)).astype(dtype)


@pytest.mark.parametrize("m", [1, 2, 9])
@pytest.mark.parametrize("n", [1, 2, 4])
@pytest.mark.parametrize("loss", LOSSES, ids=repr)
def test_value_and_gradient_are_autograds(loss, n, m):
    rng = np.random.default_rng(10 * n + m)
    Z, Y = example(loss, rng, n, m)
    kind = type(loss).__name__
    assert loss.value(Z, Y) == pytest.approx(oracles.loss_value(kind, Z.T, Y.T), rel=1e-12)
    expected = grad(lambda z: oracles.loss_value(kind, z, Y.T))(Z.T).T
    np.testing.assert_allclose(loss.gradient(Z, Y), expected, rtol=1e-9, atol=1e-12)
    # A - Y over m, for all three.
    np.testing.assert_allclose(loss.gradient(Z, Y), (loss.output(Z) - Y) / m, atol=1e-15)


@given(scores, st.integers(0, 1))
def test_binary_cross_entropy_to_the_last_digits(z, y):
    a = 1 / (1 + decimal_exp(-z))
    exact = -(a if y else 1 - a).ln()
    ours = Decimal(BinaryCrossEntropy().value([[z]], [[y]]))
    assert abs(ours - exact) <= exact * Decimal("1e-15")


@given(arrays(float, st.tuples(st.integers(2, 5), st.just(1)), elements=scores), st.data())
def test_softmax_cross_entropy_to_the_last_digits(Z, data):
    label = data.draw(st.integers(0, len(Z) - 1))
    powers = [decimal_exp(z) for z in Z[:, 0]]
    exact = -(powers[label] / sum(powers)).ln()
    ours = Decimal(SoftmaxCrossEntropy().value(Z, one_hot([label], len(Z))))
    assert abs(ours - exact) <= Decimal("1e-15") + exact * Decimal("1e-12")


def test_the_lectures_softmax_loss():
    # SM-04: y = class 2 of 4, ŷ = [.3, .2, .1, .4] → -log .2 = 1.609.
    Z = np.log([[0.3], [0.2], [0.1], [0.4]])
    assert SoftmaxCrossEntropy().value(Z, [[0], [1], [0], [0]]) == pytest.approx(-math.log(0.2))
    assert round(-math.log(0.2), 3) == 1.609


def test_values_by_hand():
    assert MeanSquaredError().value([[1, 2], [0, 0]], [[1, 4], [3, 0]]) == (4 + 9) / 4
    # Half of log 2 per undecided answer, added over rows, averaged over columns.
    assert BinaryCrossEntropy().value(np.zeros((3, 2)), np.ones((3, 2))) == 3 * np.log(2)
    assert SoftmaxCrossEntropy().value(np.zeros((5, 2)), one_hot([0, 4], 5)) == np.log(5)


def test_logistic_cost_of_the_lectures_four_examples():
    # BP-04: A = [.8, .6, .9, .7], Y = [0, 1, 1, 1].
    A, Y = np.array([[0.8, 0.6, 0.9, 0.7]]), [[0, 1, 1, 1]]
    expected = -(math.log(0.2) + math.log(0.6) + math.log(0.9) + math.log(0.7)) / 4
    assert BinaryCrossEntropy().value(np.log(A / (1 - A)), Y) == pytest.approx(expected)
    np.testing.assert_allclose(
        BinaryCrossEntropy().gradient(np.log(A / (1 - A)), Y), [[0.2, -0.1, -0.025, -0.075]]
    )


def test_two_classes_are_logistic_regression():
    # SM-05: softmax of (z, 0) has the loss and the gradient of one sigmoid output.
    z, y = np.array([[-2.0, 0.5, 3.0]]), np.array([[0, 1, 0]])
    two, one = SoftmaxCrossEntropy(), BinaryCrossEntropy()
    Z, Y = np.vstack([z, 0 * z]), np.vstack([y, 1 - y])
    assert two.value(Z, Y) == pytest.approx(one.value(z, y), rel=1e-14)
    np.testing.assert_allclose(two.gradient(Z, Y)[:1], one.gradient(z, y), rtol=1e-13)


def test_outputs_and_labels():
    Z = np.array([[-1.0, 2.0, 0.5], [0.0, 3.0, -4.0]])
    np.testing.assert_array_equal(BinaryCrossEntropy().output(Z), sigmoid(Z))
    np.testing.assert_array_equal(SoftmaxCrossEntropy().output(Z), softmax(Z))
    np.testing.assert_array_equal(MeanSquaredError().output(Z), Z)
    np.testing.assert_array_equal(BinaryCrossEntropy().labels(sigmoid(Z[:1])), [0, 1, 1])
    np.testing.assert_array_equal(BinaryCrossEntropy().labels(sigmoid(Z)), Z > 0)
    np.testing.assert_array_equal(SoftmaxCrossEntropy().labels(softmax(Z)), [1, 1, 0])


@pytest.mark.parametrize("loss", LOSSES, ids=repr)
def test_float32_in_float32_out(loss):
    Z, Y = example(loss, np.random.default_rng(3), dtype=np.float32)
    assert loss.gradient(Z, Y.astype(float)).dtype == loss.output(Z).dtype == np.float32
    assert type(loss.value(Z, Y)) is float
    assert loss.value(Z, Y) == pytest.approx(loss.value(Z.astype(float), Y), rel=1e-6)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("size", [1e3, 1e10, 1e38])
def test_extreme_scores_warn_of_nothing(size, dtype):
    with np.errstate(all="raise"):
        wrong, right = np.array([[size], [-size]], dtype), np.array([[-size], [size]], dtype)
        soft = SoftmaxCrossEntropy()
        assert soft.value(right, [[0], [1]]) == 0
        assert soft.value(wrong, [[0], [1]]) == pytest.approx(2 * size, rel=1e-6)
        np.testing.assert_array_equal(soft.gradient(wrong, [[0], [1]]), [[1], [-1]])
        binary = BinaryCrossEntropy()
        assert binary.value(wrong, [[1], [0]]) == 0
        assert binary.value(wrong, [[0], [1]]) == pytest.approx(2 * size, rel=1e-6)
        np.testing.assert_array_equal(binary.gradient(wrong, [[0], [1]]), [[1], [-1]])


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_scores_at_both_ends_of_the_numbers(dtype):
    """A right answer costs 0, however far the wrong class is; a wrong one costs infinity."""
    end = 0.6 * np.finfo(dtype).max
    Z, soft = np.array([[end, end, 0], [-end, -end, 0]], dtype), SoftmaxCrossEntropy()
    with np.errstate(all="raise"):
        assert soft.value(Z[:, :1], [[1], [0]]) == 0
        assert soft.value(Z[:, :1], [[0], [1]]) == math.inf
        assert soft.value(Z, [[1, 1, 1], [0, 0, 0]]) == pytest.approx(math.log(2) / 3)
        np.testing.assert_array_equal(soft.gradient(Z[:, :1], [[0], [1]]), [[1], [-1]])
        np.testing.assert_array_equal(soft.output(Z[:, :1]), [[1], [0]])


def test_columns_of_very_different_scores():
    Z, Y = np.array([[0.0, 5000], [1, 5001]]), one_hot([0, 0], 2)
    loss = SoftmaxCrossEntropy()
    assert loss.value(Z, Y) == pytest.approx(loss.value(Z[:, :1], Y[:, :1]), rel=1e-12)
    np.testing.assert_allclose(loss.gradient(Z, Y)[:, 0], loss.gradient(Z, Y)[:, 1], rtol=1e-12)


def test_a_cost_beyond_all_numbers_is_infinite():
    assert MeanSquaredError().value([[1e200]], [[0]]) == math.inf
    assert MeanSquaredError().value(np.array([[1e30]], np.float32), [[0]]) == math.inf


@pytest.mark.parametrize("loss", LOSSES, ids=repr)
def test_inputs_of_any_kind(loss):
    Z, Y = example(loss, np.random.default_rng(4), 3, 8)
    value = loss.value(Z[:, ::2], Y[:, ::2])
    assert value == loss.value(Z[:, ::2].copy(), Y[:, ::2].copy())
    assert value == loss.value(Z[:, ::2].tolist(), Y[:, ::2].tolist())
    if loss.classifies:
        assert loss.value(Z, Y) == loss.value(Z, Y.astype(np.uint8)) == loss.value(Z, Y == 1)


@pytest.mark.parametrize("loss", LOSSES, ids=repr)
def test_copies_and_pickles(loss):
    Z, Y = example(loss, np.random.default_rng(5))
    for twin in (copy.deepcopy(loss), pickle.loads(pickle.dumps(loss)), eval(repr(loss))):
        assert twin.value(Z, Y) == loss.value(Z, Y)


# ---- refusals ----


@pytest.mark.parametrize("loss", LOSSES, ids=repr)
@pytest.mark.parametrize(
    ("Z", "word"),
    [
        (np.zeros(3), "(n, m)"),
        (1.0, "(n, m)"),
        (np.zeros((2, 0)), "(2, 0)"),
        (np.zeros((1, 2, 3)), "(1, 2, 3)"),
        ([[np.nan]], "NaN"),
        ([[np.inf]], "infinity"),
        ([["a"]], "real numbers"),
        (None, "real numbers"),
        ([[1], [1, 2]], "ragged"),
    ],
)
def test_bad_scores(loss, Z, word):
    refused(lambda: loss.output(Z), "Z", word)
    refused(lambda: loss.value(Z, [[1]]), "Z", word)
    refused(lambda: loss.gradient(Z, [[1]]), "Z", word)


@pytest.mark.parametrize(
    ("loss", "n", "Y", "words"),
    [
        (BinaryCrossEntropy(), 1, [[0], [1], [1]], ["(3, 1)", "(1, 3)", "Y.T"]),
        (BinaryCrossEntropy(), 1, [0, 1, 1], ["(3,)", "Y.reshape(1, -1)"]),
        (BinaryCrossEntropy(), 1, [[0, 1]], ["(1, 2)", "(1, 3)"]),
        (BinaryCrossEntropy(), 1, [[-1, 1, 1]], ["-1", "0 and 1"]),
        (BinaryCrossEntropy(), 1, [[0, 1, 2]], ["2", "0 and 1"]),
        (BinaryCrossEntropy(), 1, [[0, 1, 0.5]], ["0.5", "0 and 1"]),
        (BinaryCrossEntropy(), 1, [[0, 1, np.nan]], ["Y", "NaN"]),
        (SoftmaxCrossEntropy(), 4, [0, 1, 3], ["(3,)", "one_hot(labels, C=4)"]),
        (SoftmaxCrossEntropy(), 4, [[0, 1, 3]], ["(1, 3)", "one_hot(labels, C=4)"]),
        (SoftmaxCrossEntropy(), 4, np.eye(4)[:3], ["(3, 4)", "Y.T"]),
        (SoftmaxCrossEntropy(), 4, np.zeros((4, 3)), ["column 0", "one-hot"]),
        (SoftmaxCrossEntropy(), 4, np.full((4, 3), 0.25), ["one-hot"]),
        (SoftmaxCrossEntropy(), 4, np.eye(4)[:, :3] * [1, 1, 2], ["column 2", "one-hot"]),
        (SoftmaxCrossEntropy(), 2, [[1, 1, 0.5], [0, 0, 0.5]], ["column 2"]),
        (MeanSquaredError(), 2, np.zeros((3, 2)), ["Y.T"]),
        (MeanSquaredError(), 2, [["a"]], ["Y", "real numbers"]),
        (MeanSquaredError(), 2, np.full((2, 3), np.inf), ["Y", "infinity"]),
        (MeanSquaredError(), 2, None, ["Y"]),
    ],
)
def test_bad_targets(loss, n, Y, words):
    refused(lambda: loss.value(np.zeros((n, 3)), Y), *words)
    refused(lambda: loss.gradient(np.zeros((n, 3)), Y), *words)


def test_a_sigmoid_under_binary_cross_entropy():
    refused(
        lambda: Network([Dense(2, 1), Sigmoid()], BinaryCrossEntropy()),
        "ends in Sigmoid()",
        "applies the sigmoid itself",
        "leave Sigmoid() out",
    )
    Network([Dense(2, 1), Sigmoid()], MeanSquaredError())
    Network([Dense(2, 1), Tanh()], BinaryCrossEntropy())


def test_one_output_under_softmax():
    refused(lambda: Network([Dense(2, 1)], SoftmaxCrossEntropy()), "1 output", "one per class")
