"""Three windows reconciled: 10 days, 9 days late, and a plain mean of 19 days, all of β = 0.9.

The weights of the exponentially weighted average and those of a plain mean, by the age of a day.
A triangle under each is its centre of gravity, the mean age: so late is the average.
"""

from dataclasses import dataclass

import numpy as np

from dlcourse.figures import palette
from dlcourse.live.controls import StopSlider
from dlcourse.live.explorer import Explorer, Preset
from dlcourse.topics.exponentially_weighted_averages.runs import BETAS, so_many_days
from dlcourse.topics.snippets import snippet

DAYS = (*range(1, 21), 23, 26, 29, 32, 35, 39)  # of the plain mean
OLDEST = 45  # days ago, in the picture
SUMMED = 2000  # days ago: older ones weigh nothing at any β here
KINDS = ("weighted", "plain")
COLOURS = (palette.AVERAGE, palette.CHOSEN)


@dataclass(frozen=True, eq=False)
class Weights:
    """The weights of both averages, today's first."""

    beta: float
    days: int
    weighted: np.ndarray  # (SUMMED,)
    plain: np.ndarray

    @property
    def both(self):
        """(2, SUMMED)."""
        return np.array([self.weighted, self.plain])

    @property
    def delay(self):
        """(2,): Σ k wₖ, the mean age in days."""
        return self.both @ np.arange(SUMMED)

    @property
    def noise(self):
        """(2,): √Σ wₖ², the share of independent noise that is left."""
        return np.sqrt((self.both**2).sum(axis=1))

    @property
    def window(self):
        """1/(1 - β)."""
        return 1 / (1 - self.beta)


def compute(beta, days):
    """Both kinds of weights."""
    k = np.arange(SUMMED)
    return Weights(beta, days, (1 - beta) * beta**k, (k < days) / days)


def setup(figure):
    """Left the weights, right what they make of delay and noise."""
    grid = figure.add_gridspec(2, 2, width_ratios=(2, 1))
    left, top, low = (figure.add_subplot(part) for part in (grid[:, 0], grid[0, 1], grid[1, 1]))
    left.set(title="How much a day counts", xlim=(-0.5, OLDEST), ylim=(-0.17, 1.3))
    left.set(xlabel="days ago", ylabel="weight, today's of v = 1", yticks=(0, 0.5, 1))
    left.axhline(0, color="#555555", linewidth=0.8)
    edges = np.arange(OLDEST + 1) - 0.5
    artists = {}
    looks = ({"fill": True, "alpha": 0.4, "linewidth": 0}, {"fill": False, "linewidth": 2})
    box = {"bbox": {"facecolor": "white", "alpha": 0.85, "linewidth": 0, "pad": 1}, "zorder": 6}
    for name, colour, look in zip(KINDS, COLOURS, looks, strict=True):
        artists[name] = left.stairs(np.zeros(OLDEST), edges, color=colour, **look)
        fill = colour if name == "weighted" else "none"
        (artists[f"{name}_age"],) = left.plot(
            [], [], "^", color=colour, markerfacecolor=fill, markersize=11, clip_on=False, zorder=5
        )
        artists[f"{name}_says"] = left.text(0, 0, "", color=colour, fontsize=10, **box)
    artists["ages"] = left.text(0, -0.085, "", fontsize=10, va="center")
    (artists["window"],) = left.plot([], [], "D", color=palette.AVERAGE, markersize=8, zorder=6)
    artists["window_says"] = left.text(0, 0, "", color=palette.AVERAGE, fontsize=10, **box)
    for axes, what, most in ((top, "delay", 40), (low, "noise", 1)):
        axes.set(xlim=(0, most * 1.28), ylim=(1.5, -0.5), yticks=(0, 1))
        axes.set_yticklabels(("v", "plain"))
        axes.grid(axis="y", visible=False)
        for row, colour in enumerate(COLOURS):
            fill = {"alpha": 0.4} if row == 0 else {"facecolor": "none", "edgecolor": colour}
            (artists[f"{what}_{row}"],) = axes.fill([], [], color=colour, **fill)
            artists[f"{what}_says_{row}"] = axes.text(0, row, "", va="center", fontsize=10)
    top.set_title("Days late")
    low.set(title="Noise left", xticks=(0, 0.5, 1))
    return artists


