"""The `dlcourse` command: what it does to the reader's files, and how it refuses."""

import errno
import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

import dlcourse
from dlcourse._refusal import Refusal
from dlcourse.command import lab, main, working_copy
from dlcourse.export import notebooks
from dlcourse.live.waiting import ASK
from tests.command.refusals import refusal


@pytest.fixture
def course(tmp_path):
    """A made-up course of two notebooks."""
    folder = tmp_path / "course"
    folder.mkdir()
    (folder / "04_regularization.ipynb").write_bytes(b"first version of 04 \xce\xbb\n")
    (folder / "05_dropout.ipynb").write_bytes(b"first version of 05\n")
    (folder / "build.py").write_bytes(b"no notebook\n")
    return folder


@pytest.fixture
def work(tmp_path):
    """A working folder that does not exist yet."""
    return tmp_path / "my course"


@pytest.fixture
def served(course, monkeypatch):
    """Run the command on the made-up course; JupyterLab's command lines are collected here."""
    calls = []
    monkeypatch.setattr(notebooks, "course_folder", lambda name: course)
    monkeypatch.setattr(lab, "serve", calls.append)
    return calls


def notebooks_in(folder):
    return {path.name: path.read_bytes() for path in folder.glob("*.ipynb")}


def test_the_first_start_copies_the_notebooks_and_the_second_changes_nothing(course, work):
    told = working_copy.update(course, work)
    assert told == ["Copied 2 notebooks: 04_regularization.ipynb, 05_dropout.ipynb"]
    assert notebooks_in(work) == notebooks_in(course)
    before = {path: path.stat().st_mtime_ns for path in work.glob("*.ipynb")}
    assert working_copy.update(course, work) == []
    assert {path: path.stat().st_mtime_ns for path in work.glob("*.ipynb")} == before


def test_what_the_reader_changed_stays_and_is_no_reason_to_say_anything(course, work):
    working_copy.update(course, work)
    (work / "04_regularization.ipynb").write_bytes(b"my answers")
    assert working_copy.update(course, work) == []
    assert (work / "04_regularization.ipynb").read_bytes() == b"my answers"


def test_a_deleted_copy_is_made_again(course, work):
    working_copy.update(course, work)
    (work / "05_dropout.ipynb").unlink()
    assert working_copy.update(course, work) == ["Copied 1 notebook: 05_dropout.ipynb"]
    assert notebooks_in(work) == notebooks_in(course)


@pytest.mark.parametrize("changed_by_the_reader", [False, True])
def test_a_newer_version_is_told_and_not_merged(course, work, changed_by_the_reader):
    working_copy.update(course, work)
    mine = work / "04_regularization.ipynb"
    if changed_by_the_reader:
        mine.write_bytes(b"my answers")
    before = mine.read_bytes()
    (course / "04_regularization.ipynb").write_bytes(b"second version of 04\n")
    (told,) = working_copy.update(course, work)
    assert "newer 04_regularization.ipynb" in told
    assert "--fresh 04" in told
    assert mine.read_bytes() == before


def test_a_fresh_copy_of_the_newer_version_ends_the_message(course, work):
    working_copy.update(course, work)
    original = course / "04_regularization.ipynb"
    original.write_bytes(b"second version of 04\n")
    name = working_copy.add_fresh(original, work)
    assert working_copy.update(course, work) == []
    (work / name).unlink()
    assert len(working_copy.update(course, work)) == 1
    original.write_bytes(b"third version of 04\n")
    working_copy.add_fresh(original, work)
    original.write_bytes(b"fourth version of 04\n")
    assert len(working_copy.update(course, work)) == 1


def test_fresh_copies_take_names_that_are_free(course, work):
    working_copy.update(course, work)
    original = course / "04_regularization.ipynb"
    (work / "04_regularization-fresh-3.ipynb").write_bytes(b"mine")
    names = [working_copy.add_fresh(original, work) for _ in range(2)]
    assert names == ["04_regularization-fresh-2.ipynb", "04_regularization-fresh-4.ipynb"]
    assert (work / "04_regularization-fresh-3.ipynb").read_bytes() == b"mine"
    assert (work / names[1]).read_bytes() == original.read_bytes()


def test_a_file_of_unknown_origin_stays_and_is_told(course, work):
    work.mkdir()
    (work / "04_regularization.ipynb").write_bytes(b"from a friend")
    (work / "05_dropout.ipynb").write_bytes((course / "05_dropout.ipynb").read_bytes())
    (told,) = working_copy.update(course, work)
    assert told.startswith("Your 04_regularization.ipynb differs from the course's")
    assert (work / "04_regularization.ipynb").read_bytes() == b"from a friend"
    # The one that equals the course's was noted: what becomes newer later is told as such.
    (course / "05_dropout.ipynb").write_bytes(b"second version of 05\n")
    assert any("newer 05_dropout.ipynb" in told for told in working_copy.update(course, work))


