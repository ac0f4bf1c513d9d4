"""The shapes of everything in a network with three layers: the reader fills one in, then sees it.

The table is filled up to the quantity that is asked for. The reader says its rows and columns; what
is right then stands in the table, and the product that it comes from is drawn to scale.
"""

from dataclasses import dataclass
from itertools import pairwise

from dlcourse.figures import palette
from dlcourse.live.controls import StopSlider, choice
from dlcourse.live.explorer import Explorer, Preset
from dlcourse.topics.snippets import snippet

LAYERS = 3
FORWARD, BACKWARD = ("W", "b", "Z", "A"), ("dZ", "dW", "db")
QUANTITIES = [(name, layer) for layer in (1, 2, 3) for name in FORWARD]
QUANTITIES += [(name, layer) for layer in (3, 2, 1) for name in BACKWARD]
COLUMNS = (*FORWARD, *BACKWARD)
UP = ("[0]", "[1]", "[2]", "[3]")
ONE, BEFORE, OWN, AFTER, EXAMPLES = "1", "n before", "n of the layer", "n after", "m"
SQUARE = 0.66  # how wide a unit of the lower axes has to be to look as wide as it is high
LENGTHS = (ONE, BEFORE, OWN, AFTER, EXAMPLES)
WHY = {  # what decides the shape
    "W": "a row for each unit of the layer, an entry in it for each unit before",
    "b": "one number for each unit, used for all examples",
    "Z": "the rows of W, the columns of A before it: one for each example",
    "A": "g works on each entry, so it has the shape of Z",
    "dZ": "one derivative for each entry of Z",
    "dW": "one derivative for each weight; dZ times A before it, transposed",
    "db": "one derivative for each entry of b: dZ, added up over the examples",
}


@dataclass(frozen=True, eq=False)
class Table:
    """How far the table is filled, and what the reader says of the quantity asked for."""

    sizes: tuple  # n[0] … n[3]
    m: int
    asked: int  # 1 … 21; 22 when all is filled
    guess: tuple  # (rows, columns), numbers

    def shape(self, name, layer):
        """The shape of a quantity."""
        n, n_prev = self.sizes[layer], self.sizes[layer - 1]
        if name in ("W", "dW"):
            return n, n_prev
        return (n, 1) if name in ("b", "db") else (n, self.m)

    @property
    def quantity(self):
        """(name, layer) of what is asked for; None when all is filled."""
        return QUANTITIES[self.asked - 1] if self.asked <= len(QUANTITIES) else None

    @property
    def right(self):
        """Whether the reader's shape is the right one."""
        return self.quantity is not None and self.guess == self.shape(*self.quantity)

    @property
    def filled(self):
        """How many shapes stand in the table."""
        return self.asked - 1 + self.right

    @property
    def parameters(self):
        """How many weights and biases the network has."""
        return sum(n * (n_prev + 1) for n_prev, n in pairwise(self.sizes))


def length(word, sizes, layer, m):
    """A length as the reader names it, as a number; after the last layer there is nothing: 1."""
    after = sizes[layer + 1] if layer < LAYERS else 1
    return {ONE: 1, BEFORE: sizes[layer - 1], OWN: sizes[layer], AFTER: after, EXAMPLES: m}[word]


def compute(asked, rows, columns, n0, n1, n2, n3, m):
    """Compare the reader's shape with the right one."""
    sizes = (n0, n1, n2, n3)
    layer = QUANTITIES[min(asked, len(QUANTITIES)) - 1][1]
    guess = tuple(length(word, sizes, layer, m) for word in (rows, columns))
    return Table(sizes, m, asked, guess)


