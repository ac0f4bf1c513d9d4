"""One unit: two weights and a bias, the line that they draw, and how sharp it is."""

from dataclasses import dataclass
from functools import partial

import numpy as np
from matplotlib.colors import ListedColormap

from dlcourse.figures import palette
from dlcourse.figures.decision_plane import draw_examples, setup_examples
from dlcourse.figures.lines import joined
from dlcourse.live.controls import StopSlider
from dlcourse.live.explorer import Explorer, Preset
from dlcourse.live.yours import Yours, answer, driven_by
from dlcourse.topics.snippets import snippet
from dlcourse.topics.start_here import runs
from dlcourse.topics.start_here.explorers.picture import GRID, POINTS, SHADES, line_where

LOW, HIGH = runs.WINDOW
HALF = np.arctanh(0.9)  # where tanh is 0.9
X, Y = runs.points("circles", 0.1, 0)[0][:2]
PLACE = np.array([[1.0], [1.0]])  # the black cross


@dataclass(frozen=True, eq=False)
class Unit:
    """A unit and what it gives.

    Attributes
    ----------
    w : (2,)
    b : float
    picture : (36, 36), its outputs over the plane, x₂ up
    error : float, the fraction of 100 points on two circles that its sign gets wrong
    a : float, its output at (1, 1)
    yours : Yours, the student's picture
    """

    w: np.ndarray
    b: float
    picture: np.ndarray
    error: float
    a: float
    yours: Yours

    @property
    def distance(self):
        """How far the line is from (0, 0); None without a line."""
        size = np.linalg.norm(self.w)
        return abs(self.b) / size if size else None

    @property
    def width(self):
        """Over how long a way the output goes from -0.9 to 0.9; None without a line."""
        size = np.linalg.norm(self.w)
        return 2 * HALF / size if size else None


def output(w, b, X):
    """a = tanh(w·x + b) for each column of X: (m,)."""
    return np.tanh(w @ X + b)


def compute(w1, w2, b, yours=None):
    """The unit's picture; `yours` is the student's `unit`."""
    w = np.array([w1, w2])
    picture = output(w, b, GRID).reshape(POINTS, POINTS)
    ours = Yours.of(yours, partial(answer, shape=picture.shape), w, b, GRID)
    error = float(np.mean((output(w, b, X) > 0) != Y[0]))
    return Unit(w, b, picture, error, float(output(w, b, PLACE)[0]), ours)


def setup(figure, with_yours=False):
    """The plane as the unit sees it, with two circles of points; tanh; the student's picture."""
    axes = figure.subplots(1, 2 + with_yours, width_ratios=(1, 1.1, 1)[: 2 + with_yours])
    plane, curve = axes[:2]
    artists = {"picture": _room(plane, "The unit's output a")} | setup_examples(plane, 6)
    look = {"color": palette.CHOSEN, "linewidth": 1.8}
    (artists["line"],) = plane.plot([], [], **look)
    (artists["band"],) = plane.plot([], [], "--", color=palette.CHOSEN, linewidth=1)
    (artists["arrow"],) = plane.plot([], [], "-o", markevery=[1], markersize=6, **look)
    (artists["place"],) = plane.plot(*PLACE, "+", color=palette.CHOSEN, markersize=12, mew=2.5)
    z = np.linspace(-4, 4, 161)
    curve.plot(z, np.tanh(z), color=palette.REFERENCE)
    curve.set(title="tanh: from z to a", xlim=(-4, 4), ylim=(-1.1, 1.1))
    curve.set(xlabel="z = w₁x₁ + w₂x₂ + b", ylabel="a = tanh(z)", yticks=(-1, 0, 1))
    (artists["at"],) = curve.plot([], [], "+", color=palette.CHOSEN, markersize=14, mew=2.5)
    if with_yours:
        artists["yours"] = _room(axes[2], "Yours")
    return artists


