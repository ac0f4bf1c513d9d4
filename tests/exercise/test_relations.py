"""What is seen of a mistake that nobody has listed, and what the errors of numpy mean."""

import numpy as np
import pytest

from dlcourse.exercise.domain import array, choice, layers, number, whole
from dlcourse.exercise.exercise import Exercise
from dlcourse.exercise.messages import meaning


def _blend(x, y, share, m):
    """share · x + y / m."""
    return share * x + y / m


blend = Exercise(
    title="a blend",
    reference=_blend,
    domain={
        "x": array("n", "k", whole=True),
        "y": array("n", "k"),
        "share": number(0, 1),
        "m": whole(1, 9),
    },
    cases=(),
    misconceptions=(),
)


def _running(v, train):
    """Sums of the first entries, in training only."""
    return np.cumsum(v) if train else v + 0.5


running_sums = Exercise(
    title="sums",
    reference=_running,
    domain={"v": array("T"), "train": choice(True, False)},
    cases=(),
    misconceptions=(),
)


def _pair(x, parts):
    """Twice x, and the layers with W negated."""
    return 2 * x, [{"W": -part["W"], "b": part["b"]} for part in parts]


pair = Exercise(
    title="a pair",
    reference=_pair,
    domain={"x": array("n"), "parts": layers()},
    cases=(),
    misconceptions=(),
)


@pytest.mark.parametrize(
    ("function", "words"),
    [
        (lambda x, y, share, m: -(share * x + y / m), "the right one with the opposite sign"),
        (lambda x, y, share, m: 2 * (share * x + y / m), "the right one times 2"),
        (lambda x, y, share, m: (share * x + y / m) / m, "the right one divided by `m`"),
        (lambda x, y, share, m: (share * x + y / m).T, "the right one transposed"),
        (lambda x, y, share, m: share * x + y / m + 1, "the right one plus 1"),
        (lambda x, y, share, m: share * x + y / m - x, "the right one minus `x`"),
        (lambda x, y, share, m: np.abs(share * x + y / m), "the right one's absolute value"),
        (lambda x, y, share, m: np.round(share * x + y / m, 1), "rounded to one decimal"),
        (lambda x, y, share, m: np.sum(share * x + y / m), "the sum of the right one's entries"),
        (lambda x, y, share, m: x, "it gives back `x` as it came"),
        (
            lambda x, y, share, m: share * x,
            "Whatever numbers stand in `y`, your result was the same",
        ),
        (lambda x, y, share, m: share * y + x / m, "right with `x` and `y` swapped"),
        (lambda x, y, share, m: (1 - share) * x + y / m, "`1 - share` in place of `share`"),
        (lambda x, y, share, m: x + y / m, "`share = 1`, as if it were not there"),
        (lambda x, y, share, m: share * x + y / 3, "Whatever `m` is, your result was the same"),
        (lambda x, y, share, m: share * x + y * m, "`1 / m` in place of `m`"),
        (lambda x, y, share, m: share * np.abs(x) + y / m, "absolute values of `x`"),
        (
            lambda x, y, share, m: (share * x + y / m).astype(x.dtype),
            "the entries of `x` are whole numbers by their type",
        ),
        (
            lambda x, y, share, m: (share * x + y / m) * (1 if share else 2),
            "in the cases where `share` is 0, and is right in all others. In all",
        ),
        (
            lambda x, y, share, m: np.where(
                np.arange(x.size).reshape(x.shape) == 0, 9, share * x + y / m
            ),
            "All wrong entries stand where the first entry is.",
        ),
        (
            lambda x, y, share, m: np.where(y < 0, 9, share * x + y / m),
            "All wrong entries stand where `y` is negative.",
        ),
        (lambda x, y, share, m: share * x + y / m + x**2 + 1, "what is wrong is too large"),
        (lambda x, y, share, m: share * x + y / m if share else None, "without a `return`"),
    ],
)
def test_what_holds_in_all_wrong_cases_is_said(function, words):
    verdict = blend.check(function)
    assert not verdict.passed and words in verdict.sentence, verdict.sentence


