"""J with dropout on, and the cost of the same network with dropout off: why J goes up and down.

A network on a hundred digits, gradient descent with momentum. At each iteration the cost is taken
twice from the same θ: with this step's masks, which is the J that training sees, and without masks.
"""

from dataclasses import dataclass

import numpy as np

from dlcourse import Momentum, train
from dlcourse.figures import palette
from dlcourse.figures.named_curves import draw_curves, setup_curves
from dlcourse.live.controls import StopSlider, choice, seed
from dlcourse.live.explorer import Explorer, Preset
from dlcourse.topics import digits
from dlcourse.topics.dropout.runs.convergence import (
    TARGET,
    M,
    beginning,
    network_with,
    reaches,
)
from dlcourse.topics.dropout.runs.moons import KEEP_PROBS
from dlcourse.topics.snippets import expression, snippet

ITERATIONS, EVERY = 300, 10
ALPHAS = [0.05, 0.1, 0.15, 0.2, 0.3, 0.5, 0.7, 1]  # none diverges
NAMES = {
    "on": "dropout on:\nwhat J says",
    "off": "dropout off:\nthe check",
    "with": "with\ndropout",
    "plain": "without\ndropout",
}
LOWEST, HIGHEST = 0.002, 5.0  # of the cost axis


@dataclass(frozen=True, eq=False)
class Costs:
    """The costs so far; the k-th ones are taken at the θ after k iterations."""

    keep_prob: float
    batch_size: int
    on: np.ndarray  # with the masks and the batch of the next step: the J that training sees
    off: np.ndarray  # all examples, no masks
    plain: np.ndarray  # as `off`, of a network trained without dropout

    @property
    def steps(self):
        """How many steps there are between the costs."""
        return self.off.size - 1

    @property
    def rises(self):
        """In how many steps the cost rose, with dropout on and with dropout off."""
        return tuple(int((np.diff(costs) > 0).sum()) for costs in (self.on, self.off))

    @property
    def level(self):
        """Around what J ends: the median of its last 20 values."""
        return float(np.median(self.on[-20:]))

    @property
    def reached(self):
        """After how many iterations the target is reached, with and without dropout; 0: never."""
        return reaches(self.off, TARGET), reaches(self.plain, TARGET)


def descend(keep_prob, learning_rate, batch_size, seed):
    """J as training sees it, and the cost with dropout off: a pair before each iteration."""
    X, Y, theta, rng = beginning(seed)
    network, epochs = network_with(keep_prob), ITERATIONS * batch_size // M
    size = batch_size if batch_size < M else None
    for step in train(network, theta, X, Y, Momentum(learning_rate), epochs, size, rng):
        yield step.cost, network.cost(theta, X, Y, train=False)
        theta = step.theta


def compute(keep_prob, learning_rate, batch_size, seed):
    """Train with and without dropout side by side; a result every ten iterations."""
    setting = learning_rate, batch_size, seed
    costs = []
    for dropped, plain in zip(descend(keep_prob, *setting), descend(1, *setting), strict=True):
        costs.append((*dropped, plain[1]))
        if len(costs) % EVERY == 0:
            yield Costs(keep_prob, batch_size, *np.array(costs).T)


def setup(figure):
    """Left J as training sees it and with dropout off, right the way to the target."""
    left, right = figure.subplots(1, 2, sharey=True)
    for axes in (left, right):
        axes.set(xlim=(0, 1.4 * ITERATIONS), ylim=(LOWEST, HIGHEST), yscale="log")
        axes.set(xlabel="iteration", xticks=(0, 100, 200, 300))
        axes.set_yticks([0.01, 0.1, TARGET, 1], ["0.01", "0.1", f"{TARGET:g}", "1"])
        axes.minorticks_off()
    left.set(title="The same network twice", ylabel="training cost (log scale)")
    right.set_title("Trained with and without")
    bold = {"color": palette.TRAIN, "linewidth": 2.4}
    first = {"on": {"color": palette.DROPOUT, "linewidth": 1.2}, "off": bold}
    second = {"with": bold, "plain": {"color": palette.REFERENCE, "linestyle": "--"}}
    names = {"x": 1.03 * ITERATIONS, "linespacing": 0.95}
    artists = setup_curves(left, first, **names) | setup_curves(right, second, **names)
    artists["rises"] = left.text(8, 1.5 * LOWEST, "", color=palette.DROPOUT)
    right.axhline(TARGET, color=palette.CHOSEN, linewidth=1.2, linestyle=":")
    for name, colour, place in (
        ("with", palette.TRAIN, {"ha": "left", "va": "bottom"}),
        ("plain", palette.REFERENCE, {"ha": "right", "va": "top"}),
    ):
        (artists[f"{name}_at"],) = right.plot([], [], "o", color=colour)
        artists[f"{name}_count"] = right.text(0, TARGET, "", color=colour, **place)
    return artists


