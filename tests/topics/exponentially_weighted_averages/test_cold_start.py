"""The first year: how low, how long, and against weighted means."""

import numpy as np
import pytest

from dlcourse import load_temperature
from dlcourse.topics.exponentially_weighted_averages.exercises import corrected_average
from dlcourse.topics.exponentially_weighted_averages.explorers.cold_start import (
    cold_start,
    compute,
    describe,
)
from dlcourse.topics.exponentially_weighted_averages.predictions import too_low


@pytest.mark.parametrize("beta", [0.5, 0.9, 0.98])
def test_both_averages_are_weighted_sums(beta):
    result, x = compute(beta), load_temperature()
    for t in (1, 2, 30, 365):
        weights = beta ** np.arange(t - 1.0, -1, -1)
        assert result.v[t - 1] == pytest.approx((1 - beta) * weights @ x[:t])
        assert result.corrected[t - 1] == pytest.approx(np.average(x[:t], weights=weights))
        assert result.total[t - 1] == pytest.approx((1 - beta) * weights.sum())


def test_it_is_too_low_for_as_long_as_the_text_says():
    result = compute(0.98)
    lacks = 0.98 ** np.arange(1, 366) * result.corrected  # °F
    assert result.too_low == (lacks > 1).sum() == 200
    assert round(result.corrected[199]) == 58
    assert "takes 200 days until v is less than 1 °F" in too_low().conclusion


def test_in_words():
    # 0.1 · 48.02 = 4.8; 0.9ᵗ · 40 °F or so falls below 1 °F after 35 days
    sentence = describe(compute(0.9))
    assert "day 1 was 48.0 °F and v is 4.8; on 35 days v is more than 1 °F below" in sentence
    assert "on all days of the year v" in describe(compute(0.995))


def test_both_curves_are_drawn():
    explorer = cold_start().set(beta=0.9)
    artists = explorer.view.artists
    np.testing.assert_array_equal(artists["corrected"].get_ydata(), explorer.result.corrected)
    np.testing.assert_array_equal(artists["v"].get_ydata(), explorer.result.v)
    explorer.close()


@pytest.mark.parametrize(
    ("yours", "words"),
    [
        (corrected_average.reference, "Yours is the corrected one."),
        (corrected_average.given, "Yours is up to 432 °F off."),  # 0.9/0.1 · 48.02
        (lambda x, beta: "no", "Yours gives no numbers: let its check tell you why."),
    ],
)
def test_yours_is_compared_with_the_corrected_average(yours, words):
    explorer = cold_start(yours=yours).set(beta=0.9)
    assert explorer.sentence.endswith(words)
    explorer.close()
