"""Why a penalty works, second reason: small weights keep tanh in its linear zone.

The network, the data and the runs are those of `penalty` with L2, seen from inside: where on tanh
the hidden units work, and how far the network is from a linear function of x.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from dlcourse.figures import palette
from dlcourse.figures.histograms import draw_histogram, root_scale, setup_histogram
from dlcourse.live.controls import StopSlider, log_stops, seed
from dlcourse.live.explorer import Explorer, Preset
from dlcourse.topics import noisy_moons
from dlcourse.topics.regularization import runs as moons

ZONE = 0.5  # tanh(0.5) = 0.46: up to here the curve and the line a = z look alike
HIDDEN = slice(0, 3, 2)  # of the layers' outputs: z of both hidden layers, not their tanh
BINS = np.linspace(-4.1, 4.1, 42)  # of width 0.2, the middle one around 0
BEADS = np.linspace(0.01, 0.99, 50)  # which quantiles of z hang on the curve
CONSTANT = 1e-9  # an output that varies by less is the same for all points, up to rounding


@dataclass(frozen=True, eq=False)
class Inside:
    """What happens within a trained network, on its training points."""

    trained: moons.Trained

    @cached_property
    def hidden(self):
        """z of all hidden units on all training points, (3200,)."""
        outputs = self.trained.network.layer_outputs(self.trained.theta, self.trained.data[0])
        return np.ravel(outputs[HIDDEN])

    @cached_property
    def in_zone(self):
        """The share of the hidden z with |z| < 0.5."""
        return float(np.mean(np.abs(self.hidden) < ZONE))

    @cached_property
    def z(self):
        """z[L], the network's output before the sigmoid, (100,)."""
        return self.trained.network.scores(self.trained.theta, self.trained.data[0])[0]

    @cached_property
    def plane(self):
        """c₀, c₁, c₂ of the linear function c₀ + c₁x₁ + c₂x₂ that is nearest to the output."""
        X = self.trained.data[0]
        return np.linalg.lstsq(np.vstack([np.ones(moons.M), X]).T, self.z, rcond=None)[0]

    @cached_property
    def linear(self):
        """What that linear function gives for the training points, (100,)."""
        return self.plane[0] + self.plane[1:] @ self.trained.data[0]

    @cached_property
    def distance(self):
        """1 - R²: the share of the output's variance that no linear function of x explains."""
        spread = self.z.std()
        return float(np.mean((self.z - self.linear) ** 2)) / spread**2 if spread > CONSTANT else 0.0


def compute(lambd, seed):
    """Train with L2 as in `penalty`, one result every 10 iterations."""
    for trained in moons.training("L2", lambd, seed):
        yield Inside(trained)


def setup(figure):
    """The plane, the main panel; beside it tanh above the histogram of z."""
    mosaic = [["plane", "tanh"], ["plane", "z"]]
    panels = figure.subplot_mosaic(mosaic, width_ratios=(1.3, 1), height_ratios=(1.35, 1))
    plane, curve, histogram = panels["plane"], panels["tanh"], panels["z"]
    artists = noisy_moons.setup_moons(plane)
    plane.set_title("Boundary; dashed: the best straight line")
    (artists["linear"],) = plane.plot([], [], color=palette.REFERENCE, linestyle="--", zorder=2.3)
    z = np.linspace(BINS[0], BINS[-1], 165)
    for axes in (curve, histogram):
        axes.set(xlim=(BINS[0], BINS[-1]), xticks=(-4, -2, 0, 2, 4))
        axes.axvspan(-ZONE, ZONE, color=palette.L2, alpha=0.15, linewidth=0)
    curve.set(title="Hidden units at work on tanh", ylabel="a = tanh(z)")
    curve.set(ylim=(-1.4, 1.4), yticks=(-1, 0, 1))
    curve.plot(z, z, color=palette.REFERENCE, linestyle="--", linewidth=1.2)
    curve.text(1.5, 1.2, "a = z", color=palette.REFERENCE, va="center")
    curve.plot(z, np.tanh(z), color=palette.REFERENCE, linewidth=1.2)
    curve.tick_params(labelbottom=False)
    (artists["beads"],) = curve.plot(
        [], [], "o", color=palette.WEIGHTS, markersize=7, markeredgewidth=0
    )
    artists["beads"].set_alpha(0.4)  # where they crowd they are darker
    histogram.set(xlabel="hidden units' z   (outer: beyond ±4)")
    root_scale(histogram, "share")
    histogram.set_yticks((0, 0.05, 0.2, 0.5, 1), ["0", "5 %", "20 %", "50 %", "100 %"])
    histogram.set(ylim=(0, 1.05))
    artists["z"] = setup_histogram(histogram, BINS)
    artists["share"] = histogram.text(3.9, 0.9, "", ha="right", va="top", color=palette.L2)
    return artists


