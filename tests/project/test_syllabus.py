"""docs/syllabus.md: every row is there, and leads to a section that the notebook has."""

import re
from pathlib import Path
from urllib.parse import unquote

import nbformat
import pytest

from dlcourse.export.notebooks import find, number
from tests.notebooks.notebook_rules import ROW, headings

ROOT = Path(__file__).resolve().parents[2]
SYLLABUS = (ROOT / "docs" / "syllabus.md").read_text(encoding="utf-8")
# Number of a notebook -> what its rows are called, and how many there are.
ROWS = {
    "00": ("BV", 0),  # tells BV-01 before its own notebook does
    "01": ("GD", 9),
    "02": ("BP", 12),
    "03": ("BV", 16),
    "04": ("RG", 11),
    "05": ("DO", 8),
    "06": ("IN", 7),
    "07": ("MB", 3),
    "08": ("EW", 6),
    "09": ("OP", 10),
    "10": ("BN", 11),
    "11": ("SM", 6),
    "12": ("HP", 5),
    "13": ("CP", 1),
}
ALL = [f"{group}-{n:02}" for group, count in ROWS.values() for n in range(1, count + 1)]


def rows(text):
    """(ID, topic, where it is taught) of each row of a table."""
    return re.findall(r"^\| ([A-Z]{2}-\d\d) \| (.+) \| (.+) \|$", text, re.MULTILINE)


def chapters():
    """Number of a notebook -> the rows under its heading."""
    found = re.findall(r"^## (\d\d) [^\n]+\n(.*?)(?=^## |\Z)", SYLLABUS, re.MULTILINE | re.DOTALL)
    return {chapter: rows(text) for chapter, text in found}


def links(text):
    """(text, address) of each link."""
    return re.findall(r"\[([^\]]+)\]\(([^)]+)\)", text)


def anchors(path):
    """Heading of a notebook -> its anchor, as JupyterLab, nbviewer and GitHub make them."""
    notebook = nbformat.read(path, as_version=4)
    texts = [re.sub(r"[*`]", "", text.strip()) for _, _, text, _ in headings(notebook)]
    return {text: text.replace(" ", "-") for text in texts}


def test_every_row_stands_once_and_under_its_notebook():
    assert [row for row, *_ in rows(SYLLABUS)] == ALL
    assert len(ALL) == 105
    for chapter, found in chapters().items():
        group, count = ROWS[chapter]
        assert [row for row, *_ in found] == [f"{group}-{n:02}" for n in range(1, count + 1)]


@pytest.mark.parametrize("path", find(), ids=lambda path: path.stem)
def test_every_row_of_a_notebook_leads_to_its_sections(path):
    known = anchors(path)
    for row, _, where in chapters()[number(path)]:
        found = links(where)
        assert found, f"{row} has no link, and {path.name} is there"
        for text, address in found:
            file, _, anchor = address.partition("#")
            assert (ROOT / "docs" / file).resolve() == path.resolve(), f"{row} leads to {file}"
            assert unquote(anchor) == known.get(text), f"{row}: {path.name} has no {address}"


def test_rows_without_a_notebook_say_so():
    there = {number(path) for path in find()}
    for chapter in ROWS.keys() - there:
        assert {where for *_, where in chapters()[chapter]} == {"to come"}


def test_rows_that_a_row_names_exist():
    for row, topic, _ in rows(SYLLABUS):
        assert set(re.findall(ROW, topic)) <= set(ALL), row
