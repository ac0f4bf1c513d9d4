"""To mend: a function that runs and is wrong, to be repaired by one change.

l1_step = Mend(
    …,                        # all that an Exercise has
    given=_with_old_size,     # the wrong function, as it stands in the notebook
    symptom="…",              # what it does wrong, as one sees it and not why
)
"""

import ast
import difflib
import inspect
import textwrap
from collections.abc import Callable
from dataclasses import dataclass

from .asked import Asked
from .exercise import Exercise
from .relations import Compared
from .running import run, same_code
from .values import difference
from .verdict import Verdict


@dataclass(frozen=True, repr=False, eq=False)
class Mend(Exercise):
    """An exercise whose stub is a wrong function.

    Parameters
        given : callable, the wrong function; the notebook's cell has the same code
        symptom : str, a sentence on what is seen of the mistake
    """

    given: Callable = None
    symptom: str = ""

    def _before_running(self, function: Callable) -> Verdict | None:
        if callable(function) and same_code(function, self.given):
            return self._says(
                "open",
                f"`{self.name}` is not attempted yet: it is as it was given, and wrong. Change it "
                "in one place, run that cell, then this one.",
            )
        return Asked._before_running(self, function)

    def _explained(self, compared: Compared) -> Verdict:
        before = [run(self.given, case) for case in compared.cases]
        pairs = zip(compared.mine, before, strict=True)
        if all(difference(mine.value, old.value) is None for mine, old in pairs):
            first = compared.wrong.index(True)
            sentence = f"`{self.name}` still computes what it did when it was given. {self.symptom}"
            return self._at(compared, first, "unchanged", sentence)
        return Exercise._explained(self, compared)

    def _passed(self, compared: Compared) -> Verdict:
        verdict = Exercise._passed(self, compared)
        changed = _changed_lines(self.given, compared.function)
        if changed < 2:
            return verdict
        sentence = f"{verdict.sentence} You changed {changed} lines, and one would have done."
        return Verdict("passed", sentence, self.name)


def _changed_lines(one: Callable, other: Callable) -> int:
    """How many lines of the one are others in the other; 0 where a source is not to be had."""
    try:
        texts = [_lines(function) for function in (one, other)]
    except (OSError, TypeError, SyntaxError):
        return 0
    blocks = difflib.SequenceMatcher(None, *texts, autojunk=False).get_opcodes()
    return sum(max(b - a, d - c) for kind, a, b, c, d in blocks if kind != "equal")


def _lines(function: Callable) -> list[str]:
    """The statements of a function, without its first line, docstring and comments."""
    (definition,) = ast.parse(textwrap.dedent(inspect.getsource(function))).body
    body = definition.body[1:] if ast.get_docstring(definition) else definition.body
    return "\n".join(map(ast.unparse, body)).split("\n")
