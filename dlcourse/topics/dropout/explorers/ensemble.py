"""The ensemble view: one network with all its units against the average of thinned ones.

One training run. Then a hundred thinned networks are taken out of the trained one: a mask for the
hidden units each, the same for all dev images, and what is kept is divided by keep_prob.
"""

from dataclasses import dataclass

import numpy as np

from dlcourse import Adam, softmax, train
from dlcourse.figures import palette
from dlcourse.figures.named_curves import place_names, setup_names
from dlcourse.live.controls import StopSlider, choice, seed, toggle
from dlcourse.live.explorer import Explorer, Preset
from dlcourse.topics import digits
from dlcourse.topics.snippets import expression, snippet

M, HIDDEN, ALPHA, EPOCHS, MOST = 150, 32, 0.01, 100, 100
KINDS = ("probabilities", "log probabilities")
N_STOPS = [*range(1, 11), 12, 15, 20, 25, 30, 40, 50, 60, 70, 80, 90, 100]
LIMITS = {"error": (0, 60), "cost": (0.15, 15.0)}  # of the axes; errors in %
NEARLY = 0.01 + 1e-9  # of dev error
ROOM = {"error": 16, "cost": 40}  # beyond the last n, for names: the axis goes to ROOM · MOST


@dataclass(frozen=True, eq=False)
class Members:
    """Dev errors and costs of thinned networks, of their averages, and of the whole network."""

    errors: np.ndarray  # (100,): each thinned network alone
    costs: np.ndarray
    averages: dict  # kind -> errors and costs, (100,), of the average of the first 1, 2, … of them
    full_error: float  # all units, one pass
    full_cost: float


@dataclass(frozen=True, eq=False)
class Ensemble(Members):
    """The same, looked at where n of them are averaged."""

    n: int
    kind: str

    @property
    def averaged_errors(self):
        """Dev errors of the average of the first 1, 2, … of them, (100,)."""
        return self.averages[self.kind][0]

    @property
    def averaged_costs(self):
        """Its dev costs, (100,)."""
        return self.averages[self.kind][1]

    @property
    def average_error(self):
        """Dev error of the average of n thinned networks."""
        return self.averaged_errors[self.n - 1]

    @property
    def average_cost(self):
        """Its dev cost."""
        return self.averaged_costs[self.n - 1]


def run(keep_prob, trained, seed):
    """Train once, evaluate all units, then a hundred thinned networks, alone and averaged."""
    rng = np.random.default_rng(seed)
    (X, Y), dev, _ = digits.split(M, rng)
    net = digits.digit_network(HIDDEN, keep_probs=(1, keep_prob if trained else 1))
    *_, last = train(net, net.initialize(rng), X, Y, Adam(ALPHA), EPOCHS, rng=rng)
    D = rng.random((MOST, HIDDEN, 1)) < keep_prob
    hidden = net.layer_outputs(last.theta, dev[0], train=False)[1]
    Z = thinned(net.unpack(last.theta)[-1], hidden, D / keep_prob)
    labels = dev[1].argmax(axis=0)
    counts = np.arange(1, MOST + 1)[:, np.newaxis, np.newaxis]
    A = softmax(np.moveaxis(Z, 1, 0))  # (10, 100, m): classes come first
    mean = np.cumsum(A, axis=1) / counts[:, 0]
    # the softmax of mean scores is the geometric mean of probabilities, scaled to sum 1
    geometric = softmax(np.moveaxis(np.cumsum(Z, axis=0) / counts, 1, 0))
    averages = [error_and_cost(averaged, labels) for averaged in (mean, geometric)]
    return Members(
        *error_and_cost(A, labels),
        dict(zip(KINDS, averages, strict=True)),
        net.error(last.theta, *dev),
        net.data_cost(last.theta, *dev, train=False),
    )


def look(run, n, average):
    """The average of n of them."""
    return Ensemble(**vars(run), n=n, kind=average)


def thinned(output, hidden, scaled):
    """Scores (n, 10, m) of n thinned networks: W (d a) = (W d) a, so one product serves for all."""
    W = (output["W"] * scaled[:, :, 0][:, np.newaxis, :]).reshape(-1, HIDDEN)
    return (W @ hidden).reshape(len(scaled), 10, -1) + output["b"]


def error_and_cost(A, labels):
    """Of probabilities (10, n, m): n errors and n costs."""
    right = A[labels, :, np.arange(labels.size)]  # (m, n)
    errors = np.mean(A.argmax(axis=0) != labels, axis=1)
    return errors, -np.log(np.maximum(right, 1e-300)).mean(axis=0)


def setup(figure):
    """Large the dev errors, beside them the dev costs, both against n."""
    axes = figure.subplots(1, 2, width_ratios=(1.55, 1))
    titles = "Error on 500 new digits, %", "Their cost J (log scale)"
    artists = {}
    for which, title, ax in zip(LIMITS, titles, axes, strict=True):
        ax.set(xscale="log", xlim=(0.9, ROOM[which] * MOST), ylim=LIMITS[which], title=title)
        ax.set_xlabel("n thinned networks, n passes (log scale)")
        ax.set_xticks((1, 10, 100), ("1", "10", "100"))
        (artists[f"{which}_each"],) = ax.plot(
            [], [], "o", color=palette.DROPOUT, markersize=3.5, alpha=0.3
        )
        (artists[f"{which}_alone"],) = ax.plot([], [], ":", color=palette.DROPOUT, linewidth=1.5)
        (artists[f"{which}_full"],) = ax.plot([], [], "--", color=palette.DEV)
        (artists[f"{which}_averaged"],) = ax.plot([], [], color=palette.DROPOUT)
        (artists[f"{which}_at"],) = ax.plot([], [], "o", color=palette.CHOSEN, markersize=8)
        colours = {"alone": palette.DROPOUT, "average": palette.DROPOUT, "full": palette.DEV}
        colours = {f"{which}_{name}": colour for name, colour in colours.items()}
        artists |= setup_names(ax, colours, 1.3 * MOST, fontsize=10.5)
    axes[1].set(yscale="log")
    axes[1].set_yticks((0.2, 0.5, 1, 2, 5, 10), ("0.2", "0.5", "1", "2", "5", "10"))
    for ax in axes:
        ax.minorticks_off()
    return artists


