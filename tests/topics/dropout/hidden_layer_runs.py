"""The runs with dropout of notebook 05's training explorers, trained by other means.

Plain numpy, formulas written down by hand, no class of dlcourse's. Examples are columns. `train`
of dlcourse draws masks from the second stream that the seed's generator spawns.
"""

import numpy as np

from dlcourse import make_moons
from tests import by_hand


def mask_stream(seed):
    return np.random.default_rng(seed).spawn(2)[1]


def moons(seed):
    """X, Y, X_dev, Y_dev of notebook 04's noisy half moons, and the rng after them."""
    rng = np.random.default_rng(seed)
    X, Y = make_moons(100, 0.15, rng)
    X_dev, Y_dev = make_moons(2000, 0.15, rng)
    Y[:, :10], Y_dev[:, :200] = 1 - Y[:, :10], 1 - Y_dev[:, :200]
    return (X, Y, X_dev, Y_dev), rng


def start(rng, n_x, units, n_y):
    """[W1, b1, W2, b2] by He's scheme."""
    W1 = rng.standard_normal((units, n_x)) * np.sqrt(2 / n_x)
    W2 = rng.standard_normal((n_y, units)) * np.sqrt(2 / units)
    return [W1, np.zeros((units, 1)), W2, np.zeros((n_y, 1))]


def activate(Z, activation):
    return np.tanh(Z) if activation == "tanh" else np.where(Z > 0, Z, 0.0)


def hidden(params, X, activation):
    return activate(params[0] @ X + params[1], activation)


def scores(params, X, activation):
    """z of the output, without dropout."""
    return params[2] @ hidden(params, X, activation) + params[3]


def gradients(params, X, Y, D, keep_prob, activation):
    """J with the mask D, and ∂J/∂ each of params; sigmoid for one output row, else softmax."""
    W1, b1, W2, b2 = params
    m = X.shape[1]
    Z1 = W1 @ X + b1
    A1 = activate(Z1, activation)
    dropped = A1 * D / keep_prob
    Z2 = W2 @ dropped + b2
    if len(Y) == 1:
        A2 = 1 / (1 + np.exp(-Z2))
        J = -np.mean(Y * np.log(A2) + (1 - Y) * np.log(1 - A2))
    else:
        e = np.exp(Z2 - Z2.max(axis=0))
        A2 = e / e.sum(axis=0)
        J = -np.log(A2[Y.argmax(axis=0), np.arange(m)]).mean()
    dZ2 = (A2 - Y) / m
    slope = 1 - A1**2 if activation == "tanh" else (Z1 > 0).astype(float)
    dZ1 = (W2.T @ dZ2) * D / keep_prob * slope
    sums = [dZ.sum(axis=1, keepdims=True) for dZ in (dZ1, dZ2)]
    return J, [dZ1 @ X.T, sums[0], dZ2 @ dropped.T, sums[1]]


def trained_on_moons(keep_prob, units, activation, seed, iterations=300):
    """Parameters after Adam with rate 0.05 and new masks at each step, and the data."""
    data, rng = moons(seed)
    params = start(rng, 2, units, 1)
    masks, update = mask_stream(seed), by_hand.adam(0.05)
    for _ in range(iterations):
        D = masks.random((units, 100)) < keep_prob
        _, slopes = gradients(params, *data[:2], D, keep_prob, activation)
        params = update(params, slopes)
    return params, data


def momentum_costs(seed, X, Y, keep_prob, rate, iterations, rng):
    """Costs on and off before each step of momentum on 64-32-10, all examples at each step."""
    params, masks = start(rng, 64, 32, 10), mask_stream(seed)
    update, costs = by_hand.momentum(rate), []
    for _ in range(iterations):
        D = masks.random((32, X.shape[1])) < keep_prob
        on, slopes = gradients(params, X, Y, D, keep_prob, "ReLU")
        off, _ = gradients(params, X, Y, np.ones_like(D), 1, "ReLU")
        costs.append((on, off))
        params = update(params, slopes)
    return np.array(costs).T
