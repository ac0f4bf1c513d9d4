"""A network, a matrix and a descent, each in a small live figure: what is drawn are the numbers."""

import numpy as np
import pytest
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

from dlcourse import BinaryCrossEntropy, Dense, GradientDescent, Network, Tanh
from dlcourse.figures import palette
from dlcourse.figures.descent import (
    Landscape,
    draw_contours,
    draw_path,
    setup_contours,
    setup_path,
)
from dlcourse.figures.drawn_network import (
    THICKEST,
    THINNEST,
    Drawing,
    draw_network,
    setup_network,
)
from dlcourse.figures.matrices import SIGNED, draw_matrix, setup_matrix
from dlcourse.live.figure import LiveFigure

NETWORK = Network([Dense(2, 3), Tanh(), Dense(3, 1)], BinaryCrossEntropy())
DRAWING = Drawing((2, 3, 1), across=2.0)


def weights(seed):
    theta = NETWORK.initialize(np.random.default_rng(seed))
    return [part["W"] for part in NETWORK.unpack(theta) if part]


def test_units_stand_in_columns_and_edges_follow_the_matrices():
    places = [[0, 0.5], [0, -0.5], [2, 1], [2, 0], [2, -1], [4, 0]]
    np.testing.assert_array_equal(DRAWING.units, places)
    np.testing.assert_array_equal(DRAWING.layer, [0, 0, 1, 1, 1, 2])
    ends = [[0, 2], [1, 2], [0, 3], [1, 3], [0, 4], [1, 4], [2, 5], [3, 5], [4, 5]]
    np.testing.assert_array_equal(DRAWING.ends, ends)
    line = DRAWING.edges(np.arange(9) == 8, place=(10, 20))
    np.testing.assert_array_equal(line, [[12, 14, np.nan], [19, 20, np.nan]])


def test_a_connection_shows_its_weight_by_width_and_its_sign_by_colour():
    view = LiveFigure(lambda figure: setup_network(figure.subplots(), DRAWING))
    W = [np.array([[1.0, -2.0], [0.0, 0.5], [-0.5, 4.0]]), np.array([[2.0, -4.0, 1.0]])]
    view.draw(lambda artists, W: draw_network(artists, DRAWING, W), W)
    for name, sign, colour in (
        ("positive", 1, palette.POSITIVE),
        ("negative", -1, palette.NEGATIVE),
    ):
        lines = view.artists[name]
        drawn = {
            tuple(map(tuple, segment)): width
            for segment, width in zip(lines.get_segments(), lines.get_linewidths(), strict=True)
        }
        expected = {}
        for layer, matrix in enumerate(W):
            first = DRAWING.units[DRAWING.layer == layer]
            second = DRAWING.units[DRAWING.layer == layer + 1]
            for (j, i), w in np.ndenumerate(matrix):
                if np.sign(w) == sign:
                    width = THINNEST + (THICKEST - THINNEST) * abs(w) / 4
                    expected[tuple(first[i]), tuple(second[j])] = width
        assert drawn == pytest.approx(expected)
        assert to_hex(lines.get_colors()[0]) == colour.lower()
    assert len(view.artists["positive"].get_segments()) == 5  # a weight of 0 is not drawn
    view.close()


def test_the_thickest_weight_can_be_told():
    artists = setup_network(Figure().add_subplot(), Drawing((1, 1)))
    for w, width in ((1.0, (THINNEST + THICKEST) / 2), (9.0, THICKEST)):
        draw_network(artists, Drawing((1, 1)), [np.array([[w]])], largest=2)
        assert artists["positive"].get_linewidths() == pytest.approx([width])


