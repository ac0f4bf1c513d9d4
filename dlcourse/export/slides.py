"""One self-contained file of slides a notebook: reveal.js, MathJax, fonts and frames inside."""

import base64
from pathlib import Path

import jinja2

from dlcourse.export import frozen
from dlcourse.export.deck import sections
from dlcourse.export.files import Writer
from dlcourse.export.notebooks import title

HERE = Path(__file__).parent
VENDOR = HERE / "vendor"
TEMPLATES = HERE / "templates" / "slides"
# family, file, range of weights, style, characters
FONTS = (
    ("Source Sans 3", "source-sans-3-latin-wght-normal", "200 900", "normal", "latin"),
    ("Source Sans 3", "source-sans-3-latin-wght-italic", "200 900", "italic", "latin"),
    ("Source Sans 3", "source-sans-3-greek-wght-normal", "200 900", "normal", "greek"),
    ("Source Code Pro", "source-code-pro-latin-wght-normal", "200 900", "normal", "latin"),
    ("Source Code Pro", "source-code-pro-greek-wght-normal", "200 900", "normal", "greek"),
)
CHARACTERS = {
    "latin": "U+0000-00FF, U+0131, U+0152-0153, U+2000-206F, U+20AC, U+2191, U+2193, U+2212",
    "greek": "U+0370-03FF",
}


def make(paths, out, progress):
    """Write the slides of notebooks, NN_name.slides.html each; all of them or none.

    Parameters
    ----------
    paths : sequence of pathlib.Path, the notebooks
    out : pathlib.Path, the folder; made if it does not exist
    progress : Progress

    Returns
    -------
    files : list of pathlib.Path, in the order of the notebooks

    Raises
    ------
    Refusal
        A notebook that does not run, or a folder that cannot be written to; no file is left then.
    """
    with Writer(out) as writer:  # first: a folder that cannot be written to is refused at once
        notebooks = frozen.freeze(paths, progress)
        return [
            writer.write(f"{path.stem}.slides.html", deck(notebook))
            for path, notebook in zip(paths, notebooks, strict=True)
        ]


def deck(notebook):
    """Return the HTML of a notebook's slides.

    Parameters
    ----------
    notebook : NotebookNode, of `frozen.freeze`

    Returns
    -------
    html : str, a whole file
    """
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES, encoding="utf-8"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    environment.filters["css"] = _style
    environment.filters["js"] = _script
    slides = sections(notebook)
    text = "".join(block for section in slides for slide in section for block in slide.blocks)
    return environment.get_template("deck.html.j2").render(
        title=title(notebook),
        sections=slides,
        style=fonts() + frozen.style(),
        script=frozen.script(),
        math='class="math"' in text,
        vendor=VENDOR,
        templates=TEMPLATES,
    )


def fonts():
    """The CSS that brings the fonts, inlined: the slides look and break the same everywhere."""
    faces = []
    for family, name, weights, style, characters in FONTS:
        data = base64.b64encode((VENDOR / "fonts" / f"{name}.woff2").read_bytes()).decode("ascii")
        faces.append(
            f'@font-face {{ font-family: "{family}"; font-style: {style}; '
            f"font-weight: {weights}; unicode-range: {CHARACTERS[characters]}; "
            f'src: url("data:font/woff2;base64,{data}") format("woff2"); }}\n'
        )
    return "".join(faces)


def _style(css):
    """A path or text as a style element."""
    return jinja2.utils.markupsafe.Markup(f"<style>\n{_text(css)}</style>")


def _script(javascript):
    """A path or text as a script element, which nothing inside may end."""
    source = _text(javascript).replace("</script", "<\\/script").replace("<!--", "<\\!--")
    return jinja2.utils.markupsafe.Markup(f"<script>\n{source}</script>")


def _text(source):
    return source.read_text(encoding="utf-8") if isinstance(source, Path) else source
