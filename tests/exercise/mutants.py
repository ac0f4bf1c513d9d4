"""Small changes of a function's source, one at a time, as slips of the hand would make them."""

import ast
import copy
import inspect
import textwrap

OPERATORS = {
    ast.Add: (ast.Sub, ast.Mult),
    ast.Sub: (ast.Add, ast.Mult),
    ast.Mult: (ast.Div, ast.Add),
    ast.Div: (ast.Mult, ast.FloorDiv),
    ast.Pow: (ast.Mult,),
    ast.MatMult: (ast.Mult,),
    ast.Lt: (ast.LtE, ast.Gt, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.Lt),
    ast.GtE: (ast.Gt, ast.Lt),
}
CALLS = {
    "maximum": "minimum",
    "minimum": "maximum",
    "sum": "mean",
    "abs": "square",
    "sign": "abs",
    "zeros": "ones",
    "ones": "zeros",
    "argsort": "sort",
    "sqrt": "square",
    "round": "int",
    "random": "standard_normal",
    "flatten": "ravel",
}


def mutants(function):
    """Yield (what was changed, the changed function), each change once.

    Parameters
    ----------
    function : a Python function with its source

    Returns
    -------
    pairs : of a text that says what the changed line says now, and a function
    """
    (definition,) = ast.parse(textwrap.dedent(inspect.getsource(function))).body
    if ast.get_docstring(definition):
        del definition.body[0]
    parameters = [argument.arg for argument in definition.args.args]
    seen = {ast.unparse(definition)}
    for number, node in enumerate(ast.walk(definition)):
        for change in _changes(node, parameters):
            changed = copy.deepcopy(definition)
            target = list(ast.walk(changed))[number]
            _replace(changed, target, change)
            ast.fix_missing_locations(changed)
            source = ast.unparse(changed)
            if source in seen:
                continue
            seen.add(source)
            before = ast.unparse(definition).split("\n")
            lines = [line for line in source.split("\n") if line not in before]
            scope = dict(function.__globals__)
            try:
                exec(source, scope)
            except SyntaxError:
                continue
            yield "; ".join(line.strip() for line in lines), scope[definition.name]


def _replace(tree, target, change):
    result = change(target)
    for parent in ast.walk(tree):
        for name, value in ast.iter_fields(parent):
            if value is target:
                setattr(parent, name, result)
            elif isinstance(value, list) and any(item is target for item in value):
                at = next(i for i, item in enumerate(value) if item is target)
                value[at : at + 1] = [] if result is None else [result]


def _changes(node, parameters):
    """Functions node → another node, None to leave a statement out."""
    if isinstance(node, ast.operator | ast.cmpop):
        for other in OPERATORS.get(type(node), ()):
            yield lambda n, other=other: other()
    elif isinstance(node, ast.Constant) and isinstance(node.value, bool):
        yield lambda n: ast.Constant(not n.value)
    elif isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        for by in (1, -1):
            yield lambda n, by=by: ast.Constant(n.value + by)
    elif isinstance(node, ast.Constant) and node.value in ("W", "b"):
        yield lambda n: ast.Constant("b" if n.value == "W" else "W")
    elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in parameters:
        for other in parameters:
            if other != node.id:
                yield lambda n, other=other: ast.Name(other, ast.Load())
        yield lambda n: ast.UnaryOp(ast.USub(), n)
    elif isinstance(node, ast.BinOp):
        yield lambda n: n.left
        yield lambda n: n.right
        if not isinstance(node.op, ast.Add | ast.Mult):
            yield lambda n: ast.BinOp(n.right, n.op, n.left)
        yield lambda n: ast.UnaryOp(ast.USub(), n)
        if isinstance(node.left, ast.BinOp):  # a parenthesis in another place
            yield lambda n: ast.BinOp(
                n.left.left, n.left.op, ast.BinOp(n.left.right, n.op, n.right)
            )
        if isinstance(node.right, ast.BinOp):
            yield lambda n: ast.BinOp(
                ast.BinOp(n.left, n.op, n.right.left), n.right.op, n.right.right
            )
    elif isinstance(node, ast.Call):
        yield from _changes_of_call(node)
    elif isinstance(node, ast.Tuple) and isinstance(node.ctx, ast.Load) and len(node.elts) == 2:
        yield lambda n: ast.Tuple(n.elts[::-1], ast.Load())
    elif isinstance(node, ast.Slice):
        yield lambda n: ast.Slice(n.upper, n.lower)
    elif isinstance(node, ast.If):
        yield lambda n: ast.If(ast.UnaryOp(ast.Not(), n.test), n.body, n.orelse)
        yield lambda n: ast.If(ast.Constant(False), n.body, n.orelse)
        yield lambda n: ast.If(ast.Constant(True), n.body, n.orelse)
    elif isinstance(node, ast.AugAssign):
        yield lambda n: ast.Assign([n.target], n.value)
        yield lambda n: ast.AugAssign(n.target, ast.Sub(), n.value)
    elif isinstance(node, ast.For):
        yield lambda n: ast.For(
            n.target,
            ast.parse(f"{ast.unparse(n.iter)}[1:]", mode="eval").body
            if isinstance(n.iter, ast.Name)
            else n.iter,
            n.body,
            n.orelse,
        )
        yield lambda n: ast.For(n.target, n.iter, [*n.body, ast.Break()], n.orelse)
    elif isinstance(node, ast.Return) and node.value is not None:
        for text in ("-1 * ({})", "({})[::-1]", "({}) + 1", "2 * ({})", "[{}]"):
            yield lambda n, text=text: ast.Return(
                ast.parse(text.format(ast.unparse(n.value)), mode="eval").body
            )
        yield lambda n: ast.Return(None)


def _changes_of_call(node):
    name = getattr(node.func, "attr", getattr(node.func, "id", ""))
    if name in CALLS and isinstance(node.func, ast.Attribute):
        yield lambda n: ast.Call(
            ast.Attribute(n.func.value, CALLS[name], ast.Load()), n.args, n.keywords
        )
    elif name in CALLS:
        yield lambda n: ast.Call(ast.Name(CALLS[name], ast.Load()), n.args, n.keywords)
    if node.args:
        yield lambda n: n.args[0]
    if len(node.args) == 2:
        yield lambda n: ast.Call(n.func, n.args[::-1], n.keywords)
    for at in range(len(node.keywords)):
        yield lambda n, at=at: ast.Call(
            n.func, n.args, [k for i, k in enumerate(n.keywords) if i != at]
        )
