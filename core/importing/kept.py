"""What a workbook keeps of an import, so that next year's file of the same name comes in without a word."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace

from core.importing.layout import BadLayout, Layout

READING = {"delimiter": str, "encoding": str, "sheet": str, "header_line": int}
"""What can be said of how a file is read, and of which type it is."""


@dataclass(frozen=True, slots=True)
class Kept:
    """How a file was understood: its layout, what was said of how to read it, and of the measures of indicators."""

    layout: Layout
    reading: Mapping[str, str | int] = field(default_factory=dict)
    measures: Mapping[str, str] = field(default_factory=dict)


def text_of(kept: Kept, *, values: bool) -> str:
    """It as the workbook keeps it: JSON.

    The columns of figures are left out unless a person named them (`values`) or there is one alone: next year's file
    has other periods, and may have more indicators.
    """
    layout = kept.layout if values or kept.layout.across == "none" else replace(kept.layout, values=())
    said = {"reading": dict(kept.reading), "measures": dict(kept.measures)}
    whole = asdict(layout) | {name: part for name, part in said.items() if part}
    return json.dumps(whole, ensure_ascii=False, sort_keys=True)


def kept_from(text: str) -> Kept:
    """What the workbook keeps in such a text. Raises BadLayout."""
    try:
        kept = json.loads(text)
        layout = Layout(
            tuple(kept["values"]), kept["across"], tuple(kept["indicator"]),
            tuple((role, column) for role, column in kept["roles"]), tuple(kept["groups"]), kept["decimal"],
        )  # fmt: skip
        reading = {name: READING[name](value) for name, value in kept.get("reading", {}).items()}
        return Kept(layout, reading, {str(code): str(one) for code, one in kept.get("measures", {}).items()})
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise BadLayout("The mapping that the workbook keeps is damaged: name the columns by options.") from error
