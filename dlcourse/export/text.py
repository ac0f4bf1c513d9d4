"""Markdown and code as HTML: what slides and pages share."""

from html import escape

from nbconvert.filters.markdown_mistune import IPythonRenderer
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound


def coloured(source, language="python"):
    """Code as HTML in which the parts of speech have classes; plain where no such language is."""
    source = source.rstrip("\n")
    try:
        lexer = get_lexer_by_name(language, stripnl=False)
    except ClassNotFound:
        return escape(source, quote=False)
    return highlight(source, lexer, HtmlFormatter(nowrap=True)).rstrip("\n")


def picture(output):
    """A stored picture as HTML, with what it shows in words; "" for an output without one."""
    data = output.get("data", {})
    about = output.get("metadata", {}).get("image/png", {})
    alt = escape(about.get("alt") or data.get("text/plain", ""))
    if "image/svg+xml" in data:
        return f'<div class="picture" role="img" aria-label="{alt}">{data["image/svg+xml"]}</div>'
    if png := data.get("image/png"):
        png = "".join(png.split())
        return f'<img class="picture" alt="{alt}" src="data:image/png;base64,{png}">'
    return ""


class Renderer(IPythonRenderer):
    """Mistune's HTML; formulas wait for MathJax, a conclusion that begins with So: is marked.

    A subclass says how it wraps code, in `code(source, language)`, and a formula on its own line.
    """

    def __init__(self):
        super().__init__(escape=False, exclude_anchor_links=True)

    def paragraph(self, text):
        conclusion = ' class="so"' if text.startswith("<strong>So:</strong>") else ""
        return f"<p{conclusion}>{text}</p>\n"

    def block_code(self, source, info=None):
        words = (info or "").split()
        return self.code(source, words[0] if words else "text")

    def inline_math(self, body):
        return f'<span class="math">\\({escape(body, quote=False)}\\)</span>'

    def latex_environment(self, name, body):
        return self.block_math(f"\\begin{{{name}}}{body}\\end{{{name}}}")
