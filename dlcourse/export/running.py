"""Runs a notebook's code as plain Python and keeps what its cells display.

No kernel: the stored outputs are what is exported. The code runs so that the explorers exist.
"""

import ast
import linecache
import sys
import types

import ipywidgets

from dlcourse._refusal import Refusal
from dlcourse.exercise.verdict import Verdict
from dlcourse.export.notebooks import cell_name
from dlcourse.live.explorer import Explorer
from dlcourse.live.predictions import Prediction


def run(notebook, name):
    """Run the code cells in order, in one namespace, as a kernel would.

    Parameters
    ----------
    notebook : NotebookNode
    name : str, how a complaint calls it

    Returns
    -------
    shown : dict, index of a cell -> list of what it displays, in order

    Raises
    ------
    Refusal
        A cell that fails.
    """
    module = types.ModuleType("__main__")
    sys.modules["__main__"] = module  # what a cell defines can be pickled and inspected
    shown = {}
    for index, cell in enumerate(notebook.cells):
        if cell.cell_type != "code":
            continue
        displayed = shown.setdefault(index, [])
        try:
            with _displaying(module, displayed):
                _run_cell(cell.source, f"<cell {index + 1}>", module.__dict__, displayed)
        except BaseException as error:  # SystemExit too: the cell has failed
            text = " ".join(str(error).split())
            reason = f"{type(error).__name__}: {text}" if text else type(error).__name__
            where = cell_name(notebook, cell)
            raise Refusal(f"{name} does not run: {where} raises {reason}") from error
    return shown


def widgets_in(value):
    """Yield the explorers, predictions and verdicts that a displayed value is or holds."""
    if isinstance(value, Explorer | Prediction | Verdict):
        yield value
    elif isinstance(value, ipywidgets.Box):
        for child in value.children:
            yield from widgets_in(child)


def _run_cell(source, filename, namespace, displayed):
    # inspect.getsource, which exercises use to show a line, finds a function's text here
    linecache.cache[filename] = (len(source), None, source.splitlines(keepends=True), filename)
    tree = ast.parse(source, filename)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, filename, "exec"), namespace)
    if last is not None:
        value = eval(compile(ast.Expression(last.value), filename, "eval"), namespace)
        if value is not None:
            displayed.append(value)


class _displaying:
    """`display` of IPython and of the cells appends to a list."""

    def __init__(self, module, displayed):
        self._module, self._keep = module, lambda *values, **_: displayed.extend(values)

    def __enter__(self):
        import IPython.display

        self._place, self._original = IPython.display, IPython.display.display
        IPython.display.display = self._module.display = self._keep

    def __exit__(self, *_):
        self._place.display = self._original
