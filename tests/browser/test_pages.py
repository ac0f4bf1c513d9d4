"""The pages of all notebooks in a browser, opened from the folder as a reader opens them.

Widths of a phone, a tablet and a laptop; both themes; every figure moved; the search; printing.
"""

import inspect
import json
import re

import bs4
import pypdf
import pytest
from playwright.sync_api import expect

from dlcourse import topics
from dlcourse.export import notebooks, pages
from dlcourse.live.predictions import as_html
from tests.browser.axe import findings
from tests.browser.lab import frames_later, new_context
from tests.export.decks import drawn_once

SIZES = {"phone": (360, 740), "tablet": (768, 1024), "laptop": (1366, 768)}
STEMS = [path.stem for path in notebooks.find()]
NAMES = ["index", *STEMS]
# What sticks out of the page and is not inside a box that scrolls.
STICKS_OUT = """() => {
    const width = document.documentElement.clientWidth;
    const out = [...document.querySelectorAll("body *")].filter((element) => {
        const {right, left, width: own} = element.getBoundingClientRect();
        return own && (right > width + 1 || left < -1) && !element.closest("[data-scrolls]")
            && getComputedStyle(element).position !== "absolute";
    });
    const page = document.documentElement.scrollWidth > width ? ["the page scrolls"] : [];
    return [...page, ...out.map((element) => element.outerHTML.slice(0, 80))];
}"""
UNREACHABLE = """() => [...document.querySelectorAll("main *")].filter((element) => {
    const style = getComputedStyle(element);
    return ["auto", "scroll"].includes(style.overflowX)
        && element.scrollWidth > element.clientWidth + 1 && element.tabIndex < 0;
}).map((element) => element.outerHTML.slice(0, 100))"""

UNFOLD = "() => document.querySelectorAll('main details').forEach((one) => (one.open = true))"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """All pages; drawn figures come from the cache where they were drawn before."""
    with drawn_once():
        return pages.make(notebooks.find(), tmp_path_factory.mktemp("site")).parent


class Reader:
    """A page of the site, and what went wrong on it."""

    def __init__(self, browser, site, width=1366, height=768, **settings):
        viewport = {"width": width, "height": height}
        self.context = new_context(browser, viewport=viewport, **settings)
        self.page = self.context.new_page()
        self.site, self.complaints = site, []
        self.page.on("pageerror", lambda error: self.complaints.append(f"page: {error}"))
        self.page.on("console", self._console)
        self.page.on("request", self._request)

    def _console(self, message):
        if message.type in ("error", "warning"):
            self.complaints.append(f"console: {message.text}")

    def _request(self, request):
        if not request.url.startswith((self.site.as_uri(), "data:", "blob:")):
            self.complaints.append(f"request: {request.url}")

    def open(self, name, anchor=""):
        self.page.goto(f"{(self.site / name).as_uri()}.html{anchor}")
        self.page.wait_for_function(
            "() => !window.MathJax || document.documentElement.classList.contains('math-ready')"
        )
        return self.page


@pytest.fixture
def reader(browser, site):
    """`reader(width=…, color_scheme=…)`; in the end nothing may have gone wrong."""
    opened = []

    def new(**settings):
        opened.append(Reader(browser, site, **settings))
        return opened[-1]

    yield new
    for one in opened:
        one.context.close()
        assert one.complaints == []


def choose_theme(page, theme):
    """Switch by the button, where the page does not show the theme yet."""
    button = page.get_by_role("button", name="Dark theme")
    if (button.get_attribute("aria-pressed") == "true") != (theme == "dark"):
        button.click()


@pytest.mark.parametrize("name", NAMES)
def test_everything_fits_and_is_reached_at_every_width(reader, name):
    page = reader().open(name)
    page.evaluate(UNFOLD)
    stops = []
    for width, height in SIZES.values():
        page.set_viewport_size({"width": width, "height": height})
        frames_later(page)
        assert page.evaluate(STICKS_OUT) == []
        assert page.evaluate(UNREACHABLE) == []
        stops.append(page.locator("main [data-scrolls][tabindex]").count())
    # on a phone there are boxes that scroll, or the second question would say nothing
    assert stops[0] > stops[2] or name == "index"


