"""The average of temperatures: against weighted sums, a search by hand, and the calendar."""

from datetime import date

import numpy as np
import pytest

from dlcourse import load_temperature
from dlcourse.topics.exponentially_weighted_averages.exercises import ewa as exercise
from dlcourse.topics.exponentially_weighted_averages.explorers.cold_start import cold_start
from dlcourse.topics.exponentially_weighted_averages.explorers.temperature import (
    compute,
    describe,
    lag,
    rising_day,
    temperature,
)
from dlcourse.topics.exponentially_weighted_averages.runs import (
    BETAS,
    FIRST_DAY,
    centred_mean,
    month_ticks,
    so_many_days,
)

SETTINGS = [(0.9, True, 1, 365), (0.98, False, 29, 60), (0.5, True, 1401, 730)]


@pytest.mark.parametrize("beta, correction, first, days", SETTINGS)
def test_every_day_is_its_weighted_sum(beta, correction, first, days):
    result = compute(beta, correction, first, days)
    theta = load_temperature()[first - 1 :][:days]
    np.testing.assert_array_equal(result.theta, theta)
    assert result.theta.size == min(days, 1461 - first + 1)
    for t in (1, 2, 30, theta.size):
        weights = beta ** np.arange(t - 1.0, -1, -1)
        plain, corrected = (1 - beta) * weights, weights / weights.sum()
        assert result.uncorrected[t - 1] == pytest.approx(plain @ theta[:t], rel=1e-12)
        assert result.corrected[t - 1] == pytest.approx(corrected @ theta[:t], rel=1e-12)
    shown = result.corrected if correction else result.uncorrected
    np.testing.assert_array_equal(result.v, shown)


@pytest.mark.parametrize("beta", [0.5, 0.9, 0.98, 0.995])
def test_the_lag_is_the_shift_with_the_largest_correlation(beta):
    theta, best = load_temperature(), (-2.0, None)
    k = np.arange(1461)
    v = [np.average(theta[: t + 1], weights=beta ** k[: t + 1][::-1]) for t in range(351, 1446)]
    for shift in range(121):
        middle = [theta[t - shift - 15 : t - shift + 16].mean() for t in range(351, 1446)]
        best = max(best, (np.corrcoef(v, middle)[0, 1], shift))
    assert lag(beta) == best[1]


def test_a_larger_beta_is_smoother_and_later():
    results = [compute(beta, True, 1, 365) for beta in BETAS]
    lags = [result.lag for result in results]
    moves = [np.abs(np.diff(result.v)).mean() for result in results]
    assert lags == sorted(lags) and lags[0] == 0 and lags[-1] > 60
    assert moves == sorted(moves, reverse=True)
    for result in results:  # the mean age, and less where a cycle of a year is too short for it
        assert result.lag <= result.mean_age + 1
    for beta in (0.5, 0.75, 0.8, 0.9):
        assert lag(beta) == pytest.approx(beta / (1 - beta), abs=1)


def test_no_lag_and_no_correction_without_memory():
    result = compute(0.0, False, 1, 60)
    np.testing.assert_array_equal(result.v, result.theta)
    assert result.too_low == 0 and result.mean_age == 0


def test_stops_are_evenly_spaced_in_the_logarithm():
    assert len(BETAS) == 24 and BETAS[0] == 0 and BETAS[-1] == 0.995
    assert {0.5, 0.8, 0.9, 0.95, 0.98, 0.99} <= set(BETAS)
    steps = np.diff(np.log10(1 - np.array(BETAS)))
    np.testing.assert_allclose(steps, -0.1, atol=0.011)


def test_the_cold_start_in_words():
    sentence = describe(compute(0.9, False, 1, 365))
    # 0.1 · 48.02 = 4.8; 0.9ᵗ · 40 °F or so falls below 1 °F after 35 days
    assert "day 1 reads 4.8 °F where it was 48.0; more than 1 °F too low on 35 days" in sentence
    assert "all days shown" in describe(compute(0.995, False, 1, 60))
    assert "It runs 1 day late" in describe(compute(0.5, True, 1, 365))
    assert "about 1 day:" in describe(compute(0.0, True, 1, 365))


