"""A progress bar on a terminal; nothing where nobody looks."""

import sys
import time

WIDTH = 30


class Progress:
    """Counts what is done of what is expected, which may grow on the way.

    Parameters
    ----------
    what : str, in front of the bar
    stream : text stream, standard error by default; without a terminal nothing is written
    """

    def __init__(self, what, stream=None):
        self._what = what
        self._stream = sys.stderr if stream is None else stream
        self._shown = self._stream.isatty()
        self._start = time.monotonic()
        self.done = self.expected = 0

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self._shown and self.expected:
            self._stream.write("\n")

    def expect(self, more):
        """There is this much more to do."""
        self.expected += more
        self._draw()

    def advance(self, count=1):
        """This much is done."""
        self.done += count
        self._draw()

    def _draw(self):
        if not (self._shown and self.expected):
            return
        filled = WIDTH * self.done // self.expected
        seconds = int(time.monotonic() - self._start)
        bar = "█" * filled + "░" * (WIDTH - filled)
        counts = f"{self.done}/{self.expected}"
        self._stream.write(f"\r{self._what} {bar} {counts}, {seconds // 60}:{seconds % 60:02}")
        self._stream.flush()
