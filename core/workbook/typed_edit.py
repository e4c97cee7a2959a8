"""The edits that typing, stepping and marking make of a place in the workbook."""

import re
from dataclasses import replace
from typing import TypeAlias

from core.errors import BadEntry, BadFigure
from core.frozen import frozen
from core.workbook.edit import CompositeEdit, Edit, SetEntry, SetFigure, single_edits
from core.workbook.entries import Indicator, Source, Target, Tier, TreeNode
from core.workbook.figure import Figure, SeriesKey
from core.workbook.figure_cell import Cell
from core.workbook.figure_text import LONGEST_NOTE, figure_from_text, number_text, printed_number
from core.workbook.scale import STEPS, step_and_decimals
from core.workbook.status import CYCLE, OWN
from core.workbook.workbook import Workbook, indicator_of


@frozen
class FigurePlace:
    """The place of a figure that exists or is new."""

    unit: str
    indicator: str
    period: str
    vintage: str = ""

    @property
    def cell(self) -> tuple[str, str, str]:
        """What the figure is of, whichever release stands there."""
        return self.unit, self.indicator, self.period


@frozen
class TierPlace:
    """The threshold of a tier."""

    code: str


@frozen
class TargetPlace:
    """The target of a series."""

    unit: str
    indicator: str
    period: str


@frozen
class WeightPlace:
    """The weight of a code in the tree of a method."""

    method: str
    code: str


Place: TypeAlias = FigurePlace | TierPlace | TargetPlace | WeightPlace


def series_at(place: Place | None) -> SeriesKey | None:
    """The unit and the indicator of a place, where it is of a series."""
    return (place.unit, place.indicator) if isinstance(place, FigurePlace | TargetPlace) else None


def figure_at(workbook: Workbook, place: Place) -> Figure | None:
    """The figure at a place; a threshold or target counts as a figure."""
    match place:
        case FigurePlace(unit, indicator, when, vintage):
            return workbook.figure((unit, indicator, when, vintage))
        case TierPlace(code):
            tier = workbook.tables["tiers"].get(code)
            return _as_figure("", "", tier.threshold, 8) if isinstance(tier, Tier) else None
        case TargetPlace(unit, indicator, when):
            target = workbook.tables["targets"].get(f"{unit}/{indicator}/{when}")
            if not isinstance(target, Target):
                return None
            mult = indicator_of(workbook, indicator).mult
            return replace(_as_figure(unit, indicator, target.value, mult), qualifier=target.qualifier)
        case WeightPlace(method, code):
            placed = workbook.tables["placed"].get(f"{method}/{code}")
            if not isinstance(placed, TreeNode):
                return None
            weight = _as_figure("", "", placed.weight, 0)
            return replace(weight, decimals=max(weight.decimals, 1))


def standing_at(workbook: Workbook, place: FigurePlace) -> FigurePlace:
    """The present place of a figure: in its newest release, where it has left the release of the place."""
    return counting_at(workbook, place) if figure_at(workbook, place) is None else place


def counting_at(workbook: Workbook, place: FigurePlace) -> FigurePlace:
    """The place of the newest figure in the period of a place; the place itself without one."""
    newest = workbook.series(place.unit, place.indicator).at(place.period)
    return FigurePlace(*newest.key) if newest else place


def cell_at(workbook: Workbook, place: Place, *, chinese: bool = True) -> Cell:
    """The cell for typing at a place; `chinese` says whether it can show 亿 and 万, or bn and k."""
    present = figure_at(workbook, place)
    if isinstance(place, TierPlace):
        return Cell("", Indicator("threshold", "", measure="CNY", mult=8), "2000", present=present, chinese=chinese)
    if isinstance(place, WeightPlace):
        return Cell("", Indicator("weight", ""), "2000", present=present)
    indicator = indicator_of(workbook, place.indicator)
    if isinstance(place, TargetPlace):
        return Cell(place.unit, indicator, "2000", present=present, chinese=chinese)
    series = workbook.series(place.unit, place.indicator)
    earlier = series.known(before=place.period)
    previous = earlier[-1] if earlier else None
    published = any(release.source or release.vintage for release in series.vintages(place.period))
    return Cell(place.unit, indicator, place.period, place.vintage, present, previous, chinese, published)


