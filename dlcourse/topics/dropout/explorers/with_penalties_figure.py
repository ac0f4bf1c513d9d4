"""What the explorer of dropout with penalties looks like: mean curves and weight vectors."""

import numpy as np

from dlcourse.figures import palette
from dlcourse.figures.labels import spread

LOOKS = np.array([2, 5, 10, 20, 30, 40, 50, 60])  # iterations at which errors are taken
TOP = 50  # of the error axis, in %
LONGEST = 6  # of the axis of lengths
ALL = 100  # % of the units
LINES = {  # (both or without, train or dev): colour, style, width
    "dev": ((0, 1), palette.DEV, "--", 2),
    "train": ((0, 0), palette.TRAIN, "-", 2),
    "dev_without": ((1, 1), palette.REFERENCE, "--", 1.5),
    "train_without": ((1, 0), palette.REFERENCE, "-", 1.5),
}


def setup(figure):
    """Left mean errors against iterations, right the lengths of weight vectors."""
    left, right = figure.subplots(1, 2, width_ratios=(1.45, 1))
    left.set(xlim=(0, 98), ylim=(0, TOP), xlabel="iteration", ylabel="error, %")
    left.set(title="Mean error; every fifth train label is wrong", xticks=range(0, 61, 10))
    right.set(xlim=(0, 1.62 * ALL), ylim=(0, LONGEST), xlabel="units, shortest first, %")
    right.set(title="Length ‖w‖ of incoming weights", xticks=(0, 25, 50, 75, 100))
    artists = {}
    for name, (_, colour, style, width) in LINES.items():
        (artists[name],) = left.plot([], [], style, color=colour, linewidth=width)
        artists[f"{name}_name"] = left.text(61.5, 0, "", color=colour, va="center")
    looks = {
        "cap": {"color": palette.CHOSEN, "linestyle": ":", "linewidth": 1.5},
        "lengths_without": {"color": palette.REFERENCE, "linestyle": "--", "linewidth": 1.5},
        "lengths": {"color": palette.DROPOUT},
    }
    for name, look in looks.items():
        (artists[name],) = right.plot([], [], **look)
        artists[f"{name}_name"] = right.text(1.02 * ALL, 0, "", color=look["color"], va="center")
    artists["zeros"] = right.text(3, 0.97 * LONGEST, "", color=palette.DROPOUT, va="top")
    return artists


def draw(artists, result):
    """The four curves with their names, two histograms, and the cap."""
    shown = result.errors.shape[-1]
    ends = np.full(len(LINES), np.nan)
    for i, (name, (part, *_)) in enumerate(LINES.items()):
        hidden = result.same and part[0] == 1
        errors = 100 * result.errors[part]
        artists[name].set_data(*([], []) if hidden else (LOOKS[:shown], errors))
        ends[i] = errors[-1] if shown and not hidden else np.nan
    heights = spread(ends, 4, 2, TOP - 2)
    other = "no penalty" if result.against == "the penalty" else "no dropout"
    both = "" if result.same else ", both"
    words = (f"dev{both}", f"train{both}", f"dev, {other}", f"train, {other}")
    for name, text, end, height in zip(LINES, words, ends, heights, strict=True):
        there = np.isfinite(end)
        said = f"{text} {end:.1f}" if there else ""
        artists[f"{name}_name"].set(text=said, y=height if there else 0)
    draw_lengths(artists, result, other)


def draw_lengths(artists, result, other):
    """Each unit's length, sorted, and the cap that max-norm puts on it."""
    empty = np.zeros(0)
    without = empty if result.same else result.norms[1]
    cap = empty if result.c is None else np.full(2, result.c)
    lengths = {"cap": cap, "lengths_without": np.sort(without), "lengths": np.sort(result.norms[0])}
    ends = [y[-1] if y.size else np.nan for y in lengths.values()]
    heights = spread(ends, 0.5, 0.2, LONGEST - 0.2)
    words = ("cap c =", other, "" if result.same else "both")
    for (name, y), end, height, text in zip(lengths.items(), ends, heights, words, strict=True):
        artists[name].set_data(np.linspace(0, ALL, y.size), y)
        shown = f"{text} {end:.2f}" if end < 9.995 else f"{text} {end:.1f}"
        artists[f"{name}_name"].set(text=shown if y.size else "", y=height if y.size else 0)
    zeros = f"{100 * result.zeros:.0f} % of the weights are 0" if result.zeros > 0.005 else ""
    artists["zeros"].set_text(zeros)
