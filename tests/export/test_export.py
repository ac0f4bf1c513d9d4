"""Slides and frozen explorers as files: what they hold, what they must not, and how they refuse."""

import base64
import hashlib
import html
import inspect
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import textwrap
import time
from html.parser import HTMLParser
from io import BytesIO, StringIO
from pathlib import Path

import bs4
import nbformat
import numpy as np
import psutil
import pytest
from PIL import Image

from dlcourse import topics
from dlcourse._paths import course_folder
from dlcourse._refusal import Refusal
from dlcourse.export import cache, drawing, frozen, notebooks, pictures, settings, slides
from dlcourse.export.deck import sections
from dlcourse.export.environment import environment
from dlcourse.export.pieces import Pieces
from dlcourse.export.progress import Progress
from dlcourse.export.record import record
from dlcourse.live.controls import StopSlider, choices, values_of
from dlcourse.live.explorer import Explorer, Preset
from dlcourse.live.predictions import Predict
from tests.command.refusals import refusal
from tests.export.decks import make_decks
from tests.live.demo_explorers import descent, parabola
from tests.notebooks.notebook_rules import exercises
from tests.notebooks.sample_notebook import ROOT

MOST_BYTES = 8_000_000
SENTENCE = "a = 2: at x = 3 it is 6.00."
STEEP = "a = 3: at x = 3 it is 9.00."
EXPLORER = """\
from dlcourse.live.controls import StopSlider, choices, values_of
from dlcourse.live.explorer import Explorer, Preset

def setup(figure):
    axes = figure.subplots()
    axes.set(xlim=(0, 3), ylim=(0, 9))
    return {"line": axes.plot([], [])[0]}

def line(yours=None):
    return Explorer(
        title="a line",
        setup=setup,
        compute=lambda a, b: {"a": a, "at_3": 3 * a + b},
        draw=lambda artists, r: artists["line"].set_data([0, 3], [0, r["at_3"]]),
        describe=lambda r: f"a = {r['a']:g}: at x = 3 it is {r['at_3']:.2f}.",
        controls={"a": StopSlider("a", range(4), 2), "b": StopSlider("b", range(7), 0)},
        presets=[Preset("steep", "The largest a.", {"a": 3})],
    )
"""
QUESTION = (
    "from dlcourse.live.predictions import Predict\n"
    'guess = Predict("Which is steeper?", {"2x": "No, flatter.", "3x": "Yes, 3 > 2."}, "3x")\n'
    "guess"
)


def shown(**data):
    data = {key.replace("_", "/"): value for key, value in data.items()}
    return nbformat.v4.new_output("execute_result", data, execution_count=1)


def small_notebook(folder, *cells, name="04_small.ipynb"):
    """A stored notebook: pairs (source, what it shows), Markdown where that is a slide type."""
    made = []
    for source, about in cells:
        if isinstance(about, str):
            cell = nbformat.v4.new_markdown_cell(source)
            cell.metadata["slideshow"] = {"slide_type": about}
        else:
            cell = nbformat.v4.new_code_cell(source, outputs=about, execution_count=1)
            if source == EXPLORER:
                cell.metadata["slideshow"] = {"slide_type": "skip"}
        made.append(cell)
    path = Path(folder, name)
    nbformat.write(nbformat.v4.new_notebook(cells=made), path)
    return path


@pytest.fixture
def small(tmp_path):
    """A notebook with a prediction, its explorer, and the explorer again."""
    return small_notebook(
        tmp_path,
        ("# 04 A line\n\n**How steep it is.**\n\nYou can tell.", "slide"),
        ("Ask the last row first.", "notes"),
        ("## 1 Slopes\n\nWith $a = 2$:", "slide"),
        ("print(6)", [nbformat.v4.new_output("stream", name="stdout", text="6\n")]),
        (QUESTION, [shown(text_html="<p>stored</p>", text_plain="Predict. Which is steeper?")]),
        (EXPLORER, []),
        ('line().after(guess, "steep")', [shown(image_png="AAAA", text_plain=STEEP)]),
        ("**So:** three times as high.", ""),
        ("line(yours=print)", [shown(image_png="AAAA", text_plain=SENTENCE)]),
    )


