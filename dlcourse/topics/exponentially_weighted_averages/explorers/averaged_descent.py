"""Back in the ravine: the same descents, with an average of the gradients, or of the weights.

Both kinds of descent take the same days in the same order, so that they differ in the average
alone. Twenty of them are run; one is drawn.
"""

from dataclasses import dataclass

import numpy as np

from dlcourse.evidence import paired_difference
from dlcourse.figures import palette
from dlcourse.figures.descent import draw_path, setup_path
from dlcourse.figures.named_curves import draw_curves, setup_curves
from dlcourse.live.controls import StopSlider, choice, seed
from dlcourse.live.explorer import Explorer, Preset
from dlcourse.topics.exponentially_weighted_averages.explorers.descent import (
    RATES,
    percent,
    setup_ravine,
)
from dlcourse.topics.exponentially_weighted_averages.runs import (
    BETAS,
    LATE,
    RUNS,
    START,
    STEPS,
    bottom,
    corrected,
    descend,
    excess,
)
from dlcourse.topics.snippets import snippet

BATCH_SIZE = 4
GRADIENTS, PARAMETERS = "the gradients", "the parameters"
LEAST = 0.01  # the lower end of the axis of J


@dataclass(frozen=True, eq=False)
class Averaged:
    """Descents with an average beside those without; (RUNS, STEPS + 1, 2)."""

    beta: float
    what: str
    learning_rate: float
    plain: np.ndarray
    averaged: np.ndarray

    @property
    def curves(self):
        """(2, STEPS + 1): how far J is above its minimum at each step, without and with."""
        return np.array([excess(theta).mean(axis=0) for theta in (self.plain, self.averaged)])

    @property
    def late(self):
        """(2, RUNS): the same for each descent, over the later half of its steps."""
        both = self.plain, self.averaged
        return np.array([excess(theta[:, LATE + 1 :]).mean(axis=1) for theta in both])

    @property
    def end(self):
        """(2,): where the averaged descent that is drawn ends."""
        return self.averaged[0, -1]

    @property
    def above(self):
        """(2,): the same on average over all descents."""
        return self.late.mean(axis=1)

    @property
    def gain(self):
        """The paired difference, with the average less without."""
        return paired_difference(self.late[1], self.late[0])


def compute(beta, what, learning_rate, seed):
    """Descents with the days of this seed and of the next ones."""
    seeds = range(seed, seed + RUNS)
    plain = descend(learning_rate, BATCH_SIZE, seeds=seeds).theta
    if what == GRADIENTS:
        averaged = descend(learning_rate, BATCH_SIZE, beta, seeds).theta
    else:
        averaged = np.concatenate([plain[:, :1], corrected(plain[:, 1:], beta)], axis=1)
    return Averaged(beta, what, learning_rate, plain, averaged)


def setup(figure):
    """Left both ways through the ravine; right the cost, and the place across the ravine."""
    grid = figure.add_gridspec(2, 2, width_ratios=(1.25, 1))
    left, top, low = (figure.add_subplot(part) for part in (grid[:, 0], grid[0, 1], grid[1, 1]))
    left.set_title("One descent of twenty")
    artists = setup_ravine(left)
    (artists["plain"],) = left.plot([], [], color=palette.GHOST, linewidth=0.9, zorder=2)
    artists |= setup_path(left, "path", palette.AVERAGE)
    top.set(title="J above its minimum, in %", yscale="log", ylim=(LEAST, 30), xlim=(0, STEPS))
    top.set_yticks((0.01, 0.1, 1, 10), ("1", "10", "100", "1000"))
    top.minorticks_off()
    top.tick_params(labelbottom=False)
    top.text(0.98, 0.9, "mean of 20, logarithmic", transform=top.transAxes, ha="right", fontsize=10)
    low.set(title="θ₁ + θ₂ in the one descent", xlim=(0, STEPS), ylim=(-0.6, 2.6), xlabel="step")
    low.axhline(bottom().sum(), color="#555555", linewidth=0.8)
    looks = {
        "without": {"color": palette.REFERENCE, "linestyle": (0, (4, 2)), "linewidth": 1.3},
        "with": {"color": palette.AVERAGE},
    }
    artists |= setup_curves(top, looks, x=STEPS + 3, fontsize=10)
    (artists["plain_across"],) = low.plot([], [], color=palette.GHOST, linewidth=0.9)
    (artists["across"],) = low.plot([], [], color=palette.AVERAGE, linewidth=1.8)
    return artists


