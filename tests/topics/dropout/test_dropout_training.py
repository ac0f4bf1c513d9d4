"""Training with dropout: the run against one written out in numpy, and what is measured of it."""

from types import SimpleNamespace

import numpy as np
import pytest

from dlcourse.topics.dropout import predictions
from dlcourse.topics.dropout.explorers.dropout_training import compute, describe, dropout_training
from dlcourse.topics.dropout.runs.hidden_layer import Trained, network_with, training
from tests.topics.dropout import hidden_layer_runs


def last(*setting):
    *_, result = compute(*setting)
    return result


@pytest.mark.parametrize(
    "setting", [(0.7, 64, "ReLU", 0), (1.0, 16, "ReLU", 3), (0.5, 32, "tanh", 8)]
)
def test_the_run_agrees_with_a_written_out_loop(setting):
    result = last(*setting)
    params, (X, Y, X_dev, Y_dev) = hidden_layer_runs.trained_on_moons(*setting)
    by_hand = np.concatenate([part.ravel() for part in params])
    np.testing.assert_allclose(result.theta, by_hand, rtol=1e-5, atol=1e-6)
    activation = setting[2]
    for found, x, y in ((result.train_error, X, Y), (result.dev_error, X_dev, Y_dev)):
        wrong = (hidden_layer_runs.scores(params, x, activation) > 0) != y
        assert found == pytest.approx(wrong.mean(), abs=1e-12)
    norm = np.sqrt(np.sum(params[0] ** 2) + np.sum(params[2] ** 2))
    assert result.norm == pytest.approx(norm, rel=1e-5)


def test_correlations_and_lost_units_one_by_one():
    """The network without a unit has that unit's outgoing weight at 0."""
    result = last(0.8, 8, "ReLU", 1)
    params, (_, _, X_dev, _) = hidden_layer_runs.trained_on_moons(0.8, 8, "ReLU", 1)
    shown = X_dev[:, :500]
    whole = hidden_layer_runs.scores(params, shown, "ReLU") > 0
    for unit in range(8):
        W1, b1, W2, b2 = (part.copy() for part in params)
        W2[0, unit] = 0
        changed = (hidden_layer_runs.scores([W1, b1, W2, b2], shown, "ReLU") > 0) != whole
        assert result.losses[unit] == pytest.approx(changed.mean(), abs=1e-12)
    assert result.reliance == pytest.approx(result.losses.mean())
    A = hidden_layer_runs.hidden(params, shown, "ReLU")
    assert (A.std(axis=1) > 0).all()
    pairs = [abs(np.corrcoef(A[i], A[j])[0, 1]) for i in range(8) for j in range(i + 1, 8)]
    np.testing.assert_allclose(result.correlations, pairs, rtol=1e-4)
    assert result.correlation == pytest.approx(np.mean(pairs), rel=1e-4)


def test_a_silent_unit_has_no_correlation_and_is_not_missed():
    network = network_with(0.5, 3, "ReLU")
    W1 = np.array([[1.0, 0.0], [0.0, 1.0], [0.0, 0.0]])
    theta = np.concatenate([W1.ravel(), [5.0, 5.0, -1.0], [1.0, 1.0, 9.0], [-9.0]])
    rng = np.random.default_rng(0)
    X = rng.standard_normal((2, 50))
    run = Trained(network, (X, np.ones((1, 50)), X, np.ones((1, 50))), theta, 0.5, 0)
    expected = abs(np.corrcoef(X[0], X[1])[0, 1])  # ReLU does nothing at 5 + x
    np.testing.assert_allclose(run.correlations, [expected])
    assert run.losses[2] == 0 and run.losses[:2].min() > 0.5


def test_units_that_are_all_silent_have_no_correlation():
    network = network_with(0.5, 2, "ReLU")
    X = np.ones((2, 4))
    run = Trained(network, (X, np.ones((1, 4))) * 2, np.full(network.size, -1.0), 1, 0)
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
    params, (_, _, X_dev, Y_dev) = hidden_layer_runs.trained_on_moons(
        0.6, 16, "tanh", 2, iterations=30
    )
    wrong = (hidden_layer_runs.scores(params, X_dev, "tanh") > 0) != Y_dev
    assert dev_errors[2] == pytest.approx(wrong.mean(), abs=1e-12)
    assert steps[0].errors.shape == (3, 1)


def test_sentence():
    made = SimpleNamespace(
        keep_prob=0.7,
        train_error=0.1,
        dev_error=0.125,
        norm=17.6,
        correlation=0.377,
        reliance=0.0034,
        decision=SimpleNamespace(length=7.9),
    )
    assert describe(made) == (
        "keep_prob = 0.7: train error 10.0 %, dev 12.5 %, gap 2.5; ‖W‖ = 18; hidden units "
        "correlate by 0.38; losing one changes 0.3 % of the answers; the boundary is smooth."
    )
    made.keep_prob, made.dev_error, made.decision.length = 1, 0.1, 8.1
    assert describe(made).startswith("No dropout: train error 10.0 %, dev 10.0 %, no gap;")
    assert describe(made).endswith("the boundary winds.")


def test_histograms_show_every_weight_every_pair_and_every_unit():
    explorer = dropout_training()
    explorer.set(keep_prob=0.5, units=32)
    artists, result = explorer.view.artists, explorer.result
    assert artists["weights"].get_data().values.sum() == result.weights.size == 96
    assert artists["correlations"].get_data().values.sum() == pytest.approx(100)
    falling = artists["lost"].get_data().values
    np.testing.assert_allclose(falling, sorted(100 * result.losses, reverse=True))
    explorer.close()


def test_predictions_agree_with_ten_seeds():
    assert predictions.lower_train_error().right == "The one trained without dropout."
    assert predictions.lost_unit().right == "In the one trained without dropout."
    for seed in range(10):
        plain, dropped = (last(p, 64, "ReLU", seed) for p in (1.0, 0.7))
        assert plain.reliance > 3 * dropped.reliance
        assert plain.train_error < dropped.train_error
