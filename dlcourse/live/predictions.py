"""Predict, then see: a question that the reader answers before a figure is revealed."""

from html import escape

import ipywidgets
import traitlets

from dlcourse.live.cells import close_parts, replace_in_cell

# Colours come from JupyterLab's theme, so that it reads in light and in dark; right and wrong are
# also told by a mark and a word. The fallbacks are for pages without a theme.
_STYLE = """<style>
.dlcourse-predict {
  max-width: 46rem; margin: 8px 0; padding: 10px 16px 12px; overflow: visible;
  border: 1px solid var(--jp-border-color1, #bdbdbd);
  border-left: 5px solid var(--jp-brand-color1, #1976d2);
  border-radius: 4px; background: var(--jp-layout-color1, white);
}
.dlcourse-predict .widget-html, .dlcourse-predict .jupyter-widgets { overflow: visible; }
.dlcourse-predict .widget-html-content {
  font-size: 15px; line-height: 1.5; color: var(--jp-ui-font-color1, #1a1a1a);
}
.dlcourse-predict p { margin: 0 0 4px; }
.dlcourse-predict p[role] { margin: 8px 0 6px; }
.dlcourse-predict .jupyter-button {
  width: 100%; height: auto; min-height: 36px; margin: 3px 0; padding: 6px 14px;
  overflow: visible; white-space: normal; text-align: left;
  font-size: 15px; line-height: 1.4; color: var(--jp-ui-font-color1, #1a1a1a);
  border: 1px solid var(--jp-ui-font-color2, #767676); border-radius: 4px;
  background: var(--jp-layout-color1, white);
}
.dlcourse-predict .jupyter-button:hover:enabled {
  background: var(--jp-layout-color2, #eeeeee); box-shadow: none;
}
.dlcourse-predict .jupyter-button:focus-visible {
  outline: 3px solid var(--jp-brand-color1, #1976d2); outline-offset: 2px;
}
.dlcourse-predict .jupyter-button:disabled { opacity: 1; cursor: default; }
.dlcourse-predict .jupyter-button i { margin-right: 8px; }
.dlcourse-predict .jupyter-button.dlcourse-chosen { font-weight: 600; }
.dlcourse-predict .jupyter-button.dlcourse-is-right {
  border-color: #009e73; box-shadow: inset 0 0 0 2px #009e73;
}
.dlcourse-predict .jupyter-button.dlcourse-is-wrong {
  border-color: #d55e00; box-shadow: inset 0 0 0 2px #d55e00;
}
.dlcourse-predict .jupyter-button.dlcourse-again {
  width: auto; min-height: 30px; padding: 3px 14px; align-self: flex-start;
}
</style>"""


