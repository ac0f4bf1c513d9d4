"""What the tests cost, in CPU seconds, and the most that they may: beyond it a run has failed.

The work of one training takes more CPU seconds where the machine is slower or its cores are shared,
even the same machine a minute later. So each worker times a small training now and then, and what
a test cost is told in the seconds of the machine on which the budgets were set. Processes that a
test starts and waits for count too. The budgets find what costs twice as much as others; who
measures speed takes `benchmarks/`.
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
    "*explorers.py[[]*]": 20,  # each explorer
    "tests/topics/*/test_*.py": 10,
}
REFERENCE = 0.0053  # CPU seconds of `small_training` where the budgets were set
EVERY = 1.0  # seconds between two timings
SHOWN = 10

started = pytest.StashKey()


def cpu_seconds():
    """Of this process, and of those that it started and that have ended."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


class Pace:
    """How much slower than where the budgets were set this machine is now; never less than 1."""

    def __init__(self, clock=time.monotonic):
        self._clock, self._timed, self._slowness = clock, -np.inf, 1.0

    def slowness(self):
        if self._clock() - self._timed >= EVERY:
            timings = [small_training() for _ in range(3)]
            self._slowness = max(1.0, statistics.median(timings) / REFERENCE)
            self._timed = self._clock()
        return self._slowness


pace = Pace()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item):
    before = pace.slowness()
    item.stash[started] = before, cpu_seconds()
    return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if call.when == "teardown":
        before, begun = item.stash[started]
        spent = cpu_seconds() - begun
        seconds = spent / ((before + pace.slowness()) / 2)
        report.user_properties = [*report.user_properties, ("cost", (group(item.nodeid), seconds))]
    return report


def pytest_configure(config):
    config.pluginmanager.register(Accounts(), "accounts")


class Accounts:
    """Adds up what the workers report, and judges it in the end."""

    def __init__(self):
        self.spent = {}

    def pytest_runtest_logreport(self, report):
        for name, value in report.user_properties:
            if name == "cost":
                who, seconds = value
                self.spent[who] = self.spent.get(who, 0) + seconds

    def over(self):
        """Sentences about those that cost more than they may."""
        return [
            f"{who}: {cost:.1f} CPU seconds, at most {budget(who)}"
            for who, cost in self.spent.items()
            if cost > budget(who)
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
