"""Run a student's function safely: fresh arguments each time, errors kept, stubs recognized."""

import copy
import dis
import inspect
import linecache
import re
import sys
import time
import traceback
import warnings
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from .domain import Seed
from .limits import Printed, TimeUp, no_display, no_exit, time_limit
from .values import difference, tidy

SECONDS = 5  # for all calls of one check: no exercise takes a hundredth of it
JUMPS = frozenset(dis.hasjrel + dis.hasjabs)  # instructions that name a place in the code

# What a function body compiles to that does nothing: `pass`, `...` or a docstring alone.
_IDLE = ("RESUME", "NOP", "LOAD_CONST", "RETURN_VALUE", "RETURN_CONST")


@dataclass(frozen=True)
class Run:
    """What one call gave: its value or its error, and what became of its arguments.

    Parameters
        value : what the function returned, None after an error; see `values.tidy`
        error : what stopped it, if anything; TimeUp where it ran for too long
        changed : the name of an argument that it changed, if any
        drew : bool, True where it drew from a random generator that it was given
        handed_back : the name of an argument that the result is, or holds a part of, if any
        printed : str, the beginning of what it printed
    """

    value: object = None
    error: BaseException | None = None
    changed: str | None = None
    drew: bool = False
    handed_back: str | None = None
    printed: str = ""

    @property
    def unfinished(self) -> bool:
        """True where a `...` of the stub got into the result or into an operation."""
        said = str(self.error)
        return _holds_ellipsis(self.value) or "'ellipsis'" in said or "ellipsis object" in said


def run_all(function: Callable, cases: Iterable[dict]) -> list[Run]:
    """Run a student's function on cases, for SECONDS in all.

    Returns: list of Run, as many as cases, or fewer: the last one is then what took too long
    """
    end, runs = time.monotonic() + SECONDS, []
    for case in cases:
        runs.append(run(function, case, end - time.monotonic()))
        if isinstance(runs[-1].error, TimeUp):
            break
    return runs


def run(function: Callable, case: dict[str, object], seconds: float | None = None) -> Run:
    """Call `function` with copies of a case's values, in order, and keep what happens.

    Whatever stops it is kept, `sys.exit()` too; only an interrupt from the keyboard goes through.

    Parameters: function : callable;  case : dict parameter → value or Seed;
        seconds : the limit, SECONDS if None
    Returns: Run
    Example:
    >>> run(lambda a, b: a / b, {"a": 1.0, "b": 4.0}).value
    0.25
    """
    arguments = {
        name: value.generator() if isinstance(value, Seed) else copy.deepcopy(value)
        for name, value in case.items()
    }
    printed = Printed()
    try:
        # A NaN is reported as such; the warning on the way to it would only be noise.
        with np.errstate(all="ignore"), warnings.catch_warnings(), no_exit(function):
            warnings.simplefilter("ignore")
            with (
                no_display(),
                redirect_stdout(printed),
                redirect_stderr(printed),
                time_limit(SECONDS if seconds is None else seconds),
            ):
                value = function(*arguments.values())
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        return Run(error=error, printed=printed.shown())
    changed = (
        name
        for name, before in case.items()
        if not isinstance(before, Seed) and difference(arguments[name], before) is not None
    )
    drew = any(
        arguments[name].bit_generator.state != before.generator().bit_generator.state
        for name, before in case.items()
        if isinstance(before, Seed)
    )
    return Run(
        tidy(value),
        changed=next(changed, None),
        drew=drew,
        handed_back=_handed_back(value, arguments),
        printed=printed.shown(),
    )


def calls_any(function: Callable, case: dict[str, object], others: Iterable[Callable]) -> bool:
    """Say whether one of the other functions, of Python, is called while `function` runs."""
    codes, called = {id(_code(other)) for other in others}, []

    def on_event(frame, event, argument):
        if event == "call" and id(frame.f_code) in codes:
            called.append(frame.f_code)

    before = sys.getprofile()
    sys.setprofile(on_event)
    try:
        run(function, case)
    finally:
        sys.setprofile(before)
    return bool(called)


def is_stub(function: Callable) -> bool:
    """Say whether a student's function is still to be written: a `...` is returned or assigned.

    The function is not called. A body of nothing but `pass`, `...` or a docstring counts as well.

    Parameters: function : any callable; one that is not written in Python is never a stub
    Returns: bool
    Example:
    >>> def l2_cost(data_cost, parameters, lambd, m):
    ...     return ...
    >>> is_stub(l2_cost)
    True
    """
    instructions = _instructions(function)
    idle = all(instruction.opname in _IDLE for instruction in instructions)
    constants = [i.argval for i in instructions if i.opname in ("LOAD_CONST", "RETURN_CONST")]
    return (idle and constants == [None]) or bool(open_lines(function))


