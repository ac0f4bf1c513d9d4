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
from tests.topics.regularization import digit_runs

SETTINGS = [(2.0, 0.2, STARTS[0], 0), (5.0, 0.1, STARTS[1], 3), (0.0, 0.03, STARTS[0], 8)]


@pytest.mark.parametrize("lambd, alpha, start, seed", SETTINGS)
def test_both_parts_are_those_of_a_loop_by_hand(lambd, alpha, start, seed):
    result = compute(lambd, alpha, start, seed)
    (train, *_), rng = digit_runs.draw(seed, 100)
    params = digit_runs.start(rng, 32)
    if start == STARTS[0]:
        params = digit_runs.last(digit_runs.adam(params, *train, 0.02, 60))
    for t in range(151):
        penalty = lambd / 200 * ((params[0] ** 2).sum() + (params[2] ** 2).sum())
        data = digit_runs.cost(params, *train)
        assert result.penalties[t] == pytest.approx(penalty, rel=1e-6)
        assert result.data_costs[t] == pytest.approx(data, rel=1e-5)
        assert result.costs[t] == pytest.approx(data + penalty, rel=1e-6)
        gradients = digit_runs.gradient(params, *train, l2=lambd)
        params = [p - alpha * g for p, g in zip(params, gradients, strict=True)]


def test_the_whole_cost_falls_while_the_data_term_rises_for_ten_seeds():
    for seed in range(10):
        result = compute(2.0, 0.2, STARTS[0], seed)
        assert result.rises == 0
        assert result.data_rises == 150
        assert (np.diff(result.costs) < 0).all()


def test_rises_are_counted_and_rounding_is_none():
    costs = np.array([3.0, 2.0, 2.0 + 1e-14, 2.5, 1.0])
    penalties = np.array([2.0, 1.0, 1.0, 0.5, 0.0])
    result = Descent(1.0, costs, penalties)
    assert result.rises == 1  # 2 → 2.5
    assert result.data_rises == 1  # 1, 1, 1, 2, 1
    assert "J rises in 1 of 4 iterations, from 3 to 1" in describe(result)
    calm = Descent(1.0, costs[[0, 1, 4]], np.array([2.5, 1.0, 0.0]))
    assert "the data term alone rises in 1 of them, from 0.5 to 1" in describe(calm)
    both = Descent(1.0, costs[[0, 1, 4]], np.array([1.0, 0.5, 0.0]))
    assert describe(both).endswith("so does the data term, to 1.")


def test_the_changes_are_drawn_as_differences():
    explorer = penalized_cost()
    x, y = explorer.view.artists["J_change"].get_data()
    assert np.allclose(y, np.diff(explorer.result.costs))
    assert list(x[:2]) == [1, 2] and x[-1] == 150
    assert (y < 0).all()
    _, y = explorer.view.artists["data term_change"].get_data()
    assert (y > 0).all()
    explorer.close()
