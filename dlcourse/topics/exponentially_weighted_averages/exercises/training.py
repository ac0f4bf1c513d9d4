"""The reader's own average inside a descent: gradient descent that returns averaged parameters."""

import numpy as np

from dlcourse.exercise.domain import array, number
from dlcourse.exercise.exercise import Misconception
from dlcourse.exercise.extend import Extend
from dlcourse.topics.exponentially_weighted_averages.runs import START, days_of, excess, forecast

SEEDS, BATCH_SIZE, RATE, BETA = 20, 4, 0.6, 0.9


def _averaged_descent(theta, X, y, days, learning_rate, beta):
    """(n,): the bias-corrected average of θ after each step of a descent with mini-batches."""
    v = np.zeros(len(theta))
    for i in days:
        dtheta = X[:, i] @ (theta @ X[:, i] - y[i]) / len(i)
        theta = theta - learning_rate * dtheta
        v = beta * v + (1 - beta) * theta
    return v / (1 - beta ** len(days))


def _with(
    gradient=lambda X, error, size: X @ error / size,
    step=lambda theta, rate, dtheta: theta - rate * dtheta,
    taken=lambda before, after, dtheta: after,
    mix=lambda beta, v, new: beta * v + (1 - beta) * new,
    on=lambda theta, v: theta,
    start=lambda theta: np.zeros(len(theta)),
    end=lambda v, theta, beta, T: v / (1 - beta**T),
):
    """The descent with one of its steps done in another way."""

    def averaged_descent(theta, X, y, days, learning_rate, beta):
        v = start(theta)
        for i in days:
            dtheta = gradient(X[:, i], theta @ X[:, i] - y[i], len(i))
            before, theta = theta, step(theta, learning_rate, dtheta)
            v = mix(beta, v, taken(before, theta, dtheta))
            theta = on(theta, v)
        return end(v, theta, beta, len(days))

    return averaged_descent


def _momentum(theta, X, y, days, learning_rate, beta):
    v = np.zeros(len(theta))
    for i in days:
        v = beta * v + (1 - beta) * X[:, i] @ (theta @ X[:, i] - y[i]) / len(i)
        theta = theta - learning_rate * v
    return theta


def _corrected_goes_on(theta, X, y, days, learning_rate, beta):
    v = np.zeros(len(theta))
    for t, i in enumerate(days, start=1):
        theta = theta - learning_rate * X[:, i] @ (theta @ X[:, i] - y[i]) / len(i)
        v = (beta * v + (1 - beta) * theta) / (1 - beta**t)
    return v


def _plain_mean(theta, X, y, days, learning_rate, beta):
    path = []
    for i in days:
        theta = theta - learning_rate * X[:, i] @ (theta @ X[:, i] - y[i]) / len(i)
        path.append(theta)
    return np.mean(path, axis=0)


def _divided_by_all(theta, X, y, days, learning_rate, beta):
    return _with(gradient=lambda X, error, size: X @ error / len(y))(
        theta, X, y, days, learning_rate, beta
    )


def _each_day_once(theta, X, y, days, learning_rate, beta):
    v = np.zeros(len(theta))
    for i in map(np.unique, days):
        theta = theta - learning_rate * X[:, i] @ (theta @ X[:, i] - y[i]) / len(i)
        v = beta * v + (1 - beta) * theta
    return v / (1 - beta ** len(days))


def _goes_on_from_the_corrected(theta, X, y, days, learning_rate, beta):
    v = np.zeros(len(theta))
    for t, i in enumerate(days, start=1):
        theta = theta - learning_rate * X[:, i] @ (theta @ X[:, i] - y[i]) / len(i)
        v = beta * v + (1 - beta) * theta
        theta = v / (1 - beta**t)
    return theta


def _power_of_the_size(theta, X, y, days, learning_rate, beta):
    return _with(end=lambda v, theta, beta, T: v / (1 - beta ** days.shape[1]))(
        theta, X, y, days, learning_rate, beta
    )


def _power_of_all(theta, X, y, days, learning_rate, beta):
    return _with(end=lambda v, theta, beta, T: v / (1 - beta ** len(y)))(
        theta, X, y, days, learning_rate, beta
    )


