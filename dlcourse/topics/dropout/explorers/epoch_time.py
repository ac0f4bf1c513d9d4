"""What an epoch costs with dropout: the multiplications counted, the time measured on request.

A dropped unit's activation is multiplied by 0, and so it takes part in every matrix product. Each
example drops other units, so that there is no row or column that all examples could leave out.
"""

import time
from dataclasses import dataclass

import numpy as np

from dlcourse import (
    Dense,
    Dropout,
    GradientDescent,
    Network,
    ReLU,
    SoftmaxCrossEntropy,
    train,
)
from dlcourse.figures import palette
from dlcourse.live.controls import StopSlider, measure
from dlcourse.live.explorer import Explorer, Preset
from dlcourse.topics import digits
from dlcourse.topics.snippets import snippet

M = 256  # examples of an epoch
AT_LEAST, AT_MOST, SECONDS = 6, 26, 0.3  # pairs of epochs, and when no other pair is begun
COUNTS = (
    ("products", "without\ndropout", palette.REFERENCE),
    ("dense", "with\ndropout", palette.DROPOUT),
    ("kept_only", "kept units\nalone", palette.DROPPED),
)
LONGEST = 300  # per cent of the time without dropout; what is longer ends there


@dataclass(frozen=True, eq=False)
class Epoch:
    """What an epoch takes: counts, and times once they are measured."""

    hidden: int
    keep_prob: float
    steps: int
    products: int  # multiplications in matrix products, with dropout or without
    masking: int  # multiplications and divisions by which dropout masks and scales
    draws: int  # random numbers
    kept_only: int  # multiplications of the kept units alone, on average over the masks
    times: np.ndarray  # (pairs, 2) in ms, without and with dropout; (0, 2) when not measured

    @property
    def dense(self):
        """All multiplications of an epoch with dropout."""
        return self.products + self.masking

    @property
    def fastest(self):
        """(2,): the time of the fastest epoch without and with dropout, in ms.

        What else the machine does only adds to a time, so the fastest is nearest to the truth.
        """
        return self.times.min(axis=0)

    @property
    def slower(self):
        """In how many pairs the epoch with dropout took longer."""
        return int((self.times[:, 1] > self.times[:, 0]).sum())


def layers_with(hidden, dropout=()):
    """64 pixels, two hidden layers, each followed by `dropout`, 10 digits."""
    first = [Dense(64, hidden), ReLU(), *dropout]
    return [*first, Dense(hidden, hidden), ReLU(), *dropout, Dense(hidden, 10)]


def multiplications(hidden, share=1):
    """Of all matrix products for one example, if a share of the hidden units takes part.

    Forward W A and backward dZ Aᵀ in each layer, and Wᵀ dZ in all but the first: nobody needs
    the gradient of the pixels.
    """
    h = share * hidden
    first, *others = (64 * h, h * h, 10 * h)
    return 2 * first + 3 * sum(others)


def compute(hidden, keep_prob, batch_size, measure):
    """Count, and measure if asked to."""
    return Epoch(
        hidden,
        keep_prob,
        M // batch_size,
        M * multiplications(hidden),
        M * 8 * hidden,  # · D and ÷ keep_prob, two layers, forward and backward
        M * 2 * hidden,
        round(M * multiplications(hidden, keep_prob)),
        measured(hidden, keep_prob, batch_size) if measure else np.empty((0, 2)),
    )


def measured(hidden, keep_prob, batch_size):
    """Times of epochs without and with dropout, in turn: (pairs, 2), in ms."""
    (X, Y), *_ = digits.split(M, np.random.default_rng(0))
    loss = SoftmaxCrossEntropy()
    networks = [
        Network(layers_with(hidden, dropout), loss) for dropout in ((), (Dropout(keep_prob),))
    ]
    theta = networks[0].initialize(np.random.default_rng(0))

    def epoch(network):
        descent, rng = GradientDescent(0.1), np.random.default_rng(0)
        start = time.perf_counter()
        for _ in train(network, theta, X, Y, descent, 1, batch_size, rng):
            pass
        return 1000 * (time.perf_counter() - start)

    begin, pairs = time.perf_counter(), []
    while len(pairs) < AT_LEAST or (len(pairs) < AT_MOST and time.perf_counter() - begin < SECONDS):
        pairs.append([epoch(network) for network in networks])
    return np.array(pairs[1:])  # the first pair warms up


def setup(figure):
    """Left what is counted, right what is measured; both in per cent of an epoch without."""
    counts, times = figure.subplots(1, 2)
    artists = {}
    for axes, rows, title in (
        (counts, COUNTS, "Multiplications in an epoch"),
        (times, COUNTS[:2], "Time of an epoch"),
    ):
        axes.set(title=title, ylim=(len(rows) - 0.4, -0.6), xlabel="% of an epoch without dropout")
        axes.set_yticks(range(len(rows)), [name for _, name, _ in rows], fontsize=11)
        axes.tick_params(axis="y", length=0)
        axes.grid(False, axis="y")
    counts.set(xlim=(0, 175), xticks=(0, 50, 100))
    times.set(xlim=(0, LONGEST), xticks=range(0, LONGEST + 1, 50))
    for place, (name, _, colour) in enumerate(COUNTS):
        (artists[name],) = counts.barh([place], [0], height=0.55, color=colour)
        artists[f"{name}_says"] = counts.text(0, place, "", va="center")
    # hatched: nobody computes it
    artists["kept_only"].set(hatch="xx", facecolor="white", edgecolor=palette.DROPPED)
    for place, (name, colour) in enumerate((("without", COUNTS[0][2]), ("with", COUNTS[1][2]))):
        (artists[name],) = times.barh([place], [0], height=0.4, color=colour)
        artists[f"{name}_says"] = times.text(3, place - 0.34, "", va="center")
        (artists[f"{name}_each"],) = times.plot([], [], "|", color=colour, markersize=10)
    artists["not_yet"] = times.text(
        0.5, 0.5, "", transform=times.transAxes, ha="center", va="center", fontsize=12
    )
    times.set_xlabel("% of the fastest without dropout   (| one repeat)")
    artists["steps"] = counts.text(
        175, -0.46, "", ha="right", va="center", fontsize=10, color="#555555"
    )
    return artists


