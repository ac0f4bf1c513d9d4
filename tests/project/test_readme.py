"""README's list of notebooks counts what their topics have."""

import importlib
from pathlib import Path

import pytest

from dlcourse.export.notebooks import find

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", find(), ids=lambda path: path.stem)
def test_the_list_counts_explorers_and_exercises(path):
    number, topic = path.stem.split("_", 1)
    explorers, exercises = (
        len(importlib.import_module(f"dlcourse.topics.{topic}.{part}").__all__)
        for part in ("explorers", "exercises")
    )
    row = next(line for line in README.splitlines() if line.startswith(f"| **{number}** |"))
    assert f"(notebooks/{path.name})" in row
    assert f"**{explorers} explorers, {exercises} exercises**" in row
