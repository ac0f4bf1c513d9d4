"""The plane as a network decides it, against curves whose length and number are known."""

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure

from dlcourse import BinaryCrossEntropy, Dense, Network
from dlcourse.figures import palette
from dlcourse.figures.decision_plane import (
    Plane,
    draw_examples,
    draw_plane,
    setup_examples,
    setup_plane,
)

PLANE = Plane((-2, 3), (-1, 2))
X1, X2 = PLANE.X.reshape(2, PLANE.n, PLANE.n)


def circle(x, y, r):
    return r**2 - (X1 - x) ** 2 - (X2 - y) ** 2


def curves(decision):
    """The pieces of the line as arrays (2, k)."""
    gaps = np.flatnonzero(np.isnan(decision.line[0]))
    return np.split(decision.line, gaps, axis=1)


def test_the_grid_runs_row_by_row_from_the_bottom_left():
    assert PLANE.X.shape == (2, 6400)
    np.testing.assert_array_equal(PLANE.X[:, 0], [-2, -1])
    np.testing.assert_array_equal(PLANE.X[:, 79], [3, -1])
    np.testing.assert_array_equal(PLANE.X[:, -1], [3, 2])


def test_a_circle_is_one_closed_piece_of_length_2_pi_r():
    decision = PLANE.divide(circle(0.5, 0.5, 1.2))
    assert decision.pieces == 1
    assert decision.length == pytest.approx(2 * np.pi * 1.2, rel=0.002)
    assert decision.straightness == pytest.approx(0, abs=1e-12)
    assert np.ptp(np.hypot(*(decision.line - 0.5))) < 0.003


def test_the_border_of_the_window_is_no_boundary():
    half = PLANE.divide(circle(0.5, -1, 1.0))  # its lower half is outside
    assert half.pieces == 1
    assert half.length == pytest.approx(np.pi, rel=0.002)
    assert half.straightness == pytest.approx(2 / np.pi, rel=0.005)
    outside = PLANE.divide(-circle(0.5, -1, 1.0))
    assert outside.pieces == 1
    assert outside.length == pytest.approx(half.length)


def test_a_speck_is_no_piece():
    large, speck = circle(0.5, 0.5, 1.2), circle(2.5, 1.5, 0.03)
    assert (speck > 0).any()  # the grid has a point in it
    decision = PLANE.divide(np.maximum(large, speck))
    assert decision.pieces == 1
    assert decision.length == pytest.approx(PLANE.divide(large).length)
    assert PLANE.divide(np.maximum(large, circle(2.5, 1.5, 0.3))).pieces == 2
    assert PLANE.divide(speck).pieces == 1  # where it is all that there is


@pytest.mark.parametrize("sign", [1, -1])
def test_a_straight_line_is_straight(sign):
    decision = PLANE.divide(sign * (X1 - 2 * X2 + 0.1))
    assert decision.pieces == 1
    assert decision.straightness == pytest.approx(1, abs=1e-9)
    assert decision.length == pytest.approx(np.hypot(5, 2.5), rel=1e-6)
    np.testing.assert_allclose(decision.line[0] - 2 * decision.line[1] + 0.1, 0, atol=1e-9)


@pytest.mark.parametrize("Z", [np.ones_like(X1), -np.ones_like(X1), np.zeros_like(X1), X1 + 3])
def test_a_plane_of_one_class_has_no_boundary(Z):
    decision = PLANE.divide(Z)
    assert decision.pieces == 0
    assert decision.length == 0
    assert decision.straightness == 0
    assert decision.line.shape == (2, 0)


def test_pieces_are_counted_and_kept_apart():
    islands = PLANE.divide(np.maximum(circle(-1, 0.5, 0.5), circle(2, 0.5, 0.7)))
    assert islands.pieces == len(curves(islands)) == 2
    assert islands.length == pytest.approx(2 * np.pi * 1.2, rel=0.005)
    hole = PLANE.divide(np.minimum(circle(0, 0, 0.9), -circle(0, 0, 0.4)))
    assert hole.pieces == 2
    assert hole.length == pytest.approx(2 * np.pi * 1.3, rel=0.005)
    stripe = PLANE.divide(0.3 - np.abs(X1 + X2))
    assert stripe.pieces == len(curves(stripe)) == 2
    waves = PLANE.divide(np.sin(4 * X1) - 0.2 * X2)
    # sin(4x) crosses 0 at x = kπ/4, for k = -2 … 3
    assert waves.pieces == 6


