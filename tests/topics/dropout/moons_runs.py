"""The runs with dropout of notebook 05's training explorers, trained by other means.

Plain numpy, formulas written down by hand, no class of dlcourse's. Examples are columns. `train`
of dlcourse draws masks from the second stream that the seed's generator spawns.
"""

from itertools import pairwise

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


def start(rng, *sizes):
    """[W1, b1, W2, b2, …] by He's scheme."""
    params = []
    for n_prev, n in pairwise(sizes):
        params += [rng.standard_normal((n, n_prev)) * np.sqrt(2 / n_prev), np.zeros((n, 1))]
    return params


def activate(Z, activation):
    return np.tanh(Z) if activation == "tanh" else np.where(Z > 0, Z, 0.0)


def hidden(params, X, activation):
    """The activations of each hidden layer, without dropout."""
    layers = []
    for W, b in zip(params[:-2:2], params[1:-2:2], strict=True):
        X = activate(W @ X + b, activation)
        layers.append(X)
    return layers


def scores(params, X, activation):
    """z of the output, without dropout."""
    return params[-2] @ hidden(params, X, activation)[-1] + params[-1]


def output(Z):
    """Probabilities: by a sigmoid where there is one row, else by softmax."""
    if len(Z) == 1:
        return 1 / (1 + np.exp(-Z))
    e = np.exp(Z - Z.max(axis=0))
    return e / e.sum(axis=0)


def cost_of(Z, Y):
    A = output(Z)
    return -np.mean(np.sum(np.log(np.where(Y == 1, A, 1 - A if len(Y) == 1 else 1)), axis=0))


def gradients(params, X, Y, masks, keep_prob, activation):
    """J with a mask for each hidden layer, and ∂J/∂ each of params."""
    m, kept = X.shape[1], [X]
    activations = []
    for W, b, D in zip(params[:-2:2], params[1:-2:2], masks, strict=True):
        activations.append(activate(W @ kept[-1] + b, activation))
        kept.append(activations[-1] * D / keep_prob)
    Z = params[-2] @ kept[-1] + params[-1]
    dZ, slopes = (output(Z) - Y) / m, []
    for i in range(len(masks), -1, -1):
        slopes = [dZ @ kept[i].T, dZ.sum(axis=1, keepdims=True), *slopes]
        if i:
            before = activations[i - 1]
            slope = 1 - before**2 if activation == "tanh" else (before > 0).astype(float)
            dZ = (params[2 * i].T @ dZ) * masks[i - 1] / keep_prob * slope
    return cost_of(Z, Y), slopes


def trained_on_moons(keep_prob, units, activation, seed, iterations=300):
    """Parameters after Adam with rate 0.05 and new masks at each step, and the data."""
    data, rng = moons(seed)
    params = start(rng, 2, units, units, 1)
    stream, update = mask_stream(seed), by_hand.adam(0.05)
    for _ in range(iterations):
        masks = [stream.random((units, 100)) < keep_prob for _ in range(2)]
        _, slopes = gradients(params, *data[:2], masks, keep_prob, activation)
        params = update(params, slopes)
    return params, data


def momentum_costs(seed, X, Y, keep_prob, rate, iterations, rng):
    """Costs on and off before each step of momentum on 64-32-10, all examples at each step."""
    params, stream = start(rng, 64, 32, 10), mask_stream(seed)
    update, costs = by_hand.momentum(rate), []
    for _ in range(iterations):
        D = stream.random((32, X.shape[1])) < keep_prob
        on, slopes = gradients(params, X, Y, [D], keep_prob, "ReLU")
        costs.append((on, cost_of(scores(params, X, "ReLU"), Y)))
        params = update(params, slopes)
    return np.array(costs).T
