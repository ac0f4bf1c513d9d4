"""Ten pairs of runs: networks trained by other means, and the interval counted anew."""

import numpy as np
import pytest

from dlcourse.topics.regularization.explorers.paired_seeds import (
    dev_error,
    look,
    paired_seeds,
    run,
)
from tests.topics.regularization import moon_runs


@pytest.mark.parametrize("units", [3, 16])
def test_errors_are_those_of_a_loop_by_hand(units):
    settings = [("none", 0, seed) for seed in (0, 4)]
    parameters, (*_, X_dev, Y_dev) = moon_runs.trained_at_once(settings, 600, units=units)
    by_hand = moon_runs.errors(parameters, X_dev, Y_dev)
    np.testing.assert_allclose([dev_error(units, seed) for seed in (0, 4)], by_hand, atol=1e-3)


def test_the_interval_is_that_of_the_pairs_at_hand():
    *_, all_pairs = run(8)
    result = look(all_pairs, 4)
    change = [b - a for a, b in zip(*all_pairs.errors[:, :4], strict=True)]
    half = 3.182446 * np.std(change, ddof=1) / 2  # Student's t with 3 degrees of freedom
    assert result.difference.low == pytest.approx(np.mean(change) - half, abs=1e-4)
    assert result.difference.high == pytest.approx(np.mean(change) + half, abs=1e-4)
    assert result.finished and result.done == 4


def test_pictures_are_made_of_the_result():
    explorer = paired_seeds().set(units=32)
    artists, result = explorer.view.artists, explorer.result
    np.testing.assert_allclose(artists["partner"].get_ydata(), 100 * result.partner)
    np.testing.assert_allclose(
        artists["differences"].get_ydata(), 100 * (result.partner - result.reference)
    )
    low, high = artists["interval"].get_ydata()
    assert low < 0 < high and artists["verdict"].get_text() == "the interval covers 0"
    assert "no difference" in explorer.sentence
    explorer.set(units=8)
    assert artists["verdict"].get_text() == "the interval leaves 0 out"
    explorer.close()
