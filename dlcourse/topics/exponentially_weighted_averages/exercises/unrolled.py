"""The recursion unrolled: the weights (1 - β) βᵏ with which the last t days enter v_t."""

import numpy as np

from dlcourse.exercise.domain import number, whole
from dlcourse.exercise.exercise import Exercise, Misconception


def _weights(beta, t):
    """(t,): (1 - β) βᵏ for k = 0, 1, …, t - 1 days ago; newest day first."""
    k = np.arange(t)
    return (1 - beta) * beta**k


def _from_first_value(beta, t):
    result = _weights(beta, t)
    result[-1] = beta ** (t - 1)
    return result


weights = Exercise(
    title="the weights with which the days t, t - 1, …, 1 enter v_t",
    reference=_weights,
    domain={"beta": number(0, 0.99), "t": whole(1, 40)},
    cases=(
        {"beta": 0.9, "t": 1},
        {"beta": 0.9, "t": 3},
        {"beta": 0.5, "t": 4},
        {"beta": 0.98, "t": 6},
    ),
    misconceptions=(
        Misconception(
            "oldest first",
            lambda beta, t: _weights(beta, t)[::-1],
            "The oldest day comes first: today's weight, the largest, stands in front here.",
        ),
        Misconception(
            "factor 1 - beta missing",
            lambda beta, t: beta ** np.arange(t),
            "The factor 1 - β is missing: today does not count as 1 but as 1 - β.",
        ),
        Misconception(
            "made to sum to 1",
            lambda beta, t: _weights(beta, t) / np.sum(_weights(beta, t)),
            "The weights are made to sum to 1: those are the weights of the corrected average. "
            "In v_t itself they sum to less, to 1 - βᵗ.",
        ),
        Misconception(
            "one day too many",
            lambda beta, t: _weights(beta, t + 1),
            "There is one weight too many: t days have entered v_t, the oldest of them t - 1 days "
            "ago.",
        ),
        Misconception(
            "weight of v_0",
            lambda beta, t: np.append(_weights(beta, t), beta**t),
            "There is one weight too many: βᵗ, the weight of v_0. It is no day's, and v_0 is 0.",
        ),
        Misconception(
            "first day missing",
            lambda beta, t: _weights(beta, t)[:-1],
            "There is one weight too few: the first day's is missing. Does the list of exponents "
            "end too early?",
        ),
        Misconception(
            "exponents from 1",
            lambda beta, t: beta * _weights(beta, t),
            "The exponents start at 1: today, zero days ago, has not been multiplied by β yet.",
        ),
        Misconception(
            "beta and 1 - beta swapped",
            lambda beta, t: _weights(1 - beta, t),
            "The factors β and 1 - β are swapped: today enters with 1 - β, and each day that "
            "passes multiplies by β.",
        ),
        Misconception(
            "equal weights",
            lambda beta, t: np.full(t, 1 / t),
            "These weights are equal: that is the plain mean. Here a day counts less the longer "
            "ago it was.",
        ),
        Misconception(
            "no fading",
            lambda beta, t: np.full(t, 1 - beta),
            "Every day counts as today does: each day that passes multiplies a weight by β once "
            "more.",
        ),
        Misconception(
            "parenthesis missing",
            lambda beta, t: 1 - beta ** np.arange(t),
            "This is 1 - βᵏ, where the parenthesis round 1 - β is missing: Python takes the power "
            "first. The weights fall, they do not grow.",
        ),
        Misconception(
            "sums of weights",
            lambda beta, t: 1 - beta ** np.arange(1, t + 1),
            "These are sums of weights, 1 - β, 1 - β², …: what the correction divides by. The "
            "weights themselves are wanted.",
        ),
        Misconception(
            "product for power",
            lambda beta, t: (1 - beta) * beta * np.arange(t),
            "Here β is multiplied by the number of days: each day that passes multiplies by β once "
            "more, which is a power. Is `*` used for `**`?",
        ),
        Misconception(
            "powers of 1 - beta",
            lambda beta, t: (1 - beta) ** np.arange(1, t + 1),
            "These are powers of 1 - β: the factor 1 - β comes once only, when a day comes in; "
            "the days that pass after it bring powers of β.",
        ),
        Misconception(
            "powers of 1 - beta from 1",
            lambda beta, t: (1 - beta) ** np.arange(t),
            "These are powers of 1 - β that begin with 1: today enters with 1 - β, and the days "
            "that pass bring powers of β.",
        ),
        Misconception(
            "oldest first, exponents from t",
            lambda beta, t: beta * _weights(beta, t)[::-1],
            "The oldest day comes first, and the exponents go from t down to 1: today stands in "
            "front and has the exponent 0.",
        ),
        Misconception(
            "first day from the first value",
            _from_first_value,
            "The first day's weight is too large: it is βᵗ⁻¹ if the average starts at the first "
            "value. From v_0 = 0 the first day is a day like every other.",
        ),
        Misconception(
            "one weight alone",
            lambda beta, t: (1 - beta) * beta ** (t - 1),
            "This is one weight, the first day's: an array with the weights of all t days is "
            "wanted.",
        ),
        Misconception(
            "sum alone",
            lambda beta, t: 1 - beta**t,
            "This is the sum of the weights: the t weights themselves are wanted.",
        ),
    ),
    hints=(
        "Put v_1 into v_2 = β v_1 + (1 - β) θ_2, and that into v_3. What stands before θ_3, θ_2 "
        "and θ_1?",
        "A day comes in with the factor 1 - β. What is done to it on each day after that?",
        "Say k for how many days ago: today k = 0, and `np.arange` counts up from there. "
        "How many numbers does it need, and which of 1 - β and β gets the exponent?",
    ),
    conclusion="They sum to 1 - βᵗ, not to 1: that is the bias, and its correction divides by it.",
)
