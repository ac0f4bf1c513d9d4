"""Worked numbers: a few values averaged by hand, with and without correction.

Each step's arithmetic stands beside the picture, and so does what v is made of.
"""

from dataclasses import dataclass

import numpy as np

from dlcourse import exponentially_weighted_average
from dlcourse.figures import palette
from dlcourse.live.controls import StopSlider, choice
from dlcourse.live.explorer import Explorer, Preset
from dlcourse.topics.exponentially_weighted_averages.runs import beta_slider
from dlcourse.topics.snippets import snippet

STEPS = 4
DATA = {
    "derivatives": (np.array([0.81, 0.9, 0.96, 0.34]), 1.0),  # and the top of the axis
    "temperatures": (np.array([40.0, 49.0, 45.0]), 50.0),
}
NAMES = ("x₁", "x₂", "x₃", "x₄")
POWERS = ("", "²", "³", "⁴")


@dataclass(frozen=True, eq=False)
class Steps:
    """The values up to the step at hand, and their average after each."""

    beta: float
    values: np.ndarray
    v: np.ndarray
    v_corrected: np.ndarray
    top: float  # of the axis

    @property
    def step(self):
        """The number of values so far, t."""
        return self.values.size

    @property
    def divisor(self):
        """1 - βᵗ."""
        return 1 - self.beta**self.step

    @property
    def shares(self):
        """What v_t takes of x_1 … x_t."""
        return (1 - self.beta) * self.beta ** np.arange(self.step - 1.0, -1, -1)


def compute(step, data, beta):
    """Average the first so many values."""
    values, top = DATA[data]
    values = values[:step]
    v = exponentially_weighted_average(values, beta)
    v_corrected = exponentially_weighted_average(values, beta, bias_correction=True)
    return Steps(beta, values, v, v_corrected, top)


def setup(figure):
    """Left the values and both averages, right the arithmetic."""
    left, right = figure.subplots(1, 2, width_ratios=(1, 1.75))
    left.set(title="Values and averages", xlim=(0.6, 4.4), ylim=(0, 1.12), xlabel="step t")
    left.set(xticks=range(1, STEPS + 1), yticks=(0, 0.5, 1), yticklabels=("",) * 3)
    left.tick_params(axis="y", length=0)
    left.set_ylabel("value", labelpad=28)
    right.set(title="The arithmetic", xlim=(0, 1), ylim=(0, 1), xticks=[], yticks=[])
    right.spines[["left", "bottom"]].set_visible(False)
    red = {"color": palette.AVERAGE, "markersize": 7}
    artists = {}
    (artists["values"],) = left.plot([], [], "X", color=palette.CHOSEN, markersize=9, zorder=5)
    (artists["v_corrected"],) = left.plot([], [], "-o", **red)
    (artists["v"],) = left.plot([], [], linestyle=(0, (4, 2)), marker="o", mfc="white", **red)
    for i, height in enumerate((0, 0.5, 1)):
        artists[f"scale_{i}"] = left.text(
            -0.02, height, "", transform=left.get_yaxis_transform(), ha="right", va="center"
        )
    for name, x, text in (("x", 0.7, "✖ value"), ("solid", 1.85, "—● corrected")):
        colour = palette.CHOSEN if name == "x" else palette.AVERAGE
        left.text(x, 1.05, text, color=colour, fontsize=10)
    left.text(3.45, 1.05, "- -○ v", color=palette.AVERAGE, fontsize=10)
    right.text(0, 0.93, "β v + (1 − β) x = new v", fontsize=10, color=palette.REFERENCE)
    right.text(0.66, 0.93, "v / (1 − βᵗ)", fontsize=10, color=palette.REFERENCE)
    for t in range(1, STEPS + 1):
        y = 0.93 - 0.115 * t
        (artists[f"mark_{t}"],) = right.fill([], [], color=palette.AVERAGE, alpha=0.12, linewidth=0)
        artists[f"line_{t}"] = right.text(0, y, "", family="DejaVu Sans Mono", fontsize=10)
        artists[f"right_{t}"] = right.text(0.66, y, "", family="DejaVu Sans Mono", fontsize=10)
    right.text(0, 0.32, "What it is made of", weight="bold")
    for name, x, y in (("made", 0, 0.21), ("divided", 0, 0.07), ("made_corrected", 0.3, 0.07)):
        artists[name] = right.text(x, y, "", color=palette.AVERAGE)
    return artists


def number(value):
    """A number as one would write it by hand: four digits that count.

    Example
    -------
    >>> number(0.24261), number(12.15), number(4.0000000000001)
    ('0.2426', '12.15', '4')
    """
    return f"{value:.4g}"


