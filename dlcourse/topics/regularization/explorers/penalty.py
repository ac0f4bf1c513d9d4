"""λ and the choice of L1 or L2 on a network that overfits: boundary, weights, costs and errors."""

import numpy as np

from dlcourse.figures import palette
from dlcourse.figures.histograms import draw_histogram, root_scale, setup_histogram
from dlcourse.figures.named_curves import draw_curves, setup_curves
from dlcourse.live.controls import StopSlider, choice, log_stops, seed
from dlcourse.live.explorer import Explorer, Preset
from dlcourse.topics import noisy_moons
from dlcourse.topics.regularization import runs as moons

BINS = np.linspace(-5.1, 5.1, 52)  # of width 0.2, the middle one around 0
WINDING = 9.0  # a boundary that is longer; the half moons can be parted by one of length 5
SMOOTH = "the boundary is one smooth curve"
LOWEST, HIGHEST = 0.02, 5.0  # of the cost axis
COLOURS = {"L1": palette.L1, "L2": palette.L2, "none": palette.REFERENCE}


def compute(penalty, lambd, seed):
    """Train from θ₀, one result every 10 iterations."""
    yield from moons.training(penalty, lambd, seed)


def setup(figure):
    """The plane, the weights' histogram, the costs."""
    plane, weights, costs = figure.subplots(1, 3, width_ratios=(1.45, 1, 1.1))
    artists = noisy_moons.setup_moons(plane)
    plane.set_title("Boundary; ringed: wrong labels")
    weights.set(title="Weights", xlabel="w   (outer bars: beyond ±5)")
    root_scale(weights, "number of weights")
    weights.set(xlim=(-5.1, 5.1), ylim=(0, 330), yticks=(0, 3, 10, 30, 100, 200, 300))
    weights.grid(False, axis="x")
    artists["weights"] = setup_histogram(weights, BINS)
    artists["zeros"] = weights.text(0.97, 0.93, "", transform=weights.transAxes, ha="right")
    costs.set(title="Cost (log scale)", xlabel="iteration", yscale="log")
    costs.set(ylim=(LOWEST, HIGHEST), xlim=(0, 1.48 * moons.ITERATIONS), xticks=(0, 300, 600))
    ticks = (0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5)
    costs.set_yticks(ticks, [f"{tick:g}" for tick in ticks])
    costs.minorticks_off()
    looks = palette.TRAIN_AND_DEV | {"with": {"color": palette.L2, "linestyle": "-."}}
    artists |= setup_curves(costs, looks, 1.04 * moons.ITERATIONS, linespacing=0.95)
    artists["with_name"].set_text("train +\npenalty")
    return artists


def draw(artists, result):
    """Sides and boundary, histogram, curves with their names at their ends."""
    noisy_moons.draw_moons(artists, result)
    draw_histogram(artists["weights"], result.weights)
    artists["zeros"].set(text=f"{result.zeros} are 0" if result.zeros else "", color=palette.L1)
    iterations, train, dev, both = result.costs
    shown = result.penalty != "none" and result.lambd > 0
    curves = {"train": train, "dev": dev, "with": both}
    curves = {name: (iterations, costs) for name, costs in curves.items()}
    draw_curves(artists, curves if shown else curves | {"with": None})
    for name in ("with", "with_name"):
        artists[name].set_color(COLOURS[result.penalty])


def describe(result):
    """λ, errors, the size of the weights and what the boundary is like."""
    train_error, dev_error = 100 * result.train_error, 100 * result.dev_error
    used = result.penalty != "none" and result.lambd > 0
    gap = f"gap {dev_error - train_error:.1f}" if dev_error > train_error else "no gap"
    setting = f"{result.penalty}, λ = {result.lambd:g}" if used else "No penalty"
    return (
        f"{setting}: train error {train_error:.1f} %, dev {dev_error:.1f} %, "
        f"{gap}; {size(result)}; {shape(result.decision)}."
    )


def size(result):
    """The weights in words: how many are 0, or how large they are together."""
    if result.zeros:
        return f"{result.zeros} of {result.weights.size} weights are exactly 0"
    if np.abs(result.weights).max() < 0.001:
        return f"all {result.weights.size} weights are practically 0"
    return f"‖W‖ = {result.norm:.1f}"


def shape(decision):
    """The boundary in words."""
    if not decision.pieces:
        return "there is no boundary, all points get the same class"
    if decision.straightness > 0.97:
        return "the boundary is nearly a straight line"
    several = decision.pieces > 1
    if decision.length > WINDING:
        pieces = f", in {decision.pieces} pieces" if several else ""
        return f"the boundary winds around single points{pieces}"
    return f"the boundary is in {decision.pieces} smooth pieces" if several else SMOOTH


def code(penalty, lambd, seed):
    """The same run."""
    errors = "net.error(theta, X, Y), net.error(theta, *dev)"
    return moons.code(penalty, lambd, seed, f"train_error, dev_error = {errors}")


def penalty():
    """λ, L1 or L2 on a network that overfits: boundary, weights, costs and errors, live."""
    return Explorer(
        title="The price on large weights",
        setup=setup,
        compute=compute,
        draw=draw,
        describe=describe,
        controls={
            "lambd": StopSlider("λ", log_stops(-2, 2, (1, 2, 5), zero=True), 0),
            "penalty": choice("penalty", ["none", "L2", "L1"], "L2"),
            "seed": seed(),
        },
        presets=[
            Preset(
                "no penalty",
                "The boundary winds around single points, wrong labels too. The dev cost turns up "
                "while the train cost falls.",
                {"lambd": 0},
                lambda r: r.dev_error - r.train_error > 0.08 and r.decision.length > WINDING,
            ),
            Preset(
                "just right",
                "A higher train error and a lower dev error: the wrong labels are left alone.",
                {"lambd": 0.5},
                lambda r: (
                    r.dev_error < 0.14 and r.train_error > 0.08 and r.decision.length < WINDING
                ),
            ),
            Preset(
                "too much",
                "No gap, and both errors high: only a straight boundary is affordable.",
                {"lambd": 5},
                lambda r: r.decision.straightness > 0.97 and r.train_error > 0.15,
            ),
            Preset(
                "far too much",
                "The cheapest network is the one without weights: it gives all points one class.",
                {"lambd": 50},
                lambda r: not r.decision.pieces and r.norm < 1e-3 and r.train_error > 0.4,
            ),
            Preset(
                "L1 is sparse",
                "A spike at 0: most weights are gone for good, a few large ones do the work.",
                {"lambd": 0.5, "penalty": "L1"},
                lambda r: r.zeros > 0.9 * r.weights.size and r.decision.length < WINDING,
            ),
        ],
        code=code,
        pin=("boundary", "weights", "with", "train", "dev"),
        main=("lambd", "penalty"),
    )
