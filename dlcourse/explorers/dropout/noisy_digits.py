"""What this notebook's pairs of runs train on: few digits, and every fifth label wrong.

Both runs of a pair see the same images and labels, and the same random numbers after them.
"""

import copy

import numpy as np

from dlcourse import train
from dlcourse.explorers import digits

M, WRONG, PAIRS = 200, 0.2, 10


def draw(m, rng, wrong=WRONG):
    """Draw m training images, some with a wrong label, and 500 dev images with right ones."""
    (X, Y), dev, _ = digits.split(m, rng)
    return (X, digits.with_wrong_labels(Y, round(wrong * m), rng)), dev


def pair(seed, number):
    """Training set, dev set and the generator of one pair."""
    rng = np.random.default_rng([int(seed), number])
    return *draw(M, rng), rng


def steps(network, training, optimizer, epochs, rng, project=None):
    """A training run from θ₀; `rng` is copied, so that the other run of the pair has it too."""
    rng = copy.deepcopy(rng)
    theta = network.initialize(rng)
    return train(network, theta, *training, optimizer, epochs, rng=rng, project=project)


def code(seed):
    """The first pair's data as four lines of code: X, Y and dev, and the rng to go on with."""
    lines = digits.code(seed, M, round(WRONG * M)).split("\n")[3:]
    start = f"rng = np.random.default_rng([{seed:g}, 0])"
    return "\n".join(["import dlcourse as dl, numpy as np", start, *lines])
