"""Arithmetic that a person types: numbers, names, functions, + - * / ^ and brackets, and nothing else."""

import ast
import math
import operator
import warnings
from collections.abc import Callable, Mapping
from functools import lru_cache
from inspect import Signature, ismethod, signature
from typing import TypeAlias

from core.errors import BadFigure
from core.words import in_words

Value: TypeAlias = float | str | tuple[str, str]
Function: TypeAlias = Callable[..., float]

OPERATORS: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
}
LONGEST = 400
LARGEST_POWER = 64


@lru_cache(maxsize=1024)
def parsed(text: str) -> ast.expr:
    """The tree of a formula.

    Raises BadFigure where it is not an arithmetic expression, or is too long.
    """
    if len(text) > LONGEST:
        raise BadFigure("The formula is longer than {longest} characters: split it.", longest=LONGEST)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what Python thinks of its style is nothing to the person
            return ast.parse(text.replace("^", "**").strip(), mode="eval").body
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        raise BadFigure(
            "“{text}” is not a formula yet: go on with numbers, prev, + - * / ^ and brackets, as in =prev*1.05.",
            text=text or "=",
        ) from None


def evaluated(
    tree: ast.expr, names: Mapping[str, float | None], functions: Mapping[str, Function] | None = None
) -> float:
    """The value of a formula.

    `names` are the words for numbers; a null one has no value yet. `functions` take their arguments as numbers, texts
    (`'2025-H1'`) or dotted names as tuples (`city.gdp`). Raises BadFigure for unknown words, a division by zero, and a
    result that is not a real number.
    """
    try:
        result = _number(tree, names, functions or {})
    except ZeroDivisionError:
        raise BadFigure("The formula divides by zero: correct the divisor.") from None
    except (OverflowError, RecursionError):
        raise BadFigure("The formula gives no finite number: correct it.") from None
    if isinstance(result, complex) or not math.isfinite(result):
        raise BadFigure("The formula gives no finite number: correct it.")
    return result


def names_in(tree: ast.expr) -> set[str]:
    """The words in a formula."""
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}


def numbers_in(tree: ast.expr) -> set[float]:
    """The plain numbers in a formula."""
    return {
        float(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, int | float)
    }


def _number(node: ast.expr, names: Mapping[str, float | None], functions: Mapping[str, Function]) -> float:
    match node:
        case ast.Constant(value=bool()):
            pass
        case ast.Constant(value=int() | float() as number):
            if float(number) != number:
                raise BadFigure(
                    "“{number}” has more digits than can be kept: write fewer, or a scale.", number=str(number)[:40]
                )
            return float(number)
        case ast.UnaryOp(op=ast.USub() | ast.UAdd() as sign, operand=operand):
            number = _number(operand, names, functions)
            return -number if isinstance(sign, ast.USub) else number
        case ast.BinOp(left=left, op=op, right=right) if type(op) in OPERATORS:
            first, second = _number(left, names, functions), _number(right, names, functions)
            if isinstance(op, ast.Pow) and abs(second) > LARGEST_POWER:
                raise BadFigure(
                    "A power above {largest_power} is probably a mistake: correct the formula.",
                    largest_power=LARGEST_POWER,
                )
            return OPERATORS[type(op)](first, second)
        case ast.Name(id=name) if name in names:
            known = names[name]
            if known is None:
                raise BadFigure("“{name}” has no value here: type a number instead.", name=name)
            return known
        case ast.Call(func=ast.Name(id=name), args=arguments, keywords=[]) if name in functions:
            return _called(name, functions[name], [_argument(argument) for argument in arguments])
    raise BadFigure("“{node}” cannot be used in a formula here.", node=ast.unparse(node))


def _called(name: str, function: Function, arguments: list[Value]) -> float:
    takes = _signature(getattr(function, "__func__", function))
    own = [function] if ismethod(function) else []
    try:
        takes.bind(*own, *arguments)
    except TypeError:
        parameters = in_words([*takes.parameters][len(own) :])
        raise BadFigure(
            "“{name}” does not take {count} parts: write {name}({wanted}).",
            name=name,
            count=len(arguments),
            wanted=parameters,
        ) from None
    return function(*arguments)


@lru_cache
def _signature(function: Function) -> Signature:
    """The parameters of a function; of a method with `self`."""
    return signature(function)


def _argument(node: ast.expr) -> Value:
    match node:
        case ast.Constant(value=str() as text):
            return text
        case ast.Constant(value=int() as number) if not isinstance(number, bool):
            return str(number)
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=ast.Name(id=unit), attr=indicator):
            return unit, indicator
    raise BadFigure(
        "“{node}” is not a series, period or code: write unit.indicator, 2023 or '2025-H1'.", node=ast.unparse(node)
    )
