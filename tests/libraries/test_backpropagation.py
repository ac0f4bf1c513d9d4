"""What notebook 02 shows for other libraries gives the gradients and networks of `dlcourse`."""

import numpy as np
import pytest

from dlcourse import (
    BinaryCrossEntropy,
    Dense,
    GradientDescent,
    Network,
    SoftmaxCrossEntropy,
    Tanh,
    train,
)
from dlcourse.topics import digits
from tests.libraries.blocks import run

pytest.importorskip("torch")
pytest.importorskip("sklearn")
pytest.importorskip("keras")
NOTEBOOK = "02_backpropagation"


def test_pytorchs_gradient_is_that_of_dlcourse():
    rng = np.random.default_rng(0)
    W, b, X = rng.normal(size=(1, 3)), rng.normal(size=(1, 1)), rng.normal(size=(3, 5))
    Y = rng.integers(0, 2, (1, 5)).astype(float)
    theirs = run(NOTEBOOK, "PyTorch: forward and back", W=W, b=b, X=X, Y=Y)
    network = Network([Dense(3, 1)], BinaryCrossEntropy())
    J, dtheta = network.cost_and_gradient(np.concatenate([W.ravel(), b.ravel()]), X, Y)
    assert theirs["J"].item() == pytest.approx(J)
    np.testing.assert_allclose(theirs["dW"].numpy().ravel(), dtheta[:3], rtol=1e-9)
    np.testing.assert_allclose(theirs["db"].numpy().ravel(), dtheta[3:], rtol=1e-9)


def test_pytorchs_check_says_fine():
    Z = np.random.default_rng(0).normal(size=(3, 4))
    assert run(NOTEBOOK, "PyTorch: a gradient check", Z1=Z)["fine"] is True


def digits_read_wrongly(predict):
    """Dev errors: that of our own network, and that of labels which `predict` gives."""
    (X, Y), (X_dev, Y_dev), *_ = digits.split(300, np.random.default_rng(0))
    network = Network([Dense(64, 32), Tanh(), Dense(32, 10)], SoftmaxCrossEntropy())
    theta = network.initialize(np.random.default_rng(0))
    *_, last = train(network, theta, X, Y, GradientDescent(0.5), epochs=200)
    theirs = float(np.mean(predict(X, Y, X_dev) != Y_dev.argmax(axis=0)))
    return network.error(last.theta, X_dev, Y_dev), theirs


def test_scikit_learns_network_reads_as_well():
    def predict(X, Y, X_dev):
        with pytest.warns(UserWarning, match="Maximum iterations"):
            net = run(NOTEBOOK, "scikit-learn: a network on the digits", train=(X, Y))["net"]
        return net.predict(X_dev.T)

    mine, theirs = digits_read_wrongly(predict)
    assert theirs == pytest.approx(mine, abs=0.03)


# of PyTorch, which numpy 2 tells so
@pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")
def test_keras_network_reads_as_well():
    def predict(X, Y, X_dev):
        net = run(NOTEBOOK, "Keras: the same network", train=(X, Y))["net"]
        return net.predict(X_dev.T, verbose=0).argmax(axis=1)

    mine, theirs = digits_read_wrongly(predict)
    assert theirs == pytest.approx(mine, abs=0.03)