@pytest.fixture(scope="module")
def _module_cache(tmp_path_factory):
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def shared_cache(_module_cache, monkeypatch):
    """What one test of this file has drawn the others need not draw."""
    monkeypatch.setenv("DLCOURSE_CACHE", str(_module_cache))


@pytest.fixture
def own_cache(tmp_path, monkeypatch):
    folder = tmp_path / "cache"
    monkeypatch.setenv("DLCOURSE_CACHE", str(folder))
    return folder


@pytest.fixture(scope="session")
def decks(tmp_path_factory):
    """Notebook's path -> its slides as text."""
    files = make_decks(tmp_path_factory.mktemp("decks"))
    return {
        path: file.read_text(encoding="utf-8")
        for path, file in zip(notebooks.find(), files, strict=True)
    }


# Which settings are kept


def explorer(main, **stops):
    return Explorer(
        title="",
        setup=lambda figure: {},
        compute=lambda **values: values,
        draw=lambda artists, result: None,
        describe=str,
        controls={name: StopSlider(name, values, values[0]) for name, values in stops.items()},
        presets=[Preset("odd", "", {name: values[1] for name, values in stops.items()})],
        main=main,
    )


def test_a_long_control_is_thinned_and_keeps_ends_presets_and_default():
    kept = settings.settings(explorer(["a"], a=range(100), b=range(3)))
    stops = kept.stops["a"]
    assert {0, 1, 99} <= set(stops) and len(stops) == 21
    assert np.diff(stops).max() <= 7
    assert kept.walk[kept.default] == {"a": 0, "b": 0}
    assert kept.walk[kept.presets["odd"]] == {"a": 1, "b": 1}
    assert len(kept.walk) == len(stops) + 1  # the preset moves b, which is not kept


def test_two_controls_keep_a_grid_row_by_row():
    kept = settings.settings(explorer(["a", "b"], a=range(40), b=range(30)))
    a, b = (len(kept.stops[name]) for name in ("a", "b"))
    assert (a, b) == (12, 7) and len(kept.walk) == a * b
    assert [kept.walk[i]["b"] for i in range(b)] == kept.stops["b"]


def test_a_control_with_few_stops_is_joined_by_another_but_not_by_the_seed():
    kept = settings.settings(explorer(["a"], a=range(6), seed=range(20), b=range(2), c=range(7)))
    assert list(kept.stops) == ["a", "c"]
    assert list(settings.settings(explorer(["a"], a=range(6), seed=range(20))).stops) == ["a"]


# What a frame shows


def unpack(text):
    image = Image.open(BytesIO(base64.b64decode(text)))
    return np.asarray(image.convert("RGBA")).astype(int)


def composed(kept, number):
    """What a browser shows: the difference above the background."""
    place, _ = kept["frames"][number]
    above, below = unpack(kept["pictures"][place]), unpack(kept["background"])
    return np.where(above[:, :, 3:] > 0, above, below)[:, :, :3]


