"""The picture of `thinned_network`: one network large, a mini-batch's small, what was trained."""

import numpy as np

from dlcourse.figures import palette

SIZES = (3, 5, 4, 1)
BATCH = 6
LAYER = np.repeat(np.arange(4), SIZES)  # of each of the 13 units
UNITS = np.array([(x, (n - 1) / 2 - i) for x, n in enumerate(SIZES) for i in range(n)])
# (39, 2): from which unit to which, in the order of the matrices W, row by row
ENDS = np.array([(i, j) for j in range(3, 13) for i in np.flatnonzero(LAYER == LAYER[j] - 1)])
TILES = [(5.0 * (k % 2), -6.7 * (k // 2)) for k in range(BATCH)]  # where the small networks stand
WIDTHS = {2: 1.7, 3: 2.5, 4: 3.3, 5: 4.1}  # of weights trained more than once, by how often


def setup(figure):
    """The chosen mask's network large, the six of its mini-batch small, what was trained so far."""
    large, tiles, trained = figure.subplots(1, 3, width_ratios=(1.3, 0.95, 1.05))
    for axes, title in (
        (large, "The thinned network"),
        (tiles, "6 examples, 6 masks"),
        (trained, "Weights trained so far"),
    ):
        axes.set_title(title)
        axes.set_axis_off()
    for axes in (large, trained):
        axes.set(xlim=(-0.5, 3.45), ylim=(-3.7, 2.45))
    tiles.set(xlim=(-0.8, 8.8), ylim=(-17.4, 2.9))
    for i, (x, y) in enumerate(UNITS[:3]):
        large.text(x - 0.22, y, f"x{'₁₂₃'[i]}", ha="right", va="center")
    large.text(3.22, 0, "ŷ", va="center")
    artists = thinned(large, "", unit=17, line=1.8) | thinned(tiles, "_small", unit=6, line=0.9)
    artists["frame"] = empty(tiles, color=palette.CHOSEN, linewidth=1.6)
    for k, (x, y) in enumerate(TILES):
        tiles.text(x + 1.5, y - 3.2, f"example {k + 1}", ha="center", va="center", fontsize=10)
    centred = {"ha": "center", "va": "center"}
    artists["which"] = large.text(1.5, -2.75, "", **centred)
    artists["networks"] = large.text(1.5, -3.35, "", **centred)
    look = {"color": palette.DROPOUT, "linewidth": 0.8}
    artists["never"] = empty(trained, **gone(1.3))
    artists["once"] = empty(trained, **look)
    for level, width in WIDTHS.items():
        artists[f"level_{level}"] = empty(trained, **look | {"linewidth": width})
    dots = {"linestyle": "none", "marker": "o", "markersize": 10, "color": palette.WEIGHTS}
    artists["units"] = empty(trained, zorder=3, **dots)
    for x, word, style in (
        (0.05, "never", gone(1.3)),
        (1.5, "once", look),
        (2.95, "more", look | {"linewidth": WIDTHS[4]}),
    ):
        trained.plot([x - 0.4, x + 0.4], [-2.55, -2.55], **style)
        trained.text(x, -2.95, word, **centred)
        artists[f"count_{word}"] = trained.text(x, -3.4, "", weight="bold", **centred)
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


def segments(ends, units=UNITS):
    """Lines between units, one after the other with a gap, as x and y."""
    gap = np.full((len(ends), 2), np.nan)
    return np.stack([units[ends[:, 0]], units[ends[:, 1]], gap], axis=1).reshape(-1, 2).T


def draw(artists, result):
    """This mask, its mini-batch, and what was trained."""
    now, batch = result.mask - 1, (result.mask - 1) // BATCH
    draw_thinned(artists, "", result, [(now, (0, 0))])
    masks = range(batch * BATCH, (batch + 1) * BATCH)
    draw_thinned(artists, "_small", result, list(zip(masks, TILES, strict=True)))
    x, y = TILES[now % BATCH]
    left, right, low, high = x - 0.7, x + 3.7, y - 3.75, y + 2.6
    artists["frame"].set_data([left, right, right, left, left], [low, low, high, high, low])
    artists["which"].set_text(f"example {now % BATCH + 1} of mini-batch {batch + 1}")
    artists["networks"].set_text(result.networks)
    # the line's width grows with the share of the masks so far that train the weight
    level = np.where(result.uses < 2, result.uses, 2 + 4 * result.uses // (result.mask + 1))
    for name, chosen in (("never", 0), ("once", 1), *((f"level_{i}", i) for i in WIDTHS)):
        artists[name].set_data(*segments(ENDS[level == chosen]))
    artists["units"].set_data(*UNITS.T)
    artists["count_never"].set_text(f"{result.never}")
    artists["count_once"].set_text(f"{result.once}")
    artists["count_more"].set_text(f"{len(ENDS) - result.never - result.once}")


def draw_thinned(artists, name, result, places):
    """The networks of some masks, each moved to its place."""
    parts = {"gone": [], "lines": [], "kept": [], "dropped": []}
    for mask, place in places:
        units, kept, active = UNITS + place, result.kept[:, mask], result.active[:, mask]
        parts["gone"].append(segments(ENDS[~active], units))
        parts["lines"].append(segments(ENDS[active], units))
        parts["kept"].append(units[kept].T)
        parts["dropped"].append(units[~kept].T)
    for key, pieces in parts.items():
        artists[key + name].set_data(*np.hstack(pieces))
    artists["crosses" + name].set_data(*np.hstack(parts["dropped"]))
