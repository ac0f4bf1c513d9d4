"""A keep_prob for each layer: lower where there are more weights.

Ten pairs of runs on few digits with wrong labels, through a wide layer and a narrow one: with the
chosen keep_probs, and without dropout and with just the units wanted.
"""

from dataclasses import dataclass

import numpy as np

from dlcourse import Adam
from dlcourse.figures import palette
from dlcourse.figures.dumbbells import draw_dumbbells, setup_dumbbells
from dlcourse.live.controls import StopSlider, seed, toggle
from dlcourse.live.explorer import Explorer, Preset
from dlcourse.topics import digits
from dlcourse.topics.dropout.runs import noisy_digits
from dlcourse.topics.dropout.runs.noisy_digits import PAIRS
from dlcourse.topics.pairs import Pairs, by_run
from dlcourse.topics.snippets import expression, snippet

NARROW, ALPHA, EPOCHS = 10, 0.02, 80
STOPS = [n / 40 for n in range(12, 41)]  # 0.3, 0.325, … 1
MOST = 64 * 107  # weights: 32 units wanted at keep_prob 0.3


@dataclass(frozen=True, eq=False)
class Layers(Pairs):
    """Dev errors without and with dropout, and the network."""

    keep: tuple  # keep_prob of input, wide and narrow layer
    wanted: int  # units of the wide layer without dropout
    given: int  # with dropout

    @property
    def weights(self):
        """How many weights come after input, wide and narrow layer, (3,)."""
        return np.array([64 * self.given, self.given * NARROW, NARROW * 10])

    @property
    def used(self):
        """Which fraction of them has both its units, on average, (3,)."""
        return np.array(self.keep) * (*self.keep[1:], 1)

    @property
    def first_error(self):
        """The dev error of the first run with dropout."""
        return self.partner[0]


def network(keep, wide):
    """64 pixels, a wide and a narrow hidden layer, 10 digits."""
    return digits.digit_network(wide, NARROW, keep_probs=keep)


def compute(keep_input, keep_wide, keep_narrow, wanted, more, seed):
    """Train the pairs one after the other; each run of a pair from its own θ₀."""
    keep = keep_input, keep_wide, keep_narrow
    given = round(wanted / keep_wide) if more else wanted
    networks = [network((1, 1, 1), wanted)]
    if keep != (1, 1, 1):
        networks.append(network(keep, given))
    errors = []

    def so_far():
        return Layers(PAIRS, *by_run(errors), keep, wanted, given)

    for number in range(PAIRS):
        training, dev, rng = noisy_digits.pair(seed, number)
        both = []
        for net in networks:
            for step in noisy_digits.steps(net, training, Adam(ALPHA), EPOCHS, rng):
                if step.iteration % 10 == 0:
                    yield so_far()
            both.append(net.error(step.theta, *dev))
        errors.append((both[0], both[-1]))
        yield so_far()


def setup(figure):
    """Left the weights of each layer and the share in use, right the dev errors of all pairs."""
    left, right = figure.subplots(1, 2, width_ratios=(1.1, 1))
    left.set(xlim=(0, MOST), ylim=(-0.35, 2.85), yticks=[], xlabel="weights")
    left.set(title="Weights; dark: both ends kept")
    left.spines["left"].set_visible(False)
    artists = {}
    bar = {"linewidth": 20, "solid_capstyle": "butt"}
    for i in range(3):
        (artists[f"all_{i}"],) = left.plot([], [], color=palette.DROPPED, **bar)
        (artists[f"used_{i}"],) = left.plot([], [], color=palette.DROPOUT, **bar)
        artists[f"words_{i}"] = left.text(40, 2.36 - i, "", va="bottom")
        artists[f"count_{i}"] = left.text(0, 2.12 - i, "", va="center", fontsize=10)
    artists |= setup_dumbbells(right, PAIRS)
    right.set(yscale="linear", ylim=(0, 90), title="Error on new digits, %")
    right.set_yticks(range(0, 81, 20), [str(tick) for tick in range(0, 81, 20)])
    return artists


