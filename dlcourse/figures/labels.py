"""Where to put the names of lines that end close to each other."""

import numpy as np


def spread(ends, gap, low, high):
    """Heights for labels: as near as can be to the lines' ends, `gap` apart, within low … high.

    Parameters
    ----------
    ends : array_like, shape (n,)
        Where the lines end, in any order; ends out of sight count as at the border. A line without
        an end, NaN, gets no height, NaN.
    gap : float
        The smallest distance between two labels; (n - 1) gap ≤ high - low.
    low, high : float
        The lowest and the highest label.

    Returns
    -------
    heights : (n,), in the order of `ends`

    Example
    -------
    >>> spread([0.0, 0.0, 0.9], gap=0.2, low=-1, high=1)
    array([-0.1,  0.1,  0.9])
    """
    ends = np.asarray(ends, float)
    order = np.argsort(ends, kind="stable")[: np.isfinite(ends).sum()]  # NaN is sorted last
    ends = np.clip(ends, low, high)
    steps = gap * np.arange(len(order))
    # measured from evenly spaced places, labels that are gap apart may only rise
    wanted = ends[order] - steps
    blocks = []  # runs of labels that touch: [sum of what they want, how many]
    for value in wanted:
        blocks.append([value, 1])
        while len(blocks) > 1 and blocks[-2][0] / blocks[-2][1] > blocks[-1][0] / blocks[-1][1]:
            total, n = blocks.pop()
            blocks[-1][0] += total
            blocks[-1][1] += n
    places = [total / n for total, n in blocks for _ in range(n)]
    heights = np.full(len(ends), np.nan)
    heights[order] = np.clip(places, low, high - steps.max(initial=0)) + steps
    return heights
