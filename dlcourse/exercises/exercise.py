"""Exercises as data: a reference, cases, and named misconceptions; `check` tells which one it is.

    l2_cost = Exercise(
        title="The cost with the L2 penalty",
        reference=_l2_cost,                      # its name and parameters are the exercise's
        cases=({"data_cost": 1.0, …}, …),        # smallest first
        misconceptions=(Misconception(_last_layer_left_out, "The last layer is left out."), …),
        hints=("…", "…"),
    )

In the notebook the student completes a function whose body is `return ...`, then asks
`exercises.l2_cost.check(l2_cost)`.
"""

import inspect
from collections.abc import Callable
from dataclasses import dataclass

from .running import Run, Seed, is_stub, line_of_error, message_of, open_lines, run
from .values import difference, shape, show, show_apart
from .verdict import Verdict, as_html, hints_html

__all__ = ["Exercise", "Misconception", "Seed", "Verdict", "is_stub"]

Rows = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Misconception:
    """A wrong implementation that looks right, and the sentence that names what is wrong with it.

    Parameters
        function : callable, takes what the reference takes
        sentence : str, what the student hears whose results equal this function's on every case
    """

    function: Callable
    sentence: str


@dataclass(frozen=True, repr=False)
class Exercise:
    """A function that the student writes, and everything that is needed to answer about it.

    Parameters
        title : str, what the function computes, in a few words
        reference : callable, a right implementation; its name and parameters are the exercise's
        cases : dicts parameter → value in the reference's order, smallest first; a `Seed` stands
            for a random generator
        misconceptions : Misconception, each told apart from all others by the cases
        hints : str, from a nudge to nearly there, none of them the answer
        conclusion : str, one sentence for the student who has passed
    """

    title: str
    reference: Callable
    cases: tuple[dict[str, object], ...]
    misconceptions: tuple[Misconception, ...]
    hints: tuple[str, ...] = ()
    conclusion: str = ""

    @property
    def name(self) -> str:
        """What the student's function is called."""
        return self.reference.__name__.lstrip("_")

    @property
    def signature(self) -> str:
        """The first line of the student's function, without `def` and colon."""
        return f"{self.name}({', '.join(inspect.signature(self.reference).parameters)})"

    def check(self, function: Callable) -> Verdict:
        """Compare a student's function with the reference on every case and say what is wrong.

        Parameters: function : the student's function itself, not a call of it
        Returns: Verdict
        """
        if (verdict := self._before_running(function)) is not None:
            return verdict
        runs = [run(function, case) for case in self.cases]
        if any(one.unfinished for one in runs):
            return self._open(function)
        for case, one in zip(self.cases, runs, strict=True):
            if one.error is not None:
                return self._failed(self._stops(one.error, function), _inputs(case))
            right = run(self.reference, case).value
            if (problem := difference(one.value, right)) is not None:
                rows = _inputs(case) + _comparison(one.value, right)
                return self._failed(self._explain(runs, one.value, problem), rows)
        for case, one in zip(self.cases, runs, strict=True):
            if one.changed:
                return self._failed(f"The result is right, but {_change(one)}", _inputs(case))
        right_in = f"`{self.name}` is right in all {len(self.cases)} cases."
        return Verdict(True, f"{right_in} {self.conclusion}".strip())

    def __repr__(self) -> str:
        return f"{self.signature}: {self.title}"

    def _repr_html_(self) -> str:
        return f"<div>{as_html(f'`{self.signature}`: {self.title}')}{hints_html(self.hints)}</div>"

    def _before_running(self, function: Callable) -> Verdict | None:
        """Answer where nothing can run: an untouched stub, no function, other parameters."""
        if function is ... or is_stub(function):
            return self._open(function)
        if not callable(function):
            return self._failed(
                f"check takes the function itself and got {shape(function)}: "
                f"write `check({self.name})`, with no parentheses after the name."
            )
        try:
            parameters = inspect.signature(function)
        except ValueError:  # compiled functions may have none: running them will tell
            return None
        try:
            parameters.bind(*self.cases[0].values())
        except TypeError:
            return self._failed(
                f"`{self.name}` takes ({', '.join(parameters.parameters)}) but is called with "
                f"({', '.join(self.cases[0])}): keep the line that begins with `def` as it was."
            )
        return None

    def _explain(self, runs: list[Run], value: object, problem: str) -> str:
        """Name the mistake: a known misconception, a changed argument, or what is seen of it."""
        if (sentence := self._misconception(runs)) is not None:
            return sentence
        if value is None:
            return f"`{self.name}` returns None: is its last line missing the word `return`?"
        changing = next((one for one in runs if one.changed), None)
        also = f" Also, {_change(changing)}" if changing else ""
        return f"`{self.name}` {problem}.{also}"

    def _misconception(self, runs: list[Run]) -> str | None:
        """Find the misconception that gives just these results on every case."""
        if any(one.error is not None for one in runs):
            return None
        for misconception in self.misconceptions:
            wrong = (run(misconception.function, case).value for case in self.cases)
            if all(difference(a.value, b) is None for a, b in zip(runs, wrong, strict=True)):
                return misconception.sentence
        return None

    def _stops(self, error: Exception, function: Callable) -> str:
        line = line_of_error(function, error)
        return f"`{self.name}` stops with {message_of(error)}" + (
            f", in `{line}`." if line else "."
        )

    def _open(self, function: Callable) -> Verdict:
        lines = open_lines(function)
        left = [line for line in lines if line and not line.startswith("return ...")]
        where = f" in `{left[0]}`" if left else ""
        return Verdict(
            False,
            f"`{self.name}` is not attempted yet: write your code in place of the `...`{where}, "
            "run that cell, then this one.",
            hints=self.hints,
            attempted=False,
        )

    def _failed(self, sentence: str, rows: Rows = ()) -> Verdict:
        return Verdict(False, sentence, rows, self.hints)


def _inputs(case: dict[str, object]) -> Rows:
    return tuple(
        (name, f"np.random.default_rng({value.seed})" if isinstance(value, Seed) else show(value))
        for name, value in case.items()
    )


def _comparison(value: object, right: object) -> Rows:
    yours, correct = show_apart(value, right)
    rows = (("your value", yours), ("right value", correct))
    if shape(value) == shape(right):
        return (("shape", shape(right)), *rows)
    return (("your shape", shape(value)), ("right shape", shape(right)), *rows)


def _change(one: Run) -> str:
    return (
        f"your code changes `{one.changed}`, which belongs to the caller: build a new array, list "
        "or dict, without `+=`, `-=` or an assignment into the old one."
    )
