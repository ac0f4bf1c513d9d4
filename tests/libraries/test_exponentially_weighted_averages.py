"""What notebook 08 shows of PyTorch and Keras, against the averages of dlcourse."""

import numpy as np
import pytest

import dlcourse as dl
from tests.libraries.blocks import run

torch = pytest.importorskip("torch")

NOTEBOOK = "08_exponentially_weighted_averages"
BETA = 0.9


def from_first_value(path):
    """The average of each column that starts at its first value, at the end."""
    away = path - path[0]
    ends = [dl.exponentially_weighted_average(column, BETA)[-1] for column in away.T]
    return path[0] + ends


def test_lerp_is_the_recursion():
    x = dl.load_temperature()[:200]
    left = run(NOTEBOOK, "PyTorch: an exponentially weighted average", x=x, beta=BETA)
    right = dl.exponentially_weighted_average(x, BETA)
    np.testing.assert_allclose(left["averages"], right, rtol=1e-12)


def test_momentum_takes_the_same_steps_at_the_converted_rate():
    gradients = np.random.default_rng(0).normal(size=(30, 3))
    names = {"start": np.zeros(3), "alpha": 0.5, "beta": BETA, "gradients": gradients}
    left = run(NOTEBOOK, "PyTorch: momentum", **names)
    momentum, theta = dl.Momentum(0.5, beta=BETA), np.zeros(3)
    for dtheta in gradients:
        theta = momentum.step(theta, dtheta)
    np.testing.assert_allclose(left["theta"].detach().numpy(), theta, rtol=1e-12)


def data():
    rng = np.random.default_rng(1)
    X = rng.normal(size=(40, 2))
    return X, X @ np.array([[1.0], [-2.0]]) + rng.normal(size=(40, 1))


def path_of_a_descent(start, X, y, alpha):
    """θ after each step on four examples; the cost is the mean of squares, without the half."""
    theta, path = start, []
    for i in range(0, len(X), 4):
        error = X[i : i + 4] @ theta - y[i : i + 4, 0]
        theta = theta - alpha * 2 * error @ X[i : i + 4] / 4
        path.append(theta)
    return np.array(path)


def test_the_averaged_model_starts_at_the_first_parameters():
    X, y = data()
    model = torch.nn.Linear(2, 1, bias=False, dtype=torch.float64)
    start = model.weight.detach().numpy().ravel().copy()
    batches = [
        (torch.tensor(X[i : i + 4]), torch.tensor(y[i : i + 4])) for i in range(0, len(X), 4)
    ]
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    names = {"model": model, "batches": batches, "optimizer": optimizer, "beta": BETA}
    left = run(NOTEBOOK, "PyTorch: an average of the parameters", loss=torch.nn.MSELoss(), **names)
    average = left["averaged"].module.weight.detach().numpy().ravel()
    path = path_of_a_descent(start, X, y, 0.1)
    np.testing.assert_allclose(average, from_first_value(path), rtol=1e-10)
    np.testing.assert_allclose(model.weight.detach().numpy().ravel(), path[-1], rtol=1e-10)


# Keras asks PyTorch for an array in a way that numpy 2 no longer likes
@pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")
def test_fit_leaves_the_average_in_a_keras_model():
    keras = pytest.importorskip("keras")
    X, y = data()
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1, use_bias=False)])
    start = keras.ops.convert_to_numpy(model.trainable_weights[0].value).ravel().astype(float)
    names = {"model": model, "X": X, "y": y, "alpha": 0.1, "beta": BETA}
    run(NOTEBOOK, "Keras: an average of the parameters", **names)
    left = keras.ops.convert_to_numpy(model.trainable_weights[0].value).ravel()
    path = path_of_a_descent(start, X, y, 0.1)
    np.testing.assert_allclose(left, from_first_value(path), rtol=1e-4)
    assert not np.allclose(left, path[-1], rtol=1e-2)
