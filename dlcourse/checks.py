"""Bad input is caught at the boundary, in one sentence: what came, what was expected, the remedy."""

import math
from numbers import Integral, Real

import numpy as np


def check_number(name, value, low, high, expected):
    """Return `value` as a Python float when low ≤ value ≤ high; `expected` words it for people.

    A Python float never turns float32 arrays into float64; a numpy float64 would.
    """
    if not isinstance(value, Real) or isinstance(value, bool | np.bool):
        raise TypeError(f"{name} is {describe(value)}; expected {expected}")
    if not low <= value <= high or not math.isfinite(value):
        raise ValueError(f"{name} is {value}; expected {expected}")
    return float(value)


def check_positive(name, value):
    """Return a finite number > 0 as a Python float."""
    return check_number(name, value, math.ulp(0), math.inf, "a finite number above 0, e.g. 0.01")


def check_not_negative(name, value):
    """Return a finite number ≥ 0 as a Python float."""
    return check_number(name, value, 0, math.inf, "a finite number, 0 or above")


def check_decay(name, value):
    """Return a number in [0, 1), the β of an average, as a Python float."""
    largest = math.nextafter(1, 0)
    return check_number(name, value, 0, largest, "a number from 0 to below 1, e.g. 0.9")


def check_count(name, value, low=1, high=None):
    """Return a whole number in low..high as a Python int."""
    expected = f"a whole number, {low} or above" if high is None else f"one in {low} … {high}"
    if not isinstance(value, Integral) or isinstance(value, bool | np.bool):
        raise TypeError(f"{name} is {describe(value)}; expected {expected}")
    if value < low or (high is not None and value > high):
        raise ValueError(f"{name} is {value}; expected {expected}")
    return int(value)


def check_array(name, value, ndim, meaning):
    """Refuse what is not a finite, non-empty float array of `ndim` axes; `meaning` says what it is.

    Integers are refused, not converted: 8-bit pixels would overflow, and in-place steps truncate.
    """
    if not isinstance(value, np.ndarray):
        raise TypeError(f"{name} is {describe(value)}; expected a numpy array, {meaning}")
    if value.dtype not in (np.float64, np.float32):
        raise TypeError(
            f"{name} holds {value.dtype}; expected float64 or float32: {name}.astype(float)"
        )
    if value.ndim != ndim:
        raise ValueError(f"{name} has shape {value.shape}; expected {meaning}")
    if value.size == 0:
        raise ValueError(f"{name} is empty, shape {value.shape}; expected {meaning}")
    if not np.isfinite(value).all():
        raise ValueError(f"{name} holds NaN or inf; expected finite numbers: find them first")
    return value


def check_examples(X, Y):
    """Refuse X (n_x, m) and Y (n_y, m) that are not finite or not of the same m; return m."""
    check_array("X", X, 2, "(n_x, m): one column per example")
    check_array("Y", Y, 2, "(n_y, m): one column per example")
    if X.shape[1] != Y.shape[1]:
        turned = " (columns are examples: did you mean X.T?)" if X.shape[0] == Y.shape[1] else ""
        raise ValueError(
            f"X has {X.shape[1]} columns but Y has {Y.shape[1]}; expected one column per example"
            f" in both{turned}"
        )
    return X.shape[1]


def check_rng(rng, purpose):
    """Refuse what is not a numpy Generator; `purpose` says what it is needed for."""
    if not isinstance(rng, np.random.Generator):
        raise TypeError(
            f"rng is {describe(rng)}; {purpose} needs a generator: rng=np.random.default_rng(0)"
        )
    return rng


def check_callable(name, value, meaning):
    """Refuse what cannot be called; `meaning` says what it is called with and returns."""
    if not callable(value):
        raise TypeError(f"{name} is {describe(value)}; expected a function, {meaning}")
    return value


def describe(value):
    """Say in a few words what a value is: `'a str, "0.1"'`, `'None'`."""
    if value is None or isinstance(value, bool):
        return str(value)
    if isinstance(value, np.ndarray):
        return f"an array of shape {value.shape}"
    text = repr(value)
    return f"of type {type(value).__name__}" + (f", {text}" if len(text) <= 30 else "")
