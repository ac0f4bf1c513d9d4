"""The cost of one number: a line through the origin, and how bad each slope of it is."""

from dataclasses import dataclass

import numpy as np

from dlcourse.figures import palette
from dlcourse.figures.lines import side_by_side
from dlcourse.live.controls import StopSlider
from dlcourse.live.explorer import Explorer, Preset
from dlcourse.topics.gradient_descent.runs import HOURS, POINTS
from dlcourse.topics.snippets import snippet

WLIM = (0.0, 20.0)
GRID = np.linspace(*WLIM, 201)
BEST = float(HOURS @ POINTS / (HOURS @ HOURS))


@dataclass(frozen=True, eq=False)
class Weight:
    """A choice of w, its errors and its cost."""

    w: float
    errors: np.ndarray  # (8,), w x - y
    J: float

    @property
    def slope(self):
        """J'(w), the mean of error times hours."""
        return float(np.mean(self.errors * HOURS))


def cost(w):
    """J = 1/(2m) Σ (w x - y)² for each of w (k,)."""
    return np.mean((np.outer(w, HOURS) - POINTS) ** 2, axis=1) / 2


def compute(w):
    """Errors and cost."""
    return Weight(w, w * HOURS - POINTS, float(cost(np.array([w]))[0]))


def setup(figure):
    """Left students, line and errors; right the cost of every w."""
    left, right = figure.subplots(1, 2)
    left.set(xlim=(0, 8.7), ylim=(0, 165), xlabel="hours of study", ylabel="points")
    left.set_title("The line w·x and its errors")
    right.set(xlim=WLIM, ylim=(0, 1800), xlabel="w, points per hour", ylabel="cost J")
    right.set_title("How bad each w is (drag)")
    right.set_label("cost")
    left.plot(HOURS, POINTS, "o", color=palette.WEIGHTS, markersize=7)
    right.plot(GRID, cost(GRID), color=palette.REFERENCE)
    artists = {}
    (artists["errors"],) = left.plot([], [], ":", color=palette.CHOSEN, linewidth=1.4)
    (artists["line"],) = left.plot([], [], color=palette.CHOSEN)
    (artists["here"],) = right.plot([], [], "o", color=palette.CHOSEN, markersize=9)
    artists["J"] = right.text(0, 0, "", ha="center", va="bottom")
    return artists


def draw(artists, result):
    """The line, its errors, and its place on the curve."""
    artists["line"].set_data([0, 8.7], [0, 8.7 * result.w])
    errors = np.stack([POINTS, POINTS + result.errors])
    artists["errors"].set_data(*side_by_side(HOURS[np.newaxis], errors))
    artists["here"].set_data([result.w], [result.J])
    artists["J"].set(text=f"J = {result.J:.0f}", x=np.clip(result.w, 2.2, 17.8), y=result.J + 60)


def describe(result):
    """What the line promises, and its cost."""
    return (
        f"w = {result.w:g}: 8 hours are said to give {8 * result.w:g} points, and gave 80. "
        f"The cost is J = {result.J:.1f}; the least is {cost(np.array([BEST]))[0]:.1f}, at "
        f"w = {BEST:.2f}."
    )


def code(w):
    """The cost."""
    return snippet(
        f"hours = np.array({HOURS.astype(int).tolist()})",
        f"points = np.array({POINTS.astype(int).tolist()})",
        f"errors = {w:g} * hours - points",
        "J = np.mean(errors**2) / 2",
    )


def pointer(axes, x, y):
    """Dragging in the cost moves w."""
    return {"w": x} if axes.get_label() == "cost" else {}


def one_weight():
    """One number to be found, and all of its landscape."""
    return Explorer(
        title="A landscape over one number",
        setup=setup,
        compute=compute,
        draw=draw,
        describe=describe,
        controls={"w": StopSlider("w", np.round(np.arange(0, 20.05, 0.1), 1), 5.0)},
        presets=[
            Preset(
                "too flat",
                "w = 5: all of them got more than that.",
                {},
                lambda r: (r.errors < 0).all(),
            ),
            Preset(
                "about right",
                "w = 11.4: too much for some, too little for others.",
                {"w": 11.4},
                lambda r: abs(r.J - cost(GRID).min()) < 0.5 and r.errors.min() < 0 < r.errors.max(),
            ),
            Preset(
                "too steep",
                "w = 16: most are promised too much, and J has risen again.",
                {"w": 16.0},
                lambda r: (r.errors > 0).sum() > 4 and r.slope > 0,
            ),
        ],
        code=code,
        pointer=pointer,
        pin=("line",),
    )
