"""Three small explorers with known answers, to test the shared parts with."""

import numpy as np

from dlcourse.figures.palette import REFERENCE, TRAIN
from dlcourse.live.controls import choice, seed, toggle
from dlcourse.live.explorer import Explorer, Preset
from dlcourse.live.sliders import StopSlider


def parabola():
    """The parabola a x², with its value at x = 3, where a pointer may put a."""

    def setup(figure):
        axes = figure.subplots()
        axes.set(xlim=(-4, 4), ylim=(-30, 30), xlabel="x", ylabel="y", title="a x²")
        (curve,) = axes.plot([], [], color=TRAIN)
        (point,) = axes.plot([], [], "o", color=REFERENCE)
        return {"curve": curve, "point": point}

    def compute(a, sign, shifted):
        x = np.linspace(-4, 4, 81)
        y = {"+": 1, "-": -1}[sign] * a * x**2 + 5 * shifted
        return {"a": a, "x": x, "y": y, "at_3": float(y[70])}

    def draw(artists, result):
        artists["curve"].set_data(result["x"], result["y"])
        artists["point"].set_data([3], [result["at_3"]])

    def describe(result):
        return f"a = {result['a']:g}: the curve is {result['at_3']:.2f} at x = 3."

    def code(a, sign, shifted):
        return f"at_3 = {sign}{a} * 3**2 + 5 * {shifted}"

    return Explorer(
        title="parabola",
        setup=setup,
        compute=compute,
        draw=draw,
        describe=describe,
        controls={
            "a": StopSlider("a", [0, 0.01, 0.03, 0.1, 0.3, 1, 3], 0.1),
            "sign": choice("sign", ["+", "-"], "+"),
            "shifted": toggle("shifted"),
        },
        presets=[
            Preset("steep", "The largest a.", {"a": 3.0}, lambda result: result["at_3"] > 25),
            Preset("flat", "a = 0.", {"a": 0.0, "sign": "-"}, lambda result: result["at_3"] == 0),
        ],
        code=code,
        pointer=lambda axes, x, y: {"a": abs(y) / max(x**2, 1e-9)},
        pin=("curve", "point"),
    )


def descent():
    """Gradient descent on x², a generator of results; from x = 8 it is x = 8 (1 - 2α)^t."""

    def setup(figure):
        axes = figure.subplots()
        axes.set(xlim=(0, 2000), ylim=(-10, 10), xlabel="iteration", ylabel="x")
        (path,) = axes.plot([], [], color=TRAIN)
        return {"path": path}

    def compute(rate, seed):
        x, path = 8.0 + seed, []
        for iteration in range(2000):
            path.append(x)
            x -= rate * 2 * x
            sum(range(4000))  # takes its time
            yield {"iteration": iteration + 1, "x": x, "path": path}

    def draw(artists, result):
        artists["path"].set_data(range(len(result["path"])), result["path"])

    def describe(result):
        return f"After {result['iteration']} iterations x = {result['x']:.4f}."

    return Explorer(
        title="descent",
        setup=setup,
        compute=compute,
        draw=draw,
        describe=describe,
        controls={"rate": StopSlider("α", [0.0001, 0.001, 0.01, 0.1], 0.001), "seed": seed()},
        presets=[
            Preset("crawls", "Far after 2000.", {"rate": 0.0001}, lambda r: r["x"] > 5),
        ],
    )


def countdown(paced):
    """From n to 0, with all numbers there at once."""

    def setup(figure):
        (point,) = figure.subplots().plot([], [], "o", color=REFERENCE)
        return {"point": point}

    def compute(n):
        yield from range(n, -1, -1)

    def draw(artists, number):
        artists["point"].set_data([0], [number])

    return Explorer(
        title="countdown",
        setup=setup,
        compute=compute,
        draw=draw,
        describe=lambda number: f"{number} to go.",
        controls={"n": StopSlider("n", [3, 4], 3)},
        paced=paced,
    )


def two_stages(streams=False):
    """Gradient descent on x² in 40 steps from x = 8, looked at after one of them.

    Its `made` lists the rates that were trained with.
    """
    runs = []

    def setup(figure):
        axes = figure.subplots()
        axes.set(xlim=(0, 40), ylim=(-10, 10), xlabel="iteration", ylabel="x")
        (path,) = axes.plot([], [], color=TRAIN)
        (point,) = axes.plot([], [], "o", color=REFERENCE)
        return {"path": path, "point": point}

    def stream(rate):
        runs.append(rate)
        path = 8.0
        for length in range(1, 41):
            sum(range(4000 * 40 * streams))  # takes its time
            path = 8 * (1 - 2 * rate) ** np.arange(length)
            yield path

    def run(rate):
        *_, path = stream(rate)
        return path

    def look(path, rate, at, as_error):
        at = min(at, len(path) - 1)
        return {"rate": rate, "path": path, "at": at, "x": abs(path[at]) if as_error else path[at]}

    def draw(artists, result):
        artists["path"].set_data(range(len(result["path"])), result["path"])
        artists["point"].set_data([result["at"]], [result["x"]])

    def describe(result):
        count = len(result["path"])
        return f"α = {result['rate']:g}: x = {result['x']:.3f} at {result['at']} of {count}."

    explorer = Explorer(
        title="two stages",
        setup=setup,
        run=stream if streams else run,
        look=look,
        draw=draw,
        describe=describe,
        controls={
            "rate": StopSlider("α", [0.01, 0.02, 0.05, 0.1, 0.2, 0.6], 0.1),
            "at": StopSlider("at", [0, 1, 2, 39], 1),
            "as_error": toggle("|x|"),
        },
        main=("at", "rate"),
    )
    explorer.made = runs
    return explorer
