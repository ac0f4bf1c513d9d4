"""A quartic with a price on θ₃ and θ₄ becomes a quadratic: Ridge and LASSO seen in a curve.

ŷ = θ₀ + θ₁x + θ₂x² + θ₃x³ + θ₄x⁴ is fitted to seven noisy points of a parabola.
"""

from dataclasses import dataclass
from functools import cached_property
from itertools import product

import numpy as np

from dlcourse.figures import palette
from dlcourse.figures.named_curves import draw_curves, setup_curves
from dlcourse.live.controls import StopSlider, choice, log_stops, seed
from dlcourse.live.explorer import Explorer, Preset

TRUTH = np.array([0.5, -0.4, 1.2, 0.0, 0.0])
M = 7  # examples
NOISE = 0.8
X_RANGE = np.linspace(-1.6, 1.6, 161)
POWERS = np.arange(5)
NAMES = ("θ₀", "θ₁", "θ₂", "θ₃", "θ₄")
PRICED = {"θ₃, θ₄": [3, 4], "θ₁ … θ₄": [1, 2, 3, 4]}


@dataclass(frozen=True, eq=False)
class Fit:
    """A fitted quartic, and the one without a penalty."""

    x: np.ndarray
    y: np.ndarray
    lambd: float
    penalty: str
    priced: str
    theta: np.ndarray
    theta_free: np.ndarray

    @cached_property
    def distance(self):
        """Mean distance of the fit from the true parabola over the range shown."""
        return _distance(self.theta)

    @cached_property
    def free_distance(self):
        """The same without a penalty."""
        return _distance(self.theta_free)


def _distance(theta):
    return float(np.mean(np.abs((theta - TRUTH) @ features(X_RANGE))))


def features(x):
    """1, x, x², x³, x⁴ as rows: (5, m)."""
    return x ** POWERS[:, np.newaxis]


def sample(seed):
    """Seven noisy points of the parabola."""
    rng = np.random.default_rng(seed)
    x = np.sort(rng.uniform(-1.5, 1.5, M))
    return x, TRUTH @ features(x) + NOISE * rng.normal(size=M)


def ridge(X, y, lambd, priced):
    """The θ that minimizes 1/(2m) Σ(ŷ - y)² + λ/(2m) Σ θ²: (X Xᵀ + λ I) θ = X y."""
    price = np.zeros(len(X))
    price[priced] = lambd
    return np.linalg.solve(X @ X.T + np.diag(price), X @ y)


def lasso(X, y, lambd, priced):
    """The θ that minimizes 1/(2m) Σ(ŷ - y)² + (λ/m) Σ |θ|, exactly.

    Where the signs of the priced θ are given (0 for those left out), the cost is a quadratic and
    its minimum a linear system. There are at most 3⁴ ways to give them: solve all, take the best.
    """
    signs = np.zeros((3 ** len(priced), len(X)))
    signs[:, priced] = list(product((-1, 0, 1), repeat=len(priced)))
    left_out = np.zeros(signs.shape, bool)
    left_out[:, priced] = signs[:, priced] == 0
    kept = ~left_out
    systems = np.where(kept[:, :, None] & kept[:, None, :], X @ X.T, np.eye(len(X)))
    thetas = np.linalg.solve(systems, np.where(kept, X @ y - lambd * signs, 0)[:, :, None])[:, :, 0]
    errors = thetas @ X - y
    costs = np.sum(errors**2, axis=1) / 2 + lambd * np.abs(thetas[:, priced]).sum(axis=1)
    return thetas[np.argmin(costs)]


def compute(lambd, penalty, priced, seed):
    """Fit the quartic with and without the penalty."""
    x, y = sample(seed)
    X = features(x)
    fit = ridge if penalty == "Ridge (L2)" else lasso
    theta = fit(X, y, lambd, PRICED[priced])
    return Fit(x, y, lambd, penalty, priced, theta, ridge(X, y, 0.0, []))


def setup(figure):
    """The curve among its points, and θ as bars."""
    left, right = figure.subplots(1, 2, width_ratios=(1.3, 1))
    left.set(xlim=(-1.6, 2.45), ylim=(-2.5, 6.5), xlabel="x", ylabel="y", xticks=(-1, 0, 1))
    left.set_title(f"{M} points of a parabola, and the fitted quartics")
    looks = {
        "truth": {"color": palette.REFERENCE, "linestyle": "--"},
        "no penalty": {"color": palette.TRAIN, "linewidth": 1.6},
        "curve": {"color": palette.L2, "linewidth": 3.5},
    }
    artists = setup_curves(left, looks, x=1.66)
    (artists["points"],) = left.plot([], [], "o", color="black", markersize=7, zorder=4)
    right.set(xlim=(-0.55, 4.55), ylim=(-5, 5.4), title="θ   (—: no penalty)")
    right.set_xticks(range(5), NAMES)
    right.axhline(0, color="#555555", linewidth=0.8)
    right.grid(axis="x", visible=False)
    bars = right.bar(range(5), np.zeros(5), width=0.55, color=palette.CHOSEN)
    (before,) = right.plot(POWERS, np.zeros(5), "_", color=palette.TRAIN, markersize=26)
    texts = [right.text(j, 4.7, "", ha="center", fontsize=9) for j in range(5)]
    return artists | {
        **{f"bar {j}": bar for j, bar in enumerate(bars)},
        "before": before,
        **{f"text {j}": text for j, text in enumerate(texts)},
    }


