"""A polynomial through all N points: between them, and beyond the last one."""

import numpy as np

from dlcourse.figures import palette
from dlcourse.live.controls import StopSlider, choice, seed
from dlcourse.live.explorer import Explorer, Preset
from dlcourse.topics.bias_and_variance.runs import day, fits, moments, setup_day
from dlcourse.topics.snippets import snippet

ALL = "N - 1, through all points"
FITS = {"1": 1, "3": 3, ALL: None}
WIDE = np.linspace(-6, 36, 337)
LOW, HIGH = -15.0, 45.0
LOWEST, HIGHEST = 0.03, 3e4


def compute(n, noise, kind, hour, seed):
    """The fit, and its error at every hour from six hours before to twelve hours after the day."""
    rng = np.random.default_rng(seed)
    x = moments(n, rng)
    y = day(x) + noise * rng.standard_normal(n)
    degree = min(FITS[kind] or n - 1, n - 1)
    fit = fits(x, y, np.append(WIDE, hour), degree)[degree]
    inside = (x[0] <= WIDE) & (x[-1] >= WIDE)
    says = float(fit[-1])
    return {
        "n": n,
        "degree": degree,
        "x": x,
        "y": y,
        "fit": fit[:-1],
        "error": np.abs(fit[:-1] - day(WIDE)),
        "between": float(np.abs(fit[:-1] - day(WIDE))[inside].max()),
        "hour": hour,
        "says": says,
        "true": float(day(hour)),
    }


def setup(figure):
    """The fit before, during and after the day; its error on a log scale."""
    left, right = figure.subplots(1, 2, width_ratios=(1.25, 1))
    setup_day(left, "● measured   - - true   — fitted")
    left.set(xlim=(-6, 36), ylim=(LOW, HIGH), xticks=range(-6, 37, 6))
    right.set(xlim=(-7, 37.5), xticks=range(-6, 37, 6), yscale="log", ylim=(LOWEST, HIGHEST))
    right.set(title="Size of the error, °C (log scale)", xlabel="hour of the day")
    right.set_yticks([0.1, 1, 10, 100, 1e3, 1e4], ["0.1", "1", "10", "100", "1,000", "10,000"])
    right.minorticks_off()
    left.plot(WIDE, day(WIDE), "--", color=palette.REFERENCE, linewidth=1.8)
    for axes in (left, right):
        for low, high in ((-6, 0), (24, 36)):
            axes.axvspan(low, high, color="#EEEEEE", linewidth=0, zorder=0)
    artists = {}
    (artists["fit"],) = left.plot([], [], color=palette.CHOSEN)
    (artists["points"],) = left.plot([], [], "o", color=palette.TRAIN)
    (artists["at"],) = left.plot([], [], ":", color=palette.CHOSEN, linewidth=1.3)
    (artists["error"],) = right.plot([], [], color=palette.DEV)
    look = {"linestyle": "None", "marker": "o", "markersize": 11, "markerfacecolor": "none"}
    (artists["there"],) = right.plot([], [], color=palette.CHOSEN, markeredgewidth=2, **look)
    return artists


def draw(artists, result):
    """The fit where it is in sight, and the error."""
    artists["fit"].set_data(WIDE, np.clip(result["fit"], 2 * LOW, 2 * HIGH))
    artists["points"].set_data(result["x"], result["y"])
    artists["at"].set_data([result["hour"]] * 2, [LOW, HIGH])
    artists["error"].set_data(WIDE, np.clip(result["error"], LOWEST, HIGHEST))
    error = abs(result["says"] - result["true"])
    artists["there"].set_data([result["hour"]], [np.clip(error, LOWEST, HIGHEST)])


def describe(result):
    """The largest error between the points, and what is said at the hour asked for."""
    return (
        f"Degree {result['degree']} through {result['n']} points: between the first and the last "
        f"it is at most {result['between']:,.1f} °C wrong. At hour {result['hour']:g} it says "
        f"{result['says']:,.0f} °C, true are {result['true']:.0f} °C."
    ).replace("-", "−")


def code(n, noise, kind, hour, seed):
    """The same polynomial by numpy."""
    degree = min(FITS[kind] or n - 1, n - 1)
    return snippet(
        "from dlcourse.topics.bias_and_variance.runs import day, moments",
        f"rng = np.random.default_rng({seed})",
        f"x = moments({n}, rng)",
        f"y = day(x) + {noise:g} * rng.standard_normal({n})",
        f"says = np.polynomial.Polynomial.fit(x, y, {degree}, domain=[0, 24])({hour:g})",
    )


def between_and_beyond():
    """Interpolation and extrapolation: a fit says something everywhere, and knows little."""
    return Explorer(
        title="Between the points and beyond them",
        setup=setup,
        compute=compute,
        draw=draw,
        describe=describe,
        controls={
            "hour": StopSlider("ask at hour", np.arange(-6, 37, 3), 36),
            "n": StopSlider("points N", (4, 5, 6, 8, 10), 8),
            "noise": StopSlider("noise σ", (0.0, 0.5, 1.0, 2.0), 0.0),
            "kind": choice("degree", list(FITS), ALL),
            "seed": seed(),
        },
        presets=[
            Preset(
                "at noon",
                "Between its points the polynomial is not far off.",
                {"hour": 12},
                lambda r: abs(r["says"] - r["true"]) < 2,
            ),
            Preset(
                "tomorrow noon",
                "Eight perfect measurements, and none of them holds it here.",
                {"hour": 36},
                lambda r: abs(r["says"] - r["true"]) > 1000,
            ),
            Preset(
                "tomorrow noon, σ = 1",
                "A degree more or less in the measurements, and thousands beyond them.",
                {"hour": 36, "noise": 1.0},
                lambda r: abs(r["says"] - r["true"]) > 1000,
            ),
            Preset(
                "tomorrow noon by a line",
                "A stiff curve runs away more slowly. It does not know about nights either.",
                {"hour": 36, "kind": "1"},
                lambda r: 1 < abs(r["says"] - r["true"]) < 40,
            ),
        ],
        code=code,
        pin=("fit", "error"),
        main=("hour",),
    )
