"""The staircase light and the 2-4-3-1 network, written out by hand: what several explorers show.

Two switches, -1 or 1, and a lamp that burns when they differ. In the lectures' convention dZ is the
derivative of one example's loss, and the 1/m stands in dW and db.
"""

from itertools import pairwise

import numpy as np

from dlcourse import sigmoid

SIZES = (2, 4, 3, 1)
X_STAIRS = np.array([[1.0, -1.0, -1.0, 1.0], [-1.0, -1.0, 1.0, 1.0]])
Y_STAIRS = np.array([[1.0, 0.0, 1.0, 0.0]])


def draw_parameters(sizes, rng):
    """W[l] from a normal distribution of variance 1/n[l-1], b[l] small and not 0: {"W1": …}."""
    parameters = {}
    for layer, (n_prev, n) in enumerate(pairwise(sizes), start=1):
        parameters[f"W{layer}"] = rng.normal(size=(n, n_prev)) / np.sqrt(n_prev)
        parameters[f"b{layer}"] = rng.normal(size=(n, 1)) / 4
    return parameters


def forward(parameters, X, g=np.tanh):
    """A0 = X, Z[l] = W[l] A[l-1] + b[l], A[l] = g(Z[l]), at the end a sigmoid: {"A0": …}."""
    L, seen = len(parameters) // 2, {"A0": X}
    for layer in range(1, L + 1):
        Z = parameters[f"W{layer}"] @ seen[f"A{layer - 1}"] + parameters[f"b{layer}"]
        seen[f"Z{layer}"] = Z
        seen[f"A{layer}"] = sigmoid(Z) if layer == L else g(Z)
    return seen


def cost(A, Y):
    """The mean cross-entropy of answers A (1, m)."""
    return float(-np.mean(Y * np.log(A) + (1 - Y) * np.log(1 - A)))


def backward(parameters, seen, Y, slope=lambda seen, layer: 1 - seen[f"A{layer}"] ** 2):
    """dZ[L] = A[L] - Y, and back through the layers: {"dZ3": …, "dW3": …, "db3": …, "dZ2": …}.

    `slope(seen, layer)` is g'(Z[layer]); that of tanh by default.
    """
    L, m = len(parameters) // 2, Y.shape[1]
    dZ, found = seen[f"A{L}"] - Y, {}
    for layer in range(L, 0, -1):
        found[f"dZ{layer}"] = dZ
        found[f"dW{layer}"] = dZ @ seen[f"A{layer - 1}"].T / m
        found[f"db{layer}"] = dZ.sum(axis=1, keepdims=True) / m
        if layer > 1:
            dZ = parameters[f"W{layer}"].T @ dZ * slope(seen, layer - 1)
    return found
