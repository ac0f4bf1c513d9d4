"""Ten random cases to be diagnosed: the reader's verdicts, or a rule's, and the score."""

import numpy as np

from dlcourse.figures import palette
from dlcourse.live.controls import choice, seed
from dlcourse.live.explorer import Explorer, Preset
from dlcourse.topics.bias_and_variance.runs.cases import (
    draw_case,
    draw_cases,
    setup_case,
    setup_scale,
    verdict,
)
from dlcourse.topics.snippets import snippet

CASES = 10
LETTERS = {"b": "bias", "v": "variance", "2": "both", "n": "neither"}
RULES = {
    "only the gap": lambda human, train, dev: "variance" if dev - train >= 2 else "neither",
    "people never err": lambda human, train, dev: verdict(0, train, dev),
    "all three errors": verdict,
}
YOURS = "you"


def read(answers):
    """Ten letters as verdicts; what is none of the four letters is no answer yet.

    Example
    -------
    >>> read("bv2n")[:5]
    ['bias', 'variance', 'both', 'neither', '']
    """
    letters = answers.replace(" ", "").ljust(CASES, "?")[:CASES]
    return [LETTERS.get(letter, "") for letter in letters]


def compute(who, seed, answers=""):
    """The cases, the right verdicts and the given ones."""
    cases = draw_cases(np.random.default_rng(seed), CASES)
    right = [verdict(*case) for case in cases]
    given = read(answers) if who == YOURS else [RULES[who](*case) for case in cases]
    score = sum(a == b for a, b in zip(given, right, strict=True))
    return {"cases": cases, "right": right, "given": given, "score": score, "who": who}


def setup(figure):
    """A row for each case, the verdict beside it."""
    axes = figure.subplots()
    setup_scale(axes)
    axes.set(ylim=(CASES - 0.4, -0.6), yticks=range(CASES), xlim=(-1, 52))
    axes.set_yticklabels([str(i + 1) for i in range(CASES)])
    axes.set(title="| human   ● train   ■ dev", ylabel="case", xticks=range(0, 31, 5))
    artists = {}
    for i in range(CASES):
        artists |= setup_case(axes, f"{i} ")
        artists[f"{i} errors"] = axes.text(34, i, "", va="center")
        artists[f"{i} says"] = axes.text(43, i, "", va="center")
        artists[f"{i} sign"] = axes.text(50.5, i, "", va="center", weight="bold")
    for name in ("human", "train", "dev"):
        for i in range(CASES):
            artists[f"{i} {name}"].set_markersize(11 if name == "human" else 6)
    return artists


def draw(artists, result):
    """Errors and verdicts; where there is one, both parts, and whether it was right."""
    rows = zip(result["cases"], result["given"], result["right"], strict=True)
    for i, (case, given, right) in enumerate(rows):
        draw_case(artists, i, *case, key=f"{i} ")
        if not given:  # the bars would answer
            for part in ("bias", "variance"):
                artists[f"{i} {part}"].set_data([], [])
        artists[f"{i} errors"].set_text(" / ".join(f"{error:g}" for error in case))
        artists[f"{i} says"].set_text(given or "?")
        sign = "" if not given else "✓" if given == right else "✗"
        artists[f"{i} sign"].set(text=sign, color=palette.TEST if sign == "✓" else palette.DEV)


def describe(result):
    """The score, and the cases that were wrong."""
    pairs = zip(result["given"], result["right"], strict=True)
    wrong = [str(i) for i, (given, right) in enumerate(pairs, 1) if given and given != right]
    missing = result["given"].count("")
    words = f"; wrong: {', '.join(wrong)}" if wrong else ""
    words += f"; {missing} not answered yet" if missing else ""
    whose = {YOURS: "Your verdicts"}.get(result["who"], f"The rule “{result['who']}”")
    mean = result["cases"][:, 2].mean()
    score = f"{result['score']} of {CASES} right{words}"
    return f"Dev errors of {mean:.2f} % on average. {whose}: {score}."


def code(who, seed):
    """The cases and the right verdicts."""
    return snippet(
        "from dlcourse.topics.bias_and_variance.runs.cases import draw_cases, verdict",
        f"cases = draw_cases(np.random.default_rng({seed}), {CASES})",
        "verdicts = [verdict(*case) for case in cases]",
    )


def ten_cases(answers=None):
    """Ten cases and a score.

    Parameters
    ----------
    answers : str, optional
        A letter for each case, b for bias, v for variance, 2 for both, n for neither.
    """
    mine = {} if answers is None else {YOURS: answers}

    def with_answers(who, seed):
        return compute(who, seed, mine.get(who, ""))

    rules = [*mine, *RULES]
    return Explorer(
        title="Ten cases",
        setup=setup,
        compute=with_answers,
        draw=draw,
        describe=describe,
        controls={"who": choice("who says it", rules, rules[0]), "seed": seed()},
        presets=[
            Preset(
                "without people",
                "Train error against 0: what people cannot do either is taken for bias.",
                {"who": "people never err"},
                lambda r: r["score"] < CASES,
            ),
            Preset(
                "with all three",
                "Both differences, and the rule of two points.",
                {"who": "all three errors"},
                lambda r: r["score"] == CASES,
            ),
        ],
        code=code,
        main=("seed",),
        size=(9, 4.4),
    )
