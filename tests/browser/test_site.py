"""The live site in Chromium: a page's figure runs, work is kept, a loop is stopped."""

import json

import nbformat
import pytest

from dlcourse.export import notebooks, site
from tests.browser.axe import findings
from tests.browser.lab import answer_predictions, complaints_about, new_context
from tests.browser.live_site import LivePage, pyodide_or_skip, served
from tests.browser.test_notebooks_in_lab import EXPLORER, Watch

SAMPLE = "08_exponentially_weighted_averages"
NOTEBOOK = f"{SAMPLE}.ipynb"
SCREEN = {"viewport": {"width": 1366, "height": 768}}
# Stores more and more, until there is no room left for the smallest part.
FILL = """async () => {
  const opened = indexedDB.open("filled");
  const store = await new Promise((done) => {
    opened.onupgradeneeded = () => opened.result.createObjectStore("filled");
    opened.onsuccess = () => done(opened.result);
  });
  for (let size = 65536, key = 0; size > 10; key += 1) {
    const noise = crypto.getRandomValues(new Uint8Array(size));
    const fits = await new Promise((done) => {
      const written = store.transaction("filled", "readwrite");
      written.objectStore("filled").put(noise, key);
      written.oncomplete = () => done(true);
      written.onabort = () => done(false);
    });
    if (!fits) size /= 4;
  }
}"""


@pytest.fixture(scope="module")
def built(browser, tmp_path_factory):
    """The folder of a site of one notebook, all of it from this machine."""
    pyodide = pyodide_or_skip(tmp_path_factory)
    return site.make(notebooks.find(["08"]), tmp_path_factory.mktemp("site"), pyodide).parent


@pytest.fixture(scope="module")
def address(built):
    with served(built) as started:
        yield started


@pytest.fixture(scope="module")
def reader(browser):
    """A browser in which somebody works: what it keeps is the same for all tests that have it."""
    context = new_context(browser, **SCREEN, accept_downloads=True)
    yield context
    context.close()


@pytest.fixture(scope="module")
def figure(reader, address):
    """From the page of the notebook, the button below its first figure."""
    live = LivePage(reader, NOTEBOOK)
    live.page.goto(f"{address}/{SAMPLE}.html")
    live.page.locator(".run-figure").first.click()
    live.page.wait_for_url("**/live/notebooks/*")
    live.wait_until_ready()
    live.page.locator(".dlcourse-predict").first.wait_for()
    live.page.locator(".dlcourse-state", has_text="Python is ready.").wait_for()
    live.wait_until_idle()
    return live


def test_nothing_on_the_front_hinders_a_reader(browser, address):
    context = new_context(browser, **SCREEN)
    page = context.new_page()
    complaints = complaints_about(page)
    for name in ("index", SAMPLE):
        page.goto(f"{address}/{name}.html")
        page.evaluate("dlcourseSite.worker")
        assert page.locator("a[data-run]").count() >= 2
        assert findings(page) == []
    assert complaints == []
    context.close()


def test_the_page_is_isolated_by_the_service_worker_alone(figure):
    assert figure.page.evaluate("crossOriginIsolated")


def test_a_figure_of_the_page_is_turned_to_and_answers(figure):
    page = figure.page
    answer_predictions(page)
    explorer = page.locator(EXPLORER).first
    watch = Watch(explorer)
    before = watch.state()
    slider = explorer.locator(".dlcourse-stop-slider input").first
    slider.focus()
    page.keyboard.press("End" if slider.input_value() != slider.get_attribute("max") else "Home")
    watch.changed(before)
    shown = page.evaluate(
        "(figure) => figure.getBoundingClientRect().top < innerHeight", explorer.element_handle()
    )
    assert shown
    assert figure.complaints == []


def test_a_loop_that_never_ends_is_stopped_and_the_page_goes_on(figure):
    last = figure.add_cell("while True: pass")
    figure.button("Stop").click()
    last.locator(".jp-OutputArea", has_text="KeyboardInterrupt").wait_for()
    figure.page.locator(".dlcourse-state", has_text="Python is ready.").wait_for()
    after = figure.add_cell("6 * 7")
    after.locator(".jp-OutputArea-output", has_text="42").wait_for()


def test_an_edited_exercise_is_there_after_a_reload(figure, address):
    figure.add_cell("mine = 'kept'")
    figure.page.wait_for_timeout(7000)  # saved by itself every five seconds
    figure.page.reload()
    figure.page.locator(".cm-content", has_text="mine = 'kept'").wait_for()
    figure.wait_until_ready()


