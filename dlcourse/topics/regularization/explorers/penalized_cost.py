"""The cost with its penalty falls at every iteration; the data term alone may rise.

Gradient descent with L2 on few digits, from new weights or from weights that were already fitted
without a penalty. What the gradient belongs to is the whole J, so J is what has to fall.
"""

from dataclasses import dataclass

import numpy as np

from dlcourse import L2, Adam, GradientDescent, train
from dlcourse.figures import palette
from dlcourse.figures.named_curves import draw_curves, setup_curves
from dlcourse.live.controls import StopSlider, choice, log_stops, seed
from dlcourse.live.explorer import Explorer, Preset
from dlcourse.topics import digits
from dlcourse.topics.snippets import expression, snippet

M, HIDDEN, ITERATIONS = 100, 32, 150
LAMBDS = log_stops(-1, 1, (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8), zero=True)
ADAM, FIT = 0.02, 60  # learning rate and epochs of the fit without penalty
STARTS = ("fitted without penalty", "new weights")
LOW, HIGH = 0.001, 20.0  # of the cost axis
ROUNDING = 1e-12  # a change of J that is none
LOOKS = {
    "J": {"color": palette.CHOSEN, "linestyle": "-"},
    "data term": {"color": palette.TRAIN, "linestyle": "--"},
    "penalty": {"color": palette.L2, "linestyle": "-."},
}


@dataclass(frozen=True, eq=False)
class Descent:
    """The whole cost and its penalty at θ₀ and after each iteration."""

    lambd: float
    costs: np.ndarray
    penalties: np.ndarray

    @property
    def data_costs(self):
        """The data term alone."""
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
        """In how many iterations the data term rises."""
        return int((np.diff(self.data_costs) > ROUNDING).sum())


def compute(lambd, learning_rate, start, seed):
    """Fit without penalty if need be, then descend on the penalized cost."""
    rng = np.random.default_rng(seed)
    (X, Y), *_ = digits.split(M, rng)
    plain = digits.digit_network(HIDDEN)
    theta = plain.initialize(rng)
    if start == STARTS[0]:
        *_, fitted = train(plain, theta, X, Y, Adam(ADAM), epochs=FIT)
        theta = fitted.theta
    network = digits.digit_network(HIDDEN, regularizer=L2(lambd))
    costs, thetas = [], [theta]
    for step in train(network, theta, X, Y, GradientDescent(learning_rate), ITERATIONS):
        costs.append(step.cost)  # before the update
        thetas.append(step.theta)
    costs.append(network.cost(thetas[-1], X, Y))
    penalties = [network.penalty(theta, M) for theta in thetas]
    return Descent(lambd, np.array(costs), np.array(penalties))


def setup(figure):
    """Left the cost and its two parts, right the change in each iteration."""
    left, right = figure.subplots(1, 2, width_ratios=(1.5, 1))
    left.set(yscale="log", xlim=(0, 187), ylim=(LOW, HIGH), xlabel="iteration", ylabel="cost")
    left.set(title="J = data term + penalty", xticks=range(0, 151, 25))
    left.set_yticks((0.001, 0.01, 0.1, 1, 10), ("0.001", "0.01", "0.1", "1", "10"))
    left.minorticks_off()
    right.set(xlim=(0, 150), xlabel="iteration", title="Change in each iteration")
    right.set_yscale("symlog", linthresh=1e-5)
    right.set(ylim=(-3, 3), yticks=(-1, -1e-3, -1e-5, 0, 1e-5, 1e-3, 1))
    right.set_yticklabels(("−1", "−0.001", "−0.00001", "0", "0.00001", "0.001", "1"))
    right.minorticks_off()
    right.axhline(0, color="#555555", linewidth=0.8)
    for y, word in ((0.98, "rises"), (0.02, "falls")):
        right.text(
            0.98, y, word, transform=right.transAxes, ha="right", va="top" if y > 0.5 else "bottom"
        )
    artists = setup_curves(left, LOOKS, x=152)
    for name in ("J", "data term"):
        (artists[f"{name}_change"],) = right.plot([], [], **LOOKS[name], linewidth=1.6)
    return artists


def draw(artists, result):
    """Three curves and two changes."""
    costs = {"J": result.costs, "data term": result.data_costs, "penalty": result.penalties}
    n = np.arange(result.costs.size)
    # a penalty of 0 is far below the axis, where a logarithm still exists
    curves = {name: (n, np.maximum(values, LOW / 10)) for name, values in costs.items()}
    draw_curves(artists, curves if result.lambd else curves | {"penalty": None})
    for name in ("J", "data term"):
        artists[f"{name}_change"].set_data(n[1:], np.diff(costs[name]))


def describe(result):
    """Whether J falls, and what the data term does meanwhile."""
    J, data = result.costs, result.data_costs
    n = J.size - 1
    path = f"from {J[0]:.2g} to {J[-1]:.2g}"
    if result.rises:
        return (
            f"J rises in {result.rises} of {n} iterations, {path}: that is an alarm, "
            "the steps are too long or the gradient is wrong."
        )
    start = f"J falls in each of {n} iterations, {path}"
    if result.lambd == 0:
        return f"{start}; without a penalty it is the data term."
    if result.data_rises == 0:
        return f"{start}; so does the data term, to {data[-1]:.2g}."
    return (
        f"{start}; the data term alone rises in {result.data_rises} of them, from {data[0]:.2g} to "
        f"{data[-1]:.2g}, and would look like a bug."
    )


def code(lambd, learning_rate, start, seed):
    """The same descent."""
    theta = "plain.initialize(rng)"
    if start == STARTS[0]:
        theta = f"[*dl.train(plain, {theta}, X, Y, dl.Adam({ADAM:g}), epochs={FIT})][-1].theta"
    run = f"dl.train(net, theta, X, Y, dl.GradientDescent({learning_rate:g}), epochs={ITERATIONS})"
    return snippet(
        digits.code(seed, M),
        f"plain = {expression(digits.digit_network(HIDDEN))}",
        f"net = dl.Network(plain.layers, plain.loss, dl.L2({lambd:g}))",
        f"theta = {theta}",
        f"cost_before = [step.cost for step in {run}]",
    )


def penalized_cost():
    """Gradient descent on J = data term + penalty, both parts shown."""
    return Explorer(
        title="The cost with its penalty",
        setup=setup,
        compute=compute,
        draw=draw,
        describe=describe,
        controls={
            "lambd": StopSlider("λ", LAMBDS, 2),
            "learning_rate": StopSlider("learning rate α", [0.03, 0.1, 0.2, 0.5, 1], 0.2),
            "start": choice("start", STARTS, STARTS[0]),
            "seed": seed(),
        },
        presets=[
            Preset(
                "a fitted network",
                "The penalty gets smaller at a price: the data term rises, and that is no bug.",
                {},
                lambda r: r.rises == 0 and r.data_rises > 140,
            ),
            Preset(
                "new weights",
                "Here both parts fall: nothing tells you which of them is the cost.",
                {"start": STARTS[1]},
                lambda r: r.rises == 0 and r.data_rises == 0,
            ),
            Preset(
                "no penalty",
                "λ = 0: J is the data term, and falls.",
                {"lambd": 0},
                lambda r: r.rises == 0 and r.data_rises == 0,
            ),
            Preset(
                "steps too long",
                "Here even J rises: that is an alarm. Lower α, or look for a bug in the gradient.",
                {"learning_rate": 1},
                lambda r: r.rises > 20,
            ),
        ],
        code=code,
        pin=("J", "J_change", "data term", "data term_change", "penalty"),
        main=("lambd",),
    )
