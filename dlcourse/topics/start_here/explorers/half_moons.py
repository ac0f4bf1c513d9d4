"""The points of notebook 00: two half moons, and the noise that moves them."""

from dataclasses import dataclass

import numpy as np

from dlcourse import make_moons, standardize
from dlcourse.figures import palette
from dlcourse.figures.decision_plane import draw_examples, setup_examples
from dlcourse.live.controls import StopSlider, seed
from dlcourse.live.explorer import Explorer, Preset
from dlcourse.topics.snippets import snippet
from dlcourse.topics.start_here.runs import WINDOW, M


@dataclass(frozen=True, eq=False)
class HalfMoons:
    """A hundred points and the half moons that they come from, on the scale of the points.

    Attributes
    ----------
    noise : float
    X : (2, 100), Y (1, 100)
    moons : of class 0 and of class 1, (2, 500) each, without noise
    strayed : int, how many points are nearer to the other half moon than to their own
    """

    noise: float
    X: np.ndarray
    Y: np.ndarray
    moons: tuple
    strayed: int


def compute(noise, seed):
    """Draw the points."""
    X, Y = make_moons(M, noise, np.random.default_rng(seed))
    t = np.linspace(0, np.pi, 500)
    moons = np.array([[np.cos(t), np.sin(t)], [1 - np.cos(t), 0.5 - np.sin(t)]])  # (2, 2, 500)
    squares = ((X[:, :, np.newaxis] - moons[:, :, np.newaxis]) ** 2).sum(axis=1)  # (2, 100, 500)
    nearer = squares.min(axis=2).argmin(axis=0)  # (100,), which half moon
    scale = standardize(X)
    on_scale = tuple(scale.transform(moon) for moon in moons)
    return HalfMoons(noise, scale.transform(X), Y, on_scale, int(np.sum(nearer != Y[0])))


def setup(figure):
    """The plane, the points, and a thin line for each half moon."""
    axes = figure.subplots()
    axes.set(xlim=WINDOW, ylim=WINDOW, xlabel="x₁", ylabel="x₂", aspect="equal")
    axes.set(xticks=(-2, 0, 2), yticks=(-2, 0, 2), title="● class 0, ▲ class 1")
    artists = setup_examples(axes, 7)
    for k, colour in enumerate((palette.CLASS_0, palette.CLASS_1)):
        (artists[f"moon {k}"],) = axes.plot([], [], color=colour, linewidth=1, zorder=1)
    return artists


def draw(artists, result):
    """The points and their half moons."""
    draw_examples(artists, result.X, result.Y)
    for k, moon in enumerate(result.moons):
        artists[f"moon {k}"].set_data(*moon)


def describe(result):
    """How many have strayed."""
    return (
        f"Noise {result.noise:g}: of 100 points {result.strayed} lie nearer to the half moon of "
        "the other class than to their own."
    )


def code(noise, seed):
    """The same points."""
    return snippet(
        f"rng = np.random.default_rng({seed})",
        f"X, Y = dl.make_moons({M}, {noise}, rng)",
        "X = dl.standardize(X).transform(X)",
    )


def half_moons():
    """A hundred points of two half moons, and how far they stray."""
    return Explorer(
        title="A hundred points",
        setup=setup,
        compute=compute,
        draw=draw,
        describe=describe,
        controls={
            "noise": StopSlider("noise", [n / 20 for n in range(11)], 0.25),
            "seed": seed(),
        },
        presets=[
            Preset(
                "no noise",
                "Each point lies on its half moon.",
                {"noise": 0.0},
                lambda r: r.strayed == 0,
            ),
            Preset(
                "a little",
                "The shapes can be seen, and hardly any point has strayed.",
                {"noise": 0.1},
                lambda r: r.strayed <= 2,
            ),
            Preset(
                "our points",
                "Some points have strayed into the other class.",
                {"noise": 0.25},
                lambda r: 1 <= r.strayed <= 20,
            ),
            Preset(
                "a lot",
                "The two shapes are hardly to be seen.",
                {"noise": 0.5},
                lambda r: r.strayed >= 10,
            ),
        ],
        code=code,
        main=("noise",),
        size=(5.2, 4),
    )
