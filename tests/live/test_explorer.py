"""The shared part of all explorers, on two small ones with known answers."""

import asyncio
import base64
import gc
import re
import textwrap
import threading
import time
import weakref
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from dlcourse.live import runner
from dlcourse.live.explorer import Explorer
from tests.live.demo_explorers import countdown, descent, parabola


def test_first_display_is_the_finished_result():
    assert parabola().sentence == "a = 0.1: the curve is 0.90 at x = 3."
    assert descent().sentence == f"After 2000 iterations x = {8 * 0.998**2000:.4f}."


def test_set_moves_and_waits():
    explorer = parabola().set(a=3, sign="-", shifted=True)
    assert explorer.sentence == "a = 3: the curve is -22.00 at x = 3."
    assert explorer.result["at_3"] == -22


def test_set_refuses_what_the_control_does_not_have_and_moves_nothing():
    explorer = parabola()
    with pytest.raises(ValueError, match=r"a = 0.2 is not a stop of its control: choose one of"):
        explorer.set(sign="-", a=0.2)
    with pytest.raises(ValueError, match=r"'parabola' has no control 'b'; it has a, sign, shifted"):
        explorer.set(sign="-", b=1)
    assert explorer.values == {"a": 0.1, "sign": "+", "shifted": False}


def test_there_and_back_gives_the_same_picture():
    explorer = parabola()
    before = explorer.view.png
    assert explorer.set(a=3).view.png != before
    assert explorer.set(a=0.1).view.png == before


def test_a_control_moved_by_the_reader_computes_at_once_without_a_loop():
    explorer = parabola()
    explorer.controls["a"].value = 1
    assert explorer.sentence == "a = 1: the curve is 9.00 at x = 3."


def test_a_preset_moves_its_controls_and_resets_the_others():
    explorer = parabola().set(shifted=True, sign="-")
    explorer.panel.presets[0].click()
    assert explorer.values == {"a": 3, "sign": "+", "shifted": False}
    assert "The largest a." in explorer.panel._why.value
    explorer.reset()
    assert explorer.values == explorer.defaults
    assert explorer.panel._why.value == ""


def test_pin_and_reset():
    explorer = parabola()
    plain = explorer.view.png
    explorer.set(a=3).toggle_pin()
    explorer.set(a=0.1)
    assert explorer.view.pinned == "a = 3: the curve is 27.00 at x = 3."
    assert explorer.view.png != plain
    explorer.reset()
    assert (explorer.view.pinned, explorer.view.png) == ("", plain)


def test_only_what_was_named_is_pinned():
    assert not descent().view.can_pin
    assert descent().panel._pin.layout.display == "none"
    assert parabola().view.can_pin
    assert parabola().panel._pin.layout.display is None


def test_code_gives_the_same_number_and_follows_the_controls():
    explorer = parabola()
    sent = []
    explorer.view.send = sent.append
    explorer.toggle_code()
    assert sent == [{"kind": "copy", "text": "at_3 = +0.1 * 3**2 + 5 * False"}]
    explorer.controls["a"].value = 1
    assert "at_3 = +1.0 * 3**2" in explorer.panel._code.value
    explorer.toggle_code()
    assert not explorer.panel.code_shown


def test_pointer_sets_the_nearest_stop_and_is_answered():
    explorer = parabola()
    sent = []
    explorer.view.send = sent.append
    axes = explorer.view.artists["curve"].axes
    x, y = axes.transData.transform((2, 3.5))  # a = 3.5/4 = 0.875, nearest stop 1
    width, height = explorer.view.figure.bbox.size
    event = {"kind": "down", "x": x / width, "y": 1 - y / height}
    explorer._message_came(explorer.view, event, [])
    assert explorer.values["a"] == 1
    assert sent == [{"kind": "done"}]
    explorer._message_came(explorer.view, {"kind": "down", "x": 0.0, "y": 0.0}, [])
    assert explorer.values["a"] == 1  # outside of the axes: nothing moves, and it is answered
    assert sent == [{"kind": "done"}] * 2


def test_step_and_play_of_a_training_explorer():
    explorer = descent()
    explorer.step()
    assert explorer.sentence == f"After 1 iterations x = {8 * 0.998:.4f}."
    explorer.step()
    assert explorer.sentence.startswith("After 2 iterations")
    explorer.play()
    assert explorer.sentence.startswith("After 2000 iterations")


def test_an_error_is_kept_shown_and_raised():
    explorer = parabola()

    def broken(**controls):
        raise ZeroDivisionError("by hand")

    explorer.compute = broken
    with pytest.raises(ZeroDivisionError):
        explorer.set(a=1)
    explorer.controls["a"].value = 3
    assert isinstance(explorer.error, ZeroDivisionError)
    assert explorer.sentence == "ZeroDivisionError: by hand"
    assert explorer.view.failed
    explorer.compute = parabola().compute
    explorer.set(a=1)
    assert (explorer.error, explorer.view.failed) == (None, False)


