"""What is seen of a mistake that nobody has listed, and what the errors of numpy mean."""

import dataclasses
import re

import numpy as np
import pytest

from dlcourse import topics
from dlcourse.exercise.domain import array, cases_of, choice, layers, number, whole
from dlcourse.exercise.exercise import Exercise
from dlcourse.exercise.messages import meaning
from dlcourse.exercise.relations import _properties
from dlcourse.exercise.running import run
from dlcourse.exercise.slips import slips
from tests.exercise.mutants import mutants


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


def _mean_of_all(x):
    return np.mean(x, keepdims=True)


def _scalars(a, b):
    return a + b, a * b


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
            "wrong cases `share` is 0. In all 22 wrong cases your value is the right one times 2.",
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
        (
            lambda x, y, share, m: share * x + y / m if share else None,
            "returns None in one of its branches",
        ),
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


def _kept(x, count):
    """The first entries, the others 0; `count` is a share of them."""
    kept = np.array(x, dtype=float)
    kept[round(count * len(x)) :] = 0
    return kept


first_ones = Exercise(
    title="the first ones",
    reference=_kept,
    domain={"x": array("n"), "count": number(0, 1)},
    cases=(),
    misconceptions=(),
)


def test_the_right_code_is_not_asked_for_inputs_that_never_come():
    """A slice with -count is another thing than a negative share: no share is negative."""
    for factor in (-1, 2):
        sentence = first_ones.check(lambda x, count, f=factor: _kept(x, f * count)).sentence
        assert "count` in place of `count`" not in sentence, sentence
    assert "`1 - count` in place" in first_ones.check(lambda x, n: _kept(x, 1 - n)).sentence


def test_zeros_point_in_no_direction():
    def longer_rows(factor):
        def made(x, y, share, m):
            right = share * x + y / m
            return right * (factor(right) if x.shape[1] > 1 else 1)

        return blend.check(made).sentence

    said = "Each row has the right direction"
    assert said in longer_rows(lambda right: 2 + right[:, :1] ** 2)
    assert said not in longer_rows(lambda right: 2.0 * (np.abs(right[:, :1]) > 0.5))


@pytest.mark.parametrize(
    ("function", "words"),
    [
        (
            lambda x, y, share, m: share * x + y[:1] / m,
            "In all cases the first row is right: what is wrong stands after it.",
        ),
        (
            lambda x, y, share, m: share * x + y.ravel()[0] / m,
            "In all cases the first entry is right: what is wrong stands after it.",
        ),
        (
            lambda x, y, share, m: np.where(x * (share * x + y / m) < 0, -5.5, share * x + y / m),
            "All wrong entries stand where `x` and the right value have opposite signs.",
        ),
        (
            lambda x, y, share, m: (share * x + y / m).astype(x.dtype),
            "and `np.zeros_like` hold whole numbers too",
        ),
    ],
)
def test_places_are_told_in_words_that_can_be_read(function, words):
    verdict = blend.check(function)
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


def test_that_labels_repeat_is_nothing_special():
    equal = "two entries of `Y` are equally large"
    assert equal not in set(_properties({"Y": np.array([0, 1, 1, 0])}))
    assert equal in set(_properties({"Y": np.array([0.5, -0.5])}))


def test_a_number_in_place_of_an_array_of_one_is_told_as_that():
    one = Exercise(
        title="a mean",
        reference=_mean_of_all,
        domain={"x": array("n", "k")},
        cases=(),
        misconceptions=(),
    )
    assert "the right one as a plain number, not in an array" in one.check(np.mean).sentence


def test_none_in_the_place_of_a_number_is_told():
    def sometimes(x, parts):
        return (2 * x if x.size > 1 else None), _pair(x, parts)[1]

    scalars = Exercise(
        title="two numbers",
        reference=_scalars,
        domain={"a": number(0, 3), "b": number(0, 3)},
        cases=(),
        misconceptions=(),
    )
    verdict = scalars.check(lambda a, b: (None if a > 1 else a + b, a * b))
    assert "returns None where a number is expected, in `result[0]`" in verdict.sentence
    assert "Only `result[0]` is wrong" in verdict.sentence
    assert "returns None" in pair.check(sometimes).sentence


