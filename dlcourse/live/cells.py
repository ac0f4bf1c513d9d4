"""What a notebook's cell made, so that running the cell again replaces it."""

import gc
import re
import weakref

from IPython import get_ipython
from ipywidgets import Widget

_by_cell = {}  # cell id -> (execution count, weak references to what the cell made)


def replace_in_cell(widget):
    """Close what an earlier run of the cell that is being run now has made; returns it."""
    shell = get_ipython()
    kernel = getattr(shell, "kernel", None)
    if kernel is None:
        return []  # plain Python, or IPython in a terminal
    # the kernel's own, because a browser kernel's shell has no get_parent
    cell = kernel.get_parent().get("metadata", {}).get("cellId")
    if cell is None:
        return []  # a front end that does not tell its cells apart
    count, made = _by_cell.get(cell, (None, []))
    replaced = []
    if count != shell.execution_count:
        replaced = [old for reference in made if (old := reference()) is not None]
        for old in replaced:
            old.close()
            _forget_output(shell, old)
        made = []
        gc.collect()  # figures are full of cycles: several would wait for Python to collect them
    _by_cell[cell] = (shell.execution_count, [*made, weakref.ref(widget)])
    return replaced


def _forget_output(shell, old):
    """IPython keeps what a cell displays as `Out[3]`, `_3` and, of the last three, `_` to `___`."""
    for names in (shell.history_manager.output_hist, shell.user_ns, shell.user_ns_hidden):
        for name in [name for name, value in names.items() if value is old]:
            if re.fullmatch(r"\d+|_+\d*", str(name)):  # no name that a reader has given
                del names[name]
    for name in ("_", "__", "___"):
        if getattr(shell.displayhook, name) is old:
            setattr(shell.displayhook, name, "")
    last = shell.last_execution_result
    if last is not None and last.result is old:
        shell.last_execution_result = None


def close_parts(widget):
    """Close the widgets that a widget holds: its layout and style, its children, and theirs.

    `ipywidgets` closes a widget alone, and its registry would hold the others for ever.
    """
    for name in widget.keys:
        value = getattr(widget, name)
        for part in value if isinstance(value, tuple) else (value,):
            if isinstance(part, Widget):
                close_parts(part)
                part.close()
