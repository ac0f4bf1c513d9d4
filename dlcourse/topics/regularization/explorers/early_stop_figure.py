"""What the early stopping explorer looks like: its curves, and the images beside them."""

import numpy as np

from dlcourse.figures import palette
from dlcourse.figures.labels import spread
from dlcourse.topics import digits

SHOWN, COLUMNS = 9, 3  # training images
TOP = 3.0  # of the cost axis
CEILINGS = {"at": 0.69, "yours": 0.77, "stop": 0.86, "best": 0.95}  # of lines and words, × TOP


def setup(figure, with_yours=False):
    """Left the costs above the dev error, right some training images."""
    grid = figure.add_gridspec(2, 2, width_ratios=(1.75, 1), height_ratios=(1.75, 1))
    cost, error = figure.add_subplot(grid[0, 0]), figure.add_subplot(grid[1, 0])
    cost.set(xlim=(0, 115), ylim=(0, TOP), ylabel="data cost", xticks=range(0, 101, 20))
    cost.set(title="Drag the black line", xticklabels=[])
    error.set(xlim=(0, 115), ylim=(0, 60), ylabel="dev error, %", xticks=range(0, 101, 20))
    error.set_xlabel("epoch")
    images = figure.add_subplot(grid[:, 1])
    images.set(xticks=[], yticks=[], title="Label → what the network says")
    images.set_xlabel("training images; ✓ what it shows")
    images.grid(False)
    images.spines[:].set_visible(False)
    artists = {}
    for name, axes in (("cost", cost), ("error", error)):
        (artists[f"at_{name}"],) = axes.plot([], [], color=palette.CHOSEN, linewidth=1.5)
        (artists[f"stop_{name}"],) = axes.plot(
            [], [], color=palette.REFERENCE, linewidth=1.2, linestyle=":"
        )
        (artists[f"best_{name}"],) = axes.plot(
            [], [], "o", color=palette.REFERENCE, markersize=9, fillstyle="none"
        )
        (artists[f"point_{name}"],) = axes.plot([], [], "o", color=palette.CHOSEN)
    (artists["train"],) = cost.plot([], [], color=palette.TRAIN)
    (artists["dev"],) = cost.plot([], [], color=palette.DEV, linestyle="--")
    (artists["error"],) = error.plot([], [], color=palette.DEV, linestyle="--")
    artists["train_name"] = cost.text(101, 0, "train", color=palette.TRAIN, va="center")
    artists["dev_name"] = cost.text(101, 0, "dev", color=palette.DEV, va="center")
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
    artists["train"].set_data(epochs, result.train_costs)
    artists["dev"].set_data(epochs, result.dev_costs)
    artists["error"].set_data(epochs, 100 * result.dev_errors)
    ends = result.train_costs[-1], result.dev_costs[-1]
    for name, height in zip(("train", "dev"), spread(ends, 0.3, 0.1, TOP), strict=True):
        artists[f"{name}_name"].set_y(height)
    for name, y in (("cost", result.dev_costs), ("error", 100 * result.dev_errors)):
        top = {line: h * TOP if name == "cost" else 60 for line, h in CEILINGS.items()}
        artists[f"at_{name}"].set_data([e, e], [0, top["at"]])
        artists[f"stop_{name}"].set_data([result.stop_epoch] * 2, [0, top["stop"]])
        artists[f"best_{name}"].set_data([b], [y[b]])
        artists[f"point_{name}"].set_data([e], [y[e]])
    note(artists["best_says"], b, f"○ best epoch {b}")
    note(artists["stop_says"], result.stop_epoch, f"patience ends at {result.stop_epoch}")
    note(artists["yours_says"], 0, "")
    if result.yours:
        artists["yours"].set_data([result.yours[1]] * 2, [0, CEILINGS["yours"] * TOP])
        best, stop = result.yours
        note(artists["yours_says"], stop, f"yours: best {best}, stop {stop}")
    elif "yours" in artists:
        artists["yours"].set_data([], [])
    artists["images"].set_data(digits.mosaic(result.images[:, :SHOWN], COLUMNS, 6, 4))
    for i in range(SHOWN):
        label, said = result.labels[i], result.said[0, i]
        by_heart = said == label != result.digits[i]
        mark = "✓" if said == result.digits[i] else "✗"
        artists[f"says_{i}"].set_text(f"{label} → {said} {mark}")
        artists[f"says_{i}"].set_weight("bold" if by_heart else "normal")


def note(text, epoch, words):
    """Words beside an epoch, on the side where there is room."""
    left = epoch > 55
    text.set(x=epoch + (-1.5 if left else 1.5), text=words, ha="right" if left else "left")
