"""The plane as a network decides it: two pale sides, the boundary between them, the examples.

The side of class 1 is drawn as one polygon and the boundary as one line with gaps, so that both
stay sharp at any size and the line can be pinned. The line is what is left of the polygon's
outline without the parts that run along the window's border.
"""

from dataclasses import dataclass

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from dlcourse.figures import palette

CLASS_1 = (1e-12, 1e100)  # the scores of class 1; a score of 0, up to rounding, is class 0


def scores(network, theta, X):
    """z[L], the output before the loss's activation, (n_y, m): positive where class 1 is decided.

    Parameters as in `network.forward`; exact where A[L] is 0 or 1 up to rounding.
    """
    A_prev = [X, *network.layer_outputs(theta, X, train=False)][-2]
    Z, _ = network.layers[-1].forward(network.unpack(theta)[-1], A_prev, False)
    return Z


@dataclass(frozen=True)
class Decision:
    """How a window of the plane is divided.

    Attributes
    ----------
    side : matplotlib Path, the region of class 1
    line : (2, k), the boundary; NaN columns stand between its pieces
    pieces : int, how many separate curves the boundary has within the window
    """

    side: Path
    line: np.ndarray
    pieces: int

    @property
    def length(self):
        """The length of the boundary within the window."""
        return float(np.nansum(np.hypot(*np.diff(self.line, axis=1))))

    @property
    def straightness(self):
        """End-to-end distance over length: 1 for a straight line, 0 for loops or no boundary."""
        if self.pieces != 1:
            return 0.0
        return float(np.hypot(*(self.line[:, -1] - self.line[:, 0]))) / self.length


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
        self._scratch = Figure().add_subplot()  # matplotlib finds level lines only on axes

    def decide(self, network, theta):
        """How a network with one sigmoid output divides the window: a `Decision`."""
        return self.divide(scores(network, theta, self.X).reshape(self.n, self.n))

    def divide(self, Z):
        """The side where Z (n, n), y down and x across, is positive, and its boundary."""
        contours = self._scratch.contourf(self.x, self.y, Z, levels=CLASS_1, colors="k")
        side = contours.get_paths()[0]
        contours.remove()
        return Decision(side, *self._boundary(side))

    def _boundary(self, side):
        """The outline without the border, as one line with gaps, and the number of its pieces."""
        lines = []
        for loop in side.to_polygons(closed_only=False):
            on_border = np.zeros(len(loop) - 1, bool)
            for values, ends in ((loop[:, 0], self.xlim), (loop[:, 1], self.ylim)):
                for end in ends:
                    on_border |= (values[:-1] == end) & (values[1:] == end)
            if on_border.any():  # begin behind a stretch of border: no piece is cut in two
                shift = int(np.flatnonzero(on_border)[-1]) + 1
                loop = np.vstack([loop[shift:-1], loop[: shift + 1]])
                on_border = np.roll(on_border, -shift)
            inside = np.flatnonzero(~on_border)
            runs = np.split(inside, np.flatnonzero(np.diff(inside) > 1) + 1) if inside.size else []
            lines += [loop[run[0] : run[-1] + 2].T for run in runs]
        gap = np.full((2, 1), np.nan)
        parts = [part for line in lines for part in (gap, line)][1:]
        return (np.hstack(parts) if parts else np.empty((2, 0))), len(lines)


def setup_plane(axes, plane, colour=palette.CHOSEN):
    """Make room for a decision on axes of their own.

    Returns
    -------
    artists : dict with "side", the pale polygon of class 1, and "boundary", the line
    """
    axes.set(xlim=plane.xlim, ylim=plane.ylim, xlabel="x₁", ylabel="x₂")
    axes.set_facecolor(palette.CLASS_0_PALE)
    axes.grid(False)
    side = PathPatch(Path(np.empty((0, 2))), facecolor=palette.CLASS_1_PALE, linewidth=0, zorder=1)
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
            gid="no ghost",
            zorder=2.4,
        )[0]
        for name, marker, colour in looks
    }


def draw_examples(artists, X, Y):
    """Show the examples X (2, m) with labels Y (1, m) by the artists of `setup_examples`."""
    for label, name in enumerate(("class 0", "class 1")):
        artists[name].set_data(*X[:, Y[0] == label])
