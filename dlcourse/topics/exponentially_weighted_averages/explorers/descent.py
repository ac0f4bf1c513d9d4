"""Gradient descent in a ravine: each step follows the gradient of a few days, and it jumps about.

Tomorrow's temperature is forecast from that of two days. They are nearly equal, so that only the
sum of their parameters matters much: the cost is a ravine, steep across and flat along its floor.
"""

from dataclasses import dataclass

import numpy as np

from dlcourse.figures import palette
from dlcourse.figures.descent import draw_contours, draw_path, setup_contours, setup_path
from dlcourse.live.controls import StopSlider, seed
from dlcourse.live.explorer import Explorer, Preset
from dlcourse.topics.exponentially_weighted_averages.runs import (
    LATE,
    RUNS,
    START,
    STEPS,
    Descents,
    bottom,
    descend,
    excess,
    ravine,
)
from dlcourse.topics.snippets import snippet

RATES = (0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8)
SIZES = (4, 16, 64, 256)


@dataclass(frozen=True, eq=False)
class Descent:
    """Twenty descents, of which the first is drawn."""

    learning_rate: float
    batch_size: int
    runs: Descents

    @property
    def path(self):
        """(STEPS + 1, 2): the parameters of the descent that is drawn."""
        return self.runs.theta[0]

    @property
    def across(self):
        """(STEPS + 1,): θ₁ + θ₂, which says where on the slope it is."""
        return self.path.sum(axis=1)

    @property
    def along(self):
        """(STEPS + 1,): θ₁ - θ₂, which says how far along the floor."""
        return self.path @ (1, -1)

    @property
    def above(self):
        """How far J is above its minimum in the later half, on average over all descents."""
        return float(excess(self.runs.theta[:, LATE + 1 :]).mean())

    @property
    def jumps(self):
        """(2,): how far a late step goes across the ravine and along it, as root mean squares."""
        steps = np.diff(self.runs.theta[:, LATE:], axis=1)
        turned = steps @ np.array([[1, 1], [1, -1]]) / np.sqrt(2)
        return np.sqrt(np.mean(turned**2, axis=(0, 1)))


def compute(learning_rate, batch_size, seed):
    """Descents with the days of this seed and of the next ones."""
    runs = descend(learning_rate, batch_size, seeds=range(seed, seed + RUNS))
    return Descent(learning_rate, batch_size, runs)


def setup_ravine(axes):
    """Contours of the cost, the start and the bottom."""
    artists = setup_contours(axes, ravine())
    draw_contours(artists, ravine(), ravine().heights(11, logarithmic=True))
    axes.set(xlabel="θ₁, for today", ylabel="θ₂, for yesterday")
    look = {"color": palette.CHOSEN, "markersize": 15, "markeredgecolor": "white", "zorder": 7}
    axes.plot(*bottom(), "*", **look)
    box = {"bbox": {"facecolor": "white", "alpha": 0.85, "linewidth": 0, "pad": 1}, "zorder": 6}
    axes.text(0.02, 0.03, "○ start  ✕ end  ★ bottom", transform=axes.transAxes, **box)
    return artists


def setup(figure):
    """Left the way through the ravine, right where it is across and along."""
    grid = figure.add_gridspec(2, 2, width_ratios=(1.25, 1))
    left, top, low = (figure.add_subplot(part) for part in (grid[:, 0], grid[0, 1], grid[1, 1]))
    left.set_title("One descent of twenty")
    artists = setup_ravine(left) | setup_path(left)
    for axes, name, text, low_end, at in (
        (top, "across", "Across the ravine: θ₁ + θ₂", -1.05, bottom().sum()),
        (low, "along", "Along its floor: θ₁ − θ₂", -2.1, bottom() @ (1, -1)),
    ):
        axes.set(title=text, xlim=(0, STEPS), ylim=(low_end, low_end + 4))
        axes.axhline(at, color=palette.REFERENCE, linestyle="--", linewidth=1.2)
        (artists[name],) = axes.plot([], [], color=palette.CHOSEN, linewidth=1.2)
        axes.text(
            *(STEPS - 2, low_end + 3.5, "-- at the bottom"),
            **{"color": palette.REFERENCE, "ha": "right", "fontsize": 10},
        )
    top.tick_params(labelbottom=False)
    low.set_xlabel("step")
    return artists


def draw(artists, result):
    """The path, and its two coordinates step by step."""
    draw_path(artists, result.path)
    artists["across"].set_data(np.arange(STEPS + 1), result.across)
    artists["along"].set_data(np.arange(STEPS + 1), result.along)


def describe(result):
    """How far above the bottom it stays, and which way it jumps."""
    across, along = result.jumps
    return (
        f"α = {result.learning_rate:g}, {result.batch_size} days a mini-batch: in the last "
        f"{STEPS - LATE} of {STEPS} steps J is on average {percent(result.above)} above its "
        f"minimum ({RUNS} descents). A step goes {across:.2f} across the ravine and {along:.2f} "
        "along it."
    )


def percent(share):
    """A share to two figures that count.

    Example
    -------
    >>> percent(0.0339), percent(0.593), percent(2.71)
    ('3.4 %', '59 %', '270 %')
    """
    return f"{float(f'{100 * share:.2g}'):g} %"


def code(learning_rate, batch_size, seed):
    """The descent that is drawn."""
    return snippet(
        "x = dl.load_temperature()",
        "z = (x - x.mean()) / x.std()",
        "X, y = np.array([z[1:-1], z[:-2]]), z[2:]",
        f"days = np.random.default_rng({seed}).integers(0, y.size, ({STEPS}, {batch_size}))",
        f"path = [np.array([{START[0]:g}, {START[1]:g}])]",
        "for i in days:",
        f"    path.append(path[-1] - {learning_rate:g} * X[:, i] @ (path[-1] @ X[:, i] - y[i]) "
        f"/ {batch_size})",
    )


def descent():
    """Mini-batches in a ravine: the rate that the floor wants is too high for the jumps."""
    return Explorer(
        title="A descent that jumps about",
        setup=setup,
        compute=compute,
        draw=draw,
        describe=describe,
        controls={
            "learning_rate": StopSlider("α", RATES, 0.6),
            "batch_size": StopSlider("batch size", SIZES, 4),
            "seed": seed(),
        },
        presets=[
            Preset(
                "256 days",
                "Large mini-batches: the gradient hardly jumps, and θ goes down to the bottom.",
                {"batch_size": 256},
                lambda r: r.above < 0.04,
            ),
            Preset(
                "four days",
                "Mini-batches of four days: θ comes to the bottom, and goes on jumping.",
                {},
                lambda r: 0.4 < r.above < 1.2 and r.jumps[0] > 4 * r.jumps[1],
            ),
            Preset(
                "a low rate",
                "α = 0.05: it jumps less, but on the flat floor it has far to go after 200 steps.",
                {"learning_rate": 0.05},
                lambda r: r.above > 1 and r.jumps[0] < 0.03,
            ),
            Preset(
                "too high a rate",
                "α = 0.8: each jump is answered by a larger one, from wall to wall.",
                {"learning_rate": 0.8},
                lambda r: r.above > 1.5,
            ),
        ],
        code=code,
        pin=("path", "across", "along"),
        main=("learning_rate",),
    )
