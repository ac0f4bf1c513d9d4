"""The recursion unrolled: v_t is a sum in which the temperature k days ago weighs (1 - β) βᵏ.

The weights stand under the series and end at a day that the reader drags. They are drawn relative
to today's, whose height is always the same; the numbers at the axis are the weights themselves. The
average began two years before the days shown, so that its beginning weighs nothing any more.
"""

from dataclasses import dataclass

import numpy as np

from dlcourse import exponentially_weighted_average
from dlcourse.figures import palette
from dlcourse.figures.named_curves import place_names, setup_names
from dlcourse.live.controls import StopSlider
from dlcourse.live.explorer import Explorer, Preset
from dlcourse.topics.exponentially_weighted_averages.runs import (
    BETAS,
    YEAR,
    month_ticks,
    so_many_days,
    temperatures,
)
from dlcourse.topics.snippets import snippet

DAYS = 120  # shown: the first of 2014
BEFORE = YEAR.start  # days that came before them
NEAR = 0.03  # what counts as near to 1/e
E = np.exp(-1)


@dataclass(frozen=True, eq=False)
class Weighted:
    """The days up to the one at hand, with the weights that they have in its average."""

    beta: float
    day: int  # of 2014, counted from 1
    x: np.ndarray  # (BEFORE + day,), x_1 … x_t since the first day of 2012
    weights: np.ndarray  # of x_1 … x_t: the newest last
    v: np.ndarray  # v_1 … v_t, by the recursion

    @property
    def weighted_sum(self):
        """Σ weight · temperature, which is v_t."""
        return float(self.weights @ self.x)

    @property
    def window(self):
        """1/(1 - β), as a whole number of days."""
        return round(1 / (1 - self.beta))

    @property
    def recent(self):
        """The sum of the weights of the last 1/(1 - β) days."""
        return float(self.weights[-self.window :].sum())

    @property
    def faded(self):
        """What is left after 1/(1 - β) days of a weight: β^(1/(1 - β)), near 1/e for β near 1."""
        return float(self.beta**self.window)


def compute(beta, day):
    """Weights by their formula, the average by its recursion."""
    x = temperatures()[: BEFORE + day]
    weights = (1 - beta) * beta ** np.arange(x.size - 1.0, -1, -1)
    return Weighted(beta, day, x, weights, exponentially_weighted_average(x, beta))


def setup(figure):
    """The series above its weights; at the right what the weights sum to."""
    grid = figure.add_gridspec(2, 2, width_ratios=(3, 1), height_ratios=(1.15, 1))
    top = figure.add_subplot(grid[0, 0], label="days")
    bottom = figure.add_subplot(grid[1, 0], label="days")
    right = figure.add_subplot(grid[:, 1])
    for axes in (top, bottom):
        axes.set_xlim(0, DAYS + 1)
        ticks = month_ticks(BEFORE, DAYS)
        axes.set_xticks([place + 1 for place, _ in ticks], [name for _, name in ticks])
    top.set(title="Drag the day: temperatures and v", ylim=(22, 66), ylabel="°F")
    top.tick_params(labelbottom=False)
    bottom.set(title="Weights of the days in its v", ylim=(0, 1.12), yticks=[])
    right.set(title="Sum of all weights", xlim=(0, 1), ylim=(0, 1.02), xticks=[])
    right.grid(False)
    red = {"color": palette.AVERAGE}
    dots = {"linestyle": "None", "marker": ".", "color": palette.REFERENCE}
    top.plot(np.arange(1, DAYS + 1), temperatures()[YEAR][:DAYS], markersize=4, alpha=0.45, **dots)
    dots["color"] = palette.CHOSEN
    artists = {}
    (artists["inside"],) = top.plot([], [], markersize=6, **dots)
    (artists["v"],) = top.plot([], [], **red)
    (artists["now"],) = top.plot([], [], "o", markersize=8, **red)
    for name, axes in (("line_top", top), ("line_bottom", bottom)):
        (artists[name],) = axes.plot([], [], ":", color="#555555", linewidth=1.2)
    box = {"bbox": {"facecolor": "white", "alpha": 0.85, "linewidth": 0, "pad": 1}, "zorder": 6}
    artists["reads"] = top.text(0, 0, "", va="top", **red, **box)
    edges = np.arange(DAYS + 1) + 0.5
    for name, look in (("bars", {"alpha": 0.35}), ("window_bars", {"alpha": 0.9})):
        artists[name] = bottom.stairs(np.zeros(DAYS), edges, fill=True, **red, **look)
    bottom.plot([0, DAYS + 1], [E, E], "--", color="#555555", linewidth=1)
    bottom.text(1, E + 0.03, "1/e of today's", color="#555555", fontsize=10)
    beside = bottom.get_yaxis_transform()
    for name, height in (("today", 1), ("by_e", E)):
        artists[name] = bottom.text(
            -0.012, height, "", transform=beside, ha="right", va="center", fontsize=10
        )
    (artists["point"],) = bottom.plot([], [], "D", color=palette.CHOSEN, markersize=8)
    artists["point_says"] = bottom.text(0, 0, "", fontsize=10, **box)
    for name, alpha in (("recent", 0.9), ("older", 0.35)):
        (artists[name],) = right.fill([], [], linewidth=0, alpha=alpha, **red)
    colours = {"recent": palette.AVERAGE, "older": palette.AVERAGE}
    artists |= setup_names(right, colours, x=0.36, fontsize=10)
    right.plot([0.03, 0.3, 0.3, 0.03, 0.03], [0, 0, 1, 1, 0], color="#555555", linewidth=1)
    return artists


