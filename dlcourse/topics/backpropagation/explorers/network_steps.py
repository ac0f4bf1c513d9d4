"""A 2-4-3-1 network, one operation at a time: forward to the cost, and the blame back."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from matplotlib.colors import to_rgba

from dlcourse.figures import palette
from dlcourse.figures.drawn_network import Drawing, draw_network, setup_network
from dlcourse.figures.equation import draw_equation, setup_equation
from dlcourse.figures.matrices import SIGNED
from dlcourse.live.controls import StopSlider, choice, seed
from dlcourse.live.explorer import Explorer, Preset
from dlcourse.topics.backpropagation.runs import (
    SIZES,
    X_STAIRS,
    Y_STAIRS,
    backward,
    cost,
    draw_parameters,
    forward,
)
from dlcourse.topics.snippets import snippet

NETWORK = Drawing(SIZES, across=1.9)
ONE, ALL = "1", "4"
STEPS = (  # what is computed, the formula
    ("Z1", "Z[1] = W[1] X + b[1]"),
    ("A1", "A[1] = tanh(Z[1])"),
    ("Z2", "Z[2] = W[2] A[1] + b[2]"),
    ("A2", "A[2] = tanh(Z[2])"),
    ("Z3", "Z[3] = W[3] A[2] + b[3]"),
    ("A3", "A[3] = σ(Z[3])"),
    ("J", "J = mean loss of A[3], Y"),
    ("dZ3", "dZ[3] = A[3] − Y"),
    ("dW3", "dW[3] = 1/m dZ[3] A[2]ᵀ,  db[3]"),
    ("dZ2", "dZ[2] = W[3]ᵀ dZ[3] * g′(Z[2])"),
    ("dW2", "dW[2] = 1/m dZ[2] A[1]ᵀ,  db[2]"),
    ("dZ1", "dZ[1] = W[2]ᵀ dZ[2] * g′(Z[1])"),
    ("dW1", "dW[1] = 1/m dZ[1] Xᵀ,  db[1]"),
)
COST = 7  # the step that ends the way forward
UP = ("[0]", "[1]", "[2]", "[3]")
PALE = to_rgba("#EDEDED")


@dataclass(frozen=True, eq=False)
class Pass:
    """A forward and a backward pass, and the step at which to look at it."""

    step: int  # 1 … 13
    X: np.ndarray
    Y: np.ndarray
    parameters: dict
    all: dict  # "A0" … "A3", "Z1" …, "J" (1, 1), "dZ3", "dW3", "db3", …

    @property
    def m(self):
        """How many examples take part."""
        return self.X.shape[1]

    @property
    def what(self):
        """The name of what this step computes: "Z1"."""
        return STEPS[self.step - 1][0]

    @property
    def value(self):
        """What this step computes."""
        return self.all[self.what]

    @property
    def J(self):
        """The cost."""
        return self.all["J"].item()

    @property
    def dtheta(self):
        """All 31 derivatives, in the order of W1, b1, W2, …: (31,)."""
        return np.concatenate([self.all[f"d{name}"].ravel() for name in self.parameters])

    @cached_property
    def done(self):
        """The names of what is computed by now."""
        return [name for name, _ in STEPS[: self.step]]

    @property
    def products(self):
        """Multiplications in matrix products by now: (forward, backward)."""
        forward = back = 0
        for name in self.done:
            layer = int(name[-1]) if name != "J" else 0
            if name[0] == "Z" or name[:2] == "dW":
                count = self.m * SIZES[layer] * SIZES[layer - 1]
            elif name in ("dZ1", "dZ2"):
                count = self.m * SIZES[layer + 1] * SIZES[layer]
            else:
                count = 0
            forward, back = forward + count * (name[0] == "Z"), back + count * (name[0] == "d")
        return forward, back

    @property
    def parts(self):
        """The equation of this step, for `draw_equation`."""
        name, m = self.what, self.m
        if name == "J":
            return [("A[3]", self.all["A3"]), "  ", ("Y", self.Y), "  →  ", ("J", self.value)]
        layer = int(name[-1])
        up, before, after = UP[layer], UP[layer - 1], UP[min(layer + 1, 3)]
        W, b = (f"W{up}", self.parameters[f"W{layer}"]), (f"b{up}", self.parameters[f"b{layer}"])
        seen = ("X" if layer == 1 else f"A{before}", self.all[f"A{layer - 1}"])
        result = (f"{name[:-1]}{up}", self.value)
        if name[0] == "Z":
            return [W, " · ", seen, "  + ", b, " =  ", result]
        if name[0] == "A":
            g = "  σ →  " if layer == 3 else "  tanh →  "
            return [(f"Z{up}", self.all[f"Z{layer}"]), g, result]
        if name == "dZ3":
            return [("A[3]", self.all["A3"]), "  −  ", ("Y", self.Y), "  =  ", result]
        if name[:2] == "dW":
            dZ, seen = (f"dZ{up}", self.all[f"dZ{layer}"]), (f"{seen[0]}ᵀ", seen[1].T)
            db = (f"db{up}", self.all[f"db{layer}"])
            return [f"1/{m}  ", dZ, " · ", seen, " =  ", result, "   ", db]
        Wt = (f"W{after}ᵀ", self.parameters[f"W{layer + 1}"].T)
        dZ = (f"dZ{after}", self.all[f"dZ{layer + 1}"])
        slope = (f"g′(Z{up})", 1 - self.all[f"A{layer}"] ** 2)
        return [Wt, " · ", dZ, "  *  ", slope, " =  ", result]


def run(examples, seed):
    """Both passes, whole."""
    parameters = draw_parameters(SIZES, np.random.default_rng(seed))
    m = int(examples)
    X, Y = X_STAIRS[:, :m], Y_STAIRS[:, :m]
    seen = forward(parameters, X)
    J = {"J": np.array([[cost(seen["A3"], Y)]])}
    return X, Y, parameters, seen | J | backward(parameters, seen, Y)


def look(run, step):
    """One step of them."""
    return Pass(step, *run)


def setup(figure):
    """The network and the list of formulas above, the equation at hand below."""
    grid = figure.add_gridspec(2, 2, height_ratios=(1, 0.95), width_ratios=(1, 1.15))
    left, right = figure.add_subplot(grid[0, 0]), figure.add_subplot(grid[0, 1])
    artists = setup_network(left, NETWORK, size=1)
    x, y = NETWORK.units.T
    left.set(xlim=(-0.75, 6.45), ylim=(-2.15, 2.35))
    artists["circles"] = left.scatter(
        x, y, s=980, c=[PALE] * len(x), edgecolors=palette.WEIGHTS, linewidths=1.2, zorder=3
    )
    for i in range(len(x)):
        look = {"ha": "center", "va": "center", "fontsize": 8.5, "zorder": 4}
        artists[f"unit_{i}"] = left.text(x[i], y[i], "", **look)
    artists["way"] = left.text(-0.7, 2.12, "", fontsize=12, weight="bold", va="center")
    left.text(0, -1.08, "inputs x", ha="center", va="center")
    left.text(5.7, -0.68, "output", ha="center", va="center")
    right.set(xlim=(0, 1), ylim=(0, 1))
    right.set_axis_off()
    look = {"weight": "bold", "va": "center", "fontsize": 9}
    artists["forward"] = right.text(0.0, 0.97, "", **look)
    artists["backward"] = right.text(0.5, 0.97, "", color=palette.GRADIENT, **look)
    for i, (_, formula) in enumerate(STEPS):
        back = i >= COST
        place = (0.0, 0.85 - 0.128 * i) if not back else (0.5, 0.082 + 0.128 * (i - COST))
        artists[f"line_{i}"] = right.text(*place, formula, fontsize=10.5, va="center")
    (artists["mark"],) = right.fill([], [], color=palette.CHOSEN, alpha=0.1, linewidth=0)
    return artists | setup_equation(figure.add_subplot(grid[1, :]), 19.2, 4.6)


def draw(artists, result):
    """Mark the formula, fill the units that are reached, write the equation."""
    weights = [result.parameters[f"W{layer}"] for layer in (1, 2, 3)]
    draw_network(artists, NETWORK, weights)
    back = result.step > COST
    word = "blame dz of the units" if back else "outputs a of the units"
    artists["way"].set(
        text=f"{word}, example 1", color=palette.GRADIENT if back else palette.CHOSEN
    )
    for way, sign, count in zip(("forward", "backward"), "↓↑", result.products, strict=True):
        artists[way].set_text(f"{way} {sign}  {count} multiplications")
    colours = [PALE] * sum(SIZES)
    for i, layer in enumerate(NETWORK.layer):
        name = f"dZ{layer}" if back else f"A{layer}"
        shown = name in result.done or (layer == 0 and not back)
        unit = i - int(np.flatnonzero(NETWORK.layer == layer)[0])
        value = float(result.all[name][unit, 0]) if shown else 0.0
        artists[f"unit_{i}"].set_text(f"{value:.2f}".replace("-", "−") if shown else "")
        artists[f"unit_{i}"].set_color("white" if abs(value) >= 0.6 else "black")
        colours[i] = SIGNED((np.clip(value, -1, 1) + 1) / 2) if shown else PALE
    artists["circles"].set_facecolor(colours)
    artists["circles"].set_edgecolor(palette.GRADIENT if back else palette.WEIGHTS)
    for i in range(len(STEPS)):
        now, reached = i == result.step - 1, i < result.step
        colour = palette.GRADIENT if i >= COST else palette.CHOSEN
        text = artists[f"line_{i}"]
        text.set(color=colour if reached else palette.GHOST)
        if now:
            x, y = text.get_position()
            low, high, end = y - 0.06, y + 0.06, x + (0.46 if i < COST else 0.56)
            artists["mark"].set_xy([(x - 0.015, low), (end, low), (end, high), (x - 0.015, high)])
    draw_equation(artists, result.parts)


def shapes(result):
    """The shapes of this step's equation, as one writes them."""
    text = ""
    for part in result.parts:
        if not isinstance(part, str):
            text += f"{part[1].shape}"
        elif part.strip() in "+*=−" and part.strip():
            text += f" {part.strip()} "
        elif part.strip() and part.strip() != "·":
            text += " → " if "→" in part else ""
    return text