@pytest.mark.parametrize(
    ("function", "words"),
    [
        (lambda v, train: np.cumsum(v)[::-1] if train else v + 0.5, "in reversed order"),
        (lambda v, train: np.cumsum(v), "what is right for the opposite of `train`"),
        (lambda v, train: np.cumsum(v) if not train else v + 0.5, "the opposite of `train`"),
        (lambda v, train: (np.cumsum(v) if train else v + 0.5)[:-1], "without its last entry"),
        (lambda v, train: (np.cumsum(v) if train else v + 0.5)[-1], "last entry alone"),
        (
            lambda v, train: np.append(0, (np.cumsum(v) if train else v + 0.5)[:-1]),
            "one place late, with 0 in front",
        ),
    ],
)
def test_order_and_places_are_seen(function, words):
    verdict = running_sums.check(function)
    assert not verdict.passed and words in verdict.sentence, verdict.sentence


def test_of_several_parts_the_wrong_one_is_named():
    def first(x, parts):
        return 6 * x, _pair(x, parts)[1]

    def weights(x, parts):
        return 2 * x, [{"W": -2 * part["W"], "b": part["b"]} for part in parts]

    said = pair.check(first).sentence
    assert "Only `result[0]` is wrong, the rest is right. Where it is wrong it is" in said
    assert "the right one times 3" in said
    said = pair.check(weights).sentence
    assert "wrong, the rest is right" in said and "the right one times 2" in said


def test_nothing_is_claimed_of_a_function_that_fails_on_other_inputs():
    """A sentence on what does not matter is about results, not about errors or opaque objects."""

    def picky(x, y, share, m):
        if m not in (1, 2, 3, 4, 5, 6, 7, 8, 9):
            raise ValueError
        return 7 * x - y * m**2

    assert "Whatever `m`" not in blend.check(picky).sentence
    assert "Whatever" not in blend.check(lambda x, y, share, m: iter(x)).sentence


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: 1 if np.ones(2) > 0 else 0, "want one answer"),
        (lambda: max(np.ones(2), 0), "np.maximum"),
        (lambda: np.ones((2, 3)) + np.ones((3, 2)), "here (2,3) (3,2) meet"),
        (lambda: np.ones((2, 3)) @ np.ones((2, 3)), "they are 3 and 2"),
        (lambda: np.dot(np.ones((2, 3)), np.ones((2, 3))), "here (2,3) meets (2,3)"),
        (lambda: np.ones(3)[3], "counts from 0"),
        (lambda: [1, 2][2], "counts from 0"),
        (lambda: [1, 2] * 0.5, "Lists and dicts do not calculate"),
        (lambda: [1, 2] - np.float64(1) if False else [1] - [2], "Lists and dicts"),
        (lambda: np.ones(3)[0.5], "whole numbers"),
        (lambda: range(2.0), "whole numbers"),
        (lambda: float(np.ones(2)), "One number is wanted"),
        (lambda: np.arange(3).__isub__(0.5), "makes a new array"),
        (lambda: np.arange(1, 3) ** np.array([-1, 1]), "negative powers"),
        (lambda: np.ones(2) ^ np.ones(2), "writes a power as"),
        (lambda: np.ones(2)(0), "square ones"),
        (lambda: [1].append(2) + 1, "Something is None"),
        (lambda: {"W": 1}["w"], "no key 'w'"),
        (lambda: 1 / 0, "under the fraction line"),
        (lambda: [1].shape, "np.array(…)` makes an array"),
        (lambda: np.ones(2).append(1), "has no `append`"),
        (lambda: round(np.ones(2)), "np.round"),
        (lambda: np.max(np.array([])), "no entry to look at"),
        (lambda: undefined_name, "Is `undefined_name` spelled"),  # noqa: F821
        (lambda: ~np.array([True]) - np.array([True]), "`~mask` inverts"),
    ],
)
def test_numpys_messages_are_translated(make, words):
    with pytest.raises(Exception) as caught:
        make()
    assert words in meaning(caught.value), (caught.value, meaning(caught.value))


def test_an_unknown_error_has_to_do_with_its_own_words():
    assert meaning(ValueError("something of its own")) == ""
