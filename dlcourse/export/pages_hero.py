"""The figure on the index page: a polynomial with a price λ on its weights.

Twelve noisy points of a curve, a polynomial of degree 11, the L2 penalty: what notebook 04 is
about, computed when the page is made and small enough to answer without a kernel.
"""

import numpy as np

DEGREE = 11
GRID = np.linspace(-1, 1, 121)
STOPS = [0.0, *(float(f"{digit}e{power}") for power in range(-5, 2) for digit in (1, 2, 5)), 100.0]
LOW, HIGH = -2.0, 2.0


def truth(x):
    """The curve that the points come from."""
    return np.sin(3 * x) + 0.4 * x


def sample(m, rng, noise=0.35):
    """m noisy points of the curve, spread evenly."""
    x = np.linspace(-0.97, 0.97, m) + rng.uniform(-0.3, 0.3, m) / m
    return x, truth(x) + noise * rng.normal(size=m)


def powers(x):
    """1, x, …, x^11 as Legendre polynomials: the same functions, better conditioned; (n, m)."""
    return np.polynomial.legendre.legvander(x, DEGREE).T


def fit(x, y, lambd):
    """The weights that minimize 1/(2m) Σ(a - y)² + λ/(2m) Σw²; the bias is not penalized."""
    A = powers(x)
    price = lambd * np.eye(DEGREE + 1)
    price[0, 0] = 0
    return np.linalg.lstsq(A @ A.T + price, A @ y, rcond=None)[0]


def hero():
    """Return what the index page draws, as plain values that JSON can hold.

    Returns
    -------
    hero : dict
        Points of train and dev set, and for every λ the curve, both errors and a sentence.
    """
    rng = np.random.default_rng(5)
    train, dev = sample(12, rng), sample(60, rng)
    fits = [fit(*train, lambd) for lambd in STOPS]
    errors = [[_error(w, *data) for w in fits] for data in (train, dev)]
    best = int(np.argmin(errors[1]))
    return {
        "x": GRID.round(3).tolist(),
        "truth": truth(GRID).round(3).tolist(),
        "train": np.round(train, 3).T.tolist(),
        "dev": np.round(dev, 3).T.tolist(),
        "texts": [f"{lambd:g}".replace("e-0", "e-") for lambd in STOPS],
        "curves": [np.clip(w @ powers(GRID), 3 * LOW, 3 * HIGH).round(3).tolist() for w in fits],
        "errors": np.round(errors, 4).tolist(),
        "best": best,
        "start": 0,
        "sentences": [_sentence(i, best, *errors) for i in range(len(STOPS))],
    }


def _error(w, x, y):
    return float(np.sqrt(np.mean((w @ powers(x) - y) ** 2)))


def _sentence(i, best, train, dev):
    if dev[i] <= 1.1 * dev[best]:
        verdict = "the curve follows the points and not their noise"
    elif i < best:
        verdict = "the curve runs after the noise of single points"
    else:
        verdict = "the curve is too stiff to follow the points"
    text = f"{STOPS[i]:g}".replace("e-0", "e-")
    return f"λ = {text}: train error {train[i]:.2f}, dev error {dev[i]:.2f}; {verdict}."
