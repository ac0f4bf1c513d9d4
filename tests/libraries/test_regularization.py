"""The penalties of notebook 04 in other libraries, against `dlcourse`: the conversions hold."""

import numpy as np
import pytest

import dlcourse as dl
from tests.libraries.blocks import run

torch = pytest.importorskip("torch")
pytest.importorskip("sklearn")

M, LAMBDA, ALPHA = 40, 3.0, 0.5


def descend(network, X, Y, steps=4000):
    """θ after so many steps of gradient descent from 0."""
    theta = np.zeros(network.size)
    for step in dl.train(network, theta, X, Y, dl.GradientDescent(ALPHA), steps):
        theta = step.theta
    return theta


def data(seed=0):
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(3, M))
    Y = (X[:1] - X[1:2] + rng.normal(size=(1, M)) > 0.3).astype(float)
    return X, Y, X[0] - 2 * X[1] + 0.5 + 0.1 * rng.normal(size=M)


def test_pytorch_decays_weights_and_spares_biases():
    X, Y, _ = data()
    network = dl.Network(
        [dl.Dense(3, 4), dl.Tanh(), dl.Dense(4, 1)], dl.BinaryCrossEntropy(), dl.L2(LAMBDA)
    )
    theta = network.initialize(np.random.default_rng(1)) + 0.1
    model = torch.nn.Sequential(torch.nn.Linear(3, 4), torch.nn.Tanh(), torch.nn.Linear(4, 1))
    model.double()
    layers = [layer for layer in network.unpack(theta) if layer]
    for theirs, ours in zip((model[0], model[2]), layers, strict=True):
        theirs.weight.data = torch.tensor(ours["W"].copy())
        theirs.bias.data = torch.tensor(ours["b"][:, 0].copy())
    names = run(
        "04_regularization", "PyTorch: weight decay", model=model, lambd=LAMBDA, m=M, alpha=ALPHA
    )
    loss = torch.nn.BCEWithLogitsLoss()
    *steps, last = dl.train(network, theta, X, Y, dl.GradientDescent(ALPHA), 5)
    for _ in (*steps, last):
        names["optimizer"].zero_grad()
        loss(model(torch.tensor(X.T)), torch.tensor(Y.T)).backward()
        names["optimizer"].step()
    for theirs, ours in zip(
        (model[0], model[2]), [p for p in network.unpack(last.theta) if p], strict=True
    ):
        np.testing.assert_allclose(theirs.weight.detach().numpy(), ours["W"], rtol=1e-9)
        np.testing.assert_allclose(theirs.bias.detach().numpy(), ours["b"][:, 0], rtol=1e-9)


def test_scikit_learns_c_and_alpha():
    X, Y, target = data()
    names = run(
        "04_regularization",
        "scikit-learn: the penalty",
        X=X,
        Y=Y,
        target=target,
        lambd=LAMBDA,
        m=M,
    )
    logistic = dl.Network([dl.Dense(3, 1)], dl.BinaryCrossEntropy(), dl.L2(LAMBDA))
    *w, b = descend(logistic, X, Y)
    np.testing.assert_allclose(names["classifier"].coef_[0], w, atol=1e-3)
    np.testing.assert_allclose(names["classifier"].intercept_[0], b, atol=1e-3)
    ridge = dl.Network([dl.Dense(3, 1)], dl.MeanSquaredError(), dl.L2(LAMBDA))
    *w, b = descend(ridge, X, target[np.newaxis])
    np.testing.assert_allclose(names["ridge"].coef_, w, atol=1e-6)
    np.testing.assert_allclose(names["ridge"].intercept_, b, atol=1e-6)
    plain = dl.Network([dl.Dense(3, 1)], dl.MeanSquaredError())
    rest = dl.soft_threshold(plain, ALPHA * LAMBDA / M)
    descent = dl.GradientDescent(ALPHA)
    steps = dl.train(plain, np.zeros(4), X, target[np.newaxis], descent, 4000, project=rest)
    *_, last = steps
    np.testing.assert_allclose(names["lasso"].coef_, last.theta[:3], atol=1e-3)
    assert (names["lasso"].coef_ == 0).sum() == (last.theta[:3] == 0).sum() >= 1


def test_kerass_number_is_lambda_over_two_m():
    pytest.importorskip("keras")
    names = run("04_regularization", "Keras: the penalty", lambd=LAMBDA, m=M)
    layer = names["layer"]
    layer.build((None, 3))
    W = np.random.default_rng(0).normal(size=(3, 16)).astype("float32")
    layer.set_weights([W, np.full(16, 5.0, "float32")])  # biases are free
    (penalty,) = layer.losses
    assert penalty.item() == pytest.approx(dl.L2(LAMBDA).value(W, M), rel=1e-5)
