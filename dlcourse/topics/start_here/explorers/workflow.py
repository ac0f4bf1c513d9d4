"""The universal workflow of machine learning, with the numbers of one small problem."""

from dataclasses import dataclass

import numpy as np

from dlcourse.figures import palette
from dlcourse.live.controls import StopSlider, seed
from dlcourse.live.explorer import Explorer, Preset
from dlcourse.topics.start_here import runs
from dlcourse.topics.start_here.explorers.playground import WIDE
from dlcourse.topics.start_here.explorers.playground import code as playground_code

STAGES = (
    "define\nthe problem",
    "measure\nof success",
    "evaluation\nprotocol",
    "beat a\nbaseline",
    "overfit",
    "regularize\nand tune",
)
LAMBDAS = (0.1, 0.3, 1, 3)
SETTING = WIDE | {
    "data": "moons",
    "features": runs.PLAIN,
    "activation": "tanh",
    "batch_size": runs.M,
    "keep_prob": 1,
    "batch_norm": False,
}
NAMES = ("guess", "line", "2 × 8", *(f"λ = {lambd:g}" for lambd in LAMBDAS))
KNOWN = (0, 0, 0, 2, 3, 7)  # how many of the errors are known after each stage


@dataclass(frozen=True, eq=False)
class Project:
    """What has been tried up to a stage.

    Attributes
    ----------
    stage : int, from 1
    train_errors, dev_errors : (7,), of guessing, a line, a network, and it with four λ
    test_error : float, of the network with the lowest dev error among those with a λ
    best, best_test : float, the dev and the test error that nobody can beat but by luck
    """

    stage: int
    train_errors: np.ndarray
    dev_errors: np.ndarray
    test_error: float
    best: float
    best_test: float

    @property
    def known(self):
        """How many of the errors are known."""
        return KNOWN[self.stage - 1]

    @property
    def chosen(self):
        """Which of the seven has the lowest dev error among those with a λ."""
        return 3 + int(self.dev_errors[3:].argmin())

    @property
    def train_error(self):
        """Of the last attempt up to now; half of all answers before there is one."""
        return float(self.train_errors[max(self.known, 1) - 1])


def run(seed):
    """Train the line, the network and the network with each λ."""
    made = [trained(seed, 0, 0), *(trained(seed, 2, lambd) for lambd in (0, *LAMBDAS))]
    train, dev = ([0.5, *(getattr(m, f"{of}_error") for m in made)] for of in ("train", "dev"))
    chosen = made[2 + int(np.argmin(dev[3:]))]
    X, Y = runs.test_points(SETTING["data"], SETTING["noise"], seed)
    test_error = chosen.network.error(chosen.theta, X, Y)
    best_test = runs.best_error(SETTING["data"], SETTING["noise"], seed, test=True)
    return np.array(train), np.array(dev), test_error, made[0].best, best_test


def trained(seed, layers, lambd):
    """One attempt at its end: a `runs.Progress`."""
    *_, last = runs.training(seed=seed, layers=layers, lambd=lambd, **SETTING)
    return last


def look(run, stage):
    """What is known at a stage."""
    return Project(stage, *run)


def setup(figure):
    """Above the six stages in a row, below the errors of all attempts."""
    above, below = figure.subplots(2, 1, height_ratios=(1, 2.3))
    above.set_axis_off()
    above.set(xlim=(-0.5, 5.5), ylim=(-0.75, 0.6))
    artists = {}
    for i, name in enumerate(STAGES):
        box = {"boxstyle": "round,pad=0.45", "facecolor": "white", "edgecolor": palette.REFERENCE}
        words = {"ha": "center", "va": "center", "fontsize": 10}
        above.text(i, 0.12, f"{i + 1} {name}", bbox=box, **words)
    for i in range(5):
        above.annotate("", (i + 0.59, 0.12), (i + 0.41, 0.12), arrowprops={"arrowstyle": "->"})
    back = {"arrowstyle": "->", "connectionstyle": "arc3,rad=-0.12", "linestyle": "--"}
    above.annotate("", (3, -0.3), (5, -0.3), arrowprops=back)
    above.text(4, -0.72, "idea, code, experiment, and again", ha="center", fontsize=10)
    (artists["here"],) = above.plot([], [], "v", color=palette.CHOSEN, markersize=10)
    below.set(xlim=(-0.6, 8.1), ylim=(-2, 55), ylabel="error, %", yticks=range(0, 51, 10))
    below.set_xticks(range(8), [*NAMES, "the chosen\none, once"])
    below.grid(False, axis="x")
    marks = (
        ("train", "o", 11, "●", palette.TRAIN),
        ("dev", "D", 7, "◆", palette.DEV),
        ("test", "^", 9, "▲", palette.TEST),
    )
    for i, (name, mark, size, sign, colour) in enumerate(marks):
        (artists[name],) = below.plot([], [], mark, color=colour, markersize=size)
        words = {"color": colour, "transform": below.transAxes, "ha": "right"}
        below.text(0.99, 0.88 - 0.13 * i, f"{sign} {name}", **words)
    look = {"linestyle": ":", "color": palette.REFERENCE, "linewidth": 1.5}
    (artists["best"],) = below.plot([], [], **look)
    artists["best_name"] = below.text(-0.5, 0, "best possible", fontsize=9, va="bottom")
    look = {"markerfacecolor": "none", "markersize": 17, "color": palette.CHOSEN}
    (artists["chosen"],) = below.plot([], [], "o", **look)
    return artists


