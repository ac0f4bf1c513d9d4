"""How wrong a numerical derivative is: one- and two-sided differences against ε, on log-log axes.

Two errors add up: the chord is not the tangent, which falls with ε, and the values of f are
rounded, by about δ |f|, which divided by ε grows.
"""

from dataclasses import dataclass

import numpy as np

from dlcourse.figures import palette
from dlcourse.figures.named_curves import draw_curves, setup_curves
from dlcourse.live.controls import StopSlider, choice, log_stops
from dlcourse.live.explorer import Explorer, Preset
from dlcourse.topics.snippets import snippet

CUBE, EXP, SIGMOID = "θ³", "eᶿ", "σ(θ)"
FUNCTIONS = {  # at θ = 1: f, and its slope, third derivative / 6 and second / 2 there
    CUBE: (lambda t: t * t * t, 3.0),
    EXP: (np.exp, float(np.e)),
    SIGMOID: (lambda t: 1 / (1 + np.exp(-t)), 0.19661193324148185),
}
DOUBLE, SINGLE = "float64", "float32"
EPSILONS = 10.0 ** np.arange(-15, 0.01, 0.125)
LOWEST = 1e-13  # of the error axis; an error of 0 stands there
LOOKS = {
    "one_sided": {"color": palette.REFERENCE, "linestyle": "--"},
    "two_sided": {"color": palette.CHOSEN, "linestyle": "-"},
}


def differences(f, epsilon, dtype):
    """The two quotients at θ = 1 for each ε, computed in this precision."""
    theta, epsilon = dtype(1), np.asarray(epsilon, dtype)
    here, right, left = f(theta), f(theta + epsilon), f(theta - epsilon)
    return (right - here) / epsilon, (right - left) / (2 * epsilon)


@dataclass(frozen=True, eq=False)
class Errors:
    """The errors at one ε, and along the whole axis."""

    name: str
    epsilon: float
    slope: float
    quotients: tuple  # one-sided, two-sided
    curves: tuple  # (121,) each

    @property
    def one_sided(self):
        """How far the one-sided difference is from the slope."""
        return abs(self.quotients[0] - self.slope)

    @property
    def two_sided(self):
        """How far the two-sided difference is from the slope."""
        return abs(self.quotients[1] - self.slope)

    @property
    def best(self):
        """(ε, ε): where each error is smallest, as a power of ten that rounds it."""
        return tuple(float(EPSILONS[np.argmin(curve)]) for curve in self.curves)


def compute(function, epsilon, precision):
    """Both errors, here and for all other ε."""
    f, slope = FUNCTIONS[function]
    dtype = np.float64 if precision == DOUBLE else np.float32
    quotients = tuple(float(q) for q in differences(f, epsilon, dtype))
    curves = tuple(np.abs(q - slope) for q in differences(f, EPSILONS, dtype))
    return Errors(function, epsilon, slope, quotients, curves)


def setup(figure):
    """Left the errors against ε, right the two chords, enlarged."""
    left, right = figure.subplots(1, 2, width_ratios=(1.65, 1))
    left.set(title="Error of the slope", xscale="log", yscale="log")
    left.set(xlim=(1e-15, 300), ylim=(LOWEST / 2, 30), xlabel="ε (log scale)")
    left.set(ylabel="|difference − slope| (log scale)")
    left.set_xticks(10.0 ** np.arange(-15, 1, 3))
    left.set_yticks(10.0 ** np.arange(-12, 1, 3))
    left.minorticks_off()
    artists = setup_curves(left, LOOKS, x=2, fontsize=10)
    dots = {"linestyle": "none", "marker": "o", "markersize": 8, "zorder": 4}
    for name, look in LOOKS.items():
        (artists[f"{name}_here"],) = left.plot([], [], color=look["color"], **dots)
    (artists["here"],) = left.plot([], [], color=palette.CHOSEN, linewidth=1, linestyle=":")
    box = {"facecolor": "white", "linewidth": 0, "pad": 1}
    left.text(3e-15, 1e-11, "rounding of f,\ndivided by ε", fontsize=10, va="center")
    left.text(1.6e-2, 1e-10, "the curve\nis bent", fontsize=10, va="center", bbox=box, zorder=3)
    right.set(title="The chords, less the tangent", xlim=(-1.9, 1.9), ylim=(-1.6, 2.6))
    right.set(xlabel="(θ − 1)/ε", xticks=(-1, 0, 1), yticks=(), ylabel="enlarged to fit")
    right.axhline(0, color=palette.CHOSEN, linewidth=1, linestyle=":")
    right.text(-1.8, -0.06, "tangent", fontsize=10, va="top")
    (artists["f"],) = right.plot([], [], color=palette.WEIGHTS, linewidth=1.2)
    for name, look in LOOKS.items():
        line = look | {"marker": "o", "markersize": 6, "linewidth": 2.2}
        (artists[f"chord_{name}"],) = right.plot([], [], **line)
    artists["says"] = right.text(-1.8, -0.55, "", va="top", fontsize=10, linespacing=1.4)
    return artists


