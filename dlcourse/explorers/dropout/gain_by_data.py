"""How much dropout gains, by the number of training examples."""

import numpy as np

from dlcourse import Adam, Dense, Dropout, Network, ReLU, SoftmaxCrossEntropy
from dlcourse.explorers.dropout import noisy_digits

HIDDEN, ALPHA, EPOCHS = 64, 0.02, 60


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
            training, dev = noisy_digits.draw(m, rng, wrong)
            for i, keep in enumerate((1, keep_prob)):
                layers = [Dense(64, HIDDEN), ReLU(), Dropout(keep), Dense(HIDDEN, 10)]
                net = Network(layers, SoftmaxCrossEntropy())
                *_, last = noisy_digits.steps(net, training, Adam(ALPHA), EPOCHS, rng)
                errors[row, column, i] = net.error(last.theta, *dev)
    return errors
