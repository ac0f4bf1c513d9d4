"""Every notebook keeps the rules of `notebook_rules`; every rule can fail; the build is exact."""

import inspect
import os
import subprocess
import sys
import xml.etree.ElementTree as ElementTree

import nbformat
import numpy as np
import pytest

from dlcourse.exercise.exercise import Exercise
from dlcourse.export.notebooks import find
from dlcourse.topics.regularization.exercises import l2_cost
from tests.notebooks.leaked_answers import find_leaks
from tests.notebooks.notebook_rules import COURSE_RULES, RULES, code_cells
from tests.notebooks.sample_notebook import ROOT, SOURCE, load_build, write_source

NOTEBOOKS = find()
build = load_build()


def read(path):
    return nbformat.read(path, as_version=nbformat.NO_CONVERT)


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The folder of a sample that was built, with its notebook."""
    folder = tmp_path_factory.mktemp("notebooks")
    write_source(folder)
    assert build.main([], folder) == 0
    return folder


@pytest.fixture
def sample(built):
    return read(built / "04_sample.ipynb")


# The course's notebooks


def test_each_notebook_has_its_source():
    stored, sources = (ROOT / "notebooks").glob("*.ipynb"), (ROOT / "notebooks/src").glob("*.py")
    assert {path.stem for path in stored} == {path.stem for path in sources}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_is_built_from_its_source(path):
    source = build.read_source(path.parent / "src" / f"{path.stem}.py")
    stored = read(path)
    for cell in code_cells(stored):
        cell.outputs, cell.execution_count = [], None
    assert list(build.differences(stored, source)) == [], f"build it: {path.stem[:2]}"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_keeps_the_rules(path):
    notebook = read(path)
    rules = RULES if path.name.startswith("00") else RULES + COURSE_RULES
    breaches = [f"{rule.__name__}: {text}" for rule in rules for text in rule(notebook)]
    assert breaches == []
    assert notebook.cells[0].source[2:4] == path.name[:2]


# Every rule can fail


@pytest.mark.parametrize("rule", RULES + COURSE_RULES, ids=lambda rule: rule.__name__)
def test_rule_accepts_the_sample(rule, sample):
    assert list(rule(sample)) == []


def edit(old, new):
    """A change of the cells' text; the outputs stay."""

    def change(notebook):
        hits = [cell for cell in notebook.cells if old in cell.source]
        assert hits, f"the sample has no {old!r}"
        for cell in hits:
            cell.source = cell.source.replace(old, new)

    return change


def with_output(kind, content, about=None):
    """A change of the first output that is data, an array."""

    def change(notebook):
        (cell,) = [cell for cell in notebook.cells if "linspace" in cell.source]
        cell.outputs[0].data[kind] = content
        cell.outputs[0].metadata.update(about or {})

    return change


def with_metadata(text, key, value):
    """A change of the metadata of the cell that begins with a text."""

    def change(notebook):
        (cell,) = [cell for cell in notebook.cells if cell.source.startswith(text)]
        cell.metadata[key] = value

    return change


def with_stream(name, text):
    def change(notebook):
        code_cells(notebook)[0].outputs = [nbformat.v4.new_output("stream", name=name, text=text)]

    return change


def with_error(notebook):
    code_cells(notebook)[0].outputs = [nbformat.v4.new_output("error", ename="Oops", evalue="")]


def without_number(notebook):
    code_cells(notebook)[3].execution_count = None


def without_pictures(notebook):
    for cell in code_cells(notebook):
        for output in cell.outputs:
            output.get("data", {}).pop("image/png", None)


def without_predictions(notebook):
    for cell in code_cells(notebook):
        cell.outputs = [out for out in cell.outputs if "text/html" not in out.get("data", {})]


def with_versions(notebook):
    notebook.metadata.language_info.version = "3.11.2"


def with_widget_state(notebook):
    notebook.metadata.widgets = {"application/vnd.jupyter.widget-state+json": {}}


def with_wrong_id(notebook):
    notebook.cells[0].id = "no id at all"


def with_answer(notebook):
    text = inspect.getsource(l2_cost.reference).replace("squares", "total")
    notebook.cells.append(nbformat.v4.new_code_cell(text))


