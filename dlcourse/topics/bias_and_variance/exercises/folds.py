"""To mend: a cross-validation that lets each fit see the fold on which it is judged."""

import numpy as np

from dlcourse.exercise.exercise import Misconception
from dlcourse.exercise.mend import Mend


def _k_fold_error(x, y, k):
    """The mean over k folds of the mean squared error of a line."""
    errors = []
    for dev in np.array_split(np.arange(x.size), k):
        train = np.delete(np.arange(x.size), dev)
        line = np.polyfit(x[train], y[train], 1)
        errors.append(np.mean((np.polyval(line, x[dev]) - y[dev]) ** 2))
    return np.mean(errors)


def _given(x, y, k):
    """The wrong code as it stands in the notebook."""
    errors = []
    for dev in np.array_split(np.arange(x.size), k):
        train = np.delete(np.arange(x.size), dev)
        line = np.polyfit(x[train], y[train], 1)
        errors.append(np.mean((np.polyval(line, x[train]) - y[train]) ** 2))
    return np.mean(errors)


def _with(
    fitted=lambda train, dev: train,
    judged=lambda train, dev: dev,
    error=lambda errors: np.mean(errors**2),
    together=np.mean,
    slope=1,
):
    """Cross-validation with one of its steps done in another way."""

    def k_fold_error(x, y, k):
        errors = []
        for dev in np.array_split(np.arange(x.size), k):
            train = np.delete(np.arange(x.size), dev)
            some, on = fitted(train, dev), judged(train, dev)
            line = np.polyfit(x[some], y[some], slope)
            errors.append(error(np.polyval(line, x[on]) - y[on]))
        return together(errors)

    return k_fold_error


def _everything(train, dev):
    return np.arange(train.size + dev.size)


def _pooled(x, y, k):
    squares = []
    for dev in np.array_split(np.arange(x.size), k):
        train = np.delete(np.arange(x.size), dev)
        line = np.polyfit(x[train], y[train], 1)
        squares.extend((np.polyval(line, x[dev]) - y[dev]) ** 2)
    return np.mean(squares)


def _size(lengths):
    return lengths["m"] + 5


def _x(rng, lengths):
    """Places that are all different, so that a line is always determined."""
    return np.round(np.sort(rng.permutation(40)[: _size(lengths)] / 4 + 0.25), 2)


def _y(rng, lengths):
    return np.round(rng.normal(size=_size(lengths)) * 2, 2)


def _k(rng, lengths):
    """Each fold leaves two examples at least to train."""
    return int(rng.integers(2, _size(lengths) + 1))


k_fold_error = Mend(
    title="the k-fold error of a straight line",
    reference=_k_fold_error,
    given=_given,
    symptom="For a line through 0, 0 and 9 at x = 1, 2 and 3 with three folds it says 0, since two "
    "points are always met; each point left out is missed by 9 or by 4.5.",
    domain={"x": _x, "y": _y, "k": _k},
    cases=(
        {"x": np.array([1.0, 2.0, 3.0]), "y": np.array([0.0, 0.0, 9.0]), "k": 3},
        {
            "x": np.array([0.0, 1.0, 2.0, 3.0, 4.0]),
            "y": np.array([1.0, 0.0, 3.0, 2.0, 6.0]),
            "k": 2,
        },
    ),
    misconceptions=(
        Misconception(
            "fitted on everything",
            _with(fitted=_everything),
            "Now the line is fitted on all examples: each has seen the fold on which it is judged.",
        ),
        Misconception(
            "judged on everything",
            _with(judged=_everything),
            "The line is judged on all examples, those that it has seen among them: only the fold "
            "that was left out is new to it.",
        ),
        Misconception(
            "mean of the line",
            _with(slope=0),
            "This fits a constant, of degree 0: the line was right.",
        ),
        Misconception(
            "sum over the folds",
            _with(together=np.sum),
            "The errors of the folds are added up: their mean is wanted.",
        ),
        Misconception(
            "largest fold",
            _with(together=np.max),
            "This is the worst fold: the mean of all is wanted.",
        ),
        Misconception(
            "last fold",
            _with(together=lambda errors: errors[-1]),
            "Only the last fold counts here: a single hold-out, which scatters most.",
        ),
        Misconception(
            "all squares in one mean",
            _pooled,
            "This takes one mean over all examples. Where folds differ in size by one, that is not "
            "the mean of the folds' errors, which the code computed before.",
        ),
        Misconception(
            "root taken",
            _with(error=lambda errors: np.sqrt(np.mean(errors**2))),
            "The root is taken in each fold: the mean squared error was asked for.",
        ),
        Misconception(
            "squared mean",
            _with(error=lambda errors: np.mean(errors) ** 2),
            "The errors are averaged before they are squared: those above and below would cancel.",
        ),
        Misconception(
            "both turned round",
            _with(judged=lambda train, dev: dev[:1]),
            "Only the first example of each fold is judged: all of them are new to the line.",
        ),
    ),
    hints=(
        "With three points and three folds two points train. What error has a line on two points "
        "that it goes through?",
        "Two lines use `train`. One of them is right to do so.",
    ),
    conclusion="Who has seen the answers cannot be examined by them.",
)
