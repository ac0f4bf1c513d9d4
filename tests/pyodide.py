"""A Pyodide distribution for tests, from the folder DLCOURSE_PYODIDE or ../shared/pyodide.

What that folder does not hold of Pyodide itself is taken from the npm package, and kept in the
cache; the compiled packages have to be in it.
"""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from dlcourse.export import cache
from dlcourse.export.site_python import CORE, LOCK, VERSION

ROOT = Path(__file__).resolve().parents[1]
BESIDE = ROOT.parent / "shared" / "pyodide"


class Missing(Exception):
    """What a distribution cannot be had without: one sentence, with the remedy."""


def distribution(folder):
    """Put a Pyodide distribution together in a folder, and return that.

    Raises
    ------
    Missing
        There are no compiled packages, or npm cannot bring the rest.
    """
    whole = Path(os.environ.get("DLCOURSE_PYODIDE") or BESIDE)
    wheels = list(whole.rglob("*.whl"))
    if not wheels:
        raise Missing(
            "the live site is not tested: name a folder with the wheels of a Pyodide distribution "
            "in DLCOURSE_PYODIDE (docs/instructors.md says where to get one)"
        )
    core = whole if (whole / CORE[0]).is_file() else from_npm()
    for path in [*wheels, *(core / name for name in (*CORE, LOCK))]:
        shutil.copyfile(path, folder / path.name)
    return folder


def from_npm():
    """Return the folder in the cache with Pyodide's own files; fetched the first time."""
    kept = cache.folder() / f"pyodide-{VERSION}"
    if kept.is_dir():
        return kept
    if not shutil.which("npm"):
        raise Missing("the live site is not tested: Pyodide itself comes by npm, which is missing")
    kept.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=kept.parent) as temporary:
        done = subprocess.run(
            ["npm", "pack", "--silent", f"pyodide@{VERSION}"],
            cwd=temporary,
            capture_output=True,
            encoding="utf-8",
        )
        if done.returncode:
            raise Missing(
                f"the live site is not tested: npm could not fetch pyodide@{VERSION}: "
                f"{done.stderr.strip()[-200:]}"
            )
        shutil.unpack_archive(Path(temporary, done.stdout.split()[-1]), temporary)
        try:
            os.replace(Path(temporary, "package"), kept)
        except OSError:  # another process was faster
            if not kept.is_dir():
                raise
    return kept
