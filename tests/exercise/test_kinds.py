"""The other kinds of exercises: to mend, to test, to extend, to choose."""

import ast
import dataclasses
import json
import re
import time
import types
from pathlib import Path

import numpy as np
import pytest

import dlcourse as dl
from dlcourse import topics
from dlcourse.evidence import paired_difference
from dlcourse.exercise import limits, running
from dlcourse.exercise.asked import Asked
from dlcourse.exercise.counterexample import Counterexample
from dlcourse.exercise.mend import Mend
from dlcourse.exercise.running import is_stub, same_code
from dlcourse.exercise.verdict import KINDS
from dlcourse.topics.dropout.exercises import dropout_forward, dropout_gradient
from dlcourse.topics.exponentially_weighted_averages.exercises import ewa
from dlcourse.topics.regularization.exercises import (
    choose_lambda,
    counterexample,
    early_stopping,
    l1_step,
    l2_cost,
    prune,
)

SOURCES = Path(__file__).parents[2] / "notebooks" / "src"


def functions_of(number):
    """The functions that a notebook's cells define, by name; nothing else of it is run."""
    (path,) = SOURCES.glob(f"{number}_*.py")
    found = {}
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef):
            exec(ast.unparse(node), scope := {"np": np})
            found[node.name] = scope[node.name]
    return found


NUMBERS = sorted(path.name[:2] for path in SOURCES.glob("[0-9][0-9]_*.py"))
NOTEBOOKS = {number: functions_of(number) for number in NUMBERS}


def all_asked():
    for topic, package in topics.every("exercises").items():
        for name in package.__all__:
            yield pytest.param(getattr(package, name), id=f"{topic}.{name}")


@pytest.mark.parametrize("asked", list(all_asked()))
def test_the_notebooks_cell_is_open_and_says_so(asked):
    # a later notebook may have a function of that name of its own
    function = next(found[asked.name] for found in NOTEBOOKS.values() if asked.name in found)
    verdict = asked.check(function)
    assert isinstance(asked, Asked) and isinstance(asked, Mend) != is_stub(function)
    assert verdict.kind == "open" and not verdict.attempted and verdict.hints == asked.hints
    assert "not attempted yet" in verdict.sentence


@pytest.mark.parametrize("asked", list(all_asked()))
def test_a_verdict_is_read_by_programs(asked):
    verdict = asked.check(lambda *arguments: 3)
    record = json.loads(json.dumps(verdict.record()))
    assert record["exercise"] == asked.name and record["kind"] == verdict.kind
    assert verdict.kind in KINDS and record["sentence"] == verdict.sentence
    assert (verdict.kind == "misconception") == bool(record["misconception"])


@pytest.mark.parametrize("asked", list(all_asked()))
def test_no_call_and_other_parameters_are_refused(asked):
    assert asked.check(3.0).kind == "refused"
    assert "no parentheses after the name" in asked.check(3.0).sentence
    verdict = asked.check(lambda *, only_by_name: 0)
    assert verdict.kind == "refused" and "keep the line that begins" in verdict.sentence


# Mend


def test_the_given_code_is_that_of_the_notebook_and_wrong():
    given = NOTEBOOKS["04"]["l1_step"]
    assert same_code(given, l1_step.given) and not same_code(given, l1_step.reference)
    assert not is_stub(given)  # so its curve is drawn
    text = l1_step.check(given).sentence
    assert text.startswith("`l1_step` is not attempted yet: it is as it was given, and wrong.")


HERE = """
def f(x):
    total = 0
    for i in np.arange(3):
        if i > 1:
            total += np.sign(x)
            total += 1
    return total
"""


def compiled(text):
    exec(text, scope := {"np": np})
    return scope["f"]


def test_a_loop_is_known_again_wherever_numpy_was_imported():
    """With its import in the same file, the compiler calls `np.sign` by another instruction."""
    assert same_code(compiled(HERE), compiled("import numpy as np\n" + HERE))


def test_a_line_moved_out_of_a_condition_is_a_change():
    """The steps are the same and in the same order; only a jump goes to another place."""
    moved = HERE.replace("            total += 1", "        total += 1")
    assert not same_code(compiled(HERE), compiled(moved))
    assert not same_code(compiled(HERE), compiled("import numpy as np\n" + moved))


def test_one_change_mends_it():
    def mended(w, dw, learning_rate, lambd, m):
        """The weights after one step, an array like w."""
        stepped = w - learning_rate * dw
        threshold = learning_rate * lambd / m
        return np.sign(stepped) * np.maximum(np.abs(stepped) - threshold, 0)

    def written_anew(w, dw, learning_rate, lambd, m):
        w = w - learning_rate * dw
        t = learning_rate * lambd / m
        return w - np.clip(w, -t, t)

    assert l1_step.check(mended).passed and "lines" not in l1_step.check(mended).sentence
    verdict = l1_step.check(written_anew)
    assert verdict.passed
    assert verdict.sentence.endswith("You changed 3 lines, and one would have done.")