def with_long_cells(notebook):
    for cell in code_cells(notebook):
        cell.source += "\n\n\n\n"


ALT = {"image/png": {"alt": " "}}
SLIDE = {"slide_type": "-"}
BREACHES = {
    "is_valid": [(with_wrong_id, "no valid notebook")],
    "is_small": [(with_output("text/plain", "x" * 2_000_000), "more than 2000000")],
    "has_known_metadata": [
        (with_metadata("# 04", "editable", True), "'editable'"),
        (with_versions, "exact version"),
        (lambda nb: nb.cells.append(nbformat.v4.new_raw_cell("a")), "a raw cell"),
        (lambda nb: nb.metadata.update(title="a"), "'title'"),
    ],
    "was_run": [(without_number, "has the number None, not 4")],
    "parses": [(edit("J = ", "%time J = "), "no plain Python")],
    "has_no_semicolon": [
        (edit("linspace(0, 1, 3)", "linspace(0, 1, 3);"), "ends with ;"),
        (edit("linspace(0, 1, 3)", "linspace(0, 1, 3) ;  # hidden"), "ends with ;"),
    ],
    "has_short_cells": [
        (edit("np.linspace", "\n" * 25 + "np.linspace"), "has 26 lines"),
        (with_long_cells, "median code cell has"),
    ],
    "has_few_imports": [
        (edit("import numpy", "import re, os\nimport io\nimport numpy"), "6 lines")
    ],
    "has_narrow_code": [(edit("np.linspace", " " * 70 + "np.linspace"), "90 characters")],
    "avoids_interact_and_output": [
        (edit("np.linspace(0, 1, 3)", "interact(line)"), "calls interact"),
        (edit("np.linspace(0, 1, 3)", "w.Output()"), "or Output"),
    ],
    "is_compared_by_nbval": [
        (with_metadata("np.linspace", "tags", ["nbval-ignore-output"]), "a tag"),
        (with_metadata("np.linspace", "tags", ["raises-exception"]), "a tag"),
        (edit("np.linspace", "# NBVAL_SKIP\nnp.linspace"), "a comment"),
    ],
    "leaves_answers_to_the_reader": [
        (with_answer, "the answer of l2_cost"),
    ],
    "hides_predictions": [(with_metadata("guess", "jupyter", {}), "shows the right answer")],
    "has_no_errors": [
        (with_error, "raises Oops"),
        (with_stream("stderr", "UserWarning: careful"), "UserWarning: careful"),
    ],
    "describes_pictures": [
        (with_output("image/png", "iVBORw0KGgo="), "without alt text"),
        (with_output("image/png", "iVBORw0KGgo=", ALT), "without alt text"),
        (with_output("image/svg+xml", "<svg/>"), "image/svg+xml"),
        (edit("Nowhere.", "![](a.png)"), "image without alt text"),
        (edit("Nowhere.", '<img src="a.png" alt="">'), "image without alt text"),
    ],
    "drops_widgets": [
        (with_widget_state, "state of its widgets"),
        (with_output("application/vnd.jupyter.widget-view+json", {}), "a widget view"),
        (with_output("text/plain", "VBox(children=(HTML(value='a'),))"), "Python object"),
    ],
    "names_no_machine": [
        (with_output("text/plain", "/home/me/course"), "a path: /home/"),
        (with_output("text/plain", f"in {ROOT}: done"), "a path"),
        (with_output("text/html", "<p>C:\\Users\\me</p>"), "a path: C:"),
        (with_output("text/plain", "<function f at 0x7f5a3c2b1d30>"), "an address"),
        (with_stream("stdout", "took 12.5 ms"), "a measured time: 12.5 ms"),
        (with_output("image/png", "", {"image/png": {"alt": "in /tmp/a"}}), "a path: /tmp/"),
    ],
    "begins_with_its_title": [
        (edit("# 04 A sample", "A sample"), "not a heading like"),
        (edit("## Slopes", "# Slopes"), "second heading"),
        (with_metadata("# 04", "slideshow", {"slide_type": "subslide"}), "is no slide"),
    ],
    "nests_headings": [(edit("## Slopes", "### Slopes"), "follows a heading of level 1")],
    "has_slide_types": [
        (with_metadata("np.linspace", "slideshow", SLIDE), "slide type '-'"),
        (with_metadata("np.linspace", "slideshow", {}), "slide type None"),
    ],
    "begins_slides_at_headings": [
        (lambda nb: nb.cells[-1].metadata.clear(), "'What to remember' begins no slide"),
        (edit("Nowhere.", "Nowhere.\n\n## More"), "in the middle of a cell"),
    ],
    "has_speaker_notes": [
        (with_metadata("Ask which", "slideshow", {"slide_type": "skip"}), "no cell has speaker")
    ],
    "tells_goals_and_time": [
        (edit("After this notebook you can", "We"), "no learning goals"),
        (edit("5 minutes", "little"), "estimate no time"),
    ],
    "shows_no_rows": [
        (edit("Nowhere.", "Nowhere, see RG-01."), "names the row RG-01"),
        (with_stream("stdout", "OP-10"), "names the row OP-10"),
    ],
    "has_its_sections": [
        (edit("Where conventions differ", "Else"), "no section about conventions"),
        (edit("What to remember", "The end"), "no section about what to remember"),
    ],
    "has_explorers": [
        (without_pictures, "0 explorers"),
        (edit("\nsteep", "\nprint(steep)\nNone"), "2 explorers"),
        (edit("from dlcourse.live", "from mine"), "0 explorers"),
    ],
    "has_predictions": [(without_predictions, "asks for a prediction")],
    "has_exercises": [
        (edit("exercise.check(rise)", "rise"), "0 exercises"),
        (edit("return ...", "return a * x"), "'rise', which is no stub"),
    ],
}


