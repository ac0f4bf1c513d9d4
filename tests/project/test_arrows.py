"""Imports go one way: core ← figures, exercise, live ← topics ← export ← command.

What a notebook imports runs wherever Python runs, also in a browser, where there are no threads and
no processes: it takes little besides numpy, matplotlib and ipywidgets.
"""

import ast
import importlib.metadata
import re
import subprocess
import sys
from pathlib import Path

import pytest

import dlcourse

PACKAGE = Path(dlcourse.__file__).resolve().parent
# A part -> the parts that it may import, besides itself and the core.
ARROWS = {
    "core": set(),
    "figures": set(),
    "exercise": set(),
    "live": {"figures", "exercise"},
    "topics": {"figures", "exercise", "live"},
    "export": {"figures", "exercise", "live", "topics"},
    "command": {"export"},
}
RUNS_IN_A_BROWSER = [part for part in ARROWS if part not in ("export", "command")]
MAY_IMPORT = {
    "core": {"numpy"},
    "figures": {"numpy", "matplotlib", "contourpy"},
    "exercise": {"numpy", "ipywidgets", "IPython"},
    "live": {"numpy", "matplotlib", "ipywidgets", "anywidget", "traitlets", "PIL", "IPython"},
    "topics": {"numpy", "matplotlib", "ipywidgets"},
}
NOT_IN_A_BROWSER = {"threading", "subprocess", "multiprocessing", "concurrent", "socket"}


def part_of(name):
    """The part that a module of the package belongs to, by its full name."""
    first = name.split(".")[1] if "." in name else ""
    if first == "__main__":
        return "command"
    return first if first in ARROWS else "core"


def module_name(path):
    """The full name of the module in a file of the package."""
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts).removesuffix(".__init__")


def imported(path):
    """The full names of what a file imports, wherever in it: modules, or names in modules."""
    package = module_name(path).split(".")
    if path.name != "__init__.py":
        package = package[:-1]
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*above, *([node.module] if node.module else [])])
            names |= {f"{module}.{alias.name}" for alias in node.names}
    return names


def is_ours(name):
    return name.split(".")[0] == "dlcourse"


FILES = sorted(PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("part", ARROWS)
def test_arrows_go_one_way(part):
    files = [path for path in FILES if part_of(module_name(path)) == part]
    assert files
    allowed = ARROWS[part] | {part, "core"}
    for path in files:
        used = {part_of(name) for name in imported(path) if is_ours(name)}
        if path.name == "__main__.py":
            used -= {"core"}  # `python -m dlcourse` is the command
        assert used <= allowed, f"{path} is in {part} and imports {sorted(used - allowed)}"


def test_no_topic_imports_another():
    """What two of them need stands beside them, in dlcourse/topics/ itself."""
    topics = {path.name for path in (PACKAGE / "topics").iterdir() if (path / "explorers").is_dir()}
    assert "regularization" in topics
    for path in FILES:
        own = set(module_name(path).split(".")[2:3]) & topics
        if own and part_of(module_name(path)) == "topics":
            named = {match[1] for n in imported(path) if (match := TOPIC.match(n))}
            assert named & topics <= own, f"{path} imports {named & topics - own}"


TOPIC = re.compile(r"dlcourse\.topics\.(\w+)")


@pytest.mark.parametrize("part", RUNS_IN_A_BROWSER)
def test_what_notebooks_import_takes_little_from_elsewhere(part):
    for path in FILES:
        if part_of(module_name(path)) == part:
            others = {name.split(".")[0] for name in imported(path) if not is_ours(name)}
            assert not others & NOT_IN_A_BROWSER, path
            outside = others - set(sys.stdlib_module_names)
            assert outside <= MAY_IMPORT[part], f"{path} imports {outside - MAY_IMPORT[part]}"


def loaded_by(*modules):
    """The top-level names of what Python, started afresh, loads from elsewhere for some modules."""
    program = "import sys; before = set(sys.modules); "
    program += f"import {', '.join(modules)}; print(*set(sys.modules) - before)"
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    names = {name.split(".")[0] for name in done.stdout.split()}
    return names - set(sys.stdlib_module_names) - {"dlcourse"}


def distributions_for(*names):
    """The distributions of these names and everything that those need, to the last one."""
    found, waiting = set(), list(names)
    while waiting:
        name = re.sub(r"[-_.]+", "-", waiting.pop()).lower()
        if name in found:
            continue
        found.add(name)
        for line in importlib.metadata.requires(name) or []:
            needed = re.match(r"[\w.-]+", line)[0]
            if "extra ==" not in line and is_installed(needed):
                waiting.append(needed)
    return found


def is_installed(name):
    try:
        return bool(importlib.metadata.version(name))
    except importlib.metadata.PackageNotFoundError:
        return False


def test_importing_the_package_loads_numpy_and_nothing_else():
    assert loaded_by("dlcourse") == {"numpy"}


def test_importing_all_that_notebooks_use_loads_nothing_more_than_a_browser_has():
    modules = [module_name(path) for path in FILES]
    used = [name for name in modules if part_of(name) in RUNS_IN_A_BROWSER]
    assert len(used) > 60
    allowed = distributions_for(
        "numpy", "matplotlib", "ipywidgets", "anywidget", "traitlets", "pillow"
    )
    belongs_to = importlib.metadata.packages_distributions()
    loaded = loaded_by(*used)
    assert {"numpy", "matplotlib", "ipywidgets", "anywidget", "PIL"} <= loaded
    for name in loaded:
        owners = {re.sub(r"[-_.]+", "-", one).lower() for one in belongs_to.get(name, [])}
        assert not owners or owners & allowed, f"{name}, of {owners}, is loaded"
