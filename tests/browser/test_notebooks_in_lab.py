"""Every notebook in real JupyterLab and Chromium: cells run, explorers answer the reader."""

import time

import pytest

from dlcourse.export.notebooks import find
from tests.browser.lab import answer_predictions, frames_later

NOTEBOOKS = [path.name for path in find()]
EXPLORER = ".jp-OutputArea-output:has(.dlcourse-figure)"
TOOLS = ("Play", "Pause", "Step", "Reset", "Pin", "Unpin", "Copy as code")


@pytest.fixture(scope="module", params=NOTEBOOKS)
def notebook(request, open_notebook):
    opened = open_notebook(request.param)
    answer_predictions(opened.page)
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

    def until(self, condition, seconds=20):
        """Ask again and again, as long as the page needs for its next frame."""
        end = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < end, f"nothing new after {seconds} s: {self.state()}"
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

    def press(self, name):
        """Press a button by its name; return what was shown before."""
        before = self.state()
        self.explorer.get_by_role("button", name=name, exact=True).click()
        return before


def test_all_cells_run_without_a_complaint(notebook):
    assert notebook.page.locator(".jp-OutputArea-output[data-mime-type*='error']").count() == 0
    assert notebook.page.locator("[data-mime-type='application/vnd.jupyter.stderr']").count() == 0
    assert explorers(notebook.page)
    assert notebook.complaints == []


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
        watch.changed(before)
    assert notebook.complaints == []


def test_every_preset_changes_the_figure_and_says_what_to_look_at(notebook):
    for explorer in explorers(notebook.page):
        explorer.scroll_into_view_if_needed()
        watch = Watch(explorer)
        buttons = explorer.locator("button.widget-button").all_text_contents()
        presets = [name for name in map(str.strip, buttons) if name not in TOOLS]
        assert len(presets) > 1
        # The first one pressed may be where the figure stands already, none of the others is.
        for number, name in enumerate([presets[-1], *presets]):
            before = watch.press(name)
            explorer.get_by_text(f"{name}:", exact=True).wait_for()
            if number:
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
        if explorer.get_by_role("button", name="Play", exact=True).count():
            before = watch.press("Play")
            watch.until(lambda watch=watch, before=before: watch.state() != before)
            watch.press("Pause")
            watch.at_rest()
            before = watch.press("Step")
            watch.changed(before)
        if explorer.get_by_role("button", name="Pin", exact=True).count():
            watch.press("Pin")
            explorer.get_by_role("button", name="Unpin", exact=True).wait_for()
        watch.press("Copy as code")
        explorer.locator("pre").wait_for()
        assert explorer.locator(".dlcourse-failed").count() == 0, watch.state()
        watch.press("Reset")
        explorer.get_by_role("button", name="Unpin", exact=True).wait_for(state="detached")
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