def setup(figure):
    """Above the table, below the equation of the quantity asked for, drawn to scale."""
    grid = figure.add_gridspec(2, 1, height_ratios=(1, 1.05))
    table, below = (figure.add_subplot(grid[i, 0]) for i in range(2))
    table.set(xlim=(-1.05, 7), ylim=(3.55, -0.1))
    table.set_axis_off()
    artists = {}
    for i, name in enumerate(COLUMNS):
        colour = palette.GRADIENT if name in BACKWARD else palette.CHOSEN
        look = {"ha": "center", "va": "center", "weight": "bold"}
        table.text(i + 0.5, 0.2, f"{name}[l]", color=colour, fontsize=12, **look)
    (artists["asked"],) = table.fill([], [], color=palette.YOURS, alpha=0.25, linewidth=0)
    for layer in (1, 2, 3):
        table.axhline(layer - 0.42, color="#DDDDDD", linewidth=0.8, xmin=0.02)
        artists[f"layer_{layer}"] = table.text(-1.02, layer + 0.05, "", va="center", fontsize=10)
        for i, name in enumerate(COLUMNS):
            artists[f"{name}{layer}"] = table.text(
                i + 0.5, layer + 0.05, "", ha="center", va="center", fontsize=11
            )
    below.set_axis_off()
    below.set(xlim=(0, 36), ylim=(10.5, -2.6))
    for i in range(4):
        (artists[f"box_{i}"],) = below.fill([], [], facecolor="#EFEFEF", edgecolor=palette.WEIGHTS)
        artists[f"box_name_{i}"] = below.text(0, 0, "", ha="center", va="bottom", weight="bold")
        artists[f"box_shape_{i}"] = below.text(0, 0, "", ha="center", va="top", fontsize=10)
        artists[f"sign_{i}"] = below.text(0, 4, "", ha="center", va="center", fontsize=13)
    (artists["guess"],) = below.plot([], [], color=palette.YOURS, linestyle="--", linewidth=2)
    artists["verdict"] = below.text(36, -2.2, "", ha="right", va="top", fontsize=11)
    return artists


def terms(result):
    """What the quantity asked for is made of: names and shapes with the signs behind them."""
    name, layer = result.quantity
    up, before, after = UP[layer], UP[layer - 1], UP[min(layer + 1, LAYERS)]
    n, n_prev, m = result.sizes[layer], result.sizes[layer - 1], result.m
    seen = (f"A{before}" if layer > 1 else "X", (n_prev, m))
    if name in ("W", "b", "Z"):
        return [
            (f"W{up}", (n, n_prev), "·"),
            (*seen, "+"),
            (f"b{up}", (n, 1), "="),
            (f"Z{up}", (n, m), ""),
        ]
    if name == "A":
        return [(f"Z{up}", (n, m), "g →"), (f"A{up}", (n, m), "")]
    if name == "dZ" and layer == LAYERS:
        return [(f"A{up}", (n, m), "−"), ("Y", (n, m), "="), (f"dZ{up}", (n, m), "")]
    if name == "dZ":
        n_next = result.sizes[layer + 1]
        return [
            (f"W{after}ᵀ", (n, n_next), "·"),
            (f"dZ{after}", (n_next, m), "*"),
            (f"g′(Z{up})", (n, m), "="),
            (f"dZ{up}", (n, m), ""),
        ]
    if name == "dW":
        transposed = f"{seen[0]}ᵀ", (m, n_prev)
        return [(f"dZ{up}", (n, m), "·"), (*transposed, "="), (f"dW{up}", (n, n_prev), "")]
    return [(f"dZ{up}", (n, m), "sum →"), (f"db{up}", (n, 1), "")]


def draw(artists, result):
    """The table up to here, and the equation; the shape asked for only once it is right."""
    for layer in (1, 2, 3):
        n = result.sizes[layer]
        artists[f"layer_{layer}"].set_text(f"layer {layer}, {n} unit{'s' * (n > 1)}")
    for number, (name, layer) in enumerate(QUANTITIES, start=1):
        text = artists[f"{name}{layer}"]
        rows, columns = result.shape(name, layer)
        known = number <= result.filled
        text.set_text(f"({rows}, {columns})" if known else "?" if number == result.asked else "·")
        text.set_weight("bold" if number == result.asked else "normal")
    for i in range(4):
        for name in ("box_name", "box_shape", "sign"):
            artists[f"{name}_{i}"].set_text("")
        artists[f"box_{i}"].set_xy([(0, 0)])
    artists["guess"].set_data([], [])
    artists["asked"].set_xy([(0, 0)])
    if result.quantity is None:
        artists["verdict"].set_text(f"all filled: {result.parameters} parameters")
        return
    name, layer = result.quantity
    column = COLUMNS.index(name)
    left, right, top, low = column, column + 1, layer - 0.4, layer + 0.5
    artists["asked"].set_xy([(left, top), (right, top), (right, low), (left, low)])
    parts = terms(result)
    longest = max(max(shape) for _, shape, _ in parts)
    scale = 8 / max(longest, max(result.guess), 8)
    wide = [SQUARE * max(scale * shape[1], 0.6) for _, shape, _ in parts]
    gap = 3.4
    x = (36 - sum(wide) - gap * (len(parts) - 1)) / 2
    for i, (says, (rows, columns), sign) in enumerate(parts):
        high, asked = max(scale * rows, 0.6), says == f"{name}{UP[layer]}"
        hidden = asked and not result.right
        y, middle = 4 - high / 2, x + wide[i] / 2
        if not hidden:
            box = [(x, y), (x + wide[i], y), (x + wide[i], y + high), (x, y + high)]
            artists[f"box_{i}"].set_xy(box)
        own = (says[:-3], int(says[-2])) if says[-1] == "]" and says[:-3] in COLUMNS else None
        known = own is None or own in QUANTITIES[: result.filled]
        shape = "yours: ({}, {})".format(*result.guess) if asked else "?"
        artists[f"box_name_{i}"].set(text=says, position=(middle, y - 0.3))
        artists[f"box_shape_{i}"].set_text(f"({rows}, {columns})" if known else shape)
        artists[f"box_shape_{i}"].set_position((middle, y + high + 0.3))
        artists[f"sign_{i}"].set(text=sign, position=(x + wide[i] + gap / 2, 4))
        if asked:
            rows, columns = result.guess
            w, h = SQUARE * max(scale * columns, 0.6), max(scale * rows, 0.6)
            left, top = middle - w / 2, 4 - h / 2
            xs, ys = [left, left + w, left + w, left, left], [top, top, top + h, top + h, top]
            artists["guess"].set_data(xs, ys)
            if hidden:
                artists[f"box_name_{i}"].set_position((middle, top - 0.3))
                artists[f"box_shape_{i}"].set_position((middle, top + h + 0.3))
        x += wide[i] + gap
    artists["verdict"].set_text("dashed: your shape" + (", right" if result.right else ""))


