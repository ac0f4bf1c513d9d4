"""The live site on a server of our own, and a notebook open in it, for browser tests."""

import http.server
import re
import threading
from contextlib import contextmanager
from functools import partial

from tests.browser.lab import complaints_about

# JupyterLab asks for icons of the browser's tab that JupyterLite has elsewhere.
HARMLESS = re.compile(r"console: Failed to load resource: .* 404 ")
ICON = re.compile(r"/static/favicons/")


class Quiet(http.server.SimpleHTTPRequestHandler):
    """A plain web server: no headers of its own, and nothing said."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *arguments):
        pass


@contextmanager
def served(folder):
    """Serve a folder; yields its address."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class LivePage:
    """One notebook of the site, open and live, and what went wrong on the page."""

    def __init__(self, browser, address, notebook, context=None, query="", **size):
        size = {"width": 1366, "height": 768} | size
        self.context = context or browser.new_context(viewport=size)
        self.page = self.context.new_page()
        self._complaints, self._missing = complaints_about(self.page), []
        self.page.on("response", self._see)
        self.page.goto(f"{address}/live/notebooks/index.html?path={notebook}{query}")

    def _see(self, response):
        if response.status >= 400 and not ICON.search(response.url):
            self._missing.append(f"{response.status}: {response.url}")

    @property
    def complaints(self):
        """Errors and requests off the machine; a file that was asked for in vain."""
        return [one for one in self._complaints if not HARMLESS.match(one)] + self._missing

    def wait_until_ready(self, seconds=120):
        """Python has computed something."""
        self.page.wait_for_selector('.dlcourse-bar[data-state="ready"]', timeout=seconds * 1000)

    def run_all(self, seconds=240):
        """Press the bar's button, and wait until every code cell has run."""
        self.wait_until_ready()
        self.page.get_by_role("button", name="Run all cells").click()
        self.wait_until_idle(seconds)

    def wait_until_idle(self, seconds=240):
        """Nothing runs and nothing waits, twice in a row."""
        for _ in range(2):
            self.page.wait_for_timeout(500)
            self.page.wait_for_function(
                """() => ![...document.querySelectorAll('.jp-CodeCell .jp-InputPrompt')]
                     .some((prompt) => prompt.textContent.includes('*'))""",
                timeout=seconds * 1000,
                polling=100,
            )

    def close(self):
        self.context.close()
