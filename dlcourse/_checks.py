"""The boundary: what came, what was expected and what to do about it, in one sentence.

Every check returns the value in the form that the formulas want, so that a formula itself never
looks at types. Settings become Python numbers (a numpy float64 would turn a float32 array into
float64), arrays become float32 or float64.
"""

import math
import numbers

import numpy as np

# What is expected of a setting, and the test of it: `number(value, name, *BETA)`.
BETA = ("a number in [0, 1), such as 0.9", lambda beta: 0 <= beta < 1)
SLOPE = ("a number in [0, 1), such as 0.01", lambda slope: 0 <= slope < 1)
EPSILON = ("a number of at least 1e-37, such as 1e-8", lambda e: e >= 1e-37)  # less is 0 in float32


def expect(holds, sentence, error=ValueError):
    """Raise an error with this sentence, unless `holds`."""
    if not holds:
        raise error(sentence)


def number(value, name, expected, holds):
    """`value` as a float, if it is one finite number for which `holds(value)`."""
    if isinstance(value, bool | np.bool_) or not isinstance(value, numbers.Real):
        raise TypeError(_came(value, name, expected))
    try:
        x = float(value)
    except OverflowError:
        x = math.inf
    if not (math.isfinite(x) and holds(x)):  # in every step of an optimizer: no sentence in vain
        raise ValueError(_came(value, name, expected))
    return x


def whole(value, name, at_least=1, at_most=None):
    """`value` as an int, if it is a whole number from `at_least` to `at_most`."""
    upper = "" if at_most is None else f" and at most {at_most}"
    expected = f"a whole number of at least {at_least}{upper}"
    if isinstance(value, bool | np.bool_) or not isinstance(value, numbers.Integral):
        raise TypeError(_came(value, name, expected))
    if not at_least <= value <= (value if at_most is None else at_most):
        raise ValueError(_came(value, name, expected))
    return int(value)


def flag(value, name):
    """`value` as a bool, if it is True or False."""
    expect(isinstance(value, bool | np.bool_), _came(value, name, "True or False"), TypeError)
    return bool(value)


def function(value, name, expected="a function"):
    """`value`, if it can be called."""
    expect(callable(value), _came(value, name, expected), TypeError)
    return value


def generator(rng):
    """`rng`, if it is a numpy Generator."""
    expected = "a generator: np.random.default_rng(seed)"
    expect(isinstance(rng, np.random.Generator), _came(rng, "rng", expected), TypeError)
    return rng


def finite(values, name, dtype=None):
    """`values` as an array of float32 or float64 (or of `dtype`), if all of them are finite.

    Whole numbers and booleans become float64.
    """
    try:
        a = np.asarray(values)
    except ValueError:
        raise ValueError(f"{name} is a ragged list; expected rows of equal length") from None
    sentence = f"{name} holds {a.dtype} values; expected real numbers: {name}.astype(float)"
    expect(a.dtype.kind in "fiub" and a.dtype.itemsize <= 8, sentence, TypeError)
    if dtype is None:
        dtype = a.dtype if a.dtype in (np.float32, np.float64) else np.float64
    if a.dtype != dtype:
        with np.errstate(over="ignore"):
            a = a.astype(dtype)
    if not np.isfinite(a).all():
        kind = "NaN" if np.isnan(a).any() else "infinity"
        count = f"{np.count_nonzero(~np.isfinite(a))} of {a.size} entries"
        raise ValueError(f"{name} holds {kind} ({count}); expected finite numbers")
    return a


def vector(values, name, expected):
    """`values` as a finite array (n,) with n ≥ 1."""
    a = finite(values, name)
    expect(a.ndim == 1 and a.size > 0, f"{name} has shape {a.shape}; expected {expected}")
    return a


def examples(X, n_x, dtype, name="X", wants="the first layer expects"):
    """X as an array of `dtype`, if it is (n_x, m) with m ≥ 1; any n_x ≥ 1 when that is None."""
    X = finite(X, name, dtype)
    shape = f"({n_x or 'n_x'}, m)"
    expect(
        X.ndim == 2 and X.size > 0,
        f"{name} has shape {X.shape}; expected {shape}: columns of examples",
    )
    if n_x is not None and len(X) != n_x:
        turned = f", did you mean {name}.T?" if X.shape[1] == n_x else ""
        raise ValueError(
            f"{name} has {len(X)} rows but {wants} {n_x} features; columns are examples{turned}"
        )
    return X


def _came(value, name, expected):
    return f"{name} is {short(value)}; expected {expected}"


def short(value):
    """What `value` is, in a few words."""
    if isinstance(value, np.ndarray):
        return f"an array of shape {value.shape}"
    text = repr(value)
    return text if len(text) <= 40 else f"of type {type(value).__name__}"
