"""How much hangs on one hidden unit: the boundary and the answers without it."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from matplotlib.colors import to_rgba_array

from dlcourse.figures import palette
from dlcourse.figures.decision_plane import draw_examples, draw_plane, setup_examples, setup_plane
from dlcourse.live.controls import StopSlider, seed
from dlcourse.live.explorer import Explorer, Preset
from dlcourse.topics import noisy_moons
from dlcourse.topics.dropout.runs import moons
from dlcourse.topics.snippets import expression, snippet

UNITS = 32  # of both hidden layers together
TOP = 35  # of the axis of changed answers, in %


@dataclass(frozen=True, eq=False)
class Without:
    """A trained network, and the same network without one of its units."""

    whole: moons.Trained
    lost: int  # 1: the unit that is needed most, 2: the next one …; 0: none is lost
    theta: np.ndarray  # without it

    @cached_property
    def dev_error(self):
        """The misclassified fraction of the dev examples without the unit."""
        return self.whole.network.error(self.theta, *self.whole.data[2:])

    @cached_property
    def decision(self):
        """The sides of the plane and the boundary without the unit."""
        return noisy_moons.PLANE.decide(self.whole.network, self.theta)

    @property
    def changed(self):
        """The fraction of the 500 answers that change."""
        return np.sort(self.whole.changed)[-self.lost] if self.lost else 0.0


def run(seed):
    """Train notebook 04's network without any remedy."""
    return moons.trained_on_moons(seed=seed)


def look(run, lost):
    """Switch one unit off."""
    theta = run.without(np.argsort(-run.changed, kind="stable")[lost - 1]) if lost else run.theta
    return Without(run, lost, theta)


def setup(figure):
    """Left the plane with both boundaries, right the units in order."""
    plane, lost = figure.subplots(1, 2, width_ratios=(1.35, 1))
    artists = setup_moons(plane)
    (artists["whole"],) = plane.plot(
        [], [], "--", color=palette.REFERENCE, linewidth=1.8, zorder=2.1
    )
    plane.set_title("Boundary now (black), with all units (grey)")
    setup_lost(artists, lost)
    lost.set(title="Each unit lost in turn", ylim=(0, TOP), xlim=(0.4, UNITS + 0.6))
    lost.set(xlabel="the 32 hidden units, most needed first", xticks=(1, 8, 16, 24, 32))
    return artists


def setup_moons(axes):
    """The plane with the hundred points, of which ten are ringed: their label is wrong."""
    artists = setup_plane(axes, noisy_moons.PLANE) | setup_examples(axes)
    axes.set(xticks=(-1, 0, 1, 2), yticks=(-1, 0, 1))
    look = {"markersize": 10, "markerfacecolor": "none", "color": "black"}
    (artists["wrong"],) = axes.plot([], [], "o", **look, zorder=2.3)
    axes.set_xlabel("x₁   (ringed: the label is wrong)")
    return artists


def draw_moons(artists, decision, data):
    """Sides, boundary and points."""
    draw_plane(artists, decision)
    draw_examples(artists, *data[:2])
    artists["wrong"].set_data(*data[0][:, : noisy_moons.M // 10])


def setup_lost(artists, axes):
    """Room for a bar for each unit; `draw_lost` makes them."""
    axes.set(ylabel="% of 500 answers that change")
    axes.grid(False, axis="x")
    artists["lost"] = axes.vlines([], [], [])
    (artists["lost_mean"],) = axes.plot([], [], ":", color=palette.CHOSEN, linewidth=1.5)
    artists["lost_says"] = axes.text(0, 0, "", ha="right", va="bottom")


def draw_lost(artists, changed, chosen=0):
    """What each unit changes, in falling order, in %; the chosen one is black."""
    falling = 100 * np.sort(changed)[::-1]
    place, units = np.arange(1, len(falling) + 1), len(falling)
    height = artists["lost"].axes.get_ylim()[1]
    tops = np.minimum(falling, height)
    artists["lost"].set_segments([[(x, 0), (x, y)] for x, y in zip(place, tops, strict=True)])
    colours = to_rgba_array([palette.REFERENCE] * units)
    if chosen:
        colours[chosen - 1] = to_rgba_array(palette.CHOSEN)
    artists["lost"].set(colors=colours, linewidths=4.5 * 32 / units, capstyle="butt")
    mean = falling.mean()
    artists["lost_mean"].set_data([0, units + 0.6], [mean, mean])
    artists["lost_says"].set(position=(units + 0.5, mean + 0.02 * height))
    artists["lost_says"].set_text(f"{mean:.1f} % on average")


def draw(artists, result):
    """Both boundaries, and the lost unit among the others."""
    draw_moons(artists, result.decision, result.whole.data)
    artists["whole"].set_data(*result.whole.decision.line)
    draw_lost(artists, result.whole.changed, result.lost)


def describe(result):
    """Errors of the whole network, and what the loss of the unit changes."""
    whole = result.whole
    start = f"Train error {100 * whole.train_error:.1f} %, dev {100 * whole.dev_error:.1f} %. "
    if not result.lost:
        return f"{start}All {UNITS} hidden units answer."
    which = "the unit needed most" if result.lost == 1 else f"unit {result.lost} in this order"
    return (
        f"{start}Without {which}, {100 * result.changed:.1f} % of the answers change and the dev "
        f"error is {100 * result.dev_error:.1f} %; a lost unit changes "
        f"{100 * whole.reliance:.1f} % on average."
    )


def code(lost, seed):
    """The same network, and its error without the unit."""
    net = moons.network_with(1)
    lines = (
        noisy_moons.code(seed),
        f"net = {expression(net)}",
        f"*_, (theta, *_) = {moons.train_code('net', 'net.initialize(rng)')}",
    )
    if not lost:
        return snippet(*lines, "dev_error = net.error(theta, *dev)")
    unit = int(np.argsort(-run(seed).changed, kind="stable")[lost - 1])
    layer, column = (moons.SECOND, unit) if unit < 16 else (moons.OUTPUT, unit - 16)
    return snippet(
        *lines,
        f'net.unpack(theta)[{layer}]["W"][:, {column}] = 0  # nobody listens to the unit',
        "dev_error = net.error(theta, *dev)",
    )


def pointer(axes, x, y):
    """A click on a bar loses its unit."""
    return {"lost": x} if axes.get_xlim()[1] > UNITS else {}


def lost_unit():
    """A network that overfits, unit by unit: what changes when one of them is lost."""
    return Explorer(
        title="One unit is lost",
        setup=setup,
        run=run,
        look=look,
        draw=draw,
        describe=describe,
        controls={
            "lost": StopSlider("lost unit (0: none)", range(UNITS + 1), 0),
            "seed": seed(),
        },
        presets=[
            Preset(
                "all units",
                "The boundary bends around wrong labels: they have been learned by heart.",
                {},
                lambda r: r.whole.train_error < 0.06 and r.whole.dev_error > 0.15,
            ),
            Preset(
                "the unit needed most",
                "One unit of 32, and whole regions change sides.",
                {"lost": 1},
                lambda r: r.changed > 0.12 and r.dev_error > r.whole.dev_error,
            ),
            Preset(
                "one in the middle",
                "Most units matter more than one in 32 should.",
                {"lost": 16},
                lambda r: 0.03 < r.changed < 0.15,
            ),
            Preset(
                "the unit needed least",
                "Some unit can be spared: the two boundaries are nearly one.",
                {"lost": UNITS},
                lambda r: r.changed < 0.03,
            ),
        ],
        code=code,
        pointer=pointer,
        pin=("boundary",),
        main=("lost",),
    )
