"""Two noisy half moons with wrong labels: what a network with too many weights overfits on."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from dlcourse import Network, make_moons
from dlcourse.figures.decision_plane import (
    Plane,
    draw_examples,
    draw_plane,
    setup_examples,
    setup_plane,
)

M, M_DEV, NOISE = 100, 2000, 0.15
WRONG = 0.1  # of the labels; the best network there is errs on as many dev examples
PLANE = Plane((-1.6, 2.6), (-1.3, 1.8))


def noisy_moons(rng, wrong=WRONG):
    """Two half moons, a share of the labels wrong: X, Y to train on, X_dev, Y_dev as noisy."""
    return *moons(M, rng, wrong), *moons(M_DEV, rng, wrong)


def moons(m, rng, wrong=WRONG):
    """X (2, m) and Y (1, m), so many points of two half moons, a share of the labels wrong."""
    X, Y = make_moons(m, NOISE, rng)
    # places are random and classes alternate: the first are as good as any
    Y[:, : round(wrong * m)] = 1 - Y[:, : round(wrong * m)]
    return X, Y


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


def setup_moons(axes):
    """Room for the plane as a network decides it, its examples, and its errors in words.

    Returns
    -------
    artists : dict with those of `setup_plane` and `setup_examples`, "wrong" and "errors"
    """
    artists = setup_plane(axes, PLANE) | setup_examples(axes)
    axes.set(xticks=(-1, 0, 1, 2), yticks=(-1, 0, 1), xlabel="x₁   (● class 0, ▲ class 1)")
    ring = {"markersize": 10, "markerfacecolor": "none", "color": "black", "zorder": 2.3}
    (artists["wrong"],) = axes.plot([], [], "o", **ring)
    look = {"transform": axes.transAxes, "weight": "bold", "zorder": 3}
    look["bbox"] = {"facecolor": "white", "alpha": 0.85, "linewidth": 0, "pad": 2}
    artists["errors"] = axes.text(0.02, 0.03, "", **look)
    return artists


def draw_moons(artists, trained):
    """Show a `Trained` network's sides, its examples, rings around the wrong labels, its errors."""
    X, Y = trained.data[:2]
    draw_plane(artists, trained.decision)
    draw_examples(artists, X, Y)
    artists["wrong"].set_data(*X[:, : round(WRONG * M)])
    errors = f"train error {trained.train_error:.0%}, dev {trained.dev_error:.0%}"
    artists["errors"].set_text(errors.replace("%", " %"))


def code(seed, wrong=WRONG):
    """`noisy_moons` as three lines of code: X, Y and dev, and the rng to go on with."""
    few, many = round(wrong * M), round(wrong * M_DEV)
    return f"""rng = np.random.default_rng({seed})
(X, Y), dev = [dl.make_moons(m, {NOISE}, rng) for m in ({M}, {M_DEV})]
Y[:, :{few}], dev[1][:, :{many}] = 1 - Y[:, :{few}], 1 - dev[1][:, :{many}]"""
