"""Paired differences, against numbers from printed tables and worked by hand."""

import numpy as np
import pytest

from dlcourse.evidence import PairedDifference, paired_difference, t_quantile

# two-sided 95 % quantiles as printed in every table of Student's t
TABLE = {1: 12.706, 2: 4.303, 3: 3.182, 4: 2.776, 5: 2.571, 9: 2.262, 10: 2.228, 19: 2.093}


@pytest.mark.parametrize("df, printed", TABLE.items())
def test_quantile_is_the_printed_one(df, printed):
    assert t_quantile(df) == pytest.approx(printed, abs=0.004 if df < 9 else 0.0006)


def test_interval_worked_by_hand():
    # differences 1, 0, 1, 2: mean 1, s = √(2/3), t(3) = 3.182, half = 3.182 √(2/3) / 2 = 1.299
    found = paired_difference([2, 2, 2, 2], [1, 2, 1, 0])
    assert found.mean == 1
    assert found.low == pytest.approx(1 - 1.299, abs=0.002)
    assert found.high == pytest.approx(1 + 1.299, abs=0.002)
    assert not found.clear


def test_words():
    nothing = PairedDifference(0.004, -0.003, 0.011, 10)
    assert nothing.in_points() == "no difference (95 % interval -0.3 to +1.1 points, 10 seeds)"
    higher = PairedDifference(0.052, 0.041, 0.063, 12)
    assert higher.in_points() == "5.2 points higher (95 % interval 4.1 to 6.3, 12 seeds)"
    lower = PairedDifference(-0.052, -0.063, -0.041, 12)
    assert lower.in_points() == "5.2 points lower (95 % interval 4.1 to 6.3, 12 seeds)"


@pytest.mark.parametrize(
    ("low", "words"),
    [
        (0.0004, "1.10 points higher (95 % interval 0.04 to 2.16, 20 seeds)"),
        (0.000004, "1.1000 points higher (95 % interval 0.0004 to 2.1996, 20 seeds)"),
    ],
)
def test_an_interval_that_leaves_0_out_does_not_read_as_if_it_began_there(low, words):
    assert PairedDifference(0.011, low, 0.022 - low, 20).in_points() == words
    assert PairedDifference(-0.011, low - 0.022, -low, 20).in_points() == words.replace(
        "higher", "lower"
    )


def test_interval_covers_the_truth_in_95_of_100_samples():
    rng = np.random.default_rng(0)
    samples = rng.normal(0.3, 1.0, size=(4000, 10))
    found = [paired_difference(sample, np.zeros(10)) for sample in samples]
    covered = np.mean([f.low <= 0.3 <= f.high for f in found])
    assert covered == pytest.approx(0.95, abs=0.012)


@pytest.mark.parametrize("a, b", [([1], [1]), ([1, 2], [1, 2, 3]), ([[1, 2]], [[1, 2]])])
def test_what_cannot_be_paired_is_refused(a, b):
    with pytest.raises(ValueError, match="two sequences of the same length"):
        paired_difference(a, b)
