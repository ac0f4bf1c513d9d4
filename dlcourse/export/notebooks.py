"""The notebooks of the course as they are stored: found by number, read with their outputs."""

import re

import nbformat

from dlcourse._paths import course_folder
from dlcourse._refusal import Refusal
from dlcourse.live.waiting import ASK

HOW_TO_WORK = "**How to work"  # so begins the cell about JupyterLab, which is for its readers only
HIDING = {
    "cell": {"remove_cell", "remove-cell"},
    "code": {"remove_input", "remove-input", "hide_input", "hide-input"},
    "output": {"remove_output", "remove-output"},
}


def folder():
    """Return the folder of the course's notebooks, or refuse with the reason."""
    try:
        return course_folder("notebooks")
    except FileNotFoundError as error:
        raise Refusal(str(error)) from error


def find(numbers=(), within=None, ending=".ipynb"):
    """Return the paths of the notebooks with these numbers, of all of them for none, in order.

    Parameters
    ----------
    numbers : sequence of str, "04" or "4"
    within : pathlib.Path, optional, the folder where they are; the course's by default
    ending : str, how their names end; ".py" finds the sources

    Returns
    -------
    paths : list of pathlib.Path

    Raises
    ------
    Refusal
        What is no number, a number that no notebook has, or a folder without notebooks.

    Example
    -------
    >>> [path.name for path in find(["4"])]
    ['04_regularization.ipynb']
    """
    within = folder() if within is None else within
    by_number = {number(path): path for path in sorted(within.glob(f"[0-9][0-9]_*{ending}"))}
    if not by_number:
        raise Refusal(
            f"{within} holds no notebook NN_name{ending}; clone or install the course again"
        )
    known = f"the course has {', '.join(by_number)}"
    for wanted in numbers:
        if not re.fullmatch("[0-9]{1,2}", wanted):
            raise Refusal(f"expected the number of a notebook, not {wanted!r}; {known}")
        if wanted.zfill(2) not in by_number:
            raise Refusal(f"there is no notebook {wanted.zfill(2)}; {known}")
    chosen = {wanted.zfill(2) for wanted in numbers} or by_number
    return [path for number, path in by_number.items() if number in chosen]


def number(path):
    """Return the two digits that a notebook's name begins with."""
    return path.name[:2]


def read(path):
    """Return a notebook with its stored outputs, or refuse with the reason."""
    try:
        notebook = nbformat.read(path, as_version=4)
    except (OSError, ValueError, nbformat.reader.NotJSONError) as error:
        line = (str(error).splitlines() or [type(error).__name__])[0]
        raise Refusal(f"{path.name} cannot be read as a notebook: {line}") from error
    for number, cell in enumerate(notebook.cells, start=1):
        for output in cell.get("outputs", []):
            if output.output_type == "error":
                raise Refusal(
                    f"{path.name} was stored with a failed cell: cell {number} raises "
                    f"{output.ename}: {output.evalue}"
                )
    return notebook


def hidden(cell):
    """Which parts of a cell its tags take off pages and slides: any of "cell", "code", "output"."""
    tags = set(cell.metadata.get("tags", []))
    parts = {part for part, hiding in HIDING.items() if tags & hiding}
    folded = cell.metadata.get("jupyter", {}).get("source_hidden")
    return parts | {"code"} if folded else parts


def title(notebook):
    """Return the notebook's heading of level 1 as plain text: "04 Regularization"."""
    for cell in notebook.cells:
        if cell.cell_type == "markdown" and (found := re.search(r"(?m)^# +(.+)$", cell.source)):
            return re.sub(r"[*_`$]", "", found[1]).strip()
    return "Notebook"


def cell_name(notebook, cell):
    """Say which cell of a notebook it is: its number among all cells and its first line."""
    place = next(n for n, other in enumerate(notebook.cells, start=1) if other is cell)
    line = next((line for line in cell.source.splitlines() if line.strip()), "")
    return f"cell {place} (`{line if len(line) <= 60 else line[:59] + '…'}`)"


def without_answers(content):
    """Return a stored notebook, as bytes, without what answers its open predictions.

    The figures that wait for an answer leave the words that say so; the questions keep their text.
    Notes to the speaker are folded: they may say what a reader is about to be asked.

    Parameters: content : bytes, of the file; what is no notebook stays as it is
    Returns: content : bytes
    """
    try:
        notebook = nbformat.reads(content.decode("utf-8"), as_version=4)
    except (ValueError, nbformat.reader.NotJSONError):
        return content
    for cell in notebook.cells:
        if cell.metadata.get("slideshow", {}).get("slide_type") == "notes":
            summary = "<summary>For the instructor</summary>"
            cell.source = f"<details>{summary}\n\n{cell.source}\n\n</details>"
        for output in cell.get("outputs", []):
            data, about = output.get("data", {}), output.get("metadata", {})
            if about.pop("dlcourse_answers", False):
                output["data"] = {"text/plain": ASK}
                about.pop("image/png", None)
            elif data.get("text/plain", "").startswith("Predict. "):
                answer = "<details>.*</details>|<img [^>]*>"
                data["text/html"] = re.sub(answer, "", data["text/html"], flags=re.DOTALL)
    return (nbformat.writes(notebook) + "\n").encode()
