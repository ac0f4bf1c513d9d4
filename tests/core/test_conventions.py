"""Every conversion of docs/conventions.md: the other text's formula, written out, against ours."""

import re
from pathlib import Path

import numpy as np
import pytest

from dlcourse import (
    L1,
    L2,
    Adadelta,
    AdaGrad,
    Adam,
    BatchNorm,
    BinaryCrossEntropy,
    Dense,
    Dropout,
    GradientDescent,
    MeanSquaredError,
    Momentum,
    Nesterov,
    Network,
    ReLU,
    RMSprop,
    SoftmaxCrossEntropy,
    Tanh,
    early_stopping,
    exponential,
    he,
    inverse_sqrt,
    inverse_time,
    lecun,
    one_hot,
    relu,
    sigmoid,
    soft_threshold,
    softmax,
    staircase,
    standardize,
    train,
    xavier,
)

DOC = (Path(__file__).resolve().parents[2] / "docs" / "conventions.md").read_text("utf-8")

M = 12
RNG = np.random.default_rng(0)
X = RNG.normal(size=(3, M))
LABELS = RNG.integers(0, 2, (1, M)).astype(float)
NUMBERS = RNG.normal(size=(2, M))
START = np.array([1.5, -1.0, 0.5])


def same(a, b, tolerance=1e-12):
    np.testing.assert_allclose(a, b, rtol=tolerance, atol=tolerance)


def valley(theta):
    """The gradient of a narrow, bent valley: paths in it differ unless their formulas agree."""
    x, y, z = theta
    return np.array([x + 4 * x * (x * x - y), 2 * (y - x * x) + y, 0.1 * z])


def path(optimizer, gradient=valley, steps=30, start=START):
    """θ after each step."""
    theta, thetas = start, []
    for _ in range(steps):
        theta = optimizer.step(theta, gradient(theta))
        thetas.append(theta)
    return np.array(thetas)


def apart(a, b):
    """Whether two paths differ by more than rounding, so that a conversion is needed at all."""
    return np.abs(a - b).max() > 1e-3


def perceptron(regularizer=None, loss=None, n_y=1):
    network = Network(
        [Dense(3, 4), Tanh(), Dense(4, n_y)], loss or BinaryCrossEntropy(), regularizer
    )
    return network, network.initialize(np.random.default_rng(1))


# The document --------------------------------------------------------------------------------


def test_the_document_names_the_tests_and_the_tests_are_all_in_it():
    named = re.findall(r"`(test_\w+)`", DOC)
    written = {name for name in globals() if re.match("test_(?!the_document)", name)}
    assert len(named) == len(set(named)) > 20
    assert set(named) == written


def test_the_document_links_to_its_sections_and_every_section_has_a_test():
    sections = DOC.split("\n### ")[1:]
    anchors = {
        re.sub(r"[^\w\- ]", "", text.splitlines()[0].lower()).replace(" ", "-") for text in sections
    }
    assert set(re.findall(r"\]\(#([^)]+)\)", DOC)) == anchors
    for text in sections:
        assert "`test_" in text, text.splitlines()[0]


def test_the_document_is_read_in_five_minutes():
    words = re.findall(r"[^\W\d_]{2,}", re.sub("`test_.*`", "", DOC))
    assert len(words) < 5 * 240


# Data and parameters -------------------------------------------------------------------------


def test_rows_as_examples():
    network = Network([Dense(3, 4), ReLU(), Dense(4, 2)], SoftmaxCrossEntropy())
    theta = network.initialize(np.random.default_rng(1))
    first, _, last = network.unpack(theta)
    first["b"][:] = [[0.1], [-0.2], [0.3], [0.4]]
    rows = X.T
    keras = relu(rows @ first["W"].T + first["b"].ravel()) @ last["W"].T + last["b"].ravel()
    torch = relu(np.inner(rows, first["W"]) + first["b"].ravel())
    torch = np.inner(torch, last["W"]) + last["b"].ravel()
    same(keras, torch)
    e = np.exp(keras)
    same(e / e.sum(axis=1, keepdims=True), network.forward(theta, X).T)