def test_a_second_tab_says_that_it_is_one(figure, reader, address):
    again = LivePage(reader, NOTEBOOK).open(address)
    again.told("is open in another tab").wait_for()
    assert findings(again.page, ".dlcourse-bar") == []
    again.page.close()


def test_the_file_that_is_downloaded_is_the_notebook(figure, tmp_path):
    with figure.page.expect_download() as download:
        figure.button("Download").click()
    assert download.value.suggested_filename == NOTEBOOK
    download.value.save_as(tmp_path / NOTEBOOK)
    kept = nbformat.read(tmp_path / NOTEBOOK, as_version=4)
    nbformat.validate(kept)
    assert any("mine = 'kept'" in cell.source for cell in kept.cells)
    assert kept.metadata.dlcourse.notebook == NOTEBOOK


def test_where_the_work_is_kept_is_told(figure):
    figure.button("Where is my work?").click()
    line = figure.told("kept in this browser")
    assert "is lost when" in line.text_content()
    line.get_by_role("button", name="Close").click()
    line.wait_for(state="detached")


def test_a_newer_notebook_is_told_and_stands_beside_the_readers(figure, built, address):
    """The site is published anew while a reader has an edited copy."""
    versions = built / "live" / "notebooks.json"
    file = built / "live" / "files" / NOTEBOOK
    newer = json.loads(file.read_text(encoding="utf-8"))
    newer["metadata"]["dlcourse"]["version"] = "a newer one"
    newer["cells"][0]["source"] = ["# Newer"]
    file.write_text(json.dumps(newer), encoding="utf-8")
    versions.write_text(json.dumps({NOTEBOOK: "a newer one"}), encoding="utf-8")
    figure.page.reload()
    line = figure.told("The course has a newer")
    line.wait_for()
    assert figure.page.locator(".cm-content", has_text="mine = 'kept'").count() == 1
    line.get_by_role("button", name="Open the newer one beside it").click()
    figure.page.wait_for_url("**-fresh-2.ipynb")
    figure.page.locator(".jp-Notebook h1", has_text="Newer").wait_for()
    assert figure.page.locator(".cm-content", has_text="mine = 'kept'").count() == 0
    figure.page.go_back()
    figure.page.locator(".cm-content", has_text="mine = 'kept'").wait_for()
    figure.told("The course has a newer").get_by_role("link", name="fresh-2").wait_for()


def test_without_any_room_the_reader_is_told_what_to_do(browser, address):
    context, live = with_room(browser, address, 1)
    live.page.locator(".dlcourse-bar", has_text="no room left").wait_for()
    context.close()


def test_a_full_storage_is_told_and_nothing_is_lost(browser, address):
    context, live = with_room(browser, address, 5_000_000)
    live.wait_until_ready()
    cell = live.add_cell("late = ''")
    live.page.evaluate(FILL)
    cell.locator(".cm-content").click()
    live.page.keyboard.insert_text("'on this page'")
    live.page.keyboard.press("Control+s")
    live.told("are not kept").wait_for()
    with live.page.expect_download() as download:
        live.told("are not kept").get_by_role("button", name="Download").click()
    assert "'on this page'" in download.value.path().read_text(encoding="utf-8")
    context.close()


def with_room(browser, address, size):
    """A browser that keeps so many bytes for the site, and the notebook being opened in it."""
    context = new_context(browser, **SCREEN)
    live = LivePage(context, NOTEBOOK)
    session = context.new_cdp_session(live.page)
    session.send("Storage.overrideQuotaForOrigin", {"origin": address, "quotaSize": size})
    return context, live.open(address)


def test_without_isolation_a_restart_stops_the_loop_and_keeps_the_notebook(browser, address):
    context = new_context(browser, **SCREEN, service_workers="block")
    live = LivePage(context, NOTEBOOK).open(address)
    live.wait_until_ready()
    assert not live.page.evaluate("crossOriginIsolated")
    live.add_cell("while True: pass")
    live.button("Stop").click()
    live.button("Stop").wait_for(state="hidden")
    live.page.locator(".dlcourse-state", has_text="Python is ready.").wait_for()
    assert live.page.locator(".cm-content", has_text="while True: pass").count() == 1
    after = live.add_cell("6 * 7")
    after.locator(".jp-OutputArea-output", has_text="42").wait_for()
    context.close()