def draw(artists, result):
    """The four curves with their names, how often J rises, and where the target is reached."""
    artists["rises"].set_text(f"J rises in {result.rises[0]} of {result.steps} steps")
    n = np.arange(result.off.size)
    curves = {"on": result.on, "off": result.off, "with": result.off, "plain": result.plain}
    for names in (("on", "off"), ("with", "plain")):
        costs = {name: np.clip(curves[name], LOWEST, HIGHEST) for name in names}
        draw_curves(
            artists,
            {name: (n, y) for name, y in costs.items()},
            {name: NAMES[name] for name in names},
            ends={name: np.median(y[-20:]) for name, y in costs.items()},
        )
    same = result.reached[0] == result.reached[1]
    for name, count, side in zip(("with", "plain"), result.reached, (1, -1), strict=True):
        artists[f"{name}_at"].set_data([count] if count else [], [TARGET] if count else [])
        shown = count and not (same and name == "with")
        artists[f"{name}_count"].set(x=count + 6 * side, y=TARGET * 1.12**side)
        artists[f"{name}_count"].set_text(f"{count}" if shown else "")


def describe(result):
    """How often the cost rises with dropout on and off, and how long the way is."""
    (on, off), (steps, start) = result.rises, (result.steps, f"keep_prob = {result.keep_prob:g}")
    if result.keep_prob == 1 and result.batch_size == M:
        how = "the cost never rises" if on == 0 else f"the cost rises in {on} steps"
        return f"{start}: both curves are one, and in {steps} steps {how}: {result.off[-1]:.2g}."
    if result.keep_prob == 1:
        return (
            f"{start}: J rises in {on} of {steps} steps, each the cost of another batch of "
            f"{result.batch_size}; over all {M} examples the cost rises in {off}."
        )
    dropped, plain = result.reached
    if dropped and plain:
        way = f"{dropped} iterations, without dropout {plain}: × {dropped / plain:.1f}"
    elif plain:
        way = f"more than {result.steps} iterations, without dropout {plain}"
    else:
        way = f"more than {result.steps} iterations, with dropout and without"
    return (
        f"{start}: J rises in {on} of {steps} steps and ends near {result.level:.2g}; with dropout "
        f"off the cost rises in {off} and ends at {result.off[-1]:.2g}. "
        f"A cost of {TARGET:g} takes {way}."
    )


def code(keep_prob, learning_rate, batch_size, seed):
    """The run with dropout, and its costs with dropout on and off."""
    setting = f"{ITERATIONS * batch_size // M}, {batch_size if batch_size < M else None}, rng"
    run = f"dl.train(net, theta, X, Y, dl.Momentum({learning_rate:g}), {setting})"
    return snippet(
        digits.code(seed, M),
        f"net = {expression(network_with(keep_prob))}",
        "theta, on, off = net.initialize(rng), [], []",
        f"for step in {run}:",
        "    on, off = [*on, step.cost], [*off, net.cost(theta, X, Y, train=False)]",
        "    theta = step.theta",
    )


def noisy_cost():
    """J with dropout on against the same network with dropout off, and how long it takes."""
    return Explorer(
        title="The cost with dropout",
        setup=setup,
        compute=compute,
        draw=draw,
        describe=describe,
        controls={
            "keep_prob": StopSlider("keep_prob", KEEP_PROBS, 0.5),
            "learning_rate": StopSlider("learning rate α", ALPHAS, 0.3),
            "batch_size": choice("batch size", [20, 50, M], M),
            "seed": seed(),
        },
        presets=[
            Preset(
                "J goes up and down",
                "Each step has other masks, so J goes up about every second time. With dropout "
                "off the same network's cost falls.",
                {},
                lambda r: r.rises[0] > 100 and r.rises[1] < 30 and r.level > 3 * r.off[-1],
            ),
            Preset(
                "dropout off",
                "keep_prob = 1: the two curves are one, and it falls at every step.",
                {"keep_prob": 1},
                lambda r: r.rises == (0, 0) and np.array_equal(r.on, r.off),
            ),
            Preset(
                "few are kept",
                "A jagged J near 1, and still learning: only dropout off shows it.",
                {"keep_prob": 0.3},
                lambda r: r.level > 0.6 and r.off[-1] < 0.5 * r.level,
            ),
            Preset(
                "mini-batches alone",
                "No dropout, and J is jagged all the same: each step sees other examples.",
                {"keep_prob": 1, "batch_size": 20},
                lambda r: r.rises[0] > 100 and r.rises[1] < 40,
            ),
            Preset(
                "a higher rate",
                "At α = 0.7 dropout takes about as long as no dropout takes at 0.3. The factor of "
                "two stays.",
                {"learning_rate": 0.7},
                lambda r: 50 < r.reached[0] < 130 and 1.5 < r.reached[0] / r.reached[1] < 2.6,
            ),
        ],
        code=code,
        pin=("on", "off", "with", "plain"),
        main=("keep_prob",),
    )
