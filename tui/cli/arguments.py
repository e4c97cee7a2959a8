"""What the parsers of all subcommands share, and how options that would do nothing beside others are refused."""

import re
from argparse import Action, ArgumentError, ArgumentParser, ArgumentTypeError, Namespace, RawDescriptionHelpFormatter
from collections.abc import Callable, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING, Any, NoReturn
from unicodedata import east_asian_width

from core.errors import JingdexError
from core.words import gettext, in_words, marked
from core.workbook.entry import LANGUAGES
from data import stores
from tui.cli.output import write

if TYPE_CHECKING:
    from data.stores import Place

FORMATS = ("table", "csv", "json")
MOST_RUNS = 10_000_000
OF_ARGPARSE = marked(
    (
        "positional arguments",
        "options",
        "show this help message and exit",
        "the following arguments are required: %s",
        "unrecognized arguments: %s",
        "invalid %(type)s value: %(value)r",
        "argument %(argument_name)s: %(message)s",
        "expected one argument",
        "expected at least one argument",
        "expected at most one argument",
        "not allowed with argument %s",
        "one of the arguments %s is required",
        "ignored explicit argument %r",
        "ambiguous option: %(option)s could match %(matches)s",
        "unexpected option string: %s",
        "%(heading)s:",
        "examples:",
    )
)
"""The texts of argparse of Python 3.11 to 3.14, which looks them up in the catalogue by itself, and our heading."""

COMMENT = r"(?P<line>  jingdex .*  )(?P<comment>[a-z].*)"
"""An example with what it does behind it."""
HEADING = r"(?m)(?<=[㐀-鿿]):$"
"""The colon of a Chinese heading, which argparse of Python 3.11 and 3.12 does not look up."""
FILLER = "\0"
WORD = rf"(?:[!-~]+|.{FILLER}?)(?:[，。、；：）”]{FILLER}?)*\s*"
"""What stays on one line of a help: a word, or a Chinese character, with the sign behind it."""
MOST_CHOICES, FEW = 30, 5

NO_NAMES = {"language": marked("CSV and JSON hold codes here, which are the same in every language")}
NOT_GIVEN: tuple[object, ...] = (None, "", False, [])
DEFAULTS = {"format": "table"}
"""What options are where they are not given; as a rule nothing."""
TO_TRAIL = marked("it goes into the trail, and nothing is saved")


def _spoken_line(line: str) -> str:
    """A line of what ends a help, with its heading or comment in the language spoken."""
    if match := re.fullmatch(COMMENT, line):
        return match["line"] + gettext(match["comment"])
    return gettext(line) if line.endswith(":") else line


def _by_cells(text: str) -> str:
    """A text with a filler behind each character of two cells, so that its length is its width."""
    return "".join(f"{choice}{FILLER}" if east_asian_width(choice) in "WF" else choice for choice in text)


def _named(metavar: Any, shown: Callable[[str], str] = str) -> Any:  # noqa: ANN401 - none, one or a tuple
    """What stands for a value, in the language spoken."""
    if isinstance(metavar, tuple):
        return tuple(_named(choice, shown) for choice in metavar)
    return metavar and shown(gettext(metavar))


class _Help(RawDescriptionHelpFormatter):
    """A help whose first line is measured by cells as well."""

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:  # noqa: ANN401 - as argparse has it
        """Add how it is used."""
        super().add_usage(usage, actions, groups, prefix or _by_cells(gettext("usage: ")))

    def _split_lines(self, text: str, width: int) -> list[str]:
        lines = [""]
        for word in re.findall(WORD, text):
            if len(lines[-1]) + len(word.rstrip()) > width:
                lines.append("")
            lines[-1] += word
        return [line.rstrip() for line in lines]


class BadUse(JingdexError):
    """The command line cannot be understood."""


class Once(Action):
    """An option that has one value: a second one is refused, as the first would be ignored."""

    def __call__(
        self, _parser: ArgumentParser, namespace: Namespace, values: object, option_string: str | None = None
    ) -> None:
        """Keep the value. Raise ArgumentError where there is one already."""
        if option_string and getattr(namespace, self.dest, self.default) is not self.default:
            raise ArgumentError(self, gettext("appears twice, so remove one"))
        setattr(namespace, self.dest, values)


