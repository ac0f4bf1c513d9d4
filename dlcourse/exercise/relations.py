"""What is seen of a mistake that nobody has listed: how the wrong values go with the right ones.

A sentence here is only said if it held in every one of a few hundred inputs: those of the check,
and others drawn from the exercise's domain to put it to the test. One that fewer than FEW differing
inputs speak for is not said. `relation` gives the most telling one.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import permutations

import numpy as np

from .domain import Seed
from .running import Run, run
from .values import ATOL, RTOL, difference, leaves, same_structure, show, show_apart

__all__ = ["Compared", "edge", "relation"]

IT_IS = "Where it is wrong it is"
FEW = 5  # inputs: what holds in fewer may be an accident
UNLIKELY = 1e-3
NEAR = 0.01  # of what right values are like
_BY_TYPE = "are whole numbers by their type"
_OF_WHOLE_NUMBERS = (
    "A copy of it and `np.zeros_like` hold whole numbers too, and cut off what is put into them: "
    "`….astype(float)` does not."
)
AT_MOST = 0.5  # seconds: an input that the exercise never has may keep a function busy for ever


@dataclass(frozen=True)
class Compared:
    """A student's results beside the right ones, case by case.

    Parameters
        function : the student's function;  reference : the right one
        cases, mine, rights : equally long: inputs, and the runs of the two on them
        wrong : list of bool, where the student's result is not accepted
    """

    function: Callable
    reference: Callable
    cases: list[dict]
    mine: list[Run]
    rights: list[Run]
    wrong: list[bool]

    def failing(self) -> list[tuple[dict, object, object]]:
        """The cases that went wrong without an error: inputs, given value, right value."""
        rows = zip(self.cases, self.mine, self.rights, self.wrong, strict=True)
        return [(c, m.value, r.value) for c, m, r, bad in rows if bad and m.error is None]


def relation(compared: Compared, slip: str = "") -> str:
    """Say in one sentence what holds in all wrong cases; "" if nothing that is known does.

    Parameters: compared : on the cases and on many inputs more;  slip : what is said of a slip of
        the hand that explains all of it, if one does
    """
    failing = compared.failing()
    if len(failing) < sum(compared.wrong):
        return edge(compared)  # some cases stop with an error: the others do not speak for them
    how = [_same_as_input, _whole_result, _other_input]
    how += [] if slip else [_nearly_right]
    if slip:  # more telling than all but these, and but an input that makes no difference
        how += [_ignored, lambda *_: f"{_only(_parts(compared, failing))}{slip}"]
    else:
        how += [_parts, _ignored, _entries]
    said = _first(how, compared, failing)
    if slip not in said or not slip:
        where = _edge(compared, failing, nearly=True) or _from_a_size_on(compared, failing)
        if where:
            return f"{where} {said}".strip()
    return said or _first([_edge, _size, _right_where, _both_ways], compared, failing)


def _first(finders, compared, failing):
    """What the first finder says that finds something."""
    return next((text for finder in finders if (text := finder(compared, failing))), "")


def edge(compared: Compared) -> str:
    """Say what all cases that went wrong, errors included, have in common; "" if nothing."""
    return _edge(compared, [])


# What a result equals


def _same_as_input(compared, failing):
    for name in compared.cases[0]:
        if all(_same(mine, case[name]) for case, mine, _ in failing) and _telling(failing):
            return f"{_everywhere(compared)} it gives back `{name}` as it came."
    return ""


def _whole_result(compared, failing):
    """The right result as a whole, changed in one known way: a factor, a sign, an order."""
    if len(leaves(failing[0][2])) == 1 and not isinstance(failing[0][2], dict | list | tuple):
        pairs = [(case, np.asarray(m), np.asarray(r)) for case, m, r in failing if _numeric(m)]
        if len(pairs) == len(failing):
            return _changed(pairs, f"{_everywhere(compared)} your value is")
    return ""


def _changed(pairs, begin):
    """How `mine` is made from `right`, in all pairs (case, mine, right)."""
    if not _telling(pairs):
        return ""
    for text, change in _CHANGES:
        if _all_equal(pairs, lambda case, right, change=change: change(right)):
            return f"{begin} {text}."
    quantities = [*_constants(pairs), *_quantities(pairs[0][0])]
    arrays = [(f"`{n}`", lambda c, n=n: c[n]) for n, v in pairs[0][0].items() if _is_array(v)]
    for text, quantity in quantities + arrays:
        for word, combine in _COMBINATIONS:
            if _all_equal(pairs, lambda c, r, q=quantity, f=combine: f(r, q(c))):
                return f"{begin} {word.format(text)}."
    return _added(pairs, quantities) or _proportional(pairs)


def _added(pairs, quantities):
    """What comes on top of one of the inputs is what should, times some quantity."""
    for name, value in pairs[0][0].items():
        if not (_is_number(value) or _is_array(value)):
            continue
        for text, quantity in quantities:
            for word, power in (("times", 1), ("divided by", -1)):

                def make(c, r, n=name, q=quantity, p=power):
                    return c[n] + (r - c[n]) * q(c) ** p

                if _all_equal(pairs, make):
                    return f"What comes to `{name}` is what should, {word} {text}."
    return ""


def _proportional(pairs):
    """Entries that are right but for one factor, in each case another one, or in each row."""
    if any(m.shape != r.shape or (m.any() and not r.any()) for _, m, r in pairs):
        return ""  # no factor makes something of 0
    pairs = [(m, r) for _, m, r in pairs if r.size > 1 and r.any()]
    if len(pairs) < FEW or any(m.dtype.kind not in "if" for m, _ in pairs):
        return ""
    if all(_parallel(np.ravel(m), np.ravel(r)) for m, r in pairs):
        return "In each case the entries are the right ones times one factor, which is not 1."
    if all(r.ndim == 2 and all(map(_parallel, m, r)) for m, r in pairs):
        return "Each row has the right direction, the right entries times one factor."
    return ""


def _parallel(one, other):
    if one.size < 2 or not np.isfinite(one).all() or one.any() != other.any():
        return False  # nothing points where zeros point
    return bool(np.isclose(np.outer(one, other), np.outer(other, one)).all())


def _other_input(compared, failing):
    """What is right for another value of one of the inputs, or for two of them swapped."""
    if not _telling(failing):
        return ""
    first = failing[0][0]
    where = _everywhere(compared)
    for name, value in first.items():
        for text, change in _substitutions(name, value):
            if _reference_gives(compared, failing, {name: lambda c, n=name, f=change: f(c[n])}):
                return f"{where} it gives what is right for {text}."
    for one, other in permutations(first, 2):
        if one < other and type(first[one]) is type(first[other]):
            swapped = {one: lambda c, o=other: c[o], other: lambda c, o=one: c[o]}
            if _reference_gives(compared, failing, swapped):
                return f"{where} it gives what is right with `{one}` and `{other}` swapped."
    return ""


def _reference_gives(compared, failing, changes):
    for case, mine, _ in failing:
        try:
            with np.errstate(all="ignore"):  # the root of a negative number is tried, too
                other = case | {name: change(case) for name, change in changes.items()}
        except (TypeError, ValueError, IndexError, ZeroDivisionError):
            return False
        if any(_is_outside(compared, name, other[name]) for name in changes):
            return False
        result = run(compared.reference, other)
        if result.error is not None or difference(mine, result.value) is not None:
            return False
    return True


def _is_outside(compared, name, value):
    """Whether no input is like that: below 0 where none is, above 1 where all are parts of 1.

    What the right code gives there has no meaning that a sentence could use.
    """
    if not (_is_number(value) or _is_array(value)) or np.asarray(value).dtype.kind not in "if":
        return False
    others = [np.ravel(case[name]) for case in compared.cases]
    low, high = (f([f(other) for other in others if other.size]) for f in (np.min, np.max))
    below, above = np.min(value, initial=low), np.max(value, initial=high)
    return bool((low >= 0 > below) or (high <= 1 < above))


def _substitutions(name, value):
    if isinstance(value, bool):
        yield f"the opposite of `{name}`", lambda x: not x
    elif isinstance(value, int | float):
        yield f"`{name} = 0`, as if it were not there", lambda x: 0 * x
        yield f"`{name} = 1`, as if it were not there", lambda x: 1 + 0 * x
        yield f"`2 * {name}` in place of `{name}`", lambda x: 2 * x
        yield f"`{name} / 2` in place of `{name}`", lambda x: x / 2
        yield f"`-{name}` in place of `{name}`", lambda x: -x
        yield f"`1 - {name}` in place of `{name}`", lambda x: 1 - x
        yield f"`{name} + 1` in place of `{name}`", lambda x: x + 1
        yield f"`{name} - 1` in place of `{name}`", lambda x: x - 1
        yield f"`{name}**2` in place of `{name}`", lambda x: x**2
        yield f"the root of `{name}` in its place", lambda x: np.sqrt(x)
        yield f"`1 / {name}` in place of `{name}`", lambda x: 1 / x
    elif isinstance(value, np.ndarray):
        yield f"the absolute values of `{name}`", np.abs
        yield f"`-{name}` in place of `{name}`", np.negative
        yield f"`{name}` transposed", np.transpose
        yield f"`{name}` in reversed order", lambda x: x[::-1]
        yield f"`{name}` without its first entry", lambda x: x[1:]
        yield f"`{name}` without its last entry", lambda x: x[:-1]
        yield f"`{name}**2` in place of `{name}`", lambda x: x**2
        yield f"`{name}` rounded to whole numbers", lambda x: np.trunc(x)
        yield f"`{name}` sorted", lambda x: np.sort(x)
        yield f"`{name}` with every mark turned round", lambda x: ~x
    elif isinstance(value, list):
        yield f"`{name}` without its last entry", lambda x: x[:-1]
        yield f"`{name}` without its first entry", lambda x: x[1:]
        yield f"the first entry of `{name}` alone", lambda x: x[:1]
        yield f"the last entry of `{name}` alone", lambda x: x[-1:]


_CHANGES = (
    ("the right one with the opposite sign", lambda r: -1.0 * r),
    ("the right one transposed", lambda r: r.T),
    ("the right one in reversed order", lambda r: r[::-1]),
    ("the right one with each row in reversed order", lambda r: r[:, ::-1]),
    ("the right one one place late, with 0 in front", lambda r: np.append(0 * r[:1], r[:-1])),
    ("the right one one place early, with 0 at the end", lambda r: np.append(r[1:], 0 * r[:1])),
    ("the right one turned by one place", lambda r: np.roll(r, 1)),
    ("the right one turned by one place", lambda r: np.roll(r, -1)),
    ("the right one without its first entry", lambda r: r[1:]),
    ("the right one without its last entry", lambda r: r[:-1]),
    ("the right one and one 0 too many in front", lambda r: np.append(0 * r[:1], r)),
    ("the right one's absolute value", np.abs),
    ("the right one's square", lambda r: r**2),
    ("the root of the right one", np.sqrt),
    ("one divided by the right one", lambda r: 1 / r),
    ("one minus the right one", lambda r: 1.0 - r),
    ("the right one with 0 for all that is negative", lambda r: np.maximum(r, 0)),
    ("the right one, nothing above 1", lambda r: np.minimum(r, 1)),
    ("tanh of the right one", np.tanh),
    ("the sigmoid function of the right one", lambda r: 1 / (1 + np.exp(-r))),
    ("the right one as a plain number, not in an array", lambda r: r.reshape(())),
    ("the sum of the right one's entries", np.sum),
    ("the mean of the right one's entries", np.mean),
    ("the right one's entries added up as they come", lambda r: np.cumsum(r)),
    ("the right one's last entry alone", lambda r: r[-1]),
    ("the right one's first entry alone", lambda r: r[0]),
    ("the right one divided by its sum", lambda r: r / np.sum(r)),
    ("the right one sorted", lambda r: np.sort(r)),
    ("the right one cut to whole numbers", np.trunc),
    ("the right one rounded to whole numbers", np.round),
    ("the right one rounded to one decimal", lambda r: np.round(r, 1)),
    ("the right one rounded to two decimals", lambda r: np.round(r, 2)),
    ("the right one rounded to three decimals", lambda r: np.round(r, 3)),
    ("the right one rounded to four decimals", lambda r: np.round(r, 4)),
    ("the right one as True and False, where it is not 0", lambda r: r != 0),
    ("0 everywhere", lambda r: 0.0 * r),
    ("1 everywhere", lambda r: 0.0 * r + 1),
    ("the right one in another shape", lambda r: np.ravel(r)),
    ("the right one in another shape", lambda r: np.atleast_2d(r)),
    ("the right one in another shape", lambda r: r[:, None]),
)

_COMBINATIONS = (
    ("the right one times {}", lambda r, q: r * q),
    ("the right one divided by {}", lambda r, q: r / q),
    ("the right one plus {}", lambda r, q: r + q),
    ("the right one minus {}", lambda r, q: r - q),
    ("{} minus the right one", lambda r, q: q - r),
    ("the right one plus twice {}", lambda r, q: r + 2 * q),
    ("the right one minus twice {}", lambda r, q: r - 2 * q),
    ("{}", lambda r, q: q + 0 * r),
    ("the right one plus half of {}", lambda r, q: r + q / 2),
    ("the right one minus half of {}", lambda r, q: r - q / 2),
)


def _constants(pairs):
    """A factor or a difference that may be the same everywhere, as the first pair suggests."""
    for _, mine, right in pairs:
        if mine.shape == right.shape and np.size(right):
            mine, right = np.ravel(mine), np.ravel(right)
            at = np.argmax(np.abs(right))
            factor = mine[at] / right[at] if right[at] else 1.0
            for value, none in ((factor, 1), (float(mine[at]) - right[at], 0)):
                if np.isfinite(value) and value not in (0, none):
                    text = show_apart(value, 1.0)[0]  # 1.00001 is not 1
                    yield text, lambda case, value=value: value
            return


def _quantities(case):
    """Numbers that a formula may contain by mistake, each made from the inputs of a case."""
    numbers = [n for n, v in case.items() if _is_number(v)]
    for name in numbers:
        yield f"`{name}`", lambda c, n=name: c[n]
        yield f"`(1 - {name})`", lambda c, n=name: 1 - c[n]
        yield f"`(1 + {name})`", lambda c, n=name: 1 + c[n]
        yield f"`2 * {name}`", lambda c, n=name: 2 * c[n]
        yield f"`{name}**2`", lambda c, n=name: c[n] ** 2
        yield f"the root of `{name}`", lambda c, n=name: np.sqrt(c[n])
    for one, other in permutations(numbers, 2):
        if one < other:
            yield f"`{one} * {other}`", lambda c, a=one, b=other: c[a] * c[b]
        yield f"`{one} / {other}`", lambda c, a=one, b=other: c[a] / c[b]
        yield f"`{one} / (2 * {other})`", lambda c, a=one, b=other: c[a] / (2 * c[b])
    for name, value in case.items():
        if isinstance(value, np.ndarray):
            yield f"the number of entries of `{name}`", lambda c, n=name: np.size(c[n])
            yield f"the sum of `{name}`", lambda c, n=name: np.sum(c[n])
            yield f"the mean of `{name}`", lambda c, n=name: np.mean(c[n])
            if value.ndim == 2:
                yield f"the number of rows of `{name}`", lambda c, n=name: c[n].shape[0]
                yield f"the number of columns of `{name}`", lambda c, n=name: c[n].shape[1]
        elif isinstance(value, list):
            yield f"the number of entries of `{name}`", lambda c, n=name: len(c[n])


# Which part of a result is wrong


def _parts(compared, failing):
    """Of a tuple, a list or dicts: which of its parts are wrong, and how."""
    if not isinstance(failing[0][2], dict | list | tuple):
        return ""
    if len(failing) < sum(compared.wrong) or not all(_as_many(m, r) for _, m, r in failing):
        return ""
    found = {}
    for case, mine, right in failing:
        mine, right = leaves(mine), leaves(right)
        for path, value in right.items():
            for group in _groups(path):
                part = mine.get(path, np.array(None))
                found.setdefault(group, []).append((case, part, value))
    for group, rows in found.items():
        bad = [(c, m, r) for c, m, r in rows if not _close(m, r)]
        others = [m for g, o in found.items() if g != group for m in o if g[0] == group[0]]
        if bad and others and all(_close(m, r) for _, m, r in others):
            name = group[1]
            how = "" if any(m.dtype == object for _, m, _ in bad) else _changed(bad, IT_IS)
            return f"Only {name} is wrong, the rest is right.{' ' if how else ''}{how}"
    return ""


def _only(sentence):
    """The part of a result that is wrong, without how it is."""
    return f"{sentence.split(IT_IS)[0].strip()} " if sentence else ""


def _as_many(mine, right) -> bool:
    """Whether a tuple or list has as many parts as the right one."""
    return isinstance(mine, tuple | list) and len(mine) == len(right)


def _groups(path):
    """The ways to sort a part of a result: by its place in the outer tuple, by its key."""
    inside = path.replace("][", "] [").split()
    yield "place", f"`result{inside[0]}`"
    if len(inside) > 1:
        yield "key", f"what stands under `{inside[-1][1:-1]}`"


# What is special about the wrong cases


def _edge(compared, failing, nearly=False):
    """A property that all wrong cases have and the fewest right ones; `nearly`: hardly any."""
    count, best = sum(compared.wrong), None
    if not FEW <= count < len(compared.wrong):
        return ""
    properties = [set(_properties(case)) for case in compared.cases]
    bad = [p for p, wrong in zip(properties, compared.wrong, strict=True) if wrong]
    for text in sorted(set.intersection(*bad)):
        having = sum(text in p for p in properties)
        rare = _unlikely(1 - having / len(properties), count)
        if rare and having < len(properties) * 0.6 and (best is None or having < best[0]):
            best = having, text
    if best is None or best[0] > 3 * count:
        return ""
    having, text = best
    cut_off = failing and text.endswith(_BY_TYPE)  # where it is no error, which says it itself
    remedy = f" {_OF_WHOLE_NUMBERS}" if cut_off else ""
    if having == count:
        return f"It goes wrong in the cases where {text}, and is right in all others.{remedy}"
    return "" if nearly and having > 1.5 * count else f"In all {count} wrong cases {text}.{remedy}"


def _right_where(compared, failing):
    """One or two properties that come with right results only."""
    rows = zip(compared.cases, compared.rights, compared.wrong, strict=True)
    rows = [(set(_properties(case)), right, wrong) for case, right, wrong in rows]
    bad = set().union(*(texts for texts, _, wrong in rows if wrong))
    good = [(texts - bad, right) for texts, right, wrong in rows if not wrong]
    found, share = [], sum(compared.wrong) / len(compared.wrong)
    while good and len(found) < 2:
        texts = sorted(
            set().union(*(texts for texts, _ in good)), key=lambda t: (_count(t, good), t)
        )
        if not texts or not _enough(texts[-1], good):
            break
        if not _unlikely(share, _count(texts[-1], good)):
            break
        found.append(texts[-1])
        good = [row for row in good if texts[-1] not in row[0]]
    return f"It is right in the cases where {' and in those where '.join(found)}." if found else ""


def _unlikely(share, count):
    """Whether it is hardly luck that none of so many cases is one of a share of all."""
    return (1 - share) ** count < UNLIKELY


def _count(text, rows):
    return sum(text in texts for texts, _ in rows)


def _enough(text, rows):
    """Whether FEW cases have a property, and something could have been wrong in them: not all 0."""
    rights = [leaves(right.value).values() for texts, right in rows if text in texts]
    return sum(any(leaf.any() for leaf in leaves) for leaves in rights) >= FEW


def _properties(case):
    """What may be special about a case, in words that follow "where"."""
    for name, value in case.items():
        if isinstance(value, bool):
            yield f"`{name}` is {value}"
        elif _is_number(value):
            if value in (0, 1):
                yield f"`{name}` is {value:g}"
            if value > 1:
                yield f"`{name}` is above 1"
            if value < 0:
                yield f"`{name}` is negative"
        elif isinstance(value, np.ndarray):
            yield from _of_array(name, value)
        elif isinstance(value, list) and value:
            yield f"`{name}` has {'one entry' if len(value) == 1 else 'several entries'}"
    numbers = [(n, v) for n, v in case.items() if _is_number(v)]
    arrays = [(n, v) for n, v in case.items() if isinstance(v, np.ndarray)]
    for name, value in numbers:
        for other, entries in arrays:
            count = value * entries.size
            if 0 < value < 1 and abs(count - round(count)) > 1e-9:
                yield f"`{name}` times the number of entries of `{other}` is no whole number"
            if value >= entries.size:
                yield f"`{name}` is at least the number of entries of `{other}`"


def _of_array(name, value):
    value, shape = value.ravel(), value.shape
    if value.dtype == bool:
        yield f"`{name}` is {value[0]} everywhere" if len(set(value)) == 1 else f"`{name}` is mixed"
        return
    if value.dtype.kind == "i":
        yield f"the entries of `{name}` {_BY_TYPE}"
    if value.size == 1:
        yield f"`{name}` has a single entry"
    if len(shape) == 2:
        yield f"`{name}` has {'a single row' if shape[0] == 1 else 'several rows'}"
        yield f"`{name}` has {'a single column' if shape[1] == 1 else 'several columns'}"
        yield f"`{name}` is {'square' if shape[0] == shape[1] else 'not square'}"
    if value.size > 100:
        yield f"`{name}` has more than a hundred entries"
    if not value.any():
        yield f"`{name}` is 0 everywhere"
    if not value.all():
        yield f"a 0 is among the entries of `{name}`"
    if len(shape) == 2 and not np.any(value.reshape(shape), axis=1).all():
        yield f"a row of `{name}` is 0 everywhere"
    if len(set(np.abs(value))) < value.size and not set(value) <= {0, 1}:  # as labels always are
        yield f"two entries of `{name}` are equally large"
    if value.min() < 0:
        yield f"`{name}` has a negative entry"
    if value.size > 1 and len(shape) == 1:
        rises = np.diff(value)
        if rises.min() > 0:
            yield f"`{name}` rises from its first entry on"
        if value[1] >= value[0]:
            yield f"`{name}` does not begin with a fall"
        if value.argmin() == value.size - 1:
            yield f"`{name}` is lowest at its end"
        if value.argmin() == 0:
            yield f"`{name}` is lowest at its beginning"


def _ignored(compared, failing):
    """An input that the right result depends on and the student's never."""
    rows = zip(compared.cases, compared.mine, compared.rights, strict=True)
    rows = [row for row in rows if row[1].error is None and leaves(row[1].value)]
    for name, value in compared.cases[0].items():
        if not (_is_number(value) or isinstance(value, np.ndarray | bool)):
            continue
        changes = 0
        for case, one, right in rows:
            for change in _others(case[name]):
                other = case | {name: change}
                mine = run(compared.function, other, AT_MOST)
                if mine.error is not None or difference(mine.value, one.value) is not None:
                    break
                correct = run(compared.reference, other)
                changes += (
                    correct.error is None and difference(correct.value, right.value) is not None
                )
            else:
                continue
            break
        else:
            if changes >= FEW:
                what = f"numbers stand in `{name}`" if np.ndim(value) else f"`{name}` is"
                return f"Whatever {what}, your result was the same in all cases tried."
    return ""


