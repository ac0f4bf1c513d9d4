"""Turns moves into results, on one loop: the latest move wins, and a run streams its frames."""

import asyncio
import time
from collections.abc import Generator

SLICE = 0.008  # s of computing between two looks at the messages that came in
PRESENT_EVERY = 0.040  # s from the beginning of one frame to that of the next
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
    paced : bool
        Whether each result of a generator is a frame, shown for as long as a frame takes, so that
        a run that would be over at once can be watched.
    """

    def __init__(self, show, fail, paced=False):
        self._show, self._fail, self._paced = show, fail, paced
        self.result = self.error = None
        self.closed = False
        self._steps = None  # the generator of an unfinished run
        self._task = None  # streams it; kept here, because the loop holds a task only weakly
        self._scheduled = set()
        try:
            self.loop = asyncio.get_running_loop()
        except RuntimeError:  # plain Python: everything runs to the end at once
            self.loop = None

    def post(self, action, *arguments):
        """Run an action on the loop that made the explorer, whatever thread asks.

        JupyterLab 4.6 with ipykernel 7 calls widget callbacks on a second thread with its own loop;
        work on both would mix one setting's picture with another's sentence.
        """
        if self.loop is None:
            self._guarded(action, arguments)
        else:
            self.loop.call_soon_threadsafe(self._guarded, action, arguments)

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
        self._fail(error)
        self._give_back_the_turn()

    def finish(self, outcome):
        """Take a result, or the last one of a generator of results, and show it."""
        self.error = self._steps = None
        if isinstance(outcome, Generator):
            for result in outcome:
                self.result = result
        else:
            self.result = outcome
        self._show(self.result, at_rest=True)
        self._give_back_the_turn()

    def start(self, outcome):
        """Show a result, or stream a generator's results; what runs now becomes stale."""
        if self.loop is None or not isinstance(outcome, Generator):
            self.finish(outcome)
            return
        self.error = None
        self._steps = outcome
        self._take_the_turn()
        self.go_on()

    @property
    def unfinished(self):
        """The generator of a run that is going on, waits or is paused; None without one."""
        return self._steps

    def show_again(self):
        """Draw the last result anew; a run that is going on goes on."""
        self._show(self.result, at_rest=_active is not self)

    def resume(self, restart):
        """Go on with a paused run; with none, stream what `restart()` makes."""
        self.start(self._steps or restart())

    def pause(self):
        """Leave the run where it is."""
        self._show(self.result, at_rest=True)
        self._give_back_the_turn()

    def step(self, restart):
        """One result further; from the start where no run is left."""
        self.error = None
        if self._steps is None:
            self._steps = restart()
        self._advance()
        self._show(self.result, at_rest=True)
        self._give_back_the_turn()

    def close(self):
        """Stop, for good."""
        self.closed = True
        self._steps = None
        self._give_back_the_turn()

    def go_on(self):
        """Stream the rest of the run."""
        self._task = self.loop.create_task(self._stream())

    async def _stream(self):
        """Compute in slices, and show one now and then; stop when stale or another's turn."""
        running, shown = True, 0.0  # so that the first slice is shown at once
        try:
            while running and _active is self and self._task is asyncio.current_task():
                begun = time.perf_counter()
                while running and time.perf_counter() < begun + SLICE:
                    running = self._advance()
                    if self._paced:
                        break
                now = time.perf_counter()
                if not running or self._paced or now - shown > PRESENT_EVERY:
                    self._show(self.result, at_rest=not running)
                    shown = now
                if running:
                    for _ in range(TURNS):
                        await asyncio.sleep(0)
                    if self._paced:  # what computing, drawing and sending left of the frame's time
                        left = begun + PRESENT_EVERY - time.perf_counter()
                        await asyncio.sleep(max(0.0, left))
                else:
                    self._give_back_the_turn()
        except Exception as error:
            self.stop_with(error)

    def _advance(self):
        """Take the next result of the run; False when there is none."""
        try:
            self.result = next(self._steps)
        except StopIteration:
            self._steps = None
            return False
        return True

    def _take_the_turn(self):
        """At most one run in a kernel: the one that is going on gives way, and waits."""
        global _active
        if self in _waiting:
            _waiting.remove(self)
        if _active not in (None, self):
            _waiting.append(_active)
        _active = self

    def _give_back_the_turn(self):
        """However this run came to rest: the one that gave way last goes on."""
        global _active
        if self in _waiting:
            _waiting.remove(self)
        if _active is self:
            _active = _waiting.pop() if _waiting else None
            if _active is not None:
                _active.go_on()
