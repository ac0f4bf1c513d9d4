"""The layers of a network: formulas and shapes, nothing else.

A layer holds no numbers. It is given its parameters, a dict of views into θ, and

    A, cache = layer.forward(params, A_prev, train, rng)
    dA_prev, grads = layer.backward(cache, dA)

where `cache` is what the way back needs, and dA, dA_prev and grads are the derivatives ∂J/∂· of the
one number J. (The 1/m of the lecture's dW = (1/m) dZ Aᵀ sits in the loss, so dZ brings it along.)
Columns are examples: A_prev is (n_prev, m), A is (n, m).
"""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from dlcourse._checks import COUNT, SLOPE, TRUTH, Number, Settings, finite, short
from dlcourse.activations import _sigmoid

KEEP_PROB = Number(
    "the fraction of units that stay, in (0, 1], such as 0.8", lambda keep_prob: 0 < keep_prob <= 1
)


class Layer(Settings):
    """What a network asks of every layer; what is said here is right for an activation function.

    An activation takes any number of rows and returns as many. A layer that does not has two more
    attributes, the numbers of rows that go in and come out: `n_prev` and `n`.
    """

    shapes: ClassVar[dict] = {}  # parameter → shape
    penalized = ()  # parameters that a regularizer penalizes: weights, no b, γ, β
    running = ()  # parameters that are averaged over the batches instead of being trained
    has_modes = False  # whether training and testing differ
    draws = False  # whether training needs a random generator

    def initialize(self, rng, scheme):
        """The parameters at the start, weights by `scheme(rng, shape)`."""
        return {}

    def forward(self, params, A_prev, train=None, rng=None):
        """A (n, m) from A_prev (n_prev, m), and the cache for `backward`."""
        raise NotImplementedError

    def backward(self, cache, dA):
        """∂J/∂A_prev (n_prev, m) and {parameter: ∂J/∂parameter} from dA = ∂J/∂A (n, m)."""
        raise NotImplementedError

    def check_mode(self, train):
        """`train`, if it was said: a layer that has modes never guesses."""
        if train is None:
            raise ValueError(
                f"{self} differs in training and testing: say train=True or train=False"
            )
        return train

    def averages(self, cache):
        """{running parameter: its average with this batch counted in}."""
        return {}

    def __repr__(self):
        return f"{type(self).__name__}()"


@dataclass(eq=False, repr=False)
class Dense(Layer):
    """Every unit sees all units before it: Z = W A_prev + b.

    Backward: dW = dZ A_prevᵀ, db = Σ dZ over the examples, dA_prev = Wᵀ dZ.

    Parameters
    ----------
    n_prev : units (or features) before
    n : units; W is (n, n_prev), b is (n, 1)
    bias : False drops b, which a BatchNorm right after it would cancel

    Raises
    ------
    TypeError, ValueError
        When a setting is not as expected above.

    Example
    -------
    >>> Dense(2, 16).shapes
    {'W': (16, 2), 'b': (16, 1)}
    """

    n_prev: COUNT
    n: COUNT
    bias: TRUTH = True

    penalized = ("W",)

    def __post_init__(self):
        super().__post_init__()
        self.shapes = {"W": (self.n, self.n_prev)}
        if self.bias:
            self.shapes["b"] = (self.n, 1)

    def initialize(self, rng, scheme):
        W, expected = finite(scheme(rng, self.shapes["W"]), "W"), self.shapes["W"]
        if W.shape != expected:
            came = f"the scheme made W of shape {W.shape} for {self}"
            raise ValueError(f"{came}; expected {expected}")
        return {"W": W, "b": np.zeros((self.n, 1))} if self.bias else {"W": W}

    def forward(self, params, A_prev, train=None, rng=None):
        W = params["W"]
        Z = np.dot(W, A_prev)  # W @ A_prev, but for small matrices @ takes longer
        if self.bias:
            Z += params["b"]
        return Z, (W, A_prev)

    def backward(self, cache, dZ):
        W, A_prev = cache
        grads = {"W": np.dot(dZ, A_prev.T)}
        if self.bias:
            grads["b"] = dZ.sum(axis=1, keepdims=True)
        return np.dot(W.T, dZ), grads

    def __repr__(self):
        return f"Dense({self.n_prev}, {self.n}{'' if self.bias else ', bias=False'})"


