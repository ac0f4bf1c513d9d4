"""Every explorer of every notebook is moved: ends, middle, presets, random walks, on a loop too.

A new explorer is covered by being named in its notebook's package, a new package by being there.
What a training gave is remembered for all tests of its explorer, so that each setting is trained
once; the run on a loop trains afresh, and has to give the same numbers.
"""

import asyncio
import dataclasses
import gc
import hashlib
import re
import threading
import weakref
from functools import update_wrapper
from inspect import isgeneratorfunction

import numpy as np
import pytest
from comm import get_comm_manager
from ipywidgets import ToggleButton
from ipywidgets.widgets.widget import _instances

from dlcourse import topics
from dlcourse.live import runner
from dlcourse.live.controls import choices
from dlcourse.live.explorer import Explorer
from dlcourse.live.predictions import Predict
from dlcourse.live.sliders import StopSlider

FACTORIES = [
    pytest.param(getattr(package, name), id=name)
    for package in topics.every("explorers").values()
    for name in package.__all__
]
MOVES, FRESH = 50, 6  # of a random walk: all of them, and those to a setting that is trained anew
FEW = 15
SEEDS, SEEDS_OF_PAIRS = 10, 2  # for each preset: of a single run, of a result that is many already
SEVERAL = 2  # pairs of runs, from which on a result says all that it says of ten


class Remembered:
    """Takes the place of an explorer's `run` or `compute`, and works each setting out once.

    Attributes
    ----------
    names : tuple of str, the controls that need a training; none where nothing is trained
    streams : bool, whether a training comes in parts
    whole : bool; where it is False, a result of ten pairs of runs may be one of two
    """

    def __init__(self, explorer):
        stage = "run" if explorer.run else "compute"
        update_wrapper(self, getattr(explorer, stage))  # its parameters are still to be seen
        setattr(explorer, stage, self)
        self.streams = isgeneratorfunction(self.__wrapped__)
        trains = explorer.run or self.streams
        self.names = tuple(explorer._training(explorer.values)) if trains else ()
        self.whole = True
        self._finished, self._begun, self._marks = {}, {}, []
        self._keep(self._finished, explorer._training(explorer.values), explorer.runner.result)

    def __call__(self, **values):
        key = tuple(values.items())
        if key in self._finished:
            return self._finished[key]
        if self.whole:
            return self._keep(self._finished, values, self._worked_out(values))
        if key not in self._begun:
            self._keep(self._begun, values, self._worked_out(values, SEVERAL))
        return self._begun[key]

    def _worked_out(self, values, enough=np.inf):
        outcome = self.__wrapped__(**values)
        if not hasattr(outcome, "__next__"):
            return outcome
        for result in outcome:
            if pairs(result) >= enough:
                break
        return result

    def _keep(self, where, values, result):
        where[tuple(values.items())] = result
        self._marks.append((values, result, mark(result)))
        return result

    @property
    def changed(self):
        """The settings whose result is not any more what it was."""
        return [values for values, result, before in self._marks if mark(result) != before]

    @property
    def settings(self):
        """The values of the controls, name → value, of every finished result."""
        return [dict(key) for key in self._finished]


@pytest.fixture(scope="module", params=FACTORIES)
def factory(request):
    return request.param


@pytest.fixture(scope="module")
def explorer(factory):
    made = factory()
    made.remembered = Remembered(made)
    yield made
    made.close()


@pytest.fixture(autouse=True)
def at_defaults(explorer):
    """Each test begins where the reader does."""
    explorer.remembered.whole = True
    explorer.set(**explorer.defaults)


def pairs(result):
    """How many pairs of runs a result compares; 1 where it compares none, or has only one yet."""
    try:
        return result.difference.n
    except (AttributeError, ValueError):
        return 1


def some(control, start):
    """The first and the last choice and where it starts; every one of a few that have names."""
    values = choices(control)
    return values if isinstance(values[0], str) else dict.fromkeys([values[0], start, values[-1]])


def numbers(explorer):
    """The numbers of the sentence that are not a control's own text."""
    found = re.findall(r"\d+(?:\.\d+)?", explorer.sentence)
    echoes = [c.text for c in explorer.controls.values() if isinstance(c, StopSlider)]
    return [number for number in found if number not in echoes]


