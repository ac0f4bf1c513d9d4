"""The exercises' own numbers: the symptom, the training, the rates that hold."""

import numpy as np
import pytest
from autograd import grad
from autograd import numpy as anp

from dlcourse import BinaryCrossEntropy, Dense, GradientDescent, Network, train
from dlcourse.topics.gradient_descent.exercises import (
    choice,
    choose_rate,
    descend,
    line_step,
    logistic_gradient,
)
from dlcourse.topics.gradient_descent.exercises.logistic import RATE, STEPS, M, data
from dlcourse.topics.gradient_descent.exercises.walking import Slope


def test_the_symptom_is_true():
    x, y = np.array([1.0, 2.0]), np.array([3.0, 5.0])
    assert line_step.given(0.0, 0.0, x, y, 0.1)[1] == pytest.approx(0.3025)
    assert line_step.reference(0.0, 0.0, x, y, 0.1)[1] == pytest.approx(0.4)


def test_a_step_is_that_of_gradient_descent():
    rng = np.random.default_rng(0)
    x, y = rng.normal(size=(2, 9))

    def cost(theta):
        return anp.mean((theta[0] * x + theta[1] - y) ** 2) / 2

    theta = np.array([0.7, -1.2])
    right = GradientDescent(0.3).step(theta, grad(cost)(theta))
    np.testing.assert_allclose(line_step.reference(*theta, x, y, 0.3), right)


def test_the_mended_step_is_one_line_shorter():
    def mended(w, b, x, y, learning_rate):
        error = w * x + b - y
        w = w - learning_rate * np.mean(error * x)
        b = b - learning_rate * np.mean(error)
        return w, b

    assert line_step.check(line_step.given).kind == "open"
    assert line_step.check(mended).passed


def test_the_readers_gradient_trains_as_the_network_does():
    errors = logistic_gradient.train(logistic_gradient.reference)
    network = Network([Dense(2, 1)], BinaryCrossEntropy())
    for seed, error in enumerate(errors):
        X, Y, X_dev, Y_dev = data(seed)
        assert X.shape == (2, M)
        *_, last = train(network, np.zeros(3), X, Y, GradientDescent(RATE), epochs=STEPS)
        assert network.error(last.theta, X_dev, Y_dev) == pytest.approx(error, abs=1e-9)
    assert np.mean(errors) < logistic_gradient.reach - 0.01


def test_what_is_stated_about_the_runs_without_training_is_true():
    dev = [np.mean(data(seed)[3]) for seed in range(8)]  # all are answered with class 0
    assert np.mean(dev) == pytest.approx(logistic_gradient.without, abs=0.01)


@pytest.mark.parametrize(
    ("alpha", "kind", "words"),
    [
        (0.1, "not shown", "does harm"),
        (0.3, "not shown", "does harm"),
        (0.7, "passed", "leaves 0 out"),
        (1.0, "passed", "leaves 0 out"),
        (3.0, "not shown", "covers 0"),
        (10.0, "not shown", "covers 0"),
    ],
)
def test_a_rate_is_judged_by_ten_pairs(alpha, kind, words):
    verdict = choose_rate.check(lambda: ((alpha, range(10)), (0.5, range(10))))
    assert verdict.kind == kind and words in verdict.sentence


@pytest.mark.parametrize("seed", range(10))
def test_the_rate_that_a_walk_bears_grows_as_its_answers_get_surer(seed):
    """As the conclusion says: 2/c is about 0.32 at the start, and several times as large later."""
    rng = np.random.default_rng(seed)
    X, Y = choice._data(rng, choice.M)
    inputs, theta, critical = np.vstack([X, np.ones(choice.M)]), np.zeros(3), []
    for _ in range(choice.STEPS):
        A = 1 / (1 + np.exp(-theta @ inputs))
        curvatures = np.linalg.eigvalsh((inputs * A * (1 - A)) @ inputs.T / choice.M)
        critical.append(2 / curvatures.max())
        theta = theta - 1.0 * inputs @ (A - Y[0]) / choice.M
    assert critical[0] == pytest.approx(0.32, abs=0.12) and np.mean(critical[10:]) > 1


def test_slopes_are_shown_as_one_writes_them():
    names = [Slope(*k).__name__ for k in ((2.0, 1.5), (1.0, -0.5), (1.0, 0.0), (3.0,))]
    assert names == ["x ↦ 2·(x - 1.5)", "x ↦ 1·(x + 0.5)", "x ↦ 1·x", "x ↦ 3·cos(x)"]
    verdict = descend.check(lambda slope, start, learning_rate, steps: np.zeros(steps + 1))
    assert ("slope", "x ↦ 1·x") in verdict.rows
