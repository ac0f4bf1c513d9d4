"""What a learning rate does on a bowl of curvature c: each step multiplies x by 1 - αc."""

from dataclasses import dataclass

import numpy as np

from dlcourse.figures import palette
from dlcourse.live.controls import StopSlider
from dlcourse.live.explorer import Explorer, Preset
from dlcourse.topics.gradient_descent.runs import descend, with_minus
from dlcourse.topics.snippets import snippet

STEPS, START = 20, 4.0
MOST = 2.5  # of α·c on the axis
SAME = 1e-9
BANDS = (  # from, to, colour, words
    (0, 1, "#DCEBDD", "from one side"),
    (1, 2, "#FFF3CC", "swings,\nconverges"),
    (2, MOST, "#F6D9D2", "diverges"),
)


@dataclass(frozen=True, eq=False)
class Regime:
    """A walk on ½ c x², and the factor that makes it."""

    alpha: float
    curvature: float
    places: np.ndarray  # (21,)

    @property
    def factor(self):
        """1 - αc."""
        return 1 - self.alpha * self.curvature

    @property
    def critical(self):
        """2/c: below it the walk converges."""
        return 2 / self.curvature

    @property
    def left(self):
        """What share of the distance is left after the last step."""
        return float(abs(self.places[-1] / self.places[0]))

    @property
    def name(self):
        """The regime, in words."""
        share = abs(self.factor)
        if share < SAME:
            return "arrives in one step"
        if abs(share - 1) < SAME:
            return "swings for ever"
        if share > 1:
            return "diverges"
        return "comes from one side" if self.factor > 0 else "swings and converges"


def compute(alpha, curvature):
    """Twenty steps from 4."""
    places = descend(lambda x: curvature * x, START, alpha, STEPS)
    return Regime(alpha, curvature, np.append(places, np.full(STEPS + 1 - places.size, places[-1])))


def setup(figure):
    """Left the factor against α in four bands, right the walk."""
    left, right = figure.subplots(1, 2, width_ratios=(1.25, 1))
    left.set(xlim=(0, MOST), ylim=(-1.65, 1.55), yticks=(-1, 0, 1))
    left.set(xlabel="α times the curvature c", ylabel="factor 1 − αc")
    left.set_title("Each step multiplies x by 1 − αc")
    left.set_label("factor")
    left.grid(False)
    for low, high, colour, words in BANDS:
        left.axvspan(low, high, color=colour, linewidth=0, zorder=0)
        left.text((low + high) / 2, 1.5, words, ha="center", va="top", fontsize=10)
    left.axvline(2, color="#555555", linewidth=1.2)
    left.text(1.97, -1.6, "2: swings for ever", ha="right", va="bottom", fontsize=10)
    for height in (-1, 1):
        left.plot([0, MOST], [height] * 2, ":", color="#555555", linewidth=1)
    left.plot([0, MOST], [0, 0], color="#555555", linewidth=1)
    left.plot([0, MOST], [1, 1 - MOST], color=palette.REFERENCE)
    right.set(xlim=(-0.6, STEPS + 0.6), ylim=(-9, 9), xlabel="step", ylabel="x")
    right.set_title("The walk from x = 4")
    right.axhline(0, color="#555555", linewidth=1)
    artists = {}
    (artists["drop"],) = left.plot([], [], ":", color=palette.CHOSEN, linewidth=1.4)
    (artists["factor"],) = left.plot([], [], "o", color=palette.CHOSEN, markersize=9)
    box = {"facecolor": "white", "alpha": 0.85, "linewidth": 0, "pad": 2}
    artists["says"] = left.text(0, 0, "", fontsize=11, weight="bold", bbox=box, zorder=5)
    (artists["walk"],) = right.plot([], [], ".-", color=palette.CHOSEN, linewidth=1.2)
    box = {"facecolor": "white", "alpha": 0.85, "linewidth": 0, "pad": 2}
    look = {"ha": "right", "va": "top", "bbox": box, "zorder": 6}
    artists["left"] = right.text(0.98, 0.97, "", transform=right.transAxes, **look)
    return artists


