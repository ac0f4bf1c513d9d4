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


REASONS = {
    "the penalty pulls": "By (λ/m) w at each step.",
    "the data change": "They stay as they are.",
}


@pytest.fixture
def prediction():
    return Predict("λ grows & grows. What do the weights do?", OPTIONS, "they shrink", "So it is.")


@pytest.fixture
def both():
    return Predict("λ grows. And then?", OPTIONS, "they shrink", "", REASONS, "the penalty pulls")


def shown(widget):
    return widget.layout.display != "none"


def test_nothing_is_preselected(prediction):
    assert prediction.answer is None and prediction.answered is False
    assert prediction.correct is None and prediction.feedback == ""
    assert [button.description for button in prediction.buttons.values()] == list(OPTIONS)
    assert not any(button.disabled or button.icon for button in prediction.buttons.values())
    assert not shown(prediction.outcome) and prediction.outcome.value == ""
    assert prediction.again.layout.visibility == "hidden"


def test_right_answer(prediction):
    prediction.choose("they shrink")
    assert prediction.answer == "they shrink" and prediction.answered and prediction.correct
    assert prediction.feedback.splitlines() == [
        "Right.",
        "✗ “they < grow” A penalty on their size cannot make them grow.",
        "✓ Your answer: “they shrink” Each step takes away a part of every weight.",
        "✗ “nothing” The penalty has a gradient of its own.",
        "So it is.",
    ]
    assert shown(prediction.outcome) and prediction.again.layout.visibility == "visible"
    html = prediction.outcome.value
    assert html.startswith('<div role="alert"><p>Right.</p><ul><li>✗ “they &lt; grow”')
    assert html.endswith("</li></ul><p>So it is.</p></div>")
    icons = {text: button.icon for text, button in prediction.buttons.items()}
    assert icons == {"they < grow": "", "they shrink": "check", "nothing": ""}


def test_wrong_answer_gets_its_own_and_the_right_explanation(prediction):
    prediction.choose("they < grow")
    assert prediction.answered and prediction.correct is False
    verdict, *explained = prediction.feedback.splitlines()[:-1]
    assert verdict == "Not quite. The answer is “they shrink”"
    assert explained[0] == (
        "✗ Your answer: “they < grow” A penalty on their size cannot make them grow."
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
        lambda change: heard.append((change["new"], prediction.answer, shown(prediction.outcome))),
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


def test_without_a_kernel_the_question_stands_open_and_the_answer_folded(prediction):
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
    asked, folded = before["text/html"].split("<details>")
    assert asked == (
        "<p><strong>Predict.</strong> λ grows &amp; grows. What do the weights do?</p>"
        "<ul><li>they &lt; grow</li><li>they shrink</li><li>nothing</li></ul>"
    )
    assert "✓ “they shrink” Each step" in folded and "So it is." in folded
    assert "Your answer" not in folded


def test_a_readers_notebook_stores_no_answer(prediction, monkeypatch):
    monkeypatch.setenv("DLCOURSE_READER", "1")
    stored = prediction._repr_mimebundle_()
    assert "Each step" not in str(stored) and "So it is." not in str(stored)


def test_two_parts_are_one_answer(both):
    both.choose("they shrink")
    assert both.answer == "they shrink" and not both.answered and both.outcome.value == ""
    assert "dlcourse-chosen" in both.buttons["they shrink"]._dom_classes
    both.choose("nothing")  # before both are given, a part can be changed
    both.reason_buttons["the penalty pulls"].click()
    assert both.answered and (both.answer, both.because) == ("nothing", "the penalty pulls")
    assert both.correct is False
    with pytest.raises(ValueError, match="'the penalty pulls' is recorded already"):
        both.choose(because="the data change")
    both.reset()
    assert both.answer is None and both.because is None and both.correct is None
    assert not any(button.disabled for button in both.reason_buttons.values())


@pytest.mark.parametrize(
    ("option", "reason", "verdict"),
    [
        ("they shrink", "the penalty pulls", "Right, and for the right reason."),
        ("they shrink", "the data change", "Right, for another reason."),
        (
            "nothing",
            "the penalty pulls",
            "The reason is right, but what follows from it is “they shrink”",
        ),
        ("nothing", "the data change", "Not quite. The answer is “they shrink”"),
    ],
)
def test_the_verdict_on_what_and_why(both, option, reason, verdict):
    both.choose(option, reason)
    assert both.feedback.splitlines()[0] == verdict
    assert both.correct == (verdict == "Right, and for the right reason.")
    assert sum(line.startswith("✓") for line in both.feedback.splitlines()) == 2
    assert sum("Your answer" in line for line in both.feedback.splitlines()) == 2


def test_the_place_of_the_outcome_is_kept_where_a_figure_shows_it(prediction):
    outcome = prediction.lend_outcome()
    assert outcome is prediction.outcome and outcome not in prediction.children
    height = outcome.layout.min_height
    assert int(height.removesuffix("px")) > 4 * 20  # verdict, three explanations, conclusion
    prediction.choose("nothing")
    assert outcome.value and outcome.layout.min_height == height
    prediction.reset()
    assert outcome.value == "" and outcome.layout.min_height == height
    prediction.close()
    assert outcome.comm is None


def test_text_is_escaped_on_the_page():
    prediction = Predict("1 < 2?", {"<b>": "a <i> & b", "no": "because"}, "no")
    prediction.choose("<b>")
    assert "1 &lt; 2?" in prediction.children[0].value
    assert "a &lt;i&gt; &amp; b" in prediction.outcome.value
    assert "“&lt;b&gt;”" in prediction.outcome.value and "<i>" not in prediction.outcome.value


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
        (("Q?", OPTIONS, "nothing", 5), TypeError, "the conclusion is int"),
        (("Q?", OPTIONS, "nothing", "", REASONS), ValueError, "reason is None: make it one of the"),
        (("Q?", OPTIONS, "nothing", "", None, "a"), TypeError, "reasons is NoneType: give a dict"),
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
