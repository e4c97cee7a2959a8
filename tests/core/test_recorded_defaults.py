"""Defaults and limits are part of the published formulas: the numbers of every module are as recorded.

`--snapshot-update` renews the record, in which a change of a number is to be seen.
"""

import ast
import inspect
from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest
from syrupy.assertion import SnapshotAssertion

import core

ROOT = Path(core.__file__).parent
PACKAGES = sorted(path.name for path in ROOT.iterdir() if path.is_dir() and (path / "__init__.py").exists())
Number = bool | int | float


@pytest.mark.parametrize("package", PACKAGES)
def test_the_numbers_of_a_module_are_as_recorded(package: str, snapshot: SnapshotAssertion) -> None:
    """Those of its constants and of the defaults of its functions, whatever these are called."""
    record = {}
    for path in sorted((ROOT / package).rglob("*.py")):
        module = import_module(".".join(("core", *path.relative_to(ROOT).with_suffix("").parts)))
        hasattr(module, "anything")  # a module that is loaded late is loaded by the first name that is read
        constants = [number for name in assigned(path) for number in numbers(vars(module)[name])]
        values = vars(module).values()
        defaults = [number for value in values for function in functions(value, module) for number in of(function)]
        if constants or defaults:
            record[path.relative_to(ROOT).as_posix()] = sorted(map(number_text, (*constants, *defaults)))
    assert record == snapshot


def assigned(path: Path) -> set[str]:
    """The names of the constants that a module makes, not those that it imports."""
    tree = ast.parse(path.read_text("utf-8"))
    made = [node for node in tree.body if isinstance(node, ast.Assign | ast.AnnAssign) and node.value]
    names = [name for node in made for name in ast.walk(node) if isinstance(name, ast.Name)]
    return {name.id for name in names if isinstance(name.ctx, ast.Store) and name.id.isupper()}


def functions(value: object, module: ModuleType) -> Iterator[object]:
    """A function that a module defines, and the methods of a class that it defines."""
    if getattr(value, "__module__", None) == module.__name__:
        if inspect.isfunction(value):
            yield value
        elif inspect.isclass(value):
            yield from (member for member in vars(value).values() if inspect.isfunction(member))


def of(function: object) -> Iterator[Number]:
    """The numbers among the defaults of a function."""
    yield from numbers(getattr(function, "__defaults__", None) or ())
    yield from numbers((getattr(function, "__kwdefaults__", None) or {}).values())


def number_text(number: Number) -> str:
    """A number as it is recorded: with 12 digits, as powers differ in the last one from processor to processor."""
    return repr(float(f"{number:.12g}")) if isinstance(number, float) else repr(number)


def numbers(value: object) -> Iterator[Number]:
    """The numbers in a value, in a mapping or in what holds several."""
    if isinstance(value, bool | int | float):
        yield value
    elif isinstance(value, Mapping):
        yield from numbers(value.values())
    elif isinstance(value, Iterable) and not isinstance(value, str | bytes) and not inspect.isclass(value):
        for part in value:
            yield from numbers(part)
