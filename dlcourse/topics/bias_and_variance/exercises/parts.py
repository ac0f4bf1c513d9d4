"""Bias² and variance of many fits, whose errors a simulation knows."""

import numpy as np

from dlcourse.exercise.domain import array
from dlcourse.exercise.exercise import Exercise, Misconception


def _bias_and_variance(predictions, truth):
    """bias² and variance, two numbers, of predictions (sets, places) of the truth (places,)."""
    mean = predictions.mean(axis=0)
    bias2 = np.mean((mean - truth) ** 2)
    variance = np.mean((predictions - mean) ** 2)
    return bias2, variance


def _with(
    mean=lambda predictions: predictions.mean(axis=0),
    bias2=lambda mean, truth, predictions: np.mean((mean - truth) ** 2),
    variance=lambda mean, truth, predictions: np.mean((predictions - mean) ** 2),
):
    """Both parts, with one of the steps done in another way."""

    def bias_and_variance(predictions, truth):
        middle = mean(predictions)
        return bias2(middle, truth, predictions), variance(middle, truth, predictions)

    return bias_and_variance


def _swapped(predictions, truth):
    return _bias_and_variance(predictions, truth)[::-1]


bias_and_variance = Exercise(
    title="bias² and variance of many fits",
    reference=_bias_and_variance,
    domain={"predictions": array("sets", "places"), "truth": array("places")},
    cases=(
        {"predictions": np.array([[1.0], [3.0]]), "truth": np.array([5.0])},
        {
            "predictions": np.array([[1.0, 2.0], [3.0, 7.0], [2.0, 0.0]]),
            "truth": np.array([1.0, 2.5]),
        },
    ),
    misconceptions=(
        Misconception(
            "bias not squared",
            _with(bias2=lambda mean, truth, predictions: np.mean(mean - truth)),
            "The bias is not squared: where the mean is too high at one place and too low at "
            "another, the two would cancel.",
        ),
        Misconception(
            "mean first, then squared",
            _with(bias2=lambda mean, truth, predictions: np.mean(mean - truth) ** 2),
            "The bias is averaged over the places before it is squared: square at each place, "
            "then take the mean.",
        ),
        Misconception(
            "error of single fits",
            _with(bias2=lambda mean, truth, predictions: np.mean((predictions - truth) ** 2)),
            "In place of bias² this is the mean squared error of the single fits, which holds the "
            "variance as well: bias² looks at their mean.",
        ),
        Misconception(
            "spread about the truth",
            _with(variance=lambda mean, truth, predictions: np.mean((predictions - truth) ** 2)),
            "The variance is measured from the truth: that holds bias² as well. It is the spread "
            "about the fits' own mean.",
        ),
        Misconception(
            "standard deviation",
            _with(
                variance=lambda mean, truth, predictions: np.mean(
                    np.sqrt(np.mean((predictions - mean) ** 2, axis=0))
                )
            ),
            "The spread is not squared: this is the standard deviation, the root of the variance.",
        ),
        Misconception(
            "mean along the places",
            _with(mean=lambda predictions: predictions.mean(axis=1, keepdims=True)),
            "The mean is taken along the places: it is the training sets, the rows, that are to be "
            "averaged, at each place by itself.",
        ),
        Misconception(
            "one mean for all",
            _with(mean=lambda predictions: predictions.mean()),
            "There is one mean of all numbers: each place has a mean of its own, over the sets.",
        ),
        Misconception(
            "sums over the places",
            _with(
                bias2=lambda mean, truth, predictions: np.sum((mean - truth) ** 2),
                variance=lambda mean, truth, predictions: np.sum(
                    np.mean((predictions - mean) ** 2, axis=0)
                ),
            ),
            "Both are summed over the places: the mean over the places is wanted.",
        ),
        Misconception("swapped", _swapped, "The two stand in the other order: bias² is first."),
    ),
    hints=(
        "Each row is one fit, each column one place. Which axis goes when you ask what the fits "
        "say on average at each place?",
        "Both parts are means of squares. What is squared is a distance: once of the mean fit from "
        "the truth, once of every fit from the mean fit.",
    ),
    conclusion="Add the noise, and you have the error on new measurements.",
)