def draw(artists, result):
    """The reader's α on the line, and its walk."""
    at = result.alpha * result.curvature
    x = min(at, MOST)
    artists["factor"].set_data([x], [1 - x])
    artists["drop"].set_data([x, x], [0, 1 - x])
    right = x < 1.75
    text = with_minus(f"αc = {at:.3g}: {result.factor:.3g}")
    artists["says"].set(text=text, x=x + (0.07 if right else -0.07), y=1 - x + 0.02)
    artists["says"].set(ha="left" if right else "right", va="bottom" if right else "top")
    artists["walk"].set_data(np.arange(STEPS + 1), np.clip(result.places, -1e3, 1e3))
    artists["left"].set_text(f"share left after {STEPS} steps: {result.left:.3g}")


def describe(result):
    """The factor, the regime, and what is left."""
    left = f"{result.left:.3g} times the first distance is left"
    if result.left <= 1:
        share = 100 * result.left
        left = f"{share:.3g} % of the distance is left"
        if 0 < share < 0.1:
            left = "less than 0.1 % of the distance is left"
    return with_minus(
        f"α = {result.alpha:g} on ½·{result.curvature:g}·x²: each step multiplies x by "
        f"{result.factor:.3g}, so the walk {result.name}; after {STEPS} steps {left}. "
        f"It converges for α < 2/c = {result.critical:g}."
    )


def code(alpha, curvature):
    """The walk by the factor alone."""
    return snippet(
        f"factor = 1 - {alpha:g} * {curvature:g}",
        f"places = {START:g} * factor ** np.arange({STEPS + 1})",
        f"left = abs(places[-1] / {START:g})",
    )


def pointer(axes, x, y):
    """Dragging along the factor's line moves α, at the curvature 1."""
    return {"alpha": x, "curvature": 1.0} if axes.get_label() == "factor" else {}


def four_regimes():
    """The four things that a learning rate can do on a bowl."""
    return Explorer(
        title="Four kinds of learning rate",
        setup=setup,
        compute=compute,
        draw=draw,
        describe=describe,
        controls={
            "alpha": StopSlider("α", np.round(np.arange(0.05, 2.525, 0.05), 2), 0.5),
            "curvature": StopSlider("curvature c", [0.5, 1, 2, 4], 1),
        },
        presets=[
            Preset(
                "from one side",
                "α = 0.1: the factor is 0.9, and x comes nearer from one side.",
                {"alpha": 0.1},
                lambda r: r.name == "comes from one side",
            ),
            Preset(
                "in one step",
                "α = 1: the factor is 0.",
                {"alpha": 1.0},
                lambda r: r.left == 0,
            ),
            Preset(
                "swings and converges",
                "α = 1.9: the factor is −0.9. Compare it with α = 0.1.",
                {"alpha": 1.9},
                lambda r: r.name == "swings and converges" and abs(r.left - 0.9**20) < 1e-9,
            ),
            Preset(
                "swings for ever",
                "α = 2: from 4 to −4 and back.",
                {"alpha": 2.0},
                lambda r: r.name == "swings for ever" and r.left == 1,
            ),
            Preset(
                "diverges",
                "α = 2.1: each step makes the distance a tenth longer.",
                {"alpha": 2.1},
                lambda r: r.name == "diverges" and r.left > 6,
            ),
            Preset(
                "a steeper bowl",
                "α = 0.6 was fine for c = 1. For c = 4 it is more than 2/4.",
                {"alpha": 0.6, "curvature": 4.0},
                lambda r: r.name == "diverges",
            ),
        ],
        code=code,
        pointer=pointer,
        pin=("walk",),
        main=("alpha", "curvature"),
    )
