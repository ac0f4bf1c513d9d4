"""The runs on noisy half moons of notebook 04's explorers, trained by other means.

Plain numpy, the gradient of 2-n-n-1 written down by hand, several runs at once.
"""

import numpy as np

from dlcourse import make_moons


def forward(parameters, X):
    """The hidden activations and z[L]."""
    (W1, b1), (W2, b2), (W3, b3) = parameters
    A1 = np.tanh(W1 @ X + b1)
    A2 = np.tanh(W2 @ A1 + b2)
    return A1, A2, W3 @ A2 + b3


def transposed(A):
    return np.swapaxes(A, -1, -2)


def slope(parameters, X, Y):
    """dW and db of each layer, by the formulas of the lecture."""
    m = X.shape[-1]
    W2, W3 = parameters[1][0], parameters[2][0]
    A1, A2, Z3 = forward(parameters, X)
    dZ3 = 1 / (1 + np.exp(-Z3)) - Y
    dZ2 = transposed(W3) @ dZ3 * (1 - A2**2)
    dZ1 = transposed(W2) @ dZ2 * (1 - A1**2)
    return [
        (dZ @ transposed(A) / m, dZ.sum(axis=-1, keepdims=True) / m)
        for dZ, A in ((dZ1, X), (dZ2, A1), (dZ3, A2))
    ]


def start_by_hand(seed, units=16, wrong=0.1):
    """X, Y, X_dev, Y_dev, and W and b of each layer before the explorer's run."""
    rng = np.random.default_rng(seed)
    X, Y = make_moons(100, 0.15, rng)
    X_dev, Y_dev = make_moons(2000, 0.15, rng)
    for labels in (Y, Y_dev):
        some = slice(int(wrong * labels.size + 0.5))
        labels[:, some] = 1 - labels[:, some]
    parameters = [
        part
        for n, n_prev in ((units, 2), (units, units), (1, units))
        for part in (rng.standard_normal((n, n_prev)) * np.sqrt(2 / n_prev), np.zeros((n, 1)))
    ]
    return X, Y, X_dev, Y_dev, *parameters


def trained_at_once(settings, iterations, dtype=float, **start):
    """W and b of each layer after the runs of several (kind, λ, seed), and their data.

    Axis 0 of all arrays is runs; `start` is what `start_by_hand` takes beside the seed.
    """
    starts = zip(*(start_by_hand(seed, **start) for _, _, seed in settings), strict=True)
    X, Y, X_dev, Y_dev, *parameters = (np.array(part, dtype) for part in starts)
    parameters = list(zip(parameters[::2], parameters[1::2], strict=True))
    l2, l1 = (
        np.array([lambd * (kind == name) for kind, lambd, _ in settings], dtype)[:, None, None]
        for name in ("L2", "L1")
    )
    velocity = [(dtype(0), dtype(0))] * 3
    for _ in range(iterations):
        updated = []
        for i, ((W, b), (dW, db)) in enumerate(
            zip(parameters, slope(parameters, X, Y), strict=True)
        ):
            dW = dW + l2 / 100 * W
            vW, vb = velocity[i]
            velocity[i] = vW, vb = 0.9 * vW + 0.1 * dW, 0.9 * vb + 0.1 * db
            W, b = W - 3.0 * vW, b - 3.0 * vb
            if l1.any():
                W = np.where(np.abs(W) <= 0.03 * l1, 0, W - 0.03 * l1 * np.sign(W))
            updated.append((W, b))
        parameters = updated
    return parameters, (X, Y, X_dev, Y_dev)


def trained_by_hand(kind, lambd, seed, iterations):
    """W and b of each layer after the explorer's run, and its data."""
    parameters, data = trained_at_once([(kind, lambd, seed)], iterations)
    return [(W[0], b[0]) for W, b in parameters], tuple(part[0] for part in data)


def errors(parameters, X, Y):
    """The misclassified fraction of each run."""
    return ((forward(parameters, X)[2] > 0) != Y).mean(axis=(-2, -1))


def data_cost(parameters, X, Y):
    """The mean cross-entropy."""
    a = 1 / (1 + np.exp(-forward(parameters, X)[2]))
    return -np.mean(Y * np.log(a) + (1 - Y) * np.log(1 - a))
