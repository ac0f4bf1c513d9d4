"""Hyperparameter search: where to look for each one, and which values to try.

A space is a dict, name → range or list of choices:

    space = {"learning_rate": log_uniform(1e-4, 1), "beta": ewa_beta(0.9, 0.999),
             "units": integers(4, 64), "scheme": [xavier, he]}

A range turns u in [0, 1] into a value: `range.at(u)`. A grid takes evenly spaced u, a random search
draws them, so both follow the scale of the range.
"""

import itertools
import math
from dataclasses import dataclass

import numpy as np

from dlcourse._checks import BETA, COUNT, GENERATOR, Number, Settings, Whole, short

END = Number("a finite number")
WHOLE_END = Whole(-(10**9), 10**9)
POSITIVE_END = Number("a number > 0, such as 1e-4", lambda x: x > 0)
FRACTION = Number("a number in [0, 1]", lambda u: 0 <= u <= 1)


class Range(Settings):
    """What the ranges share: two ends a < b, and a value for each u between 0 and 1."""

    def __post_init__(self):
        super().__post_init__()
        if not self.a < self.b:
            raise ValueError(f"the range goes from {self.a} to {self.b}; expected a < b")

    def at(self, u):
        """Return the value at u, from a at u = 0 to b at u = 1."""
        u = FRACTION.check(u, "u")
        # Rounding may leave the range by the last digit.
        return min(max(self.value(u), self.a), self.b)


@dataclass(frozen=True)
class uniform(Range):
    """Evenly between a and b: a + (b - a) u.

    Parameters
    ----------
    a, b : a < b

    Example
    -------
    >>> uniform(0.5, 1).at(0.5)
    0.75
    """

    a: END
    b: END

    def value(self, u):
        return (1 - u) * self.a + u * self.b


@dataclass(frozen=True)
class integers(Range):
    """A whole number from a to b, both included: for layers and units.

    Parameters
    ----------
    a, b : a < b

    Example
    -------
    >>> [integers(2, 4).at(u) for u in (0, 0.5, 1)]
    [2, 3, 4]
    """

    a: WHOLE_END
    b: WHOLE_END

    def value(self, u):
        return self.a + math.floor(u * (self.b - self.a + 1))


@dataclass(frozen=True)
class log_uniform(Range):
    """Evenly on a log scale: 10ʳ with r from log₁₀ a to log₁₀ b; for learning rates and λ.

    Parameters
    ----------
    a, b : a < b

    Example
    -------
    >>> [log_uniform(0.0001, 1).at(u) for u in (0, 0.5, 1)]
    [0.0001, 0.01, 1.0]
    """

    a: POSITIVE_END
    b: POSITIVE_END

    def value(self, u):
        r = (1 - u) * math.log10(self.a) + u * math.log10(self.b)
        return 10**r


@dataclass(frozen=True)
class ewa_beta(Range):
    """A β by how long it remembers: 1 - β = 10ʳ, so that 1/(1 - β) steps are on a log scale.

    From .9 to .9005 is nothing, 10 to 10.05 steps; from .999 to .9995 is 1000 to 2000.

    Parameters
    ----------
    a, b : a < b

    Example
    -------
    >>> round(ewa_beta(0.9, 0.999).at(0.5), 12)
    0.99
    """

    a: BETA
    b: BETA

    def value(self, u):
        r = (1 - u) * math.log10(1 - self.a) + u * math.log10(1 - self.b)
        return 1 - 10**r


def grid(space, per_axis):
    """Try every combination: `per_axis` evenly spaced values of each range, all choices of a list.

    Parameters
    ----------
    space : dict, name → range or list of choices
    per_axis : int ≥ 1; 1 takes the middle, more include both ends

    Returns
    -------
    trials : a list of dicts, name → value

    Raises
    ------
    TypeError, ValueError
        When space is no such dict or per_axis not a whole number ≥ 1.

    Example
    -------
    >>> grid({"lambd": log_uniform(0.01, 1), "scheme": ["he", "xavier"]}, per_axis=3)[:2]
    [{'lambd': 0.01, 'scheme': 'he'}, {'lambd': 0.01, 'scheme': 'xavier'}]
    """
    _check_space(space)
    per_axis = COUNT.check(per_axis, "per_axis")
    places = np.linspace(0, 1, per_axis).tolist() if per_axis > 1 else [0.5]
    # Few integers give the same value more than once: dict.fromkeys keeps the first of each.
    axes = [
        list(dict.fromkeys(map(axis.at, places))) if isinstance(axis, Range) else axis
        for axis in space.values()
    ]
    return [dict(zip(space, values, strict=True)) for values in itertools.product(*axes)]


def random_search(space, n, rng):
    """Draw n trials at random: each tries a new value of every hyperparameter, a grid does not.

    Parameters
    ----------
    space : dict, name → range or list of choices
    n : int ≥ 1, number of trials
    rng : numpy.random.Generator

    Returns
    -------
    trials : a list of n dicts, name → value

    Raises
    ------
    TypeError, ValueError
        When space is no such dict, n not a whole number ≥ 1 or rng no Generator.

    Source: Bergstra & Bengio 2012.

    Example
    -------
    >>> trials = random_search({"lambd": log_uniform(0.01, 1)}, 9, np.random.default_rng(0))
    >>> len({trial["lambd"] for trial in trials})
    9
    """
    _check_space(space)
    n = COUNT.check(n, "n")
    GENERATOR.check(rng, "rng")
    return [{name: _draw(axis, rng) for name, axis in space.items()} for _ in range(n)]


def _draw(axis, rng):
    return axis.at(rng.random()) if isinstance(axis, Range) else axis[rng.integers(len(axis))]


def _check_space(space):
    expected = 'a dict such as {"learning_rate": log_uniform(1e-4, 1)}'
    if not (isinstance(space, dict) and space):
        raise TypeError(f"space is {short(space)}; expected {expected}")
    for name, axis in space.items():
        if not (isinstance(axis, Range) or (isinstance(axis, list | tuple) and axis)):
            expected = "a range such as log_uniform(1e-4, 1), or a list of choices"
            raise TypeError(f"space[{name!r}] is {short(axis)}; expected {expected}")
