"""Whether the headers of figures are units or indicators: known names decide, else the person is asked."""

from collections.abc import Collection, Iterable, Iterator, Sequence

from core.importing.finding import Finding
from core.importing.headers import HEADERS, header_of
from core.importing.layout import Layout
from core.importing.names import normal
from core.importing.table import ForeignTable
from core.words import gettext, in_words
from core.workbook.entry import Named
from core.workbook.measures import named_measure

MOSTLY = 0.6
SHOWN, LOOKED_AT = 3, 200


def names_of(entries: Iterable[Named]) -> frozenset[str]:
    """Codes and names of entries in the form in which names are compared."""
    names = {normal(text) for entry in entries for text in (entry.code, entry.name_en, entry.name_zh)}
    return frozenset(names - {""})


def headed_as_known(table: ForeignTable, layout: Layout, units: Collection[str], indicators: Collection[str]) -> Layout:
    """The layout with headers as units where most are known units, or the rows name measures; or the reverse."""
    if layout.across == "indicator" and layout.of("unit") in table.columns:
        rows = table.frame[layout.of("unit")].drop_nulls().unique(maintain_order=True).head(LOOKED_AT).to_list()
        measured = [text for text in rows if named_measure(text)[1]]
        if _mostly(layout.values, units) or _mostly(rows, indicators) or len(measured) > MOSTLY * len(rows):
            return layout.headed("units")
    if layout.across == "unit" and _mostly(layout.values, indicators):
        return layout.headed("indicators")
    return layout


def doubts(
    table: ForeignTable, layout: Layout, units: Collection[str], indicators: Collection[str]
) -> Iterator[Finding]:
    """A doubt where headers are read as indicators and rows as units by no header, measure or known name."""
    column = layout.of("unit")
    if layout.across != "indicator" or column not in table.columns or header_of(column) in HEADERS["unit"]:
        return
    rows = table.frame[column].drop_nulls().unique(maintain_order=True).head(LOOKED_AT).to_list()
    is_said = any(named_measure(name)[1] for name in layout.values)
    if not is_said and not _mostly(rows, units) and not _mostly(layout.values, indicators):
        read = gettext("{values} are read as indicators, {rows} as units", values=_few(layout.values), rows=_few(rows))
        yield Finding("headers", gettext("{read}: use --columns units if it is the other way round", read=read))


def _few(names: Sequence[str]) -> str:
    return in_words(name[:40] for name in names[:SHOWN]) + (" …" if len(names) > SHOWN else "")


def _mostly(texts: Collection[str], known: Collection[str]) -> bool:
    """Whether most of the texts are known names."""
    return bool(texts) and sum(normal(text) in known for text in texts) > MOSTLY * len(texts)
