"""Gradient checking: a backward pass with a mistake in it, and the relative error layer by layer.

The 2-4-3-1 network of the staircase light. Every bug is one line of the backward pass or of how the
check is done. The relative errors of W[3], b[3], …, b[1] tell where it is. Two pairs of bugs fail
in the same places; the errors of single entries and the gradients' lengths tell them apart.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from dlcourse import numerical_gradient
from dlcourse.figures import palette
from dlcourse.live.controls import StopSlider, choice, log_stops, seed, toggle
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

NONE = "none"
NAMES = ("W1", "b1", "W2", "b2", "W3", "b3")
FINE, BUG = 1e-7, 1e-3
LOWEST = 1e-13
LAMBD, KEEP_PROB = 0.4, 0.8
UP = {"1": "[1]", "2": "[2]", "3": "[3]"}
LINES = (  # of the backward pass, as they should be
    "dZ[3] = A[3] − Y",
    "dW[3] = 1/m dZ[3] A[2]ᵀ",
    "db[3] = 1/m Σ dZ[3]",
    "dZ[2] = W[3]ᵀ dZ[3] * g′(Z[2])",
    "dW[2] = 1/m dZ[2] A[1]ᵀ",
    "db[2] = 1/m Σ dZ[2]",
    "dZ[1] = W[2]ᵀ dZ[2] * g′(Z[1])",
    "dW[1] = 1/m dZ[1] Xᵀ",
    "db[1] = 1/m Σ dZ[1]",
)
BUGS = {  # label → the line that is wrong (None: it is in the check) and what stands there
    NONE: (None, "no line is wrong"),
    "A": (3, "dZ[2] = W[3]ᵀ dZ[3]"),
    "B": (4, "dW[2] = dZ[2] A[1]ᵀ"),
    "C": (0, "dZ[3] = (A[3] − Y) * A[3] * (1 − A[3])"),
    "D": (8, "db[1] = 1/m dZ[1] of the first example"),
    "E": (6, "dZ[1] = W[2]ᵀ dZ[2] * g′(Z[1]), W[2] already updated"),
    "F": (None, "J has the L2 penalty, the backward pass forgot it"),
    "G": (None, "dropout is on, each cost draws a new mask"),
    "H": (None, "no mistake: a ReLU unit stands on its kink"),
}


@dataclass(frozen=True, eq=False)
class Check:
    """Both gradients, parameter by parameter."""

    bug: str
    reveal: bool
    derivatives: dict  # "W1" … "b3" → from backpropagation
    numerical: dict  # the same by nudging
    right: np.ndarray  # (31,), without the bug; tanh units, no dropout

    @cached_property
    def errors(self):
        """(6,): the relative errors ‖d - d̂‖ / (‖d‖ + ‖d̂‖) of W1, b1, … b3."""
        return np.array([relative(self.derivatives[n], self.numerical[n]) for n in NAMES])

    @property
    def whole(self):
        """The relative error of the whole gradient, all parameters in one vector."""
        return relative(joined(self.derivatives.values()), joined(self.numerical.values()))

    @property
    def entries(self):
        """Of W1, b1, … b3 in turn: |d - d̂| / (|d| + |d̂|) of each entry, row by row."""
        pairs = [(self.derivatives[n].ravel(), self.numerical[n].ravel()) for n in NAMES]
        return [np.array([relative(*both) for both in zip(*pair, strict=True)]) for pair in pairs]

    @property
    def lengths(self):
        """‖d‖ and ‖d̂‖ of all 31 numbers."""
        both = self.derivatives, self.numerical
        return tuple(float(np.linalg.norm(joined(gradient.values()))) for gradient in both)

    @property
    def failing(self):
        """The parameters above 1e-3."""
        return [name for name, error in zip(NAMES, self.errors, strict=True) if error >= BUG]

    @property
    def passing(self):
        """The parameters below 1e-7."""
        return [name for name, error in zip(NAMES, self.errors, strict=True) if error <= FINE]


def relative(one, other):
    """‖d - d̂‖ / (‖d‖ + ‖d̂‖), 0 where both are 0."""
    size = np.linalg.norm(one) + np.linalg.norm(other)
    return float(np.linalg.norm(one - other) / size) if size else 0.0


def relu(Z):
    """max(z, 0)."""
    return np.maximum(Z, 0)


def compute(bug, epsilon, seed, reveal):
    """The gradient by backpropagation, with the bug in it, and the numerical one."""
    rng = np.random.default_rng(seed)
    parameters = draw_parameters(SIZES, rng)
    right = backward(parameters, forward(parameters, X_STAIRS), Y_STAIRS)
    if bug == "F":
        right |= {f"d{w}": right[f"d{w}"] + LAMBD / 4 * parameters[w] for w in NAMES[::2]}
    g = relu if bug == "H" else np.tanh
    if bug == "H":
        parameters = lifted(parameters, epsilon)
    found = broken(bug, parameters, forward(parameters, X_STAIRS, g))
    numerical = {}
    for name in NAMES:

        def J(values, name=name):
            return checked_cost(bug, parameters | {name: values}, g, rng)

        numerical[name] = numerical_gradient(J, parameters[name], epsilon)
    derivatives = {name: found[f"d{name}"] for name in NAMES}
    return Check(bug, reveal, derivatives, numerical, joined(right[f"d{name}"] for name in NAMES))


def joined(parts):
    """Matrices as one vector, row by row."""
    return np.concatenate([part.ravel() for part in parts])


def lifted(parameters, epsilon):
    """The same, but all ReLU units alive, and the first one's score 0.3 ε for the first example."""
    W, b = parameters["W1"], parameters["b1"].copy()
    b[:] = 0.5 + np.abs(b)
    b[0, 0] = 0.3 * epsilon - (W @ X_STAIRS)[0, 0]
    later = {name: np.abs(parameters[name]) for name in ("W2", "b2", "W3", "b3")}
    return {**parameters, "b1": b, **later}


