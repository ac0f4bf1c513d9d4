"""A computation graph: values go forward along its edges, derivatives come back along them.

J = 3 (a + b c) in its steps u = b c, v = a + u, J = 3 v. In the second graph b stands in a's place,
too: then two paths lead from b to J, and what comes back along them is added.
"""

from dataclasses import dataclass

import numpy as np

from dlcourse.figures import palette
from dlcourse.live.controls import StopSlider, choice
from dlcourse.live.explorer import Explorer, Preset
from dlcourse.topics.snippets import snippet

ONE_PATH, TWO_PATHS = "3 (a + b c)", "3 (b + b c)"
NUDGE = 0.001
NODES = {  # name → place, and what is computed there
    "a": (0.0, 2.0, "a"),
    "b": (0.0, 0.75, "b"),
    "c": (0.0, -0.5, "c"),
    "u": (2.4, 0.1, "u = b · c"),
    "v": (5.0, 1.05, "v = a + u"),
    "J": (7.4, 1.05, "J = 3 · v"),
}
EDGES = (("a", "v"), ("b", "v"), ("b", "u"), ("c", "u"), ("u", "v"), ("v", "J"))


@dataclass(frozen=True, eq=False)
class Graph:
    """The values forward, and ∂J/∂· of each of them; `moved` is how far a nudge moves them."""

    a: float
    b: float
    c: float
    two_paths: bool
    nudged: str  # "a", "b", "c" or "nothing"

    def forward(self, a, b, c):
        """The values of all nodes."""
        u = b * c
        v = (b if self.two_paths else a) + u
        return {"a": a, "b": b, "c": c, "u": u, "v": v, "J": 3 * v}

    @property
    def values(self):
        """Name of a node → its value."""
        return self.forward(self.a, self.b, self.c)

    @property
    def moved(self):
        """Name of a node → how far it moves when one input is nudged; rounding left out."""
        inputs = {"a": self.a, "b": self.b, "c": self.c}
        if self.nudged in inputs:
            inputs[self.nudged] += NUDGE
        after = self.forward(**inputs)
        return {name: round(after[name] - value, 9) for name, value in self.values.items()}

    @property
    def along(self):
        """(from, to) → what comes back along that edge: ∂J/∂to times ∂to/∂from."""
        du = 3.0
        first = {("b", "v"): 3.0} if self.two_paths else {("a", "v"): 3.0}
        return {
            **first,
            ("v", "J"): 3.0,
            ("u", "v"): du,
            ("b", "u"): du * self.c,
            ("c", "u"): du * self.b,
        }

    def derivative(self, name):
        """∂J/∂name: the sum over the edges that leave it; 0 where there is none."""
        return sum(value for (start, _), value in self.along.items() if start == name)

    @property
    def da(self):
        """∂J/∂a."""
        return self.derivative("a")

    @property
    def db(self):
        """∂J/∂b."""
        return self.derivative("b")

    @property
    def dc(self):
        """∂J/∂c."""
        return self.derivative("c")

    @property
    def J(self):
        """The end of the forward pass."""
        return self.values["J"]


def compute(a, b, c, graph, nudged):
    """Go forward and back."""
    return Graph(a, b, c, graph == TWO_PATHS, nudged)


def setup(figure):
    """Nodes at fixed places; the edges and all numbers change."""
    axes = figure.subplots()
    axes.set(xlim=(-0.75, 8.15), ylim=(-1.75, 2.75))
    axes.set_axis_off()
    axes.text(-0.7, 2.5, "values go forward  →", fontsize=12, color=palette.CHOSEN)
    axes.text(
        8.1, 2.5, "←  derivatives of J come back", fontsize=12, color=palette.GRADIENT, ha="right"
    )
    artists = {}
    for start, end in EDGES:
        (x0, y0, _), (x1, y1, _) = NODES[start], NODES[end]
        name = f"{start}{end}"
        look = {"color": palette.WEIGHTS, "linewidth": 1.5, "zorder": 1}
        (artists[name],) = axes.plot([x0, x1], [y0, y1], **look)
        at = 0.62 if (start, end) == ("b", "v") else 0.5
        x, y = x0 + at * (x1 - x0), y0 + at * (y1 - y0)
        box = {"facecolor": "white", "linewidth": 0, "pad": 1.2}
        look = {"ha": "center", "fontsize": 12, "bbox": box, "zorder": 2}
        artists[f"{name}_value"] = axes.text(x, y + 0.06, "", va="bottom", **look)
        artists[f"{name}_back"] = axes.text(
            x, y - 0.06, "", va="top", color=palette.GRADIENT, weight="bold", **look
        )
    for name, (x, y, says) in NODES.items():
        box = {"boxstyle": "round,pad=0.45", "facecolor": "#F2F2F2", "edgecolor": palette.WEIGHTS}
        look = {"ha": "center", "va": "center", "fontsize": 13, "zorder": 3, "bbox": box}
        artists[name] = axes.text(x, y, says, **look)
    artists["end"] = axes.text(7.4, 1.55, "", ha="center", va="bottom", fontsize=13, weight="bold")
    for i, name in enumerate("abc"):
        artists[f"rule_{name}"] = axes.text(-0.7 + 3.05 * i, -1.35, "", fontsize=11, va="center")
    return artists


