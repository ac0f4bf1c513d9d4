"""The predict-then-see prompt: what it records, says, shows without a kernel and refuses."""

import subprocess
import sys

import pytest
import traitlets

from dlcourse.live.predictions import Predict

OPTIONS = {
    "they < grow": "A penalty on their size cannot make them grow.",
    "they shrink": "Each step takes away a part of every weight.",
    "nothing": "The penalty has a gradient of its own.",
}


@pytest.fixture
def prediction():
    return Predict("λ grows & grows. What do the weights do?", OPTIONS, "they shrink")


def shown(widget):
    return widget.layout.display != "none"


def test_nothing_is_preselected(prediction):
    assert prediction.answer is None and prediction.answered is False
    assert prediction.correct is None and prediction.feedback == ""
    assert [button.description for button in prediction.buttons.values()] == list(OPTIONS)
    assert not any(button.disabled or button.icon for button in prediction.buttons.values())
    assert not shown(prediction._feedback) and not shown(prediction.again)


def test_right_answer(prediction):
    prediction.choose("they shrink")
    assert prediction.answer == "they shrink" and prediction.answered and prediction.correct
    assert prediction.feedback == "Right. Each step takes away a part of every weight."
    assert shown(prediction._feedback) and shown(prediction.again)
    assert "<b>Right.</b> Each step" in prediction._feedback.value
    assert 'role="alert"' in prediction._feedback.value
    icons = {text: button.icon for text, button in prediction.buttons.items()}
    assert icons == {"they < grow": "", "they shrink": "check", "nothing": ""}


def test_wrong_answer_gets_its_own_and_the_right_explanation(prediction):
    prediction.choose("they < grow")
    assert prediction.answered and prediction.correct is False
    assert prediction.feedback == (
        "Not quite. A penalty on their size cannot make them grow. "
        "The right answer is “they shrink”: Each step takes away a part of every weight."
    )
    icons = {text: button.icon for text, button in prediction.buttons.items()}
    assert icons == {"they < grow": "times", "they shrink": "check", "nothing": ""}
    chosen = [
        text
        for text, button in prediction.buttons.items()
        if "dlcourse-chosen" in button._dom_classes
    ]
    assert chosen == ["they < grow"]
    assert all(button.disabled for button in prediction.buttons.values())


def test_buttons_do_what_choose_does(prediction):
    prediction.buttons["nothing"].click()
    assert prediction.answer == "nothing"
    prediction.again.click()
    assert prediction.answer is None
    prediction.buttons["they shrink"].click()
    assert prediction.answer == "they shrink"


def test_reset_forgets_everything(prediction):
    prediction.choose("they < grow")
    prediction.reset()
    test_nothing_is_preselected(prediction)
    assert not any(
        "dlcourse-" in name for b in prediction.buttons.values() for name in b._dom_classes
    )
    prediction.choose("they shrink")
    assert prediction.correct


def test_observers_hear_of_it_after_the_feedback_stands(prediction):
    heard = []
    prediction.observe(
        lambda change: heard.append((change["new"], prediction.answer, shown(prediction.again))),
        "answered",
    )
    prediction.choose("nothing")
    prediction.choose("nothing")  # the same again: nothing happens
    prediction.reset()
    assert heard == [(True, "nothing", True), (False, None, False)]


def test_an_observers_error_is_raised(prediction):
    def fails(_change):
        raise ZeroDivisionError("in the explorer")

    prediction.observe(fails, "answered")
    with pytest.raises(ZeroDivisionError, match="in the explorer"):
        prediction.choose("nothing")


def test_the_answer_is_read_only(prediction):
    prediction.choose("nothing")
    with pytest.raises(traitlets.TraitError, match="read-only"):
        prediction.answer = "they shrink"
    with pytest.raises(traitlets.TraitError, match="read-only"):
        prediction.answered = False
    with pytest.raises(ValueError, match="'nothing' is recorded already: call reset"):
        prediction.choose("they shrink")
    assert prediction.answer == "nothing"


def test_an_answer_that_is_no_option(prediction):
    with pytest.raises(ValueError, match="'shrink' is none of the answers"):
        prediction.choose("shrink")
    assert prediction.answer is None and not prediction.answered


def test_shows_the_question_without_a_kernel_but_never_the_answer(prediction):
    before = prediction._repr_mimebundle_()
    prediction.choose("they < grow")
    assert prediction._repr_mimebundle_() == before
    assert set(before) == {
        "application/vnd.jupyter.widget-view+json",
        "text/html",
        "text/plain",
    }
    assert before["text/plain"] == (
        "Predict. λ grows & grows. What do the weights do?\n"
        "  ○ they < grow\n  ○ they shrink\n  ○ nothing"
    )
    assert before["text/html"] == (
        "<p><strong>Predict.</strong> λ grows &amp; grows. What do the weights do?</p>"
        "<ul><li>they &lt; grow</li><li>they shrink</li><li>nothing</li></ul>"
    )


def test_text_is_escaped_on_the_page():
    prediction = Predict("1 < 2?", {"<b>": "a <i> & b", "no": "because"}, "no")
    prediction.choose("<b>")
    assert "1 &lt; 2?" in prediction.children[0].value
    assert "a &lt;i&gt; &amp; b" in prediction._feedback.value
    assert "“&lt;b" not in prediction._feedback.value


@pytest.mark.parametrize(
    ("arguments", "error", "sentence"),
    [
        (("Q?", OPTIONS, "shrinks"), ValueError, "right is 'shrinks': make it one of the options"),
        (("Q?", {"a": "why"}, "a"), ValueError, "at least two options and got 1"),
        (("Q?", {}, "a"), ValueError, "at least two options and got 0"),
        (("Q?", ["a", "b"], "a"), TypeError, "options is list: give a dict"),
        (("", OPTIONS, "nothing"), ValueError, "the question is empty"),
        ((3, OPTIONS, "nothing"), TypeError, "the question is int: give it as text"),
        (("Q?", {"a": "why", "b": " "}, "a"), ValueError, "the explanation of 'b' is empty"),
        (("Q?", {"a": "why", "b": None}, "a"), TypeError, "explanation of 'b' is NoneType"),
        (("Q?", {"a": "why", 2: "so"}, "a"), TypeError, "the option 2 is int"),
    ],
)
def test_bad_calls(arguments, error, sentence):
    with pytest.raises(error, match=sentence):
        Predict(*arguments)


def test_close_closes_its_parts(prediction):
    parts = prediction.children
    prediction.close()
    assert all(widget.comm is None for widget in (prediction, *parts))


def test_needs_widgets_only():
    code = (
        "import sys; import dlcourse.live.predictions; "
        "print([name for name in ('matplotlib', 'anywidget') "
        "if name in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
