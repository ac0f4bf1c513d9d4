"""The exercises: every reference passes, every misconception is named, every other slip is told."""

import ast
import dataclasses
import inspect
import re
import textwrap
import types
from pathlib import Path

import numpy as np
import pytest

from dlcourse import topics
from dlcourse.exercise.asked import Asked
from dlcourse.exercise.domain import choice, number, seed
from dlcourse.exercise.exercise import Exercise, Misconception, Seed, is_stub
from dlcourse.exercise.extend import Extend
from dlcourse.exercise.values import difference, shape, show, show_apart
from dlcourse.exercise.verdict import Verdict


def _all_exercises():
    """Those in which a function is written; the other kinds are in test_kinds.py."""
    for topic, package in topics.every("exercises").items():
        for name in package.__all__:
            if isinstance(getattr(package, name), Exercise):
                yield pytest.param(getattr(package, name), name, id=f"{topic}.{name}")


def _all_misconceptions():
    for param in _all_exercises():
        exercise, _ = param.values
        for i, misconception in enumerate(exercise.misconceptions):
            yield pytest.param(exercise, misconception, id=f"{param.id}-{i}")


every_package = pytest.mark.parametrize(
    "package", topics.every("exercises").values(), ids=lambda p: p.__name__
)
every_exercise = pytest.mark.parametrize(("exercise", "name"), list(_all_exercises()))


def written_anew(function):
    """The same code in another function, as a student would have written it."""
    return types.FunctionType(function.__code__.replace(), function.__globals__)


# What holds for every exercise of every notebook


def test_the_notebooks_with_exercises_are_found():
    found = set(topics.every("exercises"))
    assert found >= {"exponentially_weighted_averages", "dropout", "regularization"}


@every_package
def test_a_notebook_has_enough_to_do(package):
    asked = {n: value for n, value in vars(package).items() if isinstance(value, Asked)}
    assert sorted(asked) == package.__all__  # sorted, and none is left out
    assert all(one.name == name and one.conclusion for name, one in asked.items())
    exercises = [value for value in asked.values() if isinstance(value, Exercise)]
    assert len(exercises) >= 3
    for exercise in exercises:
        assert len(exercise.misconceptions) >= 4
        assert len(exercise.hints) >= 2
        assert len(exercise.cases) >= 2
        assert exercise.conclusion and exercise.title


@every_exercise
def test_pytest_does_not_take_it_for_a_test(exercise, name):
    assert not name.startswith(("test", "Test"))


@every_exercise
def test_the_reference_passes_and_leaves_its_arguments_alone(exercise, name):
    verdict = exercise.check(written_anew(exercise.reference))
    assert verdict.passed and verdict.attempted
    count = len(exercise.cases) + 50
    if not isinstance(exercise, Extend):  # whose sentence is about the training
        assert verdict.sentence.startswith(f"`{name}` is right in all {count} cases.")
    assert verdict.hints == ()


@pytest.mark.parametrize(("exercise", "misconception"), list(_all_misconceptions()))
def test_each_misconception_is_named_as_itself(exercise, misconception):
    verdict = exercise.check(misconception.function)
    assert not verdict.passed
    assert verdict.kind == "misconception" and verdict.misconception == misconception.name
    assert verdict.sentence == misconception.sentence
    assert {"your value", "right value"} <= dict(verdict.rows).keys()


@every_exercise
def test_each_misconception_has_a_sentence_of_its_own(exercise, name):
    assert exercise.misconceptions
    sentences = [misconception.sentence for misconception in exercise.misconceptions]
    names = [misconception.name for misconception in exercise.misconceptions]
    assert len(set(sentences)) == len(set(names)) == len(sentences)
    assert all(4 < len(name) < 50 for name in names)
    assert all(sentence[0].isupper() and sentence[-1] in ".?" for sentence in sentences)


