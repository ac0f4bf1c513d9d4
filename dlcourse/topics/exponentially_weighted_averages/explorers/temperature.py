"""The exponentially weighted average of real temperatures: smooth, or up to date.

The average begins on the first day of 2012, and what is shown is a later year, when that beginning
is long forgotten. How late it runs is measured on the whole record: the shift by which it fits best
to a mean that is centred on its day.
"""

from dataclasses import dataclass
from datetime import timedelta
from functools import cache, partial

import numpy as np

from dlcourse import exponentially_weighted_average
from dlcourse.figures import palette
from dlcourse.live.controls import StopSlider, choice
from dlcourse.live.explorer import Explorer, Preset
from dlcourse.live.yours import Yours, answer, driven_by
from dlcourse.topics.exponentially_weighted_averages.runs import (
    ARROWHEAD,
    BETAS,
    FIRST_DAY,
    YEAR,
    centred_mean,
    in_days,
    month_ticks,
    so_many_days,
    temperatures,
)
from dlcourse.topics.snippets import snippet

HALF = 15  # the centred mean takes so many days before and after
YEARS = slice(351, 1446)  # three years, the centred mean whole, the average's start long past
LATEST = 120  # days of shift that are tried
SHOWN = {"2014": YEAR, "2015": slice(YEAR.stop, YEAR.stop + 365)}


@dataclass(frozen=True, eq=False)
class Averages:
    """A year of days, their averages, and what is measured on all of them."""

    beta: float
    shown: slice
    x: np.ndarray  # (365,)
    v: np.ndarray
    centre: np.ndarray
    lag: int
    yours: Yours  # (1461,)

    @property
    def window(self):
        """About how many days are averaged: 1/(1 - β)."""
        return 1 / (1 - self.beta)

    @property
    def peak(self):
        """The date of the largest v, and v on it."""
        day = int(np.argmax(self.v))
        date = FIRST_DAY + timedelta(days=self.shown.start + day)
        return f"{date.day} {date:%B}", float(self.v[day])

    @property
    def moves(self):
        """(2,): by how much v and the temperature change from one day to the next."""
        return np.array([np.abs(np.diff(series)).mean() for series in (self.v, self.x)])


@cache
def shifted_centres():
    """The centred mean 0, 1, … days earlier, each row with mean 0 and norm 1."""
    centre = centred_mean(temperatures(), HALF)
    rows = [centre[YEARS.start - s : YEARS.stop - s] for s in range(LATEST + 1)]
    rows = np.array(rows) - np.mean(rows, axis=1, keepdims=True)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    rows.setflags(write=False)
    return rows


def lag(beta):
    """The shift in days with which the average correlates best with the centred mean."""
    average = exponentially_weighted_average(temperatures(), beta, bias_correction=True)
    return int(np.argmax(shifted_centres() @ average[YEARS]))


def compute(beta, year, yours=None):
    """Average all days; `yours` is the student's `ewa`."""
    x, shown = temperatures(), SHOWN[year]
    v = exponentially_weighted_average(x, beta)
    centre = centred_mean(x, HALF)
    ours = Yours.of(yours, partial(answer, shape=x.shape), x, beta)
    return Averages(beta, shown, x[shown], v[shown], centre[shown], lag(beta), ours)


def setup(figure, with_yours=False):
    """One year: days, their average, and a mean that is centred on its day."""
    axes = figure.subplots()
    axes.set(xlim=(0, 365), ylim=(20, 92), ylabel="mean temperature of a day, °F")
    axes.set_title("A year in Seattle")
    ticks = month_ticks(YEAR.start, 365, most=12)  # of both years: neither is a leap year
    axes.set_xticks([at for at, _ in ticks], [name.split()[0] for _, name in ticks])
    artists = {"year": axes.text(362, 87, "", ha="right", weight="bold")}
    (artists["window"],) = axes.fill([], [], color=palette.AVERAGE, alpha=0.14, linewidth=0)
    dots = {"color": palette.REFERENCE, "markersize": 4, "alpha": 0.4}
    (artists["dots"],) = axes.plot([], [], ".", **dots)
    thin = {"color": palette.CHOSEN, "linewidth": 1.1}
    (artists["centre"],) = axes.plot([], [], **thin)
    (artists["v"],) = axes.plot([], [], color=palette.AVERAGE)
    ring = {"color": palette.AVERAGE, "markersize": 11, "markerfacecolor": "none", "zorder": 4}
    (artists["highest"],) = axes.plot([], [], "o", **ring)
    if with_yours:
        ochre = {"color": palette.YOURS, "linestyle": "-.", "linewidth": 2.6}
        (artists["yours"],) = axes.plot([], [], **ochre)
        axes.text(3, 71, "-·- yours", color=palette.YOURS)
    arrow = {"color": palette.CHOSEN, "zorder": 5}
    (artists["arrow"],) = axes.plot([], [], linewidth=2, **arrow)
    (artists["stem"],) = axes.plot([], [], linewidth=1, linestyle=":", **arrow)
    (artists["head"],) = axes.plot([], [], marker=ARROWHEAD, markersize=14, **arrow)
    box = {"bbox": {"facecolor": "white", "alpha": 0.85, "linewidth": 0, "pad": 1}, "zorder": 6}
    artists["late"] = axes.text(0, 30, "", va="top", **box)
    artists["span"] = axes.text(0, 22, "", ha="right", color=palette.AVERAGE)
    axes.text(3, 87, "• temperature", color=palette.REFERENCE)
    axes.text(3, 81.5, "— mean of 31 days, 15 before to 15 after", color=palette.CHOSEN)
    artists["name"] = axes.text(3, 76, "", color=palette.AVERAGE)
    return artists


