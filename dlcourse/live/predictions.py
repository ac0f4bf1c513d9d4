"""Predict, then see: a question that the reader answers before a figure is revealed.

    guess = Predict("…?", {"It falls.": "No: …", "It turns up.": "Yes: …"}, "It turns up.", "So …")
    guess                                          # a cell shows the question
    explorers.early_stop().after(guess, "too late")   # the next cell's figure waits for the answer

The verdict and the conclusion appear with the figure, and nowhere before.
"""

import os
import re
import sys
from hashlib import sha256
from html import escape
from itertools import product

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
.dlcourse-outcome .widget-html-content, .dlcourse-outcome {
  overflow: visible; font-size: 15px; line-height: 1.5; color: var(--jp-ui-font-color1, #1a1a1a);
}
.dlcourse-outcome { max-width: 46rem; }
.dlcourse-outcome p { margin: 0 0 6px; }
.dlcourse-outcome ul { margin: 0 0 8px; padding: 0; list-style: none; }
.dlcourse-outcome li { margin: 2px 0; padding-left: 1.4em; text-indent: -1.4em; }
</style>"""
LINE = 86  # characters in a line of the outcome, to keep its place before it is there


def keeps_back():
    """Whether outputs are a reader's: then nothing is stored with them that answers.

    `dlcourse lab` says so to its kernels; in a browser's kernel all are readers.
    """
    return "DLCOURSE_READER" in os.environ or sys.platform == "emscripten"


class Prediction(ipywidgets.VBox):
    """What every kind of prediction shares: the question, the outcome, another try.

    Attributes
    ----------
    answered : bool
        Whether the reader has committed to an answer; read-only: an explorer waits for it.
    outcome : ipywidgets.HTML
        What the reader is told then; empty before. An explorer that waits takes it over.
    """

    answered = traitlets.Bool(False, read_only=True)
    outcome = None  # until it is made: a call that is refused leaves an object that is closed too

    def __init__(self, question, conclusion):
        _validate_texts({"question": question} | ({"conclusion": conclusion} if conclusion else {}))
        self.question, self.conclusion = question, conclusion
        self.outcome = ipywidgets.HTML(layout={"display": "none"})
        self.outcome.add_class("dlcourse-outcome")
        self.again = _button("Change my mind")
        self.again.add_class("dlcourse-again")
        self.again.layout.visibility = "hidden"  # its place is kept: nothing below it moves
        self.again.on_click(lambda _: self.reset())
        super().__init__()
        self.add_class("dlcourse-predict")

    def _lay_out(self, *parts):
        """Show the question and these parts; the answer to the same question in this cell stays."""
        asked = ipywidgets.HTML(f"{_STYLE}<p><b>Predict.</b> {marked_up(self.question)}</p>")
        self.children = (asked, *parts, self.again, self.outcome)
        for before in replace_in_cell(self):
            if isinstance(before, type(self)) and before.question == self.question:
                self._take_over(before)

    def told(self, given=()):
        """What the reader is told after the answer: a list of paragraphs; [] before.

        With `given` as None it is what stands where nobody can answer.
        """
        raise NotImplementedError

    @property
    def key(self):
        """What a page without a kernel knows the question by."""
        return "q" + sha256(self.question.encode()).hexdigest()[:8]

    @property
    def feedback(self):
        """What the reader is told about the answer given, as plain text; "" before there is one."""
        return "\n".join(self.told())

    def lend_outcome(self):
        """The outcome, for the explorer that shows it with its figure, with its place kept."""
        self.children = tuple(child for child in self.children if child is not self.outcome)
        lines = max(sum(1 + len(text) // LINE for text in told) for told in self._all_told())
        # in the layout that it has: another one would leave the first in ipywidgets' registry
        self.outcome.layout.display = None
        self.outcome.layout.min_height = f"{23 * lines + 30}px"
        return self.outcome

    def reset(self):
        """Forget the answer, so that the reader can give another one."""
        self.set_trait("answered", False)

    @traitlets.observe("answered")
    def _show_outcome(self, _change):
        self.again.layout.visibility = "visible" if self.answered else "hidden"
        # role="alert": a screen reader reads it when it appears
        told = as_html(self.told())
        self.outcome.value = f'<div role="alert">{told}</div>' if self.answered else ""
        if self.outcome in self.children:
            self.outcome.layout.display = None if self.answered else "none"

    def close(self):
        """Remove the prompt and its parts."""
        close_parts(self)
        if self.outcome is not None:  # it may stand with a figure
            close_parts(self.outcome)
            self.outcome.close()
        super().close()


class Predict(Prediction):
    """Ask the reader to choose an answer before seeing, then say what was right and why.

    Parameters
    ----------
    question : str
        `code` and *emphasis* are shown as such, here and in all texts below.
    options : dict
        Answer -> its explanation: why it is right, or what is wrong with it. At least two.
    right : str
        The right answer, one of the options.
    conclusion : str
        What the figure has shown, in a sentence or two that end the section's thought.
    reasons : dict, optional
        Reason -> its explanation. With reasons the prediction has two parts, what and why, and is
        answered when both are.
    reason : str
        The right reason, one of the reasons.

    Attributes
    ----------
    answer, because : str or None
        The option and the reason that were chosen; read-only.

    Raises
    ------
    TypeError
        A text that is none, or options or reasons that are no dict.
    ValueError
        An empty text, fewer than two options or reasons, or a right one that is none of them.

    Example
    -------
    >>> prediction = Predict("λ grows. The weights …", {"grow": "No.", "shrink": "Yes."}, "shrink")
    >>> prediction.choose("grow")
    >>> prediction.answered, prediction.correct
    (True, False)
    """

    answer = traitlets.Unicode(None, allow_none=True, read_only=True)
    because = traitlets.Unicode(None, allow_none=True, read_only=True)

    def __init__(self, question, options, right, conclusion="", reasons=None, reason=None):
        _validate_choices("option", options, "right", right)
        if reasons is not None or reason is not None:
            _validate_choices("reason", reasons, "reason", reason)
        self.options, self.right = dict(options), right
        self.reasons, self.reason = dict(reasons or {}), reason
        super().__init__(question, conclusion)
        self.buttons = {option: _button(option) for option in self.options}
        self.reason_buttons = {reason: _button(reason) for reason in self.reasons}
        for option, button in self.buttons.items():
            # Button.click swallows what a handler raises: it only calls what tests call themselves
            button.on_click(lambda _, option=option: self.choose(option))
        for because, button in self.reason_buttons.items():
            button.on_click(lambda _, because=because: self.choose(because=because))
        why = [ipywidgets.HTML("<p><b>Because</b></p>")] if self.reasons else []
        self._lay_out(*self.buttons.values(), *why, *self.reason_buttons.values())

    @property
    def correct(self):
        """Whether the answer given is the right one in all its parts; None before there is one."""
        given = self.answer, self.because
        return given == (self.right, self.reason) if self.answered else None

    def choose(self, option=None, because=None):
        """Record the answer, or a part of it; with all of it, say what is right and why.

        Raises
        ------
        ValueError
            An answer that is none of the options, or a second one without `reset()` before it.
        """
        for given, known, before in (
            (option, self.options, self.answer),
            (because, self.reasons, self.because),
        ):
            if given is not None and given not in known:
                raise ValueError(f"{given!r} is none of the answers: choose one of {list(known)}")
            if self.answered and given not in (None, before):
                raise ValueError(
                    f"the answer {before!r} is recorded already: call reset() to change your mind"
                )
        self.set_trait("answer", option or self.answer)
        self.set_trait("because", because or self.because)
        self._mark()
        if self.answer and (self.because or not self.reasons):
            self.set_trait("answered", True)

    def reset(self):
        """Forget the answer, so that the reader can give another one."""
        self.set_trait("answer", None)
        self.set_trait("because", None)
        super().reset()

    def told(self, given=()):
        """Verdict, an explanation for every option and reason, and the conclusion.

        Parameters
        ----------
        given : (option, reason), by default the reader's answer; None tells what is right without
            a word about an answer

        Returns
        -------
        paragraphs : list of str; [] where there is no answer
        """
        if given == ():
            if not self.answered:
                return []
            given = self.answer, self.because
        chosen = given or (None, None)
        explained = [
            f"{'✓' if text == right else '✗'} {'Your answer: ' * (text in chosen)}“{text}” {why}"
            for choices, right in ((self.options, self.right), (self.reasons, self.reason))
            for text, why in choices.items()
        ]
        verdict = [self._verdict(*given)] if given else []
        return [*verdict, *explained, *([self.conclusion] if self.conclusion else [])]

    def answers(self):
        """All answers that can be given: pairs (option, reason or None)."""
        return list(product(self.options, self.reasons or [None]))

    def _all_told(self):
        return map(self.told, self.answers())

    def _verdict(self, option, because):
        if not self.reasons:
            return "Right." if option == self.right else f"Not quite. The answer is “{self.right}”"
        return {
            (True, True): "Right, and for the right reason.",
            (True, False): "Right, for another reason.",
            (False, True): f"The reason is right, but what follows from it is “{self.right}”",
            (False, False): f"Not quite. The answer is “{self.right}”",
        }[option == self.right, because == self.reason]

    def _take_over(self, before):
        if before.answered:
            self.choose(before.answer, before.because)

    @traitlets.observe("answered")
    def _mark(self, _change=None):
        """Buttons say what was chosen, and afterwards what is right."""
        for buttons, chosen, right in (
            (self.buttons, self.answer, self.right),
            (self.reason_buttons, self.because, self.reason),
        ):
            for text, button in buttons.items():
                button.disabled = self.answered
                marked = self.answered and text in (chosen, right)
                button.icon = ("check" if text == right else "times") if marked else ""
                classes = {
                    "chosen": text == chosen,
                    "is-right": marked and text == right,
                    "is-wrong": marked and text != right,
                }
                for name, holds in classes.items():
                    (button.add_class if holds else button.remove_class)(f"dlcourse-{name}")

    def _repr_mimebundle_(self, include=None, exclude=None, **kwargs):
        """The live view; beside it the question, and the answer folded, where no reader's it is."""
        view = super()._repr_mimebundle_(include=include, exclude=exclude, **kwargs)
        asked = [f"Predict. {self.question}", *(f"  ○ {option}" for option in self.options)]
        html = f"<p><strong>Predict.</strong> {marked_up(self.question)}</p>{_list(self.options)}"
        if self.reasons:
            asked += ["Because", *(f"  ○ {reason}" for reason in self.reasons)]
            html += f"<p>Because</p>{_list(self.reasons)}"
        if not keeps_back():
            html += folded(self.told(None))
        return {**view, "text/html": html, "text/plain": "\n".join(asked)}


def folded(paragraphs, picture=""):
    """The answer for whoever reads a stored notebook without running it: a box to open."""
    return f"<details><summary>The answer</summary>{picture}{as_html(paragraphs)}</details>"


def as_html(paragraphs):
    """What a reader is told as HTML: lines that begin with ✓ or ✗ as a list."""
    html = ""
    for text in paragraphs:
        tag = "li" if text[0] in "✓✗" else "p"
        html += f"<{tag}>{marked_up(text)}</{tag}>"
    return re.sub(r"(<li>.*</li>)", r"<ul>\1</ul>", html, count=1, flags=re.DOTALL)


def marked_up(text):
    """A text with `code` and *emphasis* as HTML.

    Example
    -------
    >>> marked_up("*More* than `a < b`")
    '<em>More</em> than <code>a &lt; b</code>'
    """
    html = re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(text, quote=False))
    return re.sub(r"\*([^*]+)\*", r"<em>\1</em>", html)


def asked_html(question, choices):
    """A question and what one may choose from, as HTML."""
    return f"<p><strong>Predict.</strong> {marked_up(question)}</p>{_list(choices)}"


def _list(texts):
    return "<ul>" + "".join(f"<li>{marked_up(text)}</li>" for text in texts) + "</ul>"


def _button(text):
    return ipywidgets.Button(description=text, layout={"width": None, "height": None})


def _validate_choices(what, choices, name, right):
    if not isinstance(choices, dict):
        raise TypeError(
            f"{what}s is {type(choices).__name__}: give a dict, each {what} with its explanation"
        )
    texts = {f"{what} {key!r}": key for key in choices}
    _validate_texts(texts | {f"explanation of {key!r}": why for key, why in choices.items()})
    if len(choices) < 2:
        raise ValueError(f"a prediction needs at least two {what}s and got {len(choices)}")
    if right not in choices:
        raise ValueError(f"{name} is {right!r}: make it one of the {what}s {list(choices)}")


def _validate_texts(texts):
    for what, text in texts.items():
        if not isinstance(text, str):
            raise TypeError(f"the {what} is {type(text).__name__}: give it as text")
        if not text.strip():
            raise ValueError(f"the {what} is empty: give it as text")
