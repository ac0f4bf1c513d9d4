"""The slider over explicit stops."""

import pytest

from dlcourse.live.controls import choice, choices, seed, toggle
from dlcourse.live.sliders import StopSlider, log_stops


def test_shows_each_stop_as_the_lesson_writes_it():
    slider = StopSlider("λ", [0, 1e-5, 0.01, 100], 0.01)
    assert slider.texts == ["0", "1e-5", "0.01", "100"]
    assert slider.text == "0.01"


def test_a_format_is_followed():
    assert StopSlider("removed", [0, 0.25, 0.5], 0.25, format=".0%").text == "25%"


def test_nearest_stop():
    slider = StopSlider("w", [-1, 0, 2], 0)
    assert slider.nearest(0.9) == 0
    assert slider.nearest(1.1) == 2
    assert slider.nearest(-50) == -1


@pytest.mark.parametrize("stops", [[], [1], [1, 1], [2, 1]])
def test_stops_must_increase(stops):
    with pytest.raises(ValueError, match=r"slider 'λ' got the stops .* strictly increase"):
        StopSlider("λ", stops, 1)


def test_a_value_between_the_stops_is_refused_and_names_the_nearest():
    slider = StopSlider("λ", [0, 0.1, 1], 0.1)
    with pytest.raises(
        ValueError, match=r"λ = 0.3 is not a stop of its slider; the nearest is 0.1"
    ):
        slider.value = 0.3
    assert slider.value == 0.1


def test_a_value_off_in_the_last_digit_is_its_stop():
    slider = StopSlider("λ", [0, 0.3], 0)
    slider.value = 0.1 + 0.2
    assert slider.value == 0.3


def test_log_stops_are_round_numbers():
    assert log_stops(-2, 1) == [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10]
    assert log_stops(-1, 0, mantissas=(1, 3), zero=True) == [0, 0.1, 0.3, 1]


def test_choices_of_every_kind_of_control():
    assert choices(StopSlider("λ", [0, 1], 1)) == [0, 1]
    assert choices(choice("penalty", ["none", "L1"], "L1")) == ["none", "L1"]
    assert choices(toggle("on")) == [False, True]
    assert choices(seed()) == list(range(20))
