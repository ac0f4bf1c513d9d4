"""A polynomial through noisy measurements: its degree, the train and the dev error."""

import numpy as np

from dlcourse.figures import palette
from dlcourse.figures.named_curves import draw_curves, setup_curves
from dlcourse.live.controls import StopSlider, choice, seed
from dlcourse.live.explorer import Explorer, Preset
from dlcourse.topics.bias_and_variance.runs import (
    CURVES,
    DEGREES,
    FINE,
    NOISE,
    NOISES,
    SIZES,
    fits,
    sample,
    setup_day,
    setup_errors,
    setup_fit,
    short,
    squared,
)
from dlcourse.topics.snippets import snippet

M_DEV = 1000
LOWEST, HIGHEST = 0.3, 400.0  # of the errors' axis
AXES = {  # what a curve's axes are called
    "a day": ("hour of the day", "temperature, °C"),
    "a career": ("years after the 16th birthday", "matches won in the year"),
    "a cubic": ("x", "y"),
}


def run(m, noise, seed, curve):
    """All degrees on one training set."""
    rng, truth = np.random.default_rng(seed), CURVES[curve]
    x, y = sample(truth, m, noise, rng)
    x_dev, y_dev = sample(truth, M_DEV, noise, rng)
    return {
        "curve": curve,
        "noise": noise,
        "x": x,
        "y": y,
        "fits": fits(x, y, FINE),
        "train": squared(fits(x, y, x) - y),
        "dev": squared(fits(x, y, x_dev) - y_dev),
    }


def look(run, degree):
    """One degree of them."""
    train_error, dev_error = float(run["train"][degree]), float(run["dev"][degree])
    return run | {"degree": degree, "train_error": train_error, "dev_error": dev_error}


def setup(figure):
    """The measurements with curve and fit; both errors against the degree."""
    left, right = figure.subplots(1, 2, width_ratios=(1.1, 1))
    setup_day(left, "● measured   - - true   — fitted")
    artists = setup_fit(left)
    setup_errors(right, yscale="log", ylim=(LOWEST, HIGHEST))
    right.set_title("Mean squared error (log scale)")
    right.set_yticks([1, 10, 100], ["1", "10", "100"])
    looks = palette.TRAIN_AND_DEV | {"noise": NOISE}
    looks["train"] = looks["train"] | {"marker": "o", "markersize": 4}
    looks["dev"] = looks["dev"] | {"marker": "s", "markersize": 4}
    artists |= setup_curves(right, looks, 9.5)
    artists["noise_name"].set_text("noise σ²")
    look = {"linestyle": "None", "marker": "o", "markersize": 11, "markerfacecolor": "none"}
    (artists["now"],) = right.plot([], [], color=palette.CHOSEN, markeredgewidth=2, **look)
    return artists


def draw(artists, result):
    """Points, curves, and a ring on both errors of the degree at hand."""
    axes = artists["fit"].axes
    for words, label in zip(AXES[result["curve"]], (axes.set_xlabel, axes.set_ylabel), strict=True):
        label(words)
    artists["truth"].set_data(FINE, CURVES[result["curve"]](FINE))
    artists["fit"].set_data(FINE, result["fits"][result["degree"]])
    artists["points"].set_data(result["x"], result["y"])
    seen = {name: np.clip(result[name], LOWEST, HIGHEST) for name in ("train", "dev")}
    curves = {name: (DEGREES, errors) for name, errors in seen.items()}
    floor = max(result["noise"] ** 2, 1e-3)
    draw_curves(artists, curves | {"noise": ([-0.4, 9.4], [floor, floor])})
    artists["now"].set_data([result["degree"]] * 2, [e[result["degree"]] for e in seen.values()])


def describe(result):
    """Both errors, and where the dev error is least."""
    best = int(result["dev"].argmin())
    return (
        f"Degree {result['degree']} on {result['x'].size} measurements with σ = "
        f"{result['noise']:g}: train error {short(result['train_error'])}, dev error "
        f"{short(result['dev_error'])}. The least dev error is {short(result['dev'][best])}, at "
        f"degree {best}; the noise alone makes {result['noise'] ** 2:.1f}."
    )


def code(m, noise, seed, curve, degree):
    """The same training set and its polynomial, by numpy's own least squares."""
    return snippet(
        "from dlcourse.topics.bias_and_variance.runs import CURVES, sample",
        f"rng, true = np.random.default_rng({seed}), CURVES[{curve!r}]",
        f"x, y = sample(true, {m}, {noise:g}, rng)",
        f"x_dev, y_dev = sample(true, {M_DEV}, {noise:g}, rng)",
        f"fit = np.polynomial.Polynomial.fit(x, y, {degree})",
        "train_error = np.mean((fit(x) - y) ** 2)",
        "dev_error = np.mean((fit(x_dev) - y_dev) ** 2)",
    )


def polynomial_fit():
    """Degree, number of measurements, noise and luck: the fit and the U of the dev error."""
    return Explorer(
        title="A polynomial through measurements",
        setup=setup,
        run=run,
        look=look,
        draw=draw,
        describe=describe,
        controls={
            "degree": StopSlider("degree", DEGREES, 4),
            "m": StopSlider("measurements m", SIZES, 15),
            "noise": StopSlider("noise σ", NOISES, 2.0),
            "curve": choice("what is measured", list(CURVES), "a day"),
            "seed": seed(),
        },
        presets=[
            Preset(
                "a straight line",
                "It misses the day by as much on the points that it has seen as on new ones.",
                {"degree": 1},
                lambda r: r["train_error"] > 8 and r["dev_error"] < 3.5 * r["train_error"],
            ),
            Preset(
                "in between",
                "Not all points are met, and the curve of the day is.",
                {"degree": 4},
                lambda r: r["dev_error"] < r["dev"][1] and r["train_error"] > r["train"][9],
            ),
            Preset(
                "through nearly all points",
                "The train error is the least of all, and between the points anything happens.",
                {"degree": 9},
                lambda r: (
                    r["train_error"] == r["train"].min() and r["dev_error"] > 3 * r["train_error"]
                ),
            ),
            Preset(
                "the same, with 200 measurements",
                "Degree 9 again. This many points hold it in place.",
                {"degree": 9, "m": 200},
                lambda r: r["dev_error"] < 6,
            ),
            Preset(
                "no noise",
                "Nothing wrong to learn: a high degree does no harm.",
                {"degree": 9, "noise": 0.0},
                lambda r: r["dev_error"] < 0.5,
            ),
            Preset(
                "a career, degree 2",
                "Ten years of a tennis player. Degree 1 is too stiff, 4 bends for the noise.",
                {"degree": 2, "m": 10, "curve": "a career"},
                lambda r: r["dev_error"] < r["dev"][1] and r["dev_error"] < r["dev"][9],
            ),
            Preset(
                "a cubic, degree 6",
                "The truth has degree 3. Six is more than it needs, one is less.",
                {"degree": 6, "curve": "a cubic"},
                lambda r: r["train_error"] <= r["train"][3] and r["dev_error"] < r["dev"][1],
            ),
        ],
        code=code,
        pin=("fit", "train", "dev"),
        main=("degree", "m"),
    )
