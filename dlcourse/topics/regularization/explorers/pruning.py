"""Pruning: remove the smallest weights of networks trained on digits, and see what it costs.

The same network is trained three times from the same θ₀: without a penalty, with L2, and with L1 by
soft-thresholding. The fraction is one of all weights of a network; biases stay.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, partial

import numpy as np

from dlcourse import L2, Momentum, soft_threshold, train
from dlcourse.figures import palette
from dlcourse.live.controls import StopSlider, seed
from dlcourse.live.explorer import Explorer, Preset
from dlcourse.live.yours import Yours, answer, driven_by
from dlcourse.topics import digits
from dlcourse.topics.snippets import expression, snippet

M, HIDDEN, ALPHA, EPOCHS = 200, 32, 1.0, 100
FRACTIONS = np.array([*range(0, 100, 5), 99]) / 100
NAMES = ("no penalty", "L2", "L1")
COLOURS = (palette.REFERENCE, palette.L2, palette.L1)
LOOKS = ("--", "-", "-.")
EDGES = np.linspace(-1, 1, 81)
HIGHEST = 160  # weights in a bin; the spike at 0 that L1 makes is far higher
POINT = 0.01 + 1e-9  # of dev error: what pruning may cost


@dataclass(frozen=True, eq=False)
class Trained:
    """Three trained networks and their dev errors, pruned to each fraction; rows are networks."""

    weights: np.ndarray  # (3, n): trained, before pruning
    errors: np.ndarray  # (3, len(FRACTIONS))
    dev_error: Callable  # (row, w) -> dev error of that network with other weights


@dataclass(frozen=True, eq=False)
class Pruned(Trained):
    """The same, looked at where one fraction is removed."""

    fraction: float
    yours: Yours  # (3,), dev errors with the student's `prune`

    @property
    def dev_errors(self):
        """Dev error of each network at the chosen fraction, (3,)."""
        return self.errors[:, np.searchsorted(FRACTIONS, self.fraction)]

    @property
    def dev_error_l2(self):
        """That of the network with L2."""
        return self.dev_errors[1]

    @cached_property
    def free(self):
        """What may go: the largest fraction before the dev error has grown by 0.01, (3,)."""
        bearable = np.cumprod(self.errors <= self.errors[:, :1] + POINT, axis=1)
        return FRACTIONS[bearable.sum(axis=1) - 1]

    @property
    def zeros(self):
        """Fraction of weights that training itself made exactly 0, (3,)."""
        return (self.weights == 0).mean(axis=1)


def pruned(w, fraction):
    """w (n,) with the round(fraction · n) smallest |w| set to 0."""
    w = w.copy()
    w[np.argsort(np.abs(w), kind="stable")[: round(fraction * w.size)]] = 0
    return w


def run(lambd, seed):
    """Train three networks from one θ₀ and prune each by every fraction."""
    rng = np.random.default_rng(seed)
    (X, Y), (X_dev, Y_dev), _ = digits.split(M, rng)
    plain, ridge = digits.digit_network(HIDDEN), digits.digit_network(HIDDEN, regularizer=L2(lambd))
    theta = plain.initialize(rng)
    shrink = soft_threshold(plain, ALPHA * lambd / M)
    thetas = []
    for network, project in ((plain, None), (ridge, None), (plain, shrink)):
        *_, last = train(network, theta, X, Y, Momentum(ALPHA), EPOCHS, project=project)
        thetas.append(last.theta)

    def dev_error(row, w):
        theta = thetas[row].copy()
        theta[plain.penalized] = w
        return plain.error(theta, X_dev, Y_dev)

    weights = np.array([theta[plain.penalized] for theta in thetas])
    errors = [
        [dev_error(row, pruned(w, fraction)) for fraction in FRACTIONS]
        for row, w in enumerate(weights)
    ]
    return Trained(weights, np.array(errors), dev_error)


def look(run, fraction, yours=None):
    """The networks pruned by a fraction; `yours` is the student's `prune`."""
    return Pruned(**vars(run), fraction=fraction, yours=Yours.of(yours, attempt, run, fraction))


def attempt(yours, run, fraction):
    """The dev errors, (3,), of the networks pruned by the student; None where it gives none."""
    attempts = [answer(yours, w[np.newaxis], fraction, shape=w.shape) for w in run.weights]
    if any(w is None for w in attempts):
        return None
    return [run.dev_error(row, w) for row, w in enumerate(attempts)]


def setup(figure, with_yours=False):
    """Left the dev error against the fraction removed, right the three histograms."""
    grid = figure.add_gridspec(3, 2, width_ratios=(1.35, 1))
    error = figure.add_subplot(grid[:, 0])
    error.set(xlim=(-1, 100), ylim=(0, 60), ylabel="dev error, %")
    error.set_title("What it costs")
    error.set_xlabel("weights removed, %   (can go: at most 1 percentage point worse)")
    artists = {}
    (artists["at"],) = error.plot([], [], color=palette.CHOSEN, linewidth=1.5)
    for i in range(3):
        (artists[f"error_{i}"],) = error.plot([], [], color=COLOURS[i], linestyle=LOOKS[i])
        (artists[f"point_{i}"],) = error.plot([], [], "o", color=COLOURS[i])
        y, look = 54 - 5 * i, {"color": COLOURS[i], "va": "center"}
        error.text(2, y, NAMES[i], weight="bold", **look)
        error.text(36, y, "can go", **look)
        artists[f"free_{i}"] = error.text(35, y, "", ha="right", **look)
        axes = figure.add_subplot(grid[i, 1])
        axes.set(xlim=(-1, 1), ylim=(0, HIGHEST), yticks=(0, 80))
        axes.tick_params(labelbottom=i == 2)
        axes.text(0.02, 0.96, NAMES[i], transform=axes.transAxes, color=COLOURS[i], va="top")
        artists[f"gone_{i}"] = axes.stairs(np.zeros(80), EDGES, fill=True, facecolor="#E3E3E3")
        artists[f"kept_{i}"] = axes.stairs(np.zeros(80), EDGES, fill=True, facecolor=COLOURS[i])
        artists[f"says_{i}"] = axes.text(
            0.99, 0.96, "", transform=axes.transAxes, ha="right", va="top", fontsize=10
        )
        if i == 0:
            axes.set_title("2368 weights: removed are pale")
    axes.set_xlabel("w")
    if with_yours:
        (artists["yours"],) = error.plot(
            [], [], "D", color=palette.YOURS, fillstyle="none", markersize=12
        )
        artists["yours_name"] = error.text(2, 2, "◇ yours", color=palette.YOURS)
    return artists


