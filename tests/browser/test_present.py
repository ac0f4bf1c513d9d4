"""`dlcourse present` in Chromium: the slides come by themselves, and their figures are alive."""

import nbformat
import pytest

from dlcourse.export.notebooks import find, read
from tests.browser.lab import (
    TOKEN,
    answer_predictions,
    complaints_about,
    frames_later,
    lab_server,
    new_context,
)

ON_SCREEN = ".jp-Deck .jp-Cell.jp-deck-mod-visible"
CELLS = [cell for path in find(["04"]) for cell in read(path).cells]
FIRST_SECTION = next(  # its heading, as it is read
    cell.source.splitlines()[0].removeprefix("## ")
    for cell in CELLS
    if cell.source.startswith("## ")
)
ON_SLIDES = [
    cell
    for cell in CELLS
    if cell.source.startswith("explorers.") and cell.metadata.slideshow.slide_type != "skip"
]


# The box around all parts of a figure on the screen, and the smallest of their letters, in pixels.
MEASURE = """(shown) => {
    const zoom = Number(document.querySelector(".jp-Deck .jp-WindowedPanel-viewport").style.zoom);
    const parts = [...document.querySelectorAll(`${shown} :is(
        .dlcourse-figure img, .dlcourse-stop-slider, figcaption, .jupyter-button)`)]
        .filter((part) => part.checkVisibility());
    const boxes = parts.map((part) => part.getBoundingClientRect());
    return {
        top: Math.min(...boxes.map((box) => box.top)),
        right: Math.max(...boxes.map((box) => box.right)),
        bottom: Math.max(...boxes.map((box) => box.bottom)),
        font: zoom * Math.min(...parts.filter((part) => part.textContent)
            .map((part) => parseFloat(getComputedStyle(part).fontSize))),
    };
}"""


class Slides:
    """The presentation as the class sees it."""

    def __init__(self, page, folder):
        self.page, self.folder = page, folder
        self.complaints = complaints_about(page)

    @property
    def place(self):
        """(the slide that is shown, the number of slides)"""
        number, total = self.page.inner_text(".dlcourse-remote span").split(" / ")
        return int(number), int(total)

    def press(self, key, times=1):
        for _ in range(times):
            self.page.keyboard.press(key)
        # What is shown and how large follows in the next frames.
        frames_later(self.page)

    def go_to(self, what):
        """Turn slides until something is on one."""
        for _ in range(self.place[1]):
            if self.page.locator(f"{ON_SCREEN} {what}").count():
                return
            self.press("PageDown")
        raise AssertionError(f"no slide shows {what}")

    def go_back_to_the_first(self):
        self.page.locator(".jp-Deck .jp-Cell.jp-mod-active").focus()
        self.press("Home")
        assert self.place[0] == 1

    def shown(self):
        """What can be read now."""
        return "\n".join(self.page.locator(ON_SCREEN).all_inner_texts())


@pytest.fixture(scope="module")
def slides(browser, tmp_path_factory):
    """Notebook 04 presented, when its cells have run; nothing was pressed for it."""
    folder = tmp_path_factory.mktemp("presented")
    context = new_context(browser, viewport={"width": 1280, "height": 720})
    with lab_server(folder, "present", "04") as address:
        opened = Slides(context.new_page(), folder)
        opened.page.goto(f"{address}/?token={TOKEN}")
        opened.page.wait_for_selector(".dlcourse-progress")
        opened.page.wait_for_selector(".jp-Deck")
        assert "04 Regularization" in opened.shown()
        opened.page.wait_for_selector(".dlcourse-progress", state="detached")
        yield opened
        context.close()


def test_all_cells_have_run_and_the_first_slide_is_shown(slides):
    slides.go_back_to_the_first()
    assert slides.shown().startswith("04 Regularization")
    assert FIRST_SECTION not in slides.shown()
    prompts = slides.page.locator(".jp-CodeCell .jp-InputArea-prompt").all_text_contents()
    assert len(prompts) > 30
    assert all(prompt.strip("[]:").isdigit() for prompt in prompts)
    assert slides.page.locator(".dlcourse-figure").count() >= 3
    assert slides.complaints == []


@pytest.mark.parametrize(
    ("on", "back"), [("PageDown", "PageUp"), ("ArrowRight", "ArrowLeft"), ("Space", "Shift+Space")]
)
def test_one_key_is_one_slide_on_or_back(slides, on, back):
    slides.go_back_to_the_first()
    slides.press(back)
    assert slides.place[0] == 1
    shown = [slides.shown()]
    for number in (2, 3):
        slides.press(on)
        assert slides.place[0] == number
        assert slides.shown() not in ["", *shown]
        shown.append(slides.shown())
    slides.press(back, 2)
    assert slides.shown().startswith("04 Regularization")


def test_the_last_slide_is_the_end(slides):
    slides.press("End")
    shown = slides.shown()
    assert slides.place[0] == slides.place[1]
    slides.press("PageDown")
    assert slides.shown() == shown
    slides.go_back_to_the_first()


