"""Finds every text that people read, and renews the catalogues of the languages: `make catalogue`.

A text is found where it is the argument of a call in `SHOWN`, by itself or as one of several choices; one that reaches
such a call by a name, as titles of columns do, is put in by hand, and stays while the program has it. What has no
translation yet stands in the catalogue with an empty one, for which a test fails.
"""

import ast
import csv
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from core.method.choice_names import choice_name
from core.method.settings import FAMILIES, choice_line, settings_of_choice
from core.numerals import both_numbers
from core.workbook.scale import MEASURES
from core.workbook.status import QUALIFIERS
from tui.robustness.tables import TABLES
from tui.tables.registry import table, table_ids

ROOT = Path(__file__).parents[1]
CATALOGUES = ROOT / "tui" / "locale"
ROOMS = ("core", "data", "tui")
ALL = ("*",)
ERRORS = (
    "BadEdit", "BadEntry", "BadFigure", "BadFilter", "BadLayout", "BadMoment", "BadOption", "BadPart", "BadUse", "Busy",
    "Conflict", "FileError", "Lost", "MethodError", "NoFile", "NoForecast", "NoWorkbook", "OutOfReach", "Unwritten",
    "_ServiceError",
)  # fmt: skip
"""The errors, each of which looks its sentence up."""
SHOWN: dict[str, tuple[int | str, ...]] = {
    "gettext": (0,),
    "ngettext": (0, 1),
    "word": (0,),
    "marked": ALL,
    "Command": (4, 5, 6),
    "describe": (0,),
    "value": (1, 2),
    "flag": (1,),
    "Subcommand": (0,),
    "add_argument": ("help", "metavar"),
    "add_argument_group": (0,),
    "TableSpec": (0,),
    "TableColumn": ("title",),
    "audit_table": (0,),
    "Page": (0, 1, 2, "title", "none"),
    "Study": (0, 1),
    "ClusterView": (1, 2),
    "PageContent": (0,),
    "whole": (0,),
    "Choices": (0,),
    "notify": (0,),
    "ask": (0,),
    "sentence_sheet": (0,),
    "FindingText": (0, 1),
    "Setting": (0, "help", "empty"),
    "Idle": (1,),
    "Aggregator": (2,),
    "_of_numbers": (0,),
    "_of_whole_numbers": (0,),
    "_of_parts": (0, 3),
    "counted": (1, 2),
    "cell_error": (2, 3),
    **dict.fromkeys(ERRORS, (0,)),
}
"""The calls whose texts are looked up: which arguments, by place or name."""
OF_ARGPARSE = ("expected %s argument", "expected %s arguments")
"""The text of argparse that depends on a count, which argparse looks up by itself."""
TEXTS_OF_SETS = ("note", "title", "publisher", "definition", "group", "source", "licence")
"""The columns of shipped sets and crosswalks that hold what people read, in one language."""
SAID: dict[str, tuple[int | str, ...]] = {
    "notify": (0,),
    "announce": (0,),
    "refuse": (0,),
    "ask": (0,),
    "complain": (0,),
    "narrate": (0,),
    "write": (0,),
    "show_progress": (0,),
    "Heading": (0,),
    "Cell": (0,),
    "Column": (0,),
    "Section": (0, 2),
}
"""The calls that show a text as it is."""


def sources() -> list[Path]:
    """Every module of the program."""
    return sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))