def test_a_network_is_redrawn_in_place():
    view = LiveFigure(lambda figure: setup_network(figure.subplots(), DRAWING), (4, 3))

    def draw(artists, W):
        draw_network(artists, DRAWING, W)

    view.draw(draw, weights(0))
    before = view.pixels()
    view.draw(draw, weights(1))
    assert (view.pixels() != before).any()
    view.draw(draw, weights(0))
    np.testing.assert_array_equal(view.pixels(), before)
    pixels = before.reshape(-1, 3)
    for colour in (palette.POSITIVE, palette.NEGATIVE):
        rgb = [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
        assert (pixels == rgb).all(axis=1).any(), colour
    view.close()


def matrix_view(shape, size=(4, 3)):
    return LiveFigure(lambda figure: setup_matrix(figure.subplots(), "W", shape), size)


def test_a_matrix_is_titled_by_its_shape_and_coloured_around_0():
    W = np.array([[0.5, -1.0], [0.0, 2.0], [-2.0, 0.25]])
    view = matrix_view(W.shape)
    view.draw(lambda artists, W: draw_matrix(artists, "W", W), W)
    image = view.artists["W"]
    assert image.axes.get_title("left") == "W (3, 2)"
    np.testing.assert_array_equal(image.get_array(), W / 2)
    shades = image.to_rgba(image.get_array())
    assert to_hex(shades[1, 0]) == "#ffffff"
    assert to_hex(shades[1, 1]) == palette.POSITIVE.lower()
    assert to_hex(shades[2, 0]) == palette.NEGATIVE.lower()
    says = [view.artists[f"W {i},{j}"].get_text() for i, j in np.ndindex(3, 2)]
    assert says == ["0.50", "−1.00", "0.00", "2.00", "−2.00", "0.25"]
    colours = [view.artists[f"W {i},{j}"].get_color() for i, j in np.ndindex(3, 2)]
    assert colours == ["black", "black", "black", "white", "white", "black"]
    # what the pixels say: the cell in the second row, right, is orange
    axes, pixels = image.axes, view.pixels()
    x, y = axes.transData.transform((1.4, 1.4))
    near = pixels[len(pixels) - int(y), int(x)] / 255
    np.testing.assert_allclose(near, SIGNED(1.0)[:3], atol=0.01)
    view.close()


def test_numbers_are_shown_where_they_fit_and_only_there():
    for shape, format, shown in (
        ((3, 3), ".2f", True),
        ((3, 40), ".2f", False),
        ((3, 12), ".0f", True),
        ((3, 12), ".3f", False),
        ((30, 2), ".2f", False),
        ((64, 64), ".2f", None),  # too many to be numbers at all
    ):
        view = matrix_view(shape)
        values = np.linspace(-1, 1, np.prod(shape)).reshape(shape)
        view.draw(lambda artists, W, f=format: draw_matrix(artists, "W", W, format=f), values)
        texts = [a for name, a in view.artists.items() if name != "W"]
        assert {text.get_visible() for text in texts} == (set() if shown is None else {shown})
        if shown:
            for text in texts:
                box = text.get_window_extent(view.canvas.get_renderer())
                cell = view.artists["W"].axes.bbox
                assert box.width < cell.width / shape[1], (shape, format)
                assert box.height < cell.height / shape[0]
        view.close()


def test_a_matrix_of_zeros_and_a_fixed_strongest_colour():
    artists = setup_matrix(Figure().add_subplot(), "dW", (1, 2))
    draw_matrix(artists, "dW", np.zeros((1, 2)))
    np.testing.assert_array_equal(artists["dW"].get_array(), 0)
    draw_matrix(artists, "dW", [[1.0, -9.0]], largest=4)
    np.testing.assert_array_equal(artists["dW"].get_array(), [[0.25, -1]])


def bowl(w):
    """½ w₁² + 5 w₂²: H is diag(1, 10)."""
    return (w[0] ** 2 + 10 * w[1] ** 2) / 2


LANDSCAPE = Landscape(bowl, (-3, 3), (-2, 2))


def test_contours_lie_where_the_cost_has_their_height():
    axes = Figure().add_subplot()
    artists = setup_contours(axes, LANDSCAPE)
    heights = [0.5, 2.0, 4.0]
    draw_contours(artists, LANDSCAPE, heights)
    lines = artists["contours"].get_segments()
    assert len(lines) == 3
    for line, height in zip(lines, heights, strict=True):
        np.testing.assert_allclose(bowl(line.T), height, atol=0.02)
        # an ellipse: its half axes are √(2h) and √(2h/10)
        assert line[:, 0].max() == pytest.approx(np.sqrt(2 * height), rel=0.01)
        assert line[:, 1].max() == pytest.approx(np.sqrt(height / 5), rel=0.01)
    brightness = artists["contours"].get_colors()[:, :3].sum(axis=1)
    assert (np.diff(brightness) < 0).all()


def test_heights_are_evenly_or_logarithmically_spaced():
    plain = LANDSCAPE.heights(5)
    np.testing.assert_allclose(np.diff(plain, 2), 0, atol=1e-12)
    assert LANDSCAPE.J.min() < plain[0] and plain[-1] < LANDSCAPE.J.max()
    wide = LANDSCAPE.heights(5, logarithmic=True)
    np.testing.assert_allclose(np.diff(np.log(wide), 2), 0, atol=1e-12)
    assert wide[0] < plain[0] / 10
    with pytest.raises(ValueError, match=r"lowest cost of -\d.*must be positive"):
        Landscape(lambda w: bowl(w) - 1, (-3, 3), (-2, 2)).heights(5, logarithmic=True)


def descent_view():
    def setup(figure):
        axes = figure.subplots()
        return setup_contours(axes, LANDSCAPE) | setup_path(axes)

    def draw(artists, path):
        draw_contours(artists, LANDSCAPE, LANDSCAPE.heights(8, logarithmic=True))
        draw_path(artists, path)

    return LiveFigure(setup, (5, 3)), draw


def walk(learning_rate, steps=20):
    w, descent, path = np.array([-2.5, 1.5]), GradientDescent(learning_rate), []
    for _ in range(steps + 1):
        path.append(w)
        w = descent.step(w, np.array([1.0, 10.0]) * w)
    return np.array(path)


def test_a_path_goes_from_its_start_to_its_end_and_is_updated_in_place():
    view, draw = descent_view()
    path = walk(0.15)
    view.draw(draw, path)
    before = view.pixels()
    np.testing.assert_array_equal(view.artists["path"].get_xydata(), path)
    np.testing.assert_array_equal(view.artists["path_start"].get_xydata(), [[-2.5, 1.5]])
    # gradient descent on a bowl: w_t = (1 - α h)ᵗ w_0
    end = [-2.5 * 0.85**20, 1.5 * 0.5**20]
    np.testing.assert_allclose(view.artists["path_end"].get_xydata(), [end], atol=1e-12)
    view.draw(draw, walk(0.05))
    assert (view.pixels() != before).any()
    view.draw(draw, path)
    np.testing.assert_array_equal(view.pixels(), before)
    view.close()


def test_a_diverging_path_leaves_the_window_without_a_warning():
    view, draw = descent_view()
    steps = [[1.0, 1.5 * (-9.0) ** t] for t in range(300)]  # as with α = 1 on a curvature of 10
    view.draw(draw, [*steps, [1.0, np.inf], [np.nan, np.nan], [0.0, 0.0]])
    shown = view.artists["path"].get_xydata()
    np.testing.assert_array_equal(shown[:7], steps[:7])
    assert len(shown) == 300
    assert np.abs(shown).max() == 1e6
    assert abs(view.artists["path_end"].get_ydata()[0]) == 1e6
    view.close()
