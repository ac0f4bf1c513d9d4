"""The thinned network: what one mask leaves of a small network, and which weights it trains.

Every example of a mini-batch has a mask of its own, so 24 masks are four mini-batches of six.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from dlcourse import Dropout
from dlcourse.live.controls import StopSlider, seed
from dlcourse.live.explorer import Explorer, Preset
from dlcourse.topics.dropout.explorers.thinned_network_figure import ENDS, LAYER, SIZES, draw, setup

MASKS = 24
SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True, eq=False)
class Masks:
    """The masks of four mini-batches."""

    h: int  # how many units can be dropped
    kept: np.ndarray  # (13, 24), whether a mask keeps a unit; the output is always kept


@dataclass(frozen=True, eq=False)
class Thinned(Masks):
    """The same, and which of them is looked at."""

    mask: int  # 1 … 24

    @cached_property
    def active(self):
        """(39, 24): whether a mask keeps a connection, which takes both its units."""
        return self.kept[ENDS[:, 0]] & self.kept[ENDS[:, 1]]

    @cached_property
    def uses(self):
        """(39,): under how many of the masks so far a weight gets a gradient.

        That takes its connection, and a way on to ŷ: one unit of the second hidden layer.
        """
        goes_on = self.kept[LAYER == 2].any(axis=0)
        trained = self.active & (goes_on | (LAYER[ENDS[:, 1]] > 1)[:, np.newaxis])
        return trained[:, : self.mask].sum(axis=1)

    @property
    def dropped(self):
        """How many units this mask drops."""
        return int((~self.kept[:, self.mask - 1]).sum())

    @property
    def left(self):
        """How many connections this mask leaves."""
        return int(self.active[:, self.mask - 1].sum())

    @property
    def blocked(self):
        """Whether a whole layer is dropped, so that no path leads from x to ŷ."""
        kept = self.kept[:, self.mask - 1]
        return not all(kept[LAYER == layer].any() for layer in range(3))

    @property
    def never(self):
        """How many weights no mask so far gives a gradient."""
        return int((self.uses == 0).sum())

    @property
    def once(self):
        """How many weights exactly one mask so far gives a gradient."""
        return int((self.uses == 1).sum())

    @property
    def networks(self):
        """How many networks the masks can leave, in words: a power of two and a number."""
        if self.h == 0:
            return "always the whole network"
        return f"one of 2{str(self.h).translate(SUPERSCRIPTS)} = {2**self.h} networks"


def run(keep_hidden, keep_input, seed):
    """Draw the masks of all four mini-batches, as `Dropout` does."""
    rng = np.random.default_rng(seed)
    keep_probs = (keep_input, keep_hidden, keep_hidden)
    D = [
        Dropout(keep_prob).forward({}, np.ones((n, MASKS)), train=True, rng=rng)[1]
        for n, keep_prob in zip(SIZES, keep_probs, strict=False)
    ]
    h = sum(n for n, keep_prob in zip(SIZES, keep_probs, strict=False) if keep_prob < 1)
    return Masks(h, np.vstack([*D, np.ones((1, MASKS), bool)]))


def look(run, mask):
    """What one of the masks leaves."""
    return Thinned(**vars(run), mask=mask)


def describe(result):
    """What the mask leaves, how often weights were trained, how many networks there are."""
    left = f"{result.left} of {len(ENDS)} connections are left"
    if result.blocked:
        left += ", no path from x to ŷ"
    more = len(ENDS) - result.never - result.once
    masks = "1 mask" if result.mask == 1 else f"{result.mask} masks"
    these = result.networks
    return (
        f"Mask {result.mask} drops {result.dropped} of {sum(SIZES[:-1])} units: {left}. "
        f"In {masks}, {result.never} weights got no gradient, {result.once} got one, {more} more. "
        f"{these[0].upper()}{these[1:]}{', with shared weights' if result.h else ''}."
    )


def code(mask, keep_hidden, keep_input, seed):
    """The same masks, and how often each weight is trained: a D[l] D[l-1]ᵀ, shaped like W[l]."""
    layers = f"(({SIZES[0]}, {keep_input:g}), ({SIZES[1]}, {keep_hidden:g}), "
    layers += f"({SIZES[2]}, {keep_hidden:g}))"
    return f"""import numpy as np
import dlcourse as dl
rng = np.random.default_rng({seed})
drop = [(dl.Dropout(p), np.ones((n, {MASKS}))) for n, p in {layers}]
D = [layer.forward({{}}, A, True, rng)[1][:, :{mask}] * 1 for layer, A in drop]
trained = [D[1] * D[2].max(axis=0), D[2], np.ones((1, {mask}), int)]  # with a way on to ŷ
uses = np.concatenate([(trained[i] @ D[i].T).ravel() for i in range(3)])
never, once = (uses == 0).sum(), (uses == 1).sum()
"""


def share(result, layers):
    """The share of the units of some layers that all masks together keep."""
    return result.kept[np.isin(LAYER, layers)].mean()


def thinned_network():
    """A small network and its masks: what each leaves, and how often each weight is trained."""
    stops = np.linspace(0.1, 1, 19).round(2)
    return Explorer(
        title="The thinned network",
        setup=setup,
        run=run,
        look=look,
        draw=draw,
        describe=describe,
        controls={
            "mask": StopSlider("mask", range(1, MASKS + 1), 6),
            "keep_hidden": StopSlider("keep_prob of hidden units", stops, 0.5),
            "keep_input": StopSlider("of inputs", stops, 0.8),
            "seed": seed(),
        },
        presets=[
            Preset(
                "drop 0.5",
                "Half of the hidden units, on average: the next mask, → on the slider, is another "
                "network.",
                {},
                lambda r: abs(share(r, (1, 2)) - 0.5) < 0.12 and r.never + r.once > 0,
            ),
            Preset(
                "drop 0.25",
                "After six masks most weights have had two gradients or more.",
                {"keep_hidden": 0.75},
                lambda r: abs(share(r, (1, 2)) - 0.75) < 0.12 and r.never + r.once < 20,
            ),
            Preset(
                "drop 0.75",
                "Few connections are left, and many weights learn nothing from these six masks.",
                {"keep_hidden": 0.25},
                lambda r: abs(share(r, (1, 2)) - 0.25) < 0.12 and r.never > 6,
            ),
            Preset(
                "four mini-batches",
                "24 masks: each weight has learned from some, hardly one from all of them.",
                {"mask": MASKS},
                lambda r: r.never + r.once < 8 and r.uses.max() < MASKS,
            ),
            Preset(
                "no dropout",
                "All masks leave the same network, and every weight learns each time.",
                {"keep_hidden": 1.0, "keep_input": 1.0},
                lambda r: r.kept.all() and r.h == 0 and (r.uses == r.mask).all(),
            ),
        ],
        code=code,
        main=("mask",),
    )
