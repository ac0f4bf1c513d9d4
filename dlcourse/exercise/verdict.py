"""The answer to a check: one sentence, and a small table and hints where a browser shows it."""

import re
from dataclasses import dataclass
from html import escape

# Okabe-Ito green and vermilion, and grey: at least 3:1 on white and on black, told apart by all.
# Beside the colour always stand a mark and a word.
_LOOKS = {
    "passed": ("#009E73", "✓", "Passed"),
    "failed": ("#D55E00", "✗", "Not yet"),
    "open": ("#808080", "○", "To do"),
}
KINDS = (
    "passed",
    "open",  # not attempted yet
    "misconception",  # a known mistake, which `Verdict.misconception` names
    "wrong value",
    "wrong shape",  # or another kind of result
    "error",
    "time",  # stopped because it ran too long
    "side effect",  # right, but it changes, keeps or draws what it should leave alone
    "unchanged",  # to be mended, and still wrong in the old way
    "not shown",  # valid, but it does not bring what it should
    "refused",  # nothing to be judged: no function, other parameters, somebody else's work
)
_CELL = (
    "text-align:left;vertical-align:top;padding:0.15em 0.8em 0.15em 0;color:inherit;background:none"
)
_TABLE = "margin:0.4em 0;border:none;color:inherit;font-size:inherit"
_VALUE = "white-space:pre-wrap;overflow-wrap:anywhere;color:inherit;background:none"


@dataclass(frozen=True, repr=False)
class Verdict:
    """What a check says: a `kind` for programs, a `sentence` for the reader, and `rows`.

    Parameters
        kind : one of KINDS
        sentence : str, the whole answer in words; it is also the repr
        exercise : str, the name of the exercise
        misconception : str, the name of the mistake where it is a known one, else ""
        rows : pairs (label, text), the failing case's input, the value given and the right one
        hints : str, shown folded in a browser, each inside the one before it
    """

    kind: str
    sentence: str
    exercise: str
    misconception: str = ""
    rows: tuple[tuple[str, str], ...] = ()
    hints: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        """True only if every case is right."""
        return self.kind == "passed"

    @property
    def attempted(self) -> bool:
        """False while the stub is untouched."""
        return self.kind != "open"

    def record(self) -> dict[str, str]:
        """Return what a program that collects answers needs, as plain text that JSON can hold."""
        names = ("exercise", "kind", "misconception", "sentence")
        return {name: getattr(self, name) for name in names}

    def __repr__(self) -> str:
        return self.sentence

    def __str__(self) -> str:
        return "\n".join([self.sentence, *(f"  {label}: {text}" for label, text in self.rows)])

    def _repr_html_(self) -> str:
        look = "passed" if self.passed else "failed" if self.attempted else "open"
        colour, mark, word = _LOOKS[look]
        rows = "".join(
            f'<tr style="background:none"><th scope="row" style="{_CELL}">{escape(label)}</th>'
            f'<td style="{_CELL}"><code style="{_VALUE}">{escape(text)}</code></td></tr>'
            for label, text in self.rows
        )
        table = f'<table style="{_TABLE}">{rows}</table>' if rows else ""
        return (
            f'<div style="border-left:0.35em solid {colour};padding:0.3em 0.9em;color:inherit">'
            f'<div><span aria-hidden="true">{mark}</span> <strong>{word}.</strong> '
            f"{as_html(self.sentence)}</div>{table}{hints_html(self.hints)}</div>"
        )


def hints_html(hints: tuple[str, ...]) -> str:
    """Fold hints into each other, so that they open one by one and without a kernel.

    Example:
    >>> hints_html(("Look at `m`.",))[:44]
    '<details><summary>Hint 1 of 1</summary><div '
    """
    inner = ""
    for number, hint in reversed(list(enumerate(hints, start=1))):
        inner = (
            f"<details><summary>Hint {number} of {len(hints)}</summary>"
            f'<div style="margin:0.2em 0 0.2em 1.2em">{as_html(hint)}{inner}</div></details>'
        )
    return inner


def as_html(text: str) -> str:
    """Escape plain text for HTML, `code` in backticks made a code element.

    Example:
    >>> as_html("use `<` here")
    'use <code style="color:inherit;background:none">&lt;</code> here'
    """
    return re.sub(
        r"`([^`]+)`",
        r'<code style="color:inherit;background:none">\1</code>',
        escape(text, quote=False),
    )