def draw(artists, result):
    """Three bars, a dumbbell for each finished pair, and the two means with their names."""
    sizes, names = (64, result.given, NARROW, 10), ("pixels", "wide", "narrow", "digits")
    for i, (all_of_them, share) in enumerate(zip(result.weights, result.used, strict=True)):
        artists[f"all_{i}"].set_data([0, all_of_them], [2.12 - i] * 2)
        artists[f"used_{i}"].set_data([0, all_of_them * share], [2.12 - i] * 2)
        left, right = (f"{sizes[j]} {names[j]}" for j in (i, i + 1))
        keep = f"{result.keep[i]:g} kept → "
        artists[f"words_{i}"].set_text(f"{left}, {keep}{right}, {(*result.keep, 1)[i + 1]:g} kept")
        artists[f"count_{i}"].set(x=all_of_them + 80, text=f"{all_of_them:,}")
    words = f"no dropout,\n{result.wanted} wide", f"dropout,\n{result.given} wide"
    draw_dumbbells(artists, result, words)


def describe(result):
    """What is kept, and what that does to the dev error."""
    kept = " / ".join(f"{keep_prob:g}" for keep_prob in result.keep)
    start = f"keep_prob {kept}, {result.given} wide units: "
    if result.progress:
        return start + result.progress
    before, after = 100 * result.reference.mean(), 100 * result.partner.mean()
    if result.keep == (1, 1, 1):
        return f"{start}no dropout, nothing to compare. Dev error {before:.1f} % on average."
    return (
        f"{start}dev error {after:.1f} %, without dropout and with {result.wanted} wide units "
        f"{before:.1f} %: {result.difference.in_points()}."
    )


def code(keep_input, keep_wide, keep_narrow, wanted, more, seed):
    """The first run with dropout."""
    net = network((keep_input, keep_wide, keep_narrow), round(wanted / keep_wide**more))
    run = f"net.initialize(rng), X, Y, dl.Adam({ALPHA:g}), {EPOCHS}, rng=rng"
    return snippet(
        noisy_digits.code(seed),
        f"net = {expression(net)}",
        f"*_, last = dl.train(net, {run})",
        f"first_error = net.error(last.theta, *dev)  # of {PAIRS} pairs",
    )


def per_layer():
    """Input, wide and narrow layer each with a keep_prob of its own."""
    return Explorer(
        title="A keep_prob for each layer",
        setup=setup,
        compute=compute,
        draw=draw,
        describe=describe,
        controls={
            "keep_input": StopSlider("keep_prob: input", [0.5, 0.6, 0.7, 0.8, 0.9, 1], 1),
            "keep_wide": StopSlider("wide layer", STOPS, 0.5),
            "keep_narrow": StopSlider("narrow layer", STOPS, 1),
            "wanted": StopSlider("wide units wanted n", [8, 16, 32], 32),
            "more": toggle("give n/keep_prob units"),
            "seed": seed(),
        },
        presets=[
            Preset(
                "no dropout",
                "Nothing is dropped, and a third of the new digits is read wrong.",
                {"keep_wide": 1},
                lambda r: r.reference.mean() > 0.25,
            ),
            Preset(
                "half of the wide layer",
                "16 of 32 units are enough to tell digits apart, and the error falls.",
                {},
                lambda r: r.difference.high < 0,
            ),
            Preset(
                "half of the narrow layer",
                "All that is known of a digit goes through ten units, and five are not enough.",
                {"keep_wide": 1, "keep_narrow": 0.5},
                lambda r: r.difference.mean > -0.02,
            ),
            Preset(
                "pixels too, and more units",
                "0.8 at the pixels, 0.7 at the wide layer, and 32/0.7 = 46 units: better still.",
                {"keep_input": 0.8, "keep_wide": 0.7, "more": True},
                lambda r: r.difference.high < -0.05,
            ),
            Preset(
                "half of all",
                "One keep_prob for all layers: hardly any pixels and narrow units come through.",
                {"keep_input": 0.5, "keep_narrow": 0.5},
                lambda r: r.difference.low > 0.2,
            ),
            Preset(
                "16 units, 8 kept",
                "Just the units wanted: too few are left at a time, and nothing is won.",
                {"wanted": 16},
                lambda r: r.difference.mean > -0.04,
            ),
            Preset(
                "32 units, 16 kept",
                "16 wanted, so 16/0.5 = 32 given: now dropout pays.",
                {"wanted": 16, "more": True},
                lambda r: r.difference.high < 0,
            ),
        ],
        code=code,
        pin=("partner",),
        main=("keep_wide",),
    )
