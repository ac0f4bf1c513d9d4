"""The live course as a static site: the pages as its front, and behind them JupyterLite.

Any web server serves it. The notebooks' kernel is Python in the reader's browser; what a reader
changes stays there.
"""

import json
import shutil
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path

from dlcourse._refusal import Refusal
from dlcourse.export import pages, site_python
from dlcourse.export.notebooks import without_answers
from dlcourse.export.site_python import TEMPLATES, extension_of

# JupyterLab alone for the whole course, and its view of a single notebook.
APPS = ("lab", "notebooks")
# JavaScript of the widgets, in the versions that the kernel's half has, and the kernel.
EXTENSIONS = ("jupyterlab-widgets", "anywidget", "jupyterlite-pyodide-kernel")
ICONS = ("notebook", "busy-1", "busy-2", "busy-3", "file", "terminal", "console")
KERNEL = "@jupyterlite/pyodide-kernel-extension:kernel"
# What the kernel would ask for by itself: our worker has loaded it, or it is not needed.
LOADED = ("micropip", "piplite", "ipykernel", "comm", "pyodide-kernel", "jedi", "ipython")
DISABLED = (
    # Ours takes its place: one worker for the whole site, which also isolates the pages.
    "@jupyterlite/application-extension:service-worker-manager",
    # They would ask other machines.
    "@jupyterlab/apputils-extension:announcements",
    "@jupyterlab/extensionmanager-extension:plugin",
)
OVERRIDES = {
    # Seconds. What a closed tab loses is less than that.
    "@jupyterlab/docmanager-extension:plugin": {
        "autosaveInterval": 5,
        # milliseconds; a page that is left saves, and the next one may be there first
        "lastModifiedCheckMargin": 10_000,
    },
    # A cell that is out of sight stays in the page: its figure goes on, and is found by its place.
    "@jupyterlab/notebook-extension:tracker": {"windowingMode": "none"},
}


def make(paths, out, pyodide=None, progress=None):
    """Write the site: the pages of `dlcourse pages`, and live/, where the notebooks run.

    Parameters
    ----------
    paths : sequence of pathlib.Path, the notebooks, in the order of the course
    out : pathlib.Path, the folder; made if it does not exist
    pyodide : dict, optional, from `site_python.find_pyodide`; without it the readers' browsers get
        Python from the official Pyodide distribution
    progress : Progress, optional

    Returns
    -------
    index : pathlib.Path
        The page to open first.

    Raises
    ------
    Refusal
        As `pages.make`, or where JupyterLite is not installed; the folder is as it was then.
    """
    return pages.make(paths, out, progress, live=partial(write, paths, pyodide=pyodide))


def write(paths, folder, pyodide=None):
    """Write live/ and the service worker into the folder of a site.

    Parameters
    ----------
    paths : sequence of pathlib.Path
    folder : pathlib.Path
    pyodide : dict, optional
    """
    live = folder / "live"
    extensions = [extension_of(name) for name in EXTENSIONS]
    with tempfile.TemporaryDirectory() as temporary:
        lite, made = Path(temporary, "lite"), Path(temporary, "python")
        contents = lite / "files"
        contents.mkdir(parents=True)
        made.mkdir()
        versions = {path.name: copy_notebook(path, contents) for path in paths}
        own = lite / "dlcourse-live"
        shutil.copytree(TEMPLATES / "extension", own, copy_function=shutil.copyfile)
        site_python.make(made, kernels(), pyodide)
        # Named by what it holds: browsers keep it, and an update has another name.
        python = f"static/python-{digest(made / 'settings.js')}"
        configure(lite, python, [*extensions, own])
        build(lite, live)
        shutil.copytree(made, live / python, copy_function=shutil.copyfile)
    shutil.rmtree(live / "doc", ignore_errors=True)
    (live / "notebooks.json").write_text(json.dumps(versions), encoding="utf-8")
    # JupyterLab's icons of the browser's tab, which JupyterLite has elsewhere.
    icons = live / "static" / "favicons"
    icons.mkdir()
    for name in ICONS:
        shutil.copyfile(live / "lab" / "favicon.ico", icons / f"favicon-{name}.ico")
    for app in APPS:
        begin_with_ours(live / app / "index.html", f"live/{python}")
    for name in ("service-worker.js", "start.js"):
        shutil.copyfile(TEMPLATES / name, folder / name)


def kernels():
    """Return the addresses of the kernel's two workers, seen from the folder of Python in live/."""
    extension = extension_of("jupyterlite-pyodide-kernel")
    return {
        kind: f"../../extensions/@jupyterlite/pyodide-kernel-extension/static/{path.name}"
        for kind in ("coincident", "comlink")
        for path in extension.glob(f"static/{kind}.worker.*.js")
    }


def copy_notebook(path, folder):
    """Copy a notebook for the site, and return its version, which the copy carries.

    It is handed out as `dlcourse lab` does, without what answers open predictions. A reader's own
    copy keeps the version in its metadata wherever it goes: so a newer one is noticed.
    """
    version = digest(path)
    notebook = json.loads(without_answers(path.read_bytes()))
    notebook["metadata"] |= {
        "dlcourse": {"notebook": path.name, "version": version},
        # Without it JupyterLab asks which kernel to take.
        "language_info": {"name": "python", "file_extension": ".py", "mimetype": "text/x-python"},
    }
    text = json.dumps(notebook, ensure_ascii=False, indent=1)
    (folder / path.name).write_text(text + "\n", encoding="utf-8", newline="\n")
    return version


def digest(path):
    """Return enough of a file's SHA-256 to tell its versions apart."""
    return site_python.sha256(path)[:16]


def configure(lite, python, extensions):
    """Write what JupyterLite reads when it builds and when it starts."""
    building = {
        **{"apps": APPS, "contents": ["files"], "ignore_sys_prefix": True},
        "federated_extensions": [str(folder) for folder in extensions],
        **{"no_sourcemaps": True, "no_unused_shared_packages": True, "no_libarchive": True},
    }
    kernel = {
        "pyodideUrl": f"./{python}/begin.js",
        "loadPyodideOptions": {"packages": LOADED},
        "disablePyPIFallback": True,
    }
    starting = {
        "appName": "dlcourse",
        "disabledExtensions": DISABLED,
        "litePluginSettings": {KERNEL: kernel},
    }
    schema = {"jupyter-lite-schema-version": 0, "jupyter-config-data": starting}
    save_json(lite / "jupyter_lite_config.json", {"LiteBuildConfig": building})
    save_json(lite / "jupyter-lite.json", schema)
    save_json(lite / "overrides.json", OVERRIDES)


def build(lite, out):
    """Let JupyterLite build a site; refuse with what it said where it cannot."""
    command = [sys.executable, "-m", "jupyterlite_core", "build"]
    done = subprocess.run(
        [*command, "--lite-dir", lite, "--output-dir", out],
        cwd=lite,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )
    if done.returncode:
        last = done.stdout.strip().splitlines()[-1:]
        raise Refusal(f"JupyterLite could not build the live notebooks: {' '.join(last)}")


def begin_with_ours(path, python):
    """Let a page of JupyterLab begin with our script, before all others, and with Python."""
    text = path.read_text(encoding="utf-8")
    ours = (
        f'<head>\n    <link rel="icon" href="../lab/favicon.ico">\n'
        f'    <script src="../../start.js" data-python="{python}"></script>'
    )
    path.write_text(text.replace("<head>", ours, 1), encoding="utf-8", newline="\n")


def save_json(path, value):
    """Write a value as JSON."""
    path.write_text(json.dumps(value, indent=1) + "\n", encoding="utf-8")
