"""Choosing λ on the dev set: all networks trained by other means; means and gain counted anew."""

import numpy as np
import pytest

from dlcourse import make_moons
from dlcourse.evidence import paired_difference
from dlcourse.topics.regularization.explorers.choose_lambda import (
    DEV,
    LAMBDAS,
    TEST,
    TRAIN,
    Sweep,
    choose_lambda,
    describe,
    errors_of,
    look,
    run,
)
from tests.topics.regularization import moon_runs


def drawn_last(seed, wrong):
    """What is drawn after the start of the weights."""
    rng = np.random.default_rng(seed)
    for m in (100, 2000):
        make_moons(m, 0.15, rng)
    rng.standard_normal(32 + 256 + 16)
    X, Y = make_moons(2000, 0.15, rng)
    some = slice(int(2000 * wrong + 0.5))
    Y[:, some] = 1 - Y[:, some]
    return X, Y


@pytest.mark.parametrize("wrong", [0, 0.1])
def test_errors_are_those_of_a_loop_by_hand(wrong):
    settings = [("L2", lambd, seed) for lambd, seed in ((0, 0), (0.5, 3), (2, 9))]
    parameters, (X, Y, X_dev, Y_dev) = moon_runs.trained_at_once(settings, 600, wrong=wrong)
    for i, (_, lambd, seed) in enumerate(settings):
        mine = [(W[i], b[i]) for W, b in parameters]
        sets = (X[i], Y[i]), (X_dev[i], Y_dev[i]), drawn_last(seed, wrong)
        by_hand = [moon_runs.errors(mine, *part) for part in sets]
        np.testing.assert_allclose(errors_of(lambd, wrong, seed), by_hand, atol=1e-3)


def test_the_first_networks_are_shown_at_once_and_the_curve_settles():
    steps = run(0.1)
    first = look(next(steps), 0.5)
    assert first.done == first.count == 1 and not first.finished
    assert first.means.shape == (3, 1) and first.tests.shape == (2, 0)
    assert "after 1 of 50 networks" in describe(first)
    *_, seventh = (next(steps) for _ in range(6))
    assert seventh.count == 5
    # two seeds for the first two λ, one for the others
    assert seventh.means[DEV, 0] == pytest.approx(seventh.errors[DEV, :2, 0].mean())
    assert seventh.means[DEV, 1] == pytest.approx(seventh.errors[DEV, :2, 1].mean())
    assert seventh.means[DEV, 2] == seventh.errors[DEV, 0, 2]
    assert look(seventh, 0.5).tests.shape == (2, 1)
    assert first.done == 1 and not first.errors[:, 1:].any()  # a result is its own


def test_choice_and_gain_by_counting():
    rng = np.random.default_rng(0)
    errors = rng.random((3, 10, 5))
    errors[DEV, :, 2] -= 0.4
    result = look(Sweep(0.1, errors, 50), 0.1)
    assert result.best == int(np.argmin([errors[DEV, :, j].mean() for j in range(5)])) == 2
    expected = paired_difference(errors[TEST, :, 1], errors[TEST, :, 0])
    assert result.gain == expected
    assert expected.in_points() in describe(result)
    assert f"lowest at λ = {LAMBDAS[2]:g}," in describe(result)


def test_the_train_error_would_choose_no_penalty_and_the_dev_error_does_not():
    *_, result = run(0.1)
    assert result.means[TRAIN].argmin() == 0 and (np.diff(result.means[TRAIN]) > 0).all()
    assert LAMBDAS[result.best] == 0.5
    assert result.means[TRAIN, result.best] > 0.1  # the wrong labels are left alone


def test_the_line_stands_at_the_lambda_at_hand():
    explorer = choose_lambda().set(lambd=1)
    assert list(explorer.view.artists["at"].get_xdata()) == [3, 3]
    x, y = explorer.view.artists["dev"].get_data()
    assert y[3] == pytest.approx(100 * explorer.result.errors[DEV, :, 3].mean())
    assert len(x) == 5
    _, tests = explorer.view.artists["pairs"].get_data()
    np.testing.assert_allclose(tests[::3], 100 * explorer.result.errors[TEST, :, 0])
    np.testing.assert_allclose(tests[1::3], 100 * explorer.result.errors[TEST, :, 3])
    explorer.close()
