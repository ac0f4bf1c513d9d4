"""`make site-test`: the browser tests of every notebook, on the live site.

Not among the tests that are found by their names: a notebook takes some minutes.
"""

import pytest

from dlcourse.export import site
from dlcourse.export.notebooks import find
from tests.browser.lab import new_context
from tests.browser.live_site import LivePage, pyodide_or_skip, served
from tests.browser.test_notebooks_in_lab import *  # noqa: F403 (all its tests)
from tests.browser.test_notebooks_in_lab import NOTEBOOKS, answered


@pytest.fixture(scope="module")
def address(browser, tmp_path_factory):
    """The address of the live notebooks, without the pages in front of them."""
    pyodide = pyodide_or_skip(tmp_path_factory)
    folder = tmp_path_factory.mktemp("site")
    site.write(find(), folder, pyodide)
    with served(folder) as started:
        yield started


@pytest.fixture(scope="module", params=NOTEBOOKS)
def notebook(request, browser, address):
    context = new_context(browser, viewport={"width": 1366, "height": 768})
    opened = LivePage(context, request.param).open(address)
    opened.run_all()
    yield answered(opened)
    context.close()