def test_the_side_is_painted_where_the_score_is_positive():
    """Holes and islands too: looked up in the pixels."""
    Z = np.sin(3 * X1) * np.cos(4 * X2) + 0.3 * X1
    figure = Figure(figsize=(5, 3), dpi=100)
    canvas = FigureCanvasAgg(figure)
    axes = figure.add_axes((0, 0, 1, 1))
    draw_plane(setup_plane(axes, PLANE), PLANE.divide(Z))
    canvas.draw()
    clear = (np.abs(Z) > 0.3) & (np.abs(X1 - 0.5) < 2.4) & (np.abs(X2 - 0.5) < 1.4)
    x, y = axes.transData.transform(np.stack([X1[clear], X2[clear]]).T).astype(int).T
    painted = np.asarray(canvas.buffer_rgba())[300 - y, x, :3] / 255
    sides = np.array([to_rgb(palette.CLASS_0_PALE), to_rgb(palette.CLASS_1_PALE)])
    np.testing.assert_allclose(painted, sides[(Z[clear] > 0).astype(int)], atol=0.003)


def test_scores_beyond_all_bounds_are_drawn():
    decision = PLANE.divide(1e9 * X1**3)
    assert decision.pieces == 1
    assert decision.length == pytest.approx(3, rel=1e-3)


def logistic(w1, w2, b):
    return Network([Dense(2, 1)], BinaryCrossEntropy()), np.array([w1, w2, b], float)


def within(plane, w1, w2, b):
    """The length of the line w₁x₁ + w₂x₂ + b = 0 within a window, by clipping it at the border."""
    nearest, along = -b * np.array([w1, w2]) / (w1**2 + w2**2), np.array([-w2, w1])
    low, high = np.transpose([plane.xlim, plane.ylim])
    ends = np.sort([(low - nearest) / along, (high - nearest) / along], axis=0)
    return max(0, ends[1].min() - ends[0].max()) * np.hypot(w1, w2)


def test_where_the_boundary_meets_the_border_no_stretch_of_the_border_is_left():
    """A crossing at 1.8000000000000003 is on the border of 1.8 too: ends are not told by `==`."""
    plane = Plane((-1.6, 2.6), (-1.3, 1.8))
    rng = np.random.default_rng(0)
    for _ in range(200):
        w1, w2, b = rng.standard_normal(3)
        decision = plane.divide((w1 * plane.X[0] + w2 * plane.X[1] + b).reshape(80, 80))
        length = within(plane, w1, w2, b)
        assert decision.length == pytest.approx(length, abs=1e-6), (w1, w2, b)
        assert decision.pieces == (length > 0)
        assert length == 0 or decision.straightness == pytest.approx(1)


def test_a_network_decides_as_it_predicts():
    network, theta = logistic(1, 2, -1)
    decision = PLANE.decide(network, theta)
    assert decision.straightness == pytest.approx(1)
    np.testing.assert_allclose(decision.line[0] + 2 * decision.line[1] - 1, 0, atol=1e-9)
    points = np.random.default_rng(0).uniform((-2, -1), (3, 2), (500, 2))
    inside = decision.side.contains_points(points)
    np.testing.assert_array_equal(inside, network.predict(theta, points.T) == 1)


def test_a_network_of_zeros_is_of_class_0_everywhere():
    decision = PLANE.decide(*logistic(0, 0, 0))
    assert decision.pieces == 0
    assert not decision.side.contains_point((0, 0))


def test_examples_and_sides_are_shown():
    axes = Figure().add_subplot()
    artists = setup_plane(axes, PLANE) | setup_examples(axes)
    decision = PLANE.divide(circle(0, 0, 0.5))
    draw_plane(artists, decision)
    X, Y = np.array([[0.0, 1.0, 2.0], [0.0, 0.5, 1.0]]), np.array([[1.0, 0.0, 0.0]])
    draw_examples(artists, X, Y)
    assert artists["side"].get_path() is decision.side
    np.testing.assert_array_equal(artists["boundary"].get_data(), decision.line)
    np.testing.assert_array_equal(artists["class 0"].get_data(), X[:, 1:])
    np.testing.assert_array_equal(artists["class 1"].get_data(), X[:, :1])
    assert axes.get_xlim() == (-2, 3)
