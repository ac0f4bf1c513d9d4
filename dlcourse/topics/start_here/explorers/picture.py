"""A network that learns as one picture: its units with what each makes of the plane, the boundary,
the costs.

It is drawn some twenty times a second while a network learns.
"""

from functools import lru_cache

import numpy as np
from matplotlib.artist import Artist
from matplotlib.colors import to_rgb

from dlcourse.figures import palette
from dlcourse.figures.decision_plane import draw_examples, draw_plane, setup_examples, setup_plane
from dlcourse.figures.drawn_network import Drawing, draw_network, setup_network
from dlcourse.figures.named_curves import draw_curves, setup_curves
from dlcourse.topics.start_here.runs import FEATURES, ITERATIONS, PLANE, WINDOW

SIZE = (10.0, 3.9)  # of the figure, in inches of 100 pixels
WIDTH, HEIGHT = 430, 318  # of the network, in pixels
LEFT, RIGHT = 72, 390  # the middles of the first and the last column of units
POINTS = 36  # where a unit is asked, along a side of its picture
ROOMY = 4  # units in a column, from which on they are nearer to each other
LARGEST = 72  # a side of a unit's picture in the figure, in pixels
THICKEST = 3.0  # |w| of the thickest line; twice that where lines are many
HIGHEST = 1.2  # of the cost axis
GRID = np.linspace(*WINDOW, POINTS)
GRID = np.stack([np.tile(GRID, POINTS), np.repeat(GRID, POINTS)])  # rows from the bottom


def _shades():
    """The colours of outputs as RGBA: blue below 0, white at 0, orange above."""
    blue, orange = (np.array(to_rgb(c)) for c in (palette.CLASS_0, palette.CLASS_1))
    t = np.linspace(-1, 1, 255)[:, np.newaxis]
    rgb = 1 - np.abs(t) * (1 - np.where(t < 0, blue, orange))
    return (255 * np.column_stack([rgb, np.ones(255)])).round().astype(np.uint8)


SHADES = _shades()
EDGE = np.array([0x4D, 0x4D, 0x4D, 255], np.uint8)  # of a picture, as dark as its unit elsewhere


@lru_cache(64)
def drawing_of(sizes):
    """The network's units and connections, in pixels, and how large its pictures are."""
    across = (RIGHT - LEFT) / (len(sizes) - 1)
    drawing = Drawing(sizes)
    apart = HEIGHT / max(ROOMY, *sizes)
    drawing.units = drawing.units * (across, apart) + (LEFT, HEIGHT / 2)
    return drawing, int(min(0.88 * apart, 0.64 * across, LARGEST))


class UnitPictures(Artist):
    """The pictures of all units, each a square of pixels at its unit's place.

    They are given to the renderer as they are: as images of matplotlib they would take longer to
    draw than everything else.
    """

    def __init__(self):
        super().__init__()
        self.set_zorder(2)
        self._places, self._size, self._shades = (), POINTS, ()

    def set_pictures(self, drawing, size, outputs):
        """Show what units give for the points of GRID.

        Parameters
        ----------
        drawing : Drawing, with the places of the units in pixels
        size : int, a picture's side, in pixels
        outputs : list of (units, POINTS²), one array a layer, white where an output is 0; the
            largest |output| of a unit has the full colour
        """
        A = np.concatenate(outputs)
        largest = np.abs(A).max(axis=1, keepdims=True)
        A = A / np.where(largest, largest, 1.0)
        self._shades = (127 * (1 + A)).astype(np.uint8).reshape(-1, POINTS, POINTS)
        self._places, self._size = drawing.units, size

    def draw(self, renderer):
        """Draw the pictures with a dark edge, at the screen's own pixels."""
        side = round(self._size * self.figure.dpi / 100)
        at = np.arange(side) * POINTS // side
        tiles = SHADES[self._shades[:, at[:, np.newaxis], at]]
        for edge in (tiles[:, :2], tiles[:, -2:], tiles[:, :, :2], tiles[:, :, -2:]):
            edge[:] = EDGE
        gc = renderer.new_gc()
        for place, tile in zip(self.get_transform().transform(self._places), tiles, strict=True):
            renderer.draw_image(gc, *(round(p - side / 2) for p in place), tile)
        gc.restore()