@pytest.mark.parametrize("make", [parabola, descent])
def test_frames_are_what_the_live_explorer_shows(make):
    live, kept = make(), record(make())
    grid = settings.settings(live)
    live.view.ratio = pictures.RATIO
    for number in {0, len(grid.walk) // 2, len(grid.walk) - 1}:
        live.set(**grid.walk[number])
        assert kept["frames"][number][1] == live.sentence
        pixels = np.asarray(live.view.canvas.buffer_rgba())[:, :, :3].astype(int)
        assert np.abs(composed(kept, number) - pixels).mean() < 0.5
        assert np.abs(composed(kept, number) - pixels).max() < 100
    assert {tuple(composed(kept, 0)[0, 0])} == {(255, 255, 255)}  # white stays white


def test_what_a_difference_covers_does_not_shine_through_at_its_edge():
    """Scaled to half, picture and composition are equal: also where a difference ends."""
    white = np.full((40, 40, 3), 255, np.uint8)
    barred = white.copy()
    barred[:, 11:20] = 0
    back, (one, other), _, _ = pictures.pack([barred, white])  # white has to cover the bar
    for picture, difference in ((barred, one), (white, other)):
        layers = [
            Image.open(BytesIO(base64.b64decode(t))).convert("RGBA") for t in (back, difference)
        ]
        below, above = (layer.resize((15, 15), Image.Resampling.BILINEAR) for layer in layers)
        below.alpha_composite(above)
        wanted = Image.fromarray(picture).resize((15, 15), Image.Resampling.BILINEAR)
        assert np.abs(np.asarray(below)[:, :, :3].astype(int) - np.asarray(wanted)).max() <= 2


def test_equal_pictures_are_stored_once():
    rng = np.random.default_rng(0)
    one, other = (rng.integers(0, 255, (20, 30, 3)).astype(np.uint8) for _ in range(2))
    background, packed, places, others = pictures.pack([one, other, one])
    assert places == [0, 1, 0] and len(packed) == 2 and others == []
    with_another = pictures.pack([one, other, one], [other[::-1]])
    assert with_another[:3] == (background, packed, places) and len(with_another[3]) == 1


def test_the_question_of_a_prediction_tells_no_answer():
    asked = Predict("Up or <down>?", {"up": "Wrong: sinks.", "down": "Right: falls."}, "down")
    kept = record(asked)
    made = Pieces("04").html(kept)
    for secret in ("sinks", "falls", "Right", "Wrong"):
        assert secret not in made and secret in kept["told"] + "".join(kept["outcomes"])
    assert "Up or &lt;down&gt;?" in made
    assert [li.text for li in bs4.BeautifulSoup(made, "html.parser").find_all("li")] == [
        "up",
        "down",
    ]


# Freezing a notebook


def test_a_notebook_is_frozen_with_its_other_outputs_as_they_were(small, shared_cache):
    (notebook,) = frozen.freeze([small])
    printed, asked, _, figure, again = [
        c.outputs[0] if c.outputs else None for c in notebook.cells[3:] if c.cell_type == "code"
    ]
    assert printed.text == "6\n"
    assert (asked.metadata.dlcourse, figure.metadata.dlcourse) == ("prediction", "explorer")
    assert figure.data["text/plain"] == STEEP
    assert figure.metadata.presets == [["steep", "The largest a."]]
    page = bs4.BeautifulSoup(figure.data["text/html"], "html.parser")
    data, after = (json.loads(script.string) for script in page.find_all("script"))
    assert [c["texts"] for c in data["controls"]] == [list("0123"), list("0123456")]
    assert data["frames"][data["default"]][1] == SENTENCE
    assert after["pinned"] == ""  # it has no lines that a ghost could keep
    assert after["sentence"] == page.find("img")["alt"] == STEEP  # what is seen without a script
    assert after["start"] == data["default"] and after["way"] == [21]
    assert page.figure["data-after"] == after["name"] == asked.metadata["question"]["name"]
    assert data["presets"][0]["at"] == [3, 0] and data["presets"][0]["frame"] == 21
    # the explorer shown twice is drawn and stored once
    second = bs4.BeautifulSoup(again.data["text/html"], "html.parser")
    assert second.find("script") is None
    assert second.figure["data-frames"] == page.find("script")["id"]
    assert second.figure["id"] != page.figure["id"]


def test_what_was_drawn_is_not_drawn_again_until_the_code_changes(small, own_cache, monkeypatch):
    (first,) = frozen.freeze([small])
    started = []
    pool = drawing.ProcessPoolExecutor
    monkeypatch.setattr(drawing, "ProcessPoolExecutor", lambda *a: started.append(a) or pool(*a))
    assert frozen.freeze([small]) == [first] and not started
    notebook = nbformat.read(small, 4)
    notebook.cells[2].source += " More words."
    nbformat.write(notebook, small)
    frozen.freeze([small])
    assert not started  # words are not drawn
    notebook.cells[5].source = EXPLORER.replace("3 * a", "4 * a")
    notebook.cells[6].outputs[0].data["text/plain"] = "a = 3: at x = 3 it is 12.00."
    nbformat.write(notebook, small)
    (changed,) = frozen.freeze([small])
    assert started and changed.cells[6].outputs[0].data["text/plain"].endswith("12.00.")


def test_a_changed_module_is_drawn_anew(small, own_cache):
    frozen.freeze([small])
    (kept,) = own_cache.glob("*.json")
    content = json.loads(kept.read_text(encoding="utf-8"))
    files = content["files"]
    assert "live/explorer.py" in files and "dlcourse.mplstyle" in files
    assert not any(name.startswith("command/") or "slides" in name for name in files)
    assert "topics/regularization/explorers/penalty.py" not in files  # this notebook has none of it
    notebook = notebooks.read(small)
    assert cache.load(small.name, notebook) is not None
    files["live/explorer.py"] = "another version"
    kept.write_text(json.dumps(content), encoding="utf-8")
    assert cache.load(small.name, notebook) is None


def test_only_the_data_that_a_notebook_reads_draws_it_anew(tmp_path, own_cache, monkeypatch):
    """Nor does a new data set, or another topic's, draw every notebook anew."""
    source = "import dlcourse\nX, Y = dlcourse.load_digits()"
    path = small_notebook(tmp_path, ("# 04 Digits", "slide"), (source, []))
    frozen.freeze([path])
    (kept,) = own_cache.glob("*.json")
    files = json.loads(kept.read_text(encoding="utf-8"))["files"]
    assert {name for name in files if name.startswith("data/")} == {"data/digits.npz"}
    copied = tmp_path / "course" / "data"
    shutil.copytree(course_folder("data"), copied)
    monkeypatch.setattr(cache, "course_folder", lambda name: copied)
    (copied / "seattle_temperature.csv").write_text("another", encoding="utf-8")
    assert cache.load(path.name, notebooks.read(path)) is not None
    (copied / "digits.npz").write_bytes(b"other digits")
    assert cache.load(path.name, notebooks.read(path)) is None


def test_a_damaged_or_unwritable_cache_does_no_harm(small, own_cache, tmp_path, monkeypatch):
    notebook = notebooks.read(small)
    cache.store(small.name, notebook, [1], [], time.time())
    assert cache.load(small.name, notebook) == [1]
    (kept,) = own_cache.glob("*.json")
    kept.write_text("{", encoding="utf-8")
    assert cache.load(small.name, notebook) is None
    file = tmp_path / "a file"
    file.touch()
    monkeypatch.setenv("DLCOURSE_CACHE", str(file))
    cache.store(small.name, notebook, [1], [], time.time())
    assert cache.load(small.name, notebook) is None


def test_what_was_drawn_is_not_put_into_another_cell(small, own_cache):
    """A text that is added moves the cells behind it, whose numbers stand with what was drawn."""
    notebook = notebooks.read(small)
    cache.store(small.name, notebook, [1], [], time.time())
    assert cache.load(small.name, notebook) == [1]
    notebook.cells.insert(2, nbformat.v4.new_markdown_cell("More words."))
    assert cache.load(small.name, notebook) is None


def test_what_was_drawn_while_a_module_changed_is_not_kept(small, own_cache):
    notebook = notebooks.read(small)
    cache.store(small.name, notebook, [1], [], begun=0.0)
    assert cache.load(small.name, notebook) is None


def test_progress_is_for_terminals():
    class Terminal(StringIO):
        def isatty(self):
            return True

    quiet, loud = StringIO(), Terminal()
    for stream in (quiet, loud):
        with Progress("Drawing", stream) as progress:
            progress.expect(4)
            progress.advance(3)
    assert quiet.getvalue() == ""
    assert "3/4" in loud.getvalue() and loud.getvalue().endswith("\n")


# Refusals


def refused(call, *parts):
    with pytest.raises(Refusal) as error:
        call()
    sentence = str(error.value)
    assert "\n" not in sentence
    for part in parts:
        assert part in sentence
    return sentence


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("99", "there is no notebook 99; the course has 00"),
        ("regularization", "expected the number of a notebook, not 'regularization'; the course"),
        ("", "expected the number of a notebook, not ''; the course has 00"),
    ],
)
def test_an_unknown_number_is_refused_with_exit_status_2(number, said, tmp_path, capsys):
    out = tmp_path / "out"
    assert said in refusal(["slides", number, "--out", str(out)], capsys)
    assert not out.exists()


