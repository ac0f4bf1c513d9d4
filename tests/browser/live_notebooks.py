"""`make site-test`: the browser tests of every notebook, on the live site.

Not among the tests that are found by their names: a notebook takes some minutes.
"""

import pytest

from dlcourse.export import notebooks, site
from dlcourse.export.site_python import find_pyodide
from tests import pyodide
from tests.browser.live_site import LivePage, served
from tests.browser.test_notebooks_in_lab import (  # noqa: F401
    NOTEBOOKS,
    answer_predictions,
    test_all_cells_run_without_a_complaint,
    test_arrow_keys_move_every_first_slider,
    test_dragging_the_first_slider_answers_before_it_is_let_go,
    test_every_preset_and_tool_answers,
    test_pictures_have_the_sentence_as_alternative_text,
)


@pytest.fixture(scope="module")
def address(browser, tmp_path_factory):
    """The address of the live notebooks, without the pages in front of them."""
    folder = tmp_path_factory.mktemp("site")
    try:
        whole = pyodide.distribution(folder)
    except pyodide.Missing as missing:
        pytest.skip(str(missing))
    (folder / "www").mkdir()
    site.write(notebooks.find(), folder / "www", find_pyodide(whole))
    with served(folder / "www") as started:
        yield started


@pytest.fixture(scope="module", params=NOTEBOOKS)
def notebook(request, browser, address):
    opened = LivePage(browser, address, request.param)
    opened.run_all()
    answer_predictions(opened.page)
    yield opened
    opened.close()
