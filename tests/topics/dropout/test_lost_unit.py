"""One unit lost: the bars and the boundary against a network without it, by other means."""

import numpy as np
import pytest

from dlcourse.topics.dropout import predictions
from dlcourse.topics.dropout.explorers.lost_unit import UNITS, describe, look, lost_unit, run
from tests.topics.dropout import moons_runs


@pytest.fixture(scope="module")
def explorer():
    made = lost_unit()
    yield made
    made.close()


@pytest.mark.parametrize("seed, lost", [(0, 1), (3, 7), (8, 32)])
def test_the_unit_of_that_rank_is_gone_from_the_boundary_and_the_error(seed, lost):
    result = look(run(seed), lost)
    params, (_, _, X_dev, Y_dev) = moons_runs.trained_on_moons(1.0, 16, "tanh", seed)
    whole = moons_runs.scores(params, X_dev[:, :500], "tanh") > 0
    changed, errors = [], []
    for unit in range(32):
        heard = [part.copy() for part in params]
        heard[2 if unit < 16 else 4][:, unit % 16] = 0
        z = moons_runs.scores(heard, X_dev, "tanh")
        changed.append(np.mean((z[:, :500] > 0) != whole))
        errors.append(np.mean((z > 0) != Y_dev))
    assert result.changed == pytest.approx(np.sort(changed)[-lost], abs=2.1 / 500)
    assert np.min(np.abs(np.array(errors) - result.dev_error)) < 2.1 / 2000
    assert result.whole.reliance == pytest.approx(np.mean(changed), abs=1e-3)


def test_no_unit_lost_is_the_whole_network(explorer):
    result = explorer.set(lost=0).result
    assert result.changed == 0 and result.dev_error == result.whole.dev_error
    np.testing.assert_array_equal(result.decision.line, result.whole.decision.line)
    assert describe(result).endswith("All 32 hidden units answer.")


def test_the_lost_unit_is_the_black_bar_and_a_click_on_a_bar_loses_it(explorer):
    explorer.set(lost=5)
    bars = explorer.view.artists["lost"]
    assert len(bars.get_segments()) == UNITS
    black = [i for i, colour in enumerate(bars.get_colors()) if tuple(colour[:3]) < (0.1,) * 3]
    assert black == [4]
    assert explorer._pointer(bars.axes, 5.2, 3.0) == {"lost": 5.2}
    assert explorer._pointer(explorer.view.artists["boundary"].axes, 0.3, 0.2) == {}


def test_what_the_notebook_says_holds_for_other_seeds_too():
    """In every network some unit decides more than a tenth, and most of its parts cancel."""
    assert predictions.lost_unit().right.startswith("More than one in ten")
    for seed in range(10, 20):
        result = run(seed)
        assert result.changed.max() > 0.1
        outputs = result.network.layer_outputs(result.theta, result.data[2], train=False)
        last = result.network.unpack(result.theta)[-1]
        parts = last["W"].T * outputs[-2]
        z = parts.sum(axis=0) + last["b"]
        assert np.abs(parts).sum(axis=0).mean() > 3 * np.abs(z).mean()
        assert np.mean(np.abs(z) < np.abs(parts).mean()) > 0.05
