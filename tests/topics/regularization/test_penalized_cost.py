"""The penalized cost: the path of gradient descent, and its two parts, by other means."""

import numpy as np
import pytest

from dlcourse.topics.regularization.explorers.penalized_cost import (
    STARTS,
    Descent,
    compute,
    describe,
    penalized_cost,
)
from tests.topics.regularization import moon_runs

SETTINGS = [(0.5, 0.15, STARTS[0], 0), (2.0, 0.1, STARTS[1], 3), (0.0, 0.05, STARTS[0], 8)]


@pytest.mark.parametrize("lambd, alpha, start, seed", SETTINGS)
def test_both_parts_are_those_of_a_loop_by_hand(lambd, alpha, start, seed):
    *_, result = compute(lambd, alpha, start, seed)
    before = 600 if start == STARTS[0] else 0
    parameters, (X, Y, X_dev, Y_dev) = moon_runs.trained_by_hand("none", 0, seed, before)
    for t in range(201):
        penalty = lambd / 200 * sum((W**2).sum() for W, _ in parameters)
        data = moon_runs.data_cost(parameters, X, Y)
        assert result.penalties[t] == pytest.approx(penalty, rel=1e-5)
        assert result.data_costs[t] == pytest.approx(data, rel=1e-4)
        assert result.costs[t] == pytest.approx(data + penalty, rel=1e-5)
        if t % 30 == 0:
            error = moon_runs.errors(parameters, X_dev, Y_dev)
            assert result.dev_errors[t // 30] == pytest.approx(error, abs=1e-3)
        slopes = moon_runs.slope(parameters, X, Y)
        parameters = [
            (W - alpha * (dW + lambd / 100 * W), b - alpha * db)
            for (W, b), (dW, db) in zip(parameters, slopes, strict=True)
        ]


def test_the_whole_cost_falls_while_the_data_cost_rises_for_ten_seeds():
    before, after = [], []
    for seed in range(10):
        *_, result = compute(0.5, 0.15, STARTS[0], seed)
        assert result.rises == 0
        assert result.data_rises > 570
        before.append(result.dev_errors[0])
        after.append(result.dev_errors[-1])
    assert (np.array(after) < before).all()
    assert result.costs.size == 601 and result.dev_errors.size == 21


ERRORS = np.array([0.2, 0.1])


def test_rises_are_counted_and_rounding_is_none():
    costs = np.array([3.0, 2.0, 2.0 + 1e-14, 2.5, 1.0])
    penalties = np.array([2.0, 1.0, 1.0, 0.5, 0.0])
    result = Descent(1.0, costs, penalties, ERRORS)
    assert result.rises == 1  # 2 → 2.5
    assert result.data_rises == 1  # 1, 1, 1, 2, 1
    assert "J rises in 1 of 4 iterations, from 3 to 1" in describe(result)
    calm = Descent(1.0, costs[[0, 1, 4]], np.array([2.5, 1.0, 0.0]), ERRORS)
    assert "the data cost alone rises in 1 of them, from 0.5 to 1" in describe(calm)
    both = Descent(1.0, costs[[0, 1, 4]], np.array([1.0, 0.5, 0.0]), ERRORS)
    assert "so does the data cost, to 1; dev error 20.0 %, then 10.0 %." in describe(both)


def test_all_four_curves_are_drawn():
    explorer = penalized_cost()
    artists, result = explorer.view.artists, explorer.result
    np.testing.assert_allclose(artists["J"].get_ydata(), result.costs)
    np.testing.assert_allclose(artists["data cost"].get_ydata(), result.data_costs)
    x, y = artists["dev"].get_data()
    assert list(x[:3]) == [0, 30, 60] and x[-1] == 600
    np.testing.assert_allclose(y, 100 * result.dev_errors)
    explorer.close()
