"""Early stopping on digits: train and dev curves, and the network as it was at any epoch.

Some training images have a wrong label. A network first learns what all images share, then these
labels by heart, and its dev cost turns up.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from dlcourse import Adam, early_stopping, train
from dlcourse.live.controls import StopSlider, seed
from dlcourse.live.explorer import Explorer, Preset
from dlcourse.live.yours import answer, driven_by
from dlcourse.topics import digits
from dlcourse.topics.regularization.explorers.early_stop_figure import draw, setup

M, HIDDEN, EPOCHS = 150, 32, 100


@dataclass(frozen=True)
class Run:
    """A hundred epochs, and the network as it was after one of them."""

    epoch: int
    patience: int
    wrong: int  # the first so many training images have a wrong label
    train_costs: np.ndarray  # after each epoch
    dev_costs: np.ndarray
    dev_errors: np.ndarray
    images: np.ndarray  # (64, 150)
    digits: np.ndarray  # what they show
    labels: np.ndarray  # what they are labelled
    said: np.ndarray  # (2, 150): what the network says after the epoch, and at the end
    yours: object = None  # the student's two epochs, or a word on why there are none

    @cached_property
    def _stop(self):
        return early_stopping(self.dev_costs, self.patience)

    @property
    def best_epoch(self):
        """The epoch whose parameters early stopping keeps."""
        return self._stop[0]

    @property
    def stop_epoch(self):
        """The epoch at which patience is at its end."""
        return self._stop[1]

    @property
    def dev_error(self):
        """After the chosen epoch."""
        return self.dev_errors[self.epoch]

    @property
    def learned(self):
        """How many wrong labels the network repeats, after the chosen epoch and at the end."""
        wrong = slice(self.wrong)
        return tuple(int(n) for n in (self.said[:, wrong] == self.labels[wrong]).sum(axis=1))


def compute(epoch, patience, noise, learning_rate, seed, yours=None):
    """Train all epochs from θ₀; `yours` is the student's `early_stopping`."""
    rng = np.random.default_rng(seed)
    (X, Y_true), (X_dev, Y_dev), _ = digits.split(M, rng)
    wrong = round(noise * M)
    Y = digits.with_wrong_labels(Y_true, wrong, rng)
    network = digits.digit_network(HIDDEN)
    right = Y_dev.argmax(axis=0)
    costs, dev_costs, dev_errors, thetas = [], [], [], []
    for step in train(network, network.initialize(rng), X, Y, Adam(learning_rate), EPOCHS):
        A = network.forward(step.theta, X_dev)
        # the dev cost from the probabilities, which are needed for the error too
        certain = np.maximum(A[right, np.arange(right.size)], 1e-300)
        dev_costs.append(-np.log(certain).mean())
        dev_errors.append(np.mean(A.argmax(axis=0) != right))
        costs.append(step.cost)  # before the update
        thetas.append(step.theta)
    costs = [*costs[1:], network.data_cost(thetas[-1], X, Y)]
    said = [network.predict(theta, X) for theta in (thetas[epoch], thetas[-1])]
    dev_costs = np.array(dev_costs)
    return Run(
        epoch,
        patience,
        wrong,
        np.array(costs),
        dev_costs,
        np.array(dev_errors),
        X,
        Y_true.argmax(axis=0),
        Y.argmax(axis=0),
        np.array(said),
        None if yours is None else attempt(yours, dev_costs, patience),
    )


def attempt(yours, dev_costs, patience):
    """The student's (best_epoch, stop_epoch); an empty pair where it gives none."""
    pair = answer(yours, dev_costs, patience, shape=(2,))
    if pair is None or pair.min() < 0 or pair.max() >= EPOCHS:
        return ()
    return int(pair[0]), int(pair[1])


def describe(result):
    """The dev error at the three epochs, and the labels learned by heart."""
    errors = 100 * result.dev_errors
    now, end = result.learned
    sentence = (
        f"After epoch {result.epoch}: dev error {errors[result.epoch]:.1f} %, against "
        f"{errors[result.best_epoch]:.1f} % at the best epoch {result.best_epoch} (patience ends "
        f"at {result.stop_epoch}) and {errors[-1]:.1f} % at the end"
    )
    if result.wrong:
        sentence += f"; {now} of {result.wrong} wrong labels are learned by heart, {end} at the end"
    sentence += "."
    if result.yours is None:
        return sentence
    if not result.yours:
        return sentence + " Yours gives no two epochs: let its check tell you why."
    same = result.yours == (result.best_epoch, result.stop_epoch)
    return sentence + (" Yours says the same here." if same else " Yours says otherwise.")


def code(epoch, patience, noise, learning_rate, seed):
    """The same run, where it should have stopped, and the dev error after the chosen epoch."""
    stopping = (
        f"(best_epoch, stop_epoch), dev_error = dl.early_stopping([net.data_cost(s.theta, *dev) "
        f"for s in run], {patience}), net.error(run[{epoch}].theta, *dev)"
    )
    return f"""{digits.code(seed, M, round(noise * M))}
net = {digits.network_code(HIDDEN)}
run = [*dl.train(net, net.initialize(rng), X, Y, dl.Adam({learning_rate:g}), epochs={EPOCHS})]
{stopping}
"""


def pointer(axes, x, y):
    """A click or drag on the curves puts the chosen epoch there."""
    return {} if axes.images else {"epoch": x}


def early_stop(yours=None):
    """Where to stop training; `yours` is the student's `early_stopping`, marked beside."""
    return Explorer(
        title="Early stopping",
        **driven_by(yours, setup, compute),
        draw=draw,
        describe=describe,
        controls={
            "epoch": StopSlider("look at epoch", [*range(40), *range(40, 99, 5), 99], 70),
            "patience": StopSlider("patience", [1, 2, 3, 5, 10, 20, 50], 10),
            "noise": StopSlider("wrong labels", [0, 0.1, 0.2, 0.3], 0.3, format=".0%"),
            "learning_rate": StopSlider("learning rate α", [0.005, 0.01, 0.02, 0.05], 0.02),
            "seed": seed(),
        },
        presets=[
            Preset(
                "to the end",
                "Train cost near 0, the wrong labels learned by heart; the dev cost has turned up.",
                {"epoch": 99},
                lambda r: (
                    r.dev_costs[-1] > 1.3 * r.dev_costs.min() and r.learned[0] > 0.9 * r.wrong
                ),
            ),
            Preset(
                "in time",
                "It says what the image shows (✓) where the label is wrong, and errs least on dev.",
                {"epoch": 18},
                lambda r: r.dev_error < r.dev_errors[-1] - 0.03 and r.learned[0] < 0.4 * r.wrong,
            ),
            Preset(
                "right labels",
                "All there is to learn is true of the dev images too: nothing is lost at the end.",
                {"epoch": 99, "noise": 0.0},
                lambda r: r.dev_error < r.dev_errors[r.best_epoch] + 0.03,
            ),
            Preset(
                "slow learning",
                "A smaller α, and the best epoch is another one: stopping is tied to optimizing.",
                {"learning_rate": 0.005},
                lambda r: r.best_epoch > 45,
            ),
        ],
        code=code,
        pointer=pointer,
        pin=("train", "dev", "error"),
        main=("epoch",),
    )