class Sigmoid(Layer):
    """A = σ(Z) = 1 / (1 + e⁻ᶻ); backward: dZ = dA · A (1 - A)."""

    def forward(self, params, Z, train=None, rng=None):
        with np.errstate(over="ignore", under="ignore"):
            A = _sigmoid(Z)
        return A, A

    def backward(self, A, dA):
        return dA * (A * (1 - A)), {}


class Tanh(Layer):
    """A = tanh(Z); backward: dZ = dA · (1 - A²)."""

    def forward(self, params, Z, train=None, rng=None):
        A = np.tanh(Z)
        return A, A

    def backward(self, A, dA):
        return dA * (1 - A * A), {}


class ReLU(Layer):
    """A = max(Z, 0); backward: dZ = dA where A > 0, else 0."""

    def forward(self, params, Z, train=None, rng=None):
        A = np.maximum(Z, 0)
        return A, A

    def backward(self, A, dA):
        return dA * (A > 0), {}


@dataclass(eq=False, repr=False)
class LeakyReLU(Layer):
    """A = max(Z, slope·Z); backward: dZ = dA where Z > 0, else slope·dA.

    Parameters
    ----------
    slope : the slope for z ≤ 0

    Raises
    ------
    TypeError, ValueError
        When a setting is not as expected above.
    """

    slope: SLOPE = 0.01

    def forward(self, params, Z, train=None, rng=None):
        return np.maximum(Z, self.slope * Z), Z

    def backward(self, Z, dA):
        return dA * np.where(Z > 0, 1, self.slope).astype(dA.dtype), {}

    def __repr__(self):
        return f"LeakyReLU({self.slope})"


@dataclass(eq=False, repr=False)
class Dropout(Layer):
    """Inverted dropout: in training each unit of each example is kept with probability keep_prob.

    D = rand < keep_prob, A = A_prev * D / keep_prob; backward: dA_prev = dA * D / keep_prob.
    Dividing keeps the expected value of A, so testing needs no change: A = A_prev.

    Parameters
    ----------
    keep_prob :

    Raises
    ------
    TypeError, ValueError
        When a setting is not as expected above.

    Source: Srivastava et al. 2014. Differs: they scale the weights by keep_prob at test time.
    """

    keep_prob: KEEP_PROB

    has_modes = draws = True

    def forward(self, params, A_prev, train=None, rng=None):
        if not self.check_mode(train):
            return A_prev, None
        D = rng.random(A_prev.shape, dtype=A_prev.dtype) < self.keep_prob
        return A_prev * D / self.keep_prob, D

    def backward(self, D, dA):
        if D is None:
            return dA, {}
        return dA * D / self.keep_prob, {}

    def __repr__(self):
        return f"Dropout({self.keep_prob})"


def chain(layers):
    """The layers as a tuple, and how many rows go in and come out, if each fits the one before."""
    if not isinstance(layers, list | tuple) or not layers:
        raise TypeError(f"layers is {short(layers)}; expected a list such as [Dense(2, 1)]")
    n_prev = n = None
    for i, layer in enumerate(layers):
        if not isinstance(layer, Layer):
            hint = f"; did you mean {layer.__name__}(…)?" if isinstance(layer, type) else ""
            came = f"layers[{i}] is {short(layer)}, which is no layer"
            raise TypeError(f"{came}; expected one such as Tanh(){hint}")
        if getattr(layer, "n", None) is not None:
            if n not in (None, layer.n_prev):
                wants = f"layers[{i}], {layer}, expects {layer.n_prev} units"
                raise ValueError(f"{wants} but the layers before it give {n}")
            n_prev, n = n_prev or layer.n_prev, layer.n
    return tuple(layers), n_prev, n