def test_a_prediction_reveals_its_figure_and_the_slider_moves_it(slides):
    page = slides.page
    slides.go_back_to_the_first()
    slides.go_to(".dlcourse-predict")
    answer = page.locator(f"{ON_SCREEN} .dlcourse-predict button").first
    answer.focus()
    where = slides.place
    slides.press("Space")  # the button's, not the slide's
    page.wait_for_selector(".dlcourse-outcome [role=alert]:not(:empty)", state="attached")
    assert slides.place == where
    slides.go_to(".dlcourse-figure")

    slider = page.locator(f"{ON_SCREEN} .dlcourse-stop-slider input").first
    figure = page.locator(f"{ON_SCREEN} .dlcourse-figure")
    picture, sentence = figure.locator("img").get_attribute("src"), figure.inner_text()
    where, value = slides.place, slider.input_value()
    slider.focus()
    slides.press("ArrowRight", 8)
    assert slides.place == where
    assert int(slider.input_value()) == int(value) + 8
    page.wait_for_function(
        """([image, before]) => document.querySelector(image).src !== before""",
        arg=[f"{ON_SCREEN} .dlcourse-figure img", picture],
    )
    page.wait_for_function(
        """([caption, before]) => document.querySelector(caption).innerText !== before""",
        arg=[f"{ON_SCREEN} .dlcourse-figure", sentence],
    )
    # A clicker turns the slide although the slider has the focus.
    slides.press("PageDown")
    assert slides.place[0] == where[0] + 1
    assert slides.complaints == []


def test_figure_controls_and_text_fit_and_can_be_read_from_the_back(slides):
    page = slides.page
    answer_predictions(page)
    slides.go_back_to_the_first()
    seen = 0
    for _ in range(slides.place[1]):
        if page.locator(f"{ON_SCREEN} .dlcourse-figure").count():
            seen += 1
            measured = page.evaluate(MEASURE, ON_SCREEN)
            assert measured["top"] >= 0, (slides.place, measured)
            assert measured["bottom"] <= 720, (slides.place, measured)
            assert measured["right"] <= 1280, (slides.place, measured)
            assert measured["font"] >= 14, (slides.place, measured)
        slides.press("PageDown")
    assert seen == len(ON_SLIDES) >= 10


def test_a_larger_screen_gets_a_larger_slide(slides):
    page = slides.page
    slides.go_back_to_the_first()
    height = page.locator(f"{ON_SCREEN} h1").bounding_box()["height"]
    for size, factor in (((1920, 1080), 1.5), ((1280, 720), 1)):
        page.set_viewport_size(dict(zip(("width", "height"), size, strict=True)))
        page.wait_for_function(
            """([heading, wanted]) => {
                const { height } = document.querySelector(heading).getBoundingClientRect();
                return Math.abs(height / wanted - 1) < 0.02;
            }""",
            arg=[f"{ON_SCREEN} h1", factor * height],
        )


def test_escape_leaves_the_slides_for_the_notebook(slides):
    page = slides.page
    slides.go_back_to_the_first()
    slides.press("Escape")
    page.wait_for_selector(".jp-Deck", state="detached")
    assert not page.locator(".dlcourse-remote").is_visible()
    assert FIRST_SECTION in page.locator(".jp-Notebook").inner_text()
    assert page.locator(".jp-WindowedPanel-viewport").evaluate("(one) => one.style.zoom") == ""
    page.get_by_role("button", name="Toggle Deck").click()
    page.wait_for_selector(".jp-Deck")
    assert page.locator(".dlcourse-remote").is_visible()


def test_the_readers_own_settings_stay_as_they_are(slides):
    """JupyterLab notes that slides are on, and would start with slides the next time."""
    assert list((slides.folder / ".config").rglob("*.jupyterlab-settings")) == []
    private = slides.folder / ".dlcourse" / "presenting" / "settings"
    noted = private / "jupyterlab-slideshow" / "plugin.jupyterlab-settings"
    assert '"active": true' in noted.read_text(encoding="utf-8")


def test_a_cell_that_fails_is_told_and_the_slides_stay(browser, tmp_path):
    cells = [
        nbformat.v4.new_markdown_cell("# My own", metadata={"slideshow": {"slide_type": "slide"}}),
        nbformat.v4.new_code_cell("1 / 0"),
        nbformat.v4.new_code_cell("print('never')"),
    ]
    # A working copy that was there before is presented as it is.
    own = tmp_path / "04_regularization.ipynb"
    python = {"kernelspec": {"name": "python3", "display_name": "Python 3 (ipykernel)"}}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=python), own)
    context = new_context(browser)
    with lab_server(tmp_path, "present", "04") as address:
        page = context.new_page()
        page.goto(f"{address}/?token={TOKEN}")
        page.wait_for_selector(".dlcourse-progress.dlcourse-failed")
        assert page.inner_text(".dlcourse-progress").startswith("A cell failed")
        assert "ZeroDivisionError" in page.inner_text(".jp-Deck")
        assert "never" not in page.inner_text(".jp-Deck .jp-OutputArea-output")
        context.close()
