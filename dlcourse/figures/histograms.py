"""Histograms whose height grows as the square root: a spike of hundreds beside bins of one."""

import numpy as np

from dlcourse.figures import palette


def root_scale(axes, label):
    """Make the y-axis a square root, and say so: 4 stands twice as high as 1, 100 ten times."""
    axes.set_yscale("function", functions=(lambda y: np.sqrt(np.maximum(y, 0)), np.square))
    axes.set_ylabel(f"{label} (√ scale)")


def setup_histogram(axes, bins, colour=palette.WEIGHTS):
    """A filled outline over bins.

    Parameters
    ----------
    axes : Axes
    bins : (n + 1,), the edges
    colour : of its area

    Returns
    -------
    bars : StepPatch, for `draw_histogram`
    """
    return axes.stairs(np.zeros(len(bins) - 1), bins, fill=True, facecolor=colour)


def draw_histogram(bars, values, whole=None):
    """Show how often values fall into each bin; the outermost bins hold what lies beyond them.

    Parameters
    ----------
    bars : what `setup_histogram` gave
    values : array of numbers
    whole : what all values together are drawn as: 1 for shares, 100 for per cent; None for counts
    """
    _, bins, _ = bars.get_data()
    counts, _ = np.histogram(np.clip(values, bins[0], bins[-1]), bins)
    bars.set_data(counts if whole is None else whole * counts / max(np.size(values), 1))
