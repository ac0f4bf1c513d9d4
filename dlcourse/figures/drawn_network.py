"""A network drawn as nodes and edges: a column for each layer, its first unit on top."""

import numpy as np
from matplotlib.collections import LineCollection

from dlcourse.figures import palette
from dlcourse.figures.lines import side_by_side

THINNEST, THICKEST = 0.3, 5.0  # line widths, in points


class Drawing:
    """Where the units and connections of a fully connected network are drawn.

    Parameters
    ----------
    sizes : sequence of int, the units of each layer, the inputs first
    across : float, how far columns are apart, where units of a column are 1 apart

    Attributes
    ----------
    units : (n, 2), places of all units, layer after layer; the columns are centred on height 0
    layer : (n,), the layer of each unit, from 0
    ends : (n_edges, 2), from which unit to which, in the order of the matrices W, row by row

    Example
    -------
    >>> drawing = Drawing((2, 1))
    >>> drawing.units.tolist(), drawing.ends.tolist()
    ([[0.0, 0.5], [0.0, -0.5], [1.0, 0.0]], [[0, 2], [1, 2]])
    """

    def __init__(self, sizes, across=1.0):
        places = [(across * x, (n - 1) / 2 - i) for x, n in enumerate(sizes) for i in range(n)]
        self.sizes, self.units = tuple(sizes), np.array(places)
        self.layer = np.repeat(np.arange(len(sizes)), sizes)
        self.ends = np.array(
            [
                (i, j)
                for j in range(sizes[0], sum(sizes))
                for i in np.flatnonzero(self.layer == self.layer[j] - 1)
            ]
        )

    def edges(self, shown, place=(0, 0)):
        """Some connections as one line with gaps, (2, 3k), moved to a place.

        Parameters: shown : (n_edges,) bool; place : (x, y), added to all
        """
        start, end = (self.units[self.ends[shown, side]] + place for side in (0, 1))
        return side_by_side(*np.stack([start, end]).transpose(2, 0, 1))


def setup_network(axes, drawing, size=14):
    """Room for a network with its weights: width says how large a weight is, colour its sign.

    Parameters
    ----------
    axes : Axes
    drawing : Drawing
    size : float, of a unit's circle, in points

    Returns
    -------
    artists : dict with "positive" and "negative", the connections, and "units"
    """
    axes.set_axis_off()
    low, high = drawing.units.min(axis=0) - 0.6, drawing.units.max(axis=0) + 0.6
    axes.set(xlim=(low[0], high[0]), ylim=(low[1], high[1]))
    signs = (("positive", palette.POSITIVE, "-"), ("negative", palette.NEGATIVE, (0, (4, 1.5))))
    artists = {
        name: axes.add_collection(
            LineCollection([], colors=colour, linestyles=[style], capstyle="butt", zorder=1)
        )
        for name, colour, style in signs
    }
    (artists["units"],) = axes.plot(
        *drawing.units.T, "o", markersize=size, color=palette.WEIGHTS, zorder=2
    )
    return artists


def draw_network(artists, drawing, weights, largest=None):
    """Show the weights W of each layer as connections.

    Parameters
    ----------
    artists : dict with the artists of `setup_network`
    drawing : Drawing
    weights : list of W, (n, n_prev) for each layer after the inputs
    largest : float, the |w| that is drawn thickest; the largest of all by default. Larger ones are
        drawn as thick, a weight of 0 not at all.
    """
    w = np.concatenate([np.ravel(W) for W in weights])
    scale = largest or np.abs(w).max() or 1.0
    widths = np.clip(np.abs(w) / scale, 0, 1) * (THICKEST - THINNEST) + THINNEST
    lines = drawing.units[drawing.ends]  # (n_edges, 2, 2)
    for name, shown in (("positive", w > 0), ("negative", w < 0)):
        artists[name].set(segments=lines[shown], linewidths=widths[shown])
