"""A cost over two parameters as contours, and the path that an optimizer takes down it."""

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.colors import LinearSegmentedColormap

from dlcourse.figures import palette
from dlcourse.figures.decision_plane import Plane

SHADES = LinearSegmentedColormap.from_list("heights", ["#C9DCEB", "#2F6690"])  # higher is darker
FAR = 1e6  # no window is as wide, and pixels are still numbers there


class Landscape(Plane):
    """A cost over a window of two parameters.

    Parameters
    ----------
    cost : callable, (2, k) → (k,): the cost of k points
    xlim, ylim : (low, high)
    n : points a side of the grid on which contours are found

    Attributes
    ----------
    J : (n, n), the cost on the grid, y down and x across
    """

    def __init__(self, cost, xlim, ylim, n=80):
        super().__init__(xlim, ylim, n)
        self.J = np.reshape(cost(self.X), (n, n))

    def heights(self, n=12, logarithmic=False):
        """So many heights of contours, from just above the lowest cost to just below the highest.

        Parameters
        ----------
        n : int
        logarithmic : bool; whether equal factors lie between them instead of equal differences.
            Costs must be positive then, as J - J* is, or J of a sum of squares.

        Raises
        ------
        ValueError, when logarithmic and some cost is not positive
        """
        low, high = self.J.min(), self.J.max()
        if not logarithmic:
            return np.linspace(low, high, n + 2)[1:-1]
        if low <= 0:
            raise ValueError(
                f"heights got logarithmic=True and a lowest cost of {low:.3g}: "
                "costs must be positive; take their distance from the minimum"
            )
        return np.geomspace(low, high, n + 2)[1:-1]


def setup_contours(axes, landscape):
    """Room for the contours of a landscape.

    Returns
    -------
    artists : dict with "contours"
    """
    axes.set(xlim=landscape.xlim, ylim=landscape.ylim)
    axes.grid(False)
    return {"contours": axes.add_collection(LineCollection([], linewidths=1, zorder=1))}


def draw_contours(artists, landscape, heights):
    """Draw the contours of a landscape at some heights, in increasing order."""
    lines = [line.T for line in landscape.contours(landscape.J, heights)]
    shades = SHADES(np.linspace(0, 1, len(lines)))
    artists["contours"].set(segments=lines, colors=shades)


def setup_path(axes, name="path", colour=palette.CHOSEN):
    """Room for the way of an optimizer: a dot after each step, ○ where it starts, × where it ends.

    Returns
    -------
    artists : dict with "NAME", "NAME_start" and "NAME_end"
    """
    look = {"color": colour, "zorder": 3}
    (path,) = axes.plot([], [], ".-", color=colour, linewidth=1.4, markersize=5, zorder=2.5)
    (start,) = axes.plot([], [], "o", markersize=9, markerfacecolor="white", **look)
    (end,) = axes.plot([], [], "X", markersize=9, markeredgecolor="white", **look)
    return {name: path, f"{name}_start": start, f"{name}_end": end}


def draw_path(artists, points, name="path"):
    """Draw a way through points (steps + 1, 2), the start first; a diverging one leaves the window.

    Points that are not finite are left out, and so is all that comes after the first of them.
    """
    points = np.asarray(points, float)
    finite = np.isfinite(points).all(axis=1)
    points = np.clip(points[: np.argmin(finite)] if not finite.all() else points, -FAR, FAR)
    artists[name].set_data(*points.T)
    artists[f"{name}_start"].set_data(*points[:1].T)
    artists[f"{name}_end"].set_data(*points[-1:].T)
