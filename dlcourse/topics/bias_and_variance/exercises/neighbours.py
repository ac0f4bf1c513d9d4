"""k nearest neighbours: another model, whose capacity is one number, at work on noisy moons."""

import numpy as np

from dlcourse.exercise.exercise import Misconception
from dlcourse.exercise.extend import Extend
from dlcourse.topics.noisy_moons import M, moons

K, SEEDS, M_DEV = 3, 8, 1000


def _nearest_neighbours(X, Y, X_new, k):
    """Labels (n,) of X_new (n_x, n): what most of the k nearest columns of X have in Y (1, m)."""
    distances = np.sum((X[:, :, np.newaxis] - X_new[:, np.newaxis, :]) ** 2, axis=0)
    nearest = np.argsort(distances, axis=0)[:k]
    return (Y[0, nearest].mean(axis=0) > 0.5).astype(int)


def _with(
    far=lambda difference: np.sum(difference**2, axis=0),
    pick=lambda distances, k: np.argsort(distances, axis=0)[:k],
    vote=lambda labels: (labels.mean(axis=0) > 0.5).astype(int),
):
    """The neighbours with one of the steps done in another way."""

    def nearest_neighbours(X, Y, X_new, k):
        distances = far(X[:, :, np.newaxis] - X_new[:, np.newaxis, :])
        return vote(Y[0, pick(distances, k)])

    return nearest_neighbours


def data(seed):
    """X, Y, X_dev, Y_dev of a seed, a tenth of all labels wrong."""
    rng = np.random.default_rng(seed)
    return *moons(M, rng), *moons(M_DEV, rng)


def _dev_errors(neighbours, k=K):
    """The dev errors of eight seeds; about 10 ms each."""
    errors = []
    for seed in range(SEEDS):
        X, Y, X_dev, Y_dev = data(seed)
        errors.append(float(np.mean(np.ravel(neighbours(X, Y, X_dev, k)) != Y_dev[0])))
    return tuple(errors)


def _m(lengths):
    return lengths["m"] + 4


def _places(rng, lengths):
    """No two distances are equal, so that the neighbours are certain."""
    return rng.normal(size=(1 + lengths["features"], _m(lengths)))


def _new_places(rng, lengths):
    return rng.normal(size=(1 + lengths["features"], 1 + lengths["new"]))


def _labels(rng, lengths):
    return rng.integers(0, 2, (1, _m(lengths))).astype(float)


def _odd(rng, lengths):
    """With an odd k two classes cannot tie."""
    return int(rng.choice(np.arange(1, _m(lengths) + 1, 2)))


nearest_neighbours = Extend(
    title="what most of the k nearest neighbours say",
    reference=_nearest_neighbours,
    domain={"X": _places, "Y": _labels, "X_new": _new_places, "k": _odd},
    cases=(
        {
            "X": np.array([[0.0, 1.0, 3.0]]),
            "Y": np.array([[1.0, 0.0, 0.0]]),
            "X_new": np.array([[0.4]]),
            "k": 1,
        },
        {
            "X": np.array([[0.0, 1.0, 5.0, 0.5], [0.0, 0.0, 5.0, 2.0]]),
            "Y": np.array([[1.0, 0.0, 0.0, 1.0]]),
            "X_new": np.array([[0.2, 4.0], [0.1, 3.0]]),
            "k": 3,
        },
    ),
    misconceptions=(
        Misconception(
            "one neighbour",
            _with(pick=lambda distances, k: np.argsort(distances, axis=0)[:1]),
            "Only the nearest one is asked: k of them vote.",
        ),
        Misconception(
            "farthest",
            _with(pick=lambda distances, k: np.argsort(-distances, axis=0)[:k]),
            "These are the k farthest examples: `np.argsort` begins with the smallest.",
        ),
        Misconception(
            "all vote",
            _with(pick=lambda distances, k: np.argsort(distances, axis=0)),
            "All examples vote, however far away they are: only the k nearest are asked.",
        ),
        Misconception(
            "the kth alone",
            _with(pick=lambda distances, k: np.argsort(distances, axis=0)[k - 1 : k]),
            "Only the k-th neighbour is asked: those before it vote as well.",
        ),
        Misconception(
            "one too few",
            _with(pick=lambda distances, k: np.argsort(distances, axis=0)[1 : k + 1]),
            "The nearest one is left out, and index 0 belongs to it. It would be the example "
            "itself only if the new examples were the training examples.",
        ),
        Misconception(
            "first feature only",
            _with(far=lambda difference: difference[0] ** 2),
            "Only the first feature counts for the distance: all of them do.",
        ),
        Misconception(
            "differences added",
            _with(far=lambda difference: np.abs(difference.sum(axis=0))),
            "The differences are added without being squared: those above and below cancel.",
        ),
        Misconception(
            "share",
            _with(vote=lambda labels: labels.mean(axis=0)),
            "This is the share of the neighbours with label 1: a label, 0 or 1, is wanted.",
        ),
        Misconception(
            "unanimous",
            _with(vote=lambda labels: labels.min(axis=0).astype(int)),
            "One neighbour of class 0 is enough for a 0 here: the majority decides.",
        ),
        Misconception(
            "anyone",
            _with(vote=lambda labels: labels.max(axis=0).astype(int)),
            "One neighbour of class 1 is enough for a 1 here: the majority decides.",
        ),
        Misconception(
            "minority",
            _with(vote=lambda labels: (labels.mean(axis=0) < 0.5).astype(int)),
            "The labels are turned round: where most neighbours have a 1, the answer is 1.",
        ),
    ),
    hints=(
        "One new example first: squared distances to all columns of X, `np.argsort` of them, and "
        "the first k positions.",
        "For all new examples at once make an array (n_x, m, n) of differences: "
        "`X[:, :, np.newaxis]` has m in its middle axis, and X_new needs its new axis there.",
        "With labels 0 and 1 the majority says 1 where the mean of the k labels is above a half.",
    ),
    conclusion="No training at all: the whole model is the data and the number k.",
    train=_dev_errors,
    reach=0.15,
    without=0.1985,  # with the nearest neighbour alone
)
