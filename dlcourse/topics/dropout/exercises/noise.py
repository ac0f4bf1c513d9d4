"""How much a next unit's z varies from mask to mask: the noise that dropout adds in training."""

import numpy as np

from dlcourse.exercise.domain import array, number
from dlcourse.exercise.exercise import Exercise, Misconception


def _mask_noise(W, A, keep_prob):
    """√((1 - keep_prob)/keep_prob · Σ (w a)²): the standard deviation of z over all masks."""
    variance = (W**2) @ (A**2) * (1 - keep_prob) / keep_prob
    return np.sqrt(variance)


def _noise(factor, size=lambda W, A: np.sqrt((W**2) @ (A**2))):
    """Another factor, or another size of the sum."""
    return lambda W, A, keep_prob: factor(keep_prob) * size(W, A)


def _right(keep_prob):
    return np.sqrt((1 - keep_prob) / keep_prob)


mask_noise = Exercise(
    title="the standard deviation of z over the masks of the layer before",
    reference=_mask_noise,
    domain={
        "W": array("n", "n_prev"),
        "A": array("n_prev", "m"),
        "keep_prob": number(0.05, 1),
    },
    cases=(
        {"W": np.array([[2.0]]), "A": np.array([[3.0]]), "keep_prob": 0.8},
        {"W": np.array([[1.0, -2.0]]), "A": np.array([[3.0], [0.5]]), "keep_prob": 0.5},
        {
            "W": np.array([[1.0, -0.5, 2.0], [0.25, 1.5, -1.0]]),
            "A": np.array([[1.0, 0.0], [3.0, -1.0], [-2.0, 4.0]]),
            "keep_prob": 0.25,
        },
    ),
    misconceptions=(
        Misconception(
            "variance",
            lambda W, A, keep_prob: _mask_noise(W, A, keep_prob) ** 2,
            "This is the variance: the standard deviation is its root.",
        ),
        Misconception(
            "without the division",
            _noise(lambda p: np.sqrt(p * (1 - p))),
            "This is the noise of a mask alone, without the division: dividing by keep_prob makes "
            "the noise larger by 1/keep_prob.",
        ),
        Misconception(
            "variance without the division",
            lambda W, A, keep_prob: keep_prob * (1 - keep_prob) * ((W**2) @ (A**2)),
            "This is a variance, and that of a mask without the division by keep_prob: two steps "
            "are missing.",
        ),
        Misconception(
            "ratio upside down",
            lambda W, A, keep_prob: np.sqrt((W**2) @ (A**2) * keep_prob / (1 - keep_prob + 1e-300)),
            "The ratio is upside down: with keep_prob = 1 there is no noise, so 1 - keep_prob "
            "stands above the fraction line.",
        ),
        Misconception(
            "sum squared",
            _noise(_right, lambda W, A: np.abs(W @ A)),
            "The whole sum is squared: the masks of the units are independent, so it is their "
            "variances that add up, one square for each unit.",
        ),
        Misconception(
            "nothing squared",
            _noise(_right, lambda W, A: W @ A),
            "The products w a are added up with their signs, as if the noise of one unit could "
            "make up for another's: the units are independent, so it is their variances that add "
            "up, one square for each.",
        ),
        Misconception(
            "root without squares",
            lambda W, A, keep_prob: np.sqrt(W @ A * (1 - keep_prob) / keep_prob),
            "The products w a stand under the root as they are: a variance goes with the square "
            "of w a, and such squares are what is to be added up.",
        ),
        Misconception(
            "root of the sizes",
            lambda W, A, keep_prob: np.sqrt(np.abs(W) @ np.abs(A) * (1 - keep_prob) / keep_prob),
            "Under the root stand the sizes |w a|: a variance goes with their squares.",
        ),
        Misconception(
            "deviations added",
            _noise(_right, lambda W, A: np.abs(W) @ np.abs(A)),
            "The standard deviations of the units are added: of independent numbers the variances "
            "add up, and the root comes last.",
        ),
        Misconception(
            "weights not squared",
            lambda W, A, keep_prob: np.sqrt(np.abs(W @ A**2) * (1 - keep_prob) / keep_prob),
            "The weights are not squared: what is masked is w a, and its variance goes with "
            "(w a)².",
        ),
        Misconception(
            "weights left out",
            _noise(_right, lambda W, A: np.sqrt(np.ones_like(W) @ A**2)),
            "The weights are left out: each unit counts in z by w times its activation.",
        ),
        Misconception(
            "ratio not rooted",
            _noise(lambda p: (1 - p) / p),
            "The root is taken of the squares alone: (1 - keep_prob)/keep_prob stands under it "
            "too.",
        ),
        Misconception(
            "dropped part alone",
            _noise(lambda p: np.sqrt(1 - p)),
            "The division by keep_prob is missing under the root: what is kept is larger the less "
            "is kept, and so is its noise.",
        ),
        Misconception(
            "mean over the units",
            _noise(_right, lambda W, A: np.sqrt((W**2) @ (A**2) / W.shape[1])),
            "The mean over the units is taken: z is their sum, so the variances are summed.",
        ),
        Misconception(
            "second moment",
            lambda W, A, keep_prob: np.sqrt((W**2) @ (A**2) / keep_prob),
            "This is the root of the mean square of z's parts: a variance is the mean square "
            "less the square of the mean. With keep_prob = 1 nothing is left to chance, so 0 has "
            "to come out.",
        ),
        Misconception(
            "sizes in place of the weights' squares",
            lambda W, A, keep_prob: np.sqrt(np.abs(W) @ A**2 * (1 - keep_prob) / keep_prob),
            "The sizes of the weights are taken, and not their squares: what is masked is w a, "
            "and its variance goes with (w a)².",
        ),
        Misconception(
            "activations not squared",
            lambda W, A, keep_prob: np.sqrt(W**2 @ np.abs(A) * (1 - keep_prob) / keep_prob),
            "The activations are not squared: what is masked is w a, and its variance goes with "
            "(w a)².",
        ),
        Misconception(
            "variance of the second moment",
            lambda W, A, keep_prob: (W**2) @ (A**2) / keep_prob,
            "This is the mean square of z's parts: take away the square of their mean, and then "
            "the root.",
        ),
        Misconception(
            "keep_prob squared under the line",
            _noise(lambda p: np.sqrt(1 - p) / p),
            "The division by keep_prob stands outside of the root, or its square under it: it is "
            "(1 - keep_prob)/keep_prob of which the root is taken.",
        ),
    ),
    hints=(
        "Begin with one unit: w a d / keep_prob, where d is 1 or 0. The text has its variance for "
        "w = 1. What does the factor w do to a variance?",
        "Each unit has a coin of its own. What is the variance of a sum of independent numbers?",
        "A matrix product sums over the units before. Which two matrices have to be multiplied so "
        "that the sum runs over squares?",
    ),
    conclusion="The fewer are kept, the more z jumps; and spread over many units it jumps less.",
)
