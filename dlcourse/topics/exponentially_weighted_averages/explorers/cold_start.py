"""The first year of an average that begins at 0: too low until what it began with has faded."""

from dataclasses import dataclass
from functools import partial

import numpy as np

from dlcourse import exponentially_weighted_average
from dlcourse.figures import palette
from dlcourse.live.explorer import Explorer, Preset
from dlcourse.live.yours import Yours, answer, driven_by
from dlcourse.topics.exponentially_weighted_averages.runs import (
    beta_slider,
    in_days,
    month_ticks,
    so_many_days,
    temperatures,
)
from dlcourse.topics.snippets import snippet

DAYS = 365
TOO_LOW = 1.0  # °F: what counts as wrong
TOP = 92  # of the axis


@dataclass(frozen=True, eq=False)
class Start:
    """The days of 2012 with both averages, (DAYS,) each."""

    beta: float
    x: np.ndarray
    v: np.ndarray
    corrected: np.ndarray
    yours: Yours

    @property
    def too_low(self):
        """The number of days on which v is more than 1 °F below the corrected average."""
        return int((self.corrected - self.v > TOO_LOW).sum())

    @property
    def total(self):
        """(DAYS,): what the weights of the days so far sum to, 1 - βᵗ."""
        return 1 - self.beta ** np.arange(1.0, DAYS + 1)


def compute(beta, yours=None):
    """Average the days of the first year; `yours` is the student's `corrected_average`."""
    x = temperatures()[:DAYS]
    averages = (exponentially_weighted_average(x, beta, correct) for correct in (False, True))
    ours = Yours.of(yours, partial(answer, shape=x.shape), x, beta)
    return Start(beta, x, *averages, ours)


def setup(figure, with_yours=False):
    """Left the year, right what the weights sum to."""
    left, right = figure.subplots(1, 2, width_ratios=(2.3, 1))
    left.set(title="The first year, from v = 0", xlim=(-2, DAYS), ylim=(0, TOP), ylabel="°F")
    ticks = month_ticks(0, DAYS)
    left.set_xticks([place for place, _ in ticks], [name for _, name in ticks])
    left.plot(temperatures()[:DAYS], ".", color=palette.REFERENCE, markersize=4, alpha=0.6)
    right.set(title="Its weights sum to", xlim=(0, DAYS), ylim=(0, 1.08), xlabel="day t")
    right.axhline(1, color="#555555", linewidth=0.8)
    red = {"color": palette.AVERAGE}
    artists = {}
    (artists["v"],) = left.plot([], [], linestyle=(0, (4, 2)), **red)
    (artists["corrected"],) = left.plot([], [], **red)
    (artists["total"],) = right.plot([], [], linestyle=(0, (4, 2)), **red)
    for name, axes in (("end", left), ("end_right", right)):
        (artists[name],) = axes.plot([], [], linestyle=":", color=palette.CHOSEN, linewidth=1.3)
    if with_yours:
        ochre = {"color": palette.YOURS, "linestyle": "-.", "linewidth": 2.6}
        (artists["yours"],) = left.plot([], [], **ochre)
        left.text(DAYS - 4, 3, "-·- yours", color=palette.YOURS, ha="right")
    left.text(DAYS - 4, 24, "• temperature", color=palette.REFERENCE, ha="right")
    left.text(DAYS - 4, 10, "- - v", ha="right", **red)
    left.text(DAYS - 4, 17, "— v without the cold start", ha="right", **red)
    artists["too_low"] = left.text(0, 0, "", fontsize=10)
    artists["formula"] = right.text(DAYS - 5, 0.06, "1 − βᵗ", ha="right", **red)
    return artists


def draw(artists, result):
    """Both averages, the day on which v has recovered, and the sum of the weights."""
    t = np.arange(DAYS)
    artists["v"].set_data(t, result.v)
    artists["corrected"].set_data(t, result.corrected)
    artists["total"].set_data(t + 1, result.total)
    n = result.too_low
    artists["end"].set_data([n, n], [0, result.corrected[min(n, DAYS - 1)]])
    artists["end_right"].set_data([n, n], [0, result.total[min(n, DAYS) - 1] if n else 0])
    side = {"x": n + 4, "ha": "left"} if n < 220 else {"x": n - 4, "ha": "right"}
    artists["too_low"].set(text=f"over 1 °F too low: {so_many_days(n)}" * (n > 0), y=31, **side)
    if "yours" in artists:
        mine = result.yours.numbers if result.yours.given else np.empty(0)
        artists["yours"].set_data(t[: mine.size], np.clip(mine, -TOP, 2 * TOP))


def describe(result):
    """How low it begins, and how long that lasts."""
    n = result.too_low
    low = so_many_days(n) if n < DAYS else "all days of the year"
    text = (
        f"β = {result.beta:g}: day 1 was {result.x[0]:.1f} °F and v is {result.v[0]:.1f}; on {low} "
        "v is more than 1 °F below the same average without the cold start"
    )
    return f"{text}." + result.yours.says("numbers", partial(opinion, result))


def opinion(result, yours):
    """How far the student's average is from the corrected one."""
    most = np.abs(yours - result.corrected).max()
    return "is the corrected one." if most < 1e-9 else f"is up to {in_days(most)} °F off."


def code(beta):
    """Both averages of the first year."""
    how = f"dl.exponentially_weighted_average(x, beta={beta:g}"
    return snippet(
        f"x = dl.load_temperature()[:{DAYS}]",
        f"v, corrected = {how}), {how}, bias_correction=True)",
    )


def cold_start(yours=None):
    """The average where it begins; `yours` is the student's `corrected_average`."""
    return Explorer(
        title="The cold start",
        **driven_by(yours, setup, compute),
        draw=draw,
        describe=describe,
        controls={"beta": beta_slider(0.98)},
        presets=[
            Preset(
                "two days",
                "β = 0.5: the start is forgotten within a week.",
                {"beta": 0.5},
                lambda r: r.too_low <= 7,
            ),
            Preset(
                "ten days",
                "β = 0.9: more than 1 °F too low for a month.",
                {"beta": 0.9},
                lambda r: 28 <= r.too_low <= 40,
            ),
            Preset(
                "fifty days",
                "β = 0.98: more than 1 °F too low for more than half a year.",
                {},
                lambda r: 183 < r.too_low < 230,
            ),
        ],
        code=code,
        pin=("v", "corrected"),
        main=("beta",),
    )
