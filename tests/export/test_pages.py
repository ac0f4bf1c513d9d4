"""Pages: what stands in them and what does not, and how they are put into a folder."""

import json
import os
import re
import types

import bs4
import nbformat
import numpy as np
import pytest

from dlcourse._refusal import Refusal
from dlcourse.command import main
from dlcourse.exercise.exercise import Exercise
from dlcourse.exercise.verdict import Verdict
from dlcourse.export import notebooks, pages, pages_files, pages_hero
from dlcourse.export.pages_cells import first_picture, page
from dlcourse.export.pages_text import Text, code, printed
from dlcourse.export.pieces import Pieces
from dlcourse.export.record import record
from dlcourse.live.predictions import Predict
from tests.command.refusals import refusal
from tests.notebooks.leaked_answers import find_leaks
from tests.notebooks.notebook_rules import exercises

FIGURE = (
    '<figure class="dlcourse-frozen" id="n-figure-1" data-frames="d">'
    '<img alt="a line" src="data:,">'
    '<script type="application/json" id="d">{}</script></figure>'
)
PNG = b"\x89PNG\r\n\x1a\nnot looked at"


def output(html, kind=None, text=""):
    metadata = {"dlcourse": kind} if kind else {}
    data = {"text/html": html, "text/plain": text}
    return nbformat.v4.new_output("display_data", data, metadata=metadata)


def prediction(question="λ grows. What shrinks?"):
    asked = Predict(question, {"w": "Yes, the price.", "b < 0": "No: b is free."}, "w", "So w.")
    kept = record(asked)
    asked.close()
    made = output(Pieces("n").html(kept), "prediction")
    made.metadata["question"] = kept
    made.metadata["outcome"] = {"name": kept["name"], "html": kept["told"]}
    return made


def check(hints=("Look at `m`.", "Divide.")):
    verdict = Verdict("open", "`f` is not attempted yet", "f", hints=hints)
    return output(verdict._repr_html_(), "check", verdict.sentence)


def markdown(source, kind=None):
    metadata = {"slideshow": {"slide_type": kind}} if kind else {}
    return nbformat.v4.new_markdown_cell(source, metadata=metadata)


def cell(source, *outputs, **metadata):
    return nbformat.v4.new_code_cell(source, outputs=list(outputs), metadata=metadata)


def sample():
    """A frozen notebook with one of everything."""
    return nbformat.v4.new_notebook(
        cells=[
            markdown(
                "# 07 Mini-batches\n\n**Small steps,\nsooner.**\n\n**Learning goals.** You can\n\n"
                "- count $m/t$ steps.\n\n**Time:** about 1.5 hours. **Before it:** notebook 01."
            ),
            markdown("*For the instructor.* Ask the back row.", "notes"),
            markdown("**How to work.** Choose *Run → Run All Cells* once."),
            cell("import numpy as np", slideshow={"slide_type": "skip"}),
            markdown("## 1 Why *small*\n\nSo $a<b$ and\n\n$$J = \\frac1m\\sum_i a_i < b$$"),
            cell('print("a < b")', nbformat.v4.new_output("stream", text="a < b\n\x1b[31mred")),
            cell("guess = explorers.predictions.size()\nguess", prediction()),
            cell("explorers.size().after(guess)", output(FIGURE, "explorer", "a line")),
            markdown("**So:** small ones are quick."),
            markdown("### Exercise 1: shuffle\n\nReturn a permutation."),
            cell("def shuffle(X):\n    return ..."),
            cell("exercises.shuffle.check(shuffle)", check()),
            markdown("After the exercise.\n\n| a | b |\n|---|---|\n| 1 | 2 |"),
            markdown("## 1 Why *small*\n\nAgain."),
            cell("hidden = 1", output("<p>shown</p>"), tags=["hide-input"]),
            markdown(
                "**Question 1.** Which?\n\n"
                "<details><summary>All.</summary>\n\n✗ No.\n\n</details>\n"
                "<details><summary>One.</summary>\n\n✓ Right: $t$.\n\n</details>"
            ),
            markdown("## What to remember\n\n- Shuffle."),
        ]
    )


@pytest.fixture
def made():
    return page("07_mini_batches", sample(), PNG)


@pytest.fixture
def body(made):
    return bs4.BeautifulSoup(made.body, "html.parser")


