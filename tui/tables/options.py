"""The options of tables: each works on a table or is refused with the tables that it is for."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Mapping
from typing import Any

from core.errors import JingdexError
from core.words import gettext, in_words

OPTIONS: Mapping[str, Mapping[str, Any]] = {
    "list": {"metavar": "CODE", "help": "the list of clusters (the one the workbook opens with)"},
    "method": {"metavar": "CODE", "help": "one method (all; for coin the first)"},
    "node": {"metavar": "CODE", "help": "the index or an element of it (the top; in data files all)"},
    "unit": {"metavar": "UNIT", "help": "one unit, by its code or name (all)"},
    "indicator": {"metavar": "INDICATOR", "help": "one indicator, by its code or name (all)"},
    "period": {"metavar": "PERIOD", "help": "one period (the last, or all)"},
    "coefficient": {"choices": ("pearson", "spearman", "kendall"), "help": "of correlation (pearson)"},
    "levels": {
        "nargs": 2,
        "type": int,
        "metavar": "LEVEL",
        "help": "which two of the tree, 1 the indicators (all)",
    },
    "grouping": {"metavar": "NAME", "help": "by income, by region (all)"},
    "against": {"metavar": "CODE", "help": "the other method (another period of the same)"},
    "units": {"nargs": 2, "metavar": "UNIT", "help": "which two (the first)"},
    "step": {"type": int, "metavar": "N", "help": "the cells after this step, 0 before all (all)"},
    "industries": {"nargs": "+", "metavar": "CODE", "help": "the indicators (the shared ones)"},
    "plants": {"nargs": "+", "metavar": "CODE", "help": "the numbers of plants of the --industries, in that order"},
    "whole": {"metavar": "UNIT", "help": "the nation (the sum of the units)"},
    "threshold": {
        "type": float,
        "metavar": "ADVANTAGE",
        "help": "from which location quotient an industry counts as present (1)",
    },
    "relatedness": {
        "choices": ("conditional", "association", "cosine", "jaccard", "probability"),
        "metavar": "KIND",
        "help": "of industries: association, cosine, jaccard, probability (conditional)",
    },
    "output": {"metavar": "INDICATOR", "help": "whose growth is explained, of productivity"},
    "capital": {"metavar": "INDICATOR", "help": "the stock of capital"},
    "labour": {"metavar": "INDICATOR", "help": "hours or persons"},
    "capital_share": {"type": float, "metavar": "SHARE", "help": "of capital in income, 0 to 1 (a third)"},
    "alternative": {
        "action": "append",
        "metavar": "STEP:CHOICE",
        "help": "a choice for a step (4:z_score; 2:none), may be given again (the usual ones)",
    },
    "indicators": {"nargs": "+", "metavar": "INDICATOR", "help": "the figures of the unit that may change"},
    "goal": {"metavar": "GOAL", "help": "what to reach: 'rank 3', 'score 0.9', 'trillion by 2025', '1.2万亿 by 2026'"},
    "within": {
        "type": float,
        "metavar": "PERCENT",
        "help": "how far each figure may go, in per cent of itself (100)",
    },
    "before": {"metavar": "PERIOD", "help": "the period to compare with (the one before)"},
    "release": {"metavar": "DATE", "help": "compared with what was released up to then"},
    "to": {"metavar": "PERIOD", "help": "the last period to look ahead to, such as 2028 (three periods)"},
    "model": {
        "choices": ("last_growth", "theil_sen", "holt_damped", "drift"),
        "help": "the model to use (the one with the smallest error)",
    },
    "claim": {"metavar": "CODE", "help": "the claim to explain"},
    "periods": {"nargs": 2, "metavar": ("FIRST", "LAST"), "help": "which two (the first and the last)"},
}
"""Every option, with how it is read from a command line."""


class BadOption(JingdexError):
    """An option, or what it names, has no effect on the table that it is given with."""


def add_options(parser: ArgumentParser) -> None:
    """All of them: a table refuses those that it does not take."""
    group = parser.add_argument_group("options of single tables, refused by the others")
    for name, reading in OPTIONS.items():
        group.add_argument(f"--{name.replace('_', '-')}", **reading)


def no_options(**known: object) -> Namespace:
    """Options of which only those that are known are given."""
    return Namespace(**{**dict.fromkeys(OPTIONS), **known})


def options_given(**values: object) -> Namespace:
    """Options as a script gives them, each read as on the command line. Raises BadOption."""
    return no_options(**{name: _read(name, value) for name, value in values.items() if value is not None})


def _read(name: str, value: object) -> object:
    reading = OPTIONS.get(name)
    if reading is None:
        raise BadOption("There is no option “{name}”: use one of {options}.", name=name, options=in_words(OPTIONS))
    if not {"nargs", "action"} & reading.keys():
        return _read_one(name, reading, value)
    count = reading["nargs"] if isinstance(reading.get("nargs"), int) else None
    if isinstance(value, str) or not isinstance(value, Iterable) or count not in (None, len(values := list(value))):
        raise BadOption("The option “{name}” takes a list of {count}.", name=name, count=count or gettext("texts"))
    return [_read_one(name, reading, part) for part in values]


def _read_one(name: str, reading: Mapping[str, Any], value: object) -> object:
    try:
        read = reading.get("type", str)(value)
    except (TypeError, ValueError) as error:
        raise BadOption("The option “{name}” is a number, not “{value}”.", name=name, value=value) from error
    if read not in reading.get("choices", (read,)):
        raise BadOption(
            "The option “{name}” cannot be “{value}”: use one of {choices}.",
            name=name,
            value=value,
            choices=in_words(reading["choices"]),
        )
    return read


def options_in_use(options: Namespace) -> list[str]:
    """The options of tables that are given, in the order of `OPTIONS`."""
    return [name for name in OPTIONS if getattr(options, name, None) is not None]