class Parser(ArgumentParser):
    """A parser that raises BadUse, one sentence. What ends its help may be found when the help is wanted."""

    def __init__(self, name: str) -> None:
        super().__init__(f"jingdex {name}".strip(), formatter_class=_Help, allow_abbrev=False)
        self.register("action", None, Once)
        self.examples: tuple[str, ...] = ()
        self.behind: Callable[[], str] = str

    def describe(self, description: str, *examples: str, behind: Callable[[], str] = str) -> None:
        """Set what stands before the arguments in the help, the examples, and what is found behind when it is shown."""
        self.description, self.examples, self.behind = description, examples, behind

    def value(self, name: str, metavar: str | tuple[str, ...], meaning: str, **more: Any) -> None:  # noqa: ANN401 - as argparse has it
        """Add an argument or an option that has a value, which the help calls `metavar`."""
        self.add_argument(name, metavar=metavar, help=meaning, **more)

    def flag(self, name: str, meaning: str) -> None:
        """Add an option without a value."""
        self.add_argument(name, action="store_true", help=meaning)

    def add(self, *names: str) -> None:
        """Add arguments that others have, too."""
        for name in names:
            self.add_argument(name, **SHARED[name])

    def format_help(self) -> str:
        """The help, in the language spoken; what takes long to say is found only now."""
        self.description = gettext(self.description or "")
        lines = ["examples:", *(f"  {example}" for example in self.examples)] if self.examples else []
        self.epilog = "\n".join(map(_spoken_line, ("\n".join(lines) + self.behind()).split("\n")))
        for action in self._actions:
            action.help = action.help and _by_cells(gettext(action.help))
            action.metavar = _named(action.metavar, _by_cells)
        for group in self._action_groups:
            group.title = group.title and gettext(group.title)
        return re.sub(HEADING, "：", super().format_help()).replace(FILLER, "")

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:  # noqa: ANN401 - as argparse has it
        """Read the arguments, which errors name in the language spoken. Raises BadUse."""
        for action in self._actions:
            choices = None if action.option_strings else action.choices
            action.metavar = _named(action.metavar) or (f"{{{','.join(choices)}}}" if choices else None)
        return super().parse_known_args(args, namespace)

    def error(self, message: str) -> NoReturn:
        """Raise BadUse."""
        raise BadUse("{message}: see `{prog} --help`.", message=message.rstrip(".。"), prog=self.prog)

    def _check_value(self, action: Action, value: object) -> None:
        if action.choices is not None and value not in action.choices:
            choices = _near(value, [*map(str, action.choices)])
            raise ArgumentError(action, gettext("“{value}” is not one of {choices}", value=value, choices=choices))

    def _print_message(self, message: str, file: object = None) -> None:  # noqa: ARG002 - argparse's own, for help alone
        write(message)


def _near(value: object, choices: Sequence[str]) -> str:
    """The choices there are, of many only those that are nearest to what was typed."""
    if len(choices) <= MOST_CHOICES:
        return in_words(choices)
    return f"{in_words(get_close_matches(str(value), choices, FEW, 0))} …"


def count(text: str) -> int:
    """How often something is done: above 0."""
    if not 0 < int(text) <= MOST_RUNS:
        raise ValueError
    return int(text)


def seed(text: str) -> int:
    """What random numbers begin with: 0 or more."""
    if int(text) < 0:
        raise ValueError
    return int(text)


def folded(subject: str, columns: Sequence[str]) -> str:
    """The columns of a subject, folded."""
    names = " ".join(columns)
    return fill(f"{subject:<24} {names}", 79, initial_indent="  ", subsequent_indent=" " * 27)


def place(text: str) -> "Place":
    """Where a workbook is: a file, or the address of a server."""
    if not text.startswith("postgres"):
        return Path(text)
    try:
        return stores.place_of(text)
    except JingdexError as error:
        raise ArgumentTypeError(str(error)) from error


def language(text: str) -> str:
    """A language, of a locale such as zh_CN.UTF-8 its first part."""
    return text.partition("_")[0]


SHARED: Mapping[str, Mapping[str, Any]] = {
    "workbook": {"type": place, "metavar": "WORKBOOK", "help": "the workbook's file, or its address"},
    "unit": {"metavar": "UNIT", "help": "its code or name, in either language"},
    "indicator": {"metavar": "INDICATOR", "help": "its code or name, in either language"},
    "--method": {"metavar": "CODE", "help": "the method (the first)"},
    "--node": {"metavar": "CODE", "help": "the index or element (the top)"},
    "--runs": {"type": count, "metavar": "N", "help": "how many runs (1024)"},
    "--seed": {"type": seed, "metavar": "N", "help": "of the points (1)"},
    "--reason": {"default": "", "help": "why, for the trail"},
    "--force": {"action": "store_true", "help": "replace what is there"},
    "--format": {"choices": FORMATS, "default": "table", "help": "how to print it (table)"},
    "--as-of": {
        "metavar": "WHEN",
        "help": "as it was then: 2026-07-29, '2026-07-29 21:04' (local time) or 2026-07-29T21:04:11Z; "
        "@2024-03 leaves out what was released later",
    },
    "--scenario": {"metavar": "NAME", "help": "with the changes of this scenario"},
    "--language": {"type": language, "choices": LANGUAGES, "help": "en or zh (that of the locale)"},
}
"""The arguments that several subcommands have; `tui.locale.choice.language_of` reads the language before any parser."""
VIEW = ("--as-of", "--scenario", "--language")
"""The options of what is only looked at."""


def refuse_unused(arguments: Namespace, unused: Mapping[str, str]) -> None:
    """Raise BadUse for an option that is given and of no use here; `unused` says of each what it is for."""
    for name, purpose in unused.items():
        if getattr(arguments, name) not in (*NOT_GIVEN, DEFAULTS.get(name)):
            raise BadUse(
                "--{option} does nothing here: {purpose}.", option=name.replace("_", "-"), purpose=gettext(purpose)
            )


def refuse_unsaved(arguments: Namespace) -> None:
    """Raise BadUse where a reason is given and nothing is saved, or two places to save in."""
    if arguments.keep and arguments.scenario:
        raise BadUse("--keep and --scenario both say where to save: give one of them.")
    if not (arguments.keep or arguments.scenario):
        refuse_unused(arguments, {"reason": gettext("it goes into the trail with --keep or --scenario")})
