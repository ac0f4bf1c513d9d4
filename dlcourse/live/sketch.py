"""Predict by drawing: the reader sketches a curve on empty axes, then sees the true one over it.

guess = Sketch(
    "How does the dev error change as λ grows? Draw it.",
    name="the dev error", axes=axes, x=lambdas, truth=dev_errors,
    shapes={"falls all the way": …, "turns up": …, "stays": …}, typical="falls all the way",
)
"""

import base64
from html import escape
from pathlib import Path

import anywidget
import matplotlib.style
import numpy as np
import traitlets
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from dlcourse.figures.palette import CHOSEN, GHOST
from dlcourse.live.figure import DPI, STYLE, small_png
from dlcourse.live.predictions import Prediction, asked_html, folded, keeps_back

HERE = Path(__file__).parent


class Board(anywidget.AnyWidget):
    """The axes to draw on; `sketch.js` has what the reader sees of it."""

    _esm = (HERE / "sketch.js").read_text(encoding="utf-8")
    _css = (HERE / "sketch.css").read_text(encoding="utf-8")

    spec = traitlets.Dict().tag(sync=True)
    drawn = traitlets.List(traitlets.Float()).tag(sync=True)  # [] until then
    truth = traitlets.List(traitlets.Float()).tag(sync=True)  # [] until the reader has committed
    sentence = traitlets.Unicode().tag(sync=True)  # how the two compare, in the view's words


