"""The accessibility check itself: it finds what is wrong, says where, and is silent otherwise."""

import pytest

from tests.browser.axe import findings
from tests.browser.lab import new_context

PAGE = """<!doctype html><html lang="en"><head><title>A page</title></head><body><main>
<h1>Heading</h1>{body}</main></body></html>"""


@pytest.fixture
def page(browser):
    opened = new_context(browser).new_page()
    requests = []
    opened.on("request", lambda request: requests.append(request.url))
    yield opened
    opened.context.close()
    assert requests == []


@pytest.mark.parametrize(
    ("body", "rule", "selector", "why"),
    [
        ('<img src="data:," width="9" height="9">', "image-alt", "img", "alt attribute"),
        ('<input type="range" id="one">', "label", "#one", "implicit (wrapped) <label>"),
        ('<p style="color: #999">pale</p>', "color-contrast", "p", "insufficient color contrast"),
        ("<button></button>", "button-name", "button", "aria-label"),
    ],
)
def test_each_fault_is_named_with_its_place_and_reason(page, body, rule, selector, why):
    page.set_content(PAGE.format(body=body))
    (sentence,) = findings(page)
    assert f" {rule} at {selector}: " in sentence
    assert why in sentence
    assert sentence.startswith(("serious, ", "critical, "))


def test_every_element_has_its_own_sentence_and_lesser_faults_have_none(page):
    # An empty heading is a minor matter for axe, a level that is skipped a moderate one.
    page.set_content(PAGE.format(body="<h4>Deep</h4><h2></h2>"))
    assert findings(page) == []
    page.set_content(PAGE.format(body="<button id='a'></button><button id='b'></button>"))
    assert ["#a" in findings(page)[0], "#b" in findings(page)[1]] == [True, True]


def test_a_sound_page_has_no_findings_and_what_is_hidden_is_not_looked_at(page):
    page.set_content(PAGE.format(body='<label>λ <input type="range"></label>'))
    assert findings(page) == []
    page.set_content(PAGE.format(body="<div hidden id='later'><button></button></div>"))
    assert findings(page) == []
    page.evaluate("() => { later.hidden = false; }")
    assert len(findings(page)) == 1


def test_a_part_of_the_page_can_be_looked_at_alone(page):
    page.set_content(PAGE.format(body="<div id=a><button></button></div><div id=b></div>"))
    assert len(findings(page, "#a")) == 1
    assert findings(page, "#b") == []
    with pytest.raises(Exception, match="no #c"):
        findings(page, "#c")