def checked_cost(bug, parameters, g, rng):
    """The cost that is nudged."""
    A = forward(parameters, X_STAIRS, dropped(rng) if bug == "G" else g)["A3"]
    J = cost(A, Y_STAIRS)
    if bug == "F":
        squares = sum(np.sum(parameters[name] ** 2) for name in ("W1", "W2", "W3"))
        J += LAMBD / (2 * Y_STAIRS.size) * squares
    return J


def dropped(rng):
    """tanh, then dropout with a mask of its own at every call."""
    return lambda Z: np.tanh(Z) * (rng.random(Z.shape) < KEEP_PROB) / KEEP_PROB


def broken(bug, parameters, seen):
    """The backward pass with one of the bugs."""
    m, used, Y, A = Y_STAIRS.size, parameters, Y_STAIRS, seen["A3"]

    def slope(seen, layer):
        if bug == "A" and layer == 2:
            return 1.0
        return 1 - seen[f"A{layer}"] ** 2 if bug != "H" else 1.0 * (seen[f"Z{layer}"] > 0)

    if bug == "C":
        Y = A - (A - Y) * A * (1 - A)
    found = backward(parameters, seen, Y, slope)
    if bug == "E":
        used = parameters | {"W2": parameters["W2"] - found["dW2"]}
        late = backward(used, seen, Y, slope)
        found |= {name: late[name] for name in ("dZ1", "dW1", "db1")}
    if bug == "B":
        found["dW2"] = m * found["dW2"]
    if bug == "D":
        found["db1"] = found["dZ1"][:, :1] / m
    return found


