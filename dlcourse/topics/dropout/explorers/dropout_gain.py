"""What dropout changes, over ten seeds: each run beside one without it, same data and same θ₀."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from dlcourse.evidence import paired_difference
from dlcourse.figures import palette
from dlcourse.figures.lines import side_by_side
from dlcourse.live.controls import StopSlider, choice
from dlcourse.live.explorer import Explorer, Preset
from dlcourse.topics import noisy_moons
from dlcourse.topics.dropout.runs import moons
from dlcourse.topics.dropout.runs.moons import ACTIVATIONS, KEEP_PROBS
from dlcourse.topics.pairs import Pairs
from dlcourse.topics.snippets import expression, snippet

SEEDS = 10
TRAIN, DEV, NORM, CORRELATION, RELIANCE = range(5)
ERRORS = {"train": (TRAIN, palette.TRAIN, "-"), "dev": (DEV, palette.DEV, "--")}
RATIOS = {  # what is measured, its name on the axis and in the sentence
    "norm": (NORM, "‖W‖", "‖W‖"),
    "correlation": (CORRELATION, "|correlation|\nof units", "|correlation|"),
    "reliance": (
        RELIANCE,
        "answers that\na lost unit\nchanges",
        "answers that a lost unit changes",
    ),
}
LOWEST, HIGHEST = 0.03, 3.0  # of the ratios' axis
TOP = 34  # of the errors' axis, in %
WHITE = {"facecolor": "white", "linewidth": 0, "pad": 1}
FLOOR = 10  # % of the dev labels are wrong, so nobody can expect a lower dev error


@dataclass(frozen=True, eq=False)
class Gain(Pairs):
    """Train and dev error, ‖W‖, correlation and reliance of each run: (5, done)."""

    keep_prob: float

    @cached_property
    def difference(self):
        """Dev errors with dropout against those without, pair by pair."""
        return paired_difference(self.partner[DEV], self.reference[DEV])

    def ratios(self, which):
        """With dropout over without, one for each pair; 1 where neither has anything."""
        # a hundredth of an answer in a thousand counts as nothing: no division by 0
        return np.maximum(self.partner[which], 1e-5) / np.maximum(self.reference[which], 1e-5)

    def ratio(self, which):
        """Their geometric mean."""
        return float(np.exp(np.log(self.ratios(which)).mean()))

    @property
    def first_pair(self):
        """The dev errors of seed 0, without and with dropout."""
        return self.reference[DEV, 0], self.partner[DEV, 0]


def measure(run):
    """The five numbers of a trained network."""
    return run.train_error, run.dev_error, run.norm, run.correlation, run.reliance


def compute(keep_prob, units, activation):
    """Train pair after pair from θ₀; the pairs so far after each 15 iterations of a run."""
    numbers = [[], []]
    pairs = Gain(SEEDS, np.empty((5, 0)), np.empty((5, 0)), keep_prob)
    for seed in range(SEEDS):
        for column, p in enumerate((1, keep_prob)):
            if column and p == 1:  # the same run again
                numbers[1].append(numbers[0][-1])
                continue
            for now in moons.training(p, units, activation, seed):
                last = now
                yield pairs
            numbers[column].append(measure(last))
        pairs = Gain(SEEDS, *(np.array(some).T for some in numbers), keep_prob)
    yield pairs


def setup(figure):
    """Left the errors, off and on; right what dropout multiplies other numbers by."""
    left, right = figure.subplots(1, 2, width_ratios=(1, 1.1))
    left.set(xlim=(-0.3, 3.5), ylim=(0, TOP), xlabel="dropout", ylabel="error, %")
    left.set_title("Ten seeds: errors")
    left.set_xticks([0, 1, 2.2, 3.2], ["off", "on", "off", "on"])
    left.grid(False, axis="x")
    artists = {}
    for (name, (_, colour, style)), x in zip(ERRORS.items(), (0.5, 2.7), strict=True):
        left.text(x, 0.93 * TOP, f"{name} error", color=colour, ha="center", va="center")
        look = {"color": colour, "linestyle": style}
        (artists[f"{name}_each"],) = left.plot([], [], "o", color=colour, markersize=4, alpha=0.4)
        (artists[f"{name}_lines"],) = left.plot([], [], **look, linewidth=0.9, alpha=0.4)
        (artists[name],) = left.plot([], [], f"o{style}", color=colour, linewidth=3)
        for end in range(2):
            artists[f"{name}_{end}"] = left.text(
                x - 0.5 + end, 0.85 * TOP, "", color=colour, ha="center", va="center"
            )
    left.plot([1.9, 3.5], [FLOOR, FLOOR], ":", color=palette.CHOSEN, linewidth=1.3)
    left.text(2.7, FLOOR - 1.2, "noise floor", ha="center", va="center", fontsize=10)
    right.set(xscale="log", xlim=(LOWEST, HIGHEST), ylim=(-0.5, 2.55))
    right.set(xlabel="with dropout / without (log scale)")
    right.set_title("Dropout multiplies …")
    right.set_xticks([0.05, 0.1, 0.2, 0.5, 1, 2], ["0.05", "0.1", "0.2", "0.5", "1", "2"])
    right.minorticks_off()
    right.set_yticks(range(3)[::-1], [label for _, label, _ in RATIOS.values()])
    right.grid(False, axis="y")
    right.axvline(1, color=palette.REFERENCE, linestyle="--", linewidth=1.3)
    right.text(1.08, -0.36, "no change", color=palette.REFERENCE, va="center")
    for row, name in zip((2, 1, 0), RATIOS, strict=True):
        (artists[name],) = right.plot([], [], "o", color=palette.DROPOUT, alpha=0.55)
        (artists[f"{name}_mean"],) = right.plot(
            [], [], "|", color=palette.DROPOUT, markersize=26, markeredgewidth=3
        )
        artists[f"{name}_text"] = right.text(
            1, row + 0.3, "", color=palette.DROPOUT, ha="center", va="center", bbox=WHITE
        )
    return artists


def draw(artists, result):
    """A line for each pair, the means, and the ratios with theirs."""
    for (name, (which, _, _)), x in zip(ERRORS.items(), (0.0, 2.2), strict=True):
        ends = np.array([result.reference[which], result.partner[which]])
        ends = np.clip(100 * ends, 0, 0.8 * TOP)
        lines = side_by_side(np.array([[x], [x + 1]]), ends)
        for part in ("each", "lines"):
            artists[f"{name}_{part}"].set_data(*lines)
        means = ends.mean(axis=1) if result.done else np.full(2, np.nan)
        artists[name].set_data([x, x + 1], means)
        for end, mean in enumerate(means):
            artists[f"{name}_{end}"].set_text(f"{mean:.1f} %" if result.done else "")
    for row, (name, (which, _, _)) in zip((2, 1, 0), RATIOS.items(), strict=True):
        ratios = np.clip(result.ratios(which), LOWEST, HIGHEST)
        artists[name].set_data(ratios, np.full(result.done, row))
        if result.done:
            mean = float(np.clip(result.ratio(which), LOWEST, HIGHEST))
            artists[f"{name}_mean"].set_data([mean], [row])
            artists[f"{name}_text"].set(x=mean, text=f"× {result.ratio(which):.2g}")
        else:
            artists[f"{name}_mean"].set_data([], [])
            artists[f"{name}_text"].set_text("")


def describe(result):
    """What dropout does to the dev error, to the weights and to the hidden units."""
    start = f"keep_prob = {result.keep_prob:g}"
    if result.progress:
        return f"{start}: {result.progress}"
    before, after = 100 * result.reference[DEV].mean(), 100 * result.partner[DEV].mean()
    if result.keep_prob == 1:
        return f"{start} keeps all units: nothing to compare. Dev error {before:.1f} %."
    ratios = ", ".join(
        f"{words} × {result.ratio(which):.2g}" for which, _, words in RATIOS.values()
    )
    return (
        f"{start}: dev error {after:.1f} %, without dropout {before:.1f} %: "
        f"{result.difference.in_points()}. {ratios}."
    )


def code(keep_prob, units, activation):
    """The first of the ten pairs."""
    net = moons.network_with(keep_prob, units, activation)
    run = moons.train_code("net", "theta")
    return snippet(
        noisy_moons.code(0),
        f"net = {expression(net)}",
        "plain = dl.Network([net.layers[i] for i in (0, 1, 3, 4, 6)], net.loss)",
        "theta = net.initialize(rng)",
        f"first_pair = [net.error([*{run}][-1].theta, *dev) for net in (plain, net)]",
    )


def dropout_gain():
    """Ten pairs of runs with and without dropout: errors, weights, correlation, reliance."""
    return Explorer(
        title="What dropout changes, ten seeds",
        setup=setup,
        compute=compute,
        draw=draw,
        describe=describe,
        controls={
            "keep_prob": StopSlider("keep_prob", KEEP_PROBS, 0.8),
            "units": StopSlider("units in each hidden layer", [16, 32], 16),
            "activation": choice("activation", ACTIVATIONS, "tanh"),
        },
        presets=[
            Preset(
                "dropout helps",
                "More errors on the training examples, fewer on new ones, and a lost unit changes "
                "a small part of what it changed before.",
                {},
                lambda r: r.difference.high < -0.04 and r.ratio(RELIANCE) < 0.25,
            ),
            Preset(
                "half are kept",
                "keep_prob = 0.5: eight units at a time are not enough, and the gain is gone.",
                {"keep_prob": 0.5},
                lambda r: r.difference.mean > -0.03,
            ),
            Preset(
                "half of twice as many",
                "The same keep_prob on 32 units in each layer: 16 at a time are enough again.",
                {"keep_prob": 0.5, "units": 32},
                lambda r: r.difference.high < -0.015,
            ),
            Preset(
                "ReLU",
                "The same gain. Units' correlation falls a little here, and with tanh it rises: so "
                "it is no sign of how much hangs on single units.",
                {"activation": "ReLU"},
                lambda r: (
                    r.difference.high < -0.02
                    and r.ratio(CORRELATION) < 1
                    and r.ratio(RELIANCE) < 0.3
                ),
            ),
            Preset(
                "all are kept",
                "keep_prob = 1 is no dropout: each run is the one beside it.",
                {"keep_prob": 1},
                lambda r: np.array_equal(r.reference, r.partner),
            ),
        ],
        code=code,
        pin=("train", "dev", "norm", "correlation", "reliance"),
        main=("keep_prob",),
    )
