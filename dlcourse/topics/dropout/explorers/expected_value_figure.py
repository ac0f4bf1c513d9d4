"""The picture of `expected_value`: one mask on 100 units, and Σ a over a thousand masks."""

import numpy as np

from dlcourse.figures import palette

PLACES = np.array([(i % 10, 9 - i // 10) for i in range(100)])
BINS = np.arange(-0.5, 101)  # of Σ a without division; with it they are 1/keep_prob as wide
ROWS = (
    ("inverted", "Inverted: ÷ keep_prob in training, nothing at test time", palette.DROPOUT),
    ("original", "Original: nothing in training, × keep_prob at test time", palette.DROPOUT),
    ("yours", "Yours: dropout_forward(A, keep_prob, train, rng)", palette.YOURS),
)
BESIDE = 103  # of what no mask without division reaches, so that there is room


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
    panels[rows[-1][0]].set_xlabel("Σ a   (one mask: one number; ▼ their mean)")
    for name, *_ in rows[:-1]:
        panels[name].tick_params(labelbottom=False)
    original = panels["original"]
    original.plot([100, 100], [0, 1.1], color=palette.REFERENCE, linestyle="--", linewidth=1.4)
    beside = "forget × keep_prob\nand it is 100"
    original.text(BESIDE, 0.55, beside, color=palette.REFERENCE, va="center", fontsize=10)
    return artists


def row(axes, name, title, colour):
    """The histogram of Σ a in training, its mean, and Σ a at test time."""
    axes.set(xlim=(0, 210), ylim=(0, 1.75), yticks=[], xticks=range(0, 201, 25))
    axes.set_title(title, fontsize=11)
    axes.spines["left"].set_visible(False)
    yours = name == "yours"
    look = {"facecolor": (*palette_rgb(colour), 0.3), "edgecolor": colour, "fill": True}
    style = {"linestyle": "-." if yours else "-", "linewidth": 1.2}
    top = {"va": "center", "transform": axes.get_yaxis_transform()}
    made = {"bars": axes.stairs(np.zeros(BINS.size - 1), BINS, **look, **style)}
    (made["mean"],) = axes.plot([], [], "v", color=colour, markersize=9)
    (made["test"],) = axes.plot([], [], color=palette.TEST, linestyle="-.", linewidth=2)
    made["says_train"] = axes.text(0.02, 1.53, "", color=colour, **top)
    made["says_test"] = axes.text(0.55, 1.53, "", color=palette.TEST, **top)
    return {f"{part}_{name}": artist for part, artist in made.items()}


def palette_rgb(colour):
    """A colour of the palette as three numbers in [0, 1]."""
    return tuple(int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))


def draw(artists, result):
    """The mask at hand, and a row for each way to scale."""
    kept, p = result.here, result.keep_prob
    artists["kept"].set_offsets(PLACES[kept])
    artists["kept"].set_sizes(np.clip(110 * result.A[kept, 0], 8, 275))  # a 0 is a speck
    artists["dropped"].set_data(*PLACES[~kept].T)
    i = result.mask - 1
    artists["counts"].set_text(f"mask {result.mask}: {kept.sum()} kept, {(~kept).sum()} dropped")
    artists["sums"].set_text(f"Σ a = {result.original[i]:.4g},  ÷ {p:g}:  {result.inverted[i]:.4g}")
    draw_row(artists, "inverted", result.inverted, BINS / p, result.test, "test, as it is: ")
    draw_row(artists, "original", result.original, BINS, p * result.test, f"test × {p:g}: ")
    if result.yours is not None:
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
    if result.yours:
        # its bars are as wide as those of the way to scale that it is nearer to
        train, test = result.yours
        ways = (result.inverted.mean(), 1 / result.keep_prob), (result.original.mean(), 1)
        _, width = min(ways, key=lambda way: abs(train.mean() - way[0]))
        return draw_row(artists, "yours", train, BINS * width, test[result.mask - 1], "test: ")
    artists["bars_yours"].set_data(np.zeros(BINS.size - 1), BINS)
    for part in ("mean", "test"):
        artists[f"{part}_yours"].set_data([], [])
    artists["says_train_yours"].set_text("no activations")
    artists["says_test_yours"].set_text("")
