"""All Boolean functions of d inputs, and those that are left after each example."""

from functools import cache

import numpy as np

from dlcourse.figures import palette
from dlcourse.live.controls import StopSlider, choice, seed
from dlcourse.live.explorer import Explorer, Preset
from dlcourse.topics.snippets import snippet

KINDS = ("any function", "one neuron", "and of inputs")
PALE, GONE = (0.75, 0.75, 0.75), (0.95, 0.95, 0.95)
ALIVE = tuple(int(palette.TRAIN[i : i + 2], 16) / 255 for i in (1, 3, 5))


@cache
def inputs(d):
    """All inputs as columns, (d, 2^d)."""
    return np.array([[(row >> (d - 1 - i)) & 1 for row in range(2**d)] for i in range(d)])


@cache
def functions(d):
    """All functions, their outputs on all inputs: (2^(2^d), 2^d)."""
    numbers = np.arange(2 ** (2**d))
    return (numbers[:, np.newaxis] >> np.arange(2**d)[::-1]) & 1


@cache
def allowed(kind, d):
    """Which of all functions a kind has, (2^(2^d),) of bool."""
    X, tables = inputs(d), functions(d)
    if kind == "any function":
        return np.ones(len(tables), bool)
    found = set()
    if kind == "one neuron":
        weights = np.array(np.meshgrid(*[range(-2, 3)] * d)).reshape(d, -1).T
        for b in np.arange(-6.5, 7):
            found |= {tuple(row) for row in (weights @ X + b > 0).astype(int)}
    else:  # some of the inputs, as they are or negated, joined by and; none of them: always 1
        for wanted in np.ndindex((3,) * d):
            held = [X[i] == w for i, w in enumerate(wanted) if w < 2]
            found.add(tuple(np.all(held, axis=0).astype(int) if held else np.ones(2**d, int)))
    return np.array([tuple(row) in found for row in tables])


def compute(seen, d, kind, seed):
    """Draw a neuron's function as the truth, show some of its rows, count what fits them."""
    rng = np.random.default_rng(seed)
    tables, ok = functions(d), allowed(kind, d)
    simple = np.flatnonzero(allowed("and of inputs", d))
    truth = tables[rng.choice(simple)]
    order = rng.permutation(2**d)
    known = order[: min(seen, 2**d)]
    left = ok & (tables[:, known] == truth[known]).all(axis=1)
    return {
        "seen": len(known),
        "d": d,
        "kind": kind,
        "truth": truth,
        "known": known,
        "ok": ok,
        "left": left,
        "count": int(left.sum()),
        "all": int(ok.sum()),
        "votes": tables[left].mean(axis=0),
    }


def setup(figure):
    """Left the table of the truth, right a cell for each function."""
    left, right = figure.subplots(1, 2, width_ratios=(1, 1.2))
    left.set(xlim=(-0.2, 9), ylim=(8.6, -1.4), xticks=[], yticks=[], title="What is known")
    left.grid(False)
    for side in left.spines.values():
        side.set_visible(False)
    right.set(title="All functions   ■ still possible", xticks=[], yticks=[])
    right.grid(False)
    artists = {}
    for x, words in ((0, "input"), (3, "output"), (5.3, "of those left, say 1")):
        left.text(x, -0.8, words, weight="bold", fontsize=11)
    for i in range(8):
        for x, name in ((0, "input"), (3.4, "output"), (5.6, "votes")):
            artists[f"{name} {i}"] = left.text(x, i, "", va="center", family="monospace")
    image = np.ones((16, 16, 3))
    artists["functions"] = right.imshow(image, interpolation="nearest", extent=(0, 16, 16, 0))
    artists["count"] = right.text(8, 17.2, "", ha="center", weight="bold")
    return artists


def draw(artists, result):
    """The table's rows, and the functions that fit them."""
    X = inputs(result["d"])
    for i in range(8):
        there = i < X.shape[1]
        known = there and i in result["known"]
        vote = f"{result['votes'][i]:.0%}".replace("%", " %") if there else ""
        texts = {
            "input": "".join(map(str, X[:, i])) if there else "",
            "output": str(result["truth"][i]) if known else "?" if there else "",
            "votes": vote,
        }
        for name, text in texts.items():
            colour = palette.TRAIN if known else palette.CHOSEN
            artists[f"{name} {i}"].set(text=text, color=colour)
    colours = np.where(result["ok"][:, np.newaxis], PALE, GONE)
    colours = np.where(result["left"][:, np.newaxis], ALIVE, colours)
    side = 16 if result["d"] == 3 else 4
    cells = colours.reshape(side, side, 3)
    picture = cells.repeat(192 // side, axis=0).repeat(192 // side, axis=1)
    step = 192 // side
    picture[::step], picture[:, ::step] = 1.0, 1.0
    artists["functions"].set_data(picture)
    artists["count"].set_text(f"{result['count']} of {result['all']} left")


def describe(result):
    """How many are left, and what they say of a row that was not seen."""
    rows = 2 ** result["d"]
    open_rows = [i for i in range(rows) if i not in result["known"]]
    sure = sum(result["votes"][i] in (0, 1) for i in open_rows)
    unseen = (
        f"outputs not seen: {len(open_rows)}, of which settled: {sure}"
        if open_rows
        else "all outputs were seen"
    )
    return (
        f"{result['d']} inputs, {result['kind']}: after {result['seen']} of {rows} examples "
        f"{result['count']} of {result['all']} functions are left; {unseen}."
    )


def code(seen, d, kind, seed):
    """The same count."""
    return snippet(
        "from dlcourse.topics.bias_and_variance.explorers.boolean_functions import compute",
        f"result = compute({seen:g}, {d}, {kind!r}, {seed})",
        "count, known, left = (result[name] for name in ('count', 'known', 'left'))",
    )


def boolean_functions():
    """Each example halves the functions, and says nothing about the rest of the table."""
    return Explorer(
        title="Boolean functions",
        setup=setup,
        compute=compute,
        draw=draw,
        describe=describe,
        controls={
            "seen": StopSlider("examples seen", range(9), 3),
            "kind": choice("what is possible", KINDS, KINDS[0]),
            "d": StopSlider("inputs d", (2, 3), 3),
            "seed": seed(),
        },
        presets=[
            Preset(
                "nothing seen",
                "256 functions of three inputs, and each of them may be the one.",
                {"seen": 0},
                lambda r: r["count"] == 256,
            ),
            Preset(
                "seven of eight",
                "Two functions are left. They disagree about the one row that is asked for.",
                {"seen": 7},
                lambda r: r["count"] == 2,
            ),
            Preset(
                "seven of eight, one neuron",
                "Not every table can be made by one neuron: here fewer are possible at the start.",
                {"seen": 7, "kind": "one neuron"},
                lambda r: r["all"] == 104 and r["count"] <= 2,
            ),
            Preset(
                "five of eight, and of inputs",
                "Few functions are allowed, so that few examples can settle the others.",
                {"seen": 5, "kind": "and of inputs"},
                lambda r: r["all"] == 27 and r["count"] < 8,
            ),
            Preset(
                "two inputs",
                "Sixteen functions in all.",
                {"d": 2, "seen": 1},
                lambda r: r["count"] == 8,
            ),
        ],
        code=code,
        main=("seen", "kind"),
    )
