"""The lectures' worked averages, with the corrected numbers of the syllabus."""

import numpy as np
import pytest

from dlcourse.topics.exponentially_weighted_averages.explorers.worked_steps import (
    compute,
    describe,
    worked_steps,
)


def test_four_derivatives():
    """EW-05 as corrected: t = 3 is .8952, t = 4 is .7338."""
    result = compute(4, "derivatives", 0.9)
    by_hand = [0.081, 0.0729 + 0.09, 0.14661 + 0.096, 0.218349 + 0.034]
    np.testing.assert_allclose(result.v, by_hand, rtol=1e-12)
    divisors = [0.1, 0.19, 0.271, 0.3439]
    np.testing.assert_allclose(result.v_corrected, np.divide(by_hand, divisors), rtol=1e-12)
    np.testing.assert_array_equal(result.v_corrected.round(4), [0.81, 0.8574, 0.8952, 0.7338])


def test_three_temperatures():
    result = compute(3, "temperatures", 0.9)
    np.testing.assert_allclose(result.v, [4, 8.5, 12.15], rtol=1e-12)
    np.testing.assert_array_equal(result.v_corrected.round(2), [40, 44.74, 44.83])
    assert compute(4, "temperatures", 0.9).step == 3  # the lectures have no fourth day


def test_two_days_of_beta_098():
    result = compute(2, "temperatures", 0.98)
    np.testing.assert_allclose(result.shares, [0.0196, 0.02], rtol=1e-12)
    assert result.divisor == pytest.approx(0.0396)
    np.testing.assert_array_equal((result.shares / result.divisor).round(3), [0.495, 0.505])


@pytest.mark.parametrize("step", [1, 2, 3, 4])
@pytest.mark.parametrize("beta", [0.0, 0.5, 0.9, 0.995])
def test_shares_make_the_averages(step, beta):
    result = compute(step, "derivatives", beta)
    assert result.shares @ result.values == pytest.approx(result.v[-1], rel=1e-12)
    assert result.shares.sum() == pytest.approx(result.divisor, rel=1e-9)


def test_sentences():
    assert describe(compute(3, "derivatives", 0.9)) == (
        "Step 3: v = 0.9·0.1629 + 0.1·0.96 = 0.2426. Its weights sum to 1 − 0.9³ = 0.271; "
        "divided by that it is 0.8952."
    )
    assert describe(compute(1, "temperatures", 0.98)).startswith(
        "Step 1: v = 0.98·0 + 0.02·40 = 0.8. Its weights sum to 1 − 0.98 = 0.02; divided"
    )


def test_the_page_fills_line_by_line():
    explorer = worked_steps().set(step=2)
    texts = {
        name: a.get_text()
        for name, a in explorer.view.artists.items()
        if "_" in name and hasattr(a, "get_text")
    }
    assert texts["line_1"] == "v₁: 0.9·0 + 0.1·0.81 = 0.081"
    assert texts["right_2"] == "/ 0.19 = 0.8574"
    assert texts["line_3"] == texts["right_3"] == texts["line_4"] == ""
    assert explorer.view.artists["made"].get_text() == "v₂ = 0.09 x₁ + 0.1 x₂"
    assert texts["made_corrected"] == "0.474 x₁ + 0.526 x₂"
    explorer.set(data="temperatures", beta=0.98)
    assert explorer.view.artists["made_corrected"].get_text() == "0.495 x₁ + 0.505 x₂"
    assert explorer.view.artists["scale_2"].get_text() == "50"
    explorer.close()


def test_no_text_is_cut_off():
    """What is wider than half the figure would be, as texts become pictures from its middle."""
    explorer = worked_steps()
    for beta in explorer.controls["beta"].stops[::4]:
        explorer.set(step=4, beta=beta)
        renderer = explorer.view.canvas.get_renderer()
        for artist in explorer.view.artists.values():
            if hasattr(artist, "get_text") and artist.get_text():
                box = artist.get_window_extent(renderer)
                assert box.x1 <= 900 and box.width < 450, artist.get_text()
    explorer.close()
