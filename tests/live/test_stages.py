"""Training in one stage, looking at it in another: only controls of the first train again."""

import asyncio

import pytest

from dlcourse.live import runner
from dlcourse.live.explorer import Explorer
from dlcourse.live.sliders import StopSlider
from dlcourse.live.stages import KEPT
from tests.live.demo_explorers import two_stages
from tests.live.test_explorer import first_frame, from_another_thread, on_a_loop, rest


def test_a_viewing_control_never_trains_again():
    explorer = two_stages()
    assert explorer.sentence == "α = 0.1: x = 6.400 at 1 of 40."
    explorer.controls["at"].value = 2
    assert explorer.sentence == "α = 0.1: x = 5.120 at 2 of 40."
    explorer.set(at=0, as_error=True)
    assert explorer.sentence == "α = 0.1: x = 8.000 at 0 of 40."
    explorer.reset()
    assert explorer.made == [0.1]


def test_a_training_control_trains_and_a_former_run_is_remembered():
    explorer = two_stages().set(rate=0.6, at=1)
    assert explorer.sentence == "α = 0.6: x = -1.600 at 1 of 40."
    explorer.set(as_error=True)
    assert explorer.sentence == "α = 0.6: x = 1.600 at 1 of 40."
    explorer.set(rate=0.1)
    explorer.set(rate=0.6)
    assert explorer.made == [0.1, 0.6]


def test_the_last_few_runs_are_remembered():
    explorer = two_stages()
    rates = [0.01, 0.02, 0.05, 0.2]
    for rate in rates:
        explorer.set(rate=rate)
    assert len(rates) == KEPT
    for rate in rates:
        explorer.set(rate=rate)
    assert explorer.made == [0.1, *rates]
    explorer.set(rate=0.1)  # the one that was used longest ago is forgotten
    assert explorer.made == [0.1, *rates, 0.1]


@pytest.mark.parametrize("streams", [False, True])
def test_pictures_of_a_page_are_trained_once_for_each_training_control(streams):
    explorer = two_stages(streams)
    settings = [explorer.values | {"at": at, "rate": r} for at in (0, 1, 2) for r in (0.1, 0.2)]
    sentences = [sentence for sentence, _ in explorer.pictures(settings)]
    assert sentences[2:4] == ["α = 0.1: x = 6.400 at 1 of 40.", "α = 0.2: x = 4.800 at 1 of 40."]
    assert explorer.made == [0.1, 0.2]
    assert len(list(explorer.frames())) == 4 * 6


def test_both_stages_together_remember_nothing():
    explorer = two_stages()
    result = explorer.compute(rate=0.6, at=1, as_error=False)
    assert result["x"] == pytest.approx(-1.6)
    explorer.compute(rate=0.6, at=1, as_error=False)
    assert explorer.made == [0.1, 0.6, 0.6]
    *_, last = two_stages(streams=True).compute(rate=0.6, at=1, as_error=True)
    assert last["x"] == pytest.approx(1.6)


def test_a_control_that_no_stage_names_is_refused():
    with pytest.raises(ValueError, match="neither run nor look of 'idle' has a parameter 'idle'"):
        Explorer(
            title="idle",
            setup=lambda figure: {},
            run=lambda rate: rate,
            look=lambda run, at: at,
            draw=lambda artists, result: None,
            describe=str,
            controls={name: StopSlider(name, [0, 1], 0) for name in ("rate", "at", "idle")},
        )


def test_a_run_that_streams_goes_on_when_a_viewing_control_is_moved():
    async def scenario():
        explorer = two_stages(streams=True)
        from_another_thread(setattr, explorer.controls["rate"], "value", 0.6)
        await first_frame(explorer)
        reached = len(explorer.result["path"])
        assert 0 < reached < 40
        assert explorer.sentence == f"α = 0.6: x = -1.600 at 1 of {reached}."
        from_another_thread(setattr, explorer.controls["as_error"], "value", True)
        await first_frame(explorer)
        reached = len(explorer.result["path"])
        assert explorer.sentence == f"α = 0.6: x = 1.600 at 1 of {reached}."
        assert explorer.view.announced != explorer.sentence
        await rest(explorer)
        assert explorer.sentence == "α = 0.6: x = 1.600 at 1 of 40."
        assert explorer.made == [0.1, 0.6]

    on_a_loop(scenario)


def test_a_paused_run_stays_paused_when_a_viewing_control_is_moved():
    async def scenario():
        explorer = two_stages(streams=True)
        explorer.play()
        await first_frame(explorer)
        explorer.pause()
        reached = len(explorer.result["path"])
        explorer.controls["as_error"].value = True
        await asyncio.sleep(0.05)
        assert len(explorer.result["path"]) == reached < 40
        assert runner._active is None
        explorer.play()
        await rest(explorer)
        assert len(explorer.result["path"]) == 40
        assert explorer.made == [0.1, 0.1]  # the first display's, and what Play began

    on_a_loop(scenario)


def test_play_trains_again_what_is_remembered():
    async def scenario():
        explorer = two_stages(streams=True)
        explorer.play()
        await first_frame(explorer)
        assert len(explorer.result["path"]) < 40
        await rest(explorer)
        explorer.set(at=2)
        assert explorer.made == [0.1, 0.1]

    on_a_loop(scenario)


def test_set_finishes_a_run_that_only_a_viewing_control_has_touched():
    explorer = two_stages(streams=True)
    explorer.step()
    assert len(explorer.result["path"]) == 1
    explorer.set(at=39)
    assert len(explorer.result["path"]) == 40
    assert explorer.made == [0.1, 0.1]
