"""docs/instructors.md: its tables name what the notebooks show, all of it and nothing else."""

import ast
import importlib
import re
from pathlib import Path
from urllib.parse import unquote

import nbformat
import pytest

from dlcourse.command import command_line
from dlcourse.export.notebooks import find

ROOT = Path(__file__).resolve().parents[2]
GUIDE = (ROOT / "docs" / "instructors.md").read_text(encoding="utf-8")
NOTEBOOKS = find()


def chapter(path):
    """The part of the guide about one notebook."""
    title = nbformat.read(path, as_version=4).cells[0].source.splitlines()[0].removeprefix("# ")
    found = re.search(rf"^### {title}\n(.*?)(?=^##)", GUIDE, re.MULTILINE | re.DOTALL)
    assert found, f"docs/instructors.md has no section {title!r}"
    return found[1]


def table(path):
    """Its rows: minutes, section, prediction or None, explorer, presets."""
    for line in chapter(path).splitlines():
        cells = [cell.strip() for cell in line.strip("|").split(" | ")]
        if re.match(r"\|\s*\d", line):
            minutes, section, asked, figure, presets, _ = cells
            name = re.match(r"`(\w+)`:", asked)
            yield (
                int(minutes),
                section,
                name and name[1],
                figure.strip("`"),
                re.findall(r"\*([^*]+)\*", presets),
            )


def shown(path):
    """What the notebook shows: explorers with the prediction before each and the section."""
    notebook = nbformat.read(path, as_version=4)
    section, asked, found = "", None, []
    for cell in notebook.cells:
        if heading := re.match(r"## (\d+) ", cell.source):
            section = heading[1]
        if cell.cell_type != "code":
            continue
        guess = re.search(r"predictions\.(\w+)\(", cell.source)
        asked = guess[1] if guess else asked
        figure = re.match(r"explorers\.(\w+)\(\)(\.after\(\s*guess\b.*)?$", cell.source, re.DOTALL)
        if figure:
            found.append((section, asked if figure[2] else None, figure[1]))
    return found


def part_of(path, part):
    """The explorers or predictions of the notebook's topic."""
    source = "\n".join(
        cell.source for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"
    )
    name = re.search(r"from dlcourse\.topics\.(\w+) import ", source)[1]
    return importlib.import_module(f"dlcourse.topics.{name}.{part}")


def presets_of(function):
    """The names of the presets of an explorer, given its function.

    Read from the code, because making an explorer trains its networks: from the function and what
    it names in its module, or from the whole module.
    """
    module = Path(importlib.import_module(function.__module__).__file__)
    tree = ast.parse(module.read_text(encoding="utf-8"))
    (own,) = [node for node in tree.body if getattr(node, "name", "") == function.__name__]
    used = {node.id for node in ast.walk(own) if isinstance(node, ast.Name)}
    constants = [
        node
        for node in tree.body
        if isinstance(node, ast.Assign)
        and used & {target.id for target in node.targets if isinstance(target, ast.Name)}
    ]
    names = [name for node in [own, *constants] for name in preset_names(node)]
    return names or preset_names(tree)


def preset_names(tree):
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return [call.args[0].value for call in calls if getattr(call.func, "id", "") == "Preset"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_the_table_has_the_notebooks_figures_in_their_order(path):
    listed = [(section, asked, figure) for _, section, asked, figure, _ in table(path)]
    assert listed == shown(path)
    assert len(listed) >= 3


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_preset_of_every_figure_is_named_and_exists(path):
    package, named = part_of(path, "explorers"), {}
    for *_, figure, presets in table(path):  # a figure may stand in several rows
        assert len(set(presets)) == len(presets), figure
        named.setdefault(figure, set()).update(presets)
    for figure, presets in named.items():
        known = presets_of(getattr(package, figure))
        assert known
        assert sorted(presets) == sorted(known), figure


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_prediction_is_named(path):
    predictions = part_of(path, "predictions")
    source = "\n".join(cell.source for cell in nbformat.read(path, as_version=4).cells)
    asked = set(re.findall(r"predictions\.(\w+)\(", source))
    named = {name for name in re.findall(r"`(\w+)`", chapter(path)) if hasattr(predictions, name)}
    assert asked <= named


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_the_minutes_add_up_to_what_the_guide_and_the_notes_say(path):
    told = int(re.search(r"(\d+) minutes", chapter(path))[1])
    assert sum(minutes for minutes, *_ in table(path)) == told
    notes = [
        cell.source
        for cell in nbformat.read(path, as_version=4).cells
        if cell.metadata.get("slideshow", {}).get("slide_type") == "notes"
    ]
    assert any(f"{told} minutes" in note for note in notes)


def test_no_section_is_about_a_notebook_that_is_not_there():
    assert len(re.findall(r"^### \d\d ", GUIDE, re.MULTILINE)) == len(NOTEBOOKS)


def test_commands_and_files_that_it_names_exist():
    commands = set(re.findall(r"dlcourse (lab|present|slides|pages|handouts)\b", GUIDE))
    assert commands == {"lab", "present", "slides", "pages", "handouts"}
    helps = command_line().format_help()
    assert all(f"    {command} " in helps for command in commands)
    for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", GUIDE):
        assert (ROOT / "docs" / target).exists(), target
    for name in set(re.findall(r"notebooks/(\d\d_\w+)\.ipynb", unquote(GUIDE))):
        assert (ROOT / "notebooks" / f"{name}.ipynb").exists()


def anchors(text):
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_links_to_headings_lead_somewhere():
    contributing = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    here = re.findall(r"\]\(#([\w-]+)\)", GUIDE)
    there = re.findall(r"\]\(\.\./CONTRIBUTING\.md#([\w-]+)\)", GUIDE)
    assert len(here) >= 4
    assert len(there) == 3
    assert set(here) <= anchors(GUIDE)
    assert set(there) <= anchors(contributing)
