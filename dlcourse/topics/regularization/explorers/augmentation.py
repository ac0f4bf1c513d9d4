"""Augmentation on digits: changed copies of few images, and what they do to the dev error.

Twenty pairs of runs. Both of a pair have the same training images, the same θ₀ and the same number
of steps over all examples; one of them trains on changed copies of the images as well.
"""

from dataclasses import dataclass

import numpy as np

from dlcourse import Adam, augment, train
from dlcourse.figures.dumbbells import draw_dumbbells, setup_dumbbells
from dlcourse.live.controls import StopSlider, seed
from dlcourse.live.explorer import Explorer, Preset
from dlcourse.topics import digits
from dlcourse.topics.pairs import Pairs, by_run
from dlcourse.topics.snippets import expression, snippet

M, DEV, COPIES, PAIRS = 50, 1747, 15, 20
HIDDEN, LEARNING_RATE, EPOCHS = 24, 0.03, 50
SHOWN, COLUMNS = 10, 5  # training images in the figure
GAP, BETWEEN = 2, 4  # pixels of an image, between images and between two rows of pairs


@dataclass(frozen=True, eq=False)
class Augmented(Pairs):
    """Dev errors without and with copies, and some images of the first pair."""

    changes: dict  # what `augment` is told, without the zeros
    images: np.ndarray  # (64, 10)
    copies: np.ndarray  # (64, 10): the first changed copy of each


def compute(flip, shift, rotate, distort, seed):
    """Train the pairs one after the other."""
    changes = nonzero(flip=flip, shift=shift, rotate=rotate, distort=distort)
    network, errors, shown = digits.digit_network(HIDDEN), [], None

    def so_far():
        return Augmented(PAIRS, *by_run(errors), changes, *shown)

    for pair in range(PAIRS):
        rng = np.random.default_rng([seed, pair])
        (X, Y), dev = digits.split(M, rng, DEV)
        theta = network.initialize(rng)
        copies = augment(np.tile(X, COPIES), rng, **changes)
        some = one_of_each(Y.argmax(axis=0))
        shown = shown or (X[:, some], copies[:, some])  # of the first pair
        yield so_far()
        both = []
        # copies that are no change would differ by rounding only: then both runs are one
        sets = [(X, Y), (np.hstack([X, copies]), np.tile(Y, 1 + COPIES))] if changes else [(X, Y)]
        for X_train, Y_train in sets:
            for step in train(network, theta, X_train, Y_train, Adam(LEARNING_RATE), EPOCHS):
                if step.iteration % 5 == 0:
                    yield so_far()
            both.append(network.error(step.theta, *dev))
        errors.append((both[0], both[-1]))
        yield so_far()


def nonzero(flip, shift, rotate, distort):
    """What `augment` is told, without the zeros."""
    strengths = {"flip": flip, "shift": shift, "rotate": rotate, "distort": distort}
    return {name: strength for name, strength in strengths.items() if strength > 0}


def one_of_each(labels):
    """Ten examples, one of each digit in order where the labels have them all."""
    earlier = [np.sum(labels[:i] == label) for i, label in enumerate(labels)]
    first = np.lexsort((labels, earlier))[:SHOWN]
    return first[np.argsort(labels[first], kind="stable")]


def setup(figure):
    """Left images above their changed copies, right the dev errors of all pairs."""
    left, right = figure.subplots(1, 2, width_ratios=(1, 1.12))
    picture = mosaic(np.zeros((64, SHOWN)), np.zeros((64, SHOWN)))
    left.set(xticks=[], title="Images, and a copy below each")
    left.set_xlabel(f"{COPIES} such copies of each of {M} training images")
    left.grid(False)
    left.spines[:].set_visible(False)
    left.tick_params(length=0)
    rows = np.array([0, 1, 2, 3]) * (8 + GAP) + [0, 0, BETWEEN, BETWEEN]
    left.set_yticks(rows + 3.5, ["image", "copy"] * 2)
    artists = {"images": left.imshow(picture, **digits.LOOK)}
    return artists | setup_dumbbells(right, PAIRS)


def mosaic(images, copies):
    """Two rows of images with a copy below each."""
    halves = []
    for some in (slice(COLUMNS), slice(COLUMNS, SHOWN)):
        pairs = np.hstack([images[:, some], copies[:, some]])
        halves.append(digits.mosaic(pairs, COLUMNS, gap=GAP, below=GAP))
    space = np.full((BETWEEN, halves[0].shape[1]), -1.0)
    return np.vstack([halves[0], space, halves[1]])


