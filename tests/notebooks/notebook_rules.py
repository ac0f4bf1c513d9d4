"""What every notebook must keep, one small function a rule: notebook -> a sentence per breach.

`RULES` hold for every notebook, `COURSE_RULES` for the numbered ones with explorers and exercises.
"""

import ast
import inspect
import re
import statistics
import sys
from itertools import count
from pathlib import Path

import nbformat

from dlcourse import topics
from dlcourse.exercise.exercise import Exercise
from dlcourse.exercise.mend import Mend
from tests.notebooks.leaked_answers import find_leaks

MOST_LINES, MEDIAN_LINES, IMPORT_LINES, LINE_LENGTH, MOST_BYTES = 25, 4, 5, 75, 2_000_000
SLIDE_TYPES = {"slide", "subslide", "fragment", "skip", "notes"}
FIRST_IN_SLIDE = {"slide", "subslide", "skip"}
METADATA_KEYS = {"slideshow", "tags", "jupyter"}
ROW = r"\b(?:GD|BP|BV|RG|DO|IN|MB|EW|OP|BN|SM|HP|CP)-\d\d\b"  # of docs/syllabus.md

# Reading a notebook


def code_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def markdown_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "markdown"]


def outputs(notebook):
    """Pairs (cell, output) of the whole notebook."""
    return [(cell, output) for cell in code_cells(notebook) for output in cell.outputs]


def texts(output):
    """What an output says in words: streams, text, HTML, and the words for its pictures."""
    data = output.get("data", {})
    found = [content for kind, content in data.items() if kind.startswith("text/")]
    found += [output.get("text", ""), "\n".join(output.get("traceback", []))]
    return [*found, *(str(about.get("alt", "")) for about in _about_images(output).values())]


def name(cell):
    """A cell as its author finds it: its first line."""
    return f"`{(cell.source.strip().splitlines() or ['an empty cell'])[0]}`"


def slide_type(cell):
    return cell.metadata.get("slideshow", {}).get("slide_type")


def headings(notebook):
    """(cell, level, text, whether it begins the cell) of every heading outside of code blocks."""
    for cell in markdown_cells(notebook):
        prose = re.sub(r"^```.*?^```", "", cell.source, flags=re.MULTILINE | re.DOTALL)
        for found in re.finditer(r"^(#{1,6}) +(.+)$", prose, flags=re.MULTILINE):
            yield cell, len(found[1]), found[2], not prose[: found.start()].strip()


def _about_images(output):
    about = output.get("metadata", {})
    return {kind: about.get(kind, {}) for kind in output.get("data", {}) if "image/" in kind}


def _tree(cell):
    try:
        return ast.parse(cell.source)
    except SyntaxError:
        return ast.Module([], [])  # parses() says so


# The file


def is_valid(notebook):
    """It follows the notebook format."""
    try:
        nbformat.validate(notebook)
    except nbformat.ValidationError as error:
        yield f"it is no valid notebook: {error.message}"


def is_small(notebook):
    """It opens at once and its changes can be looked at."""
    size = len(nbformat.writes(notebook).encode())
    if size > MOST_BYTES:
        yield f"it has {size} bytes, more than {MOST_BYTES}"


def has_known_metadata(notebook):
    """It has nothing that a program of its author's left behind."""
    for cell in notebook.cells:
        if unknown := set(cell.metadata) - METADATA_KEYS:
            yield f"{name(cell)} has the metadata {sorted(unknown)}"
        if cell.cell_type not in ("code", "markdown"):
            yield f"{name(cell)} is a {cell.cell_type} cell"
    if unknown := set(notebook.metadata) - {"kernelspec", "language_info"}:
        yield f"the notebook has the metadata {sorted(unknown)}"
    if "version" in notebook.metadata.get("language_info", {}):
        yield "the notebook names an exact version of Python"


# Code


def was_run(notebook):
    """Every cell was run, once and in order; nbval passes over the others silently."""
    for expected, cell in zip(count(1), code_cells(notebook), strict=False):
        if cell.execution_count != expected:
            yield f"{name(cell)} has the number {cell.execution_count}, not {expected}"


