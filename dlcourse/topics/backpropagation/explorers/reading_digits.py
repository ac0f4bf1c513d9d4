"""The network of thirty lines learns to read: what it says to dev digits, step by step.

The same network, images and start as in the last section of notebook 02, where the reader's own
functions train it.
"""

from dataclasses import dataclass

import numpy as np

from dlcourse import Dense, Network, SoftmaxCrossEntropy, Tanh
from dlcourse.figures import palette
from dlcourse.live.controls import StopSlider
from dlcourse.live.explorer import Explorer, Preset
from dlcourse.topics import digits
from dlcourse.topics.snippets import expression, snippet

IMAGES, HIDDEN, STEPS = 300, 32, 200
NETWORK = Network([Dense(64, HIDDEN), Tanh(), Dense(HIDDEN, 10)], SoftmaxCrossEntropy())
SHOWN, GAP, BELOW = 10, 3, 8  # images in a row, pixels between them, and below them for words


@dataclass(frozen=True, eq=False)
class Lessons:
    """What the network answers to 500 dev images after 0, 1, …, 200 steps."""

    alpha: float
    dev_images: np.ndarray  # (64, 500)
    labels: np.ndarray  # (500,)
    answers: np.ndarray  # (201, 500)

    @property
    def errors(self):
        """(201,): the shares of dev images that are read wrongly."""
        return np.mean(self.answers != self.labels, axis=1)


@dataclass(frozen=True, eq=False)
class Reading(Lessons):
    """The same, seen after some of the steps."""

    steps: int

    @property
    def error(self):
        """The share of dev images that are read wrongly now."""
        return float(self.errors[self.steps])

    @property
    def some(self):
        """(10,): the first image of each digit, from 0 to 9."""
        return np.array([np.argmax(self.labels == digit) for digit in range(10)])

    @property
    def wrong(self):
        """The first images, ten at the most, that are read wrongly now."""
        return np.flatnonzero(self.answers[self.steps] != self.labels)[:SHOWN]


def start(rng):
    """θ₀ (2410,): weights of the variance 1/n of their layer's inputs, biases of 0."""
    W1, W2 = rng.normal(size=64 * HIDDEN) / 8, rng.normal(size=HIDDEN * 10) / np.sqrt(HIDDEN)
    return np.concatenate([W1, np.zeros(HIDDEN), W2, np.zeros(10)])


def run(alpha):
    """Two hundred steps of gradient descent on 300 images; about 0.2 s."""
    rng = np.random.default_rng(0)
    (X, Y), (X_dev, Y_dev), _ = digits.split(IMAGES, rng)
    theta, answers = start(rng), []
    for step in range(STEPS + 1):
        answers.append(NETWORK.forward(theta, X_dev).argmax(axis=0))
        if step < STEPS:
            theta = theta - alpha * NETWORK.cost_and_gradient(theta, X, Y)[1]
    return Lessons(alpha, X_dev, Y_dev.argmax(axis=0), np.array(answers))


def look(run, steps):
    """What it answers after so many steps."""
    return Reading(**vars(run), steps=steps)


def setup(figure):
    """Left ten digits with their answers and ten that are read wrongly, right the dev error."""
    left, right = figure.subplots(1, 2, width_ratios=(3.4, 1))
    left.set(title="Dev digits, and what they are read as", xticks=[], yticks=[])
    left.grid(False)
    left.spines[:].set_visible(False)
    picture = np.zeros((2 * (8 + BELOW), SHOWN * (8 + GAP)))
    artists = {"images": left.imshow(picture, **digits.LOOK)}
    left.set_xlim(-20, SHOWN * (8 + GAP))
    left.set_ylim(2 * (8 + BELOW) - 1, -1)
    words = {"fontsize": 10, "va": "center"}
    left.text(-20, 9.8, "before", **words)
    artists["now"] = left.text(-20, 13.0, "", **words)
    left.text(-20, 25.8, "read wrongly", **words)
    for i in range(SHOWN):
        x = i * (8 + GAP) + GAP // 2 + 3.5
        for name, y in (("before", 9.8), ("after", 13.0), ("wrong", 25.8)):
            artists[f"{name}_{i}"] = left.text(x, y, "", ha="center", **words)
    right.set(xlim=(-5, STEPS + 5), ylim=(0, 1), xlabel="step", yticks=np.arange(0, 1.01, 0.25))
    right.set_yticklabels(["0 %", "25 %", "50 %", "75 %", "100 %"])
    right.set_title("Dev error")
    (artists["errors"],) = right.plot([], [], color=palette.CHOSEN)
    (artists["here"],) = right.plot([], [], "o", color=palette.CHOSEN, markersize=8)
    return artists


