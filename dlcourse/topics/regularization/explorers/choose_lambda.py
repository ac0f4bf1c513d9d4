"""Choosing λ on the dev set: a small network on few digits, trained for each λ with ten seeds.

One seed after the other trains for all λ, so that the curves are there at once and then settle.
"""

from dataclasses import dataclass

import numpy as np

from dlcourse import L1, L2, Adam, train
from dlcourse.evidence import paired_difference
from dlcourse.figures import palette
from dlcourse.figures.named_curves import draw_curves, setup_curves
from dlcourse.live.controls import StopSlider, choice
from dlcourse.live.explorer import Explorer, Preset
from dlcourse.topics import digits
from dlcourse.topics.snippets import expression, snippet

LAMBDAS = (0, 0.1, 0.2, 0.5, 1, 2, 5, 10)
SEEDS, HIDDEN, ALPHA, EPOCHS = 10, 32, 0.05, 50
PENALTIES = {"L2": L2, "L1": L1}
TRAIN, DEV, TEST = range(3)
LOOKS = palette.TRAIN_AND_DEV | {"test": {"color": palette.TEST, "linestyle": "-."}}


@dataclass(frozen=True, eq=False)
class Sweep:
    """Errors of the networks trained so far: `done` of ten seeds times eight λ, row after row."""

    penalty: str
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
    def chosen(self):
        """The index of the λ with the lowest mean dev error."""
        return int(self.means[DEV].argmin())

    @property
    def votes(self):
        """How many seeds, alone, would choose each λ; the smallest where several are best."""
        rows = self.errors[DEV, : self.done // len(LAMBDAS)]
        return np.bincount(rows.argmin(axis=1), minlength=len(LAMBDAS))

    @property
    def gain(self):
        """Test errors with the chosen λ against those with λ = 0, pair by pair."""
        return paired_difference(self.errors[TEST, :, self.chosen], self.errors[TEST, :, 0])

    @property
    def first_seed(self):
        """The dev errors of seed 0, one a λ."""
        return self.errors[DEV, 0]


def compute(penalty, noise, images):
    """Train network after network from θ₀; a result after each."""
    errors = np.zeros((3, SEEDS, len(LAMBDAS)))
    done = 0
    for row in range(SEEDS):
        rng = np.random.default_rng(row)
        (X, Y_true), dev, test = digits.split(images, rng)
        Y = digits.with_wrong_labels(Y_true, round(noise * images), rng)
        theta = digits.digit_network(HIDDEN).initialize(rng)
        for column, lambd in enumerate(LAMBDAS):
            network = digits.digit_network(HIDDEN, regularizer=PENALTIES[penalty](lambd))
            *_, last = train(network, theta, X, Y, Adam(ALPHA), EPOCHS)
            errors[:, row, column] = [
                network.error(last.theta, *part) for part in ((X, Y), dev, test)
            ]
            done += 1
            yield Sweep(penalty, errors.copy(), done)


def setup(figure):
    """Left the errors against λ, right what each seed alone would choose."""
    left, right = figure.subplots(1, 2, width_ratios=(2, 1))
    ticks = range(len(LAMBDAS))
    left.set(xlim=(-0.4, 8), ylim=(0, 100), xlabel="λ", ylabel="error, %")
    left.set_title("Mean error of ten seeds")
    right.set(xlim=(-0.7, 7.7), ylim=(0, SEEDS), xlabel="its best λ", ylabel="seeds")
    right.set_title("Each seed alone chooses")
    for axes in (left, right):
        axes.set_xticks(ticks, [f"{lambd:g}" for lambd in LAMBDAS])
    artists = {}
    (artists["at"],) = left.plot([], [], color=palette.CHOSEN, linewidth=1.5)
    artists["chosen"] = left.text(0, 94, "", color=palette.CHOSEN, ha="center", va="center")
    (artists["each"],) = left.plot([], [], "o", color=palette.DEV, markersize=3, alpha=0.35)
    artists |= setup_curves(left, LOOKS, x=7.1)
    (artists["point"],) = left.plot([], [], "o", color=palette.CHOSEN)
    artists["votes"] = right.stairs(
        np.zeros(8), np.arange(9) - 0.5, fill=True, facecolor=palette.DEV, alpha=0.75
    )
    return artists


def draw(artists, result):
    """Curves as far as they are, the chosen λ, the seeds' votes."""
    x, means, best = np.arange(result.count), 100 * result.means, result.chosen
    ends = {} if result.count == len(LAMBDAS) else dict.fromkeys(LOOKS, np.nan)
    curves = {name: (x, y) for name, y in zip(LOOKS, means, strict=True)}
    draw_curves(artists, curves, ends=ends)
    columns = np.arange(result.done) % len(LAMBDAS)
    artists["each"].set_data(columns, 100 * result.errors[DEV].ravel()[: result.done])
    artists["at"].set_data([best, best], [0, 89])
    artists["chosen"].set(x=best, text=f"lowest dev error: λ = {LAMBDAS[best]:g}")
    artists["chosen"].set_horizontalalignment("left" if best < 1 else "center")
    artists["point"].set_data([best], [means[DEV, best]])
    artists["votes"].set_data(result.votes)


def describe(result):
    """The λ that the dev set chooses, and what it gains on test images."""
    best = result.chosen
    start = (
        f"The dev error is lowest at λ = {LAMBDAS[best]:g}, {100 * result.means[DEV, best]:.1f} %"
    )
    if not result.finished:
        return f"{start}, after {result.done} of {SEEDS * len(LAMBDAS)} networks."
    train_likes = LAMBDAS[int(result.means[TRAIN].argmin())]
    if best == 0:
        return f"{start}: no {result.penalty} is best."
    return (
        f"{start}; the test error there against λ = 0: {result.gain.in_points()}. "
        f"The train error would choose λ = {train_likes:g}."
    )


def code(penalty, noise, images):
    """The networks of the first of the ten seeds."""
    training = f"dl.train(net, theta, X, Y, dl.Adam({ALPHA:g}), epochs={EPOCHS})"
    return snippet(
        digits.code(0, images, round(noise * images)),
        f"net = {expression(digits.digit_network(HIDDEN))}",
        "theta = net.initialize(rng)",
        f"nets = [dl.Network(net.layers, net.loss, dl.{penalty}(lambd)) for lambd in {LAMBDAS}]",
        f"first_seed = [net.error([*{training}][-1].theta, *dev) for net in nets]",
    )


def choose_lambda():
    """λ chosen where the mean dev error is lowest."""
    return Explorer(
        title="Choosing λ on the dev set",
        setup=setup,
        compute=compute,
        draw=draw,
        describe=describe,
        controls={
            "penalty": choice("penalty", PENALTIES, "L2"),
            "noise": StopSlider("wrong labels", [n / 100 for n in range(31)], 0.2, format=".0%"),
            "images": StopSlider("training images", [50, 100, 150], 100),
        },
        presets=[
            Preset(
                "wrong labels",
                "Left of the valley it learns the wrong labels too, right of it too little.",
                {},
                lambda r: 0.5 <= LAMBDAS[r.chosen] <= 5 and r.gain.high < -0.04,
            ),
            Preset(
                "right labels",
                "Nothing wrong to learn: the valley is shallow, and λ = 0 nearly as good.",
                {"noise": 0},
                lambda r: -0.05 < r.gain.mean < 0,
            ),
            Preset(
                "more wrong labels",
                "A larger λ is best; it leaves wrong labels unlearned, hence so many train errors.",
                {"noise": 0.3, "images": 150},
                lambda r: LAMBDAS[r.chosen] >= 5 and r.gain.high < -0.06,
            ),
            Preset(
                "L1",
                "Its λ has another scale: from 5 on all weights are near 0, and nine of ten wrong.",
                {"penalty": "L1"},
                lambda r: LAMBDAS[r.chosen] < 2 and r.means[DEV, -2] > 0.8,
            ),
        ],
        code=code,
        pin=("train", "dev", "test", "votes"),
        main=("noise",),
    )
