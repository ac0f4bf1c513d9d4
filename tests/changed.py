"""`pytest --changed`: the core's tests, and those of what differs from the branch main."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def pytest_addoption(parser):
    parser.addoption(
        "--changed",
        action="store_true",
        help="run the core's tests, and those of the files that differ from main",
    )


def pytest_collection_modifyitems(config, items):
    if not config.getoption("changed"):
        return
    changed = changed_files()
    wanted = tuple({folder for path in changed for folder in tests_of(path)} | {"tests/core/"})
    explorers = explorers_of(changed, {module_of(item) for item in items} - {None})
    kept = [
        item
        for item in items
        if module_of(item) in explorers or name_of(item.path).startswith(wanted)
    ]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
    items[:] = kept


def changed_files():
    """Paths from the root: of what was committed since main, or not yet, or not yet added."""
    (head,) = git("rev-parse", "HEAD")
    # on main itself: since it was last pushed
    bases = [base for main in ("main", "origin/main") for base in git("merge-base", head, main)]
    base = next((base for base in bases if base != head), head)
    found = git("diff", "--name-only", base) + git("ls-files", "--others", "--exclude-standard")
    return sorted(set(found))


def git(*command):
    """The lines that git prints; none where it fails."""
    done = subprocess.run(["git", *command], cwd=ROOT, capture_output=True, encoding="utf-8")
    return done.stdout.splitlines()


def tests_of(path):
    """The beginnings of the paths of the tests that a file's change asks for."""
    match path.split("/"):
        case ["tests", _, _, *_]:
            return [path if path.split("/")[-1].startswith("test_") else path.rpartition("/")[0]]
        case ["dlcourse", "topics", topic, _, *_]:
            return [f"tests/topics/{topic}/", f"dlcourse/topics/{topic}/"]
        case ["dlcourse", part, _, *_]:
            return [f"tests/{part}/", f"dlcourse/{part}/"]
        case ["dlcourse", file]:
            return ["tests/core/", f"dlcourse/{file}"]
        case ["notebooks", *_]:
            return ["tests/notebooks/test_notebooks.py"]
    return ["tests/project/test_environment.py", "tests/project/test_instructors.py"]


def name_of(path):
    """A path from the root, as git writes it."""
    return Path(path).relative_to(ROOT).as_posix()


def module_of(item):
    """The file of the explorer that a test of tests/topics/test_explorers.py is about, or None."""
    if item.path.name != "test_explorers.py":
        return None
    return name_of(sys.modules[item.callspec.params["factory"].__module__].__file__)


def explorers_of(changed, modules):
    """The explorers' files that were changed; all of a topic where what they share was."""
    found = modules & set(changed)
    for path in set(changed) - modules:
        topic, inside, part = path.removeprefix("dlcourse/topics/").partition("/")
        if inside and path.startswith("dlcourse/topics/") and not part.startswith("exercises"):
            found |= {module for module in modules if module.split("/")[2] == topic}
        if path == "tests/topics/test_explorers.py":
            found |= modules
    return found
