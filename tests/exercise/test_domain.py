"""The drawn inputs: valid, the same each time, and with the edges among them."""

import inspect
import itertools

import numpy as np
import pytest

from dlcourse import topics
from dlcourse.exercise.domain import Seed, array, cases_of, layers, mask, number, series, whole
from dlcourse.exercise.running import run
from dlcourse.exercise.values import difference

every_exercise = pytest.mark.parametrize(
    "exercise",
    [
        pytest.param(getattr(package, name), id=name)
        for package in topics.every("exercises").values()
        for name in package.__all__
        if hasattr(getattr(package, name), "domain")
    ],
)


@every_exercise
def test_fifty_inputs_are_drawn_that_the_reference_takes(exercise):
    drawn = cases_of(exercise.domain)
    assert len(drawn) == 50
    assert all(list(c) == list(inspect.signature(exercise.reference).parameters) for c in drawn)
    assert all(run(exercise.reference, case).error is None for case in drawn)
    again = cases_of(exercise.domain)
    assert all(difference(a, b) is None for a, b in zip(drawn, again, strict=True) if not _seeds(a))
    assert len(exercise.all_cases) == 50 + len(exercise.cases)


def _seeds(case):
    return any(isinstance(value, Seed) for value in case.values())


def test_arrays_have_their_edges_and_fit_together():
    cases = cases_of({"W": array("n", "k", whole=True), "A": array("k", "m"), "D": mask("k", "m")})
    shapes = [case["W"].shape for case in cases]
    assert all(c["W"].shape[1] == c["A"].shape[0] and c["D"].shape == c["A"].shape for c in cases)
    assert sum(shape == (1, 1) for shape in shapes) >= 5
    assert sum(n > 1 and k == 1 for n, k in shapes) >= 5
    assert sum(n == 1 and k > 1 for n, k in shapes) >= 5
    assert sum(n > 1 and k > 1 and n != k for n, k in shapes) >= 5
    values = [case["W"] for case in cases]
    assert sum(W.dtype.kind == "i" for W in values) >= 4
    assert sum(not W.any() for W in values) >= 1
    assert sum(bool(W.any() and not W.all()) for W in values) >= 5
    assert sum(W.size > 1 and len(np.unique(np.abs(W))) < W.size for W in values) >= 5
    assert {bool(D.all()) for D in (case["D"] for case in cases)} == {True, False}


def test_numbers_meet_the_ends_of_their_range_and_0_and_1():
    cases = cases_of({"lambd": number(0, 5), "keep_prob": number(0.05, 1), "m": whole(1, 9)})
    for name, edges in (("lambd", {0, 1, 5}), ("keep_prob", {0.05, 1}), ("m", {1, 9})):
        values = {case[name] for case in cases}
        assert edges <= values and min(values) == min(edges) and max(values) == max(edges)


def test_series_rise_fall_stay_and_last():
    values = [case["theta"] for case in cases_of({"theta": series(whole=True)})]
    longer = [v for v in values if v.size > 1]
    assert any(np.all(np.diff(v) >= 0) and v[-1] > v[0] for v in longer)
    assert any(np.all(np.diff(v) <= 0) and v[-1] < v[0] for v in longer)
    assert any(np.ptp(v) == 0 for v in longer)
    assert {v.size for v in values} >= {1, 2, 1100} and any(v.dtype.kind == "i" for v in values)
    floats = [case["v"] for case in cases_of({"v": series()})]
    assert all(v.dtype == float for v in floats)


def test_two_lists_of_layers_fit_together():
    for case in cases_of({"gradients": layers(), "parameters": layers()}):
        assert len(case["gradients"]) == len(case["parameters"])
        widths = [layer["W"].shape for layer in case["parameters"]]
        assert all(a[0] == b[1] for a, b in itertools.pairwise(widths))
        for one, other in zip(case["gradients"], case["parameters"], strict=True):
            assert one["W"].shape == other["W"].shape
            assert one["b"].shape == other["b"].shape == (other["W"].shape[0], 1)
