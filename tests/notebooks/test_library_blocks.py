"""What notebooks show of other libraries is Python, and a test of `make libraries-test` runs it."""

import ast
from pathlib import Path

import pytest

from dlcourse.export.notebooks import find
from tests.libraries.blocks import blocks, run

LIBRARIES = Path(__file__).parents[1] / "libraries"


@pytest.mark.parametrize("notebook", [path.stem for path in find()])
def test_every_block_is_python_and_is_run_by_a_test(notebook):
    tests = LIBRARIES / f"test_{notebook[3:]}.py"
    for name, code in blocks(notebook).items():
        ast.parse(code)
        assert f'"{name}"' in tests.read_text(encoding="utf-8"), f"{tests.name} does not run {name}"


def test_a_block_runs_with_the_names_it_is_given(monkeypatch):
    monkeypatch.setattr(
        "tests.libraries.blocks.blocks", lambda notebook: {"numpy: sum": "s = a + 1"}
    )
    assert run("04_regularization", "numpy: sum", a=2)["s"] == 3
    with pytest.raises(KeyError, match="numpy: product"):
        run("04_regularization", "numpy: product")
