"""Build the notebooks: run each source in a fresh kernel and store it with what it shows.

    python notebooks/build.py            every notebook
    python notebooks/build.py 04 05      these two
    python notebooks/build.py --check    build in memory, compare with the files, write nothing

A source is `src/NN_name.py` in the py:percent format, its notebook `NN_name.ipynb`. Building twice
on one machine changes no byte: cells are named after their text, times are not recorded, and the
state of widgets, whose names are random, is dropped. What an explorer shows without a kernel, its
picture and its sentence, stays. A link to a notebook that is still to come is built as its words.
"""

import argparse
import hashlib
import os
import re
import sys
import tempfile
from functools import partial
from pathlib import Path

import jupytext
import nbformat
import zmq
from ipykernel.kernelspec import get_kernel_dict
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from traitlets import default

from dlcourse._refusal import Refusal
from dlcourse.export.environment import environment
from dlcourse.export.notebooks import cell_name, find

HERE = Path(__file__).resolve().parent
SECONDS_PER_CELL = 600
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
SHOWN_WITHOUT_KERNEL = ("image/png", "text/html")
# The line that imports a topic stays one line in the source, whatever its name; it is on no slide.
KEPT_WIDE = "  # fmt: skip"
# A link to a notebook: its words, and the notebook's number.
LINK = re.compile(r"\[([^]]+)\]\((\d\d)_\w+\.ipynb(?:#[^)]*)?\)")
JUPYTEXT_ONLY = ("lines_to_next_cell", "lines_to_end_of_cell_marker", "cell_marker")
# The same for every Python, so that the files do not change with the version that built them.
METADATA = {
    "kernelspec": {
        "name": "python3",
        "display_name": "Python 3 (ipykernel)",
        "language": "python",
    },
    "language_info": {
        "name": "python",
        "codemirror_mode": {"name": "ipython", "version": 3},
        "file_extension": ".py",
        "mimetype": "text/x-python",
        "pygments_lexer": "ipython3",
    },
}


class BuildError(Exception):
    """Why a notebook could not be built, in words for its author."""


def notebook_path(source):
    """Return where the notebook of a source stands."""
    return source.parent.parent / f"{source.stem}.ipynb"


def read_source(source):
    """Return the notebook of a py:percent source, not run yet, its cells named after their text."""
    try:
        read = jupytext.reads(source.read_text(encoding="utf-8"), fmt="py:percent")
    except Exception as error:
        raise BuildError(f"{source.name} is no py:percent source: {error}") from error
    kept = {key: value for key, value in read.metadata.items() if key != "jupytext"}
    notebook = nbformat.v4.new_notebook(metadata=kept | METADATA)
    seen = {}
    for cell in read.cells:
        cell.source = cell.source.strip("\n").replace(KEPT_WIDE, "")
        if cell.cell_type == "markdown":
            cell.source = LINK.sub(partial(_linked, source.parent), cell.source)
        for key in JUPYTEXT_ONLY:
            cell.metadata.pop(key, None)
        name = hashlib.sha256(f"{cell.cell_type}\n{cell.source}".encode()).hexdigest()[:8]
        seen[name] = seen.get(name, 0) + 1
        cell.id = name if seen[name] == 1 else f"{name}-{seen[name]}"
        notebook.cells.append(cell)
    return notebook


def _linked(folder, link):
    """A link as it is, or its words alone where no notebook has that number yet."""
    words, number = link.groups()
    return link[0] if any(folder.glob(f"{number}_*.py")) else words


class ThisPython(AsyncKernelManager):
    """Starts kernels of the Python that runs this, whatever kernels are registered."""

    @property
    def kernel_spec(self):
        return KernelSpec(**get_kernel_dict())

    @default("transport_encryption")
    def _encrypt_where_possible(self):  # otherwise ipykernel prints a warning for every kernel
        return "auto" if zmq.has("curve") else "disabled"


def execute(notebook, changes=None):
    """Run a notebook's cells in a fresh kernel and an empty folder; its outputs are set in place.

    Parameters
    ----------
    notebook : NotebookNode
    changes : dict, optional
        Environment variables that the kernel gets besides the usual ones.

    Raises
    ------
    BuildError
        A cell that fails or takes too long, or a kernel that dies.
    """
    with tempfile.TemporaryDirectory() as folder:
        empty = Path(folder, "work")  # cells must not depend on files beside the notebook
        empty.mkdir()
        started = []
        client = NotebookClient(
            notebook,
            timeout=SECONDS_PER_CELL,
            kernel_name="python3",
            kernel_manager_class=ThisPython,
            record_timing=False,
            shutdown_kernel="immediate",
            on_cell_execute=lambda cell, cell_index: started.append(cell),
        )
        try:
            variables = environment(IPYTHONDIR=str(Path(folder, "ipython")), **(changes or {}))
            client.execute(env=variables, cwd=str(empty))
        except CellExecutionError as error:
            where = f"{cell_name(notebook, started[-1])} raises {error.ename}: {error.evalue}"
            raise BuildError(f"{where}\n{_traceback(started[-1])}") from None
        except CellTimeoutError:
            where = cell_name(notebook, started[-1])
            raise BuildError(f"{where} takes more than {SECONDS_PER_CELL} seconds") from None
        except DeadKernelError:
            raise BuildError(f"the kernel died in {cell_name(notebook, started[-1])}") from None
    if problems := list(_problems(notebook)):
        raise BuildError("\n".join(problems))
    _tidy(notebook)
    return notebook


