"""Training with dropout, live: boundary, errors, weights, and what the hidden units do together."""

from dataclasses import dataclass

import numpy as np

from dlcourse.figures import palette
from dlcourse.figures.decision_plane import draw_examples, draw_plane, setup_examples, setup_plane
from dlcourse.figures.histograms import draw_histogram, root_scale, setup_histogram
from dlcourse.figures.named_curves import draw_curves, setup_curves
from dlcourse.live.controls import StopSlider, choice, seed
from dlcourse.live.explorer import Explorer, Preset
from dlcourse.topics import noisy_moons
from dlcourse.topics.dropout.runs import hidden_layer
from dlcourse.topics.dropout.runs.hidden_layer import (
    ACTIVATIONS,
    ITERATIONS,
    KEEP_PROBS,
    Trained,
)
from dlcourse.topics.snippets import expression, snippet

WEIGHTS = np.linspace(-6.15, 6.15, 42)  # bins of width 0.3, the middle one around 0
CORRELATIONS = np.linspace(0, 1, 21)
WINDING = 8.0  # a boundary that is longer; the half moons can be parted by one of length 5


@dataclass(frozen=True, eq=False)
class Progress(Trained):
    """The network after so many iterations, and its errors on the way there."""

    errors: np.ndarray  # rows: iteration, train error, dev error


def compute(keep_prob, units, activation, seed):
    """Train from θ₀, one result every 15 iterations; the errors are those without dropout."""
    errors = []
    for now in hidden_layer.training(keep_prob, units, activation, seed):
        errors.append((now.iteration, now.train_error, now.dev_error))
        so_far = np.array(errors).T
        yield Progress(now.network, now.data, now.theta, keep_prob, now.iteration, so_far)


def setup(figure):
    """Left the plane; then errors and weights above, correlations and lost units below."""
    rows = [["plane", "errors", "weights"], ["plane", "correlations", "lost"]]
    axes = figure.subplot_mosaic(rows, width_ratios=(1.5, 1, 1))
    plane, errors, weights = axes["plane"], axes["errors"], axes["weights"]
    correlations, lost = axes["correlations"], axes["lost"]
    artists = setup_plane(plane, noisy_moons.PLANE) | setup_examples(plane)
    plane.set(title="Boundary", xticks=(-1, 0, 1, 2), yticks=(-1, 0, 1))
    errors.set(title="Error, %", xlabel="iteration", ylim=(0, 50))
    errors.set(xlim=(0, 1.55 * ITERATIONS), xticks=(0, 150, 300), yticks=(0, 20, 40))
    x = 1.05 * ITERATIONS
    artists |= setup_curves(errors, palette.TRAIN_AND_DEV, x, fontsize=10)
    root_scale(weights, "count")
    weights.set(title="Weights", xlabel="weight w", xlim=(-6.15, 6.15), xticks=(-5, 0, 5))
    weights.set(ylim=(0, 160), yticks=(0, 10, 50, 150))
    artists["weights"] = setup_histogram(weights, WEIGHTS)
    correlations.set(
        title="Pairs of units", ylabel="% of pairs", xlabel="|correlation|", xlim=(0, 1)
    )
    correlations.set(ylim=(0, 30), xticks=(0, 0.5, 1), yticks=(0, 10, 20))
    artists["correlations"] = setup_histogram(correlations, CORRELATIONS)
    root_scale(lost, "% of answers")
    lost.set(title="One unit lost", xlabel="rank of the lost unit, %", xlim=(0, 100))
    lost.set(ylim=(0, 60), xticks=(0, 50, 100), yticks=(0, 1, 5, 20, 50))
    artists["lost"] = lost.stairs([0], [0, 100], fill=True, facecolor=palette.WEIGHTS)
    for name, x, ha in (
        ("weights", 0.98, "right"),
        ("correlations", 0.5, "center"),
        ("lost", 0.98, "right"),
    ):
        artists[f"{name}_mean"] = axes[name].text(
            x, 0.86, "", ha=ha, fontsize=10, transform=axes[name].transAxes
        )
    return artists


