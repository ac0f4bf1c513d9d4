"""The digit networks of notebook 04's explorers, trained by other means.

Plain numpy, examples as rows, the gradient of 64-h-10 written down by hand, no class of dlcourse's.
"""

from pathlib import Path

import numpy as np

from tests import by_hand

FILE = np.load(Path(__file__).parents[3] / "data" / "digits.npz")
IMAGES, LABELS = FILE["images"] / 16.0, FILE["labels"].astype(int)


def draw(seed, m, wrong=None):
    """Train, dev and test sets (X, labels), labels made wrong where asked, and the rng after it."""
    rng = np.random.default_rng(seed)
    order = rng.permutation(len(LABELS))
    parts = order[:m], order[m : m + 500], order[m + 500 :]
    sets = [(IMAGES[part], LABELS[part]) for part in parts]
    if wrong is not None:
        shift = rng.integers(1, 10, m)
        shift[wrong:] = 0
        sets[0] = sets[0][0], (sets[0][1] + shift) % 10
    return sets, rng


def start(rng, hidden):
    """[W1, b1, W2, b2] by He's scheme."""
    W1 = rng.normal(0, 1, (hidden, 64)) * np.sqrt(2 / 64)
    return [
        W1,
        np.zeros(hidden),
        rng.normal(0, 1, (10, hidden)) * np.sqrt(2 / hidden),
        np.zeros(10),
    ]


def scores(params, X):
    W1, b1, W2, b2 = params
    return np.maximum(X @ W1.T + b1, 0) @ W2.T + b2


def probabilities(params, X):
    e = np.exp(scores(params, X))
    return e / e.sum(axis=1, keepdims=True)


def cost(params, X, labels):
    """The data cost."""
    return -np.log(probabilities(params, X)[np.arange(len(X)), labels]).mean()


def error(params, X, labels):
    return np.mean(scores(params, X).argmax(axis=1) != labels)


def gradient(params, X, labels, l2=0.0, l1=0.0):
    """∂/∂params of cost + l2/(2m) Σ w² + (l1/m) Σ |w|."""
    W1, b1, W2, _ = params
    m = len(X)
    hidden = np.maximum(X @ W1.T + b1, 0)
    wrong = probabilities(params, X) - np.eye(10)[labels]
    back = wrong @ W2 * (hidden > 0)
    dW1 = (back.T @ X + l2 * W1 + l1 * np.sign(W1)) / m
    dW2 = (wrong.T @ hidden + l2 * W2 + l1 * np.sign(W2)) / m
    return [dW1, back.mean(axis=0), dW2, wrong.mean(axis=0)]


def adam(params, X, labels, alpha, steps, **penalty):
    """The parameters after each step of Adam."""
    update = by_hand.adam(alpha)
    for _ in range(steps):
        params = update(params, gradient(params, X, labels, **penalty))
        yield params


def momentum(params, X, labels, alpha, steps, shrink=0.0, **penalty):
    """The parameters after the last step of momentum; weights are soft-thresholded by `shrink`."""
    update = by_hand.momentum(alpha)
    for _ in range(steps):
        params = update(params, gradient(params, X, labels, **penalty))
        for i in (0, 2):
            small = np.abs(params[i]) <= shrink
            params[i] = np.where(small, 0, params[i] - shrink * np.sign(params[i]))
    return params


def last(steps):
    """What a generator yields last."""
    *_, final = steps
    return final
