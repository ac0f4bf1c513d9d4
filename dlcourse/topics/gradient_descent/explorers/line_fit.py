"""Linear regression by gradient descent: the line in the data beside the point in the cost."""

from dataclasses import dataclass
from functools import cache

import numpy as np

from dlcourse.figures import palette
from dlcourse.figures.descent import Landscape, draw_contours, draw_path, setup_contours, setup_path
from dlcourse.live.controls import StopSlider, toggle
from dlcourse.live.explorer import Explorer, Preset
from dlcourse.topics.gradient_descent.runs import HOURS, POINTS, descend, with_minus
from dlcourse.topics.snippets import snippet

RATES = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.07, 0.076, 0.08, 0.1, 0.2, 0.3, 0.38, 0.4]
STEPS = [0, 1, 2, 3, 4, 5, 7, 10, 15, 20, 30, 50, 70, 100, 150, 200, 300, 500, 1000, 2000]
WLIM, BLIM = (-6.0, 22.0), (-30.0, 110.0)
MOST = 100.0  # points: no line leaves the data's window


@dataclass(frozen=True, eq=False)
class Fit:
    """The walk of (w, b), with the problem that it walks in."""

    alpha: float
    steps: int
    centred: bool
    x: np.ndarray  # (8,), hours, or hours less their mean
    path: np.ndarray  # (steps + 1, 2), or fewer
    J: float  # where the walk ends
    best: np.ndarray  # (2,), where J is least
    J_best: float
    curvatures: np.ndarray  # (2,), the smaller first

    @property
    def w(self):
        """Points per hour."""
        return float(self.path[-1, 0])

    @property
    def b(self):
        """Points at x = 0."""
        return float(self.path[-1, 1])

    @property
    def critical(self):
        """The rate from which on it does not converge."""
        return float(2 / self.curvatures[1])

    @property
    def diverges(self):
        """Whether the rate is too large."""
        return self.alpha >= self.critical


def feature(centred):
    """The hours of study, (8,); less their mean where they are centred."""
    return HOURS - HOURS.mean() if centred else HOURS


def cost(x, theta):
    """J = 1/(2m) Σ (w x + b - y)² for each column of theta (2, k)."""
    w, b = theta[:, :, np.newaxis]
    return np.mean((w * x + b - POINTS) ** 2, axis=1) / 2


def gradient(x, theta):
    """[∂J/∂w, ∂J/∂b]."""
    errors = theta[0] * x + theta[1] - POINTS
    return np.array([np.mean(errors * x), np.mean(errors)])


@cache
def landscape(centred):
    """The cost over the window, and its contours' heights."""
    x = feature(centred)
    made = Landscape(lambda theta: cost(x, theta), WLIM, BLIM)
    return made, made.heights(12, logarithmic=True)


def compute(alpha, steps, w, b, centred):
    """Walk from (w, b)."""
    x = feature(centred)
    A = np.stack([x, np.ones(x.size)])
    hessian = A @ A.T / x.size
    best = np.linalg.solve(hessian, A @ POINTS / x.size)
    path = descend(lambda theta: gradient(x, theta), np.array([w, b]), alpha, steps)
    J, J_best = (float(cost(x, theta[:, np.newaxis])[0]) for theta in (path[-1], best))
    curvatures = np.linalg.eigvalsh(hessian)
    return Fit(alpha, steps, centred, x, path, J, best, J_best, curvatures)


def setup(figure):
    """Data and line, the cost as contours with the walk, and w by itself."""
    left, right, third = figure.subplots(1, 3, width_ratios=(1, 1.25, 0.75))
    third.set(xscale="symlog", xlim=(0, 2000), ylim=(0, 16), xlabel="step")
    third.set_xticks([0, 10, 1000], ["0", "10", "1,000"])
    third.minorticks_off()
    third.set_title("w at each step")
    left.set(xlim=(0.3, 8.7), ylim=(-4, MOST), xlabel="hours of study", ylabel="points")
    left.set_title("The line in the data")
    right.set_title("(w, b) in the cost J")
    right.set(xlabel="w, points per hour", ylabel="b, points")
    right.set_label("cost")
    left.plot(HOURS, POINTS, "o", color=palette.WEIGHTS, markersize=7)
    artists = setup_contours(right, landscape(False)[0]) | setup_path(right)
    (artists["best"],) = right.plot([], [], "*", color=palette.CHOSEN, markersize=13, zorder=2.4)
    (artists["best_line"],) = left.plot([], [], "--", color="#B0B0B0", linewidth=1.3, zorder=3)
    (artists["first_line"],) = left.plot([], [], ":", color=palette.CHOSEN, linewidth=1.3)
    (artists["line"],) = left.plot([], [], color=palette.CHOSEN)
    words = {"transform": left.transAxes, "fontsize": 10, "va": "bottom", "ha": "right"}
    left.text(0.99, 0.16, "··· start   — now", **words)
    left.text(0.99, 0.08, "- - least cost", color=palette.REFERENCE, **words)
    artists["path"].set(markersize=3, linewidth=1.1)
    (artists["w"],) = third.plot([], [], color=palette.CHOSEN)
    (artists["w_best"],) = third.plot([], [], "--", color=palette.REFERENCE, linewidth=1.3)
    artists["count"] = left.text(0.02, 0.98, "", transform=left.transAxes, va="top")
    box = {"facecolor": "white", "alpha": 0.85, "linewidth": 0, "pad": 2}
    words = {"transform": right.transAxes, "fontsize": 10, "va": "top", "ha": "right", "bbox": box}
    right.text(0.99, 0.985, "click   ○ start   ✕ now   ★ least", zorder=6, **words)
    return artists


