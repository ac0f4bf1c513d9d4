"""Early stopping on digits: the curves, the epochs and what the network says, by other means."""

import numpy as np
import pytest

from dlcourse import early_stopping
from dlcourse.topics.regularization.explorers.early_stop import attempt, early_stop, look, run
from tests.topics.regularization import digit_runs

SETTINGS = [(0, 2, 0.0, 0.05, 4), (18, 10, 0.3, 0.02, 0), (99, 50, 0.2, 0.005, 7)]


def compute(epoch, patience, noise, learning_rate, seed):
    return look(run(noise, learning_rate, seed), epoch, patience)


@pytest.fixture(scope="module")
def default():
    return compute(epoch=30, patience=10, noise=0.3, learning_rate=0.02, seed=1)


@pytest.mark.parametrize("epoch, patience, noise, alpha, seed", SETTINGS)
def test_curves_and_predictions_are_those_of_a_loop_by_hand(epoch, patience, noise, alpha, seed):
    result = compute(epoch, patience, noise, alpha, seed)
    wrong = round(150 * noise)
    (train, dev, _), rng = digit_runs.draw(seed, 150, wrong)
    runs = list(digit_runs.adam(digit_runs.start(rng, 32), *train, alpha, 100))
    for e in (0, 5, 40, 99):
        assert result.train_costs[e] == pytest.approx(digit_runs.cost(runs[e], *train), rel=1e-6)
        assert result.dev_costs[e] == pytest.approx(digit_runs.cost(runs[e], *dev), rel=1e-6)
        assert result.dev_errors[e] == pytest.approx(digit_runs.error(runs[e], *dev), abs=1e-9)
    for row, e in enumerate((epoch, 99)):
        said = digit_runs.scores(runs[e], train[0]).argmax(axis=1)
        assert np.array_equal(result.said[row], said)
        assert result.learned[row] == sum(said[:wrong] == train[1][:wrong])
    assert result.dev_error == result.dev_errors[epoch]


@pytest.mark.parametrize("patience", [1, 3, 20])
def test_the_epochs_are_where_patience_ends(default, patience):
    result = compute(epoch=30, patience=patience, noise=0.3, learning_rate=0.02, seed=1)
    lowest = np.minimum.accumulate(result.dev_costs)
    new_low = np.flatnonzero(np.diff(lowest, prepend=np.inf) < 0)
    gaps = np.diff(np.append(new_low, 10**6))
    best = new_low[np.argmax(gaps > patience)]
    assert result.best_epoch == best
    assert result.stop_epoch == min(best + patience, 99)
    assert np.array_equal(result.dev_costs, default.dev_costs)  # patience does not train


def test_wrong_labels_are_learned_last(default):
    assert default.wrong == 45
    assert (default.labels != default.digits).sum() == 45
    early = compute(epoch=15, patience=10, noise=0.3, learning_rate=0.02, seed=1)
    assert early.learned[0] < 15
    assert early.learned[0] < default.learned[0] < 45
    assert early.learned[1] == default.learned[1] == 45


def test_images_carry_their_label_what_is_said_and_a_mark():
    explorer = early_stop()
    explorer.set(epoch=22)
    r = explorer.result
    assert len({*r.digits[r.shown]}) == 9 and (r.shown < 45).all()
    for place, i in enumerate(r.shown):
        mark = "✓" if r.said[0, i] == r.digits[i] else "✗"
        text = explorer.view.artists[f"says_{place}"]
        assert text.get_text() == f"{r.labels[i]} → {r.said[0, i]} {mark}"
        by_heart = r.said[0, i] == r.labels[i] and r.labels[i] != r.digits[i]
        assert (text.get_weight() == "bold") == by_heart
    x, _ = explorer.view.artists["point_cost"].get_data()
    assert list(x) == [22]
    explorer.close()


def test_a_drag_on_a_curve_moves_the_epoch_and_one_on_the_images_does_not():
    explorer = early_stop()
    cost, error, images = explorer.view.figure.axes
    assert explorer._pointer(cost, 33.4, 1.0) == {"epoch": 33.4}
    assert explorer._pointer(error, 12, 1.0) == {"epoch": 12}
    assert explorer._pointer(images, 12, 1.0) == {}
    assert explorer.controls["epoch"].nearest(33.4) == 33
    explorer.close()


def test_yours_is_marked_and_named():
    def never_stops(dev_costs, patience):
        return int(np.argmin(dev_costs)), len(dev_costs) - 1

    def untouched(dev_costs, patience):
        return ...

    for yours, words in (
        (early_stopping, "Yours says the same here."),
        (never_stops, "Yours says otherwise."),
        (lambda dev_costs, patience: dev_costs[0], "Yours gives no two epochs"),
        (lambda dev_costs, patience: (3, 100), "Yours gives no two epochs"),
    ):
        explorer = early_stop(yours)
        assert words in explorer.sentence
        marked = explorer.view.artists["yours_says"].get_text()
        assert marked.startswith("yours: best") == explorer.result.yours.given
        explorer.close()
    explorer = early_stop(untouched)
    assert "Yours" not in explorer.sentence and "yours" not in explorer.view.artists
    explorer.close()


def test_an_attempt_cannot_change_the_costs():
    def greedy(dev_costs, patience):
        dev_costs[:] = 0
        return 0, 0

    costs = np.array([2.0, 1.0, 3.0])
    assert attempt(greedy, costs, 2) == (0, 0)
    assert np.array_equal(costs, [2, 1, 3])


def test_stopping_in_time_pays_in_ten_of_ten_seeds():
    for seed in range(10):
        r = compute(epoch=99, patience=10, noise=0.3, learning_rate=0.02, seed=seed)
        assert r.dev_errors[r.best_epoch] < r.dev_error - 0.02
