"""How many lines make a fence: the units of one hidden layer, and a class that lies inside."""

from dlcourse.figures import palette
from dlcourse.figures.lines import joined
from dlcourse.live.controls import StopSlider, seed
from dlcourse.live.explorer import Explorer, Preset
from dlcourse.topics.start_here import runs
from dlcourse.topics.start_here.explorers.picture import (
    SIZE,
    draw_picture,
    line_where,
    setup_picture,
)
from dlcourse.topics.start_here.explorers.playground import code as playground_code

SETTING = {
    "data": "circles",
    "noise": 0.1,
    "features": runs.PLAIN,
    "layers": 1,
    "activation": "tanh",
    "optimizer": "Adam",
    "learning_rate": 0.1,
    "batch_size": runs.M,
    "lambd": 0,
    "keep_prob": 1,
    "batch_norm": False,
}


def compute(units, seed):
    """Train from θ₀, one result every five iterations."""
    yield from runs.training(units=units, seed=seed, **SETTING)


def setup(figure):
    """The picture of a network, and in the plane the line of each unit."""
    artists = setup_picture(figure)
    look = {"color": palette.CHOSEN, "linewidth": 0.8, "zorder": 1.8}
    (artists["lines"],) = artists["missed"].axes.plot([], [], **look)
    return artists


def draw(artists, result):
    """The network, and where the units of its hidden layer are 0."""
    draw_picture(artists, result)
    first = result.network.unpack(result.theta)[0]
    lines = [line_where(w, b, 0) for w, b in zip(first["W"], first["b"][:, 0], strict=True)]
    artists["lines"].set_data(*joined(lines))


def describe(result):
    """How many lines, which errors, and whether the boundary is closed."""
    units = result.sizes[1]
    lines = "one line" if units == 1 else f"{units} lines"
    closed = "all round the inner class" if result.encloses else "open"
    return (
        f"Iteration {result.iteration}, with {lines}: the boundary is {closed}; "
        f"train error {100 * result.train_error:.0f} %, dev {100 * result.dev_error:.1f} %."
    )


def code(units, seed):
    """The same run."""
    return playground_code(units=units, seed=seed, **SETTING)


def fence():
    """One hidden layer on two circles: the number of its units."""
    return Explorer(
        title="Fencing in a class",
        setup=setup,
        compute=compute,
        draw=draw,
        describe=describe,
        controls={
            "units": StopSlider("hidden units", range(1, 9), 1),
            "seed": seed(),
        },
        presets=[
            Preset(
                "one unit",
                "One line: it is the boundary.",
                {"units": 1},
                lambda r: not r.encloses and r.dev_error > 0.3,
            ),
            Preset(
                "two units",
                "Two lines: a strip or a corner, and always open somewhere.",
                {"units": 2},
                lambda r: not r.encloses and r.dev_error > 0.15,
            ),
            Preset(
                "three units",
                "Three lines: a triangle with round corners.",
                {"units": 3},
                lambda r: r.encloses and r.dev_error < 0.15,
            ),
            Preset(
                "eight units",
                "More lines than needed: the fence gets rounder.",
                {"units": 8},
                lambda r: r.encloses and r.dev_error < 0.12,
            ),
        ],
        code=code,
        pin=("boundary", "train", "dev"),
        main=("units",),
        size=SIZE,
        paced=True,
    )