@every_exercise
def test_an_untouched_stub_is_not_attempted(exercise, name):
    assert exercise.name == name
    scope = {}
    exec(f"def {exercise.signature}:\n    '''What it does.'''\n    return ...\n", scope)
    verdict = exercise.check(scope[name])
    assert not verdict.passed and not verdict.attempted
    assert verdict.sentence == (
        f"`{name}` is not attempted yet: write your code in place of the `...`, "
        "run that cell, then this one."
    )
    assert verdict.hints == exercise.hints


@every_exercise
def test_cases_come_smallest_first_and_fit_the_signature(exercise, name):
    def entries(value):
        if isinstance(value, dict):
            value = list(value.values())
        if isinstance(value, list | tuple):
            return sum(entries(item) for item in value)
        return np.size(value)

    sizes = [entries(case) for case in exercise.cases]
    assert sizes == sorted(sizes)
    parameters = list(inspect.signature(exercise.reference).parameters)
    assert all(list(case) == parameters for case in exercise.cases)


@every_exercise
def test_nothing_that_is_shown_gives_the_answer_away(exercise, name):
    squeeze = re.compile(r"\s+|`")
    source = textwrap.dedent(inspect.getsource(exercise.reference))
    function = ast.parse(source).body[0]
    body = function.body[1:] if ast.get_docstring(function) else function.body
    statements = [node for top in body for node in ast.walk(top) if isinstance(node, ast.stmt)]
    lines = {squeeze.sub("", line) for node in statements for line in ast.unparse(node).split("\n")}
    shown = [exercise._repr_html_(), repr(exercise), exercise.title, exercise.conclusion]
    shown += exercise.hints
    shown += [misconception.sentence for misconception in exercise.misconceptions]
    everything = squeeze.sub("", " ".join(shown))
    assert exercise.hints
    assert [line for line in lines if len(line) > 12 and line in everything] == []


@every_exercise
def test_there_is_something_to_do(exercise, name):
    """Three things at least: an operation, or an argument that has to be seen through."""
    function = ast.parse(textwrap.dedent(inspect.getsource(exercise.reference))).body[0]
    operations = (ast.BinOp, ast.AugAssign, ast.Call, ast.Compare, ast.Subscript)
    used = {node.id for node in ast.walk(function) if isinstance(node, ast.Name)}
    unused = {argument.arg for argument in function.args.args} - used
    to_do = sum(isinstance(node, operations) for node in ast.walk(function))
    assert to_do + len(unused) >= 3


def test_the_example_in_contributing_is_an_exercise():
    """Run the code of its section "How to add an exercise" as it is printed there."""
    text = (Path(__file__).parents[2] / "CONTRIBUTING.md").read_text(encoding="utf-8")
    section = text.split("## How to add an exercise")[1].split("\n## ")[0]
    code = textwrap.dedent(re.search(r"^ *```python\n(.*?)^ *```", section, re.S | re.M)[1])
    scope = {}
    exec(code, scope)
    (example,) = [value for value in scope.values() if isinstance(value, Exercise)]
    assert example.check(written_anew(example.reference)).passed
    for misconception in example.misconceptions:
        assert example.check(misconception.function).sentence == misconception.sentence


# Every kind of slip gets its sentence, by value


def _scaled(x, factor):
    """factor · x."""
    return factor * x + 0


def _some_numbers(rng, lengths):
    """More of them than the cases made by hand have, so that those are shown."""
    return rng.normal(size=rng.integers(5, 9))


scaled = Exercise(
    title="a scaled array",
    reference=_scaled,
    domain={"x": _some_numbers, "factor": number(-3, 3)},
    cases=(
        {"x": np.array([2.0]), "factor": 3.0},
        {"x": np.array([[1.0, -2.0], [0.5, 0.0]]), "factor": -1.5},
    ),
    misconceptions=(
        Misconception("added", lambda x, factor: x + factor, "This adds, it does not scale."),
    ),
    hints=("What makes `2 < 3` times as large?", "Multiply."),
)


def _raises(x, factor):
    y = x.reshape(2, 2)
    return factor * y


def _raises_in_a_helper(x, factor):
    return _helper(x) * factor


def _helper(x):
    return x.missing


