"""Exponentially weighted averages of real temperatures: smooth, late, and wrong at the start.

The average begins at the first day shown, from v_0 = 0. How late it runs is measured on the whole
record: the shift by which it fits best to a mean that is centred on its day.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np

from dlcourse import exponentially_weighted_average
from dlcourse.live.controls import StopSlider, choice, toggle
from dlcourse.live.explorer import Explorer, Preset
from dlcourse.live.yours import answer, attempted, driven_by
from dlcourse.topics.exponentially_weighted_averages.explorers.temperature_figure import draw, setup
from dlcourse.topics.exponentially_weighted_averages.runs import (
    beta_slider,
    centred_mean,
    in_days,
    so_many_days,
    temperatures,
)

HALF = 15  # the centred mean takes so many days before and after
YEARS = slice(351, 1446)  # three years, the centred mean whole, the average's start long past
LATEST = 120  # days of shift that are tried
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
    yours: object  # (T,), None where there is none, False where it gives no numbers

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
    attempt = None
    if yours is not None:
        attempt = answer(yours, theta, beta, shape=theta.shape)
        attempt = False if attempt is None else attempt
    return Averages(
        *(beta, bias_correction, first - 1, theta, v, uncorrected, corrected, centre),
        *(lag(beta), attempt),
    )


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
    return text + opinion(result)


def opinion(result):
    """What there is to say about the student's average; nothing where it was not attempted."""
    if result.yours is None:
        return ""
    if result.yours is False:
        return " Yours gives no numbers: let its check tell you why."
    most = np.abs(result.yours - result.uncorrected).max()
    same = "the same" if most < 1e-9 else f"up to {most:.1f} °F off"
    return f" Yours is {same}{' without correction' if result.bias_correction else ''}."


def code(beta, bias_correction, first, days):
    """The average of the days shown."""
    return f"""from dlcourse import exponentially_weighted_average, load_temperature
theta = load_temperature()[{first - 1}:{first - 1 + days}]
v = exponentially_weighted_average(theta, beta={beta:g}, bias_correction={bias_correction})
"""


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
