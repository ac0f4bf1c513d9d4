"""A step of linear regression to be mended: w and b have to move at the same time."""

import numpy as np

from dlcourse.exercise.domain import array, number
from dlcourse.exercise.exercise import Misconception
from dlcourse.exercise.mend import Mend


def _line_step(w, b, x, y, learning_rate):
    """w and b after one step on J = 1/(2m) Σ (w x + b - y)²."""
    error = w * x + b - y
    w = w - learning_rate * np.mean(error * x)
    b = b - learning_rate * np.mean(error)
    return w, b


def _one_after_the_other(w, b, x, y, learning_rate):
    """The wrong step as it stands in the notebook."""
    error = w * x + b - y
    w = w - learning_rate * np.mean(error * x)
    error = w * x + b - y
    b = b - learning_rate * np.mean(error)
    return w, b


def _step(
    error=lambda w, b, x, y: w * x + b - y,
    dw=lambda error, x: np.mean(error * x),
    db=lambda error, x: np.mean(error),
    sign=-1,
):
    """The step with one of its parts done in another way."""

    def line_step(w, b, x, y, learning_rate):
        e = error(w, b, x, y)
        return w + sign * learning_rate * dw(e, x), b + sign * learning_rate * db(e, x)

    return line_step


def _b_first(w, b, x, y, learning_rate):
    b = b - learning_rate * np.mean(w * x + b - y)
    w = w - learning_rate * np.mean((w * x + b - y) * x)
    return w, b


def _b_of_the_old_line_moved_twice(w, b, x, y, learning_rate):
    w, b = _line_step(w, b, x, y, learning_rate)
    return _line_step(w, b, x, y, learning_rate)


def _series(rng, lengths):
    """Hours or points of the case's m students."""
    return array("m")(rng, lengths)


line_step = Mend(
    title="a step in w and b at the same time",
    reference=_line_step,
    given=_one_after_the_other,
    symptom="From w = 0 and b = 0, with x = 1, 2 and y = 3, 5, at the rate 0.1 b should come to "
    "0.4, and it comes to 0.3025.",
    domain={
        "w": number(-3, 3),
        "b": number(-3, 3),
        "x": _series,
        "y": _series,
        "learning_rate": number(0.01, 1),
    },
    cases=(
        {
            "w": 0.0,
            "b": 0.0,
            "x": np.array([1.0, 2.0]),
            "y": np.array([3.0, 5.0]),
            "learning_rate": 0.1,
        },
        {
            "w": 1.5,
            "b": -0.5,
            "x": np.array([1.0, -2.0, 4.0]),
            "y": np.array([2.0, 0.5, -1.0]),
            "learning_rate": 0.25,
        },
    ),
    misconceptions=(
        Misconception(
            "b first",
            _b_first,
            "Now b moves first, and w feels the slope of a line that has moved: the order is not "
            "the point. Both steps need the errors of the same line.",
        ),
        Misconception(
            "b takes w's slope",
            _step(db=lambda e, x: np.mean(e * x)),
            "Here b moves by the slope of w: in ∂J/∂b there is no factor x.",
        ),
        Misconception(
            "w takes b's slope",
            _step(dw=lambda e, x: np.mean(e)),
            "Here w moves by the slope of b: in ∂J/∂w each error is multiplied by its x.",
        ),
        Misconception(
            "sums in place of means",
            _step(dw=lambda e, x: np.sum(e * x), db=lambda e, x: np.sum(e)),
            "The errors are summed: J is divided by 2m, so its slopes are means over the m "
            "students.",
        ),
        Misconception(
            "without the half",
            _step(dw=lambda e, x: 2 * np.mean(e * x), db=lambda e, x: 2 * np.mean(e)),
            "Both slopes are twice as large: the 2 of the square and the ½ of J cancel.",
        ),
        Misconception(
            "uphill",
            _step(sign=1),
            "Both go uphill: a step is taken against the slope, with a minus.",
        ),
        Misconception(
            "b left out of the error",
            _step(error=lambda w, b, x, y: w * x - y),
            "The errors are those of the line without its b.",
        ),
        Misconception(
            "b does not move",
            _step(db=lambda e, x: 0.0),
            "Only w moves: each parameter takes a step along its own slope, and b has one, too.",
        ),
        Misconception(
            "two steps",
            _b_of_the_old_line_moved_twice,
            "These are two steps: one is wanted.",
        ),
        Misconception(
            "slopes swapped",
            _step(dw=lambda e, x: np.mean(e), db=lambda e, x: np.mean(e * x)),
            "The two slopes are swapped: the factor x belongs to ∂J/∂w.",
        ),
        Misconception(
            "sum in w alone",
            _step(dw=lambda e, x: np.sum(e * x)),
            "The slope in w is a sum: like that in b it is a mean over the m students.",
        ),
        Misconception(
            "sum in b alone",
            _step(db=lambda e, x: np.sum(e)),
            "The slope in b is a sum: like that in w it is a mean over the m students.",
        ),
        Misconception(
            "mean before the product",
            _step(dw=lambda e, x: np.mean(e) * np.mean(x)),
            "The means of the errors and of x are multiplied: first multiply each error by its "
            "x, then take the mean.",
        ),
        Misconception(
            "halved",
            _step(dw=lambda e, x: np.mean(e * x) / 2, db=lambda e, x: np.mean(e) / 2),
            "Both slopes are half as large as they should be: the 2 of the square has cancelled "
            "the ½ of J already.",
        ),
        Misconception(
            "uphill in b",
            _step(db=lambda e, x: -np.mean(e)),
            "Only w goes downhill: b takes its step against its slope, as w does.",
        ),
        Misconception(
            "uphill in w",
            _step(dw=lambda e, x: -np.mean(e * x)),
            "Only b goes downhill: w takes its step against its slope, as b does.",
        ),
        Misconception(
            "w does not move",
            _step(dw=lambda e, x: 0.0),
            "Only b moves: each parameter takes a step along its own slope, and w has one, too.",
        ),
        Misconception(
            "sizes of the errors",
            _step(error=lambda w, b, x, y: np.abs(w * x + b - y)),
            "The errors have lost their signs: whether the line is above a point or below "
            "decides in which direction it has to go.",
        ),
    ),
    hints=(
        "Follow w and b through the lines, with x = 1, 2 and y = 3, 5, from w = 0 and b = 0. Which "
        "line's errors does b's step use?",
        "Walking in fog you feel the slope in all directions first, and then take one step. In "
        "which line does this code feel it a second time?",
    ),
    conclusion="All slopes belong to the place where the step begins.",
)