def draw(artists, result):
    """Series, weights, the 1/e point and the sum."""
    t, window = result.day, result.window
    days, low = np.arange(1, t + 1), max(t - window, 0)
    artists["inside"].set_data(days[low:], result.x[BEFORE + low :])
    artists["v"].set_data(days, result.v[BEFORE:])
    artists["now"].set_data([t], [result.v[-1]])
    artists["line_top"].set_data([t, t], [22, 66])
    artists["line_bottom"].set_data([t, t], [0, 1.12])
    side = {"x": t + 1.5, "ha": "left"} if t < 100 else {"x": t - 2, "ha": "right"}
    artists["reads"].set(text=f"v = {result.v[-1]:.1f} °F", y=max(result.v[-1] - 4, 29), **side)
    heights = np.zeros(DAYS)
    heights[:t] = result.weights[BEFORE:] / result.weights[-1]
    artists["bars"].set_data(heights)
    artists["window_bars"].set_data(np.where(np.arange(DAYS) < low, 0, heights))
    artists["today"].set_text(f"{1 - result.beta:.3g}")
    artists["by_e"].set_text(f"{(1 - result.beta) * E:.2g}")
    seen = t - window >= 1
    artists["point"].set_data([t - window] * seen, [result.faded] * seen)
    text = f"{so_many_days(window)} ago: {result.faded:.2f} of today's" if seen else ""
    ha, x = ("right", t - window - 2) if t - window > 45 else ("left", t + 2)
    x, ha = (t - 3, "right") if ha == "left" and t > 75 else (x, ha)
    artists["point_says"].set(text=text, position=(x, 0.6 if ha == "left" else 0.5), ha=ha)
    draw_sum(artists, result)


def draw_sum(artists, result):
    """The bar at the right: the days since the 1/e point, and all older ones."""
    recent = result.recent
    for name, low, high in (("recent", 0, recent), ("older", recent, 1)):
        artists[name].set_xy([(0.03, low), (0.3, low), (0.3, high), (0.03, high)])
    ends = {"recent": recent / 2, "older": (recent + 1) / 2 if recent < 1 else np.nan}
    words = {
        "recent": f"last {so_many_days(result.window)}\n{recent:.2f}",
        "older": f"older days\n{1 - recent:.2f}",
    }
    place_names(artists, ends, words)


def describe(result):
    """The 1/e point, what the days since then weigh, and that the weighted sum is the average."""
    days = so_many_days(result.window)
    if abs(result.faded - E) <= NEAR:
        near = "close to 1/e = 0.37"
    else:
        near = "well below 1/e = 0.37, which is for β near 1"
    return (
        f"β = {result.beta:g}: after {days} a weight is {result.faded:.2f} of what it was, {near}; "
        f"the last {days} weigh {result.recent:.2f} together; "
        f"Σ weight · temperature = {result.weighted_sum:.2f} °F = v."
    )


def code(beta, day):
    """The average once by its weights and once by the recursion."""
    return snippet(
        f"x = dl.load_temperature()[:{BEFORE + day}]",
        f"weights = (1 - {beta:g}) * {beta:g} ** np.arange({BEFORE + day - 1}.0, -1, -1)",
        "weighted_sum = weights @ x",
        f"v = dl.exponentially_weighted_average(x, beta={beta:g})",
        "assert np.isclose(weighted_sum, v[-1])",
    )


def pointer(axes, x, y):
    """Dragging in the series or under it moves the day."""
    return {"day": x} if axes.get_label() == "days" else {}


def weights():
    """The weights of an exponentially weighted average, ending at a day that the reader drags."""
    return Explorer(
        title="How much each day counts",
        setup=setup,
        compute=compute,
        draw=draw,
        describe=describe,
        controls={
            "beta": StopSlider("β", BETAS[:21], 0.9),
            "day": StopSlider("day of 2014", range(1, DAYS + 1), 80),
        },
        presets=[
            Preset(
                "ten days",
                "β = 0.9: ten days ago counts a third as much as today, a month ago hardly at all.",
                {"beta": 0.9},
                lambda r: abs(r.faded - E) < 0.02 and 0.6 < r.recent < 0.7,
            ),
            Preset(
                "fifty days",
                "β = 0.98: each day counts little, and many days count.",
                {"beta": 0.98, "day": 110},
                lambda r: abs(r.faded - E) < 0.005,
            ),
            Preset(
                "two days",
                "β = 0.5: two days ago counts 0.5² = 0.25 of today, not 1/e. Is 0.5 near 1?",
                {"beta": 0.5},
                lambda r: r.faded == 0.25,
            ),
        ],
        code=code,
        pointer=pointer,
        pin=("v",),
        main=("beta",),
    )
