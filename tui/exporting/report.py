"""The report on a workbook: one HTML page that needs nothing else, the same for the same workbook byte by byte."""

import platform
from collections.abc import Iterator
from hashlib import sha256
from importlib.metadata import version

from core.method.document import document
from core.method.document_text import toml_text
from core.method.errors import MethodError
from core.method.run import Failure
from core.uncertainty.band import quick_study
from core.uncertainty.inquiry import Inquiry
from core.uncertainty.outcome import outcome
from core.workbook import Workbook
from data.file import WorkbookFile
from tui.drawing.score_sheet import looked_at
from tui.drawing.sheet import Sheet, SheetRow
from tui.drawing.table import Cell, Column
from tui.drawing.trust_sheet import trust_sheet
from tui.drawing.wording import Wording
from tui.exporting.chart import index_svg
from tui.exporting.markup import as_html, escaped, escaped_lines
from tui.subcommands.columns import COLUMNS
from tui.subcommands.exchange import csv_text
from tui.subcommands.method_sections import rank_sections, score_sections, weight_sections
from tui.subcommands.records import figure_records
from tui.subcommands.sections import Section
from tui.subcommands.show import SECTIONS, Seen

STYLE = """
body { font: 15px/1.5 sans-serif; color: #1a1a1a; max-width: 72rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; margin: .5rem 0 1.5rem; font-variant-numeric: tabular-nums; }
th { text-align: left; border-bottom: 2px solid #444; }
th, td { padding: .15rem .6rem; vertical-align: top; }
tr:nth-child(even) td { background: #f5f5f5; }
.right { text-align: right; }
.estimated { color: #8a4b00; font-style: italic; }
.good { color: #12692b; } .bad { color: #a3161a; } .dim { color: #666; }
svg { max-width: 40rem; } pre { background: #f5f5f5; padding: 1rem; overflow-x: auto; }
"""
MOST_SERIES = 5_000
"""Up to so many series every figure stands in the report; of more, those that results are made of."""
PACKAGES = ("jingdex", "polars", "numpy", "scipy")


def report(seen: Seen, file: WorkbookFile) -> str:
    """Clusters, index, trends, results, claims, methods, sources and what is needed to repeat them."""
    title = seen.wording.name(seen.workbook.about)
    parts = [
        f"<h1>{escaped(title)}</h1>",
        *(as_html(section) for section in SECTIONS["clusters"](seen)),
        *(index_svg(history, seen.wording) for history in seen.derived.indices),
        *(as_html(section) for subject in ("index", "trends") for section in SECTIONS[subject](seen)),
        *_results(seen),
        *_sure(seen),
        *(as_html(section) for subject in ("claims", "sources") for section in SECTIONS[subject](seen)),
        *_documents(seen.workbook, seen.wording),
        *_figures(seen),
    ]
    digest = sha256("\n".join(parts).encode()).hexdigest()
    body = "\n".join((*parts, as_html(_made_of(seen, file, digest)), _repeat(seen)))
    policy = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
    head = f'<meta charset="utf-8">\n{policy}\n<title>{escaped(title)}</title>\n<style>{STYLE}</style>'
    return (
        f'<!doctype html>\n<html lang="{seen.language}">\n<head>\n{head}\n</head>\n<body>\n{body}\n</body>\n</html>\n'
    )


def method_sections(workbook: Workbook, wording: Wording) -> list[Section]:
    """The document of each method, one line a row."""
    return [
        Section(
            wording.name(method), Sheet((Column("TOML", 60),), [SheetRow(str(n), (Cell(line),)) for n, line in lines])
        )
        for code, method in workbook.methods.items()
        for lines in [list(enumerate(toml_text(document(workbook, code)).splitlines()))]
    ]


def _results(seen: Seen) -> Iterator[str]:
    for code in seen.derived.methods:
        result = seen.derived.methods[code]
        if isinstance(result, Failure):
            yield f"<p>{escaped(code)}: {escaped(result.sentence)}</p>"
            continue
        for make in (score_sections, rank_sections, weight_sections):
            yield from (as_html(section) for section in make(result, seen.workbook, seen.wording))


