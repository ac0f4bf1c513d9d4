"""Choosing a model: split the data, scale it, search hyperparameters, part bias from variance."""

from dataclasses import dataclass

import numpy as np

from dlcourse._checks import FROM_TWO, FUNCTION, GENERATOR, Whole, examples, finite, short
from dlcourse.batches import check_examples


@dataclass(frozen=True, eq=False)
class Standardizer:
    """X_norm = (X - μ)/σ with the μ and σ of the training set, for every set.

    Attributes
    ----------
    mu : (n_x, 1), the mean of each feature
    sigma : (n_x, 1), the root of the mean of (X - μ)²; 1 for a constant feature
    """

    mu: np.ndarray
    sigma: np.ndarray

    def transform(self, X):
        """Scale another set: (X - μ)/σ.

        Parameters
        ----------
        X : (n_x, m)

        Returns
        -------
        X_norm : like X

        Raises
        ------
        TypeError, ValueError
            When X has not the training set's features.
        """
        X = examples(X, len(self.mu), self.mu.dtype, wants="the training set had")
        with np.errstate(over="ignore"):
            return finite((X - self.mu) / self.sigma, "the scaled X")


def standardize(X_train):
    """Measure the mean and the standard deviation of each feature: X_norm = (X - μ)/σ.

    Parameters
    ----------
    X_train : (n_x, m)

    Returns
    -------
    standardizer : Standardizer with `.transform(X)`, `.mu` and `.sigma`, both (n_x, 1)

    Raises
    ------
    TypeError, ValueError
        When X_train is not a finite table.

    Example
    -------
    >>> scale = standardize(np.array([[1.0, 3.0], [5.0, 5.0]]))
    >>> scale.transform(np.array([[5.0], [6.0]]))
    array([[3.],
           [1.]])
    """
    X = examples(X_train, None, None, name="X_train")
    with np.errstate(over="ignore", invalid="ignore"):
        mu = X.mean(axis=1, keepdims=True)
        sigma = np.sqrt(np.square(X - mu).mean(axis=1, keepdims=True))
    # The mean of equal numbers is a rounding error away from them: σ = 0 would not find them all.
    constant = (X == X[:, :1]).all(axis=1, keepdims=True) | (sigma == 0)
    mu, sigma = np.where(constant, X[:, :1], mu), np.where(constant, 1, sigma).astype(X.dtype)
    return Standardizer(mu, finite(sigma, "the standard deviation of X_train"))


def train_dev_test_split(X, Y, fractions, rng):
    """Shuffle the examples and part them, as many parts as `fractions`.

    Parameters
    ----------
    X : (n_x, m)
    Y : (n_y, m)
    fractions : numbers > 0 that add up to 1, such as (0.7, 0.15, 0.15); two for no test set
    rng : numpy.random.Generator

    Returns
    -------
    parts : a list of pairs (X_part, Y_part); every example is in one of them

    Raises
    ------
    TypeError, ValueError
        When the fractions do not add up to 1, or leave a part without an example.

    Example
    -------
    >>> X, Y = np.ones((2, 10)), np.ones((1, 10))
    >>> train, dev, test = train_dev_test_split(X, Y, (0.6, 0.2, 0.2), np.random.default_rng(0))
    >>> train[0].shape, test[1].shape
    ((2, 6), (1, 2))
    """
    X, Y = check_examples(X, Y)
    fractions = finite(fractions, "fractions")
    fits = fractions.ndim == 1 and (fractions > 0).all() and abs(fractions.sum() - 1) <= 1e-6
    if not fits:
        expected = "numbers > 0 that add up to 1, such as (0.7, 0.15, 0.15)"
        raise ValueError(f"fractions is {fractions.tolist()}; expected {expected}")
    m = X.shape[1]
    ends = np.rint(np.cumsum(fractions) * m).astype(int)
    sizes = np.diff(ends, prepend=0)
    if not (sizes > 0).all():
        raise ValueError(
            f"fractions {fractions.tolist()} of {m} examples leave a part empty, {sizes.tolist()};"
            " expected at least one example in each: fewer parts, or more examples"
        )
    order = GENERATOR.check(rng, "rng").permutation(m)
    return [(X[:, part], Y[:, part]) for part in np.split(order, ends[:-1])]


