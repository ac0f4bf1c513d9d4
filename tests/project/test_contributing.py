"""CONTRIBUTING.md: the tree that it draws is the tree that there is; its files exist."""

import re
from pathlib import Path

from dlcourse.export.notebooks import find

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
TREE = re.search(r"## Where things are\n\n```\n(.*?)```", TEXT, re.DOTALL)[1]
IN_A_TOPIC = {"explorers", "exercises", "predictions", "runs"}


def drawn():
    """Each path of the tree as a pattern; `<name>` stands for any name."""
    above = []
    for line in TREE.splitlines():
        depth = (len(line) - len(line.lstrip())) // 2
        names = re.match(r"\s*(\S+/(?:  \S+/)*|\S+)", line)[1].split()
        above = above[:depth]
        for name in names:
            yield "/".join([*above, re.sub(r"<\w+>", "*", name.rstrip("/"))])
        above.append(re.sub(r"<\w+>", "*", names[-1].rstrip("/")))


def folders(place):
    """The folders in a folder of the repository, those of Python's own aside."""
    inside = (ROOT / place).iterdir()
    return {f"{place}/{f.name}" for f in inside if f.is_dir() and f.name[0] not in "._"}


def test_every_path_that_is_drawn_exists():
    patterns = list(drawn())
    assert "dlcourse/topics/*/predictions.py" in patterns and "tests/command" in patterns
    for pattern in patterns:
        assert list(ROOT.glob(pattern)), pattern


def test_every_folder_of_the_package_and_the_tests_is_drawn():
    patterns = set(drawn()) | {"tests/topics"}
    assert folders("dlcourse") | folders("tests") <= patterns


def test_a_notebook_has_one_topic_and_one_test_folder_named_as_it():
    topics = {Path(folder).name for folder in folders("dlcourse/topics")}
    named = {path.stem[3:] for path in find()}
    assert topics <= named and named - topics <= {"start_here"}
    assert {Path(folder).name for folder in folders("tests/topics")} == topics
    for topic in topics:
        parts = {path.stem for path in (ROOT / "dlcourse/topics" / topic).iterdir()}
        assert parts - {"__init__", "__pycache__"} <= IN_A_TOPIC, topic


def test_files_that_it_names_exist():
    places = re.findall(r"`((?:dlcourse|tests|docs|notebooks)/[\w./]+)`", TEXT)
    assert len(places) >= 7
    for place in set(places) - {"notebooks/NN_name.ipynb", "notebooks/src/NN_name.py"}:
        if not place.endswith("/shrink.py"):  # the example is not in the course
            assert (ROOT / place).exists(), place
