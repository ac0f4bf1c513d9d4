"""The picture of `epoch_time`: multiplications as bars, and times as bars once measured."""

import numpy as np

from dlcourse.figures import palette

COUNTS = (
    ("products", "without\ndropout", palette.REFERENCE),
    ("dense", "with\ndropout", palette.DROPOUT),
    ("kept_only", "kept units\nalone", palette.DROPPED),
)
LONGEST = 300  # per cent of the time without dropout; what is longer ends there


def setup(figure):
    """Left what is counted, right what is measured; both in per cent of an epoch without."""
    counts, times = figure.subplots(1, 2)
    artists = {}
    for axes, rows, title in (
        (counts, COUNTS, "Multiplications in an epoch"),
        (times, COUNTS[:2], "Time of an epoch"),
    ):
        axes.set(title=title, ylim=(len(rows) - 0.4, -0.6), xlabel="% of an epoch without dropout")
        axes.set_yticks(range(len(rows)), [name for _, name, _ in rows], fontsize=11)
        axes.tick_params(axis="y", length=0)
        axes.grid(False, axis="y")
    counts.set(xlim=(0, 175), xticks=(0, 50, 100))
    times.set(xlim=(0, LONGEST), xticks=range(0, LONGEST + 1, 50))
    for place, (name, _, colour) in enumerate(COUNTS):
        (artists[name],) = counts.barh([place], [0], height=0.55, color=colour)
        artists[f"{name}_says"] = counts.text(0, place, "", va="center")
    # hatched: nobody computes it
    artists["kept_only"].set(hatch="xx", facecolor="white", edgecolor=palette.DROPPED)
    for place, (name, colour) in enumerate((("without", COUNTS[0][2]), ("with", COUNTS[1][2]))):
        (artists[name],) = times.barh([place], [0], height=0.4, color=colour)
        artists[f"{name}_says"] = times.text(3, place - 0.34, "", va="center")
        (artists[f"{name}_each"],) = times.plot([], [], "|", color=colour, markersize=10)
    artists["not_yet"] = times.text(
        0.5, 0.5, "", transform=times.transAxes, ha="center", va="center", fontsize=12
    )
    times.set_xlabel("% of the fastest without dropout   (| one repeat)")
    artists["steps"] = counts.text(
        175, -0.46, "", ha="right", va="center", fontsize=10, color="#555555"
    )
    return artists


def draw(artists, result):
    """Bars as long as the counts, and the times if there are any."""
    for name, *_ in COUNTS:
        count = getattr(result, name)
        length = 100 * count / result.products
        artists[name].set_width(length)
        artists[f"{name}_says"].set(x=length + 3, text=f"{count / 1e6:#.3g} million")
    measured = len(result.times) > 0
    scale = 100 / result.fastest[0] if measured else 0
    for i, name in enumerate(("without", "with")):
        fastest = result.fastest[i] if measured else 0
        each = np.minimum(scale * result.times[:, i], LONGEST)
        artists[name].set_width(min(scale * fastest, LONGEST))
        artists[f"{name}_says"].set_text(f"fastest: {fastest:.3g} ms" if measured else "")
        artists[f"{name}_each"].set_data(each, np.full(each.size, i + 0.3))
    artists["not_yet"].set_text("" if measured else "not yet measured:\npress “Measure the time”")
    steps = "1 step" if result.steps == 1 else f"{result.steps} steps"
    artists["steps"].set_text(f"{steps}, {result.hidden} units a hidden layer")
