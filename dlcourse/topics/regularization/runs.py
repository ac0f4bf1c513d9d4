"""Runs on two noisy half moons, of a small network that has every reason to overfit.

Few points, noise, a tenth of the labels wrong. All runs of a seed start at the same θ₀ and take the
same 600 steps of momentum over all examples. L1 is done right: a step along the data's gradient,
then soft-thresholding by αλ/m, so that weights become exactly 0.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from dlcourse import (
    L1,
    L2,
    BinaryCrossEntropy,
    Dense,
    Momentum,
    Network,
    Tanh,
    soft_threshold,
    train,
)
from dlcourse.topics import noisy_moons
from dlcourse.topics.noisy_moons import M
from dlcourse.topics.snippets import expression, snippet

LEARNING_RATE, ITERATIONS, EVERY = 3.0, 600, 10


def model_with(regularizer):
    """The network 2-16-16-1: 304 weights and 33 biases."""
    layers = [Dense(2, 16), Tanh(), Dense(16, 16), Tanh(), Dense(16, 1)]
    return Network(layers, BinaryCrossEntropy(), regularizer)


@dataclass(frozen=True, eq=False)
class Trained(noisy_moons.Trained):
    """The network after so many iterations, and its costs up to there."""

    penalty: str
    lambd: float
    costs: np.ndarray  # rows: iteration, train and dev cost without, train cost with the penalty

    @cached_property
    def zeros(self):
        """How many of the 304 weights are exactly 0."""
        return int(np.count_nonzero(self.weights == 0))


def training(penalty, lambd, seed):
    """Train from θ₀, one result every 10 iterations."""
    rng = np.random.default_rng(seed)
    data = noisy_moons.noisy_moons(rng)
    X, Y = data[:2]
    penalized = {"none": None, "L1": L1(lambd), "L2": L2(lambd)}[penalty]
    # what is told is the cost with the penalty; what L1 steps along is the cost without it
    model = model_with(penalized)
    stepped, project = model, None
    if penalty == "L1":
        stepped = model_with(None)
        project = soft_threshold(stepped, LEARNING_RATE * lambd / M)
    theta, costs = model.initialize(rng), []
    for step in train(stepped, theta, X, Y, Momentum(LEARNING_RATE), ITERATIONS, project=project):
        if step.iteration == 1:
            costs.append(all_costs(model, theta, data, 0))
        if step.iteration % EVERY == 0:
            costs.append(all_costs(model, step.theta, data, step.iteration))
            yield Trained(model, data, step.theta, penalty, lambd, np.array(costs).T)


def all_costs(model, theta, data, iteration):
    """One column of `Trained.costs`."""
    cost, dev_cost = model.data_cost(theta, *data[:2]), model.data_cost(theta, *data[2:])
    return iteration, cost, dev_cost, cost + model.penalty(theta, M)


def code(penalty, lambd, seed, last):
    """A run as code; the line `last` may use net, theta, X, Y and dev."""
    shrink = "None"
    if penalty == "L1":
        shrink = f"dl.soft_threshold(net, {LEARNING_RATE} * {lambd:g} / {M})"
    run = f"X, Y, dl.Momentum({LEARNING_RATE}), {ITERATIONS}, project=shrink"
    return snippet(
        noisy_moons.code(seed),
        f"net = {expression(model_with(L2(lambd) if penalty == 'L2' else None))}",
        f"shrink = {shrink}",
        f"*_, (theta, *_) = dl.train(net, net.initialize(rng), {run})",
        last,
    )
