"""Pairs of runs that are trained one after the other, to be compared seed by seed."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from dlcourse.evidence import paired_difference


def by_run(numbers):
    """A list of (reference, partner), which may be empty, as two arrays."""
    return np.array(numbers, float).reshape(-1, 2).T.copy()


@dataclass(frozen=True, eq=False)
class Pairs:
    """One number of each run, of the pairs that are finished.

    Attributes
    ----------
    planned : int, how many pairs there will be
    reference : (done,), of the runs to compare with; (…, done) of several numbers
    partner : of the same shape, of those that differ from them in one thing
    """

    planned: int
    reference: np.ndarray
    partner: np.ndarray

    @property
    def done(self):
        """How many pairs are finished."""
        return self.reference.shape[-1]

    @property
    def finished(self):
        """Whether all pairs are."""
        return self.done == self.planned

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

    @property
    def first_pair(self):
        """The numbers of the first pair, which an explorer's code gives too."""
        return self.reference[0], self.partner[0]