def setup(figure):
    """Left the relative errors on a log axis, right the backward pass as it should be."""
    left, right = figure.subplots(1, 2, width_ratios=(1.35, 1))
    left.set(xscale="log")
    left.set(xlim=(LOWEST, 30), ylim=(5.6, -0.75), yticks=range(6))
    left.set_xlabel("relative error (log scale)")
    left.set_yticklabels([f"{name[0]}{UP[name[1]]}" for name in reversed(NAMES)])
    left.set_xticks(10.0 ** np.array([-12, -9, -7, -5, -3, 0]))
    left.minorticks_off()
    left.grid(axis="y", visible=False)
    for x, says, ha in ((FINE, "fine ◂", "right"), (BUG, "▸ a bug", "left")):
        left.axvline(x, color=palette.REFERENCE, linestyle="--", linewidth=1)
        left.text(x * (0.7 if ha == "right" else 1.4), -0.55, says, ha=ha, va="center", fontsize=10)
    artists = {"which": left.set_title("")}
    dots = {"linestyle": "none", "marker": "o", "markersize": 4, "markerfacecolor": "none"}
    for row in range(6):
        (artists[f"bar_{row}"],) = left.fill([], [], color=palette.WEIGHTS, linewidth=0)
        (artists[f"entries_{row}"],) = left.plot([], [], color=palette.WEIGHTS, **dots)
        artists[f"mark_{row}"] = left.text(2.5, row, "", va="center", fontsize=10)
    right.set(title="Backward, as it should be", xlim=(0, 1), ylim=(11.4, -0.8))
    right.set_axis_off()
    for i, line in enumerate(LINES):
        artists[f"line_{i}"] = right.text(0.06, i, line, va="center", fontsize=11)
    artists["lengths"] = right.text(0.06, 9.3, "", va="center", fontsize=10)
    artists["reveal"] = right.text(0.06, 10.7, "", va="center", fontsize=10)
    return artists


def draw(artists, result):
    """A bar for each parameter, a circle for each entry; the wrong line when it is asked for."""
    for row, (error, entries) in enumerate(
        zip(result.errors[::-1], result.entries[::-1], strict=True)
    ):
        end, low, high = np.clip(error, LOWEST, 2), row - 0.36, row + 0.1
        artists[f"entries_{row}"].set_data(
            entries.clip(1.3 * LOWEST, 2), np.full(entries.size, row + 0.26)
        )
        artists[f"bar_{row}"].set_xy([(LOWEST, low), (end, low), (end, high), (LOWEST, high)])
        wrong = error >= BUG
        artists[f"bar_{row}"].set_color(palette.CHOSEN if wrong else palette.DROPPED)
        artists[f"mark_{row}"].set_text("fails" if wrong else "passes" if error <= FINE else "?")
    which = "No bug" if result.bug == NONE else f"Bug {result.bug}"
    artists["which"].set_text(f"{which}: our gradient against nudging")
    one, other = (told(length) for length in result.lengths)
    artists["lengths"].set_text(f"length of our gradient {one},\nof that by nudging {other}")
    at, says = BUGS[result.bug]
    for i, line in enumerate(LINES):
        wrong = result.reveal and i == at
        artists[f"line_{i}"].set_text(f"{says}   ✗" if wrong else line)
        artists[f"line_{i}"].set_color(palette.GRADIENT if wrong else palette.CHOSEN)
    text = "" if not result.reveal or at is not None else says
    artists["reveal"].set_text(text)
    artists["reveal"].set_color(palette.CHOSEN if result.bug == NONE else palette.GRADIENT)


def told(length):
    """A length with two digits: 0.41, 17,000.

    Example
    -------
    >>> told(17_012.3), told(0.2022)
    ('17,000', '0.2')
    """
    return f"{float(f'{length:.2g}'):,.4g}" if length < 1000 else f"{float(f'{length:.2g}'):,.0f}"


def listed(names):
    """Parameters in words, the last layer first: "W[3] and b[3]".

    Example
    -------
    >>> listed(["W1", "b1", "b3"])
    'b[3], W[1] and b[1]'
    """
    order = sorted(names, key=lambda name: (-int(name[1]), name[0]))
    words = [f"{name[0]}{UP[name[1]]}" for name in order]
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else words[0]


