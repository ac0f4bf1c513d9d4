"""One Agg figure that is kept alive, redrawn by blitting and shown by a small anywidget view.

`setup(figure)` makes the axes and the artists once. A frame then restores the static background,
draws the artists and sends one message with picture and sentence together, so that a picture never
stands over another setting's sentence.
"""

import struct
import time
import zlib
from contextlib import ExitStack
from io import BytesIO
from pathlib import Path

import anywidget
import matplotlib.style
import numpy as np
import traitlets
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import StepPatch
from matplotlib.text import Text
from PIL import Image

from dlcourse.figures.palette import GHOST
from dlcourse.live.cells import close_parts
from dlcourse.live.text_pictures import TextPictures

HERE = Path(__file__).parent
STYLE = HERE.parent / "dlcourse.mplstyle"
DPI = 100
MOST = 20_000  # bytes of a picture that travels, at ratio 1
COLOURS = (64, 32, 16, 12)  # of a picture that travels: as many as leave it that small
PATIENCE = 2.0  # s; a page that was closed will never say that it shows a picture


class LiveFigure(anywidget.AnyWidget):
    """A figure whose artists change in place.

    Parameters
    ----------
    setup : callable
        `setup(figure) -> artists`: makes axes and artists on a matplotlib Figure and returns the
        artists that change, as a dict of name -> artist.
    size : (float, float)
        Width and height in inches, at 100 CSS pixels an inch.
    pin : sequence of str
        Which artists, lines or outlines of histograms, `pin` keeps as a ghost.
    """

    # text, because anywidget watches a file and so keeps every widget that has one
    _esm = (HERE / "figure.js").read_text(encoding="utf-8")
    _css = (HERE / "figure.css").read_text(encoding="utf-8")

    png = traitlets.Bytes(b"").tag(sync=True)  # the picture; WebP where it travels
    sentence = traitlets.Unicode().tag(sync=True)  # under the picture, and its alt text
    pinned = traitlets.Unicode().tag(sync=True)  # the sentence of the ghost
    announced = traitlets.Unicode().tag(sync=True)  # read aloud, only when the figure is at rest
    failed = traitlets.Bool(False).tag(sync=True)  # the sentence is an error
    width = traitlets.Int().tag(sync=True)
    height = traitlets.Int().tag(sync=True)
    draggable = traitlets.Bool(False).tag(sync=True)
    ratio = traitlets.Float(1.0)  # the screen's device pixels per CSS pixel
    calm = traitlets.Bool(False).tag(sync=True)  # the reader wants nothing to move by itself

    def __init__(self, setup, size=(9, 4), draggable=False, pin=()):
        super().__init__(
            width=round(size[0] * DPI), height=round(size[1] * DPI), draggable=draggable
        )
        with matplotlib.style.context(STYLE):
            self.figure = Figure(figsize=size, dpi=DPI)
            self.canvas = FigureCanvasAgg(self.figure)
            self.artists = setup(self.figure)
        self._ghosts = {name: _ghost(self.artists[name]) for name in pin}
        self._animated = sorted(
            [*self.artists.values(), *self._ghosts.values(), *self._frames()],
            key=lambda artist: artist.get_zorder(),
        )
        for artist in self._animated:
            artist.set_animated(True)
        self._background = self._static = None
        self._texts = TextPictures()
        self.travels = False  # the page is on another machine
        self._colours = 0  # how many of COLOURS the last picture that travelled had
        self._flight = ExitStack()  # while a picture is under way, later ones are held back
        self._left = None  # when it was sent
        self._newer = False  # whether another one is held back

    def _frames(self):
        """The spines of axes with an image: the image, drawn later, would cover half of them."""
        filled = {a.axes for a in self.artists.values() if hasattr(a, "get_interpolation")}
        return [spine for axes in filled for spine in axes.spines.values()]

    def draw(self, draw, result):
        """Let `draw(artists, result)` change the artists, then render them on the background."""
        if self.figure.dpi != DPI * self.ratio:
            self.figure.set_dpi(DPI * self.ratio)
            self._background = None
        draw(self.artists, result)
        if self._background is None or self._static != self._static_state():
            first = self._background is None
            self._draw_background()
            if first:  # only now the axes have their size, by which names are kept apart
                draw(self.artists, result)
        self.canvas.restore_region(self._background)
        renderer = self.canvas.get_renderer()
        for artist in self._animated:
            if isinstance(artist, Text):
                self._texts.draw(artist, renderer)
            else:
                artist.draw(renderer)

    def _static_state(self):
        """What the background shows: limits and texts of the axes."""
        return [
            (*axes.viewLim.extents, axes.get_title("left"), axes.get_xlabel(), axes.get_ylabel())
            for axes in self.figure.axes
        ]

    def _draw_background(self):
        with matplotlib.style.context(STYLE):
            self.canvas.draw()
            # the layout is made once, else new tick labels would move the axes about
            self.figure.set_layout_engine("none")
        self._background = self.canvas.copy_from_bbox(self.figure.bbox)
        self._static = self._static_state()

    def present(self, sentence, at_rest, failed=False):
        """Send picture and sentence in one message; announce the sentence when at rest.

        Where pictures travel, one is under way at a time, and the latest waits for its arrival.
        """
        if self._left is not None and time.monotonic() - self._left > PATIENCE:
            self.arrived()
        before = self.png
        with self.hold_sync():
            if self._background is not None:  # an error may come before the first picture
                self.png = self._light_picture() if self.travels else fast_png(self._rgba())
            self.sentence = sentence
            self.failed = failed
            if at_rest:
                self.announced = sentence
        if self.travels and self.png != before:
            if self._left is None:
                self._depart()
            else:
                self._newer = True

    def _depart(self):
        self._left, self._newer = time.monotonic(), False
        self._flight.enter_context(self.hold_sync())

    def arrived(self):
        """The page shows the picture that was under way: what was held back is sent now."""
        self._flight.close()
        self._left = None
        if self._newer:
            self._depart()

    def _rgba(self):
        return np.asarray(self.canvas.buffer_rgba())

    def _light_picture(self):
        """What is drawn now in few colours: as many as the size allows; 10 ms instead of 2."""
        most = MOST * self.ratio**2
        for number in range(self._colours, len(COLOURS)):
            picture = light_webp(self.pixels(), COLOURS[number])
            if len(picture) <= most:
                break
        # one step back where there is room, so that a full picture does not cost the next ones
        self._colours = number - 1 if number and len(picture) < most / 2 else number
        return picture

    def pixels(self):
        """What is drawn now: a new array (height, width, 3) of bytes."""
        return self._rgba()[:, :, :3].copy()

    def small_png(self):
        """The picture for a stored notebook: slower to make than `png`, and smaller."""
        return small_png(self.pixels())

    @property
    def can_pin(self):
        """Whether there is anything that `pin` would keep."""
        return bool(self._ghosts)

    def pin(self, sentence):
        """Keep the lines as they are now as a dotted ghost; an empty sentence removes it."""
        for name, ghost in self._ghosts.items():
            ghost.set_visible(bool(sentence) and self.artists[name].get_visible())
            if sentence:
                _copy_data(self.artists[name], ghost)
        self.pinned = sentence

    def close(self):
        """Remove the view and its layout."""
        self._flight.close()
        close_parts(self)
        super().close()

    def locate(self, x, y):
        """Axes and data coordinates at fractions of the picture, counted from the top left."""
        pixel = x * self.figure.bbox.width, (1 - y) * self.figure.bbox.height
        for axes in self.figure.axes:
            if axes.bbox.contains(*pixel):
                return axes, *axes.transData.inverted().transform(pixel)
        return None, np.nan, np.nan


