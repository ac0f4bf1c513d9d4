"""The path of twelve weights as λ grows: L2, L1 by soft-thresholding, L1 by plain sign steps.

A linear regression on 100 made examples of which we know the truth: three features matter, nine do
not. The models of all λ are trained at once from w = 0: each is one output unit of the same layer,
and as the squared error is a sum over units, they learn side by side without meeting.
"""

from dataclasses import dataclass

import numpy as np

from dlcourse import L1, L2, Dense, GradientDescent, MeanSquaredError, Network, train
from dlcourse.figures import palette
from dlcourse.figures.lines import side_by_side
from dlcourse.figures.named_curves import draw_curves, place_names, setup_curves, setup_names
from dlcourse.live.controls import StopSlider, choice, log_stops, seed
from dlcourse.live.explorer import Explorer, Preset
from dlcourse.topics.snippets import expression, snippet

TRUTH = np.array([[2.0, -1.6, 1.2]])  # of the features that matter
MATTER, N, M, NOISE = 3, 12, 100, 2.5
RATE, STEPS = 0.28, 120
RIDGE, SOFT, SIGN = "L2", "L1, soft-thresholding", "L1, plain sign step"
STOPS = [0.0, 1.0, 2.0, 5.0, 10.0, 20.0, 30.0, 50.0, 70.0, 100.0, 200.0, 500.0]
PATH = np.array(
    [*log_stops(0, 2, (1, 1.2, 1.5, 2, 3, 4, 5, 7), zero=True), 150.0, 200.0, 300.0, 500.0]
)
PLACE = np.append(-0.4, np.log10(PATH[1:]))  # on the axis, where λ = 0 stands a little apart


class EachL2(L2):
    """L2 with a λ of its own for each weight."""

    def __init__(self, lambd):
        self.lambd = lambd

    def formula(self, w, m):
        return float((self.lambd * w**2).sum() / (2 * m)), self.lambd / m * w


class EachL1(L1):
    """L1 with a λ of its own for each weight."""

    def __init__(self, lambd):
        self.lambd = lambd

    def formula(self, w, m):
        return float((self.lambd * np.abs(w)).sum() / m), self.lambd / m * np.sign(w)


@dataclass(frozen=True, eq=False)
class Paths:
    """The weights and costs at every λ of the path."""

    kind: str
    paths: np.ndarray  # (26, 12), one row a λ
    moved: np.ndarray  # (26, 12), how far the last step moved them
    train_costs: np.ndarray  # (26,), without the penalty
    dev_costs: np.ndarray  # (26,)


@dataclass(frozen=True, eq=False)
class WeightPath(Paths):
    """The same, and which λ is chosen."""

    chosen: int

    @property
    def weights(self):
        """The weights at the chosen λ, (12,)."""
        return self.paths[self.chosen]

    @property
    def best(self):
        """Where on the path the dev cost is least."""
        return int(self.dev_costs.argmin())

    @property
    def zeros(self):
        """How many weights are exactly 0 at each λ, (26,)."""
        return (self.paths == 0).sum(axis=1)


def sample(seed):
    """X, Y of the 100 train examples, and of 1,000 dev examples."""
    rng = np.random.default_rng(seed)
    sets = []
    for m in (M, 1000):
        X, noise = np.split(rng.standard_normal((N + 1, m)), [N])
        sets += [X, TRUTH @ X[:MATTER] + NOISE * noise]
    return sets


def run(kind, seed):
    """Train at every λ of the path, side by side."""
    X, Y, X_dev, Y_dev = sample(seed)
    lambds = np.repeat(PATH, N)
    penalty = {RIDGE: EachL2(lambds), SOFT: None, SIGN: EachL1(lambds)}[kind]
    project = soft_thresholds(RATE * lambds / M) if kind == SOFT else None
    network = Network([Dense(N, len(PATH), bias=False)], MeanSquaredError(), penalty)
    targets = np.repeat(Y, len(PATH), axis=0)
    start, descent = np.zeros(network.size), GradientDescent(RATE)
    steps = train(network, start, X, targets, descent, epochs=STEPS, project=project)
    *_, before, last = (step.theta.reshape(len(PATH), N) for step in steps)
    costs = [np.square(last @ A - B).mean(axis=1) / 2 for A, B in ((X, Y), (X_dev, Y_dev))]
    return Paths(kind, last, last - before, *costs)


