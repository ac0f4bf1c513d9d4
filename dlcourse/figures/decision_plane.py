"""The plane as a network decides it: two pale sides, the boundary between them, the examples.

The side of class 1 is drawn as one polygon and the boundary as one line with gaps, so that both
stay sharp at any size and the line can be pinned.
"""

from dataclasses import dataclass

import numpy as np
from contourpy import FillType, LineType, contour_generator
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from dlcourse.figures import palette
from dlcourse.figures.lines import joined

CLASS_1 = (1e-12, 1e100)  # the scores of class 1; a score of 0, up to rounding, is class 0
NOWHERE = np.empty((0, 2))
# of the window's diagonal: what is shorter is a speck, at the edge of what the grid sees
SPECK = 0.02


@dataclass(frozen=True, eq=False)
class Decision:
    """How a window of the plane is divided.

    Attributes
    ----------
    side : matplotlib Path, the region of class 1
    line : (2, k), the boundary; NaN columns stand between its pieces
    pieces : int, how many separate curves the boundary has within the window, specks left out
    """

    side: Path
    line: np.ndarray
    pieces: int

    @property
    def length(self):
        """The length of the boundary within the window."""
        return _length(self.line)

    @property
    def straightness(self):
        """End-to-end distance over length: 1 for a straight line, 0 for loops or no boundary."""
        if self.pieces != 1:
            return 0.0
        return float(np.hypot(*(self.line[:, -1] - self.line[:, 0]))) / self.length


def _length(line):
    return float(np.nansum(np.hypot(*np.diff(line, axis=1))))


class Plane:
    """A window of the plane, and a grid of points in it.

    Parameters
    ----------
    xlim, ylim : (low, high)
    n : points a side, ≥ 2; n = 80 takes a small network about 2 ms

    Attributes
    ----------
    X : (2, n²), the points as columns, row by row from the bottom left
    """

    def __init__(self, xlim, ylim, n=80):
        self.xlim, self.ylim, self.n = xlim, ylim, n
        self.x, self.y = np.linspace(*xlim, n), np.linspace(*ylim, n)
        self.X = np.stack([np.tile(self.x, n), np.repeat(self.y, n)])

    def decide(self, network, theta):
        """How a network with one sigmoid output divides the window: a `Decision`."""
        return self.divide(network.scores(theta, self.X, train=False).reshape(self.n, self.n))

    def divide(self, Z):
        """The side where Z (n, n), y down and x across, is positive, and its boundary."""
        levels = self._levels(Z)
        points, codes = levels.filled(*CLASS_1)
        side = Path(np.vstack(points), np.concatenate(codes)) if points else Path(NOWHERE)
        lines = [line.T for line in levels.lines(CLASS_1[0])]
        least = SPECK * np.hypot(np.ptp(self.xlim), np.ptp(self.ylim))
        lines = [line for line in lines if _length(line) >= least] or lines
        return Decision(side, joined(lines), len(lines))

    def contours(self, Z, heights):
        """Where Z (n, n) has each of some heights: a list of (2, k), lines with gaps."""
        levels = self._levels(Z)
        return [joined([line.T for line in levels.lines(height)]) for height in heights]

    def _levels(self, Z):
        kinds = {"line_type": LineType.Separate, "fill_type": FillType.OuterCode}
        return contour_generator(self.x, self.y, Z, **kinds)


def setup_plane(axes, plane, colour=palette.CHOSEN):
    """Make room for a decision on axes of their own.

    Returns
    -------
    artists : dict with "side", the pale polygon of class 1, and "boundary", the line
    """
    axes.set(xlim=plane.xlim, ylim=plane.ylim, xlabel="x₁", ylabel="x₂")
    axes.set_facecolor(palette.CLASS_0_PALE)
    axes.grid(False)
    side = PathPatch(Path(NOWHERE), facecolor=palette.CLASS_1_PALE, linewidth=0, zorder=1)
    axes.add_patch(side)
    (line,) = axes.plot([], [], color=colour, linewidth=1.8, zorder=2.2)
    return {"side": side, "boundary": line}


def draw_plane(artists, decision):
    """Show a decision with the artists of `setup_plane`."""
    artists["side"].set_path(decision.side)
    artists["boundary"].set_data(*decision.line)


def setup_examples(axes, size=5.5):
    """Circles of class 0 and triangles of class 1.

    Returns
    -------
    artists : dict with "class 0" and "class 1"
    """
    looks = (("class 0", "o", palette.CLASS_0), ("class 1", "^", palette.CLASS_1))
    return {
        name: axes.plot(
            [],
            [],
            marker,
            color=colour,
            markersize=size,
            markeredgecolor="white",
            markeredgewidth=0.6,
            zorder=2.4,
        )[0]
        for name, marker, colour in looks
    }


def draw_examples(artists, X, Y):
    """Show the examples X (2, m) with labels Y (1, m) by the artists of `setup_examples`."""
    for label, name in enumerate(("class 0", "class 1")):
        artists[name].set_data(*X[:, Y[0] == label])
