"""Keeps what was drawn: the same code on the same modules and versions is not drawn again."""

import hashlib
import json
import os
import platform
import sys
from importlib.metadata import version
from pathlib import Path

import dlcourse
from dlcourse._paths import course_folder

KEPT = 3  # of each notebook: another branch's, and one before
DRAWN_WITH = ("numpy", "matplotlib", "pillow", "ipywidgets")
PACKAGE = Path(dlcourse.__file__).resolve().parent
# Pages, slides and the command can change without a picture changing.
NOT_DRAWING = ("command", "export")
DRAWING = ("worker", "running", "settings", "record", "pictures")


def folder():
    """Return where the cache is: DLCOURSE_CACHE, or dlcourse/ in the user's folder for caches."""
    if chosen := os.environ.get("DLCOURSE_CACHE"):
        return Path(chosen)
    if os.name == "nt":
        base = os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local"
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    else:
        base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "dlcourse"


def load(name, notebook):
    """Return what `store` kept for a notebook with this code, or None if anything has changed."""
    try:
        kept = json.loads(_path(name, notebook).read_text(encoding="utf-8"))
        fresh = kept["files"] == _checksums(kept["files"])
        return kept["drawn"] if fresh else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def store(name, notebook, drawn, files, begun):
    """Keep what was drawn for a notebook, if there is a folder to write to.

    What may have been drawn with another version of a file than the present one is not kept.

    Parameters
    ----------
    name : str, of the notebook's file
    notebook : NotebookNode
    drawn : a value that JSON can hold
    files : iterable of str, the modules and other files that were loaded for it
    begun : float, when that was begun, in seconds since the epoch
    """
    used = {known for file in files if (known := _name(file))}
    used = {file for file in used if file.split("/")[0] not in NOT_DRAWING}
    used |= {f"export/{module}.py" for module in DRAWING} | {"dlcourse.mplstyle"}
    if any(_file(file).stat().st_mtime > begun for file in used):
        return
    path = _path(name, notebook)
    unfinished = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps({"files": _checksums(used), "drawn": drawn})
        unfinished.write_text(text, encoding="utf-8")
        os.replace(unfinished, path)
        stem = path.name.split("-")[0]
        same = sorted(path.parent.glob(f"{stem}-*.json"), key=lambda file: file.stat().st_mtime)
        for old in same[:-KEPT]:
            old.unlink()
    except OSError:
        return


def _path(name, notebook):
    """Named after the notebook, its code, where that stands, and the versions."""
    code = [cell.source if cell.cell_type == "code" else None for cell in notebook.cells]
    versions = [f"{package} {version(package)}" for package in DRAWN_WITH]
    everything = [code, versions, platform.python_version(), platform.machine()]
    key = hashlib.sha256(json.dumps(everything).encode()).hexdigest()
    return folder() / f"{Path(name).stem}-{key[:20]}.json"


def _name(file):
    """How a file of the package or of the data is called here, in a clone and installed alike."""
    path = Path(file).resolve()
    for folder in (PACKAGE, course_folder("data").parent):
        if path.is_relative_to(folder):
            return path.relative_to(folder).as_posix()
    return None


def _file(name):
    """The path of what `_name` calls so."""
    return (course_folder("data").parent if name.startswith("data/") else PACKAGE) / name


def _checksums(names):
    """Name of a file -> checksum of what is in it."""
    return {name: hashlib.sha256(_file(name).read_bytes()).hexdigest() for name in sorted(names)}