def draw(artists, result):
    """The mark at the stage, and the errors that are known by then."""
    artists["here"].set_data([result.stage - 1], [0.52])
    at = np.arange(result.known)
    artists["train"].set_data(at, 100 * result.train_errors[at])
    artists["dev"].set_data(at, 100 * result.dev_errors[at])
    last, measured = result.stage == len(STAGES), result.stage > 1
    artists["test"].set_data([7] * last, [100 * result.test_error] * last)
    artists["chosen"].set_data(
        [result.chosen] * last, [100 * result.dev_errors[result.chosen]] * last
    )
    best = 100 * result.best
    x, y = ([-0.6, 6.5], [best, best]) if measured else ([], [])
    if last:  # of the test points, which are others
        x, y = [*x, np.nan, 6.6, 7.4], [*y, np.nan, *[100 * result.best_test] * 2]
    artists["best"].set_data(x, y)
    artists["best_name"].set(text="best possible" if measured else "", y=best)


def describe(result):
    """What is done at the stage, with the numbers that come of it."""
    errors = [f"{100 * error:.1f} %" for error in result.dev_errors]
    best, best_test, test = (
        f"{100 * error:.1f} %" for error in (result.best, result.best_test, result.test_error)
    )
    return (
        "1 Define the problem: from 2 coordinates, tell to which of two half moons a point "
        "belongs. There are 100 labelled points to learn from.",
        "2 Measure of success: the share of wrong answers on points that are new. Of these moons "
        f"even the best possible answers are {best} wrong.",
        "3 Evaluation protocol: 100 points to train on, 500 dev points to choose by, and 500 test "
        "points that are looked at once, in the end.",
        f"4 Beat a baseline: guessing errs on 50 %, and one straight line on {errors[1]} of the "
        "dev points. What does no better than the line is not worth its trouble.",
        f"5 Overfit: a network of 2 × 8 units errs on {100 * result.train_errors[2]:.0f} % of the "
        f"train points, so it is able to learn them, but on {errors[2]} of the dev points.",
        f"6 Regularize and tune: of four λ, {LAMBDAS[result.chosen - 3]:g} has the lowest dev "
        f"error, {errors[result.chosen]}. On the test points, looked at once, it errs on {test}, "
        f"and the best possible answers on {best_test}.",
    )[result.stage - 1]


def code(stage, seed):
    """The last attempt up to the stage."""
    layers, lambd = {4: (0, 0), 5: (2, 0), 6: (2, LAMBDAS[-1])}.get(stage, (None, None))
    if layers is None:
        return "train_error = 1 / 2  # nothing is trained yet: guessing"
    return playground_code(seed=seed, layers=layers, lambd=lambd, **SETTING)


def workflow():
    """Six stages of a project, and what is known after each."""
    return Explorer(
        title="The universal workflow",
        setup=setup,
        run=run,
        look=look,
        draw=draw,
        describe=describe,
        controls={"stage": StopSlider("stage", range(1, 7), 6), "seed": seed()},
        presets=[
            Preset(
                "define the problem",
                "No number yet, and the most important stage.",
                {"stage": 1},
                lambda r: r.known == 0,
            ),
            Preset(
                "beat a baseline",
                "Without a line to compare with, no error says anything.",
                {"stage": 4},
                lambda r: r.dev_errors[1] < 0.3,
            ),
            Preset(
                "overfit",
                "First make sure that the network can learn the train points at all.",
                {"stage": 5},
                lambda r: r.train_errors[2] < 0.05 and r.dev_errors[2] > 0.04 + r.train_errors[2],
            ),
            Preset(
                "regularize and tune",
                "Only then make it do well on new points, by what the dev points say.",
                {"stage": 6},
                lambda r: r.dev_errors[r.chosen] < r.dev_errors[1] and r.test_error < 0.16,
            ),
        ],
        code=code,
        main=("stage",),
        size=(9, 4.3),
    )
