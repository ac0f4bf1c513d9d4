"""Wider than the data: the dev error of random features rises to a peak, and falls again."""

from functools import cache

import numpy as np

from dlcourse.figures import palette
from dlcourse.figures.named_curves import draw_curves, setup_curves
from dlcourse.live.controls import StopSlider
from dlcourse.live.explorer import Explorer, Preset
from dlcourse.topics.bias_and_variance.runs import (
    FINE,
    HOURS,
    NOISE,
    day,
    sample,
    setup_day,
    setup_fit,
    short,
)
from dlcourse.topics.snippets import snippet

M, REPEATS, M_DEV, STEEP = 20, 20, 96, 5.0
WIDTHS = (2, 3, 5, 8, 12, 16, 20, 25, 32, 50, 80, 150, 400)
LAMBDAS = (0.0, 0.01, 0.1)
NOISES = (0.5, 1.0, 2.0)
LOWEST, HIGHEST = 0.01, 3e4


def features(x, width, rng):
    """Hidden tanh units that are drawn and never trained: (width, n) for x (n,) hours."""
    u = 2 * np.asarray(x) / HOURS - 1
    w, b = STEEP * rng.normal(size=(width, 1)), STEEP * rng.uniform(-1, 1, (width, 1))
    return np.tanh(w * u + b) / np.sqrt(width)


def fit(x, y, at, width, lambd, rng):
    """The smallest output weights among those with the least squared error, on new places."""
    seed = rng.integers(2**32)
    train, new = (features(some, width, np.random.default_rng(seed)) for some in (x, at))
    U, s, V = np.linalg.svd(train, full_matrices=False)
    keep = s > 1e-9 * s[0]
    inverse = np.where(keep, s, 0) / np.where(keep, s**2 + lambd, 1)
    mean = y.mean()
    w = U @ (inverse * (V @ (y - mean)))
    return mean + w @ new


@cache
def sweep(noise, lambd):
    """Fits on 20 training sets: predictions at FINE of the first set for each width, and errors.

    Returns: shown (13, 193);  train, dev (13,), medians over the sets
    """
    shown, errors = [], []
    for width in WIDTHS:
        rng = np.random.default_rng(3)
        both = []
        for i in range(REPEATS):
            x, y = sample(day, M, noise, rng)
            x_dev, y_dev = sample(day, M_DEV, noise, rng)
            says = fit(x, y, np.concatenate([x, x_dev, FINE]), width, lambd, rng)
            if not i:
                shown.append(says[M + M_DEV :])
            both.append([np.mean((says[:M] - y) ** 2), np.mean((says[M : M + M_DEV] - y_dev) ** 2)])
        errors.append(np.median(both, axis=0))
    return np.array(shown), *np.array(errors).T


def compute(width, noise, lambd):
    """One width of the sweep."""
    shown, train, dev = sweep(noise, lambd)
    at = WIDTHS.index(int(width))
    x, y = sample(day, M, noise, np.random.default_rng(3))
    return {
        "width": int(width),
        "noise": noise,
        "lambd": lambd,
        "x": x,
        "y": y,
        "fit": shown[at],
        "train": train,
        "dev": dev,
        "train_error": float(train[at]),
        "dev_error": float(dev[at]),
    }


def setup(figure):
    """One fit, and both errors against the width."""
    left, right = figure.subplots(1, 2, width_ratios=(1, 1.25))
    setup_day(left, "● measured   - - true   — fitted")
    artists = setup_fit(left)
    artists["truth"].set_data(FINE, day(FINE))
    right.set(xscale="log", yscale="log", xlim=(1.7, 1100), ylim=(LOWEST, HIGHEST))
    right.set(xlabel="hidden units (log scale)", title="Mean squared error (log scale)")
    right.set_xticks([2, 5, 20, 80, 400], ["2", "5", "20", "80", "400"])
    right.set_yticks([0.1, 1, 10, 100, 1000], ["0.1", "1", "10", "100", "1,000"])
    right.minorticks_off()
    right.axvline(M, color=palette.REFERENCE, linewidth=1.0)
    right.text(M * 1.1, 0.014, f"{M} units,\n{M} points", color=palette.REFERENCE, fontsize=10)
    looks = palette.TRAIN_AND_DEV | {"noise": NOISE}
    artists |= setup_curves(right, looks, 440)
    look = {"linestyle": "None", "marker": "o", "markersize": 11, "markerfacecolor": "none"}
    (artists["now"],) = right.plot([], [], color=palette.CHOSEN, markeredgewidth=2, **look)
    return artists


def draw(artists, result):
    """The fit, the curves, rings at the width at hand."""
    artists["fit"].set_data(FINE, result["fit"])
    artists["points"].set_data(result["x"], result["y"])
    train, dev = (np.clip(result[name], LOWEST, HIGHEST) for name in ("train", "dev"))
    floor = result["noise"] ** 2
    draw_curves(
        artists,
        {"train": (WIDTHS, train), "dev": (WIDTHS, dev), "noise": ([1.7, 400], [floor, floor])},
    )
    at = WIDTHS.index(result["width"])
    artists["now"].set_data([result["width"]] * 2, [train[at], dev[at]])


def describe(result):
    """Both errors here, at the peak and at the end."""
    peak = int(np.argmax(result["dev"][3:])) + 3
    train = "0" if result["train_error"] < 1e-6 else f"{result['train_error']:.2g}"
    return (
        f"{result['width']} hidden units on {M} points, λ = {result['lambd']:g}: train error "
        f"{train}, dev error {short(result['dev_error'])}. From 8 units on the dev error is "
        f"largest at {WIDTHS[peak]}, with {short(result['dev'][peak])}; at 400 it is "
        f"{short(result['dev'][-1])}."
    )


def code(width, noise, lambd):
    """The same sweep."""
    return snippet(
        "from dlcourse.topics.bias_and_variance.explorers.double_descent import WIDTHS, sweep",
        f"_, train, dev = sweep({noise:g}, {lambd:g})",
        f"at = WIDTHS.index({int(width)})",
        "train_error, dev_error = train[at], dev[at]",
    )


def double_descent():
    """Beyond the width at which all points are met: today's caveat to the U."""
    return Explorer(
        title="Double descent",
        setup=setup,
        compute=compute,
        draw=draw,
        describe=describe,
        controls={
            "width": StopSlider("hidden units", WIDTHS, 8),
            "lambd": StopSlider("λ", LAMBDAS, 0.0),
            "noise": StopSlider("noise σ", NOISES, 1.0),
        },
        presets=[
            Preset(
                "eight units",
                "The bottom of the U that we know.",
                {"width": 8},
                lambda r: r["dev_error"] < r["dev"][0],
            ),
            Preset(
                "as many units as points",
                "Just enough to meet every point, in one single way.",
                {"width": M},
                lambda r: r["dev_error"] > 20 * r["dev"][3],
            ),
            Preset(
                "twenty times as many",
                "Many ways to meet every point, and least squares takes the smallest weights.",
                {"width": 400},
                lambda r: r["train_error"] < 1e-6 and r["dev_error"] < r["dev"].max() / 20,
            ),
            Preset(
                "a little L2",
                "With a penalty on the weights there is hardly a peak.",
                {"width": M, "lambd": 0.1},
                lambda r: r["dev_error"] < 3 * r["dev"].min(),
            ),
        ],
        code=code,
        pin=("fit", "dev"),
        main=("width", "lambd"),
    )
