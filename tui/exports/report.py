"""The report on a workbook: one HTML page that needs nothing else, the same for the same workbook byte by byte."""

import platform
from collections.abc import Iterator, Mapping
from hashlib import sha256
from importlib.metadata import version

from core.derive.claim_table import ClaimRow
from core.method.document import document
from core.method.document_text import toml_text
from core.method.errors import MethodError
from core.method.run import Failure, Scored
from core.robustness.band import quick_study
from core.robustness.outcome import Outcome, outcome
from core.robustness.settings import UncertaintySettings
from core.words import gettext
from core.workbook.workbook import Workbook
from data.store import Store
from tui.cli.exchange import csv_text
from tui.exports.chart import index_svg
from tui.exports.html_page import html_page
from tui.exports.markup import as_html, escaped, escaped_lines
from tui.exports.report_figures import figures_used
from tui.exports.report_summary import summary
from tui.exports.score_chart import score_svg
from tui.grid.sheet import Sheet, SheetRow
from tui.grid.table import Cell, Column
from tui.grid.wording import Wording
from tui.results.sheet import looked_at, named, score_sheet
from tui.robustness.sheet import trust_sheet
from tui.tables.method_sections import rank_sections, weight_sections
from tui.tables.query import QueryContext
from tui.tables.reading import sections_of
from tui.tables.records import figure_records
from tui.tables.registry import table
from tui.tables.sections import Section, claim_section, index_section

MOST_CELLS = 1 << 16
"""Up to so many figures of a method its intervals are computed for a report."""
PACKAGES = ("jingdex", "polars", "numpy", "scipy")


def report(seen: QueryContext, file: Store) -> str:
    """What matters first, then index, results, clusters, trends, claims, sources and what is needed to repeat them.

    A group without any content is left out.
    """
    title, word = seen.wording.name(seen.workbook.about), seen.wording.word
    groups = [
        ("Index", _indices(seen)),
        ("Results", _results(seen)),
        *((name.capitalize(), map(_third, sections_of(name, seen))) for name in ("clusters", "trends")),
        ("Claims", [_third(claim_section(_failing_first(seen), seen.wording))]),
        *((name.capitalize(), map(_third, sections_of(name, seen))) for name in ("sources",)),
        ("Methods", _documents(seen.workbook, seen.wording)),
        ("Figures", _figures(seen)),
    ]
    parts = [f"<h1>{escaped(title)}</h1>", summary(seen), *(_group(word(name), list(some)) for name, some in groups)]
    parts = [part for part in parts if part]
    digest = sha256("\n".join(parts).encode()).hexdigest()
    body = "\n".join((*parts, as_html(made_of(seen, file, _own(seen, digest))), _repeat(seen)))
    return html_page(title, seen.language, body)


def _group(title: str, parts: list[str]) -> str:
    """The parts that have content under one heading of the second level; nothing where none has."""
    kept = [part for part in parts if part]
    return "\n".join([f"<h2>{escaped(title)}</h2>", *kept]) if kept else ""


def _third(section: Section) -> str:
    """A section below a heading of the second level, which says the kind of thing already."""
    _, dot, name = section.title.partition(" · ")
    return as_html(section._replace(title=name if dot else ""), 3)


def _indices(seen: QueryContext) -> Iterator[str]:
    for history in seen.derived.indices:
        section = index_section(history, seen.wording)
        table = as_html(section._replace(title="", told=""), 3)
        name, told = escaped(seen.wording.name(history.indicator)), escaped(section.told)
        yield f"<h3>{name}</h3>\n<p>{told}</p>\n{index_svg(history, seen.wording)}{table}"


def _failing_first(seen: QueryContext) -> tuple[ClaimRow, ...]:
    order = ("fails", "undetermined", "holds")
    return tuple(sorted(seen.derived.claims, key=lambda row: order.index(row.verdict)))


def method_sections(workbook: Workbook, wording: Wording) -> list[Section]:
    """The document of each method, one line a row."""
    return [
        Section(
            wording.name(method), Sheet((Column("TOML", 60),), [SheetRow(str(n), (Cell(line),)) for n, line in lines])
        )
        for code, method in workbook.methods.items()
        for lines in [list(enumerate(toml_text(document(workbook, code)).splitlines()))]
    ]


def _results(seen: QueryContext) -> Iterator[str]:
    """Each method with its scores and how sure they are; one that cannot be computed says why."""
    for code, method in seen.workbook.methods.items():
        result = seen.derived.methods[code]
        yield f"<h3>{escaped(seen.wording.name(method))}</h3>"
        if isinstance(result, Failure):
            told = f"{seen.wording.word('cannot be computed')}: {result.sentence}"
            yield f'<p class="bad">{escaped(told)}</p>'
            continue
        if result.nodes:
            yield from _scores(seen, result)
        several = result.frame["unit"].n_unique() > 1 and result.frame["period"].n_unique() > 1
        ranks = rank_sections(result, seen) if several else []
        for kind, sections in (("ranks", ranks), ("weights", weight_sections(result, seen))):
            yield from (as_html(section._replace(title=seen.wording.word(kind)), 4) for section in sections)


