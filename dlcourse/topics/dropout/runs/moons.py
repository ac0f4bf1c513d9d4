"""Runs of notebook 04's network with dropout, on the same noisy half moons.

A hundred points, a tenth of them with a wrong label, and two hidden layers: every reason to
overfit. All runs of a seed have the same data and start at the same θ₀, whatever keep_prob is, so
that they can be compared in pairs. All that is measured here is measured without dropout, as at
test time.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from dlcourse import Adam, BinaryCrossEntropy, Dense, Dropout, Network, ReLU, Tanh, train
from dlcourse.topics import noisy_moons

LEARNING_RATE, ITERATIONS, EVERY = 0.05, 300, 15
SHOWN = 500  # dev examples that are shown to a network without one of its units
KEEP_PROBS = [n / 40 for n in range(12, 41)]  # 0.3, 0.325, … 1: the stops of keep_prob
ACTIVATIONS = {"tanh": Tanh, "ReLU": ReLU}
FIRST, SECOND, OUTPUT = 0, 3, 6  # where the network's matrices are among its layers


def network_with(keep_prob, units=16, activation="tanh", regularizer=None):
    """2 features, two hidden layers of which dropout keeps a part, one sigmoid output."""
    layers = []
    for n_prev in (2, units):
        layers += [Dense(n_prev, units), ACTIVATIONS[activation](), Dropout(keep_prob)]
    return Network([*layers, Dense(units, 1)], BinaryCrossEntropy(), regularizer)


@dataclass(frozen=True, eq=False)
class Trained(noisy_moons.Trained):
    """The network after so many iterations."""

    keep_prob: float
    iteration: int

    def hidden(self, theta):
        """The second hidden layer's outputs for the first 500 dev examples, (units, 500)."""
        X = self.data[2][:, :SHOWN]
        return self.network.layer_outputs(theta, X, train=False)[OUTPUT - 1]

    def z(self, theta):
        """What decides the answers: z of the output for these examples, (500,)."""
        output = self.network.unpack(theta)[OUTPUT]
        return (output["W"] @ self.hidden(theta) + output["b"])[0]

    @cached_property
    def correlations(self):
        """|correlation| of each pair of units of the second hidden layer.

        A unit with a constant output is left out.
        """
        A = self.hidden(self.theta)
        A = A - A.mean(axis=1, keepdims=True)
        sizes = np.linalg.norm(A, axis=1)
        alive = sizes > 1e-9 * sizes.max()
        A = A[alive] / sizes[alive, np.newaxis]
        return np.abs((A @ A.T)[np.triu_indices(len(A), 1)])

    @property
    def correlation(self):
        """The mean of `correlations`; 0 without any pair."""
        return float(self.correlations.mean()) if self.correlations.size else 0.0

    def without(self, unit):
        """θ of the same network when one hidden unit, counted from 0, is lost for good.

        No other unit listens to it any more.
        """
        theta = self.theta.copy()
        parts = self.network.unpack(theta)
        units = len(parts[FIRST]["W"])
        heard = parts[SECOND] if unit < units else parts[OUTPUT]
        heard["W"][:, unit % units] = 0
        return theta

    @cached_property
    def changed(self):
        """For each hidden unit, the fraction of the 500 answers that change without it alone."""
        X = self.data[2][:, :SHOWN]
        answers = self.network.predict(self.theta, X)
        units = 2 * len(self.network.unpack(self.theta)[FIRST]["W"])
        changed = [self.network.predict(self.without(i), X) != answers for i in range(units)]
        return np.mean(changed, axis=1)

    @property
    def wrong_learned(self):
        """How many of the wrong labels, which come first, the network has learned by heart."""
        X, Y = (part[:, : noisy_moons.M // 10] for part in self.data[:2])
        return int(np.sum(self.network.predict(self.theta, X) == Y[0]))

    @cached_property
    def shifts(self):
        """For each hidden unit, how far z moves without it: the mean |Δz| over the mean |z|."""
        z = self.z(self.theta)
        moved = [self.z(self.without(i)) - z for i in range(len(self.changed))]
        return np.abs(moved).mean(axis=1) / np.abs(z).mean()

    @property
    def reliance(self):
        """The fraction of answers that change when one unit is lost, averaged over the units."""
        return float(self.changed.mean())


def training(keep_prob, units=16, activation="tanh", seed=0, regularizer=None):
    """Train from θ₀, one result at the start and one every 15 iterations."""
    rng = np.random.default_rng(seed)
    data = noisy_moons.noisy_moons(rng)
    network = network_with(keep_prob, units, activation, regularizer)
    theta = network.initialize(rng)
    yield Trained(network, data, theta, keep_prob, 0)
    for step in train(network, theta, *data[:2], Adam(LEARNING_RATE), ITERATIONS, rng=rng):
        if step.iteration % EVERY == 0:
            yield Trained(network, data, step.theta, keep_prob, step.iteration)


def trained_on_moons(keep_prob=1, units=16, seed=0, regularizer=None):
    """Notebook 04's network, trained with or without dropout; about 30 ms.

    Parameters
    ----------
    keep_prob : float in (0, 1], of both hidden layers; 1 trains without dropout
    units : int, in each hidden layer
    seed : int; it fixes the points, θ₀ and the masks
    regularizer : None, or a penalty

    Returns
    -------
    run : with `theta`, `train_error`, `dev_error`, `norm`, `wrong_learned`, and for each hidden
        unit, those of the first layer first, `changed`, the fraction of 500 answers that change
        without it, and `shifts`, how far z moves without it, compared with the size of z
    """
    *_, last = training(keep_prob, units, seed=seed, regularizer=regularizer)
    return last


def train_code(network, start):
    """The training of a network from θ₀ as an expression."""
    return f"dl.train({network}, {start}, X, Y, dl.Adam({LEARNING_RATE}), {ITERATIONS}, rng=rng)"
