"""The package from outside: its modules can be imported under their own names."""

import importlib
import pkgutil

import pytest

import dlcourse

MODULES = [module.name for module in pkgutil.iter_modules(dlcourse.__path__)]


@pytest.mark.parametrize("name", [name for name in MODULES if name[0] != "_"])
def test_no_public_module_is_shadowed(name):
    """`import dlcourse.batches as b` gives what `dlcourse.batches` is: a function would hide it."""
    module = importlib.import_module(f"dlcourse.{name}")
    assert getattr(dlcourse, name) is module
    assert name not in dlcourse.__all__
