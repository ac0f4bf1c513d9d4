"""What the figures of notebook 00 train: small networks on four sets of points in the plane.

A hundred points to train on, and 500 dev points of the same kind. The two coordinates are brought
to mean 0 and spread 1, so that all data sets fit the same window. All runs of a seed have the same
points, and those with equal layers start at the same θ₀. A run is always 400 iterations, whatever
the batch size: it is seen as 80 frames, each five iterations after the last.
"""

from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from dlcourse import (
    L2,
    AdaGrad,
    Adam,
    BatchNorm,
    BinaryCrossEntropy,
    Dense,
    Dropout,
    GradientDescent,
    Momentum,
    Network,
    ReLU,
    RMSprop,
    Sigmoid,
    Tanh,
    make_blobs,
    make_circles,
    make_moons,
    make_spirals,
    standardize,
    train,
)
from dlcourse.figures.decision_plane import Plane

M, M_DEV, ITERATIONS, EVERY = 100, 500, 400, 5
TRAIN, DEV = slice(M), slice(M, None)  # of train and dev examples side by side
BATCH_SIZES = (5, 10, 25, 50, 100)  # each a divisor of M, and M / batch_size one of ITERATIONS
MAKERS = {
    "moons": make_moons,
    "circles": make_circles,
    "spirals": make_spirals,
    "blobs": make_blobs,
}
ACTIVATIONS = {"sigmoid": Sigmoid, "tanh": Tanh, "ReLU": ReLU}
OPTIMIZERS = {
    "gradient descent": GradientDescent,
    "momentum": Momentum,
    "AdaGrad": AdaGrad,
    "RMSprop": RMSprop,
    "Adam": Adam,
}
PLAIN, SQUARES = "x₁, x₂", "with x₁², x₂², x₁x₂"
FEATURES = {PLAIN: ("x₁", "x₂"), SQUARES: ("x₁", "x₂", "x₁²", "x₂²", "x₁x₂")}
WINDOW = (-2.8, 2.8)
PLANE = Plane(WINDOW, WINDOW, 60)


def points(data, noise, seed):
    """X (2, 100) and Y, X_dev (2, 500) and Y_dev, brought to mean 0 and spread 1; and the rng."""
    rng = np.random.default_rng(seed)
    (X, Y), (X_dev, Y_dev) = (MAKERS[data](m, noise, rng) for m in (M, M_DEV))
    scale = standardize(X)
    return (scale.transform(X), Y, scale.transform(X_dev), Y_dev), rng


def test_points(data, noise, seed):
    """500 more points of the same kind, X (2, 500) and Y, on the scale of the train points."""
    rng = np.random.default_rng(seed)
    X, _ = MAKERS[data](M, noise, rng)
    MAKERS[data](M_DEV, noise, rng)
    X_test, Y_test = MAKERS[data](M_DEV, noise, rng)
    return standardize(X).transform(X_test), Y_test


def with_features(X, features):
    """X (2, m) as the network sees it, (2, m) or with squares and product (5, m)."""
    return X if features == PLAIN else np.vstack([X, X**2, X[:1] * X[1:]])


def network_with(features, layers, units, activation, lambd, keep_prob, batch_size, batch_norm):
    """The network: so many hidden layers of so many units, and one sigmoid output.

    The price of a weight is λ/m with all m = 100 examples, whatever the batch: so it does not
    change with the batch size.
    """
    n_prev, made = len(FEATURES[features]), []
    for _ in range(layers):
        made.append(Dense(n_prev, units, bias=not batch_norm))
        if batch_norm:
            made.append(BatchNorm(units))
        made.append(ACTIVATIONS[activation]())
        if keep_prob < 1:
            made.append(Dropout(keep_prob))
        n_prev = units
    penalty = L2(lambd * batch_size / M) if lambd else None
    return Network([*made, Dense(n_prev, 1)], BinaryCrossEntropy(), penalty)


@lru_cache(64)
def best_error(data, noise, seed, test=False):
    """The error on dev or test points of whoever knows how they were made, and answers best.

    Both classes are as frequent, so the best answer is the class whose points are denser there: the
    mean of the normal densities about 200 points of its curve. The network can be better by luck
    only.
    """
    rng = np.random.default_rng(seed)
    *_, (X, Y) = (MAKERS[data](m, noise, rng) for m in (M, M_DEV, M_DEV)[: 2 + test])
    curve, label = MAKERS[data](400, 0.0, np.random.default_rng(0))
    squares = ((X[:, :, np.newaxis] - curve[:, np.newaxis]) ** 2).sum(axis=0)
    nearness = np.exp(-(squares - squares.min(axis=1, keepdims=True)) / (2 * noise**2))
    ones = (nearness * label[0]).sum(axis=1) > (nearness * (1 - label[0])).sum(axis=1)
    return float(np.mean(ones != Y[0]))


