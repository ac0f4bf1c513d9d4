"""A figure that waits for a prediction: its place is empty until the answer, then it moves.

It begins in the state in which the question stands and ends in the one that answers it, slider and
picture together, with the beginning as ghost. Where a run itself is the answer, it runs anew.
"""

import asyncio
from html import escape

import ipywidgets

from dlcourse.live.controls import choices
from dlcourse.live.sliders import StopSlider

MOVE = 1.0  # s from the question's state to the answer's
STEPS = 12  # stops at the most on the way
ASK = "Answer the prediction above, and the figure appears here."
ANEW = (
    "The question above was asked anew. Run this cell again, and the figure waits for its answer."
)


class Waiting:
    """What `explorer.after(prediction, then, start)` adds to an explorer.

    Parameters
    ----------
    explorer : Explorer
    prediction : Prediction
    then : str, the preset that the question asks about
    start : str, the preset in which the question stands; None for the defaults

    Attributes
    ----------
    start, end : dict, the two states: a value for every control
    preset : Preset, of the end
    ended : bool, whether the figure has been sent to the end since the answer

    Raises
    ------
    ValueError
        A preset that the explorer does not have, or no way to go: one state twice, and no training.
    """

    def __init__(self, explorer, prediction, then, start):
        known = explorer.presets
        for name in (then, start):
            if name is not None and name not in known:
                raise ValueError(f"{name!r} is no preset of {explorer.title!r}: {list(known)} are")
        self.preset = known[then]
        self.start = explorer.defaults | (known[start].values if start else {})
        self.end = explorer.defaults | self.preset.values
        if self.start == self.end and not explorer.trains:
            raise ValueError(
                f"{explorer.title!r} would start in the state of {then!r}, which answers the "
                "question: name another preset as start"
            )
        self._explorer, self.prediction = explorer, prediction
        self.ended = self._closed = False
        self._glide = None  # the task that moves, while it does
        self._veil = ipywidgets.HTML()
        self._veil.add_class("dlcourse-veil")
        explorer.add_class("dlcourse-explorer")
        explorer.children = (explorer.panel, self._veil, prediction.lend_outcome())
        prediction.observe(self._moved, ["answered", "comm"])
        self._begin()
        if prediction.answered:  # given before this cell was run again
            self._finish()

    @property
    def open(self):
        """Whether the question is still without an answer."""
        return not self.prediction.answered

    def close(self):
        """Let go of the prediction, whose outcome goes on living with it; again, and nothing is."""
        self.interrupt()
        if self._closed:
            return
        self._closed = True
        self.prediction.unobserve(self._moved, ["answered", "comm"])
        outcome = self.prediction.outcome
        self._explorer.children = [c for c in self._explorer.children if c is not outcome]

    def interrupt(self):
        """The reader, or code, moves something: the figure's own movement ends."""
        if self._glide is not None:
            self._glide.cancel()
            self._glide = None

    def _moved(self, _change):
        self._explorer.runner.post_once(self._follow)

    def _follow(self):
        if self.prediction.comm is None:  # closed: nobody can answer it any more
            if not self.ended:
                self._show_veil(ANEW)
            self.close()
        elif self.open and self.ended:
            self._begin()
        elif not self.open and not self.ended:
            self._move()

    def _begin(self):
        """Stand in the question's state, unseen; the ghost has its place already."""
        self.interrupt()
        self.ended = False
        explorer = self._explorer
        if explorer.values != self.start:
            explorer.set(**self.start)
        explorer.pin(self.start != self.end)
        self._show_veil(ASK)

    def _show_veil(self, text):
        title = escape(self._explorer.title)
        self._veil.value = f"<p><b>{title}</b></p><p><i>{text}</i></p>"
        self._veil.layout.display = None
        # hidden and not removed: it keeps its height, and is drawn when it is wanted
        self._explorer.panel.layout.visibility = "hidden"

    def _move(self):
        explorer = self._explorer
        self.ended = True
        self._lift()
        if self.start == self.end and not explorer.view.calm:
            explorer.play()
            explorer.panel.show_why(self.preset)
            return
        path = self.path()
        if explorer.runner.loop is None or explorer.view.calm:
            self._finish()
            return
        self._glide = explorer.runner.loop.create_task(self._walk(path))

    def _lift(self):
        self._veil.layout.display = "none"
        self._explorer.panel.layout.visibility = None

    def _finish(self):
        self.ended = True
        self._lift()
        self._explorer.set(**self.end)
        self._explorer.panel.show_why(self.preset)

    async def _walk(self, path):
        for values in path:
            self._explorer.go_to(values)
            await asyncio.sleep(MOVE / len(path))
        self._glide = None
        self._explorer.panel.show_why(self.preset)

    def path(self):
        """The states from the start, which it leaves out, to the end: sliders stop by stop.

        What is no slider has its end's value from the first step on.
        """
        ways = {}
        for name, control in self._explorer.controls.items():
            if isinstance(control, StopSlider):
                stops = choices(control)
                ways[name] = stops, stops.index(self.start[name]), stops.index(self.end[name])
        steps = max([1, *(abs(last - first) for _, first, last in ways.values())])
        steps = min(steps, STEPS)
        return [
            self.end
            | {
                name: stops[round(first + (last - first) * step / steps)]
                for name, (stops, first, last) in ways.items()
            }
            for step in range(1, steps + 1)
        ]
