"""A slider over explicit stops: a native range input in a small anywidget.

ipywidgets' own slider has no accessible name, announces a log slider's exponent and moves defaults
off the grid. Here a stop is a number of the lesson (λ = 0, 0.01, …), every value is a stop, and
what is announced is what is shown.
"""

from itertools import pairwise
from pathlib import Path

import anywidget
import numpy as np
import traitlets

from dlcourse.live.cells import close_parts

HERE = Path(__file__).parent


class StopSlider(anywidget.AnyWidget):
    """A slider whose value is always one of its stops.

    Parameters
    ----------
    label : str
        The lecture's symbol and what it is, e.g. "λ"; shown, and the input's accessible name.
    stops : sequence of float
        Strictly increasing, at least two.
    value : float
        One of the stops.
    format : str
        Format specification for the shown value, e.g. "g" or ".0%".

    Raises
    ------
    ValueError
        Stops that do not increase, or a value that is not a stop.
    """

    # text, because anywidget watches a file and so keeps every widget that has one
    _esm = (HERE / "sliders.js").read_text(encoding="utf-8")
    _css = (HERE / "sliders.css").read_text(encoding="utf-8")

    value = traitlets.Float().tag(sync=True)
    stops = traitlets.List(traitlets.Float()).tag(sync=True)
    texts = traitlets.List(traitlets.Unicode()).tag(sync=True)
    label = traitlets.Unicode().tag(sync=True)
    disabled = traitlets.Bool(False).tag(sync=True)

    def __init__(self, label, stops, value, format="g"):
        stops = [float(stop) for stop in stops]
        if len(stops) < 2 or any(b <= a for a, b in pairwise(stops)):
            raise ValueError(
                f"slider {label!r} got the stops {stops}: "
                "give at least two numbers that strictly increase"
            )
        texts = [f"{stop:{format}}".replace("e-0", "e-") for stop in stops]
        super().__init__(label=label, stops=stops, texts=texts, value=float(value))

    @property
    def text(self):
        """The value as the slider shows it."""
        return self.texts[self.stops.index(self.value)]

    def nearest(self, number):
        """The stop nearest to a number, for pointer events that fall between stops."""
        return self.stops[int(np.argmin(np.abs(np.subtract(self.stops, number))))]

    def close(self):
        """Remove the slider and its layout."""
        close_parts(self)
        super().close()

    @traitlets.validate("value")
    def _value_is_a_stop(self, proposal):
        value = float(proposal["value"])
        for stop in self.stops:  # a stop that JavaScript or arithmetic changed in the last digit
            if np.isclose(value, stop, rtol=1e-9, atol=1e-12):
                return stop
        raise ValueError(
            f"{self.label} = {value:g} is not a stop of its slider; "
            f"the nearest is {self.nearest(value):g}"
        )


def log_stops(low, high, mantissas=(1, 2, 5), zero=False):
    """Round stops on a log scale from 10**low to 10**high; optionally 0 in front.

    Example
    -------
    >>> log_stops(-2, 0, mantissas=(1, 3), zero=True)
    [0.0, 0.01, 0.03, 0.1, 0.3, 1.0]
    """
    # read as decimal text: 3 * 10**-2 is not the float that 0.03 is
    stops = [float(f"{digit}e{power}") for power in range(low, high) for digit in mantissas]
    return [*([0.0] if zero else []), *stops, float(f"1e{high}")]