def test_a_dangling_link_is_not_written_through(course, work, tmp_path):
    work.mkdir()
    try:
        (work / "04_regularization.ipynb").symlink_to(tmp_path / "elsewhere.ipynb")
    except OSError:
        return  # Windows without the right to make links: there is nothing to write through
    working_copy.update(course, work)
    assert not (tmp_path / "elsewhere.ipynb").exists()


def test_a_file_that_comes_into_being_meanwhile_is_not_overwritten(course, work, monkeypatch):
    work.mkdir()
    (work / "04_regularization.ipynb").write_bytes(b"saved a moment ago")
    monkeypatch.setattr(os.path, "lexists", lambda path: False)
    with pytest.raises(Refusal, match="File exists"):
        working_copy.update(course, work)
    assert (work / "04_regularization.ipynb").read_bytes() == b"saved a moment ago"


@pytest.mark.parametrize("damage", ["", "{", "[]", "null", '{"04_regularization.ipynb": 1}'])
def test_a_damaged_note_of_the_copies_does_no_harm(course, work, damage):
    working_copy.update(course, work)
    (work / "04_regularization.ipynb").write_bytes(b"my answers")
    note = work / ".dlcourse" / "copies.json"
    note.write_text(damage, encoding="utf-8")
    working_copy.update(course, work)
    assert (work / "04_regularization.ipynb").read_bytes() == b"my answers"
    assert json.loads(note.read_text(encoding="utf-8"))["05_dropout.ipynb"]["sha256"]


def test_a_copy_that_could_not_be_finished_is_not_left_behind(course, work, monkeypatch):
    class FullDisk:
        def __init__(self, path, mode):
            self.file = open(path, mode)

        def __enter__(self):
            return self

        def __exit__(self, *exception):
            self.file.close()

        def write(self, content):
            self.file.write(content[:3])
            raise OSError(errno.ENOSPC, "No space left on device")

        def close(self):
            self.file.close()

    monkeypatch.setattr(working_copy, "open", FullDisk, raising=False)
    with pytest.raises(Refusal, match="No space left on device"):
        working_copy.update(course, work)
    assert notebooks_in(work) == {}


def test_lab_opens_the_first_notebook_of_the_working_copy(served, work, capsys):
    assert main(["lab", "--dir", str(work)]) == 0
    (arguments,) = served
    assert f"--ServerApp.root_dir={work}" in arguments
    assert "--LabApp.default_url=/lab/tree/04_regularization.ipynb" in arguments
    assert "--ServerApp.open_browser=True" in arguments
    assert not any("port" in argument for argument in arguments)
    out, err = capsys.readouterr()
    assert f"Working copy of the notebooks: {work}\n" in out
    assert err == ""


def test_lab_opens_a_fresh_copy_at_the_port_that_was_asked_for(served, work, capsys):
    port = free_port()
    command = ["lab", "--dir", str(work), "--fresh", "5", "--no-browser", "--port", str(port)]
    assert main(command) == 0
    (arguments,) = served
    assert "--LabApp.default_url=/lab/tree/05_dropout-fresh-2.ipynb" in arguments
    assert "--ServerApp.open_browser=False" in arguments
    assert arguments[-2:] == [f"--ServerApp.port={port}", "--ServerApp.port_retries=0"]
    assert "Added an untouched copy: 05_dropout-fresh-2.ipynb" in capsys.readouterr().out
    assert set(notebooks_in(work)) == {
        "04_regularization.ipynb",
        "05_dropout.ipynb",
        "05_dropout-fresh-2.ipynb",
    }


def test_the_default_folder_lies_in_the_clone_or_where_an_installed_course_is_started(
    tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    package = Path(dlcourse.__file__).resolve().parent
    assert lab.default_folder(package.parent / "notebooks") == package.parent / "work"
    assert lab.default_folder(package / "notebooks") == tmp_path / "dlcourse-work"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--port", "0"], "expected a number from 1 to 65535, not '0'"),
        (["--port", "65536"], "expected a number from 1 to 65535, not '65536'"),
        (["--port", "http"], "expected a number from 1 to 65535, not 'http'"),
        (["--port", "²"], "expected a number from 1 to 65535, not '²'"),
        (["--port"], "--port"),
        (["--fresh", "77"], "there is no notebook 77; the course has 04, 05"),
        (["--fresh", "4x"], "expected the number of a notebook, not '4x'; the course has 04, 05"),
        (["--fresh", "004"], "expected the number of a notebook, not '004'"),
        (["--fresh", ""], "expected the number of a notebook, not ''"),
        (["--prot", "1"], "--prot"),
    ],
)
def test_a_wrong_command_line_is_refused_in_one_sentence(served, work, capsys, arguments, said):
    assert said in refusal(["lab", "--dir", str(work), *arguments], capsys)
    assert not work.exists()
    assert served == []


def test_an_unknown_command_is_refused(capsys):
    assert "'lob'" in refusal(["lob"], capsys)


def test_a_port_in_use_is_refused_before_anything_is_made(served, work, capsys):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        said = refusal(["lab", "--dir", str(work), "--port", str(port)], capsys)
    assert f"port {port} cannot be used" in said
    assert "--port" in said
    assert not work.exists()
    assert served == []


