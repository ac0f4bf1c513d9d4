"""A browser that is installed here, and what it can do without a window."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from dlcourse._refusal import Refusal

NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "microsoft-edge-stable",
    "msedge",
)
MAC = ("Google Chrome", "Chromium", "Microsoft Edge")
WINDOWS = (
    r"Google\Chrome\Application\chrome.exe",
    r"Chromium\Application\chrome.exe",
    r"Microsoft\Edge\Application\msedge.exe",
)
FLAGS = (
    "--headless=new",
    "--disable-gpu",
    "--disable-extensions",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--no-default-browser-check",
    "--hide-scrollbars",
    "--window-size=1280,720",
)
NONE_FOUND = (
    "no Chromium, Chrome or Edge is found, which is needed here: install one, or set the "
    "environment variable CHROMIUM to the path of the program"
)


def find():
    """Return the program of an installed Chromium, Chrome or Edge.

    Returns
    -------
    program : str, a path

    Raises
    ------
    Refusal
        None is installed, or the environment variable CHROMIUM names none.
    """
    if wanted := os.environ.get("CHROMIUM"):
        if program := shutil.which(wanted):
            return program
        raise Refusal(
            f"CHROMIUM is {wanted!r}, and there is no such program: set it to the path of "
            "Chromium, Chrome or Edge, or remove it"
        )
    for place in (*filter(None, map(shutil.which, NAMES)), *usual_places()):
        if Path(place).is_file():
            return str(place)
    raise Refusal(NONE_FOUND)


def usual_places():
    """Where macOS and Windows keep browsers that no PATH names."""
    if sys.platform == "darwin":
        folders = [Path("/Applications"), Path.home() / "Applications"]
        return [folder / f"{name}.app/Contents/MacOS/{name}" for folder in folders for name in MAC]
    if os.name == "nt":
        variables = ("ProgramFiles", "ProgramFiles(x86)", "LocalAppData")
        folders = [Path(os.environ[name]) for name in variables if os.environ.get(name)]
        return [folder / path for path in WINDOWS for folder in folders]
    return []


class Browser:
    """Runs the browser with a profile of its own, so that one that is open is not touched.

    Parameters
    ----------
    program : str
    folder : pathlib.Path, for the profile and the files to open: a browser from a snap reads
        neither the folder for temporary files nor hidden ones
    seconds : float, how long it may take for one file
    """

    def __init__(self, program, folder, seconds=300):
        self._program, self._folder, self._seconds = program, Path(folder), seconds

    def finished(self, file):
        """Return the HTML of a file when its scripts have done their work."""
        # Time jumps ahead whenever nothing is left to compute: this is a limit, not a wait.
        return self._run("--virtual-time-budget=600000", "--dump-dom", file.as_uri())

    def pdf(self, file, target):
        """Print a file: a tagged PDF with an outline of its headings."""
        self._run(
            "--no-pdf-header-footer",
            "--export-tagged-pdf",
            "--generate-pdf-document-outline",
            f"--print-to-pdf={target}",
            file.as_uri(),
        )
        if not target.is_file():
            raise Refusal(f"{self._program} wrote no PDF of {file.name}; try another browser")

    def _run(self, *arguments):
        command = [self._program, *FLAGS, f"--user-data-dir={self._folder / 'profile'}"]
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            command.append("--no-sandbox")  # it refuses to run as root with one
        try:
            done = subprocess.run(
                [*command, *arguments],
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=self._seconds,
            )
        except subprocess.TimeoutExpired:
            raise Refusal(
                f"{self._program} did not finish within {self._seconds:g} seconds; close other "
                "programs, or set CHROMIUM to another browser"
            ) from None
        except OSError as error:
            raise Refusal(
                f"{self._program} cannot be started ({error.strerror or error}); set CHROMIUM to "
                "another browser"
            ) from error
        if done.returncode:
            last = done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:]
            raise Refusal(f"{self._program} failed with status {done.returncode}: {' '.join(last)}")
        return done.stdout.decode("utf-8", "replace")
