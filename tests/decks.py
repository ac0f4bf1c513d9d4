"""The slides of every notebook, made once for all the tests that look at them."""

import os
import time
from contextlib import contextmanager
from pathlib import Path

from dlcourse.export import cache
from dlcourse.export.notebooks import find
from dlcourse.export.progress import Progress
from dlcourse.export.slides import make

LONGEST = 1200  # s that another worker of pytest-xdist may draw


def make_decks(folder):
    """Return the files of slides, one for every notebook of the course."""
    with one_at_a_time():  # two workers would draw the same figures at the same time
        return make(find(), Path(folder), Progress("Drawing figures"))


@contextmanager
def one_at_a_time():
    """Wait until no other process of the tests is here."""
    lock = cache.folder() / "tests-are-drawing"
    lock.parent.mkdir(parents=True, exist_ok=True)
    end = time.monotonic() + LONGEST
    while True:
        try:
            os.mkdir(lock)
            break
        except FileExistsError:
            # left behind by a run that was killed
            if time.monotonic() > end or time.time() - lock.stat().st_mtime > LONGEST:
                break
            time.sleep(0.5)
    try:
        yield
    finally:
        lock.rmdir()
