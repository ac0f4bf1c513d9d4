"""λ on a small network that has every reason to overfit: few points, noise, wrong labels.

All runs start at the same θ₀ (of a seed) and take the same 4,000 steps of momentum over all
examples. L1 is done right: the data's gradient step, then soft-thresholding by αλ/m, so that
weights become exactly 0.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from dlcourse import (
    L1,
    L2,
    BinaryCrossEntropy,
    Dense,
    Momentum,
    Network,
    Tanh,
    make_moons,
    soft_threshold,
    train,
)
from dlcourse.explorers import palette
from dlcourse.explorers.boundary import (
    Plane,
    draw_examples,
    draw_plane,
    setup_examples,
    setup_plane,
)
from dlcourse.explorers.controls import StopSlider, choice, log_stops, seed
from dlcourse.explorers.explorer import Explorer, Preset
from dlcourse.explorers.regularization.labels import spread

M, M_DEV, NOISE = 100, 2000, 0.15
LEARNING_RATE, ITERATIONS, EVERY = 0.5, 4000, 40
PLANE = Plane((-1.6, 2.6), (-1.3, 1.8))
BINS = np.linspace(-5.1, 5.1, 52)  # of width 0.2, the middle one around 0
WINDING = 9.0  # a boundary that is longer; the half moons can be parted by one of length 5
SMOOTH = "the boundary is one smooth curve"
LOWEST, HIGHEST = 0.02, 5.0  # of the cost axis
COLOURS = {"L1": palette.L1, "L2": palette.L2, "none": palette.REFERENCE}


def noisy_moons(rng):
    """Two half moons, a tenth of the labels wrong: X, Y to train on, X_dev, Y_dev as noisy."""
    (X, Y), (X_dev, Y_dev) = make_moons(M, NOISE, rng), make_moons(M_DEV, NOISE, rng)
    for y in (Y, Y_dev):  # places are random and classes alternate: the first are as good as any
        wrong = slice(0, y.size // 10)
        y[:, wrong] = 1 - y[:, wrong]
    return X, Y, X_dev, Y_dev


def model_with(regularizer):
    """The network of this explorer: 2-16-16-1, 304 weights and 33 biases."""
    layers = [Dense(2, 16), Tanh(), Dense(16, 16), Tanh(), Dense(16, 1)]
    return Network(layers, BinaryCrossEntropy(), regularizer)


@dataclass(frozen=True)
class Trained:
    """The network after so many iterations, and its costs up to there."""

    penalty: str
    lambd: float
    model: Network
    data: tuple  # X, Y, X_dev, Y_dev
    theta: np.ndarray
    costs: np.ndarray  # rows: iteration, train and dev cost without, train cost with the penalty

    @cached_property
    def weights(self):
        """The 304 weights, without the biases."""
        return self.theta[self.model.penalized]

    @cached_property
    def zeros(self):
        """How many weights are exactly 0."""
        return int(np.count_nonzero(self.weights == 0))

    @cached_property
    def norm(self):
        """‖W‖, the root of the sum of all squared weights."""
        return float(np.linalg.norm(self.weights))

    @cached_property
    def train_error(self):
        """The misclassified fraction of the training examples."""
        return self.model.error(self.theta, *self.data[:2])

    @cached_property
    def dev_error(self):
        """The misclassified fraction of the dev examples."""
        return self.model.error(self.theta, *self.data[2:])

    @cached_property
    def decision(self):
        """The sides of the plane, and the boundary between them."""
        return PLANE.decide(self.model, self.theta)


def compute(penalty, lambd, seed):
    """Train from θ₀, one result every 40 iterations."""
    rng = np.random.default_rng(int(seed))
    data = noisy_moons(rng)
    X, Y = data[:2]
    penalized = {"none": None, "L1": L1(lambd), "L2": L2(lambd)}[penalty]
    # what is told is the cost with the penalty; what L1 steps along is the cost without it
    model = model_with(penalized)
    stepped, project = model, None
    if penalty == "L1":
        stepped = model_with(None)
        project = soft_threshold(stepped, LEARNING_RATE * lambd / M)
    theta, costs = model.initialize(rng), []
    for step in train(stepped, theta, X, Y, Momentum(LEARNING_RATE), ITERATIONS, project=project):
        if step.iteration == 1:
            costs.append(all_costs(model, theta, data, 0))
        if step.iteration % EVERY == 0:
            costs.append(all_costs(model, step.theta, data, step.iteration))
            yield Trained(penalty, lambd, model, data, step.theta, np.array(costs).T)


def all_costs(model, theta, data, iteration):
    """One column of `Trained.costs`."""
    cost, dev_cost = model.data_cost(theta, *data[:2]), model.data_cost(theta, *data[2:])
    return iteration, cost, dev_cost, cost + model.penalty(theta, M)


def dev_errors(penalty, lambd, seeds=range(10)):
    """The dev error of a whole run for each seed, to be compared in pairs; 0.4 s a run."""
    errors = []
    for number in seeds:
        *_, last = compute(penalty, lambd, number)
        errors.append(last.dev_error)
    return np.array(errors)


def setup(figure):
    """The plane, the weights' histogram, the costs."""
    plane, weights, costs = figure.subplots(1, 3, width_ratios=(1.45, 1, 1.1))
    artists = setup_plane(plane, PLANE) | setup_examples(plane)
    plane.set(title="Boundary; ringed: wrong labels", xticks=(-1, 0, 1, 2), yticks=(-1, 0, 1))
    (artists["wrong"],) = plane.plot(
        [],
        [],
        "o",
        markersize=10,
        markerfacecolor="none",
        color="black",
        gid="no ghost",
        zorder=2.3,
    )
    weights.set(title="Weights", xlabel="weight w", ylabel="number of weights")
    weights.set_yscale("function", functions=(lambda n: np.sqrt(np.maximum(n, 0)), np.square))
    weights.set(xlim=(-5.1, 5.1), ylim=(0, 330), yticks=(0, 3, 10, 30, 100, 200, 300))
    weights.grid(False, axis="x")
    artists["weights"] = weights.stairs(
        np.zeros(BINS.size - 1), BINS, fill=True, facecolor=palette.WEIGHTS
    )
    artists["zeros"] = weights.text(0.97, 0.93, "", transform=weights.transAxes, ha="right")
    costs.set(title="Cost (log scale)", xlabel="iteration", yscale="log")
    costs.set(ylim=(LOWEST, HIGHEST), xlim=(0, 1.48 * ITERATIONS), xticks=(0, 2000, 4000))
    ticks = (0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5)
    costs.set_yticks(ticks, [f"{tick:g}" for tick in ticks])
    costs.minorticks_off()
    for name, colour, style in (
        ("with", palette.L2, "-."),
        ("train", palette.TRAIN, "-"),
        ("dev", palette.DEV, "--"),
    ):
        (artists[name],) = costs.plot([], [], color=colour, linestyle=style)
        artists[f"{name}_name"] = costs.text(
            0.7, 0, name, color=colour, va="center", transform=costs.transAxes
        )
    artists["with_name"].set_text("train +\npenalty")
    artists["with_name"].set_linespacing(0.95)
    return artists


