"""Choosing λ on the dev set: the network on noisy half moons, trained for each λ with ten seeds.

One seed after the other trains for all λ, so that the curves are there at once and then settle.
What the choice is worth is told on a test set, which had no part in it.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np

from dlcourse import L2, Momentum, train
from dlcourse.evidence import paired_difference
from dlcourse.figures import palette
from dlcourse.figures.lines import side_by_side
from dlcourse.figures.named_curves import draw_curves, setup_curves
from dlcourse.live.controls import StopSlider
from dlcourse.live.explorer import Explorer, Preset
from dlcourse.topics import noisy_moons
from dlcourse.topics.regularization import runs as moons
from dlcourse.topics.snippets import expression, snippet

LAMBDAS = (0, 0.1, 0.5, 1, 2)
SEEDS = 10
TRAIN, DEV, TEST = range(3)


@dataclass(frozen=True, eq=False)
class Sweep:
    """Errors of the networks trained so far: `done` of ten seeds times five λ, row after row."""

    noise: float
    errors: np.ndarray  # (3, seeds, λs): train, dev, test; 0 where not done
    done: int

    @property
    def finished(self):
        """Whether all networks are trained."""
        return self.done == SEEDS * len(LAMBDAS)

    @property
    def count(self):
        """How many λ have a network."""
        return min(self.done, len(LAMBDAS))

    @property
    def means(self):
        """Mean errors over the seeds so far, (3, count)."""
        n = (self.done - 1 - np.arange(self.count)) // len(LAMBDAS) + 1
        return self.errors[:, :, : self.count].sum(axis=1) / n

    @property
    def best(self):
        """The index of the λ with the lowest mean dev error."""
        return int(self.means[DEV].argmin())


@dataclass(frozen=True, eq=False)
class Compared(Sweep):
    """The same, and one λ to compare with λ = 0."""

    lambd: float

    @property
    def tests(self):
        """Test errors of the seeds that are done, (2, rows): with λ = 0, and with the λ at hand."""
        rows = self.done // len(LAMBDAS)
        return self.errors[TEST, :rows][:, [0, LAMBDAS.index(self.lambd)]].T

    @property
    def first_pair(self):
        """The dev errors of seed 0, with λ = 0 and with the λ at hand."""
        return self.errors[DEV, 0, [0, LAMBDAS.index(self.lambd)]]

    @property
    def gain(self):
        """Test errors with this λ against those with λ = 0, pair by pair."""
        return paired_difference(*self.tests[::-1])


@cache
def errors_of(lambd, noise, seed):
    """Train one network: its train, dev and test error."""
    rng = np.random.default_rng(seed)
    X, Y, *dev = noisy_moons.noisy_moons(rng, noise)
    network = moons.model_with(L2(lambd))
    theta = network.initialize(rng)
    test = noisy_moons.moons(noisy_moons.M_DEV, rng, noise)
    *_, last = train(network, theta, X, Y, Momentum(moons.LEARNING_RATE), moons.ITERATIONS)
    return tuple(network.error(last.theta, *part) for part in ((X, Y), dev, test))


def run(noise):
    """Train network after network; a result after each."""
    errors = np.zeros((3, SEEDS, len(LAMBDAS)))
    for done in range(SEEDS * len(LAMBDAS)):
        row, column = divmod(done, len(LAMBDAS))
        errors[:, row, column] = errors_of(LAMBDAS[column], noise, row)
        yield Sweep(noise, errors.copy(), done + 1)


def look(run, lambd):
    """Compare one λ with λ = 0."""
    return Compared(**vars(run), lambd=lambd)


def setup(figure):
    """Left the errors against λ, the main panel; right what one λ gains, seed by seed."""
    left, right = figure.subplots(1, 2, width_ratios=(1.9, 1))
    left.set(xlim=(-0.4, 4.7), ylim=(0, 36), xlabel="λ   (not to scale)", ylabel="error, %")
    left.set_title("Mean of ten seeds; dots: dev error of each")
    left.set_xticks(range(len(LAMBDAS)), [f"{lambd:g}" for lambd in LAMBDAS])
    right.set(xlim=(-0.4, 1.4), ylim=(0, 36), xticks=(0, 1), xlabel="λ")
    right.set_title("Test error, %")
    artists = {"axis": right.xaxis}
    for name, axes, x in (("floor", left, 4.6), ("floor_test", right, 1.38)):
        (artists[name],) = axes.plot([], [], color=palette.REFERENCE, linestyle=":", linewidth=1.4)
        artists[f"{name}_says"] = axes.text(
            x, 0, "wrong labels", color=palette.REFERENCE, ha="right", va="top"
        )
    (artists["at"],) = left.plot([], [], color=palette.CHOSEN, linewidth=1.2)
    artists["chosen"] = left.text(0, 34.5, "", color=palette.CHOSEN, ha="center", va="center")
    (artists["each"],) = left.plot([], [], "o", color=palette.DEV, markersize=3, alpha=0.35)
    artists |= setup_curves(left, palette.TRAIN_AND_DEV, x=4.1)
    (artists["point"],) = left.plot([], [], "o", color=palette.CHOSEN)
    look = {"color": palette.TEST, "linewidth": 1.2, "marker": "o", "markersize": 5}
    (artists["pairs"],) = right.plot([], [], **look)
    artists["gain"] = right.text(0.5, 35, "", ha="center", va="top", color=palette.TEST)
    return artists


def draw(artists, result):
    """Curves as far as they are, the λ at hand, and its pairs."""
    x, means, at = np.arange(result.count), 100 * result.means, LAMBDAS.index(result.lambd)
    ends = {} if result.count == len(LAMBDAS) else {"train": np.nan, "dev": np.nan}
    curves = {"train": (x, means[TRAIN]), "dev": (x, means[DEV])}
    draw_curves(artists, curves, ends=ends)
    columns = np.arange(result.done) % len(LAMBDAS)
    artists["each"].set_data(columns, 100 * result.errors[DEV].ravel()[: result.done])
    artists["at"].set_data([at, at], [0, 33])
    artists["chosen"].set_text(f"λ = {result.lambd:g}")
    artists["chosen"].set_x(at)
    seen = at < result.count
    artists["point"].set_data([at] if seen else [], [means[DEV, at]] if seen else [])
    for name, ends in (("floor", (-0.4, 4.7)), ("floor_test", (-0.4, 1.4))):
        artists[name].set_data(ends, [100 * result.noise] * 2)
        artists[f"{name}_says"].set(y=100 * result.noise - 0.5, visible=result.noise > 0)
    tests = 100 * result.tests
    artists["pairs"].set_data(*side_by_side([[0], [1]], tests))
    artists["axis"].set_ticks((0, 1), ("0", f"{result.lambd:g}"))
    says = ""
    if tests.shape[1]:
        says = " → ".join(f"{mean:.1f}" for mean in tests.mean(axis=1)) + " % on average"
    artists["gain"].set_text(says)


def describe(result):
    """The λ that the dev set chooses, and what the λ at hand gains on test examples."""
    lowest = f"{LAMBDAS[result.best]:g}, {100 * result.means[DEV, result.best]:.1f} %"
    start = f"The dev error is lowest at λ = {lowest}"
    if not result.finished:
        return f"{start}, after {result.done} of {SEEDS * len(LAMBDAS)} networks."
    gain = result.gain.in_points()
    verdict = f"the test error is {gain}" if result.gain.clear else gain
    return f"{start}. With λ = {result.lambd:g} instead of 0 {verdict}."


def code(noise, lambd):
    """The two networks of the first of the ten seeds."""
    run = f"dl.Momentum({moons.LEARNING_RATE:g}), {moons.ITERATIONS}"
    training = f"dl.train(net, theta, X, Y, {run})"
    return snippet(
        noisy_moons.code(0, noise),
        f"net = {expression(moons.model_with(None))}",
        "theta = net.initialize(rng)",
        f"nets = [dl.Network(net.layers, net.loss, dl.L2(lambd)) for lambd in (0, {lambd:g})]",
        f"first_pair = [net.error([*{training}][-1].theta, *dev) for net in nets]",
    )


def choose_lambda():
    """λ chosen where the mean dev error is lowest; its gain on the test set."""
    return Explorer(
        title="Choosing λ on the dev set",
        run=run,
        look=look,
        setup=setup,
        draw=draw,
        describe=describe,
        controls={
            "lambd": StopSlider("compare λ = 0 with", LAMBDAS[1:], 0.5),
            "noise": StopSlider("wrong labels", [0, 0.1], 0.1, format=".0%"),
        },
        presets=[
            Preset(
                "the bottom",
                "Here the dev error is lowest. Every one of the ten lines on the right goes down.",
                {},
                lambda r: (
                    LAMBDAS[r.best] == 0.5
                    and r.gain.high < -0.06
                    and (np.diff(r.tests, axis=0) < 0).all()
                ),
            ),
            Preset(
                "left of it",
                "A weak pull: a clear gain, but many wrong labels are still learned.",
                {"lambd": 0.1},
                lambda r: -0.06 < r.gain.mean and r.gain.high < 0,
            ),
            Preset(
                "right of it",
                "As many errors as without a penalty, for the opposite reason: it learns too "
                "little.",
                {"lambd": 2},
                lambda r: not r.gain.clear and r.means[TRAIN, -1] > 0.15,
            ),
            Preset(
                "right labels",
                "Nothing wrong to learn: there is hardly an error that a penalty could mend.",
                {"noise": 0, "lambd": 0.1},
                lambda r: r.means[DEV, 0] < 0.03 and r.gain.mean > -0.02,
            ),
        ],
        code=code,
        pin=("train", "dev"),
        main=("lambd",),
        paced=True,  # after the first time the runs are remembered, and would be there at once
    )
