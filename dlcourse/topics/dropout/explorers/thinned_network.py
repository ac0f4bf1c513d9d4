"""The thinned network: what one mask leaves of a small network, and which weights it reaches.

Every example of a step has a mask of its own, so 24 masks are four steps with six examples each.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from dlcourse import Dropout
from dlcourse.figures import palette
from dlcourse.figures.drawn_network import Drawing
from dlcourse.live.controls import StopSlider, seed
from dlcourse.live.explorer import Explorer, Preset
from dlcourse.topics.snippets import snippet

MASKS, BATCH = 24, 6
NETWORK = Drawing((3, 5, 4, 1))
SIZES, LAYER, ENDS = NETWORK.sizes, NETWORK.layer, NETWORK.ends
TILES = [(5.0 * (k % 2), -6.7 * (k // 2)) for k in range(BATCH)]  # where the small networks stand
WIDTHS = {2: 1.7, 3: 2.5, 4: 3.3, 5: 4.1}  # of weights trained more than once, by how often
SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True, eq=False)
class Masks:
    """The masks of four steps."""

    h: int  # how many units can be dropped
    kept: np.ndarray  # (13, 24), whether a mask keeps a unit; the output is always kept
    keep_hidden: float  # keep_prob of the hidden units
    keep_input: float  # and of the inputs


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
    """Draw the masks of all four steps, as `Dropout` does."""
    rng = np.random.default_rng(seed)
    keep_probs = (keep_input, keep_hidden, keep_hidden)
    D = [
        Dropout(keep_prob).forward({}, np.ones((n, MASKS)), train=True, rng=rng)[1]
        for n, keep_prob in zip(SIZES, keep_probs, strict=False)
    ]
    h = sum(n for n, keep_prob in zip(SIZES, keep_probs, strict=False) if keep_prob < 1)
    kept = np.vstack([*D, np.ones((1, MASKS), bool)])
    return Masks(h, kept, keep_hidden, keep_input)


def look(run, mask):
    """What one of the masks leaves."""
    return Thinned(**vars(run), mask=mask)


def setup(figure):
    """The chosen example's network large, the six of its step small, and what they reached."""
    large, tiles, trained = figure.subplots(1, 3, width_ratios=(1.3, 0.95, 1.05))
    for axes, title in (
        (large, "One example, one mask"),
        (tiles, "All 6 of this step"),
        (trained, "Reached by how many?"),
    ):
        axes.set_title(title)
        axes.set_axis_off()
    for axes in (large, trained):
        axes.set(xlim=(-0.5, 3.45), ylim=(-3.7, 2.45))
    tiles.set(xlim=(-0.8, 8.8), ylim=(-17.4, 2.9))
    for i, (x, y) in enumerate(NETWORK.units[:3]):
        large.text(x - 0.22, y, f"x{'₁₂₃'[i]}", ha="right", va="center")
    large.text(3.22, 0, "ŷ", va="center")
    artists = thinned(large, "", unit=17, line=1.8) | thinned(tiles, "_small", unit=6, line=0.9)
    artists["frame"] = empty(tiles, color=palette.CHOSEN, linewidth=1.6)
    for k, (x, y) in enumerate(TILES):
        tiles.text(x + 1.5, y - 3.2, f"example {k + 1}", ha="center", va="center", fontsize=10)
    centred = {"ha": "center", "va": "center"}
    artists["which"] = large.text(1.5, -2.62, "", **centred)
    artists["keep"] = large.text(1.5, -3.06, "", **centred)
    artists["networks"] = large.text(1.5, -3.5, "", **centred)
    look = {"color": palette.DROPOUT, "linewidth": 0.8}
    never = {"color": palette.CHOSEN, "linewidth": 1.6, "linestyle": ":"}
    artists["never"] = empty(trained, **never)
    artists["once"] = empty(trained, **look)
    for level, width in WIDTHS.items():
        artists[f"level_{level}"] = empty(trained, **look | {"linewidth": width})
    dots = {"linestyle": "none", "marker": "o", "markersize": 10, "color": palette.WEIGHTS}
    artists["units"] = empty(trained, zorder=3, **dots)
    for x, word, style in (
        (0.05, "by none", never),
        (1.5, "by one", look),
        (2.95, "by more", look | {"linewidth": WIDTHS[4]}),
    ):
        trained.plot([x - 0.4, x + 0.4], [-2.55, -2.55], **style)
        trained.text(x, -2.95, word, **centred)
        artists[f"count_{word[3:]}"] = trained.text(x, -3.4, "", weight="bold", **centred)
    return artists


def empty(axes, **look):
    """A line to be filled; none is pinned, as dotted means dropped here."""
    return axes.plot([], [], **look)[0]


def gone(width):
    """The look of a connection that is gone, or of a weight that was never trained."""
    return {"color": palette.DROPPED, "linewidth": width, "linestyle": (0, (1, 2.5))}


def thinned(axes, name, unit, line):
    """The artists of networks of which units are dropped."""
    dots = {"linestyle": "none", "marker": "o", "markersize": unit}
    cross = dots | {"marker": "x", "markersize": 1.3 * unit, "markeredgewidth": line}
    made = {
        "gone": empty(axes, **gone(0.7 * line)),
        "lines": empty(axes, color=palette.DROPOUT, linewidth=line),
        "kept": empty(axes, color=palette.DROPOUT, **dots),
        "dropped": empty(axes, color=palette.DROPPED, markerfacecolor="white", **dots),
        "crosses": empty(axes, color=palette.DROPPED, **cross),
    }
    return {f"{key}{name}": artist for key, artist in made.items()}