@pytest.fixture
def course(tmp_path, monkeypatch):
    """Three notebooks that take no time to freeze, found by number as the course's are."""
    folder = tmp_path / "notebooks"
    folder.mkdir()
    for name in ("05_dropout", "07_mini_batches", "12_hyperparameter_search"):
        stored = sample()
        stored.cells[0].source = stored.cells[0].source.replace("07 Mini", f"{name[:2]} {name[3:]}")
        nbformat.write(stored, folder / f"{name}.ipynb")
    monkeypatch.setattr(pages, "freeze", lambda paths, progress: [*map(notebooks.read, paths)])
    monkeypatch.setattr(notebooks, "course_folder", lambda name: folder)
    return folder


def soup(path):
    return bs4.BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


def files(folder):
    return {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}


# A page's parts


def test_the_first_cell_gives_title_promise_and_time(made):
    assert (made.number, made.title, made.full_title) == (
        "07",
        "Mini-batches",
        "07 Mini-batches",
    )
    assert made.promise == "Small steps, sooner."
    assert made.facts == ["About 1.5 hours", "1 live figure", "1 exercise"]
    assert "Small steps" not in made.introduction
    assert "1.5" not in made.introduction
    assert "count" in made.introduction
    assert "notebook 01" in made.introduction


def test_a_first_cell_without_any_of_it_is_a_page_too():
    bare = page("00_start", nbformat.v4.new_notebook(cells=[markdown("# Start here\n\nGo on.")]))
    assert (bare.number, bare.full_title, bare.promise, bare.facts) == ("", "Start here", "", [])
    assert "Go on." in bare.introduction
    assert "How to read" not in bare.introduction  # nothing to move
    assert not bare.has_math


def test_what_is_for_instructors_and_for_jupyterlab_stays_away(made):
    assert "back row" not in made.body
    assert "Run All Cells" not in made.body
    assert "How to read this page" in made.introduction


def test_a_prediction_asks_and_knows_what_to_tell_after_each_answer(body):
    (asked,) = body.select("fieldset.predict")
    assert asked.legend.get_text() == "Predict λ grows. What shrinks?"
    options = asked.find_all("input", type="radio")
    assert [option.parent.get_text() for option in options] == ["w", "b < 0"]
    assert {option["name"] for option in options} == {"prediction-1"}
    right, wrong = json.loads(asked.script.string)
    assert right.startswith("<p>Right.</p>") and "Your answer: “w” Yes, the price." in right
    assert wrong.startswith("<p>Not quite.") and wrong.endswith("<p>So w.</p>")
    told = asked.find_next_sibling(class_="outcome")
    assert told["data-outcome"] == asked["data-question"]
    # for whoever has no script, and in print: all of it, without a word about an answer
    everything, yours = told.find_all("div", recursive=False)
    assert "✓ “w” Yes, the price." in everything.get_text() and "Your" not in everything.get_text()
    assert yours.get_text() == "" and yours["role"] == "status"


def test_a_prediction_of_two_parts_asks_both():
    asked = Predict("And?", {"a": "No.", "b": "Yes."}, "b", "", {"x": "Yes.", "y": "No."}, "x")
    kept = record(asked)
    asked.close()
    made = output(Pieces("n").html(kept), "prediction")
    made.metadata.update(question=kept, outcome={"name": kept["name"], "html": kept["told"]})
    shown = page("01_a", nbformat.v4.new_notebook(cells=[markdown("# 01 A"), cell("guess", made)]))
    fields = bs4.BeautifulSoup(shown.body, "html.parser").fieldset
    assert fields["data-reasons"] == "2"
    for name in ("prediction-1", "prediction-1-why"):
        assert len(fields.find_all("input", attrs={"name": name})) == 2
    outcomes = json.loads(fields.script.string)
    verdicts = [re.match("<p>(.*?)</p>", html)[1] for html in outcomes]
    assert verdicts == [
        "The reason is right, but what follows from it is “b”",
        "Not quite. The answer is “b”",
        "Right, and for the right reason.",
        "Right, for another reason.",
    ]


def test_an_exercise_shows_its_stub_and_says_where_it_is_checked(body):
    (exercise,) = body.select(".exercise")
    assert exercise.find("code").get_text() == "def shuffle(X):\n    return ..."
    assert exercise.select_one(".check a")["href"] == "07_mini_batches.ipynb"
    hint = exercise.select_one("details.hints")
    assert hint.summary.get_text() == "Hint 1 of 2"
    assert hint.find("details").summary.get_text() == "Hint 2 of 2"
    assert "style=" not in str(exercise)
    assert "exercises.shuffle" not in str(exercise)
    assert "After the exercise" not in exercise.get_text()
    assert body.find("table").find_parent(class_="exercise") is None


