"""Errors in %, of people and of a classifier on train and dev data, and what they say."""

import numpy as np

from dlcourse.figures import palette

HIGH = 2.0  # points: a part of this size is worth a remedy; a rule of thumb
WIDE = 5.0  # %: people who err as often have noisy examples before them
LOOKS = {
    "human": {"marker": "|", "color": palette.CHOSEN, "markeredgewidth": 3, "markersize": 17},
    "train": {"marker": "o", "color": palette.TRAIN, "markersize": 9},
    "dev": {"marker": "s", "color": palette.DEV, "markersize": 9},
}
VERDICTS = ("bias", "variance", "both", "neither")
REMEDIES = {
    "bias": "a larger network, longer training, better features, another architecture",
    "variance": "more data, regularization, a smaller network",
    "neither": "nothing: look at the next problem",
    "noisy": "better inputs or labels: as far as we know, the rest is noise",
}


def parts(human, train, dev):
    """Avoidable bias and variance as the errors show them: (train - human, dev - train)."""
    return train - human, dev - train


def verdict(human, train, dev):
    """One of `VERDICTS`: which of the two parts is at least 2 points.

    Example
    -------
    >>> verdict(0, 1, 11), verdict(0, 15, 30), verdict(14, 15, 16)
    ('variance', 'both', 'neither')
    """
    bias, variance = (part >= HIGH for part in parts(human, train, dev))
    return {(1, 0): "bias", (0, 1): "variance", (1, 1): "both", (0, 0): "neither"}[bias, variance]


def draw_cases(rng, count):
    """Random cases (count, 3), human, train and dev, none of them near the limit of a verdict.

    Where people err on 9 % or more, some networks have learned their training set's noise.
    """
    human = rng.choice([0.0, 0.5, 1.0, 5.0, 9.0, 14.0], count)
    large, small = rng.integers(4, 11, (2, count)), rng.choice([0.0, 0.5, 1.0], (2, count))
    bias, gap = np.where(rng.random((2, count)) < 0.5, large, small)
    learned = (human >= 9) & (rng.random(count) < 0.4)  # the noise: better than people on train
    bias, gap = np.where(learned, -large[0] / 2, bias), np.where(learned, sum(large), gap)
    return np.stack([human, human + bias, human + bias + gap], axis=1)


def setup_scale(axes):
    """One scale of errors for all cases."""
    axes.set(xlim=(-1, 37), xlabel="error in %", xticks=range(0, 36, 5))
    axes.grid(False, axis="y")


def setup_case(axes, key=""):
    """Two bars and three marks of a case."""
    artists = {}
    for name, colour in (("bias", palette.BIAS), ("variance", palette.VARIANCE)):
        (line,) = axes.plot([], [], color=colour, linewidth=7, solid_capstyle="butt")
        artists[f"{key}{name}"] = line
    for name, look in LOOKS.items():
        (artists[f"{key}{name}"],) = axes.plot([], [], linestyle="None", **look)
    return artists


def draw_case(artists, row, human, train, dev, key=""):
    """Put the artists of `setup_case` where the errors are."""
    artists[f"{key}bias"].set_data([human, train], [row, row])
    artists[f"{key}variance"].set_data([train, dev], [row, row])
    for name, error in (("human", human), ("train", train), ("dev", dev)):
        artists[f"{key}{name}"].set_data([error], [row])
