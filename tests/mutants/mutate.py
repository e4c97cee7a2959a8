"""Every small change of a Python source that its tests should notice, each as the changed source."""

import ast
from collections.abc import Iterator
from typing import NamedTuple

COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
SUMS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.FloorDiv: ast.Div,
    ast.Mod: ast.Mult, ast.Pow: ast.Mult, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd,
}  # fmt: skip
NAMES = {
    "min": "max", "any": "all", "first": "last", "floor": "ceil", "head": "tail", "forward_fill": "backward_fill",
    "is_null": "is_not_null", "min_horizontal": "max_horizontal", "any_horizontal": "all_horizontal",
}  # fmt: skip
NAMES |= {other: name for name, other in NAMES.items()}


class Mutant(NamedTuple):
    """A changed source, the line of the change, and what became of what."""

    line: int
    before: str
    after: str
    source: str


def mutants(source: str) -> Iterator[Mutant]:
    """The mutants of a source in the order of their lines; sentences of errors, docstrings and types stay."""
    tree = ast.parse(source)
    found = [made for node in _changeable(tree) for made in _changes(node)]
    lines = source.encode().splitlines(keepends=True)
    starts = [sum(map(len, lines[:at])) for at in range(len(lines) + 1)]
    for node, after in sorted(found, key=lambda one: (one[0].lineno, one[0].col_offset)):
        start = starts[node.lineno - 1] + node.col_offset
        stop = starts[(node.end_lineno or 0) - 1] + (node.end_col_offset or 0)
        raw = source.encode()
        text = f"({after})" if isinstance(node, ast.expr) else after
        changed = (raw[:start] + text.encode() + raw[stop:]).decode()
        yield Mutant(node.lineno, raw[start:stop].decode(), after, changed)


def _changeable(node: ast.AST) -> Iterator[ast.expr | ast.Return]:
    """The expressions and returns of a tree but for those in annotations, errors, formatted texts and `Setting`s."""
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list", "type_params"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if not isinstance(child, ast.AST) or isinstance(child, ast.Raise | ast.JoinedStr | ast.Assert):
                continue
            if isinstance(child, ast.keyword) and child.arg == "strict":
                continue
            if isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
                continue
            if isinstance(child, ast.Call) and ast.unparse(child.func) in ("Setting", "TypeVar", "field"):
                continue
            if isinstance(child, ast.expr | ast.Return):
                yield child
            yield from _changeable(child)


def _changes(node: ast.expr | ast.Return) -> Iterator[tuple[ast.expr | ast.Return, str]]:
    """The node with each text that can stand in its place."""
    match node:
        case ast.Compare(left, [op], [right]) if type(op) in COMPARISONS:
            yield node, ast.unparse(ast.Compare(left, [COMPARISONS[type(op)]()], [right]))
        case ast.BinOp(left, op, right) if (
            type(op) in SUMS and not isinstance(left, ast.Constant | ast.JoinedStr) and ast.unparse(right) != "-1"
        ):
            yield node, ast.unparse(ast.BinOp(left, SUMS[type(op)](), right))
        case ast.BoolOp(op, values):
            other = ast.Or() if isinstance(op, ast.And) else ast.And()
            yield node, ast.unparse(ast.BoolOp(other, values))
        case ast.UnaryOp(ast.Not() | ast.USub(), operand) if not isinstance(operand, ast.Constant):
            yield node, ast.unparse(operand)
        case ast.Constant(bool() as value):
            yield node, str(not value)
        case ast.Constant(int() | float() as value):
            yield node, repr(value + 1)
        case ast.IfExp(test, body, orelse):
            yield node, ast.unparse(ast.IfExp(test, orelse, body))
        case ast.Return(ast.expr() as value) if not (isinstance(value, ast.Constant) and not value.value):
            yield node, "return None"
        case ast.Call(function, arguments, keywords) if other := _opposite(function):
            yield node, ast.unparse(ast.Call(other, arguments, keywords))


def _opposite(function: ast.expr) -> ast.expr | None:
    """The function that does the opposite, as `max` that of `min`."""
    match function:
        case ast.Attribute(value, name) if name in NAMES:
            return ast.Attribute(value, NAMES[name], ast.Load())
        case ast.Name(name) if name in NAMES:
            return ast.Name(NAMES[name])
    return None
