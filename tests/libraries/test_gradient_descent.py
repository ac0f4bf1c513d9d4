"""What notebook 01 shows of PyTorch, Keras and scikit-learn gives the numbers of this course."""

import keras
import numpy as np
import pytest
import torch

from dlcourse import (
    BinaryCrossEntropy,
    Dense,
    GradientDescent,
    MeanSquaredError,
    Network,
    inverse_time,
    train,
)
from dlcourse.topics.gradient_descent.runs import HOURS, PASSED, POINTS, descend
from tests.libraries.blocks import run

NOTEBOOK = "01_gradient_descent"
LINE = Network([Dense(1, 1)], MeanSquaredError())
STUDENTS = {"hours": HOURS.astype(int), "points": POINTS.astype(int)}  # as the notebook has them


def one_step():
    """w and b after the first step from 0 with α = 0.02."""
    X, Y = HOURS.reshape(1, 8), POINTS.reshape(1, 8)
    return GradientDescent(0.02).step(np.zeros(2), LINE.cost_and_gradient(np.zeros(2), X, Y)[1])


def test_a_step_of_the_line_in_pytorch():
    left = run(NOTEBOOK, "PyTorch: a step of the line", torch=torch, **STUDENTS)
    assert [left["w"].item(), left["b"].item()] == pytest.approx(one_step(), rel=1e-6)


def test_a_lowered_rate_in_pytorch():
    left = run(NOTEBOOK, "PyTorch: a rate that is lowered", torch=torch)
    places = descend(np.sign, 3.2, inverse_time(0.5, decay_rate=0.1), 100)
    assert left["w"].item() == pytest.approx(places[-1], abs=1e-5)


# Keras reads its tensors in a way that numpy 2 warns of
@pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")
def test_a_step_of_the_line_in_keras():
    left = run(NOTEBOOK, "Keras: a step of the line", keras=keras, **STUDENTS)
    assert [left["kernel"].item(), left["bias"].item()] == pytest.approx(one_step(), rel=1e-5)


def test_scikit_learn_finds_where_the_walks_end():
    left = run(NOTEBOOK, "scikit-learn: line and logistic curve", np=np, **STUDENTS)
    passed = PASSED["another class"]
    np.testing.assert_array_equal(left["passed"], passed)
    centred = (HOURS - HOURS.mean()).reshape(1, 8)
    for fitted, loss, Y, rate in (
        ("line", MeanSquaredError(), POINTS, 0.3),
        ("curve", BinaryCrossEntropy(), passed, 1.0),
    ):
        network = Network([Dense(1, 1)], loss)
        steps = train(
            network, np.zeros(2), centred, Y.reshape(1, 8), GradientDescent(rate), epochs=2000
        )
        *_, last = steps
        w, b = last.theta
        found = np.ravel(left[fitted].coef_).item(), np.ravel(left[fitted].intercept_).item()
        assert found == pytest.approx((w, b - w * HOURS.mean()), rel=1e-3)