def test_a_notebook_is_found_by_its_number_with_and_without_the_zero():
    assert notebooks.find(["4"]) == notebooks.find(["04"]) == notebooks.find(["04", "4"])
    assert notebooks.find(["08", "4"]) == [*notebooks.find(["04"]), *notebooks.find(["08"])]
    assert [path.suffix for path in notebooks.find(["4"], ROOT / "notebooks/src", ".py")] == [".py"]


def test_a_folder_that_cannot_be_written_to_is_refused_before_anything_is_drawn(
    small, tmp_path, monkeypatch
):
    monkeypatch.setattr(
        drawing, "ProcessPoolExecutor", lambda *_: pytest.fail("drawn all the same")
    )
    file = tmp_path / "file"
    file.write_text("mine", encoding="utf-8")
    for out in (file, file / "below"):
        refused(lambda out=out: slides.make([small], out, Progress("")), str(out), "--out")
    assert file.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("x = 1\n1 / 0", "ZeroDivisionError: division by zero"),
        ("raise SystemExit", "SystemExit"),
        ("def f(:", "SyntaxError"),
        ("import os\nos._exit(3)", "status 3"),
    ],
)
def test_a_notebook_that_does_not_run_leaves_no_file(source, reason, tmp_path, small, shared_cache):
    bad = small_notebook(tmp_path, ("# 05 Bad", "slide"), (source, []), name="05_bad.ipynb")
    out = tmp_path / "new" / "out"
    said = refused(
        lambda: slides.make([small, bad], out, Progress("")), "05_bad.ipynb does not run", reason
    )
    if "status" not in reason:
        assert "cell 2" in said
    assert not out.exists() and not out.parent.exists()


