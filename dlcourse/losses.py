"""The losses: one number J from the scores Z[L] and the targets Y.

Each loss applies the output activation itself, A = g(Z[L]), because only Z[L] gives J without
overflow and without log 0. The 1/m of the mean over the examples is here and nowhere else, so that
every derivative behind it is exactly ∂J/∂·. For all three losses, ∂J/∂Z[L] = (A - Y)/m.
"""

import math

import numpy as np

from dlcourse._checks import finite
from dlcourse.activations import _sigmoid, _softmax
from dlcourse.layers import Sigmoid


def or_infinity(J):
    """J as a float; NaN, from ∞ - ∞ on the way, means that it grew beyond all bounds: infinity."""
    return math.inf if math.isnan(J) else float(J)


class Loss:
    """The checks that all losses share; a subclass writes `activation` and `formula`.

    Those two are the bare mathematics: a network checks its input once and then calls them in every
    step. Everybody else calls `output`, `value` and `gradient`.
    """

    classifies = True

    def activation(self, Z):
        """A[L] = g(Z[L]), like Z."""
        raise NotImplementedError

    def formula(self, Z, Y):
        """J, a number, and ∂J/∂Z, like Z."""
        raise NotImplementedError

    def output(self, Z):
        """The output A[L] = g(Z[L]).

        Parameters
        ----------
        Z : (n, m), the scores Z[L]

        Returns
        -------
        A : like Z

        Raises
        ------
        TypeError, ValueError
            When Z is not (n, m) or not finite.
        """
        with np.errstate(all="ignore"):
            return self.activation(self._scores(Z))

    def value(self, Z, Y):
        """The cost J.

        Parameters
        ----------
        Z : (n, m), the scores Z[L]
        Y : (n, m), the targets

        Returns
        -------
        J : float; infinity when the numbers overflow

        Raises
        ------
        TypeError, ValueError
            When Z and Y do not fit each other or this loss.
        """
        return or_infinity(self._of_checked(Z, Y)[0])

    def gradient(self, Z, Y):
        """The gradient ∂J/∂Z.

        Parameters and errors are those of `value`.

        Returns
        -------
        dZ : like Z
        """
        return self._of_checked(Z, Y)[1]

    def _of_checked(self, Z, Y):
        Z = self._scores(Z)
        Y = self.targets(Y, Z.shape, Z.dtype)
        with np.errstate(all="ignore"):
            return self.formula(Z, Y)

    def targets(self, Y, shape, dtype):
        """Y as an array of `dtype`, if it has this shape and holds targets of this loss."""
        Y = finite(Y, "Y", dtype)
        if Y.shape != shape:
            expected = f"{shape}, one column per example{self._remedy(Y, shape)}"
            raise ValueError(f"Y has shape {Y.shape}; expected {expected}")
        self._check_labels(Y)
        return Y

    def labels(self, A):
        """The class of each example, (m,), from A[L] or from Y."""
        raise NotImplementedError

    def check_network(self, last_layer, n_y):
        """Refuse a network that ends in `last_layer`, with `n_y` outputs, if J would be wrong."""

    def _scores(self, Z):
        Z = finite(Z, "Z")
        if Z.ndim != 2 or Z.size == 0:
            raise ValueError(f"Z has shape {Z.shape}; expected (n, m), one column per example")
        return Z

    def _check_labels(self, Y):
        """Any finite numbers will do, unless a subclass says otherwise."""

    def _remedy(self, Y, shape):
        if Y.shape == shape[::-1]:
            return "; did you mean Y.T?"
        if Y.size == shape[1] and shape[0] == 1:
            return "; did you mean Y.reshape(1, -1)?"
        return ""

    def __repr__(self):
        return f"{type(self).__name__}()"


