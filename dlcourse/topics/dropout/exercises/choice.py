"""A choice to be judged by measurement: which keep_prob helps a narrow network on noisy digits?"""

import numpy as np

from dlcourse.exercise.choose import Choose
from dlcourse.optimizers import Adam
from dlcourse.topics import digits
from dlcourse.topics.dropout.runs import noisy_digits

HIDDEN, ALPHA, EPOCHS = 12, 0.02, 60


def _dev_error(keep_prob, seed):
    """One run on 200 digits, a fifth of them with a wrong label; about 10 ms."""
    rng = np.random.default_rng(seed)
    training, dev = noisy_digits.draw(noisy_digits.M, rng)
    network = digits.digit_network(HIDDEN, keep_probs=(1, keep_prob))
    *_, last = noisy_digits.steps(network, training, Adam(ALPHA), EPOCHS, rng)
    return network.error(last.theta, *dev)


choose_keep_prob = Choose(
    name="choose_keep_prob",
    title="a keep_prob that beats no dropout, shown by ten pairs of runs",
    symbol="keep_prob",
    baseline=1.0,
    low=0.05,
    high=1.0,
    error=_dev_error,
    hints=(
        "The layer has twelve units. How many have to be there at a time, so that ten digits can "
        "still be told apart?",
        "If the choice does harm, too few units are left. If the interval covers 0, either hardly "
        "anything is dropped, or what overfitting costs and what missing units cost is about the "
        "same.",
    ),
    conclusion="How much a layer can spare depends on how wide it is, so measure it on yours.",
)
