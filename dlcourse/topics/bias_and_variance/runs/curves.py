"""Measurements of known curves, and polynomials through them: what most figures of 03 show.

A curve is known, so that one can draw as many training sets from it as one likes, which nobody can
in practice. A training set has one measurement in each of m equal parts of the day, at a random
moment, with a normal error of standard deviation σ.
"""

from functools import cache

import numpy as np
from numpy.polynomial import legendre

from dlcourse.figures import palette

HOURS = 24.0
MOST_DEGREE = 9
DEGREES = np.arange(MOST_DEGREE + 1)
GRID = (np.arange(96) + 0.5) / 4  # the middles of all quarters of an hour
FINE = np.linspace(0, HOURS, 193)
SIZES = (10, 15, 20, 30, 100, 200)
NOISES = (0.0, 0.5, 1.0, 2.0, 3.0, 4.0)
YLIM = (0.0, 30.0)
NOISE = {"color": palette.REFERENCE, "linestyle": "-."}  # its line: dotted ones are ghosts


def day(x):
    """Degrees Celsius at x hours after midnight: coldest before sunrise, warmest after noon."""
    turn = 2 * np.pi * (np.asarray(x, float) - 5) / HOURS
    return 15 - 6 * np.cos(turn) - 2 * np.sin(2 * turn + 0.7)


def matches(x):
    """Matches that a tennis player wins in a year, x years after the 16th birthday."""
    return 25 - 0.12 * (np.asarray(x, float) - 11) ** 2


def cubic(x):
    """A cubic that rises, falls and rises again."""
    u = np.asarray(x, float) / 12 - 1
    return 15 + 9 * (4 * u**3 - 3 * u)


CURVES = {"a day": day, "a career": matches, "a cubic": cubic}


def basis(x, most=MOST_DEGREE):
    """Legendre polynomials of the degrees 0 … most at x hours, (…, most + 1).

    They span the same polynomials as the powers of x, and no digits are lost at high degrees.
    """
    return legendre.legvander(2 * np.asarray(x, float) / HOURS - 1, most)


def moments(m, rng, sets=()):
    """Random moments of measurement, one in each m-th of the day: (*sets, m), rising."""
    sets = tuple(np.atleast_1d(sets).astype(int)) if np.size(sets) else ()
    return HOURS * (np.arange(m) + rng.random((*sets, m))) / m


def sample(curve, m, noise, rng, sets=()):
    """Training sets: x and y, both (*sets, m)."""
    x = moments(m, rng, sets)
    return x, curve(x) + noise * rng.standard_normal(x.shape)


def fits(x, y, at, most=MOST_DEGREE):
    """Least squares by polynomials of all degrees at once.

    The columns of Q are orthonormal on the training set, so that the polynomial of degree d is the
    sum of the first d + 1 of them, each with its own coefficient.

    Parameters
    ----------
    x, y : (..., m) with m > most, training sets
    at : (n,), or (..., n) with other places for each set
    most : the highest degree

    Returns
    -------
    predictions : (..., most + 1, n), of each degree at each place
    """
    Q, R = np.linalg.qr(basis(x, most))
    c = np.swapaxes(Q, -1, -2) @ np.asarray(y)[..., np.newaxis]  # (..., most + 1, 1)
    functions = np.swapaxes(np.linalg.solve(np.swapaxes(R, -1, -2), _columns(at, most)), -1, -2)
    return np.swapaxes(np.cumsum(functions * np.swapaxes(c, -1, -2), axis=-1), -1, -2)


def _columns(at, most):
    """The basis with a row for each function: (..., most + 1, n)."""
    return np.swapaxes(basis(at, most), -1, -2)


def squared(error):
    """The mean of the squares along the last axis."""
    return np.mean(np.square(error), axis=-1)


SETS = 200  # training sets of a simulation


@cache
def refits(m, noise):
    """Polynomials of all degrees on 200 training sets of the day.

    Returns
    -------
    x, y : (200, m), the training sets
    predictions : (200, 10, 96), of each set and degree at `GRID`
    measured : (10,), the mean squared error on 200 new measurements for each set
    """
    rng = np.random.default_rng(0)
    x, y = sample(day, m, noise, rng, SETS)
    x_new, y_new = sample(day, 200, noise, rng, SETS)
    errors = fits(x, y, x_new) - y_new[:, np.newaxis, :]
    return x, y, fits(x, y, GRID), squared(errors).mean(axis=0)


def parts(predictions):
    """Bias² and variance on average over the day; along the axes sets, degree, place.

    Returns: bias2, variance : (10,)
    """
    mean = predictions.mean(axis=0)
    return squared(mean - day(GRID)), squared(predictions - mean).mean(axis=0)


def short(value):
    """An error with as many decimals as it deserves.

    Example
    -------
    >>> short(4.006), short(41.26), short(13873.3)
    ('4.0', '41', '13,873')
    """
    return f"{value:.1f}" if value < 10 else f"{value:,.0f}"


def setup_day(axes, title=""):
    """Axes for a day's temperatures."""
    axes.set(xlim=(0, HOURS), ylim=YLIM, xticks=range(0, 25, 6), title=title)
    axes.set(xlabel="hour of the day", ylabel="temperature, °C")


def setup_errors(axes, **limits):
    """Axes for mean squared errors against the degree, with room for the curves' names."""
    axes.set(xlim=(-0.4, 11.6), xticks=DEGREES, xlabel="degree", **limits)


def setup_fit(axes):
    """Points, the true curve and a fit, on axes of a day: "points", "truth" and "fit"."""
    (truth,) = axes.plot([], [], "--", color=palette.REFERENCE, linewidth=1.8)
    (fit,) = axes.plot([], [], color=palette.CHOSEN, linewidth=2.2)
    (points,) = axes.plot([], [], "o", color=palette.TRAIN, markersize=6)
    return {"truth": truth, "fit": fit, "points": points}
