"""The gain of dropout by the number of examples, against networks written out by hand."""

import numpy as np
import pytest

from dlcourse.topics.dropout.runs.noisy_digits import gain_by_data
from tests.topics.dropout.dropout_runs import adam, draw, error, trained


@pytest.mark.parametrize("m, wrong, keep_prob", [(50, 0.2, 0.5), (100, 0.0, 0.8)])
def test_errors_agree_with_networks_written_out(m, wrong, keep_prob):
    errors = gain_by_data([m], seeds=[3, 11], wrong=wrong, keep_prob=keep_prob)
    assert errors.shape == (1, 2, 2)
    for column, seed in enumerate((3, 11)):
        ((X, labels), dev, _), rng = draw(seed, m, wrong=round(wrong * m))
        expected = [
            error(trained(rng, (64, 64, 10), (1, keep), X, labels, adam(0.02), 60), *dev)
            for keep in (1, keep_prob)
        ]
        # rounding may turn images that are on the edge between two digits
        assert errors[0, column] == pytest.approx(expected, abs=4.1 / 500)


def test_the_gain_is_largest_neither_for_the_fewest_nor_for_the_most_examples():
    errors = gain_by_data((25, 200, 800))
    few, some, many = (errors[:, :, 0] - errors[:, :, 1]).mean(axis=1)
    assert some > 0.08
    assert few < some - 0.06 and many < some - 0.04


def test_right_labels_leave_little_to_gain():
    errors = gain_by_data((50, 200), wrong=0.0)
    assert np.all((errors[:, :, 0] - errors[:, :, 1]).mean(axis=1) < 0.02)
