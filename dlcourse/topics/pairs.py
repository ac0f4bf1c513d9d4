"""Pairs of runs that are trained one after the other, to be compared seed by seed."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from dlcourse.evidence import paired_difference


@dataclass(frozen=True, eq=False)
class Pairs:
    """One number of each run, of the pairs that are finished.

    Attributes
    ----------
    planned : int, how many pairs there will be
    reference : (done,), of the runs to compare with
    partner : (done,), of those that differ from them in one thing
    """

    planned: int
    reference: np.ndarray
    partner: np.ndarray

    @classmethod
    def of(cls, planned, numbers):
        """From a list of (reference, partner), which may be empty."""
        return cls(planned, *np.array(numbers, float).reshape(-1, 2).T.copy())

    @property
    def done(self):
        """How many pairs are finished."""
        return self.reference.size

    @property
    def progress(self):
        """How far it is, in words; empty as soon as two pairs can be compared."""
        if self.done > 1:
            return ""
        return f"{self.done} of {self.planned} pairs of runs are trained."

    @cached_property
    def difference(self):
        """Partner minus reference, with its interval: a `PairedDifference`."""
        return paired_difference(self.partner, self.reference)