def figure_edit(workbook: Workbook, place: FigurePlace, figure: Figure, today: str = "") -> SetFigure | CompositeEdit:
    """The edit that replaces the figure of a place; releases with another date stay.

    The user's own figure stands beside them and counts until a newer release replaces it. A figure without a date but
    with a source, or with the letter A, is then a release of `today`, and so is any figure beside a published one
    without a date. Raises BadFigure where an older release is typed over, or `today` is needed and missing.
    """
    before = figure_at(workbook, place)
    beside = workbook.series(place.unit, place.indicator).vintages(place.period)
    dated = [release.vintage for release in beside if release.vintage]
    own = beside[-1] if beside and beside[-1].is_own else None
    if before and before.vintage and not figure.vintage and (own or before.vintage != dated[-1]):
        raise BadFigure(
            "{period} has a newer figure: type over that one, or paste this release with its date to correct it.",
            period=place.period,
        )
    is_other = before is None or before.key != figure.key or before.is_own
    if dated and is_other and not figure.vintage and not (figure.is_own and beside[0].vintage):
        if not today:
            raise BadFigure(
                "{period} has releases: name the date of this one, as in {period}@2025-03.", period=place.period
            )
        figure = replace(figure, vintage=today)
    present = workbook.figure(figure.key)
    edit = SetFigure(present, figure)
    is_newest = figure.vintage > max(dated, default="")
    removal = [SetFigure(own, None)] if own and own.key != figure.key and is_newest else []
    shown = present or before
    if not removal and shown == present:
        return edit
    title = str(SetFigure(replace(shown, vintage=figure.vintage), figure)) if shown else str(edit)
    return CompositeEdit(title, (*removal, edit))


def typed(workbook: Workbook, place: Place, text: str, *, chinese: bool = True, today: str = "") -> Edit:
    """The edit of a typed text at a place; `today` as in `figure_edit`. Raises BadFigure or BadEntry."""
    present = figure_at(workbook, place)
    offered = {number_text(present), number_text(present, plain=True)} - {""} if present else set()
    figure = figure_from_text(text, cell_at(workbook, place, chinese=chinese))
    if isinstance(place, FigurePlace):
        return figure_edit(workbook, place, present if present and text.strip() in offered else figure, today)
    if figure.value is None:
        raise BadFigure("This cannot be missing: type a number.")
    if isinstance(place, TierPlace):
        before = workbook.tables["tiers"][place.code]
        if figure.value <= 0:
            raise BadFigure("A tier begins above 0: type a positive threshold.")
        assert isinstance(before, Tier)  # noqa: S101 - the table holds nothing else
        return SetEntry("tiers", before, replace(before, threshold=figure.value))
    if isinstance(place, WeightPlace):
        placed = workbook.tables["placed"][f"{place.method}/{place.code}"]
        if figure.value < 0:
            raise BadFigure("A weight must be 0 or more.")
        assert isinstance(placed, TreeNode)  # noqa: S101 - the table holds nothing else
        return SetEntry("placed", placed, replace(placed, weight=figure.value))
    return _target_edit(workbook, place, figure)


def step_number(workbook: Workbook, place: Place, steps: int) -> Edit:
    """The edit that moves a figure by `steps` of its last printed digit. Raises BadFigure without a number."""
    figure = figure_at(workbook, place)
    if figure is None or figure.value is None:
        raise BadFigure("There is no number to step: type one.")
    moved = figure.value + steps * 10.0 ** (figure.mult - figure.decimals)
    step, decimals = step_and_decimals(figure.mult, figure.decimals)
    text = f"{figure.qualifier} {moved / 10.0**step:.{decimals}f}{_scale_word(step)}"
    if isinstance(place, FigurePlace):
        changed = figure_from_text(text, cell_at(workbook, place))
        is_own = not (figure.source or figure.vintage)
        return figure_edit(workbook, place, replace(changed, status=figure.status) if is_own else changed)
    return typed(workbook, place, text)


