"""How pytest-xdist shares out the tests: a file, an explorer or a notebook goes to one worker.

What its tests share, an explorer's trainings or a notebook's kernel, is then made once.
"""

import pytest

# Of these, each explorer and each notebook is one group; of all others, the file is.
BY_PARAMETER = (
    "tests/topics/test_explorers.py",
    "tests/notebooks/test_after_run_all.py",
    "tests/notebooks/test_perturbation.py",
    "tests/browser/test_notebooks_in_lab.py",
    "tests/browser/test_decks.py",
)
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


def group(nodeid):
    """The group of a test, as "tests/core/test_layers.py" or "tests/topics/test_explorers.py[l2]".

    By the text of its name: pytest-xdist 3.8 cannot tell its own marks from pytest 9.2's names.
    """
    file, _, rest = nodeid.partition("::")
    _, _, parameters = rest.partition("[")
    if file in BY_PARAMETER and parameters:
        return f"{file}[{parameters.rstrip(']').split('-')[0]}]"
    return file


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    from xdist.scheduler import LoadScopeScheduling

    class ByGroup(LoadScopeScheduling):
        def _split_scope(self, nodeid):
            return group(nodeid)

    config.option.loadscopereorder = False
    return ByGroup(config, log)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    def place(item):
        starts = (k for k, start in enumerate(FIRST) if item.nodeid.startswith(start))
        return next(starts, len(FIRST))

    items.sort(key=place)
