"""The slides of every notebook, made once for all the tests that look at them."""

from contextlib import contextmanager
from pathlib import Path

from dlcourse.export import cache
from dlcourse.export.notebooks import find
from dlcourse.export.progress import Progress
from dlcourse.export.slides import make

try:
    import fcntl
except ImportError:  # Windows: two workers may draw the same figures, which only takes longer
    fcntl = None


def make_decks(folder, paths=None):
    """Return the files of slides of some notebooks, or of all of the course."""
    with drawn_once():
        return make(paths or find(), Path(folder), Progress("Drawing figures"))


@contextmanager
def drawn_once():
    """Wait until no other process of the tests draws: what it draws is in the cache afterwards.

    One that is killed holds nothing up.
    """
    path = cache.folder() / "tests-are-drawing.lock"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        if fcntl is not None:
            fcntl.flock(file, fcntl.LOCK_EX)
        yield  # closing the file opens the lock
