"""Markdown, code and outputs of a notebook as HTML for slides."""

import re
from html import escape

from nbconvert.filters import strip_ansi
from nbconvert.filters.markdown_mistune import MarkdownWithMath

from dlcourse.export.text import Renderer, coloured, picture


def markdown(source):
    """The HTML of a piece of Markdown; formulas wait for MathJax."""
    return MarkdownWithMath(renderer=_Renderer()).render(source)


def blocks(html):
    """The elements that a piece of HTML consists of, one text each."""
    import bs4

    soup = bs4.BeautifulSoup(html, "html.parser")
    return [str(node) for node in soup.contents if str(node).strip()]


def code(source, language="python"):
    """A block of code, coloured by classes."""
    marked = coloured(source, language)
    return f'<pre class="code"><code>{marked}</code></pre>'


def output(stored):
    """One stored output, the best form of it that a slide can show; "" for none."""
    if stored.output_type == "stream":
        return _printed(stored.text)
    kind = stored.metadata.get("dlcourse")
    data = stored.get("data", {})
    text = data.get("text/plain", "")
    if kind == "check":
        return f'<p class="check"><span aria-hidden="true">○</span> {ticks(text)}</p>'
    if "text/html" in data:
        return f'<div class="rich">{data["text/html"]}</div>'
    if html := picture(stored):
        return html
    for rich in ("text/markdown", "text/latex"):
        if rich in data:
            return markdown(data[rich])
    return _printed(text) if text else ""


def ticks(text):
    """Plain text, `code` in backticks made a code element.

    Example
    -------
    >>> ticks("write `<` here")
    'write <code>&lt;</code> here'
    """
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(text, quote=False))


def plain(html):
    """The words of a piece of HTML."""
    import bs4

    return " ".join(bs4.BeautifulSoup(html, "html.parser").get_text().split())


def _printed(text):
    return f'<pre class="printed">{escape(strip_ansi(text).rstrip(), quote=False)}</pre>'


class _Renderer(Renderer):
    """Mistune's HTML with what a slide needs on top."""

    def heading(self, text, level, **_):
        return f"<h{level}>{text}</h{level}>\n"

    def code(self, source, language):
        return code(source, language)

    def block_math(self, body):
        return f'<div class="math">\\[{escape(body, quote=False)}\\]</div>'