def test_a_change_that_changes_nothing_is_told():
    def moved(w, dw, learning_rate, lambd, m):
        stepped = w - dw * learning_rate
        return np.sign(stepped) * np.maximum(np.abs(w) - lambd * learning_rate / m, 0)

    verdict = l1_step.check(moved)
    assert verdict.kind == "unchanged"
    assert "still computes what it did when it was given" in verdict.sentence
    assert l1_step.symptom in verdict.sentence
    other = l1_step.check(lambda w, dw, learning_rate, lambd, m: w - learning_rate * dw)
    assert other.kind == "wrong value" and "`lambd = 0`" in other.sentence


def test_the_symptom_is_true():
    w, dw = np.array([0.5, -0.3]), np.array([0.1, -0.2])
    one, other = (l1_step.given(w, factor * dw, 0.01, 0.1, 1) for factor in (1, 9))
    np.testing.assert_array_equal(one, other)
    right = l1_step.reference
    assert not np.allclose(right(w, dw, 0.01, 0.1, 1), right(w, 9 * dw, 0.01, 0.1, 1))


# Test


def test_the_wrong_code_is_that_of_the_notebook():
    assert same_code(NOTEBOOKS["04"]["by_threshold"], counterexample.wrong)


@pytest.mark.parametrize(
    ("W", "fraction"),
    [
        ([[1.0, -1.0]], 0.5),
        (np.array([[2, 2], [2, 2]]), 0.25),
        (np.array([[0.5, -0.5, 3.0]]), 0.34),
        (((1, 1), (1, 5)), 0.5),
    ],
)
def test_matrices_with_a_tie_at_the_threshold_tell(W, fraction):
    verdict = counterexample.check(lambda: (W, fraction))
    assert verdict.passed and verdict.sentence.startswith("Found: ")
    assert {"W", "fraction", "wrong code", "right"} == dict(verdict.rows).keys()
    W = np.array(W)
    gone = np.sum(counterexample.wrong(W, fraction) == 0)
    assert gone != round(fraction * W.size)


@pytest.mark.parametrize(
    ("W", "fraction", "name"),
    [
        ([[1.0, -1.0]], 0.0, "nothing removed"),
        ([[1.0, 2.0], [3.0, 3.0]], 0.1, "nothing removed"),
        ([[1.0, -1.0]], 1.0, "all removed"),
        ([[1.0, 2.0], [3.0, 4.0]], 0.5, "no equal sizes"),
        ([[0.0, 0.0], [3.0, 4.0]], 0.25, "equal zeros"),
        ([[1.0, 1.0], [3.0, 4.0]], 0.5, "equal sizes elsewhere"),
        ([[1.0, 2.0], [4.0, 4.0]], 0.25, "equal sizes elsewhere"),
    ],
)
def test_other_matrices_hear_why_they_do_not_tell(W, fraction, name):
    verdict = counterexample.check(lambda: (W, fraction))
    assert (verdict.kind, verdict.misconception) == ("misconception", name)


@pytest.mark.parametrize(
    ("returns", "kind", "words"),
    [
        (3, "wrong shape", "`return W, fraction`"),
        (None, "wrong shape", "returns None"),
        ((0.5, [[1.0]]), "refused", "matrix of numbers"),
        (([1.0, 1.0], 0.5), "refused", "matrix of numbers"),
        (([["a"]], 0.5), "refused", "matrix of numbers"),
        (([[1.0], [1.0, 2.0]], 0.5), "refused", "These are no inputs"),
        (([[np.nan, 1.0]], 0.5), "refused", "finite"),
        (([[1.0, 1.0]], 50), "refused", "between 0 and 1, and 50 does not"),
        ((np.zeros((20, 20)), 0.5), "refused", "at most a hundred"),
        (([[1.0, 1.0]], [0.5]), "refused", "one number"),
        ((iter([]), 0.5), "wrong shape", "iterator"),
    ],
)
def test_what_is_no_input_is_refused(returns, kind, words):
    verdict = counterexample.check(lambda: returns)
    assert verdict.kind == kind and words in verdict.sentence


def test_a_counterexample_that_stops_is_told(monkeypatch):
    monkeypatch.setattr(running, "SECONDS", 0.3)

    def stops():
        return np.array([[1.0, 1.0]]) @ np.ones(3), 0.5

    def hangs():
        while True:
            pass

    assert counterexample.check(stops).kind == "error"
    assert counterexample.check(hangs).kind == "time"


