"""What the figures of notebook 01 walk on: functions of one variable, and eight students."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

FAR = 1e6  # a walk that has come this far is not coming back
XLIM, YLIM = (-4.5, 4.5), (-2.6, 9.0)  # the window in which every function of one variable is shown

HOURS = np.array([1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0])
POINTS = np.array([28.0, 37.0, 45.0, 49.0, 62.0, 65.0, 78.0, 80.0])
PASSED = {  # who passed: these eight with 47 points or more, and eight others with the same hours
    "this class": np.array([0.0, 0.0, 0.0, 1.0, 1.0, 1.0, 1.0, 1.0]),
    "another class": np.array([0.0, 0.0, 1.0, 0.0, 1.0, 1.0, 1.0, 1.0]),
}


@dataclass(frozen=True)
class Flat:
    """A place where the slope is 0, and its sign, -1 or 1, before and after it."""

    x: float
    before: int
    after: int

    @property
    def kind(self):
        """What the two signs make of it."""
        return {(-1, 1): "minimum", (1, -1): "maximum"}.get((self.before, self.after), "terrace")


@dataclass(frozen=True, eq=False)
class Hill:
    """A function of one variable.

    Attributes
    ----------
    f, slope : callable, (n,) → (n,)
    formula : str, the slope as Python writes it
    touches : places where the slope is 0 without a change of its sign
    """

    f: Callable
    slope: Callable
    formula: str
    touches: tuple[float, ...] = ()

    @cached_property
    def flats(self):
        """The places in the window where the slope is 0, from left to right: a tuple of Flat."""
        x = np.linspace(*XLIM, 900)  # an even number: 0 lies between two of them
        signs = np.sign(self.slope(x))
        found = [self._between(x[i], x[i + 1]) for i in np.flatnonzero(signs[:-1] != signs[1:])]
        near = 1e-3
        return tuple(
            Flat(at, *(int(np.sign(self.slope(at + side))) for side in (-near, near)))
            for at in sorted([*found, *self.touches])
        )

    def _between(self, low, high):
        """Where the slope changes its sign, by halving the interval."""
        for _ in range(60):
            middle = (low + high) / 2
            same = np.sign(self.slope(middle)) == np.sign(self.slope(low))
            low, high = (middle, high) if same else (low, middle)
        return float(round(high, 9)) + 0.0

    @property
    def lowest(self):
        """The minimum that is deepest, None where there is none."""
        minima = [flat.x for flat in self.flats if flat.kind == "minimum"]
        return min(minima, key=self.f, default=None)


HILLS = {
    "bowl": Hill(lambda x: x * x / 2, lambda x: 1.0 * x, "x"),
    "three valleys": Hill(
        lambda x: 0.1 * (x - 1) ** 2 + 1 - np.cos(2 * x),
        lambda x: 0.2 * (x - 1) + 2 * np.sin(2 * x),
        "0.2 * (x - 1) + 2 * np.sin(2 * x)",
    ),
    "logistic loss": Hill(
        lambda x: np.logaddexp(0, x),
        lambda x: 1 / (1 + np.exp(-x)),
        "1 / (1 + np.exp(-x))",
    ),
    "x³": Hill(lambda x: x**3, lambda x: 3 * x**2, "3 * x**2", touches=(0.0,)),
    "plateau": Hill(
        lambda x: 3 * (1 - np.exp(-(x**2) / 2)),
        lambda x: 3 * x * np.exp(-(x**2) / 2),
        "3 * x * np.exp(-(x**2) / 2)",
    ),
    "|x|": Hill(np.abs, np.sign, "np.sign(x)"),
}
WIDE = 1.9  # how far the wave is stretched, so that all of it is in the window


def _wave(x):
    u = x / WIDE
    return -(u**5) / 5 - 0.375 * u**4 + 0.75 * u**3 + 1.6875 * u**2


def _slope_of_wave(x):
    u = x / WIDE
    return (u + 1.5) ** 2 * u * (1.5 - u) / WIDE


WAVE = Hill(  # it falls, is level, falls to a minimum, and rises to a maximum
    _wave,
    _slope_of_wave,
    "(x / 1.9 + 1.5) ** 2 * x / 1.9 * (1.5 - x / 1.9) / 1.9",
    touches=(-1.5 * WIDE,),
)


def descend(slope, start, alpha, steps):
    """x_i = x_(i-1) - α f'(x_(i-1)), from x_0 = start.

    Parameters
    ----------
    slope : callable, number or (n,) → the same
    start : number or (n,)
    alpha : number, or callable: the rate of step t = 1, 2, …
    steps : int

    Returns
    -------
    places : (steps + 1, …), or fewer: beyond a million in size the walk ends
    """
    rate = alpha if callable(alpha) else lambda t: alpha
    places = [np.asarray(start, float)]
    for t in range(1, steps + 1):
        if np.max(np.abs(places[-1])) > FAR:
            break
        places.append(places[-1] - rate(t) * slope(places[-1]))
    return np.array(places)


def small(number):
    """A number for a sentence, to two digits; one that is 0 for all purposes says so.

    Example
    -------
    >>> small(0.0123), small(-3e-11)
    ('0.012', 'nearly 0')
    """
    if 0 < abs(number) < 1e-5:
        return "nearly 0"
    return f"{number:.2g}"


def with_minus(text):
    """A sentence whose negative numbers have a minus, and no hyphen.

    Example
    -------
    >>> with_minus("from -4 by 1e-12, well-known")
    'from −4 by 1e-12, well-known'
    """
    return re.sub(r"(?<![\w)])-(?=\d)", "−", text)
