"""The exponentially weighted average of a series: v_t = β v_(t-1) + (1 - β) x_t, from v_0 = 0."""

import numpy as np

from dlcourse.averages import exponentially_weighted_average
from dlcourse.exercise.domain import number, series
from dlcourse.exercise.exercise import Exercise, Misconception


def _ewa(x, beta):
    """(T,): v_t = β v_(t-1) + (1 - β) x_t for t = 1, 2, …, T, from v_0 = 0."""
    v = np.zeros(len(x))
    average = 0.0
    for t, today in enumerate(x):
        average = beta * average + (1 - beta) * today
        v[t] = average
    return v


def _follow(x, old, new, start=0.0):
    """v_t = old · v_(t-1) + new · x_t from another start or with other factors."""
    v = [start]
    for today in x:
        v.append(old * v[-1] + new * today)
    return np.array(v[1:])


def _days(x):
    return np.arange(1, len(x) + 1)


def _first_day_left_out(x, beta):
    v = np.zeros(len(x))
    for t in range(1, len(x)):
        v[t] = beta * v[t - 1] + (1 - beta) * x[t]
    return v


def _last_value_first(x, beta):
    v = x.copy()
    for t in range(len(x)):
        v[t] = beta * v[t - 1] + (1 - beta) * x[t]
    return v


def _corrected_goes_on(x, beta):
    v = np.zeros(len(x))
    average = 0.0
    for t, today in enumerate(x):
        average = (beta * average + (1 - beta) * today) / (1 - beta ** (t + 1))
        v[t] = average
    return v


def _window_mean(x, beta):
    window = max(round(1 / (1 - beta)), 1)
    return np.array([np.mean(x[max(t - window, 0) : t]) for t in _days(x)])


def _oldest_counts_most(x, beta):
    share = (1 - beta) * beta ** np.arange(len(x))
    return np.cumsum(share * x)


def _in_the_type_of_x(x, beta):
    v = np.zeros_like(x)
    for t in range(len(x)):
        before = v[t - 1] if t else 0
        v[t] = beta * before + (1 - beta) * x[t]
    return v


def _mean_of_neighbours(x, beta):
    yesterday = np.concatenate([[0.0], x[:-1]])
    return beta * yesterday + (1 - beta) * x


_LECTURE = np.array([40.0, 49.0, 45.0])
_DERIVATIVES = np.array([0.81, 0.9, 0.96, 0.34])
_THREE_YEARS = 50 - 20 * np.cos(2 * np.pi * np.arange(1100) / 365)
_FROST = np.array([-3.0, 0.0, 2.5, 5.0, -1.0])