def draw(artists, result):
    """Beads and histogram of z, both boundaries, both errors."""
    quantiles = np.quantile(result.hidden, BEADS)
    artists["beads"].set_data(quantiles, np.tanh(quantiles))
    draw_histogram(artists["z"], result.hidden, whole=1)
    artists["share"].set_text(f"{result.in_zone:.0%}\nin |z| < {ZONE}".replace("%", " %"))
    noisy_moons.draw_moons(artists, result.trained)
    artists["linear"].set_data(*straight(result.plane, max(result.z.std(), CONSTANT)))


def straight(plane, spread):
    """Two points of the line c₀ + c₁x₁ + c₂x₂ = 0, far outside the window; none if c₁ = c₂ = 0."""
    slope = plane[1:]
    length = np.linalg.norm(slope)
    if spread <= CONSTANT or length == 0:
        return np.empty((2, 0))
    nearest = -plane[0] * slope / length**2
    along = 20 * np.array([-slope[1], slope[0]]) / length
    return np.transpose([nearest - along, nearest + along])


def describe(result):
    """The share in the zone, and the distance from a linear function."""
    return (
        f"λ = {result.trained.lambd:g}: dev error {100 * result.trained.dev_error:.1f} %; "
        f"{100 * result.in_zone:.0f} % of the hidden units' z lie in tanh's linear zone, "
        f"|z| < {ZONE}: {kind(result)}."
    )


def kind(result):
    """What such a network is like, in words."""
    if result.z.std() <= CONSTANT:
        return "the output is the same for all x"
    if result.distance < 0.01:
        return "practically a linear network"
    return "most units work where tanh bends" if result.in_zone < 0.5 else "some units still bend"


def code(lambd, seed):
    """The same run, and the share in the zone."""
    share = f"np.mean(np.abs(net.layer_outputs(theta, X)[0:3:2]) < {ZONE})"
    return moons.code("L2", lambd, seed, f"in_zone = {share}")


def linear_zone():
    """λ moves the hidden units' z along tanh: the larger, the nearer to a linear network."""
    return Explorer(
        title="tanh's linear zone",
        setup=setup,
        compute=compute,
        draw=draw,
        describe=describe,
        controls={
            "lambd": StopSlider("λ (L2)", log_stops(-2, 2, (1, 2, 5), zero=True), 0),
            "seed": seed(),
        },
        presets=[
            Preset(
                "saturated",
                "Large weights: most units work outside the zone, many on the flat ends of tanh.",
                {"lambd": 0},
                lambda r: r.in_zone < 0.3 and r.distance > 0.2,
            ),
            Preset(
                "bent where it pays",
                "Most units work near 0; a few still bend, for the shape of the moons.",
                {"lambd": 0.5},
                lambda r: r.in_zone > 0.5 and r.distance > 0.05,
            ),
            Preset(
                "practically linear",
                "All units in the zone: two hidden layers, and yet a boundary like logistic "
                "regression's.",
                {"lambd": 5},
                lambda r: r.in_zone > 0.95 and r.distance < 0.01 < r.z.std(),
            ),
        ],
        code=code,
        pin=("boundary", "z"),
    )