def draw(artists, result):
    """Sides and boundary, histogram, curves with their names at their ends."""
    draw_plane(artists, result.decision)
    X, Y = result.data[:2]
    draw_examples(artists, X, Y)
    artists["wrong"].set_data(*X[:, : M // 10])
    inside = np.clip(result.weights, BINS[0], BINS[-1])  # the outermost bins hold the rest
    artists["weights"].set_data(np.histogram(inside, BINS)[0])
    artists["zeros"].set(text=f"{result.zeros} are 0" if result.zeros else "", color=palette.L1)
    iterations, *curves = result.costs
    shown = result.penalty != "none" and result.lambd > 0
    ends = []
    for name, curve in zip(("train", "dev", "with"), curves, strict=True):
        artists[name].set_data(iterations, curve)
        ends.append(np.log(curve[-1] / LOWEST) / np.log(HIGHEST / LOWEST))
    for name in ("with", "with_name"):
        artists[name].set(visible=shown, color=COLOURS[result.penalty])
    # the name of two lines needs more room: it is placed as two names, one above the other
    ends = [*ends[:2], *([ends[2]] * 2 if shown else [])]
    heights = spread(ends, 0.07, 0.02, 0.98)
    for name, height in zip(("train", "dev"), heights, strict=False):
        artists[f"{name}_name"].set_y(height)
    artists["with_name"].set_y(np.mean(heights[2:]) if shown else 0)


def describe(result):
    """λ, errors, the size of the weights and what the boundary is like."""
    train_error, dev_error = 100 * result.train_error, 100 * result.dev_error
    used = result.penalty != "none" and result.lambd > 0
    setting = f"{result.penalty}, λ = {result.lambd:g}" if used else "No penalty"
    return (
        f"{setting}: train error {train_error:.1f} %, dev {dev_error:.1f} %, "
        f"gap {dev_error - train_error:.1f}; {size(result)}; {shape(result.decision)}."
    ).replace("-", "−")


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
    names = "BinaryCrossEntropy, Dense, Momentum, Network, Tanh, make_moons, train"
    regularizer = project = ""
    if penalty == "L2":
        names, regularizer = f"L2, {names}", f", L2({lambd:g})"
    if penalty == "L1":
        names = names.replace("train", "soft_threshold, train")
        project = f", project=soft_threshold(network, {LEARNING_RATE} * {lambd:g} / {M})"
    layers = "Dense(2, 16), Tanh(), Dense(16, 16), Tanh(), Dense(16, 1)"
    run = (
        f"network, network.initialize(rng), X, Y, Momentum({LEARNING_RATE}), {ITERATIONS}{project}"
    )
    return f"""import numpy as np
from dlcourse import {names}
rng = np.random.default_rng({seed:g})
(X, Y), (X_dev, Y_dev) = make_moons({M}, {NOISE}, rng), make_moons({M_DEV}, {NOISE}, rng)
Y[:, :{M // 10}], Y_dev[:, :{M_DEV // 10}] = 1 - Y[:, :{M // 10}], 1 - Y_dev[:, :{M_DEV // 10}]
network = Network([{layers}], BinaryCrossEntropy(){regularizer})
*_, (theta, *_) = train({run})
train_error, dev_error = network.error(theta, X, Y), network.error(theta, X_dev, Y_dev)
"""


def penalty():
    """λ, L1 or L2 on a network that overfits: boundary, weights, costs and errors, live."""
    return Explorer(
        title="The price on large weights",
        setup=setup,
        compute=compute,
        draw=draw,
        describe=describe,
        controls={
            "lambd": StopSlider("λ", log_stops(-3, 2, zero=True), 0),
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
                "A higher train error, a lower dev error: the wrong labels are left alone.",
                {"lambd": 0.5},
                lambda r: r.dev_error < 0.18 and r.decision.length < WINDING,
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
        main=("lambd", "penalty"),
    )
