"""A student's function in a figure: what it gives, and that it can do no harm."""

import warnings

import numpy as np
import pytest

from dlcourse.live.yours import Yours, answer, attempted, driven_by


def stub(w):
    """Not attempted yet."""
    return ...


def test_an_untouched_stub_is_not_shown():
    assert attempted(stub) is None
    assert attempted(None) is None
    assert attempted(np.abs) is np.abs


@pytest.mark.parametrize(("yours", "shown"), [(None, None), (stub, None), (np.abs, np.abs)])
def test_an_explorer_is_driven_by_what_was_attempted(yours, shown):
    def setup(figure, with_yours):
        return figure, with_yours

    def compute(a, yours):
        return a, yours

    parts = driven_by(yours, setup, compute)
    assert parts["setup"]("figure") == ("figure", shown is not None)
    assert parts["compute"](a=1) == (1, shown)


def test_the_answer_is_numbers_of_the_shape():
    assert np.array_equal(answer(lambda w, a: w - a, np.ones((1, 3)), 1, shape=(3,)), np.zeros(3))
    assert np.array_equal(answer(lambda: (1, 2), shape=(2,)), [1.0, 2.0])


def test_arguments_cannot_be_changed():
    def greedy(w):
        w[:] = 0
        return w

    w = np.ones(4)
    assert np.array_equal(answer(greedy, w, shape=(4,)), np.zeros(4))
    assert np.array_equal(w, np.ones(4))


def warns(w):
    warnings.warn("careful", stacklevel=1)
    return w


@pytest.mark.parametrize(
    ("yours", "given"),
    [
        (lambda w: w / 0, False),
        (lambda w: w[:1], False),
        (lambda w: None, False),
        (lambda w: "words", False),
        (lambda w: w.missing, False),
        (lambda w: 1e7 * w, False),
        (lambda w: {"w": w}, False),
        (warns, True),
    ],
)
def test_what_cannot_be_drawn_is_no_answer(yours, given):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert (answer(yours, np.ones(2), shape=(2,)) is not None) == given


def test_a_function_is_absent_or_failed_or_gave_numbers():
    def attempt(yours, w):
        return answer(yours, w, shape=w.shape)

    w = np.ones(2)
    absent = Yours.of(None, attempt, w)
    assert (absent.tried, absent.failed, absent.given) == (False, False, False)
    failed = Yours.of(lambda w: w / "0", attempt, w)
    assert (failed.tried, failed.failed, failed.given) == (True, True, False)
    given = Yours.of(lambda w: w + 1, attempt, w)
    assert (given.tried, given.failed, given.given) == (True, False, True)
    np.testing.assert_array_equal(given.numbers, [2, 2])


def test_an_empty_or_zero_answer_is_one():
    for numbers in (0.0, (), np.zeros(0)):
        assert Yours(True, numbers).given
        assert not Yours(True, numbers).failed
