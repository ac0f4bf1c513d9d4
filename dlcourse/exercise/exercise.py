"""Exercises as data: a reference, a domain, cases, and named misconceptions.

    l2_cost = Exercise(
        title="The cost with the L2 penalty",
        reference=_l2_cost,                      # its name and parameters are the exercise's
        domain={"data_cost": number(0, 3), …},   # what the inputs may be: fifty are drawn
        cases=({"data_cost": 1.0, …}, …),        # made by hand, smallest first
        misconceptions=(Misconception("last layer left out", _all_but_last, "The last …"), …),
        hints=("…", "…"),
    )

In the notebook the student completes a function whose body is `return ...`, then asks
`exercises.l2_cost.check(l2_cost)`.
"""

import inspect
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from . import running
from .asked import Asked, Rows
from .domain import SEED, Draw, Seed, cases_of
from .limits import TimeUp
from .relations import AT_MOST, Compared, edge, relation
from .running import (
    Run,
    calls_any,
    is_stub,
    line_of_error,
    run,
    run_all,
)
from .slips import slips
from .values import difference, same_structure, shape, show_apart, show_input
from .verdict import Verdict

MORE = 200  # inputs on which what is said of an unknown mistake is tried, beside those of the check

__all__ = ["Exercise", "Misconception", "Seed", "Verdict", "is_stub"]


@dataclass(frozen=True)
class Misconception:
    """A wrong implementation that looks right, and the sentence that names what is wrong with it.

    Parameters
        name : str, a few words for programs and for a teacher's table
        function : callable, takes what the reference takes
        sentence : str, what the student hears whose results equal this function's on every case,
            or at least wherever this function is wrong
    """

    name: str
    function: Callable
    sentence: str


def by_value(case: dict[str, object], mine: object, right: object) -> str | None:
    """Say how a result differs from the right one, as what follows the function's name."""
    return difference(mine, right)