def test_the_cold_start_is_felt_as_long_as_its_prediction_says():
    explorer = cold_start()
    assert explorer.values == {"beta": 0.98, "bias_correction": False, "first": 1, "days": 365}
    missing = 0.98 ** np.arange(1, 366)  # of the weights
    days = int((missing * explorer.result.corrected > 1).sum())
    assert explorer.result.too_low == days == 200
    assert 0.98**2 == pytest.approx(0.96, abs=0.001) and 0.98**50 == pytest.approx(0.36, abs=0.005)
    assert np.log(1 / 40) / np.log(0.98) == pytest.approx(190, abs=10)
    explorer.close()


def test_days_in_words():
    words = [so_many_days(number) for number in (0, 1, 1.25, 10, 31.25)]
    assert words == ["0 days", "1 day", "1.2 days", "10 days", "31 days"]


def test_centred_mean():
    series = np.array([1.0, 2, 6, 4, 5])
    np.testing.assert_allclose(centred_mean(series, 1), [1.5, 3, 4, 5, 4.5])


@pytest.mark.parametrize("first, days", [(0, 365), (1400, 60), (300, 60), (0, 1461), (28, 120)])
def test_ticks_are_first_days_of_months(first, days):
    ticks = month_ticks(first, days)
    assert 1 <= len(ticks) <= 6
    for place, name in ticks:
        assert 0 <= place < days
        day = date.fromordinal(FIRST_DAY.toordinal() + first + place)
        assert day.day == 1
        assert name.split()[0] == day.strftime("%b")
    assert str(FIRST_DAY.year + (first > 366) * 3) in ticks[0][1]


def test_the_arrow_starts_where_the_centred_mean_rises_through_the_mean_of_all_years():
    theta = load_temperature()
    centre = centred_mean(theta, 15)
    day = rising_day(centre[:365], 40, 270)
    assert centre[day] <= theta.mean() < centre[day + 1]
    falling = np.linspace(60, 40, 100)
    assert 10 <= rising_day(falling, 10, 60) < 60  # no rise: some day inside, no error


def test_the_line_drawn_follows_the_toggle():
    explorer = temperature()
    artists = explorer.view.artists
    assert artists["corrected"].get_xdata().size == 365
    assert artists["uncorrected"].get_xdata().size == 0
    explorer.set(bias_correction=False)
    assert artists["corrected"].get_xdata().size == 0
    np.testing.assert_array_equal(artists["uncorrected"].get_ydata(), explorer.result.uncorrected)
    np.testing.assert_array_equal(
        artists["start_corrected"].get_ydata(), explorer.result.corrected[:60]
    )
    explorer.close()


def sentence_with(yours, **values):
    explorer = temperature(yours=yours)
    sentence, drawn = explorer.set(**values).sentence, explorer.view.artists.get("yours")
    size = None if drawn is None else drawn.get_xdata().size
    explorer.close()
    return sentence, size


def test_yours_the_reference_is_the_same():
    sentence, size = sentence_with(exercise.reference)
    assert sentence.endswith("Yours is the same.") and size == 365
    assert "not corrected" in sentence  # so that the two lie on each other
    sentence, _ = sentence_with(exercise.reference, bias_correction=True)
    assert sentence.endswith("Yours is the same without correction.")


def test_yours_with_beta_swapped_differs():
    def ewa(theta, beta):
        return exercise.reference(theta, 1 - beta)

    sentence, size = sentence_with(ewa)
    theta = load_temperature()[:365]
    most = np.abs(exercise.reference(theta, 0.1) - exercise.reference(theta, 0.9)).max()
    assert sentence.endswith(f"Yours is up to {most:.1f} °F off.")
    assert size == 365


def test_yours_may_change_its_array_and_gets_a_copy():
    def ewa(theta, beta):
        assert theta.shape == (365,) and beta == 0.9
        theta *= 0
        return theta

    sentence, _ = sentence_with(ewa)
    assert "up to" in sentence
    np.testing.assert_array_equal(compute(0.9, True, 1, 365).theta, load_temperature()[:365])


def fails(theta, beta):
    return undefined  # noqa: F821


def nothing(theta, beta):
    theta.sum()


def one_number(theta, beta):
    return 3.0


@pytest.mark.parametrize("broken", [fails, nothing, one_number])
def test_yours_without_numbers_leaves_the_figure_whole(broken):
    sentence, size = sentence_with(broken)
    assert sentence.endswith("Yours gives no numbers: let its check tell you why.")
    assert size == 0


def test_an_untouched_stub_is_not_shown():
    def ewa(theta, beta):
        return ...

    sentence, size = sentence_with(ewa)
    assert size is None and "Yours" not in sentence
