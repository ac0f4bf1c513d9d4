"""One number against n: an exponentially weighted average beside a moving average of n days.

Both average the temperatures. The moving average has to keep the last n days, because each day one
of them leaves; the exponentially weighted one keeps v. What that costs is counted for a network's
gradient, and timed when the reader asks for it.
"""

from dataclasses import dataclass
from time import perf_counter

import numpy as np

from dlcourse import exponentially_weighted_average
from dlcourse.figures import palette
from dlcourse.live.controls import StopSlider, choice, measure
from dlcourse.live.explorer import Explorer, Preset
from dlcourse.topics.exponentially_weighted_averages.runs import month_ticks, temperatures
from dlcourse.topics.snippets import snippet

DELAY, WINDOW = "equal delay", "equal window"
LENGTHS = (2, 3, 4, 5, 6, 7, 8, 10, 12, 15, 20, 25, 30, 35, 40, 50, 60, 70, 80, 90, 100)
SHOWN = slice(366, 731)  # 2013
FULL = 200  # from here on both averages have their full length, and more
PARAMETERS = 10_000  # of the network whose gradient is averaged
TIMED = 7  # updates of each kind; the fastest counts
MICRO = 1e6


@dataclass(frozen=True, eq=False)
class Comparison:
    """Both averages of all days; times in seconds, 0 where they were not measured."""

    days: int
    beta: float
    v: np.ndarray
    moving: np.ndarray
    seconds: tuple  # one update: v, moving average summed anew, with a running sum

    @property
    def apart(self):
        """How far the two are apart, as a root mean square in °F."""
        return float(np.sqrt(np.mean((self.v - self.moving)[FULL:] ** 2)))

    @property
    def miss_v(self):
        """How far tomorrow's temperature is from today's v, as a root mean square in °F."""
        return miss(self.v)

    @property
    def miss_moving(self):
        """The same for the moving average."""
        return miss(self.moving)

    @property
    def measured(self):
        """Whether the button is pressed."""
        return self.seconds[0] > 0


def miss(average):
    """How far tomorrow's temperature is from today's average, as a root mean square in °F."""
    return float(np.sqrt(np.mean((temperatures()[FULL + 1 :] - average[FULL:-1]) ** 2)))


def moving_average(series, n):
    """The mean of the last n values; of all so far in the first n - 1 steps."""
    sums = np.concatenate([[0.0], np.cumsum(series)])
    t = np.arange(1, series.size + 1)
    return (sums[t] - sums[np.maximum(t - n, 0)]) / np.minimum(t, n)


def beta_for(days, match):
    """The β with the mean age (n - 1)/2 of a moving average, or with 1/(1 - β) = n."""
    return (days - 1) / (days + 1) if match == DELAY else 1 - 1 / days


def timed(update):
    """Seconds for one update, the fastest of several."""
    times = []
    for _ in range(TIMED):
        start = perf_counter()
        update()
        times.append(perf_counter() - start)
    return max(min(times), 1e-9)  # a clock may be too coarse; 0 means not measured


def measure_updates(days, beta):
    """Time one update of the averages of a gradient with PARAMETERS numbers."""
    gradient = np.ones(PARAMETERS)
    v, kept, total = np.ones(PARAMETERS), np.ones((days, PARAMETERS)), days * np.ones(PARAMETERS)

    def recursion():
        v[:] = beta * v + (1 - beta) * gradient

    def summed_anew():
        kept[0] = gradient  # in the place of the oldest
        return kept.sum(axis=0) / days

    def running_sum():
        total[:] = total - kept[0] + gradient
        kept[0] = gradient
        return total / days

    return timed(recursion), timed(summed_anew), timed(running_sum)


def compute(days, match, timing):
    """Both averages; times only while the button is pressed."""
    beta = beta_for(days, match)
    v = exponentially_weighted_average(temperatures(), beta, bias_correction=True)
    seconds = measure_updates(days, beta) if timing else (0.0, 0.0, 0.0)
    return Comparison(days, beta, v, moving_average(temperatures(), days), seconds)


