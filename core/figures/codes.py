"""The text columns of many figures coded as numbers, so that a search examines each distinct text once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, TypeAlias, get_args

import numpy as np
import polars as pl
from numpy.typing import NDArray

from core.workbook.entries import Source
from core.workbook.entry import Entry, Named
from core.workbook.figure_frame import IS_OWN
from core.workbook.period import in_time
from core.workbook.workbook import Workbook

TextColumn: TypeAlias = Literal["unit", "indicator", "period", "vintage", "status", "source", "note", "author"]
TEXT_COLUMNS: tuple[TextColumn, ...] = get_args(TextColumn)
NAMES_IN: dict[TextColumn, str] = {"unit": "units", "indicator": "indicators", "source": "sources"}
"""The columns of codes, and the tables in which their names stand."""

Mask: TypeAlias = NDArray[np.bool_]
Places: TypeAlias = NDArray[np.unsignedinteger[Any]]


@dataclass(frozen=True, eq=False, slots=True)
class Coded:
    """A column of texts: `texts` are the different texts in order, `places` has the index of the text of each row."""

    texts: pl.Series
    places: Places

    def where(self, texts: pl.Series | Mask) -> Mask:
        """For each row whether its text is among the wanted."""
        among = texts.to_numpy() if isinstance(texts, pl.Series) else texts
        mask: Mask = among.take(self.places)
        return mask


class Codes:
    """The text columns of a frame as `Coded`, and its numbers; each is made when it is first read.

    `before` are those of a frame that differs from this one in `rows` only.
    """

    def __init__(self, frame: pl.DataFrame, before: "Codes | None" = None, rows: Sequence[int] = ()) -> None:
        self.frame = frame
        self._coded: dict[TextColumn, Coded] = {}
        self._searched: dict[TextColumn, tuple[Mapping[str, Entry] | None, Coded, pl.Series]] = {}
        self._inherited: dict[TextColumn, tuple[Coded, list[int]]] = {}
        self._changed: list[int] = []
        if before is not None:
            self._inherited = {name: (coded, [*old, *rows]) for name, (coded, old) in before._inherited.items()}  # noqa: SLF001 - its own kind
            self._inherited |= {name: (coded, [*rows]) for name, coded in before._coded.items()}  # noqa: SLF001 - as above
            self._searched = dict(before._searched)  # noqa: SLF001 - as above
            if "digits" in before.__dict__:
                self.digits, self._changed = before.digits, [*before._changed, *rows]  # noqa: SLF001 - as above

    def __getitem__(self, name: TextColumn) -> Coded:
        if name not in self._coded:
            self._coded[name] = self._inherited_codes(name) or self._new_codes(name)
            self._inherited.pop(name, None)
        return self._coded[name]

    def _new_codes(self, name: TextColumn) -> Coded:
        column = self.frame[name]
        texts = column.unique().sort().cast(pl.String)
        return Coded(texts, column.cast(pl.Enum(texts)).to_physical().to_numpy())

    def _inherited_codes(self, name: TextColumn) -> Coded | None:
        """The column as it was before with the texts of the changed rows, where all of them occurred already."""
        if name not in self._inherited:
            return None
        before, rows = self._inherited[name]
        changed = self.frame[name].gather(rows).cast(pl.String)
        if not changed.is_in(before.texts.implode()).all():
            return None
        places = before.places.copy()
        places[rows] = before.texts.search_sorted(changed).to_numpy()
        return Coded(before.texts, places)

    @cached_property
    def values(self) -> NDArray[np.float64]:
        """The values, not-a-number where there is none."""
        return self.frame["value"].to_numpy()

    @cached_property
    def digits(self) -> pl.Series:
        """The values as texts of their digits, without a point, as they were before `_changed` rows changed.

        They are made chunk by chunk, as a text takes 16 bytes.
        """
        return pl.concat([_digits(chunk) for chunk in self.frame["value"].get_chunks()], rechunk=False)

    def with_digits(self, digits: str) -> Mask:
        """For each row whether its value has these digits, one after the other."""
        mask: Mask = _holding(self.digits, digits)
        if self._changed:
            mask[self._changed] = _holding(_digits(self.frame["value"][self._changed]), digits)
        return mask

    @cached_property
    def releases(self) -> NDArray[np.intp]:
        """The rank of the release of each row: by date, and after them the figures without release."""
        vintages = self["vintage"]
        is_own = self.frame.select(IS_OWN).to_series().to_numpy()
        return np.where(is_own, len(vintages.texts), vintages.places).astype(np.intp)

    @cached_property
    def times(self) -> NDArray[np.intp]:
        """The rank in time of each period."""
        texts: list[str] = self["period"].texts.to_list()
        places = np.empty(len(texts), np.intp)
        places[sorted(range(len(texts)), key=lambda at: in_time(texts[at]))] = np.arange(len(texts))
        return places

    def searched(self, name: TextColumn, workbook: Workbook) -> pl.Series:
        """The texts of a column as they are searched, with the names that the workbook has for codes, in lower case."""
        table, coded = workbook.tables[NAMES_IN[name]] if name in NAMES_IN else None, self[name]
        known = self._searched.get(name)
        if known is None or known[0] is not table or known[1].texts is not coded.texts:
            texts = coded.texts
            named = texts if table is None else pl.Series([_with_names(text, table.get(text)) for text in texts])
            known = self._searched[name] = (table, coded, searchable(named))
        return known[2]


def _digits(values: pl.Series) -> pl.Series:
    return values.cast(pl.String).str.strip_suffix(".0").str.replace(".", "", literal=True)


def _holding(digits: pl.Series, wanted: str) -> Mask:
    return digits.str.contains(wanted, literal=True).fill_null(value=False).to_numpy(writable=True)


def searchable(texts: pl.Series) -> pl.Series:
    """Texts without the full-width signs of Chinese input, in lower case."""
    return texts.cast(pl.String).str.normalize("NFKC").str.to_lowercase()


def _with_names(code: str, entry: Entry | None) -> str:
    """A code and its names, one a line."""
    if isinstance(entry, Named):
        return f"{code}\n{entry.name_en}\n{entry.name_zh}"
    return f"{code}\n{entry.title}" if isinstance(entry, Source) else code