def _documents(workbook: Workbook, wording: Wording) -> Iterator[str]:
    for code, method in workbook.methods.items():
        text = "\n".join(escaped(line) for line in toml_text(document(workbook, code)).splitlines())
        yield f"<h2>{escaped(wording.name(method))}</h2>\n<pre>{text}</pre>"


def _figures(seen: Seen) -> Iterator[str]:
    """Every figure that the results rest on, with all its digits and flags, as CSV that can be imported."""
    used = _read(seen)
    records = [
        record
        for record in figure_records(seen.workbook, seen.language)
        if used is None or (record["unit"], record["indicator"]) in used
    ]
    text = escaped_lines(csv_text(COLUMNS["figures"], records))
    word = seen.wording.word("Figures")
    whole = "" if used is None else ": those that clusters, index, trends and methods rest on"
    yield f"<h2>{escaped(word)}</h2>\n<details><summary>{len(records):,} figures{whole}</summary>"
    yield f"<pre>{text}</pre></details>"


def _read(seen: Seen) -> set[tuple[str, str]] | None:
    """The series that results are made of, where a workbook has too many figures to print; null for all."""
    if len(seen.workbook.figures) <= MOST_SERIES:
        return None
    derived = seen.derived
    used = {key for table in derived.clusters.values() for row in table.rows for key in row.reads}
    used |= {key for history in derived.indices for key in history.reads}
    used |= {key for block in derived.trends for row in block.rows for key in row.reads}
    used |= {key for row in derived.claims for key in row.reads}
    codes = {placed.code for method in seen.workbook.methods for placed in seen.workbook.placed(method)}
    return used | {key for key in seen.workbook.figures if key[1] in codes}


def _repeat(seen: Seen) -> str:
    """The commands that lead from the figures and methods above to the same results."""
    methods = [f"jingdex method load repeated.jingdex {code}.toml" for code in seen.workbook.methods]
    shown = [f"jingdex show repeated.jingdex scores --method {code}" for code in seen.workbook.methods]
    lines = ["jingdex new repeated.jingdex", "jingdex import repeated.jingdex figures.csv --yes", *methods, *shown]
    told = "Save the figures above as figures.csv and each method as CODE.toml. Then:"
    commands = "\n".join(map(escaped, lines))
    return f"<h2>{escaped(seen.wording.word('To repeat'))}</h2>\n<p>{told}</p>\n<pre>{commands}</pre>"


def _sure(seen: Seen) -> Iterator[str]:
    """How sure the ranks of each method are: the quick band of the screen, from its usual seed."""
    for code in seen.derived.methods:
        result = seen.derived.methods[code]
        if isinstance(result, Failure) or not result.nodes:
            continue
        try:
            study = quick_study(result, seen.workbook)
        except MethodError as error:
            yield f"<p>{escaped(code)}: {escaped(str(error))}</p>"
            continue
        found = outcome(study)
        looked = looked_at(result, seen.workbook, seen.wording, node=found.node)
        told = f"{found.runs} runs, seed {found.seed}, otherwise: {', '.join(found.names)}, ± 25 %"
        title = f"{seen.wording.word('Trust')} · {seen.wording.name(result.document.method)} · {looked.period}"
        yield as_html(Section(title, trust_sheet(result, found, looked), told))


def _made_of(seen: Seen, file: WorkbookFile, digest: str) -> Section:
    """What is needed to make the page again, and to tell whether it is the one that was made."""
    last = seen.steps[-1] if seen.steps else file.newest()
    told = {
        "last edit": f"{last.number}, {last.time}",
        "seal of the trail (SHA-256)": file.seal(last.number),
        "fingerprint of this page above (SHA-256)": digest,
        "methods": ", ".join(seen.workbook.methods) or "none",
        "seed of the quasi-random points": str(Inquiry().seed),
        "Python": platform.python_version(),
        **{name: version(name) for name in PACKAGES},
    }
    rows = [SheetRow(name, (Cell(name), Cell(text))) for name, text in told.items()]
    return Section(seen.wording.word("Made of"), Sheet((Column("", 30), Column("", 60)), rows))
