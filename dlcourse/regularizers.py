"""Penalties on the weights, and projections: functions θ → θ that follow a step.

A penalty is a formula of the weights w and of m, the number of examples in the batch at hand. A
network hands it all its weights at once; biases, γ and β are not among them.
"""

from dataclasses import dataclass

import numpy as np

from dlcourse._checks import COUNT, NETWORK, Number, Settings, finite, short

LAMBDA = Number("a number ≥ 0, such as 0.1", lambda lambd: lambd >= 0)
AMOUNT = Number("a number ≥ 0: αλ/m", lambda amount: amount >= 0)
# Less than 1e-37 is 0 in float32.
NORM = Number("a number > 0, at least 1e-37, such as 3", lambda c: c >= 1e-37)


@dataclass(eq=False, repr=False)
class Regularizer(Settings):
    """λ, and the checks that all penalties share; a subclass writes `formula`.

    A network has checked its input and calls that in every step. Everybody else calls `value` and
    `gradient`.
    """

    lambd: LAMBDA

    def formula(self, w, m):
        """The penalty, a number, and its derivative, like w."""
        raise NotImplementedError

    def value(self, w, m):
        """The penalty.

        Parameters
        ----------
        w : array of any shape, the weights
        m : the number of examples, ≥ 1

        Returns
        -------
        penalty : float; infinity when it overflows

        Raises
        ------
        TypeError, ValueError
            When w holds no finite numbers or m is no such number.
        """
        return self._of_checked(w, m)[0]

    def gradient(self, w, m):
        """The penalty's derivative by w.

        Parameters and errors are those of `value`.

        Returns
        -------
        dw : like w
        """
        return self._of_checked(w, m)[1]

    def _of_checked(self, w, m):
        w, m = finite(w, "w"), COUNT.check(m, "m")
        with np.errstate(all="ignore"):
            return self.formula(w, m)

    def __repr__(self):
        return f"{type(self).__name__}({self.lambd})"


class L2(Regularizer):
    """Ridge, or weight decay: λ/(2m) Σ w², with gradient (λ/m) w.

    Parameters
    ----------
    lambd : λ

    Raises
    ------
    TypeError, ValueError
        When a setting is not as expected above.

    Example
    -------
    >>> L2(0.1).value(np.array([[3.0, 4.0]]), m=5)
    0.25
    """

    def formula(self, w, m):
        return self.lambd / (2 * m) * float(np.vdot(w, w)), self.lambd / m * w


class L1(Regularizer):
    """LASSO: (λ/m) Σ |w|, with gradient (λ/m) sign(w), and 0 where w = 0.

    A step along this gradient jumps over zero and never rests there; exact zeros come from
    `soft_threshold` after each step.

    Parameters
    ----------
    lambd : λ

    Raises
    ------
    TypeError, ValueError
        When a setting is not as expected above.

    Example
    -------
    >>> L1(0.1).value(np.array([[3.0, -4.0]]), m=5)
    0.14
    """

    def formula(self, w, m):
        return self.lambd / m * float(np.abs(w).sum()), self.lambd / m * np.sign(w)


def as_list(regularizer):
    """None, one penalty or several, as a list."""
    if regularizer is None:
        return []
    penalties = list(regularizer) if isinstance(regularizer, list | tuple) else [regularizer]
    for penalty in penalties:
        if not isinstance(penalty, Regularizer):
            came = f"regularizer is {short(penalty)}"
            raise TypeError(f"{came}; expected None, L1(…), L2(…) or a list")
    return penalties


@dataclass(eq=False, repr=False)
class soft_threshold(Settings):
    """Shrinks every weight towards zero, and to exactly zero: w := sign(w) max(|w| - amount, 0).

    With amount = αλ/m after a plain gradient step on the data term, this is L1 done right.

    Parameters
    ----------
    network : the one whose weights are meant
    amount : how far each weight moves

    Raises
    ------
    TypeError, ValueError
        When a setting is not as expected above.

    Source: Daubechies, Defrise & De Mol 2004 (iterative soft-thresholding).
    """

    network: NETWORK
    amount: AMOUNT

    def __call__(self, theta):
        """θ with its weights shrunk, a new array."""
        theta = self.network.layout.finite(theta)
        with np.errstate(over="ignore"):  # an amount beyond float32 is infinite: all weights go
            shrunk = np.sign(theta) * np.maximum(np.abs(theta) - self.amount, 0)
        return np.where(self.network.penalized, shrunk, theta)

    def __repr__(self):
        return f"soft_threshold({self.network}, {self.amount})"


@dataclass(eq=False, repr=False)
class max_norm(Settings):
    """Keeps each unit's incoming weights, a row w of W, within a ball: w := w · min(1, c/‖w‖).

    Parameters
    ----------
    network : the one whose weights are meant
    c : the largest norm; 3 or 4 is usual

    Raises
    ------
    TypeError, ValueError
        When a setting is not as expected above.

    Source: Srivastava et al. 2014, section 5.1.
    """

    network: NETWORK
    c: NORM

    def __call__(self, theta):
        """θ with its long rows shortened, a new array."""
        theta = self.network.layout.finite(theta).copy()
        for layer, params in zip(self.network.layers, self.network.unpack(theta), strict=True):
            for name in layer.penalized:
                W = params[name]
                # In units of the row's largest number: the squares of long rows would overflow.
                largest = np.maximum(np.abs(W).max(axis=1, keepdims=True).astype(float), self.c)
                norm = np.linalg.norm(W / largest, axis=1, keepdims=True)  # of each row
                W *= 1 / np.maximum(norm * (largest / self.c), 1)
        return theta

    def __repr__(self):
        return f"max_norm({self.network}, {self.c})"
