"""One rate for two curvatures: no α is good for both, and the worse one sets the pace."""

from dataclasses import dataclass

import numpy as np

from dlcourse.figures import palette
from dlcourse.figures.named_curves import draw_curves, place_names, setup_curves
from dlcourse.live.controls import StopSlider
from dlcourse.live.explorer import Explorer, Preset
from dlcourse.topics.gradient_descent.runs import descend
from dlcourse.topics.snippets import snippet

RATES = [
    *(0.005, 0.01, 0.015, 0.0198, 0.021, 0.03, 0.05, 0.1, 0.15, 0.182, 0.2, 0.21, 0.3, 0.5),
    *(0.667, 1.0, 1.5),
]
STEPS = 250
ALPHA = (0.004, 2.6)
GRID = np.geomspace(*ALPHA, 600)
ALONG, ACROSS = "#8C564B", "#3A3A3A"  # the flat direction, dash-dotted, and the steep one, dashed


@dataclass(frozen=True, eq=False)
class Pace:
    """How both directions of a ravine shrink at one rate."""

    elongation: float
    alpha: float
    path: np.ndarray  # (251, 2), the distances along and across, 1 at the start, or fewer

    @property
    def along(self):
        """What a step leaves of the distance along the floor, |1 - α|."""
        return abs(1 - self.alpha)

    @property
    def across(self):
        """What a step leaves of the distance across, |1 - αk|."""
        return abs(1 - self.alpha * self.elongation)

    @property
    def worse(self):
        """The larger of the two."""
        return max(self.along, self.across)

    @property
    def best(self):
        """The rate at which both leave the same, 2/(1 + k)."""
        return 2 / (1 + self.elongation)

    @property
    def steps_at_best(self):
        """How many steps the best rate takes to a hundredth of the distance."""
        return steps_to(abs(1 - self.best))

    @property
    def steps(self):
        """How many steps this rate takes; 0 where it never gets there."""
        return steps_to(self.worse)


def steps_to(left, hundredth=0.01):
    """Steps until a share `left` a step has made a distance a hundredth of what it was."""
    if left >= 1 - 1e-12:
        return 0
    return 1 if left <= hundredth else int(np.ceil(np.log(hundredth) / np.log(left) - 1e-9))


def compute(elongation, alpha):
    """At most 250 steps from the distance 1 in both directions."""
    k = np.array([1.0, elongation])
    return Pace(elongation, alpha, descend(lambda d: k * d, [1.0, 1.0], alpha, STEPS))


def setup(figure):
    """Left what a step leaves, against α; right the distances after each step."""
    left, right = figure.subplots(1, 2, width_ratios=(1.35, 1))
    left.set(xscale="log", xlim=ALPHA, ylim=(0, 1.3), yticks=[0, 0.5, 1])
    left.set(xlabel="α (log scale)", title="What a step leaves of a distance")
    left.set_xticks([0.01, 0.1, 1], ["0.01", "0.1", "1"])
    left.minorticks_off()
    left.set_label("rates")
    left.plot(ALPHA, [1, 1], ":", color="#555555", linewidth=1)
    right.set(yscale="log", xlim=(0, STEPS * 1.32), ylim=(1e-5, 30), xlabel="step")
    right.set_title("Distances (log scale)")
    right.set_xticks([0, 100, 200])
    right.set_yticks([1e-4, 1e-2, 1], ["10⁻⁴", "0.01", "1"])
    right.minorticks_off()
    right.axhline(0.01, color="#555555", linewidth=1, linestyle=":")
    looks = {
        "along": {"color": ALONG, "linestyle": "-."},
        "across": {"color": ACROSS, "linestyle": "--"},
    }
    artists = {}
    (artists["beyond"],) = left.fill([], [], color="#F6D9D2", linewidth=0, zorder=0)
    artists["critical"] = left.text(0, 0.04, "", fontsize=10, ha="right", rotation=90, va="bottom")
    for name, look in looks.items():
        (artists[f"V_{name}"],) = left.plot([], [], **look)
    (artists["worse"],) = left.plot([], [], color=palette.CHOSEN, linewidth=9, alpha=0.25)
    (artists["best"],) = left.plot([], [], "*", color=palette.CHOSEN, markersize=13)
    (artists["here"],) = left.plot([], [], "o", color=palette.CHOSEN, markersize=7)
    words = {"fontsize": 10, "transform": left.transAxes, "va": "top", "zorder": 5}
    for x, name, colour in (
        (0.02, "-·- along the floor", ALONG),
        (0.35, "- - across", ACROSS),
        (0.58, "★ best α   ● yours", palette.CHOSEN),
    ):
        artists[name] = left.text(x, 0.97, name, color=colour, **words)  # on top of the area
    return artists | setup_curves(right, looks, x=STEPS * 1.03, fontsize=10)


