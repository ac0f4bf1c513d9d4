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
DRAWING = ("export/record.py", "export/settings.py", "export/pictures.py", "export/running.py")


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
        fresh = kept["files"] == _checksums(PACKAGE / file for file in kept["files"])
        return kept["drawn"] if fresh else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def store(name, notebook, drawn, modules, begun):
    """Keep what was drawn for a notebook; without a folder to write to, do without.

    Not kept is what may have been drawn with another version of a file than the one there is now.

    Parameters
    ----------
    name : str, of the notebook's file
    notebook : NotebookNode
    drawn : a value that JSON can hold
    modules : sequence of str, the files of the modules that it was drawn with
    begun : float, when that was begun, in seconds since the epoch
    """
    names = (Path(file).resolve() for file in modules)
    inside = [path for path in names if path.is_relative_to(PACKAGE)]
    used = {p for p in inside if p.relative_to(PACKAGE).parts[0] not in NOT_DRAWING}
    used |= {PACKAGE / file for file in DRAWING} | {PACKAGE / "dlcourse.mplstyle"}
    if any(path.stat().st_mtime > begun for path in used):
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
    """Named after the notebook, its code, the data and the versions."""
    code = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    versions = [f"{package} {version(package)}" for package in DRAWN_WITH]
    everything = [code, versions, platform.python_version(), platform.machine(), _data()]
    key = hashlib.sha256(json.dumps(everything).encode()).hexdigest()
    return folder() / f"{Path(name).stem}-{key[:20]}.json"


def _data():
    """The data sets, by name and size."""
    try:
        files = sorted(path for path in course_folder("data").iterdir() if path.is_file())
    except FileNotFoundError:
        return []
    return [[path.name, path.stat().st_size] for path in files]


def _checksums(files):
    """File name in the package -> checksum."""
    return {
        path.relative_to(PACKAGE).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(files)
    }