def test_an_error_before_the_first_picture_is_raised_as_it_is():
    with pytest.raises(ZeroDivisionError, match="at once"):
        Explorer(
            title="broken",
            setup=lambda figure: {"line": figure.subplots().plot([], [])[0]},
            compute=broken_at_once,
            draw=lambda artists, result: None,
            describe=lambda result: "",
            controls={},
        )


def broken_at_once():
    raise ZeroDivisionError("at once")


def test_whole_stops_give_whole_numbers():
    assert parabola().values["a"] == 0.1
    assert [type(value) for value in descent().values.values()] == [float, int]


def test_what_it_displays():
    data, metadata = parabola()._repr_mimebundle_()
    assert data["text/plain"] == "a = 0.1: the curve is 0.90 at x = 3."
    assert base64.b64decode(data["image/png"]).startswith(b"\x89PNG")
    assert "application/vnd.jupyter.widget-view+json" in data
    assert metadata["image/png"]["alt"] == data["text/plain"]


def test_frames_walk_the_main_control_and_come_back():
    explorer = parabola().set(sign="-")
    frames = list(explorer.frames())
    assert [values["a"] for values, _, _ in frames] == [0, 0.01, 0.03, 0.1, 0.3, 1, 3]
    assert frames[-1][1] == "a = 3: the curve is -27.00 at x = 3."
    assert len({png for _, _, png in frames}) == 7
    assert explorer.values == {"a": 0.1, "sign": "-", "shifted": False}


def test_the_example_in_contributing_works_as_it_is_printed():
    text = Path(__file__).parents[2].joinpath("CONTRIBUTING.md").read_text(encoding="utf-8")
    example = re.search(r"```python\n(.*?)```", text, re.DOTALL)[1]
    namespace = {}
    exec(textwrap.dedent(example), namespace)
    explorer = namespace["shrink"]()
    # 50 steps at λ = 1 and α = 0.01, by hand: 0.99⁵⁰ = 0.605
    assert explorer.sentence == "λ = 1: after 50 steps 0.605 of the weight is left."
    for preset in explorer.presets.values():
        assert preset.holds(explorer.set(**preset.values).result)
    exec(explorer.code(lambd=0.0), namespace)
    assert namespace["last"] == explorer.result["last"]


# On a loop, as in a kernel: callbacks come from another thread, work stays on the loop.


def on_a_loop(scenario):
    """Run a coroutine function as a kernel would, with a time limit."""
    asyncio.run(asyncio.wait_for(scenario(), 20))


def from_another_thread(function, *arguments):
    thread = threading.Thread(target=function, args=arguments)
    thread.start()
    thread.join()


async def rest(explorer):
    """Until nothing is scheduled or running."""
    await asyncio.sleep(0.02)
    while runner._active or runner._waiting or explorer.runner._scheduled:
        await asyncio.sleep(0.01)


async def first_frame(explorer):
    """Until a run that was just started shows its first frame."""
    shown = asyncio.Event()
    explorer.view.observe(lambda _: shown.set(), "png")
    await shown.wait()


def test_callbacks_only_schedule_and_the_latest_value_wins():
    async def scenario():
        explorer = parabola()
        frames = []
        explorer.view.observe(lambda change: frames.append(explorer.view.sentence), "sentence")
        for value in (0.3, 1, 3, 0.01):
            from_another_thread(setattr, explorer.controls["a"], "value", value)
        assert frames == []  # nothing was computed on the other thread
        await rest(explorer)
        assert frames == ["a = 0.01: the curve is 0.09 at x = 3."]
        assert explorer.error is None

    on_a_loop(scenario)


def test_a_run_streams_and_a_move_makes_it_stale():
    async def scenario():
        explorer = descent()
        from_another_thread(setattr, explorer.controls["rate"], "value", 0.0001)
        await first_frame(explorer)
        assert 0 < explorer.result["iteration"] < 2000
        assert explorer.result["x"] > 7  # of the slow rate
        from_another_thread(setattr, explorer.controls["rate"], "value", 0.1)
        await rest(explorer)
        assert explorer.result["iteration"] == 2000
        assert explorer.sentence == "After 2000 iterations x = 0.0000."
        assert explorer.view.announced == explorer.sentence

    on_a_loop(scenario)


def test_pause_step_and_play_on_a_loop():
    async def scenario():
        explorer = descent()
        explorer.play()
        await first_frame(explorer)
        explorer.pause()
        paused = explorer.result["iteration"]
        assert 0 < paused < 2000
        await asyncio.sleep(0.05)
        assert explorer.result["iteration"] == paused
        explorer.step()
        assert explorer.result["iteration"] == paused + 1
        explorer.play()
        await rest(explorer)
        assert explorer.result["iteration"] == 2000

    on_a_loop(scenario)


@pytest.mark.parametrize(
    ("paced", "seen"),
    [
        (True, ["3 to go.", "2 to go.", "1 to go.", "0 to go."]),
        (False, []),  # what was there already is not sent again
    ],
)
def test_a_paced_run_can_be_watched_however_fast_it_is(paced, seen):
    async def scenario():
        explorer = countdown(paced)
        shown = []
        explorer.view.observe(lambda change: shown.append(change["new"]), "sentence")
        begun = time.monotonic()
        explorer.play()
        await rest(explorer)
        assert shown == seen
        assert explorer.sentence == "0 to go."
        if paced:
            assert time.monotonic() - begun >= 4 * runner.PRESENT_EVERY

    on_a_loop(scenario)


