"""What all kinds of exercises have in common: a name, hints, and how they answer."""

import inspect
from collections.abc import Callable

from . import running
from .limits import TimeUp
from .messages import meaning
from .running import has_ellipsis, is_stub, line_of_error, message_of, open_lines
from .values import shape
from .verdict import Verdict, as_html, hints_html

Rows = tuple[tuple[str, str], ...]


class Asked:
    """A function that is asked of the student; the kinds of exercises are dataclasses of this kind.

    They have `title` and `hints`, `name` and `parameters` of the function, and a `check`.
    """

    @property
    def signature(self) -> str:
        """The first line of the student's function, without `def` and colon."""
        return f"{self.name}({', '.join(self.parameters)})"

    def __repr__(self) -> str:
        return f"{self.signature}: {self.title}"

    def _repr_html_(self) -> str:
        return f"<div>{as_html(f'`{self.signature}`: {self.title}')}{hints_html(self.hints)}</div>"

    def _before_running(self, function: Callable) -> Verdict | None:
        """Answer where nothing can run: an untouched stub, no function, other parameters."""
        if function is ... or is_stub(function):
            return self._open(function)
        if not callable(function):
            return self._says(
                "refused",
                f"check takes the function itself and got {shape(function)}: "
                f"write `check({self.name})`, with no parentheses after the name.",
            )
        try:
            signature = inspect.signature(function)
        except ValueError:  # compiled functions may have none: running them will tell
            return None
        try:
            signature.bind(*self.parameters)
        except TypeError:
            return self._says(
                "refused",
                f"`{self.name}` takes ({', '.join(signature.parameters)}) but is called with "
                f"({', '.join(self.parameters)}): keep the line that begins with `def` as it was.",
            )
        return None

    def _open(self, function: Callable) -> Verdict:
        if callable(function) and not is_stub(function) and not has_ellipsis(function):
            return self._says(
                "open",
                f"`{self.name}` comes upon a `...` that is still to be filled in, in a function "
                "that it calls: write that one first.",
            )
        lines = open_lines(function)
        left = [line for line in lines if line and not line.startswith("return ...")]
        where = f" in `{left[0]}`" if left else ""
        return self._says(
            "open",
            f"`{self.name}` is not attempted yet: write your code in place of the `...`{where}, "
            "run that cell, then this one.",
        )

    def _stopped(self, error: BaseException, function: Callable) -> Verdict:
        """Answer where a student's function stopped by itself or was stopped."""
        if isinstance(error, TimeUp):
            line = line_of_error(function, error)
            text = f"`{self.name}` was stopped after {running.SECONDS} seconds"
            where = f" It was at `{line}`." if line else ""
            return self._says("time", f"{text}: is there a loop in it that never ends?{where}")
        return self._says("error", self._stops(error, function))

    def _stops(self, error: BaseException, function: Callable) -> str:
        """Say which error stopped it, in which line, and what the error means."""
        line = line_of_error(function, error)
        where = f", in `{line}`" if line else ""
        return f"`{self.name}` stops with {message_of(error)}{where}. {meaning(error)}".strip()

    def _says(self, kind: str, sentence: str, misconception: str = "", rows: Rows = ()) -> Verdict:
        return Verdict(kind, sentence, self.name, misconception, rows, self.hints)
