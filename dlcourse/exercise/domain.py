"""What an exercise's inputs may be: a small vocabulary, and the cases drawn from it.

    domain={
        "W": array("n", "n_prev"),
        "b": array("n", 1),
        "keep_prob": number(0.1, 1),
        "rng": seed(),
    }

A name in a shape is a length. It is drawn once a case, so that `W` and `b` fit together. Among the
fifty cases are single entries, tall and wide matrices, zeros, ties, whole numbers, and the ends
of every range. Any function of a generator and the case's lengths may stand in a domain as well.
"""

from collections.abc import Callable

import numpy as np

__all__ = [
    "Seed",
    "array",
    "cases_of",
    "choice",
    "layers",
    "mask",
    "number",
    "seed",
    "series",
    "whole",
]

COUNT, SEED = 50, 2024
LONG = 1100  # entries: three years of days, and deeper than Python lets a function call itself
MOST = 5  # entries along an axis of an ordinary case


class Seed:
    """Stands in a case for an `np.random.Generator`: each call gets a fresh one from this seed."""

    def __init__(self, seed: int):
        self.seed = seed

    def __repr__(self) -> str:
        return f"np.random.default_rng({self.seed})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Seed) and other.seed == self.seed

    def __hash__(self) -> int:
        return hash(self.seed)

    def generator(self) -> np.random.Generator:
        """Make the generator, as if never drawn from."""
        return np.random.default_rng(self.seed)


class Lengths(dict):
    """The lengths of one case by their names, each drawn where it is first asked for.

    Parameters
        rng : Generator
        form : "one", every length is 1;  "tall" or "wide", the first or the second is the only
            one above 1;  "any", each from 1 to 5
    """

    def __init__(self, rng: np.random.Generator, form: str):
        self.rng, self.form = rng, form

    def __missing__(self, name: object) -> int:
        if isinstance(name, int):
            return name
        grows = {"one": False, "tall": not self, "wide": len(self) == 1, "any": True}[self.form]
        self[name] = int(self.rng.integers(2 if self.form in ("tall", "wide") else 1, MOST + 1))
        self[name] = self[name] if grows else 1
        return self[name]


Draw = Callable[[np.random.Generator, Lengths], object]


def number(low: float, high: float) -> Draw:
    """A number from low to high; often one of the ends, or 0 or 1 where they lie between."""
    edges = sorted({low, high, *(x for x in (0, 1) if low <= x <= high)})

    def draw(rng, lengths):
        if rng.random() < 0.3:
            return float(rng.choice(edges))
        return float(np.clip(round(rng.uniform(low, high), 2), low, high))

    return draw


def whole(low: int, high: int) -> Draw:
    """A whole number from low to high, both included and both frequent."""
    return lambda rng, lengths: int(
        rng.choice([low, high]) if rng.random() < 0.3 else rng.integers(low, high + 1)
    )


def choice(*values: object) -> Draw:
    """One of the values."""
    return lambda rng, lengths: values[rng.integers(len(values))]


def seed() -> Draw:
    """A random generator that begins anew at each call."""
    return lambda rng, lengths: Seed(int(rng.integers(1000)))


def array(*shape: str | int, whole: bool = False) -> Draw:
    """An array of numbers: with decimals, with zeros and ties, all zero, or of whole numbers.

    With `whole=True` the whole numbers are so by their type, too, as in `np.array([40, 49])`, and
    as a reader types them who tries a function by hand.
    """

    def draw(rng, lengths):
        size = tuple(lengths[name] for name in shape)
        kind = rng.choice(["decimals", "ties", "whole", "zeros"], p=[0.55, 0.25, 0.15, 0.05])
        if kind == "ties":
            return rng.choice([-1.0, -0.5, 0.0, 0.5, 1.0], size=size)
        if kind == "whole":
            numbers = rng.integers(-4, 5, size=size)
            return numbers if whole else numbers.astype(float)
        return np.round(2 * rng.normal(size=size), 2) * (kind != "zeros") + 0.0

    return draw


def series(whole: bool = False) -> Draw:
    """An array (T,): up and down, rising or falling all the way, equal, or three years long."""

    def draw(rng, lengths):
        kind = rng.choice(["any", "rises", "falls", "equal", "long"], p=[0.65, 0.1, 0.1, 0.1, 0.05])
        T = 1 if lengths.form == "one" else int(rng.integers(2, 3 * MOST))
        values = array(LONG if kind == "long" else T, whole=whole)(rng, lengths)
        if kind == "equal":
            return np.full(values.shape, values[0])
        order = {"rises": 1, "falls": -1}.get(kind)
        return np.sort(values)[::order] if order else values

    return draw


def mask(*shape: str | int) -> Draw:
    """An array of True and False, now and then all the same."""

    def draw(rng, lengths):
        share = rng.choice([0.0, 0.5, 1.0], p=[0.1, 0.8, 0.1])
        return rng.random(tuple(lengths[name] for name in shape)) < share

    return draw


def layers() -> Draw:
    """The parameters of a network, a list of {"W", "b"}; two of them in one domain fit together."""

    def draw(rng, lengths):
        widths = [lengths[f"width {i}"] for i in range(1 + lengths["layers"])]
        shapes = zip(widths[1:], widths[:-1], strict=True)
        return [
            {"W": array(n, n_prev)(rng, lengths), "b": array(n, 1)(rng, lengths)}
            for n, n_prev in shapes
        ]

    return draw


def cases_of(domain: dict[str, Draw], count: int = COUNT, start: int = SEED) -> tuple[dict, ...]:
    """Draw cases from a domain, the same ones at each call.

    Parameters: domain : dict parameter → draw;  count : how many;  start : the seed
    Returns: dicts parameter → value
    Example:
    >>> cases_of({"beta": number(0, 1), "t": whole(1, 9)}, count=2)
    ({'beta': 0.21, 't': 9}, {'beta': 0.14, 't': 9})
    """
    rng = np.random.default_rng(start)
    forms = ["any", "any", "one", "tall", "wide"]
    cases = []
    for i in range(count if domain else 0):
        lengths = Lengths(rng, forms[i % len(forms)])
        cases.append({name: draw(rng, lengths) for name, draw in domain.items()})
    return tuple(cases)
