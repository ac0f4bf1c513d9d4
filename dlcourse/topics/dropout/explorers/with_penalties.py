"""Dropout together with L2, L1 or max-norm: ten pairs of runs on few digits with wrong labels.

One run of a pair has both; the other one is without the penalty, or without dropout.
"""

from dataclasses import dataclass

import numpy as np

from dlcourse import L2, Momentum, max_norm, soft_threshold
from dlcourse.figures import palette
from dlcourse.figures.named_curves import draw_curves, setup_curves
from dlcourse.live.controls import StopSlider, choice, seed
from dlcourse.live.explorer import Explorer, Preset
from dlcourse.topics import digits
from dlcourse.topics.dropout.runs import noisy_digits
from dlcourse.topics.dropout.runs.noisy_digits import PAIRS, M
from dlcourse.topics.pairs import Pairs, by_run
from dlcourse.topics.snippets import expression, snippet

HIDDEN, EPOCHS = 64, 60
MEASURED = np.array([2, 5, 10, 20, 30, 40, 50, 60])  # iterations at which errors are taken
TOP = 50  # of the error axis, in %
LONGEST = 8  # of the axis of lengths
ALL = 100  # % of the units
METHODS = ("none", "L2", "L1", "max-norm")
AGAINST = ("the penalty", "dropout")


@dataclass(frozen=True, eq=False)
class Combined(Pairs):
    """Dev errors at the end, without one of the two and with both, and how the runs got there."""

    method: str
    keep_prob: float
    c: float | None  # the cap of max-norm
    against: str  # what the other run of a pair is without
    same: bool  # both runs are one: nothing to compare
    errors: np.ndarray  # (2, 2, looks): with both, without; train, dev; means of the pairs so far
    norms: np.ndarray  # (2, n): lengths of the units' incoming weight vectors
    zeros: float  # fraction of the weights with both that are exactly 0

    @property
    def first_error(self):
        """The dev error of the first run with both."""
        return self.partner[0]


def with_method(method, keep_prob, lambd, c, learning_rate):
    """A network with dropout and a method, and the projection that belongs to it."""
    penalty = L2(lambd) if method == "L2" else None
    net = digits.digit_network(HIDDEN, keep_probs=(1, keep_prob), regularizer=penalty)
    if method == "L1":
        return net, soft_threshold(net, learning_rate * lambd / M)
    return net, max_norm(net, c) if method == "max-norm" else None


def compute(method, keep_prob, lambd, c, learning_rate, against, seed):
    """Train the pairs one after the other, with results of the first pair at each of MEASURED."""
    strength = lambd, c, learning_rate
    settings = [(method, keep_prob)]
    other = ("none", keep_prob) if against == "the penalty" else (method, 1)
    same = other == settings[0]
    settings += [] if same else [other]
    models = [with_method(*setting, *strength) for setting in settings]
    cap = c if method == "max-norm" else None
    curves, norms, zeros = [], [[], []], []

    def result(unfinished=()):
        runs = [*curves, *unfinished]
        shown = min(len(run) for pair in runs for run in pair) if runs else 0
        means = np.mean([[run[:shown] for run in pair] for pair in runs], axis=0)
        ends = [(without[-1][1], both[-1][1]) for both, without in curves]
        return Combined(
            PAIRS,
            *by_run(ends),
            method,
            keep_prob,
            cap,
            against,
            same,
            np.moveaxis(means, 1, 2) if shown else np.zeros((2, 2, 0)),
            np.array([np.concatenate(part) if part else [] for part in norms]),
            float(np.mean(zeros)) if zeros else 0.0,
        )

    for number in range(PAIRS):
        training, dev, rng = noisy_digits.pair(seed, number)
        runs = [run(net, training, dev, rng, learning_rate, project) for net, project in models]
        both = [[] for _ in models]
        for at_the_same_iteration in zip(*runs, strict=True):
            for taken, (errors, _) in zip(both, at_the_same_iteration, strict=True):
                taken += [errors] if errors else []
            yield result([[both[0], both[-1]]] if number == 0 and both[0] else [])
        thetas = [theta for _, theta in at_the_same_iteration]
        curves.append([both[0], both[-1]])
        for part, theta in zip(norms, (thetas[0], thetas[-1]), strict=True):
            part.append(lengths(models[0][0], theta))
        zeros.append(np.mean(thetas[0][models[0][0].penalized] == 0))
        yield result()


