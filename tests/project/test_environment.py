"""pyproject.toml, requirements.txt and environment.yml say the same; dlcourse imports no more."""

import ast
import re
import sys
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PINS = (ROOT / "requirements.txt").read_text(encoding="utf-8")
CONDA = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))

RUN_TIME = [Requirement(line) for line in PROJECT["project"]["dependencies"]]
EXTRAS = PROJECT["project"]["optional-dependencies"]
LAB = RUN_TIME + [Requirement(line) for line in EXTRAS["lab"]]
SITE = LAB + [Requirement(line) for line in EXTRAS["site"]]
BUILD = PROJECT["build-system"]["requires"]
PINNED = {name: group for name, group in EXTRAS.items() if name != "bench"}
DEVELOPMENT = [line for group in PINNED.values() for line in group]
EVERYTHING = RUN_TIME + [Requirement(line) for line in [*DEVELOPMENT, *BUILD]]

# Modules whose distribution has another name, and those that come with a declared one.
COMES_WITH = {
    "PIL": "pillow",
    "contourpy": "matplotlib",
    "traitlets": "ipywidgets",
    "IPython": "ipywidgets",
    "nbclient": "nbconvert",
    "nbformat": "nbconvert",
    "jinja2": "nbconvert",
    "markupsafe": "nbconvert",
    "pygments": "nbconvert",
    "bs4": "nbconvert",
}


def pinned():
    """Return name -> (version, marker or None, number of hashes) from requirements.txt."""
    found = {}
    for block in re.split(r"\n(?=[A-Za-z0-9])", PINS):
        lines = [line.strip(" \\") for line in block.splitlines() if not line.startswith("#")]
        if not lines:
            continue
        requirement = Requirement(lines[0])
        assert all(re.fullmatch("--hash=sha256:[0-9a-f]{64}", line) for line in lines[1:]), lines
        (specifier,) = requirement.specifier
        assert specifier.operator == "==", requirement
        assert requirement.name not in found, f"{requirement.name} is pinned twice"
        found[requirement.name] = specifier.version, requirement.marker, len(lines) - 1
    return found


def imported_modules(path):
    """Return the names of the top-level modules that a file imports, wherever in it."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            names.add(node.module.split(".")[0])
    return names - set(sys.stdlib_module_names) - {"dlcourse"}


@pytest.mark.parametrize("requirement", EVERYTHING, ids=str)
def test_every_range_holds_the_pinned_version(requirement):
    version, marker, _ = pinned()[canonicalize_name(requirement.name)]
    assert requirement.specifier.contains(version)
    assert marker is None
    assert requirement.specifier, f"{requirement.name} has no range"


def test_the_pins_are_those_of_the_extras_that_lab_and_test_need():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert re.findall(r"--extra (\w+)", makefile) == list(PINNED)
    assert "--all-extras" not in makefile
    # The peers of the benchmarks are large, optional and nobody's requirement.
    peers = [Requirement(line) for line in EXTRAS["bench"]]
    assert [peer.name for peer in peers] == ["torch", "scikit-learn", "keras", "jax", "ipympl"]
    assert all(peer.specifier for peer in peers)
    assert not {peer.name for peer in peers} & pinned().keys()


def test_the_pins_are_for_every_system_and_have_hashes():
    pins = pinned()
    assert len(pins) > 100
    # A wheel and a source archive at least, for nearly all of them; one file for the rest.
    assert all(hashes >= 1 for _, _, hashes in pins.values())
    markers = {name: str(marker) for name, (_, marker, _) in pins.items() if marker}
    assert "win32" in markers["colorama"]
    assert "darwin" in markers["appnope"]
    assert "nt" in markers["pywinpty"]


def test_the_pins_name_no_index_no_host_and_no_path():
    for line in PINS.splitlines():
        assert not line.startswith("-"), line
        assert "/" not in line, line
        assert " @ " not in line, line


def test_conda_gets_the_same_names_and_ranges():
    # conda writes python=3.11 for what pip writes python==3.11.*
    lines = [line for line in CONDA["dependencies"] if isinstance(line, str)]
    listed = [Requirement(line) for line in lines if not line.startswith("python=")]
    assert len(listed) == len(lines) - 1
    ranges = {requirement.name: requirement.specifier for requirement in LAB}
    conda = {requirement.name: requirement.specifier for requirement in listed}
    assert len(conda) == len(listed)
    assert conda.keys() - ranges.keys() == {"pip"}
    assert {name: conda[name] for name in ranges} == ranges
    assert {"pip": ["-e .[lab]"]} in CONDA["dependencies"]


def test_every_place_names_the_same_python():
    python = SpecifierSet(PROJECT["project"]["requires-python"])
    (oldest,) = [str(specifier.version) for specifier in python]
    assert f"python={oldest}" in CONDA["dependencies"]
    assert PROJECT["tool"]["ruff"]["target-version"] == "py" + oldest.replace(".", "")
    assert f"--python-version {oldest}" in (ROOT / "Makefile").read_text(encoding="utf-8")
    workflow = (ROOT / ".github" / "workflows" / "test.yml").read_text(encoding="utf-8")
    assert f'"{oldest}"' in workflow


def test_the_package_imports_only_what_it_declares():
    package = ROOT / "dlcourse"
    for path in package.rglob("*.py"):
        if "templates" in path.parts:
            continue  # what a page brings for the browser's Python
        needed = RUN_TIME
        if path.relative_to(package).parts[0] in ("command", "export"):
            needed = SITE if path.stem.startswith("site") else LAB
        declared = {requirement.name for requirement in needed}
        for name in imported_modules(path):
            assert COMES_WITH.get(name, name) in declared, f"{path} imports {name}"