def _others(value):
    """Other values of an input, to see whether they make a difference."""
    if isinstance(value, bool):
        return (not value,)
    if isinstance(value, np.ndarray):
        if value.dtype == bool:
            return ~value, np.roll(value, 1)
        return (
            2 * value + 1,
            -value,
            np.roll(value, 1),
            value + np.arange(value.size).reshape(value.shape),
        )
    if isinstance(value, int):
        return value + 1, max(value // 2, 1), value + 3
    return value / 2 + 0.25, value / 3 + 0.1


def _entries(compared, failing):
    """Where in an array the wrong entries stand."""
    places = {}
    for case, mine, right in failing:
        if isinstance(right, dict | list | tuple) or not same_structure(mine, right):
            return ""
        mine, right = np.asarray(mine), np.asarray(right)
        wrong = ~np.isclose(mine, right, rtol=RTOL, atol=ATOL)
        for text, here in _places(case, right):
            places.setdefault(text, []).append((wrong, here))
    if not any(np.any(np.asarray(right) < 0) for _, _, right in failing):
        places.pop("the right value is positive", None)  # which says no more than "is not 0"
    for text, rows in places.items():
        within = all(not np.any(wrong & ~here) for wrong, here in rows)
        elsewhere = sum(np.any(~here) for _, here in rows)
        if within and elsewhere > 2 and sum(wrong.any() for wrong, _ in rows) > 2:
            if text.startswith("after "):
                first = text.removeprefix("after ")
                return f"In all cases {first} is right: what is wrong stands after it."
            return f"All wrong entries stand where {text}."
    return ""


def _places(case, right):
    index = np.arange(right.size).reshape(right.shape)
    yield "the first entry is", index == 0
    yield "the last entry is", index == right.size - 1
    if right.ndim == 2:
        yield "after the first row", index >= right.shape[1]
    yield "after the first entry", index > 0
    if right.ndim == 2:
        yield "the first row is", index < right.shape[1]
        yield "the first column is", index % right.shape[1] == 0
        yield "the last row is", index >= right.size - right.shape[1]
        yield "the last column is", index % right.shape[1] == right.shape[1] - 1
    for name, value in [("the right value", right), *_like(case, right)]:
        if value.dtype == bool:
            yield f"{name} is True", value
            yield f"{name} is False", ~value
            continue
        yield f"{name} is 0", value == 0
        yield f"{name} is negative", value < 0
        yield f"{name} is positive", value > 0
        yield f"{name} and the right value have opposite signs", value * right < 0


def _like(case, right):
    for name, value in case.items():
        if isinstance(value, np.ndarray) and value.shape == right.shape:
            yield f"`{name}`", value


def _nearly_right(compared, failing):
    """Right but for a little, which is neither a rounding difference nor a wrong formula."""
    apart, sizes = [], []
    for _, mine, right in failing:
        if not same_structure(mine, right):
            return ""
        mine, right = leaves(mine), leaves(right)
        apart += [
            np.abs(mine[path] - value.astype(float)).max(initial=0) for path, value in right.items()
        ]
        sizes += [np.abs(value).max(initial=0) for value in right.values()]
    most = max(apart, default=np.inf)
    if len(failing) < FEW or not 0 < most <= NEAR * np.median(sizes):
        return ""
    digit = 10 ** np.floor(np.log10(most))
    return (
        f"{_everywhere(compared)} it is nearly right, nowhere off by more than "
        f"{np.ceil(most / digit) * digit:.1g}: is something rounded or taken over a small step, or "
        "is a small number added that changes ordinary results, too?"
    )


def _from_a_size_on(compared, failing):
    """All wrong cases have an input beyond some size, and hardly any right one has."""
    count, total = sum(compared.wrong), len(compared.wrong)
    if not FEW <= count <= total / 3:
        return ""
    for what, size in _sizes(compared.cases[0]):
        sizes = [size(case) for case in compared.cases]
        bad = [x for x, wrong in zip(sizes, compared.wrong, strict=True) if wrong]
        for word, limit in (("at least", min(bad)), ("at most", max(bad))):
            having = sum(x >= limit if word == "at least" else x <= limit for x in sizes)
            if having > 1.5 * count or not _unlikely(1 - having / total, count):
                continue
            if having > count:
                return f"In all {count} wrong cases {what} is {word} {show(limit, 6)}."
            return (
                f"In the {total} cases tried it goes wrong just where {what} is {word} "
                f"{show(limit, 6)}."
            )
    return ""


def _sizes(case):
    """How large the inputs of a case are: pairs (words, function case → number)."""
    for name, value in case.items():
        if _is_number(value):
            yield f"`{name}`", lambda c, n=name: c[n]
        elif _is_array(value):
            yield f"the largest size in `{name}`", lambda c, n=name: np.abs(1.0 * c[n]).max()
            yield f"the number of entries of `{name}`", lambda c, n=name: c[n].size
        elif isinstance(value, list):
            yield f"the number of entries of `{name}`", lambda c, n=name: len(c[n])


def _size(compared, failing):
    """Sizes right and signs wrong, or too large or too small everywhere."""
    pairs = [(leaves(mine), leaves(right)) for _, mine, right in failing]
    if len(pairs) < FEW or any(a.keys() != b.keys() for a, b in pairs):
        return ""
    rows = [(a[path], b[path]) for a, b in pairs for path in b]
    if any(a.shape != b.shape or "b" in (a.dtype.kind, b.dtype.kind) for a, b in rows):
        return ""
    mine, right = (np.concatenate([np.ravel(row[i]) for row in rows]) for i in (0, 1))
    if not np.isfinite(mine).all() or not np.isfinite(right).all() or mine.dtype.kind == "c":
        return ""
    where = _everywhere(compared)
    wrong = ~np.isclose(mine, right, rtol=RTOL, atol=ATOL)
    mine, right = mine[wrong], right[wrong]
    if _close(np.abs(mine), np.abs(right)):
        return f"{where} the sizes are right, but not the signs."
    for sign, word in ((1, "large"), (-1, "small")):
        if (sign * (mine - right) > 0).all():
            return f"{where} what is wrong is too {word}."
        if (sign * (np.abs(mine) - np.abs(right)) > 0).all():
            return f"{where} what is wrong is too {'far from' if sign > 0 else 'near to'} 0."
    return ""


def _both_ways(compared, failing):
    """Neither too large nor too small everywhere."""
    count, right = len(compared.wrong), compared.wrong.count(False)
    cases = f"in {right} of {count} cases" if right else f"in none of {count} cases"
    rows = [(mine, value) for _, mine, value in failing if same_structure(mine, value)]
    if len(rows) < len(failing):
        return ""
    if any(not _numeric(value) for _, value in rows):
        return f"It is right {cases}."
    if not all(np.isfinite(mine).all() for mine, _ in rows):
        return ""
    apart = [np.ravel(np.subtract(m, v, dtype=float)) for m, v in rows]
    above, below = (any((sign * a > ATOL).any() for a in apart) for sign in (1, -1))
    ways = " It is too large in some and too small in others." if above and below else ""
    return f"It is right {cases}.{ways}"


# Small helps


def _everywhere(compared):
    count = sum(compared.wrong)
    return "In every case" if count == len(compared.wrong) else f"In all {count} wrong cases"


def _telling(rows) -> bool:
    """Whether an agreement in these cases can hardly be an accident."""
    right = [np.ravel(leaf) for _, _, value in rows for leaf in leaves(value).values()]
    return len(rows) >= FEW and bool(right) and np.unique(np.concatenate(right)).size >= 3


def _all_equal(pairs, make: Callable) -> bool:
    for case, mine, right in pairs:
        try:
            with np.errstate(all="ignore"):
                value = np.asarray(make(case, right.astype(float)))
        except (ValueError, IndexError, TypeError, ZeroDivisionError):
            return False
        if value.dtype.kind not in "biuf" or not _close(mine, value):
            return False
    return True


def _close(a, b) -> bool:
    a, b = np.asarray(a), np.asarray(b)
    if a.shape != b.shape or "O" in (a.dtype.kind, b.dtype.kind):  # None in a number's place
        return False
    return bool(np.isclose(a, b, rtol=RTOL, atol=ATOL, equal_nan=True).all())


def _same(mine, given) -> bool:
    return not isinstance(given, Seed) and difference(mine, given) is None


def _numeric(value) -> bool:
    return not isinstance(value, dict | list | tuple) and bool(leaves(value))


def _is_array(value) -> bool:
    return isinstance(value, np.ndarray)


def _is_number(value) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