def draw(artists, result):
    """The answers to ten digits before and now, ten mistakes, and how many there are."""
    some, wrong = result.some, result.wrong
    images = np.full((64, 2 * SHOWN), -1.0)
    images[:, :SHOWN] = result.dev_images[:, some]
    images[:, SHOWN : SHOWN + wrong.size] = result.dev_images[:, wrong]
    artists["images"].set_data(digits.mosaic(images, SHOWN, gap=GAP, below=BELOW))
    for i, image in enumerate(some):
        for name, step in (("before", 0), ("after", result.steps)):
            says, right = result.answers[step, image], result.answers[step, image] == i
            artists[f"{name}_{i}"].set_text(f"{says}" if right else f"✗ {says}")
            artists[f"{name}_{i}"].set_color(palette.CHOSEN if right else palette.GRADIENT)
    for i in range(SHOWN):
        text = ""
        if i < wrong.size:
            text = f"{result.labels[wrong[i]]} as {result.answers[result.steps, wrong[i]]}"
        artists[f"wrong_{i}"].set_text(text)
    artists["now"].set_text("1 step" if result.steps == 1 else f"{result.steps} steps")
    artists["errors"].set_data(np.arange(STEPS + 1), result.errors)
    artists["here"].set_data([result.steps], [result.error])


def describe(result):
    """How many of the dev digits are read wrongly."""
    steps = "1 step" if result.steps == 1 else f"{result.steps} steps"
    at = (result.labels != result.answers[result.steps]).sum()
    return (
        f"α = {result.alpha:g}, after {steps}: {at} of {result.labels.size} dev digits are read "
        f"wrongly, {result.error:.1%}. Before the first step it was {result.errors[0]:.1%}."
    ).replace("%", " %")


def code(alpha, steps):
    """The same steps by a network of `dlcourse`."""
    return snippet(
        digits.code(0, IMAGES),
        f"W1, W2 = rng.normal(size={64 * HIDDEN}) / 8, "
        f"rng.normal(size={HIDDEN * 10}) / {HIDDEN}**0.5",
        f"theta = np.concatenate([W1, np.zeros({HIDDEN}), W2, np.zeros(10)])",
        f"network = {expression(NETWORK)}",
        f"for _ in range({steps}): "
        f"theta = theta - {alpha:g} * network.cost_and_gradient(theta, X, Y)[1]",
        "error = network.error(theta, *dev)",
    )


def reading_digits():
    """A small network learns to read: its answers after each step, and its mistakes."""
    return Explorer(
        title="A network learns to read",
        setup=setup,
        run=run,
        look=look,
        draw=draw,
        describe=describe,
        controls={
            "steps": StopSlider("steps", (0, 1, 2, 5, 10, 20, 50, 100, STEPS), STEPS),
            "alpha": StopSlider("α", (0.02, 0.05, 0.1, 0.2, 0.5, 1, 2), 0.5),
        },
        presets=[
            Preset(
                "before",
                "Weights drawn at random: nine in ten are read wrongly, as by guessing.",
                {"steps": 0},
                lambda r: 0.8 < r.error < 0.97,
            ),
            Preset(
                "twenty steps",
                "A tenth of the steps, and nearly nine in ten digits are read.",
                {"steps": 20},
                lambda r: 0.1 < r.error < 0.13,
            ),
            Preset(
                "two hundred steps",
                "What is left are digits at which one has to look twice oneself.",
                {},
                lambda r: r.error < 0.08,
            ),
            Preset(
                "a tiny rate",
                "With α = 0.02 two hundred steps are too few: more than a quarter is read wrongly.",
                {"alpha": 0.02},
                lambda r: r.error > 0.2,
            ),
        ],
        code=code,
        pin=("errors", "here"),
        main=("steps", "alpha"),
        size=(9, 2.8),
    )
