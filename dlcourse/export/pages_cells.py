"""From a notebook's cells to what a page shows: text, code, outputs, predictions, exercises."""

import base64
import json
import re
from dataclasses import dataclass, field
from html import escape

import bs4

from dlcourse.export.notebooks import HOW_TO_WORK, hidden, title
from dlcourse.export.pages_outputs import folded, kind, shown, to_be_checked
from dlcourse.export.pages_text import Heading, Text, code, plain

# Anchors of the page's own parts: no heading may take one.
OWN_ANCHORS = ("main", "contents", "top")
HOW_TO_READ = """\
**How to read this page.** Answer a prediction in your own mind, move the slider below it, and say
in your own words what you saw. Arrow keys move a slider that has the focus. The figures here show
results that were computed beforehand. In the notebook they are computed while you look, have more
controls and a **Pin** to compare with, and your code in the exercises is checked."""


@dataclass
class Page:
    """What a page shows, ready for the template."""

    name: str
    title: str
    number: str = ""
    promise: str = ""
    introduction: str = ""
    time: str = ""
    body: str = ""
    headings: list[Heading] = field(default_factory=list)
    explorers: int = 0
    exercises: int = 0
    picture: bytes = b""

    @property
    def full_title(self):
        """The title with its number: "04 Regularization"."""
        return f"{self.number} {self.title}".strip()

    @property
    def facts(self):
        """What stands below the title: the time that it takes, and how much there is to do."""
        counted = ((self.explorers, "live figure"), (self.exercises, "exercise"))
        counts = [f"{count} {what}{'s' * (count > 1)}" for count, what in counted if count]
        time = [self.time[:1].upper() + self.time[1:]] if self.time else []
        return [*time, *counts]

    @property
    def has_math(self):
        """Whether there is a formula to set."""
        return 'class="math' in self.introduction + self.body


def page(name, frozen, picture=b""):
    """Return the page of a notebook.

    Parameters
    ----------
    name : str, of the notebook's file without its ending
    frozen : NotebookNode, with its outputs, as `freeze` returns it
    picture : bytes, optional, a PNG of one of its figures

    Returns
    -------
    page : Page
    """
    number, words = _numbered(title(frozen))
    made = Page(name, words, number, picture=picture)
    text = Text(OWN_ANCHORS)
    body = _Body(made, text)
    for cell in frozen.cells:
        if not _is_hidden(cell):
            body.add(cell)
    made.body = body.html()
    if made.explorers:
        made.introduction += f'<div class="how">{Text().html(HOW_TO_READ)}</div>'
    made.headings = text.headings
    return made


def first_picture(stored):
    """Return the first figure of a notebook as it was stored, as PNG; nothing without one."""
    for cell in stored.cells:
        for output in cell.get("outputs", []):
            if picture := output.get("data", {}).get("image/png"):
                return base64.b64decode(picture)
    return b""


