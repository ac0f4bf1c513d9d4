"""Logistic regression by gradient descent: who passes? With two classes, one has no best answer."""

from dataclasses import dataclass
from functools import cache

import numpy as np

from dlcourse import sigmoid
from dlcourse.figures import palette
from dlcourse.figures.descent import Landscape, draw_contours, draw_path, setup_contours, setup_path
from dlcourse.live.controls import StopSlider, choice
from dlcourse.live.explorer import Explorer, Preset
from dlcourse.topics.gradient_descent.runs import HOURS, PASSED, descend, small, with_minus
from dlcourse.topics.snippets import snippet

RATES = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10]
STEPS = [0, 1, 2, 3, 5, 10, 20, 30, 50, 100, 200, 300, 500, 1000, 2000]
WLIM, BLIM = (-1.5, 10.5), (-4.0, 10.0)
MEAN = HOURS.mean()
FINE = np.linspace(0.3, 8.7, 200)


@dataclass(frozen=True, eq=False)
class Walk:
    """The whole walk of (w, b)."""

    data: str
    alpha: float
    path: np.ndarray  # (2001, 2)


@dataclass(frozen=True, eq=False)
class Passing(Walk):
    """The walk up to a step."""

    steps: int
    J: float
    slope: float  # the gradient's length
    certain: float  # the least probability that any of the eight gets for what it did

    @property
    def w(self):
        """How steep the curve is, per hour."""
        return float(self.path[self.steps, 0])

    @property
    def b(self):
        """The score at the mean of the hours."""
        return float(self.path[self.steps, 1])

    @property
    def even(self):
        """The hours at which the curve says one half."""
        return MEAN - self.b / self.w if self.w else np.nan

    @property
    def growth(self):
        """w here over w after half as many steps."""
        return self.w / float(self.path[max(self.steps // 2, 1), 0])


def cost(data, theta):
    """Mean of log(1 + e^z) - y z over the eight, for each column of theta (2, k)."""
    w, b = theta[:, :, np.newaxis]
    z = w * (HOURS - MEAN) + b
    return np.mean(np.logaddexp(0, z) - PASSED[data] * z, axis=1)


def gradient(data, theta):
    """[∂J/∂w, ∂J/∂b]: the means of (a - y) x and of a - y."""
    x = HOURS - MEAN
    errors = 1 / (1 + np.exp(-(theta[0] * x + theta[1]))) - PASSED[data]
    return np.array([errors @ x, errors.sum()]) / x.size


@cache
def landscape(data):
    """The cost over the window, and its contours' heights."""
    made = Landscape(lambda theta: cost(data, theta), WLIM, BLIM)
    return made, made.heights(14, logarithmic=True)


def run(data, alpha, w, b):
    """Two thousand steps from (w, b)."""
    return Walk(data, alpha, descend(lambda theta: gradient(data, theta), [w, b], alpha, STEPS[-1]))


def look(run, steps):
    """The walk up to a step."""
    theta = run.path[steps]
    a = sigmoid(theta[0] * (HOURS - MEAN) + theta[1])
    certain = np.where(PASSED[run.data] == 1, a, 1 - a).min()
    J, slope = float(cost(run.data, theta[:, np.newaxis])[0]), gradient(run.data, theta)
    return Passing(**vars(run), steps=steps, J=J, slope=float(np.hypot(*slope)), certain=certain)


def setup(figure):
    """Left the eight and the curve, right the cost as contours with the walk."""
    left, right = figure.subplots(1, 2, width_ratios=(1, 1.1))
    left.set(xlim=(0.3, 8.7), ylim=(-0.12, 1.12), xlabel="hours of study", yticks=[0, 0.5, 1])
    left.set(title="Passed (1) or not (0)", ylabel="probability")
    right.set(title="The point (w, b) in the cost J", xlabel="w, per hour", ylabel="b")
    right.set_label("cost")
    artists = setup_contours(right, landscape("this class")[0]) | setup_path(right)
    artists["path"].set(markersize=3, linewidth=1.6)
    looks = (
        ("failed", {"marker": "o", "color": palette.CLASS_0}),
        ("passed", {"marker": "^", "color": palette.CLASS_1}),
    )
    for name, look in looks:
        (artists[name],) = left.plot([], [], linestyle="None", markersize=9, **look)
    (artists["curve"],) = left.plot([], [], color=palette.CHOSEN)
    (artists["even"],) = left.plot([], [], "--", color=palette.CHOSEN, linewidth=1.3)
    left.axhline(0.5, color="#555555", linewidth=0.8)
    artists["count"] = left.text(0.98, 0.12, "", transform=left.transAxes, ha="right")
    box = {"facecolor": "white", "alpha": 0.85, "linewidth": 0, "pad": 2}
    words = {"transform": right.transAxes, "fontsize": 10, "va": "top", "ha": "right", "bbox": box}
    right.text(0.99, 0.985, "click to start  ○ start  ✕ now", zorder=6, **words)
    return artists


def draw(artists, result):
    """The curve in the data, and the walk so far."""
    y = PASSED[result.data]
    artists["failed"].set_data(HOURS[y == 0], y[y == 0])
    artists["passed"].set_data(HOURS[y == 1], y[y == 1])
    artists["curve"].set_data(FINE, sigmoid(result.w * (FINE - MEAN) + result.b))
    artists["count"].set_text(f"step {result.steps:,}")
    artists["even"].set_data([result.even] * 2, [-0.12, 1.12])
    draw_contours(artists, *landscape(result.data))
    draw_path(artists, result.path[: result.steps + 1])


def describe(result):
    """Parameters, cost, slope, and where the curve says one half."""
    steps = "1 step" if result.steps == 1 else f"{result.steps} steps"
    even = f"; one half at {result.even:.2f} hours" if 0 < result.even < 9 else ""
    return with_minus(
        f"{result.data}, α = {result.alpha:g}, {steps}: w = {result.w:.2f}, b = {result.b:.2f}, "
        f"J = {result.J:.3f}, gradient of length {small(result.slope)}{even}. What came true had "
        f"at least the probability {result.certain:.0%}."
    ).replace("%", " %")


def code(data, alpha, w, b, steps):
    """The walk, with the network's own cost and gradient."""
    return snippet(
        f"X = np.array([{HOURS.astype(int).tolist()}]) - {MEAN:g}",
        f"Y = np.array([{PASSED[data].astype(int).tolist()}])",
        "network = dl.Network([dl.Dense(1, 1)], dl.BinaryCrossEntropy())",
        f"descent, theta = dl.GradientDescent({alpha:g}), np.array([{w:.1f}, {b:.1f}])",
        f"for _ in range({steps}):",
        "    theta = descent.step(theta, network.cost_and_gradient(theta, X, Y)[1])",
        "(w, b), J = theta, network.cost(theta, X, Y)",
    )


def pointer(axes, x, y):
    """A click in the cost sets the start."""
    return {"w": x, "b": y} if axes.get_label() == "cost" else {}


def logistic_fit():
    """A curve from 0 to 1 through eight students who passed or not."""
    return Explorer(
        title="A curve that finds who passes",
        setup=setup,
        run=run,
        look=look,
        draw=draw,
        describe=describe,
        controls={
            "steps": StopSlider("steps", STEPS, 20),
            "alpha": StopSlider("α", RATES, 1),
            "data": choice("data", list(PASSED), "another class"),
            "w": StopSlider("start w", np.arange(-1, 10.25, 0.5), 0),
            "b": StopSlider("start b", np.arange(-4, 10.25, 0.5), 0),
        },
        presets=[
            Preset(
                "a minimum",
                "One passed after 3 hours, one failed after 4: w settles, the curve stays soft.",
                {"steps": 2000},
                lambda r: abs(r.growth - 1) < 1e-6 and r.slope < 1e-6,
            ),
            Preset(
                "twenty steps",
                "This class: all with 4 hours or more have passed.",
                {"data": "this class"},
                lambda r: r.growth > 1.05,
            ),
            Preset(
                "two thousand steps",
                "w still grows. The cost always has something to gain.",
                {"data": "this class", "steps": 2000},
                lambda r: r.growth > 1.08 and r.slope > 1e-6,
            ),
            Preset(
                "too large",
                "α = 10: it jumps from side to side and does not settle.",
                {"alpha": 10.0, "steps": 200},
                lambda r: np.ptp(r.path[150:201, 0]) > 0.5,
            ),
        ],
        code=code,
        pointer=pointer,
        pin=("curve", "path"),
        main=("steps", "data"),
    )