def test_what_runs_a_notebook_finds_the_same_variables_on_every_machine(monkeypatch):
    for name in ("MPLBACKEND", "PYTHONWARNINGS", "PYTHONSTARTUP", "PYTHONINSPECT", "MATPLOTLIBRC"):
        monkeypatch.setenv(name, "mine")
    monkeypatch.setenv("PYTHONPATH", "theirs")
    made = environment(IPYTHONDIR="here", PYTHONHASHSEED="7")
    assert not {"MPLBACKEND", "PYTHONWARNINGS", "PYTHONSTARTUP", "PYTHONINSPECT"} & set(made)
    assert made["PYTHONPATH"].split(os.pathsep) == [str(ROOT), "theirs"]
    assert Path(made["MATPLOTLIBRC"]).is_file() and made["PATH"] == os.environ["PATH"]
    assert (made["IPYTHONDIR"], made["PYTHONHASHSEED"], made["OMP_NUM_THREADS"]) == (
        "here",
        "7",
        "1",
    )


def test_only_the_processes_that_draw_get_other_variables(monkeypatch):
    monkeypatch.setenv("MPLBACKEND", "mine")
    before, handler = dict(os.environ), signal.getsignal(signal.SIGINT)
    with drawing._as_processes_start():
        assert os.environ["MPLBACKEND"] == "agg"
        assert signal.getsignal(signal.SIGINT) == signal.SIG_IGN
    assert dict(os.environ) == before
    assert signal.getsignal(signal.SIGINT) == handler