def line_where(w, b, z):
    """Two points of the line w·x + b = z, far outside of the window on both sides: (2, 2)."""
    foot = (z - b) * w / (w @ w)
    along = np.array([-w[1], w[0]]) / np.linalg.norm(w)
    return np.stack([foot - 9 * along, foot + 9 * along], axis=1)


def _axes(figure, left, bottom, width, height):
    """Axes at a place in pixels."""
    across, up = 100 * SIZE[0], 100 * SIZE[1]
    return figure.add_axes((left / across, bottom / up, width / across, height / up))


def setup_picture(figure):
    """Network, plane and costs, side by side."""
    figure.set_layout_engine("none")  # every pixel of the units' pictures has its place
    network = _axes(figure, 6, 42, WIDTH, HEIGHT)
    drawing, _ = drawing_of((5, 8, 8, 8, 1))
    artists = setup_network(network, drawing)
    artists.pop("units").remove()
    network.set(xlim=(0, WIDTH), ylim=(0, HEIGHT))
    network.set_title("Network: what each unit makes of the plane")
    words = {"ha": "center", "va": "top", "fontsize": 10, "transform": network.transAxes}
    network.text(0.5, -0.03, "line: weight, thick if large; orange > 0, blue dashes < 0", **words)
    artists["pictures"] = network.add_artist(UnitPictures())
    for i in range(len(FEATURES["with x₁², x₂², x₁x₂"])):
        artists[f"feature {i}"] = network.text(0, 0, "", ha="right", va="center", fontsize=10)
    plane = _axes(figure, 490, 42, HEIGHT - 38, HEIGHT - 38 + 38)
    artists |= setup_plane(plane, PLANE) | setup_examples(plane, 6)
    look = {"color": palette.CHOSEN, "markersize": 4.5, "markeredgewidth": 1, "zorder": 1.9}
    (artists["missed"],) = plane.plot([], [], "x", **look)
    plane.set(title="Boundary and train examples", xticks=(-2, 0, 2), yticks=(-2, 0, 2))
    plane.set_xlabel("x₁    ● class 0, ▲ class 1; × dev errors", labelpad=1)
    plane.set_ylabel("x₂", labelpad=-4)
    look = {"transform": plane.transAxes, "weight": "bold", "zorder": 3}
    look["bbox"] = {"facecolor": "white", "alpha": 0.85, "linewidth": 0, "pad": 2}
    artists["errors"] = plane.text(0.02, 0.03, "", **look)
    costs = _axes(figure, 810, 42, 182, HEIGHT)
    costs.set(title="Cost", ylim=(0, HIGHEST), xlim=(0, 1.33 * ITERATIONS))
    costs.set(xticks=(0, 200, 400), yticks=(0, 0.5, 1))
    costs.set_xlabel("iteration", labelpad=1)
    artists |= setup_curves(costs, palette.TRAIN_AND_DEV, 1.03 * ITERATIONS, fontsize=10)
    look = {"markersize": 8, "markerfacecolor": "white", "color": palette.DEV}
    (artists["lowest"],) = costs.plot([], [], "o", **look)
    return artists


def draw_picture(artists, result):
    """Show a `Progress`."""
    sizes = result.sizes
    drawing, size = drawing_of(sizes)
    draw_network(artists, drawing, result.weights, THICKEST * (1 + (max(sizes) > ROOMY + 1)))
    artists["pictures"].set_pictures(drawing, size, result.unit_outputs(GRID))
    names = FEATURES[result.features]
    for i, (x, y) in enumerate(drawing.units[: sizes[0]]):
        artists[f"feature {i}"].set(text=names[i], position=(x - size / 2 - 5, y))
    for i in range(sizes[0], 5):
        artists[f"feature {i}"].set_text("")
    draw_plane(artists, result.decision)
    draw_examples(artists, *result.data[:2])
    artists["missed"].set_data(*result.missed)
    errors = f"error: train {result.train_error:.0%}, dev {result.dev_error:.0%}"
    artists["errors"].set_text(errors.replace("%", " %"))
    iterations, train, dev = result.costs
    draw_curves(artists, {"train": (iterations, train), "dev": (iterations, dev)})
    lowest = dev.argmin()
    artists["lowest"].set_data(iterations[[lowest]], dev[[lowest]])
