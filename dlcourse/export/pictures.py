"""Many similar pictures in little room: one palette, one background, and what differs from it.

The background has in each place the colour that most pictures have there. A picture is stored as
the places where it differs, the rest transparent; a browser shows one above the other.
"""

import base64
from io import BytesIO

import numpy as np
from PIL import Image

COLOURS = 63  # one more is transparent
RATIO = 1.5  # pixels of a stored picture per CSS pixel
MANY = 300  # pictures of one notebook: more are stored smaller, so that a file stays small
SOME = 8  # pictures that the palette and the background are made from


def ratio_for(count):
    """How many pixels per CSS pixel the pictures of a notebook have that shows so many.

    Example
    -------
    >>> ratio_for(100), ratio_for(480)
    (1.5, 1.08)
    """
    return RATIO if count <= MANY else max(1.0, round(RATIO * (MANY / count) ** 0.7, 2))


def pack(pictures, also=()):
    """Return background, differences, places: picture i is differences[places[i]] on background.

    Parameters
    ----------
    pictures : list of uint8 arrays (height, width, 3), all of one size
    also : more of them, which have no say in background and palette: the others are packed as
        without them

    Returns
    -------
    background : str, base64 text of a lossless WebP image
    differences : list of str, likewise
    places : list of int
    others : list of str, the differences of `also`
    """
    pictures, places = _distinct(pictures)
    palette = _palette(pictures)
    indexed = [_indexed(picture, palette) for picture in pictures]
    background = _background(indexed)
    colours = np.zeros((COLOURS + 1, 4), np.uint8)
    known = np.array(palette.getpalette(), np.uint8).reshape(-1, 3)[:COLOURS]
    colours[: len(known), :3], colours[: len(known), 3] = known, 255

    def difference(a):
        return _webp(colours[np.where(_near(a != background), a, COLOURS)])

    others = [difference(_indexed(picture, palette)) for picture in also]
    return _webp(colours[background]), [difference(a) for a in indexed], places, others


def _near(different):
    """Where a place or one near it differs.

    A browser that scales blends neighbours: where a difference ends, it and the background are
    equal for some pixels, so that nothing of what it covers shines through at its edge.
    """
    for axis in (0, 1):
        for shift in (1, 2):  # first 1, then 2 on top: 3 pixels to either side
            moved = [np.roll(different, by, axis) for by in (shift, -shift)]
            different = different | moved[0] | moved[1]
    return different


def _distinct(pictures):
    """The pictures without repetitions, and the place of each among them."""
    known, places = {}, []
    for picture in pictures:
        places.append(known.setdefault(picture.tobytes(), (len(known), picture))[0])
    return [picture for _, picture in known.values()], places


def _palette(pictures):
    """A palette of some pictures, with white in it."""
    mosaic = Image.fromarray(np.concatenate(_some(pictures)))
    made = mosaic.quantize(COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    colours = np.array(made.getpalette(), np.uint8).reshape(-1, 3)
    colours[colours.astype(int).sum(axis=1).argmax()] = 255  # or a box would be seen on a page
    made.putpalette(colours.tobytes())
    return made


def _indexed(picture, palette):
    """The place in the palette of each pixel's colour; white is exact, Pillow's search is not."""
    image = Image.fromarray(picture)
    indexed = np.array(image.quantize(palette=palette, dither=Image.Dither.NONE))
    colours = np.array(palette.getpalette(), np.uint8).reshape(-1, 3)
    white = np.flatnonzero((colours == 255).all(axis=1))[0]
    indexed[(picture == 255).all(axis=2)] = white
    return indexed


def _background(indexed):
    """In each place the colour of that one of some pictures that most pictures agree with."""
    common = indexed[0]
    best = np.zeros(common.shape, np.int32)
    for candidate in _some(indexed):
        count = np.zeros(best.shape, np.int32)
        for picture in indexed:
            count += picture == candidate
        common = np.where(count > best, candidate, common)
        np.maximum(best, count, out=best)
    return common


def _some(pictures):
    """A few of the pictures, from first to last."""
    return pictures[:: -(-len(pictures) // SOME)]


def _webp(rgba):
    file = BytesIO()
    Image.fromarray(rgba).save(file, "webp", lossless=True, quality=80, method=4)
    return base64.b64encode(file.getvalue()).decode("ascii")
