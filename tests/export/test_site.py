"""The live site without a browser: what is refused, what the wheels hold, what a copy carries."""

import base64
import hashlib
import json
import re
import zipfile

import pytest

from dlcourse._refusal import Refusal
from dlcourse.export import notebooks, site, site_python
from dlcourse.export.site_python import (
    BROWSER,
    CORE,
    LOCK,
    OFFICIAL,
    OFFICIAL_CORE,
    closure,
    find_pyodide,
    pack,
    read_json,
    record,
)
from tests.command.refusals import refusal

INFO = {"python": "3.14.2", "abi_version": "2026_0"}
TAG = "cp314-cp314-pyemscripten_2026_0_wasm32"
PYTHON = BROWSER | {"python_version": "3.14", "python_full_version": "3.14.2"}


@pytest.fixture
def pyodide(tmp_path):
    """A folder that has, by name, all that is needed; the files are empty."""
    folder = tmp_path / "pyodide"
    (folder / "wheels").mkdir(parents=True)
    for name in CORE:
        (folder / name).touch()
    (folder / LOCK).write_text(json.dumps({"info": INFO, "packages": {}}), encoding="utf-8")
    for name in site_python.COMPILED:
        (folder / "wheels" / f"{name}-1.0-{TAG}.whl").touch()
    return folder


def test_a_distribution_is_found_at_whatever_depth(pyodide):
    files = find_pyodide(pyodide)
    assert files["pyodide.mjs"] == pyodide / "pyodide.mjs"
    assert files["numpy"] == pyodide / "wheels" / f"numpy-1.0-{TAG}.whl"
    assert files.keys() == {*CORE, LOCK, *site_python.COMPILED}


def test_all_that_is_missing_is_named_in_one_sentence(pyodide):
    (pyodide / "pyodide.asm.wasm").unlink()
    (pyodide / "wheels" / f"kiwisolver-1.0-{TAG}.whl").unlink()
    with pytest.raises(Refusal) as refused:
        find_pyodide(pyodide)
    sentence = str(refused.value)
    assert "pyodide.asm.wasm" in sentence
    assert f"a wheel kiwisolver-…-{TAG}.whl" in sentence
    assert "numpy" not in sentence


def test_a_wheel_for_another_python_is_none(pyodide):
    wheel = pyodide / "wheels" / f"numpy-1.0-{TAG}.whl"
    wheel.rename(wheel.with_name("numpy-1.0-cp313-cp313-pyodide_2025_0_wasm32.whl"))
    with pytest.raises(Refusal, match="lacks what Python in the browser needs: a wheel numpy-"):
        find_pyodide(pyodide)


def test_the_command_refuses_before_anything_is_written(pyodide, tmp_path, capsys):
    (pyodide / "python_stdlib.zip").unlink()
    out = tmp_path / "out"
    told = refusal(["site", "--out", str(out), "--pyodide", str(pyodide)], capsys)
    assert "python_stdlib.zip" in told
    assert not out.exists()
    told = refusal(["site", "--out", str(out), "--pyodide", str(tmp_path / "nowhere")], capsys)
    assert "expects a folder" in told
    assert not out.exists()


def test_a_package_that_is_not_installed_is_named_with_the_extra_that_brings_it():
    with pytest.raises(Refusal, match=r"needs the package spam-eggs.*dlcourse\[site\]"):
        closure(["spam-eggs"], PYTHON)


def test_the_kernel_loads_the_course_without_jupyterlab():
    needed = closure(["dlcourse", "ipython", "comm"], PYTHON)
    assert {"dlcourse", "numpy", "matplotlib", "ipywidgets", "anywidget", "pillow"} <= set(needed)
    assert not set(needed) & {"jupyterlab", "nbconvert", "ipykernel", "tornado", "pyzmq"}
    assert set(site_python.COMPILED) <= set(needed)