def _raises_later(x, factor):
    return factor * x[0] * np.ones(x.shape) if x.ndim > 1 else undefined_name  # noqa: F821


def _no_return(x, factor):
    factor * x


def _as_list(x, factor):
    return (factor * x).tolist()


def _as_text(x, factor):
    return str(factor * x)


def _as_number(x, factor):
    return factor * float(x.ravel()[0])


def _as_row(x, factor):
    return (factor * x)[None]


def _undefined(x, factor):
    return factor * (x - x) / (x - x)


def _infinite(x, factor):
    return factor * np.abs(x) / 0


def _changes_input(x, factor):
    x *= factor
    return x


def _wrong_and_changes_input(x, factor):
    x -= factor
    return x


def _wrong_sign(x, factor):
    return -factor * x


def _wrong_in_second_case(x, factor):
    return np.abs(factor) * x


def _nearly(x, factor):
    return factor * x * 1.00001


def _too_few(x):
    return x


def _half_done(x, factor):
    product = ...
    return product + x


@pytest.mark.parametrize(
    ("function", "sentence"),
    [
        (
            _raises,
            "`scaled` stops with ValueError: cannot reshape array of size 1 into shape (2,2), "
            "in `y = x.reshape(2, 2)`. A new shape has to hold just as many entries, 1.",
        ),
        (
            _raises_in_a_helper,
            "`scaled` stops with AttributeError: 'numpy.ndarray' object has no attribute "
            "'missing', in `return x.missing`.",
        ),
        (
            _raises_later,
            "`scaled` stops with NameError: name 'undefined_name' is not defined, in "
            "`return factor * x[0] * np.ones(x.shape) if x.ndim > 1 else undefined_name`. Is "
            "`undefined_name` spelled as where it was made?",
        ),
        (
            _no_return,
            "`scaled` returns None where an array of shape (1,) is expected. Is the last line of "
            "`scaled` missing the word `return`?",
        ),
        (
            _as_list,
            "`scaled` returns a list where an array of shape (1,) is expected: "
            "np.array(…) makes an array of it.",
        ),
        (_as_text, "`scaled` returns a str where an array of shape (1,) is expected."),
        (_as_number, "`scaled` returns a number where an array of shape (1,) is expected."),
        (
            _as_row,
            "`scaled` returns an array of shape (1, 1) where an array of shape (1,) is expected.",
        ),
        (
            _undefined,
            "`scaled` gives NaN, “not a number”: it can come from 0/0, from ∞ - ∞, from the root "
            "or the logarithm of a negative number, or from a `nan` in the code. Whatever numbers "
            "stand in `x`, your result was the same in all cases tried.",
        ),
        (
            _infinite,
            "`scaled` gives ∞: it can come from a division by 0 or from a number too large.",
        ),
        (
            _changes_input,
            "The result is right, but your code changes `x`, which belongs to the caller: build a "
            "new array, list or dict, without `+=`, `-=` or an assignment into the old one.",
        ),
        (
            _wrong_and_changes_input,
            "`scaled` gives [-1] where [6] is right. It is right in none of 252 cases. It is too "
            "large in some and too small in others. Also, your code changes `x`, which belongs to "
            "the caller: build a new array, list or dict, without `+=`, `-=` or an assignment into "
            "the old one.",
        ),
        (
            _wrong_sign,
            "`scaled` gives [-6] where [6] is right. In all 235 wrong cases your value is the "
            "right one with the opposite sign.",
        ),
        (
            _wrong_in_second_case,
            "`scaled` gives [[1.5, -3], [0.75, 0]] where [[-1.5, 3], [-0.75, 0]] is right. It goes "
            "wrong in the cases where `factor` is negative, and is right in all others. In all 111 "
            "wrong cases your value is the right one with the opposite sign.",
        ),
        (
            _nearly,
            "`scaled` gives [6.00006] where [6] is right. In all 235 wrong cases your value is the "
            "right one times 1.00001.",
        ),
        (
            _too_few,
            "`scaled` takes (x) but is called with (x, factor): keep the line that begins with "
            "`def` as it was.",
        ),
        (lambda x, factor: x + factor, "This adds, it does not scale."),
        (
            np.array([6.0]),
            "check takes the function itself and got an array of shape (1,): write "
            "`check(scaled)`, with no parentheses after the name.",
        ),
        (
            _half_done,
            "`scaled` is not attempted yet: write your code in place of the `...` in "
            "`product = ...`, run that cell, then this one.",
        ),
        (
            lambda x, factor: x + (...),
            "`scaled` is not attempted yet: write your code in place of the `...`, "
            "run that cell, then this one.",
        ),
        (
            ...,
            "`scaled` is not attempted yet: write your code in place of the `...`, "
            "run that cell, then this one.",
        ),
    ],
)
def test_each_slip_has_its_sentence(function, sentence):
    verdict = scaled.check(function)
    assert not verdict.passed
    assert verdict.sentence == repr(verdict) == sentence
    assert verdict.hints == scaled.hints


