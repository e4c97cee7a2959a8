"""How large the parts of the program may be."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FILES = sorted(path for room in ("core", "data", "tui") for path in (ROOT / room).rglob("*.py"))
MOST_METHODS = 15
MOST_DEFERRED = 20
STILL_LARGER = {
    "UncertaintyModel": 27,
    "Figures": 19,
    "Workbook": 34,
    "WorkbookFile": 28,
    "Session": 16,
    "FiguresPane": 26,
}
"""Methods of the classes that are not split yet."""
Function = ast.FunctionDef | ast.AsyncFunctionDef


@pytest.fixture(scope="module")
def trees() -> dict[str, ast.Module]:
    """Every module of the program."""
    return {str(path.relative_to(ROOT)): ast.parse(path.read_text()) for path in FILES}


def test_no_class_has_more_methods_than_can_be_held_in_mind(trees: dict[str, ast.Module]) -> None:
    """At most 15, properties and special methods counted."""
    sizes = {
        f"{name}: {node.name}": len([one for one in node.body if isinstance(one, Function)])
        for name, tree in trees.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
    }
    assert len(sizes) > 300
    assert not {
        name: size for name, size in sizes.items() if size > STILL_LARGER.get(name.split(": ")[1], MOST_METHODS)
    }


def test_imports_stand_at_the_top(trees: dict[str, ast.Module]) -> None:
    """But for a few of readers and of what one run in a hundred needs; ours are loaded late from the top."""
    deferred = [
        (name, node.lineno)
        for name, tree in trees.items()
        for function in ast.walk(tree)
        if isinstance(function, Function)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert len(set(deferred)) <= MOST_DEFERRED, deferred
