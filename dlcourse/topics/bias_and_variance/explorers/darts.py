"""The target: each training set throws one dart, the fit's errors at two hours of the day."""

import numpy as np

from dlcourse.figures import palette
from dlcourse.figures.lines import joined
from dlcourse.live.controls import StopSlider
from dlcourse.live.explorer import Explorer, Preset
from dlcourse.topics.bias_and_variance.runs import (
    DEGREES,
    SETS,
    day,
    fits,
    refits,
)
from dlcourse.topics.snippets import snippet

REACH = 9.0
AT = np.array([6.0, 18.0])  # o'clock, across and upwards
SIZES, NOISES = (15, 20, 30, 50, 100, 200), (0.0, 1.0, 2.0, 3.0, 4.0)
FOUR = {
    "low bias, low variance": {"degree": 6, "m": 200, "noise": 2.0},
    "low bias, high variance": {"degree": 9, "m": 15, "noise": 4.0},
    "high bias, low variance": {"degree": 1, "m": 200, "noise": 2.0},
    "high bias, high variance": {"degree": 2, "m": 15, "noise": 4.0},
}


def compute(degree, m, noise):
    """Two hundred darts."""
    x, y, _, _ = refits(m, noise)
    darts = fits(x, y, AT)[:, degree] - day(AT)
    middle = darts.mean(axis=0)
    return {
        "degree": degree,
        "m": m,
        "noise": noise,
        "darts": darts,
        "middle": middle,
        "bias": float(np.hypot(*middle)),
        "spread": float(np.sqrt(np.mean(np.sum((darts - middle) ** 2, axis=1)))),
    }


def setup(figure):
    """The target of the setting at hand, and four small ones that stay."""
    grid = figure.add_gridspec(2, 4, width_ratios=(1, 1, 1, 1))
    large = figure.add_subplot(grid[:, :2])
    large.set(xticks=(-8, -4, 0, 4, 8), yticks=(-8, -4, 0, 4, 8))
    large.set(xlabel="error at 6 h, °C", ylabel="error at 18 h, °C")
    artists = target(large) | {"heading": large.set_title("")}
    for i, (name, setting) in enumerate(FOUR.items()):
        small = figure.add_subplot(grid[i // 2, 2 + i % 2])
        small.set(xticks=[], yticks=[])
        small.set_title(name.replace(", ", ",\n"), fontsize=11)
        small.set_xlabel("degree {degree}, m = {m}, σ = {noise:g}".format(**setting), fontsize=10)
        draw(target(small, 0.6), compute(**setting))
    return artists


def target(axes, scale=1.0):
    """Rings, and room for darts and their middle; marks are drawn to scale."""
    axes.set(xlim=(-REACH, REACH), ylim=(-REACH, REACH), aspect="equal")
    axes.grid(False)
    turn = np.linspace(0, 2 * np.pi, 90)
    rings = joined([r * np.array([np.cos(turn), np.sin(turn)]) for r in (1, 2, 4, 6, 8)])
    axes.plot(*rings, color="#BBBBBB", linewidth=1)
    look = {"linestyle": "None", "marker": "o", "markersize": 4 * scale}
    (darts,) = axes.plot([], [], color=palette.VARIANCE, markeredgewidth=0, **look)
    (miss,) = axes.plot([], [], color=palette.BIAS, linewidth=2.5 * scale)
    look = {"linestyle": "None", "marker": "X", "markersize": 11 * scale**1.5, "mec": "white"}
    (middle,) = axes.plot([], [], color=palette.BIAS, **look)
    look = {"marker": "o", "markersize": 7 * scale, "mec": "white"}
    (centre,) = axes.plot([0], [0], color=palette.CHOSEN, **look)
    return {"darts": darts, "miss": miss, "middle": middle, "centre": centre}


def draw(artists, result):
    """The darts, and how far their middle is from the centre."""
    artists["darts"].set_data(*np.clip(result["darts"], -REACH, REACH).T)
    artists["miss"].set_data(*np.array([[0, 0], result["middle"]]).T)
    artists["middle"].set_data(*result["middle"][:, np.newaxis])
    if "heading" in artists:  # the small targets have names
        words = f"Degree {result['degree']}, m = {result['m']}, σ = {result['noise']:g}"
        artists["heading"].set_text(words)


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
                FOUR["low bias, low variance"],
                lambda r: r["bias"] < 1 and r["spread"] < 1.2,
            ),
            Preset(
                "low bias, high variance",
                "Degree 9 on 15 measurements with σ = 4: right on average, and far away each time.",
                FOUR["low bias, high variance"],
                lambda r: r["bias"] < 1 and r["spread"] > 3.5,
            ),
            Preset(
                "high bias, low variance",
                "A line on 200 measurements: a tight group in the wrong place.",
                FOUR["high bias, low variance"],
                lambda r: r["bias"] > 3 and r["spread"] < 1.2,
            ),
            Preset(
                "high bias, high variance",
                "Degree 2 on 15 measurements with σ = 4: stiff and shaky at the same time.",
                FOUR["high bias, high variance"],
                lambda r: r["bias"] > 4 and r["spread"] > 1.8,
            ),
        ],
        code=code,
        pin=("middle",),
        main=("degree",),
    )