CASES = [(name, *case) for name, cases in BREACHES.items() for case in cases]


@pytest.mark.parametrize(("name", "change", "expected"), CASES, ids=[case[0] for case in CASES])
def test_rule_finds_a_breach(name, change, expected, sample):
    (rule,) = [rule for rule in RULES + COURSE_RULES if rule.__name__ == name]
    change(sample)
    assert expected in "\n".join(rule(sample))


def test_every_rule_is_seen_to_fail():
    assert set(BREACHES) == {rule.__name__ for rule in RULES + COURSE_RULES}


# Answers that leaked


def _shrink(w, alpha, lambd):
    """One step."""
    step = alpha * lambd
    return w - step * w


def _threshold(w, amount):
    return np.sign(w) * np.maximum(np.abs(w) - amount, 0)


def _double(w):
    return 2 * w


@pytest.mark.parametrize(
    ("reference", "text", "leaks"),
    [
        (_shrink, "if True:\n    s = a * l\n    W = 1\n", False),
        (_shrink, "def f(v, a, l):\n    # mine\n    s = a*l\n    return v - s * v\n", True),
        (_shrink, "def f(v, a, l):\n    s = a*l\n    return v - s * l\n", False),
        (_threshold, "print(np.sign(v) * np.maximum(np.abs(v) - t, 0), 'done')", True),
        (_threshold, "np.sign(v) * np.maximum(np.abs(w) - t, 0)", False),
        (_double, "def f(v):\n    return 2 * v", False),  # too short to be an answer
    ],
)
def test_leaked_answers(reference, text, leaks):
    exercise = Exercise("a sample", reference, {}, ({},), ())
    cells = [
        nbformat.v4.new_code_cell(text),
        nbformat.v4.new_markdown_cell(f"So:\n```python\n{text}\n```"),
    ]
    for cell in cells:
        found = list(find_leaks(nbformat.v4.new_notebook(cells=[cell]), [exercise]))
        assert bool(found) == leaks
        assert all(exercise.name in sentence for sentence in found)


# The build


def test_build_changes_no_byte(built, capsys):
    before = (built / "04_sample.ipynb").read_bytes()
    assert build.main(["04"], built) == 0
    assert (built / "04_sample.ipynb").read_bytes() == before
    assert build.main(["--check"], built) == 0
    assert capsys.readouterr().out == "04_sample.ipynb: built\n04_sample.ipynb: as built now\n"


