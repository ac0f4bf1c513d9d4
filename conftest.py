"""The examples in docstrings know numpy and the public names; property tests repeat themselves."""

import os

# More threads take more CPU seconds for products as small as ours; said before numpy is imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
import pytest
from hypothesis import settings

import dlcourse

collect_ignore = ["dlcourse/export/templates"]  # what runs in a browser

pytest_plugins = ["tests.groups", "tests.budgets", "tests.changed"]

# The same examples on every run and machine, and no failure because a machine is slow.
settings.register_profile("dlcourse", derandomize=True, deadline=None)
settings.load_profile("dlcourse")


@pytest.fixture(autouse=True, scope="session")
def _names_of_the_examples(doctest_namespace):
    doctest_namespace.update({name: getattr(dlcourse, name) for name in dlcourse.__all__}, np=np)
