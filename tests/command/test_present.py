"""`dlcourse present`: which notebook it opens, what it leaves alone, and how it refuses."""

import json
import socket
from pathlib import Path

import pytest

from dlcourse.command import main, present
from dlcourse.export import notebooks


@pytest.fixture
def course(tmp_path):
    """A made-up course of two notebooks."""
    folder = tmp_path / "course"
    folder.mkdir()
    for name in ("04_regularization", "05_dropout"):
        (folder / f"{name}.ipynb").write_text(f"first version of {name}", encoding="utf-8")
    return folder


@pytest.fixture
def served(course, monkeypatch):
    """Run the command on the made-up course; JupyterLab's command lines are collected here."""
    calls = []
    monkeypatch.setattr(notebooks, "course_folder", lambda name: course)
    monkeypatch.setattr(present, "serve", calls.append)
    return calls


def settings_of(arguments):
    """Name -> value; a name that stands twice would be refused by JupyterLab."""
    pairs = [argument.removeprefix("--").split("=", 1) for argument in arguments]
    assert len(dict(pairs)) == len(pairs)
    return dict(pairs)


@pytest.mark.parametrize("number", ["5", "05"])
def test_the_working_copy_of_the_notebook_is_opened_and_stays_as_it_is(
    served, tmp_path, capsys, number
):
    work = tmp_path / "work"
    work.mkdir()
    (work / "05_dropout.ipynb").write_text("my answers", encoding="utf-8")
    assert main(["present", number, "--dir", str(work), "--no-browser"]) == 0
    (arguments,) = served
    settings = settings_of(arguments)
    assert settings["ServerApp.root_dir"] == str(work)
    assert settings["LabApp.default_url"] == "/lab/tree/05_dropout.ipynb"
    assert settings["ServerApp.open_browser"] == "False"
    assert (work / "05_dropout.ipynb").read_text(encoding="utf-8") == "my answers"
    out, err = capsys.readouterr()
    assert f"Presenting {work / '05_dropout.ipynb'}\n" in out
    assert "clicker" in out
    assert err == ""


def test_an_untouched_copy_can_be_presented(served, tmp_path):
    work = tmp_path / "work"
    work.mkdir()
    (work / "04_regularization.ipynb").write_text("my answers", encoding="utf-8")
    assert main(["present", "04", "--fresh", "--dir", str(work)]) == 0
    opened = settings_of(served[0])["LabApp.default_url"].rpartition("/")[2]
    assert opened == "04_regularization-fresh-2.ipynb"
    assert (work / opened).read_text(encoding="utf-8") == "first version of 04_regularization"


def test_what_jupyterlab_notes_while_presenting_is_kept_apart(served, tmp_path):
    work = tmp_path / "work"
    private = work / ".dlcourse" / "presenting"
    for name in ("workspaces/old", "settings/theme"):
        (private / name).parent.mkdir(parents=True)
        (private / name).write_text("{}", encoding="utf-8")
    assert main(["present", "04", "--dir", str(work)]) == 0
    settings = settings_of(served[0])
    assert settings["LabApp.user_settings_dir"] == str(private / "settings")
    assert settings["LabApp.workspaces_dir"] == str(private / "workspaces")
    # The tabs of the last time do not come back; the theme that was chosen for the hall does.
    assert not (private / "workspaces" / "old").exists()
    assert (private / "settings" / "theme").exists()


def test_jupyterlab_finds_the_setting_and_the_extension_of_the_course(served, tmp_path):
    assert main(["present", "04", "--dir", str(tmp_path / "work")]) == 0
    settings = settings_of(served[0])
    overrides = Path(settings["LabApp.app_settings_dir"]) / "overrides.json"
    assert json.loads(overrides.read_text(encoding="utf-8")) == {
        "@jupyterlab/notebook-extension:tracker": {"windowingMode": "none"}
    }
    (extension,) = Path(settings["LabApp.extra_labextensions_path"]).iterdir()
    package = json.loads((extension / "package.json").read_text(encoding="utf-8"))
    assert package["name"] == extension.name
    assert (extension / package["jupyterlab"]["_build"]["load"]).is_file()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "NN"),
        (["77"], "there is no notebook 77; the course has 04, 05"),
        (["4x"], "expected the number of a notebook, not '4x'; the course has 04, 05"),
        (["04", "--port", "0"], "expected a number from 1 to 65535, not '0'"),
        (["04", "--fresh", "05"], "05"),
    ],
)
def test_a_wrong_command_line_is_refused_in_one_sentence(served, tmp_path, capsys, arguments, said):
    work = tmp_path / "work"
    assert main(["present", *arguments, "--dir", str(work)]) == 2
    out, err = capsys.readouterr()
    assert said in err
    assert err.startswith("dlcourse: ")
    assert err.count("\n") == 1
    assert (out, served, work.exists()) == ("", [], False)


def test_a_port_in_use_is_refused_before_anything_is_made(served, tmp_path, capsys):
    work = tmp_path / "work"
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assert main(["present", "04", "--dir", str(work), "--port", str(port)]) == 2
    assert f"port {port} cannot be used" in capsys.readouterr().err
    assert (served, work.exists()) == ([], False)


def test_a_file_in_place_of_the_folder_is_refused(served, tmp_path, capsys):
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    assert main(["present", "04", "--dir", str(tmp_path / "file")]) == 2
    assert "cannot write to the working folder" in capsys.readouterr().err
    assert served == []
