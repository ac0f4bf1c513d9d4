"""What any average costs and gains: how late it is, and what it leaves of the noise."""

import numpy as np

from dlcourse.exercise.domain import MOST
from dlcourse.exercise.exercise import Exercise, Misconception


def _delay_and_noise(weights):
    """(Σ k wₖ, √Σ wₖ²) for the weights wₖ of k = 0, 1, … days ago."""
    k = np.arange(len(weights))
    return np.sum(k * weights), np.sqrt(np.sum(weights**2))


def _ages(weights):
    return np.arange(len(weights))


def _delay(weights):
    return np.sum(_ages(weights) * weights)


def _noise(weights):
    return np.sqrt(np.sum(weights**2))


def _first_weight_alone(weights):
    beta = 1 - weights[0]
    return beta / (1 - beta), np.sqrt((1 - beta) / (1 + beta))


def _weights(rng, lengths):
    """Weights that sum to 1: falling by a factor, equal, of any sizes, or all on one day."""
    T = 1 if lengths.form == "one" else int(rng.integers(2, 3 * MOST))
    kind = rng.choice(["any", "falls", "equal", "one day"], p=[0.5, 0.25, 0.15, 0.1])
    k = np.arange(T)
    sizes = {
        "any": rng.integers(1, 9, T).astype(float),
        "falls": rng.choice([0.5, 0.8, 0.9]) ** k,
        "equal": np.ones(T),
        "one day": (k == rng.integers(T)).astype(float),
    }[kind]
    return sizes / sizes.sum()


delay_and_noise = Exercise(
    title="how late an average with these weights is, and what it leaves of the noise",
    reference=_delay_and_noise,
    domain={"weights": _weights},
    cases=(
        {"weights": np.array([1.0])},
        {"weights": np.array([0.5, 0.5])},
        {"weights": np.array([0.0, 0.0, 1.0])},
        {"weights": np.array([0.5, 0.25, 0.25])},
        {"weights": np.array([0.1, 0.2, 0.3, 0.4])},
    ),
    misconceptions=(
        Misconception(
            "ages from 1",
            lambda weights: (_delay(weights) + np.sum(weights), _noise(weights)),
            "The delay is a day too long: today's value, the first weight, is 0 days old.",
        ),
        Misconception(
            "oldest first",
            lambda weights: (_delay(weights[::-1]), _noise(weights)),
            "The delay is that of the weights read backwards: the first weight is today's, and the "
            "last one that of the oldest day.",
        ),
        Misconception(
            "mean of all ages",
            lambda weights: (np.mean(_ages(weights)), _noise(weights)),
            "This delay is the plain mean of the ages: each age counts as much as its day weighs.",
        ),
        Misconception(
            "oldest age",
            lambda weights: (len(weights) - 1, _noise(weights)),
            "This delay is the age of the oldest day: the younger ones count as well, each as much "
            "as it weighs.",
        ),
        Misconception(
            "number of days",
            lambda weights: (len(weights), _noise(weights)),
            "This delay is the number of weights: what is wanted is the mean age of the days, each "
            "age counted as much as its day weighs.",
        ),
        Misconception(
            "mean instead of sum",
            lambda weights: (np.mean(_ages(weights) * weights), _noise(weights)),
            "The delay is divided by the number of days: the weights sum to 1 already, so the sum "
            "of age times weight is the mean age.",
        ),
        Misconception(
            "no root",
            lambda weights: (_delay(weights), np.sum(weights**2)),
            "The noise lacks the root: squares of the weights add up to the variance, and a "
            "standard deviation is its root.",
        ),
        Misconception(
            "not squared",
            lambda weights: (_delay(weights), np.sum(weights)),
            "The weights are added as they are, which always gives 1: if noise added up like that, "
            "no average would help. Variances add up, each with the square of its weight.",
        ),
        Misconception(
            "mean of squares",
            lambda weights: (_delay(weights), np.sqrt(np.mean(weights**2))),
            "The noise is the root of the *mean* of the squares: variances add up, so it is their "
            "sum.",
        ),
        Misconception(
            "plain mean's noise",
            lambda weights: (_delay(weights), 1 / np.sqrt(len(weights))),
            "This is 1/√n, the noise that a plain mean of so many days leaves: these weights are "
            "not equal.",
        ),
        Misconception(
            "spread of the weights",
            lambda weights: (_delay(weights), np.std(weights)),
            "This is how much the weights differ from each other: what is wanted is the standard "
            "deviation of the average, if that of each day's noise is 1.",
        ),
        Misconception(
            "largest weight",
            lambda weights: (_delay(weights), np.max(weights)),
            "This is the largest weight alone: the noise of the other days comes through as well.",
        ),
        Misconception(
            "noise first",
            lambda weights: (_noise(weights), _delay(weights)),
            "The two stand in the wrong order: first the delay, then the noise.",
        ),
        Misconception(
            "delay alone",
            _delay,
            "This is the delay alone: the noise is wanted, too, as a pair.",
        ),
        Misconception(
            "both for equal weights",
            lambda weights: ((len(weights) - 1) / 2, 1 / np.sqrt(len(weights))),
            "Both numbers only ask how many weights there are: they are right for equal weights, "
            "and these may be any that sum to 1.",
        ),
        Misconception(
            "both as means",
            lambda weights: (np.mean(_ages(weights) * weights), np.sqrt(np.mean(weights**2))),
            "Both are divided by the number of days: the weights sum to 1 already, so sums are "
            "wanted and no means.",
        ),
        Misconception(
            "from the first weight",
            _first_weight_alone,
            "Both numbers are worked out from the first weight, as if the others followed from "
            "it: these weights need not fall by one factor.",
        ),
        Misconception(
            "delay with squared weights",
            lambda weights: (np.sum(_ages(weights) * weights**2), _noise(weights)),
            "In the delay the weights are squared: squares belong to the noise alone.",
        ),
        Misconception(
            "age of the heaviest day",
            lambda weights: (float(np.argmax(weights)), _noise(weights)),
            "This delay is the age of the day with the largest weight: all days count, each as "
            "much as it weighs.",
        ),
        Misconception(
            "ages squared",
            lambda weights: (np.sum(_ages(weights) ** 2 * weights), _noise(weights)),
            "In the delay the ages are squared: it is the mean of the ages themselves.",
        ),
        Misconception(
            "noise alone",
            _noise,
            "This is the noise alone: the delay is wanted, too, as a pair.",
        ),
    ),
    hints=(
        "Half of an average is today's value and half yesterday's. How old is it on average? And "
        "if the value climbs by 1 a day, how far is the average behind?",
        "For the delay, each day's age is counted as much as the day weighs. The first weight "
        "belongs to age 0.",
        "For the noise, think of days that have nothing in common: the variance of a sum is the "
        "sum of the variances, and a factor w in front of a day comes out as w². In the end a "
        "standard deviation is wanted, not a variance.",
    ),
    conclusion="Both sums hold for every average whose weights sum to 1.",
)