@pytest.mark.skipif(os.name == "nt", reason="Windows has no groups of processes to send it to")
@pytest.mark.parametrize("by", ["SIGINT", "SIGKILL"])
def test_when_it_is_stopped_no_process_draws_on(by, tmp_path):
    """Ctrl-C reaches all processes of a terminal, a kill only the one that waits for the others."""
    pids = tmp_path / "pids"
    cell = f"import os, time\nwith open({str(pids)!r}, 'a') as file:\n"
    cell += "    print(os.getpid(), file=file)\ntime.sleep(120)"
    path = small_notebook(tmp_path, ("# 04 Slow", "slide"), (cell, [shown(image_png="AAAA")] * 3))
    program = "import signal, sys; from pathlib import Path; from dlcourse.command import main; "
    # whatever started the tests: a shell's jobs in the background ignore Ctrl-C, and so do theirs
    program += "signal.signal(signal.SIGINT, signal.default_int_handler); "
    program += (
        "from dlcourse.export import notebooks; notebooks.find = lambda _: [Path(sys.argv[1])]; "
    )
    program += "sys.exit(main(['slides', '--out', sys.argv[2]]))"
    asking = subprocess.Popen(
        [sys.executable, "-c", program, path, tmp_path / "out"],
        env=os.environ | {"DLCOURSE_CACHE": str(tmp_path / "cache")},
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    )
    drawing_now = []
    while len(drawing_now) < min(2, drawing._processors()):
        assert asking.poll() is None, asking.stderr.read()
        time.sleep(0.05)
        drawing_now = pids.read_text(encoding="utf-8").split() if pids.exists() else []
    if by == "SIGINT":
        os.killpg(asking.pid, signal.SIGINT)
        assert asking.communicate(timeout=30)[1] == "dlcourse: stopped\n"
        assert asking.returncode == 130
        assert not (tmp_path / "out").exists()
    else:
        asking.kill()
        asking.communicate(timeout=30)
    ended = time.monotonic() + 30
    while any(is_running(int(pid)) for pid in drawing_now):
        assert time.monotonic() < ended
        time.sleep(0.05)


def is_running(pid):
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def test_a_failure_leaves_older_files_as_they_were(tmp_path, small, shared_cache):
    out = tmp_path / "out"
    (file,) = slides.make([small], out, Progress(""))
    before = file.read_bytes()
    bad = small_notebook(tmp_path, ("# 04 A line", "slide"), ("1 / 0", []))
    refused(lambda: slides.make([bad], out, Progress("")), "does not run")
    assert [path.name for path in out.iterdir()] == [file.name]
    assert file.read_bytes() == before


def test_a_notebook_that_was_stored_failing_or_is_none_is_refused(tmp_path):
    error = nbformat.v4.new_output("error", ename="KeyError", evalue="'a'", traceback=[])
    path = small_notebook(tmp_path, ("# 04 Failing", "slide"), ("{}['a']", [error]))
    refused(lambda: notebooks.read(path), "04_small.ipynb", "cell 2", "KeyError")
    path.write_text("no notebook", encoding="utf-8")
    refused(lambda: notebooks.read(path), "04_small.ipynb cannot be read")


def test_an_explorer_without_a_stored_output_is_told(tmp_path, shared_cache):
    path = small_notebook(tmp_path, ("# 04 Old", "slide"), (EXPLORER + "\nline()", []))
    refused(lambda: frozen.freeze([path]), "not built from its code", "make notebooks")


# Slides


