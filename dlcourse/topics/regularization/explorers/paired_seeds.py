"""One run may be lucky: ten pairs of runs, seed by seed, and the interval of their difference.

The network of the notebook, 2-16-16-1, against others that have more or fewer units in each hidden
layer. Both of a pair learn the same points; ten of these have a wrong label.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np

from dlcourse import BinaryCrossEntropy, Dense, Momentum, Network, Tanh, train
from dlcourse.figures import palette
from dlcourse.figures.lines import side_by_side
from dlcourse.live.controls import StopSlider
from dlcourse.live.explorer import Explorer, Preset
from dlcourse.topics import noisy_moons
from dlcourse.topics.pairs import Pairs, by_run
from dlcourse.topics.regularization import runs as moons
from dlcourse.topics.snippets import expression, snippet

UNITS, PAIRS = 16, 10
FLOOR = 100 * noisy_moons.WRONG


@dataclass(frozen=True, eq=False)
class Trained:
    """Dev errors so far, (2, seeds): with 16 units a layer, and with another number of units."""

    units: int
    errors: np.ndarray


@dataclass(frozen=True, eq=False)
class Widths(Pairs):
    """The first so many pairs."""

    units: int

    @property
    def first_partner(self):
        """What the explorer's code gives: the dev error of seed 0 with the other units."""
        return self.partner[0]


def model(units):
    """2-units-units-1."""
    layers = [Dense(2, units), Tanh(), Dense(units, units), Tanh(), Dense(units, 1)]
    return Network(layers, BinaryCrossEntropy())


@cache
def dev_error(units, seed):
    """Of the network after its training: a seed draws the points, then the weights at the start."""
    rng = np.random.default_rng(seed)
    X, Y, *dev = noisy_moons.noisy_moons(rng)
    network = model(units)
    theta = network.initialize(rng)
    *_, last = train(network, theta, X, Y, Momentum(moons.LEARNING_RATE), moons.ITERATIONS)
    return network.error(last.theta, *dev)


def run(units):
    """Train the pairs one after the other."""
    errors = []
    for seed in range(PAIRS):
        errors.append((dev_error(UNITS, seed), dev_error(units, seed)))
        yield Trained(units, by_run(errors))


def look(run, seeds):
    """The first so many pairs."""
    return Widths(seeds, *run.errors[:, :seeds], run.units)


def setup(figure):
    """Left the errors of each pair, joined by a line; right their differences with the interval."""
    errors, differences = figure.subplots(1, 2, width_ratios=(1.25, 1))
    errors.set(xlim=(0.5, 2.9), ylim=(8, 28), xticks=(), ylabel="dev error, %")
    errors.set_title("Each line joins two runs of one seed")
    errors.axhline(FLOOR, color=palette.REFERENCE, linestyle=":", linewidth=1.4)
    errors.text(2.88, FLOOR + 0.3, "wrong dev labels", ha="right", color=palette.REFERENCE)
    artists = {}
    for name, x, colour in (("reference", 1, palette.REFERENCE), ("partner", 2, palette.DEV)):
        artists[f"{name}_name"] = errors.text(x, 27.6, "", color=colour, va="top", ha="center")
    (artists["lines"],) = errors.plot([], [], color=palette.REFERENCE, linewidth=1)
    (artists["reference"],) = errors.plot([], [], "o", color=palette.REFERENCE, markersize=7)
    artists["reference"].set_markerfacecolor("white")
    (artists["partner"],) = errors.plot([], [], "o", color=palette.DEV, markersize=6)
    differences.set(xlim=(0, 1), ylim=(-14, 10), xticks=(), ylabel="difference, percentage points")
    differences.set_title("Their differences")
    differences.axhline(0, color="#555555", linewidth=1)
    differences.text(0.98, 0.3, "the same error", ha="right", color="#555555")
    (artists["differences"],) = differences.plot([], [], "o", color=palette.DEV, markersize=6)
    artists["differences"].set_alpha(0.5)
    (artists["interval"],) = differences.plot([], [], "_-", color="black", markersize=16, lw=2)
    (artists["mean"],) = differences.plot([], [], "D", color="black", markersize=7)
    artists["verdict"] = differences.text(0.56, -13.5, "", va="bottom", ha="center")
    return artists


def draw(artists, result):
    """The pairs, and where the interval lies."""
    both = 100 * np.array([result.reference, result.partner])
    for x, name, errors in zip((1, 2), ("reference", "partner"), both, strict=True):
        artists[name].set_data(np.full(errors.size, x), errors)
        units = UNITS if name == "reference" else result.units
        artists[f"{name}_name"].set_text(f"{units} units\nmean {errors.mean():.1f} %")
    artists["lines"].set_data(*side_by_side([[1], [2]], both))
    change = both[1] - both[0]
    artists["differences"].set_data(np.full(change.size, 0.3), change)
    interval, mean, says = [], [], ""
    if result.done > 1:
        difference = result.difference
        interval = 100 * np.array([difference.low, difference.high])
        mean = [100 * difference.mean]
        says = "the interval leaves 0 out" if difference.clear else "the interval covers 0"
    artists["interval"].set_data(np.full(len(interval), 0.56), np.clip(interval, -20, 20))
    artists["mean"].set_data(np.full(len(mean), 0.56), mean)
    artists["verdict"].set_text(says)


def describe(result):
    """The difference with its interval."""
    against = f"{result.units} units a layer against {UNITS}"
    if result.progress:
        return f"{against}: {result.progress}"
    if result.difference.clear:
        return f"{against}: the dev error is {result.difference.in_points()}."
    return f"{against}: {result.difference.in_points()}."


def code(units, seeds):
    """The partner of the first pair."""
    run = f"dl.Momentum({moons.LEARNING_RATE:g}), {moons.ITERATIONS}"
    return snippet(
        noisy_moons.code(0),
        f"net = {expression(model(units))}",
        f"*_, (theta, *_) = dl.train(net, net.initialize(rng), X, Y, {run})",
        "first_partner = net.error(theta, *dev)",
    )


def paired_seeds():
    """More or fewer units, judged by pairs of runs with the same seed."""
    return Explorer(
        title="Ten pairs of runs",
        run=run,
        look=look,
        setup=setup,
        draw=draw,
        describe=describe,
        controls={
            "units": StopSlider("units in each hidden layer", [2, 3, 4, 8, 32], 8),
            "seeds": StopSlider("pairs of runs", range(2, PAIRS + 1), PAIRS),
        },
        presets=[
            Preset(
                "half as many units",
                "The lines go up or down a little; on average the smaller network errs less.",
                {},
                lambda r: r.difference.high < 0 and (r.partner > r.reference - 0.01).any(),
            ),
            Preset(
                "twice as many units",
                "Some pairs say better, some say worse: these runs show no difference.",
                {"units": 32},
                lambda r: not r.difference.clear,
            ),
            Preset(
                "three pairs only",
                "The same runs, but only three of them: the interval is wider and covers 0.",
                {"seeds": 3},
                lambda r: not r.difference.clear and r.done == 3,
            ),
            Preset(
                "three units",
                "Few units help a good deal. Is this the only way?",
                {"units": 3},
                lambda r: r.difference.high < -0.03,
            ),
        ],
        code=code,
        pin=("partner", "differences"),
        main=("units",),
        paced=True,  # after the first time the pairs are remembered, and would be there at once
    )
