"""Two noisy half moons with wrong labels: what a network with too many weights overfits on."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from dlcourse import Network, make_moons
from dlcourse.figures.decision_plane import Plane

M, M_DEV, NOISE = 100, 2000, 0.15
PLANE = Plane((-1.6, 2.6), (-1.3, 1.8))


def noisy_moons(rng):
    """Two half moons, a tenth of the labels wrong: X, Y to train on, X_dev, Y_dev as noisy."""
    (X, Y), (X_dev, Y_dev) = make_moons(M, NOISE, rng), make_moons(M_DEV, NOISE, rng)
    for y in (Y, Y_dev):  # places are random and classes alternate: the first are as good as any
        wrong = slice(0, y.size // 10)
        y[:, wrong] = 1 - y[:, wrong]
    return X, Y, X_dev, Y_dev


@dataclass(frozen=True, eq=False)
class Trained:
    """A network as it is at some time of its training; all is measured without dropout."""

    network: Network
    data: tuple  # X, Y, X_dev, Y_dev
    theta: np.ndarray

    @cached_property
    def train_error(self):
        """The misclassified fraction of the training examples."""
        return self.network.error(self.theta, *self.data[:2])

    @cached_property
    def dev_error(self):
        """The misclassified fraction of the dev examples."""
        return self.network.error(self.theta, *self.data[2:])

    @cached_property
    def weights(self):
        """All weights, without the biases."""
        return self.theta[self.network.penalized]

    @cached_property
    def norm(self):
        """‖W‖, the root of the sum of all squared weights."""
        return float(np.linalg.norm(self.weights))

    @cached_property
    def decision(self):
        """The sides of the plane, and the boundary between them."""
        return PLANE.decide(self.network, self.theta)


def code(seed):
    """`noisy_moons` as three lines of code: X, Y and dev, and the rng to go on with."""
    wrong, wrong_dev = M // 10, M_DEV // 10
    return f"""rng = np.random.default_rng({seed})
(X, Y), dev = [dl.make_moons(m, {NOISE}, rng) for m in ({M}, {M_DEV})]
Y[:, :{wrong}], dev[1][:, :{wrong_dev}] = 1 - Y[:, :{wrong}], 1 - dev[1][:, :{wrong_dev}]"""
