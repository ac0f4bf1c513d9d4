"""The picture of `temperature`: the start at the left, all days shown at the right."""

import numpy as np

from dlcourse.figures import palette
from dlcourse.topics.exponentially_weighted_averages.runs import (
    month_ticks,
    so_many_days,
    temperatures,
)

START = 60  # days in the left panel
TICKS = 7


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
        mine = result.theta[:0] if result.yours is False else result.yours
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