def run(net, training, dev, rng, learning_rate, project):
    """Train, and yield errors and θ: (train, dev) at the iterations MEASURED, else None."""
    for step in noisy_digits.steps(net, training, Momentum(learning_rate), EPOCHS, rng, project):
        if step.iteration in MEASURED:
            yield (net.error(step.theta, *training), net.error(step.theta, *dev)), step.theta
        elif step.iteration % 5 == 0:
            yield None, step.theta


def lengths(net, theta):
    """‖w‖ of the incoming weights of each hidden and output unit."""
    rows = [part["W"] for part in net.unpack(theta) if part]
    return np.concatenate([np.linalg.norm(W, axis=1) for W in rows])


def setup(figure):
    """Left mean errors against iterations, right the lengths of weight vectors."""
    left, right = figure.subplots(1, 2, width_ratios=(1.45, 1))
    left.set(xlim=(0, 122), ylim=(0, TOP), xlabel="iteration")
    left.set(title="Mean error of ten runs, %", xticks=range(0, 61, 10))
    right.set(xlim=(0, 2.1 * ALL), ylim=(0, LONGEST), xlabel="units, shortest first, %")
    right.set(title="Length ‖w‖ of incoming weights", xticks=(0, 25, 50, 75, 100))
    grey = {"color": palette.REFERENCE, "linewidth": 1.5}
    errors = {
        "dev": {"color": palette.DEV, "linestyle": "--"},
        "train": {"color": palette.TRAIN},
        "dev_without": grey | {"linestyle": "--"},
        "train_without": grey,
    }
    lengths = {
        "cap": {"color": palette.CHOSEN, "linestyle": ":", "linewidth": 1.5},
        "lengths_without": grey | {"linestyle": "--"},
        "lengths": {"color": palette.DROPOUT},
    }
    artists = setup_curves(left, errors, x=61.5) | setup_curves(right, lengths, x=1.02 * ALL)
    artists["zeros"] = right.text(3, 0.97 * LONGEST, "", color=palette.DROPOUT, va="top")
    return artists


def draw(artists, result):
    """The mean errors of both runs, and the lengths of their weight vectors."""
    both, other = names(result, "dropout", " + ")
    draw_errors(artists, result, both, other)
    draw_lengths(artists, result, both, other)
    zeros = f"{100 * result.zeros:.0f} % of the weights are 0" if result.zeros > 0.005 else ""
    artists["zeros"].set_text(zeros)


def draw_errors(artists, result, both, other):
    """The four curves as far as they are; two of them where there is nothing to compare."""
    percent = 100 * result.errors
    shown = percent.shape[-1]
    runs = {"": (percent[0], both), "_without": (percent[1], other)}
    curves, words = {}, {}
    for run, (errors, what) in runs.items():
        there = shown and not (run and result.same)
        for kind, y in zip(("train", "dev"), errors, strict=True):
            curves[kind + run] = (MEASURED[:shown], y) if there else None
            words[kind + run] = f"{kind} {y[-1]:.1f}: {what}" if there else ""
    draw_curves(artists, curves, words)


def draw_lengths(artists, result, both, other):
    """Each unit's length, sorted, and the cap that max-norm puts on it."""
    with_both, without = np.sort(result.norms)
    lines = {
        "cap": ([] if result.c is None else [result.c, result.c], "fence c ="),
        "lengths_without": ([] if result.same else without, other),
        "lengths": (with_both, both),
    }
    curves, words = {}, {}
    for name, (y, what) in lines.items():
        curves[name] = np.linspace(0, ALL, len(y)), np.array(y)
        if len(y):
            words[name] = f"{what} {y[-1]:.2f}" if y[-1] < 9.995 else f"{what} {y[-1]:.1f}"
    draw_curves(artists, curves, words)


def describe(result):
    """The two dev errors, their difference, and what the method does to the weights."""
    words = names(result, f"dropout {result.keep_prob:g}", " and ")
    name, other = (some[0].upper() + some[1:] for some in words)
    if result.progress:
        return f"{name}: {result.progress}"
    both, without = 100 * result.partner.mean(), 100 * result.reference.mean()
    if result.same:
        longest = f"the longest weight vector has length {result.norms[0].max():.1f}"
        return f"{name}: nothing to compare. Dev error {both:.1f} % on average, {longest}."
    zeros = f", {100 * result.zeros:.0f} % of the weights 0" if result.zeros > 0.005 else ""
    difference = result.difference.in_points()
    return f"{name}: dev error {both:.1f} %{zeros}. {other}: {without:.1f} %. So {difference}."


