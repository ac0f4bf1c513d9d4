"""Run a student's function safely: fresh arguments each time, errors kept, stubs recognized."""

import copy
import dis
import inspect
import linecache
import re
import traceback
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from .values import difference

# What a function body compiles to that does nothing: `pass`, `...` or a docstring alone.
_IDLE = ("RESUME", "NOP", "LOAD_CONST", "RETURN_VALUE", "RETURN_CONST")


@dataclass(frozen=True)
class Seed:
    """Stands in a case for an `np.random.Generator`: each call gets a fresh one from this seed."""

    seed: int

    def generator(self) -> np.random.Generator:
        """Make the generator, as if never drawn from."""
        return np.random.default_rng(self.seed)


@dataclass(frozen=True)
class Run:
    """What one call gave: its value or its error, and what became of its arguments.

    Parameters
        value : what the function returned, None after an error
        error : the exception that stopped it, if any
        changed : the name of an argument that it changed, if any
        drew : bool, True where it drew from a random generator that it was given
    """

    value: object = None
    error: Exception | None = None
    changed: str | None = None
    drew: bool = False

    @property
    def unfinished(self) -> bool:
        """True where a `...` of the stub got into the result or into an operation."""
        return _holds_ellipsis(self.value) or "ellipsis" in str(self.error).lower()


def run(function: Callable, case: dict[str, object]) -> Run:
    """Call `function` with copies of a case's values, in order, and keep what happens.

    Parameters: function : callable;  case : dict parameter → value or Seed
    Returns: Run
    Example:
    >>> run(lambda a, b: a / b, {"a": 1.0, "b": 4.0}).value
    0.25
    """
    arguments = {
        name: value.generator() if isinstance(value, Seed) else copy.deepcopy(value)
        for name, value in case.items()
    }
    try:
        # A NaN is reported as such; the warning on the way to it would only be noise.
        with np.errstate(all="ignore"), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            value = function(*arguments.values())
    except Exception as error:
        return Run(error=error)
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
    return Run(value, changed=next(changed, None), drew=drew)


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


def line_of_error(function: Callable, error: Exception) -> str:
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


def message_of(error: Exception) -> str:
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


def _holds_ellipsis(value: object) -> bool:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, tuple | list):
        return any(_holds_ellipsis(item) for item in value)
    return value is ...