def draw(artists, result):
    """Curves and the chosen fraction; histograms with what goes and what stays."""
    artists["at"].set_data([100 * result.fraction] * 2, [0, 41])
    for i in range(3):
        artists[f"error_{i}"].set_data(100 * FRACTIONS, 100 * result.errors[i])
        artists[f"point_{i}"].set_data([100 * result.fraction], [100 * result.dev_errors[i]])
        artists[f"free_{i}"].set_text(f"{100 * result.free[i]:.0f} %")
        w = result.weights[i]
        kept = pruned(w, result.fraction)
        kept = kept[kept != 0]
        artists[f"gone_{i}"].set_data(np.histogram(w, EDGES)[0])
        artists[f"kept_{i}"].set_data(np.histogram(kept, EDGES)[0])
        exact = result.zeros[i]
        says = f"{kept.size} left"
        artists[f"says_{i}"].set_text(says + (f"\n{(w == 0).sum()} were 0" if exact else ""))
    if "yours" in artists:
        ours = 100 * np.array(result.yours.numbers if result.yours.given else [])
        artists["yours"].set_data(np.full(ours.size, 100 * result.fraction), ours)


def describe(result):
    """The dev errors before and after, and the weights that L1 has made 0 itself."""
    before, after = 100 * result.errors[:, 0], 100 * result.dev_errors
    sentence = (
        f"With {100 * result.fraction:.0f} % of the weights removed, dev error is "
        f"{after[0]:.1f} % without penalty (before {before[0]:.1f} %), "
        f"{after[1]:.1f} % with L2 ({before[1]:.1f} %), "
        f"{after[2]:.1f} % with L1 ({before[2]:.1f} %), which made "
        f"{100 * result.zeros[2]:.0f} % of its weights 0 itself."
    )
    return sentence + result.yours.says("weights", partial(verdict, result.dev_errors))


def verdict(dev_errors, yours):
    """The dev errors with the student's pruning, if they are others."""
    if np.allclose(yours, dev_errors, rtol=0, atol=1e-12):
        return "gives the same here."
    return f"makes them {' / '.join(f'{100 * error:.1f} %' for error in yours)}."


def code(fraction, lambd, seed):
    """The network with L2, pruned."""
    net = digits.digit_network(HIDDEN, regularizer=L2(lambd))
    removed = round(fraction * np.count_nonzero(net.penalized))
    return snippet(
        digits.code(seed, M),
        f"net = {expression(net)}",
        f"*_, last = dl.train(net, net.initialize(rng), X, Y, dl.Momentum({ALPHA:g}), {EPOCHS})",
        "size = np.where(net.penalized, np.abs(last.theta), np.inf)",
        f"pruned = np.where(size.argsort().argsort() < {removed}, 0, last.theta)",
        "dev_error_l2 = net.error(pruned, *dev)",
    )


def pointer(axes, x, y):
    """A click or drag on the curves puts the fraction there."""
    return {"fraction": x / 100} if axes.get_xlabel().startswith("weights") else {}


def pruning(yours=None):
    """What a network can spare; `yours` is the student's `prune`, its errors marked beside."""
    return Explorer(
        title="Pruning the smallest weights",
        run=run,
        **driven_by(yours, setup, look=look),
        draw=draw,
        describe=describe,
        controls={
            "fraction": StopSlider("weights removed", FRACTIONS, 0.8, format=".0%"),
            "lambd": StopSlider("λ of L2 and L1", [0.1, 0.2, 0.5, 1, 2], 0.5),
            "seed": seed(),
        },
        presets=[
            Preset(
                "a few",
                "The smallest 30 % hardly matter, whatever the penalty was.",
                {"fraction": 0.3},
                lambda r: (r.dev_errors < r.errors[:, 0] + 0.03).all(),
            ),
            Preset(
                "most",
                "Only the network trained with L1 can do without 80 %: most of its weights were 0.",
                {"fraction": 0.8},
                lambda r: r.dev_errors[2] < min(r.dev_errors[0] - 0.01, r.errors[2, 0] + 0.06),
            ),
            Preset(
                "too much",
                "Without 95 % of the weights no network reads digits any more.",
                {"fraction": 0.95},
                lambda r: (r.dev_errors > 0.25).all(),
            ),
            Preset(
                "stronger L1",
                "λ = 2: 90 % may go for nothing, but L1 has cost something before any pruning.",
                {"fraction": 0.9, "lambd": 2},
                lambda r: r.dev_errors[2] < r.errors[2, 0] + POINT and r.zeros[2] > 0.85,
            ),
        ],
        code=code,
        pointer=pointer,
        pin=("error_0", "kept_0", "error_1", "kept_1", "error_2", "kept_2"),
        main=("fraction",),
    )