def setup(figure):
    """Left both averages of a year, right memory and time as bars."""
    grid = figure.add_gridspec(2, 2, width_ratios=(1.6, 1))
    left, top, bottom = (figure.add_subplot(part) for part in (grid[:, 0], grid[0, 1], grid[1, 1]))
    low, high = SHOWN.start, SHOWN.stop
    left.set(title="Both averages in 2013", xlim=(0, high - low), ylim=(20, 92), ylabel="°F")
    ticks = month_ticks(low, high - low)
    left.set_xticks([place for place, _ in ticks], [name.split()[0] for _, name in ticks])
    left.plot(temperatures()[SHOWN], ".", color=palette.REFERENCE, markersize=4, alpha=0.5)
    top.set(title="Numbers in memory", xlim=(0, 120), xticks=range(0, 101, 25))
    bottom.set(title="One update, in µs", xlim=(0.5, 2e6), xscale="log")
    bottom.set_xlabel(f"for {PARAMETERS:,} parameters")
    for axes, rows in ((top, 2), (bottom, 3)):
        axes.set(ylim=(rows - 0.45, -0.55), yticks=range(rows))
        axes.minorticks_off()
        axes.grid(axis="y", visible=False)
    bottom.set_xticks((1, 100, 10_000), ("1", "100", "10,000"))
    top.set_yticklabels(("v", "moving"))
    bottom.set_yticklabels(("v", "moving,\nsummed", "moving,\nrunning sum"))
    artists = {}
    look = {"color": palette.CHOSEN, "linestyle": (0, (3, 1)), "linewidth": 1.6}
    (artists["moving"],) = left.plot([], [], **look)
    (artists["v"],) = left.plot([], [], color=palette.AVERAGE)
    for x, ha, name, colour in (
        (6, "left", "v_says", palette.AVERAGE),
        (360, "right", "moving_says", palette.CHOSEN),
    ):
        artists[name] = left.text(x, 86, "", color=colour, ha=ha, fontsize=10)
    for row, colour in enumerate((palette.AVERAGE, palette.CHOSEN, palette.CHOSEN)):
        if row < 2:
            (artists[f"memory_{row}"],) = top.fill([], [], color=colour, linewidth=0)
            artists[f"memory_says_{row}"] = top.text(1, row, "", va="center", fontsize=10)
        (artists[f"time_{row}"],) = bottom.plot([], [], "o", color=colour, markersize=8)
        artists[f"time_says_{row}"] = bottom.text(1, row, "", va="center", fontsize=10)
    return artists


def draw(artists, result):
    """Two lines, two bars of memory and three times."""
    shown = np.arange(SHOWN.stop - SHOWN.start)
    artists["v"].set_data(shown, result.v[SHOWN])
    artists["moving"].set_data(shown, result.moving[SHOWN])
    artists["v_says"].set_text(f"— v, β = {result.beta:.3g}")
    artists["moving_says"].set_text(f"- - moving average of {result.days} days")
    for row, count in enumerate((1, result.days)):
        low, high = row - 0.3, row + 0.3
        artists[f"memory_{row}"].set_xy([(0, low), (count, low), (count, high), (0, high)])
        artists[f"memory_says_{row}"].set(text=str(count), x=count + 2)
    for row, seconds in enumerate(result.seconds):
        micro = MICRO * seconds
        artists[f"time_{row}"].set_data([micro] * result.measured, [row] * result.measured)
        text = f"{micro:.2g}" if result.measured else "not yet measured"
        artists[f"time_says_{row}"].set(text=text, x=2 * micro if result.measured else 0.8)


def describe(result):
    """How much alike the averages are, and what they cost."""
    if result.measured:
        v, anew, running = (f"{MICRO * seconds:.2g}" for seconds in result.seconds)
        time = f"an update takes {v} µs against {anew}, with a running sum {running}"
    else:
        time = "time not yet measured"
    return (
        f"{result.apart:.2f} °F apart; tomorrow's temperature is {result.miss_v:.2f} °F from v "
        f"(β = {result.beta:.3g}), {result.miss_moving:.2f} from the mean of {result.days} days. "
        f"Memory per parameter: 1 number against {result.days}; {time}."
    )


def code(days, match, timing):
    """Both averages; a cumulative sum gives the moving one."""
    beta = f"({days} - 1) / ({days} + 1)" if match == DELAY else f"1 - 1 / {days}"
    return snippet(
        f"theta, n, beta = dl.load_temperature(), {days}, {beta}",
        "v = dl.exponentially_weighted_average(theta, beta, bias_correction=True)",
        "moving = np.array([theta[max(t - n, 0) : t].mean() for t in range(1, len(theta) + 1)])",
    )


def one_number():
    """An average that keeps one number beside one that keeps n."""
    return Explorer(
        title="One number in memory, or n",
        setup=setup,
        compute=compute,
        draw=draw,
        describe=describe,
        controls={
            "days": StopSlider("days n", LENGTHS, 10),
            "match": choice("β with", (DELAY, WINDOW), DELAY),
            "timing": measure("Measure the time"),
        },
        presets=[
            Preset(
                "a week",
                "β = 0.75 and a mean of 7 days: about one degree apart, equally late.",
                {"days": 7},
                lambda r: r.apart < 1.5 and r.miss_v < r.miss_moving,
            ),
            Preset(
                "a hundred days",
                "v is nearer to tomorrow: new days count more. The moving average keeps a hundred.",
                {"days": 100},
                lambda r: r.apart < 2.5 and r.miss_v < r.miss_moving,
            ),
            Preset(
                "equal window",
                "With 1/(1 − β) = n, v is smoother than the moving one, and later.",
                {"days": 50, "match": WINDOW},
                lambda r: (
                    r.miss_v > r.miss_moving
                    and np.abs(np.diff(r.v))[FULL:].mean() < np.abs(np.diff(r.moving))[FULL:].mean()
                ),
            ),
        ],
        code=code,
        pin=("moving", "v", "time_0", "time_1", "time_2"),
        main=("days", "match"),
    )