def cycle_status(workbook: Workbook, place: Place) -> Edit:
    """The edit that gives a figure the next status letter. Raises BadFigure without a number."""
    figure = _figure(workbook, place)
    if figure.value is None:
        raise BadFigure("A missing value needs one of the letters L, M, O or Q: type one, or a number.")
    beside = workbook.series(*figure.series).vintages(figure.period)
    letters = "".join(letter for letter in CYCLE if letter in OWN) if figure.is_own and len(beside) > 1 else CYCLE
    after = letters[(letters.find(figure.status) + 1) % len(letters)]
    return SetFigure(figure, replace(figure, status=after))


def set_note(workbook: Workbook, place: Place, note: str) -> Edit:
    """The edit that gives a figure a note. Raises BadFigure where it is too long."""
    figure = _figure(workbook, place)
    if len(note.strip()) > LONGEST_NOTE:
        raise BadFigure("The note is longer than {longest_note} characters: shorten it.", longest_note=LONGEST_NOTE)
    return SetFigure(figure, replace(figure, note=note.strip()))


def set_source(workbook: Workbook, place: Place, text: str, today: str = "") -> Edit:
    """The edit that gives a figure a source, by its code or title; an unknown title becomes a new source.

    Beside releases with dates the user's own figure becomes the release of `today`.
    """
    figure = _figure(workbook, place)
    source, known = source_of(workbook, text)
    after = replace(figure, source=source.code if source else "")
    edit = figure_edit(workbook, FigurePlace(*figure.key), after, today)
    if source is None or known:
        return edit
    return CompositeEdit(str(edit), (SetEntry("sources", None, source), *single_edits(edit)))


def source_of(workbook: Workbook, text: str) -> tuple[Source | None, bool]:
    """The source with this code or title, and whether the workbook knows it; null for an empty text."""
    name = text.strip()
    if not name:
        return None, False
    for source in workbook.sources.values():
        if name in (source.code, source.title):
            return source, True
    code = re.sub(r"\W+", "_", name.casefold()).strip("_")[:40] or "source"
    number = 1
    while (fresh := code if number == 1 else f"{code}_{number}") in workbook.sources:
        number += 1
    return Source(fresh, name), False


def missing(workbook: Workbook, place: Place) -> Edit:
    """The edit that marks a figure as missing."""
    if not isinstance(place, FigurePlace):
        raise BadEntry("Only a figure can be missing.")
    return typed(workbook, place, "O")


def initial_text(workbook: Workbook, place: Place, *, plain: bool = False) -> str:
    """The present number, with which editing begins: unchanged, it changes nothing."""
    figure = figure_at(workbook, place)
    return number_text(figure, plain=plain) if figure else ""


def _target_edit(workbook: Workbook, place: TargetPlace, figure: Figure) -> Edit:
    assert figure.value is not None  # noqa: S101 - checked by the caller
    before = workbook.tables["targets"].get(f"{place.unit}/{place.indicator}/{place.period}")
    after = Target(place.unit, place.indicator, place.period, figure.value, figure.qualifier, note=figure.note)
    if isinstance(before, Target) and not figure.note:
        after = replace(after, note=before.note)
    return SetEntry("targets", before, after)


def _figure(workbook: Workbook, place: Place) -> Figure:
    figure = figure_at(workbook, standing_at(workbook, place)) if isinstance(place, FigurePlace) else None
    if figure is None:
        raise BadEntry("There is no figure here: type one first.")
    return figure


def _as_figure(unit: str, indicator: str, value: float, mult: int) -> Figure:
    plainest = printed_number(value, mult, 0)
    return Figure(unit, indicator, "2000", value=value, mult=mult, decimals=len(plainest.partition(".")[2]))


def _scale_word(mult: int) -> str:
    return STEPS[mult] if mult else "元"
