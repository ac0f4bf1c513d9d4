"""Momentum's memory: the same average, taken of the gradients of mini-batches.

Linear regression with 8 weights. They are carried through the valley of the cost at a steady pace,
from one side to the other, so that the true gradient is a straight line through 0, and known. Each
mini-batch gives it with noise; v averages the noisy ones, as momentum does, from v_0 = 0.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from dlcourse import Dense, MeanSquaredError, Network, exponentially_weighted_average
from dlcourse.figures import palette
from dlcourse.live.controls import StopSlider, seed
from dlcourse.live.explorer import Explorer, Preset
from dlcourse.topics.exponentially_weighted_averages.runs import BETAS, in_days
from dlcourse.topics.snippets import expression, snippet

WEIGHTS, EXAMPLES, ITERATIONS = 8, 500, 400
NOISE = 3.0  # standard deviation of what no linear function explains
FAR = 2.0  # from the minimum, for each weight, at the start and at the end
PACE = np.linspace(-1, 1, ITERATIONS)
BOTTOM = (ITERATIONS + 1) / 2  # the iteration at which the minimum is passed
LATE = ITERATIONS // 2  # from here on the average has its full length
LIMIT = 4.5  # of the gradient's axis


@dataclass(frozen=True, eq=False)
class Memory:
    """Gradients at each iteration: true, of a mini-batch, and averaged."""

    beta: float
    batch_size: int
    all_true: np.ndarray  # (ITERATIONS, WEIGHTS)
    all_noisy: np.ndarray
    v: np.ndarray  # (ITERATIONS,), the average for the weight that is shown

    @property
    def true(self):
        """The true gradient for the weight that is shown."""
        return self.all_true[:, 0]

    @property
    def noisy(self):
        """The mini-batches' gradients for the weight that is shown."""
        return self.all_noisy[:, 0]

    @cached_property
    def noise(self):
        """Standard deviation of the noise, over the later half and all weights."""
        return float(np.std((self.all_noisy - self.all_true)[LATE:]))

    @cached_property
    def noise_left(self):
        """The same for the average of the noise."""
        v, error = np.zeros(WEIGHTS), self.all_noisy - self.all_true
        kept = np.empty_like(error)
        for t, today in enumerate(error):
            v = self.beta * v + (1 - self.beta) * today
            kept[t] = v
        return float(np.std(kept[LATE:]))

    @property
    def theory(self):
        """The share of independent noise that is left: √((1 - β)/(1 + β))."""
        return float(np.sqrt((1 - self.beta) / (1 + self.beta)))

    @cached_property
    def delay(self):
        """How many iterations after the true gradient its average changes sign."""
        average = exponentially_weighted_average(self.true * np.sign(self.true[-1]), self.beta)
        before = int(np.flatnonzero(average < 0)[-1])  # counted from 0
        low, high = average[before : before + 2]
        return float(before + 1 + low / (low - high) - BOTTOM)


def compute(beta, batch_size, seed):
    """The mini-batches' gradients along the way, and their average."""
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(WEIGHTS, EXAMPLES))
    Y = rng.normal(size=(1, WEIGHTS)) @ X + NOISE * rng.normal(size=(1, EXAMPLES))
    best, *_ = np.linalg.lstsq(X.T, Y[0])
    batches = rng.integers(0, EXAMPLES, (ITERATIONS, batch_size))
    # an example's gradient is x (x·w - y); at w = best + s FAR its two parts are
    steep, rest = X * (FAR * X.sum(axis=0)), X * (best @ X - Y)
    # how often each example is in each batch, as shares: all means at once
    flat = (batches + EXAMPLES * np.arange(ITERATIONS)[:, np.newaxis]).ravel()
    shares = np.bincount(flat, minlength=ITERATIONS * EXAMPLES).reshape(ITERATIONS, EXAMPLES)
    shares = shares / batch_size
    along = PACE[:, np.newaxis]
    noisy = along * (shares @ steep.T) + shares @ rest.T
    true = along * steep.mean(axis=1)  # the rest has mean 0: best is the minimum
    v = exponentially_weighted_average(noisy[:, 0], beta)
    return Memory(beta, batch_size, true, noisy, v)


