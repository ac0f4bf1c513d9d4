"""A figure that waits for a prediction: what is held back, how it moves, where it ends."""

import asyncio
import base64
import gc
import weakref

import pytest

from dlcourse.live import waiting
from dlcourse.live.predictions import Predict
from tests.live.demo_explorers import descent, parabola

START = "a = 0.1: the curve is 0.90 at x = 3."
STEEP = "a = 3: the curve is 27.00 at x = 3."


@pytest.fixture
def prediction():
    asked = Predict("Is it?", {"yes": "It is.", "no": "It is not."}, "yes", "So it is.")
    yield asked
    asked.close()


def hidden(explorer):
    return explorer.panel.layout.visibility == "hidden"


def test_before_the_answer_there_is_the_title_only(prediction):
    explorer = parabola().after(prediction, "steep")
    assert hidden(explorer) and explorer.waiting.open
    panel, veil, outcome = explorer.children
    assert panel is explorer.panel and outcome is prediction.outcome and outcome.value == ""
    assert veil.layout.display is None
    assert "<b>parabola</b>" in veil.value and "27" not in veil.value
    assert explorer.sentence == START


def test_the_answer_moves_it_and_the_beginning_stays_as_ghost(prediction):
    explorer = parabola().after(prediction, "steep")
    prediction.choose("no")
    assert not hidden(explorer) and explorer.children[1].layout.display == "none"
    assert explorer.values == {"a": 3, "sign": "+", "shifted": False}
    assert explorer.sentence == STEEP and explorer.view.pinned == START
    assert "The largest a." in explorer.panel._why.value
    assert "So it is." in explorer.children[2].value


def test_a_change_of_mind_hides_it_again(prediction):
    explorer = parabola().after(prediction, "steep")
    prediction.choose("no")
    prediction.reset()
    assert hidden(explorer) and explorer.sentence == START and explorer.view.pinned == START
    prediction.choose("yes")
    assert not hidden(explorer) and explorer.sentence == STEEP


def test_an_answer_that_is_there_already_shows_the_end(prediction):
    prediction.choose("yes")
    explorer = parabola().after(prediction, "steep")
    assert not hidden(explorer)
    assert explorer.sentence == STEEP and explorer.view.pinned == START


def test_the_question_may_stand_in_a_preset(prediction):
    explorer = parabola().after(prediction, "steep", start="flat")
    assert explorer.values["a"] == 0 and explorer.values["sign"] == "-"
    prediction.choose("yes")
    assert explorer.values == {"a": 3, "sign": "+", "shifted": False}
    assert explorer.view.pinned == "a = 0: the curve is 0.00 at x = 3."


def test_what_is_stored_is_the_end_with_its_ghost(prediction):
    explorer = parabola().after(prediction, "steep")
    before = explorer.view.png
    data, metadata = explorer._repr_mimebundle_()
    assert data["text/plain"] == metadata["image/png"]["alt"] == STEEP
    assert metadata["dlcourse_answers"] is True
    assert hidden(explorer) and explorer.sentence == START and explorer.view.png == before
    prediction.choose("yes")
    assert base64.b64decode(data["image/png"]) == explorer.view.small_png()


def test_a_reader_stores_no_answer_before_giving_one(prediction, monkeypatch):
    monkeypatch.setenv("DLCOURSE_READER", "1")
    explorer = parabola().after(prediction, "steep")
    data, metadata = explorer._repr_mimebundle_()
    assert set(data) == {"application/vnd.jupyter.widget-view+json", "text/plain"}
    assert data["text/plain"] == waiting.ASK and metadata == {}
    prediction.choose("no")
    data, _ = explorer._repr_mimebundle_()
    assert data["text/plain"] == STEEP and "image/png" in data


