"""What this notebook's pairs of runs train on: few digits, and every fifth label wrong.

Both runs of a pair see the same images and labels, and the same random numbers after them.
"""

import copy

import numpy as np

from dlcourse import Adam, train
from dlcourse.topics import digits

M, WRONG, PAIRS = 200, 0.2, 10
HIDDEN, ALPHA, EPOCHS = 64, 0.02, 60  # of `gain_by_data`


def draw(m, rng, wrong=WRONG):
    """Draw m training images, some with a wrong label, and 500 dev images with right ones."""
    (X, Y), dev, _ = digits.split(m, rng)
    return (X, digits.with_wrong_labels(Y, round(wrong * m), rng)), dev


def pair(seed, number):
    """Training set, dev set and the generator of one pair."""
    rng = np.random.default_rng([seed, number])
    return *draw(M, rng), rng


def steps(network, training, optimizer, epochs, rng, project=None):
    """A training run from θ₀; `rng` is copied, so that the other run of the pair has it too."""
    rng = copy.deepcopy(rng)
    theta = network.initialize(rng)
    return train(network, theta, *training, optimizer, epochs, rng=rng, project=project)


def code(seed):
    """The first pair's data as three lines of code: X, Y and dev, and the rng to go on with."""
    return digits.code([seed, 0], M, round(WRONG * M))


def gain_by_data(sizes=(25, 50, 100, 200, 400, 800), seeds=range(10), wrong=0.2, keep_prob=0.5):
    """Train with and without dropout on few and on many digits, in pairs; about four seconds.

    Parameters
    ----------
    sizes : numbers of training images, each 1 … 1297
    seeds : one pair of runs each
    wrong : fraction of the training labels that are wrong, 0 … 1
    keep_prob : of the 64 hidden units, with dropout

    Returns
    -------
    errors : (sizes, seeds, 2)
        Dev errors without and with dropout; for the gain at each size in percentage points,
        `100 * (errors[:, :, 0] - errors[:, :, 1]).mean(axis=1)`.

    Example
    -------
    >>> gain_by_data([50], seeds=[0, 1, 2]).shape
    (1, 3, 2)
    """
    errors = np.zeros((len(sizes), len(seeds), 2))
    for row, m in enumerate(sizes):
        for column, seed in enumerate(seeds):
            rng = np.random.default_rng(seed)
            training, dev = draw(m, rng, wrong)
            for i, keep in enumerate((1, keep_prob)):
                net = digits.digit_network(HIDDEN, keep_probs=(1, keep))
                *_, last = steps(net, training, Adam(ALPHA), EPOCHS, rng)
                errors[row, column, i] = net.error(last.theta, *dev)
    return errors