def draw(artists, result):
    """Sides and boundary, the errors so far, three histograms with their means."""
    draw_plane(artists, result.decision)
    draw_examples(artists, *result.data[:2])
    iterations, train, dev = result.errors
    draw_curves(artists, {"train": (iterations, 100 * train), "dev": (iterations, 100 * dev)})
    draw_histogram(artists["weights"], result.weights)
    artists["weights_mean"].set_text(f"‖W‖ = {result.norm:.0f}")
    draw_histogram(artists["correlations"], result.correlations, whole=100)
    artists["correlations_mean"].set_text(f"mean {result.correlation:.2f}")
    falling = 100 * np.sort(result.losses)[::-1]
    artists["lost"].set_data(falling, np.linspace(0, 100, falling.size + 1))
    artists["lost_mean"].set_text(f"{100 * result.reliance:.1f} % change")


def describe(result):
    """Errors, size of the weights, correlation and reliance on single units, and the boundary."""
    train_error, dev_error = 100 * result.train_error, 100 * result.dev_error
    gap = f"gap {dev_error - train_error:.1f}" if dev_error > train_error else "no gap"
    start = f"keep_prob = {result.keep_prob:g}" if result.keep_prob < 1 else "No dropout"
    winds = result.decision.length > WINDING
    return (
        f"{start}: train error {train_error:.1f} %, dev {dev_error:.1f} %, {gap}; "
        f"‖W‖ = {result.norm:.0f}; hidden units correlate by {result.correlation:.2f}; "
        f"losing one changes {100 * result.reliance:.1f} % of the answers; "
        f"the boundary {'winds' if winds else 'is smooth'}."
    )


def code(keep_prob, units, activation, seed):
    """The same run."""
    net = hidden_layer.network_with(keep_prob, units, activation)
    return snippet(
        noisy_moons.code(seed),
        f"net = {expression(net)}",
        f"*_, (theta, *_) = {hidden_layer.train_code('net', 'net.initialize(rng)')}",
        "train_error, dev_error = net.error(theta, X, Y), net.error(theta, *dev)",
        "norm = np.linalg.norm(theta[net.penalized])",
    )


def dropout_training():
    """keep_prob on a network that overfits: boundary, errors, weights and hidden units, live."""
    return Explorer(
        title="Training with dropout",
        setup=setup,
        compute=compute,
        draw=draw,
        describe=describe,
        controls={
            "keep_prob": StopSlider("keep_prob", KEEP_PROBS, 1),
            "units": StopSlider("hidden units", [8, 16, 32, 48, 64, 96, 128], 64),
            "activation": choice("activation", ACTIVATIONS, "ReLU"),
            "seed": seed(),
        },
        presets=[
            Preset(
                "no dropout",
                "The train error goes on falling, the dev error turns up. Single units matter: "
                "losing one changes several answers in a hundred.",
                {},
                lambda r: r.dev_error - r.train_error > 0.03 and r.reliance > 0.02,
            ),
            Preset(
                "dropout",
                "More train errors, a smaller gap, smaller weights, and no unit that is needed.",
                {"keep_prob": 0.7},
                lambda r: r.train_error > 0.06 and r.norm < 23 and r.reliance < 0.01,
            ),
            Preset(
                "too few are kept",
                "About 5 of 16 units at each step: even the training examples are not learned.",
                {"keep_prob": 0.3, "units": 16},
                lambda r: r.train_error > 0.1 and r.decision.length < 6,
            ),
            Preset(
                "tanh, no dropout",
                "Each answer is a balance of many units. Pin it, and press the next one.",
                {"activation": "tanh"},
                lambda r: r.dev_error - r.train_error > 0.06 and r.reliance > 0.02,
            ),
            Preset(
                "tanh, dropout",
                "With tanh the correlations rise: many units say the same, so none is needed.",
                {"activation": "tanh", "keep_prob": 0.7},
                lambda r: r.correlation > 0.55 and r.reliance < 0.015 and r.decision.length < 8,
            ),
        ],
        code=code,
        pin=("boundary", "train", "dev", "weights", "correlations", "lost"),
        main=("keep_prob", "units"),
        size=(9, 4.2),
    )
