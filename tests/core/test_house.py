"""The package from outside: its modules can be imported under their own names."""

import importlib
import inspect
import pkgutil

import pytest

import dlcourse
from dlcourse._checks import Settings, expectations

MODULES = [module.name for module in pkgutil.iter_modules(dlcourse.__path__)]


@pytest.mark.parametrize("name", [name for name in MODULES if name[0] != "_"])
def test_no_public_module_is_shadowed(name):
    """`import dlcourse.batches as b` gives what `dlcourse.batches` is: a function would hide it."""
    module = importlib.import_module(f"dlcourse.{name}")
    assert getattr(dlcourse, name) is module
    assert name not in dlcourse.__all__


WITH_SETTINGS = [
    thing
    for thing in map(vars(dlcourse).get, dlcourse.__all__)
    if inspect.isclass(thing) and issubclass(thing, Settings) and expectations(thing)
]


def test_classes_with_settings_are_many():
    assert len(WITH_SETTINGS) >= 27


@pytest.mark.parametrize("cls", WITH_SETTINGS)
def test_the_docstring_says_what_is_expected_of_each_setting(cls):
    for name, expected in expectations(cls).items():
        lines = [line for line in cls.__doc__.splitlines() if f" : {expected.words}" in line]
        assert any(name in line.split(" : ")[0].split(", ") for line in map(str.strip, lines)), name


@pytest.mark.parametrize("cls", WITH_SETTINGS)
def test_every_parameter_is_a_setting(cls):
    assert list(inspect.signature(cls).parameters) == list(expectations(cls))
