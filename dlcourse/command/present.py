"""`dlcourse present`: a notebook as live slides, in JupyterLab, with its kernel and its widgets."""

import shutil
from pathlib import Path

from dlcourse.command import working_copy
from dlcourse.command.lab import (
    check_port,
    jupyterlab_arguments,
    serve,
    working_folder,
)
from dlcourse.export import notebooks

PRESENTING = Path(__file__).with_name("jupyter") / "presenting"
KEYS = """\
The slides begin at once; the figures answer when all cells have run. On and back: → and ←, Space,
or a clicker. In a slider the arrow keys move the slider. Esc leaves the slides; Ctrl-C stops."""


def present(number, folder, port, browser, fresh):
    """Show a notebook's working copy as slides until JupyterLab is stopped.

    Parameters
    ----------
    number : str, the number of the notebook
    folder : pathlib.Path or None, the working folder; None for the default one
    port : int or None, None for 8888 or another one that is free
    browser : bool, whether to open the browser
    fresh : bool, whether to present an untouched copy, which is added under a new name

    Raises
    ------
    Refusal
        When the number, the port or the folder cannot be used; nothing is served then.
    """
    course = notebooks.folder()
    folder = working_folder(course, folder)
    if port is not None:
        check_port(port)
    (original,) = notebooks.find([number])

    messages = working_copy.update(course, folder)
    opened = working_copy.add_fresh(original, folder) if fresh else original.name
    print(f"Presenting {folder / opened}")
    print(*messages, KEYS, sep="\n", flush=True)
    serve(presenting_arguments(folder, opened, port, browser))


def presenting_arguments(folder, opened, port, browser):
    """Return JupyterLab's command line for the working folder, with one notebook as slides.

    Parameters
    ----------
    folder : pathlib.Path, the server's root
    opened : str, the name of the notebook in it to present
    port : int or None, None for 8888 or another one that is free
    browser : bool, whether to open the browser

    Returns
    -------
    arguments : list of str
    """
    private = folder / working_copy.PRIVATE_FOLDER / "presenting"
    # Tabs of the last time would come back, and one of them in place of the notebook.
    shutil.rmtree(private / "workspaces", ignore_errors=True)
    return [
        *jupyterlab_arguments(folder, opened, port, browser, private),
        # JupyterLab notes there that slides are on: not in the reader's own settings, with which
        # `dlcourse lab` and all their other work start.
        f"--LabApp.user_settings_dir={private / 'settings'}",
        # Cells off the screen are otherwise taken out of the page, and a slide collapses.
        f"--LabApp.app_settings_dir={PRESENTING / 'settings'}",
        f"--LabApp.extra_labextensions_path={PRESENTING / 'labextensions'}",
    ]
