"""Running a cell again replaces what it made, in a real kernel: nothing is left of the old."""

import weakref
from pathlib import Path
from types import SimpleNamespace

import pytest
from ipywidgets import HTML
from jupyter_client.manager import start_new_kernel

from dlcourse.live import cells

ROOT = Path(__file__).parents[2]
MAKE = f"""import sys; sys.path.insert(0, {str(ROOT)!r})
from tests.live.demo_explorers import parabola
"""
MADE = "made = globals().get('made', []) + [parabola()]"
OPEN = "print([explorer.comm is not None for explorer in made])"
REMEMBER = """
import weakref
from dlcourse.live.predictions import Predict
asked, shown = [], []
def remember(thing, where):
    where.append(weakref.ref(thing))
    return thing
"""
ASK = """
prediction = Predict("Is it?", {"yes": "It is.", "no": "It is not."}, right="yes")
remember(prediction, asked)"""
SHOW = "remember(parabola().after(prediction, 'steep'), shown)"
MOVES = """
import gc, random, psutil
from dlcourse.live.controls import choices
rng = random.Random(0)
def move(count):
    for _ in range(count):
        name, control = rng.choice(list(live.controls.items()))
        live.set(**{name: rng.choice(choices(control))})
def memory():
    gc.collect()
    return psutil.Process().memory_info().rss / 1e6
"""


@pytest.fixture
def kernel(tmp_path):
    manager, client = start_new_kernel(kernel_name="python3", cwd=str(tmp_path))
    yield client
    client.stop_channels()
    manager.shutdown_kernel(now=True)


def run_cell(client, source, cell=None):
    """Execute as JupyterLab does, with the cell's id; its printed text."""
    content = {"code": source, "silent": False, "store_history": True, "stop_on_error": True}
    metadata = {"cellId": cell} if cell else {}
    message = client.session.msg("execute_request", content, metadata=metadata)
    client.shell_channel.send(message)
    printed = ""
    while True:
        reply = client.get_iopub_msg(timeout=60)
        if reply["parent_header"].get("msg_id") != message["header"]["msg_id"]:
            continue
        assert reply["msg_type"] != "error", "\n".join(reply["content"]["traceback"])
        if reply["msg_type"] == "stream":
            printed += reply["content"]["text"]
        if reply["msg_type"] == "status" and reply["content"]["execution_state"] == "idle":
            return printed.strip()


def test_only_the_replaced_explorer_is_closed(kernel):
    run_cell(kernel, MAKE)
    run_cell(kernel, MADE, cell="first")
    run_cell(kernel, MADE, cell="second")
    assert run_cell(kernel, OPEN) == "[True, True]"
    run_cell(kernel, MADE, cell="first")
    assert run_cell(kernel, OPEN) == "[False, True, True]"
    run_cell(kernel, f"{MADE}\n{MADE}", cell="second")  # two in one cell: both stay
    assert run_cell(kernel, OPEN) == "[False, False, True, True, True]"


def test_a_displayed_explorer_and_its_prediction_are_gone_when_their_cells_are_run_again(kernel):
    run_cell(kernel, f"{MAKE}{REMEMBER}")
    for _ in range(3):
        run_cell(kernel, ASK, cell="ask")
        run_cell(kernel, SHOW, cell="show")
    # the last one of each is there, and the former ones are neither in Out nor anywhere else
    alive = "print([[r() is not None for r in made] for made in (asked, shown)])"
    assert run_cell(kernel, f"import gc; gc.collect(); {alive}") == str([[False, False, True]] * 2)
    run_cell(kernel, "prediction.choose('yes')")
    assert run_cell(kernel, "print(shown[-1]().panel.layout.visibility)") == "None"


def test_a_figure_whose_question_was_asked_anew_stays_back_and_says_so(kernel):
    run_cell(kernel, f"{MAKE}{REMEMBER}")
    run_cell(kernel, ASK, cell="ask")
    run_cell(kernel, SHOW, cell="show")
    veil = "print(shown[-1]().panel.layout.visibility, shown[-1]().waiting._veil.value)"
    assert run_cell(kernel, veil).startswith("hidden")
    run_cell(kernel, ASK, cell="ask")  # no button of the old prediction can be pressed any more
    assert run_cell(kernel, "import asyncio; await asyncio.sleep(0.2)") == ""
    assert run_cell(kernel, veil).startswith("hidden") and "Run this cell again" in run_cell(
        kernel, veil
    )


def test_the_answer_given_survives_a_run_of_its_cell(kernel):
    run_cell(kernel, f"{MAKE}{REMEMBER}")
    run_cell(kernel, ASK, cell="ask")
    run_cell(kernel, SHOW, cell="show")
    run_cell(kernel, "prediction.choose('no')")
    for cell, source in (("ask", ASK), ("show", SHOW)):
        run_cell(kernel, source, cell=cell)
    assert run_cell(kernel, "print(prediction.answer, shown[-1]().values['a'])") == "no 3.0"
    assert "Your answer" in run_cell(kernel, "print(prediction.outcome.value)")
    # another question in the same cell is open
    run_cell(kernel, ASK.replace("Is it?", "And now?"), cell="ask")
    assert run_cell(kernel, "print(prediction.answer)") == "None"


@pytest.mark.parametrize(
    "name", ["regularization.quartic", "exponentially_weighted_averages.weights"]
)
def test_memory_does_not_grow_with_runs_of_a_cell_or_moves(kernel, name):
    topic, factory = name.split(".")
    run_cell(kernel, f"{MOVES}\nfrom dlcourse.topics.{topic}.explorers import {factory}")
    make = f"live = {factory}()\nlive"
    run_cell(kernel, make, cell="made")
    before = float(run_cell(kernel, "move(100); print(memory())"))
    for _ in range(30):
        run_cell(kernel, make, cell="made")
    run_cell(kernel, "move(1000)")
    assert float(run_cell(kernel, "print(memory())")) - before < 10


def test_a_browser_kernel_tells_its_cells_apart_too(monkeypatch):
    """Its shell has no `get_parent`; its kernel has one."""
    parent = {"metadata": {"cellId": "in the browser"}}
    shell = SimpleNamespace(
        kernel=SimpleNamespace(get_parent=lambda: parent),
        execution_count=1,
        history_manager=SimpleNamespace(output_hist={}),
        user_ns={},
        user_ns_hidden={},
        displayhook=SimpleNamespace(_="", __="", ___=""),
        last_execution_result=None,
    )
    monkeypatch.setattr(cells, "get_ipython", lambda: shell)
    first, second = HTML(), HTML()
    cells.replace_in_cell(first)
    shell.execution_count = 2
    cells.replace_in_cell(second)
    assert (first.comm, second.comm is not None) == (None, True)
    second.close()


def test_what_was_closed_by_hand_is_not_held(monkeypatch):
    shell = SimpleNamespace(
        kernel=SimpleNamespace(get_parent=lambda: {"metadata": {"cellId": "by hand"}}),
        execution_count=1,
    )
    monkeypatch.setattr(cells, "get_ipython", lambda: shell)
    widget = HTML()
    cells.replace_in_cell(widget)
    gone = weakref.ref(widget)
    cells.close_parts(widget)
    widget.close()
    del widget
    assert gone() is None


def test_without_a_cell_nothing_is_closed(kernel):
    run_cell(kernel, MAKE)
    run_cell(kernel, MADE)
    run_cell(kernel, MADE)
    assert run_cell(kernel, OPEN) == "[True, True]"
