"""Handouts: a PDF of each notebook's slides, one A4 page a slide with the speaker's notes below.

The slides' own file is opened in an installed browser, which sets and breaks them as on a screen;
`handout.js` then puts each on a sheet of paper, and the browser prints the sheets.
"""

import os
import re
import tempfile
from pathlib import Path

from dlcourse._refusal import Refusal
from dlcourse.export import frozen, slides
from dlcourse.export.browser import Browser, find
from dlcourse.export.files import Writer

TEMPLATES = Path(__file__).with_name("templates") / "handouts"
SHEET = '<article class="sheet"'


def make(paths, out, progress):
    """Write the handouts of notebooks, NN_name.pdf each; all of them or none.

    Parameters
    ----------
    paths : sequence of pathlib.Path, the notebooks
    out : pathlib.Path, the folder; made if it does not exist
    progress : Progress

    Returns
    -------
    files : list of (pathlib.Path, int), each with its number of pages, in the notebooks' order

    Raises
    ------
    Refusal
        No browser, a notebook that does not run, or a folder that cannot be written to; no file
        is left then.
    """
    program = find()  # first: nothing is drawn where nothing can be printed
    with Writer(out):
        with tempfile.TemporaryDirectory(
            prefix="unfinished-", dir=out, ignore_cleanup_errors=True
        ) as folder:
            browser = Browser(program, folder)
            notebooks = frozen.freeze(paths, progress)
            made = [
                _print(browser, Path(folder, f"{path.stem}.html"), slides.deck(notebook))
                for path, notebook in zip(paths, notebooks, strict=True)
            ]
            return [(_move(pdf, out), pages) for pdf, pages in made]


def sheets(deck):
    """Return the HTML of a deck whose slides lay themselves out on sheets of paper when opened.

    Parameters
    ----------
    deck : str, of `slides.deck`

    Returns
    -------
    html : str
    """
    style = (TEMPLATES / "handout.css").read_text(encoding="utf-8")
    script = (TEMPLATES / "handout.js").read_text(encoding="utf-8")
    deck = deck.replace("</head>", f"<style>\n{style}</style>\n</head>", 1)
    before, end, after = deck.rpartition("</body>")
    return f"{before}<script>\n{script}</script>\n{end}{after}"


def _print(browser, file, deck):
    """Print a deck beside its file; returns the PDF and its number of pages."""
    file.write_text(sheets(deck), encoding="utf-8")
    html = browser.finished(file)
    expected = html.count(SHEET)
    if not expected or "data-sheets=" not in html:
        raise Refusal(
            f"the browser did not finish the slides of {file.stem}; close other programs and try "
            "again, or set CHROMIUM to another browser"
        )
    file.write_text(html, encoding="utf-8")
    pdf = file.with_suffix(".pdf")
    browser.pdf(file, pdf)
    pages = len(re.findall(rb"/Type\s*/Page\b", pdf.read_bytes()))
    if pages != expected:
        raise Refusal(
            f"the browser printed {pages} pages of {file.stem} instead of {expected}; set "
            "CHROMIUM to another browser"
        )
    return pdf, pages


def _move(pdf, out):
    try:
        os.replace(pdf, out / pdf.name)
    except OSError as error:
        raise Refusal(
            f"cannot write {out / pdf.name} ({error.strerror or error}); close the program that "
            "shows it, or name another folder with --out"
        ) from error
    return out / pdf.name
