"""The notebooks of the course as they are stored: found by number, read with their outputs."""

import re

import nbformat

from dlcourse._paths import course_folder
from dlcourse.command.errors import CommandError


def find(numbers=(), folder=None):
    """Return the paths of the notebooks with these numbers, of all of them for none, in order.

    Parameters
    ----------
    numbers : sequence of str, as in "04"
    folder : path, optional, where they are; the course's by default

    Returns
    -------
    paths : list of pathlib.Path

    Raises
    ------
    CommandError
        A number that no notebook has, or a folder without notebooks.

    Example
    -------
    >>> find(["04"])[0].name
    '04_regularization.ipynb'
    """
    if folder is None:
        try:
            folder = course_folder("notebooks")
        except FileNotFoundError as error:
            raise CommandError(str(error)) from error
    by_number = {path.name[:2]: path for path in sorted(folder.glob("[0-9][0-9]_*.ipynb"))}
    if not by_number:
        raise CommandError(f"there is no notebook NN_name.ipynb in {folder}")
    for number in numbers:
        if number not in by_number:
            known = ", ".join(by_number)
            raise CommandError(f"there is no notebook {number!r}; the course has {known}")
    return [path for number, path in by_number.items() if not numbers or number in numbers]


def read(path):
    """Return a notebook with its stored outputs, or refuse with the reason."""
    try:
        notebook = nbformat.read(path, as_version=4)
    except (OSError, ValueError, nbformat.reader.NotJSONError) as error:
        line = (str(error).splitlines() or [type(error).__name__])[0]
        raise CommandError(f"{path.name} cannot be read as a notebook: {line}") from error
    for number, cell in enumerate(notebook.cells, start=1):
        for output in cell.get("outputs", []):
            if output.output_type == "error":
                raise CommandError(
                    f"{path.name} was stored with a failed cell: cell {number} raises "
                    f"{output.ename}: {output.evalue}"
                )
    return notebook


def title(notebook):
    """Return the notebook's heading of level 1 as plain text: "04 Regularization"."""
    for cell in notebook.cells:
        if cell.cell_type == "markdown" and (found := re.search(r"(?m)^# +(.+)$", cell.source)):
            return re.sub(r"[*_`$]", "", found[1]).strip()
    return "Notebook"


def cell_name(notebook, index):
    """Say which cell it is: its number and its first line."""
    lines = [line for line in notebook.cells[index].source.splitlines() if line.strip()]
    line = lines[0] if lines else ""
    return f"cell {index + 1} (`{line if len(line) <= 60 else line[:59] + '…'}`)"
