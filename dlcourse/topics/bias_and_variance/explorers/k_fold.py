"""k-fold cross-validation drawn, and how far it scatters beside a single hold-out."""

import numpy as np

from dlcourse.figures import palette
from dlcourse.live.controls import StopSlider, seed
from dlcourse.live.explorer import Explorer, Preset
from dlcourse.topics.bias_and_variance.runs import day, fits, sample, short, squared
from dlcourse.topics.snippets import snippet

M, NOISE, SHUFFLES = 40, 2.0, 200
FOLDS, MOST = (2, 4, 5, 8, 10, 20, 40), 6
HIGHEST = 40.0
WIDTH, GAP = 1.0, 0.25


def estimates(x, y, k, degree, rng):
    """The k dev errors of 200 shuffles of the same data, (200, k)."""
    order = rng.permuted(np.tile(np.arange(M), (SHUFFLES, 1)), axis=1).reshape(SHUFFLES, k, -1)
    dev = order.reshape(SHUFFLES * k, -1)
    train = np.stack([np.delete(order, i, axis=1) for i in range(k)], axis=1)
    train = train.reshape(SHUFFLES * k, -1)
    errors = fits(x[train], y[train], x[dev], degree)[:, -1] - y[dev]
    return order, squared(errors).reshape(SHUFFLES, k)


def compute(k, degree, seed):
    """Hold-out is the first fold alone; k-fold is the mean of all k."""
    rng = np.random.default_rng(seed)
    x, y = sample(day, M, NOISE, rng)
    order, errors = estimates(x, y, k, degree, rng)
    x_new, y_new = sample(day, 2000, NOISE, rng)
    single, many = errors[:, 0], errors.mean(axis=1)
    return {
        "k": k,
        "degree": degree,
        "order": order[0],
        "errors": errors[0],
        "single": single,
        "folds": many,
        "single_spread": float(single.std()),
        "fold_spread": float(many.std()),
        "true": float(squared(fits(x, y, x_new, degree)[-1] - y_new)),
    }


def setup(figure):
    """Left who is dev in which round, right the estimates of 200 shuffles."""
    left, right = figure.subplots(1, 2, width_ratios=(1.15, 1))
    left.set(xlim=(0, 50), ylim=(10.7, -0.7), xlabel="the 40 examples, shuffled", yticks=[])
    left.set_xticks([0.5, 9.5, 19.5, 29.5, 39.5], ["1", "10", "20", "30", "40"])
    left.set_title("○ trains   ■ dev")
    left.grid(False)
    artists = {}
    looks = {
        "train": {"marker": "o", "color": palette.TRAIN, "markersize": 4, "fillstyle": "none"},
        "dev": {"marker": "s", "color": palette.DEV, "markersize": 5},
    }
    for name, look in looks.items():
        (artists[name],) = left.plot([], [], linestyle="None", **look)
    for i in range(10):
        artists[f"error {i}"] = left.text(41, i, "", va="center", fontsize=10, color=palette.DEV)
    artists["more"] = left.text(20, 10.2, "", va="center", ha="center", fontsize=10)
    right.set(xlim=(0, HIGHEST), ylim=(-0.6, 1.9), xlabel="estimated dev error, °C²")
    right.set(title="200 shuffles of the same 40", yticks=[])
    right.grid(False, axis="y")
    for row, name, words in ((1, "single", "one hold-out"), (0, "folds", "k-fold mean")):
        look = {"linestyle": "None", "marker": "o", "markersize": 3, "alpha": 0.6}
        (artists[name],) = right.plot([], [], color=palette.DEV, markeredgewidth=0, **look)
        right.text(HIGHEST, row + 0.5, words, color=palette.DEV, ha="right", weight="bold")
        artists[f"{name} words"] = right.text(HIGHEST, row + 0.34, "", ha="right", fontsize=10)
    (artists["true"],) = right.plot([], [], ":", color=palette.CHOSEN, linewidth=2)
    artists["true words"] = right.text(0, 1.72, "on 2,000 new", fontsize=10)
    return artists


def draw(artists, result):
    """Up to ten rounds, and all estimates."""
    k = result["k"]
    rounds, size = min(k, 10), M // k
    at = np.arange(M) + 0.5
    is_dev = np.arange(rounds)[:, np.newaxis] == np.arange(M) // size
    for name, mask in (("dev", is_dev), ("train", ~is_dev)):
        i, j = np.nonzero(mask)
        artists[name].set_data(at[j], i)
    for i in range(10):
        text = f"error {short(result['errors'][i])}" if i < rounds else ""
        artists[f"error {i}"].set_text(text)
    artists["more"].set_text(f"and {k - 10} rounds more" if k > 10 else "")
    up = np.linspace(-0.28, 0.28, SHUFFLES)
    for row, name in ((1, "single"), (0, "folds")):
        artists[name].set_data(np.minimum(result[name], HIGHEST), row + up)
        spread = {"single": "single_spread", "folds": "fold_spread"}[name]
        artists[f"{name} words"].set_text(f"spread {short(result[spread])}")
    true = min(result["true"], HIGHEST)
    artists["true"].set_data([true, true], [-0.6, 1.65])
    artists["true words"].set_x(true)


def describe(result):
    """Both spreads, and the error on new data."""
    examples = M // result["k"]
    held = "1 example" if examples == 1 else f"{examples} examples"
    return (
        f"Degree {result['degree']}, k = {result['k']}: one hold-out of {held} gives "
        f"{short(result['single'].mean())} ± {short(result['single_spread'])}, "
        f"{result['k']}-fold {short(result['folds'].mean())} ± {short(result['fold_spread'])} "
        f"over 200 shuffles. On 2,000 new points the error is {short(result['true'])}."
    )


def code(k, degree, seed):
    """The same estimates."""
    return snippet(
        "from dlcourse.topics.bias_and_variance.explorers.k_fold import day, estimates, sample",
        f"rng = np.random.default_rng({seed})",
        f"x, y = sample(day, {M}, {NOISE:g}, rng)",
        f"_, every = estimates(x, y, {k}, {degree}, rng)",
        "single, folds = every[:, 0], every.mean(axis=1)",
    )


def k_fold():
    """Forty examples are few: each is dev once, and trains k - 1 times."""
    return Explorer(
        title="k-fold cross-validation",
        setup=setup,
        compute=compute,
        draw=draw,
        describe=describe,
        controls={
            "k": StopSlider("k", FOLDS, 5),
            "degree": StopSlider("degree", range(MOST + 1), 4),
            "seed": seed(),
        },
        presets=[
            Preset(
                "two halves",
                "Each half is dev once. The fits have only 20 examples to learn from.",
                {"k": 2},
                lambda r: r["fold_spread"] < r["single_spread"],
            ),
            Preset(
                "five folds",
                "Five rounds, five errors, and their mean scatters much less than one of them.",
                {"k": 5},
                lambda r: r["fold_spread"] < 0.5 * r["single_spread"],
            ),
            Preset(
                "ten folds",
                "A single hold-out of four examples can say anything.",
                {"k": 10},
                lambda r: r["fold_spread"] < 0.35 * r["single_spread"],
            ),
            Preset(
                "leave one out",
                "k = m: no luck of the shuffle is left, for 40 trainings.",
                {"k": 40},
                lambda r: r["fold_spread"] < 1e-6,
            ),
        ],
        code=code,
        main=("k",),
    )