@pytest.mark.parametrize("below", [".", "deeper"])
def test_a_file_in_place_of_the_folder_is_refused(served, tmp_path, capsys, below):
    file = tmp_path / "file"
    file.write_bytes(b"mine")
    said = refusal(["lab", "--dir", str(file / below)], capsys)
    assert "cannot write to the working folder" in said
    assert "--dir" in said
    assert file.read_bytes() == b"mine"
    assert served == []


def test_a_folder_that_became_read_only_is_refused(served, work, capsys, monkeypatch):
    assert main(["lab", "--dir", str(work)]) == 0
    capsys.readouterr()

    def read_only(*paths):
        raise OSError(errno.EROFS, "Read-only file system")

    # Also for root, whom permissions do not stop.
    monkeypatch.setattr(os, "replace", read_only)
    for arguments in ([], ["--fresh", "04"]):
        said = refusal(["lab", "--dir", str(work), *arguments], capsys)
        assert f"{work}: Read-only file system" in said


def test_the_course_itself_is_no_working_folder(served, course, capsys):
    said = refusal(["lab", "--dir", str(course / ".." / course.name)], capsys)
    assert "the course's own notebooks" in said
    assert not (course / ".dlcourse").exists()


def test_a_course_without_notebooks_is_refused(served, course, work, capsys):
    for path in course.glob("*.ipynb"):
        path.unlink()
    assert "holds no notebook" in refusal(["lab", "--dir", str(work)], capsys)
    assert not work.exists()


def test_a_course_whose_folder_is_missing_is_refused(work, capsys, monkeypatch):
    def missing(name):
        raise FileNotFoundError("the course's folder 'notebooks' is missing")

    monkeypatch.setattr(notebooks, "course_folder", missing)
    assert "is missing" in refusal(["lab", "--dir", str(work)], capsys)


def test_without_a_command_the_help_is_shown(capsys):
    assert main([]) == 2
    assert "lab       open the notebooks in JupyterLab" in capsys.readouterr().err


def test_help_answers_at_once_and_reads_well():
    program = (
        "import sys\n"
        "from dlcourse.command import main\n"
        "try:\n"
        "    main(sys.argv[1:])\n"
        "finally:\n"
        "    heavy = {'matplotlib', 'ipywidgets', 'jupyterlab', 'IPython'} & set(sys.modules)\n"
        "    print('heavy:', sorted(heavy))\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", program, "lab", "--help"],
        capture_output=True,
        encoding="utf-8",
        env=os.environ | {"COLUMNS": "80"},
        check=True,
    )
    assert "heavy: []" in run.stdout
    for said in ("--no-browser", "--port N", "--dir DIR", "--fresh NN", "examples:", "Ctrl-C"):
        assert said in run.stdout
    assert max(map(len, run.stdout.splitlines())) <= 100


def test_python_dash_m_is_the_same_command():
    def run(*arguments):
        return subprocess.run(
            [sys.executable, "-m", "dlcourse", *arguments], capture_output=True, encoding="utf-8"
        )

    assert run("--version").stdout.startswith("dlcourse ")
    assert run("lab", "--port", "99999").returncode == 2


def test_a_copy_holds_no_answer_to_an_open_prediction(work):
    """What the course stores answers; what a reader gets asks."""
    working_copy.update(notebooks.folder(), work)
    for path in notebooks.find():
        stored, copied = (nbformat.read(f, 4) for f in (path, work / path.name))
        waits = 0
        for ours, theirs in zip(stored.cells, copied.cells, strict=True):
            notes = ours.metadata.get("slideshow", {}).get("slide_type") == "notes"
            folded = (
                f"<details><summary>For the instructor</summary>\n\n{ours.source}\n\n</details>"
            )
            assert theirs.source == (folded if notes else ours.source)
            for kept, given in zip(ours.get("outputs", []), theirs.get("outputs", []), strict=True):
                text = kept.get("data", {}).get("text/plain", "")
                if ".after(" in ours.source:
                    waits += 1
                    assert set(given.data) == {"text/plain"} and given.data["text/plain"] == ASK
                elif text.startswith("Predict. "):
                    assert "<details>" in kept.data["text/html"]
                    assert (
                        "✓" not in given.data["text/html"] and "img" not in given.data["text/html"]
                    )
                    assert given.data["text/plain"] == text
                else:
                    assert given == kept
        assert waits >= 3


def test_a_command_without_what_its_extra_brings_says_so_in_one_sentence(tmp_path):
    program = (
        "import sys; sys.modules['nbconvert'] = None; from dlcourse.command import main; "
        f"sys.exit(main(['slides', '04', '--out', {str(tmp_path / 'slides')!r}]))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, encoding="utf-8")
    assert done.returncode == 2
    assert done.stderr == (
        "dlcourse: this command needs nbconvert, which is not installed; "
        "install dlcourse[lab], with its extra\n"
    )
    assert not (tmp_path / "slides").exists()
