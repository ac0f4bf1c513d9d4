"""The same mathematics by other means: what the numerical core is compared with.

Examples are rows here, the cost is a mean over one example at a time, probabilities and their
logarithms are written as in a textbook, and every derivative is autograd's. Nothing is imported
from dlcourse; layers are recognized by the names of their classes.
"""

from decimal import Decimal, getcontext

import autograd.numpy as np
import numpy
from autograd import grad

getcontext().prec = 200


def parameters(layers, theta):
    """Cut θ into one dict per layer, the shapes written down anew: W row by row, then b, …"""
    at = 0

    def take(rows, columns=1):
        nonlocal at
        at += rows * columns
        return np.reshape(theta[at - rows * columns : at], (rows, columns))

    def of(layer):
        kind = type(layer).__name__
        if kind == "Dense":
            W = take(layer.n, layer.n_prev)
            return {"W": W, "b": take(layer.n) if layer.bias else None}
        if kind == "BatchNorm":
            return {name: take(layer.n) for name in ("gamma", "beta", "mu", "sigma2")}
        if kind == "LayerNorm":
            return {name: take(layer.n) for name in ("gamma", "beta")}
        if kind == "Residual":
            return [of(inner) for inner in layer.layers]
        return None

    result = [of(layer) for layer in layers]
    assert at == len(theta), "θ has entries that no layer owns"
    return result


def layer_output(layer, p, H, train=False, rng=None):
    """H (m, n_prev) → (m, n)."""
    kind = type(layer).__name__
    if kind == "Dense":
        H = np.einsum("mj,ij->mi", H, p["W"])
        return H if p["b"] is None else H + np.ravel(p["b"])
    if kind == "Sigmoid":
        return 0.5 + 0.5 * np.tanh(0.5 * H)
    if kind == "Tanh":
        return 1 - 2 / (np.exp(2 * H) + 1)
    if kind == "ReLU":
        return 0.5 * (H + np.abs(H))
    if kind == "LeakyReLU":
        return 0.5 * (1 + layer.slope) * H + 0.5 * (1 - layer.slope) * np.abs(H)
    if kind == "Dropout":
        if not train:
            return H
        kept = rng.random(H.shape[::-1]).T < layer.keep_prob
        return np.where(kept, H / layer.keep_prob, 0.0)
    if kind == "BatchNorm":
        center = np.mean(H, axis=0) if train else np.ravel(p["mu"])
        spread = np.mean(H**2, axis=0) - center**2 if train else np.ravel(p["sigma2"])
        standard = (H - center) * (spread + layer.epsilon) ** -0.5
        return standard * np.ravel(p["gamma"]) + np.ravel(p["beta"])
    if kind == "LayerNorm":
        centred = [h - np.mean(h) for h in H]
        standard = [c / (np.mean(c**2) + layer.epsilon) ** 0.5 for c in centred]
        return np.stack(standard) * np.ravel(p["gamma"]) + np.ravel(p["beta"])
    if kind == "Residual":
        around = H
        for inner, q in zip(layer.layers, p, strict=True):
            H = layer_output(inner, q, H, train, rng)
        return around + H
    raise AssertionError(f"no oracle for {kind}")


def loss_value(kind, scores, targets):
    """The mean over the examples, one after the other; scores and targets are (m, n)."""
    total = 0.0
    for z, y in zip(scores, targets, strict=True):
        if kind == "MeanSquaredError":
            total = total + 0.5 * np.sum((z - y) ** 2)
        elif kind == "BinaryCrossEntropy":
            a = 1 / (1 + np.exp(-z))
            total = total - np.sum(np.log(np.where(y == 1, a, 1 - a)))
        elif kind == "SoftmaxCrossEntropy":
            a = np.exp(z) / np.sum(np.exp(z))
            total = total - np.log(a[int(numpy.argmax(y))])
        else:
            raise AssertionError(f"no oracle for {kind}")
    return total / len(scores)


def weights(layers, params):
    """Every W, those inside residual layers too."""
    found = []
    for layer, p in zip(layers, params, strict=True):
        if type(layer).__name__ == "Dense":
            found.append(p["W"])
        elif type(layer).__name__ == "Residual":
            found += weights(layer.layers, p)
    return found


def cost(network, theta, X, Y, train=False, seed=None, l1=0.0, l2=0.0):
    """J of θ, with L1 and L2 penalties of the given λ."""
    rng = None if seed is None else numpy.random.default_rng(seed)
    params = parameters(network.layers, theta)
    H = X.T
    for layer, p in zip(network.layers, params, strict=True):
        H = layer_output(layer, p, H, train, rng)
    J = loss_value(type(network.loss).__name__, H, Y.T)
    for W in weights(network.layers, params):
        J = J + l2 / (2 * len(H)) * np.trace(np.dot(W, W.T)) + l1 / len(H) * np.sum(np.sqrt(W**2))
    return J


def gradient(network, theta, X, Y, **how):
    """∂J/∂θ by autograd."""
    return grad(lambda t: cost(network, t, X, Y, **how))(theta)


def decimal_exp(x):
    """eˣ to 200 digits."""
    return Decimal(float(x)).exp()
