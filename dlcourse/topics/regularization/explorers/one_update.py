"""One update of one weight with each penalty, and what a hundred such updates come to.

The lectures' worked update (w = 0.5, gradient 0.1, α = 0.01, λ = 0.1) is the default. There is one
example, m = 1, so λ/m is λ; and the gradient dw of the data cost stays the same throughout.
"""

from dataclasses import dataclass
from functools import partial

import numpy as np

from dlcourse import L1, L2, Dense, GradientDescent, MeanSquaredError, Network, soft_threshold
from dlcourse.figures import palette
from dlcourse.figures.named_curves import place_names, setup_names
from dlcourse.live.controls import StopSlider, log_stops
from dlcourse.live.explorer import Explorer, Preset
from dlcourse.live.yours import Yours, answer, driven_by
from dlcourse.topics.snippets import expression, snippet

UPDATES = 100
LAMBDS = log_stops(-2, 0, (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8), zero=True)
NONE, RIDGE, SIGN, SOFT = range(4)  # rows of the paths; the student's is the fifth
SIGN_STEP = "#C0392B"  # a rule of its own beside soft-thresholding, which has the colour of L1
DOTS = {"linewidth": 1, "marker": ".", "markersize": 4}
RULES = (  # name, formula, its line's name, colour and look
    ("no penalty", "w − α dw", "no penalty", palette.REFERENCE, {"linestyle": "--"}),
    ("L2", "w − α (dw + λ w)", "L2", palette.L2, {}),
    ("L1, plain sign step", "w − α (dw + λ sign w)", "L1 sign", SIGN_STEP, DOTS),
    (
        "L1, soft-thresholding",
        "w − α dw, then αλ towards 0",
        "L1 soft",
        palette.L1,
        {"linewidth": 5},
    ),
    ("yours", "l1_step(w, dw, α, λ, m)", "yours", palette.YOURS, {"linestyle": "-."}),
)


@dataclass(frozen=True, eq=False)
class Updates:
    """The weight before and after each of a hundred updates, by every rule."""

    weight: float
    paths: np.ndarray  # (4, 101), one row a rule
    yours: Yours  # (101,), NaN from where the student's `l1_step` gives no number
    w_none: float  # after one update, from here on
    w_l2: float
    w_sign: float
    w_soft: float

    @property
    def drawn(self):
        """The paths of all rows, (4, 101) or (5, 101) with the student's."""
        if not self.yours.tried:
            return self.paths
        nowhere = np.full(UPDATES + 1, np.nan)
        return np.vstack([self.paths, self.yours.numbers if self.yours.given else nowhere])


def rules(gradient, learning_rate, lambd):
    """The four updates w → w, for arrays of shape (1,)."""
    step = GradientDescent(learning_rate).step
    network = Network([Dense(1, 1, bias=False)], MeanSquaredError())
    l1, l2, shrink = L1(lambd), L2(lambd), soft_threshold(network, learning_rate * lambd)
    dw = np.array([gradient])
    return (
        lambda w: step(w, dw),
        lambda w: step(w, dw + l2.gradient(w, m=1)),
        lambda w: step(w, dw + l1.gradient(w, m=1)),
        lambda w: shrink(step(w, dw)),
    )


def repeated(rule, weight):
    """The weight before and after each update, (101,)."""
    path = [np.array([weight], float)]
    for _ in range(UPDATES):
        path.append(rule(path[-1]))
    return np.concatenate(path)


def attempt(yours, weight, gradient, learning_rate, lambd):
    """The path of the student's `l1_step`, as far as there are numbers; None without the first."""
    path = np.full(UPDATES + 1, np.nan)
    path[0], dw = weight, np.array([gradient], float)
    for t in range(UPDATES):
        w = answer(yours, path[t : t + 1], dw, learning_rate, lambd, 1, shape=(1,))
        if w is None:
            return path if t else None
        path[t + 1] = w[0]
    return path


def compute(weight, gradient, learning_rate, lambd, yours=None):
    """A hundred updates by each rule; `yours` is the student's `l1_step`."""
    paths = np.array([repeated(rule, weight) for rule in rules(gradient, learning_rate, lambd)])
    ours = Yours.of(yours, attempt, weight, gradient, learning_rate, lambd)
    return Updates(weight, paths, ours, *paths[:, 1])


def setup(figure, with_yours=False):
    """Left what one update gives, in numbers; right, the main panel, a hundred updates."""
    rows = 5 if with_yours else 4
    left, right = figure.subplots(1, 2, width_ratios=(1, 1.6))
    left.set(xlim=(0, 1), ylim=(rows + 0.1, -0.4), title="After one update (m = 1)")
    left.set_axis_off()
    right.set(xlim=(0, 128), ylim=(-0.32, 0.68), xticks=range(0, 101, 20))
    right.set(title=f"The weight in {UPDATES} updates", xlabel="update", ylabel="weight w")
    right.plot([0, UPDATES], [0, 0], color="#555555", linewidth=0.8)
    artists = setup_names(right, {rule[2]: rule[3] for rule in RULES[:rows]}, x=102)
    for row in range(rows):
        name, formula, _, colour, look = RULES[row]
        left.text(0, row, name, color=colour, weight="bold", va="center")
        left.text(0, row + 0.38, formula, va="center", fontsize=10)
        artists[f"says_{row}"] = left.text(1, row, "", ha="right", va="center", fontsize=13)
        (artists[f"path_{row}"],) = right.plot([], [], color=colour, **look)
        artists[f"path_{row}"].set_alpha(0.4 if row == SOFT else 1)  # the sign step lies on it
    return artists


