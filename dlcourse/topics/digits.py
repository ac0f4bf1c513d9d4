"""The digits that explorers' networks train on: few of them, and some with a wrong label."""

from functools import cache
from itertools import zip_longest

import numpy as np

from dlcourse import (
    Dense,
    Dropout,
    Network,
    ReLU,
    SoftmaxCrossEntropy,
    load_digits,
    one_hot,
    train_dev_test_split,
)

LOOK = {"cmap": "gray_r", "vmin": -0.12, "vmax": 1, "interpolation": "nearest"}  # of a mosaic
IMAGES = 1797
DEV = 500  # dev images; what training and dev sets leave is the test set


@cache
def images_and_labels():
    """X (64, 1797) and Y (10, 1797), read once; nobody can write into them."""
    X, Y = load_digits()
    X.setflags(write=False)
    Y.setflags(write=False)
    return X, Y


def split(m, rng, dev=DEV):
    """Draw m training images, so many dev images and the rest, if any: pairs (X, Y)."""
    X, Y = images_and_labels()
    return train_dev_test_split(X, Y, np.array(_sizes(m, dev)) / IMAGES, rng)


def _sizes(m, dev):
    return [m, dev, IMAGES - m - dev] if m + dev < IMAGES else [m, dev]


def with_wrong_labels(Y, wrong, rng):
    """Y (10, m) in which the first `wrong` examples have another digit's label.

    All m random numbers are drawn, however many are used: what comes after stays the same.
    """
    m = Y.shape[1]
    shift = (np.arange(m) < wrong) * rng.integers(1, 10, m)
    return one_hot((Y.argmax(axis=0) + shift) % 10, 10)


def digit_network(*hidden, keep_probs=(), regularizer=None):
    """64 pixels, hidden layers of so many ReLU units, 10 digits.

    Parameters
    ----------
    hidden : int, the units of each hidden layer
    keep_probs : of the pixels, then of each hidden layer; dropout follows where it is less than 1
    regularizer : None, one penalty or a list
    """
    layers = []
    for n_prev, n, keep_prob in zip_longest((64, *hidden), (*hidden, 10), keep_probs, fillvalue=1):
        layers += [Dropout(keep_prob)] if keep_prob < 1 else []
        layers += [Dense(n_prev, n), ReLU()]
    return Network(layers[:-1], SoftmaxCrossEntropy(), regularizer)


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


def code(seed, m, wrong=None, dev=DEV):
    """`split` and `with_wrong_labels` as lines of code: X, Y and dev, and the rng to go on with.

    Parameters: seed : int or list of int; the others as in these functions
    """
    sizes = f"np.array({_sizes(m, dev)}) / {IMAGES}"
    lines = [
        f"rng = np.random.default_rng({seed})",
        f"(X, Y), dev, *_ = dl.train_dev_test_split(*dl.load_digits(), {sizes}, rng)",
    ]
    if wrong is not None:
        shift = f"(np.arange({m}) < {wrong}) * rng.integers(1, 10, {m})"
        lines.append(f"Y = dl.one_hot((Y.argmax(axis=0) + {shift}) % 10, 10)")
    return "\n".join(lines)