@pytest.mark.parametrize("name", NAMES)
def test_axe_finds_nothing_in_light_and_dark(browser, site, name):
    # a reader of its own: axe asks for what file:// does not give, which the console reports
    one = Reader(browser, site, width=1366)
    page = one.open(name)
    page.add_style_tag(content="*, ::before, ::after { transition: none !important; }")
    page.evaluate(UNFOLD)
    for theme in ("light", "dark"):
        choose_theme(page, theme)
        assert findings(page) == []
    if name == "index":
        # and it would: the same page with a colour that cannot be read
        page.add_style_tag(content=".promise { color: #777 !important; }")
        assert any("color-contrast" in finding for finding in findings(page))
    one.context.close()


@pytest.mark.parametrize("name", STEMS)
def test_every_figure_moves_by_keyboard_and_presets(reader, name):
    page = reader(reduced_motion="reduce").open(name)
    page.evaluate(UNFOLD)
    answer_all(page)
    figures = page.locator("figure.dlcourse-frozen").all()
    assert figures
    for figure in figures:
        image, caption = figure.locator("img"), figure.locator("figcaption")
        reset = figure.get_by_role("button", name="Reset")
        reset.click()
        before = image.get_attribute("src"), caption.inner_text()
        slider = figure.get_by_role("slider").first
        if slider.count():
            slider.focus()
            page.keyboard.press("End")
            ends = [slider.get_attribute("aria-valuetext")]
            first = image.get_attribute("src")
            page.keyboard.press("Home")
            ends.append(slider.get_attribute("aria-valuetext"))
            assert ends[0] != ends[1]
            assert image.get_attribute("src") != first
        figure.locator(".dlcourse-frozen-presets button").first.click()
        assert image.get_attribute("alt") == caption.inner_text()
        reset.click()
        assert (image.get_attribute("src"), caption.inner_text()) == before


def answer_all(page):
    """Answer every prediction: the first option of each list, the first shape to draw."""
    for asked in page.locator(".predict").all():
        for first in asked.locator("input[value='0']").all():
            first.check()
        if asked.locator(".dlcourse-sketch").count():
            asked.locator(".dlcourse-sketch-row button").first.click()
            asked.get_by_role("button", name="This is my curve").click()


def test_a_figure_is_dragged_by_the_pointer_and_enlarged_on_a_phone(reader):
    wide = next(
        stem for stem in STEMS if stem.startswith("01")
    )  # its first figure is wider than a phone
    page = reader(width=360, height=740, has_touch=True).open(wide)
    figure = page.locator("figure.dlcourse-frozen").filter(has=page.get_by_role("slider")).first
    slider, caption = figure.get_by_role("slider").first, figure.locator("figcaption")
    slider.scroll_into_view_if_needed()
    box, before = slider.bounding_box(), caption.inner_text()
    page.mouse.move(box["x"] + 4, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.7, box["y"] + box["height"] / 2, steps=5)
    page.mouse.up()
    assert caption.inner_text() != before
    assert 0.5 < float(slider.input_value()) / float(slider.get_attribute("max")) < 0.9
    image = figure.locator("img")
    assert image.bounding_box()["width"] < 360
    figure.get_by_role("button", name="Enlarge the figure").click()
    assert image.bounding_box()["width"] >= 800
    assert page.evaluate(STICKS_OUT) == []
    assert figure.locator(".pan").get_attribute("tabindex") == "0"
    page.set_viewport_size(dict(zip(("width", "height"), SIZES["laptop"], strict=True)))
    frames_later(page)
    assert not figure.get_by_role("button", name="Enlarge the figure").is_visible()
    assert image.bounding_box()["width"] <= 900


