"""The live site on a server of our own, and a notebook open in it, for browser tests."""

import http.server
import threading
from contextlib import contextmanager
from functools import partial

import pytest

from dlcourse.export.notebooks import find, read
from dlcourse.export.site_python import find_pyodide
from tests import pyodide
from tests.browser.lab import complaints_about, wait_until_shown


def pyodide_or_skip(tmp_path_factory):
    """The files of a Pyodide distribution; the test is skipped where there is none."""
    try:
        return find_pyodide(pyodide.distribution(tmp_path_factory.mktemp("pyodide")))
    except pyodide.Missing as missing:
        pytest.skip(str(missing))


class Quiet(http.server.SimpleHTTPRequestHandler):
    """A plain web server: no headers of its own, and nothing said."""

    protocol_version = "HTTP/1.1"

    def __init__(self, *arguments, asked, **more):
        self._asked = asked
        super().__init__(*arguments, **more)

    def log_message(self, *arguments):
        pass

    def do_GET(self):
        self._asked.add(self.path)
        super().do_GET()

    def handle(self):
        try:
            super().handle()
        except ConnectionError:
            pass  # the browser was closed


@contextmanager
def served(folder, asked=None):
    """Serve a folder; yields its address. What is asked for is added to the set `asked`."""
    handler = partial(Quiet, directory=folder, asked=set() if asked is None else asked)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


PATHS = {path.name: path for path in find()}


class LivePage:
    """One notebook of the site, open and live, and what went wrong on the page."""

    def __init__(self, context, notebook):
        self.context, self.name = context, notebook
        self.page = context.new_page()
        self.complaints = complaints_about(self.page)
        self.page.on("response", self._see)

    def open(self, address, query=""):
        """Open the notebook itself, as a bookmark does."""
        self.page.goto(f"{address}/live/notebooks/index.html?path={self.name}{query}")
        return self

    def _see(self, response):
        if response.status >= 400:
            self.complaints.append(f"{response.status}: {response.url}")

    def wait_until_ready(self):
        """Python has computed something."""
        self.page.wait_for_selector('.dlcourse-bar[data-state="ready"]')

    def button(self, name):
        """A button of the bar."""
        return self.page.locator(".dlcourse-bar").get_by_role("button", name=name, exact=True)

    def run_all(self):
        """Press the bar's button, and wait until every code cell has run."""
        self.wait_until_ready()
        self.button("Run all cells").click()
        self.wait_until_idle()
        wait_until_shown(self.page, len(read(PATHS[self.name]).cells))

    def wait_until_idle(self):
        """Nothing runs and nothing waits, twice in a row."""
        for _ in range(2):
            self.page.wait_for_timeout(500)
            self.page.wait_for_function(
                """() => ![...document.querySelectorAll('.jp-CodeCell .jp-InputPrompt')]
                     .some((prompt) => prompt.textContent.includes('*'))""",
                polling=100,
            )

    def add_cell(self, code):
        """Add a cell at the end of the notebook, write into it and run it; returns the cell."""
        page = self.page
        page.locator(".jp-Notebook .jp-Cell").last.click(position={"x": 400, "y": 12})
        page.keyboard.press("Escape")
        page.keyboard.press("b")
        page.keyboard.press("Enter")
        page.keyboard.insert_text(code)
        page.keyboard.press("Control+Enter")
        return page.locator(".jp-Notebook .jp-CodeCell").last

    def told(self, words):
        """A line of the bar that tells the reader something, with these words in it."""
        return self.page.locator(".dlcourse-alerts p", has_text=words)

    def close(self):
        self.context.close()
