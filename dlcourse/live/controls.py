"""The controls of explorers: ipywidgets with the lecture's symbol, a name and known choices."""

import ipywidgets
import numpy as np

from dlcourse.live.sliders import StopSlider, log_stops

__all__ = [
    "StopSlider",
    "choice",
    "choices",
    "log_stops",
    "measure",
    "seed",
    "toggle",
    "value_of",
    "values_of",
]


def choice(label, options, value):
    """A row of buttons of which one is pressed."""
    return ipywidgets.ToggleButtons(
        description=f"{label}\N{NO-BREAK SPACE}",
        options=list(options),
        value=value,
        style={"description_width": "initial", "button_width": "auto"},
        layout={"display": "flex", "align_items": "center", "margin": "0 14px 0 0"},
    )


def toggle(label, value=False):
    """A check box."""
    return ipywidgets.Checkbox(
        description=label,
        value=value,
        indent=False,
        layout={"width": "auto", "margin": "2px 14px 2px 0"},
    )


def measure(label):
    """A button that stays pressed: `compute` measures a time only while it is.

    So the figure says "not yet measured" at first, and no measured time is ever stored.
    """
    return ipywidgets.ToggleButton(
        description=label, value=False, layout={"width": "auto", "margin": "2px 14px 2px 0"}
    )


def seed(value=0):
    """The seed of everything random in the explorer: another one, another draw."""
    return StopSlider("seed", np.arange(20), value)


def choices(control):
    """All values that a control can take, in order."""
    if isinstance(control, StopSlider):
        return list(control.stops)
    if isinstance(control, ipywidgets.ToggleButtons):
        return list(control.options)
    return [False, True]


def value_of(control):
    """A control's value; a whole number where all stops of a slider are, as a seed must be."""
    return int(control.value) if _counts(control) else control.value


def values_of(control):
    """All values that a control can take, as `value_of` gives them."""
    return [int(stop) for stop in control.stops] if _counts(control) else choices(control)


def _counts(control):
    return isinstance(control, StopSlider) and all(stop.is_integer() for stop in control.stops)
