"""What the explorers of notebook 08 share: the temperatures, their forecast, the stops of β."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import numpy as np

from dlcourse import load_temperature
from dlcourse.figures.descent import Landscape
from dlcourse.live.controls import StopSlider

FIRST_DAY = date(2012, 1, 1)
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
# evenly spaced in log(1 - β), ten stops a decade, rounded: windows of 1, 1.25, 1.6, 2, … 200 days
ONE_MINUS_BETA = (
    *(1, 0.8, 0.63, 0.5, 0.4, 0.32, 0.25, 0.2, 0.16, 0.125),
    *(0.1, 0.08, 0.063, 0.05, 0.04, 0.032, 0.025, 0.02, 0.016, 0.0125),
    *(0.01, 0.008, 0.0063, 0.005),
)
BETAS = tuple(round(1 - rest, 4) for rest in ONE_MINUS_BETA)
YEAR = slice(731, 1096)  # 2014: what began on the first day of 2012 is forgotten by then
STEPS = 200  # of a descent
LATE = STEPS // 2  # from here on a descent's cost is judged
START = (-1.0, 1.0)  # θ₁, θ₂ before the first step
ARROWHEAD = ((0, 0), (-1, 0.5), (-1, -0.5))  # a marker whose point, not its middle, is at the value
RUNS = 20  # descents side by side, each with its own days


@cache
def temperatures():
    """The mean temperature of each day in °F, (1461,), read once."""
    series = load_temperature()
    series.setflags(write=False)
    return series


@cache
def forecast():
    """What tomorrow's temperature is forecast from, in standard deviations from the mean.

    Returns
    -------
    X : (2, 1459), a day's temperature and that of the day before
    y : (1459,), the next day's
    """
    x = temperatures()
    z = (x - x.mean()) / x.std()
    X, y = np.array([z[1:-1], z[:-2]]), z[2:]
    X.setflags(write=False)
    y.setflags(write=False)
    return X, y


@cache
def curvature():
    """(2, 2): the second derivatives of J = 1/(2m) Σ (θᵀx - y)²."""
    X, y = forecast()
    return X @ X.T / y.size


@cache
def bottom():
    """(2,): the parameters with the lowest cost."""
    X, y = forecast()
    return np.linalg.solve(curvature(), X @ y / y.size)


@cache
def lowest_cost():
    """J at the bottom: what no forecast from these two days explains."""
    X, y = forecast()
    return float(np.mean((bottom() @ X - y) ** 2) / 2)


def excess(theta):
    """How far J is above its minimum, as a share of the minimum; (…, 2) → (…)."""
    away = np.asarray(theta) - bottom()
    return np.einsum("...i,ij,...j", away, curvature(), away) / (2 * lowest_cost())


@cache
def ravine():
    """The cost over both parameters."""
    window = (-1.6, 2.2), (-1.1, 2.3)
    return Landscape(lambda theta: lowest_cost() * (1 + excess(theta.T)), *window, n=60)


@dataclass(frozen=True, eq=False)
class Descents:
    """Descents with mini-batches, all from the same start and each with days of its own."""

    theta: np.ndarray  # (RUNS, STEPS + 1, 2), the start first
    gradients: np.ndarray  # (RUNS, STEPS, 2), of the mini-batches


@cache
def days_of(batch_size, seed):
    """(STEPS, batch_size): the numbers of the days in each mini-batch."""
    days = np.random.default_rng(seed).integers(0, forecast()[1].size, (STEPS, batch_size))
    days.setflags(write=False)
    return days


def descend(learning_rate, batch_size, beta=0.0, seeds=range(RUNS)):
    """Gradient descent by the average of the mini-batches' gradients: θ := θ - α v.

    With β = 0 the average is the gradient itself.
    """
    X, y = forecast()
    days = np.stack([days_of(batch_size, seed) for seed in seeds], axis=1)  # (STEPS, runs, size)
    x, target = X[:, days], y[days]
    at, v = np.tile(START, (len(seeds), 1)), np.zeros((len(seeds), 2))
    theta, gradients = [at], []
    for t in range(STEPS):
        error = np.einsum("isb,si->sb", x[:, t], at) - target[t]
        gradients.append(np.einsum("isb,sb->si", x[:, t], error) / batch_size)
        v = beta * v + (1 - beta) * gradients[-1]
        at = at - learning_rate * v
        theta.append(at)
    return Descents(np.stack(theta, axis=1), np.stack(gradients, axis=1))


def corrected(series, beta):
    """The average of each column along axis 1, bias corrected; (runs, T, n) → (runs, T, n)."""
    v, averages = np.zeros_like(series[:, 0]), np.empty_like(series)
    for t in range(series.shape[1]):
        v = beta * v + (1 - beta) * series[:, t]
        averages[:, t] = v / (1 - beta ** (t + 1))
    return averages


def beta_slider(value=0.9):
    """β on a logarithmic scale of 1 - β."""
    return StopSlider("β", BETAS, value)


def in_days(number):
    """A number of days, or of iterations, to the precision that matters.

    Example
    -------
    >>> in_days(1.25), in_days(10.000000000000002), in_days(31.25)
    ('1.2', '10', '31')
    """
    return f"{number:.0f}" if number >= 9.95 else f"{number:.2g}"


def so_many_days(number):
    """A number of days with the word: 1 day, 10 days."""
    return f"{in_days(number)} day{'' if number == 1 else 's'}"


def centred_mean(series, half):
    """The mean of the days t - half … t + half; fewer at both ends. It looks into the future."""
    sums = np.concatenate([[0.0], np.cumsum(series)])
    t = np.arange(series.size)
    low, high = np.maximum(t - half, 0), np.minimum(t + half + 1, series.size)
    return (sums[high] - sums[low]) / (high - low)


def month_ticks(first, days, most=6):
    """At most so many first days of a month among the days shown.

    Parameters
    ----------
    first : int, the first day shown, counted from 0
    days : int, how many are shown

    Returns
    -------
    ticks : list of (place, name), the place counted in days from the first one shown

    Example
    -------
    >>> month_ticks(20, 60)
    [(11, 'Feb 2012'), (40, 'Mar')]
    """
    shown = [FIRST_DAY + timedelta(days=first + i) for i in range(days)]
    starts = [(i, day) for i, day in enumerate(shown) if day.day == 1]
    step = next(s for s in (1, 2, 3, 6, 12) if len(starts) <= most * s)
    kept = [(i, day) for i, day in starts if (day.month - 1) % step == 0] or starts[:1]
    return [
        (i, MONTHS[day.month - 1] + (f" {day.year}" if n == 0 or day.month == 1 else ""))
        for n, (i, day) in enumerate(kept)
    ]
