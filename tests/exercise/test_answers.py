"""Answers as students may give them: how many are judged rightly, and how many are told why.

`answers/` has them, written from the notebooks' text. What counts is what the whole course
promises: no wrong answer passes, no right one is refused, and hardly one is turned down with
nothing but two values.
"""

import functools
import importlib
import linecache
import re

import numpy as np
import pytest

from dlcourse import topics
from dlcourse.exercise import running

VALUES_ONLY_AT_MOST = 0.10  # of the rejections; 0.15 is what was asked for


@functools.cache
def answers(kind):
    """All right or all wrong answers: pytest's parameters (exercise, function)."""
    found = []
    for topic, package in topics.every("exercises").items():
        module = importlib.import_module(f"tests.exercise.answers.{topic}")
        for name, text in getattr(module, kind).items():
            for number, body in enumerate(text.strip().split("\n\n")):
                exercise = getattr(package, name)
                function = _function(exercise, body)
                found.append(pytest.param(exercise, function, id=f"{name}-{number}"))
    return found


def _function(exercise, body):
    """The function that a cell with this body would make, its lines to be found as a cell's are."""
    source = f"def {exercise.signature}:\n" + "".join(f"    {x}\n" for x in body.split("\n"))
    filename = f"<an answer to {exercise.name}, {hash(body):x}>"
    linecache.cache[filename] = (len(source), None, source.splitlines(keepends=True), filename)
    scope = {"np": np}
    exec(compile(source, filename, "exec"), scope)
    return scope[exercise.name]


@functools.cache
def _verdict(exercise, function):
    return exercise.check(function)


@pytest.fixture
def short_limit(monkeypatch):
    """One second for those that never end."""
    monkeypatch.setattr(running, "SECONDS", 1)


def _says_only_values(verdict):
    """Whether a sentence says no more than what came, what is right, and how often it is."""
    sentence = re.sub(r" It is right in (none|\d+) of \d+ cases\..*", "", verdict.sentence)
    return (
        verdict.kind == "wrong value"
        and ". " not in sentence
        and ":" not in (sentence.replace("': ", ""))
    )


@pytest.mark.parametrize(("exercise", "function"), answers("RIGHT"))
def test_right_answers_pass(exercise, function):
    verdict = _verdict(exercise, function)
    assert verdict.passed, verdict


@pytest.mark.parametrize(("exercise", "function"), answers("WRONG"))
def test_wrong_answers_do_not_pass(exercise, function, short_limit):
    verdict = _verdict(exercise, function)
    assert not verdict.passed and verdict.attempted, verdict
    assert len(verdict.sentence) < 600
    assert sum(len(text) for _, text in verdict.rows) < 3000


def test_there_are_many_of_them():
    assert len(answers("WRONG")) >= 280 and len(answers("RIGHT")) >= 65


def test_few_rejections_say_values_only(short_limit):
    verdicts = [_verdict(*param.values) for param in answers("WRONG")]
    only = [verdict.sentence for verdict in verdicts if _says_only_values(verdict)]
    assert len(only) <= VALUES_ONLY_AT_MOST * len(verdicts), "\n".join(only)
