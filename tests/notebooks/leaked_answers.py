"""Find an exercise's reference in a notebook, also when its variables have other names."""

import ast
import copy
import inspect
import re
import textwrap

FEWEST_OPERATIONS = 3  # a shorter expression is no answer: half of the course's formulas hold it


def find_leaks(notebook, exercises):
    """Yield a sentence for every cell that holds the body of a reference."""
    for cell in notebook.cells:
        for tree in _trees(cell):
            for exercise in exercises:
                answer = _body(exercise.reference)
                if _holds(tree, answer):
                    yield f"a cell holds the answer of {exercise.name}: {ast.unparse(answer[-1])}"


def _trees(cell):
    """The code of a cell, and the Python blocks of a text."""
    blocks = [cell.source]
    if cell.cell_type == "markdown":
        blocks = re.findall(r"```(?:python|py)?\n(.*?)```", cell.source, re.DOTALL)
    for block in blocks:
        try:
            yield ast.parse(block)
        except SyntaxError:
            continue


def _body(function):
    """A function's statements without its docstring."""
    (definition,) = ast.parse(textwrap.dedent(inspect.getsource(function))).body
    is_text = isinstance(definition.body[0], ast.Expr) and ast.get_docstring(definition)
    return definition.body[1:] if is_text else definition.body


def _holds(tree, answer):
    if len(answer) == 1 and isinstance(answer[0], ast.Return):
        (formula,) = answer
        if _operations(formula.value) < FEWEST_OPERATIONS:
            return False
        same = _normal([formula.value])
        return any(
            isinstance(node, ast.expr) and _normal([node]) == same for node in ast.walk(tree)
        )
    same = _normal(answer)
    for node in ast.walk(tree):
        for block in (getattr(node, "body", None), getattr(node, "orelse", None)):
            if isinstance(block, list):
                starts = range(len(block) - len(answer) + 1)
                if any(_normal(block[i : i + len(answer)]) == same for i in starts):
                    return True
    return False


def _operations(formula):
    kinds = ast.BinOp | ast.UnaryOp | ast.Call | ast.Compare | ast.Subscript
    return sum(isinstance(node, kinds) for node in ast.walk(formula))


def _normal(nodes):
    """The text of some statements with their names replaced by v0, v1, … as they appear."""
    nodes = [copy.deepcopy(node) for node in nodes]
    names = {}
    for node in nodes:
        for inner in ast.walk(node):
            if isinstance(inner, ast.Name):
                inner.id = names.setdefault(inner.id, f"v{len(names)}")
            if isinstance(inner, ast.arg):
                inner.arg = names.setdefault(inner.arg, f"v{len(names)}")
    return "\n".join(ast.unparse(node) for node in nodes)