def test_a_power_written_with_a_caret_is_told():
    verdict = scaled.check(lambda x, factor: x ^ 2)
    assert verdict.sentence.endswith("Python writes a power as `**`; `^` is something else.")
    verdict = scaled.check(lambda x, factor: x * (2.0 ^ 2))
    assert verdict.sentence.endswith("Python writes a power as `**`; `^` is something else.")


_calls = []


def test_a_function_with_a_memory_is_told():
    def grows(x, factor):
        _calls.append(factor)
        return factor * x + len(_calls)

    def grows_later(x, factor):
        _calls.append(factor)
        return factor * x + (len(_calls) if x.size > 1 else 1)

    for function in (grows, grows_later):
        assert scaled.check(function).sentence.endswith(
            "Called again with the same arguments it gives something else: does it use or change "
            "something that was made outside of it?"
        )


def test_values_that_are_no_array_get_their_own_remedy():
    def two(x, factor):
        return factor * x, x

    assert scaled.check(two).sentence == (
        "`scaled` returns a tuple of 2: (an array of shape (1,), an array of shape (1,)) where an "
        "array of shape (1,) is expected."
    )
    assert scaled.check(lambda x, factor: [[1.0], [2.0, 3.0]]).sentence == (
        "`scaled` returns a list of 2: (a list of 1: (a number), a list of 2: (a number, "
        "a number)) where an array of shape (1,) is expected. Whatever numbers stand in `x`, your "
        "result was the same in all cases tried."
    )


def _parts(x, train, rng):
    """Twice x, plus noise in training."""
    return 2 * x + rng.random(x.shape) if train else 2 * x


parts = Exercise(
    title="twice a number, with noise in training",
    reference=_parts,
    domain={"x": _some_numbers, "train": choice(True, False), "rng": seed()},
    cases=tuple(
        {"x": np.full(size, 0.5 + size), "train": train, "rng": Seed(size)}
        for size in (2, 3)
        for train in (True, False)
    ),
    misconceptions=(
        Misconception(
            "mistake 1",
            lambda x, train, rng: _parts(x / 2 if train and x.size == 2 else x, train, rng),
            "Only the small ones are not doubled.",
        ),
        Misconception(
            "mistake 2",
            lambda x, train, rng: x + rng.random(x.shape) if train else 2 * x,
            "In training x is not doubled.",
        ),
        Misconception(
            "mistake 3",
            lambda x, train, rng: _parts(x, train, rng) if train else x,
            "In testing x is not doubled.",
        ),
        Misconception(
            "mistake 4",
            lambda x, train, rng: x + rng.random(x.shape) if train else x,
            "Never is x doubled.",
        ),
        Misconception(
            "mistake 5", lambda x, train, rng: (np.ones(1) @ x) if x.size > 2 else x, "Shapes."
        ),
    ),
)


