"""The blocks of code that a notebook shows for other libraries, run as they stand."""

import re
from functools import cache

import jupytext

from dlcourse._paths import course_folder

BLOCK = re.compile(r"^```python\n# (?P<name>[^\n]+)\n(?P<code>.*?)^```$", re.DOTALL | re.MULTILINE)


@cache
def blocks(notebook):
    """The blocks of a notebook's source that begin with a comment, by that comment.

    Parameters
    ----------
    notebook : str, the name of a file of notebooks/src: "05_dropout"

    Returns
    -------
    blocks : dict, "PyTorch: dropout" -> the code

    Raises
    ------
    ValueError
        Two blocks of one name.
    """
    source = jupytext.read(course_folder("notebooks") / "src" / f"{notebook}.py")
    found = {}
    for cell in source.cells:
        if cell.cell_type != "markdown":
            continue
        for block in BLOCK.finditer(cell.source):
            if block["name"] in found:
                raise ValueError(f"{notebook} has two blocks called {block['name']!r}: rename one")
            found[block["name"]] = block["code"]
    return found


def run(notebook, block, **names):
    """Run a block with names that it takes for granted; return all names that it leaves.

    Raises
    ------
    KeyError
        No such block.
    """
    names = dict(names)
    exec(compile(blocks(notebook)[block], f"{notebook}: {block}", "exec"), names)
    return names
