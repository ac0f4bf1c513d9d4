"""Pages: a static site of all notebooks that any web server, or a folder, serves.

Beside each page lies the notebook to download. Nothing is fetched from anywhere else.
"""

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from dlcourse._refusal import Refusal
from dlcourse.export.frozen import freeze, script, style
from dlcourse.export.notebooks import read
from dlcourse.export.pages_cells import first_picture, page
from dlcourse.export.pages_files import draft
from dlcourse.export.pages_hero import hero
from dlcourse.export.slides import CHARACTERS, FONTS, VENDOR

TEMPLATES = Path(__file__).with_name("templates") / "pages"


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
    for shown in pages:
        address, where = f"{shown.name}.html", {"page": shown.full_title}
        entries.append({"text": shown.title, "level": 1, "url": address} | where)
        entries += [
            {"text": one.text, "level": one.level, "url": f"{address}#{one.anchor}"} | where
            for one in shown.headings
        ]
    return entries


def make(paths, out, progress=None, live=None):
    """Write a page for each notebook and an index of them; all of them or none.

    Parameters
    ----------
    paths : sequence of pathlib.Path, the notebooks, in the order of the course
    out : pathlib.Path, the folder; made if it does not exist
    progress : Progress, optional
    live : function (folder) -> None, optional, writes the live notebooks; the pages link to them

    Returns
    -------
    index : pathlib.Path
        The page to open first.

    Raises
    ------
    Refusal
        A notebook that does not run, a folder that cannot be written to or that holds a file of
        somebody else's under a name of ours. The folder is as it was then.
    """
    refuse_the_notebooks_own_folder(paths, out)
    with draft(out) as folder:  # first: a folder that cannot be written to is refused at once
        if live:
            live(folder)
        frozen = freeze(paths, progress)
        pages = [
            page(path.stem, notebook, first_picture(read(path)))
            for path, notebook in zip(paths, frozen, strict=True)
        ]
        notebooks = {path.stem: path for path in paths}
        write(folder, pages, notebooks, decks_of(paths, out), live=bool(live))
    return out / "index.html"


def refuse_the_notebooks_own_folder(paths, out):
    """Refuse to write among the course's notebooks: the copies would take their place."""
    if any(path.parent.resolve() == out.resolve() for path in paths):
        raise Refusal(f"{out} holds the course's own notebooks; name another folder with --out")


def decks_of(paths, out):
    """Return the address of each notebook's slides as seen from its page, where there are any.

    They are looked for in the folder itself and in its folder slides/.
    """
    found = {}
    for path in paths:
        for name in (f"{path.stem}.slides.html", f"slides/{path.stem}.slides.html"):
            if (out / name).is_file():
                found.setdefault(path.stem, name)
    return found


def write(folder, pages, notebooks, decks, live=False):
    """Write the whole site into an empty folder.

    Parameters
    ----------
    folder : pathlib.Path
    pages : list of Page, in the order of the course
    notebooks : dict, name of a page -> the notebook's file
    decks : dict, name of a page -> address of its slides, where there are any
    live : bool, whether the notebooks run in live/
    """
    assets = folder / "assets"
    assets.mkdir()
    vendored = VENDOR / "mathjax"
    shutil.copyfile(vendored / "tex-svg-full.js", assets / "mathjax.js")
    shutil.copyfile(vendored / "LICENSE", assets / "mathjax.LICENSE.txt")
    shutil.copytree(VENDOR / "fonts", assets / "fonts", copy_function=shutil.copyfile)
    templates = environment()
    for number, shown in enumerate(pages):
        text = templates.get_template("page.html.j2").render(
            page=shown,
            previous=pages[number - 1] if number else None,
            next=pages[number + 1] if number + 1 < len(pages) else None,
            contents=contents(shown.headings),
            deck=decks.get(shown.name),
            home=False,
            live=live,
        )
        save(folder / f"{shown.name}.html", text)
        shutil.copyfile(notebooks[shown.name], folder / f"{shown.name}.ipynb")
        if shown.picture:
            (assets / f"{shown.name}.png").write_bytes(shown.picture)
    figure = hero()
    text = templates.get_template("index.html.j2").render(
        pages=pages,
        decks=decks,
        home=True,
        live=live,
        hero=figure,
        hero_json=inline_json(figure),
        index_json=inline_json(search_index(pages)),
    )
    save(folder / "index.html", text)


def environment():
    """Return the templates, with the styles and scripts that stand in each page.

    They are inlined, so that a page that is sent on alone lacks nothing but its formulas and fonts.
    """
    loaded = Environment(
        loader=FileSystemLoader(TEMPLATES, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    loaded.globals |= {
        "css": Markup(fonts() + own("pages.css")),
        "js": Markup(own("pages.js")),
        "index_js": Markup(own("index.js")),
        "run_js": Markup(own("run.js")),
        "figures_css": Markup(style()),
        "figures_js": Markup(script()),
    }
    return loaded


def fonts():
    """Return the CSS of the fonts in assets/fonts: the same letters and line breaks everywhere."""
    return "".join(
        f'@font-face {{ font-family: "{family}"; font-style: {slant}; font-weight: {weights}; '
        f"font-display: swap; unicode-range: {CHARACTERS[characters]}; "
        f'src: url("assets/fonts/{name}.woff2") format("woff2"); }}\n'
        for family, name, weights, slant, characters in FONTS
    )


def own(name):
    """Return the text of one of the templates' styles or scripts."""
    return (TEMPLATES / name).read_text(encoding="utf-8")


def save(path, text):
    """Write a text with the same bytes on every system."""
    path.write_text(text.rstrip("\n") + "\n", encoding="utf-8", newline="\n")


def inline_json(value):
    """JSON that may stand inside a <script> element, whatever its texts hold."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c"))
