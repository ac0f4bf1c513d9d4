"""The lab, the diagnosis, Boolean functions and random features, against counting by hand."""

import numpy as np
import pytest

from dlcourse.topics.bias_and_variance import cases, models, runs
from dlcourse.topics.bias_and_variance.explorers import (
    best_of_many,
    boolean_functions,
    diagnosis,
    ten_cases,
)
from dlcourse.topics.bias_and_variance.explorers.boolean_functions import allowed, functions
from dlcourse.topics.bias_and_variance.explorers.double_descent import features, fit
from dlcourse.topics.bias_and_variance.explorers.ten_cases import read


@pytest.fixture
def made():
    """Make explorers that are closed in the end."""
    explorers = []

    def make(factory, *arguments, **values):
        explorers.append(factory(*arguments))
        return explorers[-1].set(**values)

    yield make
    for explorer in explorers:
        explorer.close()


@pytest.mark.parametrize(
    ("human", "train", "dev", "right"),
    [
        (0, 1, 11, "variance"),
        (0, 15, 16, "bias"),
        (0, 15, 30, "both"),
        (0, 0.5, 1, "neither"),
        (0.5, 5, 6, "bias"),
        (0.5, 2, 7, "variance"),
        (14, 15, 16, "neither"),
    ],
)
def test_the_cases_of_the_table(made, human, train, dev, right):
    assert made(diagnosis, human=human, train=train, dev=dev).result["verdict"] == right


def test_random_cases_are_never_near_a_verdicts_limit():
    for seed in range(20):
        drawn = cases.draw_cases(np.random.default_rng(seed), 10)
        steps = np.diff(drawn, axis=1)
        assert ((steps <= 1) | (steps >= 4)).all()
        assert drawn.min() >= 0 and drawn.max() <= 34


def test_the_readers_letters_are_scored(made):
    assert read("b v 2 n x")[:5] == ["bias", "variance", "both", "neither", ""]
    letters = {name: letter for letter, name in ten_cases.__globals__["LETTERS"].items()}
    right = [cases.verdict(*case) for case in cases.draw_cases(np.random.default_rng(0), 10)]
    all_right = "".join(letters[name] for name in right)
    assert made(ten_cases, all_right).result["score"] == 10
    two_missing = made(ten_cases, all_right[:8])
    assert two_missing.result["score"] == 8
    assert "2 not answered yet" in two_missing.sentence
    assert made(ten_cases, "b" * 10).result["score"] == right.count("bias")


def test_the_best_of_many_by_hand(made):
    result = made(best_of_many, models=30, n=60, seed=4).result
    right = models.answers()
    order = np.random.default_rng(4).permutation(right.shape[1])
    scores = [right[i][order[:60]].mean() for i in range(30)]
    assert result["best"] == int(np.argmax(scores))
    assert result["best_lab"] == pytest.approx(max(scores))
    assert result["best_production"] == pytest.approx(right[result["best"]][order[60:]].mean())


def test_the_means_of_a_hundred_labs():
    lab, production = models.best_of(40)
    right, rng = models.answers(), np.random.default_rng(1)
    for i in range(3):
        inside = np.isin(np.arange(right.shape[1]), rng.permutation(right.shape[1])[:40])
        scores = right[:, inside].mean(axis=1)
        for number in (1, 7, 300):
            best = int(np.argmax(scores[:number]))
            assert lab[i, number - 1] == pytest.approx(scores[best], rel=1e-5)
            outside = right[best][~inside].mean()
            assert production[i, number - 1] == pytest.approx(outside, rel=1e-5)


def test_what_the_title_says_of_lab_and_production():
    lab, production = (part[:, -1].mean() for part in models.best_of(40))
    assert lab == pytest.approx(0.97, abs=0.005) and production == pytest.approx(0.90, abs=0.005)


@pytest.mark.parametrize("d", [2, 3])
def test_how_many_functions_there_are(d):
    assert len(functions(d)) == 2**2**d == len({tuple(row) for row in functions(d)})
    assert allowed("and of inputs", d).sum() == 3**d
    assert allowed("one neuron", d).sum() == {2: 14, 3: 104}[d]  # linearly separable: OEIS A000609


@pytest.mark.parametrize("seen", range(9))
def test_each_example_halves_what_is_left(made, seen):
    result = made(boolean_functions, seen=seen).result
    assert result["count"] == 2 ** (8 - seen)
    open_rows = np.setdiff1d(np.arange(8), result["known"])
    assert (result["votes"][open_rows] == 0.5).all()


def test_the_smallest_weights_that_meet_all_points():
    rng = np.random.default_rng(2)
    x, y = runs.sample(runs.day, 20, 1.0, rng)
    for width, lambd in ((8, 0.0), (50, 0.0), (30, 0.1)):
        seed = int(np.random.default_rng(7).integers(2**32))
        phi = features(x, width, np.random.default_rng(seed)).T
        target = y - y.mean()
        if lambd:
            w = np.linalg.solve(phi.T @ phi + lambd * np.eye(width), phi.T @ target)
        else:
            w = np.linalg.pinv(phi, rcond=1e-9) @ target
        says = fit(x, y, x, width, lambd, np.random.default_rng(7))
        np.testing.assert_allclose(says, y.mean() + phi @ w, rtol=1e-5, atol=1e-5)
        assert (np.abs(says - y).max() < 1e-4) == (width > 20 and not lambd)