ewa = Exercise(
    title="the exponentially weighted average of a series",
    reference=_ewa,
    domain={"x": series(whole=True), "beta": number(0, 0.99)},
    lists=("x",),
    library=(exponentially_weighted_average,),
    cases=(
        {"x": np.array([40.0]), "beta": 0.9},
        {"x": _LECTURE, "beta": 0.9},
        {"x": _DERIVATIVES, "beta": 0.5},
        {"x": _FROST, "beta": 0.75},
        {"x": _THREE_YEARS, "beta": 0.5},
    ),
    misconceptions=(
        Misconception(
            "beta and 1 - beta swapped",
            lambda x, beta: _follow(x, 1 - beta, beta),
            "The factors β and 1 - β are swapped: β, the large share, belongs to the average so "
            "far, 1 - β to today's value.",
        ),
        Misconception(
            "starts at the first value",
            lambda x, beta: _follow(x, beta, 1 - beta, start=x[0]),
            "The average starts at the first value: it starts at v_0 = 0, so that the first day "
            "counts as little as every other day.",
        ),
        Misconception(
            "swapped and starts at the first value",
            lambda x, beta: _follow(x, 1 - beta, beta, start=x[0]),
            "Two things at once: β and 1 - β are swapped, and the average starts at the first "
            "value instead of v_0 = 0.",
        ),
        Misconception(
            "a day late",
            lambda x, beta: np.concatenate([[0.0], _ewa(x, beta)[:-1]]),
            "Every value comes a day late: the first is v_0 = 0, or yesterday's x went in. "
            "The result begins with v_1, which takes in x_1.",
        ),
        Misconception(
            "v_0 in the result",
            lambda x, beta: np.concatenate([[0.0], _ewa(x, beta)]),
            "There is one value too many: v_0 = 0 only sets the average going, "
            "the result is v_1 … v_T.",
        ),
        Misconception(
            "first day left out",
            _first_day_left_out,
            "The first day never goes in: the loop begins at the second. v_0 = 0 comes before the "
            "series, and v_1 has to take in `x[0]`.",
        ),
        Misconception(
            "last value before the first",
            _last_value_first,
            "On the first day the average before it is taken from the end of the series: "
            "`v[t - 1]` at t = 0 is `v[-1]`, Python's last entry. v_0 is 0.",
        ),
        Misconception(
            "today's value whole",
            lambda x, beta: _follow(x, beta, 1.0),
            "Today's value goes in whole: without its factor 1 - β this is a sum that grows to "
            "about 1/(1 - β) times the average.",
        ),
        Misconception(
            "nothing forgotten",
            lambda x, beta: _follow(x, 1.0, 1 - beta),
            "Nothing is ever forgotten: the average so far has to shrink by the factor β before "
            "today's share comes in.",
        ),
        Misconception(
            "no memory",
            lambda x, beta: (1 - beta) * x,
            "There is no memory: each day starts from 0 again. Is the starting value set inside "
            "the loop?",
        ),
        Misconception(
            "bias corrected",
            lambda x, beta: _ewa(x, beta) / (1 - beta ** _days(x)),
            "The bias is corrected already, by 1 - βᵗ: here the average itself is wanted, with "
            "its slow start. The correction is an exercise of its own.",
        ),
        Misconception(
            "corrected value goes on",
            _corrected_goes_on,
            "The bias is corrected, and the corrected value goes into the next day's average: "
            "no correction is wanted here, and it never belongs into the recursion.",
        ),
        Misconception(
            "mean of all days",
            lambda x, beta: np.cumsum(x) / _days(x),
            "This is the plain mean of all days so far, with equal weights: β is not used.",
        ),
        Misconception(
            "mean of a window",
            _window_mean,
            "This is the plain mean of the last 1/(1 - β) days: that window only says about how "
            "far v_t looks back. v_t itself needs nothing but v_(t-1) and today's value.",
        ),
        Misconception(
            "yesterday's value",
            _mean_of_neighbours,
            "The factor β stands before yesterday's value x_(t-1): it belongs to yesterday's "
            "average v_(t-1), in which all days before are remembered.",
        ),
        Misconception(
            "last average alone",
            lambda x, beta: _ewa(x, beta)[-1],
            "This is the last average alone: the result has one for every day, v_1 … v_T, so each "
            "has to be kept before the next one takes its place.",
        ),
        Misconception(
            "first average alone",
            lambda x, beta: _ewa(x, beta)[0],
            "This is the first day's average alone: is the `return` inside the loop?",
        ),
        Misconception(
            "starts at the first value, which is in the result",
            lambda x, beta: _follow(np.append(x[0], x), beta, 1 - beta, x[0]),
            "The average starts at the first value, and there is one value too many: v_0 is 0 and "
            "no part of the result, v_1 … v_T.",
        ),
        Misconception(
            "today's share times beta",
            lambda x, beta: _follow(x, beta, beta * (1 - beta)),
            "Today's share is multiplied by β as well: is a parenthesis in the wrong place? The "
            "factor β is for the average so far.",
        ),
        Misconception(
            "oldest counts most",
            _oldest_counts_most,
            "The weights are the wrong way round: today's value has the smallest and the oldest "
            "the largest. Today's is 1 - β, and a day's weight falls by β as it gets older.",
        ),
        Misconception(
            "kept as whole numbers",
            lambda x, beta: _ewa(x, beta).astype(int),
            "What stands behind the point is cut off in every average: an array of whole "
            "numbers, such as `np.zeros_like` makes of whole numbers, cannot hold it. Give it "
            "`dtype=float`.",
        ),
        Misconception(
            "kept with the type of x",
            lambda x, beta: _ewa(x, beta).astype(x.dtype),
            "Where x holds whole numbers the averages are cut off to whole numbers: "
            "`np.zeros_like(x)` and `x.copy()` take over the type of x. `np.zeros(len(x))` holds "
            "others, too.",
        ),
        Misconception(
            "made in the type of x",
            _in_the_type_of_x,
            "Where x holds whole numbers the averages are cut off to whole numbers, day after "
            "day: `np.zeros_like(x)` and `x.copy()` take over the type of x. `np.zeros(len(x))` "
            "holds others, too.",
        ),
        Misconception(
            "beta to the wrong side",
            lambda x, beta: _follow(x, beta, 1 + beta),
            "Today's share is 1 + β: the two shares have to sum to 1.",
        ),
        Misconception(
            "subtracted",
            lambda x, beta: _follow(x, -beta, 1 - beta),
            "The average so far is subtracted: both shares are added.",
        ),
        Misconception(
            "starts at the mean",
            lambda x, beta: _follow(x, beta, 1 - beta, np.mean(x)),
            "The average starts at the mean of the series, days to come among them: it starts at "
            "v_0 = 0.",
        ),
        Misconception(
            "starts at 1",
            lambda x, beta: _follow(x, beta, 1 - beta, 1.0),
            "The average starts at 1: it starts at v_0 = 0.",
        ),
    ),
    hints=(
        "Do two days by hand: x = 40, 49 with β = 0.9. What is the average before the first day?",
        "One number is enough for the memory. Give it its starting value before the loop; each "
        "turn of the loop makes the new average from the old one and today's value.",
        "Every average of the loop has to be kept as well: an entry of an array from `np.zeros`, "
        "or a list that grows with `append` and is made an array at the end.",
    ),
    conclusion="One number in memory follows the whole series.",
)