class Predict(ipywidgets.VBox):
    """Ask the reader to commit to an answer before seeing, then say what was right and why.

    Parameters
    ----------
    question : str
    options : dict
        Answer -> its explanation: why it is right, or what is wrong with it. At least two.
    right : str
        The right answer, one of the options.

    Attributes
    ----------
    answer : str or None
        The answer given; read-only, an explorer or a cell may observe it.
    answered : bool
        Whether there is one; read-only: `explorer.after(prediction)` waits for it.

    Raises
    ------
    TypeError
        A question, an option or an explanation that is no text, or options that are no dict.
    ValueError
        A question, an option or an explanation without text, fewer than two options, or a right
        answer that is none of them.

    Example
    -------
    >>> prediction = Predict("λ grows. The weights …", {"grow": "No.", "shrink": "Yes."}, "shrink")
    >>> prediction.choose("grow")
    >>> prediction.answered, prediction.correct
    (True, False)
    """

    answer = traitlets.Unicode(None, allow_none=True, read_only=True)
    answered = traitlets.Bool(False, read_only=True)

    def __init__(self, question, options, right):
        _validate(question, options, right)
        self.question, self.options, self.right = question, dict(options), right
        asked = f"<p><b>Predict.</b> {escape(question)}</p>"
        self._feedback = ipywidgets.HTML(layout={"display": "none"})
        self.buttons = {option: _button(option) for option in self.options}
        for option, button in self.buttons.items():
            # Button.click swallows what a handler raises: it only calls what tests call themselves
            button.on_click(lambda _, option=option: self.choose(option))
        self.again = _button("Change my mind")
        self.again.add_class("dlcourse-again")
        self.again.layout.display = "none"
        self.again.on_click(lambda _: self.reset())
        super().__init__(
            [
                ipywidgets.HTML(_STYLE + asked),
                *self.buttons.values(),
                self._feedback,
                self.again,
            ]
        )
        self.add_class("dlcourse-predict")
        replace_in_cell(self)

    @property
    def correct(self):
        """Whether the answer given is the right one; None before there is one."""
        return self.answer == self.right if self.answered else None

    @property
    def feedback(self):
        """What the reader is told about the answer given, as plain text; "" before there is one."""
        if not self.answered:
            return ""
        why = self.options[self.answer]
        if self.correct:
            return f"Right. {why}"
        return f"Not quite. {why} The right answer is “{self.right}”: {self.options[self.right]}"

    def choose(self, option):
        """Record the answer, say what is right and why, and let what waits for it appear.

        Raises
        ------
        ValueError
            An answer that is none of the options, or a second one without `reset()` before it.
        """
        if option not in self.options:
            raise ValueError(
                f"{option!r} is none of the answers: choose one of {list(self.options)}"
            )
        if self.answered and option != self.answer:
            raise ValueError(
                f"the answer {self.answer!r} is recorded already: call reset() to change your mind"
            )
        self.set_trait("answer", option)
        self.set_trait("answered", True)

    def reset(self):
        """Forget the answer, so that the reader can give another one."""
        self.set_trait("answer", None)
        self.set_trait("answered", False)

    @traitlets.observe("answered")
    def _show_feedback(self, _change):
        for option, button in self.buttons.items():
            chosen, right = option == self.answer, option == self.right
            button.disabled = self.answered
            button.icon = ""
            for name in ("chosen", "is-right", "is-wrong"):
                button.remove_class(f"dlcourse-{name}")
            if self.answered and (chosen or right):
                button.icon = "check" if right else "times"
                button.add_class("dlcourse-is-right" if right else "dlcourse-is-wrong")
            if chosen:
                button.add_class("dlcourse-chosen")
        # role="alert": a screen reader reads it when it appears
        self._feedback.value = f'<p role="alert">{_as_html(self.feedback)}</p>'
        for widget in (self._feedback, self.again):
            widget.layout.display = None if self.answered else "none"

    def _repr_mimebundle_(self, include=None, exclude=None, **kwargs):
        """The live view; beside it question and options, never the answer."""
        view = super()._repr_mimebundle_(include=include, exclude=exclude, **kwargs)
        text = "\n".join(
            [f"Predict. {self.question}", *(f"  ○ {option}" for option in self.options)]
        )
        items = "".join(f"<li>{escape(option)}</li>" for option in self.options)
        question = f"<p><strong>Predict.</strong> {escape(self.question)}</p>"
        return {**view, "text/html": f"{question}<ul>{items}</ul>", "text/plain": text}

    def close(self):
        """Remove the prompt and its parts."""
        close_parts(self)
        super().close()


def _button(text):
    return ipywidgets.Button(description=text, layout={"width": None, "height": None})


def _as_html(feedback):
    """The feedback with its verdict in bold."""
    verdict, _, rest = feedback.partition(".")
    return f"<b>{escape(verdict)}.</b>{escape(rest)}"


def _validate(question, options, right):
    if not isinstance(options, dict):
        raise TypeError(
            f"options is {type(options).__name__}: give a dict, each answer with its explanation"
        )
    texts = {"question": question, **{f"option {key!r}": key for key in options}}
    texts |= {f"explanation of {key!r}": value for key, value in options.items()}
    for what, text in texts.items():
        if not isinstance(text, str):
            raise TypeError(f"the {what} is {type(text).__name__}: give it as text")
        if not text.strip():
            raise ValueError(f"the {what} is empty: give it as text")
    if len(options) < 2:
        raise ValueError(f"a prediction needs at least two options and got {len(options)}")
    if right not in options:
        raise ValueError(f"right is {right!r}: make it one of the options {list(options)}")