def test_the_right_code_passes_where_the_wrong_one_fails():
    W = np.array([[1.0, -1.0], [1.0, 2.0]])
    case = {"W": W, "fraction": 0.5}
    for function, right in ((prune.reference, True), (counterexample.wrong, False)):
        said = prune.judge(case, function(**case), prune.reference(**case))
        assert (said is None) == right


# Extend


def _copy(function):
    return types.FunctionType(function.__code__.replace(), function.__globals__)


def test_the_readers_gradient_trains_networks_below_the_stated_error():
    before = time.process_time()
    verdict = dropout_gradient.check(_copy(dropout_gradient.reference))
    assert time.process_time() - before < 2
    assert verdict.passed
    found = re.search(r"error of 8 seeds is (1[23]\.\d) %, below 14 %", verdict.sentence)
    assert found, verdict.sentence


def test_what_is_stated_about_the_runs_without_dropout_is_true():
    def undropped(parameters, X, Y, keep_prob, rng):
        return dropout_gradient.reference(parameters, X, Y, 1.0, rng)

    errors = dropout_gradient.train(undropped)
    assert np.mean(errors) == pytest.approx(dropout_gradient.without, abs=0.003)
    dropped = dropout_gradient.train(dropout_gradient.reference)
    assert np.mean(dropped) < dropout_gradient.reach - 0.005
    assert paired_difference(dropped, errors).high < 0


def test_the_gradient_is_that_of_a_network_with_the_same_masks():
    layers = [dl.Dense(2, 5), dl.ReLU(), dl.Dropout(0.6), dl.Dense(5, 1)]
    network = dl.Network(layers, dl.BinaryCrossEntropy())
    theta = network.initialize(np.random.default_rng(0)) + 0.1
    X, Y = np.random.default_rng(1).normal(size=(2, 7)), np.array([[1.0, 0, 1, 1, 0, 0, 1]])
    masks = [np.random.default_rng(2) for _ in range(2)]
    _, dtheta = network.cost_and_gradient(theta, X, Y, True, masks[0])
    parameters = [layer for layer in network.unpack(theta) if layer]
    mine = dropout_gradient.reference(parameters, X, Y, 0.6, masks[1])
    theirs = [layer for layer in network.unpack(dtheta) if layer]
    for one, other in zip(mine, theirs, strict=True):
        np.testing.assert_allclose(one["W"], other["W"], atol=1e-12)
        np.testing.assert_allclose(one["b"], other["b"], atol=1e-12)


def test_a_function_that_is_right_once_and_fails_in_training_is_told():
    def too_small(parameters, X, Y, keep_prob, rng):
        if X.shape[1] > 50:
            return [{"W": 0 * p["W"], "b": 0 * p["b"]} for p in parameters]
        return dropout_gradient_again(parameters, X, Y, keep_prob, rng)

    def stops(parameters, X, Y, keep_prob, rng):
        assert X.shape[1] < 50
        return dropout_gradient_again(parameters, X, Y, keep_prob, rng)

    dropout_gradient_again = _copy(dropout_gradient.reference)
    verdict = dropout_gradient.check(too_small)
    assert verdict.kind == "not shown" and "more than 14 %" in verdict.sentence
    verdict = dropout_gradient.check(stops)
    assert verdict.kind == "error" and "training" in verdict.sentence


def test_a_function_that_waits_for_another_says_so():
    def other(A):
        return ...

    def waits(parameters, X, Y, keep_prob, rng):
        A, D = other(X)
        return A * D

    verdict = dropout_gradient.check(waits)
    assert verdict.kind == "open" and "comes upon a `...`" in verdict.sentence


# Choose


@pytest.mark.parametrize(
    ("lambd", "kind", "words"),
    [
        (2, "passed", "the choice holds"),
        (1, "passed", "points lower (95 % interval"),
        (0.45, "not shown", "The interval covers 0"),
        (10, "not shown", "your choice does harm"),
        (0.5, "refused", "nothing is compared"),
        (-1, "refused", "cannot be tried"),
        (np.nan, "refused", "cannot be tried"),
        ("2", "refused", "cannot be tried"),
        (None, "refused", "cannot be tried"),
    ],
)
def test_a_choice_is_judged_by_ten_pairs(lambd, kind, words):
    verdict = choose_lambda.check(lambda: ((lambd, range(10)), (0.5, range(10))))
    assert verdict.kind == kind and words in verdict.sentence


def _fresh(choose):
    """The same question, of which nobody has tried a seed yet."""
    return dataclasses.replace(choose)


def test_its_interval_is_that_of_the_runs():
    fresh = _fresh(choose_lambda)
    verdict = fresh.check(lambda: ((2, list(range(10))), (0.5, np.arange(10))))
    errors = [[fresh.error(value, seed) for seed in range(10)] for value in (2, 0.5)]
    assert paired_difference(*errors).in_points() in verdict.sentence
    assert dict(verdict.rows).keys() == {"dev error, λ = 2", "dev error, λ = 0.5"}


