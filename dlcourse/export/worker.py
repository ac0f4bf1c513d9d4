"""What each process of `dlcourse.export.drawing` does: it runs a notebook, then draws items."""

import functools
import hashlib
import multiprocessing
import os
import signal
import sys
import tempfile
import threading

from dlcourse._paths import course_folder
from dlcourse.export import notebooks
from dlcourse.export.record import record
from dlcourse.export.running import run, widgets_in
from dlcourse.export.settings import settings
from dlcourse.live.explorer import Explorer

TRAINING = 10  # times as long as a formula takes until there is a picture, about
DATA = str(course_folder("data"))
_task = {}  # of this process: the notebook's path, the counter of pictures
_opened = set()  # the data that the notebook has read


def begin(path, folder, beats):
    """Make a process ready for one notebook.

    Parameters
    ----------
    path : pathlib.Path, the notebook
    folder : str, where the process makes an empty folder to run it in
    beats : multiprocessing.Value, counts the pictures of all processes
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that waits for this one stops it
    threading.Thread(target=_end_with_the_parent, daemon=True).start()
    os.chdir(tempfile.mkdtemp(dir=folder))
    sys.stdout = sys.stderr = open(os.devnull, "w", encoding="utf-8")  # what is printed is stored
    sys.addaudithook(_note_opened)
    _task.update(path=path, beats=beats)


def run_notebook():
    """Run the notebook, so that it has run when the first item is to be drawn."""
    _shown()


def plan():
    """Return what there is to draw, and the files that it depends on so far.

    Returns
    -------
    items : list of dict: the cell that shows it, its place among `of` things there, its `pictures`,
        their `cost`, and the `same` for all that look the same
    files : set of str
    """
    return [about | _cost(widget, n) for n, (widget, about) in enumerate(_shown())], files()


def draw(number, ratio):
    """Return the record of an item, and the files that it depends on."""

    def advance():
        with _task["beats"].get_lock():
            _task["beats"].value += 1

    return record(_shown()[number][0], ratio, advance), files()


def files():
    """Return the paths of the course's modules that are loaded, and of the data that was read."""
    modules = {
        module.__file__
        for name, module in sys.modules.items()
        if name.split(".")[0] == "dlcourse" and getattr(module, "__file__", None)
    }
    return modules | _opened


@functools.cache
def _shown():
    """Run the notebook, once; return all that is to be exported, each with where it is shown."""
    displayed = run(notebooks.read(_task["path"]), _task["path"].name)
    return [
        (widget, {"cell": cell, "place": place, "of": len(values)})
        for cell, values in displayed.items()
        for place, value in enumerate(values)
        for widget in widgets_in(value)
    ]


def _cost(widget, number):
    """How many pictures an item takes, how dear they are, and which others are the `same`.

    A student's function that is still an empty frame changes nothing: the explorer that it should
    drive is then the same as the one without it, and is drawn once: with the first of them, the one
    that `waits` for a prediction if any does.
    """
    if not isinstance(widget, Explorer):
        return {"pictures": 0, "cost": 0, "same": number, "waits": False}
    if widget.waiting:  # it stands where its question does
        widget.pin(False)
        widget.set(**widget.defaults)
    kept = settings(widget)
    whys = [preset.why for preset in widget.presets.values()]
    text = repr([widget.title, widget.sentence, repr(kept), whys])
    pictures = len(kept.walk)
    return {
        "pictures": pictures,
        "cost": pictures * (TRAINING if widget.trains else 1),
        "waits": widget.waiting is not None,
        "same": hashlib.sha256(text.encode() + widget.view.png).hexdigest(),
    }


def _note_opened(event, arguments):
    """Called by Python for every event of its audit, as when a file is opened."""
    if event == "open" and str(arguments[0]).startswith(DATA):
        _opened.add(arguments[0])


def _end_with_the_parent():
    """Where the process that asks was killed, nobody else would end this one."""
    multiprocessing.parent_process().join()
    os._exit(1)
