"""A sketch in a browser: drawn with the pointer, by keys, from a shape; what it says then."""

import json

import numpy as np
import pytest

from dlcourse.live.sketch import Sketch
from tests.browser.axe import findings
from tests.browser.lab import new_context

X = np.arange(11.0)
TRUTH = 30 + 10 * np.abs(X - 4)
SHAPES = {"falls": 90 - 6 * X, "turns up": 20 + 2 * (X - 5) ** 2, "stays": np.full(11, 50.0)}


def page_text():
    sketch = Sketch(
        "How does it go?",
        "the error",
        lambda axes: axes.set(xlim=(0, 10), ylim=(0, 100), xlabel="x", ylabel="error, %"),
        X,
        lambda: TRUTH,
        SHAPES,
        "falls",
        places=[f"x = {x:g}" for x in X],
        unit=" %",
    )
    spec, script, style = sketch.board.spec, sketch.board._esm, sketch.board._css
    sketch.close()
    return f"""<!doctype html><html lang="en"><meta charset="utf-8"><title>sketch</title>
<style>body {{ font: 16px sans-serif; width: 900px }} {style}</style>
<main><h1>A sketch</h1><div id="sketch"></div></main>
<script type="module">{script}
Object.assign(window, {{ course, compared, filled, spec: {json.dumps(spec)}, sent: [] }});
window.sketch = mount(document.getElementById("sketch"), window.spec, {{
  onCommit(values) {{ window.sent.push(values); window.sketch.reveal({TRUTH.tolist()}); }},
  onReset() {{ window.sent.push("reset"); }},
}});
</script></html>"""


@pytest.fixture
def page(browser, tmp_path):
    file = tmp_path / "sketch.html"
    file.write_text(page_text(), encoding="utf-8")
    page = new_context(browser, viewport={"width": 940, "height": 700}).new_page()
    page.emulate_media(reduced_motion="reduce")
    page.goto(file.as_uri())
    yield page
    page.context.close()


def at(page, x, y):
    """Where a point of the axes is on the screen."""
    box = page.locator(".dlcourse-sketch-board svg").bounding_box()
    left, top, right, bottom = page.evaluate("spec.box")
    across = left + (right - left) * x / 10
    return box["x"] + box["width"] * across, box["y"] + box["height"] * (
        bottom - (bottom - top) * y / 100
    )


def sentence(page):
    return page.locator(".dlcourse-sketch-sentence").inner_text()


def test_drawn_with_the_pointer(page):
    assert page.get_by_role("button", name="This is my curve").is_disabled()
    page.mouse.move(*at(page, 0, 80))
    page.mouse.down()
    page.mouse.move(*at(page, 10, 20))  # one movement: what lies between is filled in
    page.mouse.up()
    assert sentence(page) == ""
    page.get_by_role("button", name="This is my curve").click()
    (drawn,) = page.evaluate("sent")
    np.testing.assert_allclose(drawn, 80 - 6 * X, atol=0.5)
    assert sentence(page) == (
        "You expected the error to fall all the way; it falls and turns up at x = 4. "
        "The two part most at x = 10, where you drew 20 % and it is 90 %."
    )
    # what is done is done, until the reader begins anew
    page.mouse.move(*at(page, 2, 10))
    page.mouse.down()
    page.mouse.up()
    assert len(page.evaluate("sent")) == 1
    page.get_by_role("button", name="Draw again").click()
    assert page.evaluate("sent")[1] == "reset" and sentence(page) == ""
    assert page.locator(".truth").first.get_attribute("d") == ""


def test_drawn_with_keys(page):
    board = page.get_by_role("slider")
    board.focus()
    assert board.get_attribute("aria-valuetext") == "x = 0: not drawn"
    for key in ("PageUp", "ArrowUp", "ArrowRight", "ArrowRight", "PageDown"):
        page.keyboard.press(key)
    assert board.get_attribute("aria-valuetext") == "x = 2: 52 %"  # carried along, then 10 lower
    page.keyboard.press("End")
    assert board.get_attribute("aria-valuetext") == "x = 10: not drawn"
    page.get_by_role("button", name="This is my curve").click()
    (drawn,) = page.evaluate("sent")
    np.testing.assert_allclose(drawn, [62, 62, *[52] * 9], atol=1e-9)


def test_from_a_shape(page):
    page.get_by_role("button", name="turns up").click()
    page.get_by_role("button", name="This is my curve").click()
    assert page.evaluate("sent")[0] == SHAPES["turns up"].tolist()
    assert sentence(page) == (
        "You expected the error to fall and turn up at x = 5, and so it does. "
        "The two part most at x = 7, where you drew 28 % and it is 60 %."
    )


@pytest.mark.parametrize(
    ("heights", "kind", "place"),
    [
        ([0.5, 0.52, 0.49], "level", None),
        ([0.9, 0.5, 0.1], "falls", None),
        ([0.1, 0.5, 0.9], "rises", None),
        ([0.9, 0.2, 0.8], "valley", 1),
        ([0.1, 0.9, 0.3], "hill", 1),
        ([0.9, 0.5, 0.2, 0.2, 0.2, 0.2], "falls to a level", 2),
        ([0.1, 0.6, 0.9, 0.9, 0.9, 0.9], "rises to a level", 2),
    ],
)
def test_what_a_curve_does(page, heights, kind, place):
    found = page.evaluate("course", heights)
    assert (found["kind"], found.get("at")) == (kind, place)


def test_gaps_are_filled(page):
    filled = page.evaluate("filled([null, 1, null, null, 4, null])")
    assert filled == [1, 1, 2, 3, 4, 4]


def test_axe_finds_nothing(page):
    assert findings(page) == []
    page.get_by_role("button", name="falls").click()
    page.get_by_role("button", name="This is my curve").click()
    assert findings(page) == []