def arithmetic(result, t):
    """Step t in numbers: both sides of the recursion."""
    before = result.v[t - 2] if t > 1 else 0.0
    beta, rest = number(result.beta), number(1 - result.beta)
    return f"{beta}·{number(before)} + {rest}·{result.values[t - 1]:g} = {number(result.v[t - 1])}"


def draw(artists, result):
    """The points so far, and the lines of arithmetic so far."""
    t = np.arange(1, result.step + 1)
    artists["values"].set_data(t, result.values / result.top)
    artists["v"].set_data(t, result.v / result.top)
    artists["v_corrected"].set_data(t, result.v_corrected / result.top)
    for i, height in enumerate((0, 0.5, 1)):
        artists[f"scale_{i}"].set_text(f"{height * result.top:g}")
    for step in range(1, STEPS + 1):
        done, now = step <= result.step, step == result.step
        y = 0.93 - 0.115 * step
        box = [(-0.02, y - 0.035), (1.02, y - 0.035), (1.02, y + 0.075), (-0.02, y + 0.075)]
        artists[f"mark_{step}"].set_xy(box if now else [(0, 0)])
        text = f"v{'₁₂₃₄'[step - 1]}: {arithmetic(result, step)}" if done else ""
        artists[f"line_{step}"].set_text(text)
        divisor = number(1 - result.beta**step)
        corrected = f"/ {divisor} = {number(result.v_corrected[step - 1])}" if done else ""
        artists[f"right_{step}"].set_text(corrected)
    sub = "₁₂₃₄"[result.step - 1]
    artists["made"].set_text(f"v{sub} = {combination(result.shares)}")
    artists["divided"].set_text(f"divided by {number(result.divisor)}:")
    artists["made_corrected"].set_text(combination(result.shares / result.divisor))


def combination(shares):
    """A sum of shares of x₁, x₂, … as one writes it."""
    return " + ".join(f"{share:.3g} {name}" for share, name in zip(shares, NAMES, strict=False))


def describe(result):
    """The arithmetic of the step at hand."""
    t, beta = result.step, number(result.beta)
    total = f"1 − {beta}{POWERS[t - 1]} = {number(result.divisor)}"
    return (
        f"Step {t}: v = {arithmetic(result, t)}. Its weights sum to {total}; divided by that it is "
        f"{number(result.v_corrected[-1])}."
    )


def code(step, data, beta):
    """The same steps."""
    average = "dl.exponentially_weighted_average"
    return snippet(
        f"values = {DATA[data][0][:step].tolist()}",
        f"v = {average}(values, beta={beta:g})",
        f"v_corrected = {average}(values, beta={beta:g}, bias_correction=True)",
    )


def is_near(values, wanted):
    """Whether rounding gives the lectures' numbers."""
    return np.allclose(values, wanted, rtol=0, atol=0.005 if np.max(wanted) > 1 else 0.00005)


def worked_steps():
    """The worked derivatives and temperatures, one step after the other."""
    return Explorer(
        title="The average step by step",
        setup=setup,
        compute=compute,
        draw=draw,
        describe=describe,
        controls={
            "step": StopSlider("step t", range(1, STEPS + 1), 3),
            "data": choice("values", tuple(DATA), "derivatives"),
            "beta": beta_slider(),
        },
        presets=[
            Preset(
                "three derivatives",
                "They rise from 0.81 to 0.96; both averages rise with them.",
                {},
                lambda r: is_near(r.v_corrected, [0.81, 0.8574, 0.8952]),
            ),
            Preset(
                "the fourth",
                "The fourth is small: the corrected average falls, v itself still rises.",
                {"step": 4},
                lambda r: is_near(r.v_corrected, [0.81, 0.8574, 0.8952, 0.7338]),
            ),
            Preset(
                "the temperatures",
                "40, 49, 45 °F: v reads 4, 8.5, 12.15 °F, and corrected 40, 44.74, 44.83.",
                {"data": "temperatures"},
                lambda r: (
                    is_near(r.v, [4, 8.5, 12.15]) and is_near(r.v_corrected, [40, 44.74, 44.83])
                ),
            ),
            Preset(
                "two days, β = 0.98",
                "0.0196 x₁ + 0.02 x₂ is far from an average; divided by 0.0396 it is one.",
                {"data": "temperatures", "step": 2, "beta": 0.98},
                lambda r: is_near(r.shares / r.divisor, [0.49495, 0.50505]),
            ),
            Preset(
                "no memory",
                "β = 0: v is the value itself, and there is nothing to correct.",
                {"step": 4, "beta": 0.0},
                lambda r: np.array_equal(r.v, r.values) and np.array_equal(r.v, r.v_corrected),
            ),
        ],
        code=code,
        pin=("v_corrected", "v"),
        main=("step", "beta"),
    )
