"""An equation of matrices: cells, numbers, names and shapes where they belong."""

import numpy as np
from matplotlib.colors import to_hex

from dlcourse.figures import palette
from dlcourse.figures.equation import CELLS, HIGH, PARTS, draw_equation, setup_equation
from dlcourse.live.figure import LiveFigure

W = np.array([[0.5, -1.0], [0.0, 2.0], [-2.0, 0.25]])
X = np.array([[1.0], [-0.5]])


def view():
    return LiveFigure(lambda figure: setup_equation(figure.subplots(), 12, 5), (6, 3))


def texts(artists, name, count):
    return [text for i in range(count) if (text := artists[f"{name}_{i}"].get_text())]


def test_matrices_stand_side_by_side_with_their_numbers():
    live = view()
    parts = [("W", W), " · ", ("X", X), " = ", ("Z", W @ X)]
    live.draw(lambda artists, parts: draw_equation(artists, parts, largest=2), parts)
    artists = live.artists
    assert texts(artists, "name", PARTS) == ["W", " · ", "X", " = ", "Z"]
    assert texts(artists, "shape", PARTS) == ["(3, 2)", "(2, 1)", "(3, 1)"]
    shown = [float(text.replace("−", "-")) for text in texts(artists, "cell", CELLS)]
    np.testing.assert_allclose(shown, [*W.flat, *X.flat, *(W @ X).flat], atol=0.00501)
    cells = [path.vertices[:4] for path in artists["cells"].get_paths()]
    assert len(cells) == 11
    first, second, below = cells[0], cells[1], cells[2]
    np.testing.assert_allclose(second - first, [[1, 0]] * 4)
    np.testing.assert_allclose(below - first, [[0, HIGH]] * 4)
    colours = [to_hex(colour) for colour in artists["cells"].get_facecolors()]
    assert colours[2] == "#ffffff" and colours[3] == palette.POSITIVE.lower()
    assert colours[4] == palette.NEGATIVE.lower()
    live.close()


def test_a_smaller_equation_leaves_nothing_of_the_former_one():
    live = view()

    def draw(artists, parts):
        draw_equation(artists, parts)

    live.draw(draw, [("X", X)])
    before = live.pixels()
    live.draw(draw, [("W", W), " + ", ("b", W[:, :1])])
    assert (live.pixels() != before).any()
    live.draw(draw, [("X", X)])
    np.testing.assert_array_equal(live.pixels(), before)
    live.close()


def test_zeros_are_white():
    live = view()
    live.draw(lambda artists, parts: draw_equation(artists, parts), [("J", np.zeros((1, 1)))])
    assert to_hex(live.artists["cells"].get_facecolors()[0]) == "#ffffff"
    live.close()
