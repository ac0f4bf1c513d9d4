"""Training with dropout, live: boundary, errors, and how much hangs on single units."""

from dataclasses import dataclass

import numpy as np

from dlcourse.figures import palette
from dlcourse.figures.named_curves import draw_curves, setup_curves
from dlcourse.live.controls import StopSlider, choice, seed
from dlcourse.live.explorer import Explorer, Preset
from dlcourse.topics import noisy_moons
from dlcourse.topics.dropout.explorers.lost_unit import (
    TOP,
    draw_lost,
    draw_moons,
    setup_lost,
    setup_moons,
)
from dlcourse.topics.dropout.runs import moons
from dlcourse.topics.dropout.runs.moons import (
    ACTIVATIONS,
    ITERATIONS,
    KEEP_PROBS,
    Trained,
)
from dlcourse.topics.snippets import expression, snippet

WINDING = 8.0  # a boundary that is longer; the half moons can be parted by one of length 5
FLOOR = 10  # % of the dev labels are wrong, so nobody can expect a lower dev error


@dataclass(frozen=True, eq=False)
class Progress(Trained):
    """The network after so many iterations, and its errors on the way there."""

    errors: np.ndarray  # rows: iteration, train error, dev error


def compute(keep_prob, units, activation, seed):
    """Train from θ₀, one result every 15 iterations; the errors are those without dropout."""
    errors = []
    for now in moons.training(keep_prob, units, activation, seed):
        errors.append((now.iteration, now.train_error, now.dev_error))
        so_far = np.array(errors).T
        yield Progress(now.network, now.data, now.theta, keep_prob, now.iteration, so_far)


def setup(figure):
    """Left the plane, right the errors above and the lost units below."""
    rows = [["plane", "errors"], ["plane", "lost"]]
    axes = figure.subplot_mosaic(rows, width_ratios=(1.35, 1))
    plane, errors, lost = axes["plane"], axes["errors"], axes["lost"]
    artists = setup_moons(plane)
    plane.set_title("Boundary, all units at work")
    errors.set(title="Error, %", xlabel="iteration", ylim=(0, 50))
    errors.set(xlim=(0, 1.5 * ITERATIONS), xticks=(0, 100, 200, 300), yticks=(0, 20, 40))
    errors.plot([0, ITERATIONS], [FLOOR, FLOOR], ":", color=palette.CHOSEN, linewidth=1.3)
    looks = palette.TRAIN_AND_DEV | {"floor": {"color": palette.CHOSEN, "linestyle": ":"}}
    artists |= setup_curves(errors, looks, 1.03 * ITERATIONS, fontsize=10)
    setup_lost(artists, lost)
    lost.set(title="Each unit lost in turn", ylabel="% of answers", ylim=(0, TOP))
    lost.set(xlabel="hidden units, most needed first", xticks=())
    return artists


def draw(artists, result):
    """Sides and boundary, the errors so far, a bar for each unit."""
    draw_moons(artists, result.decision, result.data)
    iterations, train, dev = result.errors
    curves = {
        "train": (iterations, 100 * train),
        "dev": (iterations, 100 * dev),
        "floor": ([0, ITERATIONS], [FLOOR, FLOOR]),
    }
    says = {name: f"{name} {y[-1]:.1f}" for name, (_, y) in curves.items()}
    draw_curves(artists, curves, says | {"floor": "noise floor 10"})
    artists["lost"].axes.set_xlim(0.4, len(result.changed) + 0.6)
    draw_lost(artists, result.changed)


def describe(result):
    """Errors, size of the weights, reliance on single units, and the boundary."""
    train_error, dev_error = 100 * result.train_error, 100 * result.dev_error
    gap = f"gap {dev_error - train_error:.1f}" if dev_error > train_error else "no gap"
    start = f"keep_prob = {result.keep_prob:g}" if result.keep_prob < 1 else "No dropout"
    winds = result.decision.length > WINDING
    return (
        f"{start}: train error {train_error:.1f} %, dev {dev_error:.1f} %, {gap}; "
        f"‖W‖ = {result.norm:.0f}; a lost unit changes {100 * result.reliance:.1f} % of the "
        f"answers on average, {100 * result.changed.max():.1f} % at most; "
        f"the boundary {'winds' if winds else 'is smooth'}."
    )


def code(keep_prob, units, activation, seed):
    """The same run."""
    net = moons.network_with(keep_prob, units, activation)
    return snippet(
        noisy_moons.code(seed),
        f"net = {expression(net)}",
        f"*_, (theta, *_) = {moons.train_code('net', 'net.initialize(rng)')}",
        "train_error, dev_error = net.error(theta, X, Y), net.error(theta, *dev)",
        "norm = np.linalg.norm(theta[net.penalized])",
    )


def dropout_training():
    """keep_prob on a network that overfits: boundary, errors and lost units, live."""
    return Explorer(
        title="Training with dropout",
        setup=setup,
        compute=compute,
        draw=draw,
        describe=describe,
        controls={
            "keep_prob": StopSlider("keep_prob", KEEP_PROBS, 1),
            "units": StopSlider("units in each hidden layer", [16, 24, 32], 16),
            "activation": choice("activation", ACTIVATIONS, "tanh"),
            "seed": seed(),
        },
        presets=[
            Preset(
                "no dropout",
                "The train error falls towards 0, the dev error stays far above the noise floor, "
                "and single units decide many answers.",
                {},
                lambda r: r.dev_error - r.train_error > 0.1 and r.changed.max() > 0.12,
            ),
            Preset(
                "dropout",
                "More train errors, a smaller gap, and no unit that many answers hang on.",
                {"keep_prob": 0.8},
                lambda r: r.dev_error - r.train_error < 0.09 and r.changed.max() < 0.1,
            ),
            Preset(
                "too few are kept",
                "About 5 of 16 units in each layer: even right labels are not learned.",
                {"keep_prob": 0.3},
                lambda r: r.train_error > 0.12,
            ),
            Preset(
                "ReLU, no dropout",
                "Another activation, the same overfitting. Pin it, and press the next one.",
                {"activation": "ReLU"},
                lambda r: r.dev_error - r.train_error > 0.06,
            ),
            Preset(
                "ReLU, dropout",
                "Here too no unit is needed much any more.",
                {"activation": "ReLU", "keep_prob": 0.8},
                lambda r: r.changed.max() < 0.15 and r.train_error > 0.06,
            ),
        ],
        code=code,
        pin=("boundary", "train", "dev", "lost_mean"),
        main=("keep_prob",),
        size=(9, 4.2),
    )
