"""How late the average of gradients is, measured on itself over many runs.

The parameters are carried across the ravine at a steady pace, from one wall to the other, so that
the true gradient is a straight line through 0. Each mini-batch gives it with noise, and v averages
the noisy ones. How late v is tells its distance from the true line, divided by the line's slope.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from dlcourse.evidence import t_quantile
from dlcourse.figures import palette
from dlcourse.live.controls import StopSlider, seed
from dlcourse.live.explorer import Explorer, Preset
from dlcourse.topics.exponentially_weighted_averages.runs import (
    ARROWHEAD,
    BETAS,
    bottom,
    curvature,
    forecast,
    in_days,
)
from dlcourse.topics.snippets import snippet

ITERATIONS, MANY = 400, 100  # a run, and how many of them
LATE = ITERATIONS // 2  # from here on the start from 0 is forgotten
FAR = 1.0  # of each parameter from the bottom, at the start and at the end
PACE = np.linspace(-FAR, FAR, ITERATIONS)
SHOWN, LIMIT = (140, 280), 1.3  # the crossing, and the gradient's axis
LONGEST = 40  # steps of delay that have room
SMALL, LARGE = 4, 64  # days a mini-batch: what the runs are compared with


@dataclass(frozen=True, eq=False)
class Crossing:
    """dθ₁ + dθ₂ along the way, in each of the runs."""

    beta: float
    batch_size: int
    seed: int
    true: np.ndarray  # (ITERATIONS,)
    noisy: np.ndarray  # (ITERATIONS, MANY)
    v: np.ndarray  # (ITERATIONS, MANY)

    @property
    def delays(self):
        """(MANY,): by how many steps v is late, on average over the later half of a run."""
        slope = self.true[1] - self.true[0]
        return ((self.true[:, np.newaxis] - self.v) / slope)[LATE:].mean(axis=0)

    @property
    def others(self):
        """The same runs with mini-batches of 4 days, or of 64 where these have 4."""
        other = LARGE if self.batch_size == SMALL else SMALL
        return compute(self.beta, other, self.seed)

    @property
    def late(self):
        """The delay in the run that is drawn."""
        return float(self.delays[0])

    @property
    def delay(self):
        """Mean over the runs and half of its 95 % interval."""
        half = t_quantile(MANY - 1) * self.delays.std(ddof=1) / np.sqrt(MANY)
        return float(self.delays.mean()), float(half)

    @property
    def expected(self):
        """β/(1 - β)."""
        return self.beta / (1 - self.beta)

    @property
    def noise(self):
        """(2,): standard deviations of the mini-batches' gradients and of v about their means."""
        over = [(a - a.mean(axis=1, keepdims=True))[LATE:].std() for a in (self.noisy, self.v)]
        return np.array(over) * np.sqrt(MANY / (MANY - 1))


@lru_cache(maxsize=32)
def gradients(batch_size, seed):
    """(ITERATIONS, MANY): dθ₁ + dθ₂ of mini-batches along the way."""
    X, y = forecast()
    both = X.sum(axis=0)
    at_bottom, steeper = both * (bottom() @ X - y), both**2
    runs = np.empty((ITERATIONS, MANY))
    for run in range(MANY):
        days = days_of(batch_size, seed, run)
        runs[:, run] = at_bottom[days].mean(axis=1) + PACE * steeper[days].mean(axis=1)
    runs.setflags(write=False)
    return runs


def days_of(batch_size, seed, run):
    """(ITERATIONS, batch_size): the days in each mini-batch of a run."""
    return np.random.default_rng([seed, run]).integers(
        0, forecast()[1].size, (ITERATIONS, batch_size)
    )


@lru_cache(maxsize=8)
def compute(beta, batch_size, seed):
    """The gradients of many runs and their averages."""
    noisy = gradients(batch_size, seed)
    v, average = np.empty_like(noisy), np.zeros(MANY)
    for t in range(ITERATIONS):
        average = beta * average + (1 - beta) * noisy[t]
        v[t] = average
    return Crossing(beta, batch_size, seed, PACE * curvature().sum(), noisy, v)


def setup(figure):
    """Left the crossing, right how late v is in each of the runs."""
    left, right = figure.subplots(1, 2, width_ratios=(1.4, 1))
    left.set(title="Crossing the floor", xlim=SHOWN, ylim=(-LIMIT, LIMIT), xlabel="step")
    left.set_ylabel("gradient across, dθ₁ + dθ₂")
    left.axhline(0, color="#555555", linewidth=0.8)
    right.set(title=f"v's delay in {MANY} runs", xlim=(-8, LONGEST), ylim=(0, 2))
    right.set(xlabel="steps late", yticks=[])
    right.spines["left"].set_visible(False)
    red, dark = {"color": palette.AVERAGE}, {"color": palette.CHOSEN, "zorder": 5}
    artists = {}
    (artists["noisy"],) = left.plot([], [], ".", color=palette.REFERENCE, markersize=4, alpha=0.7)
    (artists["true"],) = left.plot([], [], color=palette.CHOSEN, linewidth=1.4)
    (artists["v"],) = left.plot([], [], linestyle=(0, (4, 2)), linewidth=1.2, **red)
    (artists["mean_v"],) = left.plot([], [], **red)
    (artists["arrow"],) = left.plot([], [], linewidth=2.4, **dark)
    (artists["head"],) = left.plot([], [], marker=ARROWHEAD, markersize=18, **dark)
    box = {"bbox": {"facecolor": "white", "alpha": 0.85, "linewidth": 0, "pad": 1}, "zorder": 6}
    for y, text, colour in (
        (0.88, "• mini-batches of one run", palette.REFERENCE),
        (0.74, "— all days", palette.CHOSEN),
        (0.6, "- - v in that run", palette.AVERAGE),
        (0.46, "— mean of v over all runs", palette.AVERAGE),
    ):
        left.text(SHOWN[0] + 2, y * LIMIT, text, color=colour, fontsize=10, **box)
    artists["late"] = left.text(0, -0.12 * LIMIT, "", va="top", fontsize=10, **box)
    (artists["expected"],) = right.plot([], [], "--", color=palette.REFERENCE, linewidth=1.4)
    artists["expected_says"] = right.text(
        0, 1.97, "", color=palette.REFERENCE, fontsize=10, va="top"
    )
    looks = {"delays": palette.AVERAGE, "others": palette.REFERENCE}
    for (name, colour), low in zip(looks.items(), (0.95, 0.05), strict=True):
        (artists[name],) = right.plot([], [], "o", color=colour, markersize=3.5, alpha=0.6)
        (artists[f"{name}_mean"],) = right.plot([], [], "D", markersize=7, **dark)
        artists[f"{name}_says"] = right.text(0, low + 0.07, "", fontsize=10, **box)
    return artists


