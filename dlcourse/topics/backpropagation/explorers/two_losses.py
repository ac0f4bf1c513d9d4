"""One neuron under two losses: how strongly it is blamed for a wrong answer, and how it learns.

With a = σ(z): the cross-entropy gives dz = a - y, half the squared error dz = (a - y) a (1 - a),
whose last two factors vanish where the neuron is sure, right or wrong.
"""

from dataclasses import dataclass

import numpy as np

from dlcourse import sigmoid
from dlcourse.figures import palette
from dlcourse.figures.named_curves import draw_curves, setup_curves
from dlcourse.live.controls import StopSlider, choice
from dlcourse.live.explorer import Explorer, Preset
from dlcourse.topics.snippets import snippet

STEPS = 100
Z = np.linspace(-8, 8, 161)
LOOKS = {
    "cross_entropy": {"color": palette.CHOSEN, "linestyle": "-"},
    "squared": {"color": palette.REFERENCE, "linestyle": "--"},
}
NAMES = {"cross_entropy": "cross-\nentropy", "squared": "squared\nerror"}


def blame(z, y, loss):
    """dL/dz under one of the two losses."""
    a = sigmoid(z)
    return a - y if loss == "cross_entropy" else (a - y) * a * (1 - a)


@dataclass(frozen=True, eq=False)
class Learning:
    """A neuron that starts with the score z and is corrected a hundred times."""

    z: float
    y: int
    learning_rate: float
    answers: dict  # loss → (101,), a after each step

    @property
    def a(self):
        """The answer at the start."""
        return float(sigmoid(self.z))

    @property
    def dz(self):
        """The blame at the start: under cross-entropy, and under the squared error."""
        return tuple(float(blame(self.z, self.y, loss)) for loss in LOOKS)

    @property
    def ends(self):
        """The answers after a hundred steps, in the same order."""
        return tuple(float(self.answers[loss][-1]) for loss in LOOKS)


def compute(z, y, learning_rate):
    """A hundred steps of gradient descent on z itself, under each loss."""
    y, answers = int(y), {}
    for loss in LOOKS:
        at, path = z, [z]
        for _ in range(STEPS):
            at = at - learning_rate * blame(at, y, loss)
            path.append(at)
        answers[loss] = sigmoid(np.array(path))
    return Learning(z, y, learning_rate, answers)


def setup(figure):
    """Left the blame at every score, right the answers while it learns."""
    left, right = figure.subplots(1, 2)
    left.set(title="How strongly it is blamed", xlim=(-8, 11.6), ylim=(0, 1.08), ylabel="|dz|")
    left.set(xlabel="score z, its answer is a = σ(z)", xticks=range(-8, 9, 4))
    right.set(title="Learning from there", xlim=(0, 125), ylim=(-0.1, 1.12), xlabel="step")
    right.set(ylabel="answer a", xticks=range(0, 101, 25))
    artists = setup_curves(left, LOOKS, x=8.3, fontsize=10)
    curves = setup_curves(right, LOOKS, x=102, fontsize=10)
    artists |= {f"learn_{name}": artist for name, artist in curves.items()}
    dots = {"linestyle": "none", "marker": "o", "markersize": 8, "zorder": 4}
    for loss, look in LOOKS.items():
        (artists[f"{loss}_here"],) = left.plot([], [], color=look["color"], **dots)
    (artists["here"],) = left.plot([], [], color=palette.REFERENCE, linewidth=0.8)
    (artists["right"],) = right.plot([], [], color=palette.REFERENCE, linewidth=0.8)
    artists["says"] = right.text(50, 0, "", fontsize=10, va="center", ha="center")
    return artists


def draw(artists, result):
    """Both curves of blame, where the neuron stands, and its two ways."""
    sizes = {loss: np.abs(blame(Z, result.y, loss)) for loss in LOOKS}
    draw_curves(
        {name: artists[name] for name in (*LOOKS, *(f"{loss}_name" for loss in LOOKS))},
        {loss: (Z, size) for loss, size in sizes.items()},
        NAMES,
    )
    steps = np.arange(STEPS + 1)
    learning = {name: artists[f"learn_{name}"] for name in (*LOOKS, *(f"{x}_name" for x in LOOKS))}
    draw_curves(learning, {x: (steps, result.answers[x]) for x in LOOKS}, NAMES)
    for loss, dz in zip(LOOKS, result.dz, strict=True):
        artists[f"{loss}_here"].set_data([result.z], [abs(dz)])
    artists["here"].set_data([result.z, result.z], [0, 1.08])
    artists["right"].set_data([0, 100], [result.y, result.y])
    artists["says"].set(text=f"right: {result.y}", y=1.06 if result.y else -0.06)


def describe(result):
    """Both blames at the start, and what they lead to."""
    one, other = (f"{abs(dz):.2g}".replace("e-0", "e-") for dz in result.dz)
    cross, squared = (f"{a:.2f}" for a in result.ends)
    return (
        f"At z = {result.z:g} the answer is {result.a:.3f} where {result.y} is right. The size of "
        f"dz is {one} under cross-entropy and {other} under the squared error. After {STEPS} steps "
        f"with α = {result.learning_rate:g} the answers are {cross} and {squared}."
    )


def code(z, y, learning_rate):
    """Both ways."""
    return snippet(
        f"z, y, alpha, a = {z:g}, {y}, {learning_rate:g}, dl.sigmoid({z:g})",
        "dz = a - y, (a - y) * a * (1 - a)",
        "scores = np.array([z, z], float)",
        f"for _ in range({STEPS}):",
        "    A = dl.sigmoid(scores)",
        "    scores = scores - alpha * (A - y) * np.array([1, A[1] * (1 - A[1])])",
        "ends = dl.sigmoid(scores)",
    )


def two_losses():
    """How one neuron is blamed and learns, under cross-entropy and under the squared error."""
    return Explorer(
        title="One neuron under two losses",
        setup=setup,
        compute=compute,
        draw=draw,
        describe=describe,
        controls={
            "z": StopSlider("score z at the start", np.arange(-16, 17) / 2, -2),
            "y": choice("right answer y", ("0", "1"), "1"),
            "learning_rate": StopSlider("α", (0.1, 0.2, 0.5, 1, 2), 1),
        },
        presets=[
            Preset(
                "undecided",
                "At z = 0 both learn. The squared error is the slower one.",
                {"z": 0},
                lambda r: all(end > 0.8 for end in r.ends),
            ),
            Preset(
                "surely wrong",
                "The answer is 0.002 and should be 1. Who of the two is told so?",
                {"z": -6},
                lambda r: r.ends[0] > 0.9 and r.ends[1] < 0.01,
            ),
            Preset(
                "surely right",
                "Nothing to learn: both blames are nearly 0, as they should be.",
                {"z": 6},
                lambda r: max(map(abs, r.dz)) < 0.01 and min(r.ends) > 0.99,
            ),
            Preset(
                "the other label",
                "With y = 0 it is the mirror image.",
                {"z": 6, "y": "0"},
                lambda r: r.ends[0] < 0.1 and r.ends[1] > 0.99,
            ),
        ],
        code=code,
        pin=("cross_entropy_here", "squared_here", "learn_cross_entropy", "learn_squared"),
        main=("z", "y"),
    )