def setup(figure):
    """Left one weight's gradients, right what the average gains and what it costs."""
    grid = figure.add_gridspec(2, 2, width_ratios=(2.1, 1))
    left, top, bottom = (figure.add_subplot(part) for part in (grid[:, 0], grid[0, 1], grid[1, 1]))
    left.set(title=f"One of {WEIGHTS} gradients", xlim=(0, ITERATIONS), ylim=(-LIMIT, LIMIT))
    left.set(xlabel="iteration", ylabel="gradient")
    left.axhline(0, color="#555555", linewidth=0.8)
    window = 1 / (1 - np.array(BETAS[:21]))
    for axes, title in ((top, "Noise left"), (bottom, "Iterations late")):
        axes.set(xscale="log", xlim=(0.9, 125), title=title, xticks=(1, 10, 100))
        axes.set_xticklabels(("1", "10", "100"))
        axes.minorticks_off()
    top.set(ylim=(0, 1.08), yticks=(0, 0.5, 1))
    top.tick_params(labelbottom=False)
    bottom.set(ylim=(-3, 110), xlabel="1/(1 − β)", yticks=(0, 50, 100))
    theory = {"color": palette.REFERENCE, "linestyle": "--", "linewidth": 1.4}
    top.plot(window, np.sqrt(1 / (2 * window - 1)), **theory)
    top.text(1.9, 0.68, "√((1−β)/(1+β))", color=palette.REFERENCE, fontsize=10)
    bottom.plot(window, window - 1, **theory)
    bottom.text(40, 72, "β/(1−β)", color=palette.REFERENCE, fontsize=10, ha="right")
    red = {"color": palette.AVERAGE}
    dark = {"color": palette.CHOSEN, "zorder": 5}
    artists = {}
    (artists["noisy"],) = left.plot([], [], ".", color=palette.REFERENCE, markersize=3, alpha=0.7)
    (artists["true"],) = left.plot([], [], linewidth=1.4, **dark | {"zorder": 2.5})
    (artists["v"],) = left.plot([], [], linestyle=(0, (6, 1)), **red)
    (artists["arrow"],) = left.plot([], [], linewidth=2, **dark)
    (artists["head"],) = left.plot([], [], ">", markersize=7, **dark)
    (artists["left_dot"],) = top.plot([], [], "o", markersize=9, **red)
    (artists["late_dot"],) = bottom.plot([], [], "o", markersize=9, **red)
    box = {"bbox": {"facecolor": "white", "alpha": 0.85, "linewidth": 0, "pad": 1}, "zorder": 6}
    artists["late"] = left.text(0, -0.75, "", va="top", fontsize=10, **box)
    for x, y, text, colour in (
        (8, 3.9, "• of a mini-batch", palette.REFERENCE),
        (8, 3.3, "— true", palette.CHOSEN),
        (8, 2.7, "- - average v", palette.AVERAGE),
    ):
        left.text(x, y, text, color=colour, fontsize=10, **box)
    return artists


def draw(artists, result):
    """Gradients, the delay as an arrow, and where this β is on both curves."""
    t = np.arange(1, ITERATIONS + 1)
    artists["noisy"].set_data(t, result.noisy)
    artists["true"].set_data(t, result.true)
    artists["v"].set_data(t, result.v)
    tip, some = BOTTOM + result.delay, result.delay >= 0.5
    artists["arrow"].set_data([BOTTOM, tip] if some else [], [0, 0] if some else [])
    artists["head"].set_data([tip] * some, [0] * some)
    artists["late"].set(text=f"{in_days(result.delay)} late" if some else "", x=tip + 4)
    window = 1 / (1 - result.beta)
    artists["left_dot"].set_data([window], [result.noise_left / result.noise])
    artists["late_dot"].set_data([window], [result.delay])


def describe(result):
    """What is left of the noise, and how late it is."""
    left = result.noise_left / result.noise
    larger = (1 + result.beta) / (1 - result.beta)
    times = f", as with batches {larger:.3g} times as large" if result.beta else ""
    late = f"{in_days(result.delay)} iteration{'' if in_days(result.delay) == '1' else 's'} late"
    return (
        f"β = {result.beta:g}: of the noise, {result.noise:.2f}, {left:.2f} is left (theory "
        f"{result.theory:.2f}{times}); v changes sign {late}. "
        f"Its memory: {WEIGHTS} numbers, one a weight."
    )


def code(beta, batch_size, seed):
    """The gradients of the weight that is shown, by the network itself."""
    net = expression(Network([Dense(WEIGHTS, 1, bias=False)], MeanSquaredError()))
    return snippet(
        f"rng, net = np.random.default_rng({seed}), {net}",
        f"X = rng.normal(size=({WEIGHTS}, {EXAMPLES}))",
        f"Y = rng.normal(size=(1, {WEIGHTS})) @ X + {NOISE:g} * rng.normal(size=(1, {EXAMPLES}))",
        f"ways = np.linspace(-{FAR:g}, {FAR:g}, {ITERATIONS})[:, None] "
        "+ np.linalg.lstsq(X.T, Y[0])[0]",
        f"batches = rng.integers(0, {EXAMPLES}, ({ITERATIONS}, {batch_size}))",
        "noisy = [net.cost_and_gradient(w, X[:, i], Y[:, i])[1][0] for w, i in zip(ways, batches)]",
        f"v = dl.exponentially_weighted_average(noisy, beta={beta:g})",
    )


def momentum_memory():
    """The average of noisy gradients: less noise for more delay."""
    return Explorer(
        title="The average as momentum's memory",
        setup=setup,
        compute=compute,
        draw=draw,
        describe=describe,
        controls={
            "beta": StopSlider("β", BETAS[:21], 0.9),
            "batch_size": StopSlider("batch size", (1, 2, 4, 8, 16, 32, 64), 16),
            "seed": seed(),
        },
        presets=[
            Preset(
                "no memory",
                "β = 0: v is the gradient of the mini-batch, with all its noise and no delay.",
                {"beta": 0.0},
                lambda r: r.noise_left == r.noise and abs(r.delay) < 1e-6,
            ),
            Preset(
                "ten iterations",
                "β = 0.9, momentum's usual value: a quarter of the noise, nine iterations late.",
                {"beta": 0.9},
                lambda r: 0.18 < r.noise_left / r.noise < 0.28 and abs(r.delay - 9) < 0.1,
            ),
            Preset(
                "too long a memory",
                "β = 0.98: smooth, and for 45 iterations v still points where the minimum was.",
                {"beta": 0.98},
                lambda r: r.noise_left / r.noise < 0.15 and r.delay > 40,
            ),
            Preset(
                "large batches instead",
                "No memory, 64 examples a batch: as quiet as β = 0.6 with batches of 16, "
                "never late, and four times the work.",
                {"beta": 0.0, "batch_size": 64},
                lambda r: r.noise < 0.75 and abs(r.delay) < 1e-6,
            ),
        ],
        code=code,
        pin=("v", "left_dot", "late_dot"),
        main=("beta",),
    )
