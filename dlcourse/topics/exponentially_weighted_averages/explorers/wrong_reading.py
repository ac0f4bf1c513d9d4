"""One wrong reading in two averages that are equally late and equally noisy.

The exponentially weighted average jumps once and forgets it little by little. The plain mean of n
days jumps when the wrong reading comes, and when it leaves. To know when, it keeps n numbers.
"""

from dataclasses import dataclass

import numpy as np

from dlcourse import exponentially_weighted_average
from dlcourse.figures import palette
from dlcourse.live.controls import StopSlider
from dlcourse.live.explorer import Explorer, Preset
from dlcourse.topics.exponentially_weighted_averages.runs import month_ticks, temperatures
from dlcourse.topics.snippets import snippet

LENGTHS = (9, 13, 19, 25, 31, 39, 49)  # of the plain mean, in days
SHOWN = slice(790, 880)  # spring 2014
WRONG = 815  # the day of the wrong reading
TOP = 112  # of the axis


@dataclass(frozen=True, eq=False)
class Readings:
    """The readings and both averages, of all days."""

    days: int
    fault: int
    readings: np.ndarray
    v: np.ndarray
    plain: np.ndarray
    true_v: np.ndarray  # the same averages without the wrong reading
    true_plain: np.ndarray

    @property
    def beta(self):
        """As late as a plain mean of so many days."""
        return (self.days - 1) / (self.days + 1)

    @property
    def off(self):
        """(2, days shown): by how much the wrong reading puts v and the plain mean off."""
        return np.array([self.v - self.true_v, self.plain - self.true_plain])[:, SHOWN]


def plain_mean(series, n):
    """The mean of the last n values; of all so far in the first n - 1 steps."""
    sums = np.concatenate([[0.0], np.cumsum(series)])
    t = np.arange(1, series.size + 1)
    return (sums[t] - sums[np.maximum(t - n, 0)]) / np.minimum(t, n)


def compute(days, fault):
    """Both averages, with the wrong reading and without."""
    beta = (days - 1) / (days + 1)
    true = temperatures()
    readings = true + fault * (np.arange(true.size) == WRONG)
    averages = (
        average
        for series in (readings, true)
        for average in (exponentially_weighted_average(series, beta), plain_mean(series, days))
    )
    return Readings(days, fault, readings, *averages)


def setup(figure):
    """Left how far off both averages are, right the readings and the memory."""
    grid = figure.add_gridspec(2, 2, width_ratios=(1.5, 1))
    left, top, low = (figure.add_subplot(part) for part in (grid[:, 0], grid[0, 1], grid[1, 1]))
    shown = SHOWN.stop - SHOWN.start
    left.set(title="What the wrong reading does", xlim=(0, shown), ylim=(-1, 9))
    left.set_ylabel("average too high by, °F")
    top.set(title="The readings, °F", xlim=(0, shown), ylim=(30, TOP))
    for axes in (left, top):
        ticks = month_ticks(SHOWN.start, shown)
        axes.set_xticks([place for place, _ in ticks], [name.split()[0] for _, name in ticks])
    low.set(title="Numbers in memory", xlim=(0, 62), ylim=(1.5, -0.5), yticks=(0, 1))
    low.set_yticklabels(("v", "plain"))
    low.grid(axis="y", visible=False)
    artists = {}
    dots = {"color": palette.REFERENCE, "markersize": 3}
    (artists["readings"],) = top.plot([], [], ".", alpha=0.6, **dots)
    (artists["wrong"],) = top.plot([], [], "X", color=palette.REFERENCE, markersize=8)
    artists["wrong_says"] = top.text(0, 0, "", va="center", fontsize=10)
    looks = (
        ("v", {"color": palette.AVERAGE}),
        ("plain", {"color": palette.CHOSEN, "linestyle": (0, (3, 1)), "linewidth": 1.6}),
    )
    for name, look in looks:
        (artists[name],) = top.plot([], [], **look)
        (artists[f"{name}_off"],) = left.plot([], [], **look)
    for y, name, colour in ((8.3, "v_says", palette.AVERAGE), (7.6, "plain_says", palette.CHOSEN)):
        artists[name] = left.text(shown - 1, y, "", color=colour, ha="right")
    artists["leaves"] = left.text(0, 0, "", fontsize=10)
    for row, colour in enumerate((palette.AVERAGE, palette.CHOSEN)):
        fill = {"alpha": 0.4} if row == 0 else {"facecolor": "none", "edgecolor": colour}
        (artists[f"memory_{row}"],) = low.fill([], [], color=colour, **fill)
        artists[f"memory_says_{row}"] = low.text(1, row, "", va="center", fontsize=10)
    return artists


