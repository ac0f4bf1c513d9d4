"""An equation of matrices: each as coloured cells with numbers, its name above, its shape below."""

import numpy as np
from matplotlib.collections import PolyCollection

from dlcourse.figures import palette
from dlcourse.figures.matrices import DARK, SIGNED

CELLS, PARTS = 64, 8
HIGH = 0.72  # of a cell that is 1 wide
CORNERS = np.array([[0, 0], [1, 0], [1, HIGH], [0, HIGH]])


def setup_equation(axes, width, height, fontsize=10):
    """Room for an equation.

    Parameters
    ----------
    axes : Axes
    width, height : float, of the axes; a cell is 1 wide and 0.72 high
    fontsize : float, of the numbers in the cells

    Returns
    -------
    artists : dict
    """
    axes.set(xlim=(0, width), ylim=(height, 0))
    axes.set_axis_off()
    look = {"ha": "center", "va": "center"}
    cells = PolyCollection([], edgecolors=palette.DROPPED, linewidths=0.6)
    artists = {"cells": axes.add_collection(cells)}
    for i in range(CELLS):
        artists[f"cell_{i}"] = axes.text(0, 0, "", fontsize=fontsize, **look)
    for i in range(PARTS):
        artists[f"name_{i}"] = axes.text(0, 0, "", fontsize=12, weight="bold", **look)
        artists[f"shape_{i}"] = axes.text(0, 0, "", fontsize=10, **look)
    return artists


def draw_equation(artists, parts, largest=None):
    """Show matrices and the signs between them, in the middle of their axes.

    Parameters
    ----------
    artists : dict with the artists of `setup_equation`
    parts : list; a text, as " · ", or a pair (name, matrix)
    largest : float, the |value| of the strongest colours; by default the largest at hand
    """
    width, height = artists["cells"].axes.get_xlim()[1], artists["cells"].axes.get_ylim()[0]
    matrices = [part[1] for part in parts if not isinstance(part, str)]
    scale = largest or max(np.abs(matrix).max() for matrix in matrices) or 1.0
    wide = [0.3 * len(part) if isinstance(part, str) else part[1].shape[1] for part in parts]
    x, corners, values = (width - sum(wide)) / 2, [], []
    for i in range(PARTS):
        name, shape = artists[f"name_{i}"], artists[f"shape_{i}"]
        name.set_text("")
        shape.set_text("")
        if i >= len(parts):
            continue
        part, middle = parts[i], x + wide[i] / 2
        if isinstance(part, str):
            name.set(text=part, position=(middle, height / 2))
        else:
            says, matrix = part
            rows, columns = matrix.shape
            top = height / 2 - HIGH * rows / 2
            name.set(text=says, position=(middle, top - 0.42))
            shape.set(text=f"({rows}, {columns})", position=(middle, top + HIGH * rows + 0.36))
            for (row, column), value in np.ndenumerate(matrix):
                corners.append(CORNERS + np.array([x + column, top + HIGH * row]))
                values.append(value)
        x += wide[i]
    shades = np.clip(np.array(values) / scale, -1, 1)
    artists["cells"].set_verts(corners)
    artists["cells"].set_facecolor(SIGNED((shades + 1) / 2))
    for i in range(CELLS):
        text = artists[f"cell_{i}"]
        if i >= len(values):
            text.set_text("")
            continue
        number = f"{values[i]:.2f}".replace("-", "−")
        colour = "white" if abs(shades[i]) >= DARK else "black"
        text.set(text=number, color=colour, position=corners[i].mean(axis=0))