def look(run, lambd):
    """The path's model at λ."""
    return WeightPath(**vars(run), chosen=int(np.argmin(np.abs(PATH - lambd))))


def soft_thresholds(amounts):
    """`dlcourse.soft_threshold` with an amount of its own for each weight."""
    return lambda theta: np.sign(theta) * np.maximum(np.abs(theta) - amounts, 0)


def setup(figure):
    """Left the paths; right the costs, and below them how many weights are 0."""
    grid = figure.add_gridspec(2, 2, width_ratios=(1.45, 1), height_ratios=(1.75, 1))
    paths, costs = figure.add_subplot(grid[:, 0]), figure.add_subplot(grid[0, 1])
    zeros = figure.add_subplot(grid[1, 1])
    ticks = {"xticks": [-0.4, 0, 1, 2, PLACE[-1]], "xticklabels": ["0", "1", "10", "100", "500"]}
    paths.set(xlim=(-1.3, 2.8), ylim=(-2.6, 2.9), xlabel="λ", **ticks)
    paths.set_title("The weights; the truth is 2, −1.6, 1.2 and nine 0")
    costs.set(xlim=(-1.15, 2.8), ylim=(1.5, 6), title="Data cost, ▼ least on dev", **ticks)
    zeros.set(xlim=(-1.15, 2.8), ylim=(-1, 13.5), yticks=(0, 6, 12), xlabel="λ", **ticks)
    zeros.set_title("Weights that are exactly 0")
    costs.tick_params(labelbottom=False)
    artists = {}
    for name, axes in (("at_paths", paths), ("at_costs", costs), ("at_zeros", zeros)):
        artists[name] = axes.axvline(0, color=palette.CHOSEN, linewidth=1)
    thin = {"color": palette.WEIGHTS, "linewidth": 0.9}
    (artists["idle"],) = paths.plot([], [], **thin)
    (artists["matter"],) = paths.plot([], [], linewidth=2.4)
    dot = {"color": palette.CHOSEN, "markersize": 6, "zorder": 4}
    (artists["nonzero"],) = paths.plot([], [], "o", **dot)
    (artists["zero"],) = paths.plot([], [], "o", markerfacecolor="white", **dot)
    paths.text(-0.5, 0, "w₄ … w₁₂", ha="right", va="center", fontsize=10)
    matter = dict.fromkeys(("w₁", "w₂", "w₃"), "black")
    artists |= setup_names(paths, matter, x=-0.5, ha="right", weight="bold")
    artists |= setup_curves(costs, palette.TRAIN_AND_DEV, x=-0.5, ha="right")
    (artists["best"],) = costs.plot([], [], "v", color=palette.DEV, markersize=9)
    (artists["zeros"],) = zeros.plot([], [])
    return artists


def draw(artists, result):
    """Paths, costs and zeros, and the chosen λ on all of them."""
    colour = palette.L2 if result.kind == RIDGE else palette.L1
    for name, weights in (("matter", result.paths[:, :MATTER]), ("idle", result.paths[:, MATTER:])):
        artists[name].set_data(*side_by_side(PLACE[:, np.newaxis], weights))
    artists["matter"].set_color(colour)
    artists["zeros"].set_color(colour)
    at, w = PLACE[result.chosen], result.weights
    for name in ("at_paths", "at_costs", "at_zeros"):
        artists[name].set_xdata([at, at])
    for name, chosen in (("nonzero", w[w != 0]), ("zero", w[w == 0])):
        artists[name].set_data(np.full(chosen.size, at), chosen)
    place_names(artists, dict(zip(("w₁", "w₂", "w₃"), result.paths[0, :MATTER], strict=True)))
    costs = {"train": result.train_costs, "dev": result.dev_costs}
    curves = {name: (PLACE, values) for name, values in costs.items()}
    draw_curves(artists, curves, ends={name: values[0] for name, values in costs.items()})
    artists["best"].set_data([PLACE[result.best]], [result.dev_costs[result.best] + 0.25])
    artists["zeros"].set_data(PLACE, result.zeros)


