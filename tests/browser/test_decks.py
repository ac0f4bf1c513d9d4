"""Every slide of every deck in Chromium, opened from its file: it fits, it can be read and used."""

from functools import cache

import pytest

from dlcourse.export.notebooks import find
from tests.browser.axe import findings
from tests.browser.lab import new_context
from tests.export.decks import make_decks

SIZES = [(1280, 720), (1920, 1080)]
SMALLEST = 18  # px of text, on a slide 1280 px wide

# Complaints about the slide that is shown: its content, its code, its text and its pictures.
LOOK = """(smallest) => {
  const page = document.querySelector("section.page.present");
  const scale = deck.getScale();
  const box = page.getBoundingClientRect();
  const style = getComputedStyle(page);
  const inner = {
    left: box.left + parseFloat(style.paddingLeft) * scale,
    right: box.right - parseFloat(style.paddingRight) * scale,
    top: box.top + parseFloat(style.paddingTop) * scale,
    bottom: box.bottom - parseFloat(style.paddingBottom) * scale,
  };
  const found = [];
  const name = (e) => `${e.tagName} ${e.className} ${e.textContent.trim().slice(0, 40)}`;
  page.querySelectorAll("details").forEach((one) => (one.open = true));
  const shown = [...page.querySelectorAll(".content *")].filter((e) =>
    e.checkVisibility() && !e.closest("script, mjx-assistive-mml, .dlcourse-frozen-announcer"));
  for (const e of shown.filter((e) => !e.matches(".number") && !e.closest("svg"))) {
    const r = e.getBoundingClientRect();
    const slack = 1 * scale;
    if (!r.width || !r.height || getComputedStyle(e).opacity === "0") continue;
    const [low, wide] = [r.bottom - inner.bottom, r.right - inner.right];
    if (low > slack) found.push(`too low by ${low}: ${name(e)}`);
    // a bold word's own box is higher than its line, which its paragraph tells
    const inline = getComputedStyle(e).display === "inline";
    if (r.top < inner.top - slack && !inline) found.push(`too high: ${name(e)}`);
    if (wide > slack) found.push(`too wide by ${wide}: ${name(e)}`);
    if (r.left < inner.left - slack) found.push(`too far left: ${name(e)}`);
    if (e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).overflowX !== "visible")
      found.push(`clipped: ${name(e)}`);
  }
  for (const code of page.querySelectorAll("pre")) {
    const range = document.createRange();
    range.selectNodeContents(code);
    const { right } = range.getBoundingClientRect();
    if (right > inner.right) found.push(`clipped code: ${name(code)}`);
  }
  const walker = document.createTreeWalker(document.querySelector(".reveal"), NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const e = node.parentElement;
    if (!node.data.trim() || !e.checkVisibility({ visibilityProperty: true })) continue;
    if (e.closest(`script, style, aside, svg, mjx-assistive-mml, .aria-status,
                   .dlcourse-frozen-announcer`)) continue;
    const drawn = e.offsetWidth > 40 ? e.getBoundingClientRect().width / e.offsetWidth : scale;
    const size = (parseFloat(getComputedStyle(e).fontSize) * drawn) / scale;
    if (size < smallest - 0.1) found.push(`text of ${size} px: ${name(e)}`);
  }
  for (const img of page.querySelectorAll("img")) {
    if (!img.alt.trim()) found.push("a picture without alt text");
    if (!img.complete || !img.naturalWidth) found.push(`a picture that is not shown: ${img.alt}`);
  }
  page.querySelectorAll("details").forEach((one) => (one.open = false));
  const whole = document.scrollingElement;
  if (whole.scrollHeight > innerHeight || whole.scrollWidth > innerWidth) found.push("it scrolls");
  return found.map((complaint) => `slide ${deck.getSlidePastCount() + 1}: ${complaint}`);
}"""

# Steps there and back, each until the picture of the new setting is decoded: where those pictures
# come from. From the page itself, a step waits for nothing.
STEPS = """async (count) => {
  const page = document.querySelector("section.page.present");
  const [input, img] = [page.querySelector("input[type=range]"), page.querySelector("img")];
  const shown = [];
  let way = input.value === input.max ? -1 : 1;
  for (let i = 0; i < count; i++) {
    if (input.value === input.max) way = -1;
    if (input.value === input.min) way = 1;
    const before = img.src;
    input.value = Number(input.value) + way;
    input.dispatchEvent(new Event("input", { bubbles: true }));
    await img.decode();
    shown.push(img.src === before ? "the same picture" : img.src.split(":")[0]);
  }
  return shown;
}"""