def draw(artists, result):
    """The images, and a dumbbell for each finished pair."""
    artists["images"].set_data(mosaic(result.images, result.copies))
    draw_dumbbells(artists, result, ("without copies", "with copies"))


def describe(result):
    """What is done to the copies, and what that does to the dev error."""
    if result.progress:
        return f"{told(result.changes)}: {result.progress}"
    before, after = 100 * result.reference.mean(), 100 * result.partner.mean()
    if not result.changes:
        mean = f"{before:.1f} % on average over {result.done} seeds"
        return f"No augmentation: nothing to compare. Dev error {mean}, with {M} training images."
    changes, difference = told(result.changes), result.difference
    means = f"{before:.1f} % without copies, {after:.1f} % with."
    if not difference.clear:
        return f"{changes}: {difference.in_points()}. Dev error {means}"
    verdict = "That hurts" if difference.mean > 0 else "That helps"
    return f"{changes}: dev error {difference.in_points()}. {verdict}: {means}"


def told(changes):
    """The changes in words."""
    units = {"flip": "flip {:.0%}", "shift": "shift ≤ {:g} px"}
    units |= {"rotate": "rotate ≤ {:g}°", "distort": "distort ≤ {:g} px"}
    words = ", ".join(units[name].format(strength) for name, strength in changes.items())
    return words.capitalize().replace("%", " %") or "No augmentation"


def code(flip, shift, rotate, distort, seed):
    """The first pair: both runs train on the same images from the same θ₀."""
    changes = nonzero(flip=flip, shift=shift, rotate=rotate, distort=distort)
    start, copied = "theta = network.initialize(rng)", "(X, Y)  # no change, no copies"
    if changes:
        how = ", ".join(f"{name}={strength:g}" for name, strength in changes.items())
        copies = f"dl.augment(np.tile(X, {COPIES}), rng, {how})"
        start = f"theta, more = network.initialize(rng), {copies}"
        copied = f"(np.hstack([X, more]), np.tile(Y, {1 + COPIES}))"
    run = f"dl.train(network, theta, *d, dl.Adam({LEARNING_RATE}), {EPOCHS})"
    return snippet(
        digits.code([seed, 0], M, dev=DEV),
        f"network = {expression(digits.digit_network(HIDDEN))}",
        start,
        f"pair = (X, Y), {copied}",
        f"runs = [[*{run}][-1] for d in pair]",
        f"first_pair = [network.error(run.theta, *dev) for run in runs]  # of {PAIRS} pairs",
    )


def augmentation():
    """Flip, shift, rotate and distort digits: which copies help, and which hurt."""
    return Explorer(
        title="Augmentation on digits",
        setup=setup,
        compute=compute,
        draw=draw,
        describe=describe,
        controls={
            "flip": StopSlider("flip: probability", [0, 0.5, 1], 0),
            "shift": StopSlider("shift ≤ pixels", np.linspace(0, 4, 33), 0.5),
            "rotate": StopSlider("rotate ≤ °", [0, 5, 10, 15, 20, 30, 45, 90, 180], 15),
            "distort": StopSlider("distort ≤ pixels", [0, 0.25, 0.5, 1, 2], 0),
            "seed": seed(),
        },
        presets=[
            Preset(
                "shift and rotate a little",
                "A digit that is a little off or tilted is still that digit: the dev error falls.",
                {},
                lambda r: r.difference.high < 0,
            ),
            Preset(
                "flip",
                "Half of the copies are mirrored, and a mirrored 3 is no 3: the dev error rises.",
                {"flip": 0.5, "shift": 0, "rotate": 0},
                lambda r: r.difference.low > 0,
            ),
            Preset(
                "two pixels",
                "The label stays true, but digits are cut off, and none to come stands there: the "
                "dev error rises.",
                {"shift": 2, "rotate": 0},
                lambda r: r.difference.low > 0,
            ),
            Preset(
                "nothing",
                "Copies without a change are no new examples: both runs are the same.",
                {"shift": 0, "rotate": 0},
                lambda r: np.array_equal(r.reference, r.partner),
            ),
        ],
        code=code,
        pin=("partner",),
        main=("shift",),
    )
