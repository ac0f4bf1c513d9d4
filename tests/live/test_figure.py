"""The figure that is kept alive, against matplotlib's own rendering and Pillow's decoder."""

import time
from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from dlcourse.live import figure
from dlcourse.live.figure import LiveFigure, fast_png


def setup(figure):
    left, right = figure.subplots(1, 2)
    left.set(xlim=(0, 1), ylim=(0, 1), title="left")
    (line,) = left.plot([], [], color="#0072B2")
    right.grid(False)
    image = right.imshow(np.zeros((4, 4)), vmin=0, vmax=1, extent=(0, 4, 0, 4))
    bars = left.stairs([0.0, 0.0], [0, 0.5, 1])
    return {"line": line, "image": image, "bars": bars}


def draw(artists, result):
    artists["line"].set_data([0, 1], [result, 1 - result])
    artists["image"].set_data(np.full((4, 4), result))
    artists["bars"].set_data([result, result / 2])


def pixels(png):
    return np.asarray(Image.open(BytesIO(png)).convert("RGB"))


def shown(view, result):
    view.draw(draw, result)
    view.present(f"result {result}", at_rest=True)
    return pixels(view.png)


def test_png_is_pixel_identical_to_what_was_given():
    rgba = np.random.default_rng(0).integers(0, 256, (37, 53, 4), dtype=np.uint8)
    assert np.array_equal(pixels(fast_png(rgba)), rgba[:, :, :3])


def test_a_blitted_frame_has_the_pixels_of_a_full_drawing():
    view = LiveFigure(setup, size=(4, 2))
    shown(view, 0.2)
    blitted = shown(view, 0.7)
    for artist in view._animated:
        artist.set_animated(False)
    view.canvas.draw()
    full = np.asarray(view.canvas.buffer_rgba())[:, :, :3]
    # the artists are drawn above the axes' ticks and spines of the background: a few pixels differ
    assert np.mean(np.any(full != blitted, axis=2)) < 0.01
    assert blitted.shape == (200, 400, 3)


def test_going_back_gives_the_same_bytes():
    view = LiveFigure(setup, size=(4, 2))
    first = shown(view, 0.2).tobytes()
    assert shown(view, 0.7).tobytes() != first
    assert shown(view, 0.2).tobytes() == first


def test_new_limits_redraw_the_background():
    view = LiveFigure(setup, size=(4, 2))
    before = shown(view, 0.2)
    axes = view.artists["line"].axes
    axes.set_xlim(0, 1000)
    after = shown(view, 0.2)
    assert np.any(after[170:] != before[170:])  # the tick labels at the bottom


def test_the_screens_pixel_ratio_is_followed():
    view = LiveFigure(setup, size=(4, 2))
    shown(view, 0.2)
    view.ratio = 2.0
    assert shown(view, 0.2).shape == (400, 800, 3)
    assert (view.width, view.height) == (400, 200)


def test_stored_picture_is_smaller_and_keeps_white_white():
    view = LiveFigure(setup, size=(4, 2))
    shown(view, 0.2)
    small = view.small_png()
    assert len(small) < len(view.png) / 2
    assert tuple(pixels(small)[0, 0]) == (255, 255, 255)


def test_pin_keeps_lines_and_steps_as_a_ghost_and_lets_go():
    view = LiveFigure(setup, size=(4, 2), pin=("line", "bars"))
    plain = shown(view, 0.7)
    shown(view, 0.2)
    view.pin("result 0.2")
    with_ghost = shown(view, 0.7)
    assert np.any(with_ghost != plain)
    ghost = view._ghosts["line"]
    assert list(ghost.get_ydata()) == [0.2, 0.8]
    assert list(view._ghosts["bars"].get_data().values) == [0.2, 0.1]
    view.pin("")
    assert np.array_equal(shown(view, 0.7), plain)


def test_locate_gives_data_coordinates_from_the_top_left():
    view = LiveFigure(setup, size=(4, 2))
    shown(view, 0.2)
    box = view.artists["line"].axes.get_position()
    axes, x, y = view.locate(box.x0 + 0.25 * box.width, 1 - (box.y0 + 0.75 * box.height))
    assert axes is view.artists["line"].axes
    assert (x, y) == (pytest.approx(0.25), pytest.approx(0.75))
    assert view.locate(0.001, 0.001)[0] is None


def test_sentence_is_announced_at_rest_only():
    view = LiveFigure(setup, size=(4, 2))
    view.draw(draw, 0.1)
    view.present("running", at_rest=False)
    assert (view.sentence, view.announced) == ("running", "")
    view.present("done", at_rest=True)
    assert (view.sentence, view.announced) == ("done", "done")


def sent_by(view, monkeypatch):
    """The messages that a view sends from now on: names of traits."""
    sent = []
    monkeypatch.setattr(view, "_send", lambda message, buffers: sent.append(message))
    return sent


def test_a_picture_that_travels_waits_until_the_last_one_has_arrived(monkeypatch):
    view = LiveFigure(setup, size=(4, 2))
    view.travels = True
    sent = sent_by(view, monkeypatch)
    for result in (0.1, 0.2, 0.3):
        shown(view, result)
    assert [message["state"]["sentence"] for message in sent] == ["result 0.1"]
    assert view.sentence == "result 0.3"  # in the kernel it is the latest at once
    view.arrived()
    assert [message["state"]["sentence"] for message in sent] == ["result 0.1", "result 0.3"]
    shown(view, 0.4)
    assert len(sent) == 2
    view.arrived()
    view.arrived()
    assert [message["state"]["sentence"] for message in sent[2:]] == ["result 0.4"]


def test_a_page_that_was_closed_holds_nothing_up_for_long(monkeypatch):
    monkeypatch.setattr(figure, "PATIENCE", 0.01)
    view = LiveFigure(setup, size=(4, 2))
    view.travels = True
    sent = sent_by(view, monkeypatch)
    shown(view, 0.1)
    time.sleep(0.02)
    shown(view, 0.2)
    assert [message["state"]["sentence"] for message in sent] == ["result 0.1", "result 0.2"]


def test_a_picture_that_travels_is_light_and_nearly_the_same():
    view = LiveFigure(setup, size=(4, 2))
    plain = shown(view, 0.3)
    heavy = len(view.png)
    view.travels = True
    light = shown(view, 0.7), shown(view, 0.3)
    assert view.png.startswith(b"RIFF")
    assert len(view.png) < heavy / 2
    assert np.abs(light[1].astype(int) - plain).max() < 48
    assert tuple(light[1][0, 0]) == (255, 255, 255)


def test_a_picture_that_travels_has_as_many_colours_as_its_size_allows(monkeypatch):
    view = LiveFigure(setup, size=(4, 2))
    view.travels = True
    shown(view, 0.3)
    full, many = len(view.png), len(np.unique(pixels(view.png).reshape(-1, 3), axis=0))
    monkeypatch.setattr(figure, "MOST", full - 1)
    shown(view, 0.7)
    shown(view, 0.3)
    assert len(view.png) < full
    assert len(np.unique(pixels(view.png).reshape(-1, 3), axis=0)) < many
