"""The text of notebook 00: its tables name what there is, and link what stands."""

import re
from pathlib import Path

import nbformat
import numpy as np

from dlcourse.topics.start_here import exercises, explorers

NOTEBOOKS = Path(__file__).parents[3] / "notebooks"
CELLS = [
    cell.source
    for cell in nbformat.read(NOTEBOOKS / "00_start_here.ipynb", nbformat.NO_CONVERT).cells
]


def rows_of(heading):
    """The rows of the table in the cell that begins with a heading, as lists of their cells."""
    (text,) = [cell for cell in CELLS if re.match(rf"#+ {re.escape(heading)}", cell)]
    rows = re.findall(r"^\| (.+) \|$", text, re.MULTILINE)
    return [re.split(r" \| ", row) for row in rows][1:]


def standing(number):
    return [path.name for path in NOTEBOOKS.glob(f"{number}_*.ipynb")]


def test_the_map_has_all_notebooks_and_links_those_that_stand():
    rows = rows_of("7 The map")
    assert [number for number, *_ in rows] == [f"{n:02}" for n in range(1, 14)]
    for number, name, _ in rows:
        assert re.findall(r"\]\((.+?)\)", name) == standing(number), (name, "build 00 anew")
    waits = not all(standing(number) for number, *_ in rows)
    assert waits == any("still being written" in cell for cell in CELLS)


def test_the_buttons_are_told_in_their_order_and_lead_to_their_notebooks():
    rows, playground = rows_of("What the buttons show"), explorers.playground()
    assert [name for name, *_ in rows] == list(playground.presets)
    playground.close()
    for name, _, about in rows:
        assert name[:2] in about.split(":")[0]
        linked = re.findall(r"\]\((.+?)\)", about)
        assert linked == standing(name[:2]), (about, "build 00 anew")


def test_every_control_is_told():
    told = " ".join(name for name, *_ in rows_of("What you can move"))
    playground = explorers.playground()
    for control in playground.controls.values():
        label = getattr(control, "description", None) or control.label
        assert label.strip() in told, label
    playground.close()


def test_what_is_done_by_hand_is_right():
    A, Y = np.array([0.9, 0.3, 0.6, 0.1]), np.array([1, 1, 0, 0])
    assert exercises.error.reference(A, Y) == 0.5
    paid = [f"{-np.log(p):.2f}" for p in (0.9, 0.3, 0.4, 0.9)]
    (text,) = [cell for cell in CELLS if "the cost is the mean of" in cell]
    assert (
        "{}, {}, {} and {}, which is {:.2f}.".format(*paid, exercises.cost.reference(A, Y)) in text
    )
