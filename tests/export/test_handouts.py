"""`dlcourse handouts`: which browser prints, and how it refuses without leaving anything behind."""

import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from dlcourse._refusal import Refusal
from dlcourse.export import browser, handouts, notebooks
from dlcourse.export.progress import Progress
from tests.command.refusals import refusal


@pytest.fixture
def paths(tmp_path):
    """Two small notebooks without figures."""
    made = []
    for name in ("04_one", "05_two"):
        title = nbformat.v4.new_markdown_cell(
            f"# {name[:2]} {name[3:].title()}", metadata={"slideshow": {"slide_type": "slide"}}
        )
        path = tmp_path / "course" / f"{name}.ipynb"
        path.parent.mkdir(exist_ok=True)
        nbformat.write(nbformat.v4.new_notebook(cells=[title]), path)
        made.append(path)
    return made


class Fake:
    """A browser that prints as many pages as it is told to."""

    pages = 1, 1
    sheets = 1
    ready = ' data-sheets="1"'

    def __init__(self, program, folder):
        self.folder = Path(folder)

    def finished(self, file):
        assert file.parent == self.folder
        return f"<main{self.ready}>" + handouts.SHEET * self.sheets

    def pdf(self, file, target):
        pages = self.pages[file.stem == "05_two"]
        target.write_bytes(b"/Type /Pages\n" + b"/Type /Page\n" * pages)


@pytest.fixture
def fake(monkeypatch):
    monkeypatch.setattr(handouts, "find", lambda: "a browser")
    monkeypatch.setattr(handouts, "Browser", Fake)
    return Fake


def test_each_notebook_becomes_a_file_and_nothing_else_is_left(paths, tmp_path, fake):
    out = tmp_path / "new" / "handouts"
    made = handouts.make(paths, out, Progress(""))
    assert made == [(out / "04_one.pdf", 1), (out / "05_two.pdf", 1)]
    assert sorted(os.listdir(out)) == ["04_one.pdf", "05_two.pdf"]


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("pages", (1, 2), "printed 2 pages of 05_two instead of 1"),
        ("pages", (1, 0), "printed 0 pages of 05_two instead of 1"),
        ("sheets", 0, "did not finish the slides of 04_one"),
        ("ready", "", "did not finish the slides of 04_one"),
    ],
)
def test_what_was_not_printed_whole_is_refused(
    paths, tmp_path, fake, monkeypatch, name, value, said
):
    monkeypatch.setattr(Fake, name, value)
    out = tmp_path / "handouts"
    with pytest.raises(Refusal, match=said):
        handouts.make(paths, out, Progress(""))
    assert not out.exists()


def test_files_of_the_last_time_stay_when_it_fails(paths, tmp_path, fake, monkeypatch):
    out = tmp_path / "handouts"
    out.mkdir()
    (out / "04_one.pdf").write_bytes(b"of last week")
    monkeypatch.setattr(Fake, "pages", (1, 3))
    with pytest.raises(Refusal):
        handouts.make(paths, out, Progress(""))
    assert os.listdir(out) == ["04_one.pdf"]
    assert (out / "04_one.pdf").read_bytes() == b"of last week"


@pytest.fixture
def course(paths, monkeypatch):
    monkeypatch.setattr(notebooks, "course_folder", lambda name: paths[0].parent)


def test_no_browser_is_one_sentence_and_status_2(course, tmp_path, capsys, monkeypatch):
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setattr(browser.shutil, "which", lambda name: None)
    monkeypatch.setattr(browser, "usual_places", list)
    said = refusal(["handouts", "--out", str(tmp_path / "out")], capsys)
    assert "no Chromium, Chrome or Edge is found" in said
    assert "CHROMIUM" in said
    assert not (tmp_path / "out").exists()


def test_a_program_that_is_no_browser_is_refused(course, tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("CHROMIUM", str(tmp_path / "nothing"))
    assert "there is no such program" in refusal(
        ["handouts", "--out", str(tmp_path / "out")], capsys
    )
    monkeypatch.setenv("CHROMIUM", sys.executable)  # Python knows none of the options
    assert "failed with status 2" in refusal(["handouts", "--out", str(tmp_path / "out")], capsys)
    assert not (tmp_path / "out").exists()


def test_a_wrong_number_or_folder_is_refused(course, tmp_path, capsys, fake):
    assert "77" in refusal(["handouts", "77"], capsys)
    (tmp_path / "file").write_bytes(b"mine")
    assert "cannot write to the folder" in refusal(
        ["handouts", "--out", str(tmp_path / "file")], capsys
    )
    assert (tmp_path / "file").read_bytes() == b"mine"


def test_a_browser_that_takes_too_long_is_stopped(tmp_path, monkeypatch):
    def slow(command, **more):
        raise subprocess.TimeoutExpired(command, more["timeout"])

    monkeypatch.setattr(subprocess, "run", slow)
    with pytest.raises(Refusal, match="did not finish within 7 seconds"):
        browser.Browser("chromium", tmp_path, 7).finished(tmp_path / "a.html")


def test_the_variable_comes_first_then_path_then_the_usual_places(tmp_path, monkeypatch):
    def program(name):
        path = tmp_path / (f"{name}.exe" if os.name == "nt" else name)
        path.write_bytes(b"")
        path.chmod(0o755)
        return str(path)

    own, on_path, usual = map(program, ("own", "google-chrome", "usual"))
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(browser, "usual_places", lambda: [tmp_path / "absent", Path(usual)])
    monkeypatch.setenv("CHROMIUM", own)
    assert browser.find() == own
    monkeypatch.delenv("CHROMIUM")
    assert browser.find() == on_path
    os.remove(on_path)
    assert browser.find() == usual


def test_usual_places_on_macos_and_windows(monkeypatch):
    monkeypatch.setattr(browser.sys, "platform", "darwin")
    places = [place.as_posix() for place in browser.usual_places()]
    assert places[0] == "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
    assert any(
        place.endswith("Microsoft Edge.app/Contents/MacOS/Microsoft Edge") for place in places
    )
    monkeypatch.setattr(browser.sys, "platform", "linux")
    if os.name != "nt":
        assert browser.usual_places() == []
