"""The chain rule on a small graph: J = (a + b) b c, where b goes two ways."""

from dlcourse.exercise.domain import number
from dlcourse.exercise.exercise import Exercise, Misconception


def _graph_gradient(a, b, c):
    """(∂J/∂a, ∂J/∂b, ∂J/∂c) of u = a + b, v = b c, J = u v."""
    u, v = a + b, b * c
    return v, v + u * c, u * b


graph_gradient = Exercise(
    title="the three derivatives of J = (a + b) · (b · c)",
    reference=_graph_gradient,
    domain={"a": number(-4, 4), "b": number(-4, 4), "c": number(-4, 4)},
    cases=(
        {"a": 1.0, "b": 2.0, "c": 5.0},
        {"a": -2.0, "b": 0.5, "c": 3.0},
        {"a": 4.0, "b": -1.0, "c": -2.0},
    ),
    misconceptions=(
        Misconception(
            "only the path through the sum",
            lambda a, b, c: (b * c, b * c, (a + b) * b),
            "Only the path through u = a + b is in dJ/db: b is a factor of v as well, and what "
            "comes back along the two paths is added.",
        ),
        Misconception(
            "only the path through the product",
            lambda a, b, c: (b * c, (a + b) * c, (a + b) * b),
            "Only the path through v = b c is in dJ/db: b is a part of u as well, and what comes "
            "back along the two paths is added.",
        ),
        Misconception(
            "paths multiplied",
            lambda a, b, c: (b * c, b * c * (a + b) * c, (a + b) * b),
            "The two paths of b are multiplied: along one path factors are multiplied, but the "
            "paths themselves are added.",
        ),
        Misconception(
            "own value at the product",
            lambda a, b, c: (a + b, a + b + b * c * c, b * c * b),
            "Back through J = u v each factor has got itself: du is the other factor, v, and dv "
            "is u.",
        ),
        Misconception(
            "factors of v swapped",
            lambda a, b, c: (b * c, b * c + (a + b) * b, (a + b) * c),
            "Back through v = b c the two factors are swapped: dJ/dv goes on to b times c, and to "
            "c times b.",
        ),
        Misconception(
            "values in place of derivatives",
            lambda a, b, c: (a + b, b * c, (a + b) * b * c),
            "These are the values u, v and J of the forward pass: start with dJ/dJ = 1 and go back "
            "from there.",
        ),
        Misconception(
            "local derivatives alone",
            lambda a, b, c: (1.0, 1.0 + c, b),
            "These are the derivatives of one step each: they are still to be multiplied with what "
            "arrives from J, dJ/du and dJ/dv.",
        ),
        Misconception(
            "reversed order",
            lambda a, b, c: _graph_gradient(a, b, c)[::-1],
            "The three come in reversed order: first dJ/da, then dJ/db, then dJ/dc, even if they "
            "are found the other way round.",
        ),
        Misconception(
            "c without b",
            lambda a, b, c: (b * c, b * c + (a + b) * c, a + b),
            "In dJ/dc a factor is missing: what arrives at v is u, and v = b c hands it on times "
            "b.",
        ),
        Misconception(
            "c without u",
            lambda a, b, c: (b * c, b * c + (a + b) * c, b),
            "In dJ/dc a factor is missing: b is dv/dc, which is still to be multiplied with what "
            "arrives at v.",
        ),
        Misconception(
            "a without v",
            lambda a, b, c: (1.0, b * c + (a + b) * c, (a + b) * b),
            "In dJ/da a factor is missing: du/da is 1, which is still to be multiplied with what "
            "arrives at u.",
        ),
        Misconception(
            "second path of b without c",
            lambda a, b, c: (b * c, b * c + a + b, (a + b) * b),
            "In dJ/db the path through v lacks a factor: what arrives at v is u, and v = b c "
            "hands it on to b times c.",
        ),
        Misconception(
            "second path of b alone is local",
            lambda a, b, c: (b * c, b * c + c, (a + b) * b),
            "In dJ/db the path through v lacks a factor: c is dv/db, which is still to be "
            "multiplied with what arrives at v.",
        ),
        Misconception(
            "paths averaged",
            lambda a, b, c: (b * c, (b * c + (a + b) * c) / 2, (a + b) * b),
            "The two paths of b are averaged: a nudge of b acts along both, so what comes back "
            "is added.",
        ),
        Misconception(
            "paths subtracted",
            lambda a, b, c: (b * c, b * c - (a + b) * c, (a + b) * b),
            "The two paths of b are subtracted from each other: what comes back along them is "
            "added.",
        ),
        Misconception(
            "whole numbers",
            lambda a, b, c: tuple(float(int(x)) for x in _graph_gradient(a, b, c)),
            "What stands behind the point is cut off: is there an array or a function of whole "
            "numbers in it?",
        ),
    ),
    hints=(
        "Draw the graph: u = a + b, v = b c, J = u v. How many lines leave b?",
        "Go back from J: at a product each factor gets what arrives times the other factor. At a "
        "sum each part gets what arrives as it is.",
        "Two lines leave b. Write down what comes back along each; their sum is dJ/db.",
    ),
    conclusion="One pass back, and all three are there, however many paths lead to b.",
)
