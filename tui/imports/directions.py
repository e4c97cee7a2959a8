"""The directions of new indicators, as rows of the preview: those that names suggest come first."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from core.words import gettext
from tui.grid.plain import plain
from tui.grid.sheet import SheetRow
from tui.grid.table import Cell, Heading, Look

if TYPE_CHECKING:
    from core.importing.plan import Plan
    from core.workbook.entries import Indicator

MORE, LESS = "more is better", "less is better"
MOST = 500


def assumed_rows(plans: "Sequence[Plan]", directions: Mapping[str, int]) -> Iterator[SheetRow | Heading]:
    """New indicators of which less seems better, which a person should look at, and those already looked at."""
    assumed = [indicator for indicator in _new(plans) if indicator.direction < 0 or indicator.code in directions]
    if assumed:
        yield Heading(gettext("Direction: check these before Enter; Space changes one"), "warn")
    yield from (_row(indicator, directions) for indicator in assumed[:MOST])


def other_rows(plans: "Sequence[Plan]", directions: Mapping[str, int]) -> Iterator[SheetRow | Heading]:
    """The other new indicators, of which more is better unless a person says otherwise."""
    assumed = [indicator for indicator in _new(plans) if indicator.direction >= 0 and indicator.code not in directions]
    if assumed:
        yield Heading(gettext("Direction of the other new indicators; Space changes one"))
    yield from (_row(indicator, directions) for indicator in assumed[:MOST])
    if len(assumed) > MOST:
        yield Heading(gettext("… and {count:,} more", count=len(assumed) - MOST), "dim")


def _new(plans: "Sequence[Plan]") -> "list[Indicator]":
    return [indicator for plan in plans for indicator in plan.new_indicators]


def _row(indicator: "Indicator", directions: Mapping[str, int]) -> SheetRow:
    is_assumed = indicator.code not in directions
    look: Look = "warn" if is_assumed and indicator.direction < 0 else "plain"
    note = gettext("assumed by its name") if look == "warn" else gettext("assumed") if is_assumed else gettext("chosen")
    value = Cell(gettext(LESS if indicator.direction < 0 else MORE), look)
    return SheetRow(
        f"direction/{indicator.code}",
        (Cell(plain(indicator.name_en or indicator.code), both_ends=True), value, Cell(note, "dim")),
    )
