"""Bias correction: v_t divided by the sum of its weights, 1 - βᵗ, in code that wants mending."""

import numpy as np

from dlcourse import exponentially_weighted_average
from dlcourse.exercise.domain import number, series
from dlcourse.exercise.exercise import Misconception
from dlcourse.exercise.mend import Mend


def _corrected_average(x, beta):
    """(T,): v_t / (1 - βᵗ) for t = 1, 2, …, T, with v from v_0 = 0."""
    v, averages = 0.0, []
    for t in range(1, len(x) + 1):
        v = beta * v + (1 - beta) * x[t - 1]
        averages.append(v / (1 - beta**t))
    return np.array(averages)


def _given(x, beta):
    """The wrong code as it stands in the notebook: it starts at the first value, and corrects."""
    v, averages = x[0], []
    for t in range(1, len(x) + 1):
        v = beta * v + (1 - beta) * x[t - 1]
        averages.append(v / (1 - beta**t))
    return np.array(averages)


def _as(shown, start=lambda x: 0.0):
    """The averages with something else done to v on day t, or from another start."""

    def corrected_average(x, beta):
        v, averages = start(x), []
        for t in range(1, len(x) + 1):
            v = beta * v + (1 - beta) * x[t - 1]
            averages.append(shown(v, beta, t, len(x)))
        return np.array(averages)

    return corrected_average


def _corrected_goes_on(x, beta):
    v, averages = 0.0, []
    for t in range(1, len(x) + 1):
        v = (beta * v + (1 - beta) * x[t - 1]) / (1 - beta**t)
        averages.append(v)
    return np.array(averages)


def _starts_at_the_first_share(x, beta):
    return _as(lambda v, beta, t, T: v / (1 - beta**t), start=lambda x: (1 - beta) * x[0])(x, beta)


def _power_before(x, beta):
    with np.errstate(all="ignore"):
        return (
            _corrected_average(x, beta) * _divisors(x, beta) / np.append(0, _divisors(x, beta)[:-1])
        )


def _power_before_from_the_first_value(x, beta):
    with np.errstate(all="ignore"):
        return _given(x, beta) * _divisors(x, beta) / np.append(0, _divisors(x, beta)[:-1])


def _divisors(x, beta):
    return 1 - beta ** np.arange(1.0, len(x) + 1)


