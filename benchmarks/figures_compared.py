"""One figure in three ways: as an explorer, with `interact` and inline pictures, and with ipympl.

A map of 100×100 pixels, 300 points, a histogram of 60 bars and two curves of 200 points, all of
which follow one slider. The numbers come from the same function, so only the way to the screen
differs.
"""

import numpy as np

from dlcourse.live.explorer import Explorer
from dlcourse.live.sliders import StopSlider

SIZE = (9, 4)
STOPS = [round(0.05 * k, 2) for k in range(41)]
RNG = np.random.default_rng(0)
POINTS = RNG.normal(size=(2, 300))
LABELS = (POINTS[0] * POINTS[1] > 0).astype(float)
GRID = np.meshgrid(np.linspace(-3, 3, 100), np.linspace(-3, 3, 100))
T = np.linspace(0, 1, 200)


def compute(k):
    """Map, histogram and two curves for a slider value k."""
    x, y = GRID
    return {
        "k": k,
        "map": np.tanh(np.sin(k * x) * y + k * x * y / 3),
        "counts": np.histogram(np.sin(k * POINTS[0]) + POINTS[1], 60, (-4, 4))[0],
        "train": np.exp(-k * T),
        "dev": np.exp(-k * T) + 0.2 * k * T**2,
    }


def setup(figure):
    """Axes and the artists that change."""
    axes = figure.subplots(1, 3)
    image = axes[0].imshow(
        np.zeros((100, 100)),
        extent=(-3, 3, -3, 3),
        origin="lower",
        cmap="coolwarm",
        vmin=-1,
        vmax=1,
    )
    axes[0].grid(False)
    points = axes[0].scatter(*POINTS, c=LABELS, s=12, cmap="coolwarm", edgecolors="black")
    axes[0].set(xlim=(-3, 3), ylim=(-3, 3), title="map")
    bars = axes[1].stairs(np.zeros(60), np.linspace(-4, 4, 61), fill=True)
    axes[1].set(ylim=(0, 30), title="histogram")
    (train,) = axes[2].plot([], [])
    (dev,) = axes[2].plot([], [], "--")
    axes[2].set(xlim=(0, 1), ylim=(0, 1.5), title="curves")
    return {"image": image, "points": points, "bars": bars, "train": train, "dev": dev}


def draw(artists, result):
    """Put a result into the artists."""
    artists["image"].set_data(result["map"])
    artists["bars"].set_data(result["counts"])
    artists["train"].set_data(T, result["train"])
    artists["dev"].set_data(T, result["dev"])


def explorer():
    """The way of this course."""
    return Explorer(
        title="compared figure",
        setup=setup,
        compute=compute,
        draw=draw,
        describe=lambda result: f"k = {result['k']:g}: the curve ends at {result['dev'][-1]:.2f}.",
        controls={"k": StopSlider("k", STOPS, 1.0)},
    )


def inline():
    """A new figure for every value, as `interact` and the inline backend make it."""
    import matplotlib.pyplot as plt
    from ipywidgets import FloatSlider, interact

    def show(k):
        figure = plt.figure(figsize=SIZE, layout="constrained")
        draw(setup(figure), compute(k))
        plt.show()

    return interact(show, k=FloatSlider(1.0, min=0, max=2, step=0.05))


def ipympl():
    """An interactive canvas whose artists are updated; `%matplotlib widget` comes first."""
    import matplotlib.pyplot as plt
    from ipywidgets import FloatSlider, VBox

    with plt.ioff():
        figure = plt.figure(figsize=SIZE, layout="constrained")
    artists = setup(figure)
    slider = FloatSlider(1.0, min=0, max=2, step=0.05)

    def update(change):
        draw(artists, compute(change["new"]))
        figure.canvas.draw_idle()

    slider.observe(update, "value")
    draw(artists, compute(1.0))
    return VBox([slider, figure.canvas])
