"""The algorithm itself: x_i = x_(i-1) - α f'(x_(i-1)), with any function's slope."""

from dataclasses import dataclass

import numpy as np

from dlcourse.exercise.domain import number, whole
from dlcourse.exercise.exercise import Exercise, Misconception
from dlcourse.topics.gradient_descent import runs


def _descend(slope, start, learning_rate, steps):
    """(steps + 1,): the start, and the place after each step."""
    places = [start]
    for _ in range(steps):
        here = places[-1]
        places.append(here - learning_rate * slope(here))
    return np.array(places)


def _walk(
    step=lambda here, slope, learning_rate, i: here - learning_rate * slope(here),
    count=lambda steps: steps,
    seen=lambda places: np.array(places),
):
    """The walk with one of its parts done in another way."""

    def descend(slope, start, learning_rate, steps):
        places = [start]
        for i in range(count(steps)):
            places.append(step(places[-1], slope, learning_rate, i))
        return seen(places)

    return descend


def _slope_of_the_start(slope, start, learning_rate, steps):
    first = slope(start)
    return start - learning_rate * first * np.arange(steps + 1)


def _to_the_slope(slope, start, learning_rate, steps):
    places = [start]
    for _ in range(steps):
        places.append(start - learning_rate * slope(places[-1]))
    return np.array(places)


def _rate_shrinks(here, slope, learning_rate, i):
    return here - learning_rate / (i + 1) * slope(here)


def _kept_as_the_start(slope, start, learning_rate, steps):
    places = np.full(steps + 1, start)
    for i in range(steps):
        places[i + 1] = places[i] - learning_rate * slope(places[i])
    return places


def _whole_numbers(slope, start, learning_rate, steps):
    places = np.zeros(steps + 1, dtype=int)
    places[0] = start
    for i in range(steps):
        places[i + 1] = places[i] - learning_rate * slope(places[i])
    return places


def _stops_where_flat(slope, start, learning_rate, steps, flat=1e-3):
    places = [start]
    while len(places) <= steps and abs(slope(places[-1])) > flat:
        places.append(places[-1] - learning_rate * slope(places[-1]))
    return np.array(places)


def _a_step_behind(slope, start, learning_rate, steps):
    places = [start]
    for i in range(steps):
        places.append(places[i] - learning_rate * slope(places[max(i - 1, 0)]))
    return np.array(places)


def _zeros_after_the_first(slope, start, learning_rate, steps):
    places = np.zeros(steps + 1)
    places[0] = start
    if steps:
        places[1] = start - learning_rate * slope(start)
    return places


@dataclass(frozen=True)
class Slope:
    """The slope of a bowl, k (x - at), or of a wave, k cos(x); shown as one would write it."""

    k: float
    at: float | None = None

    def __call__(self, x):
        return self.k * (np.cos(x) if self.at is None else x - self.at)

    @property
    def __name__(self):
        inner = "cos(x)" if self.at is None else f"(x - {self.at:g})"
        return f"x ↦ {self.k:g}·{inner}".replace("- -", "+ ").replace("(x - 0)", "x")


def _slopes(rng, lengths):
    """One of the two, drawn."""
    k, at = round(rng.uniform(0.2, 3), 1), round(rng.uniform(-2, 2), 1)
    return Slope(k, at) if rng.random() < 0.6 else Slope(k)