def differences(stored, fresh):
    """Say how a stored notebook differs from one just built: one sentence a cell."""
    if len(stored.cells) != len(fresh.cells):
        yield f"it has {len(stored.cells)} cells, its source {len(fresh.cells)}"
    for was, now in zip(stored.cells, fresh.cells, strict=False):
        if was != now:
            yield f"{cell_name(fresh, now)} differs in {_what_differs(was, now)}"
    if stored.metadata != fresh.metadata:
        yield "the notebook's metadata differ"


def build(source):
    """Return the text of the notebook file of a source, and the notebook itself."""
    notebook = execute(read_source(source))
    nbformat.validate(notebook)
    return nbformat.writes(notebook).rstrip("\n") + "\n", notebook


def check(source):
    """Raise a BuildError that says where a notebook differs from what its source gives now."""
    path = notebook_path(source)
    if not path.exists():
        raise BuildError("it has not been built yet")
    text, fresh = build(source)
    if path.read_bytes() == text.encode():
        return
    stored = nbformat.read(path, as_version=nbformat.NO_CONVERT)
    raise BuildError(
        "\n".join(differences(stored, fresh)) or "its bytes differ, its content does not"
    )


def write(source):
    """Build a notebook into its file, whole or not at all."""
    text, _ = build(source)
    path = notebook_path(source)
    unfinished = path.with_name(f".{path.name}.unfinished")
    unfinished.write_bytes(text.encode())
    os.replace(unfinished, path)


def _traceback(cell):
    """The traceback that a cell shows, without its colours."""
    lines = [line for output in cell.outputs for line in output.get("traceback", [])]
    return re.sub(r"\x1b\[[0-9;]*m", "", "\n".join(lines))


def _problems(notebook):
    """What must not stand in a notebook although all its cells ran."""
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            where = cell_name(notebook, cell)
            if output.output_type == "error":
                yield f"{where} raises {output.ename}: {output.evalue}"
            elif output.output_type == "stream" and output.name == "stderr":
                yield f"{where} writes to stderr, a warning perhaps:\n{output.text.rstrip()}"
            elif WIDGET_VIEW in output.get("data", {}):
                if not any(kind in output.data for kind in SHOWN_WITHOUT_KERNEL):
                    yield (
                        f"{where} shows a widget that is invisible without a kernel: "
                        f"give it one of {', '.join(SHOWN_WITHOUT_KERNEL)} beside the live view"
                    )


def _tidy(notebook):
    """Remove what differs from run to run: widgets' names, versions, the pieces a text came in."""
    notebook.metadata.pop("widgets", None)
    notebook.metadata.language_info = nbformat.from_dict(METADATA["language_info"])
    for cell in notebook.cells:
        outputs = []
        for output in cell.get("outputs", []):
            output.get("data", {}).pop(WIDGET_VIEW, None)
            output.get("metadata", {}).pop(WIDGET_VIEW, None)
            last = outputs[-1] if outputs else {}
            if output.output_type == "stream" and last.get("name") == output.name:
                last.text += output.text
            else:
                outputs.append(output)
        if outputs:
            cell.outputs = outputs


def _what_differs(was, now):
    """Name the first part in which two cells differ, with both texts where they are short."""
    for part in ("cell_type", "source", "metadata", "id", "execution_count"):
        if was.get(part) != now.get(part):
            return f"{part}: {was.get(part)!r} is stored, {now.get(part)!r} is new"
    for old, new in zip(_texts(was), _texts(now), strict=False):
        if old != new:
            return f"its output:\n  stored: {': '.join(old)}\n  new:    {': '.join(new)}"
    return f"its outputs: {len(_texts(was))} are stored, {len(_texts(now))} are new"


def _texts(cell):
    """All outputs of a cell as pairs (kind, text), pictures as checksums."""
    pairs = []
    for output in cell.get("outputs", []):
        for kind, content in output.get("data", {}).items():
            if kind.startswith("image/"):
                content = f"checksum {hashlib.sha256(content.encode()).hexdigest()[:12]}"
            pairs.append((kind, str(content)))
        pairs.append((output.output_type, str(output.get("text", output.get("metadata", "")))))
    return pairs


def main(arguments=None, folder=HERE):
    """Build or check notebooks; returns the exit status: 0, 1 for a failure, 2 for a bad call."""
    parser = argparse.ArgumentParser(
        description="Run the notebooks' sources and store the outputs."
    )
    parser.add_argument("number", nargs="*", metavar="NN", help="as in 04; every notebook if none")
    parser.add_argument("--check", action="store_true", help="compare only, write nothing")
    asked = parser.parse_args(arguments)
    try:
        sources = find(asked.number, folder / "src", ".py")
    except Refusal as refusal:
        print(f"build.py: {refusal}", file=sys.stderr)
        return 2
    failed = False
    for source in sources:
        name = notebook_path(source).name
        try:
            if asked.check:
                check(source)
            else:
                write(source)
            print(f"{name}: {'as built now' if asked.check else 'built'}", flush=True)
        except BuildError as error:
            failed = True
            print(f"{name}: {error}", file=sys.stderr)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