def test_bias_as_the_last_column_of_W():
    network = Network([Dense(3, 2)], MeanSquaredError(), L2(0.6))
    theta = network.initialize(np.random.default_rng(1)) + 0.3
    (params,) = network.unpack(theta)
    (grads,) = network.unpack(network.cost_and_gradient(theta, X, NUMBERS)[1])

    W = np.hstack([params["W"], params["b"]])
    X_and_one = np.vstack([X, np.ones((1, M))])
    same(W @ X_and_one, network.forward(theta, X))
    penalized = np.hstack([params["W"], np.zeros((2, 1))])
    dW = (W @ X_and_one - NUMBERS) @ X_and_one.T / M + 0.6 / M * penalized
    same(dW, np.hstack([grads["W"], grads["b"]]))


# The cost ------------------------------------------------------------------------------------


def test_one_over_m_in_dW():
    network, theta = perceptron()
    last, A1 = network.unpack(theta)[2], network.layer_outputs(theta, X)[1]
    A2 = network.forward(theta, X)

    # As the lectures write it.
    dZ2 = A2 - LABELS
    dW2, db2 = 1 / M * dZ2 @ A1.T, 1 / M * dZ2.sum(axis=1, keepdims=True)
    dZ1 = last["W"].T @ dZ2 * (1 - A1**2)
    dW1, db1 = 1 / M * dZ1 @ X.T, 1 / M * dZ1.sum(axis=1, keepdims=True)

    _, dtheta = network.cost_and_gradient(theta, X, LABELS)
    ours, _, ours_last = network.unpack(dtheta)
    same(dW1, ours["W"])
    same(db1, ours["b"])
    same(dW2, ours_last["W"])
    same(db2, ours_last["b"])

    # And layer by layer: dZ' = m dZ all the way back.
    dZ = BinaryCrossEntropy().gradient(last["W"] @ A1 + last["b"], LABELS)
    same(dZ2, M * dZ)
    dA1, _ = network.layers[2].backward((last["W"], A1), dZ)
    same(dZ1, M * network.layers[1].backward(A1, dA1)[0])


def test_a_sum_over_the_examples():
    network, theta = perceptron()
    gradient = lambda theta: network.cost_and_gradient(theta, X, LABELS)[1]  # noqa: E731
    ours = path(GradientDescent(0.3), gradient, start=theta)
    summed = path(GradientDescent(0.3 / M), lambda theta: M * gradient(theta), start=theta)
    same(ours, summed, 1e-10)
    A = network.forward(theta, X)
    total = -(LABELS * np.log(A) + (1 - LABELS) * np.log(1 - A)).sum()
    same(total, M * network.cost(theta, X, LABELS))


@pytest.mark.parametrize("per_output", [False, True], ids=["1/m", "1/(m n_y)"])
def test_squared_error_without_the_half(per_output):
    network = Network([Dense(3, 2)], MeanSquaredError())
    theta = network.initialize(np.random.default_rng(1))
    count = NUMBERS.size if per_output else M
    n_y = 2 if per_output else 1

    def other(theta):
        (p,) = network.unpack(theta)
        E = p["W"] @ X + p["b"] - NUMBERS
        dZ = 2 * E / count
        return (E**2).sum() / count, np.concatenate([(dZ @ X.T).ravel(), dZ.sum(axis=1)])

    same(other(theta)[0], 2 * network.cost(theta, X, NUMBERS) / n_y)
    ours = path(
        GradientDescent(0.1), lambda t: network.cost_and_gradient(t, X, NUMBERS)[1], start=theta
    )
    theirs = path(GradientDescent(0.1 * n_y / 2), lambda t: other(t)[1], start=theta)
    same(ours, theirs)


def test_labels_of_minus_one_and_one():
    Z = RNG.normal(size=(1, M))
    signs = 2 * LABELS - 1
    same(np.mean(np.log(1 + np.exp(-signs * Z))), BinaryCrossEntropy().value(Z, LABELS))


