"""The lab, the diagnosis, Boolean functions and random features, against counting by hand."""

from collections import Counter

import numpy as np
import pytest

from dlcourse import k_fold, load_digits
from dlcourse.topics.bias_and_variance import runs
from dlcourse.topics.bias_and_variance.explorers import (
    best_of_many,
    boolean_functions,
    diagnosis,
    ten_cases,
)
from dlcourse.topics.bias_and_variance.explorers.boolean_functions import allowed, functions
from dlcourse.topics.bias_and_variance.explorers.double_descent import features, fit
from dlcourse.topics.bias_and_variance.explorers.ten_cases import read
from dlcourse.topics.bias_and_variance.runs import cases, models


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
        learned = drawn[:, 1] < drawn[:, 0]
        assert (drawn[learned, 2] > drawn[learned, 0]).all()  # the noise: worse than people on dev


def test_the_bars_of_a_case_wait_for_the_verdict(made):
    explorer = made(ten_cases, "v?" * 5)
    bars = [explorer.view.artists[f"{i} variance"].get_xdata() for i in range(10)]
    assert [len(bar) for bar in bars] == [2, 0] * 5


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
    result = made(best_of_many, models=50, n=100, seed=4).result
    right = models.answers()
    order = np.random.default_rng(4).permutation(right.shape[1])
    scores = [right[i][order[:100]].mean() for i in range(50)]
    assert result["best"] == int(np.argmax(scores))
    assert result["best_lab"] == pytest.approx(max(scores))
    assert result["best_production"] == pytest.approx(right[result["best"]][order[100:]].mean())


def test_the_means_of_a_hundred_labs():
    lab, production = models.best_of(40)
    right, rng = models.answers(), np.random.default_rng(1)
    drawn = [rng.permutation(right.shape[1])[:40] for _ in range(100)]
    orders = rng.permuted(np.tile(np.arange(300), (100, 1)), axis=1)
    for i in range(3):
        inside = np.isin(np.arange(right.shape[1]), drawn[i])
        scores = right[orders[i]][:, inside].mean(axis=1)
        for number in (1, 7, 300):
            best = int(np.argmax(scores[:number]))
            assert lab[i, number - 1] == pytest.approx(scores[best], rel=1e-5)
            outside = right[orders[i, best]][~inside].mean()
            assert production[i, number - 1] == pytest.approx(outside, rel=1e-5)


def test_what_the_title_says_of_lab_and_production():
    lab, production = (part[:, -1].mean() for part in models.best_of(40))
    assert lab == pytest.approx(0.97, abs=0.005) and production == pytest.approx(0.90, abs=0.005)


def digits(seed=0):
    X, Y = load_digits()
    order = np.random.default_rng(seed).permutation(1797)
    return [(X[:, i], Y[:, i]) for i in np.split(order, (440, 540))]


@pytest.mark.parametrize("k", [1, 4])
def test_digits_by_neighbours_one_by_one(k):
    (X, Y), (X_new, _), _ = digits()
    labels = Y.argmax(axis=0)
    for j, digit in enumerate(models.by_neighbours(X, Y, X_new[:, :30], k)):
        far = np.linalg.norm(X - X_new[:, [j]], axis=0)
        votes = Counter(labels[i] for i in np.argsort(far)[:k]).items()
        assert digit == min(votes, key=lambda vote: (-vote[1], vote[0]))[0]


def test_digits_by_pixels_are_least_squares():
    (X, Y), (X_new, _), _ = digits()
    seen = np.arange(10, 54)
    A = np.vstack([X[seen], np.ones(440)]).T
    rows = np.vstack([A, np.sqrt(0.1) * np.eye(45)])  # the penalty as 45 examples more
    C = np.linalg.lstsq(rows, np.vstack([Y.T, np.zeros((45, 10))]), rcond=None)[0]
    right = (np.vstack([X_new[seen], np.ones(100)]).T @ C).argmax(axis=1)
    np.testing.assert_array_equal(models.by_pixels(X, Y, X_new, seen), right)


def test_train_and_dev_error_of_a_reader():
    own, _, production = digits()
    train_error, dev_error = models.train_and_dev(models.by_neighbours, 1, own)
    assert train_error == 0  # each is its own nearest neighbour
    X, Y = own
    rounds = k_fold(440, 5, np.random.default_rng(0))
    wrong = sum(
        (
            models.by_neighbours(X[:, some], Y[:, some], X[:, dev], 1) != Y[:, dev].argmax(axis=0)
        ).sum()
        for some, dev in rounds
    )
    assert dev_error == pytest.approx(wrong / 440)
    assert models.missed(models.by_neighbours, 1, own, own) == 0
    assert 0.01 < models.missed(models.by_neighbours, 1, own, production) < 0.04


def test_what_the_end_says_of_the_company():
    """In the mean of many companies the box is as high as production, at 97 to 98 %."""
    both = []
    for seed in range(40):
        own, test, production = digits(seed)
        dev = {k: models.train_and_dev(models.by_neighbours, k, own)[1] for k in (1, 3, 9, 27)}
        k = min(dev, key=dev.get)
        assert k <= 3
        both.append(
            [1 - models.missed(models.by_neighbours, k, own, s) for s in (test, production)]
        )
    box, later = np.mean(both, axis=0)
    scatter = np.std(both, axis=0)[0] / np.sqrt(len(both))
    assert abs(box - later) < 2.5 * scatter
    assert 0.97 <= later < 0.98


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


def test_three_examples_settle_five_rows(made):
    result = made(boolean_functions, kind="and of inputs", seen=3).result
    assert result["count"] == 1 and result["all"] == 27
    np.testing.assert_array_equal(result["votes"], 1 - np.arange(8) % 2)  # "the last input is 0"


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
