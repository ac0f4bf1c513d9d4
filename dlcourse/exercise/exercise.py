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
        sentence : str, what the student hears whose results equal this function's on every case,
            or at least wherever this function is wrong
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
        rights = [run(self.reference, case) for case in self.cases]
        for case, one, right in zip(self.cases, runs, rights, strict=True):
            if one.error is not None:
                return self._failed(self._stops(one.error, function), _inputs(case))
            if difference(one.value, right.value) is not None:
                rows = _inputs(case) + _comparison(one.value, right.value)
                return self._failed(self._explain(function, runs, rights), rows)
        for case, one, right in zip(self.cases, runs, rights, strict=True):
            if one.changed:
                return self._failed(f"The result is right, but {_change(one)}", _inputs(case))
            if one.drew and not right.drew:
                return self._failed(f"The result is right, but {_draws(case)}", _inputs(case))
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

    def _explain(self, function: Callable, runs: list[Run], rights: list[Run]) -> str:
        """Name the mistake: a known misconception, a changed argument, or what is seen of it."""
        wrong = [_is_wrong(one, right) for one, right in zip(runs, rights, strict=True)]
        if (sentence := self._misconception(runs, rights, wrong)) is not None:
            return sentence
        first = wrong.index(True)
        value, right = runs[first].value, rights[first]
        if value is None:
            return f"`{self.name}` returns None: is its last line missing the word `return`?"
        sentence = f"`{self.name}` {difference(value, right.value)}."
        again = (run(function, case) for case in self.cases)
        if not all(_is_same(one, other) for one, other in zip(runs, again, strict=True)):
            return f"{sentence} {_restless(self.cases[first])}"
        if right.drew and not runs[first].drew:
            return f"{sentence} {_unused(self.cases[first])}"
        changing = next((one for one in runs if one.changed), None)
        return f"{sentence} Also, {_change(changing)}" if changing else sentence

    def _misconception(self, runs: list[Run], rights: list[Run], wrong: list[bool]) -> str | None:
        """Find the misconception that gives just these results on every case.

        If none does, there may be two mistakes that show in different cases, such as one in
        training and one in testing: then find a misconception that gives just these results
        wherever it is wrong itself, the first wrong case among them; the widest one if several do.
        """
        first, widest, found = wrong.index(True), 0, None
        for misconception in self.misconceptions:
            theirs = [run(misconception.function, case) for case in self.cases]
            same = [_is_same(one, other) for one, other in zip(runs, theirs, strict=True)]
            if all(same):
                return misconception.sentence
            shows = [_is_wrong(other, right) for other, right in zip(theirs, rights, strict=True)]
            explains = all(is_same for is_same, here in zip(same, shows, strict=True) if here)
            if explains and shows[first] and sum(shows) > widest:
                widest, found = sum(shows), misconception.sentence
        return found

    def _stops(self, error: Exception, function: Callable) -> str:
        line = line_of_error(function, error)
        where = f", in `{line}`" if line else ""
        power = " Python writes a power as `**`; `^` is something else." if _xor(error) else ""
        return f"`{self.name}` stops with {message_of(error)}{where}.{power}"

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


def _xor(error: Exception) -> bool:
    return "bitwise_xor" in str(error) or "for ^" in str(error)


def _is_same(one: Run, other: Run) -> bool:
    if one.error is not None or other.error is not None:
        return type(one.error) is type(other.error)
    return difference(one.value, other.value) is None


def _is_wrong(one: Run, right: Run) -> bool:
    return one.error is not None or difference(one.value, right.value) is not None


def _generator(case: dict[str, object]) -> str:
    return next(name for name, value in case.items() if isinstance(value, Seed))


def _draws(case: dict[str, object]) -> str:
    rng = _generator(case)
    return (
        f"your code draws from `{rng}` where nothing is left to chance: whoever draws from it next "
        "gets other numbers."
    )


def _unused(case: dict[str, object]) -> str:
    rng = _generator(case)
    return (
        f"Nothing was drawn from `{rng}`: all that is left to chance has to come from it, so that "
        "the same seed gives the same numbers."
    )


def _restless(case: dict[str, object]) -> str:
    given = next((name for name, value in case.items() if isinstance(value, Seed)), None)
    sentence = "Called again with the same arguments it gives something else:"
    if given is None:
        return f"{sentence} does it use or change something that was made outside of it?"
    return f"{sentence} is there chance in it that does not come from `{given}`?"