def describe(result):
    """The step, its formula with the shapes, and the multiplications so far."""
    forward, back = result.products
    way = "backward" if result.step > COST else "forward"
    formula = " ".join(STEPS[result.step - 1][1].split())
    equation = "" if result.what == "J" or "dW" in result.what else f", shapes {shapes(result)}"
    if "dW" in result.what:
        equation = f", of shape {result.value.shape} as W{UP[int(result.what[-1])]}"
    value = f" J = {result.value.item():.3f}." if result.what == "J" else "."
    return (
        f"Step {result.step} of {len(STEPS)}, {way}: {formula}{equation}{value} Multiplications "
        f"in matrix products so far: {forward} forward, {back} backward."
    )


def code(step, examples, seed):
    """The same network of `dlcourse`, and all its derivatives at once."""
    return snippet(
        f"rng, m = np.random.default_rng({seed}), {examples}",
        "shapes = [(4, 2), (4, 1), (3, 4), (3, 1), (1, 3), (1, 1)]  # W1, b1, W2, b2, W3, b3",
        "theta = [rng.normal(size=s) / (s[1]**0.5 if i % 2 == 0 else 4) "
        "for i, s in enumerate(shapes)]",
        f"X, Y = np.array({X_STAIRS.tolist()})[:, :m], np.array({Y_STAIRS.tolist()})[:, :m]",
        "layers = [dl.Dense(2, 4), dl.Tanh(), dl.Dense(4, 3), dl.Tanh(), dl.Dense(3, 1)]",
        "net, theta = dl.Network(layers, dl.BinaryCrossEntropy()), "
        "np.concatenate([p.ravel() for p in theta])",
        "J, dtheta = net.cost_and_gradient(theta, X, Y)",
    )


