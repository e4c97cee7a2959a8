"""The arguments of `jingdex` where no subcommand is named."""

from core.words import gettext
from tui.cli.arguments import Parser, place
from tui.cli.subcommands import SUBCOMMANDS


def _subcommands_text() -> str:
    """Every subcommand, then examples and exit codes."""
    commands = "".join(f"  {name:<11} {gettext(command.help)}\n" for name, command in SUBCOMMANDS.items())
    codes = gettext(
        "\nexamples:\n"
        "  jingdex                               open your copy of the Beijing set\n"
        "  jingdex figures.jingdex --read-only   look at a workbook without changing it\n"
        "  jingdex ./show                        open a file called like a subcommand\n"
        "  jingdex show --help                   read more on a subcommand\n"
        "\n"
        "exit codes: 0 done; 1 the answer is no (a claim fails, a strict import refused\n"
        "a row, the trail was tampered with, nothing to undo); 2 refused, with one\n"
        "sentence on standard error; 70 a fault of jingdex, with the file that holds its\n"
        "details; 130 stopped by Ctrl+C; 141 nobody reads the output.\n"
        "Your edits carry the name in JINGDEX_AUTHOR, else your login name."
    )
    return f"{gettext('subcommands, for scripts:')}\n{commands}{codes}"


def open_screen_parser(parser: Parser) -> None:
    """`jingdex [WORKBOOK]`."""
    parser.describe(
        "A terminal workbench for the figures behind clusters and composite indices.\n"
        "Opens a workbook on the screen; without a name your own copy of the Beijing\n"
        "set, made on first use in the platform's data folder, or in the folder that\n"
        "JINGDEX_HOME names.",
        behind=_subcommands_text,
    )
    parser.value("workbook", "WORKBOOK", "the workbook's file, or its address", nargs="?", type=place)
    parser.flag("--read-only", "open read-only")
    parser.add("--as-of", "--language")
    parser.flag("--spec", "print every subcommand and option as JSON and leave")
    parser.flag("--version", "print the version and leave")