def describe(result):
    """Whether the reader's shape fits, and why the right one is right."""
    network = "-".join(str(n) for n in result.sizes)
    if result.quantity is None:
        return (
            f"All {len(QUANTITIES)} shapes of a {network} network with m = {result.m} are there. "
            f"Each dW and db has the shape of its W and b: {result.parameters} numbers in all."
        )
    name, layer = result.quantity
    says = f"{name}{UP[layer]} of a {network} network, m = {result.m}"
    rows, columns = result.guess
    if result.right:
        return (
            f"{says}: ({rows}, {columns}) is right, {WHY[name]}. "
            f"{result.filled} of {len(QUANTITIES)} are filled; move on to the next one."
        )
    filled = f"{result.filled} of {len(QUANTITIES)} are filled"
    return (
        f"{says}: not ({rows}, {columns}), {rows * columns} numbers. {filled}. "
        "Which factors meet in the equation, and what do they leave?"
    )


def code(asked, rows, columns, n0, n1, n2, n3, m):
    """All shapes, from the sizes."""
    return snippet(
        f"sizes, m = ({n0}, {n1}, {n2}, {n3}), {m}",
        "for n_prev, n in zip(sizes[:-1], sizes[1:]):",
        '    print(f"W, dW {n, n_prev}   b, db {n, 1}   Z, A, dZ {n, m}")',
        "parameters = sum(n * (n_prev + 1) for n_prev, n in zip(sizes[:-1], sizes[1:]))",
    )


def shape_table():
    """Fill in the shapes of a network, one after the other."""
    units = range(1, 9)
    return Explorer(
        title="The shape table",
        setup=setup,
        compute=compute,
        draw=draw,
        describe=describe,
        controls={
            "asked": StopSlider("quantity asked for", range(1, len(QUANTITIES) + 2), 5),
            "rows": choice("rows", LENGTHS, EXAMPLES),
            "columns": choice("columns", LENGTHS, EXAMPLES),
            "n0": StopSlider("inputs n[0]", units, 2),
            "n1": StopSlider("units n[1]", units, 4),
            "n2": StopSlider("n[2]", units, 3),
            "n3": StopSlider("n[3]", units, 1),
            "m": StopSlider("m", units, 5),
        },
        presets=[
            Preset(
                "from the start",
                "W of the first layer: which two numbers decide its shape?",
                {"asked": 1},
                lambda r: r.quantity == ("W", 1) and not r.right and r.filled == 0,
            ),
            Preset(
                "the first one back",
                "All of the forward pass is there; now dZ of the last layer is asked for.",
                {"asked": 13},
                lambda r: r.quantity == ("dZ", 3) and r.filled == 12,
            ),
            Preset(
                "through a layer",
                "dZ[2] = W[3]ᵀ dZ[3] * g′(Z[2]): what has to come out of the product?",
                {"asked": 16},
                lambda r: r.quantity == ("dZ", 2),
            ),
            Preset(
                "all filled",
                "Compare each dW with its W, and each db with its b.",
                {"asked": len(QUANTITIES) + 1},
                lambda r: r.quantity is None and r.parameters == 31,
            ),
        ],
        code=code,
        main=("asked",),
        size=(9, 4.3),
    )
