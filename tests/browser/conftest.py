"""One Chromium and one JupyterLab for all browser tests; skipped, saying how to get it, without."""

import pytest

from dlcourse._refusal import Refusal
from dlcourse.export.browser import find
from tests.browser.lab import chromium, lab_server


@pytest.fixture(scope="session")
def browser():
    try:
        find()
    except Refusal as none:
        pytest.skip(str(none))
    with chromium() as started:
        yield started


@pytest.fixture(scope="session")
def lab(browser, tmp_path_factory):
    """The address of `dlcourse lab` on a fresh working copy."""
    with lab_server(tmp_path_factory.mktemp("working-copy")) as address:
        yield address
