"""The language of rules: comparisons of figures, of the same unit and period or of others, and its parser."""

import ast
import re
import warnings
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal, TypeAlias

from core.errors import BadFigure
from core.frozen import frozen
from core.words import in_words
from core.workbook.period import period
from core.workbook.scale import SCALED_NUMBER, SCALES

Kind: TypeAlias = Literal["test", "number", "text"]

LONGEST = 1000
NAMES = frozenset({"value", "previous", "status", "release_lag"})
"""The figure, the same a year before, its letter, and the years from the end of its period to its release."""

FUNCTIONS: dict[str, int] = {
    "abs": 1, "min": 2, "max": 2, "near": 3, "whole": 1, "given": 1, "growth": 0, "unusual": 0, "parts": 0, "one_of": 2,
}  # fmt: skip
"""The functions and the number of arguments of each; `min`, `max` and `one_of` accept more."""
TESTS = frozenset({"near", "whole", "given", "one_of"})
"""The functions that are true or false."""
OPEN = frozenset({"min", "max", "one_of"})
BRACED = re.compile(r"\{([^{}]*)\}")
SINGLE_EQUALS = re.compile(r"(?<![<>=!])=(?!=)")
TIME = re.compile(r"t(?:\s*([+-])\s*(\d{1,3}))?")
ALLOWED = (
    ast.BoolOp, ast.And, ast.Or, ast.UnaryOp, ast.Not, ast.USub, ast.Compare, ast.BinOp, ast.Call, ast.Name,
    ast.Constant,
    ast.Add, ast.Sub, ast.Mult, ast.Div, ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.Eq, ast.NotEq, ast.Load,
)  # fmt: skip


@frozen
class Reference:
    """A figure that a condition names: of `unit`, else of the checked unit; of `period`, else `years` later."""

    indicator: str
    unit: str = ""
    period: str = ""
    years: int = 0


@frozen
class Condition:
    """The tree of a condition; the name `_0` in it stands for the first reference, and so on."""

    tree: ast.expr
    references: tuple[Reference, ...]

    @property
    def names(self) -> frozenset[str]:
        """The names and functions in it."""
        return frozenset(node.id for node in ast.walk(self.tree) if isinstance(node, ast.Name))


@lru_cache(maxsize=1024)
def condition_of(text: str) -> Condition:
    """The condition of a text, such as `0 <= value <= 100` or `near({gdp}, {gdp1} + {gdp2}, 1)`.

    `{gdp}` is a figure of the same unit and period, `{gdp:t-1}` of a year before, `{beijing:gdp:2020}` of another unit
    and of one period. Raises BadFigure with the form of valid texts.
    """
    if len(text) > LONGEST:
        raise BadFigure("The condition is longer than {longest} characters: split it.", longest=LONGEST)
    references: list[Reference] = []

    def named(match: re.Match[str]) -> str:
        references.append(_reference(match[1]))
        return f" _{len(references) - 1} "

    plain = SCALED_NUMBER.sub(lambda m: repr(float(m["number"]) * 10.0 ** SCALES[m["scale"].casefold()]), text)
    plain = SINGLE_EQUALS.sub("==", BRACED.sub(named, plain))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what Python thinks of its style is nothing to the person
            tree = ast.parse(plain.strip(), mode="eval").body
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        raise BadFigure("“{text}” is not a condition: write one such as 0 <= value <= 100.", text=text[:80]) from None
    _check(tree, len(references))
    return Condition(tree, tuple(references))


def _reference(text: str) -> Reference:
    parts = [part.strip() for part in text.split(":")]
    unit, when = "", "t"
    match parts:
        case [indicator] if indicator:
            pass
        case [indicator, last] if indicator and (TIME.fullmatch(last) or last[:1].isdigit()):
            when = last
        case [unit, indicator, when] if unit and indicator:
            pass
        case _:
            raise BadFigure(
                "“{{{text}}}” names no figure: write {{gdp}}, {{gdp:t-1}} or {{beijing:gdp:2020}}.", text=text[:60]
            )
    match = TIME.fullmatch(when)
    if not match:
        return Reference(indicator, unit, period(when).text)
    years = int(match[2] or 0)
    return Reference(indicator, unit, "", -years if match[1] == "-" else years)


def _check(tree: ast.expr, count: int) -> None:
    """Raise BadFigure where a condition is not a comparison of figures."""
    known = NAMES | set(FUNCTIONS) | {f"_{n}" for n in range(count)}
    called = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    for node in ast.walk(tree):
        if not isinstance(node, ALLOWED) or (
            isinstance(node, ast.Constant) and isinstance(node.value, complex | bytes)
        ):
            raise BadFigure("“{node}” cannot stand in a condition: compare figures.", node=ast.unparse(node)[:60])
        if isinstance(node, ast.Name) and (node.id not in known or (node.id in FUNCTIONS) != (id(node) in called)):
            raise BadFigure(
                "“{id}” is not known in a condition: write value, previous, {{indicator}} or a function ({functions}).",
                id=node.id,
                functions=in_words(sorted(FUNCTIONS)),
            )
        if isinstance(node, ast.Call):
            _check_call(node)
    if _kind(tree) != "test":
        raise BadFigure("A condition is true or false: compare something, as in value >= 0.")


def _kind(node: ast.expr) -> Kind:  # noqa: PLR0911 - one for each form
    """Whether a part is a truth value, a number or a text. Raises BadFigure where its own parts do not fit together."""
    match node:
        case ast.BoolOp(values=values):
            return _all(node, values, "test", "test")
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return _all(node, [operand], "test", "test")
        case ast.Compare(left=left, ops=ops, comparators=others):
            equal = all(isinstance(op, ast.Eq | ast.NotEq) for op in ops)
            return _all(node, [left, *others], "text" if equal and _kind(left) == "text" else "number", "test")
        case ast.Call(func=ast.Name(id="one_of"), args=args):
            return _all(node, args, "text" if _kind(args[0]) == "text" else "number", "test")
        case ast.Call(func=ast.Name(id=name), args=args):
            return _all(node, args, "number", "test" if name in TESTS else "number")
        case ast.UnaryOp(operand=operand):
            return _all(node, [operand], "number", "number")
        case ast.BinOp(left=left, right=right):
            return _all(node, [left, right], "number", "number")
        case ast.Constant(value=str()) | ast.Name(id="status"):
            return "text"
        case ast.Constant(value=bool()) | ast.Constant(value=None):
            raise BadFigure("“{node}” cannot stand in a condition: compare figures.", node=ast.unparse(node))
    return "number"


def _all(node: ast.expr, parts: Sequence[ast.expr], expected: Kind, kind: Kind) -> Kind:
    for part in parts:
        if _kind(part) != expected:
            raise BadFigure(
                "“{part}” is not a valid {wanted}, which “{node}” needs there.",
                part=ast.unparse(part)[:60],
                wanted=expected,
                node=ast.unparse(node)[:60],
            )
    return kind


def _check_call(node: ast.Call) -> None:
    name = node.func.id if isinstance(node.func, ast.Name) else ""
    if name not in FUNCTIONS or node.keywords:
        raise BadFigure(
            "“{node}” is not a function of conditions: use {functions}.",
            node=ast.unparse(node)[:60],
            functions=in_words(sorted(FUNCTIONS)),
        )
    count, expected = len(node.args), FUNCTIONS[name]
    if count < expected or (count > expected and name not in OPEN):
        raise BadFigure(
            "“{name}” takes {wanted} parts, not {given}: correct the condition.",
            name=name,
            wanted=expected,
            given=count,
        )
