"""What several topics share of the digits."""

import numpy as np
import pytest

from dlcourse import load_digits
from dlcourse.topics import digits
from dlcourse.topics.exponentially_weighted_averages.explorers.temperature import shifted_centres
from dlcourse.topics.exponentially_weighted_averages.runs import temperatures


def test_the_digits_are_those_of_the_file():
    for kept, read in zip(digits.images_and_labels(), load_digits(), strict=True):
        np.testing.assert_array_equal(kept, read)


@pytest.mark.parametrize("array", [*digits.images_and_labels(), temperatures(), shifted_centres()])
def test_nobody_writes_into_what_is_kept_for_all(array):
    with pytest.raises(ValueError, match="read-only"):
        array[:] = 0


def test_a_split_may_be_written_into():
    for X, Y in digits.split(50, np.random.default_rng(0)):
        X[0], Y[0] = 1, 1
