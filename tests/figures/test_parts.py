"""The smaller parts of figures: what they draw, against numbers worked out by hand."""

import numpy as np
import pytest
from matplotlib.figure import Figure

from dlcourse.evidence import paired_difference
from dlcourse.figures.dumbbells import draw_dumbbells, setup_dumbbells
from dlcourse.figures.histograms import draw_histogram, root_scale, setup_histogram
from dlcourse.figures.lines import joined, side_by_side
from dlcourse.topics.pairs import Pairs, by_run


def test_lines_are_joined_with_gaps():
    assert joined([]).shape == (2, 0)
    line = joined([np.array([[0, 1], [2, 3]]), np.array([[4], [5]])])
    np.testing.assert_array_equal(line, [[0, 1, np.nan, 4], [2, 3, np.nan, 5]])
    both = side_by_side(np.array([[0], [1], [2]]), np.array([[1, 4], [2, 5], [3, 6]]))
    gap = np.nan
    np.testing.assert_array_equal(both, [[0, 1, 2, gap] * 2, [1, 2, 3, gap, 4, 5, 6, gap]])
    assert side_by_side(np.zeros((1, 0)), np.zeros((2, 0))).shape == (2, 0)


def dumbbells(reference, partner, planned=6):
    axes = Figure(figsize=(4, 4)).add_subplot()
    artists = setup_dumbbells(axes, planned)
    pairs = Pairs(planned, np.array(reference, float), np.array(partner, float))
    draw_dumbbells(artists, pairs, ("plain", "changed"))
    return axes, artists


def test_each_pair_is_a_dumbbell_and_the_means_have_names():
    axes, artists = dumbbells([0.2, 0.3, 0.4], [0.1, 0.25, 0.05])
    np.testing.assert_allclose(artists["reference"].get_data(), [[1, 2, 3], [20, 30, 40]])
    np.testing.assert_allclose(artists["partner"].get_data(), [[1, 2, 3], [10, 25, 8]])  # cut at 8
    gap = np.nan
    bars = [[1, 1, gap, 2, 2, gap, 3, 3, gap], [20, 10, gap, 30, 25, gap, 40, 8, gap]]
    np.testing.assert_allclose(artists["bars"].get_data(), bars)
    np.testing.assert_allclose(artists["mean_reference"].get_ydata(), 30)
    np.testing.assert_allclose(artists["mean_partner"].get_ydata(), 40 / 3)
    assert artists["reference_name"].get_text() == "plain\n30.0 % on average"
    assert artists["partner_name"].get_text() == "changed\n13.3 % on average"
    assert "log scale" in axes.get_title("left") + axes.get_title()
    assert "95 %" in axes.get_xlabel()


def test_the_interval_is_that_of_the_difference_beside_the_references_mean():
    reference, partner = [0.40, 0.36, 0.44, 0.40], [0.30, 0.28, 0.31, 0.29]
    _, artists = dumbbells(reference, partner)
    difference = paired_difference(partner, reference)
    low, high = artists["interval"].get_ydata()
    assert low == pytest.approx(40 + 100 * difference.low)
    assert high == pytest.approx(40 + 100 * difference.high)
    # Student's t for 3 degrees of freedom: 3.1824, differences 10, 8, 13, 11
    half = 3.1824 * np.std([10, 8, 13, 11], ddof=1) / 2
    assert low == pytest.approx(40 - 10.5 - half, abs=0.01)
    assert high == pytest.approx(40 - 10.5 + half, abs=0.01)


@pytest.mark.parametrize("errors", [[], [0.2]])
def test_before_the_second_pair_there_is_no_interval(errors):
    _, artists = dumbbells(errors, errors)
    assert artists["interval"].get_xydata().size == 0
    assert artists["reference_name"].get_visible() == bool(errors)


def test_one_run_twice_has_no_interval():
    _, artists = dumbbells([0.2, 0.3], [0.2, 0.3])
    assert artists["interval"].get_xydata().size == 0


def test_pairs_say_how_far_they_are():
    assert Pairs(10, *by_run([])).progress == "0 of 10 pairs of runs are trained."
    assert Pairs(10, *by_run([(0.2, 0.1)])).progress == "1 of 10 pairs of runs are trained."
    two = Pairs(10, *by_run([(0.2, 0.1), (0.4, 0.2)]))
    assert two.progress == ""
    assert two.difference.mean == pytest.approx(-0.15)
    np.testing.assert_array_equal(two.reference, [0.2, 0.4])
    np.testing.assert_array_equal(two.partner, [0.1, 0.2])


def test_a_root_scale_is_one_and_says_so():
    axes = Figure().add_axes((0, 0, 1, 1))
    root_scale(axes, "number of weights")
    axes.set(ylim=(0, 400))
    assert axes.get_ylabel() == "number of weights (√ scale)"
    height = axes.transData.transform([(0, y) for y in (0, 4, 100, 400)])[:, 1]
    np.testing.assert_allclose(height / height[-1], [0, 0.1, 0.5, 1])


def test_a_histogram_counts_and_its_outermost_bins_hold_the_rest():
    axes = Figure().add_subplot()
    bins = np.array([0.0, 1.0, 2.0, 3.0])
    bars = setup_histogram(axes, bins)
    draw_histogram(bars, [-7, 0.5, 1.5, 1.6, 1.7, 99])
    np.testing.assert_array_equal(bars.get_data().values, [2, 3, 1])
    draw_histogram(bars, [-7, 0.5, 1.5, 1.6], whole=100)
    np.testing.assert_array_equal(bars.get_data().values, [50, 50, 0])
    draw_histogram(bars, [], whole=100)
    np.testing.assert_array_equal(bars.get_data().values, 0)
