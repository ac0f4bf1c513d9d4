"""Every notebook in real JupyterLab and Chromium: cells run, explorers answer the reader."""

import inspect
import re
import time

import pytest

from dlcourse import topics
from dlcourse.export.notebooks import find, read
from tests.browser.lab import PATIENCE, LabPage, answer_predictions, frames_later

PATHS = {path.name: path for path in find()}
NOTEBOOKS = list(PATHS)
EXPLORER = ".jp-OutputArea-output:has(.dlcourse-figure)"
TOOLS = ("Play", "Pause", "Step", "Reset", "Pin", "Unpin", "Copy as code")
# What is on the page: all words, and how high the figures that wait stand and whether they show.
SEEN = """() => ({
  words: document.querySelector(".jp-Notebook").textContent,
  figures: [...document.querySelectorAll(".dlcourse-explorer")].map((explorer) => ({
    height: explorer.getBoundingClientRect().height,
    shown: getComputedStyle(explorer.querySelector("img")).visibility === "visible",
  })),
})"""


@pytest.fixture(scope="module", params=NOTEBOOKS)
def notebook(request, browser, lab):
    opened = LabPage(browser, lab, request.param)
    opened.run_all()
    yield answered(opened)
    opened.close()


def answered(opened):
    """Answer the predictions of a notebook that has run; what was seen before and after."""
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
        self.explorer, self.page = explorer, explorer.page
        self.caption = explorer.locator("figcaption")
        self.image = explorer.locator(".dlcourse-figure img")
        self.status = explorer.locator("[role=status]")

    def state(self):
        return self.image.get_attribute("src"), self.caption.text_content()

    def until(self, condition):
        """Ask again and again, as often as the page shows something new."""
        end = time.monotonic() + PATIENCE / 1000
        while not condition():
            assert time.monotonic() < end, f"nothing new for long: {self.state()}"
            frames_later(self.page)
        return self.state()

    def at_rest(self):
        """Until the sentence has been announced."""
        return self.until(lambda: self.status.text_content() == self.caption.text_content())

    def changed(self, before):
        """Until picture and sentence differ from before and the sentence has been announced."""

        def new():
            picture, sentence = self.state()
            differs = picture != before[0] and sentence != before[1]
            return differs and self.status.text_content() == sentence

        return self.until(new)

    def button(self, name):
        """A preset or tool by what is written on it, whatever icon stands before it."""
        written = re.compile(rf"^\s*{re.escape(name)}\s*$")
        return self.explorer.locator("button.widget-button").filter(has_text=written)

    def press(self, name):
        """Press a button; return what was shown before."""
        before = self.state()
        self.button(name).click()
        return before


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
    code = [cell.source for cell in read(PATHS[notebook.name]).cells if cell.cell_type == "code"]
    waiting = sum(".after(" in source for source in code)
    assert waiting >= 3
    assert sum(not figure["shown"] for figure in notebook.before["figures"]) == waiting
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
        watch.press("Reset")  # where a prediction led, the first slider may have no say
        before = watch.at_rest()
        slider = explorer.locator(".dlcourse-stop-slider input").first
        slider.focus()
        page.keyboard.press(
            "End" if slider.input_value() != slider.get_attribute("max") else "Home"
        )
        watch.changed(before)
    assert notebook.complaints == []


def test_every_preset_changes_the_figure_and_says_what_to_look_at(notebook):
    for explorer in explorers(notebook.page):
        explorer.scroll_into_view_if_needed()
        watch = Watch(explorer)
        buttons = explorer.locator("button.widget-button").all_text_contents()
        presets = [name for name in map(str.strip, buttons) if name and name not in TOOLS]
        assert len(presets) > 1
        for number, name in enumerate(presets):
            before = watch.press(name)
            explorer.get_by_text(f"{name}:", exact=True).wait_for()
            if number:  # the figure may stand where the first one leads, all others differ
                watch.changed(before)
        assert explorer.locator(".dlcourse-failed").count() == 0, watch.state()
    assert notebook.complaints == []


def test_every_choice_and_tool_answers(notebook):
    for explorer in explorers(notebook.page):
        explorer.scroll_into_view_if_needed()
        watch = Watch(explorer)
        for choice in explorer.locator("button.widget-toggle-button").all():
            if "mod-active" not in choice.get_attribute("class"):
                choice.click()
                watch.until(lambda choice=choice: "mod-active" in choice.get_attribute("class"))
        if watch.button("Play").count():
            before = watch.press("Play")
            watch.until(lambda watch=watch, before=before: watch.state() != before)
            watch.press("Pause")
            watch.at_rest()
            watch.press("Step")
        if watch.button("Pin").is_visible():
            watch.press("Pin")
            watch.button("Unpin").wait_for()
        watch.press("Copy as code")
        explorer.locator("pre").wait_for()
        assert explorer.locator(".dlcourse-failed").count() == 0, watch.state()
        watch.press("Reset")
        watch.button("Unpin").wait_for(state="detached")
        watch.press("Copy as code")
        explorer.locator("pre").wait_for(state="hidden")
        watch.at_rest()
    assert notebook.complaints == []


def test_dragging_the_first_slider_answers_before_it_is_let_go(notebook):
    page = notebook.page
    explorer = explorers(page)[0]
    watch = Watch(explorer)
    watch.press("Reset")
    watch.at_rest()
    slider = explorer.locator(".dlcourse-stop-slider input").first
    slider.scroll_into_view_if_needed()
    before = watch.state()
    box = slider.bounding_box()
    page.mouse.move(box["x"] + 0.5 * box["width"], box["y"] + box["height"] / 2)
    page.mouse.down()
    for k in range(10):
        page.mouse.move(box["x"] + (0.5 + 0.045 * k) * box["width"], box["y"] + box["height"] / 2)
        frames_later(page)
    watch.changed(before)
    page.mouse.up()
    assert notebook.complaints == []