def texts_of(tree: ast.AST) -> Iterator[tuple[int, str | tuple[str, str]]]:
    """Each text of a module that is shown, with its line; where it depends on a count, both of its forms."""
    names = assigned(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and (name := called(node)) in SHOWN:
            found = [text for part in parts_of(node, SHOWN[name]) for text in literals(part, names)]
            if name == "counted":
                yield from ((node.lineno, both_numbers(*found)) for _ in found[:1])
            elif name == "ngettext":
                yield from ((node.lineno, (found[0], many)) for many in found[1:])
            else:
                yield from ((node.lineno, text) for text in found if re.search(r"[^\W_]", re.sub(r"\{.*?\}", "", text)))
        elif isinstance(node, ast.Dict):
            shown = [value for key, value in zip(node.keys, node.values, strict=True) if _is_of_help(key)]
            yield from ((node.lineno, text) for one in shown for text in literals(one) if text)


def of_steps() -> Iterator[tuple[str, str]]:
    """What the steps of methods are called, in their context, and (in none) what each choice is."""
    yield from (("figure", "step"), ("figures", "step"))
    for kind, family in FAMILIES.items():
        yield kind, "step"
        for how in family:
            yield choice_name(str(how)), "step"
            yield choice_line(kind, how), ""
            for setting in settings_of_choice(kind, how, {}).values():
                yield from ((text, "step") for text in (setting.word, *setting.words.values()))


def of_tables() -> Iterator[tuple[str, str]]:
    """What the columns of all tables and their units are called."""
    for spec in (*map(table, table_ids()), *TABLES.values()):
        columns = [column for column in spec.columns if column.shown]
        yield from ((column.words, "") for column in columns)
        yield from ((column.unit, "") for column in columns if re.search("[a-z]", column.unit))


def of_sets() -> Iterator[tuple[str, str]]:
    """What the shipped sets and crosswalks say in English of themselves, their entries and their figures."""
    tables = sorted((ROOT / "data" / "sets").glob("*/*.csv"))
    yield from ((f"set {name}", "set") for name in dict.fromkeys(path.parent.name for path in tables))
    for path in (*tables, ROOT / "data" / "crosswalks" / "catalogue.csv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            texts = [row.get(name) or "" for row in csv.DictReader(file) for name in TEXTS_OF_SETS]
        yield from ((text, "set") for text in texts if re.search("[A-Za-z]{2}", text) and not is_code(text))


def _is_of_help(node: ast.expr | None) -> bool:
    return isinstance(node, ast.Constant) and node.value in {"help", "metavar"}


def assigned(tree: ast.AST) -> dict[str, list[ast.expr]]:
    """What each name of a module is made to mean, wherever that is."""
    found: dict[str, list[ast.expr]] = {}
    for node in ast.walk(tree):
        if isinstance(node, (ast.Assign, ast.AnnAssign)) and node.value is not None:
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            found.setdefault(getattr(target, "id", ""), []).append(node.value)
    return found


def called(call: ast.Call) -> str:
    """The last name of what is called."""
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def parts_of(call: ast.Call, places: tuple[int | str, ...]) -> list[ast.expr]:
    """The arguments of a call at these places."""
    if places == ALL:
        return [*call.args, *(one.value for one in call.keywords)]
    named = {one.arg: one.value for one in call.keywords}
    return [
        *(call.args[one] for one in places if isinstance(one, int) and one < len(call.args)),
        *(named[one] for one in places if one in named),
    ]


def literals(node: ast.AST, names: Mapping[str, Sequence[ast.expr]] | None = None) -> Iterator[str]:
    """The texts that an expression can be: itself, either of two, those of a collection, or of a name of the module."""
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case (
            ast.Name(id=name)
            | ast.Subscript(value=ast.Name(id=name))
            | ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr="get"))
        ) if names and name in names:
            yield from (text for part in names[name] for text in literals(part))
        case ast.IfExp(body=one, orelse=other):
            yield from (text for part in (one, other) for text in literals(part, names))
        case ast.BoolOp(values=parts) | ast.Tuple(elts=parts) | ast.List(elts=parts) | ast.Dict(values=parts):
            yield from (text for part in parts for text in literals(part, names))


def extracted(known: Catalog) -> Catalog:
    """All texts of the program that are shown, and those of a catalogue that are literals anywhere in it."""
    catalogue = Catalog()
    catalogue.add(OF_ARGPARSE)
    of_words = (*((word, "measure") for word in MEASURES.values()), *((word, "qualifier") for word in QUALIFIERS))
    for text, context in (*of_steps(), *of_tables(), *of_sets(), *of_words):
        catalogue.add(text, context=context or None)
    for path in sources():
        tree = ast.parse(path.read_text("utf-8"))
        for _, text in texts_of(tree):
            catalogue.add(text)
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                for text in {node.value, *parts_of_line(node.value)} - {""}:
                    if text in known:
                        catalogue.add(text)
    return catalogue


def parts_of_line(line: str) -> Iterator[str]:
    """What is shown by itself of a literal: titles of keys in `Enter Open  x Delete`, the words of a column's id."""
    for one in re.split("  | · |\n", line):
        yield from (one, one.partition(" ")[2])
    yield line.replace("_", " ")


def bare(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Each text that is shown without being looked up, with its line: what is raised, said, asked or printed."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
            yield from _bare_in(node.exc, node.exc.args)
        elif isinstance(node, ast.Call) and called(node) in SAID:
            yield from _bare_in(node, parts_of(node, SAID[called(node)]))


def _bare_in(call: ast.Call, parts: Iterable[ast.expr]) -> Iterator[tuple[int, str]]:
    for part in parts:
        whole = () if called(call) in (*ERRORS, "cell_error") else literals(part)
        for text in (*whole, *(ast.unparse(one) for one in ast.walk(part) if isinstance(one, ast.JoinedStr))):
            if re.search(r"[A-Za-z]{2}", re.sub(r"\{.*?\}|%\w", "", text)) and not is_code(text):
                yield call.lineno, text


def is_code(text: str) -> bool:
    """Whether a text is a code, a name of a file or an option, which is the same in every language."""
    return text.isupper() or (not re.search(r"[A-Z]", text[:1]) and not re.search(r"\s", text.strip()))


def read(path: Path) -> Catalog:
    """A catalogue as it is written."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parts[-3])


def write(path: Path, catalogue: Catalog) -> None:
    """Write a catalogue in the order of its texts, one a line, so that two changes seldom meet."""
    with path.open("wb") as file:
        write_po(file, catalogue, width=0, no_location=True, sort_output=True, ignore_obsolete=True)


def renew(path: Path) -> int:
    """Add what is new to a catalogue, drop what is gone, and say how many texts have no translation."""
    catalogue = read(path)
    catalogue.update(extracted(catalogue), no_fuzzy_matching=True, update_creation_date=False)
    write(path, catalogue)
    return sum(1 for message in catalogue if message.id and not message.string)


if __name__ == "__main__":
    missing = {path: renew(path) for path in CATALOGUES.rglob("*.po")}
    for path, count in missing.items():
        sys.stdout.write(f"{path.relative_to(ROOT)}: {count} without a translation\n")
