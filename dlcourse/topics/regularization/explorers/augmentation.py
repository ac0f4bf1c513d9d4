"""Augmentation on digits: changed copies of few images, and what they do to the dev error.

Twenty pairs of runs. Both of a pair have the same training images, the same θ₀ and the same number
of steps over all examples; one of them trains on changed copies of the images as well.
"""

from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np

from dlcourse import Adam, augment, load_digits, train, train_dev_test_split
from dlcourse.evidence import paired_difference
from dlcourse.figures import palette
from dlcourse.figures.labels import spread
from dlcourse.live.controls import StopSlider, seed
from dlcourse.live.explorer import Explorer, Preset
from dlcourse.topics import digits

M, DEV, COPIES, PAIRS = 50, 1747, 15, 20
HIDDEN, LEARNING_RATE, EPOCHS = 24, 0.03, 50
_load = cache(load_digits)
SHOWN, COLUMNS = 10, 5  # training images in the figure
GAP, BETWEEN = 2, 4  # pixels of an image, between images and between two rows of pairs
LOWEST, HIGHEST = 8, 100  # of the error axis, in %
TICKS = (10, 20, 30, 50, 100)
NAMES = {"augmented": "with copies", "without": "without copies"}  # the lower one where they tie


@dataclass(frozen=True)
class Pairs:
    """The pairs of runs that are finished, and some images of the first pair."""

    changes: dict  # what `augment` is told, without the zeros
    images: np.ndarray  # (64, 10)
    copies: np.ndarray  # (64, 10): the first changed copy of each
    without: np.ndarray  # dev errors of the runs without copies
    augmented: np.ndarray  # those of their partners, with copies

    @cached_property
    def difference(self):
        """Dev error with the copies minus dev error without."""
        return paired_difference(self.augmented, self.without)

    @property
    def first_pair(self):
        """The dev errors of the first pair, without and with copies."""
        return self.without[0], self.augmented[0]


def compute(flip, shift, rotate, distort, seed):
    """Train the pairs one after the other."""
    changes = nonzero(flip=flip, shift=shift, rotate=rotate, distort=distort)
    network, errors, shown = digits.digit_network(HIDDEN), [], None
    for pair in range(PAIRS):
        rng = np.random.default_rng([seed, pair])
        (X, Y), dev = split(rng)
        theta = network.initialize(rng)
        copies = augment(np.tile(X, COPIES), rng, **changes)
        some = one_of_each(Y.argmax(axis=0))
        shown = shown or (X[:, some], copies[:, some])  # of the first pair
        yield Pairs(changes, *shown, *by_run(errors))
        both = []
        # copies that are no change would differ by rounding only: then both runs are one
        sets = [(X, Y), (np.hstack([X, copies]), np.tile(Y, 1 + COPIES))] if changes else [(X, Y)]
        for X_train, Y_train in sets:
            for step in train(network, theta, X_train, Y_train, Adam(LEARNING_RATE), EPOCHS):
                if step.iteration % 5 == 0:
                    yield Pairs(changes, *shown, *by_run(errors))
            both.append(network.error(step.theta, *dev))
        errors.append((both[0], both[-1]))
        yield Pairs(changes, *shown, *by_run(errors))


def nonzero(flip, shift, rotate, distort):
    """What `augment` is told, without the zeros."""
    strengths = {"flip": flip, "shift": shift, "rotate": rotate, "distort": distort}
    return {name: strength for name, strength in strengths.items() if strength > 0}


def split(rng):
    """Draw 50 training images; all others are the dev set."""
    return train_dev_test_split(*_load(), np.array([M, DEV]) / (M + DEV), rng)


def by_run(errors):
    """A list of pairs as two arrays, without and with copies."""
    return np.array(errors).reshape(-1, 2).T.copy()


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
    right.set(xlim=(0, 1.62 * PAIRS), yscale="log", ylim=(LOWEST, HIGHEST), xlabel="pair of runs")
    right.set(title="Dev error in % (log scale)", xticks=(1, 5, 10, 15, 20))
    right.set_yticks(TICKS, [str(tick) for tick in TICKS])
    right.minorticks_off()
    grey, dev = palette.REFERENCE, palette.DEV
    thin = {"linewidth": 1.3}
    name = {"x": 1.06 * PAIRS, "y": LOWEST, "s": "", "va": "center"}
    for which, colour, style in (("without", grey, ":"), ("augmented", dev, "--")):
        (artists[f"mean_{which}"],) = right.plot([], [], style, color=colour, **thin)
        artists[f"{which}_name"] = right.text(**name, color=colour)
    (artists["pairs"],) = right.plot([], [], color=dev, **thin)
    (artists["without"],) = right.plot([], [], "o", color=grey, markersize=7.5)
    artists["without"].set_markerfacecolor("white")
    (artists["augmented"],) = right.plot([], [], "o", color=dev, markersize=5.5)
    return artists