def parses(notebook):
    """Cells are plain Python: no magics, no shell commands."""
    for cell in code_cells(notebook):
        try:
            ast.parse(cell.source)
        except SyntaxError as error:
            yield f"{name(cell)} is no plain Python: {error.msg}"


def has_no_semicolon(notebook):
    """A `;` at the end hides an output from the reader and makes nbval fail."""
    for cell in code_cells(notebook):
        if any(line.split("#")[0].rstrip().endswith(";") for line in cell.source.splitlines()):
            yield f"{name(cell)} has a line that ends with ;"


def has_short_cells(notebook):
    """One idea a cell."""
    lengths = [len(cell.source.splitlines()) for cell in code_cells(notebook)]
    for cell, length in zip(code_cells(notebook), lengths, strict=True):
        if length > MOST_LINES:
            yield f"{name(cell)} has {length} lines, more than {MOST_LINES}"
    if lengths and statistics.median(lengths) > MEDIAN_LINES:
        median = statistics.median(lengths)
        yield f"the median code cell has {median:g} lines, more than {MEDIAN_LINES}"


def has_few_imports(notebook):
    """No wall of imports before the first idea."""
    for cell in code_cells(notebook):
        nodes = [n for n in ast.walk(_tree(cell)) if isinstance(n, ast.Import | ast.ImportFrom)]
        lines = sum(node.end_lineno - node.lineno + 1 for node in nodes)
        if lines > IMPORT_LINES:
            yield f"{name(cell)} has {lines} lines of imports, more than {IMPORT_LINES}"


def has_narrow_code(notebook):
    """Slides clip what is longer; the imports are on no slide."""
    for cell in code_cells(notebook):
        if cell.metadata.get("slideshow", {}).get("slide_type") == "skip":
            continue
        for line in cell.source.splitlines():
            if len(line) > LINE_LENGTH:
                yield f"{name(cell)} has a line of {len(line)} characters: {line}"


def avoids_interact_and_output(notebook):
    """They rebuild figures, flicker, hide exceptions and confuse nbval."""
    for cell in code_cells(notebook):
        for node in ast.walk(_tree(cell)):
            called = node.func if isinstance(node, ast.Call) else None
            if getattr(called, "attr", getattr(called, "id", "")) in ("interact", "Output"):
                yield f"{name(cell)} calls interact or Output"


def is_compared_by_nbval(notebook):
    """No cell is taken out of the strict comparison."""
    for cell in code_cells(notebook):
        tags = cell.metadata.get("tags", [])
        if any(tag.startswith("nbval-") or tag == "raises-exception" for tag in tags):
            yield f"{name(cell)} has a tag that keeps nbval from comparing it"
        if re.search(r"#\s*(NBVAL_|PYTEST_VALIDATE)", cell.source):
            yield f"{name(cell)} has a comment that keeps nbval from comparing it"


def leaves_answers_to_the_reader(notebook):
    """No exercise's reference stands in it, whatever its variables are called."""
    return find_leaks(notebook, exercises())


def hides_predictions(notebook):
    """The right answer cannot be read off the cell that asks."""
    for cell in code_cells(notebook):
        calls = [node for node in ast.walk(_tree(cell)) if isinstance(node, ast.Call)]
        asks = any(ast.unparse(call.func).split(".")[-1] == "Predict" for call in calls)
        if asks and not cell.metadata.get("jupyter", {}).get("source_hidden"):
            yield (
                f"{name(cell)} shows the right answer in its code: make the prediction in the "
                'explorers\' module, or give the cell jupyter={"source_hidden": true}'
            )


# Outputs


def has_no_errors(notebook):
    """No cell failed and none warned."""
    for cell, output in outputs(notebook):
        if output.output_type == "error":
            yield f"{name(cell)} raises {output.ename}"
        if output.get("name") == "stderr":
            yield f"{name(cell)} writes to stderr: {output.text}"


