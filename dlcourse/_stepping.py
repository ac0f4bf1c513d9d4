"""What stands around every optimizer's formula: a check of what comes in, the rate, the count.

The formulas stand in `dlcourse.optimizers`.
"""

import math

import numpy as np

from dlcourse._checks import Number, Settings, finite

RATE_OF_A_STEP = Number("a number ≥ 0, such as 0.01", lambda x: x >= 0)


class Optimizer(Settings):
    """An optimizer of your own derives from this class and writes `formula`.

    Attributes
    ----------
    t : int, steps taken so far
    v : average of the gradients, (n,), 0 at the start
    s : average of the squared gradients, (n,), 0 at the start
    """

    t = 0
    v = s = 0.0
    _like = None  # shape and dtype of θ in the steps before

    def formula(self, theta, dtheta, alpha):
        """Return θ after step t at learning rate α."""
        raise NotImplementedError

    # A diverging run ends in inf, and `train` reports it: not in numpy's warnings.
    @np.errstate(all="ignore")
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
        self._like = (theta.shape, theta.dtype)
        return self.formula(theta, dtheta, alpha)

    def _rate(self, t):
        # At each step: learning_rate may be a schedule, or set by hand between two of them.
        alpha = getattr(self, "learning_rate", 1.0)  # Adadelta has none
        if callable(alpha):
            alpha = alpha(t)
        if type(alpha) is float and 0 <= alpha < math.inf:
            return alpha
        return RATE_OF_A_STEP.check(alpha, f"the learning rate at t = {t}")

    def _fits(self, theta, dtheta):
        """Say quickly whether all is as in the steps before; if not, `_converted` looks closer."""
        return (
            isinstance(theta, np.ndarray)
            and isinstance(dtheta, np.ndarray)
            and (theta.shape, theta.dtype) == (dtheta.shape, dtheta.dtype) == self._like
            # One product instead of a look at each number: NaN or inf makes it NaN or inf.
            and math.isfinite(np.vdot(theta, theta))
            and math.isfinite(np.vdot(dtheta, dtheta))
        )

    def _converted(self, theta, dtheta):
        theta = finite(theta, "theta")
        dtheta = finite(dtheta, "dtheta", theta.dtype)
        if theta.ndim != 1 or theta.size == 0 or theta.shape != dtheta.shape:
            raise ValueError(
                f"theta has shape {theta.shape} and dtheta {dtheta.shape}; expected two vectors of"
                " the same length: one derivative per parameter"
            )
        if self._like not in (None, (theta.shape, theta.dtype)):
            (size,), dtype = self._like
            raise ValueError(
                f"theta has {theta.size} numbers of {theta.dtype}; expected {size} of {dtype}, as"
                " before: make a new optimizer for another network"
            )
        if not (math.isfinite(np.vdot(theta, theta)) and math.isfinite(np.vdot(dtheta, dtheta))):
            largest = max(np.abs(theta).max(), np.abs(dtheta).max())
            raise ValueError(
                f"theta or dtheta holds {largest:.1e}; expected numbers whose squares exist in"
                f" {theta.dtype}: lower the learning rate, or clip the gradient"
            )
        return theta, dtheta