def draw(artists, result):
    """Curve, points and bars; values beyond the axes are cut, their numbers stand beside."""
    thetas = {"truth": TRUTH, "no penalty": result.theta_free, "curve": result.theta}
    curves = {name: (X_RANGE, theta @ features(X_RANGE)) for name, theta in thetas.items()}
    draw_curves(artists, curves, {"truth": "the parabola", "curve": result.penalty})
    artists["points"].set_data(result.x, result.y)
    artists["before"].set_ydata(result.theta_free.clip(-4.8, 4.4))
    color = palette.L2 if result.penalty == "Ridge (L2)" else palette.L1
    for name in ("curve", "curve_name"):
        artists[name].set_color(color)
    for j, value in enumerate(result.theta):
        artists[f"bar {j}"].set(height=np.clip(value, -4.8, 4.4), color=color)
        artists[f"text {j}"].set_text(number(value))


def number(value):
    """A θ in words; one that is nearly 0 shows that it is not."""
    if value == 0:
        return "0"
    return (f"{value:.2f}" if abs(value) > 0.05 else f"{value:.1g}").replace("-", "−")


def describe(result):
    """What is left of θ₃ and θ₄, and how far the curve is from the truth."""
    theta3, theta4 = result.theta[3:]
    zeros = [name for name, value in zip(NAMES, result.theta, strict=True) if value == 0]
    if zeros:
        left = f"{', '.join(zeros)} {'are' if len(zeros) > 1 else 'is'} exactly 0"
    else:
        left = f"θ₃ = {number(theta3)}, θ₄ = {number(theta4)}, no θ is exactly 0"
    if max(abs(theta3), abs(theta4)) < 0.05 and abs(result.theta[2]) > 0.05:
        left += ": a quadratic is left"
    far = f"The curve is {result.distance:.2f} from the true parabola on average"
    if result.lambd > 0:
        far += f", {result.free_distance:.2f} without a penalty"
    return f"{result.penalty}, λ = {result.lambd:g}: {left}. {far}."


def code(lambd, penalty, priced, seed):
    """Ridge by its closed form, LASSO by the search over signs."""
    name = "ridge" if penalty == "Ridge (L2)" else "lasso"
    return (
        f"from dlcourse.topics.regularization.explorers.quartic import {name}, features, sample\n"
        f"x, y = sample(seed={seed})\n"
        "X = features(x)  # 1, x, x², x³, x⁴\n"
        f"theta = {name}(X, y, lambd={lambd:g}, priced={PRICED[priced]})"
    )


def quartic():
    """The quartic that becomes a quadratic."""
    return Explorer(
        title="A quartic becomes a quadratic",
        setup=setup,
        compute=compute,
        draw=draw,
        describe=describe,
        code=code,
        controls={
            "lambd": StopSlider("λ", log_stops(-3, 4, (1, 2, 5), zero=True), 1000.0),
            "penalty": choice("penalty", ["Ridge (L2)", "LASSO (L1)"], "Ridge (L2)"),
            "priced": choice("price on", list(PRICED), "θ₃, θ₄"),
            "seed": seed(),
        },
        presets=[
            Preset(
                "no penalty",
                "λ = 0: the quartic goes out of its way to meet the points.",
                {"lambd": 0.0},
                lambda r: r.distance == r.free_distance and abs(r.theta[3:]).max() > 0.05,
            ),
            Preset(
                "Ridge: nearly a quadratic",
                "θ₃ and θ₄ are small, but not 0.",
                {},
                lambda r: 0 < abs(r.theta[3:]).max() < 0.05,
            ),
            Preset(
                "LASSO: a quadratic",
                "θ₃ and θ₄ are exactly 0, and the curve is the best parabola.",
                {"lambd": 20.0, "penalty": "LASSO (L1)"},
                lambda r: not r.theta[3:].any() and abs(r.theta[2]) > 0.05,
            ),
            Preset(
                "all of them priced too high",
                "With a price on θ₁ and θ₂ as well, nothing but a constant is left.",
                {"lambd": 1000.0, "penalty": "LASSO (L1)", "priced": "θ₁ … θ₄"},
                lambda r: not r.theta[1:].any(),
            ),
        ],
        pin=("curve",),
        main=("lambd",),
    )
