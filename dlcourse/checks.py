"""The boundary: what came, what was expected and what to do about it, in one sentence.

Every check returns the value in the form that the formulas want, so that a formula itself never
looks at types. Settings become Python numbers (a numpy float64 would turn a float32 array into
float64), arrays become float32 or float64.
"""

import math
import numbers

import numpy as np


def number(value, name, expected, holds):
    """`value` as a float, if it is one finite number for which `holds(value)`."""
    if isinstance(value, bool | np.bool_) or not isinstance(value, numbers.Real):
        raise TypeError(f"{name} is {short(value)}; expected {expected}")
    try:
        x = float(value)
    except OverflowError:
        x = math.inf
    if not math.isfinite(x) or not holds(x):
        raise ValueError(f"{name} is {short(value)}; expected {expected}")
    return x


def whole(value, name, at_least=1, at_most=None):
    """`value` as an int, if it is a whole number from `at_least` to `at_most`."""
    upper = "" if at_most is None else f" and at most {at_most}"
    expected = f"a whole number of at least {at_least}{upper}"
    if isinstance(value, bool | np.bool_) or not isinstance(value, numbers.Integral):
        raise TypeError(f"{name} is {short(value)}; expected {expected}")
    if value < at_least or (at_most is not None and value > at_most):
        raise ValueError(f"{name} is {value}; expected {expected}")
    return int(value)


def generator(rng):
    """`rng`, if it is a numpy Generator."""
    if not isinstance(rng, np.random.Generator):
        raise TypeError(f"rng is {short(rng)}; expected a generator: np.random.default_rng(seed)")
    return rng


def finite(values, name, dtype=None):
    """`values` as an array of float32 or float64 (or of `dtype`), if all of them are finite.

    Whole numbers and booleans become float64.
    """
    try:
        a = np.asarray(values)
    except ValueError:
        raise ValueError(f"{name} is a ragged list; expected rows of equal length") from None
    if a.dtype.kind not in "fiub" or a.dtype.itemsize > 8:
        raise TypeError(
            f"{name} holds {a.dtype} values; expected real numbers: {name}.astype(float)"
        )
    if dtype is None:
        dtype = a.dtype if a.dtype in (np.float32, np.float64) else np.float64
    if a.dtype != dtype:
        with np.errstate(over="ignore"):
            a = a.astype(dtype)
    if not np.isfinite(a).all():
        kind = "NaN" if np.isnan(a).any() else "infinity"
        count = np.count_nonzero(~np.isfinite(a))
        raise ValueError(
            f"{name} holds {kind} ({count} of {a.size} entries); expected finite numbers"
        )
    return a


def examples(X, n_x, dtype):
    """X as an array of `dtype`, if it is (n_x, m) with m ≥ 1; any n_x ≥ 1 when that is None."""
    X = finite(X, "X", dtype)
    if X.ndim != 2 or X.size == 0:
        raise ValueError(
            f"X has shape {X.shape}; expected ({n_x or 'n_x'}, m): columns of examples"
        )
    if n_x is not None and len(X) != n_x:
        turned = ", did you mean X.T?" if X.shape[1] == n_x else ""
        raise ValueError(
            f"X has {len(X)} rows but the first layer expects {n_x} features; "
            f"columns are examples{turned}"
        )
    return X


def short(value):
    """What `value` is, in a few words."""
    if isinstance(value, np.ndarray):
        return f"an array of shape {value.shape}"
    text = repr(value)
    return text if len(text) <= 40 else f"of type {type(value).__name__}"
