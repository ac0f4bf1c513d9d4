"""What the tests cost, in CPU seconds, and the most that they may: beyond it a run has failed.

CPU seconds, because they are nearly the same in company of other programs. Those of processes that
a test starts and waits for count too. A slower machine than the one on which the budgets were set
has more.
"""

import os
import statistics
import time
from fnmatch import fnmatch

import numpy as np
import pytest

from tests.groups import group

BUDGETS = {  # of whom, CPU seconds; the first that fits
    # ten seeds of each preset are ten trainings here, where others' results hold ten pairs each
    "*explorers.py[[]penalty]": 30,
    "*explorers.py[[]linear_zone]": 20,
    "*explorers.py[[]*]": 13,  # each explorer
    "tests/topics/*/test_*.py": 6,
}
REFERENCE = 0.0053  # CPU seconds of `small_training` where the budgets were set
SHOWN = 10

started = pytest.StashKey()


def cpu_seconds():
    """Of this process, and of those that it started and that have ended."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item):
    item.stash[started] = cpu_seconds()
    return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if call.when == "teardown":
        cost = group(item.nodeid), cpu_seconds() - item.stash[started]
        report.user_properties = [*report.user_properties, ("cost", cost)]
    return report


def pytest_configure(config):
    config.pluginmanager.register(Accounts(), "accounts")


class Accounts:
    """Adds up what the workers report, and judges it in the end."""

    def __init__(self):
        self.spent, self._allowance = {}, None

    def pytest_runtest_logreport(self, report):
        for name, value in report.user_properties:
            if name == "cost":
                who, seconds = value
                self.spent[who] = self.spent.get(who, 0) + seconds

    @property
    def allowance(self):
        """What the budgets are multiplied by: more than 1 on a slower machine."""
        if self._allowance is None:
            self._allowance = max(1, min(small_training() for _ in range(20)) / REFERENCE)
        return self._allowance

    def over(self):
        """Sentences about those that cost more than they may."""
        return [
            f"{who}: {cost:.1f} CPU seconds, at most {budget(who) * self.allowance:.1f}"
            for who, cost in self.spent.items()
            if cost > budget(who) and cost > budget(who) * self.allowance
        ]

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session, exitstatus):
        # workers of pytest-xdist report, and the process that started them judges
        if not hasattr(session.config, "workerinput") and exitstatus == 0 and self.over():
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter):
        for kind in ("*explorers.py[[]*]", "tests/topics/*/test_*.py"):
            costs = {who: cost for who, cost in self.spent.items() if fnmatch(who, kind)}
            if costs:
                terminalreporter.section(f"CPU seconds: {kind}")
                terminalreporter.write_line(
                    f"{len(costs)} together {sum(costs.values()):.0f}, "
                    f"median {statistics.median(costs.values()):.1f}, budget {BUDGETS[kind]}"
                )
            for who in sorted(costs, key=costs.get, reverse=True)[:SHOWN]:
                terminalreporter.write_line(f"{costs[who]:6.1f}  {who}")
        for sentence in self.over():
            terminalreporter.write_line(f"FAILED: {sentence}", red=True)


def budget(who):
    """The CPU seconds that an explorer or a file may take."""
    return next((most for kind, most in BUDGETS.items() if fnmatch(who, kind)), np.inf)


def small_training():
    """CPU seconds of two hundred steps of a small network: what most of the tests' work is like."""
    rng = np.random.default_rng(0)
    X, W = rng.standard_normal((16, 300)), rng.standard_normal((16, 16))
    begun = time.process_time()
    for _ in range(200):
        A = np.tanh(W @ X)
        W = W - 1e-3 * ((A * (1 - A**2)) @ X.T / 300 + 0.01 * W)
    return time.process_time() - begun
