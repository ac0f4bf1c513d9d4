"""Every explorer of every notebook is moved: ends, middle, presets, random walks, on a loop too.

A new explorer is covered by being named in its notebook's package, a new package by being there.
"""

import asyncio
import dataclasses
import gc
import re
import threading
import weakref

import numpy as np
import pytest
from comm import get_comm_manager
from ipywidgets import ToggleButton
from ipywidgets.widgets.widget import _instances

from dlcourse import topics
from dlcourse.live import runner
from dlcourse.live.controls import choices
from dlcourse.live.predictions import Predict
from dlcourse.live.sliders import StopSlider

FACTORIES = [
    getattr(package, name)
    for package in topics.every("explorers").values()
    for name in package.__all__
]


@pytest.fixture(scope="module", params=FACTORIES, ids=lambda factory: factory.__name__)
def factory(request):
    return request.param


@pytest.fixture(scope="module")
def explorer(factory):
    made = factory()
    yield made
    made.close()


@pytest.fixture(autouse=True)
def at_defaults(explorer):
    """Each test begins where the reader does."""
    explorer.set(**explorer.defaults)


def some(control):
    """First, middle and last choice."""
    values = choices(control)
    return dict.fromkeys([values[0], values[len(values) // 2], values[-1]])


def numbers(explorer):
    """The numbers of the sentence that are not a control's own text."""
    found = re.findall(r"\d+(?:\.\d+)?", explorer.sentence)
    echoes = [c.text for c in explorer.controls.values() if isinstance(c, StopSlider)]
    return [number for number in found if number not in echoes]


def finite(thing):
    """Whether all numbers of a result are finite, however it nests them."""
    if dataclasses.is_dataclass(thing):
        return all(finite(getattr(thing, f.name)) for f in dataclasses.fields(thing))
    if isinstance(thing, dict):
        return all(map(finite, thing.values()))
    if isinstance(thing, list | tuple):
        return all(map(finite, thing))
    if isinstance(thing, np.ndarray) and thing.dtype.kind == "f":
        return bool(np.isfinite(thing).all())
    return not isinstance(thing, float) or bool(np.isfinite(thing))


def part(result, name):
    """A field of a result, be it a dict or an object; None where it has none."""
    return result.get(name) if isinstance(result, dict) else getattr(result, name, None)


def assert_sound(explorer):
    assert explorer.error is None
    assert not explorer.view.failed
    assert finite(explorer.result)
    assert numbers(explorer), explorer.sentence
    assert not re.search(r"\b(nan|inf|None)\b", explorer.sentence), explorer.sentence
    assert len(explorer.sentence) <= 260, explorer.sentence
    assert explorer.view.png.startswith(b"\x89PNG")


def finished(explorer):
    """A finished result for the controls as they are, computed afresh."""
    outcome = explorer.compute(**explorer.values)
    if hasattr(outcome, "__next__"):
        *_, outcome = outcome
    return outcome


def random_move(explorer, rng):
    """Any control's any value; a measured time would never be the same again."""
    names = [name for name, c in explorer.controls.items() if not isinstance(c, ToggleButton)]
    name = rng.choice(names)
    options = choices(explorer.controls[name])
    return name, options[rng.integers(len(options))]


def test_every_control_changes_the_picture_and_a_computed_number(explorer):
    starts = [explorer.defaults] + [explorer.defaults | p.values for p in explorer.presets.values()]
    for name, control in explorer.controls.items():
        for start in starts:  # a control may do nothing where another switches it off
            seen, pictures = set(), set()
            for value in some(control):
                explorer.set(**start | {name: value})
                assert_sound(explorer)
                seen.add(tuple(numbers(explorer)))
                pictures.add(explorer.view.png)
            if len(seen) > 1 and len(pictures) > 1:
                break
        else:
            pytest.fail(f"{name} never changes both the picture and a number of the sentence")


def test_presets_do_what_they_say_for_ten_seeds(explorer):
    assert explorer.presets
    for preset in explorer.presets.values():
        for seed in range(10) if "seed" in explorer.controls else [None]:
            chance = {} if seed is None else {"seed": seed}
            explorer.set(**explorer.defaults | preset.values | chance)
            assert_sound(explorer)
            assert preset.holds(explorer.result), f"{preset.name}, seed {seed}: {explorer.sentence}"


def test_fifty_random_moves(explorer):
    rng = np.random.default_rng(50)
    for _ in range(50):
        name, value = random_move(explorer, rng)
        explorer.set(**{name: value})
        assert_sound(explorer)
    assert explorer.sentence == explorer.describe(finished(explorer))


def test_there_and_back_gives_the_same_picture(explorer):
    before = explorer.view.png, explorer.sentence
    for preset in explorer.presets.values():
        explorer.set(**explorer.defaults | preset.values)
    explorer.set(**explorer.defaults)
    assert (explorer.view.png, explorer.sentence) == before


def test_code_gives_the_same_numbers(explorer):
    for values in [{}, *(preset.values for preset in explorer.presets.values())]:
        explorer.set(**explorer.defaults | values)
        code = explorer.code(**explorer.values)
        assert len(code.strip().splitlines()) <= 8
        namespace = {}
        exec(code, namespace)
        shown = {name: part(explorer.result, name) for name in namespace}
        shown = {name: value for name, value in shown.items() if value is not None}
        assert shown, f"the code defines nothing that the result has:\n{code}"
        for name, value in shown.items():
            np.testing.assert_allclose(namespace[name], value, rtol=1e-9, err_msg=name)


def test_a_picture_that_travels_to_another_machine_is_light(explorer):
    explorer.view.travels = True
    try:
        explorer.set(**explorer.defaults)
        assert len(explorer.view.png) <= 20_000
    finally:
        explorer.view.travels = False
        explorer.view.arrived()


def test_results_can_be_compared_and_hashed(explorer):
    """As themselves: of arrays in a result, `==` would ask for one truth of many."""
    result, before = explorer.result, explorer.set(**explorer.defaults).result
    if dataclasses.is_dataclass(result):
        assert len({result, before}) == 1 + (result is not before)
    assert result == result


def other_states(explorer):
    """A preset to end with that is not where it starts, and where that is."""
    states = {name: explorer.defaults | p.values for name, p in explorer.presets.items()}
    end = next(name for name, state in states.items() if state != explorer.defaults)
    return end, None


def test_closed_it_is_gone(factory):
    widgets, comms = set(_instances), set(get_comm_manager().comms)
    live = factory()
    prediction = Predict("Is it?", {"yes": "It is.", "no": "It is not."}, right="yes")
    live.after(prediction, *other_states(live))
    live.toggle_pin()
    live.toggle_code()
    gone = [weakref.ref(thing) for thing in (live, live.view, live.view.figure, live.runner)]
    live.close()
    del live
    gc.collect()
    assert [reference() for reference in gone] == [None] * 4
    prediction.choose("no")  # which nothing waits for any more
    prediction.close()
    assert (set(_instances), set(get_comm_manager().comms)) == (widgets, comms)


def test_moves_from_another_thread_while_it_streams(factory):
    """As in JupyterLab: callbacks come on a second thread, fifty moves faster than a run."""

    async def scenario():
        live = factory()
        rng = np.random.default_rng(51)
        for _ in range(50):
            name, value = random_move(live, rng)
            move = threading.Thread(target=setattr, args=(live.controls[name], "value", value))
            move.start()
            move.join()
            await asyncio.sleep(0.005)
        while runner._active or live.runner._scheduled:
            await asyncio.sleep(0.01)
        assert_sound(live)
        assert live.sentence == live.describe(finished(live))
        assert live.view.announced == live.sentence
        picture = live.view.png
        assert live.set(**live.values).view.png == picture
        live.close()

    asyncio.run(asyncio.wait_for(scenario(), 60))
