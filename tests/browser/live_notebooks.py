"""`make site-test`: the browser tests of every notebook, on the live site.

Not among the tests that are found by their names: a notebook takes some minutes.
"""

import pytest

from dlcourse.export import site
from dlcourse.export.notebooks import find
from tests.browser.live_site import LivePage, pyodide_or_skip, served
from tests.browser.test_notebooks_in_lab import (  # noqa: F401
    NOTEBOOKS,
    answered,
    test_a_figure_that_waits_keeps_its_place,
    test_all_cells_run_without_a_complaint,
    test_arrow_keys_move_every_first_slider,
    test_dragging_the_first_slider_answers_before_it_is_let_go,
    test_every_preset_and_tool_answers,
    test_nothing_that_answers_is_seen_before_the_answer,
    test_pictures_have_the_sentence_as_alternative_text,
)


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
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    opened = LivePage(context, request.param).open(address)
    opened.run_all()
    yield answered(opened)
    context.close()
