"""The report on a workbook: one HTML page that needs nothing else, the same for the same workbook byte by byte."""

import platform
from collections.abc import Iterator, Mapping
from hashlib import sha256
from importlib.metadata import version

from core.derive.derive import Derived
from core.method.document import document_of, listed
from core.method.document_text import toml_text
from core.method.errors import MethodError
from core.method.run import Failure, Scored
from core.robustness.band import quick_study
from core.robustness.outcome import Outcome, outcome
from core.robustness.settings import UncertaintySettings
from core.words import gettext, in_words, labelled
from core.workbook.figure import Figure, SeriesKey
from core.workbook.workbook import Workbook
from data.store import Store
from tui.cli.exchange import csv_text
from tui.exports.chart import index_svg
from tui.exports.report_summary import summary
from tui.exports.score_chart import score_svg
from tui.grid.sheet import Sheet, SheetRow
from tui.grid.table import Cell, Column
from tui.grid.wording import Wording
from tui.index.sheet import index_name
from tui.results.sheet import score_sheet
from tui.robustness.sheet import trust_sheet
from tui.tables.catalogue.figures import figure_records
from tui.tables.markup import as_html, escaped, escaped_lines, html_page
from tui.tables.method_tables import rank_sections, weight_sections
from tui.tables.query import QueryContext
from tui.tables.reading import sections_of
from tui.tables.registry import table
from tui.tables.sections import Section, claim_section, index_section
from tui.workspace.result_view import ResultView

MOST_CELLS = 1 << 16
"""Up to so many figures of a method its intervals are computed for a report."""
VERDICTS = ("fails", "undetermined", "holds")
PACKAGES = ("jingdex", "polars", "numpy", "scipy")


def report(query: QueryContext, file: Store) -> str:
    """What matters first, then index, results, clusters, trends, claims, sources and what is needed to repeat them.

    A group without any content is left out.
    """
    title, word = query.wording.name(query.workbook.about), query.wording.word
    claims = sorted(query.derived.claims, key=lambda row: VERDICTS.index(row.verdict))
    groups = [
        ("Index", _indices(query)),
        ("Results", _results(query)),
        *((name.capitalize(), map(_third, sections_of(name, query))) for name in ("clusters", "trends")),
        ("Claims", [_third(claim_section(tuple(claims), query.wording))]),
        ("Sources", map(_third, sections_of("sources", query))),
        ("Methods", _documents(query.workbook, query.wording)),
        ("Figures", _figures(query)),
    ]
    parts = [
        f"<h1>{escaped(title)}</h1>",
        summary(query),
        *(_group(word(name), list(members)) for name, members in groups),
    ]
    parts = [part for part in parts if part]
    digest = sha256("\n".join(parts).encode()).hexdigest()
    body = "\n".join((*parts, as_html(made_of(query, file, _own(query, digest))), _repeat(query)))
    return html_page(title, query.language, body)


def _group(title: str, parts: list[str]) -> str:
    """The parts that have content under one heading of the second level; nothing where none has."""
    sections = [part for part in parts if part]
    return "\n".join([f"<h2>{escaped(title)}</h2>", *sections]) if sections else ""


def _third(section: Section) -> str:
    """A section below a heading of the second level, which says the kind of thing already."""
    _, dot, name = section.title.partition(" · ")
    return as_html(section._replace(title=name if dot else ""), 3)


def _indices(query: QueryContext) -> Iterator[str]:
    for history in query.derived.indices:
        section = index_section(history, query.wording)
        table = as_html(section._replace(title="", note=""), 3)
        name, note = escaped(index_name(history, query.wording)), escaped(section.note)
        yield f"<h3>{name}</h3>\n<p>{note}</p>\n{index_svg(history, query.wording)}{table}"


def method_sections(workbook: Workbook, wording: Wording) -> list[Section]:
    """The document of each method, one line a row."""
    return [
        Section(
            wording.name(method), Sheet((Column("TOML", 60),), [SheetRow(str(n), (Cell(line),)) for n, line in lines])
        )
        for code, method in workbook.methods.items()
        for lines in [list(enumerate(toml_text(document_of(workbook, code)).splitlines()))]
    ]


def _results(query: QueryContext) -> Iterator[str]:
    """Each method with its scores and how sure they are; one that cannot be computed says why."""
    for code, method in query.workbook.methods.items():
        result = query.derived.methods[code]
        yield f"<h3>{escaped(query.wording.name(method))}</h3>"
        if isinstance(result, Failure):
            note = labelled(query.wording.word("cannot be computed"), result.sentence)
            yield f'<p class="bad">{escaped(note)}</p>'
            continue
        if result.nodes:
            yield from _scores(query, result)
        several = result.frame["unit"].n_unique() > 1 and result.frame["period"].n_unique() > 1
        ranks = rank_sections(result, query) if several else []
        for kind, sections in (("ranks", ranks), ("weights", weight_sections(result, query))):
            yield from (as_html(section._replace(title=query.wording.word(kind)), 4) for section in sections)


def _scores(query: QueryContext, result: Scored) -> Iterator[str]:
    """The chart and the tables of each root, with the quick band of the screen around those of the first."""
    band, note = _band(query, result)
    for root in (root for root in result.tree.roots if root in result.nodes):
        view = ResultView.of(result, query.workbook, query.wording, node=root)
        known = band if band is not None and band.node == root else None
        name = f"{view.code_name(root)} · {query.wording.period(view.period)}"
        yield f"<p>{escaped(name)}</p>"
        yield score_svg(view, known)
        bands = known.intervals(view.period) if known else None
        yield as_html(Section(query.wording.word("scores"), score_sheet(view, bands=bands)), 4)
        if known:
            yield as_html(Section(query.wording.word("Robustness"), trust_sheet(known, view), note), 4)
        elif note:
            yield f"<p>{escaped(note)}</p>"


