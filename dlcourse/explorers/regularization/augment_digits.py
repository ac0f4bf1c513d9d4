"""Augmentation on real digits: what the changes look like, and what training on them does.

Ten seeds train twice each, on 100 images and on these with three changed copies of each, from the
same θ₀ and for as many steps. New images are as neat as the data set's, or off-centre and tilted.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from dlcourse import Adam, augment, train
from dlcourse.explorers import palette
from dlcourse.explorers.controls import StopSlider, choice
from dlcourse.explorers.evidence import paired_difference
from dlcourse.explorers.explorer import Explorer, Preset
from dlcourse.explorers.regularization import digits

M, COPIES, HIDDEN, ALPHA, EPOCHS, SEEDS = 100, 3, 32, 0.02, 60, 10
SHOWN = 4  # images, one a row, each with its changed copies
NEW = {"neat": {}, "off-centre, tilted": {"shift": 0.5, "rotate": 15}}  # dev images


@dataclass(frozen=True)
class Comparison:
    """Dev errors of the seeds done so far, and the images of the first seed."""

    original: np.ndarray  # (64, SHOWN)
    changed: np.ndarray  # (COPIES, 64, SHOWN)
    new: np.ndarray  # (64, COPIES + 1): dev images
    without: tuple  # a dev error per seed
    augmented: tuple
    digit_errors: np.ndarray  # (2, 10): sums over seeds of the error on each digit

    @cached_property
    def difference(self):
        """Dev error with augmentation against without, pair by pair."""
        return paired_difference(self.augmented, self.without)

    @property
    def first_seed(self):
        """The two dev errors of seed 0."""
        return self.without[0], self.augmented[0]

    @property
    def per_digit(self):
        """What augmentation adds to the mean error on each digit, (10,)."""
        without, augmented = self.digit_errors / len(self.without)
        return augmented - without


def compute(flip, shift, rotate, distort, new):
    """Train pair after pair; a result after each."""
    strengths = {"flip": flip, "shift": shift, "rotate": rotate, "distort": distort}
    without, augmented, digit_errors = [], [], np.zeros((2, 10))
    for seed in range(SEEDS):
        rng = np.random.default_rng(seed)
        (X, Y), (X_dev, Y_dev), _ = digits.split(M, rng)
        X_dev = augment(X_dev, rng, **NEW[new])
        network = digits.digit_network(HIDDEN)
        theta = network.initialize(rng)
        copies = [augment(X, rng, **strengths) for _ in range(COPIES)]
        if seed == 0:
            shown = distinct(Y.argmax(axis=0))
            original, changed = X[:, shown], np.array([copy[:, shown] for copy in copies])
            new_images = X_dev[:, : COPIES + 1].copy()
        X_more, Y_more = np.hstack([X, *copies]), np.tile(Y, COPIES + 1)
        labels = Y_dev.argmax(axis=0)
        for i, (errors, X_t, Y_t) in enumerate(((without, X, Y), (augmented, X_more, Y_more))):
            *_, last = train(network, theta, X_t, Y_t, Adam(ALPHA), EPOCHS)
            wrong = network.predict(last.theta, X_dev) != labels
            errors.append(float(wrong.mean()))
            digit_errors[i] += np.bincount(labels, wrong, 10) / np.bincount(labels, minlength=10)
        pair = tuple(without), tuple(augmented)
        yield Comparison(original, changed, new_images, *pair, digit_errors.copy())


def distinct(labels):
    """Where the first 2, 3, 6 and 7 stand: digits that a mirror changes."""
    return [int(np.flatnonzero(labels == digit)[0]) for digit in (2, 3, 6, 7)]


def setup(figure):
    """Left the images, then the pairs of dev errors, right the change on each digit."""
    grid = figure.add_gridspec(1, 3, width_ratios=(1.15, 1, 1.25))
    images, pairs, bars = (figure.add_subplot(part) for part in grid)
    images.set(xticks=[], yticks=[], title="Training images")
    images.grid(False)
    images.spines[:].set_visible(False)
    images.set_xlabel("original │ changed copies;\nlowest row: new images")
    pairs.set(xlim=(-0.45, 1.45), ylim=(0, 68), ylabel="dev error, %", title="Ten seeds")
    pairs.set_xticks((0, 1), ("without", "augmented"))
    bars.set(xlim=(-0.7, 9.7), ylim=(-20, 45), xlabel="digit", xticks=range(10))
    bars.set(title="Error added, points")
    bars.axhline(0, color="#555555", linewidth=0.8)
    artists = {}
    blank = digits.mosaic(np.zeros((64, (SHOWN + 1) * (COPIES + 1))), COPIES + 1, 2, 2)
    artists["images"] = images.imshow(blank, **digits.LOOK)
    for name, x, y in (("beside", (9.4, 9.4), (-0.5, 38.5)), ("above", (-0.5, 39.5), (38.8, 38.8))):
        (artists[name],) = images.plot(x, y, color=palette.REFERENCE, linewidth=1, gid="no ghost")
    (artists["pairs"],) = pairs.plot(
        [], [], color=palette.DEV, linewidth=1, alpha=0.5, marker="o", markersize=4, gid="no ghost"
    )
    (artists["means"],) = pairs.plot(
        [], [], "--D", color=palette.CHOSEN, linewidth=1.8, markersize=7
    )
    for i in range(2):
        artists[f"mean_{i}"] = pairs.text(
            i, 64, "", color=palette.CHOSEN, weight="bold", ha="center", va="center"
        )
    artists["bars"] = bars.stairs(
        np.zeros(10), np.arange(11) - 0.5, fill=True, facecolor=palette.DEV, alpha=0.75, baseline=0
    )
    return artists


def draw(artists, result):
    """Images, one line a seed, one bar a digit."""
    rows = np.concatenate([result.original[np.newaxis], result.changed])  # (1 + copies, 64, shown)
    tiles = np.hstack([rows.transpose(1, 2, 0).reshape(64, -1), result.new])
    artists["images"].set_data(digits.mosaic(tiles, COPIES + 1, 2, 2))
    n = len(result.without)
    errors = 100 * np.array([result.without, result.augmented, [np.nan] * n])
    artists["pairs"].set_data(np.tile((0, 1, np.nan), n), errors.T.ravel())
    means = errors[:2].mean(axis=1)
    artists["means"].set_data((0, 1), means)
    for i in range(2):
        artists[f"mean_{i}"].set_text(f"{means[i]:.1f} %")
    artists["bars"].set_data(np.clip(100 * result.per_digit, -20, 45))


def describe(result):
    """The two mean errors with their difference, and the digit that loses most."""
    without, augmented = np.mean(result.without), np.mean(result.augmented)
    start = f"Dev error {100 * without:.1f} % without, {100 * augmented:.1f} % with augmentation"
    n = len(result.without)
    if n < SEEDS:
        return f"{start} (mean of {n} of {SEEDS} seeds)."
    sentence = f"{start}: {result.difference.in_points()}"
    worst = int(result.per_digit.argmax())
    if result.difference.low > 0:
        sentence += (
            f"; it costs most on the digit {worst}, {100 * result.per_digit[worst]:.0f} points"
        )
    return sentence + "."


def code(flip, shift, rotate, distort, new):
    """The pair of the first of the ten seeds."""
    dev = ", ".join(f"{name}={value:g}" for name, value in NEW[new].items())
    change = f"flip={flip:g}, shift={shift:g}, rotate={rotate:g}, distort={distort:g}"
    both = f"((X, Y), (X_more, np.tile(Y, {COPIES + 1})))"
    training = f"dl.train(net, theta, *data, dl.Adam({ALPHA:g}), epochs={EPOCHS})"
    return f"""{digits.code(0, M)}
