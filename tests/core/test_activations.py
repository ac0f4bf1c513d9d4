"""Activation functions against 200-digit arithmetic, the lecture's numbers and their laws."""

import math
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from dlcourse import leaky_relu, one_hot, relu, sigmoid, softmax, tanh
from tests.core.oracles import decimal_exp
from tests.core.refusals import refused

ELEMENTWISE = [sigmoid, tanh, relu, leaky_relu]
finite = st.floats(-1e300, 1e300)
moderate = st.floats(-700, 700)


@given(moderate)
def test_sigmoid_to_the_last_digits(z):
    exact = 1 / (1 + decimal_exp(-z))
    assert abs(Decimal(float(sigmoid(z))) - exact) <= exact * Decimal("4e-16")


@given(finite)
def test_elementwise_functions_by_their_definition(z):
    assert tanh(z) == pytest.approx(math.tanh(z), rel=1e-14, abs=1e-300)
    assert relu(z) == (z if z > 0 else 0)
    assert leaky_relu(z, 0.25) == (z if z > 0 else z / 4)
    assert leaky_relu(z) == (z if z > 0 else 0.01 * z)
    assert leaky_relu(z, 0) == relu(z)


def test_slopes_that_the_lectures_name():
    h = 1e-6
    assert (sigmoid(h) - sigmoid(-h)) / (2 * h) == pytest.approx(1 / 4)
    assert (tanh(h) - tanh(-h)) / (2 * h) == pytest.approx(1)
    assert sigmoid(2) + sigmoid(-2) == pytest.approx(1)


def test_softmax_of_the_lecture():
    z = [5, 2, -1, 3]
    assert sum(math.exp(x) for x in z) == pytest.approx(176.3, abs=0.05)
    np.testing.assert_allclose(softmax(z), [0.842, 0.042, 0.002, 0.114], atol=5e-4)


@given(st.lists(moderate, min_size=1, max_size=6))
def test_softmax_to_the_last_digits(z):
    total = sum(decimal_exp(x) for x in z)
    for a, x in zip(softmax(z), z, strict=True):
        assert abs(Decimal(float(a)) - decimal_exp(x) / total) < Decimal("1e-13")


@given(arrays(float, array_shapes(min_dims=1, max_dims=2), elements=st.floats(-50, 50)), moderate)
def test_softmax_laws(z, shift):
    a = softmax(z)
    assert a.shape == z.shape
    np.testing.assert_allclose(a.sum(axis=0), 1)
    np.testing.assert_allclose(softmax(z + shift), a, atol=1e-12)
    of_the_largest = np.take_along_axis(a, np.expand_dims(z.argmax(axis=0), 0), axis=0)
    np.testing.assert_array_equal(of_the_largest[0], a.max(axis=0))


def test_softmax_shifts_each_column_by_its_own_largest_score():
    z = np.array([[0.0, 1000, -5000], [1, 1001, -4999]])
    np.testing.assert_allclose(softmax(z), softmax([0, 1])[:, None] * np.ones(3), rtol=1e-12)


def test_softmax_of_two_classes_is_the_sigmoid():
    z = np.linspace(-9, 9, 7)
    np.testing.assert_allclose(softmax(np.stack([z, 0 * z]))[0], sigmoid(z), rtol=1e-13)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_largest_numbers_warn_of_nothing(dtype):
    largest = np.finfo(dtype).max
    z = np.array([-largest, -1000, 0, 1000, largest], dtype)
    with np.errstate(all="raise"):
        np.testing.assert_array_equal(sigmoid(z), [0, 0, 0.5, 1, 1])
        np.testing.assert_array_equal(softmax(z), [0, 0, 0, 0, 1])
        np.testing.assert_array_equal(tanh(z), [-1, -1, 0, 1, 1])
        np.testing.assert_array_equal(relu(z), [0, 0, 0, 1000, largest])
        np.testing.assert_array_equal(leaky_relu(z, 0.5), [-largest / 2, -500, 0, 1000, largest])


@pytest.mark.parametrize("g", [*ELEMENTWISE, softmax])
def test_types_and_shapes(g):
    wide = np.linspace(-3, 3, 24).reshape(4, 6)
    assert g(wide.astype(np.float32)).dtype == np.float32
    assert g(wide).dtype == g(wide.astype(np.float16)).dtype == g([1, 2]).dtype == np.float64
    np.testing.assert_array_equal(g(wide[::2, ::3]), g(wide[::2, ::3].copy()))
    np.testing.assert_array_equal(g(wide.T), g(wide.T.copy()))
    np.testing.assert_array_equal(g(np.array([[2, -1]])), g(np.array([[2.0, -1.0]])))


@pytest.mark.parametrize("g", ELEMENTWISE)
def test_a_number_gives_a_number_and_nothing_nothing(g):
    assert isinstance(g(1), np.float64)
    assert g(np.zeros((0, 3))).shape == (0, 3)


@pytest.mark.parametrize("g", [*ELEMENTWISE, softmax])
@pytest.mark.parametrize(
    ("z", "word"),
    [
        (np.nan, "NaN"),
        ([1, np.inf], "infinity"),
        (np.array([np.nan, 1], np.float32), "NaN"),
        ("0.5", "real numbers"),
        (None, "real numbers"),
        ([1j], "complex"),
        ([[1], [1, 2]], "ragged"),
        (np.array(["2026-11-21"], "datetime64[D]"), "datetime64"),
    ],
)
def test_what_is_no_number_is_refused(g, z, word):
    refused(lambda: g(z), "z", word)


def test_softmax_needs_scores():
    refused(lambda: softmax(1.0), "z", "(C,)")
    refused(lambda: softmax(np.zeros((0, 3))), "z", "at least one score")


@pytest.mark.parametrize("slope", [-0.1, 1, 2.5, np.nan, np.inf, None, "0.1", True, [0.1]])
def test_bad_slope(slope):
    refused(lambda: leaky_relu(1.0, slope), "slope", "[0, 1)")


def test_one_hot_by_hand():
    np.testing.assert_array_equal(one_hot([2, 0, 2], C=3), [[0, 1, 0], [0, 0, 0], [1, 0, 1]])
    np.testing.assert_array_equal(one_hot(np.array([1.0]), 2), [[0], [1]])


@given(st.data(), st.integers(1, 12))
def test_one_hot_is_undone_by_argmax(data, C):
    labels = data.draw(st.lists(st.integers(0, C - 1), min_size=1, max_size=20))
    Y = one_hot(labels, C)
    assert Y.shape == (C, len(labels)) and Y.sum() == len(labels) and set(Y.flat) <= {0, 1}
    assert Y.argmax(axis=0).tolist() == labels


@pytest.mark.parametrize(
    ("labels", "C", "word"),
    [
        ([0, 3], 3, "from 0 to 2"),
        ([-1], 3, "-1"),
        ([0.5], 3, "0.5"),
        ([[0, 1]], 3, "(1, 2)"),
        ([], 3, "(0,)"),
        ([np.nan], 3, "NaN"),
        (["a"], 3, "real numbers"),
        ([0], 0, "C is 0"),
        ([0], 2.0, "C is 2.0"),
        ([0], None, "C is None"),
        ([0], True, "C is True"),
    ],
)
def test_bad_labels(labels, C, word):
    refused(lambda: one_hot(labels, C), word)
