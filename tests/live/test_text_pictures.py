"""Texts drawn from kept pictures, against matplotlib's own drawing of the same text."""

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from dlcourse.live import text_pictures
from dlcourse.live.text_pictures import TextPictures

LOOKS = {
    "two lines": {"s": "Ag λ = 0.5\nzwei", "color": "#9B3A8A", "weight": "bold", "ha": "center"},
    "in a box": {"s": "box", "bbox": {"facecolor": "yellow", "alpha": 0.5, "linewidth": 0}},
    "turned": {"s": "turned", "rotation": 90, "va": "top"},
    "wider than half the figure": {"s": 25 * "wide ", "fontsize": 6, "ha": "center"},
    "pale": {"s": "pale", "alpha": 0.4, "ha": "right"},
}


@pytest.fixture
def canvas():
    canvas = FigureCanvasAgg(Figure(figsize=(4, 2), dpi=100))
    canvas.draw()
    return canvas


def pixels(canvas, draw, text):
    renderer = canvas.get_renderer()
    renderer.clear()
    draw(text, renderer)
    return np.asarray(canvas.buffer_rgba()).astype(int)


def by_matplotlib(text, renderer):
    text.draw(renderer)


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
def test_first_and_later_drawings_are_matplotlibs(canvas, look):
    text = canvas.figure.text(0.5, 0.5, **look)
    expected = pixels(canvas, by_matplotlib, text)
    assert expected[:, :, 3].any()
    pictures = TextPictures()
    first = pixels(canvas, pictures.draw, text)
    assert np.array_equal(pixels(canvas, pictures.draw, text), first)
    # alpha is blended once more than by matplotlib, which may round another way
    shown = first[:, :, 3:] * first[:, :, :3], expected[:, :, 3:] * expected[:, :, :3]
    assert np.abs(shown[0] - shown[1]).max() <= 2 * 255
    assert np.abs(first[:, :, 3] - expected[:, :, 3]).max() <= 1


def test_a_text_that_moves_by_whole_pixels_moves_its_picture(canvas):
    text = canvas.figure.text(0.5, 0.5, "here")
    pictures = TextPictures()
    before = pixels(canvas, pictures.draw, text)
    text.set_position((0.5 + 30 / 400, 0.5 + 20 / 200))
    after = pixels(canvas, pictures.draw, text)
    assert np.array_equal(np.roll(before, (-20, 30), axis=(0, 1)), after)
    assert len(pictures._pictures) == 1


def test_what_changes_the_look_makes_another_picture(canvas):
    text = canvas.figure.text(0.5, 0.5, "0.1")
    pictures = TextPictures()
    seen = {pixels(canvas, pictures.draw, text).tobytes()}
    for change in ({"text": "0.2"}, {"color": "red"}, {"ha": "right"}, {"weight": "bold"}):
        text.set(**change)
        seen.add(pixels(canvas, pictures.draw, text).tobytes())
    assert len(seen) == 5


def test_nothing_is_drawn_of_hidden_empty_or_lost_texts(canvas):
    pictures = TextPictures()
    for look in ({"s": "x", "visible": False}, {"s": ""}, {"s": "  "}):
        text = canvas.figure.text(0.5, 0.5, **look)
        assert not pixels(canvas, pictures.draw, text)[:, :, 3].any()
    lost = canvas.figure.text(np.nan, 0.5, "x")
    assert not pixels(canvas, pictures.draw, lost)[:, :, 3].any()


def test_the_number_of_pictures_is_bounded(canvas, monkeypatch):
    monkeypatch.setattr(text_pictures, "MOST", 10)
    text = canvas.figure.text(0.5, 0.5, "")
    pictures = TextPictures()
    for k in range(35):
        text.set(text=str(k), weight="bold" if k % 2 else "normal")
        pixels(canvas, pictures.draw, text)
    assert len(pictures._pictures) <= 10


def test_a_text_that_becomes_bold_and_back_is_kept_in_both_until_there_are_too_many(
    canvas, monkeypatch
):
    monkeypatch.setattr(text_pictures, "MOST", 3)
    text, pictures = canvas.figure.text(0.5, 0.5, "here"), TextPictures()
    for k in range(9):
        text.set(text=f"here {k % 5}", fontweight="bold" if k % 2 else "normal")
        drawn = pixels(canvas, pictures.draw, text)
        assert np.array_equal(drawn, pixels(canvas, TextPictures().draw, text))
        assert len(pictures._pictures) == min(k + 1, 3)
