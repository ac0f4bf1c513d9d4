"""What costs more CPU seconds than it may is told; and what a change asks for is tested again."""

import time

import pytest

from tests import budgets, changed, groups

CIRCLE = "tests/topics/test_explorers.py[circle]"


class Report:
    def __init__(self, who, seconds):
        self.user_properties = [("other", 1), ("cost", (who, seconds))]


@pytest.fixture
def accounts():
    return budgets.Accounts()


def test_costs_add_up_and_beyond_the_budget_are_told(accounts):
    most = budgets.budget(CIRCLE)
    for seconds in (0.6 * most, 0.3 * most):
        accounts.pytest_runtest_logreport(Report(CIRCLE, seconds))
        assert accounts.over() == []
    accounts.pytest_runtest_logreport(Report(CIRCLE, 0.2 * most))
    (sentence,) = accounts.over()
    assert sentence == f"{CIRCLE}: {1.1 * most:.1f} CPU seconds, at most {most}"


def test_files_without_a_budget_may_cost_what_they_cost(accounts):
    accounts.pytest_runtest_logreport(Report("tests/core/test_network.py", 1e6))
    accounts.pytest_runtest_logreport(Report("tests/topics/dropout/test_one.py", 1e6))
    (sentence,) = accounts.over()
    assert sentence.startswith("tests/topics/dropout/test_one.py: ")


def test_a_slower_machine_is_allowed_for_and_a_faster_one_changes_nothing(monkeypatch):
    now = [0.0]
    pace = budgets.Pace(clock=lambda: now[0])
    for speed, slowness in ((1.0, 1), (0.5, 2), (0.25, 4), (4.0, 1)):
        monkeypatch.setattr(budgets, "small_training", lambda v=speed: budgets.REFERENCE / v)
        now[0] += budgets.EVERY
        assert pace.slowness() == slowness


def test_the_pace_is_timed_once_in_a_while(monkeypatch):
    now, timings = [0.0], []
    monkeypatch.setattr(budgets, "small_training", lambda: timings.append(1) or budgets.REFERENCE)
    pace = budgets.Pace(clock=lambda: now[0])
    for now[0] in (0.0, 0.4, 0.9, 1.0, 1.5):
        pace.slowness()
    assert len(timings) == 2 * 3


def test_cpu_seconds_of_work_are_counted_and_of_waiting_are_not():
    begun = budgets.cpu_seconds()
    time.sleep(0.2)
    waited = budgets.cpu_seconds()
    worked = sum(budgets.small_training() for _ in range(10))
    assert waited - begun < 0.1
    assert budgets.cpu_seconds() - waited >= worked - 0.02  # its steps are of 10 ms


@pytest.mark.parametrize(
    ("path", "asks_for"),
    [
        ("dlcourse/network.py", ["tests/core/", "dlcourse/network.py"]),
        ("dlcourse/live/runner.py", ["tests/live/", "dlcourse/live/"]),
        ("dlcourse/topics/dropout/runs/noisy_digits.py", ["tests/topics/dropout/"]),
        ("tests/live/test_cells.py", ["tests/live/test_cells.py"]),
        ("tests/core/oracles.py", ["tests/core"]),
        ("notebooks/src/05_dropout.py", ["tests/notebooks/test_notebooks.py"]),
        ("docs/instructors.md", ["tests/project/test_instructors.py"]),
    ],
)
def test_a_change_asks_for_the_tests_beside_it(path, asks_for):
    assert set(asks_for) <= set(changed.tests_of(path))


def test_an_explorers_change_asks_for_it_and_a_shared_modules_for_all_of_the_topic():
    folder = "dlcourse/topics/dropout/explorers"
    modules = {f"{folder}/one.py", f"{folder}/two.py", "dlcourse/topics/averages/explorers/a.py"}
    both = {f"{folder}/one.py", f"{folder}/two.py"}
    for path, asked in (
        (f"{folder}/one.py", {f"{folder}/one.py"}),
        (f"{folder}/one_figure.py", both),
        ("dlcourse/topics/dropout/runs.py", both),
        ("dlcourse/topics/dropout/exercises/mask.py", set()),
        ("dlcourse/topics/digits.py", set()),
        ("dlcourse/layers.py", set()),
        ("tests/topics/test_explorers.py", modules),
    ):
        assert changed.explorers_of([path], modules) == asked, path


@pytest.mark.parametrize(
    ("test", "expected"),
    [
        ("tests/core/test_layers.py::test_bad[x-1]", "tests/core/test_layers.py"),
        ("tests/topics/test_explorers.py::test_moves[circle]", CIRCLE),
        (
            "tests/browser/test_decks.py::test_fits[04_a-1280x720]",
            "tests/browser/test_decks.py[04_a]",
        ),
        ("tests/browser/test_decks.py::test_keys", "tests/browser/test_decks.py"),
        ("notebooks/04_a.ipynb::Cell 3", "notebooks/04_a.ipynb"),
    ],
)
def test_a_file_an_explorer_or_a_notebook_is_one_group(test, expected):
    assert groups.group(test) == expected