def test_the_theme_follows_the_system_until_the_reader_chooses(reader):
    one = reader(color_scheme="dark")
    page = one.open(STEMS[0])

    def ground():
        return page.evaluate("getComputedStyle(document.body).backgroundColor")

    dark = ground()
    page.emulate_media(color_scheme="light")
    light = ground()
    assert light != dark
    choose_theme(page, "dark")
    assert ground() == dark
    one.open("index")  # remembered, on every page
    assert ground() == dark
    choose_theme(page, "light")
    page.emulate_media(color_scheme="dark")  # forgotten: it follows again
    assert ground() == dark
    assert page.evaluate("localStorage.length") == 0


def test_the_search_by_keyboard(reader):
    one = reader()
    page = one.open("index")
    page.keyboard.press("/")
    page.keyboard.type("OVERFIT")
    status, hits = page.locator("#search-status"), page.locator("#hits a")
    page.wait_for_function("() => document.getElementById('search-status').textContent")
    titles = [
        heading
        for path in notebooks.find()
        for heading in re.findall(
            r"(?m)^#+ (.+)$",
            "\n".join(c.source for c in notebooks.read(path).cells if c.cell_type == "markdown"),
        )
    ]
    expected = sum("overfit" in title.lower() for title in titles)
    assert expected > 0
    count = "1 hit" if expected == 1 else f"{expected} hits"
    assert status.inner_text() == f"{count} for “OVERFIT”."
    assert hits.count() == expected
    assert {mark.inner_text().lower() for mark in page.locator("#hits mark").all()} == {"overfit"}
    page.keyboard.press("ArrowDown")
    assert hits.first.evaluate("(link) => link === document.activeElement")
    page.keyboard.press("ArrowUp")
    assert page.locator("#search").evaluate("(input) => input === document.activeElement")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/\d\d_\w+\.html#.*overfit"))
    anchor = page.evaluate("decodeURIComponent(location.hash.slice(1))")
    assert "overfit" in page.locator(f"[id='{anchor}']").inner_text().lower()


def test_the_search_without_hits_and_its_end(reader):
    page = reader().open("index", "#search")
    search, status = page.locator("#search"), page.locator("#search-status")
    search.fill("zebra <b>")
    page.wait_for_function("() => document.getElementById('search-status').textContent")
    assert status.inner_text() == "No hits for “zebra <b>”."
    assert page.locator("#hits").is_hidden()
    search.press("Escape")
    assert (search.input_value(), status.inner_text()) == ("", "")


def test_the_contents_follow_the_reader(reader):
    one = reader()
    page = one.open(STEMS[0])
    links = page.locator(".toc a")
    for number in (4, 1, links.count() - 1):
        links.nth(number).click()
        page.wait_for_function(
            "(n) => document.querySelectorAll('.toc a')[n].hasAttribute('aria-current')", arg=number
        )
        assert page.locator(".toc [aria-current]").count() == 1
    phone = reader(width=360, height=740).open(STEMS[0])
    toc = phone.locator(".toc")
    assert not toc.evaluate("(details) => details.open")
    toc.locator("summary").click()
    toc.locator("a").nth(4).click()
    assert not toc.evaluate("(details) => details.open")


def test_a_keyboard_goes_to_the_content_first(reader):
    page = reader().open(STEMS[0])
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the content")
    assert skip.bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_a_figure_waits_for_the_answer_and_moves_to_what_answers(reader):
    page = reader().open(STEMS[0])
    asked = page.locator(".predict:has(input)").first
    name = asked.get_attribute("data-question")
    figure = page.locator(f'figure[data-after="{name}"]')
    told = page.locator(f'.outcome[data-outcome="{name}"]')
    assert (
        not figure.locator("img").is_visible()
        and figure.locator(".dlcourse-frozen-title").is_visible()
    )
    assert told.inner_text().strip() == ""
    height = figure.bounding_box()["height"]
    asked.get_by_role("radio").first.check()
    assert figure.locator("img").is_visible()
    assert abs(figure.bounding_box()["height"] - height) < 2  # its place was kept
    after = json.loads(figure.locator("script").last.text_content())
    expect(figure.locator("figcaption")).to_have_text(after["sentence"])
    assert "Your answer" in told.inner_text()
    first = told.inner_text()
    asked.get_by_role("radio").nth(1).check()
    assert told.inner_text() != first


