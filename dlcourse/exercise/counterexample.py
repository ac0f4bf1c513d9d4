"""To test: inputs on which a wrong function and the right one differ.

    counterexample = Counterexample(
        name="counterexample",
        title="a matrix that `by_threshold` prunes wrongly",
        exercise=prune,               # what is right, and who judges
        wrong=_by_threshold,          # as it stands in the notebook
        read=_read,                   # (W, fraction) → inputs, or a ValueError with a sentence
        near=(Near("no ties", lambda W, fraction: …, "All sizes differ here: …"),),
        …
    )

The student completes a function without parameters that returns the inputs.
"""

from collections.abc import Callable
from dataclasses import dataclass

from .asked import Asked
from .exercise import Exercise
from .running import message_of, run
from .values import Unknown, shape, show
from .verdict import Verdict


@dataclass(frozen=True)
class Near:
    """Inputs on which the wrong function happens to be right, and the sentence that says why.

    Parameters
        name : str, a few words for programs
        applies : callable, takes the inputs, gives bool
        sentence : str
    """

    name: str
    applies: Callable
    sentence: str


@dataclass(frozen=True, repr=False, eq=False)
class Counterexample(Asked):
    """Inputs that the student finds, on which right and wrong code differ.

    Parameters
        name : str, what the student's function is called; it has no parameters
        title : str, what is to be found, in a few words
        exercise : Exercise, whose reference and judge say what is right
        wrong : callable, takes what the reference takes
        read : callable, takes what the student returns, gives the inputs as a tuple; raises
            ValueError with a sentence where they are none
        near : Near, tried in order where the two functions agree
        hints, conclusion : as those of an Exercise
    """

    name: str
    title: str
    exercise: Exercise
    wrong: Callable
    read: Callable
    near: tuple[Near, ...]
    hints: tuple[str, ...] = ()
    conclusion: str = ""
    parameters: tuple[str, ...] = ()

    def check(self, function: Callable) -> Verdict:
        """Say whether the two functions differ on the inputs that a student's function returns.

        Parameters: function : the student's function itself, not a call of it
        Returns: Verdict
        """
        if (verdict := self._before_running(function)) is not None:
            return verdict
        one = run(function, {})
        if one.unfinished:
            return self._open(function)
        if one.error is not None:
            return self._stopped(one.error, function)
        return self._judged(one.value)

    def _judged(self, value: object) -> Verdict:
        names = self.exercise.parameters
        if not isinstance(value, tuple | list) or len(value) != len(names):
            got = "None" if value is None else shape(value)
            wanted = f"{', '.join(names)}"
            return self._says(
                "wrong shape",
                f"`{self.name}` returns {got}: what is wanted is `return {wanted}`, in this order.",
            )
        if any(isinstance(item, Unknown) or item is None for item in value):
            return self._says("wrong shape", f"`{self.name}` returns {shape(value)}.")
        try:
            case = dict(zip(names, self.read(*value), strict=True))
        except ValueError as error:
            return self._says("refused", f"These are no inputs: {error}.")
        right, wrong = run(self.exercise.reference, case), run(self.wrong, case)
        rows = tuple((name, show(item)) for name, item in case.items())
        rows += (("wrong code", show(wrong.value)), ("right", show(right.value)))
        differs = self.exercise.judge(case, wrong.value, right.value)
        if wrong.error is not None or differs is not None:
            what = differs or f"stops with {message_of(wrong.error)}"
            sentence = f"Found: with these inputs the wrong code {what}. {self.conclusion}"
            return Verdict("passed", sentence.strip(), self.name, rows=rows)
        for near in self.near:
            if near.applies(**case):
                return self._says("misconception", near.sentence, near.name, rows)
        return self._says("wrong value", "With these inputs both give the right result.", "", rows)