@pytest.mark.parametrize(
    ("names", "sentence"),
    [
        (("wide",), "'wide' is no preset of 'parabola': .'steep', 'flat'. are"),
        (("steep", "wide"), "'wide' is no preset"),
        (("steep", "steep"), "'parabola' would start in the state of 'steep'"),
    ],
)
def test_names_that_do_not_fit(prediction, names, sentence):
    with pytest.raises(ValueError, match=sentence):
        parabola().after(prediction, *names)


def test_a_run_that_is_the_answer_itself_runs_from_its_start(prediction):
    seen = []

    async def watch(explorer):
        explorer.view.observe(lambda _: seen.append(explorer.result["iteration"]), "png")
        while explorer.result["iteration"] < 2000 or not seen:
            await asyncio.sleep(0.01)

    explorer, _ = walked(lambda: descent().set(rate=0.0001), prediction, "crawls", watch, "crawls")
    assert seen[0] < 2000 and sorted(seen) == seen and seen[-1] == 2000
    assert explorer.view.pinned == ""


def test_the_way_goes_from_stop_to_stop(prediction):
    explorer = parabola().after(prediction, "flat", start="steep")
    assert [values["a"] for values in explorer.waiting.path()] == [1, 0.3, 0.1, 0.03, 0.01, 0]
    assert {values["sign"] for values in explorer.waiting.path()} == {"-"}


def walked(make, prediction, then, act, start=None):
    """Run `act(explorer)` on a loop as a kernel has it; view and values, and what was computed."""

    async def scenario():
        explorer = make().after(prediction, then, start)
        seen = []
        compute = explorer.compute
        explorer.compute = lambda **values: seen.append(values) or compute(**values)
        prediction.choose("yes")
        await act(explorer)
        while explorer.waiting._glide or explorer.runner._scheduled:
            await asyncio.sleep(0.01)
        explorer.close()
        return explorer, seen

    return asyncio.run(asyncio.wait_for(scenario(), 20))


async def nothing(explorer):
    await asyncio.sleep(0.05)


def test_on_a_loop_slider_and_picture_move_together(prediction, monkeypatch):
    monkeypatch.setattr(waiting, "MOVE", 0.1)
    explorer, seen = walked(parabola, prediction, "steep", nothing)
    assert [values["a"] for values in seen] == [0.3, 1, 3]
    assert explorer.sentence == STEEP and explorer.view.announced == STEEP
    assert explorer.view.pinned == START


def test_a_reader_who_wants_no_motion_sees_the_end_at_once(prediction):
    async def calm(explorer):
        pass

    def make():
        explorer = parabola()
        explorer.view.calm = True
        return explorer

    explorer, seen = walked(make, prediction, "steep", calm)
    assert [values["a"] for values in seen] == [3]
    assert explorer.sentence == STEEP


def test_the_reader_interrupts_the_movement(prediction, monkeypatch):
    monkeypatch.setattr(waiting, "MOVE", 0.6)

    async def move(explorer):
        await asyncio.sleep(0.1)
        explorer.controls["a"].value = 0.0
        await asyncio.sleep(0.7)

    explorer, seen = walked(parabola, prediction, "steep", move)
    assert explorer.values["a"] == 0 and seen[-1]["a"] == 0
    assert len(seen) < 4


def test_a_run_streams_to_its_end_after_the_movement(prediction, monkeypatch):
    monkeypatch.setattr(waiting, "MOVE", 0.05)

    async def rest(explorer):
        await asyncio.sleep(0.1)
        while explorer.result["iteration"] < 2000:
            await asyncio.sleep(0.01)

    explorer, _ = walked(descent, prediction, "crawls", rest)
    assert explorer.values["rate"] == 0.0001 and explorer.view.announced == explorer.sentence


def test_closed_it_waits_no_more_and_the_prediction_lives_on(prediction):
    explorer = parabola().after(prediction, "steep")
    gone = weakref.ref(explorer)
    explorer.close()
    del explorer
    gc.collect()
    assert gone() is None
    assert prediction.outcome.comm is not None
    prediction.choose("yes")
    other = parabola().after(prediction, "steep")
    assert other.children[2] is prediction.outcome and other.sentence == STEEP
