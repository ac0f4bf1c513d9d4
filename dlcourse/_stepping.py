"""What all optimizers share: the state, the check of what comes in, the rate of the step.

The formulas stand in `dlcourse.optimizers`.
"""

import math
from dataclasses import dataclass, field

import numpy as np

from dlcourse import _checks as checks

EXPECTED = {
    "learning_rate": ("a number > 0, such as 0.01, or a schedule", lambda alpha: alpha > 0),
    **dict.fromkeys(("beta", "beta1", "beta2"), checks.BETA),
    "epsilon": checks.EPSILON,
}


@dataclass(eq=False)
class Optimizer:
    """An optimizer of your own derives from this class and writes `formula`.

    Attributes
    ----------
    t : int, steps taken so far
    v : average of the gradients, (n,), 0 at the start
    s : average of the squared gradients, (n,), 0 at the start
    """

    t: int = field(default=0, init=False, repr=False)
    v: float | np.ndarray = field(default=0.0, init=False, repr=False)
    s: float | np.ndarray = field(default=0.0, init=False, repr=False)
    _seen: tuple | None = field(default=None, init=False, repr=False)
    learning_rate = 1.0  # Adadelta has none; the others have a field of this name

    def __post_init__(self):
        # Python floats: a numpy float64 would turn float32 parameters into float64.
        for name, value in vars(self).items():
            if name in EXPECTED and not (name == "learning_rate" and callable(value)):
                setattr(self, name, checks.number(value, name, *EXPECTED[name]))

    def step(self, theta, dtheta):
        """Return the parameters after one step; `theta` and `dtheta` stay as they are.

        Parameters
        ----------
        theta : (n,), the parameters
        dtheta : (n,), ∂J/∂θ

        Returns
        -------
        theta : (n,), of the dtype that came in

        Raises
        ------
        TypeError, ValueError
            When the two do not fit each other or the earlier steps, or are not finite. Nothing has
            changed then.
        """
        if not self._fits(theta, dtheta):
            theta, dtheta = self._converted(theta, dtheta)
        alpha = self._rate(self.t + 1)
        self.t += 1
        self._seen = (theta.size, theta.dtype)
        # A diverging run ends in inf, and `train` reports it: not in numpy's warnings.
        with np.errstate(all="ignore"):
            return self.formula(theta, dtheta, alpha)

    def formula(self, theta, dtheta, alpha):
        """Return θ after step t at learning rate α."""
        raise NotImplementedError

    def _rate(self, t):
        # Checked at each step: learning_rate may be set by hand between two of them.
        alpha = self.learning_rate(t) if callable(self.learning_rate) else self.learning_rate
        name = f"the learning rate at t = {t}"
        return checks.number(alpha, name, "a number ≥ 0, such as 0.01", lambda x: x >= 0)

    def _fits(self, theta, dtheta):
        """Say quickly whether all is well; if not, `_converted` finds out what is the matter."""
        return (
            isinstance(theta, np.ndarray)
            and isinstance(dtheta, np.ndarray)
            and theta.ndim == 1
            and theta.size > 0
            and theta.shape == dtheta.shape
            and theta.dtype == dtheta.dtype
            and theta.dtype.char in "fd"
            and self._seen in (None, (theta.size, theta.dtype))
            # One product instead of a look at each number: NaN or inf makes it NaN or inf.
            and math.isfinite(np.vdot(theta, theta))
            and math.isfinite(np.vdot(dtheta, dtheta))
        )

    def _converted(self, theta, dtheta):
        theta = checks.finite(theta, "theta")
        dtheta = checks.finite(dtheta, "dtheta", theta.dtype)
        came = f"theta has shape {theta.shape} and dtheta {dtheta.shape}; expected two vectors"
        fits = theta.ndim == 1 and theta.size > 0 and theta.shape == dtheta.shape
        checks.expect(fits, f"{came} of the same length: one derivative per parameter")
        size, dtype = self._seen or (theta.size, theta.dtype)
        came = f"theta has {theta.size} numbers of {theta.dtype}; expected {size} of {dtype}"
        fits = (size, dtype) == (theta.size, theta.dtype)
        checks.expect(fits, f"{came}, as before: make a new optimizer for another network")
        largest = max(np.abs(theta).max(), np.abs(dtheta).max())
        squares = math.isfinite(np.vdot(theta, theta)) and math.isfinite(np.vdot(dtheta, dtheta))
        expected = f"numbers whose squares exist in {theta.dtype}: lower the learning rate, or clip"
        came = f"theta or dtheta holds {largest:.1e}; expected"
        checks.expect(squares, f"{came} {expected} the gradient")
        return theta, dtheta