def draw(artists, result):
    """Numbers left, paths right."""
    paths = result.drawn
    for row, path in enumerate(paths):
        number = "?" if np.isnan(path[1]) else f"{path[1] + 0.0:.5g}".replace("-", "−")
        artists[f"says_{row}"].set_text(number)
        artists[f"path_{row}"].set_data(range(UPDATES + 1), np.clip(path, -9, 9))
    place_names(artists, {rule[2]: path[-1] for rule, path in zip(RULES, paths, strict=False)})


def fate(path):
    """Where a path ends, in words."""
    if not path.any():
        return "exactly 0"
    if path[-1] == 0:
        return f"exactly 0 from update {np.flatnonzero(path)[-1] + 1} on"
    last = path[-12:]
    if (np.diff(np.sign(np.diff(last))) != 0).any():
        low, high = (("≈ 0" if abs(x) < 1e-9 else f"{x:.2g}") for x in (last.min(), last.max()))
        return f"jumping between {low} and {high}"
    return f"at {path[-1]:.3g}"


def describe(result):
    """The update as a number for each rule, and where a hundred of them lead."""
    _, l2, sign, soft = result.paths
    first = [f"{w + 0.0:.5g}" for w in result.paths[:, 1]]  # + 0.0 makes -0 a plain 0
    then = [f"plain sign step {fate(sign)}", f"soft-thresholding {fate(soft)}"]
    if first[SIGN] == first[SOFT]:
        first[SOFT:] = []
    else:
        first[SOFT] = f"soft-thresholded {first[SOFT]}"
    if np.allclose(sign, soft, rtol=0, atol=1e-12):
        then = [f"L1 {fate(soft)}"]
    sentence = (
        f"One update: no penalty {first[NONE]}, L2 {first[RIDGE]}, L1 {', '.join(first[SIGN:])}. "
        f"After {UPDATES}: L2 {fate(l2)}, {', '.join(then)}."
    )
    sentence += result.yours.says("number", partial(verdict, soft))
    return sentence.replace(" -", " −")


def verdict(soft, yours):
    """How the student's path compares with soft-thresholding."""
    if np.isnan(yours).any():
        return f"gives no number from update {np.isnan(yours).argmax()} on: let its check tell why."
    same = np.allclose(soft, yours, rtol=1e-9, atol=1e-12)
    return "does the same." if same else f"differs: {fate(yours)}."


def code(weight, gradient, learning_rate, lambd):
    """The one update by each rule."""
    network = Network([Dense(1, 1, bias=False)], MeanSquaredError())
    return snippet(
        f"w, dw, descent = np.array({[weight]}), np.array({[gradient]}), "
        f"dl.GradientDescent({learning_rate:g})",
        "w_none = descent.step(w, dw)",
        f"w_l2 = descent.step(w, dw + dl.L2({lambd:g}).gradient(w, m=1))",
        f"w_sign = descent.step(w, dw + dl.L1({lambd:g}).gradient(w, m=1))",
        f"network = {expression(network)}",
        f"w_soft = dl.soft_threshold(network, {learning_rate:g} * {lambd:g})(w_none)",
    )


def one_update(yours=None):
    """One weight's update with every penalty; `yours` is the student's `l1_step`, drawn beside."""
    weights, gradients = np.linspace(0.05, 0.6, 12), np.linspace(-0.5, 0.5, 21)
    zoomed = {"learning_rate": 0.1, "lambd": 0.3}
    return Explorer(
        title="One weight, one update, and a hundred",
        **driven_by(yours, setup, compute),
        draw=draw,
        describe=describe,
        controls={
            "weight": StopSlider("weight w", weights.round(2), 0.5),
            "gradient": StopSlider("gradient dw", gradients.round(2), 0.1),
            "learning_rate": StopSlider("learning rate α", log_stops(-3, 0, (1, 3)), 0.01),
            "lambd": StopSlider("λ", LAMBDS, 0.1),
        },
        presets=[
            Preset(
                "the numbers above",
                "0.499 without a penalty, 0.4985 with L2, 0.498 with L1.",
                {},
                lambda r: np.allclose(r.paths[:, 1], [0.499, 0.4985, 0.498, 0.498], atol=1e-12),
            ),
            Preset(
                "penalty alone",
                "No pull from the data: L2 takes off a fixed share, L1 a fixed amount. "
                "Which of them rests at 0?",
                {"gradient": 0.0, **zoomed},
                lambda r: r.paths[SOFT, -1] == 0 and np.abs(r.paths[:3, -9:]).min() > 0.003,
            ),
            Preset(
                "the data pull less than λ",
                "|dw| < λ: the data cannot move the weight off 0 again, L2 does let it go on.",
                zoomed,
                lambda r: r.paths[SOFT, -1] == 0 and r.paths[RIDGE, -1] < -0.2,
            ),
            Preset(
                "the data pull more than λ",
                "|dw| > λ: the weight passes through 0, L1 only slows it down.",
                {"gradient": 0.4, **zoomed},
                lambda r: (r.paths[SIGN:, -1] < -0.1).all() and r.paths[NONE, -1] < -1,
            ),
            Preset(
                "no penalty",
                "λ = 0: all rules are gradient descent.",
                {"lambd": 0.0},
                lambda r: np.ptp(r.paths, axis=0).max() == 0,
            ),
        ],
        code=code,
        pin=("path_0", "path_1", "path_2", "path_3"),
        main=("lambd",),
    )
