"""The average of temperatures: against weighted sums, a search by hand, and the calendar."""

from datetime import date

import numpy as np
import pytest

from dlcourse import load_temperature
from dlcourse.topics.exponentially_weighted_averages.exercises import ewa as exercise
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
    YEAR,
    centred_mean,
    month_ticks,
    so_many_days,
)


@pytest.mark.parametrize("beta, year", [(0.9, 2014), (0.98, 2015), (0.5, 2014)])
def test_every_day_is_its_weighted_sum(beta, year):
    result, x = compute(beta, str(year)), load_temperature()
    first = date(year, 1, 1).toordinal() - FIRST_DAY.toordinal()
    np.testing.assert_array_equal(result.x, x[first : first + 365])
    for day in (0, 1, 100, 364):
        t = first + day
        weights = (1 - beta) * beta ** np.arange(float(t), -1, -1)
        assert result.v[day] == pytest.approx(weights @ x[: t + 1], rel=1e-12)


def test_what_is_shown_has_forgotten_its_beginning():
    """Nothing of the figure gives away what section 4 asks: how long v = 0 is felt."""
    assert max(BETAS[:21]) ** YEAR.start < 0.001
    assert temperature().controls["beta"].stops[-1] == max(BETAS[:21])


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
    results = [compute(beta, "2014") for beta in BETAS[:21]]
    lags = [result.lag for result in results]
    moves = [result.moves[0] for result in results]
    assert lags == sorted(lags) and lags[0] == 0 and lags[-1] > 50
    assert moves == sorted(moves, reverse=True)
    for result in results:  # the mean age, and less where a cycle of a year is too short for it
        assert result.lag <= result.beta / (1 - result.beta) + 1
    for beta in (0.5, 0.75, 0.8, 0.9):
        assert lag(beta) == pytest.approx(beta / (1 - beta), abs=1)


def test_without_memory_it_is_the_temperature():
    result = compute(0.0, "2015")
    np.testing.assert_array_equal(result.v, result.x)
    assert result.lag == 0


def test_stops_are_evenly_spaced_in_the_logarithm():
    assert len(BETAS) == 24 and BETAS[0] == 0 and BETAS[-1] == 0.995
    assert {0.5, 0.8, 0.9, 0.95, 0.98, 0.99} <= set(BETAS)
    steps = np.diff(np.log10(1 - np.array(BETAS)))
    np.testing.assert_allclose(steps, -0.1, atol=0.011)


def test_in_words():
    sentence = describe(compute(0.9, "2014"))
    assert "about 10 days: v changes by 0.39 °F" in sentence and "runs 9 days late" in sentence
    assert "v is highest on 12 August, 71 °F" in sentence
    x = load_temperature()
    peak = max(range(731, 1096), key=lambda t: 0.9 ** np.arange(float(t), -1, -1) @ x[: t + 1])
    assert date.fromordinal(FIRST_DAY.toordinal() + peak) == date(2014, 8, 12)
    assert "runs 1 day late" in describe(compute(0.5, "2014"))
    assert "about 1 day:" in describe(compute(0.0, "2014"))


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


def test_the_year_drawn_is_the_one_chosen():
    explorer = temperature().set(year="2015")
    artists = explorer.view.artists
    assert artists["year"].get_text() == "2015"
    np.testing.assert_array_equal(artists["dots"].get_ydata(), load_temperature()[1096:])
    np.testing.assert_array_equal(artists["v"].get_ydata(), explorer.result.v)
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


def test_yours_with_beta_swapped_differs():
    def ewa(x, beta):
        return exercise.reference(x, 1 - beta)

    sentence, size = sentence_with(ewa, beta=0.98)
    x = load_temperature()
    most = np.abs(exercise.reference(x, 0.02) - exercise.reference(x, 0.98))[YEAR].max()
    assert sentence.endswith(f"Yours is up to {most:.0f} °F off.")
    assert size == 365


def test_yours_may_change_its_array_and_gets_a_copy():
    def ewa(x, beta):
        assert x.shape == (1461,) and beta == 0.9
        x *= 0
        return x

    sentence, _ = sentence_with(ewa)
    assert "up to" in sentence
    np.testing.assert_array_equal(compute(0.9, "2014").x, load_temperature()[YEAR])


def fails(x, beta):
    return undefined  # noqa: F821


def nothing(x, beta):
    x.sum()


def one_number(x, beta):
    return 3.0


@pytest.mark.parametrize("broken", [fails, nothing, one_number])
def test_yours_without_numbers_leaves_the_figure_whole(broken):
    sentence, size = sentence_with(broken)
    assert sentence.endswith("Yours gives no numbers: let its check tell you why.")
    assert size == 0


def test_an_untouched_stub_is_not_shown():
    def ewa(x, beta):
        return ...

    sentence, size = sentence_with(ewa)
    assert size is None and "Yours" not in sentence
