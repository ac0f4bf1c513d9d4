"""Mini-batches: the examples shuffled once, then cut into X{1}, X{2}, … of batch_size columns."""

import numpy as np

from dlcourse._checks import GENERATOR, Whole, finite


def mini_batches(X, Y, batch_size, rng):
    """Shuffle the examples and yield them in batches: every example once, the last may be short.

    One call is one epoch, ⌈m / batch_size⌉ batches: m = 5,000,000 makes 5,000 batches of 1,000.

    Parameters
    ----------
    X : (n_x, m)
    Y : (n_y, m)
    batch_size : int in 1 … m; 1 is stochastic gradient descent, m the full batch
    rng : numpy.random.Generator

    Yields
    ------
    X_t : (n_x, batch_size)
    Y_t : (n_y, batch_size)

    Raises
    ------
    TypeError, ValueError
        At the call, not at the first batch.

    Example
    -------
    >>> X, Y = np.ones((2, 10)), np.ones((1, 10))
    >>> [X_t.shape for X_t, Y_t in mini_batches(X, Y, 4, np.random.default_rng(0))]
    [(2, 4), (2, 4), (2, 2)]
    """
    X, Y = check_examples(X, Y)
    batch_size = Whole(1, X.shape[1]).check(batch_size, "batch_size")
    GENERATOR.check(rng, "rng")
    return cut(X, Y, batch_size, rng)


def cut(X, Y, batch_size, rng):
    """Yield the batches of one epoch, unchecked: `train` checks once, not every epoch.

    A batch_size of None makes one batch of all examples, in their own order.
    """
    if batch_size is None:
        yield X, Y
        return
    m = X.shape[1]
    order = rng.permutation(m)
    # Whole columns move at once, X and Y by the same order: an example keeps its label.
    X, Y = np.take(X, order, axis=1), np.take(Y, order, axis=1)
    for start in range(0, m, batch_size):
        batch = slice(start, start + batch_size)
        yield X[:, batch], Y[:, batch]


def check_examples(X, Y):
    """X (n_x, m) and Y (n_y, m) as finite float arrays, if they hold the same m ≥ 1 examples."""
    X, Y = finite(X, "X"), finite(Y, "Y")
    for name, a in (("X", X), ("Y", Y)):
        if a.ndim != 2 or a.size == 0:
            raise ValueError(
                f"{name} has shape {a.shape}; expected a row per feature and a column per example,"
                f" {name}.reshape(1, -1) for a single row"
            )
    if X.shape[1] != Y.shape[1]:
        remedy = "; did you mean X.T?" if X.shape[0] == Y.shape[1] else ""
        raise ValueError(
            f"X has {X.shape[1]} columns but Y has {Y.shape[1]}; expected one column per example"
            f" in both{remedy}"
        )
    return X, Y
