"""Names at the ends of curves: beside the end where there is room, never one over another."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from dlcourse.figures.named_curves import (
    draw_curves,
    place_names,
    setup_curves,
    setup_names,
    spread,
)
from dlcourse.live.figure import LiveFigure

LOOKS = {"a": {"color": "b"}, "b": {"color": "r"}, "c": {"color": "g"}}
SCALES = [
    ("linear", {}, (-1, 1)),
    ("log", {}, (1e-3, 10)),
    ("symlog", {"linthresh": 1e-3}, (-1, 1)),
]


@given(
    st.lists(st.tuples(st.floats(-1, 2), st.floats(0.01, 0.1)), min_size=1, max_size=9),
)
def test_labels_never_overlap_and_move_as_little_as_can_be(labels):
    ends, heights = np.transpose(labels)
    places = spread(ends, heights)
    assert (places >= heights / 2 - 1e-9).all() and (places <= 1 - heights / 2 + 1e-9).all()
    order = np.argsort(ends, kind="stable")
    apart = np.diff(places[order])
    assert (apart >= (heights[order][1:] + heights[order][:-1]) / 2 - 1e-9).all()
    if len(ends) == 1:
        assert places[0] == pytest.approx(np.clip(ends[0], heights[0] / 2, 1 - heights[0] / 2))


def test_places_are_the_nearest_of_all():
    """Against every choice on a fine grid of three labels."""
    ends, heights = np.array([0.3, 0.34, 0.5]), np.array([0.2, 0.1, 0.1])
    grid = np.arange(0, 1.0001, 0.005)
    a, b, c = np.meshgrid(grid, grid, grid, indexing="ij")
    fits = (b - a >= 0.15 - 1e-9) & (c - b >= 0.1 - 1e-9) & (a >= 0.1) & (c <= 0.95)
    cost = (a - ends[0]) ** 2 + (b - ends[1]) ** 2 + (c - ends[2]) ** 2
    best = np.unravel_index(np.where(fits, cost, np.inf).argmin(), cost.shape)
    np.testing.assert_allclose(spread(ends, heights), grid[list(best)], atol=0.006)


def test_a_label_without_an_end_has_no_place_and_takes_none():
    places = spread([0.5, np.nan, 0.5], [0.1, 0.9, 0.1])
    np.testing.assert_allclose(places, [0.45, np.nan, 0.55])
    assert np.isnan(spread([np.nan], 0.1)).all()


def drawn(figure):
    """Extents of the visible texts, in pixels."""
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    texts = [t for axes in figure.axes for t in axes.texts if t.get_visible() and t.get_text()]
    return [text.get_window_extent() for text in texts]


@pytest.mark.parametrize(("scale", "options", "limits"), SCALES)
def test_on_any_scale_a_lone_name_stands_at_its_curve_and_crowded_ones_apart(
    scale, options, limits
):
    figure = Figure(figsize=(4, 3))
    axes = figure.add_axes((0.1, 0.1, 0.8, 0.8))
    axes.set_yscale(scale, **options)
    axes.set(xlim=(0, 2), ylim=limits)
    artists = setup_curves(axes, LOOKS, x=1.1)
    x = np.linspace(0, 1, 5)
    draw_curves(artists, {"a": (x, np.full(5, 0.02)), "b": None, "c": (x, np.full(5, 0.3))})
    for name, y in (("a", 0.02), ("c", 0.3)):
        end = axes.transData.transform((1, y))[1]
        box = artists[f"{name}_name"].get_window_extent(FigureCanvasAgg(figure).get_renderer())
        assert box.y0 < end < box.y1, name
    assert not artists["b_name"].get_visible()
    assert artists["b"].get_xydata().size == 0
    curves = {name: (x, np.full(5, 0.02 + i * 1e-5)) for i, name in enumerate("abc")}
    words = {"a": "two\nlines", "b": "one", "c": "three\nof\nthem"}
    draw_curves(artists, curves, words)
    boxes = sorted(drawn(figure), key=lambda box: box.y0)
    assert len(boxes) == 3
    for lower, upper in pairwise(boxes):
        assert lower.y1 <= upper.y0 + 1
    assert boxes[0].y0 >= axes.bbox.y0 - 1 and boxes[-1].y1 <= axes.bbox.y1 + 1


def test_curves_out_of_sight_have_their_names_at_the_border():
    axes = Figure().add_axes((0, 0, 1, 1))
    axes.set(ylim=(0, 1))
    artists = setup_curves(axes, {"a": {"color": "b"}}, x=1)
    for y, edge in ((5.0, 1), (-5.0, 0)):
        draw_curves(artists, {"a": ([0, 1], [0.5, y])})
        assert artists["a_name"].get_position()[1] == pytest.approx(edge, abs=0.05)


def test_the_end_can_be_told_and_the_words_are_kept():
    axes = Figure().add_axes((0, 0, 1, 1))
    axes.set(ylim=(0, 1))
    artists = setup_curves(axes, {"a": {"color": "b"}}, x=1)
    draw_curves(artists, {"a": ([0, 1], [0.5, 0.9])}, {"a": "now"}, ends={"a": 0.3})
    assert artists["a_name"].get_position()[1] == pytest.approx(0.3)
    draw_curves(artists, {"a": ([0, 1], [0.5, 0.9])})
    assert artists["a_name"].get_text() == "now"


def test_names_are_as_far_apart_in_the_first_picture_as_in_the_second():
    """The first one is drawn before the axes have their final size."""

    def setup(figure):
        axes = figure.subplots(1, 3)[0]
        axes.set(ylim=(0, 1), title="a title", xlabel="and\nthree\nlines")
        return setup_names(axes, {"a": "b", "b": "r"}, x=0.5)

    def draw(artists, ends):
        place_names(artists, ends)

    view = LiveFigure(setup)
    view.draw(draw, {"a": 0.5, "b": 0.5})
    first = view.pixels()
    view.draw(draw, {"a": 0.5, "b": 0.5})
    np.testing.assert_array_equal(view.pixels(), first)
    view.close()
