"""k-fold cross-validation drawn, and how far it scatters beside a single hold-out."""

import numpy as np

from dlcourse.figures import palette
from dlcourse.live.controls import StopSlider, seed
from dlcourse.live.explorer import Explorer, Preset
from dlcourse.topics.bias_and_variance.runs import HOURS, SETS, day, fits, short, squared
from dlcourse.topics.snippets import snippet

M, NOISE = 40, 2.0
FOLDS, MOST = (2, 4, 5, 8, 10, 20, 40), 6
HIGHEST = 40.0
WIDTH, GAP = 1.0, 0.25


def readings(m, rng):
    """200 sets of m readings at any moments of the day: a part of them is like the whole."""
    x = HOURS * rng.random((SETS, m))
    return x, day(x) + NOISE * rng.standard_normal(x.shape)


def estimates(x, y, k, degree, rng):
    """The k dev errors of every set x, y (200, 40), and who is in which fold: both (200, k, …)."""
    order = rng.permuted(np.tile(np.arange(M), (SETS, 1)), axis=1).reshape(SETS, k, -1)
    train = np.stack([np.delete(order, i, axis=1).reshape(SETS, -1) for i in range(k)], axis=1)
    of = np.arange(SETS)[:, np.newaxis, np.newaxis]
    errors = fits(x[of, train], y[of, train], x[of, order], degree)[..., -1, :] - y[of, order]
    return order, squared(errors)


def middle_half(values):
    """The distance between the quartiles; a few fits far off do not count, as they would in σ."""
    low, high = quartiles(values)
    return float(high - low)


def quartiles(values):
    """Between these two lies the middle half."""
    return np.percentile(values, (25, 75))


def compute(k, degree, seed):
    """Hold-out is the first fold alone; k-fold is the mean of all k."""
    rng = np.random.default_rng(seed)
    x, y = readings(M, rng)
    order, errors = estimates(x, y, k, degree, rng)
    x_new, y_new = readings(200, rng)
    single, many = errors[:, 0], errors.mean(axis=1)
    true = squared(fits(x, y, x_new, degree)[:, -1] - y_new).mean()
    return {
        "k": k,
        "degree": degree,
        "order": order[0],
        "errors": errors[0],
        "single": single,
        "folds": many,
        "single_spread": middle_half(single),
        "fold_spread": middle_half(many),
        "true": float(true),
    }


def setup(figure):
    """Left who is dev in which round, right the estimates of 200 sets."""
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
    right.set(title="Estimates from 200 sets of 40", yticks=[])
    right.grid(False, axis="y")
    for row, name, words in ((1, "single", "one hold-out"), (0, "folds", "k-fold mean")):
        look = {"linestyle": "None", "marker": "o", "markersize": 3, "alpha": 0.6}
        (artists[name],) = right.plot([], [], color=palette.DEV, markeredgewidth=0, **look)
        right.text(HIGHEST, row + 0.5, words, color=palette.DEV, ha="right", weight="bold")
        artists[f"{name} words"] = right.text(HIGHEST, row + 0.34, "", ha="right", fontsize=10)
        (artists[f"{name} half"],) = right.plot([], [], color=palette.CHOSEN, linewidth=1.6)
    (artists["true"],) = right.plot([], [], "--", color=palette.CHOSEN, linewidth=2)
    artists["true words"] = right.text(0, 1.72, "on new readings", fontsize=10)
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
    up = np.linspace(-0.28, 0.28, SETS)
    for row, name in ((1, "single"), (0, "folds")):
        artists[name].set_data(np.minimum(result[name], HIGHEST), row + up)
        low, high = np.minimum(quartiles(result[name]), HIGHEST)
        corners = np.array([[low, high, high, low, low], [-0.34, -0.34, 0.34, 0.34, -0.34]])
        artists[f"{name} half"].set_data(corners[0], row + corners[1])
        spread = {"single": "single_spread", "folds": "fold_spread"}[name]
        artists[f"{name} words"].set_text(f"spread {short(result[spread])}")
    true = min(result["true"], HIGHEST)
    artists["true"].set_data([true, true], [-0.6, 1.65])
    artists["true words"].set_x(true)


def describe(result):
    """Both estimates with their spread, and the error on new data."""
    examples = M // result["k"]
    held = "1 example" if examples == 1 else f"{examples} examples"
    return (
        f"Degree {result['degree']}, k = {result['k']}: one hold-out of {held} gives "
        f"{short(np.median(result['single']))} with a spread of "
        f"{short(result['single_spread'])}, {result['k']}-fold "
        f"{short(np.median(result['folds']))} with {short(result['fold_spread'])}, medians of "
        f"{SETS} sets. On new readings the error is {short(result['true'])}."
    )


def code(k, degree, seed):
    """The same estimates."""
    return snippet(
        "from dlcourse.topics.bias_and_variance.explorers.k_fold import estimates, readings",
        f"rng = np.random.default_rng({seed})",
        f"x, y = readings({M}, rng)",
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
                lambda r: np.median(r["folds"]) > r["true"],
            ),
            Preset(
                "five folds",
                "Five rounds, five errors, and their mean scatters much less than one of them.",
                {"k": 5},
                lambda r: r["fold_spread"] < 0.8 * r["single_spread"],
            ),
            Preset(
                "ten folds",
                "A single hold-out of four examples can say anything.",
                {"k": 10},
                lambda r: r["fold_spread"] < 0.6 * r["single_spread"],
            ),
            Preset(
                "leave one out",
                "k = m: each example is a fold, for 40 trainings.",
                {"k": 40},
                lambda r: r["fold_spread"] < 0.4 * r["single_spread"],
            ),
        ],
        code=code,
        pin=("single half", "folds half"),
        main=("k",),
    )
