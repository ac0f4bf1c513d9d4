"""The exercises of notebook 03, against other computations, and what they state about runs."""

import numpy as np
import pytest

from dlcourse import bias_variance
from dlcourse.topics.bias_and_variance import exercises
from dlcourse.topics.bias_and_variance.exercises.choice import _dev_error
from dlcourse.topics.bias_and_variance.exercises.neighbours import data


def test_both_parts_are_those_of_the_core():
    rng = np.random.default_rng(0)
    predictions, truth = rng.normal(size=(7, 5)), rng.normal(size=5)
    rows = iter(predictions)

    def fit(x, y):
        row = next(rows)
        return lambda x: row

    bias2, variance, _ = bias_variance(
        fit, lambda rng: (np.arange(5), truth), lambda x: truth, np.arange(5), 7, rng
    )
    assert exercises.bias_and_variance.reference(predictions, truth) == pytest.approx(
        (bias2, variance)
    )


def test_the_symptom_is_true():
    x, y = np.array([1.0, 2.0, 3.0]), np.array([0.0, 0.0, 9.0])
    assert exercises.k_fold_error.given(x, y, 3) == pytest.approx(0, abs=1e-20)
    misses = [9.0, 4.5, 9.0]  # lines through the other two points
    assert exercises.k_fold_error.reference(x, y, 3) == pytest.approx(np.mean(np.square(misses)))


def test_leaving_one_out_agrees_with_the_hat_matrix():
    """For least squares the error of a point left out is its residual over 1 - h."""
    rng = np.random.default_rng(1)
    x, y = np.sort(rng.uniform(0, 9, 8)), rng.normal(size=8)
    A = np.stack([np.ones(8), x], axis=1)
    hat = A @ np.linalg.inv(A.T @ A) @ A.T
    residual = (y - hat @ y) / (1 - np.diag(hat))
    assert exercises.k_fold_error.reference(x, y, 8) == pytest.approx(np.mean(residual**2))


def test_neighbours_one_by_one():
    X, Y, X_new, _ = data(3)
    labels = exercises.nearest_neighbours.reference(X, Y, X_new[:, :50], 7)
    for j, label in enumerate(labels):
        far = [(np.hypot(*(X[:, i] - X_new[:, j])), Y[0, i]) for i in range(X.shape[1])]
        votes = [vote for _, vote in sorted(far)[:7]]
        assert label == (sum(votes) > 3.5)


def test_what_is_stated_about_the_runs_is_true():
    exercise = exercises.nearest_neighbours
    assert np.mean(exercise.train(exercise.reference)) < exercise.reach - 0.01
    alone = [
        np.mean(exercise.reference(X, Y, X_dev, 1) != Y_dev[0])
        for X, Y, X_dev, Y_dev in map(data, range(8))
    ]
    assert np.mean(alone) == pytest.approx(exercise.without, abs=5e-4)


def test_the_choice_labels_as_the_exercise_does():
    for k, seed in ((1, 0), (9, 4)):
        X, Y, X_dev, Y_dev = data(seed)
        labels = exercises.nearest_neighbours.reference(X, Y, X_dev, k)
        assert _dev_error(k, seed) == pytest.approx(np.mean(labels != Y_dev[0]))


@pytest.mark.parametrize(("k", "kind"), [(7, "passed"), (1, "not shown"), (75, "not shown")])
def test_ten_pairs_decide(k, kind):
    def choose_k():
        return (k, range(10)), (3, range(10))

    assert exercises.choose_k.check(choose_k).kind == kind


def test_seeds_that_chose_do_not_report():
    def choose_k():
        return (7, range(100, 110)), (3, range(100, 110))

    verdict = exercises.choose_k.check(choose_k)
    assert verdict.kind == "refused" and "seed" in verdict.sentence
