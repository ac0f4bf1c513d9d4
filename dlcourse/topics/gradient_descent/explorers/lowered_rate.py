"""A learning rate that is lowered: slowly enough it lands, too fast it stops on the way."""

from dataclasses import dataclass

import numpy as np

from dlcourse import exponential, inverse_time
from dlcourse.figures import palette
from dlcourse.live.controls import StopSlider, choice
from dlcourse.live.explorer import Explorer, Preset
from dlcourse.topics.gradient_descent.runs import HILLS, descend, small, with_minus
from dlcourse.topics.snippets import expression, snippet

CURVES = ("|x|", "bowl")
CONSTANT, INVERSE, HALVED, SLOW = "constant", "α₀/(1 + 0.1 t)", "0.5ᵗ α₀", "0.95ᵗ α₀"
STEPS, START = 40, 3.2
SHOWN = 5.0  # |x| in the figure


def schedule(kind, alpha0):
    """The rate after t = 0, 1, … steps."""
    return {
        CONSTANT: exponential(alpha0, base=1.0),
        INVERSE: inverse_time(alpha0, decay_rate=0.1),
        HALVED: exponential(alpha0, base=0.5),
        SLOW: exponential(alpha0, base=0.95),
    }[kind]


@dataclass(frozen=True, eq=False)
class Lowered:
    """A walk of forty steps whose rate changes."""

    curve: str
    kind: str
    alpha0: float
    start: float
    rates: np.ndarray  # (40,)
    places: np.ndarray  # (41,), or fewer

    @property
    def last(self):
        """Where it ends."""
        return float(self.places[-1])

    @property
    def last_swing(self):
        """How long its last step was."""
        return float(abs(self.places[-1] - self.places[-2]))

    @property
    def reach(self):
        """The sum of all rates: how far the walk can get where the slope is 1."""
        return float(self.rates.sum())

    @property
    def away(self):
        """The largest distance on the way."""
        return float(np.abs(self.places).max())


def compute(curve, kind, alpha0, start):
    """Forty steps."""
    rate = schedule(kind, alpha0)
    rates = np.array([rate(t) for t in range(1, STEPS + 1)])
    places = descend(HILLS[curve].slope, start, rate, STEPS)
    return Lowered(curve, kind, alpha0, start, rates, places)


def setup(figure):
    """Left the place after each step, right the rate."""
    left, right = figure.subplots(1, 2, width_ratios=(1.6, 1))
    left.set(xlim=(-2, STEPS + 2), ylim=(-SHOWN, SHOWN), xlabel="step", ylabel="x")
    left.set_title("Where it is; the lowest point is x = 0")
    left.axhline(0, color=palette.REFERENCE, linewidth=1)
    right.set(xlim=(-2, STEPS + 2), yscale="log", ylim=(1e-4, 10), xlabel="step")
    right.set_title("The rate α (log scale)")
    right.set_yticks([1e-4, 1e-2, 1], ["10⁻⁴", "0.01", "1"])
    right.minorticks_off()
    artists = {}
    look = {"color": palette.CHOSEN, "linewidth": 1.1, "markersize": 4}
    (artists["places"],) = left.plot([], [], ".-", **look)
    (artists["rates"],) = right.plot([], [], color=palette.CHOSEN)
    artists["name"] = left.text(0.98, 0.97, "", transform=left.transAxes, ha="right", va="top")
    return artists


def draw(artists, result):
    """The walk and its rates."""
    artists["places"].set_data(np.arange(result.places.size), np.clip(result.places, -1e3, 1e3))
    artists["rates"].set_data(np.arange(1, STEPS + 1), np.maximum(result.rates, 1e-6))
    artists["name"].set_text(f"{result.curve}, {result.kind}")


def describe(result):
    """Where it ends, how much it still swings, and how far it could have come."""
    taken = result.places.size - 1
    end = f"x = {small(result.last)}".replace("x = nearly", "nearly x =")
    rate = f"constant α = {result.alpha0:g}"
    if result.kind != CONSTANT:
        rate = f"α = {result.kind} with α₀ = {result.alpha0:g}"
    far = f" (it was as far as {result.away:.2g})" if result.away > abs(result.start) + 0.5 else ""
    return with_minus(
        f"{result.curve}, {rate}: from x = {result.start:g} after {taken} steps at {end}{far}; "
        f"the last step was {small(result.last_swing)} long. "
        f"All {STEPS} rates together are {result.reach:.3g}."
    )


def code(curve, kind, alpha0, start):
    """The walk with the schedule."""
    taken = compute(curve, kind, alpha0, start).places.size - 1
    return snippet(
        f"slope = lambda x: {HILLS[curve].formula}",
        f"rate = {_written(schedule(kind, alpha0))}",
        f"places = [{start:g}]",
        f"for t in range(1, {taken + 1}):",
        "    places.append(places[-1] - rate(t) * slope(places[-1]))",
        "last = places[-1]",
    )


def _written(made):
    return "dl." + expression(made).removeprefix("dl.")


def lowered_rate():
    """Gradient descent with a rate that is lowered as the iterations go."""
    return Explorer(
        title="A rate that is lowered",
        setup=setup,
        compute=compute,
        draw=draw,
        describe=describe,
        controls={
            "kind": choice("α", [CONSTANT, INVERSE, SLOW, HALVED], CONSTANT),
            "curve": choice("curve", CURVES, "|x|"),
            "alpha0": StopSlider("α₀", [0.1, 0.2, 0.5, 1, 1.5, 2, 2.5, 3], 0.5),
            "start": StopSlider("start", np.round(np.arange(-4, 4.05, 0.2), 1), START),
        },
        presets=[
            Preset(
                "constant",
                "It arrives after seven steps, and then it swings about 0 for ever.",
                {},
                lambda r: r.last_swing == 0.5,
            ),
            Preset(
                "lowered",
                "Divided by 1 + 0.1 t: the swings get smaller and smaller.",
                {"kind": INVERSE},
                lambda r: r.last_swing < 0.12 and abs(r.last) < 0.12,
            ),
            Preset(
                "lowered too fast",
                "Halved at each step: 1 + ½ + ¼ + … is never more than 2, and 0 is 3.2 away.",
                {"kind": HALVED, "alpha0": 1.0},
                lambda r: abs(r.last - 1.2) < 1e-9,
            ),
            Preset(
                "halved from further up",
                "α₀ = 2 reaches 4 in all, so 0 is within reach.",
                {"kind": HALVED, "alpha0": 2.0},
                lambda r: abs(r.last) < 0.9 and r.reach > 3.99,
            ),
            Preset(
                "too large at first",
                "On the bowl with α₀ = 3: it runs away, until α is below 2, and comes back.",
                {"curve": "bowl", "kind": INVERSE, "alpha0": 3.0},
                lambda r: r.away > 10 and abs(r.last) < 1e-3,
            ),
        ],
        code=code,
        pin=("rates",),
        main=("kind", "alpha0"),
    )
