"""Markdown and code as HTML for a page: anchors, boxes that scroll, formulas for MathJax."""

import re
from dataclasses import dataclass
from html import escape, unescape

from nbconvert.filters.markdown_mistune import MarkdownWithMath

from dlcourse.export.text import Renderer, coloured


@dataclass(frozen=True)
class Heading:
    """A heading of a page: where it is and what it says."""

    level: int
    anchor: str
    text: str


class Text:
    """Turns the Markdown cells of one notebook into HTML and collects their headings.

    Parameters
    ----------
    taken : sequence of str, anchors that the page uses already
    """

    def __init__(self, taken=()):
        self.headings = []
        self._anchors = set(taken)

    def html(self, markdown):
        """Return the HTML of a piece of Markdown; its headings are added to `headings`."""
        return MarkdownWithMath(renderer=_Renderer(self)).render(markdown)

    def add_heading(self, html, level):
        """Note a heading, and return it with an anchor that no other has."""
        text = plain(html)
        anchor = base = slug(text)
        count = 2
        while anchor in self._anchors:
            anchor, count = f"{base}-{count}", count + 1
        self._anchors.add(anchor)
        heading = Heading(level, anchor, text)
        self.headings.append(heading)
        return heading


def plain(html):
    """The words of a piece of HTML, formulas without their delimiters.

    Example
    -------
    >>> plain('<em>Choosing</em> <span class="math">\\\\(x\\\\)</span>')
    'Choosing x'
    """
    words = unescape(re.sub(r"<[^>]*>", "", html))
    return " ".join(re.sub(r"\\[()\[\]]", "", words).split())


def slug(text):
    """A readable anchor for a heading: its letters and digits, the rest hyphens.

    Example
    -------
    >>> slug("3 L1: weights that are exactly zero")
    '3-l1-weights-that-are-exactly-zero'
    """
    return re.sub(r"[\W_]+", "-", text.lower()).strip("-") or "section"


def code(source, language="python"):
    """A block of code, coloured by classes, that scrolls inside its own box."""
    marked = coloured(source, language)
    return f'<div class="code">{scroll_box("pre", "Code", f"<code>{marked}</code>")}</div>\n'


def printed(text):
    """What a cell printed."""
    return scroll_box("pre", "Output", escape(text.rstrip("\n"), quote=False), "printed")


def scroll_box(tag, label, inner, kind="scroll"):
    """An element that scrolls by itself, so that the page does not; the keyboard reaches it.

    A script takes it out of the order of tabs where nothing is hidden.
    """
    return (
        f'<{tag} class="{kind}" data-scrolls tabindex="0" role="group" aria-label="{label}">'
        f"{inner}</{tag}>"
    )


class _Renderer(Renderer):
    """Mistune's HTML with what a page needs on top."""

    def __init__(self, text):
        super().__init__()
        self._text = text

    def heading(self, text, level, **_):
        heading = self._text.add_heading(text, level)
        about = escape(f"Link to this section: {heading.text}")
        return (
            f'<div class="heading h{level}"><h{level} id="{heading.anchor}">{text}</h{level}>'
            f'<a class="anchor" href="#{heading.anchor}" aria-label="{about}">#</a></div>\n'
        )

    def table(self, text):
        return scroll_box("div", "Table", f"<table>{text}</table>", "table") + "\n"

    def code(self, source, language):
        return code(source, language)

    def block_math(self, body):
        return f'<span class="math display" data-scrolls>\\[{escape(body, quote=False)}\\]</span>'
