"""Blocks of cells as text for copying, and the one edit by which they are pasted, filled down or overwritten."""

from collections import Counter
from collections.abc import Collection, Sequence
from functools import cache, cached_property

from core.errors import JingdexError
from core.figures.draft import Draft, Part, Refusal
from core.frozen import frozen
from core.progress import Progress
from core.words import gettext
from core.workbook.edit import CompositeEdit
from core.workbook.entries import Indicator
from core.workbook.entry import Named
from core.workbook.figure import Figure
from core.workbook.figure_text import PERCENTS, printed_number
from core.workbook.period import period
from core.workbook.scale import step_and_decimals
from core.workbook.typed_edit import FigurePlace, figure_at, standing_at
from core.workbook.workbook import Workbook

NAMED = ("unit", "indicator", "period", "vintage")
"""The parts that identify a figure."""


@frozen
class Target:
    """A cell: a part of a figure that exists or could be added."""

    place: FigurePlace
    part: Part


Targets = Sequence[Sequence[Target | None]]


@frozen
class Written:
    """The result of writing into many cells: the edit, if any; the number of changed figures; the refused cells."""

    edit: CompositeEdit | None
    count: int
    refused: tuple[Refusal, ...]


class Copying:
    """Cells as text for other programs; pasting this text back changes nothing.

    A number has all its digits and its scale as a power of ten, 9761e8; a missing number is an empty text. Units and
    indicators have their English names where these are unique, else their codes.
    """

    def __init__(self, workbook: Workbook) -> None:
        self.workbook = workbook

    def text(self, figure: Figure | None, part: Part) -> str:
        """One part of a figure."""
        if figure is None:
            return ""
        match part:
            case "unit":
                return self.units.get(figure.unit, figure.unit)
            case "indicator":
                return self.indicators.get(figure.indicator, figure.indicator)
            case "source":
                source = self.workbook.sources.get(figure.source)
                return source.title if source and source.title else figure.source
            case "value":
                return _number(figure, self.workbook)
            case _:
                return str(getattr(figure, part))

    @cached_property
    def units(self) -> dict[str, str]:
        """The names of units, by code."""
        return _leading_back(self.workbook.units.values())

    @cached_property
    def indicators(self) -> dict[str, str]:
        """The names of indicators, by code."""
        return _leading_back(self.workbook.indicators.values())


def paste_cells(
    workbook: Workbook,
    targets: Targets,
    texts: Sequence[Sequence[str]],
    title: str,
    progress: Progress,
    *,
    chinese: bool = True,
    today: str = "",
) -> Written:
    """Texts written into cells, the first into the first; a single text into all; an empty text changes nothing."""
    draft, copying = Draft(workbook, chinese, today), Copying(workbook)
    single = texts[0][0] if len(texts) == len(texts[0]) == 1 else None
    rows = [[single] * len(row) for row in targets] if single is not None else texts
    for at, (cells, row) in enumerate(zip(targets, rows, strict=False)):
        for target, text in zip(cells, row, strict=False):
            if target is not None and text is not None and text.strip():
                _paste(draft, copying, target, text, at)
            elif target is None and text is not None and text.strip():
                draft.refused.append(
                    Refusal(
                        None, "value", gettext("“{text}” would stand outside the table.", text=text.strip()[:40]), at
                    )
                )
        progress(at / len(targets))
    return _result(draft, title)


def overwrite_cells(
    workbook: Workbook, targets: Targets, text: str, title: str, *, chinese: bool = True, today: str = ""
) -> Written:
    """One text written into all cells; an empty text removes a note or a source."""
    draft = Draft(workbook, chinese, today)
    for at, row in enumerate(targets):
        for target in row:
            if target is not None:
                draft.write(standing_at(workbook, target.place), target.part, text, at)
    return _result(draft, title)


