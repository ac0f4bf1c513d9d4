"""A Pyodide distribution for tests: DLCOURSE_PYODIDE, or one put together from two places.

Its own files come from the npm package of the pinned version, its compiled packages from
shared/pyodide/ beside the clone, whose README says how they were made.
"""

import os
import shutil
import subprocess
from pathlib import Path

from dlcourse.export.site_python import CORE, LOCK, VERSION

ROOT = Path(__file__).resolve().parents[1]


class Missing(Exception):
    """What a distribution cannot be had without: one sentence, with the remedy."""


def distribution(folder):
    """Return the path of a Pyodide distribution; put together in a folder where none is named.

    Raises
    ------
    Missing
        Neither DLCOURSE_PYODIDE names one, nor is there what it is put together from.
    """
    if named := os.environ.get("DLCOURSE_PYODIDE"):
        return Path(named)
    wheels = [parent / "shared" / "pyodide" / "wheels" for parent in ROOT.parents]
    found = [one for one in wheels if one.is_dir()]
    if not found:
        raise Missing(
            "there is no Pyodide distribution: name its folder in DLCOURSE_PYODIDE "
            "(docs/instructors.md says where to get one)"
        )
    if not shutil.which("npm"):
        raise Missing("Pyodide's own files come from npm, which is missing: install npm")
    done = subprocess.run(
        ["npm", "pack", "--silent", f"pyodide@{VERSION}"],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
    )
    if done.returncode:
        raise Missing(f"npm could not fetch pyodide@{VERSION}: {done.stderr.strip()[-200:]}")
    shutil.unpack_archive(folder / done.stdout.split()[-1], folder / "npm")
    whole = folder / "pyodide"
    whole.mkdir()
    for name in (*CORE, LOCK):
        shutil.copyfile(folder / "npm" / "package" / name, whole / name)
    for wheel in found[0].glob("*.whl"):
        shutil.copyfile(wheel, whole / wheel.name)
    return whole
