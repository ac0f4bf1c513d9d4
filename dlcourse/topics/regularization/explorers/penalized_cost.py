"""The cost with its penalty falls at every iteration; the data cost alone may rise.

Gradient descent with L2 on the noisy half moons, from the network that was trained without a
penalty or from new weights. What the gradient belongs to is the whole J, so J is what has to fall.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np

from dlcourse import L2, GradientDescent, Momentum, train
from dlcourse.figures import palette
from dlcourse.figures.named_curves import draw_curves, setup_curves
from dlcourse.live.controls import StopSlider, choice, seed
from dlcourse.live.explorer import Explorer, Preset
from dlcourse.topics import noisy_moons
from dlcourse.topics.regularization import runs as moons
from dlcourse.topics.snippets import expression, snippet

ITERATIONS, EVERY = 600, 30  # and how often the dev error is taken, and a frame shown
LAMBDS = [0, 0.1, 0.2, 0.5, 1, 2]
STARTS = ("the trained network", "new weights")
LOWEST, HIGHEST = 0.02, 2.0  # of the cost axis
ROUNDING = 1e-12  # a change of J that is none
LOOKS = {
    "J": {"color": palette.CHOSEN, "linestyle": "-"},
    "data cost": {"color": palette.TRAIN, "linestyle": "--"},
    "penalty": {"color": palette.L2, "linestyle": "-."},
}


@dataclass(frozen=True, eq=False)
class Descent:
    """The whole cost and its penalty at the start and after each iteration, and the dev error."""

    lambd: float
    costs: np.ndarray
    penalties: np.ndarray
    dev_errors: np.ndarray  # at the start and after every 30 iterations

    @property
    def data_costs(self):
        """What is left of J without its penalty."""
        return self.costs - self.penalties

    @property
    def cost_before(self):
        """J before each iteration."""
        return self.costs[:-1]

    @property
    def rises(self):
        """In how many iterations J rises."""
        return int((np.diff(self.costs) > ROUNDING).sum())

    @property
    def data_rises(self):
        """In how many iterations the data cost rises."""
        return int((np.diff(self.data_costs) > ROUNDING).sum())


@cache
def trained(seed):
    """X, Y, dev, and θ of the network: at its start, and after its training without a penalty."""
    rng = np.random.default_rng(seed)
    X, Y, *dev = noisy_moons.noisy_moons(rng)
    plain = moons.model_with(None)
    start = plain.initialize(rng)
    *_, last = train(plain, start, X, Y, Momentum(moons.LEARNING_RATE), moons.ITERATIONS)
    return X, Y, dev, start, last.theta


def compute(lambd, learning_rate, start, seed):
    """Descend on the penalized cost, one result every 30 iterations."""
    X, Y, dev, *thetas = trained(seed)
    theta = thetas[start == STARTS[0]]
    network = moons.model_with(L2(lambd))
    costs, penalties, errors = [], [network.penalty(theta, moons.M)], [network.error(theta, *dev)]
    for step in train(network, theta, X, Y, GradientDescent(learning_rate), ITERATIONS):
        costs.append(step.cost)  # before the update
        penalties.append(network.penalty(step.theta, moons.M))
        if step.iteration % EVERY == 0:
            errors.append(network.error(step.theta, *dev))
            now = [*costs, network.cost(step.theta, X, Y)]
            yield Descent(lambd, np.array(now), np.array(penalties), np.array(errors))


def setup(figure):
    """Left the cost and its two parts, the main panel; right the dev error."""
    left, right = figure.subplots(1, 2, width_ratios=(1.7, 1))
    left.set(yscale="log", xlim=(0, 750), ylim=(LOWEST, HIGHEST), xlabel="iteration")
    left.set(title="J = data cost + penalty", ylabel="cost (log scale)")
    left.set(xticks=range(0, 601, 100))
    left.set_yticks(
        (0.02, 0.05, 0.1, 0.2, 0.5, 1, 2), ("0.02", "0.05", "0.1", "0.2", "0.5", "1", "2")
    )
    left.minorticks_off()
    right.set(xlim=(0, 600), ylim=(0, 30), xticks=(0, 300, 600), xlabel="iteration")
    right.set(title="Dev error, %")
    floor = 100 * noisy_moons.WRONG
    right.axhline(floor, color=palette.REFERENCE, linestyle=":", linewidth=1.4)
    right.text(12, floor - 0.5, "wrong dev labels", va="top", color=palette.REFERENCE)
    artists = setup_curves(left, LOOKS, x=610)
    (artists["dev"],) = right.plot([], [], **palette.TRAIN_AND_DEV["dev"])
    return artists


def draw(artists, result):
    """Three costs and an error."""
    costs = {"J": result.costs, "data cost": result.data_costs, "penalty": result.penalties}
    n = np.arange(result.costs.size)
    # a penalty of 0 is far below the axis, where a logarithm still exists
    curves = {name: (n, np.maximum(values, LOWEST / 10)) for name, values in costs.items()}
    draw_curves(artists, curves if result.lambd else curves | {"penalty": None})
    artists["dev"].set_data(n[::EVERY], 100 * result.dev_errors)


def describe(result):
    """Whether J falls, and what the data cost and the dev error do meanwhile."""
    J, data, errors = result.costs, result.data_costs, 100 * result.dev_errors
    n = J.size - 1
    path = f"from {J[0]:.2g} to {J[-1]:.2g}"
    dev = f"dev error {errors[0]:.1f} %, then {errors[-1]:.1f} %"
    if result.rises:
        return (
            f"J rises in {result.rises} of {n} iterations, {path}: that is an alarm, "
            f"the steps are too long or the gradient is wrong; {dev}."
        )
    start = f"J falls in each of {n} iterations, {path}"
    if result.lambd == 0:
        return f"{start}; without a penalty it is the data cost; {dev}."
    if result.data_rises == 0:
        return f"{start}; so does the data cost, to {data[-1]:.2g}; {dev}."
    return (
        f"{start}; the data cost alone rises in {result.data_rises} of them, from {data[0]:.2g} "
        f"to {data[-1]:.2g}; {dev}."
    )


def code(lambd, learning_rate, start, seed):
    """The same descent."""
    net = expression(moons.model_with(L2(lambd)))
    theta = "net.initialize(rng)"
    if start == STARTS[0]:
        fit = f"dl.Momentum({moons.LEARNING_RATE:g}), {moons.ITERATIONS}"
        theta = f"[*dl.train(dl.Network(net.layers, net.loss), {theta}, X, Y, {fit})][-1].theta"
    run = f"dl.train(net, theta, X, Y, dl.GradientDescent({learning_rate:g}), {ITERATIONS})"
    return snippet(
        noisy_moons.code(seed),
        f"net = {net}",
        f"theta = {theta}",
        f"cost_before = [step.cost for step in {run}]",
    )


def penalized_cost():
    """Gradient descent on J = data cost + penalty, both parts shown."""
    return Explorer(
        title="The cost with its penalty",
        setup=setup,
        compute=compute,
        draw=draw,
        describe=describe,
        controls={
            "lambd": StopSlider("λ", LAMBDS, 0.5),
            "learning_rate": StopSlider("learning rate α", [0.05, 0.1, 0.15, 0.5, 2], 0.15),
            "start": choice("start", STARTS, STARTS[0]),
            "seed": seed(),
        },
        presets=[
            Preset(
                "the trained network",
                "The penalty falls by more than the data cost rises, and the dev error falls too.",
                {},
                lambda r: (
                    r.rises == 0 and r.data_rises > 540 and r.dev_errors[-1] < r.dev_errors[0]
                ),
            ),
            Preset(
                "new weights",
                "Here both parts fall: nothing tells you whether J or the data cost is plotted.",
                {"start": STARTS[1]},
                lambda r: r.rises == 0 and r.data_rises == 0,
            ),
            Preset(
                "no penalty",
                "λ = 0: J is the data cost, and training goes on as before.",
                {"lambd": 0},
                lambda r: r.rises == 0 and r.data_rises == 0,
            ),
            Preset(
                "steps too long",
                "Here even J rises: that is an alarm. Lower α, or look for a bug in the gradient.",
                {"learning_rate": 2},
                lambda r: r.rises > 20,
            ),
        ],
        code=code,
        pin=("J", "data cost", "penalty", "dev"),
        main=("lambd",),
    )
