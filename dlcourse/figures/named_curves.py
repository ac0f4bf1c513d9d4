"""Curves with their names at their ends, on any scale: no legend to look up, no name over another.

A name belongs to its artist: the text of the curve "dev" is "dev_name". It stands where the curve
ends, and moves up or down only as far as its neighbours' letters need.
"""

import numpy as np

LINE = 1.3  # height of a line of text, in font sizes, with the air that it needs


def spread(ends, heights, low=0.0, high=1.0):
    """Places of labels: as near as can be to the lines' ends, none over another, in low … high.

    Parameters
    ----------
    ends : array_like, shape (n,)
        Where the lines end, in any order; ends out of sight count as at the border. A line without
        an end, NaN, gets no place, NaN.
    heights : float or array_like, shape (n,)
        How high each label is; together at most high - low.
    low, high : float
        The borders; labels stay within them.

    Returns
    -------
    places : (n,), the middles of the labels, in the order of `ends`

    Example
    -------
    >>> spread([0.5, 0.5, 0.9], heights=0.2)
    array([0.4, 0.6, 0.9])
    """
    ends = np.asarray(ends, float)
    heights = np.broadcast_to(heights, ends.shape)
    order = np.argsort(ends, kind="stable")[: np.isfinite(ends).sum()]  # NaN is sorted last
    below = np.concatenate([[0.0], np.cumsum(heights[order])])  # heights of all labels below each
    bottoms = np.clip(ends, low + heights / 2, high - heights / 2) - heights / 2
    # measured from where they would be in one pile, labels that do not overlap may only rise
    wanted = bottoms[order] - below[:-1]
    blocks = []  # runs of labels that touch: [sum of what they want, how many]
    for value in wanted:
        blocks.append([value, 1])
        while len(blocks) > 1 and blocks[-2][0] / blocks[-2][1] > blocks[-1][0] / blocks[-1][1]:
            total, n = blocks.pop()
            blocks[-1][0] += total
            blocks[-1][1] += n
    piled = np.array([total / n for total, n in blocks for _ in range(n)])
    places = np.full(len(ends), np.nan)
    places[order] = np.clip(piled, low, high - below[-1]) + below[:-1] + heights[order] / 2
    return places


def setup_names(axes, colours, x, **look):
    """Room for names beside their lines' ends.

    Parameters
    ----------
    axes : Axes, whose y-axis may have any scale
    colours : dict, name → colour; the name is what the text says until `place_names` changes it
    x : float, where the names stand, in data
    look : further properties of a Text

    Returns
    -------
    artists : dict with "NAME_name" for each name
    """
    look = {"va": "center", "transform": axes.get_xaxis_transform(), **look}
    return {f"{name}_name": axes.text(x, 0, name, color=c, **look) for name, c in colours.items()}


def place_names(artists, ends, words=None):
    """Put names beside their lines' ends, apart from each other.

    Parameters
    ----------
    artists : dict with the texts of `setup_names`, all on the same axes
    ends : dict, name → y of the line's end, in data; NaN: the line is not there, nor its name
    words : dict, name → what the name says now; one or several lines of text

    Example
    -------
    >>> from matplotlib.figure import Figure
    >>> axes = Figure().add_subplot(yscale="log", ylim=(0.01, 100))
    >>> artists = setup_names(axes, {"train": "b", "dev": "r"}, x=1)
    >>> place_names(artists, {"train": 1.0, "dev": float("nan")})
    >>> float(artists["train_name"].get_position()[1]), artists["dev_name"].get_visible()
    (0.5, False)
    """
    texts = [artists[f"{name}_name"] for name in ends]
    for name, word in (words or {}).items():
        artists[f"{name}_name"].set_text(word)
    axes = texts[0].axes
    y = np.array([*axes.get_ylim(), *ends.values()], float)
    bottom, top, *scaled = axes.yaxis.get_transform().transform(y)
    points = axes.bbox.height / axes.figure.dpi * 72
    heights = [
        LINE * text.get_fontsize() * (1 + text.get_text().count("\n")) / points for text in texts
    ]
    places = spread((np.array(scaled) - bottom) / (top - bottom), heights)
    for text, place in zip(texts, places, strict=True):
        text.set(y=0 if np.isnan(place) else place, visible=not np.isnan(place))


def setup_curves(axes, looks, x, **words):
    """Curves of which each has its name at its end.

    Parameters
    ----------
    axes : Axes
    looks : dict, name → properties of a Line2D, its colour among them
    x : float, where the names stand, in data
    words : properties of the names' Text

    Returns
    -------
    artists : dict with "NAME", a line, and "NAME_name", its name, for each
    """
    lines = {name: axes.plot([], [], **look)[0] for name, look in looks.items()}
    colours = {name: line.get_color() for name, line in lines.items()}
    return lines | setup_names(axes, colours, x, **words)


def draw_curves(artists, curves, words=None, ends=None):
    """Draw curves of the same axes, and their names where they end.

    Parameters
    ----------
    artists : dict with the artists of `setup_curves`
    curves : dict, name → (x, y), or None where there is no such curve now
    words : dict, name → what its name says now
    ends : dict, name → where its name belongs, if not at the last y
    """
    last = {}
    for name, curve in curves.items():
        x, y = ((), ()) if curve is None else curve
        artists[name].set_data(x, y)
        last[name] = y[-1] if len(y) else np.nan
    place_names(artists, last | (ends or {}), words)
