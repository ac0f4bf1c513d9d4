"""A process that runs one notebook and draws the pictures that it is asked for.

Started by `dlcourse.export.drawing`, which writes the number of an item and its ratio a line and
reads one JSON object a line: what the notebook shows, a beat a picture, a record an item.
"""

import hashlib
import inspect
import json
import os
import sys
from contextlib import suppress
from pathlib import Path

from dlcourse._refusal import Refusal
from dlcourse.export import notebooks
from dlcourse.export.record import record
from dlcourse.export.running import run, widgets_in
from dlcourse.export.settings import settings
from dlcourse.live.explorer import Explorer

TRAINING = 10  # times as long as a formula takes until there is a picture, about


def main():
    """Serve until the asking process closes the line."""
    answers = sys.stdout
    sys.stdout = open(os.devnull, "w", encoding="utf-8")  # what cells print is stored already
    path, plans = Path(sys.argv[1]), sys.argv[2] == "plans"

    def answer(**message):
        print(json.dumps(message), file=answers, flush=True)

    try:
        shown = run(notebooks.read(path), path.name)
        items = list(_items(shown, plans))
        answer(items=[about for _, about in items], modules=_modules())
        for line in sys.stdin:
            number, ratio = line.split()
            number = int(number)
            made = record(items[number][0], float(ratio), advance=lambda: answer(beat=1))
            answer(number=number, record=made)
    except Refusal as error:
        answer(refused=str(error))


def _items(shown, plans):
    """Everything that is to be exported, with its cell and its place there.

    The process that plans also says what an item costs, and which one is the same as another.
    """
    for cell, values in shown.items():
        for place, value in enumerate(values):
            for widget in widgets_in(value):
                about = {"cell": cell, "place": place, "of": len(values), "pictures": 0, "cost": 0}
                if plans and isinstance(widget, Explorer):
                    about |= _plan(widget)
                yield widget, about


def _plan(explorer):
    """How many pictures an explorer takes, how dear they are, and whether it is the `same`.

    A student's function that is still an empty frame changes nothing: the explorer that it should
    drive is then the same as the one without it, and is drawn once.
    """
    kept = settings(explorer)
    trains = inspect.isgeneratorfunction(explorer.compute)
    shown = [
        explorer.title,
        explorer.sentence,
        repr(kept),
        [preset.why for preset in explorer.presets.values()],
    ]
    same = hashlib.sha256(repr(shown).encode() + explorer.view.png).hexdigest()
    pictures = len(kept.walk)
    return {"pictures": pictures, "cost": pictures * (TRAINING if trains else 1), "same": same}


def _modules():
    """The files of the course's modules that the notebook has loaded: pictures depend on them."""
    return sorted(
        module.__file__
        for name, module in sys.modules.items()
        if name.split(".")[0] == "dlcourse" and getattr(module, "__file__", None)
    )


if __name__ == "__main__":
    with suppress(BrokenPipeError):  # nobody waits for the answer any more
        main()
