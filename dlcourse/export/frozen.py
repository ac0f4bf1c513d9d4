"""Notebooks whose explorers live on without a kernel.

    notebooks = freeze(find(["04"]))      the stored notebooks, their widgets turned into HTML
    style(), script()                     what stands once in each file that shows them

An explorer becomes a figure with native controls over pictures drawn beforehand; a prediction its
question and options. What a notebook stores besides, it keeps.
"""

import time
from copy import deepcopy
from pathlib import Path

import nbformat

from dlcourse import live
from dlcourse._refusal import Refusal
from dlcourse.export import cache, notebooks
from dlcourse.export.drawing import draw
from dlcourse.export.pieces import Pieces
from dlcourse.export.progress import Progress

HERE = Path(__file__).parent
LIVE = Path(live.__file__).parent
LIVE_PARTS = ("sliders", "sketch")  # what is the same with a kernel and without


def freeze(paths, progress=None):
    """Return the notebooks, as stored, with explorers and predictions as HTML.

    An output that was an explorer, a prediction or an exercise's check says so in its metadata:
    `output.metadata["dlcourse"]` is "explorer", "prediction" or "check". The first two have the
    data "text/html", which needs `style()` and `script()` in the page, and "text/plain", and in
    `output.metadata["presets"]` pairs (name, why); a check stays as it was stored.

    Parameters
    ----------
    paths : sequence of pathlib.Path
    progress : Progress, optional, counts the pictures; nothing is shown without

    Returns
    -------
    frozen : list of NotebookNode, in the order of the paths

    Raises
    ------
    Refusal
        A notebook that cannot be read, does not run or was not built from its code as it is now.
    """
    progress = progress or Progress("", stream=_Nowhere())
    read = {path: notebooks.read(path) for path in paths}
    drawn = {path: cache.load(path.name, notebook) for path, notebook in read.items()}
    missing = {path: _figures(read[path]) for path in paths if drawn[path] is None}
    begun = time.time()
    for path, pairs, files in draw(missing, progress):
        cache.store(path.name, read[path], pairs, files, begun)
        drawn[path] = pairs
    return [_replaced(path, read[path], drawn[path]) for path in paths]


def outcome(records, waited_for):
    """What is told after a prediction, with the output that shows it: name and HTML, or nothing.

    With the figure that waits for the answer; with the question itself where none does.
    """
    for record in records:
        about = record.get("after") or record
        if "told" in about and (record.get("after") or record["name"] not in waited_for):
            return {"name": about["name"], "html": about["told"]}
    return {}


def style():
    """The CSS of frozen explorers and predictions."""
    paths = *(LIVE / f"{name}.css" for name in LIVE_PARTS), HERE / "frozen.css"
    return "".join(map(_text, paths))


def script():
    """The JavaScript of frozen explorers and sketches, a classic script for the end of the body.

    The live ones' code comes first; exports are for modules, and files are none.
    """
    parts = "".join(f"const {name} = {_module(LIVE / f'{name}.js')};\n" for name in LIVE_PARTS)
    return f'(() => {{\n"use strict";\n{parts}{_text(HERE / "frozen.js")}}})();\n'


def _module(path):
    code = _text(path).replace("export function", "function")
    code = code.replace("export default { render };", "")
    return f"(() => {{\n{code}return {{ mount }};\n}})()"


def _figures(notebook):
    """How many pictures a notebook stores."""
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    return sum("image/png" in output.get("data", {}) for output in outputs)


def _replaced(path, notebook, drawn):
    """A copy of the notebook with its widgets' outputs replaced."""
    notebook = deepcopy(notebook)
    pieces = Pieces(path.stem)
    found = {}
    waited_for = {record["after"]["name"] for _, record in drawn if record.get("after")}
    for about, record in drawn:
        found.setdefault((about["cell"], about["place"], about["of"]), []).append(record)
    for (cell, place, of), records in found.items():
        output = _output(path, notebook, cell, place, of, records[0])
        output.metadata["dlcourse"] = records[0]["kind"]
        if records[0]["kind"] != "check":
            html = "\n".join(pieces.html(record) for record in records)
            text = "\n".join(record["text"] for record in records)
            output.data = nbformat.from_dict({"text/html": html, "text/plain": text})
            output.metadata["outcome"] = outcome(records, waited_for)
            if records[0]["kind"] == "prediction":
                output.metadata["question"] = records[0]
            output.metadata["presets"] = [
                [preset["name"], preset["why"]]
                for record in records
                for preset in record.get("presets", ())
            ]
    return notebook


def _output(path, notebook, cell, place, of, record):
    """The stored output that a cell's displayed value belongs to."""
    outputs = [output for output in notebook.cells[cell].outputs if "data" in output]
    if len(outputs) == of:
        return outputs[place]
    for output in outputs:
        if output.data.get("text/plain") == record["text"]:
            return output
    name = notebooks.cell_name(notebook, notebook.cells[cell])
    raise Refusal(
        f"{path.name} was not built from its code as it is now: the output of {name} is missing; "
        "build it again with `make notebooks`"
    )


def _text(path):
    return path.read_text(encoding="utf-8")


class _Nowhere:
    """A stream that nobody looks at."""

    def isatty(self):
        return False