class Deck:
    """One deck open in the browser, and what went wrong on the page."""

    def __init__(self, browser, file, size):
        self.file, self.complaints = file, []
        self.context = new_context(
            browser, viewport=dict(zip(("width", "height"), size, strict=True))
        )
        self.page = self.context.new_page()
        self.page.on("pageerror", lambda error: self.complaints.append(f"page: {error}"))
        self.page.on("console", self._console)
        self.page.on("request", self._request)
        self.page.goto(file.as_uri())
        self.page.wait_for_selector(".reveal[data-ready]", state="attached")

    def _console(self, message):
        if message.type in ("error", "warning"):
            self.complaints.append(f"console: {message.text}")

    def _request(self, request):
        if not request.url.startswith(("data:", "blob:", self.file.as_uri())):
            self.complaints.append(f"request: {request.url[:100]}")

    def slides(self):
        """Show one slide after the other, with all that appears on it step by step."""
        self.page.evaluate("deck.slide(0, 0)")
        for _ in range(self.page.evaluate("deck.getTotalSlides()")):
            self.page.evaluate(
                """() => {
                  const page = deck.getCurrentSlide();
                  page.querySelectorAll(".fragment").forEach((one) => {
                    one.style.transition = "none";
                    one.classList.add("visible");
                  });
                }"""
            )
            yield self.page.evaluate("deck.getSlidePastCount() + 1")
            self.page.evaluate(
                "() => { const i = deck.getIndices(); deck.next();"
                " while (deck.getIndices().h === i.h && deck.getIndices().v === i.v"
                " && !deck.isLastSlide()) deck.next(); }"
            )

    def go_to(self, kind):
        """Show the first slide of a kind; False where there is none."""
        return self.page.evaluate(
            """(kind) => {
              const page = document.querySelector(`section.page.${kind}`);
              if (page) {
                const { h, v } = deck.getIndices(page);
                deck.slide(h, v);
              }
              return Boolean(page);
            }""",
            kind,
        )

    def state(self):
        return self.page.evaluate(
            """() => {
              const page = deck.getCurrentSlide();
              const img = page.querySelector(".dlcourse-frozen img");
              return {
                slide: deck.getSlidePastCount(),
                picture: img?.src,
                alt: img?.alt,
                sentence: page.querySelector("figcaption")?.textContent,
                said: page.querySelector("[role=status]")?.textContent,
              };
            }"""
        )

    def close(self):
        self.context.close()
        assert self.complaints == []


@pytest.fixture(scope="session")
def file_of(tmp_path_factory):
    """`file_of("04_regularization")`: its slides."""
    folder = tmp_path_factory.mktemp("decks")
    paths = {path.stem: path for path in find()}
    return cache(lambda name: make_decks(folder, [paths[name]])[0])


@pytest.fixture
def opened(browser, file_of):
    """`opened("04_regularization")`: a deck, closed and without complaints in the end."""
    decks = []

    def open_deck(name, size=SIZES[0]):
        decks.append(Deck(browser, file_of(name), size))
        return decks[-1]

    yield open_deck
    for deck in decks:
        deck.close()


NOTEBOOKS = [path.stem for path in find()]


@pytest.mark.parametrize("size", SIZES, ids=lambda size: "x".join(map(str, size)))
@pytest.mark.parametrize("name", NOTEBOOKS)
def test_every_slide_fits_and_can_be_read(opened, name, size):
    deck, found, count = opened(name, size), [], 0
    for _ in deck.slides():
        count += 1
        found += deck.page.evaluate(LOOK, SMALLEST)
    assert found == []
    assert count == deck.page.evaluate("deck.getTotalSlides()") > 3


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_no_slide_has_a_serious_accessibility_finding(opened, name):
    deck, found = opened(name), []
    for kind in ("cover", "text", "question", "figure"):
        if deck.go_to(kind):
            found += findings(deck.page)
    assert found == []
    # axe looks at what is shown: printed, all slides are, with all that appears step by step
    deck.page.goto(f"{deck.file.as_uri()}?print-pdf")
    deck.page.wait_for_selector(".reveal[data-ready] .pdf-page")
    shown = "[...document.querySelectorAll('section.page')].every((page) => page.checkVisibility())"
    deck.page.wait_for_function(shown)
    assert findings(deck.page) == []


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_every_figure_moves_by_keyboard_and_every_button_fits(opened, name):
    deck, figures, steps = opened(name), 0, []
    page = deck.page
    for number in deck.slides():
        for i in range(page.locator("section.present section.present input[type=range]").count()):
            slider = page.locator("section.present section.present input[type=range]").nth(i)
            figures += i == 0
            slider.focus()
            before, at_end = deck.state(), slider.evaluate("e => e.value === e.max")
            texts, label = set(), slider.evaluate("e => e.labels[0].textContent")
            assert label.strip(), f"slide {number}: a slider without a name"
            for _ in range(3):
                page.keyboard.press("ArrowLeft" if at_end else "ArrowRight")
                texts.add(deck.state()["sentence"])
                after = deck.state()
                assert after["slide"] == before["slide"], f"slide {number}: it turned"
                assert after["alt"] == after["sentence"]
                assert slider.get_attribute("aria-valuetext")
            assert texts - {before["sentence"]}, f"slide {number}: {label} changes nothing"
            assert after["picture"] != before["picture"], f"slide {number}: {label}"
            # a result is longer to say, or a line of explanation comes: it still has to fit
        if page.locator("section.present section.present .dlcourse-frozen").count():
            steps += page.evaluate(STEPS, 6)
        for button in page.locator("section.present section.present .dlcourse-frozen button").all():
            button.click()
            pressed = deck.state()
            assert pressed["alt"] == pressed["sentence"]
            assert page.evaluate(LOOK, SMALLEST) == [], button.text_content()
    assert figures >= 3
    assert set(steps) == {"data"}


