"""One rate for two curvatures: no α is good for both, and the worse one sets the pace."""

from dataclasses import dataclass

import numpy as np

from dlcourse.figures import palette
from dlcourse.figures.named_curves import draw_curves, place_names, setup_curves
from dlcourse.live.controls import StopSlider
from dlcourse.live.explorer import Explorer, Preset
from dlcourse.topics.gradient_descent.runs import descend
from dlcourse.topics.snippets import snippet

SHARES = np.round(np.append(np.arange(0.05, 1.11, 0.05), [0.5, 0.67, 0.91, 0.99]), 2)
SHARES = np.unique(SHARES)  # of the critical rate; the four more are best for 1, 2, 10 and 100
STEPS = 100
GRID = np.linspace(0, 1.12, 225)
ALONG, ACROSS = "#8C564B", "#3A3A3A"  # the flat direction, dash-dotted, and the steep one, dashed


@dataclass(frozen=True, eq=False)
class Pace:
    """How both directions of a ravine shrink at one rate."""

    elongation: float
    share: float  # of the critical rate
    path: np.ndarray  # (101, 2), the distances along and across, 1 at the start, or fewer

    @property
    def alpha(self):
        """The rate: curvature 1 along the floor, the elongation across."""
        return self.share * 2 / self.elongation

    @property
    def along(self):
        """What a step leaves of the distance along the floor, |1 - α|."""
        return abs(1 - self.alpha)

    @property
    def across(self):
        """What a step leaves of the distance across, |1 - αk|."""
        return abs(1 - 2 * self.share)

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


def compute(elongation, share):
    """A hundred steps from the distance 1 in both directions."""
    k = np.array([1.0, elongation])
    return Pace(
        elongation, share, descend(lambda d: k * d, [1.0, 1.0], share * 2 / elongation, STEPS)
    )


def setup(figure):
    """Left what a step leaves, against α; right the distances after each step."""
    left, right = figure.subplots(1, 2, width_ratios=(1.35, 1))
    left.set(xlim=(0, 1.12), ylim=(0, 1.22), yticks=[0, 0.5, 1])
    left.set(xlabel="α, as a share of the critical rate", title="What a step leaves of a distance")
    left.set_label("rates")
    left.axvline(1, color="#555555", linewidth=1.2)
    left.plot([0, 1.12], [1, 1], ":", color="#555555", linewidth=1)
    left.text(1.01, 0.02, "critical", rotation=90, va="bottom", fontsize=10)
    right.set(yscale="log", xlim=(0, STEPS * 1.32), ylim=(1e-5, 30), xlabel="step")
    right.set_title("Distances (log scale)")
    right.set_xticks([0, 50, 100])
    right.set_yticks([1e-4, 1e-2, 1], ["10⁻⁴", "0.01", "1"])
    right.minorticks_off()
    right.axhline(0.01, color="#555555", linewidth=1, linestyle=":")
    looks = {
        "along": {"color": ALONG, "linestyle": "-."},
        "across": {"color": ACROSS, "linestyle": "--"},
    }
    artists = {}
    for name, look in looks.items():
        (artists[f"V_{name}"],) = left.plot([], [], **look)
    (artists["worse"],) = left.plot([], [], color=palette.CHOSEN, linewidth=5, alpha=0.16)
    (artists["best"],) = left.plot([], [], "*", color=palette.CHOSEN, markersize=13)
    (artists["here"],) = left.plot([], [], "o", color=palette.CHOSEN, markersize=7)
    (artists["at"],) = left.plot([], [], color=palette.CHOSEN, linewidth=1)
    words = {"fontsize": 10, "transform": left.transAxes, "va": "bottom"}
    left.text(0.02, 0.11, "-·- along the floor", color=ALONG, **words)
    left.text(0.02, 0.03, "- - across   ★ best α", color=ACROSS, **words)
    return artists | setup_curves(right, looks, x=STEPS * 1.03, fontsize=10)


def draw(artists, result):
    """The two Vs with the rate at hand, and the distances."""
    k = result.elongation
    along, across = np.abs(1 - GRID * 2 / k), np.abs(1 - 2 * GRID)
    artists["V_along"].set_data(GRID, along)
    artists["V_across"].set_data(GRID, across)
    artists["worse"].set_data(GRID, np.maximum(along, across))
    artists["best"].set_data([result.best * k / 2], [abs(1 - result.best)])
    artists["here"].set_data([result.share] * 2, [result.along, result.across])
    artists["at"].set_data([result.share] * 2, [0, 1.22])
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


def code(elongation, share):
    """The shares, and the walk's last distances."""
    return snippet(
        f"k, alpha = {elongation:g}, {share:g} * 2 / {elongation:g}",
        "along, across = abs(1 - alpha), abs(1 - alpha * k)",
        "best = 2 / (1 + k)",
    )


def pointer(axes, x, y):
    """Dragging in the left panel moves α."""
    return {"share": x} if axes.get_label() == "rates" else {}


def one_rate():
    """One learning rate for a steep and a flat direction."""
    return Explorer(
        title="One rate for two directions",
        setup=setup,
        compute=compute,
        draw=draw,
        describe=describe,
        controls={
            "share": StopSlider("α / critical α", SHARES, 0.5),
            "elongation": StopSlider("elongation", [1, 2, 5, 10, 20, 50, 100], 10),
        },
        presets=[
            Preset(
                "ten times as steep",
                "Both directions leave the same 82 %: no other rate is better.",
                {"share": 0.91},
                lambda r: abs(r.steps - r.steps_at_best) <= 1 and 20 <= r.steps <= 25,
            ),
            Preset(
                "a hundred times",
                "Now 98 % are left after the best of all steps.",
                {"share": 0.99, "elongation": 100.0},
                lambda r: 200 <= r.steps_at_best <= 250,
            ),
            Preset(
                "best across",
                "α = 1/k takes the steep direction home in one step. The flat one hardly moves.",
                {"share": 0.5},
                lambda r: r.across == 0 and abs(r.along - 0.9) < 1e-9,
            ),
            Preset(
                "a round bowl",
                "With equal curvatures one rate is right for both.",
                {"share": 0.5, "elongation": 1.0},
                lambda r: r.along == r.across == 0,
            ),
            Preset(
                "too large for one",
                "Only the steep direction diverges, and that is enough.",
                {"share": 1.05},
                lambda r: r.across > 1 > r.along,
            ),
        ],
        code=code,
        pointer=pointer,
        pin=("along", "across"),
        main=("share", "elongation"),
    )
