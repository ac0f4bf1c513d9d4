"""The max-norm constraint, dropout's companion: no unit's incoming weights longer than c."""

import numpy as np

from dlcourse.exercise.domain import array, number
from dlcourse.exercise.exercise import Exercise, Misconception


def _max_norm(W, c):
    """Each row w of W, a unit's incoming weights, shortened to length c where ‖w‖ > c."""
    norm = np.sqrt(np.sum(W**2, axis=1, keepdims=True))
    return W * c / np.maximum(norm, c)


def _shorten(W, c, norm):
    """W made smaller where another `norm` is above c."""
    return W * c / np.maximum(norm, c)


def _length(W):
    return np.linalg.norm(W, axis=1, keepdims=True)


def _first_long_row(W, c):
    W = W.astype(float)
    for i in np.flatnonzero(_length(W) > c)[:1]:
        W[i] *= c / _length(W)[i]
    return W


def _longest_row(W, c):
    W = W.astype(float)
    i = np.argmax(_length(W))
    W[i] *= c / max(_length(W)[i, 0], c)
    return W


def _first_row(W, c):
    return np.vstack([_max_norm(W[:1], c), W[1:]])


max_norm = Exercise(
    title="the weights of a layer, with no unit's longer than c",
    reference=_max_norm,
    domain={"W": array("n", "n_prev", whole=True), "c": number(0.1, 4)},
    new=True,
    cases=(
        {"W": np.array([[0.3, 0.4]]), "c": 0.4995},
        {"W": np.array([[3.0, 4.0], [0.3, 0.4]]), "c": 2.0},
        {"W": np.array([[1.0, -2.0, 2.0], [0.4, 0.0, -0.3]]), "c": 1.5},
        {"W": np.array([[6.0, 8.0], [-2.5, 1.5], [0.0, 3.0], [2.5, -2.5]]), "c": 3.0},
    ),
    misconceptions=(
        Misconception(
            "columns shortened",
            lambda W, c: _shorten(W, c, np.linalg.norm(W, axis=0, keepdims=True)),
            "The columns are shortened: a column holds the weights that go out of a unit before. "
            "The weights that come into a unit are a row of W.",
        ),
        Misconception(
            "whole matrix's length",
            lambda W, c: _shorten(W, c, np.linalg.norm(W)),
            "The length of the whole matrix is taken: each unit has a length of its own, that of "
            "its row. Is an `axis` missing?",
        ),
        Misconception(
            "lengths along the columns",
            lambda W, c: _shorten(W, c, np.linalg.norm(W, axis=1)),
            "The lengths are applied along the columns: without `keepdims=True` the sum over "
            "a row's entries has the shape (n,), which numpy lays along a row.",
        ),
        Misconception(
            "every row to length c",
            lambda W, c: W * c / _length(W),
            "Every row is given the length c: a row that is short already stays as it is.",
        ),
        Misconception(
            "long rows to length 1",
            lambda W, c: np.where(_length(W) > c, W / _length(W), W),
            "The long rows get length 1: their length is to be c.",
        ),
        Misconception(
            "every row to length 1",
            lambda W, c: W / _length(W),
            "Every row is given the length 1, and c is not used: a row is shortened only if it is "
            "longer than c, and then to c.",
        ),
        Misconception(
            "ratio upside down",
            lambda W, c: W * np.minimum(1, _length(W) / c),
            "The ratio is upside down: a row twice as long as c is to be halved, so c stands above "
            "the fraction line.",
        ),
        Misconception(
            "ratio of the squares",
            lambda W, c: W * np.minimum(1, c**2 / _length(W) ** 2),
            "The ratio is that of the squares: a row shrinks by c/‖w‖, the ratio of the lengths.",
        ),
        Misconception(
            "short rows made longer",
            lambda W, c: np.where(_length(W) > c, W, W * c / _length(W)),
            "The short rows are made longer and the long ones stay: it is the other way round.",
        ),
        Misconception(
            "long rows set to zero",
            lambda W, c: np.where(_length(W) > c, 0, W),
            "The long rows are set to zero: they are to keep their direction and get the length c.",
        ),
        Misconception(
            "each weight cut off",
            lambda W, c: np.clip(W, -c, c),
            "Each weight is cut off at c: it is the length of a whole row that is limited, and its "
            "direction stays as it was.",
        ),
        Misconception(
            "length not rooted",
            lambda W, c: _shorten(W, c, _length(W) ** 2),
            "The length is not rooted: the sum of the squares is ‖w‖², and c limits ‖w‖.",
        ),
        Misconception(
            "divided by the square",
            lambda W, c: np.where(_length(W) > c, W * c / _length(W) ** 2, W),
            "The long rows are divided by ‖w‖², not by ‖w‖: a root is missing in the division.",
        ),
        Misconception(
            "square compared with c",
            lambda W, c: np.where(_length(W) ** 2 > c, W * c / _length(W), W),
            "The sum of the squares is compared with c: it is ‖w‖ that c limits, so a row can be "
            "lengthened here.",
        ),
        Misconception(
            "L1's length",
            lambda W, c: _shorten(W, c, np.sum(np.abs(W), axis=1, keepdims=True)),
            "The length is the sum of the sizes |w|: that is L1's. The length of a row is the root "
            "of its sum of squares.",
        ),
        Misconception(
            "largest weight as length",
            lambda W, c: _shorten(W, c, np.max(np.abs(W), axis=1, keepdims=True)),
            "The largest weight of a row is taken for its length: the length is the root of the "
            "row's sum of squares.",
        ),
        Misconception(
            "c missing above",
            lambda W, c: W / np.maximum(_length(W), c),
            "Every row is divided by c or by its length: a short row is to stay, and a long one to "
            "get the length c. The c above the fraction line is missing.",
        ),
        Misconception(
            "lengths alone",
            lambda W, c: _length(_max_norm(W, c)),
            "These are the lengths: the weights themselves are wanted.",
        ),
        Misconception(
            "only the first long row",
            _first_long_row,
            "Only the first row that is too long is shortened, not those after it: is there a "
            "`return` or a `break` in the loop?",
        ),
        Misconception(
            "only the first row",
            _first_row,
            "Only the first row is looked at: is the `return` inside the loop?",
        ),
        Misconception(
            "rows just above c left",
            lambda W, c: np.where(_length(W) > c + 1e-3, W * c / _length(W), W),
            "A row that is a little longer than c stays as it is: every row longer than c is "
            "shortened. Compare with c itself.",
        ),
        Misconception(
            "what is beyond c kept",
            lambda W, c: np.where(_length(W) > c, W * (_length(W) - c) / _length(W), W),
            "A long row is given the length ‖w‖ - c, what it is too long by: its length is to "
            "be c.",
        ),
        Misconception(
            "what is beyond c kept of every row",
            lambda W, c: W * (_length(W) - c) / _length(W),
            "Every row is given the length ‖w‖ - c, what it is too long by: a long row is to get "
            "the length c, and a short one to stay.",
        ),
        Misconception(
            "only the longest row",
            _longest_row,
            "Only the longest row is shortened: every row that is longer than c has to be.",
        ),
        Misconception(
            "c subtracted",
            lambda W, c: np.where(_length(W) > c, W - c, W),
            "The entries of a long row are made smaller by c: the row is to be multiplied by a "
            "number, so that its direction stays.",
        ),
    ),
    hints=(
        "Which entries of W belong to one unit? Z = W A: the first unit's z is a sum over …",
        "A row that is too long is multiplied by one number, so that its direction stays. Which "
        "number takes the length ‖w‖ to c? And which one leaves a row as it is?",
        "`np.sum` or `np.linalg.norm` with `axis=1, keepdims=True` gives a column of lengths, "
        "which numpy lays along the rows. `np.maximum` or `np.where` keeps the short rows.",
    ),
    conclusion="With the lengths held, dropout can train at a high learning rate.",
)
