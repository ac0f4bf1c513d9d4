"""The examples in docstrings know numpy and the public names."""

import numpy as np
import pytest

import dlcourse


@pytest.fixture(autouse=True, scope="session")
def _names_of_the_examples(doctest_namespace):
    doctest_namespace.update({name: getattr(dlcourse, name) for name in dlcourse.__all__}, np=np)