def test_a_link_to_a_notebook_still_to_come_is_built_as_its_words(tmp_path):
    text = "See [this](04_sample.ipynb#Here), {} and [that](https://example.org/05_later.html)."
    write_source(tmp_path, f"# %% [markdown]\n# {text.format('[the next](05_later.ipynb)')}\n")
    source = tmp_path / "src" / "04_sample.py"
    (cell,) = build.read_source(source).cells
    assert cell.source == text.format("the next")
    source.with_name("05_later.py").touch()
    (cell,) = build.read_source(source).cells
    assert cell.source == text.format("[the next](05_later.ipynb)")


def test_build_keeps_what_shows_without_a_kernel(sample):
    figure = next(cell for cell in sample.cells if cell.source.startswith("line(0.5)"))
    (shown,) = figure.outputs
    assert set(shown.data) == {"image/png", "text/plain"}
    assert shown.data["text/plain"] == "a = 2: at x = 3 it is 6.00."
    assert shown.metadata["image/png"]["alt"] == shown.data["text/plain"]
    numbers = [cell.execution_count for cell in code_cells(sample)]
    assert numbers == list(range(1, len(numbers) + 1))
    assert sample.metadata.kernelspec.name == "python3"
    assert "version" not in sample.metadata.language_info
    assert len({cell.id for cell in sample.cells}) == len(sample.cells)


def test_cell_ids_follow_the_text_not_the_position(tmp_path):
    once = build.read_source(write_source(tmp_path, "# %%\na\n\n# %%\nb\n\n# %%\na\n"))
    moved = build.read_source(write_source(tmp_path, "# %%\nnew\n\n# %%\na\n\n# %%\nb\n"))
    first, second, third = (cell.id for cell in once.cells)
    assert third == f"{first}-2"
    assert [cell.id for cell in moved.cells[1:]] == [first, second]


def run_build(folder, *arguments):
    """Build in a process of its own, whose whole stderr is seen; returns status and stderr."""
    code = "import sys; from pathlib import Path; "
    code += "from tests.notebooks.sample_notebook import load_build; "
    code += "sys.exit(load_build().main(sys.argv[2:], Path(sys.argv[1])))"
    ran = subprocess.run(
        [sys.executable, "-W", "error", "-c", code, folder, *arguments],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        env=os.environ | {"PYTHONUTF8": "1"},
    )
    return ran.returncode, ran.stderr


@pytest.mark.parametrize(
    ("last_cell", "expected"),
    [
        ("x = 1\n1 / 0", "04_sample.ipynb: cell 2 (`x = 1`) raises ZeroDivisionError: division by"),
        (
            "import warnings\nwarnings.warn('careful')",
            "cell 2 (`import warnings`) writes to stderr",
        ),
        ("import os\nos._exit(3)", "the kernel died in cell 2 (`import os`)"),
        ("import ipywidgets\nipywidgets.Text()", "shows a widget that is invisible without"),
    ],
)
def test_build_fails_whole(last_cell, expected, tmp_path):
    write_source(tmp_path, f"# %%\nprint('first')\n\n# %%\n{last_cell}\n")
    (tmp_path / "04_sample.ipynb").write_text("as it was", encoding="utf-8")
    status, errors = run_build(tmp_path)
    assert status == 1 and expected in errors
    assert (tmp_path / "04_sample.ipynb").read_text(encoding="utf-8") == "as it was"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["04_sample.ipynb", "src"]


