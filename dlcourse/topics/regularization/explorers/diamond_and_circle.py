"""Diamond and circle: where a cost's contours touch the budget of L1, and that of L2.

Two weights, a quadratic cost J(w) = ½ (w - c)ᵀ H (w - c) with its optimum at c, and a budget t:
|w₁| + |w₂| ≤ t is a diamond, √(w₁² + w₂²) ≤ t a circle. To minimize J within the budget is to
minimize J plus a penalty, with the λ that the touching point tells.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from dlcourse.figures import palette
from dlcourse.live.controls import StopSlider
from dlcourse.live.explorer import Explorer, Preset

TURN = np.linspace(0, 2 * np.pi, 121)
UNIT_CIRCLE = np.array([np.cos(TURN), np.sin(TURN)])
LEVELS = (0.4, 0.8, 1.2)  # half widths of the pale contours across their long axis
CORNERS = np.array([[1, 0, -1, 0, 1], [0, 1, 0, -1, 0]])  # of the diamond with t = 1, and back
FAR = 100.0  # where the shade and the rays end: out of sight


@dataclass(frozen=True, eq=False)
class Touching:
    """The optimum and budget at hand, and where J is least within each budget."""

    optimum: np.ndarray
    budget: float
    H: np.ndarray
    w_l1: np.ndarray
    w_l2: np.ndarray

    @cached_property
    def lambd_l1(self):
        """The λ/m with which J + (λ/m) Σ |w| has its minimum at `w_l1`; 0 inside the budget."""
        return float(np.abs(self.H @ (self.optimum - self.w_l1)).max())

    @cached_property
    def lambd_l2(self):
        """The λ/m with which J + λ/(2m) Σ w² has its minimum at `w_l2`; 0 inside the budget."""
        pull = self.H @ (self.optimum - self.w_l2)
        return float(np.linalg.norm(pull) / np.linalg.norm(self.w_l2)) if pull.any() else 0.0

    @cached_property
    def ellipse(self):
        """The contour around 0 that is 1 wide across its long axis, (2, 121)."""
        values, axes = np.linalg.eigh(self.H)
        return axes @ (UNIT_CIRCLE / np.sqrt(values)[:, np.newaxis])

    def contour(self, w):
        """The contour through w, (2, 121)."""
        away = w - self.optimum
        return self.optimum[:, np.newaxis] + np.sqrt(away @ self.H @ away) * self.ellipse


def hessian(elongation, angle):
    """H of a cost whose contours are `elongation` times as long as wide, tilted by `angle` in °."""
    cos, sin = np.cos(np.deg2rad(angle)), np.sin(np.deg2rad(angle))
    axes = np.array([[cos, -sin], [sin, cos]])
    return axes @ np.diag([elongation**-2.0, 1.0]) @ axes.T


def within_diamond(H, c, t):
    """The w with |w₁| + |w₂| ≤ t where J is least: c itself, or the best point of four edges."""
    if np.abs(c).sum() <= t:
        return c
    edges = []
    for start, end in zip(t * CORNERS.T[:-1], t * CORNERS.T[1:], strict=True):
        edge = end - start
        # J along the edge is a parabola in s; outside of 0 … 1 a corner is the best of it
        s = min(max(round(edge @ H @ (c - start) / (edge @ H @ edge), 12), 0), 1)
        edges.append(start + s * edge if s < 1 else end)
    return min(edges, key=lambda w: (w - c) @ H @ (w - c))


def within_circle(H, c, t):
    """The w with ‖w‖ ≤ t where J is least: c itself, or (H + μI)⁻¹ H c with the μ that gives t."""
    if np.linalg.norm(c) <= t:
        return c
    h, axes = np.linalg.eigh(H)
    c, mu = axes.T @ c, 0.0
    # Newton's method for 1/‖w(μ)‖ = 1/t, which is nearly a straight line: no step overshoots
    for _ in range(30):
        w = h * c / (h + mu)
        norm = np.linalg.norm(w)
        step = (norm - t) / t * norm**2 / (w**2 / (h + mu)).sum()
        mu += step
        if abs(step) <= 1e-15 * mu:
            break
    w = axes @ w
    return np.where(np.abs(w) < 1e-12, 0.0, w)  # a 0 that rounding has missed


def compute(optimum1, optimum2, budget, elongation, angle):
    """Both touching points, exactly."""
    H, c = hessian(elongation, angle), np.array([optimum1, optimum2])
    return Touching(c, budget, H, within_diamond(H, c, budget), within_circle(H, c, budget))


def setup(figure):
    """Two panels: the diamond left, the circle right."""
    left, right = figure.subplots(1, 2)
    left.set_title("L1: |w₁| + |w₂| ≤ t")
    left.set_xlabel("w₁   (an optimum in a shaded wedge ends on a corner)")
    right.set_title("L2: √(w₁² + w₂²) ≤ t")
    right.set_xlabel("w₁   (an optimum on a dashed ray gets a weight 0)")
    artists = panel(left, "l1", palette.L1) | panel(right, "l2", palette.L2)
    for i in range(4):
        (artists[f"cone_{i}"],) = left.fill([], [], color=palette.L1, alpha=0.22, linewidth=0)
    thin = {"linewidth": 1.2, "linestyle": (0, (5, 3))}
    (artists["rays"],) = right.plot([], [], color=palette.L2, **thin)
    return artists


def panel(axes, kind, colour):
    """What both panels have: contours, budget, touching point and optimum."""
    axes.set(xlim=(-2.2, 2.2), ylim=(-1.8, 1.8), aspect="equal")
    axes.set(ylabel="w₂", xticks=range(-2, 3), yticks=(-1, 0, 1))
    for line in (axes.axhline, axes.axvline):
        line(0, color="#555555", linewidth=0.8)
    pale = {"linewidth": 1, "alpha": 0.35}
    dot = {"markersize": 10, "markeredgecolor": "black", "zorder": 5}
    cross = {"markersize": 9, "zorder": 5}
    # a box, because an outline around the letters takes 2 ms a frame
    halo = {"bbox": {"facecolor": "white", "alpha": 0.8, "linewidth": 0, "pad": 1}, "zorder": 6}
    (levels,) = axes.plot([], [], color=palette.TRAIN, **pale)
    (budget,) = axes.fill([], [], facecolor=colour, alpha=0.28)
    (rim,) = axes.plot([], [], color=colour)
    (contour,) = axes.plot([], [], color=palette.TRAIN)
    (w,) = axes.plot([], [], "o", color=colour, **dot)
    (optimum,) = axes.plot([], [], "X", color=palette.CHOSEN, **cross)
    made = {"levels": levels, "budget": budget, "rim": rim, "contour": contour, "w": w}
    made |= {"optimum": optimum, "name": axes.text(0, 0, "optimum", fontsize=10, **halo)}
    made["says"] = axes.text(1, 1.03, "", transform=axes.transAxes, ha="right", color=colour)
    return {f"{name}_{kind}": artist for name, artist in made.items()}


def draw(artists, result):
    """Contours, budgets, touching points; the optima that get a zero."""
    t, (x, y) = result.budget, result.optimum
    levels = np.hstack([np.c_[r * result.ellipse, [np.nan] * 2] for r in LEVELS])
    for kind, w, shape in (("l1", result.w_l1, CORNERS), ("l2", result.w_l2, UNIT_CIRCLE)):
        rim = t * shape
        artists[f"levels_{kind}"].set_data(x + levels[0], y + levels[1])
        artists[f"budget_{kind}"].set_xy(rim.T)
        artists[f"rim_{kind}"].set_data(*rim)
        artists[f"contour_{kind}"].set_data(*result.contour(w))
        artists[f"w_{kind}"].set_data(*w[:, np.newaxis])
        artists[f"says_{kind}"].set_text(f"w = {point(w)}")
        artists[f"optimum_{kind}"].set_data([x], [y])
        side, ha = (0.12, "left") if x < 1.3 else (-0.12, "right")
        artists[f"name_{kind}"].set(position=(x + side, y + 0.06), ha=ha)
    across = np.linalg.inv(result.H)
    rays = []
    for i, corner in enumerate(CORNERS.T[:-1]):
        # an optimum c ends on this corner where H (c - corner) lies in the corner's normal cone
        sides = [across @ (corner + side * corner[::-1]) for side in (1, -1)]
        cone = [t * corner, t * corner + FAR * sides[0], t * corner + FAR * sides[1]]
        artists[f"cone_{i}"].set_xy(cone)
        rays += [t * corner, t * corner + FAR * (across @ corner), [np.nan] * 2]
    artists["rays"].set_data(*np.transpose(rays))


def point(w):
    """A point in words; a weight that is exactly 0 is a bare 0."""
    return "({}, {})".format(*("0" if x == 0 else f"{x:.2f}".replace("-", "−") for x in w))


def ending(w, result, where=""):
    """Where a penalty ends, in words."""
    if np.array_equal(w, result.optimum):
        return "leaves it alone, it is within the budget"
    zeros = [name for name, x in zip(("w₁", "w₂"), w, strict=True) if x == 0]
    return f"ends at {point(w)}" + (
        f"{where}, {zeros[0]} is exactly 0" if zeros else ", no weight is 0"
    )


def describe(result):
    """Where each penalty ends, and whether a weight is exactly 0 there."""
    optimum, w = point(result.optimum), result.optimum
    if result.lambd_l1 == 0:
        spent = f"|w₁| + |w₂| = {np.abs(w).sum():.2f}, √(w₁² + w₂²) = {np.linalg.norm(w):.2f}"
        return f"Optimum {optimum}: {spent}, within both budgets, so both penalties leave it alone."
    l1, l2 = ending(result.w_l1, result, " on a corner"), ending(result.w_l2, result)
    return f"Optimum {optimum}: L1 {l1}; L2 {l2}."


def code(optimum1, optimum2, budget, elongation, angle):
    """The same points by penalties: gradient descent with L1's λ/m, the closed form with L2's."""
    found = compute(optimum1, optimum2, budget, elongation, angle)
    return f"""import numpy as np
