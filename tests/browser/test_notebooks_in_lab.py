"""Every notebook in real JupyterLab and Chromium: cells run, explorers answer the reader."""

import inspect

import pytest

from dlcourse import topics
from dlcourse.export.notebooks import find
from tests.browser.lab import answer_predictions

NOTEBOOKS = [path.name for path in find()]
EXPLORER = ".jp-OutputArea-output:has(.dlcourse-figure)"
# What is on the page: all words, and how high the figures that wait stand and whether they show.
SEEN = """() => ({
  words: document.querySelector(".jp-Notebook").textContent,
  figures: [...document.querySelectorAll(".dlcourse-explorer")].map((explorer) => ({
    height: explorer.getBoundingClientRect().height,
    shown: getComputedStyle(explorer.querySelector("img")).visibility === "visible",
  })),
})"""


@pytest.fixture(scope="module", params=NOTEBOOKS)
def notebook(request, open_notebook):
    opened = open_notebook(request.param)
    opened.before = opened.page.evaluate(SEEN)
    answer_predictions(opened.page)
    opened.after = opened.page.evaluate(SEEN)
    return opened


def explorers(page):
    found = page.locator(EXPLORER)
    return [found.nth(k) for k in range(found.count())]


class Watch:
    """What an explorer shows now, and waiting for it to change and come to rest."""

    def __init__(self, explorer):
        self.caption = explorer.locator("figcaption")
        self.image = explorer.locator(".dlcourse-figure img")
        self.status = explorer.locator("[role=status]")

    def state(self):
        return self.image.get_attribute("src"), self.caption.text_content()

    def changed(self, page, before, seconds=20):
        """Until picture and sentence differ from before and the sentence has been announced."""
        for _ in range(seconds * 20):
            picture, sentence = self.state()
            new = picture != before[0] and sentence != before[1]
            if new and self.status.text_content() == sentence:
                return self.state()
            page.wait_for_timeout(50)
        raise AssertionError(f"nothing new after {seconds} s: {self.state()}")


def test_all_cells_run_without_a_complaint(notebook):
    assert notebook.page.locator(".jp-OutputArea-output[data-mime-type*='error']").count() == 0
    assert notebook.page.locator("[data-mime-type='application/vnd.jupyter.stderr']").count() == 0
    assert explorers(notebook.page)
    assert notebook.complaints == []


def test_nothing_that_answers_is_seen_before_the_answer(notebook):
    topic = notebook.name.removesuffix(".ipynb").partition("_")[2]
    for prediction in asked(topic):
        for sentence in filter(lambda text: len(text) > 30, prediction.told(None)):
            words = sentence.replace("*", "").replace("`", "")
            assert words not in notebook.before["words"], words
            explained = words.partition("” ")[2] or words
            assert explained in notebook.after["words"], words
        prediction.close()
    assert len(notebook.before["figures"]) >= 3
    assert not any(figure["shown"] for figure in notebook.before["figures"])
    assert all(figure["shown"] for figure in notebook.after["figures"])


def test_a_figure_that_waits_keeps_its_place(notebook):
    """Nothing jumps: a line more or less of what is told, and no more."""
    pairs = zip(notebook.before["figures"], notebook.after["figures"], strict=True)
    for before, after in pairs:
        assert abs(after["height"] - before["height"]) < 60, (before, after)


def asked(topic):
    module = topics.every("predictions")[topic]
    for name, make in inspect.getmembers(module, inspect.isfunction):
        if make.__module__ == module.__name__ and not name.startswith("_"):
            yield make()


def test_pictures_have_the_sentence_as_alternative_text(notebook):
    for explorer in explorers(notebook.page):
        watch = Watch(explorer)
        sentence = watch.caption.text_content()
        assert len(sentence) > 20
        assert watch.image.get_attribute("alt") == sentence


def test_arrow_keys_move_every_first_slider(notebook):
    page = notebook.page
    for explorer in explorers(page):
        explorer.scroll_into_view_if_needed()
        watch = Watch(explorer)
        before = watch.state()
        slider = explorer.locator(".dlcourse-stop-slider input").first
        slider.focus()
        page.keyboard.press(
            "End" if slider.input_value() != slider.get_attribute("max") else "Home"
        )
        watch.changed(page, before)
    assert notebook.complaints == []


def test_every_preset_and_tool_answers(notebook):
    page = notebook.page
    for explorer in explorers(page):
        explorer.scroll_into_view_if_needed()
        watch = Watch(explorer)
        for button in explorer.get_by_role("button").all():
            before = watch.state()
            pressed = button.text_content()
            button.click()
            page.wait_for_timeout(400)
            assert explorer.locator(".dlcourse-failed").count() == 0, (pressed, watch.state())
            assert before
        explorer.get_by_role("button", name="Reset").click()
    assert notebook.complaints == []


def test_dragging_the_first_slider_answers_before_it_is_let_go(notebook):
    page = notebook.page
    explorer = explorers(page)[0]
    explorer.get_by_role("button", name="Reset").click()
    page.wait_for_timeout(3000)
    watch = Watch(explorer)
    slider = explorer.locator(".dlcourse-stop-slider input").first
    slider.scroll_into_view_if_needed()
    before = watch.state()
    box = slider.bounding_box()
    page.mouse.move(box["x"] + 0.5 * box["width"], box["y"] + box["height"] / 2)
    page.mouse.down()
    for k in range(10):
        page.mouse.move(box["x"] + (0.5 + 0.045 * k) * box["width"], box["y"] + box["height"] / 2)
        page.wait_for_timeout(30)
    watch.changed(page, before)
    page.mouse.up()
    assert notebook.complaints == []
