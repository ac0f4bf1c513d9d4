"""The course's data: four toy sets in the plane, and two real ones that lie in the folder data/.

All come as the lectures write them: one example per column. data/README.md says where the real
ones are from.
"""

import io

import numpy as np

from dlcourse._checks import COUNT, FROM_TWO, GENERATOR, Number
from dlcourse._paths import course_folder

# What data/README.md says the files are: a damaged or edited file must not pass for the real one.
SHA256 = {
    "digits.npz": "af104d81e7cd419be5f343d23c6ca2e4e4ff847b06636260802df8e903c6183f",
    "seattle_temperature.csv": "570437156add96e5d3dd11d7e86e0ec02c728f52fef103c8418ec440d3e4b2c9",
}

NOISE = Number("a number from 0 to 1e6, such as 0.1", lambda n: 0 <= n <= 1e6)


def make_moons(m, noise, rng):
    """Draw two half circles that reach into each other: (cos t, sin t), (1 - cos t, ½ - sin t).

    Parameters
    ----------
    m : int ≥ 1, number of examples; the classes alternate, so any part of them is balanced
    noise : float ≥ 0, standard deviation of what is added to each coordinate
    rng : numpy.random.Generator

    Returns
    -------
    X : (2, m)
    Y : (1, m), 0 or 1

    Raises
    ------
    TypeError, ValueError
        When m, noise or rng is not as above, or noise is above 1e6.

    Example
    -------
    >>> X, Y = make_moons(300, 0.1, np.random.default_rng(0))
    >>> X.shape, Y.shape
    ((2, 300), (1, 300))
    """
    label = _alternating_labels(m, noise, rng, classes=2)
    t = rng.uniform(0, np.pi, m)
    upper = np.stack([np.cos(t), np.sin(t)])
    lower = np.stack([1 - np.cos(t), 0.5 - np.sin(t)])
    return _with_noise(np.where(label == 0, upper, lower), label, 2, noise, rng)


def make_circles(m, noise, rng):
    """Draw a circle of radius 1, class 0, around one of radius ½, class 1.

    Parameters, result and errors are those of `make_moons`.

    Example
    -------
    >>> X, Y = make_circles(4, 0.0, np.random.default_rng(0))
    >>> np.linalg.norm(X, axis=0).round(12)
    array([1. , 0.5, 1. , 0.5])
    """
    label = _alternating_labels(m, noise, rng, classes=2)
    radius = np.where(label == 0, 1, 0.5)
    return _with_noise(_on_circle(radius, rng.uniform(0, 2 * np.pi, m)), label, 2, noise, rng)


def make_spirals(m, noise, rng, classes=2):
    """Draw interleaved spirals of one turn each: radius r in [0.1, 1], angle 2π (r + class/C).

    Parameters, result and errors are those of `make_moons`; with more than two `classes` Y is
    one-hot, (C, m).

    Example
    -------
    >>> make_spirals(300, 0.05, np.random.default_rng(0), classes=3)[1].shape
    (3, 300)
    """
    label = _alternating_labels(m, noise, rng, classes)
    radius = rng.uniform(0.1, 1, m)
    angle = 2 * np.pi * (radius + label / classes)
    return _with_noise(_on_circle(radius, angle), label, classes, noise, rng)


def make_blobs(m, noise, rng, classes=2):
    """Draw round clouds, standard deviation `noise`, about points evenly spread on the unit circle.

    Parameters, result and errors are those of `make_moons`; with more than two `classes` Y is
    one-hot, (C, m).

    Example
    -------
    >>> make_blobs(2, 0.0, np.random.default_rng(0))[0].round(12).T + 0.0
    array([[ 1.,  0.],
           [-1.,  0.]])
    """
    label = _alternating_labels(m, noise, rng, classes)
    return _with_noise(_on_circle(1, 2 * np.pi * label / classes), label, classes, noise, rng)


def load_digits():
    """Load 1,797 images of handwritten digits, 8×8 pixels, each pixel divided by 16.

    Returns
    -------
    X : (64, 1797), in [0, 1]; `X[:, i].reshape(8, 8)` is image i
    Y : (10, 1797), one-hot

    Raises
    ------
    FileNotFoundError, ValueError
        When the file is missing from data/, or is not the one that the course was made with.

    Source: Alpaydin & Kaynak 1998, UCI optical digits, CC BY 4.0, as bundled with scikit-learn.

    Example
    -------
    >>> X, Y = load_digits()
    >>> X.shape, Y.shape
    ((64, 1797), (10, 1797))
    """
    with np.load(io.BytesIO(_verified("digits.npz")), allow_pickle=False) as file:
        images, labels = file["images"], file["labels"]
    return np.ascontiguousarray(images.T) / 16, _targets(labels, 10)


def load_temperature():
    """Load the daily mean temperature of Seattle in °F, 2012-01-01 to 2015-12-31.

    The mean of a day is (warmest + coldest) / 2; °F = 9/5 °C + 32, because the lectures' worked
    numbers are in °F.

    Returns
    -------
    temperature : (1461,), one number per day

    Raises
    ------
    FileNotFoundError, ValueError
        When the file is missing from data/, or is not the one that the course was made with.

    Source: NOAA daily weather, public domain, as bundled with vega_datasets.

    Example
    -------
    >>> load_temperature()[:3].round(2)
    array([48.02, 44.06, 49.01])
    """
    text = _verified("seattle_temperature.csv").decode("utf-8")
    warmest, coldest = np.loadtxt(
        text.splitlines(), delimiter=",", skiprows=1, usecols=(1, 2), unpack=True
    )
    return 9 / 5 * (warmest + coldest) / 2 + 32


def _alternating_labels(m, noise, rng, classes):
    COUNT.check(m, "m")
    NOISE.check(noise, "noise")
    FROM_TWO.check(classes, "classes")
    GENERATOR.check(rng, "rng")
    return np.arange(m) % classes


def _on_circle(radius, angle):
    return radius * np.stack([np.cos(angle), np.sin(angle)])


def _with_noise(X, label, classes, noise, rng):
    X = X + noise * rng.standard_normal(X.shape)
    # Two classes are one row of 0 and 1, for a sigmoid output; more are one-hot, for softmax.
    Y = _targets(label, classes) if classes > 2 else label[np.newaxis].astype(float)
    return X, Y


def _targets(labels, classes):
    return (labels == np.arange(classes)[:, np.newaxis]).astype(float)


def _verified(name):
    """Return the bytes of a file in data/, after comparing its SHA-256."""
    import hashlib  # here, because `import dlcourse` should take little longer than numpy

    path = course_folder("data") / name
    remedy = "install dlcourse again, or clone it again"
    if not path.is_file():
        raise FileNotFoundError(f"the data file {path} is missing; {remedy}")
    data = path.read_bytes()
    found, right = hashlib.sha256(data).hexdigest(), SHA256[name]
    if found != right:
        raise ValueError(
            f"the data file {path} is damaged or was changed: its SHA-256 is {found[:12]}…,"
            f" expected {right[:12]}…; {remedy}"
        )
    return data
