"""The examples in docstrings know numpy and the public names; property tests repeat themselves."""

import os

# More threads take more CPU seconds for products as small as ours; said before numpy is imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
import pytest
from hypothesis import settings

import dlcourse

pytest_plugins = ["tests.budgets", "tests.changed"]

# The same examples on every run and machine, and no failure because a machine is slow.
settings.register_profile("dlcourse", derandomize=True, deadline=None)
settings.load_profile("dlcourse")


@pytest.fixture(autouse=True, scope="session")
def _names_of_the_examples(doctest_namespace):
    doctest_namespace.update({name: getattr(dlcourse, name) for name in dlcourse.__all__}, np=np)


# First what takes long and what others wait for, so that no worker is idle in the end.
FIRST = (
    "tests/export/test_export.py",  # draws the figures of all decks
    "tests/browser/test_notebooks_in_lab.py",
    "tests/browser/test_present.py",
    "notebooks",
    "tests/notebooks",
    "tests/topics/test_explorers.py",
    "tests/browser",
)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config, items):
    """One worker takes a whole file with `--dist loadgroup`: what its tests share is made once."""
    places = {}
    for item in items:
        file = item.path.relative_to(config.rootpath).as_posix()
        if item.get_closest_marker("xdist_group") is None:
            item.add_marker(pytest.mark.xdist_group(file))
        found = (place for place, start in enumerate(FIRST) if file.startswith(start))
        places[item] = next(found, len(FIRST))
    items.sort(key=places.get)