class Sketch(Prediction):
    """Ask the reader to draw the curve that they expect.

    Parameters
    ----------
    question : str
    name : str
        What the curve shows, as in "You expected *the dev error* to fall all the way".
    axes : callable
        `axes(axes)` prepares matplotlib axes as the figure has them: labels, limits, scales. The
        vertical scale is linear.
    x : sequence of float, (n,)
        Where the curve has its points, at least two.
    truth : callable
        `truth() -> (n,)`: the true curve, asked for when it is to be seen.
    shapes : dict
        Name -> curve (n,): three that one may start from.
    typical : str
        The shape, a wrong one, that the stored picture shows in grey.
    places : sequence of str, optional
        The points' names, as in "it turns up at *λ = 2*"; by default the numbers.
    unit : str
        Written behind heights: " %".
    digits : int
        Decimals of heights in sentences.
    conclusion : str
    size : (float, float)
        Of the picture, in inches of 100 pixels.

    Raises
    ------
    TypeError, ValueError
        A question that is no text, shapes or places that do not have n entries, a `typical` that is
        no shape, or a vertical scale that is not linear.
    """

    def __init__(
        self,
        question,
        name,
        axes,
        x,
        truth,
        shapes,
        typical,
        places=(),
        unit="",
        digits=0,
        conclusion="",
        size=(7, 3.6),
    ):
        self.name, self.x = name, np.asarray(x, float)
        self.shapes = {shape: np.asarray(curve, float) for shape, curve in shapes.items()}
        self.places = [*places] or [f"{value:g}" for value in self.x]
        self._axes, self._truth, self._size, self.typical = axes, truth, size, typical
        for what, curve in {"places": self.places, **self.shapes}.items():
            if len(curve) != self.x.size:
                raise ValueError(
                    f"{what!r} has {len(curve)} entries: give one for each of the {self.x.size} "
                    "points in x"
                )
        if typical not in self.shapes:
            raise ValueError(f"typical is {typical!r}: make it one of {list(self.shapes)}")
        super().__init__(question, conclusion)
        self.board = Board(spec=self._spec(unit, digits))
        self.board.observe(self._drawn, "drawn")
        self._lay_out(self.board)
        self.again.layout.display = "none"  # the board has a button of its own for that

    @property
    def drawn(self):
        """The reader's curve, (n,); None before there is one."""
        return np.array(self.board.drawn) if self.answered else None

    @property
    def sentence(self):
        """How the reader's curve and the true one compare; "" before, and without a view."""
        return self.board.sentence if self.answered else ""

    def truth(self):
        """The true curve, (n,)."""
        return np.asarray(self._truth(), float)

    def draw(self, curve):
        """Commit to a curve, (n,) numbers or the name of a shape, as the board's button does.

        Raises
        ------
        ValueError
            A curve of another length, or a name that is no shape.
        """
        if isinstance(curve, str):
            if curve not in self.shapes:
                raise ValueError(f"{curve!r} is no shape: choose one of {list(self.shapes)}")
            curve = self.shapes[curve]
        if len(curve) != self.x.size:
            raise ValueError(f"the curve has {len(curve)} points; expected {self.x.size}")
        self.board.drawn = [float(y) for y in curve]

    def reset(self):
        """Forget the curve; the axes are empty again."""
        self.board.drawn = []

    def told(self, given=()):
        """The conclusion, once there is an answer; how the curves compare, the board says.

        With `given` as None it is told without an answer.
        """
        told = self.answered or given is None
        return [self.conclusion] if told and self.conclusion else []

    def _all_told(self):
        return [self.told(None)]

    def _drawn(self, change):
        if change["new"]:
            self.board.truth = [float(y) for y in self.truth()]
        else:
            self.board.truth, self.board.sentence = [], ""
        self.set_trait("answered", bool(change["new"]))

    def _take_over(self, before):
        if before.answered:
            self.draw(before.drawn)

    def _figure(self):
        with matplotlib.style.context(STYLE):
            figure = Figure(figsize=self._size, dpi=DPI)
            canvas = FigureCanvasAgg(figure)
            axes = figure.subplots()
            self._axes(axes)
            canvas.draw()
            figure.set_layout_engine("none")
        if axes.get_yscale() != "linear":
            raise ValueError(
                f"the vertical scale of {self.name!r} is {axes.get_yscale()}: a sketch needs a "
                "linear one"
            )
        return figure, axes

    def _spec(self, unit, digits):
        figure, axes = self._figure()
        box = axes.get_position()
        points = np.column_stack([self.x, np.full(self.x.size, axes.get_ylim()[0])])
        places = axes.transAxes.inverted().transform(axes.transData.transform(points))[:, 0]
        low, high = axes.get_ylim()
        picture = base64.b64encode(_png(figure)).decode("ascii")
        return {
            "name": self.name,
            "picture": f"data:image/png;base64,{picture}",
            "width": round(self._size[0] * DPI),
            "height": round(self._size[1] * DPI),
            "box": [box.x0, 1 - box.y1, box.x1, 1 - box.y0],
            "xs": [float(x) for x in places],
            "places": self.places,
            "low": float(low),
            "high": float(high),
            "unit": unit,
            "digits": digits,
            "shapes": [
                {"name": name, "values": curve.tolist()} for name, curve in self.shapes.items()
            ],
        }

    def picture(self):
        """The stored picture: a typical wrong sketch in grey and the true curve; PNG bytes."""
        figure, axes = self._figure()
        wrong, true = self.shapes[self.typical], self.truth()
        # the names stand where the two are apart, away from the ends, where there is no room
        inner = range(self.x.size // 5, self.x.size - self.x.size // 5)
        apart = max(inner, key=lambda i: abs(wrong[i] - true[i]))
        for curve, other, colour, line, text in (
            (wrong, true, GHOST, "--", "a typical sketch"),
            (true, wrong, CHOSEN, "-", self.name),
        ):
            axes.plot(self.x, curve, line, color=colour, linewidth=2.5)
            above = curve[apart] > other[apart]
            axes.annotate(
                text,
                (self.x[apart], curve[apart]),
                (0, 16 if above else -16),
                textcoords="offset points",
                color=colour,
                ha="center",
                va="bottom" if above else "top",
                bbox={"facecolor": "white", "alpha": 0.85, "linewidth": 0, "pad": 1},
            )
        figure.canvas.draw()
        return _png(figure)

    @property
    def alt(self):
        """The stored picture in words."""
        return f"Two curves: a typical sketch, {self.typical}, and the true one, {self.name}."

    def _repr_mimebundle_(self, include=None, exclude=None, **kwargs):
        """The live view; beside it the question, and where no reader's it is the stored picture."""
        view = super()._repr_mimebundle_(include=include, exclude=exclude, **kwargs)
        asked = [f"Predict. {self.question}", *(f"  ○ {shape}" for shape in self.shapes)]
        html = asked_html(self.question, self.shapes)
        if not keeps_back():
            picture = base64.b64encode(self.picture()).decode("ascii")
            picture = f'<img src="data:image/png;base64,{picture}" alt="{escape(self.alt)}">'
            html += folded([self.conclusion] if self.conclusion else [], picture)
        return {**view, "text/html": html, "text/plain": "\n".join(asked)}


def _png(figure):
    return small_png(np.asarray(figure.canvas.buffer_rgba())[:, :, :3])
