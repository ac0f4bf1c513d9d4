"""Turns moves into results, on one loop: the latest move wins, and a run streams its frames."""

import asyncio
import time
from collections.abc import Generator

SLICE = 0.015  # s of computing between two looks at the messages that came in
PRESENT_EVERY = 0.050  # s between two frames of a run
TURNS = 5  # a message needs several turns of the loop to arrive

_active = None  # the runner whose run is going on: at most one in a kernel
_waiting = []  # runners whose run gave way to another one's, and goes on after it


class Runner:
    """Runs one explorer's computations.

    Parameters
    ----------
    show : callable
        `show(result, at_rest)`: makes a picture of it.
    fail : callable
        `fail(error)`: tells the reader.
    """

    def __init__(self, show, fail):
        self._show, self._fail = show, fail
        self.result = self.error = None
        self.closed = False
        self._steps = None  # the generator of an unfinished run
        self._scheduled = set()
        try:
            self._loop = asyncio.get_running_loop()
        except RuntimeError:  # plain Python: everything runs to the end at once
            self._loop = None

    def post(self, action, *arguments):
        """Run an action on the loop that made the explorer, whatever thread asks.

        JupyterLab 4.6 with ipykernel 7 calls widget callbacks on a second thread with its own loop;
        work on both would mix one setting's picture with another's sentence.
        """
        if self._loop is None:
            self._guarded(action, arguments)
        else:
            self._loop.call_soon_threadsafe(self._guarded, action, arguments)

    def post_once(self, action):
        """As `post`, unless the same action is already waiting; it will read the latest values."""
        if action not in self._scheduled:
            self._scheduled.add(action)
            self.post(action)

    def _guarded(self, action, arguments):
        """An error in a callback would be swallowed by the button or the loop."""
        self._scheduled.discard(action)
        if self.closed:
            return
        try:
            action(*arguments)
        except Exception as error:
            self.stop_with(error)

    def stop_with(self, error):
        """Keep an error, and show it to the reader."""
        self.error = error
        self._steps = None
        self._set_active(None)
        self._fail(error)

    def finish(self, outcome):
        """Take a result, or the last one of a generator of results, and show it."""
        self._set_active(None)
        self.error = self._steps = None
        if isinstance(outcome, Generator):
            for result in outcome:
                self.result = result
        else:
            self.result = outcome
        self._show(self.result, at_rest=True)

    def start(self, outcome):
        """Show a result, or stream a generator's results; what runs now becomes stale."""
        if self._loop is None or not isinstance(outcome, Generator):
            self.finish(outcome)
            return
        self.error = None
        self._steps = outcome
        self._set_active(self)
        # kept, because the loop holds only a weak reference to a task
        self._task = self._loop.create_task(self._stream(outcome))

    def resume(self, restart):
        """Go on with a paused run; with none, stream what `restart()` makes."""
        self.start(self._steps or restart())

    def pause(self):
        """Leave the run where it is."""
        self._set_active(None)
        self._show(self.result, at_rest=True)

    def step(self, restart):
        """One result further; from the start where no run is left."""
        self._set_active(None)
        self.error = None
        if self._steps is None:
            self._steps = restart()
        self._advance()
        self._show(self.result, at_rest=True)

    def close(self):
        """Stop, for good."""
        self.closed = True
        self._steps = None
        self._set_active(None)

    async def _stream(self, steps):
        """Compute in slices, show one now and then; stop when stale, wait when another runs."""
        shown = 0.0  # so that the first slice is shown at once
        running = True
        try:
            while running and _active is self and self._steps is steps:
                slice_end = time.perf_counter() + SLICE
                while running and time.perf_counter() < slice_end:
                    running = self._advance()
                if not running:
                    self._set_active(None)
                if not running or time.perf_counter() - shown > PRESENT_EVERY:
                    self._show(self.result, at_rest=not running)
                    shown = time.perf_counter()
                for _ in range(TURNS):
                    await asyncio.sleep(0)
        except Exception as error:
            self.stop_with(error)
        if running and self._steps is steps and _active is not None:
            _waiting.append(self)
        while not running and _waiting and _active is None:
            _waiting.pop().go_on()

    def go_on(self):
        """Finish a run that gave way; where it was closed meanwhile, nothing."""
        if self._steps is not None:
            self.start(self._steps)

    def _advance(self):
        """Take the next result of the run; False when there is none."""
        try:
            self.result = next(self._steps)
        except StopIteration:
            self._steps = None
            return False
        return True

    def _set_active(self, runner):
        global _active
        if runner is not None or _active is self:
            _active = runner