def has_ellipsis(function: Callable) -> bool:
    """Say whether a `...` stands anywhere in a function's own code."""
    return any(_holds_ellipsis(i.argval) for i in _instructions(function))


def open_lines(function: Callable) -> list[str]:
    """Find the lines where a `...` is still returned or assigned; "" where the text is gone.

    The `...` of an index, as in `x[..., 0]`, is none of them.
    """
    instructions = _instructions(function)
    numbers = set()
    for this, following in pairwise([*instructions, None]):
        kept = this.opname == "RETURN_CONST" or (
            this.opname == "LOAD_CONST"
            and following is not None
            and following.opname.startswith(("STORE_FAST", "STORE_DEREF", "RETURN_VALUE", "UNPACK"))
        )
        if kept and _holds_ellipsis(this.argval):
            numbers.add(this.positions.lineno)
    return [line_text(function, number) for number in sorted(numbers)]


def same_code(one: Callable, other: Callable) -> bool:
    """Say whether two functions do the same steps with the same names, comments and text aside."""
    steps = [_steps(function) for function in (one, other)]
    return bool(steps[0]) and steps[0] == steps[1]


def _steps(function: Callable) -> list[tuple[str, object]]:
    """The instructions; Python writes `np.sign` in two ways, by where numpy was imported.

    The two are not equally long. So a jump, as a loop has it, counts by the steps that are kept.
    """
    kept = [i for i in _instructions(function) if i.opname not in ("PRECALL", "PUSH_NULL")]
    places = [i.offset for i in kept]
    return [
        (
            i.opname.replace("LOAD_METHOD", "LOAD_ATTR"),
            bisect_left(places, i.argval) if i.opcode in JUMPS else i.argval,
        )
        for i in kept
    ]


def line_of_error(function: Callable, error: BaseException) -> str:
    """Find the line of the student's own code that an error came from; "" if there is none."""
    code = _code(function)
    if code is None:
        return ""
    numbers = [
        frame.lineno
        for frame in traceback.extract_tb(error.__traceback__)
        if frame.filename == code.co_filename
    ]
    return line_text(function, numbers[-1]) if numbers else ""


def message_of(error: BaseException) -> str:
    """Write an error in one line that is the same on every machine: no addresses in memory."""
    text = re.sub(r"0x[0-9a-fA-F]+", "0x…", str(error)).strip()
    first = text.splitlines()[0] if text else ""
    return f"{type(error).__name__}: {first}" if first else type(error).__name__


def line_text(function: Callable, number: int) -> str:
    """Read one line of the file or cell that a function stands in, without a trailing comment."""
    return linecache.getline(_code(function).co_filename, number).split("  #")[0].strip()


def _code(function: Callable):
    return getattr(inspect.unwrap(function), "__code__", None) if callable(function) else None


def _instructions(function: Callable) -> list[dis.Instruction]:
    code = _code(function)
    if code is None:
        return []
    return [i for i in dis.get_instructions(code) if i.opname not in ("CACHE", "NOP")]


def _handed_back(value: object, arguments: dict[str, object]) -> str | None:
    """Find an argument that the result is, or holds: a list, a dict, or an array that was given.

    The arrays inside of a list or dict that was given may be passed on.
    """
    parts = list(_parts(value))
    for name, argument in arguments.items():
        given = [part for part in _parts(argument) if not isinstance(part, np.ndarray)]
        given += [argument] * isinstance(argument, np.ndarray)
        if any(part is one or _share(part, one) for part in parts for one in given):
            return name
    return None


def _parts(value: object, depth: int = 0) -> Iterator[object]:
    """The lists, dicts and arrays that a value is made of, itself included."""
    if isinstance(value, np.ndarray):
        yield value
    elif isinstance(value, dict | list | tuple) and depth < 3 and len(value) < 100:
        if not isinstance(value, tuple):
            yield value
        for item in value.values() if isinstance(value, dict) else value:
            yield from _parts(item, depth + 1)


def _share(one: object, other: object) -> bool:
    return (
        isinstance(one, np.ndarray)
        and isinstance(other, np.ndarray)
        and np.may_share_memory(one, other)
    )


def _holds_ellipsis(value: object) -> bool:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, np.ndarray) and value.dtype == object:
        value = value.ravel().tolist()
    if isinstance(value, tuple | list):
        return any(_holds_ellipsis(item) for item in value)
    return value is ...