from dlcourse import Dense, GradientDescent, MeanSquaredError, Network, soft_threshold, train
a, c = np.deg2rad({angle:g}), np.array([{optimum1:g}, {optimum2:g}])
X = np.sqrt(2) * np.array([[np.cos(a), -np.sin(a)], [np.sin(a), np.cos(a)]]) / [{elongation:g}, 1]
network, hessian = Network([Dense(2, 1, bias=False)], MeanSquaredError()), X @ X.T / 2
shrink = soft_threshold(network, {found.lambd_l1!r})  # α = 1
*_, l1 = train(network, np.zeros(2), X, [c @ X], GradientDescent(1.0), 500, project=shrink)
w_l1, w_l2 = l1.theta, np.linalg.solve(hessian + {found.lambd_l2!r} * np.eye(2), hessian @ c)
"""


def diamond_and_circle():
    """The reader drags the optimum of a cost, and sees L1 end on a corner where L2 does not."""
    stops = np.linspace(-2, 2, 81).round(2)
    return Explorer(
        title="The diamond of L1 and the circle of L2",
        setup=setup,
        compute=compute,
        draw=draw,
        describe=describe,
        controls={
            "optimum1": StopSlider("optimum w₁", stops, 1.2),
            "optimum2": StopSlider("optimum w₂", stops[8:-8], 0.3),
            "budget": StopSlider("budget t", np.linspace(0.1, 1.6, 16).round(1), 0.8),
            "elongation": StopSlider("length of contours / width", [1, 1.5, 2, 3, 4], 1),
            "angle": StopSlider("tilt in °", range(0, 180, 15), 120),
        },
        presets=[
            Preset(
                "on a corner",
                "The contour first meets the diamond at its tip, and the circle at its side.",
                {},
                lambda r: r.w_l1[1] == 0 and np.abs(r.w_l2).min() > 0.1,
            ),
            Preset(
                "on an edge",
                "L1 does not always give a zero: from here the contour meets an edge.",
                {"optimum1": 1.1, "optimum2": 1.2},
                lambda r: np.abs(r.w_l1).min() > 0.1 and np.abs(r.w_l2).min() > 0.1,
            ),
            Preset(
                "tilted contours",
                "Where the contours are long and tilted, an optimum far from the axis ends there.",
                {"optimum2": 0.7, "elongation": 2},
                lambda r: r.w_l1[1] == 0 and np.abs(r.w_l2).min() > 0.1,
            ),
            Preset(
                "tight budget",
                "The smaller the budget, the more optima end on a corner: the shade grows.",
                {"optimum1": 1.1, "optimum2": 1.2, "budget": 0.1, "elongation": 1.5},
                lambda r: 0 in r.w_l1 and 0 not in r.w_l2,
            ),
            Preset(
                "wide budget",
                "The optimum is affordable: neither penalty moves it.",
                {"budget": 1.6},
                lambda r: np.array_equal(r.w_l1, r.w_l2) and r.lambd_l1 == r.lambd_l2 == 0,
            ),
        ],
        code=code,
        pointer=lambda axes, x, y: {"optimum1": x, "optimum2": y},
        pin=("contour_l1", "w_l1", "contour_l2", "w_l2"),
        main=("optimum2",),
    )