def number(value):
    """A value as one would write it.

    Example
    -------
    >>> number(-6.0), number(0.5)
    ('−6', '0.5')
    """
    return f"{value + 0.0:g}".replace("-", "−")


def draw(artists, result):
    """The numbers on the edges; an edge that is not there is not shown."""
    values, moved, along = result.values, result.moved, result.along
    for start, end in EDGES:
        shown, name = (start, end) in along, f"{start}{end}"
        step = f" {moved[start]:+g}".replace("-", "−") if moved[start] else ""
        artists[name].set_visible(shown)
        artists[name].set_linewidth(3.2 if moved[start] else 1.5)
        artists[f"{name}_value"].set_text(number(values[start]) + step if shown else "")
        back = number(along.get((start, end), 0.0))
        artists[f"{name}_back"].set_text(f"← {back}" if shown else "")
    artists["a"].set_visible(not result.two_paths)
    artists["v"].set_text("v = b + u" if result.two_paths else "v = a + u")
    step = f" {moved['J']:+g}".replace("-", "−") if moved["J"] else ""
    artists["end"].set_text(f"J = {number(values['J'])}{step}")
    for name, rule in rules(result).items():
        artists[f"rule_{name}"].set_text(rule)


def rules(result):
    """The chain rule for each input, in numbers."""
    b, c = number(result.b), number(result.c)
    db, dc = number(result.db), number(result.dc)
    two = result.two_paths
    return {
        "a": "a is not used" if two else "dJ/da = 3 · 1 = 3",
        "b": f"dJ/db = {'3 · 1 + ' if two else ''}3 · c = {'3 + ' if two else ''}3 · {c} = {db}",
        "c": f"dJ/dc = 3 · b = 3 · {b} = {dc}",
    }


def describe(result):
    """All three derivatives, and what a nudge does."""
    first = "b" if result.two_paths else "a"
    a = "" if result.two_paths else f"dJ/da = {number(result.da)}, "
    sentence = (
        f"J = 3 ({first} + b c) = {number(result.J)}; {a}dJ/db = {number(result.db)}, "
        f"dJ/dc = {number(result.dc)}."
    )
    if result.nudged == "nothing":
        return sentence
    return sentence + (
        f" A nudge of {NUDGE:g} in {result.nudged} moves J by {number(result.moved['J'])}."
    )


def code(a, b, c, graph, nudged):
    """The same numbers, one line a step."""
    two = graph == TWO_PATHS
    return snippet(
        f"a, b, c = {a:g}, {b:g}, {c:g}",
        "u = b * c",
        f"v = {'b' if two else 'a'} + u",
        "J = 3 * v",
        "dv, du = 3, 3  # J = 3 v, and v has u as it is",
        f"da, db, dc = {'0, dv + du * c' if two else 'dv, du * c'}, du * b",
    )


def computation_graph():
    """J = 3 (a + b c), forward and back."""
    stops = np.arange(-4, 11)
    return Explorer(
        title="A computation graph, forward and back",
        setup=setup,
        compute=compute,
        draw=draw,
        describe=describe,
        controls={
            "a": StopSlider("a", stops, 5),
            "b": StopSlider("b", stops, 3),
            "c": StopSlider("c", stops, 2),
            "graph": choice("J =", (ONE_PATH, TWO_PATHS), ONE_PATH),
            "nudged": choice("nudge", ("nothing", "a", "b", "c"), "nothing"),
        },
        presets=[
            Preset(
                "the bill",
                "Read it from the left to the right, then the pink numbers from the right.",
                {},
                lambda r: (r.J, r.da, r.db, r.dc) == (33, 3, 6, 9),
            ),
            Preset(
                "dearer rides",
                "c has gone from 2 to 4. Which pink numbers are others now?",
                {"c": 4},
                lambda r: (r.da, r.db, r.dc) == (3, 12, 9),
            ),
            Preset(
                "follow a nudge",
                "One thousandth more of b: each edge on its way says how much arrives.",
                {"nudged": "b"},
                lambda r: r.moved["J"] == 0.006 and r.moved["u"] == 0.002,
            ),
            Preset(
                "free rides",
                "c = 0: one ride more or less changes nothing, and dJ/db is 0.",
                {"c": 0},
                lambda r: r.db == 0 and r.dc == 9,
            ),
            Preset(
                "two paths",
                "b is entrance fee and number of rides at once: what comes back is added.",
                {"graph": TWO_PATHS},
                lambda r: r.db == 3 + 3 * r.c == 9,
            ),
        ],
        code=code,
        main=("b", "c"),
        size=(9, 4.1),
    )