def draw(artists, result):
    """Both paths, both costs, both places across."""
    artists["plain"].set_data(*result.plain[0].T)
    draw_path(artists, result.averaged[0])
    steps = np.arange(STEPS + 1)
    curves = {
        name: (steps, curve) for name, curve in zip(("without", "with"), result.curves, strict=True)
    }
    ends = dict(zip(curves, result.above, strict=True))
    draw_curves(artists, curves, ends=ends)
    artists["plain_across"].set_data(steps, result.plain[0].sum(axis=1))
    artists["across"].set_data(steps, result.averaged[0].sum(axis=1))


def describe(result):
    """What the average brings over twenty pairs of descents."""
    before, after = (percent(share) for share in result.above)
    return (
        f"α = {result.learning_rate:g}, average of {result.what} with β = {result.beta:g}: in the "
        f"last {STEPS - LATE} of {STEPS} steps J is {after} above its minimum, without the "
        f"average {before} ({result.gain.in_points().replace('seeds', 'pairs')})."
    )


def code(beta, what, learning_rate, seed):
    """The descent that is drawn, with the average of its gradients or of its parameters."""
    gradient = f"X[:, i] @ (theta @ X[:, i] - y[i]) / {BATCH_SIZE}"
    rest = f"v = {beta:g} * v + (1 - {beta:g})"
    if what == GRADIENTS:
        steps = f"    {rest} * {gradient}", f"    theta = theta - {learning_rate:g} * v"
        end = "theta"
    else:
        steps = f"    theta = theta - {learning_rate:g} * {gradient}", f"    {rest} * theta"
        end = f"v / (1 - {beta:g}**{STEPS})"
    return snippet(
        "x = dl.load_temperature(); z = (x - x.mean()) / x.std()",
        "X, y = np.array([z[1:-1], z[:-2]]), z[2:]",
        f"theta, v = np.array([{START[0]:g}, {START[1]:g}]), np.zeros(2)",
        f"for i in np.random.default_rng({seed}).integers(0, y.size, ({STEPS}, {BATCH_SIZE})):",
        *steps,
        f"end = {end}",
    )


def averaged_descent():
    """What averages do in the ravine, of the gradients and of the parameters."""
    return Explorer(
        title="An average in the ravine",
        setup=setup,
        compute=compute,
        draw=draw,
        describe=describe,
        controls={
            "beta": StopSlider("β", BETAS[:21], 0.9),
            "what": choice("average of", (GRADIENTS, PARAMETERS), GRADIENTS),
            "learning_rate": StopSlider("α", RATES, 0.6),
            "seed": seed(),
        },
        presets=[
            Preset(
                "no average",
                "β = 0: v is the gradient of the mini-batch, and both ways are one.",
                {"beta": 0.0},
                lambda r: np.array_equal(r.plain, r.averaged),
            ),
            Preset(
                "the gradients",
                "β = 0.9: it swings past the floor at first, then jumps far less than before.",
                {},
                lambda r: r.gain.high < 0 and r.above[1] < 0.5 * r.above[0],
            ),
            Preset(
                "too long a memory",
                "β = 0.98: it swings from wall to wall, and 200 steps are too few to settle.",
                {"beta": 0.98},
                lambda r: r.above[1] > 2.5 * compute_above(r, 0.9),
            ),
            Preset(
                "a middle rate",
                "α = 0.3, the best rate without an average: a few points are gained.",
                {"learning_rate": 0.3},
                lambda r: -0.12 < r.gain.mean < 0,
            ),
            Preset(
                "a low rate",
                "α = 0.1: the floor is what takes long, and no average makes it steeper.",
                {"learning_rate": 0.1},
                lambda r: abs(r.above[1] - r.above[0]) < 0.05 * r.above[0],
            ),
            Preset(
                "the parameters",
                "The path as it was, averaged: jumps to both sides cancel.",
                {"what": PARAMETERS},
                lambda r: r.above[1] < 0.1 and r.above[1] < 0.15 * r.above[0],
            ),
        ],
        code=code,
        pin=("with", "across"),
        main=("beta", "what"),
    )


def compute_above(result, beta):
    """The excess of the same descents with another β of the gradients."""
    return excess(descend(result.learning_rate, BATCH_SIZE, beta).theta[:, LATE + 1 :]).mean()