def test_build_in_an_empty_folder_whatever_the_author_has_set(tmp_path, monkeypatch):
    monkeypatch.setenv("MPLBACKEND", "pdf")
    monkeypatch.setenv("PYTHONHASHSEED", "1")
    monkeypatch.setenv("PYTHONWARNINGS", "error")
    write_source(
        tmp_path,
        "# %%\nimport os\nprint(os.listdir('.'))\n"
        "for name in ('MPLBACKEND', 'PYTHONHASHSEED', 'PYTHONWARNINGS', 'OPENBLAS_NUM_THREADS'):\n"
        "    print(os.environ.get(name))\n",
    )
    assert build.main([], tmp_path) == 0
    (cell,) = read(tmp_path / "04_sample.ipynb").cells
    assert cell.outputs[0].text == "[]\nmodule://matplotlib_inline.backend_inline\n0\nNone\n1\n"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("{J:.4f}", "{J:.5f}", "cell 7 (`rng = np.random.default_rng(0)`) differs in source"),
        ("5 minutes", "6 minutes", "cell 1 (`# 04 A sample`) differs in source"),
        ('"fragment"', '"slide"', "cell 12 (`line(1)`) differs in metadata"),
        ("# ## What", "# %%\n1 + 1\n\n# %% [markdown]\n# ## What", "it has 19 cells, its"),
    ],
)
def test_drift_is_told(old, new, expected, sample, tmp_path):
    assert SOURCE.count(old) == 1
    for cell in code_cells(sample):
        cell.outputs, cell.execution_count = [], None
    changed = build.read_source(write_source(tmp_path, SOURCE.replace(old, new)))
    assert expected in "\n".join(build.differences(sample, changed))
    assert list(build.differences(sample, build.read_source(write_source(tmp_path)))) == []


def test_check_tells_a_changed_output(built, tmp_path, capsys):
    write_source(tmp_path)
    stored = read(built / "04_sample.ipynb")
    edit_output(stored, "0.0039", "0.0040")
    nbformat.write(stored, tmp_path / "04_sample.ipynb")
    before = (tmp_path / "04_sample.ipynb").read_bytes()
    assert build.main(["--check"], tmp_path) == 1
    said = capsys.readouterr().err
    assert "cell 7 (`rng = np.random.default_rng(0)`) differs in its output" in said
    assert "J = 0.0040" in said and "J = 0.0039" in said
    assert (tmp_path / "04_sample.ipynb").read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "status", "expected"),
    [
        (["07"], 2, "build.py: there is no notebook 07; the course has 04"),
        (["04", "7"], 2, "there is no notebook 07; the course has 04"),
        (["--check"], 1, "04_sample.ipynb: it has not been built yet"),
    ],
)
def test_bad_calls(arguments, status, expected, tmp_path, capsys):
    write_source(tmp_path)
    assert build.main(arguments, tmp_path) == status
    assert expected in capsys.readouterr().err


def test_no_sources(tmp_path, capsys):
    assert build.main([], tmp_path) == 2
    assert "holds no notebook NN_name.py" in capsys.readouterr().err


# nbval on what was built


def edit_output(notebook, old, new):
    """Replace a text in the stored outputs."""
    hits = 0
    for cell in code_cells(notebook):
        for output in cell.outputs:
            for holder, key in ((output, "text"), (output.get("data", {}), "text/plain")):
                if old in holder.get(key, ""):
                    holder[key], hits = holder[key].replace(old, new), hits + 1
    assert hits, f"no output has {old!r}"


def test_nbval_compares_what_was_built(built, tmp_path):
    notebook = read(built / "04_sample.ipynb")
    # live, widget views come with the figures; they are not in the file, and are not missed
    nbformat.write(notebook, tmp_path / "as_built.ipynb")
    edit_output(notebook, "0.0039", "0.0040")
    edit_output(notebook, "it is 6.00", "it is 6.01")
    edit('line(0.5).after(guess, "steep")', 'line(0.5).after(guess, "steep") and None')(notebook)
    nbformat.write(notebook, tmp_path / "changed.ipynb")
    report = tmp_path / "report.xml"
    ran = subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-c", str(ROOT / "pyproject.toml")),
            *("--nbval", "--nbval-current-env", "--nbval-cell-timeout", "120"),
            *("-n", "2", "--dist", "loadfile", f"--junitxml={report}", str(tmp_path)),
        ],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        encoding="utf-8",
    )
    cases = list(ElementTree.parse(report).iter("testcase"))
    assert len(cases) == 2 * len(code_cells(notebook)), ran.stdout
    failures = {
        case.get("name"): failure.text
        for case in cases
        if (failure := case.find("failure")) is not None and "changed" in case.get("classname")
    }
    assert ran.stdout.count("FAILED") == len(failures) == 3  # none in as_built
    assert "J = 0.0039" in failures["Cell 3"]
    assert "Missing output fields" in failures["Cell 6"]
    assert "it is 6.01" in failures["Cell 7"]
