"""`jingdex --spec`: every subcommand with its arguments and options as JSON, for scripts and their authors."""

import json
from argparse import SUPPRESS, Action
from collections.abc import Mapping
from importlib.metadata import version

from tui.cli.subcommands import OPEN, SUBCOMMANDS, parser_of, subcommand

EXIT_CODES: Mapping[int, str] = {
    0: "done",
    1: "the answer is no: a check or a strict import failed, nothing came in",
    2: "refused, with one sentence on standard error",
    70: "a fault of jingdex, with the file that holds its details",
    130: "stopped by Ctrl+C",
    141: "nobody reads the output",
}


def spec_text() -> str:
    """The whole command line as JSON, the screen under the name of an empty subcommand."""
    subcommands = [_described(name) for name in (OPEN, *SUBCOMMANDS)]
    codes = {str(code): meaning for code, meaning in EXIT_CODES.items()}
    specification = {
        "program": "jingdex",
        "version": version("jingdex"),
        "exit_codes": codes,
        "subcommands": subcommands,
    }
    return json.dumps(specification, ensure_ascii=False, indent=2)


def _described(name: str) -> dict[str, object]:
    parser = parser_of(name)
    actions = [action for action in parser._actions if action.dest != "help"]  # noqa: SLF001 - argparse gives no other way to its list
    return {
        "name": "" if name == OPEN else name,
        "help": subcommand(name).help,
        "description": " ".join((parser.description or "").split()),
        "arguments": [_argument(action) for action in actions if not action.option_strings],
        "options": [_option(action) for action in actions if action.option_strings],
    }


def _argument(action: Action) -> dict[str, object]:
    """A word that stands by its place."""
    many = action.nargs in {"*", "+"} or (isinstance(action.nargs, int) and action.nargs > 1)
    return {"name": action.metavar or action.dest, "required": action.required, "several": many, **_rest(action)}


def _option(action: Action) -> dict[str, object]:
    """An option: `takes` is what stands behind it, nothing where it is a switch."""
    takes = None if action.nargs == 0 else action.metavar or action.dest.upper()
    again = type(action).__name__ == "_AppendAction"
    default = action.default if isinstance(action.default, (str, int, float, bool)) else None
    return {
        "names": action.option_strings,
        "takes": takes,
        "values": action.nargs if isinstance(action.nargs, int) and action.nargs else int(takes is not None),
        "required": action.required,
        "repeatable": again,
        "default": default,
        **_rest(action),
    }


def _rest(action: Action) -> dict[str, object]:
    choices = [str(choice) for choice in action.choices] if action.choices is not None else None
    return {"choices": choices, "help": "" if action.help == SUPPRESS else action.help or ""}