@dataclass(frozen=True, repr=False, eq=False)
class Exercise(Asked):
    """A function that the student writes, and everything that is needed to answer about it.

    Parameters
        title : str, what the function computes, in a few words
        reference : callable, a right implementation; its name and parameters are the exercise's
        domain : dict parameter → draw, what the inputs may be; see `domain`
        cases : dicts parameter → value in the reference's order, smallest first; a `Seed` stands
            for a random generator
        misconceptions : Misconception, each told apart from all others by the cases
        hints : str, from a nudge to nearly there, none of them the answer
        conclusion : str, one sentence for the student who has passed
        judge : callable (case, mine, right) → what is wrong, or None. Where several results are
            right, it says which; where closeness is not enough, it asks for more
        one_answer : callable (case) → bool, False for cases in which several results are right:
            misconceptions are not told from each other there
        new : bool, True where the result must not be, or hold, one of the arguments
        lists : names of one-dimensional parameters that the notebook may pass as a list: a function
            that can do with only one of list and array is right too
        library : functions of dlcourse that do all of the work: a student who calls one has not
            written it
    """

    title: str
    reference: Callable
    domain: dict[str, Draw]
    cases: tuple[dict[str, object], ...]
    misconceptions: tuple[Misconception, ...]
    hints: tuple[str, ...] = ()
    conclusion: str = ""
    judge: Callable = by_value
    one_answer: Callable = field(default=lambda case: True)
    new: bool = False
    lists: tuple[str, ...] = ()
    library: tuple[Callable, ...] = ()

    @property
    def name(self) -> str:
        """What the student's function is called."""
        return self.reference.__name__.lstrip("_")

    @property
    def parameters(self) -> tuple[str, ...]:
        """What the student's function takes."""
        return tuple(inspect.signature(self.reference).parameters)

    @cached_property
    def all_cases(self) -> tuple[dict[str, object], ...]:
        """The cases made by hand and those drawn from the domain, smallest first."""
        return tuple(sorted(self.cases + cases_of(self.domain), key=_size))

    @cached_property
    def rights(self) -> tuple[Run, ...]:
        """What the reference gives in all cases."""
        return tuple(run(self.reference, case) for case in self.all_cases)

    @cached_property
    def _more(self) -> tuple[tuple[dict[str, object], Run], ...]:
        """Other inputs of the domain, with what the reference gives: no mistake is looked for here,
        but whatever is to be said of one has to hold here, too."""
        others = cases_of(self.domain, MORE, SEED + 1)
        return tuple((case, run(self.reference, case)) for case in others)

    def check(self, function: Callable) -> Verdict:
        """Compare a student's function with the reference on every case and say what is wrong.

        Parameters: function : the student's function itself, not a call of it
        Returns: Verdict
        """
        if (verdict := self._before_running(function)) is not None:
            return verdict
        verdict = self._judged(function, self.all_cases)
        if self.lists and verdict.kind == "error":
            as_lists = tuple(self._with_lists(case) for case in self.all_cases)
            other = self._judged(function, as_lists)
            return verdict if other.kind == "error" else other
        return verdict

    def _with_lists(self, case: dict[str, object]) -> dict[str, object]:
        return case | {name: np.asarray(case[name]).tolist() for name in self.lists}

    def _judged(self, function: Callable, cases: tuple[dict[str, object], ...]) -> Verdict:
        """Run the function on all cases and say what is seen."""
        runs = run_all(function, cases)
        if any(one.unfinished for one in runs):
            return self._open(function)
        if len(runs) < len(cases) or isinstance(runs[-1].error, TimeUp):
            return self._too_slow(function, cases[len(runs) - 1], runs)
        wrong = [self._is_wrong(*row) for row in zip(cases, runs, self.rights, strict=True)]
        compared = Compared(function, self.reference, list(cases), runs, list(self.rights), wrong)
        if any(wrong):
            return self._explained(compared)
        others = (self.reference, *self.library)
        if any(calls_any(function, case, others) for case in self.cases):
            return self._says(
                "refused",
                f"`{self.name}` calls a function that is already written and does all of the "
                "work: here it is to be done step by step, by you.",
            )
        return self._side_effect(compared) or self._passed(compared)

    def _is_wrong(self, case: dict[str, object], one: Run, right: Run) -> bool:
        return one.error is not None or self.judge(case, one.value, right.value) is not None

    # What is said

    def _explained(self, compared: Compared) -> Verdict:
        """Name the mistake: a known misconception, an error, or what is seen of it."""
        known, whole = self._misconception(compared)
        first = compared.wrong.index(True)
        if known is not None:
            at = next((i for i in _wrong_values(compared)), first)
            rest = "" if whole else " Mend this first."
            return self._at(compared, at, "misconception", f"{known.sentence}{rest}", known.name)
        one = compared.mine[first]
        if one.error is not None:
            stops = self._stops(one.error, compared.function)
            sentence = " ".join([stops, edge(self._widened(compared)), *_changes(compared)])
            return self._at(compared, first, "error", re.sub(" +", " ", sentence).strip())
        case, right = compared.cases[first], self.rights[first]
        says = self.judge(case, one.value, right.value)
        kind = "wrong value" if same_structure(one.value, right.value) else "wrong shape"
        return self._at(compared, first, kind, f"`{self.name}` {says}.{self._seen(compared)}")

    def _seen(self, compared: Compared) -> str:
        """What else was seen of a mistake that is not known, as sentences that go on."""
        first = compared.wrong.index(True)
        case, one, right = compared.cases[first], compared.mine[first], self.rights[first]
        function = compared.function
        if all(one.error is None and one.value is None for one in compared.mine):
            return f" Is the last line of `{self.name}` missing the word `return`?"
        again = run_all(function, compared.cases)
        if not all(map(_is_same, compared.mine, again)):
            return f" {_restless(case)}"
        drawing = [m.drew for m, r in zip(compared.mine, compared.rights, strict=True) if r.drew]
        if right.drew and not any(drawing):
            return f" {_unused(case)}"
        wide = self._widened(compared)
        if one.value is None:
            text = (
                " It returns None in one of its branches: is a `return` with a value missing there?"
            )
            return f"{text} {edge(wide)}".rstrip()
        also = "".join(f" {text}" for text in _changes(compared))
        close = difference(one.value, right.value) is None  # and still not what is asked for
        sentence = "" if close else relation(wide, self._slip(wide))
        return f" {sentence}{also}" if sentence else also

    def _widened(self, compared: Compared) -> Compared:
        """The results on the cases and on many more inputs, as many as there is time for."""
        cases, rights = list(compared.cases), list(compared.rights)
        mine, wrong = list(compared.mine), list(compared.wrong)
        end = time.monotonic() + 2 * AT_MOST
        for case, right in self._more:
            one = run(compared.function, case, AT_MOST)
            if time.monotonic() > end:
                break
            cases.append(case)
            mine.append(one)
            rights.append(right)
            wrong.append(self._is_wrong(case, one, right))
        return Compared(compared.function, self.reference, cases, mine, rights, wrong)

    def _slip(self, compared: Compared) -> str:
        """Find the one slip of the hand with which the right code gives just these results."""
        order = [i for i, bad in enumerate(compared.wrong) if bad]
        order += [i for i, bad in enumerate(compared.wrong) if not bad]
        for says, function in slips(self.reference):
            if all(
                _is_same(compared.mine[i], run(function, compared.cases[i], AT_MOST)) for i in order
            ):
                return f"In every case this is what right code gives with one slip in it: {says}."
        return ""

    def _misconception(self, compared: Compared) -> tuple[Misconception | None, bool]:
        """Find the misconception that gives just these results on every case.

        If none does, there may be two mistakes that show in different cases, such as one in
        training and one in testing: then find the one misconception that gives just these results
        in the first wrong case, in half of the others, and nearly wherever it is wrong itself.

        Returns: the misconception or None, and whether it explains all that was seen
        """
        first, wrong = compared.wrong.index(True), compared.wrong
        widest, found = sum(wrong) / 2, []
        for misconception in self.misconceptions:
            theirs, shows = self._known(misconception)
            telling = any(here and tell for here, tell in zip(shows, self._tells, strict=True))
            counts = self._tells if telling else [True] * len(wrong)
            if counts[first] and not _is_same(compared.mine[first], theirs[first]):
                continue
            same = list(map(_is_same, compared.mine, theirs))
            agrees = [s or not counted for s, counted in zip(same, counts, strict=True)]
            if all(agrees) and any(s and bad for s, bad in zip(same, shows, strict=True)):
                return misconception, True
            both = sum(s and here for s, here in zip(same, shows, strict=True))
            if shows[first] and both >= widest and both >= 0.75 * sum(shows):
                found = [misconception, *(found if both == widest else [])]
                widest = both
        return (found[0], False) if len(found) == 1 else (None, False)

    @cached_property
    def _tells(self) -> list[bool]:
        return [self.one_answer(case) for case in self.all_cases]

    def _known(self, misconception: Misconception) -> tuple[list[Run], list[bool]]:
        """What a misconception gives in all cases, and where that is wrong; computed once."""
        if misconception not in self._memory:
            runs = [run(misconception.function, case) for case in self.all_cases]
            wrong = [
                self._is_wrong(*row) for row in zip(self.all_cases, runs, self.rights, strict=True)
            ]
            self._memory[misconception] = runs, wrong
        return self._memory[misconception]

    @cached_property
    def _memory(self) -> dict:
        return {}

    def _side_effect(self, compared: Compared) -> Verdict | None:
        """Find what a function with right results does that it should leave alone."""
        for i, (case, one, right) in enumerate(
            zip(compared.cases, compared.mine, compared.rights, strict=True)
        ):
            text = None
            if one.changed:
                text = _change(one)
            elif one.drew and not right.drew:
                text = _draws(case)
            elif self.new and one.handed_back:
                text = _handed_back(one)
            if text:
                return self._at(compared, i, "side effect", f"The result is right, but {text}")
        return None

    def _passed(self, compared: Compared) -> Verdict:
        text = f"`{self.name}` is right in all {len(compared.cases)} cases. {self.conclusion}"
        return Verdict("passed", text.strip(), self.name)

    def _too_slow(self, function: Callable, case: dict[str, object], runs: list[Run]) -> Verdict:
        line = line_of_error(function, runs[-1].error)
        where = f" It was at `{line}`." if line else ""
        sentence = (
            f"`{self.name}` was stopped after {running.SECONDS} seconds, in call {len(runs)} of "
            f"{len(self.all_cases)}: is there a loop in it that never ends?{where}"
        )
        return self._says("time", sentence, rows=_inputs(case) + _printed(runs[-1]))

    def _at(
        self, compared: Compared, at: int, kind: str, sentence: str, misconception: str = ""
    ) -> Verdict:
        """A verdict that shows one of the cases."""
        one, rows = compared.mine[at], _inputs(compared.cases[at])
        if one.error is None and kind != "side effect":
            rows += _comparison(one.value, self.rights[at].value)
        return self._says(kind, sentence, misconception, rows + _printed(one))