def mosaic(images, copies):
    """Two rows of images with a copy below each."""
    halves = []
    for some in (slice(COLUMNS), slice(COLUMNS, SHOWN)):
        pairs = np.hstack([images[:, some], copies[:, some]])
        halves.append(digits.mosaic(pairs, COLUMNS, gap=GAP, below=GAP))
    space = np.full((BETWEEN, halves[0].shape[1]), -1.0)
    return np.vstack([halves[0], space, halves[1]])


def draw(artists, result):
    """The images, a dumbbell for each finished pair, and the two means with their names."""
    artists["images"].set_data(mosaic(result.images, result.copies))
    number = np.arange(1, 1 + result.without.size)
    ends, means = {}, []
    for name in NAMES:
        errors = 100 * getattr(result, name)
        ends[name] = np.clip(errors, LOWEST, HIGHEST)
        artists[name].set_data(number, ends[name])
        means.append(errors.mean() if errors.size else np.nan)
        artists[f"mean_{name}"].set_data([0, PAIRS + 0.6], [means[-1]] * 2)
    up_and_down = np.array([*ends.values(), np.full(number.size, np.nan)])
    artists["pairs"].set_data(np.repeat(number, 3), up_and_down.T.ravel())
    # a name has two lines: room is made on the scale of the axis, where 1 is its height
    heights = np.log(np.array(means) / LOWEST) / np.log(HIGHEST / LOWEST)
    heights = LOWEST * (HIGHEST / LOWEST) ** spread(heights, 0.15, 0.07, 0.93)
    for (name, words), mean, height in zip(NAMES.items(), means, heights, strict=True):
        text = f"{words}\n{mean:.1f} % on average" if number.size else ""
        artists[f"{name}_name"].set(text=text, y=height if number.size else LOWEST)


def describe(result):
    """What is done to the copies, and what that does to the dev error."""
    done = result.without.size
    if done < 2:
        return f"{told(result.changes)}: {done} of {PAIRS} pairs of runs are trained."
    before, after = 100 * result.without.mean(), 100 * result.augmented.mean()
    if not result.changes:
        mean = f"{before:.1f} % on average over {done} seeds"
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
    rng = f"np.random.default_rng([{seed}, 0])"
    first, start = f"rng = {rng}", "theta = network.initialize(rng)"
    copied = "(X, Y)  # no change, no copies"
    if changes:
        how = ", ".join(f"{name}={strength:g}" for name, strength in changes.items())
        first = f"rng, how = {rng}, dict({how})"
        start = "theta, more = network.initialize(rng), "
        start += f"dl.augment(np.tile(X, {COPIES}), rng, **how)"
        copied = f"(np.hstack([X, more]), np.tile(Y, {1 + COPIES}))"
    sizes, layers = f"{M}, {DEV}", f"dl.Dense(64, {HIDDEN}), dl.ReLU(), dl.Dense({HIDDEN}, 10)"
    return f"""import dlcourse as dl, numpy as np
{first}
(X, Y), dev = dl.train_dev_test_split(*dl.load_digits(), np.array([{sizes}]) / {M + DEV}, rng)
network = dl.Network([{layers}], dl.SoftmaxCrossEntropy())
{start}
pair = (X, Y), {copied}
runs = [[*dl.train(network, theta, *d, dl.Adam({LEARNING_RATE}), {EPOCHS})][-1] for d in pair]
first_pair = [network.error(run.theta, *dev) for run in runs]  # of {PAIRS} pairs
"""


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
                "too much",
                "A 6 upside down is a 9, and some digits have left the picture.",
                {"shift": 3, "rotate": 180},
                lambda r: r.difference.low > 0.1,
            ),
            Preset(
                "nothing",
                "Copies without a change are no new examples: both runs are the same.",
                {"shift": 0, "rotate": 0},
                lambda r: np.array_equal(r.without, r.augmented),
            ),
        ],
        code=code,
        pin=("augmented",),
        main=("shift",),
    )
