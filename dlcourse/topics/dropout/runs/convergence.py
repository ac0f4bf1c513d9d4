"""How many iterations a network on a hundred digits takes, with dropout and without."""

import numpy as np

from dlcourse import Momentum, train
from dlcourse.topics import digits

M, HIDDEN = 100, 32
TARGET = 0.2  # of the training cost, taken without dropout


def network_with(keep_prob):
    """64 pixels, 32 hidden units of ReLU of which dropout keeps a part, 10 digits."""
    return digits.digit_network(HIDDEN, keep_probs=(1, keep_prob))


def beginning(seed):
    """X, Y and θ₀ of a seed, and the rng to train with."""
    rng = np.random.default_rng(seed)
    (X, Y), _, _ = digits.split(M, rng)
    return X, Y, network_with(1).initialize(rng), rng


def reaches(costs, target):
    """The first iteration after which the cost is ≤ target; 0 where there is none."""
    return int(np.argmax(costs <= target)) if (costs <= target).any() else 0


def iterations_to_converge(keep_prob, seeds=range(10), target=TARGET, learning_rate=0.3):
    """Count the iterations until the training cost, taken without dropout, is ≤ target.

    Parameters
    ----------
    keep_prob : float in (0, 1]; 1 trains without dropout
    seeds : iterable of int; a seed fixes the hundred digits, θ₀ and the masks
    target : float > 0
    learning_rate : float > 0, of gradient descent with momentum over all examples

    Returns
    -------
    iterations : (number of seeds,), NaN where 2,000 iterations were not enough
    """
    counts = []
    for number in seeds:
        X, Y, theta, rng = beginning(number)
        network, count = network_with(keep_prob), np.nan
        for step in train(network, theta, X, Y, Momentum(learning_rate), 2000, rng=rng):
            if network.cost(step.theta, X, Y, train=False) <= target:
                count = step.iteration
                break
        counts.append(count)
    return np.array(counts)
