"""An audit as a file: HTML, Markdown or LaTeX, the ten lines that matter first, then each part with its command."""

from collections.abc import Callable, Iterator, Mapping

from core.audit.findings import Finding, findings
from core.frozen import frozen
from core.words import gettext
from tui.audit.chart import importance_svg, ranks_drawing, ranks_svg
from tui.audit.reader import Reader, title_of_part
from tui.audit.texts import INTRODUCTIONS, RESCALED, VARIED
from tui.grid.sheet import Sheet
from tui.tables.latex import as_latex
from tui.tables.markup import as_html, as_markdown, escaped, html_page
from tui.tables.sections import Section

FIRST = 10
"""So many lines stand before everything else."""
MOST = 60
"""So many rows of a table stand in a file; the command above it prints all."""
CHARTS: Mapping[str, Callable[[Reader], str]] = {"ranks": ranks_svg, "importance": importance_svg}
CLASSES = {"serious": "bad", "moderate": "warn", "minor": "dim", "sound": "good"}


@frozen
class Part:
    """One part as it is read: its table's name, title, what is said above it, its command, and its sheet."""

    name: str
    title: str
    introduction: str
    command: str
    sheet: Sheet
    note: str = ""


def title_of(reader: Reader) -> str:
    """What the audit is of."""
    audit = reader.audit
    name = reader.name(audit.node)
    return f"{reader.word('Statistical audit')} · {name} · {audit.period}"


def parts_of(reader: Reader) -> Iterator[Part]:
    """Every part that could be made, or the reason why it could not."""
    for name, text in INTRODUCTIONS.items():
        introduction, command = reader.word(text), reader.command(name)
        trouble = reader.audit.impossible.get(name, "")
        sheet = Sheet((), ()) if trouble else reader.sheet(name, MOST)
        yield Part(name, reader.word(title_of_part(name)), introduction, command, sheet, trouble or _more(reader, name))


def as_markdown_file(reader: Reader, made_of: Section) -> str:
    """The audit in Markdown."""
    return f"# {title_of(reader)}\n\n" + as_markdown(_sections(reader, made_of))


def as_latex_file(reader: Reader, made_of: Section) -> str:
    """The audit as longtables of LaTeX, to be put into a document."""
    return as_latex([Section(title_of(reader), Sheet((), ())), *_sections(reader, made_of)])


def as_html_file(reader: Reader, made_of: Section) -> str:
    """The audit as one page that needs nothing else, with ranks and importance as pictures."""
    all_findings = findings(reader.audit)
    body = [
        f"<h1>{escaped(title_of(reader))}</h1>",
        _first_lines(reader, all_findings),
        *(_html_part(reader, part) for part in parts_of(reader)),
        as_html(Section(reader.word("Findings"), reader.findings_sheet(all_findings))),
        as_html(made_of),
    ]
    return html_page(title_of(reader), reader.query.language, "\n".join(filter(None, body)))


def _sections(reader: Reader, made_of: Section) -> list[Section]:
    all_findings = findings(reader.audit)
    first = Section(reader.word("Ten lines first"), reader.findings_sheet(all_findings[:FIRST]), _what(reader))
    parts = [
        Section(
            part.title,
            part.sheet,
            " ".join(filter(None, (part.introduction, part.note))),
            part.command,
            ranks_drawing(reader) if part.name == "ranks" and part.sheet.rows else (),
        )
        for part in parts_of(reader)
    ]
    rest = [Section(reader.word("Findings"), reader.findings_sheet(all_findings))] if len(all_findings) > FIRST else []
    return [first, *parts, *rest, made_of]


def _first_lines(reader: Reader, all_findings: list[Finding]) -> str:
    lines = "\n".join(
        f'<li><strong class="{CLASSES[finding.severity]}">{escaped(reader.word(finding.severity))}</strong> '
        f"{escaped(reader.sentence(finding))} <em>{escaped(reader.advice(finding))}</em> "
        f'<a href="#{finding.table}">{escaped(reader.word(title_of_part(finding.table)))}</a></li>'
        for finding in all_findings[:FIRST]
    )
    sound = dict.fromkeys(finding.table for finding in all_findings if finding.severity == "sound")
    links = gettext(", ").join(f'<a href="#{name}">{escaped(reader.word(title_of_part(name)))}</a>' for name in sound)
    rest = f'\n<p><strong class="good">{escaped(reader.word("Sound"))}</strong>: {links}</p>' if sound else ""
    head = f"<h2>{escaped(reader.word('Ten lines first'))}</h2>\n<p>{escaped(_what(reader))}</p>"
    return f'<section class="first">\n{head}\n<ol>\n{lines}\n</ol>{rest}\n</section>'


def _what(reader: Reader) -> str:
    """What was ranked and varied, in one line."""
    audit = reader.audit
    assumptions = [reader.word("weights ± 25 %"), *map(reader.assumption, audit.setup.typed)]
    varied = reader.word(", ").join(assumptions)
    scale = reader.word(RESCALED) if audit.setup.rescaled else ""
    counts = {"units": audit.units, "indicators": len(audit.scored.tree.indicators), "runs": audit.outcome.runs}
    return reader.query.wording.word(VARIED, **counts, varied=varied + scale)


def _more(reader: Reader, name: str) -> str:
    """How many rows there are where not all are shown."""
    if name in ("ranks", "sensitivity"):
        rows = reader.audit.units if name == "ranks" else 0
    else:
        rows = reader.audit.parts[name].height
    return (
        reader.query.wording.word("The first {shown} of {rows:,} rows.", shown=MOST, rows=rows) if rows > MOST else ""
    )


def _html_part(reader: Reader, part: Part) -> str:
    drawn = CHARTS[part.name](reader) if part.name in CHARTS and part.sheet.rows else ""
    note = f"<p>{escaped(part.note)}</p>" if part.note else ""
    table = as_html(Section("", part.sheet), 3) or (f"<p>{escaped(reader.word('nothing'))}</p>" if not note else "")
    return "\n".join(
        filter(
            None,
            (
                f'<h2 id="{part.name}">{escaped(part.title)}</h2>',
                f"<p>{escaped(part.introduction)}</p>",
                drawn,
                note,
                table,
                f'<p class="dim"><code>{escaped(part.command)}</code></p>',
            ),
        )
    )