def draw(artists, result):
    """Errors, readings, averages and two bars."""
    shown = np.arange(SHOWN.stop - SHOWN.start)
    readings, at, some = result.readings[SHOWN], WRONG - SHOWN.start, result.fault > 0
    height = min(readings[at], TOP - 6)
    artists["readings"].set_data(shown, readings)
    artists["wrong"].set_data([at] * some, [height] * some)
    artists["wrong_says"].set(text="a wrong one" * some, position=(at + 3, height))
    for name, series, off in zip(("v", "plain"), (result.v, result.plain), result.off, strict=True):
        artists[name].set_data(shown, series[SHOWN])
        artists[f"{name}_off"].set_data(shown, off)
    artists["v_says"].set_text(f"— v, β = {result.beta:.3g}")
    artists["plain_says"].set_text(f"- - plain mean of {result.days} days")
    leaves, last = at + result.days, result.off[1][at]
    artists["leaves"].set(
        text=f"{result.days} days later" * (some and leaves < shown.size - 20),
        position=(leaves + 1, last + 0.1),
    )
    for row, count in enumerate((1, result.days)):
        low, high = row - 0.3, row + 0.3
        artists[f"memory_{row}"].set_xy([(0, low), (count, low), (count, high), (0, high)])
        artists[f"memory_says_{row}"].set(text=str(count), x=count + 1.5)


def describe(result):
    """What a wrong reading does to both, and what they keep."""
    n = result.days
    memory = f"Memory: 1 number against {n}."
    if not result.fault:
        return (
            f"β = {result.beta:.3g} and a plain mean of {n} days, equally late: no reading is "
            f"wrong. {memory}"
        )
    at = WRONG - SHOWN.start
    v, plain = result.off
    return (
        f"A reading that is {result.fault} °F too high: v (β = {result.beta:.3g}) jumps by "
        f"{v[at]:.1f} °F and {n} days later is still {v[at + n]:.1f} off; the plain mean of {n} "
        f"days jumps by {plain[at]:.1f}, stays so, and jumps back {n} days later. {memory}"
    )


def code(days, fault):
    """Both averages of the readings."""
    return snippet(
        f"x, n = dl.load_temperature(), {days}",
        f"x[{WRONG}] += {fault}",
        "v = dl.exponentially_weighted_average(x, beta=(n - 1) / (n + 1))",
        "plain = np.array([x[max(t - n, 0) : t].mean() for t in range(1, len(x) + 1)])",
    )


def wrong_reading():
    """What one wrong reading does to an average that keeps one number and to one that keeps n."""
    return Explorer(
        title="One wrong reading in two averages",
        setup=setup,
        compute=compute,
        draw=draw,
        describe=describe,
        controls={
            "days": StopSlider("plain mean of days", LENGTHS, 19),
            "fault": StopSlider("°F too high", (0, 20, 40, 60), 60),
        },
        presets=[
            Preset(
                "all is right",
                "The two averages as they were: equally late, equally smooth.",
                {"fault": 0},
                lambda r: not r.off.any(),
            ),
            Preset(
                "a wrong reading",
                "v jumps once and fades, the plain mean jumps twice.",
                {},
                lambda r: (
                    np.isclose(r.off[0].max(), 6)
                    and np.isclose(r.off[1].max(), 60 / 19)
                    and abs(r.off[1][WRONG - SHOWN.start + 19]) < 1e-9
                ),
            ),
            Preset(
                "49 days",
                "With β = 0.96 both jump less, and are longer off.",
                {"days": 49},
                lambda r: r.off[0].max() < 3 and r.off[1][-20] > 1,
            ),
        ],
        code=code,
        pin=("v_off", "plain_off"),
        main=("days", "fault"),
    )