@pytest.mark.parametrize(
    ("function", "sentence"),
    [
        # One misconception on every case
        (lambda x, train, rng: x + rng.random(x.shape) * train, "Never is x doubled."),
        # Two in different cases: the one in the case that is shown, whatever the other is
        (
            lambda x, train, rng: x + rng.random(x.shape) if train else 3 * x,
            "In training x is not doubled. Mend this first.",
        ),
        (
            lambda x, train, rng: x + rng.random(x.shape) if train else x.missing,
            "In training x is not doubled. Mend this first.",
        ),
        # Right where it is shown, and wrong in one more way later
        (
            lambda x, train, rng: _parts(x, train, rng) if train else x,
            "In testing x is not doubled.",
        ),
        # A misconception that explains one wrong case in four is not named
        (
            lambda x, train, rng: x + rng.random(x.shape) if train and x.size == 2 else x - 9,
            "In every case what is wrong is too small.",
        ),
        # and the case that is shown
        (
            lambda x, train, rng: x + 1 + rng.random(x.shape) if train else x,
            "`parts` gives [3.762, 3.798] where [5.262, 5.298] is right. It is right in none of "
            "254 cases. It is too large in some and too small in others.",
        ),
        # The same kind of error counts as the same result
        (lambda x, train, rng: (np.ones((1, 1)) @ x) if x.size > 2 else x, "Shapes."),
        # Chance from elsewhere
        (
            lambda x, train, rng: 2 * x + np.random.default_rng().random(x.shape),
            "something else: is there chance in it that does not come from `rng`?",
        ),
        (
            lambda x, train, rng: 2 * x + np.random.default_rng(5).random(x.shape),
            "Nothing was drawn from `rng`: all that is left to chance has to come from it, so that "
            "the same seed gives the same numbers.",
        ),
        (
            lambda x, train, rng: 2 * x + rng.random(x.shape) * train,
            "The result is right, but your code draws from `rng` where nothing is left to chance: "
            "whoever draws from it next gets other numbers.",
        ),
    ],
)
def test_two_mistakes_and_chance_are_told(function, sentence):
    verdict = parts.check(function)
    assert not verdict.passed
    assert verdict.sentence.endswith(sentence)


def test_the_smallest_failing_case_is_shown():
    verdict = scaled.check(_wrong_in_second_case)
    assert verdict.rows == (
        ("x", "[[1, -2], [0.5, 0]]"),
        ("factor", "-1.5"),
        ("shape", "an array of shape (2, 2)"),
        ("your value", "[[1.5, -3], [0.75, 0]]"),
        ("right value", "[[-1.5, 3], [-0.75, 0]]"),
    )
    assert str(verdict).splitlines()[1] == "  x: [[1, -2], [0.5, 0]]"


def test_both_shapes_are_shown_where_they_differ():
    rows = dict(scaled.check(_as_row).rows)
    assert rows["your shape"] == "an array of shape (1, 1)"
    assert rows["right shape"] == "an array of shape (1,)"


def test_an_error_shows_the_inputs_it_came_from():
    assert scaled.check(_raises).rows == (("x", "[2]"), ("factor", "3"))


def test_a_failing_run_leaves_the_cases_as_they_were():
    scaled.check(_changes_input)
    scaled.check(_wrong_and_changes_input)
    assert scaled.cases[0]["x"].tolist() == [2.0]
    assert scaled.check(written_anew(_scaled)).passed


def test_no_address_and_no_late_digit_gets_into_a_sentence():
    class Thing:
        pass

    def names_an_object(x, factor):
        message = f"no use for {Thing()!r}\nsecond line"
        raise ValueError(message)

    sentence = scaled.check(names_an_object).sentence
    assert "at 0x…>" in sentence and "second line" not in sentence
    assert not re.search(r"0x[0-9a-f]", sentence)
    exact = scaled.check(lambda x, factor: -factor * x)
    noisy = scaled.check(lambda x, factor: -factor * x * (1 + 1e-13))
    assert exact == noisy
    assert scaled.check(lambda x, factor: factor * x * (1 + 1e-13)).passed