@dataclass(frozen=True, eq=False)
class Progress:
    """A network after so many iterations; all is measured in test mode, so without dropout.

    Attributes
    ----------
    data : X (2, 100), Y (1, 100), X_dev (2, 500), Y_dev (1, 500)
    costs : (3, k), of k moments: iteration, train cost, dev cost, both without the penalty
    best : float, the dev error of the best answers that there are
    diverged : bool; then theta is the last one of finite numbers
    """

    network: Network
    features: str
    data: tuple
    theta: np.ndarray
    costs: np.ndarray
    best: float
    diverged: bool

    @property
    def iteration(self):
        """How many steps have been taken."""
        return int(self.costs[0, -1])

    @cached_property
    def train_error(self):
        """The misclassified fraction of the training examples."""
        X, Y = self.data[:2]
        return self.network.error(self.theta, with_features(X, self.features), Y)

    @cached_property
    def dev_error(self):
        """The misclassified fraction of the dev examples."""
        X, Y = self.data[2:]
        return self.network.error(self.theta, with_features(X, self.features), Y)

    @property
    def missed(self):
        """The dev examples that get the wrong class, (2, k)."""
        X, Y = self.data[2:]
        return X[:, self.network.predict(self.theta, with_features(X, self.features)) != Y[0]]

    @cached_property
    def decision(self):
        """The sides of the plane, and the boundary between them."""
        Z = self.network.scores(self.theta, with_features(PLANE.X, self.features), train=False)
        return PLANE.divide(Z.reshape(PLANE.n, PLANE.n))

    @property
    def encloses(self):
        """Whether the boundary goes all round the middle: no answer changes along the window."""
        edge = np.concatenate([PLANE.X[:, (PLANE.X == end).any(axis=0)] for end in WINDOW], axis=1)
        middle = np.zeros((2, 1))
        outside, inside = (
            self.network.predict(self.theta, with_features(X, self.features))
            for X in (edge, middle)
        )
        return bool(np.all(outside != inside))

    @property
    def weights(self):
        """The matrix W of each layer."""
        return [params["W"] for params in self.network.unpack(self.theta) if "W" in params]

    @property
    def sizes(self):
        """The units of each layer, features first."""
        return (self.weights[0].shape[1], *(len(W) for W in self.weights))

    def unit_outputs(self, X):
        """What features, hidden units and the output give for points X (2, m): (units, m) each.

        What lies between 0 and 1, a probability or a sigmoid's output, is told as 2A - 1, so that
        0 is the middle of all outputs but ReLU's.
        """
        X = with_features(X, self.features)
        outputs = self.network.layer_outputs(self.theta, X, train=False)
        hidden = [
            2 * A - 1 if isinstance(layer, Sigmoid) else A
            for layer, A in zip(self.network.layers, outputs, strict=True)
            if isinstance(layer, tuple(ACTIVATIONS.values()))
        ]
        return [X, *hidden, 2 * outputs[-1] - 1]


def training(
    data,
    noise,
    features,
    layers,
    units,
    activation,
    optimizer,
    learning_rate,
    batch_size,
    lambd,
    keep_prob,
    batch_norm,
    seed,
):
    """Train from θ₀: one `Progress` at the start and one every five iterations."""
    examples, rng = points(data, noise, seed)
    X, Y, X_dev, Y_dev = examples
    X, X_dev = with_features(X, features), with_features(X_dev, features)
    all_X, all_Y = np.hstack([X, X_dev]), np.hstack([Y, Y_dev])
    network = network_with(
        features, layers, units, activation, lambd, keep_prob, batch_size, batch_norm
    )
    theta, best = network.initialize(rng), best_error(data, noise, seed)
    costs = []

    def progress(theta, iteration, diverged=False):
        # both costs from one pass: this is done a hundred times a run
        Z, loss = network.scores(theta, all_X, train=False), network.loss
        costs.append((iteration, *(loss.value(Z[:, of], all_Y[:, of]) for of in (TRAIN, DEV))))
        return Progress(network, features, examples, theta, np.array(costs).T, best, diverged)

    yield progress(theta, 0)
    epochs = ITERATIONS * batch_size // M
    algorithm = OPTIMIZERS[optimizer](learning_rate)
    for step in train(network, theta, X, Y, algorithm, epochs, batch_size, rng):
        if step.iteration % EVERY == 0 or step.diverged:
            yield progress(step.theta, step.iteration, step.diverged)
