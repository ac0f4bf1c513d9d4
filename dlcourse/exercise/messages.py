"""What an error of Python's or numpy's means, for a reader who meets it for the first time."""

import re

__all__ = ["meaning"]

# A pattern in an error's text → what to say; {1}, {2} are the pattern's groups.
_MEANINGS = (
    (
        r"truth value of an array",
        "`if`, `and`, `or`, `not`, `max` and `min` want one answer, but the comparison of an array "
        "has one for each entry. `np.where(condition, a, b)`, `np.maximum` and a multiplication "
        "by a mask work entry by entry.",
    ),
    (
        r"operands could not be broadcast together with (?:remapped )?shapes (.*)",
        "Entry by entry, two arrays need the same shape, or a length of 1 where they differ: "
        "here {1} meet.",
    ),
    (
        r"mismatch in its core dimension.*\(size (\d+) is different from (\d+)\)",
        "In `A @ B`, A needs as many columns as B has rows: here they are {2} and {1}.",
    ),
    (
        r"shapes (\(.*?\)) and (\(.*?\)) not aligned",
        "In a matrix product the first needs as many columns as the second has rows: "
        "here {1} meets {2}.",
    ),
    (
        r"does not have enough dimensions|matmul: Input operand \d+ does not have",
        "`@` multiplies arrays: one of the two is a single number here, for which `*` is right.",
    ),
    (
        r"index (-?\d+) is out of bounds for axis \d+ with size (\d+)",
        "Python counts from 0: of {2} entries the last one's number is one less than {2}.",
    ),
    (
        r"index out of range|pop from empty list",
        "Python counts from 0: n entries have the numbers 0 to n - 1.",
    ),
    (r"too many indices for array", "The array has fewer axes than the brackets have indices."),
    (
        r"boolean index did not match",
        "A mask as an index needs the shape of the array that it picks from.",
    ),
    (
        r"only (?:length-1|0-dimensional|integer scalar|size-1) arrays can be converted",
        "One number is wanted there, but an array came: `math`'s functions, `float` and `range` "
        "take one number each, numpy's functions take whole arrays.",
    ),
    (
        r"only integers, slices|indices must be integers|cannot be interpreted as an integer",
        "Places and counts are whole numbers: `round` or `int` makes one of 2.0.",
    ),
    (r"cannot reshape array of size (\d+)", "A new shape has to hold just as many entries, {1}."),
    (
        r"inhomogeneous shape|setting an array element with a sequence",
        "A list of parts of unequal lengths, or a list in the place of one number, "
        "makes no array of numbers.",
    ),
    (
        r"Cannot cast ufunc .*int",
        "The array holds whole numbers, and `-=` and its like cannot put fractions into "
        "it: `a = a - b` makes a new array.",
    ),
    (
        r"Integers to negative integer powers",
        "numpy takes no negative powers of whole numbers: write the base as 2.0 or divide.",
    ),
    (
        r"boolean subtract|`-` operator, is not supported",
        "numpy has no `-` for arrays of True and False: `~mask` inverts one.",
    ),
    (
        r"bad operand type for unary -: 'list'|unsupported operand type\(s\).*'(?:list|dict|tuple)'"
        r"|can't multiply sequence|'<=?' not supported between instances of 'list'",
        "Lists and dicts do not calculate: take the numbers out of them, or make an array with "
        "`np.array`.",
    ),
    (
        r"unsupported operand type\(s\).*NoneType|'NoneType' object",
        "Something is None: `append`, `sort`, `shuffle` and `fill` change what stands before the "
        "dot and return None.",
    ),
    (r"bitwise_xor|for \^", "Python writes a power as `**`; `^` is something else."),
    (
        r"'numpy.ndarray' object is not callable|'list' object is not callable",
        "Round brackets call a function: an entry is taken with square ones.",
    ),
    (
        r"'(?:float|int|numpy\.float64|numpy\.int64)' object is not (?:subscriptable|iterable)"
        r"|invalid index to scalar variable|'(?:float|int)' object has no attribute",
        "That is one number: it has no entries and no array's attributes.",
    ),
    (
        r"'list' object has no attribute '(\w+)'",
        "A list has no `{1}`: `np.array(…)` makes an array of it.",
    ),
    (
        r"'numpy.ndarray' object has no attribute '(append|extend|index|remove|pop|insert)'",
        "An array has no `{1}` as a list has: `list(…)` makes a list of it.",
    ),
    (
        r"cannot access local variable '(\w+)'|local variable '(\w+)' referenced before",
        "No line that was run has given that variable a value yet.",
    ),
    (r"name '(\w+)' is not defined", "Is `{1}` spelled as where it was made?"),
    (r"zero-size array to reduction|arg(?:min|max) of an empty", "There was no entry to look at."),
    (r"maximum recursion depth", "A function that calls itself for each entry gets no further "
     "than about a thousand: a loop does."),
    (r"division by zero", "Look at what stands under the fraction line with these inputs."),
    (r"doesn't define __round__", "`np.round` rounds the entries of an array."),
    (r"read-only", "This array is not to be written into: make a new one."),
)  # fmt: skip


def meaning(error: BaseException) -> str:
    """Say what an error means; "" where its own words have to do.

    Example:
    >>> meaning(IndexError("list index out of range"))
    'Python counts from 0: n entries have the numbers 0 to n - 1.'
    """
    if isinstance(error, KeyError):
        return f"The dict has no key {error.args[0]!r}." if error.args else ""
    if isinstance(error, SystemExit):
        return "It ends the whole program: a function ends with `return`."
    for pattern, text in _MEANINGS:
        if found := re.search(pattern, str(error)):
            for number, group in enumerate(found.groups(), start=1):
                text = text.replace(f"{{{number}}}", (group or "").strip())
            return text
    return ""
