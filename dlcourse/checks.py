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


def array(values, name, dtype=None):
    """`values` as an array of float32 or float64 (or of `dtype`) without NaN.

    Whole numbers and booleans become float64. Infinities pass: whoever cannot use them says so
    with `finite`.
    """
    a = _real(values, name, dtype)
    if np.isnan(a).any():
        raise ValueError(
            f"{name} holds NaN ({np.count_nonzero(np.isnan(a))} of {a.size} entries); "
            f"expected real numbers"
        )
    return a


def finite(values, name, dtype=None):
    """`values` as in `array`, if none of them is infinite either."""
    a = _real(values, name, dtype)
    if not np.isfinite(a).all():
        kind = "NaN" if np.isnan(a).any() else "infinity"
        count = np.count_nonzero(~np.isfinite(a))
        raise ValueError(
            f"{name} holds {kind} ({count} of {a.size} entries); expected finite numbers"
        )
    return a


def _real(values, name, dtype):
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
    return a


def short(value):
    """What `value` is, in a few words."""
    if isinstance(value, np.ndarray):
        return f"an array of shape {value.shape}"
    text = repr(value)
    return text if len(text) <= 40 else f"of type {type(value).__name__}"