def draw(artists, result):
    """The weights, their centres of gravity, the day of 1/e, and four bars."""
    today = 1 - result.beta
    for name, weights in zip(KINDS, result.both, strict=True):
        artists[name].set_data(weights[:OLDEST] / today)
    for name, age in zip(KINDS, result.delay, strict=True):
        artists[f"{name}_age"].set_data([age], [-0.085])
    late = [f"{age:.1f}".removesuffix(".0") for age in result.delay]
    words = f"▲ mean age {late[0]}, △ {late[1]}" if late[0] != late[1] else f"▲△ mean age {late[0]}"
    right = result.delay.max()
    artists["ages"].set(text=words, x=right + 1.2 if right < 22 else OLDEST - 0.5)
    artists["ages"].set_ha("left" if right < 22 else "right")
    seen = result.window < OLDEST - 1
    artists["window"].set_data([result.window] * seen, [result.beta**result.window] * seen)
    faded = result.beta**result.window
    artists["window_says"].set(
        text=f"◆ {so_many_days(result.window)} ago: {faded:.2f} of today's" * seen,
        position=(result.window + 1, faded + 0.22),
    )
    if result.window > 20:
        artists["window_says"].set(position=(result.window - 1, faded + 0.12), ha="right")
    else:
        artists["window_says"].set_ha("left")
    artists["weighted_says"].set(text=f"v, β = {result.beta:g}", position=(1.2, 1.16))
    height = min(1 / result.days / today, 1.24)
    name = f"□ plain mean of {so_many_days(result.days)}"
    artists["plain_says"].set(text=name, position=(OLDEST - 0.5, min(height + 0.05, 1.16)))
    artists["plain_says"].set(ha="right", y=max(0.72, min(height + 0.05, 1.16)))
    for what, values, form in (
        ("delay", result.delay, "{:.3g}"),
        ("noise", result.noise, "{:.2f}"),
    ):
        for row, value in enumerate(values):
            low, high = row - 0.3, row + 0.3
            artists[f"{what}_{row}"].set_xy([(0, low), (value, low), (value, high), (0, high)])
            room = artists[f"{what}_says_{row}"].axes.get_xlim()[1]
            artists[f"{what}_says_{row}"].set(text=form.format(value), x=value + 0.03 * room)


def describe(result):
    """Delay and noise of both, and the three windows."""
    late, noise = result.delay, result.noise
    return (
        f"β = {result.beta:g}: after {so_many_days(result.window)} a weight is "
        f"{result.beta**result.window:.2f} of what it was; v is {late[0]:.3g} days late and leaves "
        f"{noise[0]:.2f} of the noise. A plain mean of {so_many_days(result.days)} is "
        f"{late[1]:.3g} days late and leaves {noise[1]:.2f}."
    )


def code(beta, days):
    """Delay and noise of both kinds of weights."""
    return snippet(
        f"k = np.arange({SUMMED})",
        f"both = np.array([(1 - {beta:g}) * {beta:g}**k, (k < {days}) / {days}])",
        "delay, noise = both @ k, np.sqrt((both**2).sum(axis=1))",
    )


def windows():
    """What β is worth as a plain mean."""
    return Explorer(
        title="Three windows of one average",
        setup=setup,
        compute=compute,
        draw=draw,
        describe=describe,
        controls={
            "beta": StopSlider("β", BETAS[:15], 0.9),
            "days": StopSlider("plain mean of days", DAYS, 10),
        },
        presets=[
            Preset(
                "ten days",
                "As many as 1/(1 - β): the plain mean is half as late, and leaves more noise.",
                {},
                lambda r: np.isclose(r.delay[1], 4.5) and r.noise[1] > r.noise[0] + 0.08,
            ),
            Preset(
                "as late",
                "The plain mean is as late as v, and leaves as much of the noise.",
                {"days": 19},
                lambda r: np.allclose(r.delay, 9) and np.isclose(*r.noise),
            ),
            Preset(
                "β = 0.5",
                "The same with β = 0.5: as late and as noisy as a plain mean of three days.",
                {"beta": 0.5, "days": 3},
                lambda r: np.allclose(r.delay, 1) and np.isclose(*r.noise),
            ),
            Preset(
                "β = 0.95",
                "And with β = 0.95: 20 days by 1/e, 19 days late, like a plain mean of 39.",
                {"beta": 0.95, "days": 39},
                lambda r: np.allclose(r.delay, 19) and np.isclose(*r.noise),
            ),
        ],
        code=code,
        pin=("weighted", "plain"),
        main=("days",),
    )