def describes_pictures(notebook):
    """Every picture is a PNG with words for those who do not see it."""
    for cell, output in outputs(notebook):
        for kind, about in _about_images(output).items():
            if kind != "image/png":
                yield f"{name(cell)} shows {kind}: make it a PNG, which nbval does not compare"
            elif not str(about.get("alt", "")).strip():
                yield f"{name(cell)} shows a picture without alt text"
    for cell in markdown_cells(notebook):
        if "![](" in cell.source or re.search(r"<img(?![^>]*\balt=[\"'][^\"'])", cell.source):
            yield f"{name(cell)} has an image without alt text"


def drops_widgets(notebook):
    """No widget's state is stored, and none shows as the text of its Python object."""
    if "widgets" in notebook.metadata:
        yield "the notebook stores the state of its widgets"
    for cell, output in outputs(notebook):
        if any("widget-view" in kind for kind in output.get("data", {})):
            yield f"{name(cell)} stores a widget view"
        if re.search(r"\b[A-Z]\w+\((children|layout|value|model_id)=", "\n".join(texts(output))):
            yield f"{name(cell)} shows the text of a widget's Python object"


def names_no_machine(notebook):
    """No path, address or time of the machine that built it."""
    places = [str(Path.home()), sys.prefix, str(Path(__file__).resolve().parents[2])]
    paths = "|".join(re.escape(place) for place in places if len(place) > 1)
    private = {
        "a path": rf"{paths}|(?<![\w.])/(home|root|Users|tmp|var|usr|opt|mnt)/|\b[A-Z]:\\|"
        r"site-packages|ipykernel_\d",
        "an address in memory": r"\b0x[0-9a-fA-F]{6,}",
        "a measured time": r"(?<![\w.])\d+(\.\d+)?\s?(ms|µs|μs|seconds?)\b",
    }
    for cell, output in outputs(notebook):
        for what, pattern in private.items():
            if found := re.search(pattern, "\n".join(texts(output))):
                yield f"{name(cell)} shows {what}: {found[0]}"


def shows_no_rows(notebook):
    """What a row of the syllabus is called is for those who make the course."""
    for cell in notebook.cells:
        shown = "\n".join([cell.source, *(t for o in cell.get("outputs", []) for t in texts(o))])
        if slide_type(cell) != "notes" and (found := re.search(ROW, shown)):
            yield f"{name(cell)} names the row {found[0]} of the syllabus"


# Slides and structure


def begins_with_its_title(notebook):
    """The first cell is a slide with the only heading of level 1."""
    first = notebook.cells[0]
    if not (first.cell_type == "markdown" and re.match(r"# \d\d \S", first.source)):
        yield f"the first cell is {name(first)}, not a heading like `# 04 Regularization`"
    if slide_type(first) != "slide":
        yield "the first cell is no slide"
    for cell, level, text, _ in headings(notebook):
        if level == 1 and cell is not first:
            yield f"`# {text}` is a second heading of level 1"


def nests_headings(notebook):
    """No level is skipped: a screen reader lists headings by level."""
    last = 0
    for _, level, text, _ in headings(notebook):
        if level > last + 1:
            yield f"{'#' * level} {text} follows a heading of level {last}"
        last = level


def has_slide_types(notebook):
    """A cell has one of the slide types or none: `-` hides it in live slides."""
    for cell in notebook.cells:
        if "slideshow" in cell.metadata and slide_type(cell) not in SLIDE_TYPES:
            yield f"{name(cell)} has the slide type {slide_type(cell)!r}"


def begins_slides_at_headings(notebook):
    """A heading begins a cell, and a slide."""
    for cell, level, text, begins in headings(notebook):
        if begins and slide_type(cell) not in FIRST_IN_SLIDE:
            yield f"the heading {text!r} begins no slide: its cell's type is {slide_type(cell)}"
        if not begins and level < 3:
            yield f"the heading {text!r} stands in the middle of a cell: no slide begins there"


