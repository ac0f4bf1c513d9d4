"""A hyperparameter to be chosen by measurement: which α beats 0.5 on the digits in sixty steps?"""

import numpy as np

from dlcourse.activations import softmax
from dlcourse.exercise.choose import Choose
from dlcourse.topics import digits

UNITS, STEPS, IMAGES = 16, 60, 300


@np.errstate(all="ignore")  # a run that diverges has an error of nine in ten, and no warning
def _dev_error(learning_rate, seed):
    """One run of a 64-16-10 network of tanh units on 300 images; about 20 ms."""
    rng = np.random.default_rng(seed)
    (X, Y), (X_dev, Y_dev), *_ = digits.split(IMAGES, rng)
    W1, b1 = rng.normal(size=(UNITS, 64)) / 8, np.zeros((UNITS, 1))
    W2, b2 = rng.normal(size=(10, UNITS)) / np.sqrt(UNITS), np.zeros((10, 1))
    for _ in range(STEPS):
        A1 = np.tanh(W1 @ X + b1)
        dZ2 = (softmax(W2 @ A1 + b2) - Y) / IMAGES
        dZ1 = W2.T @ dZ2 * (1 - A1**2)
        W2, b2 = W2 - learning_rate * dZ2 @ A1.T, b2 - learning_rate * dZ2.sum(1, keepdims=True)
        W1, b1 = W1 - learning_rate * dZ1 @ X.T, b1 - learning_rate * dZ1.sum(1, keepdims=True)
    scores = W2 @ np.tanh(W1 @ X_dev + b1) + b2
    return float(np.mean(scores.argmax(axis=0) != Y_dev.argmax(axis=0)))


choose_learning_rate = Choose(
    name="choose_learning_rate",
    title="a learning rate that beats 0.5 in sixty steps, shown by ten pairs of runs",
    symbol="α",
    baseline=0.5,
    low=0.001,
    high=10.0,
    error=_dev_error,
    hints=(
        "Try one α on each side of 0.5 first, and read the two intervals.",
        "Too far is possible as well: above some α the steps jump over the valley. Go by factors "
        "of about one and a half, and read the interval.",
    ),
    conclusion="It holds for sixty steps of this network; another one is to be measured anew.",
)