def test_cells_become_slides(small, shared_cache):
    (notebook,) = frozen.freeze([small])
    made = sections(notebook)
    kinds = [[slide.kind for slide in section] for section in made]
    assert kinds == [["cover", "text"], ["text", "question", "figure", "text", "figure"]]
    cover, goals = made[0]
    assert "A line" in cover.blocks[0] and "How steep" in cover.blocks[1]
    assert goals.blocks == ["<p>You can tell.</p>"] and "last row" in goals.notes[0]
    heading, words, cell = made[1][0].blocks
    assert heading == "<h2>1 Slopes</h2>" and r"\(a = 2\)" in words
    assert '<div class="shown fragment"><pre class="printed">6</pre>' in cell
    told, so = made[1][3].blocks  # the step after the figure
    assert "✓ “3x” Yes, 3 &gt; 2." in told and 'class="so"' in so
    assert 'class="fragment" data-goes' in made[1][2].blocks[1]
    assert "The largest a." in made[1][2].notes[0]  # what the speaker can press
    assert {slide.section for slide in made[1]} == {"1 Slopes"}


def test_vendored_files_are_what_their_table_says():
    table = (slides.VENDOR / "README.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `([^`]+)` .*`([0-9a-f]{64})` \|$", table, re.MULTILINE))
    files = {
        path.relative_to(slides.VENDOR).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in slides.VENDOR.rglob("*")
        if path.is_file() and "LICENSE" not in path.name and path.name != "README.md"
    }
    assert rows == files
    for name in rows:
        folder = (slides.VENDOR / name).parent
        assert any("LICENSE" in path.name for path in folder.iterdir())


class Addresses(HTMLParser):
    """Collects what a page would fetch, and its ids."""

    def __init__(self):
        super().__init__()
        self.fetched, self.ids = [], []

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.ids += [attributes["id"]] if "id" in attributes else []
        names = ["src", "srcset", "poster", "data"] + ["href"] * (tag != "a")
        self.fetched += [attributes[name] for name in names if attributes.get(name)]
        self.fetched += re.findall(r"url\(['\"]?([^'\")]*)", attributes.get("style") or "")


def test_a_deck_is_small_and_fetches_nothing(decks):
    for path, text in decks.items():
        assert len(text.encode()) <= MOST_BYTES, path.name
        page = Addresses()
        page.feed(text)
        assert [url for url in page.fetched if not url.startswith("data:")] == [], path.name
        styles = "".join(re.findall(r"<style>(.*?)</style>", text, re.DOTALL))
        assert "@import" not in styles, path.name
        urls = re.findall(r"url\(\s*['\"]?([^'\")]{1,40})", styles)
        assert urls and all(url.startswith("data:") for url in urls), path.name
        assert all(re.fullmatch(r"[A-Za-z][\w-]*", name) for name in page.ids), path.name
        assert len(page.ids) == len(set(page.ids)), path.name


def test_every_explorer_and_prediction_of_a_notebook_is_in_its_deck(decks):
    for path, text in decks.items():
        stored = notebooks.read(path)
        skipped = ("skip", "notes")
        kinds = [(c, c.metadata.get("slideshow", {}).get("slide_type")) for c in stored.cells]
        shown = [cell for cell, kind in kinds if kind not in skipped]
        outputs = [o.get("data", {}) for c in shown for o in c.get("outputs", [])]
        figures = sum("image/png" in data and "text/plain" in data for data in outputs)
        asked = [d["text/plain"] for d in outputs if d.get("text/plain", "").startswith("Predict.")]
        assert text.count('<figure class="dlcourse-frozen"') == figures, path.name
        assert text.count('<div class="dlcourse-question') == len(asked), path.name


def test_controls_have_the_stops_that_their_explorers_have(decks):
    for path, text in decks.items():
        for found in re.findall(r'<script type="application/json"[^>]*>(.*?)</script>', text):
            data = json.loads(found)
            if "controls" not in data:  # of a prediction
                continue
            counts = [len(control["texts"]) for control in data["controls"]]
            assert len(data["frames"]) >= np.prod(counts), path.name
            assert len({sentence for _, sentence in data["frames"]}) > 1, path.name
            assert all(0 <= preset["frame"] < len(data["frames"]) for preset in data["presets"])