def test_figures_code_outputs_and_the_quiz_have_their_boxes(body):
    assert body.select_one(".explorer figure img")["alt"] == "a line"
    folded = body.select_one("details.source")
    assert folded.find("code").get_text() == "explorers.size().after(guess)"
    assert body.select_one(".output .printed").get_text() == "a < b\nred"
    assert [d.summary.get_text() for d in body.select(".quiz details")] == ["All.", "One."]
    assert body.select_one(".quiz .math").get_text() == "\\(t\\)"
    assert body.select_one("p.so").get_text() == "So: small ones are quick."
    assert body.select_one(".remember li").get_text() == "Shuffle."
    assert "hidden = 1" not in str(body)
    assert "shown" in body.get_text()


def test_formulas_are_given_to_mathjax_as_they_were_written(body):
    assert [m.get_text() for m in body.select("p .math")][:2] == [
        "\\(a<b\\)",
        "\\[J = \\frac1m\\sum_i a_i < b\\]",
    ]
    assert body.select_one(".math.display").get_text().startswith("\\[")


def test_headings_have_anchors_of_their_own(made, body):
    anchors = [heading["id"] for heading in body.find_all(re.compile("h[2-6]"))]
    assert anchors == [
        "1-why-small",
        "exercise-1-shuffle",
        "1-why-small-2",
        "what-to-remember",
    ]
    assert [heading.anchor for heading in made.headings] == anchors
    links = [link["href"] for link in body.select("a.anchor")]
    assert links == [f"#{anchor}" for anchor in anchors]


def test_a_heading_never_takes_an_anchor_of_the_page_itself():
    text = Text(("main", "contents"))
    text.html("## Main\n\n## Contents\n\n## Σ and λ!\n\n## ??")
    assert [h.anchor for h in text.headings] == ["main-2", "contents-2", "σ-and-λ", "section"]


def test_boxes_that_scroll_are_reached_by_the_keyboard():
    for html in (code("x = 1"), printed("long"), Text().html("| a |\n|---|\n| 1 |")):
        (box,) = bs4.BeautifulSoup(html, "html.parser").select("[data-scrolls]")
        assert box["tabindex"] == "0"
        assert box["role"] == "group"
        assert box["aria-label"] in {"Code", "Output", "Table"}


def test_code_keeps_its_text_and_unknown_languages_stay_plain():
    source = "if a < b:  # <script>\n    return '&amp;'"
    for language in ("python", "klingon"):
        shown = bs4.BeautifulSoup(code(source, language), "html.parser")
        assert shown.find("code").get_text() == source
        assert shown.find("script") is None


@pytest.mark.parametrize(
    ("data", "shown"),
    [
        ({"text/plain": "1 < 2"}, "<pre"),
        ({"image/png": "AAAA", "text/plain": "a line"}, 'alt="a line"'),
        ({"image/svg+xml": "<svg></svg>", "text/plain": "a line"}, 'aria-label="a line"'),
        ({"text/markdown": "*m*"}, "<em>m</em>"),
        ({"text/latex": "$x$"}, '<span class="math">\\(x\\)</span>'),
        ({"text/html": "<b>h</b>", "text/plain": "h"}, "<b>h</b>"),
    ],
)
def test_every_kind_of_output_is_shown(data, shown):
    one = cell("x", nbformat.v4.new_output("execute_result", data, execution_count=1))
    assert shown in page("n", nbformat.v4.new_notebook(cells=[one])).body


def test_the_first_stored_picture_stands_on_the_card():
    stored = sample()
    assert first_picture(stored) == b""
    for data in ("UE5H", "b3RoZXI="):
        stored.cells[7].outputs += [nbformat.v4.new_output("display_data", {"image/png": data})]
    assert first_picture(stored) == b"PNG"


# The site