def _room(axes, title):
    axes.set(title=title, xlim=(LOW, HIGH), ylim=(LOW, HIGH), xlabel="x₁", ylabel="x₂")
    axes.set(xticks=(-2, 0, 2), yticks=(-2, 0, 2), aspect="equal")
    axes.grid(False)
    blank = np.zeros((POINTS, POINTS))
    look = {"extent": (LOW, HIGH, LOW, HIGH), "origin": "lower", "vmin": -1, "vmax": 1}
    return axes.imshow(blank, cmap=ListedColormap(SHADES / 255), alpha=0.6, **look)


def draw(artists, result):
    """The picture, the line where a = 0, an arrow along w, the point's z and a."""
    artists["picture"].set_data(result.picture)
    draw_examples(artists, X, Y)
    w, b = result.w, result.b
    if w.any():
        foot = -b * w / (w @ w)
        artists["line"].set_data(*line_where(w, b, 0))
        artists["band"].set_data(*joined([line_where(w, b, z) for z in (-HALF, HALF)]))
        artists["arrow"].set_data(*np.stack([foot, foot + w / 2], axis=1))
    else:
        for name in ("line", "band", "arrow"):
            artists[name].set_data([], [])
    artists["at"].set_data([np.clip(w.sum() + b, -4, 4)], [result.a])
    if "yours" in artists:
        mine = result.yours.numbers if result.yours.given else np.zeros((POINTS, POINTS))
        artists["yours"].set_data(mine)


def describe(result):
    """The line, how sharp it is, one output, and the errors."""
    (w1, w2), b = result.w, result.b
    begin = f"w = ({w1:g}, {w2:g}), b = {b:g}: at + the output is {result.a:.2f}; "
    line = "w is 0, so there is no line; "
    if result.distance is not None:
        line = (
            f"the line a = 0 is {result.distance:.2f} away from the middle, and the output goes "
            f"from −0.9 to 0.9 over a distance of {result.width:.2f}; "
        )
    yours = result.yours.says("picture", lambda numbers: opinion(result, numbers))
    wrong = f"{100 * result.error:.0f} of 100 points get the wrong colour."
    return (begin.replace("-", "−") + line + wrong + yours).replace("-0.00", "0.00")


def opinion(result, yours):
    """Whether the student's picture is the right one."""
    most = np.abs(yours - result.picture).max()
    return "gives the same picture." if most < 1e-9 else f"is up to {most:.2f} away from it."


def code(w1, w2, b):
    """The output at (1, 1)."""
    return snippet(
        f"w1, w2, b = {w1:g}, {w2:g}, {b:g}",
        "x1, x2 = 1, 1",
        "a = np.tanh(w1 * x1 + w2 * x2 + b)",
    )


def one_unit(yours=None):
    """What one unit makes of the plane; `yours` is the student's `unit`."""
    stops = [n / 2 for n in range(-8, 9)]
    return Explorer(
        title="One unit",
        **driven_by(yours, setup, compute),
        draw=draw,
        describe=describe,
        controls={
            "w1": StopSlider("w₁", stops, 1),
            "w2": StopSlider("w₂", stops, 0.5),
            "b": StopSlider("b", stops, -1),
        },
        presets=[
            Preset(
                "a line",
                "One side is positive, the other negative.",
                {},
                lambda r: 0.85 < r.distance < 0.95,
            ),
            Preset(
                "all three doubled",
                "The same line, and a sharper edge.",
                {"w1": 2, "w2": 1, "b": -2},
                lambda r: 0.85 < r.distance < 0.95 and r.width < 1.5,
            ),
            Preset(
                "only b doubled",
                "The line moves along the arrow.",
                {"b": -2},
                lambda r: r.distance > 1.7,
            ),
            Preset(
                "it does not listen",
                "Weights 0: the unit says the same everywhere.",
                {"w1": 0, "w2": 0},
                lambda r: r.distance is None and np.ptp(r.picture) == 0,
            ),
        ],
        code=code,
        pin=("line", "band"),
        main=("b",),
        size=(9, 3.6),
    )
