"""A student's own function in a figure: shown beside the reference, never in its way."""

import warnings
from dataclasses import dataclass
from functools import partial

import numpy as np

from dlcourse.exercise.exercise import is_stub

__all__ = ["Yours", "answer", "attempted", "driven_by"]

HUGE = 1e6  # no figure has room for more, and squares of it are still numbers


@dataclass(frozen=True, eq=False)
class Yours:
    """What became of a student's function: there is none, it failed, or it gave numbers.

    Attributes
    ----------
    tried : bool, whether there is a function
    numbers : what it gave, in the form that the explorer draws; None where it gave nothing such

    Example
    -------
    >>> [y.says("weights", "are {}.".format) for y in (Yours(), Yours(True), Yours(True, 2))]
    ['', ' Yours gives no weights: let its check tell you why.', ' Yours are 2.']
    """

    tried: bool = False
    numbers: object = None

    @classmethod
    def of(cls, yours, attempt, *arguments):
        """What `attempt(yours, *arguments)` gives; not called where `yours` is None."""
        return cls() if yours is None else cls(True, attempt(yours, *arguments))

    @property
    def failed(self):
        """Whether the function gave nothing that can be drawn."""
        return self.tried and self.numbers is None

    @property
    def given(self):
        """Whether there are numbers."""
        return self.numbers is not None

    def says(self, what, verdict):
        """What an explorer's sentence ends with.

        Parameters
        ----------
        what : str, what a function that failed does not give: "weights"
        verdict : callable, numbers → what to say of them behind "Yours"
        """
        if not self.tried:
            return ""
        if self.failed:
            return f" Yours gives no {what}: let its check tell you why."
        return f" Yours {verdict(self.numbers)}"


def attempted(yours):
    """The student's function, or None where there is none or its body is still `return ...`."""
    return None if yours is None or is_stub(yours) else yours


def driven_by(yours, setup, compute=None, look=None):
    """The explorer's parts when it shows the student's function beside its own.

    Parameters
    ----------
    yours : callable or None
    setup : function (figure, with_yours) → artists
    compute or look : function with a parameter `yours`, None where there is nothing to show

    Returns
    -------
    parts : dict with "setup" and "compute" or "look", for `Explorer(**parts, …)`
    """
    yours = attempted(yours)
    stages = {"compute": compute, "look": look}
    return {
        "setup": partial(setup, with_yours=yours is not None),
        **{name: partial(stage, yours=yours) for name, stage in stages.items() if stage},
    }


def answer(yours, *arguments, shape):
    """What the student's function gives, as numbers that can be drawn.

    Parameters
    ----------
    yours : callable
    arguments : what it is called with; arrays are copied, so that nothing can be changed
    shape : what shape the numbers have; a result of as many numbers is brought into it

    Returns
    -------
    numbers : float array of that shape, or None where the function stops with an error or gives
        something else, NaN, or numbers beyond a million: the exercise's check explains that better
        than a figure can

    Example
    -------
    >>> answer(lambda w, alpha: w - alpha, np.ones((1, 2)), 0.5, shape=(2,))
    array([0.5, 0.5])
    """
    copies = [a.copy() if isinstance(a, np.ndarray) else a for a in arguments]
    try:
        with np.errstate(all="ignore"), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            numbers = np.array(yours(*copies), dtype=float).reshape(shape)
    except Exception:  # of whatever kind: the figure goes on, and `check` says what is wrong
        return None
    return numbers if np.all(np.abs(numbers) < HUGE) else None