def k_fold(m, k, rng):
    """Shuffle m examples into k folds; each is the dev set once, the others train.

    Parameters
    ----------
    m : int ≥ 2, number of examples
    k : int in 2 … m
    rng : numpy.random.Generator

    Returns
    -------
    folds : a list of k pairs (train, dev) of column numbers: `X[:, train]`, `X[:, dev]`

    Raises
    ------
    TypeError, ValueError
        When k is not a whole number in 2 … m.

    Example
    -------
    >>> [len(dev) for train, dev in k_fold(10, 3, np.random.default_rng(0))]
    [4, 3, 3]
    """
    m = FROM_TWO.check(m, "m")
    k = Whole(2, m).check(k, "k")
    folds = np.array_split(GENERATOR.check(rng, "rng").permutation(m), k)
    return [(np.concatenate(folds[:i] + folds[i + 1 :]), folds[i]) for i in range(k)]


def bias_variance(fit, sample, truth, x, repeats, rng):
    """Part the expected squared error at x: bias² + variance + noise, over many training sets.

    With ŷ the prediction of one fit, ȳ its mean over the fits and f the truth: bias² = mean over x
    of (ȳ - f)², variance = mean over x and fits of (ŷ - ȳ)², noise = mean of (y - f)² in samples.

    Parameters
    ----------
    fit : function (x_train, y_train) → predict, itself a function of x
    sample : function rng → (x_train, y_train), a new training set each time
    truth : function of x, without noise
    x : (n,) or (n_x, n), where to compare
    repeats : int ≥ 2, number of training sets
    rng : numpy.random.Generator

    Returns
    -------
    bias2, variance, noise : float

    Raises
    ------
    TypeError, ValueError
        When an argument is not of its kind, or a function returns another shape than truth(x).

    Source: Geman, Bienenstock & Doursat 1992.

    Example
    -------
    >>> sample = lambda rng: (np.zeros(1), rng.choice([-1.0, 1.0], 1))
    >>> fit = lambda x, y: (lambda x: 0 * x + 3)  # never listens to the data
    >>> bias_variance(fit, sample, np.zeros_like, np.zeros(5), 10, np.random.default_rng(0))
    (9.0, 0.0, 1.0)
    """
    for name, function in (("fit", fit), ("sample", sample), ("truth", truth)):
        FUNCTION.check(function, name)
    x = finite(x, "x")
    repeats = FROM_TWO.check(repeats, "repeats")
    GENERATOR.check(rng, "rng")
    f = finite(truth(x), "truth(x)")
    if f.size == 0:
        raise ValueError("x is empty; expected the points where to compare")
    predictions, noises = [], []
    for _ in range(repeats):
        drawn = sample(rng)
        if not (isinstance(drawn, tuple | list) and len(drawn) == 2):
            raise TypeError(f"sample returned {short(drawn)}; expected (x_train, y_train)")
        x_train, y_train = drawn
        predict = fit(x_train, y_train)
        if not callable(predict):
            raise TypeError(f"fit returned {short(predict)}; expected a function of x")
        predictions.append(_of_shape(f.shape, predict(x), "the prediction at x"))
        f_train = finite(truth(x_train), "truth(x_train)")
        y_train = _of_shape(f_train.shape, y_train, "y_train")
        with np.errstate(over="ignore"):
            noises.append(np.mean((y_train - f_train) ** 2))
    with np.errstate(over="ignore", invalid="ignore"):
        mean = np.mean(predictions, axis=0)
        bias2 = np.mean((mean - f) ** 2)
        variance = np.mean((np.array(predictions) - mean) ** 2)
    parts = finite([bias2, variance, np.mean(noises)], "bias², variance or noise")
    return tuple(parts.tolist())


def _of_shape(shape, values, name):
    values = finite(values, name)
    if values.shape != shape:
        came = f"{name} has shape {values.shape}"
        raise ValueError(f"{came}; expected {shape}, like the truth there")
    return values