def test_nothing_is_claimed_of_a_function_that_fails_on_other_inputs():
    """A sentence on what does not matter is about results, not about errors or opaque objects."""

    def picky(x, y, share, m):
        if m not in (1, 2, 3, 4, 5, 6, 7, 8, 9):
            raise ValueError
        return 7 * x - y * m**2

    assert "Whatever `m`" not in blend.check(picky).sentence
    assert "Whatever" not in blend.check(lambda x, y, share, m: iter(x)).sentence


# What is said has to be true


def _named(name):
    """An exercise without its list of mistakes: what is said is what is seen."""
    packages = topics.every("exercises").values()
    (exercise,) = [getattr(package, name) for package in packages if name in package.__all__]
    return dataclasses.replace(exercise, misconceptions=())


def _sigmoid(Z):
    return 1 / (1 + np.exp(-Z))


def _logistic(answer, dW=lambda error, X: error @ X.T):
    def logistic_gradient(W, b, X, Y):
        error = (answer(W @ X + b) - Y) / Y.size
        return dW(error, X), error.sum(axis=1, keepdims=True)

    return logistic_gradient


def _descent(size, power=0):
    def averaged_descent(theta, X, y, days, learning_rate, beta):
        v = np.zeros(len(theta))
        for i in days:
            gradient = X[:, i] @ (theta @ X[:, i] - y[i]) / size(i, y)
            theta = theta - learning_rate * gradient
            v = beta * v + (1 - beta) * theta
        return v / np.float64(1 - beta ** (len(days) + power))

    return averaged_descent


def _ends_where_flat(slope, start, learning_rate, steps):
    places = [start]
    for _ in range(steps):
        if slope(places[-1]) == 0:
            break
        places.append(places[-1] - learning_rate * slope(places[-1]))
    return np.array(places)


def _no_rows_of_zeros(W, amount):
    length = np.linalg.norm(W, axis=1, keepdims=True)
    return W * np.maximum(length - amount, 0) / length


@pytest.mark.parametrize(
    ("name", "function", "never"),
    [
        # with keep_prob = 1 the right value is 0, of which no factor makes anything else
        (
            "mask_noise",
            lambda W, A, keep_prob: np.sqrt(W**2 @ A**2 * (1.1 - keep_prob) / keep_prob),
            "times one factor",
        ),
        # W has a single row in every case
        (
            "logistic_gradient",
            _logistic(_sigmoid, lambda error, X: X @ error.T),
            "a single row",
        ),
        # the number of the weights matters, if nothing else
        (
            "delay_and_noise",
            lambda weights: ((len(weights) - 1) / 2, 1 / np.sqrt(len(weights))),
            "Whatever `weights` is",
        ),
        # right by accident in one or two cases
        ("averaged_descent", _descent(lambda i, y: len(y)), "single entry"),
        ("logistic_gradient", _logistic(lambda Z: _sigmoid(-Z)), "`X` is 0 everywhere"),
        (
            "logistic_gradient",
            _logistic(lambda Z: _sigmoid(np.clip(Z, -3, 3))),
            "`X` is 0 everywhere",
        ),
        (
            "l2_cost",
            lambda J, parameters, lambd, m: (
                J + lambd / (2 * m) * sum(np.sum(p["W"] @ p["W"].T) for p in parameters)
            ),
            "`data_cost` is 0",
        ),
        ("descend", _ends_where_flat, "`learning_rate` is above 1"),
        # 0 everywhere is right whatever the slope is
        ("swish_backward", lambda dA, Z: dA * (Z * _sigmoid(Z) - 3), "`dA` is 0 everywhere"),
        # only where the right value is 0 everywhere are no entries wrong
        (
            "mask_noise",
            lambda W, A, keep_prob: np.sqrt(np.abs(W) @ A**2 * (1 - keep_prob) / keep_prob),
            "right value is positive",
        ),
    ],
)
def test_what_held_by_accident_is_not_said(name, function, never):
    verdict = _named(name).check(function)
    assert not verdict.passed and never not in verdict.sentence, verdict.sentence