def draw(artists, result):
    """The lines, the contours and the walk."""
    made, heights = landscape(result.centred)
    draw_contours(artists, made, heights)
    draw_path(artists, result.path)
    steps = np.arange(len(result.path))
    artists["w"].set_data(steps, np.clip(result.path[:, 0], -1e4, 1e4))
    artists["w_best"].set_data([0, 2000], [result.best[0]] * 2)
    artists["count"].set_text(f"step {result.steps:,}")
    artists["best"].set_data(result.best[:1], result.best[1:])
    ends = np.array([0.3, 8.7])
    at = ends - HOURS.mean() * result.centred
    for name, theta in (
        ("best_line", result.best),
        ("first_line", result.path[0]),
        ("line", np.clip(result.path[-1], -1e4, 1e4)),
    ):
        artists[name].set_data(ends, theta[0] * at + theta[1])


def describe(result):
    """Where the walk is, what it costs there, and which rates would converge."""
    steps = "1 step" if result.steps == 1 else f"{result.steps} steps"
    begin = f"α = {result.alpha:g}, {steps}: "
    if result.diverges and result.J > 1e5:
        where = "the walk has left the figure"
    else:
        where = f"w = {result.w:.2f}, b = {result.b:.1f}, J = {result.J:.2f}"
    return with_minus(
        f"{begin}{where}; the least J is {result.J_best:.2f} at w = {result.best[0]:.2f}, "
        f"b = {result.best[1]:.1f}. It converges for α < {_down(result.critical)}."
    )


def _down(rate):
    """A rate with two digits, rounded down, so that what is said of it stays true."""
    unit = 10.0 ** (np.floor(np.log10(rate)) - 1)
    return f"{np.floor(rate / unit) * unit:.2g}"


def code(alpha, steps, w, b, centred):
    """The walk, with the network's own cost and gradient."""
    taken = len(compute(alpha, steps, w, b, centred).path) - 1
    less = f" - {HOURS.mean():g}" if centred else ""
    return snippet(
        f"X = np.array([{HOURS.astype(int).tolist()}]){less}",
        f"Y = np.array([{POINTS.astype(int).tolist()}])",
        "network = dl.Network([dl.Dense(1, 1)], dl.MeanSquaredError())",
        f"descent, theta = dl.GradientDescent({alpha:g}), np.array([{w:.1f}, {b:.1f}])",
        f"for _ in range({taken}):",
        "    theta = descent.step(theta, network.cost_and_gradient(theta, X, Y)[1])",
        "(w, b), J = theta, network.cost(theta, X, Y)",
    )


def pointer(axes, x, y):
    """A click in the cost sets the start."""
    return {"w": x, "b": y} if axes.get_label() == "cost" else {}


def line_fit():
    """A line through eight students' points, found by walking downhill in w and b."""
    return Explorer(
        title="A line that finds its place",
        setup=setup,
        compute=compute,
        draw=draw,
        describe=describe,
        controls={
            "steps": StopSlider("steps", STEPS, 10),
            "alpha": StopSlider("α", RATES, 0.02),
            "w": StopSlider("start w", np.arange(-5, 21.5, 0.5), 0),
            "b": StopSlider("start b", np.arange(-25, 106, 5), 0),
            "centred": toggle("subtract the mean of the hours"),
        },
        presets=[
            Preset(
                "the start",
                "w = 0 and b = 0: a line that promises no points to anybody.",
                {"steps": 0},
                lambda r: r.w == r.b == 0,
            ),
            Preset(
                "ten steps",
                "The line runs through the middle of the points already. It is too steep.",
                {"steps": 10},
                lambda r: r.w > 10 and r.b < 5 and r.J < 5 * r.J_best + 40,
            ),
            Preset(
                "a thousand steps",
                "Along the floor of a narrow valley: b rises slowly, and w comes back.",
                {"steps": 1000},
                lambda r: abs(r.w - r.best[0]) < 0.2 and abs(r.b - r.best[1]) < 1,
            ),
            Preset(
                "just too large",
                "α = 0.08, where 0.076 is the limit.",
                {"alpha": 0.08, "steps": 50},
                lambda r: r.diverges and r.J > 1000,
            ),
            Preset(
                "hours minus their mean",
                "The same line from a rounder valley, with a larger rate, in 15 steps.",
                {"centred": True, "alpha": 0.3, "steps": 15},
                lambda r: r.J < 1.1 * r.J_best,
            ),
        ],
        code=code,
        pointer=pointer,
        pin=("line", "path"),
        main=("steps", "alpha"),
    )