def test_pages_know_their_neighbours_and_files(course, tmp_path):
    index = pages.make(notebooks.find(), tmp_path / "site")
    site = index.parent
    first, middle, last = (soup(site / f"{path.stem}.html") for path in notebooks.find())
    assert [a["href"] for a in first.select(".neighbours a")] == [
        "index.html",
        "07_mini_batches.html",
    ]
    assert [(a["rel"], a["href"]) for a in middle.select(".neighbours a")] == [
        (["prev"], "05_dropout.html"),
        (["next"], "12_hyperparameter_search.html"),
    ]
    assert [a["href"] for a in last.select(".neighbours a")] == [
        "07_mini_batches.html",
        "index.html",
    ]
    copy = site / middle.select_one("a[download]")["href"]
    assert copy.read_bytes() == (course / "07_mini_batches.ipynb").read_bytes()
    assert [a["href"] for a in soup(index).select(".card h3 a")] == [
        "05_dropout.html",
        "07_mini_batches.html",
        "12_hyperparameter_search.html",
    ]


def test_every_address_in_the_site_leads_somewhere_in_it(course, tmp_path):
    index = pages.make(notebooks.find(), tmp_path / "site")
    for path in index.parent.glob("*.html"):
        shown = soup(path)
        assert shown.html["lang"] == "en"
        assert shown.title.get_text().strip()
        assert len(shown.find_all("h1")) == 1
        ids = [element["id"] for element in shown.find_all(id=True)]
        assert len(ids) == len(set(ids))
        for element in shown.find_all(["a", "img", "link", "script"]):
            address = element.get("href") or element.get("src") or ""
            if address.startswith(("data:", "https://creativecommons.org/")) or not address:
                continue
            file, _, anchor = address.partition("#")
            target = path.parent / file if file else path
            assert target.is_file(), address
            assert not anchor or soup(target).find(id=anchor), address
        for asset in re.findall(r"url\(\"?([^)\"]+)", path.read_text(encoding="utf-8")):
            assert asset.startswith("data:") or (path.parent / asset).is_file()


def test_the_search_finds_every_heading_where_it_is(course, tmp_path):
    index = pages.make(notebooks.find(), tmp_path / "site")
    entries = json.loads(soup(index).find(id="search-index").get_text())
    assert len(entries) == 3 * 5
    for entry in entries:
        file, _, anchor = entry["url"].partition("#")
        heading = soup(index.parent / file).find(id=anchor) if anchor else None
        assert entry["text"] == (heading.get_text() if heading else entry["page"].split(" ", 1)[1])


def test_slides_are_linked_where_they_were_made(course, tmp_path):
    (tmp_path / "slides").mkdir()
    (tmp_path / "slides" / "07_mini_batches.slides.html").touch()
    (tmp_path / "05_dropout.slides.html").touch()
    index = pages.make(notebooks.find(), tmp_path)
    links = {
        path.stem: [a["href"] for a in soup(path).select(".title a.quiet")]
        for path in tmp_path.glob("[01]*.html")
        if "slides" not in path.name
    }
    assert links == {
        "05_dropout": ["05_dropout.slides.html"],
        "07_mini_batches": ["slides/07_mini_batches.slides.html"],
        "12_hyperparameter_search": [],
    }
    assert len(soup(index).find_all("a", string=re.compile("Slides"))) == 0
    assert [a["href"] for a in soup(index).select(".card .more a:not([download])")] == [
        "05_dropout.slides.html",
        "slides/07_mini_batches.slides.html",
    ]


def test_text_that_looks_like_markup_does_no_harm(course, tmp_path):
    stored = sample()
    stored.cells[0].source = "# 07 </script>&\n\n**</title><script>alert(1)</script>**"
    stored.cells[4].source = "## </script><script>alert(2)</script>"
    nbformat.write(stored, course / "07_mini_batches.ipynb")
    index = pages.make(notebooks.find(), tmp_path / "site")
    for path in (index, index.parent / "07_mini_batches.html"):
        scripts = [script.get_text() for script in soup(path).head.find_all("script")]
        assert not any("alert" in script for script in scripts)
    entries = json.loads(soup(index).find(id="search-index").get_text())
    assert "</script>&" in {entry["text"] for entry in entries}


def test_making_it_twice_changes_no_byte(course, tmp_path):
    pages.make(notebooks.find(), tmp_path / "a")
    pages.make(notebooks.find(), tmp_path / "b")
    before = {n: (tmp_path / "a" / n).read_bytes() for n in files(tmp_path / "a")}
    assert before == {n: (tmp_path / "b" / n).read_bytes() for n in files(tmp_path / "b")}
    pages.make(notebooks.find(), tmp_path / "a")
    assert before == {n: (tmp_path / "a" / n).read_bytes() for n in files(tmp_path / "a")}


# The figure on the index page


