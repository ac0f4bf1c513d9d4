"""The sentence under the playground, from curves whose story is known."""

import numpy as np
import pytest

from dlcourse.topics.start_here.explorers.verdict import verdict

T = np.arange(101)
FALLS = 0.7 * np.exp(-T / 30)
RESTS = 0.3 + 0.4 * np.exp(-T / 5)


def says(train, dev, train_error, dev_error, best=0.05, **more):
    return verdict(
        np.array([5 * T[: len(train)], train, dev]), train_error, dev_error, best, **more
    )


def test_overfitting_is_told_with_how_long_the_dev_cost_has_risen():
    dev = 0.3 + np.abs(T - 61) / 100  # lowest at moment 61, iteration 305
    words = says(FALLS, dev, 0.0, 0.12)
    assert "has been above its lowest for 195 iterations, while the train cost falls" in words
    assert "overfits" in words
    # however good the errors look
    assert says(FALLS, dev, 0.0, 0.05) == words


def test_a_dev_cost_that_hardly_rises_is_no_overfitting():
    dev = 0.3 + 0.0004 * np.abs(T - 61)
    assert "overfits" not in says(FALLS, dev, 0.0, 0.12)


def test_a_dev_cost_that_rises_with_the_train_cost_is_no_overfitting():
    both = 0.3 + np.abs(T - 61) / 100
    assert "overfits" not in says(both, both, 0.2, 0.25)


@pytest.mark.parametrize(
    "train, dev, train_error, dev_error, words",
    [
        (FALLS, FALLS, 0.04, 0.07, "about as low as it can get"),
        (FALLS, FALLS, 0.2, 0.2, "it is learning"),
        (RESTS, RESTS, 0.2, 0.2, "more units or features, or less of what holds it back"),
        (RESTS, RESTS, 0.06, 0.15, "harder for it"),
        (RESTS, RESTS, 0.06, 0.11, "within 6 points of the best"),
        (0.69 + 0 * T, 0.69 + 0 * T, 0.5, 0.5, "hardly lower than at the start"),
        (1.1 + 0 * T, 1.1 + 0 * T, 0.5, 0.5, "hardly lower than at the start"),
        (0.69 + 0.9 * 0.5**T, RESTS, 0.5, 0.5, "hardly lower than by guessing"),
        (0.5 + 0.2 * (-1.0) ** T, RESTS, 0.2, 0.2, "jumps up and down"),
    ],
)
def test_what_the_curves_say(train, dev, train_error, dev_error, words):
    assert words in says(train, dev, train_error, dev_error)


def test_before_the_first_step_and_after_the_last_number():
    assert "Nothing is learned yet" in says([0.7], [0.7], 0.5, 0.5)
    assert "beyond all bounds" in says(FALLS, FALLS, 0.0, 0.0, diverged=True)


def test_a_rough_path_to_a_good_place_is_no_fault():
    rough = 0.1 * (2 + (-1.0) ** T)
    assert "as low as it can get" in says(rough, 0.3 + 0 * T, 0.04, 0.06)
