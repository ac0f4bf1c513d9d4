"""Early stopping on digits: train and dev curves, and the network as it was at any epoch.

Some training images have a wrong label. A network first learns what all images share, then these
labels by heart, and its dev cost turns up.
"""

from dataclasses import dataclass
from functools import cached_property, partial

import numpy as np

from dlcourse import Adam, early_stopping, train
from dlcourse.figures import palette
from dlcourse.figures.named_curves import draw_curves, setup_curves
from dlcourse.live.controls import StopSlider, seed
from dlcourse.live.explorer import Explorer, Preset
from dlcourse.live.yours import Yours, answer, driven_by
from dlcourse.topics import digits
from dlcourse.topics.snippets import expression, snippet

M, HIDDEN, EPOCHS = 150, 32, 100
SHOWN, COLUMNS = 9, 3  # training images
TOP = 3.0  # of the cost axis
CEILINGS = {"at": 0.69, "yours": 0.77, "stop": 0.86, "best": 0.95}  # of lines and words, × TOP


@dataclass(frozen=True, eq=False)
class Run:
    """A hundred epochs of training, and what the network said after each."""

    wrong: int  # the first so many training images have a wrong label
    train_costs: np.ndarray  # after each epoch
    dev_costs: np.ndarray
    dev_errors: np.ndarray
    images: np.ndarray  # (64, 150)
    digits: np.ndarray  # what they show
    labels: np.ndarray  # what they are labelled
    predictions: np.ndarray  # (100, 150): what the network says of them after each epoch


@dataclass(frozen=True, eq=False)
class Stopped(Run):
    """The same, and the network as it was after one of the epochs."""

    epoch: int
    patience: int
    yours: Yours  # the student's two epochs

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

    @cached_property
    def shown(self):
        """Nine images, those with a wrong label first, and of each digit one before any other."""
        candidates = np.arange(max(self.wrong, SHOWN) if self.wrong else round(0.3 * M))
        seen = [np.sum(self.digits[:i] == self.digits[i]) for i in candidates]
        return np.lexsort((candidates, seen))[:SHOWN]

    @property
    def said(self):
        """What the network says after the chosen epoch, and at the end, (2, 150)."""
        return self.predictions[[self.epoch, -1]]

    @property
    def dev_error(self):
        """After the chosen epoch."""
        return self.dev_errors[self.epoch]

    @property
    def learned(self):
        """How many wrong labels the network repeats, after the chosen epoch and at the end."""
        wrong = slice(self.wrong)
        return tuple(int(n) for n in (self.said[:, wrong] == self.labels[wrong]).sum(axis=1))


def run(noise, learning_rate, seed):
    """Train all epochs from θ₀."""
    rng = np.random.default_rng(seed)
    (X, Y_true), (X_dev, Y_dev), _ = digits.split(M, rng)
    wrong = round(noise * M)
    Y = digits.with_wrong_labels(Y_true, wrong, rng)
    network = digits.digit_network(HIDDEN)
    right = Y_dev.argmax(axis=0)
    costs, dev_costs, dev_errors, predictions = [], [], [], []
    for step in train(network, network.initialize(rng), X, Y, Adam(learning_rate), EPOCHS):
        A = network.forward(step.theta, X_dev)
        # the dev cost from the probabilities, which are needed for the error too
        certain = np.maximum(A[right, np.arange(right.size)], 1e-300)
        dev_costs.append(-np.log(certain).mean())
        dev_errors.append(np.mean(A.argmax(axis=0) != right))
        costs.append(step.cost)  # before the update
        predictions.append(network.predict(step.theta, X))
    costs = [*costs[1:], network.data_cost(step.theta, X, Y)]
    return Run(
        wrong,
        np.array(costs),
        np.array(dev_costs),
        np.array(dev_errors),
        X,
        Y_true.argmax(axis=0),
        Y.argmax(axis=0),
        np.array(predictions),
    )


def look(run, epoch, patience, yours=None):
    """The network after an epoch; `yours` is the student's `early_stopping`."""
    attempted = Yours.of(yours, attempt, run.dev_costs, patience)
    return Stopped(**vars(run), epoch=epoch, patience=patience, yours=attempted)


def attempt(yours, dev_costs, patience):
    """The student's (best_epoch, stop_epoch); None where it gives none."""
    pair = answer(yours, dev_costs, patience, shape=(2,))
    if pair is None or pair.min() < 0 or pair.max() >= EPOCHS:
        return None
    return int(pair[0]), int(pair[1])