def draw(artists, result):
    """Bars as long as the counts, and the times if there are any."""
    for name, *_ in COUNTS:
        count = getattr(result, name)
        length = 100 * count / result.products
        artists[name].set_width(length)
        artists[f"{name}_says"].set(x=length + 3, text=f"{count / 1e6:#.3g} million")
    measured = len(result.times) > 0
    scale = 100 / result.fastest[0] if measured else 0
    for i, name in enumerate(("without", "with")):
        fastest = result.fastest[i] if measured else 0
        each = np.minimum(scale * result.times[:, i], LONGEST)
        artists[name].set_width(min(scale * fastest, LONGEST))
        artists[f"{name}_says"].set_text(f"fastest: {fastest:.3g} ms" if measured else "")
        artists[f"{name}_each"].set_data(each, np.full(each.size, i + 0.3))
    artists["not_yet"].set_text("" if measured else "not yet measured:\npress “Measure the time”")
    steps = "1 step" if result.steps == 1 else f"{result.steps} steps"
    artists["steps"].set_text(f"{steps}, {result.hidden} units a hidden layer")


def describe(result):
    """The counts, and the times or that there are none yet."""
    steps = "1 step" if result.steps == 1 else f"{result.steps} steps"
    products, dense, kept_only = (
        f"{count / 1e6:#.3g}" for count in (result.products, result.dense, result.kept_only)
    )
    sentence = (
        f"An epoch of {steps} takes {products} million multiplications, with dropout {dense} "
        f"million; the kept units alone would need {kept_only} million. "
    )
    if not len(result.times):
        return sentence + "Time: not yet measured."
    without, with_it = result.fastest
    return sentence + (
        f"Fastest: {without:.3g} ms, with dropout {with_it:.3g} ms: {compared(result)} "
        f"(slower in {result.slower} of {len(result.times)} repeats)."
    )


def compared(result):
    """Whether dropout takes longer, in words: as the fastest say, if most repeats say so too."""
    n, (without, with_it) = len(result.times), result.fastest
    majority = result.slower - n / 2  # chance alone moves it by about √n / 2
    if abs(majority) <= np.sqrt(n) or majority * (with_it - without) <= 0:
        return "no clear difference"
    more = 100 * (with_it / without - 1)
    return f"{abs(more):.0f} % {'more' if more >= 0 else 'less'}"


def code(hidden, keep_prob, batch_size, measure):
    """The same counts, from the layers' shapes."""
    return snippet(
        f"h, drop = {hidden}, dl.Dropout({keep_prob:g})",
        "layers = [dl.Dense(64, h), dl.ReLU(), drop, dl.Dense(h, h), dl.ReLU(), drop, "
        "dl.Dense(h, 10)]",
        'W1, W2, W3 = (n * n_prev for n, n_prev in (layers[i].shapes["W"] for i in (0, 3, 6)))',
        f"products = {M} * (2 * W1 + 3 * W2 + 3 * W3)  "
        "# W A, dZ Aᵀ and, but for the first layer, Wᵀ dZ",
        f"masking = {M} * 2 * (h + h) * 2  # · D and ÷ keep_prob, two layers, forward and backward",
        f"p, steps = drop.keep_prob, {M} // {batch_size}",
        f"kept_only = round({M} * (2 * p * W1 + 3 * p**2 * W2 + 3 * p * W3))",
    )


def epoch_time():
    """Does dropout make an epoch cheaper? Counted at once, measured at the press of a button."""
    sizes = [8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256]
    return Explorer(
        title="What an epoch costs with dropout",
        setup=setup,
        compute=compute,
        draw=draw,
        describe=describe,
        controls={
            "hidden": StopSlider("hidden units a layer", sizes, 128),
            "keep_prob": StopSlider("keep_prob", np.linspace(0.1, 1, 10).round(1), 0.5),
            "batch_size": StopSlider("batch size", [16, 32, 64, 128, 256], 64),
            "measure": measure("Measure the time"),
        },
        presets=[
            Preset(
                "half are dropped",
                "Half of the units, and yet no product is saved: then press Measure.",
                {},
                lambda r: r.dense > r.products and r.kept_only < 0.5 * r.products,
            ),
            Preset(
                "nine of ten are dropped",
                "Multiplying by 0 costs as much as multiplying by anything else.",
                {"keep_prob": 0.1},
                lambda r: r.dense > r.products and r.kept_only < 0.1 * r.products,
            ),
            Preset(
                "a small network",
                "The fewer units, the larger the masks' share of the work.",
                {"hidden": 16},
                lambda r: r.masking > 0.03 * r.products,
            ),
            Preset(
                "none is dropped",
                "keep_prob = 1 changes nothing, and its masks cost as much as any others.",
                {"keep_prob": 1.0},
                lambda r: r.kept_only == r.products < r.dense,
            ),
        ],
        code=code,
        main=("hidden", "keep_prob"),
    )