def has_speaker_notes(notebook):
    """Somewhere it says what to ask the class."""
    if not any(slide_type(cell) == "notes" for cell in notebook.cells):
        yield "no cell has speaker notes (slide_type: notes)"


# What a notebook of the course has


def tells_goals_and_time(notebook):
    """At the beginning: what one will be able to do, and how long it takes."""
    start = "\n".join(cell.source for cell in markdown_cells(notebook)[:3])
    if not re.search(r"learning goals|you (can|will be able to)\b", start, re.IGNORECASE):
        yield "the first cells name no learning goals (`After this notebook you can …`)"
    if not re.search(r"\btime\b.*\b\d+ (minutes|hours?)", start, re.IGNORECASE):
        yield "the first cells estimate no time (`**Time:** about 40 minutes`)"


def has_its_sections(notebook):
    """It says where conventions differ and what to remember."""
    titles = [text.lower() for *_, text, _ in headings(notebook)]
    for wanted in ("conventions", "what to remember"):
        if not any(wanted in title for title in titles):
            yield f"it has no section about {wanted}"


def has_explorers(notebook):
    """At least three live figures, told by a picture that comes from the course."""
    known, found = set(), 0
    for cell in code_cells(notebook):
        tree = _tree(cell)
        for node in ast.walk(tree):
            module = str(getattr(node, "module", ""))
            if isinstance(node, ast.ImportFrom) and module.startswith(
                ("dlcourse.live", "dlcourse.topics")
            ):
                known |= {alias.asname or alias.name for alias in node.names}
        for statement in tree.body:
            if _names(statement) & known:
                known |= {node.id for node in ast.walk(statement) if _is_stored(node)}
                known |= {getattr(statement, "name", "")} - {""}
        shows = tree.body and isinstance(tree.body[-1], ast.Expr) and _names(tree.body[-1]) & known
        found += bool(shows) and any("image/png" in o.get("data", {}) for o in cell.outputs)
    if found < 3:
        yield f"it has {found} explorers with a picture, not 3 or more"


def has_predictions(notebook):
    """The reader commits before seeing."""
    asked = [text for _, out in outputs(notebook) for text in texts(out) if text[:8] == "Predict."]
    if not asked:
        yield "no cell asks for a prediction"


def has_exercises(notebook):
    """At least three exercises; before each check a stub with `...`, or what is to be mended."""
    checks, stubs = [], {exercise.name for exercise in exercises() if isinstance(exercise, Mend)}
    for cell in code_cells(notebook):
        for node in ast.walk(_tree(cell)):
            if isinstance(node, ast.FunctionDef) and "..." in ast.unparse(node.body[-1]):
                stubs.add(node.name)
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "check":
                checks.append(ast.unparse(node.args[0]) if node.args else "")
                if checks[-1] not in stubs:
                    yield f"{name(cell)} checks {checks[-1]!r}, which is no stub with ..."
    if len(checks) < 3:
        yield f"it has {len(checks)} exercises, not 3 or more"


def _names(node):
    return {inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name)}


def _is_stored(node):
    return isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)


def exercises():
    """Every exercise of the course."""
    found = {}
    for package in topics.every("exercises").values():
        members = inspect.getmembers(package)
        found |= {id(member): member for _, member in members if isinstance(member, Exercise)}
    return list(found.values())


RULES = (
    is_valid,
    is_small,
    has_known_metadata,
    was_run,
    parses,
    has_no_semicolon,
    has_short_cells,
    has_few_imports,
    has_narrow_code,
    avoids_interact_and_output,
    is_compared_by_nbval,
    leaves_answers_to_the_reader,
    hides_predictions,
    has_no_errors,
    describes_pictures,
    drops_widgets,
    names_no_machine,
    shows_no_rows,
    begins_with_its_title,
    nests_headings,
    has_slide_types,
    begins_slides_at_headings,
)
COURSE_RULES = (
    has_speaker_notes,
    tells_goals_and_time,
    has_its_sections,
    has_explorers,
    has_predictions,
    has_exercises,
)
