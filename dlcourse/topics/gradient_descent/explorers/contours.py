"""Gradient descent in two dimensions: a bowl of any elongation, and two valleys with a saddle."""

from dataclasses import dataclass
from functools import cache

import numpy as np

from dlcourse.figures import palette
from dlcourse.figures.descent import Landscape, draw_contours, draw_path, setup_contours, setup_path
from dlcourse.live.controls import StopSlider, choice
from dlcourse.live.explorer import Explorer, Preset
from dlcourse.topics.gradient_descent.runs import descend, small, with_minus
from dlcourse.topics.snippets import snippet

BOWL, SADDLE = "bowl", "two valleys"
XLIM, YLIM = (-4.4, 4.4), (-2.65, 2.65)
RATES = [0.01, 0.02, 0.05, 0.09, 0.1, 0.11, 0.15, 0.19, 0.2, 0.21, 0.3, 0.5, 0.7, 0.9, 1, 1.5, 2]
STEPS = [0, 1, 2, 3, 4, 5, 7, 10, 15, 20, 30, 50, 70, 100, 200]
STARTS = np.unique(np.round([*np.arange(-2, 2.05, 0.1), -0.01, 0.01], 2)) + 0.0
LOW, HIGH = 1e-8, 1e3  # of J on its axis


@dataclass(frozen=True, eq=False)
class Descent:
    """A walk in two dimensions."""

    landscape: str
    elongation: float
    alpha: float
    steps: int
    path: np.ndarray  # (steps + 1, 2), or fewer
    J: np.ndarray  # of each place
    gradient: np.ndarray  # (2,), where the walk ends

    @property
    def critical(self):
        """2/λ_max of the bowl."""
        return 2 / max(self.elongation, 1)

    @property
    def last(self):
        """Where the walk ends, (2,)."""
        return self.path[-1]

    @property
    def diverges(self):
        """Whether the bowl's walk grows."""
        return self.landscape == BOWL and self.alpha > self.critical and self.J[0] > 0

    @property
    def turns(self):
        """How often the walk changed its direction across the ravine."""
        signs = np.sign(np.diff(self.path[:, 1]))
        return int((signs[1:] * signs[:-1] < 0).sum())


def cost(landscape, elongation, theta):
    """J of each column of theta (2, k): ½(x² + ky²), or ½x² + ¼(y² - 1)²."""
    x, y = theta
    if landscape == BOWL:
        return (x**2 + elongation * y**2) / 2
    return x**2 / 2 + (y**2 - 1) ** 2 / 4


def gradient(landscape, elongation, theta):
    """[∂J/∂x, ∂J/∂y] at one point (2,)."""
    x, y = theta
    return np.array([x, elongation * y if landscape == BOWL else y * (y**2 - 1)])


@cache
def drawn(landscape, elongation):
    """The cost over the window, and its contours' heights."""
    made = Landscape(lambda theta: cost(landscape, elongation, theta) + 1e-2, XLIM, YLIM)
    return made, made.heights(11, logarithmic=True)


def compute(landscape, elongation, alpha, steps, x, y):
    """Walk from (x, y)."""
    path = descend(lambda theta: gradient(landscape, elongation, theta), [x, y], alpha, steps)
    J, last = cost(landscape, elongation, path.T), gradient(landscape, elongation, path[-1])
    return Descent(landscape, elongation, alpha, steps, path, J, last)


def setup(figure):
    """Left the contours with the walk, right the cost after each step."""
    left, right = figure.subplots(1, 2, width_ratios=(1.9, 1))
    left.set(xlabel="x", ylabel="y", title="The walk from above (click to start)", aspect="equal")
    left.set_label("cost")
    right.set(yscale="log", xlim=(0, 1), ylim=(LOW, HIGH), xlabel="step")
    right.set(title="J after each step (log scale)")
    right.set_yticks([1e-8, 1e-4, 1], ["10⁻⁸", "10⁻⁴", "1"])
    right.minorticks_off()
    artists = setup_contours(left, drawn(BOWL, 1.0)[0]) | setup_path(left)
    (artists["minima"],) = left.plot([], [], "*", color=palette.CHOSEN, markersize=13, zorder=2.4)
    (artists["saddle"],) = left.plot([], [], "D", color=palette.REFERENCE, markersize=8, zorder=2.4)
    (artists["J"],) = right.plot([], [], ".-", color=palette.CHOSEN, linewidth=1.2)
    box = {"facecolor": "white", "alpha": 0.85, "linewidth": 0, "pad": 2}
    words = {"transform": left.transAxes, "fontsize": 10, "va": "top", "zorder": 6, "bbox": box}
    left.text(0.01, 0.985, "○ start   ✕ end   ★ minimum   ◆ saddle", **words)
    return artists


