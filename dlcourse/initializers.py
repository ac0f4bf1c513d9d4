"""How the weights start: a scheme is a function of (rng, shape) that returns W (n, n_prev).

Z = W A_prev adds n_prev products, so its variance is n_prev · var(w) · mean(a²). The three named
schemes choose var(w) so that signals keep their size from layer to layer; biases start at 0.
A scheme of your own is any such function: `network.initialize(rng, scheme=my_scheme)`.
"""

from dataclasses import dataclass

import numpy as np

from dlcourse._checks import COUNT, GENERATOR, Number, Settings, short

WEIGHT = Number("a finite number, such as 0.5")
SCALE = Number("a number from 0 to 1e6, such as 0.01", lambda scale: 0 <= scale <= 1e6)


def zeros(rng, shape):
    """All weights 0: every unit of a layer then learns the same thing.

    Parameters
    ----------
    rng : np.random.Generator, not used
    shape : (n, n_prev)

    Returns
    -------
    W : (n, n_prev)

    Raises
    ------
    TypeError, ValueError
        When shape is not two whole numbers ≥ 1.
    """
    return np.zeros(_sizes(shape))


def lecun(rng, shape):
    """LeCun's scheme, for tanh: w ~ N(0, 1/n_prev).

    Parameters
    ----------
    rng : np.random.Generator
    shape : (n, n_prev)

    Returns
    -------
    W : (n, n_prev)

    Raises
    ------
    TypeError, ValueError
        When rng is no Generator, or shape is not two whole numbers ≥ 1.

    Source: LeCun et al. 1998, "Efficient BackProp", section 4.6.
    """
    n, n_prev = _sizes(shape)
    return GENERATOR.check(rng, "rng").standard_normal((n, n_prev)) * np.sqrt(1 / n_prev)


def xavier(rng, shape):
    """Xavier Glorot's scheme, for sigmoid and tanh: w ~ N(0, 2/(n_prev + n)).

    Parameters, result and errors are those of `lecun`.

    Source: Glorot & Bengio 2010, equation 12. Differs: they draw from a uniform distribution of
    this variance (equation 16).
    """
    n, n_prev = _sizes(shape)
    return GENERATOR.check(rng, "rng").standard_normal((n, n_prev)) * np.sqrt(2 / (n_prev + n))


def he(rng, shape):
    """Kaiming He's scheme, for ReLU, which halves the signal: w ~ N(0, 2/n_prev).

    Parameters, result and errors are those of `lecun`.

    Source: He et al. 2015, equation 10.
    """
    n, n_prev = _sizes(shape)
    return GENERATOR.check(rng, "rng").standard_normal((n, n_prev)) * np.sqrt(2 / n_prev)


@dataclass(eq=False, repr=False)
class constant(Settings):
    """All weights c: as symmetric as zeros.

    Parameters
    ----------
    c : the value of every weight

    Example
    -------
    >>> print(constant(0.5)(rng=None, shape=(1, 2)))
    [[0.5 0.5]]
    """

    c: WEIGHT

    def __call__(self, rng, shape):
        """W = c everywhere, (n, n_prev)."""
        return np.full(_sizes(shape), self.c)

    def __repr__(self):
        return f"constant({self.c})"


@dataclass(eq=False, repr=False)
class normal(Settings):
    """The same spread in every layer, whatever its size: w ~ N(0, scale²).

    Parameters
    ----------
    scale : the standard deviation
    """

    scale: SCALE

    def __call__(self, rng, shape):
        """W ~ N(0, scale²), (n, n_prev)."""
        return GENERATOR.check(rng, "rng").standard_normal(_sizes(shape)) * self.scale

    def __repr__(self):
        return f"normal({self.scale})"


def _sizes(shape):
    if not (isinstance(shape, tuple | list) and len(shape) == 2):
        raise TypeError(f"shape is {short(shape)}; expected the pair (n, n_prev)")
    n, n_prev = shape
    return COUNT.check(n, "n"), COUNT.check(n_prev, "n_prev")