def test_a_sketch_is_drawn_and_compared_on_a_page(reader):
    page = reader().open(STEMS[0])
    asked = page.locator(".predict:has(.dlcourse-sketch)").first
    name = asked.get_attribute("data-question")
    figure = page.locator(f'figure[data-after="{name}"]')
    assert not figure.locator("img").is_visible()
    asked.locator(".dlcourse-sketch-row button").first.click()
    asked.get_by_role("button", name="This is my curve").click()
    assert asked.locator(".dlcourse-sketch-sentence").inner_text().startswith("You expected the ")
    assert figure.locator("img").is_visible()
    asked.get_by_role("button", name="Draw again").click()
    assert not figure.locator("img").is_visible()


def test_without_its_script_a_page_shows_all(site, browser):
    context = new_context(browser, java_script_enabled=False)
    page = context.new_page()
    page.goto((site / f"{STEMS[0]}.html").as_uri())
    figure = page.locator("figure[data-after]").first
    assert figure.locator("img").is_visible()
    assert "✓" in "".join(page.locator(".outcome").all_inner_texts())
    context.close()


def test_the_figure_of_the_index_page_moves(reader):
    page = reader().open("index")
    slider, says = page.get_by_role("slider"), page.locator("#toy-says")
    curve, before = page.locator(".toy .model"), says.inner_text()
    path = curve.get_attribute("d")
    slider.focus()
    page.keyboard.press("ArrowRight")
    assert curve.get_attribute("d") != path
    assert says.inner_text() != before
    assert slider.get_attribute("aria-valuetext") in says.inner_text()


def test_formulas_are_set(reader):
    page = reader().open(STEMS[0])
    assert page.locator("mjx-container").count() == page.locator(".math").count() > 5
    assert page.locator("[data-mml-node=merror]").count() == 0


def test_a_printed_page_is_whole_and_light(reader, tmp_path):
    page = reader(color_scheme="dark").open(STEMS[0])
    choose_theme(page, "dark")
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    for unwanted in (".bar", ".side", ".neighbours", ".enlarge >> nth=0", "input[type=range]"):
        assert page.locator(unwanted).first.is_hidden()
    file = tmp_path / "page.pdf"
    page.pdf(path=file, prefer_css_page_size=True)
    text = " ".join(" ".join(p.extract_text() for p in pypdf.PdfReader(file).pages).split())
    headings = page.locator("main h2").all_inner_texts()
    assert len(headings) > 5
    for heading in headings:
        assert " ".join(heading.split()) in text
    assert "Skip to the content" not in text


def test_nothing_that_answers_is_on_a_page_before_the_answer(reader):
    for stem in STEMS:
        page = reader().open(stem)
        words = page.locator("main").inner_text()
        told = [sentence for text in _told() for sentence in text.split("\n") if len(sentence) > 30]
        assert len(told) > 60
        for sentence in told:
            assert sentence not in words, (stem, sentence)
        for figure in page.locator("figure[data-after] img").all():
            assert not figure.is_visible()
        outcomes = page.locator(".outcome").all()  # each of a question of its own
        assert len({one.get_attribute("data-outcome") for one in outcomes}) == len(outcomes)


def _told():
    """What is told after every prediction of the course, as a page would show it."""
    for module in topics.every("predictions").values():
        for name, factory in inspect.getmembers(module, inspect.isfunction):
            if factory.__module__ == module.__name__ and not name.startswith("_"):
                asked = factory()
                html = as_html(asked.told(None))
                yield bs4.BeautifulSoup(html, "html.parser").get_text("\n")
                asked.close()