descend = Exercise(
    title="a walk downhill, all places of it",
    reference=_descend,
    domain={
        "slope": _slopes,
        "start": number(-4, 4),
        "learning_rate": number(0.05, 1.5),
        "steps": whole(0, 8),
    },
    library=(runs.descend,),
    cases=(
        {"slope": Slope(1.0, 0.0), "start": 4.0, "learning_rate": 0.5, "steps": 3},
        {"slope": Slope(2.0, 1.5), "start": -1.0, "learning_rate": 0.25, "steps": 4},
        {"slope": Slope(1.0, 0.0), "start": -2.0, "learning_rate": 1.5, "steps": 5},
        # A whole number as the start: an array made like it would cut every place to one.
        {"slope": Slope(1.0, 0.0), "start": 4, "learning_rate": 0.5, "steps": 4},
    ),
    misconceptions=(
        Misconception(
            "uphill",
            _walk(lambda here, slope, rate, i: here + rate * slope(here)),
            "The walk goes uphill: a positive slope says that the height rises to the right, so "
            "downhill is to the left, against the sign of the slope.",
        ),
        Misconception(
            "slope of the start",
            _slope_of_the_start,
            "Every step uses the slope at the start: the slope is felt anew at each place.",
        ),
        Misconception(
            "each step from the start",
            _to_the_slope,
            "Each step is taken from the start: it is to be taken from the last place.",
        ),
        Misconception(
            "rate missing",
            _walk(lambda here, slope, rate, i: here - slope(here)),
            "The step is the slope itself: the learning rate is not used.",
        ),
        Misconception(
            "divided by the slope",
            _walk(lambda here, slope, rate, i: here - rate / slope(here)),
            "The rate is divided by the slope: then the steps get longer where it is flat. It is "
            "multiplied.",
        ),
        Misconception(
            "steps of one length",
            _walk(lambda here, slope, rate, i: here - rate * np.sign(slope(here))),
            "Only the slope's sign is used, so all steps are equally long: a steep slope makes a "
            "long step and a gentle one a short step.",
        ),
        Misconception(
            "rate alone",
            _walk(lambda here, slope, rate, i: here - rate),
            "Each step goes to the left by the learning rate: the slope is not used, neither its "
            "size nor its sign.",
        ),
        Misconception(
            "place in place of the slope",
            _walk(lambda here, slope, rate, i: here - rate * here),
            "The place x itself is multiplied by the rate: that is right for ½x² only, whose slope "
            "happens to be x. Call `slope`.",
        ),
        Misconception(
            "rate shrinks",
            _walk(_rate_shrinks),
            "The rate gets smaller with every step: here it stays what it is. Lowering it comes "
            "later in the notebook.",
        ),
        Misconception(
            "start left out",
            _walk(seen=lambda places: np.array(places[1:])),
            "The start is missing: the first of the steps + 1 places is the start itself.",
        ),
        Misconception(
            "last step left out",
            _walk(seen=lambda places: np.array(places[:-1])),
            "The last place is missing: with the start there are steps + 1 places. Does the loop "
            "take one step too few?",
        ),
        Misconception(
            "one step too many",
            _walk(count=lambda steps: steps + 1),
            "There is one step too many: with the start there are steps + 1 places.",
        ),
        Misconception(
            "last place alone",
            _walk(seen=lambda places: places[-1]),
            "This is the last place alone: all places are wanted, from the start on, so each has "
            "to be kept.",
        ),
        Misconception(
            "backwards",
            _walk(seen=lambda places: np.array(places[::-1])),
            "The places come in the opposite order: the start is the first of them.",
        ),
        Misconception(
            "the slopes",
            lambda slope, start, rate, steps: np.array(
                [slope(x) for x in _descend(slope, start, rate, steps)]
            ),
            "These are the slopes at the places: the places themselves are wanted.",
        ),
        Misconception(
            "array of the start's type",
            _kept_as_the_start,
            "The array takes over the start's type: from a whole number, `np.full` makes an "
            "array of whole numbers, and what stands behind the point is cut off at each step. "
            "Make it with `dtype=float`, or let a list grow.",
        ),
        Misconception(
            "whole numbers",
            _whole_numbers,
            "The array holds whole numbers, so that what stands behind the point is cut off at "
            "each step: an array of `np.zeros` holds others, too, if it is not given `dtype=int`.",
        ),
        Misconception(
            "stops where it is flat",
            _stops_where_flat,
            "The walk ends early where the slope is hardly anything: steps + 1 places are "
            "wanted, even if the last ones are nearly the same.",
        ),
        Misconception(
            "stops where the slope is 0",
            lambda slope, start, rate, steps: _stops_where_flat(slope, start, rate, steps, 0),
            "The walk ends early where the slope is 0: steps + 1 places are wanted, even if the "
            "last ones are the same.",
        ),
        Misconception(
            "slope of the place before",
            _a_step_behind,
            "Each step uses the slope of the place before the last: feel it where the walk is now.",
        ),
        Misconception(
            "multiplied by the place",
            _walk(lambda here, slope, rate, i: here * (1 - rate * slope(here))),
            "The place is multiplied by 1 - α f′: a step is subtracted, whatever the place is.",
        ),
        Misconception(
            "one step taken",
            _zeros_after_the_first,
            "Only one step is taken: is something that belongs into the loop outside of it, or a "
            "`break` or `return` inside?",
        ),
        Misconception(
            "half of the slope",
            _walk(lambda here, slope, rate, i: here - rate * slope(here) / 2),
            "Each step is half as long as it should be: α times the slope, and nothing else.",
        ),
        Misconception(
            "square of the slope",
            _walk(lambda here, slope, rate, i: here - rate * slope(here) ** 2),
            "The slope is squared, so that its sign is lost.",
        ),
        Misconception(
            "the steps",
            lambda slope, start, rate, steps: np.array(
                [rate * slope(x) for x in _descend(slope, start, rate, steps)]
            ),
            "These are the steps, α times the slope: the places are wanted.",
        ),
    ),
    hints=(
        "Take three steps by hand on ½x², whose slope at x is x, from 4 with α = 0.5. What do you "
        "need to know for the next step: all places so far, or only the last?",
        "`slope` is a function: `slope(4.0)` gives the slope at 4. Call it inside the loop, at the "
        "place where the walk has come to.",
        "Keep a list that holds the start before the loop begins. Each turn of the loop appends "
        "one place. `np.array` makes an array of it at the end.",
    ),
    conclusion="It works for every function whose slope you can give, and knows nothing else.",
)
