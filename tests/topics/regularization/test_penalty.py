"""The runs on noisy half moons, against a training loop of numpy that is written out."""

from itertools import islice

import numpy as np
import pytest

from dlcourse import make_moons
from dlcourse.evidence import paired_difference
from dlcourse.figures.decision_plane import Decision
from dlcourse.topics import noisy_moons
from dlcourse.topics.regularization.explorers.penalty import compute, describe, penalty, shape, size
from dlcourse.topics.regularization.runs import (
    ITERATIONS,
    Trained,
    model_with,
    training,
)
from tests.topics.regularization.moon_runs import (
    data_cost,
    forward,
    trained_at_once,
    trained_by_hand,
)


def last(kind, lambd, seed):
    *_, result = compute(kind, lambd, seed)
    return result


def tenth(kind, lambd, seed):
    return next(islice(compute(kind, lambd, seed), 9, None))


@pytest.mark.parametrize("setting", [("none", 0.2, 1), ("L2", 0.5, 0), ("L1", 0.5, 3)])
def test_the_run_agrees_with_a_written_out_loop(setting):
    result = last(*setting)
    parameters, (X, Y, X_dev, Y_dev) = trained_by_hand(*setting, ITERATIONS)
    by_hand = np.concatenate([np.r_[W.ravel(), b.ravel()] for W, b in parameters])
    np.testing.assert_allclose(result.theta, by_hand, rtol=1e-4, atol=1e-5)
    train_error = np.mean((forward(parameters, X)[2] > 0) != Y)
    dev_error = np.mean((forward(parameters, X_dev)[2] > 0) != Y_dev)
    assert result.train_error == pytest.approx(train_error, abs=1e-12)
    assert result.dev_error == pytest.approx(dev_error, abs=1e-12)
    sizes = np.concatenate([W.ravel() for W, _ in parameters])
    assert result.norm == pytest.approx(np.sqrt(np.sum(sizes**2)), rel=1e-4)
    assert result.zeros == np.sum(sizes == 0)


@pytest.mark.parametrize(("kind", "lambd"), [("none", 0.5), ("L2", 0.5), ("L1", 0.2)])
def test_the_curves_hold_the_data_terms_and_the_penalty_apart(kind, lambd):
    result = next(compute(kind, lambd, 2))
    iterations, train_costs, dev_costs, with_penalty = result.costs
    np.testing.assert_array_equal(iterations, [0, 10])
    for column, steps in enumerate((0, 10)):
        parameters, (X, Y, X_dev, Y_dev) = trained_by_hand(kind, lambd, 2, steps)
        for costs, x, y in ((train_costs, X, Y), (dev_costs, X_dev, Y_dev)):
            assert costs[column] == pytest.approx(data_cost(parameters, x, y), rel=1e-9)
        w = np.concatenate([W.ravel() for W, _ in parameters])
        price = {"none": 0, "L2": lambd / 200 * np.sum(w**2), "L1": lambd / 100 * np.sum(np.abs(w))}
        assert with_penalty[column] - train_costs[column] == pytest.approx(price[kind], rel=1e-9)


def test_a_tenth_of_the_labels_is_wrong_in_both_sets_and_both_classes():
    X, Y, X_dev, Y_dev = noisy_moons.noisy_moons(np.random.default_rng(5))
    rng = np.random.default_rng(5)
    for found, m in (((X, Y), 100), ((X_dev, Y_dev), 2000)):
        clean_X, clean_Y = make_moons(m, 0.15, rng)
        np.testing.assert_array_equal(found[0], clean_X)
        wrong = found[1] != clean_Y
        assert wrong.sum() == m / 10
        assert clean_Y[wrong].mean() == 0.5


def test_runs_of_a_seed_start_alike_and_the_penalty_is_off_at_0():
    first = [next(compute(kind, 0.5, 7)).costs[1:3, 0] for kind in ("none", "L1", "L2")]
    np.testing.assert_array_equal(first[0], first[1])
    np.testing.assert_array_equal(first[0], first[2])
    np.testing.assert_array_equal(tenth("L2", 0.0, 7).theta, tenth("none", 0.5, 7).theta)


