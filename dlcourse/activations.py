"""Activation functions g, and the one-hot code of labels.

They take a number, a list or an array of any shape with finite numbers, and keep float32 in
float32.
"""

import numpy as np

from dlcourse._checks import COUNT, SLOPE, finite, vector


def sigmoid(z):
    """The logistic function σ(z) = 1 / (1 + e⁻ᶻ), with σ' = σ (1 - σ) ≤ 1/4.

    Parameters
    ----------
    z : array of any shape

    Returns
    -------
    a : like z, in [0, 1]

    Raises
    ------
    TypeError, ValueError
        When z holds something that is no finite number.

    Example
    -------
    >>> print(sigmoid(0), sigmoid([-1000, 1000]))
    0.5 [0. 1.]
    """
    # e⁻ᶻ may overflow to infinity, and 1 / (1 + ∞) = 0 is then right.
    with np.errstate(over="ignore", under="ignore"):
        return _sigmoid(finite(z, "z"))


def _sigmoid(z):
    return 1 / (1 + np.exp(-z))


def tanh(z):
    """The hyperbolic tangent (eᶻ - e⁻ᶻ) / (eᶻ + e⁻ᶻ), with tanh' = 1 - tanh².

    Parameters
    ----------
    z : array of any shape

    Returns
    -------
    a : like z, in [-1, 1]

    Raises
    ------
    TypeError, ValueError
        When z holds something that is no finite number.

    Example
    -------
    >>> print(tanh([-1000, 0, 1000]))
    [-1.  0.  1.]
    """
    return np.tanh(finite(z, "z"))


def relu(z):
    """The rectified linear unit max(z, 0); its slope is 1 for z > 0, else 0 (at 0 too).

    Parameters
    ----------
    z : array of any shape

    Returns
    -------
    a : like z, ≥ 0

    Raises
    ------
    TypeError, ValueError
        When z holds something that is no finite number.

    Example
    -------
    >>> print(relu([-2, 0, 3]))
    [0. 0. 3.]
    """
    return np.maximum(finite(z, "z"), 0)


def leaky_relu(z, slope=0.01):
    """ReLU that still leaks below zero: max(z, slope·z).

    Parameters
    ----------
    z : array of any shape
    slope : the slope for z ≤ 0, in [0, 1)

    Returns
    -------
    a : like z

    Raises
    ------
    TypeError, ValueError
        When z holds something that is no finite number, or slope is outside [0, 1).

    Example
    -------
    >>> print(leaky_relu([-2, 0, 3], slope=0.1))
    [-0.2  0.   3. ]
    """
    slope = SLOPE.check(slope, "slope")
    z = finite(z, "z")
    return np.maximum(z, slope * z)


def softmax(z):
    """Probabilities from scores, per column: aᵢ = e^zᵢ / Σⱼ e^zⱼ.

    The largest score is subtracted first: that changes nothing in the formula, and eᶻ cannot
    overflow.

    Parameters
    ----------
    z : (C,) or (C, m), finite; a column holds the scores of one example

    Returns
    -------
    a : like z, each column sums to 1

    Raises
    ------
    TypeError, ValueError
        When z holds something that is no finite number, or is empty or a single number.

    Example
    -------
    >>> print(softmax([5, 2, -1, 3]).round(3))
    [0.842 0.042 0.002 0.114]
    """
    z = finite(z, "z")
    if z.ndim == 0 or z.size == 0:
        raise ValueError(f"z has shape {z.shape}; expected at least one score: (C,) or (C, m)")
    # Scores more than the largest number apart: e^-∞ = 0 is then right.
    with np.errstate(over="ignore", under="ignore"):
        return _softmax(z)


def _softmax(z):
    e = np.exp(z - z.max(axis=0))
    return e / e.sum(axis=0)


def one_hot(labels, C):
    """One column per example, with a 1 in the row of its label: Yᵢⱼ = 1 if labelsⱼ = i, else 0.

    Parameters
    ----------
    labels : (m,) whole numbers in 0 … C - 1
    C : the number of classes, ≥ 1

    Returns
    -------
    Y : (C, m)

    Raises
    ------
    TypeError, ValueError
        When the labels are not one row of whole numbers in 0 … C - 1.

    Example
    -------
    >>> print(one_hot([1, 0], C=2))
    [[0. 1.]
     [1. 0.]]
    """
    C = COUNT.check(C, "C")
    labels = vector(labels, "labels", "(m,): one label per example")
    wrong = (labels < 0) | (labels >= C) | (labels != np.floor(labels))
    if wrong.any():
        expected = f"whole numbers from 0 to {C - 1}, for C = {C} classes"
        raise ValueError(f"labels hold {labels[wrong][0]:g}; expected {expected}")
    Y = np.zeros((C, labels.size))
    Y[labels.astype(int), np.arange(labels.size)] = 1
    return Y