def draw(artists, result):
    """The series, its average, the window and the lag."""
    t = np.arange(result.x.size)
    artists["dots"].set_data(t, result.x)
    artists["centre"].set_data(t, result.centre)
    artists["v"].set_data(t, result.v)
    highest = np.argmax(result.v)
    artists["highest"].set_data([highest], [result.v[highest]])
    artists["name"].set_text(f"— average v, β = {result.beta:g}, ○ where it is highest")
    artists["year"].set_text(next(year for year, days in SHOWN.items() if days == result.shown))
    if "yours" in artists:
        given = result.yours.given
        mine = result.yours.numbers[result.shown] if given else np.empty(0)
        artists["yours"].set_data(t[: mine.size], mine)
    end = 352
    low = end - result.window
    artists["window"].set_xy([(low, 20), (end, 20), (end, 80), (low, 80)])
    artists["span"].set(text=f"1/(1 − β) = {so_many_days(result.window)}", x=end - 2)
    draw_lag(artists, result)


def rising_day(centre, low, high):
    """The last day at which the centred mean rises through the mean of all years, or rises most."""
    above = centre[low:high] > temperatures().mean()
    crossings = np.flatnonzero(above[1:] & ~above[:-1])
    steps = crossings[-1:] if crossings.size else [np.argmax(np.diff(centre[low:high]))]
    return low + int(steps[0])


def draw_lag(artists, result):
    """An arrow from the centred mean to where the average says the same, on a spring day."""
    day = rising_day(result.centre, 45, 290)
    y, tip = result.centre[day], day + result.lag
    artists["arrow"].set_data([day, tip], [y, y])
    artists["head"].set_data([tip] * (result.lag > 0), [y] * (result.lag > 0))
    artists["stem"].set_data([tip, tip], [30, y])
    artists["late"].set(text=f"{so_many_days(result.lag)} late", x=tip)


def describe(result):
    """How smooth, and how late."""
    moves, (date, highest) = result.moves, result.peak
    text = (
        f"β = {result.beta:g}, about {so_many_days(result.window)}: v changes by {moves[0]:.2f} °F "
        f"from day to day, the temperature by {moves[1]:.2f}. v is highest on {date}, "
        f"{highest:.0f} °F. Over three years it runs {so_many_days(result.lag)} late."
    )
    return text + result.yours.says("numbers", partial(opinion, result))


def opinion(result, yours):
    """How far the student's average is from the right one."""
    most = np.abs(yours[result.shown] - result.v).max()
    return "is the same." if most < 1e-9 else f"is up to {in_days(most)} °F off."


def code(beta, year):
    """The average of the year shown."""
    shown = SHOWN[year]
    return snippet(
        f"all_days, year = dl.load_temperature(), slice({shown.start}, {shown.stop})",
        f"x, v = all_days[year], dl.exponentially_weighted_average(all_days, beta={beta:g})[year]",
    )


def temperature(yours=None):
    """β on real temperatures; `yours` is the student's `ewa`."""
    return Explorer(
        title="An average that follows the temperature",
        **driven_by(yours, setup, compute),
        draw=draw,
        describe=describe,
        controls={
            "beta": StopSlider("β", BETAS[:21], 0.9),
            "year": choice("year", tuple(SHOWN), "2014"),
        },
        presets=[
            Preset(
                "two days",
                "β = 0.5: hardly late, and nearly as restless as the temperature itself.",
                {"beta": 0.5},
                lambda r: r.lag <= 2 and r.moves[0] > 1.2,
            ),
            Preset(
                "ten days",
                "β = 0.9: the weather's ups and downs are gone, and spring arrives nine days late.",
                {"beta": 0.9},
                lambda r: 8 <= r.lag <= 10 and r.moves[0] < 0.6,
            ),
            Preset(
                "fifty days",
                "β = 0.98: very smooth, shifted to the right by more than a month.",
                {"beta": 0.98},
                lambda r: 33 <= r.lag <= 45,
            ),
            Preset(
                "too smooth",
                "β = 0.99: half of the difference between summer and winter is averaged away.",
                {"beta": 0.99},
                lambda r: np.ptp(r.v) < 0.55 * np.ptp(r.centre),
            ),
        ],
        code=code,
        pin=("v",),
        main=("beta",),
    )