def test_the_index_page_figure_shows_a_fit_that_minimizes_its_cost():
    rng = np.random.default_rng(0)
    x, y = pages_hero.sample(12, rng)

    def cost(w, lambd):
        a = np.polynomial.legendre.legval(x, w)
        return np.sum((a - y) ** 2) + lambd * np.sum(w[1:] ** 2)

    for lambd in (0.01, 1.0):
        best = pages_hero.fit(x, y, lambd)
        for step in rng.normal(size=(50, best.size)) * 1e-3:
            assert cost(best, lambd) < cost(best + step, lambd)


def test_the_index_page_figure_tells_what_its_numbers_say():
    figure = pages_hero.hero()
    train, dev = map(np.array, figure["errors"])
    assert np.all(np.diff(train) > -1e-9)
    assert 5 < figure["best"] == int(np.argmin(dev)) < len(dev) - 3
    assert "runs after the noise" in figure["sentences"][0]
    assert "too stiff" in figure["sentences"][-1]
    assert "not their noise" in figure["sentences"][figure["best"]]
    assert f"dev error {dev[0]:.2f}" in figure["sentences"][0]
    assert len(figure["curves"]) == len(figure["texts"]) == len(figure["sentences"]) == len(dev)
    x, y = np.array(figure["train"]).T
    through = np.interp(x, figure["x"], figure["curves"][0])
    assert np.max(np.abs(through - y)) < 0.5 < np.max(np.abs(figure["truth"]))


# Nothing that answers for the student


@pytest.mark.parametrize("path", notebooks.find(), ids=lambda path: path.stem)
def test_no_answer_of_an_exercise_stands_on_a_page(path):
    stored = notebooks.read(path)
    shown = bs4.BeautifulSoup(page(path.stem, stored).body, "html.parser")
    blocks = [nbformat.v4.new_code_cell(one.get_text()) for one in shown.select("pre")]
    assert not list(find_leaks(types.SimpleNamespace(cells=blocks), exercises()))


def test_an_answer_on_a_page_would_be_found():
    def answer(w, lambd, m):
        return lambd / (2 * m) * np.sum(w**2) + 1

    reference = Exercise("a", answer, domain={}, cases=(), misconceptions=())
    leaking = nbformat.v4.new_notebook(
        cells=[cell("J = rate / (2 * count) * np.sum(weights**2) + 1")]
    )
    shown = bs4.BeautifulSoup(page("n", leaking).body, "html.parser")
    block = nbformat.v4.new_code_cell(shown.pre.get_text())
    assert list(find_leaks(types.SimpleNamespace(cells=[block]), [reference]))


# Files


def test_a_second_run_replaces_what_is_ours_and_removes_what_is_no_more(course, tmp_path):
    out = tmp_path / "site"
    pages.make(notebooks.find(), out)
    (out / "mine.txt").write_text("mine", encoding="utf-8")
    (course / "05_dropout.ipynb").unlink()
    pages.make(notebooks.find(), out)
    assert not (out / "05_dropout.html").exists()
    assert not (out / "05_dropout.ipynb").exists()
    assert (out / "mine.txt").read_text(encoding="utf-8") == "mine"
    assert "Dropout" not in (out / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["index.html", "07_mini_batches.html", "assets/mathjax.js"])
def test_a_file_of_somebody_else_is_never_replaced(course, tmp_path, name):
    out = tmp_path / "site"
    (out / name).parent.mkdir(parents=True)
    (out / name).write_text("mine", encoding="utf-8")
    with pytest.raises(Refusal, match="was not written by `dlcourse pages`"):
        pages.make(notebooks.find(), out)
    assert files(out) == {name}
    assert (out / name).read_text(encoding="utf-8") == "mine"


def test_a_page_that_the_reader_changed_stays(course, tmp_path):
    out = tmp_path / "site"
    pages.make(notebooks.find(), out)
    (out / "07_mini_batches.html").write_text("changed", encoding="utf-8")
    with pytest.raises(Refusal, match="was changed since"):
        pages.make(notebooks.find(), out)
    (course / "07_mini_batches.ipynb").unlink()
    pages.make(notebooks.find(), out)
    assert (out / "07_mini_batches.html").read_text(encoding="utf-8") == "changed"


