"""A network on noisy half moons, from too few hidden units to more than enough, live."""

from dataclasses import dataclass

import numpy as np

from dlcourse import BinaryCrossEntropy, Dense, Momentum, Network, Tanh, train
from dlcourse.figures import palette
from dlcourse.figures.named_curves import draw_curves, setup_curves
from dlcourse.live.controls import StopSlider, seed
from dlcourse.live.explorer import Explorer, Preset
from dlcourse.topics.bias_and_variance.runs import NOISE
from dlcourse.topics.noisy_moons import (
    WRONG,
    Trained,
    draw_moons,
    noisy_moons,
    setup_moons,
)
from dlcourse.topics.noisy_moons import (
    code as moons_code,
)
from dlcourse.topics.snippets import snippet

UNITS, ITERATIONS, RATE = (1, 2, 3, 4, 8, 16, 64), 600, 3.0
EVERY = 30


@dataclass(frozen=True, eq=False)
class Fitted(Trained):
    """The network so far, with both errors on its way."""

    units: int
    seen: np.ndarray  # (3, n): iteration, train error, dev error


def compute(units, seed):
    """Train from random weights, a result every 30 iterations."""
    rng = np.random.default_rng(seed)
    data = noisy_moons(rng)
    X, Y, X_dev, Y_dev = data
    layers = [Dense(2, units), Tanh(), Dense(units, units), Tanh(), Dense(units, 1)]
    network = Network(layers, BinaryCrossEntropy())
    start = network.initialize(rng)
    seen = []
    for step in train(network, start, X, Y, Momentum(RATE), ITERATIONS):
        if step.iteration % EVERY and step.iteration != 1:
            continue
        errors = network.error(step.theta, X, Y), network.error(step.theta, X_dev, Y_dev)
        seen.append((step.iteration, *errors))
        yield Fitted(network, data, step.theta, units, np.array(seen).T)


def setup(figure):
    """The plane, and both errors during the training."""
    plane, errors = figure.subplots(1, 2, width_ratios=(1.25, 1))
    artists = setup_moons(plane)
    plane.set_title("Boundary; ringed: wrong labels")
    errors.set(xlim=(0, 1.3 * ITERATIONS), ylim=(0, 52), xlabel="iteration", title="Error in %")
    errors.set_xticks([0, 200, 400, 600])
    looks = palette.TRAIN_AND_DEV | {"noise": NOISE}
    return artists | setup_curves(errors, looks, 1.03 * ITERATIONS)


def draw(artists, result):
    """Sides, boundary and curves."""
    draw_moons(artists, result)
    iterations, train_errors, dev_errors = result.seen
    floor = ([0, ITERATIONS], [100 * WRONG] * 2)
    curves = {"train": (iterations, 100 * train_errors), "dev": (iterations, 100 * dev_errors)}
    draw_curves(artists, curves | {"noise": floor})


def describe(result):
    """Both errors and their distance from what is possible."""
    units = "1 unit" if result.units == 1 else f"{result.units} units"
    gap = 100 * (result.dev_error - result.train_error)
    return (
        f"{units} in each hidden layer, {result.network.size} weights and biases, iteration "
        f"{result.seen[0, -1]:.0f}: train error {100 * result.train_error:.0f} %, dev error "
        f"{100 * result.dev_error:.1f} %, gap {gap:.1f} points; {100 * WRONG:.0f} % is possible."
    ).replace("gap -", "gap −")


def code(units, seed):
    """The same run."""
    return snippet(
        moons_code(seed),
        f"layers = [dl.Dense(2, {units}), dl.Tanh(), dl.Dense({units}, {units}), dl.Tanh()]",
        f"net = dl.Network([*layers, dl.Dense({units}, 1)], dl.BinaryCrossEntropy())",
        f"*_, last = dl.train(net, net.initialize(rng), X, Y, dl.Momentum({RATE:g}), {ITERATIONS})",
        "train_error, dev_error = (net.error(last.theta, *some) for some in ((X, Y), dev))",
    )


def hidden_units():
    """From one unit a layer to sixty-four: under- and overfitting on noisy labels."""
    return Explorer(
        title="Hidden units on noisy labels",
        setup=setup,
        compute=compute,
        draw=draw,
        describe=describe,
        controls={"units": StopSlider("units a layer", UNITS, 16), "seed": seed()},
        presets=[
            Preset(
                "one unit",
                "One cut through the plane is all it can do: both errors are high.",
                {"units": 1},
                lambda r: r.train_error > 0.13 and r.dev_error > 0.18,
            ),
            Preset(
                "three units",
                "Enough for the two moons, too few for single points.",
                {"units": 3},
                lambda r: r.dev_error < 0.3,
            ),
            Preset(
                "sixteen units",
                "It has room for every wrong label.",
                {"units": 16},
                lambda r: r.train_error < 0.05 and r.dev_error > 0.18,
            ),
        ],
        code=code,
        pin=("boundary", "train", "dev"),
    )
