"""The slope as a limit: a nudge h, the rise that it makes, and how far their ratio is from f'.

The error falls with h until the rounding of f(x + h) - f(x), divided by the small h, takes over.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from dlcourse.figures import palette
from dlcourse.live.controls import StopSlider, choice, log_stops
from dlcourse.live.explorer import Explorer, Preset
from dlcourse.topics.gradient_descent.runs import with_minus
from dlcourse.topics.snippets import snippet

XLIM, YLIM = (-4.4, 7.0), (-12.0, 48.0)
# 2e-12 is left out: a slider cannot tell it from 1e-12
STOPS = [h for h in log_stops(-12, 0, mantissas=(1, 2, 5)) if h != 2e-12]
NUDGES = np.array(STOPS)
DIGITS = 16  # a number has no more of them


@dataclass(frozen=True)
class Curve:
    """A function with its slope, and both as Python writes them."""

    f: Callable
    slope: Callable
    formula: str
    formula_of_slope: str


CURVES = {
    "3x": Curve(lambda x: 3 * x, lambda x: 3.0 + 0 * x, "3 * x", "3"),
    "x²": Curve(lambda x: x * x, lambda x: 2.0 * x, "x * x", "2 * x"),
    "20 sin x": Curve(
        lambda x: 20 * np.sin(x), lambda x: 20 * np.cos(x), "20 * np.sin(x)", "20 * np.cos(x)"
    ),
}


@dataclass(frozen=True, eq=False)
class Secant:
    """A point, a nudge, and what they give."""

    curve: str
    x: float
    h: float
    y: float  # f(x)
    nudged: float  # f(x + h)
    ratio: float  # (f(x + h) - f(x)) / h
    slope: float  # f'(x)
    errors: np.ndarray  # (36,), |ratio - f'(x)| at every nudge

    @property
    def error(self):
        """How far the ratio is from the slope."""
        return abs(self.ratio - self.slope)

    @property
    def digits(self):
        """How many digits of the ratio are right at every nudge, 0 … 16, (36,)."""
        size = max(abs(self.slope), 1)
        return np.clip(-np.log10(np.maximum(self.errors / size, 1e-17)), 0, DIGITS)

    @property
    def angle(self):
        """θ in degrees, from 0 to 180, of a line with this ratio as its slope."""
        return float(np.degrees(np.arctan(self.ratio)) % 180)

    @property
    def best(self):
        """The nudge with the least error; the largest of them where several have it."""
        return float(NUDGES[self.errors == self.errors.min()].max())


def compute(curve, x, h):
    """The ratio at this nudge, and the error at all of them."""
    f, slope = CURVES[curve].f, float(CURVES[curve].slope(x))
    ratios = (f(x + NUDGES) - f(x)) / NUDGES
    y, nudged = float(f(x)), float(f(x + h))
    return Secant(curve, x, h, y, nudged, (nudged - y) / h, slope, np.abs(ratios - slope))


def setup(figure):
    """Left the curve and the line through two of its points; right the angle and the digits."""
    grid = figure.add_gridspec(2, 2, width_ratios=(1.5, 1), height_ratios=(1, 1.35))
    left = figure.add_subplot(grid[:, 0], label="curve")
    dial, errors = figure.add_subplot(grid[0, 1]), figure.add_subplot(grid[1, 1])
    left.set(xlim=XLIM, ylim=YLIM, xlabel="x", ylabel="f(x)", title="Two points of a curve (drag)")
    dial.set(xlim=(-1.7, 1.7), ylim=(-0.12, 1.35), aspect="equal", xticks=[], yticks=[])
    dial.set_title("The angle θ of the line")
    dial.grid(False)
    dial.spines[:].set_visible(False)
    half = np.linspace(0, np.pi, 60)
    dial.plot(np.cos(half), np.sin(half), color="#555555", linewidth=1)
    dial.plot([-1, 1], [0, 0], color="#555555", linewidth=1)
    marks = (1.07, 0, "0°", "left"), (0, 1.02, "90°", "center"), (-1.07, 0, "180°", "right")
    for x, y, text, ha in marks:
        dial.text(x, y, text, ha=ha, fontsize=10)
    errors.set(xscale="log", xlim=(4, 2.5e-13), ylim=(-0.6, 16.9), yticks=(0, 4, 8, 12, 16))
    errors.set(xlabel="nudge h (log scale)", title="Right digits of Δy/Δx")
    errors.set_xticks([1, 1e-3, 1e-6, 1e-9, 1e-12], ["1", "10⁻³", "10⁻⁶", "10⁻⁹", "10⁻¹²"])
    errors.minorticks_off()
    artists = {}
    (artists["curve"],) = left.plot([], [], color=palette.REFERENCE)
    (artists["line"],) = left.plot([], [], color=palette.CHOSEN, linewidth=1.4)
    (artists["run"],) = left.plot([], [], "--", color=palette.CHOSEN, linewidth=1.3)
    (artists["points"],) = left.plot([], [], "o", color=palette.CHOSEN, markersize=7)
    artists["name"] = left.text(-4.1, 44, "", va="top")
    for name in ("dx", "dy"):
        artists[name] = left.text(0, 0, "", fontsize=11, ha="center" if name == "dx" else "left")
    (artists["hand"],) = dial.plot([], [], color=palette.CHOSEN)
    (artists["arc"],) = dial.plot([], [], ":", color=palette.CHOSEN, linewidth=1.6)
    artists["theta"] = dial.text(0, 0.3, "", ha="center")
    (artists["digits"],) = errors.plot([], [], ".-", color=palette.REFERENCE, linewidth=1)
    (artists["here"],) = errors.plot([], [], "o", color=palette.CHOSEN, markersize=8)
    return artists


def draw(artists, result):
    """The curve, its secant with Δx and Δy, the angle, and the right digits."""
    all_x, x, h = np.linspace(*XLIM, 200), result.x, result.h
    artists["curve"].set_data(all_x, CURVES[result.curve].f(all_x))
    artists["name"].set_text(f"f(x) = {result.curve}")
    artists["line"].set_data(all_x, result.y + result.ratio * (all_x - x))
    artists["points"].set_data([x, x + h], [result.y, result.nudged])
    artists["run"].set_data([x, x + h, x + h], [result.y, result.y, result.nudged])
    seen = h >= 0.5  # else the triangle is a point
    below = -3.2 if result.ratio >= 0 else 1.0
    artists["dx"].set(text="Δx = h" * seen, x=x + h / 2, y=result.y + below)
    artists["dy"].set(text="Δy" * seen, x=x + h + 0.1, y=(result.y + result.nudged) / 2)
    angle = np.radians(result.angle)
    artists["hand"].set_data([0, np.cos(angle)], [0, np.sin(angle)])
    arc = np.linspace(0, angle, 40)
    artists["arc"].set_data(0.35 * np.cos(arc), 0.35 * np.sin(arc))
    artists["theta"].set(text=f"θ = {result.angle:.1f}°", y=0.12)
    artists["theta"].set_x(-0.5 if result.angle < 90 else 0.5)
    artists["digits"].set_data(NUDGES, result.digits)
    artists["here"].set_data([h], [result.digits[np.argmin(np.abs(NUDGES - h))]])


def describe(result):
    """The two heights, the ratio, its angle and its error."""
    way = "uphill" if result.ratio > 1e-9 else "downhill" if result.ratio < -1e-9 else "level"
    return with_minus(
        f"x = {result.x:g}, h = {result.h:g}: from {result.y:.6g} to {result.nudged:.13g}, so "
        f"Δy/Δx = {result.ratio:.6g} = tan θ with θ = {result.angle:.1f}°, {way}; off by "
        f"{_power(result.error)}. The slope is {result.slope:.4g}; h = {result.best:g} does best."
    )


def _power(error):
    """An error by its size: 1e-03 as 0.001, and 0 where there is none."""
    return "0" if error == 0 else f"{error:.0e}" if error < 1e-4 else f"{error:.1g}"


def code(curve, x, h):
    """The ratio and its error."""
    formula, slope = CURVES[curve].formula, CURVES[curve].formula_of_slope
    return snippet(
        f"x, h = {x:g}, {h:g}",
        f"y = {formula}",
        f"nudged = {formula.replace('x', '(x + h)')}",
        "ratio = (nudged - y) / h",
        f"error = abs(ratio - {slope})",
    )


def pointer(axes, x, y):
    """Dragging along the curve moves the point."""
    return {"x": x} if axes.get_label() == "curve" else {}


def secant():
    """The slope of a curve by a nudge, from 1 down to where rounding takes over."""
    return Explorer(
        title="The slope by a nudge",
        setup=setup,
        compute=compute,
        draw=draw,
        describe=describe,
        controls={
            "curve": choice("f(x)", list(CURVES), "x²"),
            "x": StopSlider("x", np.round(np.arange(-4, 6.05, 0.1), 1), 5.0),
            "h": StopSlider("h", STOPS, 0.1),
        },
        presets=[
            Preset(
                "a large nudge",
                "h = 1: the line cuts the curve and is too steep, 11 instead of 10.",
                {"h": 1.0},
                lambda r: r.ratio == 11,
            ),
            Preset(
                "a small nudge",
                "h = 0.001: nearly right. The line touches the curve as far as the eye can see.",
                {"h": 0.001},
                lambda r: abs(r.ratio - 10) < 0.0011,
            ),
            Preset(
                "a nudge too small",
                "h = 10⁻¹²: four right digits, where h = 10⁻⁸ has nearly eight.",
                {"h": 1e-12},
                lambda r: 1e-5 < r.error < 1e-2 and r.errors.min() < 1e-6,
            ),
            Preset(
                "the same slope everywhere",
                "A straight line: no nudge is too large, and still one can be too small.",
                {"curve": "3x", "h": 1.0},
                lambda r: r.errors[-1] == 0 and r.errors[0] > 1e-5,
            ),
            Preset(
                "downhill",
                "θ lies between 90° and 180°: from left to right it goes down.",
                {"x": -2.0, "h": 0.001},
                lambda r: 90 < r.angle < 180 and r.ratio < 0,
            ),
        ],
        code=code,
        pointer=pointer,
        pin=("line",),
        main=("h",),
    )