dev, net = (dl.augment(dev[0], rng, {dev}), dev[1]), {digits.network_code(HIDDEN)}
theta = net.initialize(rng)
X_more = np.hstack([X] + [dl.augment(X, rng, {change}) for _ in range({COPIES})])
first_seed = [net.error([*{training}][-1].theta, *dev) for data in {both}]
"""


def augmentation():
    """Ten networks trained with and without changed copies of their images."""
    return Explorer(
        title="Augmentation of digit images",
        setup=setup,
        compute=compute,
        draw=draw,
        describe=describe,
        controls={
            "flip": StopSlider("flip, probability", [0, 0.25, 0.5, 0.75, 1], 0.5),
            "shift": StopSlider("shift, pixels", [0, 0.25, 0.5, 0.75, 1, 1.5, 2, 3], 0),
            "rotate": StopSlider("rotate, °", [0, 5, 10, 15, 20, 30, 45, 90, 180], 0),
            "distort": StopSlider("distort, pixels", [0, 0.25, 0.5, 0.75, 1, 1.5, 2], 0),
            "new": choice("new images", NEW, "neat"),
        },
        presets=[
            Preset(
                "mirrored",
                "Nobody writes mirrored digits, and a mirrored 2 is rather like a 5: it hurts.",
                {},
                lambda r: r.difference.low > 0.01 and r.per_digit[5] > 0.05,
            ),
            Preset(
                "shift and turn",
                "Changes that occur in the new images, which are off-centre and tilted: they help.",
                {"flip": 0, "shift": 0.5, "rotate": 15, "new": "off-centre, tilted"},
                lambda r: r.difference.high < -0.03,
            ),
            Preset(
                "for neat images",
                "The same changes where they do not occur: little to gain, and little lost.",
                {"flip": 0, "shift": 0.5, "rotate": 15},
                lambda r: abs(r.difference.mean) < 0.015,
            ),
            Preset(
                "upside down",
                "Any angle: a 6 is a 9 now, whatever its label says.",
                {"flip": 0, "rotate": 180},
                lambda r: r.difference.low > 0.03 and r.per_digit[9] > 0.1,
            ),
            Preset(
                "out of the frame",
                "Shifts of up to 3 of 8 pixels cut digits off: too much of a good thing.",
                {"flip": 0, "shift": 3, "new": "off-centre, tilted"},
                lambda r: r.difference.low > 0.03,
            ),
        ],
        code=code,
        main=("flip",),
    )
