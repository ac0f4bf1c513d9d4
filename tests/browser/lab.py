"""A JupyterLab of our own and a page in it, for browser tests, screenshots and benchmarks."""

import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import sync_playwright

from dlcourse.export.browser import find
from dlcourse.export.environment import environment

TOKEN = "dlcourse-browser-test"
PATIENCE = 240_000  # milliseconds that a condition is waited for, long enough for any machine
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def free_port():
    """A port that nothing listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def lab_server(folder, *command):
    """`dlcourse lab` or another command on a folder, as a reader starts it; yields its address."""
    port = free_port()
    variables = environment(
        JUPYTER_TOKEN=TOKEN,
        # what this user has set in other work stays out of it
        JUPYTER_CONFIG_DIR=str(Path(folder, ".config")),
        JUPYTER_DATA_DIR=str(Path(folder, ".data")),
    )
    command = [sys.executable, "-m", "dlcourse", *(command or ["lab"]), "--no-browser"]
    log = Path(folder, "jupyterlab.log")
    with log.open("w", encoding="utf-8") as output:
        server = subprocess.Popen(
            [*command, "--port", str(port), "--dir", str(folder)],
            env=variables,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
        )
    address = f"http://127.0.0.1:{port}"
    try:
        wait_until_it_answers(server, f"{address}/api", log)
        yield address
    finally:
        server.terminate()
        server.wait(20)


def wait_until_it_answers(server, url, log, seconds=60):
    """Until the server has started; what it said, where it has not."""
    end = time.monotonic() + seconds
    while True:
        try:
            urllib.request.urlopen(url, timeout=2).close()
            return
        except OSError:
            if server.poll() is not None or time.monotonic() > end:
                raise RuntimeError(log.read_text(encoding="utf-8")) from None
            time.sleep(0.1)


@contextmanager
def chromium():
    """A headless browser."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=FLAGS, headless=True)
        yield browser
        browser.close()


def new_context(browser, **options):
    """A browser's profile of its own, whose pages wait patiently."""
    context = browser.new_context(**options)
    context.set_default_timeout(PATIENCE)
    return context


def complaints_about(page):
    """A list that fills with errors, messages of errors, and requests off the machine."""
    complaints = []

    def hear(message):
        if message.type == "error":
            complaints.append(f"console: {message.text}")

    def see(request):
        url = urlsplit(request.url)
        if url.scheme in ("http", "https", "ws", "wss") and url.hostname != "127.0.0.1":
            complaints.append(f"request off the machine: {request.url}")

    page.on("pageerror", lambda error: complaints.append(f"page: {error}"))
    page.on("console", hear)
    page.on("request", see)
    return complaints


def frames_later(page):
    """Wait until the browser has laid out and shown what it knows now."""
    page.evaluate(
        "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
    )


def wait_until_shown(page, cells):
    """Wait until this many cells and all their widgets are on the page.

    JupyterLab puts them there one by one, as it finds the time: later than the kernel is idle.
    """
    page.wait_for_function(
        """(count) => document.querySelectorAll('.jp-Notebook .jp-Cell').length >= count
             && !document.querySelector('.jp-OutputArea-output:empty, .jupyter-widgets:empty')
             && [...document.querySelectorAll('.jp-OutputArea-output')]
               .every((output) => !output.textContent.startsWith('Loading widget'))""",
        arg=cells,
        polling=100,
    )


def answer_predictions(page):
    """Give every prediction its first answer, as a reader in a hurry would; figures move then."""
    for prediction in page.locator(".dlcourse-predict").all():
        buttons = prediction.locator("button")
        if prediction.locator(".dlcourse-sketch").count():
            prediction.locator(".dlcourse-sketch-row button").first.dispatch_event("click")
            prediction.locator("button.commit").dispatch_event("click")
            continue
        buttons.first.dispatch_event("click")
        if prediction.get_by_text("Because", exact=True).count():
            buttons.nth(buttons.count() - 2).dispatch_event("click")  # the last one starts anew
    # a figure is there, has moved to what answers, names it and says what it shows
    page.wait_for_function(
        """() => [...document.querySelectorAll(".dlcourse-veil")].every((v) => !v.offsetParent)
             && [...document.querySelectorAll(".dlcourse-explorer")].every((explorer) => {
               const told = explorer.querySelector("[role=status]").textContent;
               return explorer.querySelector(".dlcourse-why").textContent.trim()
                 && told && told === explorer.querySelector("figcaption").textContent;
             })""",
    )


class LabPage:
    """One notebook open in JupyterLab, and what went wrong on the page."""

    def __init__(self, browser, address, notebook, width=1366, height=768, ratio=1):
        self.context = new_context(
            browser, viewport={"width": width, "height": height}, device_scale_factor=ratio
        )
        self.address, self.name = address, notebook
        self.page = self.context.new_page()
        self.complaints = complaints_about(self.page)
        self.page.goto(f"{address}/lab/tree/{notebook}?token={TOKEN}&reset")
        self.page.wait_for_selector(".jp-Notebook .jp-Cell")
        # The first connection to a new kernel can be refused and tried again (a race in
        # jupyter-server), and what is sent before that is lost: idle, and still idle a second later
        for _ in range(2):
            self.page.wait_for_selector('.jp-Notebook-ExecutionIndicator[data-status="idle"]')
            self.page.wait_for_timeout(1000)

    def run_all(self):
        """Run → Run All Cells, and wait until the kernel is idle again."""
        self.page.click('.lm-MenuBar-itemLabel:text-is("Run")')
        self.page.click('.lm-Menu-itemLabel:text-is("Run All Cells")')
        self.wait_until_idle()

    def wait_until_idle(self):
        """Every code cell has run, and all that they show is on the page."""
        stored = self.context.request.get(f"{self.address}/api/contents/{self.name}?token={TOKEN}")
        cells = len(stored.json()["content"]["cells"])
        wait_until_shown(self.page, cells)
        self.page.wait_for_function(
            """() => [...document.querySelectorAll('.jp-CodeCell .jp-InputArea-prompt')]
                 .every((prompt) => /\\[\\d+\\]/.test(prompt.textContent))""",
            polling=100,
        )
        wait_until_shown(self.page, cells)
        self.page.wait_for_selector('.jp-Notebook-ExecutionIndicator[data-status="idle"]')

    def close(self):
        """Close the page, and end its kernel."""
        sessions, token = f"{self.address}/api/sessions", f"?token={TOKEN}"
        for session in self.context.request.get(sessions + token).json():
            if session["path"] == self.name:
                self.context.request.delete(f"{sessions}/{session['id']}{token}")
        self.context.close()
