"""With DLCOURSE_NO_SKIPS set, as in .ci/run, a run in which a test was skipped has failed."""

import os

import pytest


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session, exitstatus):
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    # Workers of pytest-xdist have no reporter; the process that collects their results has one.
    if os.environ.get("DLCOURSE_NO_SKIPS") and exitstatus == 0 and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter):
    skipped = len(terminalreporter.stats.get("skipped", []))
    if os.environ.get("DLCOURSE_NO_SKIPS") and skipped:
        terminalreporter.write_line(
            f"FAILED: {skipped} skipped, and DLCOURSE_NO_SKIPS is set", red=True
        )
