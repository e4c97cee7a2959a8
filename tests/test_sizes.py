"""How large the parts of the program may be."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FILES = sorted(path for room in ("core", "data", "tui") for path in (ROOT / room).rglob("*.py"))
MOST_METHODS = 15
MOST_DEFERRED = 30
MOST_UNTYPED = 5
EXCUSE = re.compile(r"# (?:noqa|type: ignore)\b[^#]*")
WITH_REASON = re.compile(r"# (?:noqa: [A-Z0-9, ]*\d|type: ignore\[[a-z-]+\])\W+\w+ ?\w*.*")
LONGEST_FILE, LONGEST_APP, LONGEST_FUNCTION = 300, 150, 40
STILL_LONGER: dict[str, int] = {}
"""Lines of the files and functions that are not split yet."""
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
    assert not {name: size for name, size in sizes.items() if size > MOST_METHODS}


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


def test_no_file_and_no_function_is_longer_than_can_be_read_at_once(trees: dict[str, ast.Module]) -> None:
    """A file has at most 300 lines, that of the app 150, a function at most 40."""
    files = {name: len((ROOT / name).read_text().splitlines()) for name in trees}
    functions = [
        (node.name, name, (node.end_lineno or 0) - node.lineno + 1)
        for name, tree in trees.items()
        for node in ast.walk(tree)
        if isinstance(node, Function)
    ]
    assert files["tui/app.py"] <= LONGEST_APP
    assert not {name: lines for name, lines in files.items() if lines > STILL_LONGER.get(name, LONGEST_FILE)}
    assert not [one for one in functions if one[2] > STILL_LONGER.get(one[0], LONGEST_FUNCTION)]


def test_what_a_check_passes_over_has_its_reason_beside_it() -> None:
    """Each `noqa` says why in words, and types are ignored in at most five places."""
    lines = {f"{path.name}:{n}": line for path in FILES for n, line in enumerate(path.read_text().splitlines(), 1)}
    excuses = {place: found[0] for place, line in lines.items() if (found := EXCUSE.search(line))}
    assert len(excuses) > 50
    assert not {place: text for place, text in excuses.items() if "noqa" in text and not WITH_REASON.search(text)}
    assert sum("type: ignore" in text for text in excuses.values()) <= MOST_UNTYPED