def paste_rows(
    workbook: Workbook,
    parts: Sequence[Part],
    texts: Sequence[Sequence[str]],
    title: str,
    progress: Progress,
    *,
    chinese: bool = True,
    today: str = "",
) -> Written:
    """Rows that name their figures by unit, indicator and period: each changes that figure or adds it."""
    draft, copying = Draft(workbook, chinese, today), Copying(workbook)
    units, indicators = cache(lambda text: workbook.unit(text).code), cache(lambda text: workbook.indicator(text).code)
    for at, row in enumerate(texts):
        by_part = dict(zip(parts, (text.strip() for text in row), strict=False))
        try:
            place = FigurePlace(
                units(by_part["unit"]),
                indicators(by_part["indicator"]),
                period(by_part["period"]).text,
                period(by_part["vintage"]).text if by_part.get("vintage") else "",
            )
        except (JingdexError, KeyError) as error:
            draft.refused.append(Refusal(None, "unit", str(error), at))
            continue
        for part, text in by_part.items():
            if part not in NAMED and text:
                _paste(draft, copying, Target(place, part), text, at, of_release="vintage" in by_part)
        progress(at / len(texts))
    return _result(draft, title)


def fill_cells_down(workbook: Workbook, targets: Targets, title: str, progress: Progress) -> Written:
    """The first row of cells written into all rows below: values with letters and scales, formulas computed again."""
    draft = Draft(workbook)
    for at, row in enumerate(targets[1:]):
        for above, target in zip(targets[0], row, strict=True):
            if above is not None and target is not None and target.part not in NAMED:
                _fill(draft, above, target, at + 1)
        progress(at / len(targets))
    return _result(draft, title)


def _paste(draft: Draft, copying: Copying, target: Target, text: str, row: int, *, of_release: bool = False) -> None:
    """Write a text, unless copying the cell gives the same text."""
    present = figure_at(draft.present, draft.now_at(target.place))
    blank = Figure(target.place.unit, target.place.indicator, target.place.period, target.place.vintage)
    if text.strip() != copying.text(present or blank, target.part).strip():
        draft.write(target.place, target.part, text, row, of_release=of_release)


def _fill(draft: Draft, above: Target, target: Target, row: int) -> None:
    source = figure_at(draft.workbook, above.place)
    if source is None:
        return
    if target.part == "value" and source.formula:
        draft.write(target.place, "value", source.formula, row)
    elif target.part == "value":
        present = figure_at(draft.present, draft.now_at(target.place))
        if present is None or (present.value, present.qualifier) != (source.value, source.qualifier):
            draft.write(
                target.place, "value", _filling(source, draft.workbook.indicators.get(target.place.indicator)), row
            )
    else:
        draft.write(target.place, target.part, getattr(source, target.part), row)


def _filling(source: Figure, indicator: Indicator | None) -> str:
    """The text that gives an indicator the value of this figure; a published value becomes an estimate."""
    letter = "E" if source.is_published else source.status
    if source.value is None:
        return letter
    percent = indicator is not None and indicator.measure in PERCENTS
    step, decimals = (0, source.decimals - source.mult) if percent else step_and_decimals(source.mult, source.decimals)
    number = printed_number(source.value, step, decimals)
    power = "" if percent else f"e{step}"
    return f"{source.qualifier} {number}{power} {letter}"


def _number(figure: Figure, workbook: Workbook) -> str:
    """All digits of a value, its qualifier, and its scale as a power of ten where it would be ambiguous."""
    if figure.value is None:
        return ""
    step, decimals = step_and_decimals(figure.mult, figure.decimals)
    number = printed_number(figure.value, step, decimals)
    known = workbook.indicators.get(figure.indicator)
    power = f"e{step}" if step or (known and known.mult) else ""
    return f"{number}{power}" if figure.qualifier == "exact" else f"{figure.qualifier} {number}{power}"


def _leading_back(entries: Collection[Named]) -> dict[str, str]:
    """The English name of each code that no other entry is called by."""
    called = {entry.code: {text.casefold() for text in (entry.code, entry.name_en, entry.name_zh)} for entry in entries}
    count = Counter(text for texts in called.values() for text in texts)
    return {entry.code: entry.name_en for entry in entries if entry.name_en and count[entry.name_en.casefold()] == 1}


def _result(draft: Draft, title: str) -> Written:
    count = draft.count
    return Written(draft.edit(f"{title}: {count:,} figure{'s' * (count != 1)}"), count, tuple(draft.refused))
