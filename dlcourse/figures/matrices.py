"""A matrix as coloured cells: orange above 0, blue below, its shape beside its name."""

import numpy as np
from matplotlib.colors import LinearSegmentedColormap

from dlcourse.figures import palette

SIGNED = LinearSegmentedColormap.from_list(
    "signed", [palette.NEGATIVE, "#FFFFFF", palette.POSITIVE], N=255
)  # an odd number of colours: 0 is white
MOST = 400  # cells that get a number; more of them would be slow, and too small anyhow
DARK = 0.6  # of the largest |value|: from here on a number is white
WIDTH, HEIGHT = 0.66, 1.3  # of a character and of a line, in font sizes


def setup_matrix(axes, name, shape, fontsize=10):
    """Room for a matrix of a given shape.

    Parameters
    ----------
    axes : Axes
    name : str, "W"; the title says "W (16, 2)"
    shape : (rows, columns)
    fontsize : float, of the numbers in the cells

    Returns
    -------
    artists : dict with "NAME", an image, and "NAME i,j", the number in each cell
    """
    rows, columns = shape
    axes.set(title=f"{name} ({rows}, {columns})", xticks=[], yticks=[])
    axes.grid(False)
    axes.spines[:].set_visible(True)
    cells = {"cmap": SIGNED, "vmin": -1, "vmax": 1, "interpolation": "nearest", "aspect": "auto"}
    artists = {name: axes.imshow(np.zeros(shape), **cells)}
    look = {"ha": "center", "va": "center", "fontsize": fontsize}
    for i, j in np.ndindex(shape) if rows * columns <= MOST else ():
        artists[f"{name} {i},{j}"] = axes.text(j, i, "", **look)
    return artists


def draw_matrix(artists, name, values, largest=None, format=".2f"):
    """Show the values of a matrix: as colours, and as numbers where these fit into their cells.

    Parameters
    ----------
    artists : dict with the artists of `setup_matrix`
    name : str, as given there
    values : (rows, columns)
    largest : float, the |value| of the strongest colours; by default the largest one at hand
    format : str, of the numbers

    Example
    -------
    >>> from matplotlib.figure import Figure
    >>> artists = setup_matrix(Figure().add_subplot(), "W", (1, 2))
    >>> draw_matrix(artists, "W", [[0.5, -1.0]])
    >>> artists["W 0,1"].get_text(), artists["W 0,1"].get_color()
    ('−1.00', 'white')
    """
    values = np.asarray(values, float)
    shades = values / (largest or np.abs(values).max() or 1.0)
    artists[name].set_data(np.clip(shades, -1, 1))
    if f"{name} 0,0" not in artists:
        return
    axes, fontsize = artists[name].axes, artists[f"{name} 0,0"].get_fontsize()
    numbers = [f"{value:{format}}".replace("-", "−") for value in values.flat]
    cell = np.array([axes.bbox.width, axes.bbox.height]) / values.shape[::-1]
    needed = fontsize * np.array([WIDTH * max(map(len, numbers)), HEIGHT])
    fit = bool((cell / axes.figure.dpi * 72 >= needed).all())
    for (i, j), number in zip(np.ndindex(values.shape), numbers, strict=True):
        colour = "white" if abs(shades[i, j]) >= DARK else "black"
        artists[f"{name} {i},{j}"].set(text=number, color=colour, visible=fit)