def test_two_classes_of_softmax_are_one_sigmoid():
    Z = RNG.normal(size=(2, M))
    z = Z[1:] - Z[:1]
    same(softmax(Z)[1:], sigmoid(z))
    classes = LABELS.ravel().astype(int)
    Y = one_hot(classes, C=2)
    # As with the number of the class: the logarithm of that one entry.
    same(-np.mean(np.log(softmax(Z)[classes, np.arange(M)])), SoftmaxCrossEntropy().value(Z, Y))
    same(SoftmaxCrossEntropy().value(Z, Y), BinaryCrossEntropy().value(z, LABELS))


@pytest.mark.parametrize(
    "penalty, its_gradient, their_lambd",
    [
        (lambda w, k: k / M * np.sum(w**2), lambda w, k: 2 * k / M * w, 0.7 / 2),
        (lambda w, k: k / 2 * np.sum(w**2), lambda w, k: k * w, 0.7 / M),
        (lambda w, k: k * np.sum(w**2), lambda w, k: 2 * k * w, 0.7 / (2 * M)),
        (lambda w, k: k / (2 * M) * np.sum(w**2), lambda w, k: k / M * w, 0.7),
    ],
    ids=["λ/m", "λ/2", "λ", "λ/(2m)"],
)
def test_scalings_of_L2(penalty, its_gradient, their_lambd):
    plain, theta = perceptron()
    network, _ = perceptron(L2(0.7))
    theta[plain.penalized == 0] = 0.5  # biases, which nobody may count
    w = theta * plain.penalized
    J, dtheta = plain.cost_and_gradient(theta, X, LABELS)
    ours = network.cost_and_gradient(theta, X, LABELS)
    same(J + penalty(w, their_lambd), ours[0])
    same(dtheta + its_gradient(w, their_lambd), ours[1])


def test_lambda_of_the_whole_training_set():
    whole, size = 0.8, 4  # λ' for all M examples, a batch of 4 of them
    plain, theta = perceptron()
    network, _ = perceptron(L2(whole * size / M))
    batch = X[:, :size], LABELS[:, :size]
    theirs = plain.cost(theta, *batch) + whole / (2 * M) * np.sum(theta[plain.penalized] ** 2)
    same(theirs, network.cost(theta, *batch))


def test_ridge_is_L2():
    lambd = 3.0
    # The minimum of Σ(a - y)² + λ‖w‖², b free, in closed form.
    rows = X.T - X.T.mean(axis=0)
    y = NUMBERS[0]
    w = np.linalg.solve(rows.T @ rows + lambd * np.eye(3), rows.T @ (y - y.mean()))
    theta = np.append(w, y.mean() - w @ X.mean(axis=1))
    network = Network([Dense(3, 1)], MeanSquaredError(), L2(lambd))
    _, dtheta = network.cost_and_gradient(theta, X, NUMBERS[:1])
    same(dtheta, 0)
    _, elsewhere = Network([Dense(3, 1)], MeanSquaredError(), L2(2 * lambd)).cost_and_gradient(
        theta, X, NUMBERS[:1]
    )
    assert np.abs(elsewhere).max() > 1e-2


def test_C_is_one_over_lambda():
    lambd = 0.4
    network = Network([Dense(3, 1)], BinaryCrossEntropy(), L2(lambd))
    thetas = np.random.default_rng(2).normal(size=(5, 4))
    for theta in thetas:
        z, w = theta[:3] @ X + theta[3], theta[:3]
        theirs = w @ w / 2 + 1 / lambd * np.log(1 + np.exp(-(2 * LABELS - 1) * z)).sum()
        same(theirs, M / lambd * network.cost(theta, X, LABELS))


def test_scalings_of_L1():
    plain, theta = perceptron()
    network, _ = perceptron(L1(0.7))
    w = theta * plain.penalized
    J, dtheta = plain.cost_and_gradient(theta, X, LABELS)
    ours = network.cost_and_gradient(theta, X, LABELS)
    same(J + 0.7 / M * np.abs(w).sum(), ours[0])
    same(dtheta + 0.7 / M * np.sign(w), ours[1])


