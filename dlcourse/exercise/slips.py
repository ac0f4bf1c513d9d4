"""Slips of the hand: the right code with one small change, to find which of them gives a result.

A mistake that nobody has listed is often one sign, one factor or one name away from what is right.
`slips` makes all such functions from an exercise's reference. The one that gives a student's
results in every case says what their code does, in words that do not show the right code.
"""

import ast
import copy
import inspect
import textwrap
from collections.abc import Callable, Iterator
from functools import cache
from itertools import permutations

__all__ = ["slips"]

_SIGNS = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.Pow: "**", ast.MatMult: "@"}
_SIGNS |= {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">="}
_OTHER_SIGNS = ("+-", "-+", "*/", "/*", "*+", "+*", ("@", "*"), ("*", "@"), ("**", "*"))
_OTHER_SIGNS += tuple((a, b) for a in ("<", "<=", ">", ">=") for b in ("<", "<=", ">", ">="))
_OTHER_CALLS = (
    ("sum", "mean"),
    ("sum", "max"),
    ("mean", "sum"),
    ("maximum", "minimum"),
    ("minimum", "maximum"),
    ("abs", "square"),
    ("sqrt", "square"),
    ("argsort", "sort"),
    ("round", "int"),
)
_LEFT_OUT = {
    ast.Add: "one term of a sum left out",
    ast.Sub: "one side of a difference left out",
    ast.Mult: "one factor left out",
    ast.Div: "one side of a division left out",
    ast.Pow: "a power left out",
    ast.MatMult: "one side of a matrix product left out",
}


@cache
def slips(function: Callable) -> tuple[tuple[str, Callable], ...]:
    """Make all functions that are one slip away from a function.

    Parameters: function : of Python, with its source
    Returns: pairs (what the slip is, the function with it); functions with the same code come once
    """
    try:
        (definition,) = ast.parse(textwrap.dedent(inspect.getsource(function))).body
    except (OSError, TypeError, SyntaxError, ValueError):  # no source to be had, or a lambda
        return ()
    if not isinstance(definition, ast.FunctionDef) or not hasattr(function, "__globals__"):
        return ()
    if ast.get_docstring(definition):
        del definition.body[0]
    parameters = [argument.arg for argument in definition.args.args]
    names = {n.id for n in ast.walk(definition) if isinstance(n, ast.Name)} & _own(definition)
    seen, found = {ast.unparse(definition)}, []
    for number, node in enumerate(ast.walk(definition)):
        for says, change in _changes(node, parameters, sorted(names)):
            changed = copy.deepcopy(definition)
            target = list(ast.walk(changed))[number]
            _replace(changed, target, change(target))
            source = ast.unparse(ast.fix_missing_locations(changed))
            if source not in seen:
                seen.add(source)
                scope = dict(function.__globals__)
                exec(source, scope)
                found.append((says, scope[definition.name]))
    return tuple(found)


def _own(definition: ast.FunctionDef) -> set[str]:
    """The names that get their values in a function: its parameters and variables."""
    stored = {n.id for n in ast.walk(definition) if _is_name(n, ast.Store)}
    return stored | {argument.arg for argument in definition.args.args}


def _is_name(node: ast.AST, context: type) -> bool:
    return isinstance(node, ast.Name) and isinstance(node.ctx, context)


def _replace(tree: ast.AST, target: ast.AST, result: ast.AST | None) -> None:
    """Put a node in another's place, or take a statement out."""
    for parent in ast.walk(tree):
        for name, value in ast.iter_fields(parent):
            if value is target:
                setattr(parent, name, result)
            elif isinstance(value, list) and any(item is target for item in value):
                at = next(i for i, item in enumerate(value) if item is target)
                value[at : at + 1] = [result] if result else [ast.Pass()] * (len(value) == 1)


def _changes(
    node: ast.AST, parameters: list[str], names: list[str]
) -> Iterator[tuple[str, Callable]]:
    """What may be slipped at a node: pairs (words, function node → another node)."""
    if type(node) in _SIGNS:
        sign = _SIGNS[type(node)]
        for one, other in _OTHER_SIGNS:
            if one == sign:
                kind = next(k for k, s in _SIGNS.items() if s == other)
                yield f"`{other}` in place of `{sign}`", lambda n, kind=kind: kind()
    elif isinstance(node, ast.BinOp):
        yield from _of_operation(node)
        yield from _of_part(node)
    elif isinstance(node, ast.UnaryOp):
        yield "a minus or a `not` left out", lambda n: n.operand
    elif isinstance(node, ast.Constant):
        yield from _of_constant(node)
    elif _is_name(node, ast.Load) and node.id in names:
        for other in names:
            if other != node.id:
                yield _for_another(node.id, other, parameters), lambda n, o=other: _name(o)
    elif isinstance(node, ast.Call):
        yield from _of_call(node)
        yield from _of_part(node)
    elif isinstance(node, ast.Attribute) and node.attr == "T":
        yield "a `.T` left out", lambda n: n.value
    elif isinstance(node, ast.Tuple) and isinstance(node.ctx, ast.Load):
        for order in list(permutations(range(len(node.elts))))[1:6]:
            yield (
                "the values in another order",
                lambda n, order=order: ast.Tuple([n.elts[i] for i in order], ast.Load()),
            )
    elif isinstance(node, ast.stmt):
        yield from _of_statement(node, parameters, names)