def test_one_run_in_a_kernel_and_the_one_that_gave_way_goes_on_after_it():
    async def scenario():
        first, second = descent(), descent()
        first.play()
        await first_frame(first)
        second.play()
        await first_frame(second)
        gave_way = first.result["iteration"]
        assert runner._active is second.runner
        while runner._active is second.runner:
            assert first.result["iteration"] == gave_way < 2000
            await asyncio.sleep(0)
        assert second.result["iteration"] == 2000
        await rest(first)
        assert first.result["iteration"] == 2000
        assert first.view.announced == first.sentence

    on_a_loop(scenario)


def fails(explorer):
    def broken(rate, seed):
        raise ValueError("at once")
        yield

    explorer.compute = broken
    explorer.play()
    explorer.controls["rate"].value = 0.1


@pytest.mark.parametrize(
    "come_to_rest",
    [
        fails,
        lambda second: second.pause(),
        lambda second: second.close(),
        lambda second: second.set(rate=0.1),
        lambda second: second.step(),
    ],
    ids=["fails", "is paused", "is closed", "is set", "is stepped"],
)
@pytest.mark.parametrize("at_once", [True, False], ids=["at once", "after a while"])
def test_a_run_that_gave_way_goes_on_when_the_other(come_to_rest, at_once):
    async def scenario():
        first, second = descent(), descent()
        first.play()
        await first_frame(first)
        second.play()
        if not at_once:  # the first has noticed that it gave way
            await first_frame(second)
        assert first.result["iteration"] < 2000
        come_to_rest(second)
        await rest(first)
        assert first.result["iteration"] == 2000
        assert first.view.announced == first.sentence
        assert not runner._waiting

    on_a_loop(scenario)


def test_a_run_that_was_paused_or_set_while_it_waited_does_not_go_on():
    async def scenario():
        first, second, third = descent(), descent(), descent()
        for explorer in (first, second, third):
            explorer.play()
            await first_frame(explorer)
        second.pause()
        first.set(rate=0.1)
        paused = second.result["iteration"]
        await rest(third)
        assert third.result["iteration"] == 2000
        assert second.result["iteration"] == paused < 2000
        assert first.sentence == "After 2000 iterations x = 0.0000."

    on_a_loop(scenario)


def test_a_paused_run_does_not_go_on_by_itself():
    async def scenario():
        first, second = descent(), descent()
        first.play()
        await first_frame(first)
        first.pause()
        await asyncio.sleep(0.01)
        second.play()
        await rest(second)
        assert second.result["iteration"] == 2000
        assert first.result["iteration"] < 2000

    on_a_loop(scenario)


def test_an_error_in_a_stream_is_shown():
    async def scenario():
        explorer = descent()

        def broken(rate, seed):
            yield {"iteration": 1, "x": 1.0, "path": [1.0]}
            raise ValueError("in the middle")

        explorer.compute = broken
        explorer.play()
        await rest(explorer)
        assert str(explorer.error) == "in the middle"
        assert explorer.view.failed

    on_a_loop(scenario)


def test_closing_stops_the_run():
    async def scenario():
        explorer = descent()
        explorer.play()
        await first_frame(explorer)
        explorer.close()
        stopped = explorer.result["iteration"]
        await asyncio.sleep(0.05)
        assert explorer.result["iteration"] == stopped < 2000
        gone = weakref.ref(explorer)
        del explorer
        gc.collect()
        assert gone() is None  # neither the loop nor the run's task holds it

    on_a_loop(scenario)


def test_moves_and_new_screens_from_another_thread_while_it_draws():
    """As in JupyterLab; drawing on both threads was an error within 44 moves, then a crash."""

    async def scenario():
        explorer = parabola()
        errors = stress(explorer, 100)
        while (moving := next(errors)) is None:
            explorer.set(a=explorer.values["a"])
            await asyncio.sleep(0)
        assert moving == []
        await rest(explorer)
        assert explorer.error is None
        assert explorer.sentence == parabola().set(**explorer.values).sentence
        assert pixels_of(explorer) == (1800, 800)

    on_a_loop(scenario)


def stress(explorer, moves):
    """Move a control and change the ratio on another thread; what it raised, None while it runs."""
    raised = []

    def move():
        try:
            for i in range(moves):
                explorer.controls["a"].value = (0.3, 1, 3)[i % 3]
                explorer.view.ratio = 1.0 + i % 2
                message = {"kind": "screen", "ratio": 2.0 - i % 2, "travels": False}
                explorer._message_came(explorer.view, message, [])
                time.sleep(0.001)
            message = {"kind": "screen", "ratio": 2.0, "travels": False}
            explorer._message_came(explorer.view, message, [])
        except Exception as error:
            raised.append(error)

    thread = threading.Thread(target=move)
    thread.start()
    while thread.is_alive():
        yield None
    yield raised


def pixels_of(explorer):
    return Image.open(BytesIO(explorer.view.png)).size