def test_warnings_of_a_students_code_stay_out_of_the_page(capsys):
    verdict = scaled.check(lambda x, factor: np.log(-(x**2)) + np.mean(np.array([])))
    assert verdict.sentence.startswith("`scaled` gives NaN")
    assert capsys.readouterr() == ("", "")


def test_a_case_may_carry_a_seed():
    def _mask(shape, keep_prob, rng):
        """1 where kept, else 0."""
        return (rng.random(shape) < keep_prob) * 1.0

    mask = Exercise(
        title="a dropout mask",
        reference=_mask,
        domain={},
        cases=tuple({"shape": (2, n), "keep_prob": 0.5, "rng": Seed(n)} for n in (3, 8)),
        misconceptions=(
            Misconception(
                "mistake 6",
                lambda shape, keep_prob, rng: (rng.random(shape) > keep_prob) * 1.0,
                "The units to drop are kept.",
            ),
        ),
    )
    generators = []

    def kept(shape, keep_prob, rng):
        generators.append(rng)
        return rng.random(shape) < keep_prob

    assert mask.check(kept).passed and mask.check(kept).passed  # fresh: a used one would differ
    assert len({id(generator) for generator in generators}) == len(generators) > 4
    flipped = mask.check(lambda shape, keep_prob, rng: rng.random(shape) > keep_prob)
    assert flipped.sentence == "The units to drop are kept."
    assert dict(flipped.rows)["rng"] == "np.random.default_rng(3)"


# Stubs


def _only_pass(a):
    pass


def _only_ellipsis(a): ...


def _only_docstring(a):
    """To do."""


def _two_open(a):
    first, second = ..., ...
    return first + second


def _returns_tuple(a):
    return ..., ...


def _open_in_branch(a):
    if a > 0:
        return ...
    return -a


def _done(a):
    return a


def _constant(a):
    return 0


def _indexed(a):
    b = a[..., 0]
    a[...] = 3
    return b, a[...]


@pytest.mark.parametrize(
    ("function", "stub"),
    [
        (lambda a: ..., True),
        (_only_pass, True),
        (_only_ellipsis, True),
        (_only_docstring, True),
        (_half_done, True),
        (_two_open, True),
        (_returns_tuple, True),
        (_open_in_branch, True),
        (_done, False),
        (_constant, False),
        (_indexed, False),
        (_no_return, False),
        (np.sum, False),
        (np.add, False),
        (len, False),
        (print, False),
        (3.0, False),
    ],
)
def test_is_stub(function, stub):
    assert is_stub(function) is stub


# The verdict as a browser gets it


def test_a_verdict_is_told_by_word_and_mark_not_by_colour_alone():
    for verdict, mark, word in (
        (Verdict("passed", "Good.", "f"), "✓", "Passed."),
        (Verdict("error", "Bad.", "f"), "✗", "Not yet."),
        (Verdict("open", "Open.", "f"), "○", "To do."),
    ):
        html = verdict._repr_html_()
        assert f'<span aria-hidden="true">{mark}</span> <strong>{word}</strong>' in html
        without_border = re.sub(r"border-left:[^;]*;", "", html)
        assert not re.search(r"#[0-9A-Fa-f]{6}", without_border)  # text takes the page's colours


def test_the_colours_can_be_seen_on_white_and_on_black():
    def luminance(colour):
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    for kind in ("passed", "wrong value", "open"):
        html = Verdict(kind, "A.", "f")._repr_html_()
        own = luminance(re.search(r"solid (#\w{6})", html)[1])
        assert min(1.05 / (own + 0.05), (own + 0.05) / (luminance("#111111") + 0.05)) >= 3


def test_the_html_is_well_formed_and_escaped():
    from html.parser import HTMLParser

    verdict = scaled.check(_wrong_sign)
    tags = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag, attrs):
            tags.append(tag)

        def handle_endtag(self, tag):
            assert open_tags_pop(tag)

    still_open = []

    def open_tags_pop(tag):
        while tags:
            still_open.append(tags.pop(0))
        return still_open.pop() == tag

    html = verdict._repr_html_()
    Reader(convert_charrefs=True).feed(html)
    assert still_open == []
    assert '<th scope="row"' in html and ">your value</th>" in html and ">[-6]</code>" in html
    assert ">2 &lt; 3</code> times" in html and "`" not in html


