"""Exponentially weighted averages of real temperatures: smooth, late, and wrong at the start.

The average begins at the first day shown, from v_0 = 0. How late it runs is measured on the whole
record: the shift by which it fits best to a mean that is centred on its day.
"""

from dataclasses import dataclass
from functools import cache, partial

import numpy as np

from dlcourse import exponentially_weighted_average
from dlcourse.figures import palette
from dlcourse.live.controls import StopSlider, choice, toggle
from dlcourse.live.explorer import Explorer, Preset
from dlcourse.live.yours import Yours, answer, attempted, driven_by
from dlcourse.topics.exponentially_weighted_averages.runs import (
    beta_slider,
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
START = 60  # days in the left panel
TICKS = 7
TOO_LOW = 1.0  # °F: what counts as wrong at the start


@dataclass(frozen=True, eq=False)
class Averages:
    """The days shown, their averages, and what is measured on them."""

    beta: float
    bias_correction: bool
    first: int  # counted from 0
    theta: np.ndarray
    v: np.ndarray  # as shown, corrected or not
    uncorrected: np.ndarray
    corrected: np.ndarray
    centre: np.ndarray
    lag: int
    yours: Yours  # (T,)

    @property
    def window(self):
        """About how many days are averaged: 1/(1 - β)."""
        return 1 / (1 - self.beta)

    @property
    def mean_age(self):
        """Of the weights, in days: Σ k (1 - β) βᵏ = β/(1 - β)."""
        return self.beta / (1 - self.beta)

    @property
    def too_low(self):
        """The number of days shown on which the uncorrected average is more than 1 °F too low."""
        return int((self.corrected - self.uncorrected > TOO_LOW).sum())


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


def compute(beta, bias_correction, first, days, yours=None):
    """Average the days shown; `yours` is the student's `ewa`."""
    theta = temperatures()[first - 1 : first - 1 + days]
    uncorrected = exponentially_weighted_average(theta, beta)
    corrected = exponentially_weighted_average(theta, beta, bias_correction=True)
    v = corrected if bias_correction else uncorrected
    centre = centred_mean(temperatures(), HALF)[first - 1 : first - 1 + days]
    ours = Yours.of(yours, partial(answer, shape=theta.shape), theta, beta)
    return Averages(
        *(beta, bias_correction, first - 1, theta, v, uncorrected, corrected, centre),
        *(lag(beta), ours),
    )


def setup(figure, with_yours=False):
    """Left the first days with both averages, right all days with the chosen one."""
    left, right = figure.subplots(1, 2, width_ratios=(1, 2.1), sharey=True)
    left.set(title="The first 60 days", xlim=(0, START), ylim=(0, 92), ylabel="°F")
    left.set(xlabel="day of the average", xticks=range(0, 61, 20))
    right.set(title="The days shown", xlim=(0, 1), xticks=[])
    right.set_xlabel("the first of a month", labelpad=24)
    small = {"linestyle": "None", "marker": ".", "color": palette.REFERENCE}
    red, dashed = {"color": palette.AVERAGE}, {"linestyle": (0, (4, 2))}
    thin = {"color": palette.CHOSEN, "linewidth": 1.3, "linestyle": ":"}
    artists = {}
    (artists["window"],) = right.fill([], [], color=palette.AVERAGE, alpha=0.14, linewidth=0)
    (artists["start_dots"],) = left.plot([], [], markersize=4, **small)
    (artists["dots"],) = right.plot([], [], markersize=3, alpha=0.55, **small)
    (artists["centre"],) = right.plot([], [], **thin)
    (artists["start_corrected"],) = left.plot([], [], **red)
    (artists["start_uncorrected"],) = left.plot([], [], **red, **dashed)
    (artists["corrected"],) = right.plot([], [], **red)
    (artists["uncorrected"],) = right.plot([], [], **red, **dashed)
    if with_yours:
        ochre = {"color": palette.YOURS, "linestyle": "-.", "linewidth": 2.6}
        (artists["start_yours"],) = left.plot([], [], **ochre)
        (artists["yours"],) = right.plot([], [], **ochre)
        left.text(59, 4, "-·- yours", color=palette.YOURS, ha="right")
    arrow = {"color": palette.CHOSEN, "zorder": 5}
    (artists["arrow"],) = right.plot([], [], linewidth=2, **arrow)
    (artists["stem"],) = right.plot([], [], linewidth=1, linestyle=":", **arrow)
    (artists["head"],) = right.plot([], [], ">", markersize=7, **arrow)
    box = {"bbox": {"facecolor": "white", "alpha": 0.85, "linewidth": 0, "pad": 1}, "zorder": 6}
    artists["late"] = right.text(0, 19, "", va="top", fontsize=10, **box)
    artists["span"] = right.text(0, 3, "", ha="right", color=palette.AVERAGE, fontsize=10)
    left.text(1, 85, "— corrected", color=palette.AVERAGE, fontsize=10)
    left.text(59, 85, "- - not corr.", color=palette.AVERAGE, fontsize=10, ha="right")
    right.text(0.01, 85, "• temperature", color=palette.REFERENCE, fontsize=10)
    right.text(0.99, 85, "··· mean of the days ± 15", fontsize=10, ha="right")
    artists["name"] = right.text(0.235, 85, "", color=palette.AVERAGE, fontsize=10)
    for i in range(TICKS):
        place = {"transform": right.get_xaxis_transform(), "ha": "center", "va": "top"}
        artists[f"tick_{i}"] = right.text(0, -0.03, "", fontsize=10, **place)
        (artists[f"grid_{i}"],) = right.plot([], [], color="#e6e6e6", linewidth=0.8, zorder=0.5)
    return artists


def draw(artists, result):
    """The series, its averages, the window and the lag."""
    n = result.theta.size
    t = np.arange(1, n + 1)
    artists["start_dots"].set_data(t[:START], result.theta[:START])
    artists["dots"].set_data(t / n, result.theta)
    artists["centre"].set_data(t / n, result.centre)
    kinds = ("corrected", result.corrected), ("uncorrected", result.uncorrected)
    for kind, values in kinds:
        artists[f"start_{kind}"].set_data(t[:START], values[:START])
        chosen = result.bias_correction == (kind == "corrected")
        artists[kind].set_data(t[: t.size * chosen] / n, values[: t.size * chosen])
    name = "— average" if result.bias_correction else "- - average, not corrected"
    artists["name"].set_text(name)
    if "yours" in artists:
        mine = result.yours.numbers if result.yours.given else np.empty(0)
        artists["start_yours"].set_data(t[: mine.size][:START], mine[:START])
        artists["yours"].set_data(t[: mine.size] / n, mine)
    end = 0.97
    low = max(end - result.window / n, 0)
    artists["window"].set_xy([(low, 0), (end, 0), (end, 82), (low, 82)])
    artists["span"].set(text=f"1/(1 − β) = {so_many_days(result.window)}", x=end - 0.01)
    draw_lag(artists, result)
    ticks = month_ticks(result.first, n)
    for i in range(TICKS):
        place, text = ticks[i] if i < len(ticks) else (-n, "")
        x = (place + 1) / n
        artists[f"tick_{i}"].set(x=x, text=text, ha="left" if x < 0.05 else "center")
        artists[f"grid_{i}"].set_data([x, x], [0, 82])


def rising_day(centre, low, high):
    """The last day at which the centred mean rises through the mean of all years, or rises most."""
    above = centre[low:high] > temperatures().mean()
    crossings = np.flatnonzero(above[1:] & ~above[:-1])
    steps = crossings[-1:] if crossings.size else [np.argmax(np.diff(centre[low:high]))]
    return low + int(steps[0])


def draw_lag(artists, result):
    """An arrow from the centred mean to where the average says the same, on a spring day."""
    size = n = result.theta.size
    day = rising_day(result.centre, int(0.12 * size), int(0.8 * size))
    x, y = (day + 1) / n, result.centre[day]
    tip = min(x + result.lag / n, 0.99)
    artists["arrow"].set_data([x, tip], [y, y])
    artists["head"].set_data([tip] * (result.lag > 0), [y] * (result.lag > 0))
    artists["stem"].set_data([tip, tip], [20, y])
    ha = "left" if tip < 0.75 else "right"
    artists["late"].set(text=f"{so_many_days(result.lag)} late", x=tip, ha=ha)


def describe(result):
    """How smooth, how late, and what day 1 reads."""
    age = in_days(result.mean_age)
    late = f"It runs {so_many_days(result.lag)} late (mean age of its weights: {age})"
    over = f"β = {result.beta:g}, about {so_many_days(result.window)}"
    if result.bias_correction:
        moves = np.abs(np.diff(result.v)).mean(), np.abs(np.diff(result.theta)).mean()
        text = (
            f"{over}: it moves {moves[0]:.2f} °F from day to day, the temperature "
            f"{moves[1]:.2f}; day 1 reads {result.v[0]:.1f} °F. {late}."
        )
    else:
        low = (
            so_many_days(result.too_low) if result.too_low < result.theta.size else "all days shown"
        )
        first = f"day 1 reads {result.v[0]:.1f} °F where it was {result.theta[0]:.1f}"
        text = f"{over}, not corrected: {first}; more than 1 °F too low on {low}. {late}."
    return text + result.yours.says("numbers", partial(opinion, result))


def opinion(result, yours):
    """How far the student's average is from the right one without correction."""
    most = np.abs(yours - result.uncorrected).max()
    same = "the same" if most < 1e-9 else f"up to {most:.1f} °F off"
    return f"is {same}{' without correction' if result.bias_correction else ''}."


def code(beta, bias_correction, first, days):
    """The average of the days shown."""
    how = f"beta={beta:g}, bias_correction={bias_correction}"
    return snippet(
        f"theta = dl.load_temperature()[{first - 1}:{first - 1 + days}]",
        f"v = dl.exponentially_weighted_average(theta, {how})",
    )


PRESETS = (
    Preset(
        "two days",
        "β = 0.5: hardly late, and nearly as restless as the temperature itself.",
        {"beta": 0.5, "bias_correction": True},
        lambda r: r.lag <= 2 and np.abs(np.diff(r.v)).mean() > 1.2,
    ),
    Preset(
        "ten days",
        "β = 0.9: the weather's noise is gone, and spring arrives nine days late.",
        {"beta": 0.9, "bias_correction": True},
        lambda r: 8 <= r.lag <= 10 and np.abs(np.diff(r.v)).mean() < 0.6,
    ),
    Preset(
        "fifty days",
        "β = 0.98: very smooth, shifted to the right by more than a month.",
        {"beta": 0.98, "bias_correction": True},
        lambda r: 33 <= r.lag <= 45,
    ),
    Preset(
        "too smooth",
        "β = 0.995: the seasons themselves are averaged away.",
        {"beta": 0.995, "bias_correction": True, "days": 1461},
        lambda r: np.ptp(r.v[366:]) < 0.5 * np.ptp(r.centre[366:]),
    ),
    Preset(
        "cold start",
        "β = 0.98 without correction: the average climbs up from v_0 = 0 for months.",
        {"beta": 0.98, "bias_correction": False},
        lambda r: r.v[0] < 1 and r.too_low > 100,
    ),
)


def explorer(title, beta, correction, presets, yours=None):
    """The live figure with the defaults and presets of one of the two below."""
    return Explorer(
        title=title,
        **driven_by(yours, setup, compute),
        draw=draw,
        describe=describe,
        controls={
            "beta": beta_slider(beta),
            "bias_correction": toggle("bias correction", correction),
            "first": StopSlider("first day", range(1, 1402, 28), 1),
            "days": choice("days", (60, 120, 365, 730, 1461), 365),
        },
        presets=presets,
        code=code,
        pin=("start_corrected", "start_uncorrected", "corrected", "uncorrected"),
        main=("beta", "bias_correction"),
    )


def temperature(yours=None):
    """β, bias correction and lag on real temperatures; `yours` is the student's `ewa`."""
    title = "An average that follows the temperature"
    return explorer(title, 0.9, attempted(yours) is None, PRESETS, yours)
