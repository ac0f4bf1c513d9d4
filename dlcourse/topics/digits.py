"""The digits that explorers' networks train on: few of them, and some with a wrong label."""

from functools import cache

import numpy as np

from dlcourse import (
    Dense,
    Network,
    ReLU,
    SoftmaxCrossEntropy,
    load_digits,
    one_hot,
    train_dev_test_split,
)

LOOK = {"cmap": "gray_r", "vmin": -0.12, "vmax": 1, "interpolation": "nearest"}  # of a mosaic
DEV = 500  # dev images; what training and dev sets leave is the test set
_load = cache(load_digits)


def split(m, rng):
    """Draw m training images, 500 dev images and the rest: three pairs (X, Y)."""
    X, Y = _load()
    sizes = np.array([m, DEV, X.shape[1] - m - DEV])
    return train_dev_test_split(X, Y, sizes / X.shape[1], rng)


def with_wrong_labels(Y, wrong, rng):
    """Y (10, m) in which the first `wrong` examples have another digit's label.

    All m random numbers are drawn, however many are used: what comes after stays the same.
    """
    m = Y.shape[1]
    shift = (np.arange(m) < wrong) * rng.integers(1, 10, m)
    return one_hot((Y.argmax(axis=0) + shift) % 10, 10)


def digit_network(hidden, regularizer=None):
    """64 pixels, a hidden layer of ReLU units, 10 digits."""
    layers = [Dense(64, hidden), ReLU(), Dense(hidden, 10)]
    return Network(layers, SoftmaxCrossEntropy(), regularizer)


def mosaic(X, columns, gap, below):
    """Digit images (64, m) as one picture: rows of `columns`, `gap` pixels apart, `below` for text.

    Gaps are -1: white in the LOOK that shows a digit's background as a pale box.
    """
    m = X.shape[1]
    rows = -(-m // columns)
    picture = np.full((rows * (8 + below), columns * (8 + gap)), -1.0)
    for i in range(m):
        top, left = i // columns * (8 + below), i % columns * (8 + gap) + gap // 2
        picture[top : top + 8, left : left + 8] = X[:, i].reshape(8, 8)
    return picture


def code(seed, m, wrong=None):
    """`split` and `with_wrong_labels` as lines of code: X, Y and dev, and the rng to go on with."""
    lines = [
        "import numpy as np",
        "import dlcourse as dl",
        f"rng = np.random.default_rng({seed})",
        "(X, Y), dev, _ = dl.train_dev_test_split(*dl.load_digits(), "
        f"np.array([{m}, {DEV}, {1797 - DEV - m}]) / 1797, rng)",
    ]
    if wrong is not None:
        lines.append(
            f"Y = dl.one_hot((Y.argmax(axis=0) + (np.arange({m}) < {wrong}) * "
            f"rng.integers(1, 10, {m})) % 10, 10)"
        )
    return "\n".join(lines)


def network_code(hidden, regularizer=""):
    """`digit_network` as an expression; `regularizer` is one too, with a comma in front."""
    layers = f"[dl.Dense(64, {hidden}), dl.ReLU(), dl.Dense({hidden}, 10)]"
    return f"dl.Network({layers}, dl.SoftmaxCrossEntropy(){regularizer})"
