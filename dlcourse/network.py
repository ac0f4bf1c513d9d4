"""A network: layers, a loss and penalties. It holds no numbers; those are one vector θ.

    theta = network.initialize(np.random.default_rng(1))
    J, dtheta = network.cost_and_gradient(theta, X, Y)
    theta = theta - 0.1 * dtheta

Nothing is changed behind your back: the cost is a function of θ, and so is its gradient.
"""

import numpy as np

from dlcourse._checks import COUNT, GENERATOR, TRUTH, Kind, examples
from dlcourse._layout import Layout
from dlcourse.initializers import he
from dlcourse.layers import chain
from dlcourse.losses import Loss, or_infinity
from dlcourse.regularizers import as_list

LOSS = Kind("one: MeanSquaredError()", lambda loss: isinstance(loss, Loss))
SCHEME = Kind("a function such as he", callable)


class Network:
    """Layers, then a loss: A[0] = X, A[l] = layer l of A[l-1], J = loss(Z[L], Y) + penalty.

    Parameters
    ----------
    layers : a list of layers; the last one gives Z[L], the loss applies the output activation
    loss : BinaryCrossEntropy(), SoftmaxCrossEntropy() or MeanSquaredError()
    regularizer : None, L1(λ), L2(λ) or a list of them, which are added

    Attributes
    ----------
    size : the number of entries of θ
    trainable : (size,) mask, False for batch norm's running μ and σ²
    penalized : (size,) mask, True for the weights, which a regularizer sees

    Raises
    ------
    TypeError, ValueError
        When layers do not fit each other, or the last one does not fit the loss.

    Example
    -------
    >>> network = Network([Dense(2, 3), Tanh(), Dense(3, 1)], BinaryCrossEntropy(), L2(0.1))
    >>> network.size
    13
    """

    def __init__(self, layers, loss, regularizer=None):
        self.layers, self.n_x, self.n_y = chain(layers)
        LOSS.check(loss, "loss")
        loss.check_network(self.layers[-1], self.n_y)
        self.loss = loss
        self.penalties = as_list(regularizer)
        self.layout = Layout(self.layers)
        self.size = self.layout.size
        self.trainable = self.layout.trainable
        self.penalized = self.layout.penalized
        self._has_running = not self.trainable.all()

    def initialize(self, rng, scheme=he):
        """θ at the start: weights by the scheme, biases 0, γ = 1, β = 0, running μ = 0, σ² = 1.

        Parameters
        ----------
        rng : np.random.Generator
        scheme : zeros, constant(c), normal(scale), lecun, xavier, he, or any function of
            (rng, (n, n_prev)) that returns W (n, n_prev)

        Returns
        -------
        theta : (size,), float64; `theta.astype(np.float32)` makes everything float32

        Raises
        ------
        TypeError, ValueError
            When rng is no Generator, or scheme does not return finite weights of W's shape.
        """
        GENERATOR.check(rng, "rng")
        SCHEME.check(scheme, "scheme")
        params = [layer.initialize(rng, scheme) for layer in self.layers]
        return self.layout.pack(params, np.float64)

    def unpack(self, theta):
        """Named views into θ, one dict per layer: [{"W": …, "b": …}, {}, …]; writing changes θ.

        Parameters
        ----------
        theta : (size,)

        Returns
        -------
        params : a list of dicts, {name of a parameter: view of its shape}

        Raises
        ------
        TypeError, ValueError
            When theta is no such array of float32 or float64.
        """
        return self.layout.unpack(self.layout.check(theta))

    def forward(self, theta, X, train=None, rng=None):
        """The network's output A[L] = g(Z[L]), with the loss's output activation g.

        Parameters
        ----------
        theta : (size,)
        X : (n_x, m), columns are examples
        train : True or False; must be said when there is dropout or batch norm
        rng : np.random.Generator, for dropout's mask when train=True

        Returns
        -------
        A : (n_y, m)

        Raises
        ------
        TypeError, ValueError
            When an input does not fit the network, or the numbers overflow.
        """
        return self.loss.output(self.scores(theta, X, train, rng))

    def scores(self, theta, X, train=None, rng=None):
        """Z[L], what the last layer gives: the loss takes it, and the output is A[L] = g(Z[L]).

        Positive where one sigmoid output says class 1, and exact where A[L] rounds to 0 or 1.
        Parameters and errors are those of `forward`.

        Returns
        -------
        Z : (n_y, m)
        """
        return self._finite_outputs(theta, X, train, rng)[-1]

    def layer_outputs(self, theta, X, train=None, rng=None):
        """The output of each layer; the last one is A[L], as in `forward`.

        Parameters and errors are those of `forward`.

        Returns
        -------
        outputs : a list of arrays (n, m), one per layer
        """
        *outputs, Z = self._finite_outputs(theta, X, train, rng)
        return [*outputs, self.loss.output(Z)]

    def predict(self, theta, X):
        """The class of each example, in test mode; under MeanSquaredError, A[L] itself.

        Parameters and errors are those of `forward`.

        Returns
        -------
        labels : (m,) whole numbers, 0 or 1 for one sigmoid output; (n_y, m) for several
        """
        return self.loss.labels(self.forward(theta, X, train=False))

    def error(self, theta, X, Y):
        """The fraction of labels that `predict` gets wrong.

        Parameters and errors are those of `cost`; under MeanSquaredError there are no labels.

        Returns
        -------
        error : float in [0, 1]
        """
        if not self.loss.classifies:
            raise ValueError(f"error needs classes, but the loss is {self.loss}: use network.cost")
        theta, X, Y = self.check(theta, X, Y, train=False)
        return float(np.mean(self.predict(theta, X) != self.loss.labels(Y)))

    def cost(self, theta, X, Y, train=None, rng=None):
        """J(θ), penalty included; infinity when the numbers overflow.

        Parameters
        ----------
        theta : (size,)
        X : (n_x, m), columns are examples
        Y : (n_y, m), what the loss wants: labels 0 and 1, one-hot columns, or numbers
        train : True or False; must be said when there is dropout or batch norm
        rng : np.random.Generator, for dropout's mask when train=True

        Returns
        -------
        J : float

        Raises
        ------
        TypeError, ValueError
            When an input does not fit the network.
        """
        return self.data_cost(theta, X, Y, train, rng) + self.penalty(theta, np.shape(X)[1])

    def data_cost(self, theta, X, Y, train=None, rng=None):
        """The cost without its penalty: what can be compared between train and dev examples.

        Parameters, result and errors are those of `cost`.
        """
        theta, X, Y = self.check(theta, X, Y, train, rng)
        with np.errstate(all="ignore"):
            outputs, _ = self._forward(theta, X, train, rng)
            J, _ = self.loss.formula(outputs[-1], Y)
        return or_infinity(J)

    def penalty(self, theta, m):
        """What the regularizers add to the cost of m examples; 0 without any.

        Parameters
        ----------
        theta : (size,)
        m : the number of examples, ≥ 1

        Returns
        -------
        penalty : float; infinity when the numbers overflow

        Raises
        ------
        TypeError, ValueError
            When theta does not fit the network, or m is no such number.
        """
        w = self.layout.finite(theta) * self.penalized
        m = COUNT.check(m, "m")
        with np.errstate(all="ignore"):
            return or_infinity(sum(penalty.formula(w, m)[0] for penalty in self.penalties))

    def cost_and_gradient(self, theta, X, Y, train=None, rng=None):
        """J(θ) and ∂J/∂θ by backpropagation, penalty included.

        Parameters and errors are those of `cost`.

        Returns
        -------
        J : float; infinity when the numbers overflow, and dtheta is then of no use
        dtheta : (size,), of theta's dtype; 0 for batch norm's running μ and σ²
        """
        theta, X, Y = self.check(theta, X, Y, train, rng)
        J, dtheta, _ = self.backpropagate(theta, X, Y, train, rng)
        return J, dtheta

    @np.errstate(all="ignore")  # a cost beyond all numbers is infinite, without a warning
    def backpropagate(self, theta, X, Y, train=None, rng=None):
        """`cost_and_gradient` for what `check` has returned: `train` calls it at every step.

        Returns
        -------
        J, dtheta : as in `cost_and_gradient`
        running : the new θ[~trainable], batch norm's averages with this batch counted in; None if
            there are none, or train is not True
        """
        outputs, caches = self._forward(theta, X, train, rng)
        J, dA = self.loss.formula(outputs[-1], Y)
        grads = [None] * len(self.layers)
        for i in reversed(range(len(self.layers))):
            dA, grads[i] = self.layers[i].backward(caches[i], dA)
        dtheta = self.layout.pack(grads, theta.dtype)
        if self.penalties:
            w, m = theta * self.penalized, X.shape[1]
            for penalty in self.penalties:
                value, gradient = penalty.formula(w, m)
                J, dtheta = J + value, dtheta + gradient
        running = self._running(caches, theta.dtype) if train else None
        return or_infinity(J), dtheta, running

    def check(self, theta, X, Y, train=None, rng=None):
        """θ, X, Y as arrays of theta's dtype, if they fit this network.

        Raises
        ------
        TypeError, ValueError
            One sentence: what came, what was expected and the remedy.
        """
        theta, X = self._check_input(theta, X, train, rng)
        return theta, X, self.loss.targets(Y, (self.n_y or len(X), X.shape[1]), theta.dtype)

    def _check_input(self, theta, X, train, rng):
        theta = self.layout.finite(theta)
        X = examples(X, self.n_x, theta.dtype)
        if train is None:
            for layer in self.layers:
                if layer.has_modes:
                    raise ValueError(f"this network has {layer}: say train=True or train=False")
        elif TRUTH.check(train, "train") and any(layer.draws for layer in self.layers):
            GENERATOR.check(rng, "rng")
        return theta, X

    def _finite_outputs(self, theta, X, train, rng):
        theta, X = self._check_input(theta, X, train, rng)
        with np.errstate(all="ignore"):
            outputs, _ = self._forward(theta, X, train, rng)
        if not np.isfinite(outputs[-1]).all():
            raise ValueError(
                "the network's numbers overflow with a theta that reaches"
                f" {np.abs(theta).max(initial=0):.3g}; expected one that has not diverged, so lower"
                " the learning rate"
            )
        return outputs

    def _forward(self, theta, X, train, rng):
        outputs, caches, A = [], [], X
        for layer, params in zip(self.layers, self.layout.unpack(theta), strict=True):
            A, cache = layer.forward(params, A, train, rng)
            outputs.append(A)
            caches.append(cache)
        return outputs, caches

    def _running(self, caches, dtype):
        if not self._has_running:
            return None
        averages = [layer.averages(c) for layer, c in zip(self.layers, caches, strict=True)]
        return self.layout.pack(averages, dtype)[~self.trainable]

    def __repr__(self):
        regularizer = f", {self.penalties}" if self.penalties else ""
        return f"Network({list(self.layers)}, {self.loss}{regularizer})"
