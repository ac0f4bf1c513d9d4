"""Learning-rate schedules: α as a function of the step t = 1, 2, …; any such function will do.

`Adam(learning_rate=exponential(0.01, 0.95, steps_per_epoch=20))`. With `steps_per_epoch` the rate
stays put during an epoch; with 1, as it is unless said, the lecture's epoch is each step.
The lectures count epochs from 0, in `inverse_sqrt` from 1.
"""

from dataclasses import dataclass

from dlcourse._checks import COUNT, Number, Settings, Whole

ALPHA0 = Number("a number > 0, such as 0.1", lambda x: x > 0)
DECAY_RATE = Number("a number ≥ 0, such as 1", lambda x: x >= 0)
BASE = Number("a number in (0, 1], such as 0.95", lambda x: 0 < x <= 1)
FACTOR = Number("a number in (0, 1], such as 0.5", lambda x: 0 < x <= 1)
K = Number("a number > 0, such as 1", lambda x: x > 0)
STEP = Whole(1, 10**15)


class Schedule(Settings):
    """A schedule of your own derives from this class and writes `rate`; the epoch is counted here.

    Its settings are taken as they come, unless their annotations are expectations like these.
    """

    steps_per_epoch = 1

    def __call__(self, t):
        """Return α at step t ≥ 1."""
        return self.rate((STEP.check(t, "t") - 1) // self.steps_per_epoch)

    def rate(self, epoch):
        """Return α in this epoch, counted from 0."""
        raise NotImplementedError


@dataclass(frozen=True)
class inverse_time(Schedule):
    """α = α₀ / (1 + decay_rate · epoch).

    Parameters
    ----------
    alpha0 : the rate at the start
    decay_rate : how much an epoch adds to what α₀ is divided by
    steps_per_epoch : steps that count as one epoch

    Example
    -------
    >>> [inverse_time(0.2, decay_rate=1)(t) for t in (1, 2, 4)]
    [0.2, 0.1, 0.05]
    """

    alpha0: ALPHA0
    decay_rate: DECAY_RATE
    steps_per_epoch: COUNT = 1

    def rate(self, epoch):
        return self.alpha0 / (1 + self.decay_rate * epoch)


@dataclass(frozen=True)
class exponential(Schedule):
    """α = baseᵉᵖᵒᶜʰ · α₀.

    Parameters
    ----------
    alpha0 : the rate at the start
    base : what is left of the rate after an epoch
    steps_per_epoch : steps that count as one epoch

    Example
    -------
    >>> exponential(0.2, base=0.5)(3)
    0.05
    """

    alpha0: ALPHA0
    base: BASE
    steps_per_epoch: COUNT = 1

    def rate(self, epoch):
        return self.base**epoch * self.alpha0


@dataclass(frozen=True)
class inverse_sqrt(Schedule):
    """α = k/√epoch · α₀ with the epoch counted from 1; with steps_per_epoch = 1, k/√t · α₀.

    Parameters
    ----------
    alpha0 : α₀
    k : the rate starts at k α₀
    steps_per_epoch : steps that count as one epoch

    Example
    -------
    >>> inverse_sqrt(0.2, k=1)(4)
    0.1
    """

    alpha0: ALPHA0
    k: K
    steps_per_epoch: COUNT = 1

    def rate(self, epoch):
        return self.k / (epoch + 1) ** 0.5 * self.alpha0


@dataclass(frozen=True)
class staircase(Schedule):
    """α = factor^⌊epoch/every⌋ · α₀: a step down every so many epochs.

    Parameters
    ----------
    alpha0 : the rate at the start
    factor : what is left of the rate after a step down
    every : epochs on one stair
    steps_per_epoch : steps that count as one epoch

    Example
    -------
    >>> [staircase(0.2, factor=0.5, every=2)(t) for t in (1, 2, 3)]
    [0.2, 0.2, 0.1]
    """

    alpha0: ALPHA0
    factor: FACTOR
    every: COUNT
    steps_per_epoch: COUNT = 1

    def rate(self, epoch):
        return self.factor ** (epoch // self.every) * self.alpha0
