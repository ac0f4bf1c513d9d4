"""Bias correction: v_t divided by the sum of its weights, 1 - βᵗ."""

import numpy as np

from dlcourse.exercise.domain import number, series
from dlcourse.exercise.exercise import Exercise, Misconception


def _bias_corrected(v, beta):
    """(T,): v_t / (1 - βᵗ) for t = 1, 2, …, T."""
    t = np.arange(1, len(v) + 1)
    return v / (1 - beta**t)


def _days(v):
    return np.arange(1, len(v) + 1)


def _first_left_alone(v, beta):
    corrected = v.copy()
    corrected[1:] = v[1:] / (1 - beta ** _days(v)[:-1])
    return corrected


def _averaged_again(v, beta):
    average, corrected = 0.0, []
    for t, value in enumerate(v, start=1):
        average = beta * average + (1 - beta) * value
        corrected.append(average / (1 - beta**t))
    return np.array(corrected)


def _corrected_goes_on(v, beta):
    """The corrected value takes the place of v_(t-1): θ_t's share is v_t - β v_(t-1)."""
    before, corrected, result = 0.0, 0.0, []
    for t, value in enumerate(v, start=1):
        corrected = (beta * corrected + (value - beta * before)) / (1 - beta**t)
        before = value
        result.append(corrected)
    return np.array(result)


bias_corrected = Exercise(
    title="the averages v_1, v_2, … with their bias corrected",
    reference=_bias_corrected,
    domain={"v": series(), "beta": number(0, 0.99)},
    cases=(
        {"v": np.array([4.0]), "beta": 0.9},
        {"v": np.array([4.0, 8.5, 12.15]), "beta": 0.9},
        {"v": np.array([0.405, 0.6525, 0.80625, 0.573125]), "beta": 0.5},
        {"v": np.array([-0.06, -0.0588, 0.5, 0.49, 0.47]), "beta": 0.98},
    ),
    misconceptions=(
        Misconception(
            "t starts at 0",
            lambda v, beta: v / (1 - beta ** (_days(v) - 1)),
            "The first divisor is 1 - β⁰ = 0, because t starts at 0: `v[0]` is v_1, with "
            "t = 1. Python counts from 0, the days count from 1.",
        ),
        Misconception(
            "first value left alone",
            _first_left_alone,
            "The first value is left as it is, and t is one too small for the others: `v[0]` is "
            "v_1, to be corrected with t = 1.",
        ),
        Misconception(
            "t one too large",
            lambda v, beta: v / (1 - beta ** (_days(v) + 1)),
            "Every t is one too large: the first value is v_1, with t = 1.",
        ),
        Misconception(
            "multiplied",
            lambda v, beta: v * (1 - beta ** _days(v)),
            "This multiplies by 1 - βᵗ: the averages are too small by that factor already. Divide.",
        ),
        Misconception(
            "same divisor every day",
            lambda v, beta: v / (1 - beta),
            "The divisor is 1 - β on every day: it is the weight of one day. The weights up to "
            "day t sum to 1 - βᵗ.",
        ),
        Misconception(
            "product for power",
            lambda v, beta: v / (1 - beta * _days(v)),
            "Here β is multiplied by t: the weights sum to 1 minus a power, βᵗ. "
            "Is `*` used for `**`?",
        ),
        Misconception(
            "power of 1 - beta",
            lambda v, beta: v / (1 - beta) ** _days(v),
            "The power is taken of 1 - β: it is β alone that is raised to t. A parenthesis is "
            "in the wrong place.",
        ),
        Misconception(
            "subtracted",
            lambda v, beta: v - beta ** _days(v),
            "Here βᵗ is subtracted from v: division comes before subtraction, so `v / 1 - …` "
            "divides by 1 only. The divisor needs parentheses.",
        ),
        Misconception(
            "divided by the power",
            lambda v, beta: v / beta ** _days(v),
            "The divisor is βᵗ: that is what the weights lack. They sum to 1 minus it.",
        ),
        Misconception(
            "sign turned round",
            lambda v, beta: v / (beta ** _days(v) - 1),
            "The sign is turned round: βᵗ - 1 is negative, the sum of the weights is 1 - βᵗ.",
        ),
        Misconception(
            "last day's divisor for all",
            lambda v, beta: v / (1 - beta ** len(v)),
            "All days are divided by the same number, the last day's: t is not the length of the "
            "series, each v_t has a t of its own.",
        ),
        Misconception(
            "beta and 1 - beta swapped",
            lambda v, beta: v / (1 - (1 - beta) ** _days(v)),
            "The factors β and 1 - β are swapped: what fades away from day to day is βᵗ.",
        ),
        Misconception(
            "t equal weights",
            lambda v, beta: v / ((1 - beta) * _days(v)),
            "The divisor is t (1 - β): that would be the sum of t equal weights. They fall by the "
            "factor β from day to day, and sum to 1 - βᵗ.",
        ),
        Misconception(
            "divisors alone",
            lambda v, beta: 1 - beta ** _days(v),
            "These are the divisors 1 - βᵗ: now divide the averages by them.",
        ),
        Misconception(
            "no correction",
            lambda v, beta: v,
            "These are the averages as they came, without a correction.",
        ),
        Misconception(
            "averaged again",
            _averaged_again,
            "The averages are averaged once more: `v` holds v_1, v_2, … already, only the "
            "division is missing.",
        ),
        Misconception(
            "corrected value goes on",
            _corrected_goes_on,
            "The corrected value goes back into the recursion: the next v_t is made from the "
            "uncorrected one. Each v_t of `v` is corrected by itself.",
        ),
    ),
    hints=(
        "v_1 = (1 - β) θ_1 is too small, v_2 is less so. By which factor is v_1 too small?",
        "The right divisor on day t is the sum of the weights up to that day, 1 - βᵗ. It needs "
        "t = 1 for the first entry of `v`, 2 for the second, and so on.",
        "`np.arange` makes all these t in one array. A power of a number with an array as its "
        "exponent is an array, and so is what you divide `v` by; mind the parentheses.",
    ),
    conclusion="After a few times 1/(1 - β) days the divisor is nearly 1: only the start changes.",
)
