"""Every prediction of the course: where its answer stands, what its figure ends with."""

import ast
import inspect
import re
from collections import Counter
from pathlib import Path

import jupytext
import pytest

from dlcourse import topics
from dlcourse.live.predictions import Predict, Prediction

SOURCES = sorted((Path(__file__).parents[2] / "notebooks" / "src").glob("[0-9]*.py"))
MOST = 0.45  # of the right options may stand at one place


def factories():
    """Topic -> {name: function} of all that is asked."""
    return {
        topic: {
            name: member
            for name, member in inspect.getmembers(module, inspect.isfunction)
            if member.__module__ == module.__name__ and not name.startswith("_")
        }
        for topic, module in topics.every("predictions").items()
    }


def cells(source):
    return jupytext.read(source, fmt="py:percent").cells


def waits(source):
    """(topic, prediction, explorer, then, start) of each figure that waits for an answer."""
    topic, asked = source.stem.partition("_")[2], None
    for cell in cells(source):
        if cell.cell_type != "code":
            continue
        for node in ast.walk(ast.parse(cell.source)):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                continue
            if ast.unparse(node.func.value) == "predictions":
                asked = node.func.attr
            if node.func.attr == "after":
                then = node.args[1].value
                start = {key.arg: key.value.value for key in node.keywords}.get("start")
                yield topic, asked, node.func.value.func.attr, then, start


WAITS = [wait for source in SOURCES for wait in waits(source)]


def by_place(places):
    return max(Counter(places).values()) / len(places)


def test_no_place_has_most_of_the_right_options():
    asked = [make() for made in factories().values() for make in made.values()]
    places = [
        list(prediction.options).index(prediction.right)
        for prediction in asked
        if isinstance(prediction, Predict)
    ]
    assert len(places) >= 20
    assert by_place(places) <= MOST, Counter(places)


def test_no_place_has_most_of_the_quizzes_right_options():
    places = []
    for source in SOURCES:
        for question in re.split(r"\*\*Question \d+", source.read_text(encoding="utf-8"))[1:]:
            places.append(re.findall(r"^# ([✓✗])", question, re.MULTILINE).index("✓"))
    assert len(places) >= 15
    assert by_place(places) <= MOST, Counter(places)


# What makes an option look thought over: "B: it is …", "B, because …", "B, as with …".
REASON = re.compile(r": |, (because|since|as|for|if) ")


def stands_out(options, right):
    """Whether the right one is the only option with a reason, or the only one without."""
    reasoned = {bool(REASON.search(option)) for option in options if option != right}
    return reasoned == {not REASON.search(right)}


def test_an_option_that_stands_out_is_found():
    assert stands_out(["Two: one from each side.", "Three.", "Four, as it is round."], "Three.")
    assert stands_out(
        ["Two.", "Three, because a triangle is closed."], "Three, because a triangle is closed."
    )
    assert not stands_out(["Two: one from each side.", "Three.", "Four."], "Three.")
    assert not stands_out(["Two.", "Three.", "Four."], "Three.")


@pytest.mark.parametrize("topic", factories())
def test_no_right_option_is_told_by_its_form(topic):
    for name, make in factories()[topic].items():
        asked = make()
        if isinstance(asked, Predict):
            assert not stands_out(asked.options, asked.right), name


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.stem)
def test_no_right_option_of_a_quiz_is_told_by_its_form(source):
    option = re.compile(r"<summary>(.*)</summary>\n#\n# ([✓✗])")
    for question in re.split(r"\*\*Question ", source.read_text(encoding="utf-8"))[1:]:
        options = {text: mark for text, mark in option.findall(question)}
        (right,) = (text for text, mark in options.items() if mark == "✓")
        assert not stands_out(options, right), right


@pytest.mark.parametrize("topic", factories())
def test_every_prediction_explains_and_concludes(topic):
    for name, make in factories()[topic].items():
        prediction = make()
        assert isinstance(prediction, Prediction), name
        waited_for = any(wait[:2] == (topic, name) for wait in WAITS)
        assert bool(prediction.conclusion) == waited_for, name
        prediction.close()


@pytest.mark.parametrize("wait", WAITS, ids=lambda wait: f"{wait[0]}.{wait[1]}")
def test_the_stored_sentence_is_that_of_the_preset_that_answers(wait):
    topic, asked, figure, then, start = wait
    prediction = factories()[topic][asked]()
    explorer = getattr(topics.every("explorers")[topic], figure)()
    explorer.after(prediction, then, start)
    stored, _ = explorer._repr_mimebundle_()
    explorer.set(**explorer.defaults | explorer.presets[then].values)
    assert stored["text/plain"] == explorer.sentence
    explorer.close()
    prediction.close()


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.stem)
def test_the_code_that_names_the_answering_preset_is_folded(source):
    """A preset's name may tell: "practically linear" after "What can it still compute?"."""
    for cell in cells(source):
        if cell.cell_type == "code" and ".after(" in cell.source:
            assert cell.metadata.get("jupyter", {}).get("source_hidden"), cell.source
            assert '"' not in cell.source.splitlines()[0]  # JupyterLab shows the first line still


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.stem)
def test_no_conclusion_stands_in_the_notebooks_text(source):
    topic = source.stem.partition("_")[2]
    text = " ".join("\n".join(cell.source for cell in cells(source)).split())
    for name, make in factories()[topic].items():
        prediction = make()
        told = [prediction.conclusion, *getattr(prediction, "options", {}).values()]
        for sentence in re.split(r"(?<=[.?!]) ", " ".join(told)):
            assert len(sentence) < 25 or sentence not in text, (name, sentence)
        prediction.close()
