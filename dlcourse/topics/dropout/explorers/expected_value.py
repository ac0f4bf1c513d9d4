"""Dividing by keep_prob keeps the expected value: 100 units, 1,000 masks, two ways to scale.

What is compared is Σ a of the 100 units, which is z of a next unit whose weights are all 1. Without
dropout it is 100.
"""

from dataclasses import dataclass

import numpy as np

from dlcourse import Dropout, relu
from dlcourse.live.controls import StopSlider, choice, seed
from dlcourse.live.explorer import Explorer, Preset
from dlcourse.live.yours import answer, driven_by
from dlcourse.topics.dropout.explorers.expected_value_figure import draw, setup

UNITS, MASKS = 100, 1000
ONES, RELU = "all 1", "a ReLU layer's"
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
    yours: tuple | None = None  # the student's Σ a in training and at test time, both (1000,)

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

    @property
    def yours_agrees(self):
        """Whether the student's training keeps the mean, and the test time is left alone."""
        train, test = self.yours
        near = abs(train.mean() - self.test) <= FAR * self.error + 1e-9
        return bool(near and np.allclose(test, self.test))


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
    if yours is not None:
        rng.bit_generator.state = state
        yours = attempt(yours, layer, keep_prob, rng)
    return Masked(keep_prob, mask, A, D, *sums, yours)


def attempt(yours, A, keep_prob, rng):
    """The student's Σ a in training and at test time; empty where it gives none."""
    train, test = (
        answer(lambda a, mode=mode: yours(a, keep_prob, mode, rng)[0], A, shape=A.shape)
        for mode in (True, False)
    )
    if train is None or test is None:
        return ()
    return train.sum(axis=0), test.sum(axis=0)


def describe(result):
    """This mask, and the mean over all of them with and without the division."""
    sentence = (
        f"keep_prob = {result.keep_prob:g}: this mask keeps {result.here.sum()} of {UNITS} units "
        f"({UNITS * result.keep_prob:g} on average). Mean of Σ a over {MASKS} masks: "
        f"{result.inverted.mean():.1f} with ÷ keep_prob, {result.original.mean():.1f} without it; "
        f"no dropout: {result.test:.0f}."
    )
    if result.yours is None:
        return sentence
    if not result.yours:
        return sentence + " Yours gives no activations: let its check tell you why."
    train, test = result.yours
    verdict = "keeps the mean" if result.yours_agrees else "differs"
    test = test[result.mask - 1]
    return sentence + f" Yours {verdict}: {train.mean():.1f} in training, {test:.1f} at test time."


def code(keep_prob, activations_are, mask, seed):
    """The same masks and sums."""
    layer = "np.ones((100, 1))"
    if activations_are == RELU:
        layer = "dl.relu(rng.standard_normal((100, 1)))"
    return f"""import numpy as np
import dlcourse as dl
rng = np.random.default_rng({seed})
A = {layer}
A = 100 * A / A.sum()
kept, D = dl.Dropout({keep_prob:g}).forward({{}}, np.repeat(A, {MASKS}, axis=1), True, rng)
inverted, original = kept.sum(axis=0), (A * D).sum(axis=0)
here = D[:, {mask - 1:g}]
"""


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
