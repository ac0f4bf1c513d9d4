"""Errors against the amount of data, for each capacity: the triple trade-off."""

from functools import cache

import numpy as np

from dlcourse.figures import palette
from dlcourse.figures.named_curves import draw_curves, place_names, setup_curves, setup_names
from dlcourse.live.controls import StopSlider
from dlcourse.live.explorer import Explorer, Preset
from dlcourse.topics.bias_and_variance.runs import (
    DEGREES,
    NOISE,
    day,
    fits,
    sample,
    setup_errors,
    short,
    squared,
)
from dlcourse.topics.snippets import snippet

SIZES = np.array([15, 20, 30, 50, 100, 200, 500])
REPEATS, M_DEV = 100, 100
TOP = 30.0


@cache
def errors(noise):
    """Train and dev errors (7, 10) of all sizes and degrees, means over a hundred sets each."""
    rng = np.random.default_rng(1)
    both = []
    for m in SIZES:
        x, y = sample(day, m, noise, rng, REPEATS)
        x_dev, y_dev = sample(day, M_DEV, noise, rng, REPEATS)
        pairs = ((x, y), (x_dev, y_dev))
        both.append([squared(fits(x, y, a) - b[:, np.newaxis]).mean(axis=0) for a, b in pairs])
    return np.swapaxes(both, 0, 1)


def compute(degree, m, noise):
    """The curves of one degree, and of one size."""
    train, dev = errors(noise)
    row = int(np.argmax(SIZES == m))
    return {
        "degree": degree,
        "m": m,
        "noise": noise,
        "train": train,
        "dev": dev,
        "row": row,
        "train_error": float(train[row, degree]),
        "dev_error": float(dev[row, degree]),
        "best": int(dev[row].argmin()),
    }


def setup(figure):
    """Both errors against m for the degree; dev errors against the degree for every m."""
    left, right = figure.subplots(1, 2)
    left.set(xscale="log", xlim=(13, 1500), ylim=(0, TOP), xlabel="measurements m (log scale)")
    left.set_xticks(SIZES, [str(m) for m in SIZES])
    left.minorticks_off()
    looks = palette.TRAIN_AND_DEV | {"noise": NOISE}
    looks["train"] = looks["train"] | {"marker": "o", "markersize": 4}
    looks["dev"] = looks["dev"] | {"marker": "s", "markersize": 4}
    artists = setup_curves(left, looks, 560)
    artists["heading"] = left.set_title("Error of one degree, °C²")
    setup_errors(right, ylim=(0, TOP))
    right.set_title("Dev error for every m, °C²")
    shades = np.linspace(0.3, 1, SIZES.size)
    for m, shade in zip(SIZES, shades, strict=True):
        (artists[f"m {m}"],) = right.plot([], [], "--", color=palette.DEV, alpha=shade, lw=1.2)
    artists |= setup_names(right, dict.fromkeys(("few", "more", "many"), palette.DEV), 9.3)
    (artists["chosen"],) = right.plot([], [], "s-", color=palette.CHOSEN, markersize=4)
    for name, axes in (("here", left), ("there", right)):
        look = {"linestyle": "None", "marker": "o", "markersize": 12, "markerfacecolor": "none"}
        (artists[name],) = axes.plot([], [], color=palette.CHOSEN, markeredgewidth=2, **look)
    return artists


def draw(artists, result):
    """Curves, and rings on the setting at hand."""
    degree, row = result["degree"], result["row"]
    train, dev = np.minimum(result["train"], TOP), np.minimum(result["dev"], TOP)
    floor = [result["noise"] ** 2] * 2
    curves = {"train": (SIZES, train[:, degree]), "dev": (SIZES, dev[:, degree])}
    draw_curves(artists, curves | {"noise": ([13, 520], floor)})
    for m, errors in zip(SIZES, dev, strict=True):
        artists[f"m {m}"].set_data(DEGREES, errors)
    ends = {"few": dev[0, -1], "more": dev[1, -1], "many": dev[-1, -1]}
    place_names(artists, ends, {"few": "m = 15", "more": "20", "many": "500"})
    artists["chosen"].set_data(DEGREES, dev[row])
    artists["here"].set_data([SIZES[row]] * 2, [train[row, degree], dev[row, degree]])
    artists["there"].set_data([degree], [dev[row, degree]])


def describe(result):
    """The errors at hand, and the best degree for this m."""
    return (
        f"Degree {result['degree']}, m = {result['m']}, σ = {result['noise']:g}: train error "
        f"{short(result['train_error'])}, dev error {short(result['dev_error'])}, noise "
        f"{result['noise'] ** 2:.1f}. For this m degree {result['best']} is best, with "
        f"{short(result['dev'][result['row'], result['best']])}."
    )


def code(degree, m, noise):
    """The same means, from the function that the figure uses."""
    return snippet(
        "from dlcourse.topics.bias_and_variance.explorers.learning_curves import SIZES, errors",
        f"train, dev = errors({noise:g})",
        f"row = list(SIZES).index({m})",
        f"train_error, dev_error = train[row, {degree}], dev[row, {degree}]",
    )


def learning_curves():
    """Capacity, amount of data, error on new data: move two, and see what the third does."""
    return Explorer(
        title="Learning curves",
        setup=setup,
        compute=compute,
        draw=draw,
        describe=describe,
        controls={
            "degree": StopSlider("degree", DEGREES, 4),
            "m": StopSlider("measurements m", SIZES, 15),
            "noise": StopSlider("noise σ", (1.0, 2.0, 3.0), 2.0),
        },
        presets=[
            Preset(
                "a line, few data",
                "Two high errors, close together.",
                {"degree": 1, "m": 15},
                lambda r: r["dev_error"] < 2.5 * r["train_error"],
            ),
            Preset(
                "a line, many data",
                "They have met, far above the noise. More data cannot bring them down.",
                {"degree": 1, "m": 500},
                lambda r: r["train_error"] > 12 and r["dev_error"] < 1.1 * r["train_error"],
            ),
            Preset(
                "degree 9, few data",
                "A low train error under a very high dev error.",
                {"degree": 9, "m": 15},
                lambda r: r["dev_error"] > 10 * r["train_error"],
            ),
            Preset(
                "degree 9, many data",
                "The curves have nearly met, at the noise.",
                {"degree": 9, "m": 500},
                lambda r: r["dev_error"] < 1.1 * r["noise"] ** 2,
            ),
            Preset(
                "thirty measurements",
                "Now degree 6 or so is affordable.",
                {"degree": 6, "m": 30},
                lambda r: r["best"] >= 5,
            ),
        ],
        code=code,
        pin=("train", "dev"),
        main=("degree", "m"),
    )
