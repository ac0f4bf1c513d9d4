"""The boundary: what came, what was expected and what to do about it, in one sentence.

Everything that comes in is turned into the form that the formulas want, so that a formula itself
never looks at types. Settings become Python numbers (a numpy float64 would turn a float32 array
into float64), arrays become float32 or float64. A sentence is made only when it is needed.
"""

import inspect
import math
import numbers
import re

import numpy as np


class Expected:
    """What is expected of a setting: in words, and as a check that returns it in the right form."""

    def __init__(self, words):
        self.words = words

    def check(self, value, name):
        """`value` in the form that the formulas want, or a sentence that says what came."""
        raise NotImplementedError

    def refusal(self, value, name):
        return f"{name} is {short(value)}; expected {self.words}"

    def __repr__(self):  # what a signature shows as the annotation
        return f"<{self.words}>"


class Number(Expected):
    """One finite number for which `holds(number)`, as a float; a function too, if that is said."""

    def __init__(self, words, holds=lambda x: True, or_function=False):
        super().__init__(words)
        self.holds, self.or_function = holds, or_function

    def check(self, value, name):
        if self.or_function and callable(value):
            return value
        if isinstance(value, bool | np.bool_) or not isinstance(value, numbers.Real):
            raise TypeError(self.refusal(value, name))
        try:
            x = float(value)
        except OverflowError:
            x = math.inf
        if not (math.isfinite(x) and self.holds(x)):
            raise ValueError(self.refusal(value, name))
        return x


class Whole(Expected):
    """A whole number from `at_least` to `at_most`, as an int."""

    def __init__(self, at_least=1, at_most=math.inf):
        upper = "" if at_most == math.inf else f" and at most {at_most}"
        super().__init__(f"a whole number of at least {at_least}{upper}")
        self.at_least, self.at_most = at_least, at_most

    def check(self, value, name):
        if isinstance(value, bool | np.bool_) or not isinstance(value, numbers.Integral):
            raise TypeError(self.refusal(value, name))
        if not self.at_least <= value <= self.at_most:
            raise ValueError(self.refusal(value, name))
        return int(value)


class Truth(Expected):
    """True or False, as a bool."""

    def __init__(self):
        super().__init__("True or False")

    def check(self, value, name):
        if not isinstance(value, bool | np.bool_):
            raise TypeError(self.refusal(value, name))
        return bool(value)


class Kind(Expected):
    """An object for which `holds(object)`, as it is; another one is a TypeError."""

    def __init__(self, words, holds):
        super().__init__(words)
        self.holds = holds

    def check(self, value, name):
        if not self.holds(value):
            raise TypeError(self.refusal(value, name))
        return value


# What more than one module expects.
RATE = Number("a number > 0, such as 0.01, or a schedule", lambda x: x > 0, or_function=True)
BETA = Number("a number in [0, 1), such as 0.9", lambda x: 0 <= x < 1)
SLOPE = Number("a number in [0, 1), such as 0.01", lambda x: 0 <= x < 1)
# Less than 1e-37 is 0 in float32.
EPSILON = Number("a number of at least 1e-37, such as 1e-8", lambda x: x >= 1e-37)
COUNT, FROM_TWO = Whole(1), Whole(2)
TRUTH = Truth()
FUNCTION = Kind("a function", callable)
FUNCTION_OF_THETA = Kind("a function of theta", callable)
GENERATOR = Kind(
    "a generator: np.random.default_rng(seed)", lambda rng: isinstance(rng, np.random.Generator)
)
NETWORK = Kind(  # not isinstance: the module of networks imports this one
    "a Network([...], loss)",
    lambda it: hasattr(it, "layout") and hasattr(it, "cost_and_gradient"),
)


class Settings:
    """Base of the dataclasses whose fields say what they expect: `beta: BETA = 0.9`.

    The expectation is stated there and nowhere else: a new object checks its fields by it, and the
    docstring's line `beta : …` begins with it. A field that is annotated with anything else, as in
    a subclass of your own, is taken as it comes.
    """

    def __init_subclass__(cls):
        super().__init_subclass__()
        if cls.__doc__:
            cls.__doc__ = _with_expectations(cls.__doc__, expectations(cls))

    def __post_init__(self):
        for name, expected in expectations(type(self)).items():
            value = expected.check(getattr(self, name), name)
            object.__setattr__(self, name, value)  # some of the dataclasses are frozen


def expectations(cls):
    """The table of a class: {name of a setting: what is expected of it}."""
    return {
        name: expected
        for base in reversed(cls.__mro__)
        for name, expected in inspect.get_annotations(base).items()
        if isinstance(expected, Expected)
    }


def _with_expectations(doc, table):
    def line(match):
        indent, names, meaning = match.groups()
        expected = table.get(names.split(",")[0])
        if expected is None:
            return match[0]
        return f"{indent}{names} : {expected.words}{';' if meaning else ''}{meaning}"

    return re.sub(r"(?m)^( *)(\w+(?:, \w+)*) :(.*)$", line, doc)


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
        count = f"{np.count_nonzero(~np.isfinite(a))} of {a.size} entries"
        raise ValueError(f"{name} holds {kind} ({count}); expected finite numbers")
    return a


def vector(values, name, expected):
    """`values` as a finite array (n,) with n ≥ 1."""
    a = finite(values, name)
    if a.ndim != 1 or a.size == 0:
        raise ValueError(f"{name} has shape {a.shape}; expected {expected}")
    return a


def examples(X, n_x, dtype, name="X", wants="the first layer expects"):
    """X as an array of `dtype`, if it is (n_x, m) with m ≥ 1; any n_x ≥ 1 when that is None."""
    X = finite(X, name, dtype)
    if X.ndim != 2 or X.size == 0:
        expected = f"({n_x or 'n_x'}, m): columns of examples"
        raise ValueError(f"{name} has shape {X.shape}; expected {expected}")
    if n_x is not None and len(X) != n_x:
        turned = f", did you mean {name}.T?" if X.shape[1] == n_x else ""
        raise ValueError(
            f"{name} has {len(X)} rows but {wants} {n_x} features; columns are examples{turned}"
        )
    return X


def short(value):
    """What `value` is, in a few words."""
    if isinstance(value, np.ndarray):
        return f"an array of shape {value.shape}"
    if isinstance(value, int) and abs(value) >= 10**40:  # Python refuses to write the largest ones
        return "of type int, beyond ±10**40"
    text = repr(value)
    return text if len(text) <= 40 else f"of type {type(value).__name__}"