def _of_operation(node):
    left_out = _LEFT_OUT.get(type(node.op))
    if left_out:
        yield left_out, lambda n: n.left
        yield left_out, lambda n: n.right
    if isinstance(node.op, ast.Div):
        yield "a fraction upside down", lambda n: ast.BinOp(n.right, n.op, n.left)
    elif isinstance(node.op, ast.Sub):
        yield "a difference the wrong way round", lambda n: ast.BinOp(n.right, n.op, n.left)
    if isinstance(node.left, ast.BinOp):
        yield (
            "parentheses in another place",
            lambda n: ast.BinOp(n.left.left, n.left.op, ast.BinOp(n.left.right, n.op, n.right)),
        )
    if isinstance(node.right, ast.BinOp):
        yield (
            "parentheses in another place",
            lambda n: ast.BinOp(ast.BinOp(n.left, n.op, n.right.left), n.right.op, n.right.right),
        )


def _of_part(node):
    for says, text in (
        ("one part with the opposite sign", "-({})"),
        ("one part twice as large", "2 * ({})"),
        ("one part half as large", "({}) / 2"),
        ("one part squared", "({}) ** 2"),
        ("the absolute value of one part taken", "abs({})"),
        ("a 1 added to one part", "({}) + 1"),
        ("1 minus one part taken", "1 - ({})"),
    ):
        part = ast.parse(text.format(ast.unparse(node)), mode="eval").body
        yield says, lambda n, part=part: part


def _of_constant(node):
    value = node.value
    if isinstance(value, bool):
        yield f"{not value} in place of {value}", lambda n: ast.Constant(not n.value)
    elif isinstance(value, int | float):
        for other in (value + 1, value - 1):
            yield f"{other:g} in place of {value:g}", lambda n, o=other: ast.Constant(o)
    elif value in ("W", "b"):
        other = "b" if value == "W" else "W"
        yield f"`'{other}'` in place of `'{value}'`", lambda n: ast.Constant(other)


def _of_call(node):
    name = getattr(node.func, "attr", getattr(node.func, "id", ""))
    for one, other in _OTHER_CALLS:
        if one == name:
            yield f"`{other}` in place of `{name}`", lambda n, o=other: _called(n, o)
    if len(node.args) == 1:
        yield f"`{name}` left out", lambda n: n.args[0]
    for at, keyword in enumerate(node.keywords):
        yield (
            f"`{keyword.arg}` left out",
            lambda n, at=at: ast.Call(n.func, n.args, n.keywords[:at] + n.keywords[at + 1 :]),
        )


def _called(node, name):
    same = isinstance(node.func, ast.Attribute)
    func = ast.Attribute(node.func.value, name, ast.Load()) if same else _name(name)
    return ast.Call(func, node.args, node.keywords)


def _of_statement(node, parameters, names):
    if isinstance(node, ast.AugAssign):
        yield (
            "a line that overwrites what it should add to",
            lambda n: ast.Assign([n.target], n.value),
        )
    if isinstance(node, ast.If):
        yield "an `if` left out", lambda n: None
    if isinstance(node, ast.For):
        yield (
            "a loop that ends after its first turn",
            lambda n: ast.For(n.target, n.iter, [*n.body, ast.Break()], n.orelse),
        )
        for part, says in (("1:", "first"), (":-1", "last")):
            text = f"list({ast.unparse(node.iter)})[{part}]"
            turns = ast.parse(text, mode="eval").body
            yield (
                f"the {says} turn of a loop left out",
                lambda n, turns=turns: ast.For(n.target, turns, n.body, n.orelse),
            )
    if isinstance(node, ast.Assign | ast.AugAssign | ast.Expr):
        yield "a line left out", lambda n: None
    if isinstance(node, ast.Assign | ast.Return):
        read = [n.id for n in ast.walk(node) if _is_name(n, ast.Load)]
        for name in sorted({name for name in read if read.count(name) > 1} & set(names)):
            for other in names:
                if other != name:
                    says = _for_another(name, other, parameters)
                    yield says, lambda n, a=name, b=other: _renamed(n, a, b)


def _renamed(node, name, other):
    """A statement with one name for another wherever it is read."""
    node = copy.deepcopy(node)
    for part in ast.walk(node):
        if _is_name(part, ast.Load) and part.id == name:
            part.id = other
    return node


def _name(name):
    return ast.Name(name, ast.Load())


def _for_another(name, other, parameters):
    """Say that two names are mixed up; a variable of the right code's is not in the student's."""
    if name in parameters and other in parameters:
        return f"`{other}` in place of `{name}`"
    return "one quantity in the place of another"