def test_lasso_is_L1():
    # Orthonormal features: the minimum of 1/(2m) Σ(a - y)² + λ'‖w‖₁ is known in closed form.
    X = np.sqrt(8) * np.linalg.qr(np.random.default_rng(3).normal(size=(8, 3)))[0].T
    y = np.array([[1.0, -0.02, 0.4]]) @ X
    lambd = 0.8
    expected = [1 - lambd / 8, 0, 0.4 - lambd / 8]

    network = Network([Dense(3, 1, bias=False)], MeanSquaredError())
    alpha = 0.5
    project = soft_threshold(network, alpha * lambd / 8)
    *_, last = train(network, np.ones(3), X, y, GradientDescent(alpha), epochs=80, project=project)
    same(last.theta, expected)
    assert last.theta[1] == 0


# Weight decay --------------------------------------------------------------------------------


def decayed(optimizer, decay, alpha, plain):
    """θ → θ after one step of `optimizer` with weight decay, as docs/conventions.md writes it."""

    def step(theta):
        dtheta = plain.cost_and_gradient(theta, X, LABELS)[1]
        return optimizer.step(theta * (1 - alpha * decay * plain.penalized), dtheta)

    return step


def followed(step, theta, steps=20):
    thetas = [theta]
    for _ in range(steps):
        thetas.append(step(thetas[-1]))
    return np.array(thetas)


@pytest.mark.parametrize(
    "make, equal",
    [(GradientDescent, True), (Momentum, False), (RMSprop, False), (Adam, False)],
)
def test_weight_decay_is_L2_under_gradient_descent_only(make, equal):
    plain, theta = perceptron()
    lambd, alpha = 5.0, 0.05
    network, _ = perceptron(L2(lambd))
    optimizer = make(alpha)
    penalized = followed(
        lambda t: optimizer.step(t, network.cost_and_gradient(t, X, LABELS)[1]), theta
    )
    decay = followed(decayed(make(alpha), lambd / M, alpha, plain), theta)
    if equal:
        same(penalized, decay)
    else:
        assert apart(penalized, decay)


def test_AdamW():
    plain, theta = perceptron()
    alpha, decay = 0.05, 0.4
    ours = followed(decayed(Adam(alpha), decay, alpha, plain), theta)
    # Loshchilov & Hutter 2019, Algorithm 2: decay beside the step, not inside the gradient.
    v = s = 0
    for t in range(1, 21):
        g = plain.cost_and_gradient(theta, X, LABELS)[1]
        v = 0.9 * v + 0.1 * g
        s = 0.999 * s + 0.001 * g**2
        step = v / (1 - 0.9**t) / (np.sqrt(s / (1 - 0.999**t)) + 1e-8)
        theta = theta - alpha * (step + decay * theta * plain.penalized)
        same(theta, ours[t], 1e-10)


# Dropout -------------------------------------------------------------------------------------


def test_the_fraction_that_is_dropped():
    # As PyTorch and Keras: a unit goes with probability p, what stays is divided by 1 - p.
    p = 0.25
    layer = Dropout(keep_prob=1 - p)
    ones = np.ones((100, 1000))
    A, _ = layer.forward({}, ones, True, np.random.default_rng(0))
    assert set(np.unique(A)) == {0, 1 / (1 - p)}
    assert abs((A == 0).mean() - p) < 0.005


def test_the_original_dropout():
    keep_prob = 0.8
    network = Network([Dense(3, 4), Tanh(), Dropout(keep_prob), Dense(4, 2)], MeanSquaredError())
    theta = network.initialize(np.random.default_rng(1))
    first, _, _, last = network.unpack(theta)
    W = last["W"] / keep_prob  # the original's weights
    A = np.tanh(first["W"] @ X + first["b"])
    same(network.forward(theta, X, train=False), (W * keep_prob) @ A + last["b"])
    D = np.random.default_rng(5).random(A.shape) < keep_prob
    trained = network.forward(theta, X, train=True, rng=np.random.default_rng(5))
    same(trained, W @ (A * D) + last["b"])
    assert 0 < D.sum() < D.size


# Optimizers ----------------------------------------------------------------------------------


