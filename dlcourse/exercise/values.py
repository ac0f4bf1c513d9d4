"""Results as an exercise sees them: compare two, say where they differ, write them for a reader.

A result is a number, an array, or tuples, lists and dicts of those. Everything here gives the same
text on every machine: numbers are rounded, and no address in memory is ever printed.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

RTOL, ATOL = 1e-6, 1e-9  # far above rounding differences between machines, far below any mistake
SHORT = 40  # characters: a result up to here is quoted whole in a sentence
MOST_ENTRIES = 24  # an array up to here is written out, a larger one by its shape
MOST_ITEMS = 6  # items of a list up to here are named one by one
MOST_CHARACTERS = 200  # of a text
MOST_VALUES = 3_000  # entries of lists within lists, more than any exercise asks for


@dataclass(frozen=True)
class Unknown:
    """Stands for a result that is nothing to compare: a generator, a module, a list without end.

    Parameters: kind : str, what it is, with its article
    """

    kind: str


def tidy(value: object) -> object:
    """Copy a result, with an Unknown for each part that is no number, array, text or container.

    What is kept is what the function gave at this call, whatever becomes of its arrays later.

    Example:
    >>> tidy((1.0, iter([2])))
    (1.0, Unknown(kind='a list_iterator'))
    """
    left = [MOST_VALUES]
    result = _tidy(value, left, 0)
    if left[0] < 0 and isinstance(value, dict | list | tuple):
        return Unknown(f"{_article(type(value).__name__)} of {len(value):,}")
    return result


def _tidy(value: object, left: list[int], depth: int) -> object:
    left[0] -= 1
    if isinstance(value, dict | list | tuple):
        if len(value) > left[0] or depth > MOST_ITEMS:
            left[0] = -1  # too much of it: the whole becomes an Unknown
            return value
        if isinstance(value, dict):
            return {key: _tidy(item, left, depth + 1) for key, item in value.items()}
        items = [_tidy(item, left, depth + 1) for item in value]
        return tuple(items) if isinstance(value, tuple) else items
    if isinstance(value, np.ndarray):
        return np.array(value)
    if value is None or value is ... or isinstance(value, str) or _is_numeric(value):
        return value
    return Unknown(_article(type(value).__name__))


def difference(mine: object, right: object) -> str | None:
    """Say how `mine` differs from `right`, as what follows a function's name; None if it does not.

    Parameters: mine : anything a function may return;  right : the result to compare with
    Returns: text or None
    Example:
    >>> difference((1, 5), (1, 4))
    'gives (1, 5) where (1, 4) is right'
    """
    mine = _as_sequence(mine, right)
    return _structure(mine, right, "") or _values(mine, right)


def same_structure(mine: object, right: object) -> bool:
    """Say whether two results are made alike: the same keys, lengths and shapes."""
    return _structure(_as_sequence(mine, right), right, "") is None


def leaves(value: object) -> dict[str, np.ndarray]:
    """The numbers and arrays in a result, by how one would write each after the result's name.

    Example:
    >>> leaves((1, {"W": 2.0}))
    {'[0]': array(1), "[1]['W']": array(2.)}
    """
    return {path: np.asarray(leaf) for path, leaf in _leaves(value, "") if _is_numeric(leaf)}


def _as_sequence(mine: object, right: object) -> object:
    """An array of as many numbers as a tuple or list is expected to have, as a list."""
    if isinstance(right, tuple | list) and isinstance(mine, np.ndarray) and mine.ndim == 1:
        return list(mine) if all(np.ndim(item) == 0 for item in right) else mine
    return mine


def show(value: object, digits: int = 4) -> str:
    """Write a result in one line, numbers to `digits` significant digits.

    Example:
    >>> show({"W": np.array([[1.0, -2 / 3]])})
    "{'W': [[1, -0.6667]]}"
    """
    if isinstance(value, dict | list | tuple) and len(value) > MOST_ENTRIES:
        return _kind(value)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{k!r}: {show(value[k], digits)}" for k in _keys(value)) + "}"
    if isinstance(value, np.ndarray):
        if value.size > MOST_ENTRIES:
            return f"an array of shape {value.shape}"
        return show(value.tolist(), digits)
    if isinstance(value, list):
        return "[" + ", ".join(show(item, digits) for item in value) + "]"
    if isinstance(value, tuple):
        comma = "," if len(value) == 1 else ""
        return "(" + ", ".join(show(item, digits) for item in value) + comma + ")"
    if isinstance(value, str):
        return repr(value if len(value) <= MOST_CHARACTERS else value[:MOST_CHARACTERS] + "…")
    if isinstance(value, bool | np.bool_ | None):
        return repr(value.item() if isinstance(value, np.bool_) else value)
    if isinstance(value, int | np.integer):
        return str(int(value))
    if isinstance(value, float | np.floating):
        return f"{float(value) + 0.0:.{digits}g}"  # + 0.0 makes -0 a plain 0
    return getattr(value, "__name__", None) or _kind(value)


def show_apart(mine: object, right: object) -> tuple[str, str]:
    """Write two results with as many digits as it takes to see that they differ.

    Example:
    >>> show_apart(0.25001, 0.25)
    ('0.25001', '0.25')
    """
    for digits in (4, 6, 9, 12):
        texts = show(mine, digits), show(right, digits)
        if texts[0] != texts[1]:
            break
    return texts


def show_input(value: object) -> str:
    """Write an input with as many digits as it takes to see which entries of an array differ.

    Example:
    >>> show_input(np.array([0.5, 0.4999999, 0.5]))
    '[0.5, 0.4999999, 0.5]'
    """
    if not isinstance(value, np.ndarray) or value.size > MOST_ENTRIES:
        return show(value)
    entries = np.unique(value).tolist()
    for digits in (4, 6, 9, 12):
        if len({show(entry, digits) for entry in entries}) == len(entries):
            break
    return show(value, digits)


def shape(value: object) -> str:
    """Write what kind of thing a result is: "a number", "an array of shape (2, 3)", …

    Example:
    >>> shape((np.zeros((2, 3)), 1.0))
    'a tuple of 2: (an array of shape (2, 3), a number)'
    """
    if isinstance(value, dict | list | tuple) and len(value) > MOST_ITEMS:
        return _kind(value)
    if isinstance(value, dict):
        inside = ", ".join(f"{key!r}: {shape(value[key])}" for key in _keys(value))
        return f"a dict of {len(value)}: {{{inside}}}"
    if isinstance(value, tuple | list):
        inside = ", ".join(shape(item) for item in value)
        return f"a {type(value).__name__} of {len(value)}: ({inside})"
    return _kind(value)


def _structure(mine: object, right: object, path: str) -> str | None:
    """Say what is wrong apart from the values: a type, a length, a shape."""
    where = f", in `result{path}`" if path else ""
    if isinstance(right, dict):
        if not isinstance(mine, dict):
            return f"returns {_kind(mine)} where a dict is expected{where}"
        if missing := [key for key in _keys(right) if key not in mine]:
            return f"returns a dict without the key {missing[0]!r}{where}"
        if extra := [key for key in _keys(mine) if key not in right]:
            return f"returns a dict with a key too many, {extra[0]!r}{where}"
        pairs = [(mine[key], right[key], f"{path}[{key!r}]") for key in _keys(right)]
    elif isinstance(right, tuple | list):
        if not isinstance(mine, tuple | list):
            remedy = ": list(…) makes a list of it" if _is_lazy(mine) else ""
            name = type(right).__name__
            return f"returns {_kind(mine)} where a {name} is expected{where}{remedy}"
        if len(mine) != len(right):
            return f"returns {_counted(len(mine))} where {len(right)} are expected{where}"
        pairs = [(a, b, f"{path}[{i}]") for i, (a, b) in enumerate(zip(mine, right, strict=True))]
    else:
        return _leaf_structure(mine, right, where)
    return next((text for pair in pairs if (text := _structure(*pair))), None)


def _leaf_structure(mine: object, right: object, where: str) -> str | None:
    """Say what is wrong with one number or one array, apart from its value."""
    if not _is_numeric(right):
        same = type(mine) is type(right) and not isinstance(mine, np.ndarray) and mine == right
        return None if same else f"returns {_kind(mine)}{where}"
    expected = _kind(right)
    if isinstance(mine, list | tuple) and np.ndim(right):
        if not _could_be_array(mine, np.ndim(right)):
            return f"returns {shape(mine)} where {expected} is expected{where}"
        if np.shape(mine) != np.shape(right):
            return f"returns {_kind(mine)} where {expected} is expected{where}"
        return (
            f"returns a {type(mine).__name__} where {expected} is expected{where}: "
            "np.array(…) makes an array of it"
        )
    if not _is_numeric(mine):
        remedy = ": np.array(list(…)) makes an array of it" if _is_lazy(mine) else ""
        return f"returns {_kind(mine)} where {expected} is expected{where}{remedy}"
    if np.shape(mine) != np.shape(right):
        return f"returns {_kind(mine)} where {expected} is expected{where}"
    return None


def _values(mine: object, right: object) -> str | None:
    """Say which value is wrong first, for two results of the same structure."""
    for (path, a), (_, b) in zip(_leaves(mine, ""), _leaves(right, ""), strict=True):
        if not _is_numeric(b):
            continue
        a, b = np.asarray(a), np.asarray(b)
        wrong = ~np.isclose(a, b, rtol=RTOL, atol=ATOL, equal_nan=True)
        if not wrong.any():
            continue
        if (text := _no_number(a, b)) is not None:
            where = f", in `result{path}`" if path else ""
            return text.format(where)
        texts = show_apart(mine, right)
        if max(map(len, texts)) <= SHORT and texts[0] != texts[1]:
            return f"gives {texts[0]} where {texts[1]} is right"
        index = tuple(int(i) for i in np.argwhere(wrong)[0])
        a, b = show_apart(a[index], b[index])
        entry = path + (f"[{', '.join(map(str, index))}]" if index else "")
        return f"gives {a} where {b} is right, in `result{entry}`"
    return None


def _no_number(mine: np.ndarray, right: np.ndarray) -> str | None:
    """Say where a NaN or ∞ that should not be there can come from; the place is filled in later."""
    if np.isnan(mine).any() and not np.isnan(right).any():
        return (
            "gives NaN, “not a number”{}: it can come from 0/0, from ∞ - ∞, from the root or the "
            "logarithm of a negative number, or from a `nan` in the code"
        )
    if np.isinf(mine).any() and not np.isinf(right).any():
        return "gives ∞{}: it can come from a division by 0 or from a number too large"
    return None


def _leaves(value: object, path: str) -> Iterator[tuple[str, object]]:
    """Walk a nested result: the path as one would write it, and what stands there."""
    if isinstance(value, dict):
        for key in _keys(value):
            yield from _leaves(value[key], f"{path}[{key!r}]")
    elif isinstance(value, tuple | list):
        for i, item in enumerate(value):
            yield from _leaves(item, f"{path}[{i}]")
    else:
        yield path, value


def _keys(value: dict) -> list:
    return sorted(value, key=str)


def _is_numeric(value: object) -> bool:
    if not isinstance(value, np.ndarray | np.generic | int | float | complex):
        return False
    return np.asarray(value).dtype.kind in "biufc"


def _could_be_array(value: list | tuple, dimensions: int) -> bool:
    try:
        array = np.array(value)
    except ValueError:  # rows of unequal lengths
        return False
    return _is_numeric(array) and array.ndim == dimensions


def _counted(number: int) -> str:
    return f"{number:,} {'value' if number == 1 else 'values'}"


def _is_lazy(value: object) -> bool:
    lazy = ("generator", "map", "zip", "filter", "iterator", "reversed", "enumerate", "range")
    return isinstance(value, Unknown) and value.kind.endswith(lazy)


def _article(name: str) -> str:
    return f"{'an' if name[0] in 'aeiouAEIOU' else 'a'} {name}"


def _kind(value: object) -> str:
    if value is None:
        return "None"
    if isinstance(value, Unknown):
        return value.kind
    if isinstance(value, np.ndarray) and not _is_numeric(value):
        return f"an array of {value.dtype} entries"
    if _is_numeric(value):
        return f"an array of shape {np.shape(value)}" if np.ndim(value) else "a number"
    if isinstance(value, dict | list | tuple) and len(value) > MOST_ITEMS:
        return f"{_article(type(value).__name__)} of {len(value):,}"
    return _article(type(value).__name__)