def draw(artists, result):
    """What both directions keep at every rate and at this one, and the distances."""
    k = result.elongation
    along, across = np.abs(1 - GRID), np.abs(1 - GRID * k)
    artists["V_along"].set_data(GRID, along)
    artists["V_across"].set_data(GRID, np.minimum(across, 2))
    artists["worse"].set_data(GRID, np.minimum(np.maximum(along, across), 2))
    artists["best"].set_data([result.best], [abs(1 - result.best)])
    artists["here"].set_data([result.alpha] * 2, np.minimum([result.along, result.across], 1.25))
    low, high = 2 / k, ALPHA[1]
    artists["beyond"].set_xy([(low, 0), (high, 0), (high, 1.3), (low, 1.3)])
    artists["critical"].set(x=high * 0.97, text=f"α > {low:g}: diverges")
    steps, distances = np.arange(len(result.path)), np.abs(result.path).clip(1e-7, 1e3)
    curves = {"along": (steps, distances[:, 0]), "across": (steps, distances[:, 1])}
    draw_curves(artists, curves)
    place_names(artists, {name: np.clip(y[-1], 2e-5, 20) for name, (_, y) in curves.items()})


def describe(result):
    """What each direction keeps, and how many steps it takes."""
    steps = f"{result.steps} steps to a hundredth" if result.steps > 1 else "1 step does"
    steps = steps if result.steps else "it never arrives"
    return (
        f"Elongation {result.elongation:g}, α = {result.alpha:.3g}: a step leaves "
        f"{result.along:.1%} of the distance along the floor and {result.across:.1%} across: "
        f"{steps}. The best rate, {result.best:.3g}, takes {result.steps_at_best}."
    ).replace("%", " %")


def code(elongation, alpha):
    """What a step leaves, and the best rate."""
    return snippet(
        f"k, alpha = {elongation:g}, {alpha:g}",
        "along, across = abs(1 - alpha), abs(1 - alpha * k)",
        "best = 2 / (1 + k)",
    )


def pointer(axes, x, y):
    """Dragging in the left panel moves α."""
    return {"alpha": x} if axes.get_label() == "rates" else {}


def one_rate():
    """One learning rate for a steep and a flat direction."""
    return Explorer(
        title="One rate for two directions",
        setup=setup,
        compute=compute,
        draw=draw,
        describe=describe,
        controls={
            "alpha": StopSlider("α", RATES, 0.1),
            "elongation": StopSlider("elongation", [1, 2, 5, 10, 20, 50, 100], 10),
        },
        presets=[
            Preset(
                "10 across",
                "Both directions leave the same 82 %: no other rate is better.",
                {"alpha": 0.182},
                lambda r: abs(r.steps - r.steps_at_best) <= 1 and 20 <= r.steps <= 25,
            ),
            Preset(
                "100 across",
                "Now 98 % are left after the best of all steps.",
                {"alpha": 0.0198, "elongation": 100.0},
                lambda r: 200 <= r.steps_at_best <= 250,
            ),
            Preset(
                "best across",
                "α = 1/k takes the steep direction home in one step. The flat one hardly moves.",
                {"alpha": 0.1},
                lambda r: r.across == 0 and abs(r.along - 0.9) < 1e-9,
            ),
            Preset(
                "a round bowl",
                "With equal curvatures one rate is right for both.",
                {"alpha": 1.0, "elongation": 1.0},
                lambda r: r.along == r.across == 0,
            ),
            Preset(
                "too large for one",
                "Only the steep direction diverges, and that is enough.",
                {"alpha": 0.21},
                lambda r: r.across > 1 > r.along,
            ),
        ],
        code=code,
        pointer=pointer,
        pin=("along", "across"),
        main=("alpha", "elongation"),
    )
