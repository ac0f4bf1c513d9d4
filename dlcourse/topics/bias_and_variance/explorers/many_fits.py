"""The same fit on many training sets: bias, variance and noise, which add up to the error."""

import numpy as np

from dlcourse.figures import palette
from dlcourse.figures.lines import side_by_side
from dlcourse.figures.named_curves import place_names, setup_names
from dlcourse.live.controls import StopSlider
from dlcourse.live.explorer import Explorer, Preset
from dlcourse.topics.bias_and_variance.runs import (
    DEGREES,
    GRID,
    SETS,
    day,
    parts,
    refits,
    setup_day,
    setup_errors,
    short,
)
from dlcourse.topics.snippets import snippet

SHOWN, TOP = 20, 33.0
EDGES = np.arange(11) - 0.5
SIZES, NOISES = (15, 20, 30, 50, 100, 200), (0.0, 1.0, 2.0, 3.0)


def run(m, noise):
    """Two hundred training sets, all degrees."""
    *_, predictions, measured = refits(m, noise)
    bias2, variance = parts(predictions)
    return {
        "m": m,
        "noise": noise,
        "predictions": predictions,
        "all bias2": bias2,
        "all variance": variance,
        "measured": measured,
    }


def look(run, degree):
    """One degree of them."""
    return run | {
        "degree": degree,
        "bias2": float(run["all bias2"][degree]),
        "variance": float(run["all variance"][degree]),
        "error": float(run["measured"][degree]),
    }


def setup(figure):
    """The cloud of fits with its mean; the three parts stacked, and the measured error."""
    left, right = figure.subplots(1, 2, width_ratios=(1.1, 1))
    setup_day(left, f"{SHOWN} of {SETS} fits   — their mean   - - true")
    look = {"color": palette.VARIANCE, "linewidth": 0.7, "alpha": 0.6}
    (cloud,) = left.plot([], [], **look)
    (truth,) = left.plot(GRID, day(GRID), "--", color="white", linewidth=4)
    (truth,) = left.plot(GRID, day(GRID), "--", color=palette.REFERENCE, linewidth=2.2)
    (mean,) = left.plot([], [], color=palette.CHOSEN, linewidth=2.4)
    setup_errors(right, ylim=(0, TOP))
    right.set_title("Error on new points, °C²")
    right.grid(False, axis="x")
    artists = {"cloud": cloud, "truth": truth, "mean": mean}
    colours = {"noise": "#C9C9C9", "bias2": palette.BIAS, "variance": palette.VARIANCE}
    for name, colour in colours.items():
        hatch = {"bias2": "///", "variance": "", "noise": ".."}[name]
        artists[name] = right.stairs(
            np.zeros(10), EDGES, fill=True, facecolor=colour, edgecolor="white", hatch=hatch, lw=0
        )
    right.text(0.5, 0.92, "○ measured", transform=right.transAxes, ha="center")
    artists |= setup_names(right, colours | {"noise": palette.REFERENCE}, 9.7)
    look = {"linestyle": "None", "marker": "o", "markerfacecolor": "white"}
    (artists["error"],) = right.plot([], [], color=palette.CHOSEN, markersize=6, **look)
    look["markerfacecolor"] = "none"
    (artists["now"],) = right.plot([], [], color=palette.CHOSEN, ms=13, markeredgewidth=2, **look)
    return artists


def draw(artists, result):
    """Fits of the degree at hand, and the parts of all degrees."""
    fits = result["predictions"][:, result["degree"]]
    artists["cloud"].set_data(*side_by_side(GRID[:, np.newaxis], fits[:SHOWN].T))
    artists["mean"].set_data(GRID, fits.mean(axis=0))
    bottom, ends = np.zeros(10), {}
    for name, part in (
        ("noise", np.full(10, result["noise"] ** 2)),
        ("bias2", result["all bias2"]),
        ("variance", result["all variance"]),
    ):
        top = bottom + part
        artists[name].set_data(np.minimum(top, 10 * TOP), EDGES, np.minimum(bottom, 10 * TOP))
        ends[name] = min((top[-1] + bottom[-1]) / 2, (TOP + bottom[-1]) / 2)
        bottom = top
    place_names(artists, ends, {"bias2": "bias²"})
    shown = np.minimum(result["measured"], TOP)
    artists["error"].set_data(DEGREES, shown)
    artists["now"].set_data([result["degree"]], shown[[result["degree"]]])


def describe(result):
    """The three parts, their sum, and what was measured."""
    noise2 = result["noise"] ** 2
    total = result["bias2"] + result["variance"] + noise2
    return (
        f"Degree {result['degree']} on {result['m']} measurements: bias² "
        f"{short(result['bias2'])} + variance {short(result['variance'])} + noise "
        f"{short(noise2)} = {short(total)}; measured on new points: {short(result['error'])}."
    )


def code(m, noise, degree):
    """The same training sets, by `dl.bias_variance`."""
    return snippet(
        "from dlcourse.topics.bias_and_variance.runs import GRID, day, sample",
        f"x, y = sample(day, {m}, {noise:g}, np.random.default_rng(0), {SETS})",
        "sets = iter(zip(x, y))",
        f"fit = lambda x, y: np.polynomial.Polynomial.fit(x, y, {degree})",
        f"parts = dl.bias_variance(fit, lambda rng: next(sets), day, GRID, {SETS}, "
        "np.random.default_rng(0))",
        "bias2, variance, _ = parts",
    )


def many_fits():
    """Refit on two hundred training sets: what is the same in all fits, and what differs?"""
    return Explorer(
        title="Two hundred days' worth of fits",
        setup=setup,
        run=run,
        look=look,
        draw=draw,
        describe=describe,
        controls={
            "degree": StopSlider("degree", DEGREES, 4),
            "m": StopSlider("measurements m", SIZES, 15),
            "noise": StopSlider("noise σ", NOISES, 2.0),
        },
        presets=[
            Preset(
                "a straight line",
                "All fits agree, and all are wrong in the same way.",
                {"degree": 1},
                lambda r: r["bias2"] > 5 * r["variance"],
            ),
            Preset(
                "in between",
                "A little of both, and the least error.",
                {"degree": 4},
                lambda r: r["error"] < 1.3 * r["measured"].min(),
            ),
            Preset(
                "degree 9",
                "Every fit is far off somewhere else. Look at their mean.",
                {"degree": 9},
                lambda r: r["variance"] > 30 * r["bias2"],
            ),
            Preset(
                "degree 9, more data",
                "The bias stays where it was. The variance is nearly gone.",
                {"degree": 9, "m": 100},
                lambda r: r["variance"] < 1 and r["bias2"] < 0.1,
            ),
            Preset(
                "a line, more data",
                "The same line on every set, as wrong as before.",
                {"degree": 1, "m": 100},
                lambda r: r["variance"] < 0.3 and r["bias2"] > 8,
            ),
            Preset(
                "little noise",
                "With σ = 1 a higher degree pays.",
                {"degree": 6, "noise": 1.0},
                lambda r: r["measured"].argmin() >= 5,
            ),
        ],
        code=code,
        pin=("mean",),
        main=("degree",),
    )
