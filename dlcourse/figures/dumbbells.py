"""Paired runs as dumbbells: two errors of the same seed, the line between them, and the means.

The reference of a pair is a hollow grey circle, its partner a full one in the colour of dev. Beside
the last pair stands the 95 % interval of the mean difference, measured from the mean of the
references: where it leaves their dotted line out, the difference is no chance.
"""

import numpy as np

from dlcourse.figures import palette
from dlcourse.figures.lines import side_by_side
from dlcourse.figures.named_curves import place_names, setup_names

LOWEST, HIGHEST = 8, 100  # of the error axis, in %
TICKS = (10, 20, 30, 50, 100)


def setup_dumbbells(axes, pairs):
    """Room for so many pairs of dev errors, and for their means with names beside them.

    Parameters
    ----------
    axes : Axes
    pairs : int, how many there will be

    Returns
    -------
    artists : dict; pinning keeps "partner", the runs that are compared with the references
    """
    axes.set(xlim=(0, 1.7 * pairs), yscale="log", ylim=(LOWEST, HIGHEST))
    axes.set(title="Dev error in % (log scale)", xticks=(1, *range(5, pairs + 1, 5)))
    axes.set_xlabel("pair of runs   (bar: 95 % interval of the difference)")
    axes.set_yticks(TICKS, [str(tick) for tick in TICKS])
    axes.minorticks_off()
    grey, dev = palette.REFERENCE, palette.DEV
    artists = setup_names(axes, {"reference": grey, "partner": dev}, 1.04 * pairs + 1.2)
    for name, colour, style in (("reference", grey, ":"), ("partner", dev, "--")):
        (artists[f"mean_{name}"],) = axes.plot([], [], style, color=colour, lw=1.3)
    (artists["bars"],) = axes.plot([], [], color=dev, linewidth=1.3)
    (artists["interval"],) = axes.plot([], [], "_-", color=dev, markersize=7, lw=1.6)
    (artists["reference"],) = axes.plot([], [], "o", color=grey, markersize=7.5)
    artists["reference"].set_markerfacecolor("white")
    (artists["partner"],) = axes.plot([], [], "o", color=dev, markersize=5.5)
    return artists


def draw_dumbbells(artists, pairs, words):
    """The pairs that are finished, the means, and the interval of their difference.

    Parameters
    ----------
    artists : dict with the artists of `setup_dumbbells`
    pairs : what has planned, done, reference, partner and difference, of error fractions, as
        `dlcourse.topics.pairs.Pairs` has
    words : (str, str), what the names say of references and partners; their means are added
    """
    number = np.arange(1, 1 + pairs.done)
    ends, means, says = [], {}, {}
    for name, errors, text in zip(
        ("reference", "partner"), (pairs.reference, pairs.partner), words, strict=True
    ):
        ends.append(np.clip(100 * errors, LOWEST, HIGHEST))
        artists[name].set_data(number, ends[-1])
        means[name] = 100 * errors.mean() if pairs.done else np.nan
        artists[f"mean_{name}"].set_data([0, pairs.planned + 0.6], [means[name]] * 2)
        says[name] = f"{text}\n{means[name]:.1f} % on average"
    artists["bars"].set_data(*side_by_side(number[np.newaxis], np.array(ends)))
    interval = np.empty(0)
    if pairs.done > 1 and (pairs.reference != pairs.partner).any():
        change = np.array([pairs.difference.low, pairs.difference.high])
        interval = np.clip(means["reference"] + 100 * change, LOWEST, HIGHEST)
    artists["interval"].set_data(np.full(interval.size, pairs.planned + 1.0), interval)
    place_names(artists, means, says)