def test_frames_come_often_and_keep_what_they_were():
    frames = list(compute("L2", 0.1, 0))
    assert len(frames) == 60
    assert frames[0].costs.shape == (4, 2)
    assert frames[-1].costs.shape == (4, 61)
    assert frames[-1].costs[0, -1] == ITERATIONS
    np.testing.assert_array_equal(frames[0].costs, frames[-1].costs[:, :2])
    # what training minimizes, the cost with the penalty, is what falls
    assert (np.diff(frames[-1].costs[3, 4:]) < 1e-6).all()


def test_the_right_penalty_lowers_the_dev_error_and_too_much_does_not():
    """Thirty runs by hand; the explorer's own are asked for ten seeds as the runs of presets."""
    settings = [
        (*setting, seed) for setting in (("none", 0), ("L2", 0.5), ("L2", 5)) for seed in range(10)
    ]
    parameters, (*_, X_dev, Y_dev) = trained_at_once(settings, ITERATIONS, np.float32)
    wrong = (forward(parameters, X_dev)[2] > 0) != Y_dev
    none, right, too_much = wrong.mean(axis=(1, 2)).reshape(3, 10)
    assert (right < none).all()
    gain = paired_difference(right, none)
    assert gain.clear and gain.high < -0.06
    assert paired_difference(right, too_much).high < -0.06


def result_with(theta, kind="L2", lambd=1.0):
    data = noisy_moons.noisy_moons(np.random.default_rng(0))
    return Trained(model_with(None), data, theta, kind, lambd, np.ones((4, 1)))


def test_sizes_in_words():
    theta = np.zeros(337)
    theta[:2] = 3, -4
    assert size(result_with(theta)) == "302 of 304 weights are exactly 0"
    theta[:] = 1e-9
    assert size(result_with(theta)) == "all 304 weights are practically 0"
    theta[:] = 0.5
    assert size(result_with(theta)) == f"‖W‖ = {0.5 * np.sqrt(304):.1f}"


@pytest.mark.parametrize(
    ("line", "pieces", "words"),
    [
        (np.empty((2, 0)), 0, "no boundary"),
        ([[0, 3], [0, 4]], 1, "nearly a straight line"),
        ([[0, 3, 3], [0, 0, 3]], 1, "one smooth curve"),
        ([[0, 3, np.nan, 0, 3], [0, 0, np.nan, 1, 1]], 2, "in 2 smooth pieces"),
        ([[0, 5, 5], [0, 0, 5]], 1, "winds around single points"),
        (
            [[0, 5, np.nan, 0, 5], [0, 0, np.nan, 1, 1]],
            2,
            "winds around single points, in 2 pieces",
        ),
    ],
)
def test_boundaries_in_words(line, pieces, words):
    assert words in shape(Decision(None, np.array(line, float), pieces))


def test_a_negative_gap_is_none():
    sentence = describe(result_with(np.zeros(337)))
    assert "train error 50.0 %, dev 50.0 %, no gap" in sentence
    assert sentence.startswith("L2, λ = 1:")
    assert describe(result_with(np.zeros(337), "L1", 0.0)).startswith("No penalty:")


def test_pictures_are_made_of_the_result():
    explorer = penalty()
    explorer.set(penalty="L1", lambd=0.5)
    artists, result = explorer.view.artists, explorer.result
    counts, edges, _ = artists["weights"].get_data()
    assert counts.sum() == 304
    middle = int(np.searchsorted(edges, 0)) - 1
    assert counts[middle] >= result.zeros > 270
    assert artists["zeros"].get_text() == f"{result.zeros} are 0"
    np.testing.assert_array_equal(artists["with"].get_ydata(), result.costs[3])
    assert artists["with"].get_visible()
    assert artists["wrong"].get_xdata().size == 10
    explorer.view.draw(explorer._draw, result_with(np.ones(337), "none"))
    assert not artists["with"].get_xydata().size and not artists["with_name"].get_visible()
    assert artists["zeros"].get_text() == ""
    explorer.close()


def test_training_of_the_same_seed_is_the_same():
    a, b = (next(training("L1", 0.2, 4)).theta for _ in range(2))
    np.testing.assert_array_equal(a, b)