def words(text):
    """Text without markup, marks and capitals, to find words in whatever form they stand."""
    return re.sub(r"[^\w]+", " ", html.unescape(re.sub(r"<[^>]+>", "", text))).lower()


def visible(text):
    """A deck without the programs of others and without pictures."""
    text = re.sub(r'"(pictures|src)":\[.*?\]', "", text, flags=re.DOTALL)
    text = re.sub(r"data:[\w/+.-]+;base64,[\w+/=]+", "", text)
    return re.sub(r"<script>.*?</script>", "", text, flags=re.DOTALL)


def references():
    """(exercise, the lines of its answer) of every exercise of the course.

    Lines of wrong code that a notebook gives, to be mended or tested, are no secret.
    """
    asked = [a for p in topics.every("exercises").values() for a in vars(p).values()]
    wrong = [getattr(a, "given", None) or getattr(a, "wrong", None) for a in asked]
    given = "".join(inspect.getsource(function) for function in wrong if callable(function))
    for exercise in exercises():
        source = textwrap.dedent(inspect.getsource(exercise.reference))
        source = re.sub(r'"""(.|\n)*?"""', "", source)
        lines = [line.strip() for line in source.splitlines()[1:]]
        yield exercise, [line for line in lines if len(line) > 24 and line not in given]


def test_no_deck_holds_an_exercises_answer(decks):
    known = list(references())
    assert len(known) >= 5
    for path, text in decks.items():
        inside = words(visible(text))
        for exercise, lines in known:
            if exercise.name not in text:  # another notebook's: a line of its own may stand here
                continue
            for line in lines:
                assert words(line) not in inside, (path.name, exercise.name, line)


def test_the_search_for_answers_finds_one(decks):
    text = next(iter(decks.values()))
    _, lines = next(r for r in references() if r[1])
    leaked = text.replace("</main>", f"<pre>{html.escape(lines[0])}</pre></main>")
    assert words(lines[0]) in words(visible(leaked))


def test_what_is_told_after_a_prediction_comes_after_its_figure(decks):
    """Question, figure, and only then the explanations and the conclusion."""
    for path, text in decks.items():
        slides = re.split(r'<section class="page ', text)[1:]
        asked = None
        for slide in slides:
            kind = re.match(r"\w+", slide)[0]
            if kind == "question":
                assert "✓" not in slide and asked is None, path.name
                asked = slide
            elif kind == "figure" and asked:
                assert "<li>✓" not in re.sub("<script.*?</script>", "", slide, flags=re.DOTALL)
            elif asked and 'class="outcome"' in slide:
                asked = None
            else:
                assert not asked, path.name


EXPLORERS = [
    getattr(package, name)
    for package in topics.every("explorers").values()
    for name in package.__all__
]


@pytest.mark.parametrize("factory", EXPLORERS, ids=lambda factory: factory.__name__)
def test_every_explorer_keeps_enough_stops(factory):
    """21 of one control; 11 by 7 of two, or 21 by all that a control of few has; ends, presets.

    A control that has fewer keeps all.
    """
    explorer = factory()
    kept = settings.settings(explorer)
    counts = [len(stops) for stops in kept.stops.values()]
    known = [len(values_of(explorer.controls[name])) for name in kept.stops]
    for name, stops in kept.stops.items():
        every = values_of(explorer.controls[name])
        assert [stops[0], stops[-1]] == [every[0], every[-1]]
    if len(counts) == 1:
        assert counts[0] >= min(21, known[0])
    elif counts[1] == len(choices(explorer.controls[[*kept.stops][1]])) < 7:
        assert counts[0] >= min(21, known[0])
    else:
        assert counts[0] >= min(11, known[0]) and counts[1] >= min(7, known[1])
    for name, place in kept.presets.items():
        assert kept.walk[place] == explorer.defaults | explorer.presets[name].values
    assert kept.walk[kept.default] == explorer.defaults
    explorer.close()