def draw(artists, result):
    """Dots, the two levels and the curve; names with their numbers where the lines end."""
    k = np.arange(1, MOST + 1)
    parts = {
        "error": (100 * result.errors, 100 * result.averaged_errors, 100 * result.full_error),
        "cost": (result.costs, result.averaged_costs, result.full_cost),
    }
    for which, (each, averaged, full) in parts.items():
        low, high = LIMITS[which]
        alone, now = each.mean(), averaged[result.n - 1]
        artists[f"{which}_each"].set_data(k, np.clip(each, low, high))
        artists[f"{which}_alone"].set_data([0.9, MOST], [alone, alone])
        artists[f"{which}_full"].set_data([0.9, MOST], [full, full])
        artists[f"{which}_averaged"].set_data(k, averaged)
        artists[f"{which}_at"].set_data([result.n], [now])
        if which == "error":
            words = (
                f"one thinned network:\n{alone:.1f} % on average",
                f"average of n = {result.n}:\n{now:.1f} %",
                f"all units, one pass:\n{full:.1f} %",
            )
        else:
            words = f"one {alone:.2f}", f"n = {result.n}: {now:.2f}", f"all {full:.2f}"
        names = [f"{which}_{name}" for name in ("alone", "average", "full")]
        ends = dict(zip(names, np.clip((alone, averaged[-1], full), low, high), strict=True))
        place_names(artists, ends, dict(zip(names, words, strict=True)))


def describe(result):
    """The three errors, the two costs, and whether one pass says the same as n."""
    gap = result.average_error - result.full_error
    verdict = "The one pass does as well"
    if abs(gap) > NEARLY:
        verdict = "The one pass is better" if gap > 0 else "The average is better"
    elif result.average_cost > 1.1 * result.full_cost:
        verdict += ", with a lower J"
    who = "The first thinned network" if result.n == 1 else f"The average of {result.n}"
    return (
        f"{who}: dev error {100 * result.average_error:.1f} %, J {result.average_cost:.2f}. "
        f"One thinned network: {100 * result.errors.mean():.1f} % on average. All units, one pass: "
        f"{100 * result.full_error:.1f} %, J {result.full_cost:.2f}. {verdict}."
    )


def code(n, average, keep_prob, trained, seed):
    """The same run, its thinned networks and their average."""
    net = digits.digit_network(HIDDEN, keep_probs=(1, keep_prob if trained else 1))
    run = f"net.initialize(rng), X, Y, dl.Adam({ALPHA:g}), {EPOCHS}, rng=rng"
    masks = f"rng.random(({n}, {HIDDEN}, 1)) < {keep_prob:g}"
    mean = "sum(map(dl.softmax, Z))" if average == "probabilities" else "sum(Z)"
    return snippet(
        digits.code(seed, M),
        f"net = {expression(net)}",
        f"*_, (theta, *_) = dl.train(net, {run})",
        "A, out = net.layer_outputs(theta, dev[0], train=False)[1], net.unpack(theta)[-1]",
        f'Z = [out["W"] @ (A * d / {keep_prob:g}) + out["b"] for d in {masks}]',
        f"average_error = np.mean({mean}.argmax(axis=0) != dev[1].argmax(axis=0))",
    )


def pointer(axes, x, y):
    """A click or drag on a curve puts n there."""
    return {"n": x}


def ensemble():
    """n thinned networks averaged against one pass with all units."""
    return Explorer(
        title="One network, or the average of many thinned ones",
        setup=setup,
        run=run,
        look=look,
        draw=draw,
        describe=describe,
        controls={
            "n": StopSlider("thinned networks n", N_STOPS, 10),
            "average": choice("average of", KINDS, KINDS[0]),
            "keep_prob": StopSlider("keep_prob", [0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9], 0.5),
            "trained": toggle("trained with dropout", True),
            "seed": seed(),
        },
        presets=[
            Preset(
                "one alone",
                "A single thinned network errs far more than the whole network.",
                {"n": 1},
                lambda r: r.errors.mean() > r.full_error + 0.06,
            ),
            Preset(
                "a hundred",
                "The error of a hundred passes is that of one. Only J is higher: less sure.",
                {"n": 100},
                lambda r: abs(r.average_error - r.full_error) < 0.025,
            ),
            Preset(
                "log probabilities",
                "The mean of logarithms nears the one pass in its cost too.",
                {"n": 100, "average": "log probabilities"},
                lambda r: abs(r.average_cost - r.full_cost) < 0.05,
            ),
            Preset(
                "not trained for it",
                "Trained without dropout, thinned networks fail: units rely on each other.",
                {"n": 1, "trained": False},
                lambda r: r.errors.mean() > 0.35,
            ),
        ],
        code=code,
        pointer=pointer,
        pin=("error_full", "error_averaged", "cost_full", "cost_averaged"),
        main=("n", "average"),
    )
