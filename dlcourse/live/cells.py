"""Which notebook cell made which explorers, so that running it again replaces them."""

_by_cell = {}  # cell id -> (execution count, [explorers made by it])


def replace_in_cell(explorer):
    """Close the explorers that an earlier run of the same notebook cell made."""
    try:
        from IPython import get_ipython

        shell = get_ipython()
        cell = shell.get_parent()["metadata"]["cellId"]
    except (ImportError, AttributeError, KeyError, TypeError):
        return  # no notebook, or one that does not tell its cells apart
    count, explorers = _by_cell.get(cell, (None, []))
    if count != shell.execution_count:
        for old in explorers:
            old.close()
        explorers = []
    _by_cell[cell] = (shell.execution_count, [*explorers, explorer])