def test_hints_open_one_inside_the_other():
    html = Verdict("error", "A.", "f", hints=("first", "second", "third"))._repr_html_()
    order = [html.index(text) for text in ("Hint 1 of 3", "first", "Hint 2 of 3", "third")]
    assert order == sorted(order)
    assert html.endswith("third</div></details></div></details></div></details></div>")
    assert "Hint" not in scaled.check(written_anew(_scaled))._repr_html_()
    assert scaled._repr_html_().count("<details>") == 2


def test_a_verdict_cannot_be_changed():
    with pytest.raises(dataclasses.FrozenInstanceError):
        scaled.check(_wrong_sign).passed = True


def test_an_exercise_says_what_it_is():
    assert repr(scaled) == "scaled(x, factor): a scaled array"


# Values


@pytest.mark.parametrize(
    ("mine", "right", "text"),
    [
        (1.0, 1.0 + 1e-9, None),
        (1e6, 1e6 + 1e-3, None),
        (1e-10, 0.0, None),
        (1e-8, 0.0, "gives 1e-08 where 0 is right"),
        (np.float32(0.5), 0.5, None),
        (np.array(2.0), 2, None),
        ([1, 2], (1, 2), None),
        (np.array([True, False]), np.array([True, False]), None),
        (np.array([1.0, np.nan]), np.array([1.0, np.nan]), None),
        ("a", "a", None),
        ("a", "b", "returns a str"),
        (np.array([1.0, 2.0]), "b", "returns an array of shape (2,)"),
        (np.array([1.0, 2.0]), None, "returns an array of shape (2,)"),
        (np.array([True, False]), np.array([True, True]), "gives [True, False] where …"),
        (1, (1, 2), "returns a number where a tuple is expected"),
        ((1, 2, 3), (1, 2), "returns 3 values where 2 are expected"),
        ([1], {"W": 1}, "returns a list where a dict is expected"),
        ({}, {"W": 1}, "returns a dict without the key 'W'"),
        ({"W": 1, "c": 2}, {"W": 1}, "returns a dict with a key too many, 'c'"),
        (
            [{"W": np.zeros(3)}],
            [{"W": np.zeros((3, 1))}],
            "returns an array of shape (3,) where an array of shape (3, 1) is expected, "
            "in `result[0]['W']`",
        ),
        (
            [{"W": np.arange(40.0).reshape(2, 20), "b": 1.0}],
            [{"W": np.arange(40.0).reshape(2, 20) % 33, "b": 1.0}],
            "gives 33 where 0 is right, in `result[0]['W'][1, 13]`",
        ),
        (
            np.array([None, 1]),
            np.array([1.0, 1.0]),
            "returns an array of object entries where an array of shape (2,) is expected",
        ),
        (np.array([[2.0]]), 2.0, "returns an array of shape (1, 1) where a number is expected"),
        (-np.inf, np.inf, "gives -inf where inf is right"),
    ],
)
def test_difference(mine, right, text):
    found = difference(mine, right)
    if text and text.endswith("…"):
        assert found.startswith(text[:-1])
    else:
        assert found == text


def test_numbers_are_shown_short_and_stable():
    assert show((np.float64(-0.0), np.int64(3), 1 / 3, True, None)) == "(0, 3, 0.3333, True, None)"
    assert show((1,)) == "(1,)"
    assert show(np.zeros((5, 5))) == "an array of shape (5, 5)"
    assert show({"b": 1.0, "W": np.array([[1e-12]])}) == "{'W': [[1e-12]], 'b': 1}"
    assert show(object()) == "an object"
    assert show(np.tanh) == "tanh"
    assert shape([np.zeros(2), "a"]) == "a list of 2: (an array of shape (2,), a str)"
    assert show_apart(1.23456789, 1.23456788) == ("1.23456789", "1.23456788")