def draw(artists, result):
    """This mask, its step, and what was reached."""
    now, batch = result.mask - 1, (result.mask - 1) // BATCH
    draw_thinned(artists, "", result, [(now, (0, 0))])
    masks = range(batch * BATCH, (batch + 1) * BATCH)
    draw_thinned(artists, "_small", result, list(zip(masks, TILES, strict=True)))
    x, y = TILES[now % BATCH]
    left, right, low, high = x - 0.7, x + 3.7, y - 3.75, y + 2.6
    artists["frame"].set_data([left, right, right, left, left], [low, low, high, high, low])
    artists["which"].set_text(f"example {now % BATCH + 1} of step {batch + 1}")
    artists["keep"].set_text(f"keep_prob {result.keep_hidden:g}, of inputs {result.keep_input:g}")
    artists["networks"].set_text(result.networks)
    # the line's width grows with the share of the masks so far that train the weight
    level = np.where(result.uses < 2, result.uses, 2 + 4 * result.uses // (result.mask + 1))
    for name, chosen in (("never", 0), ("once", 1), *((f"level_{i}", i) for i in WIDTHS)):
        artists[name].set_data(*NETWORK.edges(level == chosen))
    artists["units"].set_data(*NETWORK.units.T)
    artists["count_none"].set_text(f"{result.never}")
    artists["count_one"].set_text(f"{result.once}")
    artists["count_more"].set_text(f"{len(ENDS) - result.never - result.once}")


def draw_thinned(artists, name, result, places):
    """The networks of some masks, each moved to its place."""
    parts = {"gone": [], "lines": [], "kept": [], "dropped": []}
    for mask, place in places:
        units, kept, active = NETWORK.units + place, result.kept[:, mask], result.active[:, mask]
        parts["gone"].append(NETWORK.edges(~active, place))
        parts["lines"].append(NETWORK.edges(active, place))
        parts["kept"].append(units[kept].T)
        parts["dropped"].append(units[~kept].T)
    for key, pieces in parts.items():
        artists[key + name].set_data(*np.hstack(pieces))
    artists["crosses" + name].set_data(*np.hstack(parts["dropped"]))


def describe(result):
    """What the mask leaves, how often weights were trained, how many networks there are."""
    left = f"{result.left} of {len(ENDS)} connections are left"
    if result.blocked:
        left += ", no path from x to ŷ"
    more = len(ENDS) - result.never - result.once
    examples = "example 1" if result.mask == 1 else f"{result.mask} examples"
    these = result.networks
    return (
        f"The mask of example {result.mask} drops {result.dropped} of {sum(SIZES[:-1])} units: "
        f"{left}. From {examples}, {result.never} weights got no gradient, {result.once} got one, "
        f"{more} more. "
        f"{these[0].upper()}{these[1:]}{', with shared weights' if result.h else ''}."
    )


def code(mask, keep_hidden, keep_input, seed):
    """The same masks, and how often each weight is trained: a D[l] D[l-1]ᵀ, shaped like W[l]."""
    layers = tuple(zip(SIZES, (keep_input, keep_hidden, keep_hidden), strict=False))
    return snippet(
        f"rng = np.random.default_rng({seed})",
        f"drop = [(dl.Dropout(p), np.ones((n, {MASKS}))) for n, p in {layers}]",
        f"D = [layer.forward({{}}, A, True, rng)[1][:, :{mask}] * 1 for layer, A in drop]",
        f"trained = [D[1] * D[2].max(axis=0), D[2], np.ones((1, {mask}), int)]  # with a way to ŷ",
        "uses = np.concatenate([(trained[i] @ D[i].T).ravel() for i in range(3)])",
        "never, once = (uses == 0).sum(), (uses == 1).sum()",
    )


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
            "mask": StopSlider("example, 6 in a step", range(1, MASKS + 1), 6),
            "keep_hidden": StopSlider("keep_prob of hidden units", stops, 0.5),
            "keep_input": StopSlider("of inputs", stops, 0.8),
            "seed": seed(),
        },
        presets=[
            Preset(
                "drop 0.5",
                "Half of the hidden units, on average. The next example, → on the slider, has "
                "another network.",
                {},
                lambda r: abs(share(r, (1, 2)) - 0.5) < 0.12 and r.never + r.once > 0,
            ),
            Preset(
                "drop 0.25",
                "Most weights have a gradient from two of the six examples or more.",
                {"keep_hidden": 0.75},
                lambda r: abs(share(r, (1, 2)) - 0.75) < 0.12 and r.never + r.once < 20,
            ),
            Preset(
                "drop 0.75",
                "Few connections are left, and many weights learn nothing from these six examples.",
                {"keep_hidden": 0.25},
                lambda r: abs(share(r, (1, 2)) - 0.25) < 0.12 and r.never > 6,
            ),
            Preset(
                "four steps",
                "24 examples: each weight has learned from some, hardly one from all of them.",
                {"mask": MASKS},
                lambda r: r.never + r.once < 8 and r.uses.max() < MASKS,
            ),
            Preset(
                "no dropout",
                "All masks leave the same network, and every weight learns from every example.",
                {"keep_hidden": 1.0, "keep_input": 1.0},
                lambda r: r.kept.all() and r.h == 0 and (r.uses == r.mask).all(),
            ),
        ],
        code=code,
        main=("mask",),
    )