@pytest.mark.parametrize("beta", [0.0, 0.5, 0.9])
def test_momentum_without_one_minus_beta(beta):
    rate = inverse_time(0.1, decay_rate=0.5)  # a schedule makes no difference here
    optimizer = Momentum(rate, beta)
    ours = path(optimizer)
    theta, v = START, 0
    for t in range(1, 31):
        v = beta * v + valley(theta)
        theta = theta - rate(t) * (1 - beta) * v
        same(theta, ours[t - 1])
    same(v, optimizer.v / (1 - beta))
    if beta:
        assert apart(ours, path(Momentum(inverse_time(0.1 * (1 - beta), 0.5), beta)))


def test_momentum_that_remembers_its_rates():
    beta = 0.8

    def theirs(rate):
        theta, v, thetas = START, 0, []
        for t in range(1, 31):
            v = beta * v - rate(t) * (1 - beta) * valley(theta)
            theta = theta + v
            thetas.append(theta)
        return np.array(thetas), v

    optimizer = Momentum(0.1, beta)
    ours = path(optimizer)
    thetas, v = theirs(lambda t: 0.1)
    same(thetas, ours)
    same(v, -0.1 * optimizer.v)
    falling = inverse_time(0.1, decay_rate=0.5)
    assert apart(theirs(falling)[0], path(Momentum(falling, beta)))


def test_dampening_differs_by_its_first_step():
    beta, alpha = 0.8, 0.05
    optimizer = Momentum(alpha, beta)
    ours = path(optimizer)
    theta, v = START, valley(START)  # not (1 - β) times it
    same(START - alpha * (1 - beta) * v, ours[0])
    optimizer = Momentum(alpha, beta)
    optimizer.t, optimizer.v = 1, v
    theta = theta - alpha * v
    rest = path(optimizer, start=theta)
    for k in range(30):
        v = beta * v + (1 - beta) * valley(theta)
        theta = theta - alpha * v
        same(theta, rest[k])


@pytest.mark.parametrize("beta", [0.0, 0.5, 0.9])
def test_nesterov_with_the_gradient_ahead(beta):
    alpha = 0.1
    optimizer = Nesterov(alpha, beta)
    theta = phi = START
    v = np.zeros(3)
    for _ in range(30):
        v = beta * v - alpha * (1 - beta) * valley(phi + beta * v)
        phi = phi + v
        theta = optimizer.step(theta, valley(theta))
        same(theta, phi + beta * v)
        same(phi, theta + alpha * beta * optimizer.v)


def test_nesterov_without_one_minus_beta():
    beta, alpha = 0.8, 0.1
    ours = path(Nesterov(alpha, beta))
    theta, v = START, 0
    for k in range(30):
        g = valley(theta)
        v = beta * v + g
        theta = theta - alpha * (1 - beta) * (g + beta * v)
        same(theta, ours[k])


@pytest.mark.parametrize("make", [AdaGrad, RMSprop])
def test_epsilon_inside_the_root(make):
    epsilon = 1e-3
    for g in (0.0, 1e-6, 1e-4, 1e-3, 1e-2, 1.0, 100.0):
        optimizer = make(1.0, epsilon=epsilon)
        outside = -optimizer.step(np.zeros(1), np.array([g]))
        inside = g / np.sqrt(optimizer.s + epsilon**2)
        assert (outside <= inside * (1 + 1e-12)).all()
        assert (inside <= np.sqrt(2) * outside * (1 + 1e-12)).all()
    at_zero = make(1.0, epsilon=epsilon)
    at_zero.step(np.zeros(1), np.zeros(1))
    same(np.sqrt(at_zero.s) + epsilon, np.sqrt(at_zero.s + epsilon**2))
    # Ours is inside for Adadelta: the first step is √(ε/((1 - β) g² + ε)) g.
    g = np.array([0.3])
    same(-Adadelta(0.9, 1e-4).step(np.zeros(1), g), np.sqrt(1e-4 / (0.1 * g**2 + 1e-4)) * g)


def test_epsilon_hat_of_adam():
    alpha, beta1, beta2, epsilon = 0.1, 0.9, 0.999, 1e-3
    ours = path(Adam(alpha, beta1, beta2, epsilon))
    theta, v, s = START, 0, 0
    for t in range(1, 31):
        g = valley(theta)
        v = beta1 * v + (1 - beta1) * g
        s = beta2 * s + (1 - beta2) * g**2
        epsilon_hat = epsilon * np.sqrt(1 - beta2**t)
        rate = alpha * np.sqrt(1 - beta2**t) / (1 - beta1**t)
        theta = theta - rate * v / (np.sqrt(s) + epsilon_hat)
        same(theta, ours[t - 1], 1e-10)


