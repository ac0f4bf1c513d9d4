"""Training with dropout: the run against one written out in numpy, and what is measured of it."""

from types import SimpleNamespace

import numpy as np
import pytest

from dlcourse import L1, L2, make_moons
from dlcourse.evidence import paired_difference
from dlcourse.topics.dropout import predictions
from dlcourse.topics.dropout.explorers.dropout_training import compute, describe, dropout_training
from dlcourse.topics.dropout.runs.moons import Trained, network_with, trained_on_moons, training
from tests.topics.dropout import moons_runs


def last(*setting):
    *_, result = compute(*setting)
    return result


def without(params, unit):
    """The parameters when nobody listens to a hidden unit; those of the first layer come first."""
    params, units = [part.copy() for part in params], len(params[0])
    params[2 + 2 * (unit // units)][:, unit % units] = 0
    return params


@pytest.mark.parametrize(
    "setting", [(0.7, 16, "tanh", 0), (1.0, 32, "ReLU", 3), (0.5, 24, "ReLU", 8)]
)
def test_the_run_agrees_with_a_written_out_loop(setting):
    result = last(*setting)
    params, (X, Y, X_dev, Y_dev) = moons_runs.trained_on_moons(*setting)
    by_hand = np.concatenate([part.ravel() for part in params])
    np.testing.assert_allclose(result.theta, by_hand, rtol=1e-4, atol=1e-5)
    activation = setting[2]
    for found, x, y in ((result.train_error, X, Y), (result.dev_error, X_dev, Y_dev)):
        wrong = (moons_runs.scores(params, x, activation) > 0) != y
        assert found == pytest.approx(wrong.mean(), abs=1e-12)
    learned = np.ravel((moons_runs.scores(params, X, activation) > 0) == Y)[:10]
    assert result.wrong_learned == learned.sum()
    norm = np.sqrt(sum(np.sum(W**2) for W in params[::2]))
    assert result.norm == pytest.approx(norm, rel=1e-5)


def test_correlations_and_lost_units_one_by_one():
    result = last(0.8, 16, "tanh", 1)
    params, (_, _, X_dev, _) = moons_runs.trained_on_moons(0.8, 16, "tanh", 1)
    shown = X_dev[:, :500]
    z = moons_runs.scores(params, shown, "tanh")
    assert result.changed.shape == result.shifts.shape == (32,)
    for unit in range(32):
        now = moons_runs.scores(without(params, unit), shown, "tanh")
        changed = (now > 0) != (z > 0)
        assert result.changed[unit] == pytest.approx(changed.mean(), abs=2.1 / 500)
        shift = np.abs(now - z).mean() / np.abs(z).mean()
        assert result.shifts[unit] == pytest.approx(shift, rel=1e-3, abs=1e-5)
    assert result.reliance == pytest.approx(result.changed.mean())
    _, A = moons_runs.hidden(params, shown, "tanh")
    pairs = [abs(np.corrcoef(A[i], A[j])[0, 1]) for i in range(16) for j in range(i + 1, 16)]
    np.testing.assert_allclose(result.correlations, pairs, rtol=1e-3)
    assert result.correlation == pytest.approx(np.mean(pairs), rel=1e-4)


def made_by_hand(W1, b1, W2, b2, W3, b3):
    """A run of three units in each layer with these weights, on 50 points of class 1."""
    theta = np.concatenate([np.ravel(part) for part in (W1, b1, W2, b2, W3, b3)]).astype(float)
    X = np.random.default_rng(0).standard_normal((2, 50))
    network = network_with(0.5, 3, "ReLU")
    return Trained(network, (X, np.ones((1, 50))) * 2, theta, 0.5, 0), X


def test_a_silent_unit_has_no_correlation_and_is_not_missed():
    # the first layer passes both features on, 5 higher, and its third unit is always 0
    W1, b1 = [[1, 0], [0, 1], [0, 0]], [5, 5, -1]
    W2, b2 = [[1, 0, 9], [0, 1, 9], [0, 0, 9]], [0, 0, -1]
    run, X = made_by_hand(W1, b1, W2, b2, [[1, 1, 9]], [-9])
    np.testing.assert_allclose(run.correlations, [abs(np.corrcoef(X[0], X[1])[0, 1])])
    assert run.changed[2] == 0 and run.changed[5] == 0
    assert run.changed[[0, 1, 3, 4]].min() > 0.5


def test_units_that_are_all_silent_have_no_correlation():
    run, _ = made_by_hand(*(-np.ones(n) for n in (6, 3, 9, 3, 3, 1)))
    assert run.correlations.size == 0 and run.correlation == 0 and run.reliance == 0


def test_runs_of_a_seed_differ_in_their_masks_only():
    first = [next(training(p, 16, "ReLU", 4)) for p in (0.3, 0.7, 1.0)]
    for other in first[1:]:
        np.testing.assert_array_equal(first[0].theta, other.theta)
        np.testing.assert_array_equal(first[0].data[2], other.data[2])
    assert not np.array_equal(last(0.7, 16, "ReLU", 4).theta, last(0.75, 16, "ReLU", 4).theta)


def test_errors_on_the_way_end_at_those_of_the_sentence():
    steps = list(compute(0.6, 16, "tanh", 2))
    iterations, train_errors, dev_errors = steps[-1].errors
    np.testing.assert_array_equal(iterations, np.arange(0, 301, 15))
    assert (train_errors[-1], dev_errors[-1]) == (steps[-1].train_error, steps[-1].dev_error)
    params, (_, _, X_dev, Y_dev) = moons_runs.trained_on_moons(0.6, 16, "tanh", 2, iterations=30)
    wrong = (moons_runs.scores(params, X_dev, "tanh") > 0) != Y_dev
    assert dev_errors[2] == pytest.approx(wrong.mean(), abs=1e-12)
    assert steps[0].errors.shape == (3, 1)


def test_sentence():
    made = SimpleNamespace(
        keep_prob=0.7,
        train_error=0.1,
        dev_error=0.125,
        norm=17.6,
        changed=np.array([0.001, 0.0058]),
        reliance=0.0034,
        decision=SimpleNamespace(length=7.9),
    )
    assert describe(made) == (
        "keep_prob = 0.7: train error 10.0 %, dev 12.5 %, gap 2.5; ‖W‖ = 18; a lost unit changes "
        "0.3 % of the answers on average, 0.6 % at most; the boundary is smooth."
    )
    made.keep_prob, made.dev_error, made.decision.length = 1, 0.1, 8.1
    assert describe(made).startswith("No dropout: train error 10.0 %, dev 10.0 %, no gap;")
    assert describe(made).endswith("the boundary winds.")


def test_a_bar_for_each_unit_in_falling_order_and_a_ring_for_each_wrong_label():
    explorer = dropout_training()
    explorer.set(keep_prob=0.5, units=32)
    artists, result = explorer.view.artists, explorer.result
    tops = [segment[1, 1] for segment in artists["lost"].get_segments()]
    np.testing.assert_allclose(tops, np.sort(100 * result.changed)[::-1])
    X, Y, *_ = result.data
    ringed = np.array(artists["wrong"].get_data())
    np.testing.assert_array_equal(ringed, X[:, :10])
    _, right = make_moons(100, 0.15, np.random.default_rng(0))
    np.testing.assert_array_equal(Y[0, :10], 1 - right[0, :10])
    np.testing.assert_array_equal(Y[0, 10:], right[0, 10:])
    explorer.close()


def test_predictions_agree_with_ten_seeds():
    assert predictions.lower_train_error().right.startswith("About 10")
    errors = []
    for seed in range(10):
        plain, dropped = (last(p, 16, "tanh", seed) for p in (1.0, 0.8))
        assert plain.changed.max() > 0.12 > 0.1 > dropped.changed.max()
        assert plain.train_error < dropped.train_error
        errors.append(dropped.train_error)
    assert np.mean(errors) == pytest.approx(0.1, abs=0.01)


def test_what_the_notebook_says_of_the_remedies():
    """Each lowers the dev error; only dropout makes units dispensable."""
    assert predictions.steadier().right == "More than 20 %, as without a remedy."
    dev, needed, shifts, learned = {}, {}, {}, {}
    for name, remedy in {
        "nothing": {},
        "dropout": {"keep_prob": 0.8},
        "L2": {"regularizer": L2(0.5)},
        "L1": {"regularizer": L1(0.2)},
    }.items():
        runs = [trained_on_moons(seed=seed, **remedy) for seed in range(10, 20)]
        dev[name] = np.array([run.dev_error for run in runs])
        learned[name] = np.mean([run.wrong_learned for run in runs])
        needed[name] = np.array([run.changed.max() for run in runs])
        shifts[name] = np.array([run.shifts[run.changed.argmax()] for run in runs])
    for name in ("dropout", "L2", "L1"):
        assert paired_difference(dev[name], dev["nothing"]).high < 0
        assert learned[name] < 3 < 8 < learned["nothing"]
    assert paired_difference(dev["L2"], dev["dropout"]).low < 0.01
    assert needed["L2"].mean() > 0.2
    assert needed["dropout"].max() < 0.5 * min(needed[n].mean() for n in ("nothing", "L2", "L1"))
    for name in ("L2", "L1"):
        assert paired_difference(needed[name], needed["nothing"]).high > 0
        assert shifts[name].mean() > 0.9
    assert shifts["dropout"].mean() < 0.25 < 0.5 < shifts["nothing"].mean()