def test_an_interrupted_run_is_taken_up_again(course, tmp_path, monkeypatch):
    out = tmp_path / "site"
    pages.make(notebooks.find(), out)
    stored = sample()
    stored.cells[-1].source = "## What to remember\n\n- Shuffle again."
    nbformat.write(stored, course / "07_mini_batches.ipynb")
    replace, calls = os.replace, []

    def interrupted(source, target):
        calls.append(target)
        if str(target).endswith("07_mini_batches.ipynb"):
            raise KeyboardInterrupt
        replace(source, target)

    monkeypatch.setattr(pages_files.os, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        pages.make(notebooks.find(), out)
    monkeypatch.setattr(pages_files.os, "replace", replace)
    assert len(calls) > 3
    pages.make(notebooks.find(), out)
    assert "Shuffle again" in (out / "07_mini_batches.html").read_text(encoding="utf-8")
    assert not [path for path in out.iterdir() if "unfinished" in path.name]


def test_a_damaged_note_protects_more_not_less(course, tmp_path):
    out = tmp_path / "site"
    pages.make(notebooks.find(), out)
    (out / pages_files.NOTE).write_text("{", encoding="utf-8")
    pages.make(notebooks.find(), out)  # all files are as we would write them
    (out / "index.html").write_text("changed", encoding="utf-8")
    (out / pages_files.NOTE).write_text("[]", encoding="utf-8")
    with pytest.raises(Refusal, match=r"index\.html"):
        pages.make(notebooks.find(), out)


# The command


def test_the_command_says_where_the_pages_are(course, tmp_path, capsys):
    out = tmp_path / "new" / "site"
    assert main(["pages", "--out", str(out)]) == 0
    assert str(out / "index.html") in capsys.readouterr().out
    assert (out / "index.html").is_file()


@pytest.mark.parametrize("below", [".", "deeper/still"])
def test_a_folder_that_cannot_be_written_to_is_refused(course, tmp_path, capsys, below):
    file = tmp_path / "file"
    file.write_bytes(b"mine")
    said = refusal(["pages", "--out", str(file / below)], capsys)
    assert "cannot write the pages to" in said
    assert "--out" in said
    assert file.read_bytes() == b"mine"


def test_the_course_folder_is_refused(course, capsys):
    before = files(course)
    assert "the course's own notebooks" in refusal(["pages", "--out", str(course)], capsys)
    assert files(course) == before


@pytest.mark.parametrize("exists", [False, True])
def test_a_notebook_that_fails_leaves_nothing(course, tmp_path, capsys, monkeypatch, exists):
    monkeypatch.undo()  # the real one runs the notebooks
    monkeypatch.setenv("DLCOURSE_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(notebooks, "course_folder", lambda name: course)
    stored = nbformat.v4.new_notebook(cells=[markdown("# 05 A"), cell("ok = 1"), cell("1 / 0")])
    for path in course.glob("*.ipynb"):
        path.unlink()
    nbformat.write(stored, course / "05_dropout.ipynb")
    out = tmp_path / "deep" / "site"
    if exists:
        out.mkdir(parents=True)
        (out / "mine.txt").write_bytes(b"mine")
    said = refusal(["pages", "--out", str(out)], capsys)
    assert "05_dropout.ipynb" in said
    assert "ZeroDivisionError" in said
    assert files(tmp_path / "deep") == ({"site/mine.txt"} if exists else set())
    assert exists or not (tmp_path / "deep").exists()


# Colours


def test_every_text_has_contrast_enough_in_light_and_dark():
    css = pages.own("pages.css")
    colours = dict(re.findall(r"(--[\w-]+): light-dark\((#\w{6}, #\w{6})\)", css))
    texts = ["--ink", "--soft", "--accent", "--warm", "--good"]
    grounds = {name: texts for name in ("--ground", "--paper")}
    grounds |= {"--wash": ["--ink", "--soft", "--accent", "--warm"], "--good-wash": ["--ink"]}
    grounds |= {"--mark": ["--ink"], "--accent-strong": ["--on-accent"]}
    grounds["--code"] = ["--ink", *(name for name in colours if name.startswith("--code-"))]
    assert len(grounds["--code"]) == 7
    for theme in (0, 1):
        for ground, names in grounds.items():
            for name in names:
                pair = [colours[one].split(", ")[theme] for one in (name, ground)]
                assert contrast(*pair) >= 4.5, (theme, name, ground, contrast(*pair))


def contrast(one, other):
    """The contrast ratio of WCAG 2."""

    def luminance(colour):
        values = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
        linear = np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)
        return linear @ [0.2126, 0.7152, 0.0722]

    low, high = sorted([luminance(one), luminance(other)])
    return (high + 0.05) / (low + 0.05)
