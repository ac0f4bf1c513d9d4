"""A network that learns while you look, with every hyperparameter of the course as a control."""

from dlcourse.live.controls import StopSlider, choice, log_stops, seed, toggle
from dlcourse.live.explorer import Explorer, Preset
from dlcourse.topics.snippets import expression, snippet
from dlcourse.topics.start_here import runs
from dlcourse.topics.start_here.explorers.picture import SIZE, draw_picture, setup_picture
from dlcourse.topics.start_here.explorers.verdict import verdict

WIDE = {"noise": 0.25, "units": 8, "optimizer": "Adam", "learning_rate": 0.03}
DEEP = {"data": "circles", "noise": 0.1, "layers": 3, "activation": "sigmoid"}


def describe(result):
    """The errors, and what the curves say."""
    errors = (result.train_error, result.dev_error, result.best)
    train_error, dev_error, best = (100 * error for error in errors)
    return (
        f"Iteration {result.iteration}: train error {train_error:.0f} %, dev {dev_error:.1f} %, "
        f"the best possible {best:.1f} %. {verdict(result.costs, *errors, result.diverged)}"
    )


def code(
    data,
    noise,
    features,
    layers,
    units,
    activation,
    optimizer,
    learning_rate,
    batch_size,
    lambd,
    keep_prob,
    batch_norm,
    seed,
):
    """The same run."""
    network = runs.network_with(
        features, layers, units, activation, lambd, keep_prob, batch_size, batch_norm
    )
    epochs = runs.ITERATIONS * batch_size // runs.M
    seen = "scale.transform(x)"
    if features != runs.PLAIN:
        seen = f"(s := {seen}, s**2, s[:1] * s[1:])"
        seen = f"np.vstack({seen})"
    optimizer = f"dl.{runs.OPTIMIZERS[optimizer].__name__}({learning_rate})"
    return snippet(
        f"rng = np.random.default_rng({seed})",
        f"train, dev = [dl.make_{data}(m, {noise}, rng) for m in ({runs.M}, {runs.M_DEV})]",
        "scale = dl.standardize(train[0])",
        f"(X, Y), dev = [({seen}, y) for x, y in (train, dev)]",
        f"net = {expression(network)}",
        f"*_, (theta, *_) = dl.train(net, net.initialize(rng), X, Y, {optimizer}, {epochs}, "
        f"{batch_size}, rng)",
        "train_error, dev_error = net.error(theta, X, Y), net.error(theta, *dev)",
    )


def playground():
    """A network that learns: data, network and training as you choose them."""
    return Explorer(
        title="A network that learns",
        setup=setup_picture,
        compute=runs.training,
        draw=draw_picture,
        describe=describe,
        controls={
            "data": choice("data", runs.MAKERS, "moons"),
            "noise": StopSlider("noise", [n / 20 for n in range(1, 11)], 0.2),
            "features": choice("features", runs.FEATURES, runs.PLAIN),
            "layers": StopSlider("hidden layers", range(4), 2),
            "units": StopSlider("units in each", range(1, 9), 4),
            "activation": choice("activation", runs.ACTIVATIONS, "tanh"),
            "optimizer": choice("optimizer", runs.OPTIMIZERS, "gradient descent"),
            "learning_rate": StopSlider("α", log_stops(-3, 1, (1, 3)), 0.3),
            "batch_size": StopSlider("batch size", runs.BATCH_SIZES, 100),
            "lambd": StopSlider("λ", log_stops(-2, 1, (1, 3), zero=True), 0),
            "keep_prob": StopSlider("keep_prob", [n / 10 for n in range(5, 11)], 1),
            "batch_norm": toggle("batch norm"),
            "seed": seed(),
        },
        presets=[
            Preset(
                "01 crawls",
                "The learning rate α is tiny. The costs fall, but 400 steps lead nowhere.",
                {"learning_rate": 0.001},
                lambda r: r.costs[1, -1] > 0.35,
            ),
            Preset(
                "03 overfits",
                "Many units, few and noisy points: the train cost falls, the dev cost turns up.",
                WIDE,
                lambda r: r.costs[2, -1] > 1.4 * r.costs[2].min() and r.train_error < 0.06,
            ),
            Preset(
                "04 a price on weights",
                "The same network with λ = 0.3: thinner lines, a smoother boundary, a lower dev "
                "cost.",
                WIDE | {"lambd": 0.3},
                lambda r: r.costs[2, -1] < 0.4,
            ),
            Preset(
                "05 dropout",
                "The same without λ, but in each step one unit in five is switched off.",
                WIDE | {"keep_prob": 0.8},
                lambda r: r.costs[2, -1] < 0.5,
            ),
            Preset(
                "06 stuck",
                "Three layers of sigmoids: the costs soon come to rest where guessing has them.",
                DEEP,
                lambda r: r.costs[1, -1] > 0.6,
            ),
            Preset(
                "07 mini-batches",
                "Each step looks at 5 examples of 100: a rough path for a twentieth of the work.",
                {"batch_size": 5},
                lambda r: r.dev_error < 0.2,
            ),
            Preset(
                "09 Adam",
                "Spirals, and an optimizer that gives each weight a step of its own.",
                {"data": "spirals", "noise": 0.05, "units": 6, "optimizer": "Adam"}
                | {"learning_rate": 0.03},
                lambda r: r.train_error < 0.05,
            ),
            Preset(
                "10 batch norm",
                "The network that was stuck, now with batch norm before each sigmoid.",
                DEEP | {"batch_norm": True},
                lambda r: r.dev_error < 0.1,
            ),
        ],
        code=code,
        pin=("boundary", "train", "dev"),
        main=("units", "data"),
        size=SIZE,
        paced=True,
    )