def setup(figure, with_yours=False):
    """Left the costs above the dev error, right some training images."""
    grid = figure.add_gridspec(2, 2, width_ratios=(1.75, 1), height_ratios=(1.75, 1))
    cost, error = figure.add_subplot(grid[0, 0]), figure.add_subplot(grid[1, 0])
    cost.set(xlim=(0, 115), ylim=(0, TOP), ylabel="data cost", xticks=range(0, 101, 20))
    cost.set(title="Cost; ○ lowest on dev", xticklabels=[])
    error.set(xlim=(0, 115), ylim=(0, 60), ylabel="dev error, %", xticks=range(0, 101, 20))
    error.set_xlabel("epoch")
    images = figure.add_subplot(grid[:, 1])
    images.set(xticks=[], yticks=[], title="Label → what the network says")
    images.set_xlabel("✓: right about the image")
    images.grid(False)
    images.spines[:].set_visible(False)
    artists = setup_curves(cost, palette.TRAIN_AND_DEV, x=101)
    for name, axes in (("cost", cost), ("error", error)):
        (artists[f"at_{name}"],) = axes.plot([], [], color=palette.CHOSEN, linewidth=1.5)
        (artists[f"stop_{name}"],) = axes.plot(
            [], [], color=palette.REFERENCE, linewidth=1.2, linestyle=":"
        )
        (artists[f"best_{name}"],) = axes.plot(
            [], [], "o", color=palette.REFERENCE, markersize=9, fillstyle="none"
        )
        (artists[f"point_{name}"],) = axes.plot([], [], "o", color=palette.CHOSEN)
    (artists["error"],) = error.plot([], [], color=palette.DEV, linestyle="--")
    for name, colour in (
        ("best", palette.REFERENCE),
        ("stop", palette.REFERENCE),
        ("yours", palette.YOURS),
    ):
        artists[f"{name}_says"] = cost.text(
            0, CEILINGS[name] * TOP, "", color=colour, fontsize=10, va="center"
        )
    if with_yours:
        (artists["yours"],) = cost.plot([], [], color=palette.YOURS, linestyle="-.", linewidth=2)
    blank = digits.mosaic(np.zeros((64, SHOWN)), COLUMNS, 6, 4)
    artists["images"] = images.imshow(blank, aspect="auto", **digits.LOOK)
    for i in range(SHOWN):
        x, y = i % COLUMNS * 14 + 6.5, i // COLUMNS * 12 + 7.8
        artists[f"says_{i}"] = images.text(x, y, "", ha="center", va="top", fontsize=12)
    return artists


def draw(artists, result):
    """Curves, the three epochs, and the images with what the network says."""
    e, b = result.epoch, result.best_epoch
    epochs = np.arange(result.dev_costs.size)
    curves = {"train": (epochs, result.train_costs), "dev": (epochs, result.dev_costs)}
    draw_curves(artists, curves)
    artists["error"].set_data(epochs, 100 * result.dev_errors)
    for name, y in (("cost", result.dev_costs), ("error", 100 * result.dev_errors)):
        top = {line: h * TOP if name == "cost" else 60 for line, h in CEILINGS.items()}
        artists[f"at_{name}"].set_data([e, e], [0, top["at"]])
        artists[f"stop_{name}"].set_data([result.stop_epoch] * 2, [0, top["stop"]])
        artists[f"best_{name}"].set_data([b], [y[b]])
        artists[f"point_{name}"].set_data([e], [y[e]])
    note(artists["best_says"], b, f"○ best epoch {b}")
    note(artists["stop_says"], result.stop_epoch, f"patience ends at {result.stop_epoch}")
    note(artists["yours_says"], 0, "")
    if result.yours.given:
        best, stop = result.yours.numbers
        artists["yours"].set_data([stop, stop], [0, CEILINGS["yours"] * TOP])
        note(artists["yours_says"], stop, f"yours: best {best}, stop {stop}")
    elif "yours" in artists:
        artists["yours"].set_data([], [])
    artists["images"].set_data(digits.mosaic(result.images[:, result.shown], COLUMNS, 6, 4))
    for i, image in enumerate(result.shown):
        label, said = result.labels[image], result.said[0, image]
        by_heart = said == label != result.digits[image]
        mark = "✓" if said == result.digits[image] else "✗"
        artists[f"says_{i}"].set_text(f"{label} → {said} {mark}")
        artists[f"says_{i}"].set_weight("bold" if by_heart else "normal")


def note(text, epoch, words):
    """Words beside an epoch, on the side where there is room."""
    left = epoch > 55
    text.set(x=epoch + (-1.5 if left else 1.5), text=words, ha="right" if left else "left")


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
    return f"{sentence}." + result.yours.says("two epochs", partial(verdict, result))


def verdict(result, yours):
    """Whether the student's two epochs are the right ones."""
    same = yours == (result.best_epoch, result.stop_epoch)
    return "says the same here." if same else "says otherwise."


def code(epoch, patience, noise, learning_rate, seed):
    """The same run, where it should have stopped, and the dev error after the chosen epoch."""
    return snippet(
        digits.code(seed, M, round(noise * M)),
        f"net = {expression(digits.digit_network(HIDDEN))}",
        f"run = [*dl.train(net, net.initialize(rng), X, Y, dl.Adam({learning_rate:g}), {EPOCHS})]",
        "costs, dev_error = [net.data_cost(step.theta, *dev) for step in run], "
        f"net.error(run[{epoch}].theta, *dev)",
        f"best_epoch, stop_epoch = dl.early_stopping(costs, {patience})",
    )


def pointer(axes, x, y):
    """A click or drag on the curves puts the chosen epoch there."""
    return {} if axes.images else {"epoch": x}


def early_stop(yours=None):
    """Where to stop training; `yours` is the student's `early_stopping`, marked beside."""
    return Explorer(
        title="Early stopping",
        run=run,
        **driven_by(yours, setup, look=look),
        draw=draw,
        describe=describe,
        controls={
            "epoch": StopSlider("look at epoch", [*range(40), *range(40, 99, 5), 99], 17),
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
                {},
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