def draw(artists, result):
    """The contours, the walk and its cost."""
    draw_contours(artists, *drawn(result.landscape, result.elongation))
    draw_path(artists, result.path)
    two = result.landscape == SADDLE
    artists["minima"].set_data(([0, 0], [1, -1]) if two else ([0], [0]))
    artists["saddle"].set_data([0] * two, [0] * two)
    steps = max(result.steps, 1)
    artists["J"].set_data(np.arange(result.J.size), np.clip(result.J, LOW / 10, HIGH * 10))
    artists["J"].axes.set_xlim(-0.03 * steps, 1.03 * steps)


def describe(result):
    """Where the walk ends, and what the bowl's critical rate is."""
    steps = "1 step" if result.steps == 1 else f"{result.steps} steps"
    x, y = (with_minus(f"{value + 0.0:.3g}") for value in np.round(result.last, 6))
    end = f"α = {result.alpha:g}, {steps}: from J = {result.J[0]:.3g} to "
    end += (
        "beyond the figure" if result.J[-1] > 1e6 else (f"J = {small(result.J[-1])} at ({x}, {y})")
    )
    if result.landscape == SADDLE:
        flat = float(np.hypot(*result.gradient))
        return (
            f"{end}; the gradient there has the length {small(flat)}. J is 0 at the two minima and "
            "¼ at the saddle."
        )
    k = result.elongation
    return (
        f"{end}. The curvatures are 1 along x and {k:g} along y: it converges for "
        f"α < 2/{k:g} = {result.critical:g}."
    )


def code(landscape, elongation, alpha, steps, x, y):
    """The walk in a loop."""
    taken = len(compute(landscape, elongation, alpha, steps, x, y).path) - 1
    slope = f"{elongation:g} * y" if landscape == BOWL else "y * (y**2 - 1)"
    return snippet(
        f"slopes = lambda x, y: np.array([x, {slope}])",
        f"path = [np.array([{x:g}, {y:g}])]",
        f"for _ in range({taken}):",
        f"    path.append(path[-1] - {alpha:g} * slopes(*path[-1]))",
        "last = path[-1]",
    )


def pointer(axes, x, y):
    """A click or a drag on the contours sets the start."""
    return {"x": x, "y": y} if axes.get_label() == "cost" else {}


def contours():
    """Gradient descent on contours, from a start that the reader clicks."""
    return Explorer(
        title="Downhill in two dimensions",
        setup=setup,
        compute=compute,
        draw=draw,
        describe=describe,
        controls={
            "landscape": choice("J", [BOWL, SADDLE], BOWL),
            "elongation": StopSlider("elongation", [1, 2, 5, 10, 20, 50, 100], 10),
            "alpha": StopSlider("α", RATES, 0.19),
            "steps": StopSlider("steps", STEPS, 20),
            "x": StopSlider("start x", np.round(np.arange(-4, 4.05, 0.1), 1), -3.6),
            "y": StopSlider("start y", STARTS, 1.5),
        },
        presets=[
            Preset(
                "a round bowl",
                "The steepest way leads straight to the lowest point.",
                {"elongation": 1.0, "alpha": 0.5},
                lambda r: r.J[-1] < 1e-6 and r.turns == 0,
            ),
            Preset(
                "a ravine",
                "Elongation 10: first down the wall, then slowly along the floor.",
                {"elongation": 10.0, "alpha": 0.1},
                lambda r: abs(r.last[1]) < 1e-6 and abs(r.last[0]) > 0.3,
            ),
            Preset(
                "just below critical",
                "α = 0.19 of 0.2: from wall to wall, and yet forward.",
                {"elongation": 10.0, "alpha": 0.19},
                lambda r: r.turns > 10 and r.J[-1] < r.J[0],
            ),
            Preset(
                "just above",
                "α = 0.21: along the floor all is well, across it grows without end.",
                {"elongation": 10.0, "alpha": 0.21, "steps": 50},
                lambda r: r.diverges and r.J[-1] > r.J[0] and abs(r.last[0]) < 0.1,
            ),
            Preset(
                "onto the saddle",
                "From y = 0 exactly the slope across is 0: it ends where no minimum is.",
                {"landscape": SADDLE, "y": 0.0, "alpha": 0.2, "steps": 100},
                lambda r: abs(r.J[-1] - 0.25) < 1e-9,
            ),
            Preset(
                "beside the saddle",
                "From y = 0.01 it slows down near the saddle, and then finds a valley.",
                {"landscape": SADDLE, "y": 0.01, "alpha": 0.2, "steps": 100},
                lambda r: r.J[-1] < 1e-6 and r.last[1] > 0.99,
            ),
        ],
        code=code,
        pointer=pointer,
        pin=("path", "J"),
        main=("alpha", "steps"),
    )