def _scores(seen: QueryContext, result: Scored) -> Iterator[str]:
    """The chart and the tables of each root, with the quick band of the screen around those of the first."""
    found, told = _band(seen, result)
    for root in (root for root in result.tree.roots if root in result.nodes):
        looked = looked_at(result, seen.workbook, seen.wording, node=root)
        known = found if found is not None and found.node == root else None
        name = f"{named(result, root, looked)} · {looked.period}"
        yield f"<p>{escaped(name)}</p>"
        yield score_svg(result, looked, known)
        bands = known.intervals(looked.period) if known else None
        yield as_html(Section(seen.wording.word("scores"), score_sheet(result, looked, bands=bands)), 4)
        if known:
            yield as_html(Section(seen.wording.word("Robustness"), trust_sheet(result, known, looked), told), 4)
        elif told:
            yield f"<p>{escaped(told)}</p>"


def _band(seen: QueryContext, result: Scored) -> tuple[Outcome | None, str]:
    """The band of the first node where it is cheap, from its usual seed, and how it was made; else why not."""
    if result.frame.height * len(result.tree.parents) > MOST_CELLS:
        return None, seen.wording.word("no intervals: too many figures for a report; run `jingdex uncertainty`")
    try:
        found = outcome(quick_study(result, seen.workbook))
    except MethodError as error:
        return None, str(error)
    return found, gettext(
        "{runs} runs, seed {seed}: {names}, ± 25 %", runs=found.runs, seed=found.seed, names=", ".join(found.names)
    )


def _documents(workbook: Workbook, wording: Wording) -> Iterator[str]:
    for code, method in workbook.methods.items():
        text = "\n".join(escaped(line) for line in toml_text(document(workbook, code)).splitlines())
        yield f"<h3>{escaped(wording.name(method))}</h3>\n<details><summary>TOML</summary><pre>{text}</pre></details>"


def _figures(seen: QueryContext) -> Iterator[str]:
    """Every figure that the results rest on, with all its digits and flags, as CSV that can be imported."""
    used = figures_used(seen.workbook, seen.derived)
    records = [
        record
        for record in figure_records(seen.workbook, seen.language)
        if tuple(str(record[name] or "") for name in ("unit", "indicator", "period", "vintage")) in used
    ]
    columns = [name for name in table("figures").keys if any(record[name] not in (None, "") for record in records)]
    told = f"{len(records):,} {seen.wording.word('figures that the results rest on')}"
    if records:
        text = escaped_lines(csv_text(columns, records))
        yield f"<details><summary>{escaped(told)}</summary>\n<pre>{text}</pre></details>"


def _repeat(seen: QueryContext) -> str:
    """The commands that lead from the figures and methods above to the same results."""
    methods = [f"jingdex method load repeated.jingdex {code}.toml" for code in seen.workbook.methods]
    shown = [f"jingdex show repeated.jingdex scores --method {code}" for code in seen.workbook.methods]
    lines = ["jingdex new repeated.jingdex", "jingdex import repeated.jingdex figures.csv --yes", *methods, *shown]
    told = gettext("Save the figures above as figures.csv and each method as CODE.toml. Then:")
    commands = "\n".join(map(escaped, lines))
    return f"<h2>{escaped(seen.wording.word('To repeat'))}</h2>\n<p>{told}</p>\n<pre>{commands}</pre>"


def made_of(seen: QueryContext, file: Store, more: Mapping[str, str]) -> Section:
    """What is needed to make a page again: the last edit and its seal, more of the page's own, and versions."""
    last = seen.steps[-1] if seen.steps else file.newest()
    told = {
        gettext("last edit"): f"{last.number}, {last.time}",
        "seal of the trail (SHA-256)": file.seal(last.number),
        **more,
        "Python": platform.python_version(),
        **{name: version(name) for name in PACKAGES},
    }
    rows = [SheetRow(name, (Cell(name), Cell(text))) for name, text in told.items()]
    return Section(seen.wording.word("Made of"), Sheet((Column("", 30), Column("", 60)), rows))


def _own(seen: QueryContext, digest: str) -> dict[str, str]:
    """What a report adds to what it is made of."""
    return {
        "fingerprint of this page above (SHA-256)": digest,
        "methods": ", ".join(seen.workbook.methods) or "none",
        gettext("seed of the quasi-random points"): str(UncertaintySettings().seed),
    }
