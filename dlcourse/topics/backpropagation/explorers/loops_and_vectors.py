"""The gradient of a neuron over m examples with n inputs: by loops, and as one matrix product.

The arithmetic is counted, the time measured when the reader asks for it. All three ways have to
give the same numbers, or there is no figure.
"""

from dataclasses import dataclass
from time import perf_counter

import numpy as np

from dlcourse.figures import palette
from dlcourse.live.controls import StopSlider, measure
from dlcourse.live.explorer import Explorer, Preset
from dlcourse.topics.snippets import snippet

WAYS = ("two loops", "one loop", "no loop")
REPEATS = 3  # the fastest counts
MICRO = 1e6


@dataclass(frozen=True, eq=False)
class Gradients:
    """What each way takes: counts, and seconds where they were measured."""

    m: int
    n: int
    dW: np.ndarray  # (1, n)
    seconds: tuple  # two loops, one loop, no loop; zeros where not measured

    @property
    def products(self):
        """Multiplications of an entry of X and one of dZ: as many in every way."""
        return self.m * self.n

    @property
    def lines(self):
        """How often Python runs the line that multiplies, in each way."""
        return self.m * self.n, self.m, 1

    @property
    def measured(self):
        """Whether the button is pressed."""
        return self.seconds[0] > 0


def two_loops(X, dZ):
    """Entry by entry."""
    (n, m), dW = X.shape, np.zeros((1, X.shape[0]))
    for j in range(m):
        for i in range(n):
            dW[0, i] += dZ[0, j] * X[i, j]
    return dW / m


def one_loop(X, dZ):
    """Example by example; `j : j + 1` keeps a column a column."""
    m, dW = X.shape[1], np.zeros((1, X.shape[0]))
    for j in range(m):
        dW += dZ[0, j] * X[:, j : j + 1].T
    return dW / m


def no_loop(X, dZ):
    """All at once."""
    return dZ @ X.T / X.shape[1]


def timed(way, X, dZ):
    """Seconds of the fastest of several runs."""
    times = []
    for _ in range(REPEATS):
        start = perf_counter()
        way(X, dZ)
        times.append(perf_counter() - start)
    return max(min(times), 1e-9)  # a clock may be too coarse; 0 means not measured


def compute(m, n, timing):
    """Count; with the button pressed run all three, compare their results, and measure."""
    rng = np.random.default_rng(0)
    X, dZ = rng.normal(size=(n, m)), rng.normal(size=(1, m))
    dW, seconds = no_loop(X, dZ), (0.0, 0.0, 0.0)
    if timing:
        for way in (two_loops, one_loop):
            if not np.allclose(way(X, dZ), dW, rtol=1e-9, atol=1e-12):
                raise ArithmeticError(f"{way.__name__} gives another gradient than the product")
        seconds = tuple(timed(way, X, dZ) for way in (two_loops, one_loop, no_loop))
    return Gradients(m, n, dW, seconds)


def setup(figure):
    """Left the multiplications, in the middle what Python runs, right the time; all on log axes."""
    left, middle, right = figure.subplots(1, 3, sharey=True, width_ratios=(1, 1, 1.15))
    artists = {}
    for axes, kind, title, most in (
        (left, "products", "Multiplications", 3e8),
        (middle, "lines", "Lines that Python runs", 3e8),
        (right, "times", "Time in µs", 3e8),
    ):
        axes.set(title=title, xscale="log", xlim=(0.5, most), ylim=(2.5, -0.6), yticks=range(3))
        axes.set_xticks((1, 100, 10_000, 1_000_000), ("1", "100", "10⁴", "10⁶"))
        axes.set_xlabel("log scale")
        axes.minorticks_off()
        axes.grid(axis="y", visible=False)
        axes.set_yticklabels(WAYS)
        for row in range(3):
            (artists[f"{kind}_{row}"],) = axes.fill([], [], color=palette.WEIGHTS, linewidth=0)
            artists[f"{kind}_says_{row}"] = axes.text(1, row, "", va="center", fontsize=10)
    return artists


def draw(artists, result):
    """Three bars for each of three quantities; no bar of time where none was measured."""
    for kind, values in (
        ("products", (result.products,) * 3),
        ("lines", result.lines),
        ("times", [MICRO * s for s in result.seconds]),
    ):
        for row, value in enumerate(values):
            low, high, bar, says = (
                row - 0.28,
                row + 0.28,
                artists[f"{kind}_{row}"],
                artists[f"{kind}_says_{row}"],
            )
            known = kind != "times" or result.measured
            end = max(value, 0.5) if known else 0.5
            bar.set_xy([(0.5, low), (end, low), (end, high), (0.5, high)])
            text = f"{value:,.0f}" if kind != "times" else f"{value:.2g}"
            if kind == "times" and value >= 1000:
                text = f"{float(f'{value:.2g}'):,.0f}"
            says.set(text=text if known else "not yet measured", x=1.3 * max(end, 0.55))


def describe(result):
    """The counts, and the times or that there are none yet."""
    two, one, none = result.lines
    sentence = (
        f"{result.products:,} multiplications in each of the three ways. Python runs the line that "
        f"multiplies {two:,} times with two loops, {one:,} times with one, {none} time without. "
    )
    if not result.measured:
        return sentence + "Time: not yet measured."
    times = [f"{MICRO * s:,.2g}" if s < 1e-3 else f"{1000 * s:,.2g} m" for s in result.seconds]
    times = [text.replace(" m", " ms") if " m" in text else f"{text} µs" for text in times]
    return sentence + f"Time: {times[0]}, {times[1]} and {times[2]}, the results are equal."


def code(m, n, timing):
    """The same gradient, twice."""
    return snippet(
        f"rng, m, n = np.random.default_rng(0), {m}, {n}",
        "X, dZ = rng.normal(size=(n, m)), rng.normal(size=(1, m))",
        "dW = dZ @ X.T / m",
        "by_loop = sum(dZ[0, j] * X[:, j:j+1].T for j in range(m)) / m",
        "assert np.allclose(by_loop, dW)",
    )


def loops_and_vectors():
    """What vectorizing saves: counted at once, measured at the press of a button."""
    return Explorer(
        title="Loops, and a matrix product",
        setup=setup,
        compute=compute,
        draw=draw,
        describe=describe,
        controls={
            "m": StopSlider("examples m", (4, 10, 30, 100, 300, 1000, 3000), 100),
            "n": StopSlider("inputs n", (2, 5, 10, 20, 50, 100), 20),
            "timing": measure("Measure the time"),
        },
        presets=[
            Preset(
                "by hand",
                "The worked example: 8 products, and little to be gained.",
                {"m": 4, "n": 2},
                lambda r: r.products == 8 and r.lines == (8, 4, 1),
            ),
            Preset(
                "a thousand examples",
                "Now press Measure the time, more than once.",
                {"m": 1000, "n": 100},
                lambda r: r.products == 100_000 == r.lines[0],
            ),
            Preset(
                "many examples, two inputs",
                "Where the columns are short, a loop over the examples saves little.",
                {"m": 3000, "n": 2},
                lambda r: r.lines == (6000, 3000, 1),
            ),
        ],
        code=code,
        main=("m", "n"),
        size=(9, 3.3),
    )