def names(result, dropout, joint):
    """What the two runs of a pair have, in words: "dropout and L2" and "dropout alone"."""
    dropout = dropout if result.keep_prob < 1 else ""
    penalty = "" if result.method == "none" else result.method
    other = dropout if result.against == "the penalty" else penalty
    both = joint.join(filter(None, (dropout, penalty))) or "neither"
    return both, f"{other} alone" if other else "neither"


def code(method, keep_prob, lambd, c, learning_rate, against, seed):
    """The first run with both."""
    net, _ = with_method(method, keep_prob, lambd, c, learning_rate)
    project = {
        "L1": f"dl.soft_threshold(net, {learning_rate:g} * {lambd:g} / {M})",
        "max-norm": f"dl.max_norm(net, {c:g})",
    }.get(method)
    training = f"X, Y, dl.Momentum({learning_rate:g}), {EPOCHS}, rng=rng, project=project"
    return snippet(
        noisy_digits.code(seed),
        f"net = {expression(net)}",
        f"project = {project}",
        f"*_, last = dl.train(net, net.initialize(rng), {training})",
        f"first_error = net.error(last.theta, *dev)  # of {PAIRS} pairs",
    )


def with_penalties():
    """Dropout with a penalty against dropout alone, or against the penalty alone."""
    keep_probs = [n / 40 for n in range(8, 41)]  # 0.2, 0.225, … 1
    return Explorer(
        title="Dropout with L2, L1 or max-norm",
        setup=setup,
        compute=compute,
        draw=draw,
        describe=describe,
        controls={
            "method": choice("with", METHODS, "max-norm"),
            "keep_prob": StopSlider("keep_prob", keep_probs, 0.5),
            "lambd": StopSlider("λ of L2 and L1", [0.1, 0.2, 0.5, 1, 2, 5, 10], 2),
            "c": StopSlider("c of max-norm", [0.5, 1, 1.25, 1.5, 2, 3, 4], 1.5),
            "learning_rate": StopSlider("learning rate α", [0.5, 1, 2, 4, 8], 4),
            "against": choice("against the run without", AGAINST, AGAINST[0]),
            "seed": seed(),
        },
        presets=[
            Preset(
                "high rate alone",
                "α = 8 is too fast for dropout: the dev error is higher than at α = 4.",
                {"method": "none", "learning_rate": 8},
                lambda r: r.partner.mean() > 0.155 and r.norms.max() > 4,
            ),
            Preset(
                "max-norm, high rate",
                "α = 8 is too fast for dropout alone; with weight vectors kept short it is not.",
                {"learning_rate": 8},
                lambda r: r.difference.high < 0 and r.norms[0].max() < 1.5 + 1e-9,
            ),
            Preset(
                "L2 too",
                "λ = 1: L2 alone, grey, still learns wrong labels by heart; with dropout hardly.",
                {"method": "L2", "lambd": 1, "against": "dropout"},
                lambda r: r.difference.high < 0 and r.errors[1, 0, -1] < r.errors[0, 0, -1] - 0.05,
            ),
            Preset(
                "L1 too",
                "λ = 0.5: most weights are exactly 0, and dropout still pays beside it.",
                {"method": "L1", "lambd": 0.5, "against": "dropout"},
                lambda r: r.difference.high < 0 and r.zeros > 0.5,
            ),
            Preset(
                "nearly enough alone",
                "Max-norm at c = 1.25: without dropout it is nearly as good as with it.",
                {"c": 1.25, "against": "dropout"},
                lambda r: abs(r.difference.mean) < 0.03,
            ),
            Preset(
                "too much",
                "L2 with λ = 10 beside dropout: too little is left to tell the digits apart.",
                {"method": "L2", "lambd": 10},
                lambda r: r.difference.low > 0,
            ),
        ],
        code=code,
        pin=("dev", "train", "dev_without", "train_without", "lengths_without", "lengths"),
        main=("keep_prob",),
    )
