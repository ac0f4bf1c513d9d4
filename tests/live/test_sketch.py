"""The prediction that is drawn: the places on the picture, what is held back, refusals."""

import base64
import io
import re

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from PIL import Image

from dlcourse.live.sketch import Sketch

X = np.array([0.1, 1.0, 10.0, 100.0])
TRUTH = np.array([40.0, 20.0, 10.0, 30.0])
SHAPES = {"falls": np.array([40.0, 30.0, 20.0, 10.0]), "stays": np.full(4, 25.0)}


def axes(axes):
    axes.set(xscale="log", xlim=(0.1, 1000), ylim=(0, 50), xlabel="λ", ylabel="error, %")


def made(**changes):
    arguments = {
        "question": "How does the error change?",
        "name": "the error",
        "axes": axes,
        "x": X,
        "truth": lambda: TRUTH,
        "shapes": SHAPES,
        "typical": "falls",
        "unit": " %",
        "conclusion": "There is a best λ.",
    }
    return Sketch(**arguments | changes)


@pytest.fixture
def sketch():
    sketch = made()
    yield sketch
    sketch.close()


def test_places_are_those_of_the_axes(sketch):
    spec = sketch.board.spec
    np.testing.assert_allclose(spec["xs"], [0, 1 / 4, 2 / 4, 3 / 4], atol=1e-12)  # four decades
    assert (spec["low"], spec["high"]) == (0, 50)
    assert spec["places"] == ["0.1", "1", "10", "100"]
    assert spec["shapes"][0] == {"name": "falls", "values": [40.0, 30.0, 20.0, 10.0]}
    picture = Image.open(io.BytesIO(base64.b64decode(spec["picture"].partition(",")[2])))
    assert picture.size == (spec["width"], spec["height"]) == (700, 360)
    left, top, right, bottom = spec["box"]
    dark = np.asarray(picture.convert("L")) < 100
    # the spines: the longest dark column and row of the picture
    assert abs(dark.sum(axis=0).argmax() - left * 700) <= 1.5
    assert abs(dark.sum(axis=1).argmax() - bottom * 360) <= 1.5
    assert 0 <= top < bottom <= 1 and 0 <= left < right <= 1


def test_the_truth_comes_with_the_answer_and_goes_with_it(sketch):
    asked = []
    sketch._truth = lambda: asked.append(1) or TRUTH
    assert not sketch.answered and sketch.drawn is None and sketch.told() == []
    assert sketch.board.truth == [] and not asked
    sketch.draw([1, 2, 3, 4])
    assert sketch.answered and sketch.drawn.tolist() == [1, 2, 3, 4]
    assert sketch.board.truth == TRUTH.tolist()
    assert sketch.told() == ["There is a best λ."]
    assert "There is a best λ." in sketch.outcome.value
    sketch.reset()
    assert not sketch.answered and sketch.board.truth == [] and sketch.outcome.value == ""


def test_a_shape_is_a_curve_like_another(sketch):
    sketch.draw("stays")
    assert sketch.drawn.tolist() == [25, 25, 25, 25]


def test_what_the_view_sends_is_an_answer(sketch):
    sketch.board.drawn = [9.0, 8.0, 7.0, 6.0]
    assert sketch.answered and sketch.board.truth == TRUTH.tolist()
    sketch.board.sentence = "You expected …"
    assert sketch.sentence == "You expected …"
    sketch.board.drawn = []
    assert not sketch.answered and sketch.sentence == ""


def curves_of(monkeypatch, sketch):
    """What the stored picture draws: the lines' data, by colour."""
    figures = []
    draw = FigureCanvasAgg.draw
    monkeypatch.setattr(
        FigureCanvasAgg, "draw", lambda self: figures.append(self.figure) or draw(self)
    )
    sketch.picture()
    lines = figures[-1].axes[0].lines
    return {line.get_color(): line.get_ydata().tolist() for line in lines}


def test_the_stored_picture_has_a_typical_sketch_and_the_truth(monkeypatch, sketch):
    assert curves_of(monkeypatch, sketch) == {
        "#8C8C8C": SHAPES["falls"].tolist(),
        "#111111": TRUTH.tolist(),
    }


def test_without_a_kernel(sketch, monkeypatch):
    stored = sketch._repr_mimebundle_()
    assert stored["text/plain"] == ("Predict. How does the error change?\n  ○ falls\n  ○ stays")
    picture = re.search('src="data:image/png;base64,([^"]+)"', stored["text/html"])[1]
    assert base64.b64decode(picture) == sketch.picture()
    asked, _, folded = stored["text/html"].partition("<details>")
    assert "There is a best λ." in folded and "best" not in asked and "<img" not in asked
    monkeypatch.setenv("DLCOURSE_READER", "1")
    readers = sketch._repr_mimebundle_()
    assert "img" not in readers["text/html"] and "best" not in readers["text/html"]
    assert readers["text/plain"] == stored["text/plain"]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"typical": "rises"}, "typical is 'rises': make it one of"),
        ({"shapes": {"falls": [1, 2]}}, "'falls' has 2 entries: give one for each of the 4 points"),
        ({"places": ["a"]}, "'places' has 1 entries"),
        (
            {"axes": lambda axes: axes.set(yscale="log", ylim=(1, 10))},
            "scale of 'the error' is log",
        ),
        ({"question": " "}, "the question is empty"),
    ],
)
def test_bad_calls(changes, sentence):
    with pytest.raises(ValueError, match=sentence):
        made(**changes)


def test_bad_curves(sketch):
    with pytest.raises(ValueError, match="the curve has 2 points; expected 4"):
        sketch.draw([1, 2])
    with pytest.raises(ValueError, match="'rises' is no shape: choose one of"):
        sketch.draw("rises")
    assert not sketch.answered
