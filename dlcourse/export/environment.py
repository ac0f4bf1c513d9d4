"""The environment variables under which a notebook's code gives the same results for everybody."""

import importlib.util
import os
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]
# What a user has set for other work. MPLBACKEND would keep figures out of a notebook, and warnings
# have to come as they come to a student.
UNWANTED = ("MPLBACKEND", "PYTHONWARNINGS", "PYTHONSTARTUP", "PYTHONINSPECT")


def environment(**changes):
    """Return the variables for a process that runs notebooks: a kernel, a server of kernels.

    Parameters
    ----------
    changes : str, optional
        Variables that the process gets besides, or instead of, the usual ones.

    Returns
    -------
    variables : dict of str

    Example
    -------
    >>> environment(MPLBACKEND="agg")["MPLBACKEND"], environment()["OMP_NUM_THREADS"]
    ('agg', '1')
    """
    inherited = {name: value for name, value in os.environ.items() if name not in UNWANTED}
    # This dlcourse, whichever is installed.
    path = [str(PACKAGE.parent), os.environ.get("PYTHONPATH")]
    matplotlib = Path(importlib.util.find_spec("matplotlib").origin).parent
    return inherited | {
        "PYTHONPATH": os.pathsep.join(filter(None, path)),
        "PYTHONHASHSEED": "0",
        # The defaults, not the ones in somebody's home.
        "MATPLOTLIBRC": str(matplotlib / "mpl-data" / "matplotlibrc"),
        # One process a processor: threads of theirs would only wait for each other.
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        "MKL_NUM_THREADS": "1",
        # Otherwise a kernel may warn that its debugger sees frozen modules.
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",
        **changes,
    }
