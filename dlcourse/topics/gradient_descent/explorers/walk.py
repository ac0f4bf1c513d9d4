"""Gradient descent on functions of one variable, from a start that the reader drags."""

from dataclasses import dataclass
from functools import partial

import numpy as np

from dlcourse.figures import palette
from dlcourse.live.controls import StopSlider, choice
from dlcourse.live.explorer import Explorer, Preset
from dlcourse.live.yours import Yours, answer, driven_by
from dlcourse.topics.gradient_descent.runs import HILLS, XLIM, YLIM, descend, small, with_minus
from dlcourse.topics.snippets import snippet

RATES = [0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 1, 1.5, 2, 2.5, 3, 5, 10]
STEPS = [0, 1, 2, 3, 4, 5, 7, 10, 15, 20, 30, 50, 100, 200]
MOST = 200
AT_REST, ARRIVED = 1e-3, 0.05  # a step as short as that; a distance as small as that
X = np.linspace(*XLIM, 300)


@dataclass(frozen=True, eq=False)
class Walk:
    """All places of a walk, and what became of it."""

    curve: str
    alpha: float
    steps: int  # as many as were asked for
    places: np.ndarray  # (steps + 1,), or fewer where it ran away
    heights: np.ndarray
    slope: float  # at the last place
    lowest: float  # the deepest minimum's place; the edge of the window where there is none
    has_minimum: bool
    yours: Yours

    @property
    def last(self):
        """Where the walk ends."""
        return float(self.places[-1])

    @property
    def diverged(self):
        """Whether it left for good before its last step, or is leaving: each step is longer."""
        lengths = np.abs(np.diff(self.places))
        longer = lengths.size > 2 and bool((lengths[-2:] > 1.01 * lengths[-3:-1]).all())
        return self.places.size <= self.steps or (longer and abs(self.last) > XLIM[1])

    @property
    def turns(self):
        """How often it changed its direction."""
        signs = np.sign(np.diff(self.places))
        return int((signs[1:] * signs[:-1] < 0).sum())

    @property
    def arrived(self):
        """Whether it is at the lowest point."""
        return self.has_minimum and abs(self.last - self.lowest) < ARRIVED


def compute(curve, start, alpha, steps, yours=None):
    """Walk; `yours` is the student's `descend`."""
    hill = HILLS[curve]
    places = descend(hill.slope, start, alpha, steps)
    lowest, shape = hill.lowest, (steps + 1,)
    ours = Yours.of(yours, partial(answer, shape=shape), hill.slope, start, alpha, steps)
    return Walk(
        *(curve, alpha, steps, places, hill.f(places), float(hill.slope(places[-1]))),
        *(XLIM[0] if lowest is None else lowest, lowest is not None, ours),
    )


def setup(figure, with_yours=False):
    """Left the curve with the walk on it, right the height after each step."""
    left, right = figure.subplots(1, 2, sharey=True, width_ratios=(1.5, 1))
    left.set(xlim=XLIM, ylim=YLIM, xlabel="x", ylabel="f(x)")
    left.set_title("The walk on its curve (drag ○)")
    left.set_label("curve")
    right.set(xlim=(0, 1), xlabel="step", title="Height after each step")
    artists = {}
    (artists["curve"],) = left.plot([], [], color=palette.REFERENCE)
    (artists["lowest"],) = left.plot([], [], "v", color=palette.REFERENCE, markersize=9)
    look = {"color": palette.CHOSEN, "linewidth": 1.1, "markersize": 5}
    (artists["walk"],) = left.plot([], [], ".-", **look)
    (artists["heights"],) = right.plot([], [], ".-", **look)
    if with_yours:
        ochre = {"color": palette.YOURS, "linestyle": "-.", "linewidth": 2.2}
        (artists["yours"],) = right.plot([], [], **ochre)
        right.text(
            0.98, 0.9, "-·- yours", color=ochre["color"], ha="right", transform=right.transAxes
        )
    start = {"color": palette.CHOSEN, "markerfacecolor": "white", "markersize": 9, "zorder": 4}
    (artists["start"],) = left.plot([], [], "o", **start)
    end = {"color": palette.CHOSEN, "markeredgecolor": "white", "markersize": 10, "zorder": 4}
    (artists["end"],) = left.plot([], [], "X", **end)
    artists["name"] = left.text(0.98, 0.03, "", transform=left.transAxes, ha="right")
    box = {"facecolor": "white", "alpha": 0.85, "linewidth": 0, "pad": 1}
    words = {"transform": left.transAxes, "fontsize": 10, "bbox": box, "zorder": 5}
    left.text(0.02, 0.03, "○ start   ✕ end   ▼ lowest point", **words)
    return artists


def draw(artists, result):
    """The walk on the curve, and its heights."""
    hill, steps = HILLS[result.curve], max(result.steps, 1)
    artists["curve"].set_data(X, hill.f(X))
    at = [result.lowest] * result.has_minimum
    artists["lowest"].set_data(at, [hill.f(x) - 0.45 for x in at])
    artists["walk"].set_data(result.places, result.heights)
    artists["heights"].set_data(np.arange(result.places.size), result.heights)
    if "yours" in artists:
        mine = result.yours.numbers if result.yours.given else np.empty(0)
        artists["yours"].set_data(np.arange(mine.size), hill.f(mine))
    artists["start"].set_data(result.places[:1], result.heights[:1])
    artists["end"].set_data(result.places[-1:], result.heights[-1:])
    artists["name"].set_text(f"{result.curve}, α = {result.alpha:g}")
    artists["heights"].axes.set_xlim(-0.03 * steps, 1.03 * steps)