@pytest.mark.parametrize(
    ("name", "function"),
    [
        ("averaged_descent", _descent(lambda i, y: len(i), power=-1)),
        ("shrink_rows", _no_rows_of_zeros),
    ],
)
def test_a_nan_in_the_right_shape_is_a_wrong_value(name, function):
    verdict = _named(name).check(function)
    assert verdict.kind == "wrong value"
    assert "gives NaN" in verdict.sentence or "gives ∞" in verdict.sentence


@pytest.mark.parametrize(
    ("function", "words"),
    [
        (lambda x, y, share, m: share * x + m / y, "a fraction upside down"),
        (lambda x, y, share, m: share * x + (y / m) ** 2, "one part squared"),
        (lambda x, y, share, m: share * (x + y / m), "parentheses in another place"),
    ],
)
def test_a_slip_of_the_hand_is_found(function, words):
    sentence = blend.check(function).sentence
    assert f"what right code gives with one slip in it: {words}." in sentence, sentence


def test_of_a_pair_the_part_with_the_slip_is_named():
    sentence = _named("graph_gradient").check(lambda a, b, c: (b * c, b * c, (a + b) * b)).sentence
    assert "Only `result[1]` is wrong, the rest is right. In every case this is" in sentence


def test_nearly_right_is_said_with_the_largest_difference():
    sentence = blend.check(lambda x, y, share, m: share * x + y / (m + 1e-3)).sentence
    assert "it is nearly right, nowhere off by more than 0.00" in sentence


def test_the_size_from_which_on_it_goes_wrong_is_said():
    def clipped(x, y, share, m):
        return share * np.clip(x, -3, 3) + y / m + 0 * x

    def late(x, y, share, m):
        return share * x + y / m + (np.abs(y).max() > 3.5)

    assert "the largest size in `x` is at least" in blend.check(clipped).sentence
    sentence = blend.check(late).sentence
    assert re.search(r"just where the largest size in `y` is at least (3\.[5-9]|4)", sentence), (
        sentence
    )


_CLAIMS = (
    (r"goes wrong in the cases where (.*), and is right in all others", True, True),
    (r"In all \d+ wrong cases ((?:`|a |two |the entries of).*?)\.(?: |$)", True, False),
    (r"is right in the cases where (.*?)(?: and in those where (.*))?\.$", False, True),
)


@pytest.mark.parametrize(
    "exercise",
    [
        pytest.param(getattr(package, name), id=name)
        for package in topics.every("exercises").values()
        for name in package.__all__
        if hasattr(getattr(package, name), "reference")
    ],
)
def test_what_is_said_of_the_wrong_cases_holds_on_inputs_that_nobody_looked_at(exercise):
    """Of some mutants: the cases where it is said to be wrong, or right, are tried anew."""
    bare = dataclasses.replace(exercise, misconceptions=())
    others = cases_of(exercise.domain, 60, start=99)
    rights = [run(exercise.reference, case) for case in others]
    for text, function in list(mutants(exercise.reference))[::30]:
        sentence = bare.check(function).sentence
        for pattern, if_wrong, if_right in _CLAIMS:
            if not (found := re.search(pattern, sentence)):
                continue
            where = {part for part in found.groups() if part}
            if re.search(r" at (least|most) [-\d]", sentence):
                continue
            for case, right in zip(others, rights, strict=True):
                one = run(function, case, 1)
                bad = one.error or exercise.judge(case, one.value, right.value) is not None
                there = bool(where & set(_properties(case)))
                assert not (bad and not there and if_wrong), (text, sentence, case)
                assert not (bad and there and not if_wrong), (text, sentence, case)
                if if_wrong and if_right:
                    assert bool(bad) == there, (text, sentence, case)


def test_every_reference_has_slips_and_none_of_them_is_the_reference():
    for package in topics.every("exercises").values():
        for exercise in (getattr(package, name) for name in package.__all__):
            if hasattr(exercise, "reference"):
                says = [text for text, _ in slips(exercise.reference)]
                assert len(says) > 20 and all(text[-1] != "." for text in says), exercise.name
    assert slips(lambda x: x) == () == slips(np.sum)


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
