"""The shared part of all live figures: controls, presets, streaming, pin, copy as code.

An explorer is pure functions: `compute(**controls) -> result` (or a generator of results, for
training), `draw(artists, result)`, `describe(result) -> sentence`, and `setup(figure) -> artists`,
which makes what `draw` changes. Where some controls only look at what was trained, `compute` is two
stages: `run(**training controls) -> run` (or a generator of them), of which the last few are
remembered, and `look(run, **viewing controls) -> result`. Everything else is here, once.
"""

import base64
import inspect
import sys
from collections.abc import Generator
from itertools import product

import ipywidgets

from dlcourse.live.cells import close_parts, replace_in_cell
from dlcourse.live.controls import choices, value_of, values_of
from dlcourse.live.figure import LiveFigure
from dlcourse.live.panel import Panel
from dlcourse.live.predictions import keeps_back
from dlcourse.live.preset import Preset
from dlcourse.live.runner import Runner
from dlcourse.live.stages import Runs, both, taken
from dlcourse.live.waiting import ASK, Waiting

__all__ = ["Explorer", "Preset"]


class Explorer(ipywidgets.VBox):
    """A live figure with its controls.

    Parameters
    ----------
    title : str
        The accessible name of the whole figure.
    setup, draw, describe, and compute or run and look : callables
        See the module's docstring.
    controls : dict
        Name -> control of `dlcourse.live.controls`. `compute` is called with one keyword for each,
        `run` and `look` with those that they name; both may name the same one.
    presets : sequence of Preset
    code : callable, optional
        `code(**controls) -> str`: at most eight lines of `dlcourse` that give the same numbers.
    pointer : callable, optional
        `pointer(axes, x, y) -> dict`: the controls that a click or drag at data coordinates (x, y)
        sets; numbers go to the slider's nearest stop.
    pin : sequence of str
        The artists, lines or outlines of histograms, that *Pin* keeps as a dotted ghost; without
        any there is no such button.
    main : sequence of str
        The one or two controls that an exported page keeps; the first control by default.
    size : (float, float)
        Of the figure, in inches of 100 pixels.
    paced : bool
        Whether each result of a training is shown as one frame, so that a short one can be watched.

    Raises
    ------
    ValueError
        A control that neither `run` nor `look` names.
    """

    panel = None  # until all its parts are made

    def __init__(
        self,
        title,
        setup,
        draw,
        describe,
        controls,
        compute=None,
        run=None,
        look=None,
        presets=(),
        code=None,
        pointer=None,
        pin=(),
        main=(),
        size=(9, 4),
        paced=False,
    ):
        self.title = title
        self.controls = dict(controls)
        self.run, self.look = run, look
        self.compute = both(run, look) if run else compute
        self.describe, self.code = describe, code
        for name in self.controls if run else ():
            if name not in taken(run, controls) | taken(look, controls):
                raise ValueError(f"neither run nor look of {title!r} has a parameter {name!r}")
        self.presets = {preset.name: preset for preset in presets}
        self.main = tuple(main) or tuple(self.controls)[:1]
        self.defaults = self.values
        self._draw, self._pointer = draw, pointer
        self._quiet = False  # controls are being set by code: no run yet
        self._pointed = False  # a pointer event waits for its answer
        self._runs = Runs()
        self._trained = None  # the values of the training controls that the last run was made with
        self._result = None
        self.waiting = None  # what `after` adds
        self.view = LiveFigure(setup, size, pointer is not None, pin)
        self.runner = Runner(self._show, self._tell, paced)
        super().__init__()
        self.panel = Panel(self)
        self.children = (self.panel,)
        for control in self.controls.values():
            control.observe(self._control_moved, "value")
        self.view.observe(lambda _: self.runner.post_once(self._redraw), "ratio")
        self.view.on_msg(self._message_came)
        replace_in_cell(self)
        self._run_to_the_end()  # the first display is the finished result

    @property
    def values(self):
        """Name -> value of every control, as `compute` gets it."""
        return {name: value_of(control) for name, control in self.controls.items()}

    @property
    def result(self):
        """What the figure shows."""
        return self._result

    @property
    def trains(self):
        """Whether a move starts a run whose frames are shown as they come."""
        return inspect.isgeneratorfunction(self.compute)

    @property
    def error(self):
        """The exception of the last move, or None."""
        return self.runner.error

    @property
    def sentence(self):
        """What the figure shows now, in one sentence with the numbers."""
        return self.view.sentence

    def _repr_mimebundle_(self, include=None, exclude=None, **kwargs):
        """The live view, and beside it the picture and sentence for where no kernel is."""
        view = super()._repr_mimebundle_(include=include, exclude=exclude, **kwargs)
        sentence, png = self.sentence, None
        if self.waiting and self.waiting.open:
            if keeps_back():
                return {**view, "text/plain": ASK}, {}
            sentence, png = self.answer()
        if png is None:
            # a browser's own kernel is slow, and keeps its notebooks where a size matters little
            png = self.view.png if sys.platform == "emscripten" else self.view.small_png()
        picture = base64.b64encode(png).decode("ascii")
        about = {"image/png": {"alt": sentence, "width": self.view.width}}
        if self.waiting:
            about["dlcourse_answers"] = True  # `dlcourse lab` hands out notebooks without it
        return {**view, "image/png": picture, "text/plain": sentence}, about

    # What the reader, a notebook's cell or a test does; all of it is synchronous

    def set(self, **values):
        """Move controls and wait for the finished result.

        Raises
        ------
        ValueError
            A name that is no control, or a value that the control does not have; nothing moves.
        """
        self._interrupt()
        self._assign(values)
        self._run_to_the_end()
        return self

    def go_to(self, values):
        """Move controls without waiting: a run streams its frames."""
        self._assign(values)
        self._go()

    def press(self, preset):
        """What a preset's button does."""
        self._interrupt()
        preset = self.presets[preset]
        self._assign(self.defaults | preset.values)
        self.panel.show_why(preset)
        self._go()

    def reset(self):
        """All controls to their defaults; the ghost goes."""
        self._interrupt()
        self._assign(self.defaults)
        self.panel.show_why()
        if self.view.pinned:
            self.toggle_pin()
        self._go()

    def toggle_pin(self):
        """Keep the lines as they are now as a dotted ghost to compare with, or remove it."""
        self.pin(not self.view.pinned)

    def pin(self, on):
        """Keep the lines as they are now as a ghost, or remove it; nothing without such lines."""
        self.view.pin(self.sentence if on and self.view.can_pin else "")
        self.panel.show_pinned(bool(self.view.pinned))
        self._redraw()

    def toggle_code(self):
        """Show the state as code, and copy it where the browser allows; again, and it goes."""
        if self.panel.code_shown:
            self.panel.show_code()
        else:
            code = self.code(**self.values)
            self.panel.show_code(code)
            self.view.send({"kind": "copy", "text": code})

    def play(self):
        """Go on with a paused run, or run again from the start."""
        self.runner.resume(self._train)

    def pause(self):
        """Stop the run where it is."""
        self.runner.pause()

    def step(self):
        """One frame further; from the start if the run was finished."""
        self.runner.step(self._train)

    def after(self, prediction, then, start=None):
        """Keep the figure back until a prediction is answered, then move it to what answers.

        Parameters
        ----------
        prediction : Prediction
        then : str
            The preset that the question asks about: where the figure ends, and what is stored.
        start : str, optional
            The preset in which the question stands; the defaults if there is none.

        Returns
        -------
        self : Explorer

        Raises
        ------
        ValueError
            A preset that the explorer does not have, or the same state twice.
        """
        self.waiting = Waiting(self, prediction, then, start)
        return self

    def answer(self):
        """What the figure shows in the end when it waits for a prediction: sentence, PNG bytes."""
        ((sentence, _),) = self.pictures([self.waiting.end], keep=True)
        png = self.view.small_png()
        self._redraw()
        return sentence, png

    def frames(self):
        """Walk the stops of the main controls: yields (values, sentence, PNG bytes)."""
        stops = product(*(values_of(self.controls[name]) for name in self.main))
        walk = [dict(zip(self.main, at, strict=True)) for at in stops]
        pictures = self.pictures([self.values | values for values in walk])
        for values, (sentence, _) in zip(walk, pictures, strict=True):
            yield values, sentence, self.view.small_png()

    def pictures(self, settings, keep=False):
        """Draw the finished result of each setting, for files that live without a kernel.

        No control moves, and in the end the figure is as it was, unless it is to `keep` the last.

        Parameters: settings : list of dict, a value for every control
        Yields: sentence, pixels (height, width, 3) at the view's ratio
        """
        for values in settings:
            run = self._outcome(values)
            if isinstance(run, Generator):
                *_, run = run
            result = self._seen(run, values)
            self.view.draw(self._draw, result)
            yield self.describe(result), self.view.pixels()
        if not keep:
            self._redraw()

    def close(self):
        """Stop the run, and remove every widget that was made; nothing refers to it any more."""
        if self.panel is None:
            return  # a part could not be made, and the error has been raised
        self.runner.close()
        if self.waiting is not None:
            self.waiting.close()
        close_parts(self)
        super().close()

    # How a move becomes a picture

    def _assign(self, values):
        """Set controls without starting a run; all of them or none."""
        for name, value in values.items():
            if name not in self.controls:
                known = ", ".join(self.controls)
                raise ValueError(f"{self.title!r} has no control {name!r}; it has {known}")
            if value not in choices(self.controls[name]):
                raise ValueError(
                    f"{name} = {value!r} is not a stop of its control: "
                    f"choose one of {choices(self.controls[name])}"
                )
        self._quiet = True
        try:
            for name, value in values.items():
                self.controls[name].value = value
        finally:
            self._quiet = False

    def _control_moved(self, change):
        """Only schedules: JupyterLab calls this on another thread."""
        if not self._quiet:
            self.runner.post_once(self._go_on)

    def _message_came(self, _widget, event, _buffers):
        """Only schedules, as whatever else comes from the page."""
        self.runner.post(self._hear, event)

    def _hear(self, event):
        if event["kind"] == "screen":
            # a browser's own kernel is where its page is, wherever that came from
            self.view.travels = event["travels"] and sys.platform != "emscripten"
            self.view.ratio = event["ratio"]
        elif event["kind"] == "shown":
            self.view.arrived()
        elif self._pointer:  # it is down, moves or is up
            self._point(event)

    def _point(self, event):
        self._pointed = True
        axes, x, y = self.view.locate(event["x"], event["y"])
        moved = self._pointer(axes, x, y) if axes else {}
        self._assign({name: self.controls[name].nearest(v) for name, v in moved.items()})
        self._go()

    def _train(self):
        """A run for the controls as they are now, from its start."""
        self._trained = self._training(self.values)
        return self._begun(self.values)

    def _compute(self):
        """A run for the controls as they are now: a former one where there is one."""
        training = self._training(self.values)
        if self.run and self.runner.unfinished and training == self._trained:
            return self.runner.unfinished
        self._trained = training
        return self._outcome(self.values)

    def _outcome(self, values):
        """A run that is remembered, or else begun: a result, or a generator of what becomes one."""
        kept = self._runs.get(self._training(values)) if self.run else None
        return self._begun(values) if kept is None else kept

    def _begun(self, values):
        if not self.run:
            return self.compute(**values)
        training = self._training(values)
        return self._runs.keep(training, self.run(**training))

    def _training(self, values):
        return taken(self.run, values) if self.run else values

    def _seen(self, run, values):
        """The result for the figure and its sentence."""
        return self.look(run, **taken(self.look, values)) if self.run else run

    def _interrupt(self):
        if self.waiting is not None:
            self.waiting.interrupt()

    def _go_on(self):
        """The reader has moved a control."""
        self._interrupt()
        self._go()

    def _go(self):
        """Compute for the controls as they are now; a run of other controls becomes stale."""
        if self.panel.code_shown:
            self.panel.show_code(self.code(**self.values))
        outcome = self._compute()
        if outcome is not None and outcome is self.runner.unfinished:
            self.runner.show_again()  # a viewing control was moved
        else:
            self.runner.start(outcome)

    def _run_to_the_end(self):
        try:
            self.runner.finish(self._compute())
        except Exception as error:
            self.runner.stop_with(error)
            raise

    def _show(self, run, at_rest):
        self._result = result = self._seen(run, self.values)
        sentence = self.describe(result)
        self.view.draw(self._draw, result)
        self.view.present(sentence, at_rest)
        self._acknowledge()

    def _redraw(self):
        self.runner.show_again()

    def _tell(self, error):
        self.view.present(f"{type(error).__name__}: {error}", at_rest=True, failed=True)
        self._acknowledge()

    def _acknowledge(self):
        """Tell the view that it may send the next pointer event."""
        if self._pointed:
            self._pointed = False
            self.view.send({"kind": "done"})