def describe(result):
    """Where the walk ends, and how."""
    steps = "1 step" if result.steps == 1 else f"{result.steps} steps"
    begin = f"{result.curve}, α = {result.alpha:g}: {steps} from x = {result.places[0]:g}"
    yours = result.yours.says("walk", partial(opinion, result))
    if result.diverged:
        taken = result.places.size - 1
        where = f"after {taken} of them it is at x = {result.last:.3g}"
        return with_minus(f"{begin}; each is longer than the one before, and {where}.{yours}")
    turns = f", turning {result.turns} times" if result.turns else ""
    left = (
        f"{small(abs(result.last - result.lowest))} from the lowest point"
        if result.has_minimum
        else "and there is no minimum"
    )
    lead = "leads" if result.steps == 1 else "lead"
    return with_minus(
        f"{begin} {lead} to x = {round(result.last, 3) + 0.0:g}{turns}, {left}; the slope there is "
        f"{small(result.slope)}.{yours}"
    )


def opinion(result, yours):
    """Whether the student's walk is the right one."""
    if result.places.size <= result.steps:
        return "runs away too."
    most = np.abs(yours - result.places).max()
    return "is the same walk." if most < 1e-9 else f"is up to {most:.2g} away from it."


def code(curve, start, alpha, steps):
    """The walk in a loop."""
    taken = compute(curve, start, alpha, steps).places.size - 1
    return snippet(
        f"derivative = lambda x: {HILLS[curve].formula}",
        f"places = [{start:g}]",
        f"for _ in range({taken}):",
        f"    places.append(places[-1] - {alpha:g} * derivative(places[-1]))",
        "last = places[-1]",
    )


def pointer(axes, x, y):
    """Dragging on the curve moves the start."""
    return {"start": x} if axes.get_label() == "curve" else {}


PRESETS = [
    Preset(
        "crawls",
        "α = 0.01: the right way, and after 20 steps hardly begun.",
        {"alpha": 0.01},
        lambda r: r.turns == 0 and abs(r.last) > 2,
    ),
    Preset(
        "just right",
        "α = 0.5: half of the distance with each step.",
        {"alpha": 0.5},
        lambda r: r.arrived and r.turns == 0,
    ),
    Preset(
        "swings",
        "α = 1.5: each step leads past the lowest point to the other side, and nearer to it.",
        {"alpha": 1.5},
        lambda r: r.arrived and r.turns > 10,
    ),
    Preset(
        "diverges",
        "α = 2.5: each step leads past it, and farther away.",
        {"alpha": 2.5},
        lambda r: r.diverged and r.turns > 5,
    ),
    Preset(
        "another valley",
        "It goes down to the nearest floor, and stays there. A deeper valley is next to it.",
        {"curve": "three valleys", "start": -3.5, "alpha": 0.1, "steps": 100},
        lambda r: not r.arrived and abs(r.slope) < AT_REST,
    ),
    Preset(
        "no minimum",
        "Down for ever, on a slope that gets ever flatter.",
        {"curve": "logistic loss", "start": 3.0, "alpha": 0.5, "steps": 200},
        lambda r: not r.has_minimum and r.last < -4 and 0 < r.slope < 0.02,
    ),
    Preset(
        "above the terrace",
        "x³ from x = 1.5, before the first step.",
        {"curve": "x³", "start": 1.5, "alpha": 0.1, "steps": 0},
        lambda r: r.last == 1.5,
    ),
    Preset(
        "a terrace",
        "The flatter it gets, the shorter the steps: x = 0 is never passed.",
        {"curve": "x³", "start": 1.5, "alpha": 0.1, "steps": 20},
        lambda r: 0.1 < r.last < 0.2 and r.turns == 0,
    ),
    Preset(
        "a plateau",
        "Hardly any slope, hardly any step: it looks finished and has not begun.",
        {"curve": "plateau", "start": 4.0, "alpha": 0.5, "steps": 50},
        lambda r: r.last > 3.8 and not r.arrived,
    ),
    Preset(
        "a kink",
        "The slope is 1 or −1, however near the lowest point is: the steps never get shorter.",
        {"curve": "|x|", "start": -3.2, "alpha": 0.5, "steps": 50},
        lambda r: r.turns > 30 and abs(r.slope) == 1,
    ),
]


def walk(yours=None):
    """Gradient descent in one dimension; `yours` is the student's `descend`."""
    return Explorer(
        title="A walk downhill",
        **driven_by(yours, setup, compute),
        draw=draw,
        describe=describe,
        controls={
            "curve": choice("curve", list(HILLS), "bowl"),
            "start": StopSlider("start", np.round(np.arange(-4, 4.05, 0.1), 1), -4.0),
            "alpha": StopSlider("α", RATES, 0.2),
            "steps": StopSlider("steps", STEPS, 20),
        },
        presets=PRESETS,
        code=code,
        pointer=pointer,
        pin=("walk", "heights"),
        main=("alpha", "steps"),
    )