def draw(artists, result):
    """The two curves of errors, ε on them, and the chords."""
    curves = [np.maximum(curve, LOWEST) for curve in result.curves]
    names = {"one_sided": "one-\nsided", "two_sided": "two-\nsided"}
    own = {key: artists[key] for key in (*LOOKS, *(f"{name}_name" for name in LOOKS))}
    draw_curves(own, dict(zip(LOOKS, [(EPSILONS, c) for c in curves], strict=True)), names)
    for name, error in zip(LOOKS, (result.one_sided, result.two_sided), strict=True):
        artists[f"{name}_here"].set_data([result.epsilon], [max(error, LOWEST)])
    artists["here"].set_data([result.epsilon] * 2, [LOWEST / 2, 30])
    f, _ = FUNCTIONS[result.name]
    t = np.linspace(-1.5, 1.5, 61)
    rest = f(1 + t * result.epsilon) - f(1.0) - result.slope * t * result.epsilon
    left, right = (float(np.interp(side, t, rest)) for side in (-1, 1))
    scale = max(abs(left), abs(right)) or 1.0
    artists["f"].set_data(t, np.clip(rest / scale, -3, 3))
    artists["chord_one_sided"].set_data([0, 1], [0, right / scale])
    artists["chord_two_sided"].set_data([-1, 1], [left / scale, right / scale])
    artists["says"].set_text(
        f"{result.name} at θ = 1,\nslope {result.slope:.4g}, ε = {result.epsilon:g}"
    )


def short(error):
    """An error to one digit, 0 as itself.

    Example
    -------
    >>> short(0.0000123), short(0.0), short(0.25)
    ('1e-5', '0', '0.2')
    """
    return f"{error:.1g}".replace("e-0", "e-")


def describe(result):
    """Both errors at this ε."""
    return (
        f"{result.name} at θ = 1, ε = {result.epsilon:g}".replace("e-0", "e-")
        + f": the one-sided difference is wrong by {short(result.one_sided)}, the two-sided one "
        f"by {short(result.two_sided)}, of a slope of {result.slope:.4g}."
    )


def code(function, epsilon, precision):
    """Both errors, in a few lines."""
    dtype = "np.float64" if precision == DOUBLE else "np.float32"
    body = {CUBE: "t * t * t", EXP: "np.exp(t)", SIGMOID: "1 / (1 + np.exp(-t))"}[function]
    return snippet(
        f"f = lambda t: {body}",
        f"theta, e, slope = {dtype}(1), {dtype}({epsilon:g}), {FUNCTIONS[function][1]!r}",
        "one_sided = (f(theta + e) - f(theta)) / e",
        "two_sided = (f(theta + e) - f(theta - e)) / (2 * e)",
        "one_sided, two_sided = abs(float(one_sided) - slope), abs(float(two_sided) - slope)",
    )


def difference_error():
    """The error of numerical derivatives against ε."""
    return Explorer(
        title="How good is a numerical derivative?",
        setup=setup,
        compute=compute,
        draw=draw,
        describe=describe,
        controls={
            "function": choice("f =", tuple(FUNCTIONS), CUBE),
            "epsilon": StopSlider("ε", log_stops(-12, 0, mantissas=(1,)), 0.1),
            "precision": choice("numbers", (DOUBLE, SINGLE), DOUBLE),
        },
        presets=[
            Preset(
                "a wide step",
                "ε = 0.1: the grey chord misses the tangent by far more than the other.",
                {},
                lambda r: abs(r.one_sided - 0.31) < 1e-9 and abs(r.two_sided - 0.01) < 1e-9,
            ),
            Preset(
                "a tenth of it",
                "ε = 0.01: compare both errors with those at 0.1.",
                {"epsilon": 0.01},
                lambda r: abs(r.one_sided - 0.0301) < 1e-9 and abs(r.two_sided - 1e-4) < 1e-9,
            ),
            Preset(
                "the bottom of the V",
                "Near ε = 1e-5 the two-sided difference is as good as it gets.",
                {"epsilon": 1e-5},
                lambda r: r.two_sided < 1e-9 and r.one_sided > 1e-6,
            ),
            Preset(
                "too small",
                "ε = 1e-12: f(θ + ε) and f(θ) share nearly all of their digits.",
                {"epsilon": 1e-12},
                lambda r: min(r.one_sided, r.two_sided) > 1e-5,
            ),
            Preset(
                "half the digits",
                "float32 has about 7 digits, and the V turns up much earlier.",
                {"epsilon": 1e-3, "precision": SINGLE},
                lambda r: r.two_sided > 1e-6 and min(r.best) > 1e-5,
            ),
        ],
        code=code,
        pin=("one_sided_here", "two_sided_here"),
        main=("epsilon",),
    )