def network_steps():
    """The 2-4-3-1 network, forward and backward, one operation at a time."""
    return Explorer(
        title="A network, one operation at a time",
        setup=setup,
        run=run,
        look=look,
        draw=draw,
        describe=describe,
        controls={
            "step": StopSlider("step", range(1, len(STEPS) + 1), 1),
            "examples": choice("examples m", (ONE, ALL), ONE),
            "seed": seed(),
        },
        presets=[
            Preset(
                "forward to the cost",
                "Seven operations from the switches to J. Go back with the arrow keys.",
                {"step": COST},
                lambda r: r.products == (23, 0) and r.value.shape == (1, 1),
            ),
            Preset(
                "into the hidden layer",
                "Each hidden unit's blame: the output's blame times the weight in between, "
                "times its own slope.",
                {"step": 10},
                lambda r: r.value.shape == (3, 1),
            ),
            Preset(
                "four examples",
                "The same operation with all four columns at once.",
                {"step": 10, "examples": ALL},
                lambda r: r.value.shape == (3, 4) and r.m == 4,
            ),
            Preset(
                "all the way back",
                "All 31 derivatives are there. Compare the two counts of multiplications.",
                {"step": len(STEPS)},
                lambda r: r.products == (23, 38),
            ),
        ],
        code=code,
        main=("step",),
        size=(9, 5.4),
    )