@pytest.mark.parametrize(
    ("returns", "words"),
    [
        (((2, range(10)), (0.5, range(10, 20))), "Pairs share a seed"),
        (((2, range(10)), (0.5, range(11))), "Pairs share a seed"),
        (((2, range(10)), (0.5, range(9, -1, -1))), "another order"),
        (((2, range(5)), (0.5, range(5))), "5 seeds: take at least 10"),
        (((2, range(50)), (0.5, range(50))), "at most 20"),
        (((2, [1] * 10), (0.5, [1] * 10)), "occurs twice"),
        (((2, [0.5] * 10), (0.5, [0.5] * 10)), "whole numbers"),
        (((2, range(10)), (1, range(10))), "beats λ = 0.5"),
        (((2, range(10)), (2, range(10))), "nothing is compared"),
        ((2, range(10)), "two pairs"),
        (2, "two pairs"),
        (((2, 10), (0.5, 10)), "two pairs"),
        (None, "two pairs"),
        (((2, range(10**9)), (0.5, range(10**9))), "two pairs"),
    ],
)
def test_an_unfair_comparison_is_refused(returns, words):
    verdict = choose_lambda.check(lambda: returns)
    assert verdict.kind == "refused" and words in verdict.sentence


@pytest.mark.parametrize("seeds", [range(100, 110), range(104, 114)])
def test_the_seeds_that_the_text_chooses_with_are_not_accepted(seeds):
    verdict = _fresh(choose_lambda).check(lambda: ((3, seeds), (0.5, seeds)))
    assert verdict.kind == "refused" and "have had no part in the choice" in verdict.sentence


def test_seeds_that_the_reader_has_chosen_with_are_not_accepted():
    fresh = _fresh(choose_lambda)
    assert fresh.check(lambda: ((3, range(10)), (0.5, range(10)))).passed
    for seed in (3, 7):
        assert 0 <= fresh.error(3.0, seed) <= 1
    verdict = fresh.check(lambda: ((3, range(10)), (0.5, range(10))))
    assert verdict.kind == "refused" and "The seeds 3, 7 were there" in verdict.sentence
    assert fresh.check(lambda: ((3, range(8, 18)), (0.5, range(8, 18)))).passed
    # Where the text gives the seeds to show it with, trying them is what it asks for.
    free = dataclasses.replace(fresh, choosing=None)
    free.error(3.0, 3)
    assert free.check(lambda: ((3, range(10)), (0.5, range(10)))).passed


def test_the_seeds_to_choose_with_are_those_of_the_notebook():
    text = (SOURCES / "04_regularization.py").read_text(encoding="utf-8")
    first, last = choose_lambda.choosing[0], choose_lambda.choosing[-1]
    assert f"the seeds {first} to {last}" in " ".join(text.replace("\n#", " ").split())


def test_a_choice_takes_a_second_at_most():
    fresh = _fresh(choose_lambda)
    before = time.process_time()
    fresh.check(lambda: ((2, range(10)), (0.5, range(10))))
    assert time.process_time() - before < 1.5
    before = time.process_time()
    fresh.check(lambda: ((2, range(10)), (0.5, range(10))))
    assert time.process_time() - before < 0.1  # each run is kept


def test_all_kinds_work_without_signals(monkeypatch):
    """As in a browser's kernel, which has one thread and no timers."""
    monkeypatch.setattr(limits, "_has_signals", lambda: False)
    assert choose_lambda.check(lambda: ((2, range(10)), (0.5, range(10)))).passed
    assert counterexample.check(lambda: ([[1.0, -1.0]], 0.5)).passed
    before = time.process_time()
    assert dropout_gradient.check(_copy(dropout_gradient.reference)).passed
    assert time.process_time() - before < 3
    assert isinstance(counterexample, Counterexample)


# Of all kinds: somebody else's work


@pytest.mark.parametrize(
    ("exercise", "function"),
    [
        (l2_cost, lambda *arguments: l2_cost.reference(*arguments)),
        (l2_cost, l2_cost.reference),
        (early_stopping, lambda dev_costs, patience: dl.early_stopping(dev_costs, patience)),
        (ewa, lambda x, beta: dl.exponentially_weighted_average(x, beta)),
        (
            dropout_forward,
            lambda A, keep_prob, train, rng: (
                dl.Dropout(keep_prob).forward({}, A, train, rng)
                if train
                else (A, np.ones(A.shape, dtype=bool))
            ),
        ),
    ],
)
def test_a_call_of_what_is_already_written_is_no_answer(exercise, function):
    verdict = exercise.check(function)
    assert verdict.kind == "refused"
    assert "calls a function that is already written" in verdict.sentence