# Statistics ----------------------------------------------------------------------------------


def test_variance_by_m_minus_one():
    ours = standardize(X)
    same(ours.sigma.ravel(), np.std(X, axis=1))
    same(ours.sigma.ravel() ** 2 * M / (M - 1), np.var(X, axis=1, ddof=1))
    Z, _ = BatchNorm(3, epsilon=1e-12).forward(
        {"gamma": np.ones((3, 1)), "beta": np.zeros((3, 1))}, X, train=True
    )
    same(np.var(Z, axis=1), 1, 1e-10)


def averages_of_batch_norm(momentum, T):
    """The network's μ and σ² after T steps of full batches, and Z's before each step."""
    network = Network(
        [Dense(3, 2, bias=False), BatchNorm(2, momentum), Dense(2, 1)], BinaryCrossEntropy()
    )
    theta = network.initialize(np.random.default_rng(1))
    scores = [network.unpack(theta)[0]["W"] @ X]
    for step in train(network, theta, X, LABELS, GradientDescent(0.5), epochs=T):
        scores.append(network.unpack(step.theta)[0]["W"] @ X)
    return network.unpack(step.theta)[1], scores[:-1]


def test_running_variance_by_m_minus_one():
    T, beta = 6, 0.7
    ours, scores = averages_of_batch_norm(beta, T)
    sigma2 = np.ones(2)
    for Z in scores:
        sigma2 = beta * sigma2 + (1 - beta) * np.var(Z, axis=1, ddof=1)
    same(sigma2 - beta**T, (ours["sigma2"].ravel() - beta**T) * M / (M - 1))


def test_momentum_of_batch_norm_is_one_minus_beta():
    ours, scores = averages_of_batch_norm(0.9, 6)
    momentum = 1 - BatchNorm(2).momentum
    assert abs(momentum - 0.1) < 1e-15
    mu = np.zeros(2)
    for Z in scores:
        mu = (1 - momentum) * mu + momentum * Z.mean(axis=1)
    same(mu, ours["mu"].ravel())


# Counting ------------------------------------------------------------------------------------


def test_epochs_from_one():
    network, theta = perceptron()
    steps = list(
        train(network, theta, X, LABELS, GradientDescent(0.1), 2, 6, np.random.default_rng(0))
    )
    assert [step.epoch for step in steps] == [0, 0, 1, 1]
    assert [step.iteration for step in steps] == [1, 2, 3, 4]
    assert early_stopping([0.3, 0.2, 0.4], patience=9) == (1, 2)
    for schedule in (
        inverse_time(0.2, 1.0, 2),
        exponential(0.2, 0.5, 2),
        staircase(0.2, 0.5, 1, 2),
    ):
        assert [schedule(step.iteration) for step in steps] == [0.2, 0.2, 0.1, 0.1]
    for epoch in range(5):
        theirs = 0.2 / (1 + 3 * (epoch + 1))
        same(theirs, inverse_time(0.2 / (1 + 3), decay_rate=3 / (1 + 3))(epoch + 1))
        same(0.9 ** (epoch + 1) * 0.2, exponential(0.9 * 0.2, base=0.9)(epoch + 1))
    same([inverse_sqrt(0.2, 1.0)(t) for t in (1, 2, 3)], 0.2 / np.sqrt([1, 2, 3]))


@pytest.mark.parametrize(
    "scheme, a",
    [(he, np.sqrt(6 / 300)), (xavier, np.sqrt(6 / (300 + 400))), (lecun, np.sqrt(3 / 300))],
)
def test_uniform_initialization(scheme, a):
    W = scheme(np.random.default_rng(0), (400, 300))
    even = np.random.default_rng(1).uniform(-a, a, (400, 300))
    assert abs(even.std() / W.std() - 1) < 0.01
    assert abs(a / np.sqrt(3) / W.std() - 1) < 0.01
