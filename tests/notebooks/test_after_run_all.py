"""Every notebook after all its cells have run: its explorers are moved, its exercises run again.

The moves are the messages that a browser sends. Afterwards each explorer must be at rest with the
picture and the sentence of its controls.
"""

import json
import random
import time

import nbformat
import pytest
from jupyter_client.manager import start_new_kernel

from dlcourse.export.notebooks import find

NOTEBOOKS = [pytest.param(path, id=path.stem) for path in find()]

LIST = """
import gc, json
from ipywidgets import ToggleButton
from dlcourse.live.controls import choices
from dlcourse.live.explorer import Explorer
explorers = [thing for thing in gc.get_objects() if type(thing) is Explorer]
print(json.dumps([[[control.comm.comm_id, hasattr(control, "options"), choices(control)]
    for control in explorer.controls.values()
    if not isinstance(control, ToggleButton)]  # a measured time is never the same again
    for explorer in explorers]))
"""

CHECK = """
import asyncio
from dlcourse.live import runner
async def check(explorer):
    while runner._active or runner._waiting or explorer.runner._scheduled:
        await asyncio.sleep(0.01)
    assert explorer.error is None, explorer.error
    sentence, picture = explorer.sentence, explorer.view.png
    explorer.set(**explorer.values)
    assert explorer.sentence == sentence, (sentence, explorer.sentence)
    assert explorer.view.png == picture, sentence
for explorer in explorers:
    await check(explorer)
print(len(explorers), "at rest")
"""


def execute(client, source):
    """Run a cell; its printed text. Fails on an error or a warning."""
    printed = []

    def collect(message):
        content = message["content"]
        assert message["msg_type"] != "error", "\n".join(content["traceback"])
        if message["msg_type"] == "stream":
            assert content["name"] == "stdout", content["text"]
            printed.append(content["text"])

    client.execute_interactive(source, timeout=120, output_hook=collect)
    return "".join(printed)


@pytest.fixture(scope="module", params=NOTEBOOKS)
def notebook(request):
    return nbformat.read(request.param, as_version=4)


@pytest.fixture(scope="module")
def kernel(notebook, tmp_path_factory):
    """A kernel in which all cells of a notebook have run."""
    folder = tmp_path_factory.mktemp("kernel")
    manager, client = start_new_kernel(kernel_name="python3", cwd=str(folder))
    for cell in notebook.cells:
        if cell.cell_type == "code":
            execute(client, cell.source)
    yield client
    client.stop_channels()
    manager.shutdown_kernel(now=True)


def test_the_cells_of_an_exercise_run_again(notebook, kernel):
    """As after a change by somebody who has run all cells first: no later cell took their names."""
    found = list(exercises(notebook))
    assert len(found) >= 2
    for sources in reversed(found):
        for source in sources:
            execute(kernel, source)


def exercises(notebook):
    """Of each exercise the sources of its code cells, from its heading to its check."""
    sources = None
    for cell in notebook.cells:
        if cell.cell_type == "markdown" and cell.source.startswith("### Exercise"):
            sources = []
        elif cell.cell_type == "code" and sources is not None:
            sources.append(cell.source)
            if ".check(" in cell.source:
                yield sources
                sources = None


def test_fifteen_moves_of_every_explorer(kernel):
    """In three rounds, so that runs give way to those of the next explorer and go on after them."""
    rng = random.Random(52)
    explorers = json.loads(execute(kernel, LIST))
    assert len(explorers) >= 3
    for controls in 3 * explorers:
        for _ in range(5):
            comm, has_options, choices = rng.choice(controls)
            k = rng.randrange(len(choices))
            state = {"index": k} if has_options else {"value": choices[k]}
            data = {"method": "update", "state": state, "buffer_paths": []}
            message = kernel.session.msg("comm_msg", {"comm_id": comm, "data": data})
            kernel.shell_channel.send(message)
            time.sleep(0.01)
    assert execute(kernel, CHECK) == f"{len(explorers)} at rest\n"
