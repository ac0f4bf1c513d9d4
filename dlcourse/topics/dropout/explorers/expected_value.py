"""Dividing by keep_prob keeps the expected value: 100 units, 1,000 masks, two ways to scale.

What is compared is Σ a of the 100 units, which is z of a next unit whose weights are all 1. Without
dropout it is 100.
"""

from dataclasses import dataclass
from functools import partial

import numpy as np
from matplotlib.colors import to_rgba

from dlcourse import Dropout, relu
from dlcourse.figures import palette
from dlcourse.live.controls import StopSlider, choice, seed
from dlcourse.live.explorer import Explorer, Preset
from dlcourse.live.yours import Yours, answer, driven_by
from dlcourse.topics.snippets import expression, snippet

UNITS, MASKS = 100, 1000
ONES, RELU = "all 1", "a ReLU layer's"
PLACES = np.array([(i % 10, 9 - i // 10) for i in range(100)])
BINS = np.arange(-0.5, 101)  # of Σ a without division; with it they are 1/keep_prob as wide
ROWS = (
    ("inverted", "Divided by keep_prob in training", palette.DROPOUT),
    ("original", "Not divided in training", palette.DROPOUT),
    ("yours", "Yours: dropout_forward(A, keep_prob, train, rng)", palette.YOURS),
)
BESIDE = 103  # of what no mask without division reaches, so that there is room
FAR = 5  # standard errors from the expected value: chance does not get there


@dataclass(frozen=True, eq=False)
class Masked:
    """A layer's activations under a thousand masks, of which one is looked at."""

    keep_prob: float
    mask: int  # 1, 2, …
    A: np.ndarray  # (100, 1), their sum is 100
    D: np.ndarray  # (100, 1000), what each mask keeps
    inverted: np.ndarray  # (1000,), Σ a in training when it is divided by keep_prob
    original: np.ndarray  # (1000,), and when it is not
    yours: Yours  # the student's Σ a in training and at test time, both (1000,)

    @property
    def here(self):
        """(100,): what the chosen mask keeps."""
        return self.D[:, self.mask - 1]

    @property
    def test(self):
        """Σ a without dropout."""
        return float(self.A.sum())

    @property
    def error(self):
        """The standard error of the mean of `inverted`: √(Σ a² (1-p)/p / 1000), p = keep_prob."""
        variance = (self.A**2).sum() * (1 - self.keep_prob) / self.keep_prob
        return float(np.sqrt(variance / MASKS))


def activations(kind, rng):
    """(100, 1) activations with the sum 100."""
    if kind == ONES:
        return np.ones((UNITS, 1))
    A = relu(rng.standard_normal((UNITS, 1)))
    return UNITS * A / A.sum()


def compute(keep_prob, activations_are, mask, seed, yours=None):
    """Draw all masks, as `Dropout` does; `yours` is the student's `dropout_forward`."""
    rng = np.random.default_rng(seed)
    A = activations(activations_are, rng)
    layer = np.repeat(A, MASKS, axis=1)
    state = rng.bit_generator.state  # the student's function gets the same random numbers
    kept, D = Dropout(keep_prob).forward({}, layer, train=True, rng=rng)
    sums = kept.sum(axis=0), (A * D).sum(axis=0)
    rng.bit_generator.state = state
    return Masked(keep_prob, mask, A, D, *sums, Yours.of(yours, attempt, layer, keep_prob, rng))


def attempt(yours, A, keep_prob, rng):
    """The student's Σ a in training and at test time; None where it gives none."""
    train, test = (
        answer(lambda a, mode=mode: yours(a, keep_prob, mode, rng)[0], A, shape=A.shape)
        for mode in (True, False)
    )
    if train is None or test is None:
        return None
    return train.sum(axis=0), test.sum(axis=0)


def setup(figure, with_yours=False):
    """Left the units, right a row for each way to scale."""
    rows = ROWS if with_yours else ROWS[:2]
    panels = figure.subplot_mosaic([["units", name] for name, *_ in rows], width_ratios=(1, 1.75))
    units = panels["units"]
    units.set(xlim=(-0.8, 9.8), ylim=(-2.9, 9.8), aspect="equal", title="One mask, 100 units")
    units.set_axis_off()
    artists = {
        "kept": units.scatter([], [], s=[], color=palette.DROPOUT, marker="s", linewidth=0),
        "counts": units.text(-0.4, -1.25, "", va="center"),
        "sums": units.text(-0.4, -2.4, "", va="center"),
    }
    (artists["dropped"],) = units.plot([], [], "x", color=palette.DROPPED, markersize=9)
    for name, title, colour in rows:
        artists |= row(panels[name], name, title, colour)
    panels[rows[-1][0]].set_xlabel("Σ a: of 1,000 masks (bars), their mean (▼), test (line)")
    for name, *_ in rows[:-1]:
        panels[name].tick_params(labelbottom=False)
    original = panels["original"]
    original.plot([100, 100], [0, 1.1], color=palette.REFERENCE, linestyle="--", linewidth=1.4)
    artists["beside"] = original.text(
        BESIDE, 0.55, "", color=palette.REFERENCE, va="center", fontsize=10
    )
    return artists


def row(axes, name, title, colour):
    """The histogram of Σ a in training, its mean, and Σ a at test time."""
    axes.set(xlim=(0, 210), ylim=(0, 1.75), yticks=[], xticks=range(0, 201, 25))
    axes.set_title(title, fontsize=11)
    axes.spines["left"].set_visible(False)
    yours = name == "yours"
    look = {"facecolor": to_rgba(colour, 0.3), "edgecolor": colour, "fill": True}
    style = {"linestyle": "-." if yours else "-", "linewidth": 1.2}
    top = {"va": "center", "transform": axes.get_yaxis_transform()}
    made = {"bars": axes.stairs(np.zeros(BINS.size - 1), BINS, **look, **style)}
    (made["mean"],) = axes.plot([], [], "v", color=colour, markersize=9)
    (made["test"],) = axes.plot([], [], color=palette.TEST, linestyle="-.", linewidth=2)
    made["says_train"] = axes.text(0.02, 1.53, "", color=colour, **top)
    made["says_test"] = axes.text(0.55, 1.53, "", color=palette.TEST, **top)
    return {f"{part}_{name}": artist for part, artist in made.items()}


def draw(artists, result):
    """The mask at hand, and a row for each way to scale."""
    kept, p = result.here, result.keep_prob
    artists["kept"].set_offsets(PLACES[kept])
    artists["kept"].set_sizes(np.clip(110 * result.A[kept, 0], 8, 275))  # a 0 is a speck
    artists["dropped"].set_data(*PLACES[~kept].T)
    i = result.mask - 1
    artists["counts"].set_text(f"mask {result.mask}: {kept.sum()} kept, {(~kept).sum()} dropped")
    artists["sums"].set_text(f"Σ a = {result.original[i]:.3g},  ÷ {p:g}:  {result.inverted[i]:.3g}")
    draw_row(artists, "inverted", result.inverted, BINS / p, result.test, "test, as it is: ")
    draw_row(artists, "original", result.original, BINS, p * result.test, f"test × {p:g}: ")
    artists["beside"].set_text(f"test, not scaled: 100,\n{1 / p:.3g} × the training mean")
    if result.yours.tried:
        draw_yours(artists, result)


def draw_row(artists, name, sums, bins, test, says):
    """One way to scale; each histogram is as high as its highest bar."""
    counts, _ = np.histogram(sums, bins)
    artists[f"bars_{name}"].set_data(counts / max(counts.max(), 1), bins)
    artists[f"mean_{name}"].set_data([sums.mean()], [1.17])
    artists[f"test_{name}"].set_data([test, test], [0, 1.02])
    artists[f"says_train_{name}"].set_text(f"▼ training: mean {sums.mean():.1f}")
    artists[f"says_test_{name}"].set_text(f"{says}{test:.4g}")


def draw_yours(artists, result):
    """The student's row; empty where there are no numbers."""
    if result.yours.given:
        # its bars are as wide as those of the way to scale that it is nearer to
        train, test = result.yours.numbers
        ways = (result.inverted.mean(), 1 / result.keep_prob), (result.original.mean(), 1)
        _, width = min(ways, key=lambda way: abs(train.mean() - way[0]))
        return draw_row(artists, "yours", train, BINS * width, test[result.mask - 1], "test: ")
    artists["bars_yours"].set_data(np.zeros(BINS.size - 1), BINS)
    for part in ("mean", "test"):
        artists[f"{part}_yours"].set_data([], [])
    artists["says_train_yours"].set_text("no activations")
    artists["says_test_yours"].set_text("")


def describe(result):
    """This mask, and the mean over all of them with and without the division."""
    sentence = (
        f"keep_prob = {result.keep_prob:g}: this mask keeps {result.here.sum()} of {UNITS} units "
        f"({UNITS * result.keep_prob:g} on average). Mean of Σ a over {MASKS} masks: "
        f"{result.inverted.mean():.1f} with ÷ keep_prob, {result.original.mean():.1f} without it; "
        f"no dropout: {result.test:.0f}."
    )
    return sentence + result.yours.says("activations", partial(verdict, result))


def verdict(result, yours):
    """Whether the student's training keeps the mean, and the test time is left alone."""
    train, test = yours
    near = abs(train.mean() - result.test) <= FAR * result.error + 1e-9
    agrees = near and np.allclose(test, result.test)
    means = f"{train.mean():.1f} in training, {test[result.mask - 1]:.1f} at test time"
    return f"{'keeps the mean' if agrees else 'differs'}: {means}."


def code(keep_prob, activations_are, mask, seed):
    """The same masks and sums."""
    layer = {ONES: "np.ones((100, 1))", RELU: "dl.relu(rng.standard_normal((100, 1)))"}
    passed = f"forward({{}}, np.repeat(A, {MASKS}, axis=1), True, rng)"
    return snippet(
        f"rng = np.random.default_rng({seed})",
        f"A = {layer[activations_are]}",
        "A = 100 * A / A.sum()",
        f"kept, D = {expression(Dropout(keep_prob))}.{passed}",
        "inverted, original = kept.sum(axis=0), (A * D).sum(axis=0)",
        f"here = D[:, {mask - 1}]",
    )


def near(sums, expected, result):
    """Whether the mean of some Σ a is what is expected, as far as chance allows."""
    return abs(sums.mean() - expected) < FAR * result.error


def expected_value(yours=None):
    """Inverted dropout on 100 units; `yours` is the student's `dropout_forward`, drawn beside."""
    return Explorer(
        title="Dropout keeps the expected value",
        **driven_by(yours, setup, compute),
        draw=draw,
        describe=describe,
        controls={
            "keep_prob": StopSlider("keep_prob", np.linspace(0.1, 1, 37).round(3), 0.25),
            "activations_are": choice("activations", [ONES, RELU], ONES),
            "mask": StopSlider("mask", range(1, 21), 1),
            "seed": seed(),
        },
        presets=[
            Preset(
                "100, 25, 100",
                "A quarter is kept: 100 × 0.25 = 25 on average, and 25 / 0.25 = 100.",
                {},
                lambda r: near(r.inverted, 100, r) and near(4 * r.original, 100, r),
            ),
            Preset(
                "20 of 100 off",
                "keep_prob 0.8: 20 units are off on average; go through the masks to see by how "
                "much the number varies.",
                {"keep_prob": 0.8},
                lambda r: abs((~r.D).sum(axis=0).mean() - 20) < 0.7 and near(r.inverted, 100, r),
            ),
            Preset(
                "unequal activations",
                "A ReLU layer: half of the units are 0. The mean is kept all the same, the spread "
                "is larger.",
                {"keep_prob": 0.5, "activations_are": RELU},
                lambda r: near(r.inverted, 100, r) and r.inverted.std() > 14,
            ),
            Preset(
                "too few are kept",
                "With ÷ 0.1 the mean is still 100, but single masks are far from it: noise.",
                {"keep_prob": 0.1},
                lambda r: near(r.inverted, 100, r) and r.inverted.std() > 25,
            ),
            Preset(
                "no dropout",
                "keep_prob = 1: all units are kept and nothing is scaled.",
                {"keep_prob": 1.0},
                lambda r: r.D.all() and (r.inverted == 100).all() and (r.original == 100).all(),
            ),
        ],
        code=code,
        pin=("bars_inverted", "bars_original"),
        main=("keep_prob", "activations_are"),
    )
