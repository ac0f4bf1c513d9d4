"""The training loop: forward, cost, backward, update. A generator, so that anyone may look in."""

import copy
import math
from functools import partial
from typing import NamedTuple

import numpy as np

from dlcourse._checks import (
    COUNT,
    FUNCTION_OF_THETA,
    GENERATOR,
    NETWORK,
    Kind,
    Number,
    Whole,
    short,
    vector,
)
from dlcourse.batches import cut

NORM = Number("a number > 0, such as 1.0", lambda c: c > 0)
OPTIMIZER = Kind(
    "one with step(theta, dtheta), such as Adam(0.01)",
    lambda it: not isinstance(it, type) and callable(getattr(it, "step", None)),
)


class Step(NamedTuple):
    """One update of the parameters.

    Attributes
    ----------
    theta : (n,), the parameters after the update; in a diverged step the last finite ones
    cost : float, J of the batch before the update, penalty included; inf or NaN at the worst
    epoch : int, counted from 0
    iteration : int, counted from 1, through all epochs
    diverged : bool; True only in the last step of a run that left the finite numbers
    """

    theta: np.ndarray
    cost: float
    epoch: int
    iteration: int
    diverged: bool


def train(
    network, theta, X, Y, optimizer, epochs, batch_size=None, rng=None, clip=None, project=None
):
    """Train, one `Step` after the other: θ := optimizer.step(θ, ∂J/∂θ), batch by batch.

    `theta`, `optimizer` and `rng` are copied, so the same line twice gives the same run; another
    run needs another seed. The order of the examples and the masks of dropout come from two streams
    of their own: runs that differ in keep_prob only see the same batches.

    Parameters
    ----------
    network : Network
    theta : (network.size,), where to start
    X : (n_x, m)
    Y : (n_y, m)
    optimizer : any of `dlcourse.optimizers`, or your own object with `.step(theta, dtheta)`
    epochs : int ≥ 1, how often every example is seen
    batch_size : int in 1 … m; None takes all m examples at every step, in their own order
    rng : numpy.random.Generator; needed for mini-batches and for dropout
    clip : float > 0, the largest allowed norm of ∂J/∂θ (see `clip_by_norm`)
    project : function θ → θ, called after each update, such as `max_norm(network, c)`

    Returns
    -------
    steps : generator of Step
        It ends early, with `diverged`, when the cost, the gradient or θ is no longer finite.

    Raises
    ------
    TypeError, ValueError
        At the call, before the first step.

    Example
    -------
    >>> network, theta = Network([Dense(2, 1)], MeanSquaredError()), np.zeros(3)
    >>> X, Y = np.array([[1.0, 2.0], [0.0, 1.0]]), np.array([[1.0, 3.0]])
    >>> steps = train(network, theta, X, Y, GradientDescent(0.1), epochs=3)
    >>> [round(step.cost, 3) for step in steps]
    [2.5, 1.001, 0.424]
    """
    NETWORK.check(network, "network")
    theta, X, Y = network.check(theta, X, Y, train=True, rng=rng)
    epochs = COUNT.check(epochs, "epochs")
    if batch_size is not None:
        batch_size = Whole(1, X.shape[1]).check(batch_size, "batch_size")
    if batch_size is not None or rng is not None:
        GENERATOR.check(rng, "rng")
    if clip is not None:
        clip = NORM.check(clip, "clip")
    OPTIMIZER.check(optimizer, "optimizer")
    if project is not None:
        FUNCTION_OF_THETA.check(project, "project")
    shuffling, masks = (None, None) if rng is None else copy.deepcopy(rng).spawn(2)
    optimizer = copy.deepcopy(optimizer)
    batches = partial(cut, X, Y, batch_size, shuffling)
    return _steps(network, theta.copy(), batches, optimizer, epochs, masks, clip, project)


def _steps(network, theta, batches, optimizer, epochs, masks, clip, project):
    iteration = 0
    for epoch in range(epochs):
        for X_t, Y_t in batches():
            iteration += 1
            cost, dtheta, running = network.backpropagate(theta, X_t, Y_t, True, masks)
            if clip is not None:
                dtheta = _clipped(dtheta, clip)
            diverged = not (math.isfinite(cost) and _has_norm(dtheta))
            if not diverged:
                updated = _copied(optimizer.step(theta.copy(), dtheta), theta, "optimizer.step")
                if running is not None:
                    updated[~network.trainable] = running
                if project is not None and _has_norm(updated):
                    updated = _copied(project(updated), theta, "project")
                diverged = not _has_norm(updated)
            if not diverged:
                theta = updated
            yield Step(theta, cost, epoch, iteration, diverged)
            if diverged:
                return


def _has_norm(theta):
    """Whether all numbers, and their squares, are finite: optimizers need both."""
    return math.isfinite(np.vdot(theta, theta))


def _copied(updated, theta, source):
    """What a function of the student's made of θ: a copy, for it may work in place, in a buffer."""
    if isinstance(updated, np.ndarray) and updated.shape == theta.shape:
        return updated.astype(theta.dtype)
    came = f"{source} returned {short(updated)}"
    raise TypeError(f"{came}; expected theta, an array of {theta.shape}")


def clip_by_norm(dtheta, max_norm):
    """Shorten a gradient that is too long, keeping its direction: dθ · min(1, max_norm/‖dθ‖).

    Parameters
    ----------
    dtheta : (n,)
    max_norm : float > 0

    Returns
    -------
    dtheta : (n,), a new array with ‖dtheta‖ ≤ max_norm, up to rounding

    Raises
    ------
    TypeError, ValueError
        When dtheta is not a finite vector or max_norm not a number > 0.

    Source: Pascanu, Mikolov & Bengio 2013, Algorithm 1.

    Example
    -------
    >>> clip_by_norm(np.array([3.0, 4.0]), max_norm=1.0)
    array([0.6, 0.8])
    """
    dtheta = vector(dtheta, "dtheta", "a vector: dtheta.reshape(-1)")
    return _clipped(dtheta, NORM.check(max_norm, "max_norm"))


def _clipped(dtheta, max_norm):
    # In units of its largest number: an exploded gradient's squares would overflow.
    largest = float(np.abs(dtheta).max())
    if largest == 0 or not math.isfinite(largest):
        return dtheta.copy()
    unit = dtheta / largest
    norm = largest * float(np.linalg.norm(unit))
    return dtheta.copy() if norm <= max_norm else unit * (max_norm / norm * largest)


def early_stopping(dev_costs, patience):
    """Find where training should have stopped: no lower dev cost for `patience` epochs.

    Parameters
    ----------
    dev_costs : (epochs,), the cost on the dev set after each epoch, counted from 0
    patience : int ≥ 1, for how many epochs without a new lowest cost to go on

    Returns
    -------
    best_epoch : int, the first epoch with the lowest cost up to stop_epoch: keep its parameters
    stop_epoch : int, best_epoch + patience, or the last epoch when training was not stopped

    Raises
    ------
    TypeError, ValueError
        When dev_costs is not a finite series or patience not a whole number ≥ 1.

    Example
    -------
    >>> early_stopping([0.9, 0.5, 0.6, 0.7, 0.4], patience=2)
    (1, 3)
    """
    dev_costs = vector(dev_costs, "dev_costs", "one cost per epoch")
    patience = COUNT.check(patience, "patience")
    best_epoch = 0
    for epoch, cost in enumerate(dev_costs):
        if cost < dev_costs[best_epoch]:
            best_epoch = epoch
        if epoch - best_epoch == patience:
            return best_epoch, epoch
    return best_epoch, len(dev_costs) - 1
