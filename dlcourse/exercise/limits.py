"""A time limit for a student's function, and an end to what it prints."""

import inspect
import io
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext

__all__ = ["Printed", "TimeUp", "no_display", "no_exit", "time_limit"]

AGAIN = 0.05  # seconds: an `except:` of the student's may swallow the first interrupt
MOST_PRINTED = 600  # characters of a call that are kept


class TimeUp(BaseException):
    """A student's function has run for too long. No `except Exception` of its own catches it."""


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise TimeUp where the block is still running after so many seconds.

    In the main thread of a system with signals a timer interrupts, at no cost. Elsewhere, on
    Windows, in a browser's kernel and in other threads, a trace function looks at the clock on
    every line of Python outside of libraries. A single call of compiled code ends before either.
    """
    limit = _by_signal if _has_signals() else _by_trace
    with limit(max(seconds, 1e-3)):
        yield


def _has_signals() -> bool:
    """Whether timers can interrupt here: not on every system, and in the main thread only."""
    if not hasattr(signal, "setitimer") or sys.platform == "emscripten":
        return False
    try:
        signal.signal(signal.SIGALRM, signal.getsignal(signal.SIGALRM) or signal.SIG_DFL)
    except ValueError:  # another thread than the main one
        return False
    return True


@contextmanager
def _by_signal(seconds: float) -> Iterator[None]:
    def ring(number, frame):
        raise TimeUp

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds, AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextmanager
def _by_trace(seconds: float) -> Iterator[None]:
    end, clock, before = time.monotonic() + seconds, time.monotonic, sys.gettrace()

    def on_line(frame, event, argument):
        if clock() > end:
            raise TimeUp
        return on_line

    def on_call(frame, event, argument):
        return None if "site-packages" in frame.f_code.co_filename else on_line

    sys.settrace(on_call)
    try:
        yield
    finally:
        sys.settrace(before)


class Printed(io.TextIOBase):
    """Takes the place of the standard output and keeps the beginning of what is printed."""

    def __init__(self):
        self.text, self.size = "", 0

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        self.size += len(text)
        self.text += text[: max(MOST_PRINTED - len(self.text), 0)]
        return len(text)

    def shown(self) -> str:
        """The text kept, and a word where there was more."""
        text = self.text.rstrip()
        return f"{text} … ({self.size:,} characters)" if self.size > MOST_PRINTED else text


@contextmanager
def no_exit(function: object) -> Iterator[None]:
    """Keep `exit()` and `quit()`, which end a notebook's kernel, from doing so in a function."""
    namespace = getattr(inspect.unwrap(function), "__globals__", {})
    before = {name: namespace[name] for name in ("exit", "quit") if name in namespace}
    namespace.update(dict.fromkeys(before, _exit))
    try:
        yield
    finally:
        namespace.update(before)


def no_display() -> AbstractContextManager:
    """Keep figures and tables that a function displays, fifty of each, from a notebook's page."""
    if "IPython" not in sys.modules:
        return nullcontext()
    from IPython.utils.capture import capture_output

    return capture_output(stdout=False, stderr=False, display=True)


def _exit(*_: object) -> None:
    raise SystemExit