def describe(result):
    """How many weights are exactly 0, how small the others are, and the dev cost."""
    w, dev = result.weights, result.dev_costs
    zero, idle = int((w == 0).sum()), int((w[MATTER:] == 0).sum())
    smallest = f"|w| is {np.abs(w[w != 0]).min():.2g}" if zero < N else ""
    if zero == N:
        rest = "so the model predicts 0 for everything"
    elif zero:
        rest = f"{idle} of them rightly; the smallest other {smallest}"
    else:
        rest = f"the smallest {smallest}"
    if result.kind == SIGN:
        rest += f", the last step moved a weight by {np.abs(result.moved[result.chosen]).max():.1g}"
    here, best = result.chosen, result.best
    return (
        f"λ = {PATH[here]:g}, {result.kind}: {zero} of {N} weights are exactly 0, {rest}. "
        f"Dev cost {dev[here]:.2f}, best {dev[best]:.2f} at λ = {PATH[best]:.2g}."
    )


def code(kind, lambd, seed):
    """The model of the chosen λ, trained alone."""
    penalty = {RIDGE: L2(lambd), SOFT: None, SIGN: L1(lambd)}[kind]
    network = Network([Dense(N, 1, bias=False)], MeanSquaredError(), penalty)
    shrink = f"dl.soft_threshold(network, {RATE} * {lambd:g} / {M})" if kind == SOFT else "None"
    run = f"np.zeros({N}), X, Y, dl.GradientDescent({RATE}), {STEPS}, project=shrink"
    return snippet(
        f"rng = np.random.default_rng({seed})",
        f"X, noise = np.split(rng.standard_normal(({N + 1}, {M})), [{N}])",
        f"Y = {TRUTH.tolist()} @ X[:{MATTER}] + {NOISE} * noise",
        f"network = {expression(network)}",
        f"shrink = {shrink}",
        f"*_, (weights, *_) = dl.train(network, {run})",
    )


def weight_path():
    """Twelve weights as λ grows, by three ways to penalize them."""
    return Explorer(
        title="The path of the weights",
        setup=setup,
        run=run,
        look=look,
        draw=draw,
        describe=describe,
        controls={
            "kind": choice("penalty", [RIDGE, SOFT, SIGN], SOFT),
            "lambd": StopSlider("λ", STOPS, 20),
            "seed": seed(),
        },
        presets=[
            Preset(
                "L1 selects",
                "Most features that do not matter are at exactly 0, those that matter are not.",
                {"lambd": 50.0},
                lambda r: 0 not in r.weights[:MATTER] and (r.weights[MATTER:] == 0).sum() >= 5,
            ),
            Preset(
                "L2 keeps all",
                "All weights shrink by a share, and even at λ = 500 none is 0.",
                {"kind": RIDGE, "lambd": 500.0},
                lambda r: r.zeros.max() == 0 and np.abs(r.weights).max() < 0.6,
            ),
            Preset(
                "the sign step never rests",
                "L1's penalty again, its gradient only: the paths zigzag about 0.",
                {"kind": SIGN, "lambd": 50.0},
                lambda r: r.zeros.max() == 0 and np.abs(r.moved[r.chosen]).max() > 0.1,
            ),
            Preset(
                "no penalty",
                "Every feature gets a weight: the noise has been learned too.",
                {"lambd": 0.0},
                lambda r: r.zeros[0] == 0 and r.dev_costs[0] > r.dev_costs[r.best],
            ),
            Preset(
                "too much",
                "L1 with a λ so large that not one feature is left.",
                {"lambd": 500.0},
                lambda r: r.zeros[-1] == N and r.dev_costs[-1] > r.dev_costs[0],
            ),
        ],
        code=code,
        pin=("idle", "matter", "train", "dev", "zeros"),
        main=("lambd", "kind"),
    )
