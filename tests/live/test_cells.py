"""Running a cell again closes the explorer that it replaces, in a real kernel."""

from pathlib import Path

import pytest
from jupyter_client.manager import start_new_kernel

ROOT = Path(__file__).parents[2]
MAKE = f"""import sys; sys.path.insert(0, {str(ROOT)!r})
from tests.live.demo_explorers import parabola
"""
MADE = "made = globals().get('made', []) + [parabola()]"
OPEN = "print([explorer.comm is not None for explorer in made])"


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


def test_without_a_cell_nothing_is_closed(kernel):
    run_cell(kernel, MAKE)
    run_cell(kernel, MADE)
    run_cell(kernel, MADE)
    assert run_cell(kernel, OPEN) == "[True, True]"
