"""The exercises of notebook 02, against autograd, and what they state about their runs."""

import importlib

import autograd
import autograd.numpy as anp
import numpy as np
import pytest

from dlcourse.topics.backpropagation import exercises

HOME = "dlcourse.topics.backpropagation.exercises"


def sigmoid(Z):
    return 1 / (1 + anp.exp(-Z))


def test_the_graphs_gradient():
    gradient = autograd.grad(lambda v: (v[0] + v[1]) * v[1] * v[2])
    for values in ([1.0, 2.0, 5.0], [-2.0, 0.5, 3.0]):
        expected = gradient(np.array(values))
        np.testing.assert_allclose(exercises.graph_gradient.reference(*values), expected)


def test_the_squared_errors_gradient():
    rng = np.random.default_rng(0)
    W, b, X = rng.normal(size=(1, 3)), rng.normal(size=(1, 1)), rng.normal(size=(3, 6))
    Y = rng.integers(0, 2, (1, 6)).astype(float)

    def J(W, b):
        return anp.sum((sigmoid(anp.dot(W, X) + b) - Y) ** 2) / 12

    dW, db = exercises.squared_error_gradient.reference(W, b, X, Y)
    np.testing.assert_allclose(dW, autograd.grad(J, 0)(W, b))
    np.testing.assert_allclose(db, autograd.grad(J, 1)(W, b))


def test_the_hidden_gradient_and_where_the_given_one_is_wrong():
    rng = np.random.default_rng(1)
    parameters = [rng.normal(size=s) for s in ((4, 2), (4, 1), (1, 4), (1, 1))]
    X, Y = rng.normal(size=(2, 5)), rng.integers(0, 2, (1, 5)).astype(float)

    def J(p):
        A = sigmoid(anp.dot(p[2], sigmoid(anp.dot(p[0], X) + p[1])) + p[3])
        return -anp.mean(Y * anp.log(A) + (1 - Y) * anp.log(1 - A))

    expected = autograd.grad(J)(parameters)
    right = exercises.hidden_gradient.reference(*parameters, X, Y)
    given = exercises.hidden_gradient.given(*parameters, X, Y)
    for mine, wrong, value, name in zip(
        right, given, expected, ("W1", "b1", "W2", "b2"), strict=True
    ):
        np.testing.assert_allclose(mine, value, rtol=1e-9)
        assert np.allclose(wrong, value) == (name in ("W2", "b2"))  # as its symptom says


def test_swish_and_what_is_stated_about_its_runs():
    swish = importlib.import_module(f"{HOME}.swish")
    Z = np.linspace(-5, 5, 12).reshape(3, 4)
    slope = autograd.elementwise_grad(lambda Z: Z * sigmoid(Z))(Z)
    np.testing.assert_allclose(swish._swish_backward(np.ones((3, 4)), Z), slope, rtol=1e-9)
    frozen = np.mean(swish._dev_errors(lambda dA, Z: 0 * dA))
    assert frozen == pytest.approx(exercises.swish_backward.without, abs=0.0006)
    assert np.mean(swish._dev_errors(swish._swish_backward)) < 0.03
    # the rings take a curve: without an activation the network is a straight line
    assert np.mean(swish._dev_errors(lambda dA, Z: dA, lambda Z: Z)) > 0.4


def test_the_choice_can_be_made_and_missed():
    for alpha, kind in ((1.0, "passed"), (0.3, "not shown"), (5.0, "not shown")):
        verdict = exercises.choose_learning_rate.check(
            lambda alpha=alpha: ((alpha, range(10)), (0.5, range(10)))
        )
        assert verdict.kind == kind, alpha
        if alpha == 1.0:
            assert dict(verdict.rows)["dev error, α = 0.5"][0] == "9"  # "about one in ten"
