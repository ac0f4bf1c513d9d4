"""From a notebook's cells to slides: sections, their slides, what stands on them, what is said.

A slide type begins a slide as in JupyterLab. Figures and questions have slides of their own; what a
cell printed appears one step later, so that a class can say first what it will be. How much fits
on a slide only the browser knows: `deck.js` breaks the ones that are too long.
"""

import re
from dataclasses import dataclass, field
from html import escape

from dlcourse.export.deck_text import blocks, code, markdown, output, plain
from dlcourse.export.notebooks import HOW_TO_WORK, hidden, title


@dataclass
class Slide:
    """One slide: its kind is "cover", "text", "figure" or "question"."""

    kind: str
    section: str = ""
    blocks: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def sections(notebook):
    """Return the slides of a notebook with its explorers frozen, a list for every section.

    Parameters
    ----------
    notebook : NotebookNode, of `dlcourse.export.frozen.freeze`

    Returns
    -------
    sections : list of lists of Slide; none of them is empty
    """
    maker = _Maker(notebook)
    for cell in notebook.cells:
        maker.add(cell)
    return [[slide for slide in slides if slide.blocks] for slides in maker.sections if slides]


class _Maker:
    """Puts one cell after the other onto slides."""

    def __init__(self, notebook):
        self.sections = []
        self._name = title(notebook)
        self._section = ""

    def add(self, cell):
        kind = cell.metadata.get("slideshow", {}).get("slide_type")
        for_readers = cell.source.startswith(HOW_TO_WORK)
        if kind == "skip" or "cell" in hidden(cell) or for_readers or not cell.source.strip():
            return
        if kind == "notes":
            self._slide.notes.append(markdown(cell.source))
            return
        if kind == "slide" or not self.sections:
            self._section = ""
            self.sections.append([])
            self._begin("text")
        elif kind == "subslide":
            self._begin("text")
        self._fragment = kind == "fragment"
        if cell.cell_type == "markdown":
            self._add_text(cell.source)
        elif cell.cell_type == "code":
            self._add_code(cell)

    @property
    def _slide(self):
        if not self.sections:
            self.sections.append([Slide("text")])
        return self.sections[-1][-1]

    def _begin(self, kind):
        """A new slide; one without anything on it is taken, so that none stays empty."""
        slides = self.sections[-1]
        if slides and not slides[-1].blocks:
            slides[-1].kind = kind
        else:
            slides.append(Slide(kind, self._section))
        return slides[-1]

    def _place(self, *html):
        """Put blocks onto the slide; after a figure or a question, onto a new one."""
        if self._slide.kind != "text":
            self._begin("text")
        if self._fragment:
            html = [f'<div class="fragment">{"".join(html)}</div>']
        self._slide.blocks += html

    def _add_text(self, source):
        if len(self.sections) == 1 and re.match(r"# ", source):
            return self._add_cover(source)
        html = markdown(source)
        if found := re.match(r"<h2>(.*?)</h2>", html):
            self._section = self._slide.section = plain(found[1])
        self._place(*blocks(html))

    def _add_cover(self, source):
        """The notebook's name and promise fill the first slide, what follows has the next."""
        heading, *rest = blocks(markdown(source))
        number, _, words = self._name.partition(" ")
        self._slide.kind = "cover"
        if re.fullmatch(r"\d\d", number):
            heading = f'<p class="number" aria-hidden="true">{number}</p><h1>{escape(words)}</h1>'
        self._slide.blocks.append(heading)
        if rest and re.fullmatch(r"<p><strong>.*</strong></p>\s*", rest[0], re.DOTALL):
            self._slide.blocks.append(f'<div class="promise">{rest.pop(0)}</div>')
        self._place(*rest)

    def _add_code(self, cell):
        away = hidden(cell)
        outputs = [] if "output" in away else cell.get("outputs", [])
        kinds = {stored.get("metadata", {}).get("dlcourse") for stored in outputs}
        if kinds & {"explorer", "prediction"}:
            for stored in outputs:
                self._add_live(stored)
            return
        shown = [html for html in map(output, outputs) if html]
        # predict, then show: what a cell prints comes one step after the cell
        step = "" if "code" in away or "check" in kinds else " fragment"
        html = "" if "code" in away else code(cell.source)
        html += f'<div class="shown{step}">{"".join(shown)}</div>' if shown else ""
        if html:
            self._place(f'<div class="cell">{html}</div>')

    def _add_live(self, stored):
        kind = stored.metadata.get("dlcourse")
        if kind not in ("explorer", "prediction"):
            self._place(output(stored))
            return
        slide = self._begin("figure" if kind == "explorer" else "question")
        slide.blocks.append(stored.data["text/html"])
        outcome = stored.metadata.get("outcome")
        if kind == "explorer":
            slide.notes.append(_presets(stored))
            if outcome:  # the next step: the figure moves to what answers
                slide.blocks.append('<span class="fragment" data-goes></span>')
        if outcome:  # what is told has the next slide
            slide = self._begin("text")
            slide.blocks.append(f'<div class="outcome">{outcome["html"]}</div>')


def _presets(stored):
    """What the speaker can press, and what to look at then."""
    rows = stored.metadata.get("presets", [])
    if not rows:
        return ""
    items = "".join(f"<li><b>{escape(n)}</b>: {escape(why)}</li>" for n, why in rows)
    return f"<p>Buttons, and what to look at:</p><ul>{items}</ul>"
