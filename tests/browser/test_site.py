"""The live site in Chromium: a page's figure runs, work is kept, a loop is stopped."""

import re

import pytest

from dlcourse.export import notebooks, site
from dlcourse.export.site_python import find_pyodide
from tests import pyodide
from tests.browser.axe import findings
from tests.browser.lab import complaints_about
from tests.browser.live_site import LivePage, served
from tests.browser.test_notebooks_in_lab import Watch

SAMPLE = "08_exponentially_weighted_averages"
NOTEBOOK = f"{SAMPLE}.ipynb"
EDITOR = ".jp-CodeCell .cm-content"


@pytest.fixture(scope="module")
def address(browser, tmp_path_factory):
    """The address of a site of one notebook, all of it from this machine."""
    folder = tmp_path_factory.mktemp("site")
    try:
        whole = pyodide.distribution(folder)
    except pyodide.Missing as missing:
        pytest.skip(str(missing))
    index = site.make(notebooks.find(["08"]), folder / "www", find_pyodide(whole))
    with served(index.parent) as started:
        yield started


@pytest.fixture(scope="module")
def figure(browser, address):
    """From the page of the notebook, the button below its first figure."""
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    page = context.new_page()
    complaints = complaints_about(page)
    page.goto(f"{address}/{SAMPLE}.html")
    assert findings(page) == []
    link = page.locator(".run-figure").first
    address_of_figure = link.get_attribute("href")
    page.close()
    assert complaints == []
    live = LivePage(
        browser, address, NOTEBOOK, context, re.search("&cell=.*", address_of_figure)[0]
    )
    live.wait_until_ready()
    live.page.wait_for_selector(".dlcourse-predict, .dlcourse-figure img", timeout=60_000)
    live.wait_until_idle()
    yield live
    live.close()


def test_the_page_is_isolated_by_the_service_worker_alone(figure):
    assert figure.page.evaluate("crossOriginIsolated")


def test_a_figure_of_the_page_is_turned_to_and_answers(figure):
    page = figure.page
    for asked in page.locator(".dlcourse-predict").all():
        asked.get_by_role("button").first.click()
    explorer = page.locator(".jp-OutputArea-output:has(.dlcourse-figure)").first
    explorer.locator("img").wait_for()
    watch = Watch(explorer)
    before = watch.state()
    slider = explorer.locator(".dlcourse-stop-slider input").first
    slider.focus()
    page.keyboard.press("End" if slider.input_value() != slider.get_attribute("max") else "Home")
    watch.changed(page, before)
    assert figure.complaints == []


def test_a_loop_that_never_ends_is_stopped_and_the_page_goes_on(figure):
    page = figure.page
    last = add_cell(page, "while True: pass")
    page.get_by_role("button", name="Stop").wait_for(timeout=20_000)
    page.get_by_role("button", name="Stop").click()
    page.wait_for_function(
        "() => document.querySelector('.dlcourse-bar').textContent.includes('is ready')"
    )
    assert "KeyboardInterrupt" in last.locator(".jp-OutputArea").inner_text()
    after = add_cell(page, "6 * 7")
    after.locator(".jp-OutputArea-output").filter(has_text="42").wait_for(timeout=20_000)


def test_an_edited_cell_is_there_after_a_reload(figure, browser, address):
    page = figure.page
    add_cell(page, "mine = 'kept'")
    page.wait_for_timeout(7000)  # saved by itself every five seconds
    again = LivePage(browser, address, NOTEBOOK, figure.context)
    again.page.locator(EDITOR).filter(has_text="mine = 'kept'").wait_for(timeout=30_000)
    # Two tabs have it open now, and this one says so.
    again.page.locator(".dlcourse-alerts", has_text="open in another tab").wait_for()
    assert findings(again.page, ".dlcourse-bar") == []
    again.page.close()


def add_cell(page, code):
    """Add a cell at the end of the notebook, write into it and run it; returns the cell."""
    page.locator(".jp-Notebook .jp-Cell").last.click(position={"x": 5, "y": 5})
    page.keyboard.press("Escape")
    page.keyboard.press("b")
    page.keyboard.press("Enter")
    page.keyboard.insert_text(code)
    page.keyboard.press("Control+Enter")
    return page.locator(".jp-CodeCell").last