def draw(artists, result):
    """The crossing with the arrow of the delay, and the delays of all runs."""
    t = np.arange(1, ITERATIONS + 1)
    artists["noisy"].set_data(t, result.noisy[:, 0])
    artists["true"].set_data(t, result.true)
    artists["v"].set_data(t, result.v[:, 0])
    artists["mean_v"].set_data(t, result.v.mean(axis=1))
    mean, _ = result.delay
    middle, some = (ITERATIONS + 1) / 2, mean >= 1
    artists["arrow"].set_data([middle, middle + mean] if some else [], [0, 0] if some else [])
    artists["head"].set_data([middle + mean] * some, [0] * some)
    artists["late"].set(text=f"{in_days(mean)} late on average" if some else "", x=middle + 2)
    artists["expected"].set_data([result.expected] * 2, [0.08, 1.82])
    right = result.expected > LONGEST / 2
    artists["expected_says"].set(
        text=f"β/(1 − β) = {in_days(result.expected)}",
        x=result.expected + (-0.6 if right else 0.6),
        ha="right" if right else "left",
    )
    rows = {"delays": (result, 0.95), "others": (result.others, 0.05)}
    for name, (runs, low) in rows.items():
        mean, half = runs.delay
        heights = low + 0.22 + 0.5 * np.arange(MANY) / (MANY - 1)
        artists[name].set_data(np.sort(runs.delays), heights)
        artists[f"{name}_mean"].set_data([mean], [low + 0.12])
        artists[f"{name}_says"].set(
            text=f"{runs.batch_size} days: {mean:.1f} ± {half:.1f}",
            x=mean + (-1.8 if right else 1.8),
            ha="right" if right else "left",
        )


def describe(result):
    """How late v is, with two sizes of mini-batches, and how much noise is left in it."""
    (mean, half), (other, other_half) = result.delay, result.others.delay
    noisy, left = result.noise
    return (
        f"β = {result.beta:g}, {result.batch_size} days a mini-batch: over {MANY} runs v is "
        f"{mean:.1f} ± {half:.1f} steps late, with {result.others.batch_size} days {other:.1f} ± "
        f"{other_half:.1f}, expected {in_days(result.expected)}. The noise of v is {left:.2g}, "
        f"that of the mini-batches {noisy:.2g}."
    )


def code(beta, batch_size, seed):
    """The first run, its average and how late it is."""
    return snippet(
        "x = dl.load_temperature(); z = (x - x.mean()) / x.std()",
        "X, y = np.array([z[1:-1], z[:-2]]), z[2:]",
        f"way = np.linalg.lstsq(X.T, y)[0] + np.linspace(-{FAR:g}, {FAR:g}, {ITERATIONS})[:, None]",
        f"days = np.random.default_rng([{seed}, 0]).integers(0, y.size, ({ITERATIONS}, "
        f"{batch_size}))",
        "run = [(X[:, i] @ (w @ X[:, i] - y[i])).sum() / len(i) for w, i in zip(way, days)]",
        "true = (X @ (way @ X - y).T / y.size).sum(axis=0)",
        f"late = np.mean((true - dl.exponentially_weighted_average(run, {beta:g}))[{LATE}:]) "
        "/ (true[1] - true[0])",
    )


def late_gradient():
    """How late the average of noisy gradients is."""
    return Explorer(
        title="How late an average of gradients is",
        setup=setup,
        compute=compute,
        draw=draw,
        describe=describe,
        controls={
            "beta": StopSlider("β", BETAS[:15:2], 0.9),
            "batch_size": StopSlider("batch size", (1, 4, 16, 64), 4),
            "seed": seed(),
        },
        presets=[
            Preset(
                "no memory",
                "β = 0: v is the gradient of the mini-batch, with all its noise and no delay.",
                {"beta": 0.0},
                lambda r: abs(r.delay[0]) < 2 * r.delay[1],
            ),
            Preset(
                "four days",
                "β = 0.9, mini-batches of four days: about nine steps late.",
                {},
                lambda r: abs(r.delay[0] - 9) < 2 * r.delay[1],
            ),
            Preset(
                "64 days",
                "Mini-batches sixteen times as large: a quarter of the noise, and just as late.",
                {"batch_size": 64},
                lambda r: abs(r.delay[0] - 9) < 2 * r.delay[1] and r.noise[1] < 0.1,
            ),
            Preset(
                "a longer memory",
                "β = 0.96: quieter, and 24 steps late.",
                {"beta": 0.96},
                lambda r: abs(r.delay[0] - 24) < 2 * r.delay[1],
            ),
        ],
        code=code,
        pin=(),
        main=("beta",),
    )