def describe(result):
    """Which parameters fail and which pass; the mistake, when it is asked for."""
    between = [n for n in NAMES if n not in result.failing + result.passing]
    parts = []
    for names, verb in (
        (result.failing, "fail"),
        (between, "lie in between"),
        (result.passing, "pass"),
    ):
        if names:
            s = "s" if len(names) == 1 and verb != "lie in between" else ""
            verb = "lies in between" if len(names) == 1 and "lie" in verb else verb + s
            parts.append(f"{listed(names)} {verb}")
    whole = "all 31 numbers are fine"
    if result.whole > FINE:
        size = f"{result.whole:.1g}".replace("e-0", "e-")
        whole = f"relative error {size} for all 31 numbers"
    one, other = (told(length) for length in result.lengths)
    sentence = f"Bug {result.bug}: {', '.join(parts)}; {whole}. "
    sentence += f"Our gradient is {one} long, that by nudging {other}."
    if result.reveal:
        at, says = BUGS[result.bug]
        right = "" if at is None else f" where {LINES[at]} is right"
        sentence += f" The mistake: {says}{right}."
    return sentence


def code(bug, epsilon, seed, reveal):
    """The right gradient of the same network, by `dlcourse`."""
    penalty = f", dl.L2({LAMBD})" if bug == "F" else ""
    without = {"G": "  # without dropout", "H": "  # with tanh units in place of ReLU"}.get(bug, "")
    return snippet(
        f"rng = np.random.default_rng({seed})",
        "shapes = [(4, 2), (4, 1), (3, 4), (3, 1), (1, 3), (1, 1)]  # W1, b1, W2, b2, W3, b3",
        "theta = [rng.normal(size=s) / (s[1]**0.5 if i % 2 == 0 else 4) "
        "for i, s in enumerate(shapes)]",
        f"X, Y = np.array({X_STAIRS.tolist()}), np.array({Y_STAIRS.tolist()})",
        "layers = [dl.Dense(2, 4), dl.Tanh(), dl.Dense(4, 3), dl.Tanh(), dl.Dense(3, 1)]" + without,
        f"net, theta = dl.Network(layers, dl.BinaryCrossEntropy(){penalty}), "
        "np.concatenate([p.ravel() for p in theta])",
        "_, right = net.cost_and_gradient(theta, X, Y)",
    )


def planted_bug():
    """Find the mistake in a backward pass by its relative errors."""
    return Explorer(
        title="Find the bug by gradient checking",
        setup=setup,
        compute=compute,
        draw=draw,
        describe=describe,
        controls={
            "bug": choice("bug", tuple(BUGS), NONE),
            "epsilon": StopSlider("ε", log_stops(-12, -1, mantissas=(1,)), 1e-5),
            "seed": seed(),
            "reveal": toggle("show the mistake"),
        },
        presets=[
            Preset(
                "no bug",
                "This is what a right backward pass looks like.",
                {},
                lambda r: not r.failing and len(r.passing) == 6,
            ),
            Preset(
                "bug A",
                "g′(Z[2]) is missing in the line of dZ[2]. Whose gradients are wrong?",
                {"bug": "A"},
                lambda r: sorted(r.failing) == ["W1", "W2", "b1", "b2"] and len(r.passing) == 2,
            ),
            Preset(
                "bug B",
                "Read the bars: in which line must it be? Then let it be shown.",
                {"bug": "B"},
                lambda r: r.failing == ["W2"] and len(r.passing) == 5,
            ),
            Preset(
                "bug C",
                "The first line of the backward pass reaches everything.",
                {"bug": "C"},
                lambda r: len(r.failing) == 6,
            ),
            Preset(
                "bug E",
                "The cost falls with this one, too, and all shapes are right.",
                {"bug": "E"},
                lambda r: sorted(r.failing) == ["W1", "b1"] and len(r.passing) == 4,
            ),
            Preset(
                "bug F",
                "All weights fail, all biases pass: what is it that sees weights alone?",
                {"bug": "F"},
                lambda r: sorted(r.failing) == ["W1", "W2", "W3"] and len(r.passing) == 3,
            ),
            Preset(
                "a wide ε",
                "No bug, and ε = 0.1: here it is the numerical gradient that is wrong.",
                {"epsilon": 0.1},
                lambda r: r.whole > 1e-5 and not r.passing,
            ),
        ],
        code=code,
        main=("bug",),
    )