def _band(query: QueryContext, result: Scored) -> tuple[Outcome | None, str]:
    """The band of the first node where it is cheap, from its usual seed, and how it was made; else why not."""
    if result.frame.height * len(result.tree.parents) > MOST_CELLS:
        return None, query.wording.word("no intervals: too many figures for a report; run `jingdex uncertainty`")
    try:
        runs = outcome(quick_study(result, query.workbook))
    except MethodError as error:
        return None, str(error)
    return runs, gettext(
        "{runs} runs, seed {seed}: {names}, ± 25 %",
        runs=runs.runs,
        seed=runs.seed,
        names=in_words(map(gettext, runs.names)),
    )


def _documents(workbook: Workbook, wording: Wording) -> Iterator[str]:
    for code, method in workbook.methods.items():
        text = "\n".join(escaped(line) for line in toml_text(document_of(workbook, code)).splitlines())
        yield f"<h3>{escaped(wording.name(method))}</h3>\n<details><summary>TOML</summary><pre>{text}</pre></details>"


def _figures(query: QueryContext) -> Iterator[str]:
    """Every figure that the results depend on, with all its digits and flags, as CSV that can be imported."""
    used = figures_used(query.workbook, query.derived)
    records = [
        record
        for record in figure_records(query.workbook, query.language)
        if tuple(str(record[name] or "") for name in ("unit", "indicator", "period", "vintage")) in used
    ]
    columns = [name for name in table("figures").keys if any(record[name] not in (None, "") for record in records)]
    note = f"{len(records):,} {query.wording.word('figures that the results use')}"
    if records:
        text = escaped_lines(csv_text(columns, records))
        yield f"<details><summary>{escaped(note)}</summary>\n<pre>{text}</pre></details>"


def _repeat(query: QueryContext) -> str:
    """The commands that lead from the figures and methods above to the same results."""
    methods = [f"jingdex method load repeated.jingdex {code}.toml" for code in query.workbook.methods]
    shown = [f"jingdex show repeated.jingdex scores --method {code}" for code in query.workbook.methods]
    lines = ["jingdex new repeated.jingdex", "jingdex import repeated.jingdex figures.csv --yes", *methods, *shown]
    note = gettext("Save the figures above as figures.csv and each method as CODE.toml. Then:")
    commands = "\n".join(map(escaped, lines))
    return f"<h2>{escaped(query.wording.word('To repeat'))}</h2>\n<p>{note}</p>\n<pre>{commands}</pre>"


def made_of(query: QueryContext, file: Store, more: Mapping[str, str]) -> Section:
    """What is needed to make a page again: the last edit and its seal, more of the page's own, and versions."""
    last = query.steps[-1] if query.steps else file.newest()
    facts = {
        gettext("last edit"): f"{last.number}, {last.time}",
        gettext("seal of the trail (SHA-256)"): file.seal(last.number),
        **more,
        "Python": platform.python_version(),
        **{name: version(name) for name in PACKAGES},
    }
    rows = [SheetRow(name, (Cell(name), Cell(text))) for name, text in facts.items()]
    return Section(query.wording.word("Made of"), Sheet((Column("", 30), Column("", 60)), rows))


def _own(query: QueryContext, digest: str) -> dict[str, str]:
    """What a report adds to what it is made of."""
    return {
        gettext("fingerprint of this page above (SHA-256)"): digest,
        gettext("methods"): in_words(query.workbook.methods) or gettext("none"),
        gettext("seed of the quasi-random points"): str(UncertaintySettings().seed),
    }


def figures_used(workbook: Workbook, derived: Derived) -> set[tuple[str, str, str, str]]:
    """The keys (unit, indicator, period, vintage) of every figure that a table, a claim or a method reads.

    Of the series that a method reads those of its own units and periods count, where it names any, and of a
    denominator every period, as the newest may be taken.
    """
    sections = _series_read(derived)
    narrow = [_reads_of_method(workbook, code) for code in workbook.methods]
    used = set()
    codes = {code for _, _, indicators, denominators in narrow for code in indicators | denominators}
    for key in workbook.figures:
        if key in sections or key[1] in codes:
            series = workbook.figures[key]
            used |= {
                figure.key for figure in series if key in sections or any(_is_read(figure, *reads) for reads in narrow)
            }
    return used


def _series_read(derived: Derived) -> set[SeriesKey]:
    """The series that clusters, indices, trends and claims are made of."""
    keys = {key for table in derived.clusters.values() for row in table.rows for key in row.reads}
    keys.update(*(history.reads for history in derived.indices), *(claim.reads for claim in derived.claims))
    keys.update(*(row.reads for block in derived.trends for row in block.rows))
    return keys


def _reads_of_method(workbook: Workbook, code: str) -> tuple[set[str], set[str], set[str], set[str]]:
    """Units, periods, indicators and denominators of a method; empty units or periods stand for all."""
    content = document_of(workbook, code)
    indicators = {node.code for node in content.placed}
    return set(listed(content.method.units)), set(listed(content.method.periods)), indicators, set(content.denominators)


def _is_read(figure: Figure, units: set[str], periods: set[str], indicators: set[str], denominators: set[str]) -> bool:
    if units and figure.unit not in units:
        return False
    return figure.indicator in denominators or (
        figure.indicator in indicators and (not periods or figure.period in periods)
    )
