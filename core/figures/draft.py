"""A draft of a workbook in which many cells are written one by one, and the one edit that comes of it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

from core.errors import BadEntry, BadFigure, JingdexError
from core.frozen import frozen
from core.words import gettext
from core.workbook.edit import FEW, CompositeEdit, SetEntry, SetFigure, block_edit, cell_edits
from core.workbook.entries import Source
from core.workbook.figure import Figure, FigureKey, Series, SeriesKey
from core.workbook.figure_frame import frame_of
from core.workbook.figure_store import Figures
from core.workbook.figure_text import LONGEST_NOTE, figure_from_text
from core.workbook.status import STATUSES, WITHOUT_VALUE
from core.workbook.typed_edit import FigurePlace, cell_at, figure_at, figure_edit, source_of
from core.workbook.workbook import Workbook

Part: TypeAlias = Literal["unit", "indicator", "period", "vintage", "value", "status", "source", "note"]


@frozen
class Refusal:
    """A cell that could not be written: where, and why."""

    place: FigurePlace | None
    part: Part
    why: str
    row: int = 0


@dataclass(slots=True)
class Draft:
    """`present` is the workbook with all that was written so far; `refused` holds what could not be written.

    `chinese` says whether cells show 亿 and 万, or bn and k. `today` is the release of a figure that gets a
    source and no date while it has dated releases beside it.
    """

    workbook: Workbook
    chinese: bool = True
    today: str = ""
    refused: list[Refusal] = field(default_factory=list)
    sources: dict[str, Source] = field(default_factory=dict)
    present: Workbook = field(init=False)
    _changed: dict[SeriesKey, Series] = field(init=False, default_factory=dict)
    _before: dict[FigureKey, Figure | None] = field(init=False, default_factory=dict)
    _moved: dict[FigurePlace, FigurePlace] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Begin with the workbook as it is."""
        self.present = replace(self.workbook, figures=_DraftFigures(self._changed, self.workbook.figures), moved=None)

    @property
    def count(self) -> int:
        """How many figures differ from the workbook."""
        return sum(after is not None for _, after in self._pairs())

    def write(self, place: FigurePlace, part: Part, text: str, row: int = 0, *, of_release: bool = False) -> None:
        """Write a text into a part of a figure, or record the refusal under `row`.

        A value that replaces another has no release, unless it is `of_release`: then it keeps the release of the place.
        """
        now = self.now_at(place)

        def make() -> Figure:
            figure = WRITERS[part](self, now, text)
            return replace(figure, vintage=place.vintage) if of_release else figure

        self.put(place, part, make, row)

    def now_at(self, place: FigurePlace) -> FigurePlace:
        """The current place of a figure: a value typed over a release has no release."""
        return self._moved.get(place, place)

    def put(self, place: FigurePlace, part: Part, make: Callable[[], Figure], row: int = 0) -> None:
        """Replace a figure by the result of `make`, or record the refusal."""
        try:
            figure = make()
            edit = figure_edit(self.present, self.now_at(place), figure, self.today)
        except JingdexError as error:
            self.refused.append(Refusal(place, part, str(error), row))
            return
        for change in cell_edits(edit):
            if isinstance(change, SetFigure) and change.before != change.after:
                self._before.setdefault(change.key, change.before)
                series = self.present.series(*figure.series)
                self._changed[figure.series] = series.with_changes({change.key: change.after})
        self._moved[place] = FigurePlace(*figure.key)

    def source(self, text: str) -> str:
        """The code of a source by its code or title; an unknown title is added as a source."""
        name = text.strip()
        if name in self.sources:
            return self.sources[name].code
        known = replace(self.workbook, tables={**self.workbook.tables, "sources": self._all_sources()})
        source, is_known = source_of(known, name)
        if source is None:
            return ""
        if not is_known:
            self.sources[name] = source
        return source.code

    def edit(self, title: str) -> CompositeEdit | None:
        """The one edit from the workbook to the draft; null where nothing would change."""
        pairs = self._pairs()
        if not pairs:
            return None
        entries = [SetEntry("sources", None, source) for source in self.sources.values()]
        if len(pairs) <= FEW:
            return CompositeEdit(title, (*entries, *(SetFigure(before, after) for before, after in pairs)))

        added = frame_of(after for _, after in pairs if after)
        removed = frame_of(before for before, after in pairs if before and not after)
        return CompositeEdit(title, (*entries, block_edit(self.workbook, title, added, removed)))

    def _pairs(self) -> list[tuple[Figure | None, Figure | None]]:
        """The figures that differ from the workbook, before and after."""
        now = ((before, self.present.figure(key)) for key, before in self._before.items())
        return [(before, after) for before, after in now if before != after]

    def _all_sources(self) -> dict[str, Source]:
        return {**self.workbook.sources, **{source.code: source for source in self.sources.values()}}


class _DraftFigures(Figures):
    """The series written so far over those of the workbook, without a copy of either."""

    def __init__(self, changed: dict[SeriesKey, Series], under: Figures) -> None:
        super().__init__()
        self._over, self._under = changed, under

    def __getitem__(self, key: SeriesKey) -> Series:
        return self._over[key] if key in self._over else self._under[key]

    def __contains__(self, key: object) -> bool:
        return key in self._over or key in self._under

    def __iter__(self) -> Iterator[SeriesKey]:
        return iter(dict.fromkeys((*self._under, *self._over)))

    def __len__(self) -> int:
        return len(self._under) + sum(key not in self._under for key in self._over)


def _value(draft: Draft, place: FigurePlace, text: str) -> Figure:
    """A figure as it is typed."""
    return figure_from_text(text, cell_at(draft.present, place, chinese=draft.chinese))


def _status(draft: Draft, place: FigurePlace, text: str) -> Figure:
    figure = _figure(draft, place)
    letter = text.strip()[:1].upper()
    if letter not in STATUSES:
        raise BadFigure(
            "“{text}” is not a status letter: use one of {statuses}.", text=text.strip(), statuses=" ".join(STATUSES)
        )
    if figure.value is not None and letter in WITHOUT_VALUE:
        raise BadFigure(
            "{letter} means “{statuses}”, which cannot stand with a number: type it as the value.",
            letter=letter,
            statuses=gettext(STATUSES[letter]),
        )
    if figure.value is None and letter not in WITHOUT_VALUE:
        raise BadFigure("A missing value needs one of the letters L, M, O or Q: use one, or type a number first.")
    return replace(figure, status=letter)


def _source(draft: Draft, place: FigurePlace, text: str) -> Figure:
    return replace(_figure(draft, place), source=draft.source(text))


def _note(draft: Draft, place: FigurePlace, text: str) -> Figure:
    if len(text.strip()) > LONGEST_NOTE:
        raise BadFigure("The note is longer than {longest_note} characters: shorten it.", longest_note=LONGEST_NOTE)
    return replace(_figure(draft, place), note=text.strip())


def _refuse_key(_: Draft, __: FigurePlace, text: str) -> Figure:
    raise BadEntry(
        "“{text}” cannot go here: a figure is found by its unit, indicator, period and release.", text=text.strip()
    )


def _figure(draft: Draft, place: FigurePlace) -> Figure:
    figure = figure_at(draft.present, place)
    if figure is None:
        raise BadEntry("There is no figure here: type one first.")
    return figure


WRITERS: dict[Part, Callable[[Draft, FigurePlace, str], Figure]] = {
    "unit": _refuse_key,
    "indicator": _refuse_key,
    "period": _refuse_key,
    "vintage": _refuse_key,
    "value": _value,
    "status": _status,
    "source": _source,
    "note": _note,
}
"""What a text does in each part of a figure."""
