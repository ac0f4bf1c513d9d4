"""Learning-rate schedules: α as a function of the step t = 1, 2, …; any such function will do.

`Adam(learning_rate=exponential(0.01, 0.95, steps_per_epoch=20))`. With `steps_per_epoch` the rate
stays put during an epoch; with 1, as it is unless said, the lecture's epoch is each step.
The lectures count epochs from 0, in `inverse_sqrt` from 1.
"""

from dataclasses import dataclass, fields

from dlcourse import _checks as checks

EXPECTED = {
    "alpha0": ("a number > 0, such as 0.1", lambda x: x > 0),
    "decay_rate": ("a number ≥ 0, such as 1", lambda x: x >= 0),
    "base": ("a number in (0, 1], such as 0.95", lambda x: 0 < x <= 1),
    "k": ("a number > 0, such as 1", lambda x: x > 0),
    "factor": ("a number in (0, 1], such as 0.5", lambda x: 0 < x <= 1),
}


@dataclass(frozen=True)
class Schedule:
    """What the schedules share: the check of the settings and the count of epochs."""

    def __post_init__(self):
        for setting in fields(self):
            name, value = setting.name, getattr(self, setting.name)
            whole = name not in EXPECTED
            value = (
                checks.whole(value, name) if whole else checks.number(value, name, *EXPECTED[name])
            )
            object.__setattr__(self, name, value)

    def __call__(self, t):
        """Return α at step t ≥ 1."""
        return self.rate((checks.whole(t, "t", 1, 10**15) - 1) // self.steps_per_epoch)


@dataclass(frozen=True)
class inverse_time(Schedule):
    """α = α₀ / (1 + decay_rate · epoch).

    Parameters
    ----------
    alpha0 : float > 0, the rate at the start
    decay_rate : float ≥ 0
    steps_per_epoch : int ≥ 1

    Example
    -------
    >>> [inverse_time(0.2, decay_rate=1)(t) for t in (1, 2, 4)]
    [0.2, 0.1, 0.05]
    """

    alpha0: float
    decay_rate: float
    steps_per_epoch: int = 1

    def rate(self, epoch):
        return self.alpha0 / (1 + self.decay_rate * epoch)


@dataclass(frozen=True)
class exponential(Schedule):
    """α = baseᵉᵖᵒᶜʰ · α₀.

    Parameters
    ----------
    alpha0 : float > 0, the rate at the start
    base : float in (0, 1]
    steps_per_epoch : int ≥ 1

    Example
    -------
    >>> exponential(0.2, base=0.5)(3)
    0.05
    """

    alpha0: float
    base: float
    steps_per_epoch: int = 1

    def rate(self, epoch):
        return self.base**epoch * self.alpha0


@dataclass(frozen=True)
class inverse_sqrt(Schedule):
    """α = k/√epoch · α₀ with the epoch counted from 1; with steps_per_epoch = 1, k/√t · α₀.

    Parameters
    ----------
    alpha0 : float > 0
    k : float > 0; the rate starts at k α₀
    steps_per_epoch : int ≥ 1

    Example
    -------
    >>> inverse_sqrt(0.2, k=1)(4)
    0.1
    """

    alpha0: float
    k: float
    steps_per_epoch: int = 1

    def rate(self, epoch):
        return self.k / (epoch + 1) ** 0.5 * self.alpha0


@dataclass(frozen=True)
class staircase(Schedule):
    """α = factor^⌊epoch/every⌋ · α₀: a step down every so many epochs.

    Parameters
    ----------
    alpha0 : float > 0, the rate at the start
    factor : float in (0, 1]
    every : int ≥ 1, epochs on one stair
    steps_per_epoch : int ≥ 1

    Example
    -------
    >>> [staircase(0.2, factor=0.5, every=2)(t) for t in (1, 2, 3)]
    [0.2, 0.2, 0.1]
    """

    alpha0: float
    factor: float
    every: int
    steps_per_epoch: int = 1

    def rate(self, epoch):
        return self.factor ** (epoch // self.every) * self.alpha0
