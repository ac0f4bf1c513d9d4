"""To extend: the reader's own function at work inside a training run, until a stated error.

dropout_gradient = Extend(
    …,                    # all that an Exercise has
    train=_dev_errors,    # the function → one dev error a seed, in at most a second
    reach=0.15,           # what their mean has to reach
)
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from .exercise import Exercise
from .limits import TimeUp
from .relations import Compared
from .running import SECONDS, line_of_error, message_of, run
from .verdict import Verdict


@dataclass(frozen=True, repr=False, eq=False)
class Extend(Exercise):
    """An exercise whose function is checked by value, and then trains a network.

    Parameters
        train : callable, takes the student's function, gives the dev errors of some seeds
        reach : float, the mean dev error that is to be reached
        without : float, the mean dev error of the same runs without what the function adds
        measured : str, what `train` gives, where it is no dev error
    """

    train: Callable = None
    reach: float = 0.0
    without: float = 0.0
    measured: str = "dev error"

    def _passed(self, compared: Compared) -> Verdict:
        """Train with the function that has the right values."""
        function = compared.function
        trained = run(lambda: self.train(function), {}, 4 * SECONDS)
        if trained.error is not None:
            line = line_of_error(function, trained.error)
            where = f" in `{line}`" if line else ""
            long = isinstance(trained.error, TimeUp)
            what = "takes too long" if long else f"stops with {message_of(trained.error)}"
            text = f"The values of `{self.name}` are right, but the training with it {what}{where}."
            return self._says("time" if long else "error", text)
        errors = np.asarray(trained.value)
        mean = f"{np.mean(errors):.1%}".replace("%", " %")
        aim = f"{self.reach:.1%}".replace("%", " %").replace(".0 ", " ")
        text = (
            f"Trained with your `{self.name}`, the mean {self.measured} of {errors.size} seeds is "
            f"{mean}"
        )
        if not np.mean(errors) <= self.reach:
            return self._says(
                "not shown",
                f"The values of `{self.name}` are right, and still: {text}, more than {aim}.",
            )
        before = f"{self.without:.1%}".replace("%", " %")
        sentence = f"{text}, below {aim}; without it, it is {before}. {self.conclusion}"
        return Verdict("passed", sentence.strip(), self.name)