corrected_average = Mend(
    title="the averages of a series with their bias corrected",
    reference=_corrected_average,
    given=_given,
    symptom="A series that is always 40 comes out above 40 on its first days.",
    domain={"x": series(), "beta": number(0, 0.99)},
    library=(exponentially_weighted_average,),
    cases=(
        {"x": np.array([40.0]), "beta": 0.9},
        {"x": np.array([40.0, 49.0, 45.0]), "beta": 0.9},
        {"x": np.array([0.81, 0.9, 0.96, 0.34]), "beta": 0.5},
        {"x": np.array([-3.0, 0.0, 25.0, 0.0, 0.0]), "beta": 0.98},
    ),
    misconceptions=(
        Misconception(
            "from the first value, not corrected",
            _as(lambda v, beta, t, T: v, start=lambda x: x[0]),
            "This begins at the first value and corrects nothing. It is a cold start avoided, but "
            "another average: the first value weighs βᵗ⁻¹ in it. What is wanted is the corrected "
            "one, so keep the division.",
        ),
        Misconception(
            "no correction",
            _as(lambda v, beta, t, T: v),
            "Now it starts from 0 and corrects nothing: each v has to be divided by the sum of its "
            "weights.",
        ),
        Misconception(
            "starts at 1",
            _as(lambda v, beta, t, T: v / (1 - beta**t), start=lambda x: 1.0),
            "The average starts from 1: the divisor 1 - βᵗ is the sum of the weights of an average "
            "that starts from 0.",
        ),
        Misconception(
            "starts at the mean",
            _as(lambda v, beta, t, T: v / (1 - beta**t), start=lambda x: np.mean(x)),
            "The average starts from the mean of the series, and whatever it starts from, the "
            "correction makes too much of it, unless that is 0.",
        ),
        Misconception(
            "starts at today's share of the first value",
            _as(lambda v, beta, t, T: v / (1 - beta**t), start=lambda x: x[0] / 10),
            "The average starts from a tenth of the first value: before the first day there is no "
            "value at all, and v is 0.",
        ),
        Misconception(
            "same divisor every day",
            _as(lambda v, beta, t, T: v / (1 - beta)),
            "The divisor is 1 - β on every day: it is the weight of one day. The weights up to "
            "day t sum to 1 - βᵗ.",
        ),
        Misconception(
            "same divisor, from the first value",
            _as(lambda v, beta, t, T: v / (1 - beta), start=lambda x: x[0]),
            "The divisor was right, and now it is 1 - β, the weight of one day: look at what v "
            "starts from instead.",
        ),
        Misconception(
            "last day's divisor",
            _as(lambda v, beta, t, T: v / (1 - beta**T)),
            "All days are divided by the same number, the last day's: each v_t has a t of its own.",
        ),
        Misconception(
            "last day's divisor, from the first value",
            _as(lambda v, beta, t, T: v / (1 - beta**T), start=lambda x: x[0]),
            "The divisor was right, and now it is the last day's on all days: look at what v "
            "starts from instead.",
        ),
        Misconception(
            "t one too large",
            _as(lambda v, beta, t, T: v / (1 - beta ** (t + 1))),
            "Every t is one too large: the first average holds one day, so t = 1.",
        ),
        Misconception(
            "t one too large, from the first value",
            _as(lambda v, beta, t, T: v / (1 - beta ** (t + 1)), start=lambda x: x[0]),
            "The t was right, and now it is one too large: look at what v starts from instead.",
        ),
        Misconception(
            "multiplied",
            _as(lambda v, beta, t, T: v * (1 - beta**t)),
            "This multiplies by 1 - βᵗ: v is too small by that factor already. Divide.",
        ),
        Misconception(
            "multiplied, from the first value",
            _as(lambda v, beta, t, T: v * (1 - beta**t), start=lambda x: x[0]),
            "The division was right, and now it is a product: look at what v starts from instead.",
        ),
        Misconception(
            "corrected value goes on",
            _corrected_goes_on,
            "The corrected value goes back into the recursion: the next v is made from the "
            "uncorrected one. Only what is appended is corrected.",
        ),
        Misconception(
            "plain mean",
            lambda x, beta: np.cumsum(x) / np.arange(1, len(x) + 1),
            "This is the plain mean of the days so far: it has no cold start either, but all its "
            "weights are equal.",
        ),
        Misconception(
            "starts at the first day's share",
            _starts_at_the_first_share,
            "The average starts from (1 - β) x₁, and then the first day goes in once more: "
            "before the first day v is 0.",
        ),
        Misconception(
            "power t - 1",
            _power_before,
            "Every t is one too small, so that the first divisor is 0: the first average holds "
            "one day, so t = 1.",
        ),
        Misconception(
            "power t - 1, from the first value",
            _power_before_from_the_first_value,
            "The t was right, and now it is one too small, so that the first divisor is 0: look "
            "at what v starts from instead.",
        ),
        Misconception(
            "beta for 1 - beta to the t",
            _as(lambda v, beta, t, T: v / (1 - (1 - beta) ** t)),
            "The divisor is made of 1 - β: what is left of the start after t days is βᵗ, so the "
            "weights sum to 1 - βᵗ.",
        ),
        Misconception(
            "beta times t",
            _as(lambda v, beta, t, T: v / (1 - beta * t) if beta * t != 1 else v),
            "Here β is multiplied by t: it is the power βᵗ, written with `**`.",
        ),
    ),
    hints=(
        "Do the first day by hand, for x = 40 and β = 0.9: which v does the code have, by what is "
        "it divided, and what comes out?",
        "The text divides, because v is too small at first. Another way is to begin at the first "
        "value, so that v is never too small. How many of these ways does this code go?",
        "1 - βᵗ is the sum of the weights of the days. What does v hold besides these days, if it "
        "does not start from 0?",
    ),
    conclusion="Start at the first value or divide by 1 - βᵗ: one remedy is enough, two are wrong.",
)
