"""Where a curve is flat, and what the slope's sign on each side makes of it."""

from dataclasses import dataclass

import numpy as np

from dlcourse.figures import palette
from dlcourse.figures.lines import joined
from dlcourse.live.controls import StopSlider, choice
from dlcourse.live.explorer import Explorer, Preset
from dlcourse.topics.gradient_descent.runs import HILLS, WAVE, XLIM, YLIM, Hill, with_minus
from dlcourse.topics.snippets import snippet

SHOWN = {
    "bowl": HILLS["bowl"],
    "three valleys": HILLS["three valleys"],
    "logistic loss": HILLS["logistic loss"],
    "x³": HILLS["x³"],
    "wave": WAVE,
}
MARKERS = {"minimum": "v", "maximum": "^", "terrace": "D"}
X = np.linspace(*XLIM, 400)


@dataclass(frozen=True, eq=False)
class Signs:
    """A curve, the place at hand, and all places where the curve is flat."""

    curve: str
    x: float
    height: float
    slope: float
    heights: np.ndarray  # (400,), of the whole curve
    slopes: np.ndarray  # (400,)
    flat_at: np.ndarray  # (k,), from left to right
    kinds: tuple[str, ...]

    def count(self, kind):
        """How many of them are a "minimum", a "maximum" or a "terrace"."""
        return self.kinds.count(kind)


def compute(curve, x):
    """Height and slope here and everywhere."""
    hill: Hill = SHOWN[curve]
    here = np.array([x])
    flats = hill.flats
    return Signs(
        *(curve, x, float(hill.f(here)[0]), float(hill.slope(here)[0])),
        *(hill.f(X), hill.slope(X)),
        np.array([flat.x for flat in flats]),
        tuple(flat.kind for flat in flats),
    )


def setup(figure):
    """Above the curve, below its slope; orange where it rises, blue where it falls."""
    top, bottom = figure.subplots(2, 1, sharex=True, height_ratios=(1.7, 1))
    top.set(xlim=XLIM, ylim=YLIM, ylabel="f(x)", title="The curve (drag the point)")
    bottom.set(ylim=(-4.6, 4.6), yticks=(-4, 0, 4), xlabel="x", ylabel="slope f′(x)")
    bottom.axhline(0, color="#555555", linewidth=1)
    up, down = {"color": palette.POSITIVE}, {"color": palette.NEGATIVE, "linestyle": "--"}
    artists = {}
    for name, axes in (("f", top), ("slope", bottom)):
        (artists[f"{name}_up"],) = axes.plot([], [], **up)
        (artists[f"{name}_down"],) = axes.plot([], [], **down)
        (artists[f"{name}_here"],) = axes.plot([], [], "o", color=palette.CHOSEN, markersize=8)
    (artists["tangent"],) = top.plot([], [], color=palette.CHOSEN, linewidth=1.3)
    for kind, marker in MARKERS.items():
        look = {"color": palette.REFERENCE, "markersize": 9, "zorder": 4}
        (artists[kind],) = top.plot([], [], marker, **look)
    (artists["zeros"],) = bottom.plot([], [], "o", color="white", markeredgecolor="black")
    words = {"fontsize": 10, "transform": top.transAxes, "va": "top"}
    top.text(0.01, 0.98, "— rises, slope +", color=palette.POSITIVE, **words)
    top.text(0.01, 0.88, "- - falls, slope −", color=palette.NEGATIVE, **words)
    marks = "▼ minimum   ▲ maximum   ◆ terrace"
    top.text(0.99, 0.98, marks, color=palette.REFERENCE, ha="right", **words)
    return artists


def draw(artists, result):
    """The curve in its two colours, the tangent, and the flat places."""
    for name, values in (("f", result.heights), ("slope", result.slopes)):
        for way, there in (("up", result.slopes > 0), ("down", result.slopes < 0)):
            artists[f"{name}_{way}"].set_data(*_where(values, there))
    artists["f_here"].set_data([result.x], [result.height])
    artists["slope_here"].set_data([result.x], [result.slope])
    ends = result.x + np.array([-0.8, 0.8]) / np.hypot(1, result.slope / 3)
    artists["tangent"].set_data(ends, result.height + result.slope * (ends - result.x))
    kinds = np.array(result.kinds)
    for kind in MARKERS:
        at = result.flat_at[kinds == kind] if kinds.size else np.empty(0)
        artists[kind].set_data(at, SHOWN[result.curve].f(at))
    artists["zeros"].set_data(result.flat_at, np.zeros(result.flat_at.size))


def _where(values, there):
    """The pieces of a curve at which something holds."""
    edges = np.flatnonzero(np.diff(there)) + 1
    pieces = np.split(np.arange(X.size), edges)
    return joined([np.stack([X[piece], values[piece]]) for piece in pieces if there[piece[0]]])


def describe(result):
    """The slope here, and how many flat places of each kind there are."""
    if abs(result.slope) < 1e-9:
        way = "is level"
    else:
        way = "rises to the right" if result.slope > 0 else "falls to the right"
    names = ("minimum", "minima"), ("maximum", "maxima"), ("terrace", "terraces")
    counts = [
        f"{result.count(one)} {one if result.count(one) == 1 else many}" for one, many in names
    ]
    return with_minus(
        f"{result.curve} at x = {result.x:g}: the slope is {result.slope:.3g}, so it {way}. In the "
        f"window: {counts[0]}, {counts[1]}, {counts[2]}."
    )


def code(curve, x):
    """The slope here."""
    return snippet(f"x = {x:g}", f"slope = {SHOWN[curve].formula}")


def pointer(axes, x, y):
    """Dragging in either panel moves the point."""
    return {"x": x}


def slope_signs():
    """The sign of the slope along a curve, and what it says where the slope is 0."""
    return Explorer(
        title="Up, down and flat",
        setup=setup,
        compute=compute,
        draw=draw,
        describe=describe,
        controls={
            "curve": choice("curve", list(SHOWN), "bowl"),
            "x": StopSlider("x", np.round(np.arange(-4, 4.05, 0.1), 1), 1.5),
        },
        presets=[
            Preset(
                "one minimum",
                "From left to right the slope goes from − through 0 to +.",
                {"x": 0.0},
                lambda r: r.kinds == ("minimum",) and r.slope == 0,
            ),
            Preset(
                "several",
                "Three minima, and between any two of them a maximum, where + becomes −.",
                {"curve": "three valleys", "x": 0.0},
                lambda r: (r.count("minimum"), r.count("maximum")) == (3, 2),
            ),
            Preset(
                "none",
                "The slope is + everywhere, and nowhere 0.",
                {"curve": "logistic loss", "x": -4.0},
                lambda r: not r.kinds and r.slopes.min() > 0,
            ),
            Preset(
                "level and no minimum",
                "x³ at 0: the slope is 0 there, and + on both sides.",
                {"curve": "x³", "x": 0.0},
                lambda r: r.kinds == ("terrace",) and r.slope == 0,
            ),
            Preset(
                "three level places",
                "Three places with slope 0, and one of them is a minimum.",
                {"curve": "wave", "x": 1.4},
                lambda r: r.kinds == ("terrace", "minimum", "maximum"),
            ),
        ],
        code=code,
        pointer=pointer,
        main=("x", "curve"),
    )
