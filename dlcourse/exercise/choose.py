"""To choose: a value that the reader sets, and ten pairs of runs that say whether it holds.

    choose_lambda = Choose(
        name="choose_lambda",
        title="a λ that beats no penalty",
        symbol="λ",
        baseline=0.0,                 # what the choice has to beat
        low=0.0, high=100.0,          # what can be tried
        error=_dev_error,             # (value, seed) → the dev error of one run
        …
    )

The student's function returns two settings, each with its seeds: (λ, seeds), (0, seeds).
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, wraps

from dlcourse.evidence import paired_difference

from .asked import Asked
from .running import run
from .values import shape, show
from .verdict import Verdict

FEWEST, MOST = 10, 20  # seeds


@dataclass(frozen=True, repr=False, eq=False)
class Choose(Asked):
    """A setting that the student chooses and compares with a baseline, seed by seed.

    Parameters
        name : str, what the student's function is called; it has no parameters
        title : str, what is to be chosen, in a few words
        symbol : str, what the setting is called in a sentence
        baseline : float, the setting to compare with
        low, high : float, the settings that can be tried
        error : callable (setting, seed) → float, the dev error of one training run; at most 50 ms
        choosing : the seeds that the text gives for the choice, where it asks for others to show
            it with. Neither these are accepted then nor those with which the reader has called
            `error`: whatever was chosen on them looks better there than it is
        measured : str, what `error` gives, where it is no dev error
        hints, conclusion : as those of an Exercise; a last hint asks about the seeds
    """

    name: str
    title: str
    symbol: str
    baseline: float
    low: float
    high: float
    error: Callable
    measured: str = "dev error"
    choosing: range | None = None
    hints: tuple[str, ...] = ()
    conclusion: str = ""
    parameters: tuple[str, ...] = ()

    def __post_init__(self):
        measure, tried = getattr(self.error, "measure", self.error), set()

        @wraps(measure)
        def error(setting, seed):
            tried.add(seed)
            return measure(setting, seed)

        error.measure = measure
        # Frozen, so that nobody changes an exercise: only the reader's calls are written down.
        object.__setattr__(self, "_measure", measure)
        object.__setattr__(self, "_tried", tried)
        object.__setattr__(self, "error", error)
        fair = f"Two settings are compared fairly if they differ in {self.symbol} alone"
        object.__setattr__(self, "hints", (*self.hints, f"{fair}: what about the seeds?"))

    def check(self, function: Callable) -> Verdict:
        """Train with both settings and say whether their difference is more than luck.

        Parameters: function : the student's function itself, not a call of it
        Returns: Verdict
        """
        if (verdict := self._before_running(function)) is not None:
            return verdict
        one = run(wraps(function)(lambda: _as_lists(function())), {})
        if one.unfinished:
            return self._open(function)
        if one.error is not None:
            return self._stopped(one.error, function)
        if (complaint := self._complaint(one.value)) is not None:
            return self._says("refused", complaint)
        (chosen, seeds), (other, _) = one.value
        return self._compared(float(chosen), float(other), seeds)

    def _complaint(self, value: object) -> str | None:
        """Say why no conclusion can be drawn from such a comparison; None if one can."""
        wanted = f"two pairs, ({self.symbol}, seeds) and ({show(self.baseline)}, seeds)"
        if not _is_two_pairs(value):
            return f"`{self.name}` returns {shape(value)}: what is wanted is {wanted}."
        (chosen, seeds), (other, other_seeds) = value
        for setting in (chosen, other):
            if not isinstance(setting, int | float) or not self.low <= setting <= self.high:
                limits = f"from {show(self.low)} to {show(self.high)}"
                return f"{self.symbol} = {show(setting)} cannot be tried: give a number {limits}."
        if chosen == other:
            return (
                f"Both settings are {self.symbol} = {show(chosen)}: with the same seeds the two "
                "give the same runs, and nothing is compared."
            )
        if other != self.baseline:
            return (
                f"The second setting is {self.symbol} = {show(other)}: the question is whether "
                f"your choice beats {self.symbol} = {show(self.baseline)}."
            )
        for some in (seeds, other_seeds):
            if not all(isinstance(seed, int) and seed >= 0 for seed in some):
                return "Seeds are whole numbers from 0 on."
            if len(set(some)) < len(some):
                return "A seed occurs twice: the same run counted twice is no further evidence."
        if sorted(seeds) == sorted(other_seeds) and seeds != other_seeds:
            return "The seeds stand in another order: each pair has to share its seed."
        if seeds != other_seeds:
            return (
                "The two settings have other seeds: their difference would be made of the luck of "
                "the start and of the data as well. Pairs share a seed."
            )
        if not FEWEST <= len(seeds) <= MOST:
            return (
                f"These are {len(seeds)} seeds: take at least {FEWEST}, because fewer say little, "
                f"and at most {MOST}, which is all that the check has time for."
            )
        return self._chosen_on(seeds)

    def _chosen_on(self, seeds: list[int]) -> str | None:
        """Say which seeds have had a part in the choice, where others are asked for."""
        if self.choosing is None:
            return None
        spent = [seed for seed in seeds if seed in self.choosing or seed in self._tried]
        if not spent:
            return None
        named = ", ".join(map(str, spent[:5])) + (", …" if len(spent) > 5 else "")
        which = f"The seed {named} was" if len(spent) == 1 else f"The seeds {named} were"
        return (
            f"{which} there to choose with: what was chosen on them looks better on them than it "
            "is. Show it with seeds that have had no part in the choice."
        )

    def _compared(self, chosen: float, other: float, seeds: list[int]) -> Verdict:
        errors = [[self._error(setting, seed) for seed in seeds] for setting in (chosen, other)]
        difference = paired_difference(*errors)
        means = [f"{sum(some) / len(some):.1%}".replace("%", " %") for some in errors]
        label = [f"{self.symbol} = {show(setting)}" for setting in (chosen, other)]
        rows = tuple(zip((f"{self.measured}, {text}" for text in label), means, strict=True))
        text = f"{label[0]} against {label[1]}: the {self.measured} is {difference.in_points()}."
        if not difference.clear:
            text = f"{label[0]} against {label[1]} makes {difference.in_points()}."
            text += " The interval covers 0, so these runs do not show that your choice helps."
        elif difference.mean > 0:
            text += " The interval leaves 0 out, on the wrong side: your choice does harm."
        else:
            sentence = f"{text} The interval leaves 0 out: the choice holds. {self.conclusion}"
            return Verdict("passed", sentence.strip(), self.name, rows=rows)
        return self._says("not shown", text, rows=rows)

    def _error(self, setting: float, seed: int) -> float:
        """The dev error of a run; each is trained once."""
        if (setting, seed) not in self._errors:
            self._errors[setting, seed] = float(self._measure(setting, seed))
        return self._errors[setting, seed]

    @cached_property
    def _errors(self) -> dict[tuple[float, int], float]:
        return {}


def _as_lists(value: object) -> object:
    """Ranges and arrays of seeds as lists."""
    if isinstance(value, tuple | list):
        return [_as_lists(item) for item in value]
    if isinstance(value, range) and len(value) < 1000:
        return list(value)
    return value.tolist() if hasattr(value, "tolist") else value


def _is_two_pairs(value: object) -> bool:
    return (
        isinstance(value, list)
        and len(value) == 2
        and all(isinstance(pair, list) and len(pair) == 2 for pair in value)
        and all(isinstance(pair[1], list) for pair in value)
    )