def test_the_course_is_packed_without_what_runs_on_a_computer_only(tmp_path):
    site_python.copy_the_course(tmp_path)
    package = tmp_path / "dlcourse"
    assert (package / "network.py").is_file()
    assert (package / "dlcourse.mplstyle").is_file()
    assert any((package / "data").iterdir())
    assert not any((package / name).exists() for name in ("command", "export", "notebooks"))


def test_a_wheel_is_whole_and_the_same_twice(tmp_path):
    content = tmp_path / "content"
    (content / "spam").mkdir(parents=True)
    (content / "spam" / "__init__.py").write_text("eggs = 1\n", encoding="utf-8")
    (content / "METADATA").write_text("Name: spam\n", encoding="utf-8")
    (content / "entry_points.txt").write_text("[a]\n", encoding="utf-8")
    wheels = []
    for folder in (tmp_path / "one", tmp_path / "two"):
        folder.mkdir()
        entry = {"name": "spam", "version": "1.0"}
        wheels.append(pack(content, folder, entry, INFO))
        assert entry["imports"] == ["spam"]
    assert wheels[0].read_bytes() == wheels[1].read_bytes()
    with zipfile.ZipFile(wheels[0]) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    rows = files.pop("spam-1.0.dist-info/RECORD")
    assert rows == record(files, "spam-1.0.dist-info/RECORD")
    assert files["spam-1.0.dist-info/entry_points.txt"] == b"[a]\n"


def test_a_notebook_carries_its_version_and_nothing_else_changes(tmp_path):
    path = notebooks.find(["4"])[0]
    version = site.copy_notebook(path, tmp_path)
    before = json.loads(notebooks.without_answers(path.read_bytes()))
    after = read_json(tmp_path / path.name)
    assert after["metadata"].pop("dlcourse") == {"notebook": path.name, "version": version}
    assert after["metadata"].pop("language_info")["name"] == "python"
    before["metadata"].pop("language_info", None)
    assert after == before


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """What a kernel is started with where no folder with Pyodide is given."""
    folder = tmp_path_factory.mktemp("published")
    site_python.make(folder, {"coincident": "../kernel.js"})
    text = (folder / "settings.js").read_text(encoding="utf-8")
    return folder, json.loads(text.removeprefix("export default ").removesuffix(";\n"))


def test_without_a_folder_what_is_compiled_comes_from_the_official_addresses(published):
    _, settings = published
    elsewhere = {name for name, file in settings["files"].items() if "://" in file["from"]}
    compiled = {settings["lock"]["packages"][name]["file_name"] for name in site_python.COMPILED}
    assert all(name.startswith(OFFICIAL) for name in compiled)
    assert elsewhere == {*CORE, *(name.rpartition("/")[2] for name in compiled)}
    assert {file["from"].rpartition("/")[0] + "/" for file in settings["files"].values()} == {
        "/",
        OFFICIAL,
        OFFICIAL_CORE,
        OFFICIAL_CORE,
    }
    assert settings["core"] == OFFICIAL_CORE
    version = settings["lock"]["packages"]["numpy"]["version"]
    assert int(version.split(".")[0]) >= 2


def test_every_file_that_a_kernel_loads_has_its_checksum(published):
    folder, settings = published
    for name, file in settings["files"].items():
        assert re.fullmatch("sha256-[A-Za-z0-9+/]{43}=", file["integrity"]), name
        if "://" not in file["from"]:
            found = hashlib.sha256((folder / name).read_bytes()).digest()
            assert file["integrity"] == f"sha256-{base64.b64encode(found).decode()}"
            assert file["size"] == (folder / name).stat().st_size
    packages = settings["lock"]["packages"].values()
    assert {entry["file_name"].rpartition("/")[2] for entry in packages} | {*CORE} == {
        *settings["files"]
    }


def test_a_kernel_is_jupyterlites_with_ours_before_it(published):
    folder, _ = published
    begun = (folder / "coincident.js").read_text(encoding="utf-8").splitlines()
    assert begun == ['import "./begin.js";', 'import "../kernel.js";']
    assert (folder / "begin.js").is_file()
    assert set(site.kernels()) == {"coincident", "comlink"}
