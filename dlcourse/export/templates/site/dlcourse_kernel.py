"""What a kernel in the browser does besides JupyterLite's: it is imported at its start."""

import sys
from types import ModuleType

from pyodide.ffi import jsnull

# IPython imports its terminal, of which a page has none; it would take a second, and a megabyte.
terminal = ModuleType("IPython.terminal.embed")
terminal.embed = None
sys.modules[terminal.__name__] = terminal

from pyodide_kernel.comm import Comm  # noqa: E402

publish = Comm.publish_msg


def publish_msg(self, msg_type, data=None, metadata=None, buffers=None, **keys):
    """Send None as null: as undefined, which Pyodide makes of it, widgets would not notice it."""
    publish(self, msg_type, with_null(data), metadata, buffers, **keys)


def with_null(value):
    """Return a message's data with JavaScript's null in place of None."""
    if isinstance(value, dict):
        return {name: with_null(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [with_null(part) for part in value]
    return jsnull if value is None else value


Comm.publish_msg = publish_msg