def _size(case: dict[str, object]) -> int:
    return sum(_entries(value) for value in case.values())


def _entries(value: object) -> int:
    if isinstance(value, dict | list | tuple):
        return sum(
            _entries(item) for item in (value.values() if isinstance(value, dict) else value)
        )
    return np.size(value)


def _wrong_values(compared: Compared) -> list[int]:
    """The numbers of the cases with a wrong result, not with an error."""
    rows = enumerate(zip(compared.mine, compared.wrong, strict=True))
    return [i for i, (one, wrong) in rows if wrong and one.error is None]


def _inputs(case: dict[str, object]) -> Rows:
    return tuple(
        (name, repr(value) if isinstance(value, Seed) else show_input(value))
        for name, value in case.items()
    )


def _printed(one: Run) -> Rows:
    return (("it prints", one.printed),) if one.printed else ()


def _comparison(value: object, right: object) -> Rows:
    yours, correct = show_apart(value, right)
    rows = (("your value", yours), ("right value", correct))
    if shape(value) == shape(right):
        return (("shape", shape(right)), *rows)
    return (("your shape", shape(value)), ("right shape", shape(right)), *rows)


def _changes(compared: Compared) -> list[str]:
    """A sentence where an argument is changed in one of the cases."""
    changing = next((one for one in compared.mine if one.changed), None)
    return [f"Also, {_change(changing)}"] if changing else []


def _change(one: Run) -> str:
    return (
        f"your code changes `{one.changed}`, which belongs to the caller: build a new array, list "
        "or dict, without `+=`, `-=` or an assignment into the old one."
    )


def _handed_back(one: Run) -> str:
    return (
        f"it is `{one.handed_back}` itself, or a part of it, that comes back: whoever changes the "
        "result then changes the input too. A copy is asked for."
    )


def _is_same(one: Run, other: Run) -> bool:
    if one.error is not None or other.error is not None:
        return type(one.error) is type(other.error)
    return difference(one.value, other.value) is None


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
