"""Runs of a network with one hidden layer and dropout, on noisy half moons.

A hundred points, a tenth of them with a wrong label: every reason to overfit. All runs of a seed
have the same data and start at the same θ₀, whatever keep_prob is, so that they can be compared in
pairs. All that is measured here is measured without dropout, as at test time.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from dlcourse import Adam, BinaryCrossEntropy, Dense, Dropout, Network, ReLU, Tanh, train
from dlcourse.topics import noisy_moons

LEARNING_RATE, ITERATIONS, EVERY = 0.05, 300, 15
SHOWN = 500  # dev examples that are shown to the hidden units
KEEP_PROBS = [n / 40 for n in range(12, 41)]  # 0.3, 0.325, … 1: the stops of keep_prob
ACTIVATIONS = {"ReLU": ReLU, "tanh": Tanh}


def network_with(keep_prob, units, activation):
    """2 features, `units` hidden units of which dropout keeps a part, one sigmoid output."""
    hidden = [Dense(2, units), ACTIVATIONS[activation](), Dropout(keep_prob)]
    return Network([*hidden, Dense(units, 1)], BinaryCrossEntropy())


@dataclass(frozen=True, eq=False)
class Trained(noisy_moons.Trained):
    """The network after so many iterations."""

    keep_prob: float
    iteration: int

    @cached_property
    def hidden(self):
        """The hidden units' outputs for the first 500 dev examples, (units, 500)."""
        return self.network.layer_outputs(self.theta, self.data[2][:, :SHOWN], train=False)[1]

    @cached_property
    def correlations(self):
        """|correlation| of each pair of hidden units; one with a constant output is left out."""
        A = self.hidden - self.hidden.mean(axis=1, keepdims=True)
        sizes = np.linalg.norm(A, axis=1)
        alive = sizes > 1e-9 * sizes.max()
        A = A[alive] / sizes[alive, np.newaxis]
        return np.abs((A @ A.T)[np.triu_indices(len(A), 1)])

    @property
    def correlation(self):
        """The mean of `correlations`; 0 without any pair."""
        return float(self.correlations.mean()) if self.correlations.size else 0.0

    @cached_property
    def losses(self):
        """For each unit, the fraction of those examples decided otherwise without it alone."""
        w = self.network.unpack(self.theta)[-1]["W"].T
        z = self.network.scores(self.theta, self.data[2][:, :SHOWN], train=False)
        return ((z - w * self.hidden > 0) != (z > 0)).mean(axis=1)

    @property
    def reliance(self):
        """The fraction of answers that change when one unit is lost, averaged over the units."""
        return float(self.losses.mean())


def training(keep_prob, units, activation, seed):
    """Train from θ₀, one result at the start and one every 15 iterations."""
    rng = np.random.default_rng(seed)
    data = noisy_moons.noisy_moons(rng)
    network = network_with(keep_prob, units, activation)
    theta = network.initialize(rng)
    yield Trained(network, data, theta, keep_prob, 0)
    for step in train(network, theta, *data[:2], Adam(LEARNING_RATE), ITERATIONS, rng=rng):
        if step.iteration % EVERY == 0:
            yield Trained(network, data, step.theta, keep_prob, step.iteration)


def train_code(network, start):
    """The training of a network from θ₀ as an expression."""
    return f"dl.train({network}, {start}, X, Y, dl.Adam({LEARNING_RATE}), {ITERATIONS}, rng=rng)"
