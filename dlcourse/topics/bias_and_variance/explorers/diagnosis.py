"""Human, train and dev error: the two parts between them, the verdict and the first remedy."""

from dlcourse.figures import palette
from dlcourse.live.controls import StopSlider
from dlcourse.live.explorer import Explorer, Preset
from dlcourse.topics.bias_and_variance.runs.cases import (
    HIGH,
    LOOKS,
    REMEDIES,
    WIDE,
    draw_case,
    parts,
    setup_case,
    setup_scale,
    verdict,
)

ERRORS = (0, 0.5, 1, 1.5, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 18, 20, 25, 30, 35)


def compute(train, dev, human):
    """Both parts, in points."""
    bias, variance = parts(human, train, dev)
    found = verdict(human, train, dev)
    return {
        "human": human,
        "train": train,
        "dev": dev,
        "bias": bias,
        "variance": variance,
        "verdict": found,
    }


def setup(figure):
    """The three errors on one scale, what they are called, and a verdict below."""
    axes = figure.subplots()
    setup_scale(axes)
    axes.set(ylim=(-3.0, 2.2), yticks=[])
    artists = setup_case(axes)
    for i, (name, look) in enumerate(LOOKS.items()):
        artists[f"{name} words"] = axes.text(6 * i, 1.55, "", color=look["color"], weight="bold")
    for x, part, colour in ((0, "bias", palette.BIAS), (9, "variance", palette.VARIANCE)):
        artists[f"{part} words"] = axes.text(x, 0.75, "", color=colour, weight="bold")
    axes.text(0, -1.3, "verdict", color=palette.REFERENCE)
    axes.text(0, -2.3, "try first", color=palette.REFERENCE)
    artists["verdict"] = axes.text(4.5, -1.35, "", weight="bold", fontsize=14)
    artists["remedy"] = axes.text(4.5, -2.3, "")
    return artists


def draw(artists, result):
    """Marks, bars and words."""
    draw_case(artists, 0, result["human"], result["train"], result["dev"])
    for name, mark in (("human", "|"), ("train", "●"), ("dev", "■")):
        artists[f"{name} words"].set_text(f"{mark} {name} {result[name]:g} %")
    for name, words in (("bias", "avoidable bias"), ("variance", "variance")):
        artists[f"{name} words"].set_text(f"━ {words} {result[name]:g}".replace("-", "−"))
    artists["verdict"].set_text(NAMES[result["verdict"]])
    artists["remedy"].set_text(REMEDIES[remedy(result)])


NAMES = {
    "bias": "high bias",
    "variance": "high variance",
    "both": "high bias and high variance",
    "neither": "neither",
}


def remedy(result):
    """Which of the remedies comes first; where both parts are high, the one for the larger."""
    if result["verdict"] == "both":
        return "bias" if result["bias"] >= result["variance"] else "variance"
    if result["verdict"] == "neither" and result["human"] >= WIDE:
        return "noisy"
    return result["verdict"]


def describe(result):
    """The numbers and what they say."""
    return (
        f"Human {result['human']:g} %, train {result['train']:g} %, dev {result['dev']:g} %: "
        f"avoidable bias {result['bias']:.1f} points, variance {result['variance']:.1f}, "
        f"high from {HIGH:.1f} points on. "
        f"Verdict: {NAMES[result['verdict']]}. Try first: {REMEDIES[remedy(result)]}."
    ).replace("-", "−")


def code(train, dev, human):
    """Two differences."""
    return f"bias, variance = {train:g} - {human:g}, {dev:g} - {train:g}"


def diagnosis():
    """Which of the two is it? Three errors say so."""
    return Explorer(
        title="Diagnosis from three errors",
        setup=setup,
        compute=compute,
        draw=draw,
        describe=describe,
        controls={
            "train": StopSlider("train error %", ERRORS, 15),
            "dev": StopSlider("dev error %", ERRORS, 16),
            "human": StopSlider("human error %", ERRORS, 0),
        },
        presets=[
            Preset(
                "1 and 11",
                "It knows its training set, and little else.",
                {"train": 1, "dev": 11},
                lambda r: r["verdict"] == "variance",
            ),
            Preset(
                "15 and 16",
                "It is not even good at what it was trained on.",
                {"train": 15, "dev": 16},
                lambda r: r["verdict"] == "bias",
            ),
            Preset(
                "15 and 30",
                "Both at once: wrong on the training set, and twice as wrong on new examples.",
                {"train": 15, "dev": 30},
                lambda r: r["verdict"] == "both",
            ),
            Preset(
                "0.5 and 1",
                "Little is left to gain.",
                {"train": 0.5, "dev": 1},
                lambda r: r["verdict"] == "neither",
            ),
            Preset(
                "15 and 16, people 14",
                "The same two errors as before, where people are not much better.",
                {"train": 15, "dev": 16, "human": 14},
                lambda r: r["verdict"] == "neither" and r["human"] >= WIDE,
            ),
            Preset(
                "5 and 6, people 0.5",
                "Of the six points most are avoidable bias.",
                {"train": 5, "dev": 6, "human": 0.5},
                lambda r: r["verdict"] == "bias",
            ),
            Preset(
                "2 and 7, people 0.5",
                "Of the seven points most are variance.",
                {"train": 2, "dev": 7, "human": 0.5},
                lambda r: r["verdict"] == "variance",
            ),
        ],
        code=code,
        main=("human",),
        size=(9, 3.2),
    )