def _whole_data(theta, X, y, days, learning_rate, beta):
    every = np.tile(np.arange(len(y)), (len(days), 1))
    return _averaged_descent(theta, X, y, every, learning_rate, beta)


def _mini_batches(rng, lengths):
    """(T, size): numbers of examples, now and then the same one twice in a mini-batch."""
    T, size = (1 if lengths.form == "one" else int(rng.integers(2, 6)) for _ in range(2))
    return rng.integers(0, lengths["m"], (T, size))


def _excesses(averaged_descent):
    """How far J is above its minimum, as a share of it, after each of twenty descents."""
    X, y = forecast()
    ends = [
        averaged_descent(np.array(START), X, y, days_of(BATCH_SIZE, seed), RATE, BETA)
        for seed in range(SEEDS)
    ]
    return tuple(excess(np.array(ends)))


def _power_one_too_small(theta, X, y, days, learning_rate, beta):
    with np.errstate(all="ignore"):
        return _with(end=lambda v, theta, beta, T: v / np.float64(1 - beta ** (T - 1)))(
            theta, X, y, days, learning_rate, beta
        )


averaged_descent = Extend(
    title="gradient descent with mini-batches that returns the corrected average of its θ",
    reference=_averaged_descent,
    domain={
        "theta": array("n"),
        "X": array("n", "m"),
        "y": array("m"),
        "days": _mini_batches,
        "learning_rate": number(0.01, 0.2),
        "beta": number(0, 0.99),
    },
    cases=(
        {
            "theta": np.array([1.0]),
            "X": np.array([[2.0]]),
            "y": np.array([3.0]),
            "days": np.array([[0]]),
            "learning_rate": 0.1,
            "beta": 0.9,
        },
        {
            "theta": np.array([-1.0, 1.0]),
            "X": np.array([[0.5, 1.0, -1.5], [1.0, 0.5, -1.0]]),
            "y": np.array([0.5, 1.5, -2.0]),
            "days": np.array([[0, 1], [2, 2], [1, 0]]),
            "learning_rate": 0.2,
            "beta": 0.5,
        },
    ),
    misconceptions=(
        Misconception(
            "not corrected",
            _with(end=lambda v, theta, beta, T: v),
            "The average is not corrected: it starts from 0, and after T steps its weights sum to "
            "1 - βᵀ.",
        ),
        Misconception(
            "last parameters",
            _with(end=lambda v, theta, beta, T: theta),
            "These are the parameters after the last step: what is wanted is the average of those "
            "after each step.",
        ),
        Misconception(
            "average of the gradients",
            _momentum,
            "Here the gradients are averaged, and the steps follow the average: that is momentum. "
            "This time the steps stay as they are, and the parameters are averaged beside them.",
        ),
        Misconception(
            "average of the gradients alone",
            _with(taken=lambda before, after, dtheta: dtheta),
            "This is the average of the gradients: what is wanted is that of the parameters.",
        ),
        Misconception(
            "steps from the average",
            _with(on=lambda theta, v: v),
            "The next step starts from the average: the descent has to go on from θ as if nobody "
            "averaged it.",
        ),
        Misconception(
            "parameters before the step",
            _with(taken=lambda before, after, dtheta: before),
            "The parameters are averaged as they were before each step, so that the last step "
            "never counts: step first, then average.",
        ),
        Misconception(
            "starts at the first parameters",
            _with(start=lambda theta: theta, end=lambda v, theta, beta, T: v),
            "The average starts at the parameters before the first step and is not corrected: "
            "start it from 0 and divide in the end.",
        ),
        Misconception(
            "two remedies",
            _with(start=lambda theta: theta),
            "The average starts at the first parameters and is corrected as well: one remedy is "
            "enough, two are wrong.",
        ),
        Misconception(
            "corrected value goes on",
            _corrected_goes_on,
            "The average is corrected at every step, and the corrected one goes on: correct once, "
            "in the end.",
        ),
        Misconception(
            "weight of one step",
            _with(end=lambda v, theta, beta, T: v / (1 - beta)),
            "The divisor is 1 - β, the weight of one step: after T steps they sum to 1 - βᵀ.",
        ),
        Misconception(
            "one step too many",
            _with(end=lambda v, theta, beta, T: v / (1 - beta ** (T + 1))),
            "The power of the correction is one too large: count the mini-batches.",
        ),
        Misconception(
            "beta and 1 - beta swapped",
            _with(
                mix=lambda beta, v, new: (1 - beta) * v + beta * new,
                end=lambda v, theta, beta, T: v / (1 - beta**T),
            ),
            "The factors β and 1 - β are swapped: β belongs to the average so far.",
        ),
        Misconception(
            "uphill",
            _with(step=lambda theta, rate, dtheta: theta + rate * dtheta),
            "The steps go uphill: the gradient is subtracted.",
        ),
        Misconception(
            "sum over the mini-batch",
            _with(gradient=lambda X, error, size: X @ error),
            "The gradient is not divided by the size of the mini-batch: the cost is a mean.",
        ),
        Misconception(
            "twice the gradient",
            _with(gradient=lambda X, error, size: 2 * X @ error / size),
            "The gradient is twice too large: the cost has 1/(2m), and the 2 of the square "
            "cancels it.",
        ),
        Misconception(
            "plain mean",
            _plain_mean,
            "This is the plain mean of all parameters on the way, the bad ones at the start among "
            "them: β is not used.",
        ),
        Misconception(
            "divided by all examples",
            _divided_by_all,
            "The gradient is divided by the number of all examples: it is the mean over the "
            "mini-batch, `i`, alone.",
        ),
        Misconception(
            "divided by the parameters",
            _with(gradient=lambda X, error, size: X @ error / len(X)),
            "The gradient is divided by the number of parameters: it is a mean over the examples "
            "of the mini-batch.",
        ),
        Misconception(
            "divided by four",
            _with(gradient=lambda X, error, size: X @ error / 4),
            "The gradient is divided by 4, whatever the size of the mini-batch is: `len(i)` "
            "knows it.",
        ),
        Misconception(
            "power one too small",
            _power_one_too_small,
            "The power of the correction is one too small: `enumerate` counts from 0, and after "
            "T steps the power is T.",
        ),
        Misconception(
            "steps from the corrected average",
            _goes_on_from_the_corrected,
            "The next step starts from the corrected average: the descent has to go on from θ as "
            "if nobody averaged it.",
        ),
        Misconception(
            "each example once",
            _each_day_once,
            "An example that comes twice in a mini-batch counts once here: it counts as often as "
            "it was drawn.",
        ),
        Misconception(
            "power of the mini-batch's size",
            _power_of_the_size,
            "The power of the correction is the size of a mini-batch: what counts is the number "
            "of steps, one for each mini-batch.",
        ),
        Misconception(
            "power of all examples",
            _power_of_all,
            "The power of the correction is the number of examples: what counts is the number of "
            "steps, one for each mini-batch.",
        ),
        Misconception(
            "all examples in each step",
            _whole_data,
            "Each step uses all examples: what is wanted is the gradient on the mini-batch, the "
            "columns `i` of X and the entries `i` of y.",
        ),
        Misconception(
            "half of the gradient",
            _with(gradient=lambda X, error, size: X @ error / (2 * size)),
            "The gradient is half as large as it should be: the 2 of the square has cancelled "
            "the ½ of the cost already.",
        ),
        Misconception(
            "today's share whole",
            _with(mix=lambda beta, v, new: beta * v + new),
            "The parameters go into the average whole: without their factor 1 - β this is a sum.",
        ),
    ),
    hints=(
        "The descent is that of section 1: a mini-batch `i`, its gradient, a step. What has to "
        "happen after each step, and what once in the end?",
        "The average has as many entries as θ, each the average of one parameter: an array of "
        "zeros to begin with, and the recursion for all entries in one line.",
        "After the loop the average has seen as many steps as there are rows in `days`. By what "
        "is it too small?",
    ),
    conclusion="The descent itself jumps as before: only what you take home is averaged.",
    train=_excesses,
    reach=0.05,
    without=0.68,
    measured="excess of J over its minimum",
)
