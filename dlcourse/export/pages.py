"""Pages: a static site of all notebooks that any web server, or a folder, serves.

Beside each page lies the notebook to download. Nothing is fetched from anywhere else.
"""

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from dlcourse.export.frozen import script, style
from dlcourse.export.pages_hero import hero

TEMPLATES = Path(__file__).with_name("templates") / "pages"
VENDOR = Path(__file__).with_name("vendor")


@dataclass(frozen=True)
class Section:
    """An entry of a page's contents: a heading of level 2 with those of level 3 below it."""

    anchor: str
    text: str
    parts: list


def contents(headings):
    """Return the table of contents of a page: sections with their parts.

    Parameters
    ----------
    headings : sequence of Heading, in the order of the page

    Returns
    -------
    sections : list of Section
    """
    sections = []
    for heading in headings:
        if heading.level == 2 or (heading.level == 3 and not sections):
            sections.append(Section(heading.anchor, heading.text, []))
        elif heading.level == 3:
            sections[-1].parts.append(heading)
    return sections


def search_index(pages):
    """Return what the search looks through: every heading, with its page and address.

    Parameters
    ----------
    pages : sequence of Page, in the order of the course

    Returns
    -------
    entries : list of dict
    """
    entries = []
    for page in pages:
        about = {"page": page.full_title}
        entries.append({"text": page.title, "level": 1, "url": f"{page.name}.html", **about})
        entries += [
            {
                "text": heading.text,
                "level": heading.level,
                "url": f"{page.name}.html#{heading.anchor}",
                **about,
            }
            for heading in page.headings
        ]
    return entries


def write(folder, pages, notebooks, decks):
    """Write the whole site into an empty folder.

    Parameters
    ----------
    folder : pathlib.Path
    pages : list of Page, in the order of the course
    notebooks : dict, name of a page -> the notebook's file
    decks : dict, name of a page -> address of its deck, where there is one
    """
    assets = folder / "assets"
    assets.mkdir()
    shutil.copyfile(mathjax(), assets / "mathjax.js")
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    # Styles and scripts stand in each page: one that is sent on alone lacks its formulas only.
    environment.globals |= {"css": own("pages.css"), "js": own("pages.js")}
    template = environment.get_template("page.html.j2")
    for number, page in enumerate(pages):
        text = template.render(
            page=page,
            previous=pages[number - 1] if number else None,
            next=pages[number + 1] if number + 1 < len(pages) else None,
            contents=contents(page.headings),
            deck=decks.get(page.name),
            home=False,
            figures_css=Markup(style()),
            figures_js=Markup(script()),
        )
        save(folder / f"{page.name}.html", text)
        shutil.copyfile(notebooks[page.name], folder / f"{page.name}.ipynb")
        if page.picture:
            (assets / f"{page.name}.png").write_bytes(page.picture)
    toy = hero()
    index = environment.get_template("index.html.j2").render(
        pages=pages,
        decks=decks,
        home=True,
        hero=toy,
        hero_json=inline_json(toy),
        index_js=own("index.js"),
        index_json=inline_json(search_index(pages)),
    )
    save(folder / "index.html", index)


def mathjax():
    """The path of the MathJax that comes with the course: one file, SVG output."""
    return next(VENDOR.rglob("tex-svg-full.js"))


def save(path, text):
    """Write a text with the same bytes on every system."""
    path.write_text(text.rstrip("\n") + "\n", encoding="utf-8", newline="\n")


def own(name):
    """The text of one of the templates' styles or scripts."""
    return Markup((TEMPLATES / name).read_text(encoding="utf-8"))


def inline_json(value):
    """JSON that may stand inside a <script> element, whatever its texts hold."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c"))
