"""Augmentation: more images from the ones at hand, by changes that keep what they show."""

import math

import numpy as np

from dlcourse._checks import GENERATOR, Number, finite

COARSE = 4  # a displacement is drawn on 4×4 points and smooth in between
FLIP = Number("a probability, 0 to 1, such as 0.5", lambda p: 0 <= p <= 1)
SHIFT = Number("a number ≥ 0 of pixels, such as 1", lambda x: 0 <= x <= 1e6)
ROTATE = Number("a number ≥ 0 of degrees, such as 15", lambda x: 0 <= x <= 1e6)
DISTORT = Number("a number ≥ 0 of pixels, such as 0.5", lambda x: 0 <= x <= 1e6)


def augment(images, rng, *, flip=False, shift=0, rotate=0, distort=0):
    """Change each image at random: mirror, turn, shift and bend it; all zero returns a copy.

    Pixels between pixels are interpolated (bilinear). What comes in from outside is the image's
    lowest value, its background. The random numbers are drawn alike whatever the strengths, so with
    one seed a strength that grows changes the images smoothly.

    Parameters
    ----------
    images : (n·n, m), one square image per column, or (m, n, n)
    rng : numpy.random.Generator
    flip : float in [0, 1], probability to be mirrored left to right; True is 1: every image
    shift : float ≥ 0, up to so many pixels, in each direction
    rotate : float ≥ 0, up to so many degrees, either way
    distort : float ≥ 0, up to so many pixels of a displacement that varies smoothly

    Returns
    -------
    images : a new array of the same shape and dtype, with values in each image's own range

    Raises
    ------
    TypeError, ValueError
        When the images are not square, or a strength is out of its range.

    Source: the smooth displacement after Simard, Steinkraus & Platt 2003. Differs: uniform on a
    coarse grid and interpolated, not Gaussian-filtered noise.

    Example
    -------
    >>> image = np.array([[1.0, 2.0], [3.0, 4.0]])
    >>> augment(image.reshape(1, 2, 2), np.random.default_rng(0), flip=1)
    array([[[2., 1.],
            [4., 3.]]])
    """
    images = finite(images, "images")
    stack = _stack(images)
    GENERATOR.check(rng, "rng")
    flip = FLIP.check(float(flip) if isinstance(flip, bool) else flip, "flip")
    shift = SHIFT.check(shift, "shift")
    rotate = ROTATE.check(rotate, "rotate")
    distort = DISTORT.check(distort, "distort")

    m, n, _ = stack.shape
    mirrored = rng.random((m, 1, 1)) < flip
    angle = math.radians(rotate) * rng.uniform(-1, 1, (m, 1, 1))
    offset = shift * rng.uniform(-1, 1, (2, m, 1, 1))
    bend = distort * _smooth(rng.uniform(-1, 1, (2, m, COARSE, COARSE)), n)

    # For each pixel of the new image: where in the old one its value is found.
    centre = (n - 1) / 2
    row, column = np.arange(n)[:, np.newaxis] - centre, np.arange(n) - centre
    cos, sin = np.cos(angle), np.sin(angle)
    rows = cos * row - sin * column + centre + offset[0] + bend[0]
    columns = sin * row + cos * column + centre + offset[1] + bend[1]
    columns = np.where(mirrored, n - 1 - columns, columns)
    changed = _bilinear(stack, rows, columns)
    return changed if images.ndim == 3 else np.ascontiguousarray(changed.reshape(m, n * n).T)


def _stack(images):
    """View the images as (m, n, n)."""
    if images.ndim == 2 and images.size > 0:
        n = math.isqrt(images.shape[0])
        if n * n == images.shape[0]:
            return images.T.reshape(-1, n, n)
    elif images.ndim == 3 and images.size > 0 and images.shape[1] == images.shape[2]:
        return images
    turned = ""
    if images.ndim == 2 and math.isqrt(images.shape[1]) ** 2 == images.shape[1] > 0:
        turned = "; columns are examples: did you mean images.T?"
    raise ValueError(
        f"images has shape {images.shape}; expected square images, (n·n, m) or (m, n, n){turned}"
    )


def _smooth(coarse, n):
    """Spread (…, k, k) points over (…, n, n) pixels; the weights are ≥ 0 and add up to 1."""
    k = coarse.shape[-1]
    place = np.linspace(0, k - 1, n)[:, np.newaxis] - np.arange(k)  # (n, k)
    near = np.clip(1 - np.abs(place), 0, 1)
    spread = near**2 * (3 - 2 * near)
    return spread @ coarse @ spread.T


def _bilinear(stack, rows, columns):
    """Read (m, n, n) images at points between pixels; around them lies a frame of background."""
    m, n, _ = stack.shape
    lowest = stack.min(axis=(1, 2), keepdims=True)
    framed = np.empty((m, n + 2, n + 2), stack.dtype)
    framed[:] = lowest
    framed[:, 1:-1, 1:-1] = stack
    rows, columns = np.clip(rows + 1, 0, n + 1), np.clip(columns + 1, 0, n + 1)
    top, left = np.minimum(rows.astype(int), n), np.minimum(columns.astype(int), n)
    down, right = (rows - top).astype(stack.dtype), (columns - left).astype(stack.dtype)
    corner = np.arange(m)[:, np.newaxis, np.newaxis] * (n + 2) ** 2 + top * (n + 2) + left
    pixels = framed.ravel()
    above = (1 - right) * pixels[corner] + right * pixels[corner + 1]
    below = (1 - right) * pixels[corner + n + 2] + right * pixels[corner + n + 3]
    # Rounding may leave the range by the last digit.
    return np.clip((1 - down) * above + down * below, lowest, stack.max(axis=(1, 2), keepdims=True))
