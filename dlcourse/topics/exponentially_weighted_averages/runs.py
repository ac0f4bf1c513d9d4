"""What the explorers of notebook 08 share: the temperatures, the stops of β, days in words."""

from datetime import date, timedelta
from functools import cache

import numpy as np

from dlcourse import load_temperature
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


@cache
def temperatures():
    """The mean temperature of each day in °F, (1461,), read once."""
    series = load_temperature()
    series.setflags(write=False)
    return series


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