def leaves(thing):
    """The arrays, numbers and texts of a result, however it nests them."""
    if dataclasses.is_dataclass(thing):
        thing = [getattr(thing, field.name) for field in dataclasses.fields(thing)]
    if isinstance(thing, dict):
        thing = [*thing.keys(), *thing.values()]
    if isinstance(thing, list | tuple):
        for part in thing:
            yield from leaves(part)
    elif isinstance(thing, np.ndarray | np.generic | float | int | str):
        yield thing


def finite(result):
    """Whether all numbers of a result are."""
    arrays = (np.asarray(leaf) for leaf in leaves(result))
    return all(np.isfinite(array).all() for array in arrays if array.dtype.kind == "f")


def mark(result):
    """The same for two results only if all their numbers are, to the last digit."""
    found = hashlib.sha256()
    for leaf in leaves(result):
        array = np.asarray(leaf)
        found.update(repr((array.dtype.str, array.shape)).encode() + array.tobytes())
    return found.digest()


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


def random_move(explorer, rng):
    """Any control's any value; a measured time would never be the same again."""
    names = [name for name, c in explorer.controls.items() if not isinstance(c, ToggleButton)]
    name = rng.choice(names)
    options = choices(explorer.controls[name])
    return name, options[rng.integers(len(options))]


def test_every_control_changes_the_picture_and_a_computed_number(explorer):
    explorer.remembered.whole = False
    presets = explorer.presets.values()
    for name, control in explorer.controls.items():
        # a control may do nothing where another switches it off; a preset that names it knows where
        starts = [{}, *sorted((p.values for p in presets), key=lambda values: name not in values)]
        for start in (explorer.defaults | values for values in starts):
            seen, pictures = set(), set()
            for value in some(control, start[name]):
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
        seeds = range(SEEDS if pairs(explorer.result) < SEEDS else SEEDS_OF_PAIRS)
        for seed in seeds if "seed" in explorer.controls else [None]:
            chance = {} if seed is None else {"seed": seed}
            explorer.set(**explorer.defaults | preset.values | chance)
            assert_sound(explorer)
            assert preset.holds(explorer.result), f"{preset.name}, seed {seed}: {explorer.sentence}"


def test_fifty_random_moves(explorer):
    """To settings that were trained already, but for a few; what needs no training is free."""
    remembered = explorer.remembered
    remembered.whole = False
    rng = np.random.default_rng(50)
    for move in range(MOVES):
        name, value = random_move(explorer, rng)
        values = {name: value}
        if name in remembered.names and move % (MOVES // FRESH):
            values = remembered.settings[rng.integers(len(remembered.settings))]
        explorer.set(**values)
        assert_sound(explorer)


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


def test_closed_it_is_gone(factory, explorer, monkeypatch):
    widgets, comms = set(_instances), set(get_comm_manager().comms)
    known = explorer.remembered(**explorer._training(explorer.defaults))
    monkeypatch.setattr(Explorer, "_begun", lambda self, values: known)
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


def test_moves_from_another_thread_while_it_streams(factory, explorer):
    """As in JupyterLab: callbacks come on a second thread, moves faster than a run.

    What is trained there is trained afresh, and is what was remembered to the last digit.
    """

    async def scenario():
        live = factory()
        assert mark(live.result) == mark(explorer.result)
        rng = np.random.default_rng(51)
        timed = [name for name, c in explorer.controls.items() if isinstance(c, ToggleButton)]
        known = [s for s in explorer.remembered.settings if not any(s.get(name) for name in timed)]
        last = known[rng.integers(len(known))]
        # without a stream each move waits for its whole training
        moves = MOVES if explorer.remembered.streams or not explorer.remembered.names else FEW
        for name, value in [*(random_move(live, rng) for _ in range(moves)), *last.items()]:
            move = threading.Thread(target=setattr, args=(live.controls[name], "value", value))
            move.start()
            move.join()
            await asyncio.sleep(0.005)
        while runner._active or live.runner._scheduled:
            await asyncio.sleep(0.01)
        assert_sound(live)
        explorer.set(**live.values)
        assert mark(live.result) == mark(explorer.result)
        assert live.view.announced == live.sentence == explorer.sentence
        assert live.view.png == explorer.view.png
        live.close()

    asyncio.run(asyncio.wait_for(scenario(), 60))


def test_no_drawing_has_changed_a_result(explorer):
    assert not explorer.remembered.changed
