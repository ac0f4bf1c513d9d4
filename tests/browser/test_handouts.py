"""Handouts as an installed browser prints them: a page a slide, notes below, tagged, titled."""

import re

import pypdf
import pypdfium2
import pytest

from dlcourse.export import frozen, handouts, slides
from dlcourse.export.notebooks import find
from dlcourse.export.progress import Progress
from tests.browser.lab import new_context
from tests.export.decks import drawn_once


@pytest.fixture(scope="module")
def made(browser, tmp_path_factory):
    """(the PDF's path, its reader, the pages of the deck in Chromium) of notebook 04."""
    folder = tmp_path_factory.mktemp("handouts")
    paths = find(["04"])
    with drawn_once():
        ((file, pages),) = handouts.make(paths, folder, Progress(""))
    reader = pypdf.PdfReader(file)
    assert len(reader.pages) == pages
    (folder / "deck.html").write_text(slides.deck(frozen.freeze(paths)[0]), encoding="utf-8")
    page = new_context(browser, viewport={"width": 1280, "height": 720}).new_page()
    page.goto((folder / "deck.html").as_uri())
    page.wait_for_selector("main[data-ready]")
    # on paper every figure stands where it answers
    page.evaluate("document.querySelectorAll('figure[data-after]').forEach((f) => f.finish())")
    deck = page.evaluate(
        """() => [...document.querySelectorAll("section.page")].map((page) => ({
            notes: page.querySelector("aside.notes")?.textContent ?? "",
            caption: page.querySelector("figcaption")?.textContent ?? "",
            printed: page.querySelector("pre.printed")?.textContent ?? "",
            heading: page.querySelector("h2")?.innerText.replace(/\\s+/g, " ").trim() ?? "",
        }))"""
    )
    page.context.close()
    return file, reader, deck


def squeezed(text):
    """Text without what a PDF does to it: white space, and hyphens at line ends."""
    return re.sub(r"[\s\u00ad-]", "", text)


def test_there_is_a_page_for_every_slide(made):
    _, reader, deck = made
    assert len(reader.pages) == len(deck) > 20
    for page in reader.pages:
        assert [round(float(side) / 72 * 25.4) for side in page.mediabox[2:]] == [210, 297]


def test_notes_figures_and_what_is_revealed_stand_on_their_slides_page(made):
    _, reader, deck = made
    assert sum(bool(slide["notes"]) for slide in deck) >= 10
    assert sum(bool(slide["caption"]) for slide in deck) >= 10
    for number, (page, slide) in enumerate(zip(reader.pages, deck, strict=True), start=1):
        text = squeezed(page.extract_text())
        assert f"{number}/{len(deck)}" in text
        for part in ("notes", "caption", "printed"):
            assert squeezed(slide[part]) in text, (number, part, slide[part])


def test_it_is_tagged_titled_and_says_its_language(made):
    _, reader, deck = made
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712, a PDF's own kind of true
    assert str(root["/Lang"]).startswith("en")
    assert reader.metadata.title.startswith("04 Regularization")
    titles = {" ".join(entry["/Title"].split()) for entry in flat(reader.outline)}
    assert {slide["heading"] for slide in deck} - {""} <= titles
    alternatives = set(alternative_texts(root["/StructTreeRoot"]))
    assert {slide["caption"] for slide in deck} - {""} <= alternatives
    assert any(r"\lVert w\rVert^2" in text for text in alternatives), "formulas say their TeX"


def flat(outline):
    for entry in outline:
        yield from flat(entry) if isinstance(entry, list) else [entry]


def alternative_texts(element):
    """The /Alt of every element below one of the structure tree."""
    waiting = [element]
    while waiting:
        one = waiting.pop()
        one = one.get_object() if hasattr(one, "get_object") else one
        if isinstance(one, list):
            waiting += one
        elif isinstance(one, dict):
            if "/Alt" in one:
                yield str(one["/Alt"])
            if "/K" in one:
                waiting.append(one["/K"])


def test_slide_and_notes_are_seen_and_nothing_is_cut_off(made):
    file, _, deck = made
    document = pypdfium2.PdfDocument(file)
    for number, slide in enumerate(deck):
        picture = document[number].render(scale=0.5).to_pil().convert("L")
        width, height = picture.size
        above = picture.crop((0, height // 25, width, 2 * height // 5))
        assert above.getextrema()[0] < 120, f"slide {number + 1} is empty"
        # The paper's edge stays free.
        for edge in (
            (0, 0, 4, height),
            (width - 4, 0, width, height),
            (0, height - 4, *picture.size),
        ):
            assert picture.crop(edge).getextrema()[0] > 250, f"page {number + 1}: {edge}"
        if slide["notes"]:
            assert picture.crop((0, 43 * height // 100, width, height)).getextrema()[0] < 160
    document.close()
