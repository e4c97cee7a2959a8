"""What an edit changes, in lines of names and numbers as they are shown."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TypeAlias

from core.words import gettext, in_words
from core.workbook.edit import Edit, SetEntry, SetFigure, SetFigures, field_words, single_edits
from core.workbook.entries import Indicator
from core.workbook.entry import Entry
from core.workbook.figure import Figure
from core.workbook.figure_text import number_text
from core.workbook.workbook import ENTRY_FIELDS, Workbook, indicator_of
from tui.grid.titles import entry_name, shown_title
from tui.grid.wording import Wording

COLON = ": |："
"""What stands before the values of an edit."""
Single: TypeAlias = SetFigure | SetFigures | SetEntry


def edit_lines(edit: Edit, workbook: Workbook, wording: Wording) -> list[str]:
    """A line for each figure and entry that the edit changes, one more for its source and its note."""
    return [line for step in _single_steps(edit) for line in _change_lines(*step, workbook, wording)]


def edit_line(edit: Edit, workbook: Workbook, wording: Wording) -> str:
    """The edit in one line: its figure where it changes one alone, else its title."""
    if isinstance(edit, SetEntry):
        return _entry_line(edit, workbook, wording)
    figures = [step for step in _single_steps(edit) if isinstance(step[0], SetFigure)]
    if len(figures) != 1 or not all(isinstance(part, SetFigure) for part in single_edits(edit)):
        return shown_title(str(edit), workbook, wording)
    first, *more = _change_lines(*figures[0], workbook, wording)
    changed = re.split(COLON, first)[-1].split(" → ")
    return more[0].strip() if more and len(set(changed)) == 1 else first


def _single_steps(edit: Edit) -> Iterator[tuple[Single, Figure | None]]:
    """Each edit of one cell, and what stood there: of a figure in the place of other releases the newest of them."""
    figures = [part for part in single_edits(edit) if isinstance(part, SetFigure)]
    before = {part.key[:3]: part.before for part in figures if part.after is None}
    put = {part.key[:3] for part in figures if part.after is not None}
    for part in single_edits(edit):
        if not isinstance(part, SetFigure):
            yield part, None
        elif part.after is not None or part.key[:3] not in put:
            yield part, before.get(part.key[:3], part.before)


def _change_lines(edit: Single, before: Figure | None, workbook: Workbook, wording: Wording) -> Iterator[str]:
    if not isinstance(edit, SetFigure):
        if not isinstance(edit, SetEntry):
            yield shown_title(str(edit), workbook, wording)
        elif edit.table != "branched":
            yield _entry_line(edit, workbook, wording)
        return
    unit, indicator, period, vintage = edit.key
    entry = indicator_of(workbook, indicator)
    name = wording.unit(workbook, unit)
    release = gettext(" (release {vintage})", vintage=vintage) if vintage else ""
    figures = [figure or _beside(edit, workbook) for figure in (before, edit.after)]
    releases = [figure.vintage or wording.word("none") for figure in figures if figure]
    own = edit.after or before
    if len(set(releases)) > 1 and own and own.is_own:
        release = gettext(" (beside release {vintage})", vintage=max(figure.vintage for figure in figures if figure))
    elif len(set(releases)) > 1:
        release = gettext(" (release {releases})", releases=" → ".join(releases))
    old, new = _shown(figures, entry, wording)
    template = "{unit}, {indicator}, {period}{release}: {old} → {new}"
    if figures[0] is None:
        template = "{unit}, {indicator}, {period}{release}: new: {new}"
    values = {"unit": name, "indicator": wording.name(entry), "period": period, "release": release}
    yield wording.word(template, **values, old=old, new=new)
    for part in ("source", "note"):
        was, now = (wording.entry_text(getattr(figure, part, "")) or wording.word("none") for figure in figures)
        if was != now:
            yield gettext("  its {part}: {was} → {now}", part=wording.word(part), was=was, now=now)


def _shown(figures: list[Figure | None], indicator: Indicator, wording: Wording) -> list[str]:
    """Figures as tables show them; two values that are the same so with all their digits."""
    texts = [wording.figure(figure, indicator) if figure else wording.word("nothing") for figure in figures]
    numbers = {
        figure.value: wording.number(figure.value, figure.mult, figure.decimals)
        for figure in figures
        if figure and figure.value is not None
    }
    if len(numbers) == len(set(numbers.values())):
        return texts
    return [
        text.replace(numbers[figure.value], number_text(replace(figure, qualifier="exact"), plain=not wording.unicode))
        if figure and figure.value is not None
        else text
        for text, figure in zip(texts, figures, strict=True)
    ]


def _entry_line(edit: SetEntry, workbook: Workbook, wording: Wording) -> str:
    """What an edit changes of an entry, which is called by its name, and its fields by theirs."""
    entry = edit.after or edit.before
    name = entry_name(entry, workbook, wording) if isinstance(entry, Entry) else edit.key
    if edit.before is None:
        return wording.word("{name} ({table}): added", name=name, table=wording.word(edit.table))
    if edit.after is None:
        return wording.word("{name} ({table}): removed", name=name, table=wording.word(edit.table))
    changes = []
    for field in ENTRY_FIELDS[edit.table]:
        if edit.before.field(field) != edit.after.field(field):
            texts = [field_words(entry, field) for entry in (edit.before, edit.after)]
            if field == "threshold":
                texts = [wording.number(entry.field(field), 8, 0) for entry in (edit.before, edit.after)]
            changes.append((wording.word(field.replace("_", " ")), *texts))
    if len(changes) == 1:
        field, old, new = changes[0]
        return wording.word("{field} of {name}: {old} → {new}", field=field, name=name, old=old, new=new)
    text = in_words(f"{field} {old} → {new}" for field, old, new in changes) or wording.word("unchanged")
    return wording.word("{name}: {changes}", name=name, changes=text)


def _beside(edit: SetFigure, workbook: Workbook) -> Figure | None:
    """The release that counts without the figure of one's own that an edit puts beside it, or takes away."""
    figure = edit.after or edit.before
    if figure is None or not figure.is_own:
        return None
    releases = [
        release for release in workbook.series(*figure.series).vintages(figure.period) if release.key != figure.key
    ]
    return releases[-1] if releases else None
