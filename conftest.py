"""The examples in docstrings know numpy and the public names; property tests repeat themselves."""

import numpy as np
import pytest
from hypothesis import settings

import dlcourse

# The same examples on every run and machine, and no failure because a machine is slow.
settings.register_profile("dlcourse", derandomize=True, deadline=None)
settings.load_profile("dlcourse")


@pytest.fixture(autouse=True, scope="session")
def _names_of_the_examples(doctest_namespace):
    doctest_namespace.update({name: getattr(dlcourse, name) for name in dlcourse.__all__}, np=np)
