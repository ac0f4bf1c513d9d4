"""The target: each training set throws one dart, the fit's errors at two hours of the day."""

import numpy as np

from dlcourse.figures import palette
from dlcourse.figures.lines import joined, side_by_side
from dlcourse.live.controls import StopSlider
from dlcourse.live.explorer import Explorer, Preset
from dlcourse.topics.bias_and_variance.runs import (
    DEGREES,
    GRID,
    SETS,
    day,
    fits,
    refits,
    setup_day,
)
from dlcourse.topics.snippets import snippet

SHOWN, REACH = 20, 9.0
AT = np.array([6.0, 18.0])  # o'clock, across and upwards
SIZES, NOISES = (15, 20, 30, 50, 100, 200), (0.0, 1.0, 2.0, 3.0, 4.0)


def compute(degree, m, noise):
    """Two hundred darts."""
    x, y, predictions, _ = refits(m, noise)
    predictions = predictions[:, degree]
    darts = fits(x, y, AT)[:, degree] - day(AT)
    middle = darts.mean(axis=0)
    return {
        "degree": degree,
        "m": m,
        "predictions": predictions,
        "darts": darts,
        "middle": middle,
        "bias": float(np.hypot(*middle)),
        "spread": float(np.sqrt(np.mean(np.sum((darts - middle) ** 2, axis=1)))),
    }


def setup(figure):
    """The fits with the two hours, and the target."""
    left, right = figure.subplots(1, 2, width_ratios=(1.35, 1))
    setup_day(left, f"{SHOWN} of {SETS} fits   - - true")
    for hour in AT:
        left.axvline(hour, color=palette.CHOSEN, linewidth=1.2, linestyle=":")
    (cloud,) = left.plot([], [], color=palette.VARIANCE, linewidth=0.7, alpha=0.7)
    (truth,) = left.plot(GRID, day(GRID), "--", color=palette.REFERENCE, linewidth=2.2)
    right.set(xlim=(-REACH, REACH), ylim=(-REACH, REACH), aspect="equal")
    right.set(title="One dart for each fit", xlabel="error at 6 h, °C", ylabel="error at 18 h, °C")
    right.set(xticks=(-8, -4, 0, 4, 8), yticks=(-8, -4, 0, 4, 8))
    right.grid(False)
    turn = np.linspace(0, 2 * np.pi, 90)
    rings = joined([r * np.array([np.cos(turn), np.sin(turn)]) for r in (1, 2, 4, 6, 8)])
    right.plot(*rings, color="#BBBBBB", linewidth=1)
    right.plot(0, 0, "o", color=palette.GRADIENT, markersize=7)
    look = {"linestyle": "None", "marker": "o", "markersize": 3.5}
    (darts,) = right.plot([], [], color=palette.VARIANCE, markeredgewidth=0, **look)
    (miss,) = right.plot([], [], color=palette.BIAS, linewidth=2.5)
    look = {"linestyle": "None", "marker": "X", "markersize": 11, "markeredgecolor": "white"}
    (middle,) = right.plot([], [], color=palette.BIAS, **look)
    return {"cloud": cloud, "truth": truth, "darts": darts, "miss": miss, "middle": middle}


def draw(artists, result):
    """The darts, and how far their middle is from the centre."""
    lines = result["predictions"][:SHOWN].T
    artists["cloud"].set_data(*side_by_side(GRID[:, np.newaxis], lines))
    artists["darts"].set_data(*np.clip(result["darts"], -REACH, REACH).T)
    artists["miss"].set_data(*np.array([[0, 0], result["middle"]]).T)
    artists["middle"].set_data(*result["middle"][:, np.newaxis])


def describe(result):
    """Bias and spread in degrees."""
    return (
        f"Degree {result['degree']} on {result['m']} measurements: the middle of the darts (✕) is "
        f"{result['bias']:.1f} °C away from the centre, a typical dart is "
        f"{result['spread']:.1f} °C away from that middle."
    )


def code(degree, m, noise):
    """The darts again."""
    return snippet(
        "from dlcourse.topics.bias_and_variance.runs import day, fits, sample",
        "rng, at = np.random.default_rng(0), np.array([6, 18])",
        f"x, y = sample(day, {m}, {noise:g}, rng, {SETS})",
        f"darts = fits(x, y, at)[:, {degree}] - day(at)",
        "bias = np.hypot(*darts.mean(axis=0))",
        "spread = np.sqrt(np.mean(np.sum((darts - darts.mean(axis=0)) ** 2, axis=1)))",
    )


def darts():
    """High or low bias, high or low variance: four targets from one simulation."""
    return Explorer(
        title="The target",
        setup=setup,
        compute=compute,
        draw=draw,
        describe=describe,
        controls={
            "degree": StopSlider("degree", DEGREES, 5),
            "m": StopSlider("measurements m", SIZES, 15),
            "noise": StopSlider("noise σ", NOISES, 2.0),
        },
        presets=[
            Preset(
                "low bias, low variance",
                "Degree 6 on 200 measurements: all darts in the middle.",
                {"degree": 6, "m": 200},
                lambda r: r["bias"] < 1 and r["spread"] < 1.2,
            ),
            Preset(
                "low bias, high variance",
                "Degree 9 on 15 measurements with σ = 4: right on average, and far away each time.",
                {"degree": 9, "noise": 4.0},
                lambda r: r["bias"] < 1 and r["spread"] > 3.5,
            ),
            Preset(
                "high bias, low variance",
                "A line on 200 measurements: a tight group in the wrong place.",
                {"degree": 1, "m": 200},
                lambda r: r["bias"] > 3 and r["spread"] < 1.2,
            ),
            Preset(
                "high bias, high variance",
                "Degree 2 on 15 measurements with σ = 4: stiff and shaky at the same time.",
                {"degree": 2, "noise": 4.0},
                lambda r: r["bias"] > 4 and r["spread"] > 1.8,
            ),
        ],
        code=code,
        pin=("middle",),
        main=("degree",),
    )