def _ghost(artist):
    """An invisible dotted twin beneath a line or a histogram's outline."""
    look = {"linestyle": ":", "zorder": artist.get_zorder() - 0.1, "visible": False}
    if isinstance(artist, Line2D):
        ghost = Line2D([], [], color=GHOST, linewidth=1.8, **look)
        if artist.get_linestyle() == "None":  # points: hollow twins
            ghost.set(linestyle="None", marker=artist.get_marker(), markerfacecolor="none")
        artist.axes.add_line(ghost)
    else:
        ghost = StepPatch(*_step_data(artist), fill=False, edgecolor=GHOST, linewidth=1.8, **look)
        artist.axes.add_patch(ghost)
    ghost.set_transform(artist.get_transform())
    return ghost


def _step_data(stairs):
    values, edges, _ = stairs.get_data()
    return values, edges


def _copy_data(artist, ghost):
    # Copies: an artist keeps the caller's arrays, and the caller may go on writing into them.
    data = artist.get_data() if isinstance(artist, Line2D) else _step_data(artist)
    ghost.set_data(*(np.copy(values) for values in data))


def small_png(pixels):
    """Pixels (height, width, 3) as a PNG of 128 colours: more than the figures have hues."""
    file = BytesIO()
    # median cut keeps white white
    picture = Image.fromarray(pixels).quantize(
        128, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE
    )
    picture.save(file, "png", optimize=True)
    return file.getvalue()


def fast_png(rgba):
    """An RGBA array (height, width, 4) as an opaque PNG, in a quarter of the time of Pillow's.

    Unfiltered rows and zlib's fastest level: larger than need be, for a page on the same machine.
    """
    height, width, _ = rgba.shape
    rows = np.zeros((height, 1 + 3 * width), np.uint8)  # each row begins with filter type 0
    pixels = rows[:, 1:].reshape(height, width, 3)  # a view
    for channel in range(3):  # ten times as fast as rgba[:, :, :3] at once
        pixels[:, :, channel] = rgba[:, :, channel]
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = (b"IHDR", header), (b"IDAT", zlib.compress(rows, 1)), (b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )


def light_webp(rgb, colours):
    """An RGB array (height, width, 3) as a lossless WebP of so many colours, white among them."""
    picture = Image.fromarray(rgb).quantize(
        colours, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE
    )
    palette = np.array(picture.getpalette())
    palette[palette >= 254] = 255  # the octree's white is a little grey
    picture.putpalette(palette.tolist())
    file = BytesIO()
    picture.convert("RGB").save(file, "webp", lossless=True, method=1, quality=30)
    return file.getvalue()
