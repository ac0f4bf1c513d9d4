"""Many models, a small set that chooses: how the best one does there, and on all other images."""

import numpy as np

from dlcourse.figures import palette
from dlcourse.figures.named_curves import draw_curves, setup_curves
from dlcourse.live.controls import StopSlider, seed
from dlcourse.live.explorer import Explorer, Preset
from dlcourse.topics.bias_and_variance.runs.models import MODELS, answers, best_of
from dlcourse.topics.snippets import snippet

TRIED = (1, 2, 5, 10, 20, 50, 100, 200, 300)
IMAGES = (20, 40, 100, 200, 500)
LOW = 68.0


def compute(models, n, seed):
    """One lab, and the means of a hundred."""
    right = answers()
    order = np.random.default_rng(seed).permutation(right.shape[1])
    lab, production = right[:models, order[:n]].mean(axis=1), right[:models, order[n:]].mean(axis=1)
    best = int(lab.argmax())
    means = [accuracy.mean(axis=0) for accuracy in best_of(n)]
    return {
        "models": models,
        "n": n,
        "lab": lab,
        "production": production,
        "best": best,
        "best_lab": float(lab[best]),
        "best_production": float(production[best]),
        "mean_lab": float(means[0][models - 1]),
        "mean_production": float(means[1][models - 1]),
        "means": np.array(means)[:, np.array(TRIED) - 1],
    }


def setup(figure):
    """Each model's two accuracies; those of the best against how many were tried."""
    left, right = figure.subplots(1, 2, width_ratios=(1, 1.15))
    left.set(xlim=(LOW, 101), ylim=(LOW, 101), aspect="equal", xlabel="% right in the lab")
    left.set(ylabel="% right in production", title="○ chosen: best in the lab")
    left.set(xticks=(70, 80, 90, 100), yticks=(70, 80, 90, 100))
    left.plot([LOW, 101], [LOW, 101], ":", color=palette.REFERENCE, linewidth=1.3)
    look = {"linestyle": "None", "marker": "o"}
    artists = {}
    (artists["models"],) = left.plot(
        [], [], color=palette.DEV, markersize=4, alpha=0.5, mew=0, **look
    )
    look |= {"markersize": 12, "markerfacecolor": "none", "markeredgewidth": 2}
    (artists["best"],) = left.plot([], [], color=palette.CHOSEN, **look)
    right.set(xscale="log", xlim=(0.9, 2500), ylim=(80, 101), xlabel="models tried (log scale)")
    right.set_xticks([1, 10, 100], ["1", "10", "100"])
    right.minorticks_off()
    right.set_title("The chosen one, mean of 100 labs, %")
    looks = {
        "lab": {"color": palette.DEV, "linestyle": "--", "marker": "s", "markersize": 4},
        "production": {"color": palette.TEST, "linestyle": "-.", "marker": "o", "markersize": 4},
    }
    artists |= setup_curves(right, looks, 360)
    (artists["now"],) = right.plot([], [], color=palette.CHOSEN, **look)
    return artists


def draw(artists, result):
    """Dots, the ring, both curves."""
    artists["models"].set_data(100 * result["lab"], 100 * result["production"])
    artists["best"].set_data([100 * result["best_lab"]], [100 * result["best_production"]])
    lab, production = 100 * result["means"]
    words = {"lab": "in the lab", "production": "production"}
    draw_curves(artists, {"lab": (TRIED, lab), "production": (TRIED, production)}, words)
    means = [100 * result["mean_lab"], 100 * result["mean_production"]]
    artists["now"].set_data([result["models"]] * 2, means)


def describe(result):
    """Both accuracies of the chosen one, here and on average."""
    of = "The only model" if result["models"] == 1 else f"The best of {result['models']} models"
    return (
        f"{of} on {result['n']} images: {result['best_lab']:.0%} right in the lab, "
        f"{result['best_production']:.0%} in production. On average over 100 labs: "
        f"{result['mean_lab']:.1%} and {result['mean_production']:.1%}."
    ).replace("%", " %")


def code(models, n, seed):
    """The same choice."""
    return snippet(
        "from dlcourse.topics.bias_and_variance.runs.models import answers",
        f"right = answers()[:{models}]",
        f"order = np.random.default_rng({seed}).permutation(right.shape[1])",
        f"lab, production = (right[:, some].mean(axis=1) for some in (order[:{n}], order[{n}:]))",
        "best = lab.argmax()",
        "best_lab, best_production = lab[best], production[best]",
    )


def best_of_many():
    """Tuned on the set that is reported: the more models, the rosier."""
    return Explorer(
        title="The best of many models",
        setup=setup,
        compute=compute,
        draw=draw,
        describe=describe,
        controls={
            "models": StopSlider("models tried", TRIED, 10),
            "n": StopSlider("images in the lab", IMAGES, 40),
            "seed": seed(),
        },
        presets=[
            Preset(
                "one model",
                "Nothing was chosen: above and below the diagonal it is the same luck.",
                {"models": 1},
                lambda r: abs(r["mean_lab"] - r["mean_production"]) < 0.015,
            ),
            Preset(
                "three hundred models",
                "The best one in the lab is far to the right of the diagonal.",
                {"models": MODELS},
                lambda r: r["mean_lab"] - r["mean_production"] > 0.05,
            ),
            Preset(
                "500 images",
                "A larger set is harder to fool.",
                {"models": MODELS, "n": 500},
                lambda r: r["mean_lab"] - r["mean_production"] < 0.025,
            ),
        ],
        code=code,
        pin=("lab", "production"),
        main=("models", "n"),
    )