class BinaryCrossEntropy(Loss):
    """J = -(1/m) Σ y log a + (1 - y) log(1 - a), with a = σ(z); ∂J/∂Z = (A - Y)/m.

    In terms of z, -y log a - (1 - y) log(1 - a) = max(z, 0) - y z + log(1 + e⁻|ᶻ|), where nothing
    can overflow. More than one row means as many yes-or-no questions about each example, and J adds
    them up.

    Example
    -------
    >>> round(BinaryCrossEntropy().value(Z=[[0, 1000]], Y=[[1, 1]]), 4)  # log(2)/2
    0.3466
    """

    def activation(self, Z):
        return _sigmoid(Z)

    def formula(self, Z, Y):
        m = Z.shape[1]
        J = (np.maximum(Z, 0) - Y * Z + np.log1p(np.exp(-np.abs(Z)))).sum() / m
        return J, (_sigmoid(Z) - Y) / m

    def labels(self, A):
        """1 where a > 1/2, else 0: (m,), or (n, m) when there are n > 1 rows."""
        yes = (A > 0.5).astype(int)
        return yes[0] if len(yes) == 1 else yes

    def check_network(self, last_layer, n_y):
        if isinstance(last_layer, Sigmoid):
            raise ValueError(
                "the network ends in Sigmoid(), but BinaryCrossEntropy applies the sigmoid itself,"
                " to Z[L]; expected Dense(…, 1) as the last layer: leave Sigmoid() out"
            )

    def _check_labels(self, Y):
        wrong = (Y != 0) & (Y != 1)
        if wrong.any():
            raise ValueError(f"Y holds {Y[wrong][0]:g}; BinaryCrossEntropy expects labels 0 and 1")


class SoftmaxCrossEntropy(Loss):
    """J = -(1/m) Σ y log a over classes and examples, with a = softmax(z); ∂J/∂Z = (A - Y)/m.

    -log a = log Σ eᶻ - z, with the largest z of the column subtracted first.

    Example
    -------
    >>> Z = np.log([[0.3], [0.2], [0.1], [0.4]])
    >>> round(SoftmaxCrossEntropy().value(Z, Y=one_hot([1], C=4)), 3)  # -log 0.2
    1.609
    """

    def activation(self, Z):
        return _softmax(Z)

    def formula(self, Z, Y):
        m = Z.shape[1]
        Z = Z - Z.max(axis=0)
        e = np.exp(Z)
        total = e.sum(axis=0)
        minus_log_A = np.log(total) - Z
        J = np.vdot(Y, minus_log_A)
        if math.isnan(J):  # 0 · ∞: a wrong class so far below the largest that its a is 0
            J = minus_log_A[Y == 1].sum()
        return J / m, (e / total - Y) / m

    def labels(self, A):
        """The row with the largest a, (m,)."""
        return A.argmax(axis=0)

    def check_network(self, last_layer, n_y):
        if n_y == 1:
            raise ValueError(
                "the network has 1 output, whose softmax is always 1; expected one per class:"
                " Dense(…, C), or BinaryCrossEntropy()"
            )

    def _check_labels(self, Y):
        bad = ((Y != 0) & (Y != 1)).any(axis=0) | ((Y == 1).sum(axis=0) != 1)
        if bad.any():
            raise ValueError(
                f"column {bad.argmax()} of Y is not one-hot; SoftmaxCrossEntropy expects one 1 and"
                f" else 0: one_hot(labels, C={len(Y)})"
            )

    def _remedy(self, Y, shape):
        if Y.size == shape[1]:
            return f"; did you mean one_hot(labels, C={shape[0]})?"
        return super()._remedy(Y, shape)


class MeanSquaredError(Loss):
    """J = 1/(2m) Σ ‖a - y‖², with a = z; ∂J/∂Z = (A - Y)/m.

    Example
    -------
    >>> MeanSquaredError().value(Z=[[1, 2]], Y=[[1, 4]])
    1.0
    """

    classifies = False

    def activation(self, Z):
        return Z

    def formula(self, Z, Y):
        m = Z.shape[1]
        E = Z - Y
        return np.vdot(E, E) / (2 * m), E / m

    def labels(self, A):
        """A itself: a regression has no classes."""
        return A