def test_a_sentence_is_read_aloud_when_it_comes_to_rest(opened):
    deck = opened(NOTEBOOKS[0])
    assert deck.go_to("figure")
    deck.page.locator("section.present section.present input[type=range]").first.focus()
    deck.page.keyboard.press("End")
    deck.page.keyboard.press("ArrowLeft")
    assert deck.state()["said"] == ""
    deck.page.wait_for_function(
        """() => deck.getCurrentSlide().querySelector("[role=status]").textContent"""
    )
    assert deck.state()["said"] == deck.state()["sentence"]


def test_keys_turn_slides_and_a_clicker_does_it_from_a_slider_too(opened):
    deck = opened(NOTEBOOKS[0])
    page = deck.page
    page.keyboard.press("ArrowRight")
    assert deck.state()["slide"] == 1
    assert deck.go_to("figure")
    before = deck.state()
    page.locator("section.present section.present input[type=range]").first.focus()
    steps = page.locator("section.present section.present .fragment").count()
    for _ in range(steps):  # first the figure goes to what answers
        page.keyboard.press("PageDown")
        assert deck.state()["slide"] == before["slide"]
    page.keyboard.press("PageDown")
    assert deck.state()["slide"] == before["slide"] + 1
    page.keyboard.press("PageUp")
    assert deck.state()["slide"] == before["slide"]
    page.locator("section.present section.present .dlcourse-frozen button").first.focus()
    page.keyboard.press(" ")
    assert deck.state()["slide"] == before["slide"]
    page.keyboard.press("ArrowRight")
    assert deck.state()["slide"] == before["slide"] + 1


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_sketch_lies_on_its_picture_and_its_sentence_fits(opened, name):
    deck = opened(name)
    for board in deck.page.locator(".dlcourse-sketch").all():
        board.evaluate(
            """(e) => {
              const { h, v } = deck.getIndices(e.closest("section.page"));
              deck.slide(h, v);
            }"""
        )
        assert board.locator("img").bounding_box() == board.locator("svg").first.bounding_box()
        board.locator("button").first.click()
        board.get_by_role("button", name="This is my curve").click()
        assert board.locator(".dlcourse-sketch-sentence").inner_text().startswith("You expected")
        assert deck.page.evaluate(LOOK, SMALLEST) == []


def test_what_a_cell_prints_comes_one_step_later(opened):
    deck = opened(NOTEBOOKS[0])
    page = deck.page
    page.evaluate(
        """() => {
          const printed = document.querySelector(".fragment pre");
          const { h, v } = deck.getIndices(printed.closest(".page"));
          deck.slide(h, v);
        }"""
    )
    printed = page.locator("section.present section.present .fragment:has(pre)").first
    slide = deck.state()["slide"]
    assert not printed.is_visible()
    page.keyboard.press("ArrowRight")
    printed.wait_for(state="visible")
    assert deck.state()["slide"] == slide


def test_s_opens_the_speakers_notes(opened):
    deck = opened(NOTEBOOKS[0])
    noted = deck.page.evaluate(
        """() => {
          const page = document.querySelector("section.page:has(aside.notes)");
          const { h, v } = deck.getIndices(page);
          deck.slide(h, v);
          return page.querySelector("aside.notes").textContent.trim().slice(0, 60);
        }"""
    )
    with deck.context.expect_page() as popup:
        deck.page.keyboard.press("s")
    notes = popup.value
    notes.wait_for_function(
        "(noted) => document.body.innerText.includes(noted)", arg=noted, timeout=20_000
    )