class _Body:
    """Collects the page's blocks; knows whether it is inside an exercise."""

    def __init__(self, made, text):
        self._page, self._text = made, text
        self._blocks, self._in_exercise, self._predictions = [], False, 0
        self._cell = ""  # the id of the cell whose outputs are being added

    def html(self):
        self._leave_exercise()
        return "".join(self._blocks)

    def add(self, cell):
        if cell.cell_type == "markdown":
            self._add_text(cell.source)
        elif cell.cell_type == "code":
            self._add_code(cell)

    def _add_text(self, source):
        if not self._page.introduction and re.match(r"\s*# ", source):
            self._add_introduction(source)
            return
        if source.startswith(HOW_TO_WORK):
            return  # how to read the page stands in its introduction
        first = re.match(r"\s*#{2,6} +(.+)", source)
        words = first[1].strip() if first else ""
        if first:
            self._leave_exercise()
        html = self._text.html(source)
        if words.startswith("Exercise"):
            self._page.exercises += 1
            self._blocks.append('<div class="exercise">')
            self._in_exercise = True
        elif "<details>" in html:
            html = f'<div class="quiz">{html}</div>'
        elif words == "What to remember":
            html = f'<div class="remember">{html}</div>'
        self._blocks.append(html)

    def _add_introduction(self, source):
        """Take the first cell apart: title, promise and time stand in the page's header."""
        source = re.sub(r"(?m)^\s*# .+$", "", source, count=1).strip()
        found = re.search(r"\*\*Time:?\*\*:?\s*(.+?)(?:\.(?=\s)|\.?$)", source, re.MULTILINE)
        if found:
            self._page.time = plain(found[1])
            source = source.replace(found[0], "")
        first, _, rest = source.partition("\n\n")
        if re.fullmatch(r"\*\*[^*]+\*\*", first.strip(), re.DOTALL):
            self._page.promise = " ".join(first.strip().strip("*").split())
            source = rest
        self._page.introduction = self._text.html(source)

    def _add_code(self, cell):
        away = hidden(cell)
        outputs = [] if "output" in away else cell.get("outputs", [])
        self._cell = cell.get("id", "")
        kinds = {kind(output) for output in outputs}
        if "code" not in away and not kinds & {"prediction", "check", "explorer"}:
            self._blocks.append(code(cell.source))
        self._blocks += map(self._output, outputs)
        if "code" not in away and "explorer" in kinds:
            self._blocks.append(folded(cell.source))
        if "check" in kinds:
            self._leave_exercise()

    def _output(self, output):
        what = kind(output)
        if what == "prediction":
            return self._prediction(output)
        if what == "check":
            return to_be_checked(self._page.name, output)
        return self._figure(output) if what == "explorer" else shown(output)

    def _leave_exercise(self):
        if self._in_exercise:
            self._blocks.append("</div>")
            self._in_exercise = False

    def _figure(self, output):
        html = output.data["text/html"]
        # A figure that repeats another one has no data of its own; one that waits has more.
        self._page.explorers += html.count('type="application/json"') - html.count('-after">')
        html += told(output)
        return f'<div class="explorer" data-cell="{escape(self._cell)}">{html}</div>\n'

    def _prediction(self, output):
        """The question with what one can answer; the page's script tells what comes of it."""
        asked = output.metadata["question"]
        self._predictions += 1
        name = f"prediction-{self._predictions}"
        legend = f'<legend><span class="kicker">Predict</span> {asked["question"]}</legend>'
        if "sketch" in asked:
            drawing = bs4.BeautifulSoup(output.data["text/html"], "html.parser")
            answers = str(drawing.find(class_="dlcourse-to-draw"))
        else:
            answers = radios(name, asked["options"])
            if asked["reasons"]:
                answers += f"<p>Because</p>{radios(f'{name}-why', asked['reasons'])}"
            outcomes = json.dumps(asked["outcomes"]).replace("<", "\\u003c")
            answers += f'<script type="application/json">{outcomes}</script>'
        return (
            f'<fieldset class="predict" data-question="{asked["name"]}" '
            f'data-reasons="{len(asked.get("reasons", [])) or 1}">{legend}{answers}</fieldset>\n'
            f"{told(output)}"
        )


def radios(name, texts):
    """Answers to choose one from."""
    return "".join(
        f'<label><input type="radio" name="{name}" value="{value}"><span>{text}</span></label>'
        for value, text in enumerate(texts)
    )


def told(output):
    """Where the outcome of a prediction stands: all of it for whoever cannot answer."""
    if not (outcome := output.metadata.get("outcome")):
        return ""
    return (
        f'<div class="outcome" data-outcome="{outcome["name"]}"><div class="all">'
        f'{outcome["html"]}</div><div class="yours" role="status"></div></div>\n'
    )


def _is_hidden(cell):
    notes = cell.metadata.get("slideshow", {}).get("slide_type") == "notes"
    return notes or "cell" in hidden(cell)


def _numbered(words):
    """The number that a title begins with, and the rest: ("04", "Regularization")."""
    found = re.fullmatch(r"(\d\d)[\s:.·–-]+(.+)", words)
    return (found[1], found[2]) if found else ("", words)
