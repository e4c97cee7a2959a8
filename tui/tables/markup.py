"""Printed tables as Markdown and HTML; nothing in a name or a note acts as markup."""

import html
import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from core.workbook.entry import Language
from tui.grid.plain import plain
from tui.grid.sheet import Sheet, SheetRow
from tui.grid.table import Heading
from tui.tables.sections import Section
from tui.tables.sheet_values import readable

MARKDOWN = re.compile(r"([\\`*_{}\[\]()#!|<>~&=$]|[+\-.](?!\d)|(?<!\d)\.)")
"""What may act as markup; a sign before a digit and a decimal point do not."""
DRAWN = re.compile(r" *o *|(?=.{3})[ \-+|o·●○▪\u2500-\u259f]*[\-|·●○\u2500-\u259f][ \-+|o·●○\u2500-\u259f]*")
"""A band, a bar or a history made of characters, which keeps its shape only where all are equally wide."""
TITLES = ("head", "rule")
"""How headings look that stand above something; any other is a line of its own."""

STYLE = """
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { font: 16px/1.5 system-ui, sans-serif; color: #1a1a1a; background: #fff; max-width: 68rem; margin: 0 auto;
  padding: 1rem; overflow-wrap: break-word; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: .5rem 0 1rem; }
h2 { font-size: 1.3rem; border-bottom: 1px solid #bbb; padding-bottom: .2rem; margin: 2.2rem 0 .8rem; }
h3 { font-size: 1.08rem; margin: 1.6rem 0 .4rem; } h4 { font-size: 1rem; margin: 1.1rem 0 .3rem; }
p { margin: .4rem 0; }
.first { background: #f2f6fb; border-left: 4px solid #174a86; padding: .6rem 1rem; }
.first h2 { margin-top: 0; border: 0; } .first ul { padding-left: 1.1rem; margin: 0; } .first li { margin: .3rem 0; }
.wide { overflow-x: auto; margin: .4rem 0 1.2rem; }
table { border-collapse: collapse; font-size: .9rem; line-height: 1.35; font-variant-numeric: tabular-nums; }
th { text-align: left; border-bottom: 2px solid #444; white-space: nowrap; vertical-align: bottom; }
th, td { padding: .2rem .55rem; }
td { vertical-align: top; white-space: pre-wrap; min-width: 3.2rem; max-width: 26rem; }
tbody tr:nth-child(even) { background: #f5f5f5; }
.right { text-align: right; white-space: nowrap; }
.drawn { font-family: ui-monospace, monospace; white-space: pre; }
.estimated { color: #595959; font-style: italic; }
.good { color: #12692b; } .warn { color: #7a4200; } .bad { color: #a3161a; } .dim { color: #595959; }
svg { display: block; width: 100%; max-width: 44rem; height: auto; margin: .4rem 0 .8rem; }
pre { background: #f5f5f5; padding: .8rem; overflow-x: auto; font-size: .8rem; line-height: 1.35; }
summary { cursor: pointer; }
@media (max-width: 40rem) { body { padding: .7rem; } td { max-width: 15rem; } }
@media print { .wide, pre { overflow: visible; } h2, h3, h4 { break-after: avoid; } svg, tr { break-inside: avoid; } }
"""


def as_markdown(sections: Sequence[Section]) -> str:
    """Each section as a heading, what is said below it, and pipe tables."""
    return "\n".join(line for section in sections for line in _markdown(section))


def as_html(section: Section, level: int = 2) -> str:
    """A section as a heading of a level (none where it has no title), and tables; nothing where it has no rows.

    Columns without any text are left out, and each table scrolls by itself where it is wider than the page.
    """
    section = section._replace(sheet=readable(section.sheet))
    parts = [block for block in _html_blocks(section, level + bool(section.title)) if block]
    if not parts:
        return ""
    head = [f"<h{level}>{escaped(section.title)}</h{level}>"] if section.title else []
    note = [f"<p>{escaped(section.note)}</p>"] if section.note else []
    return "\n".join([*head, *note, *parts])


def _html_blocks(section: Section, level: int) -> Iterator[str]:
    """The tables and lists of lines under their headings; a heading above nothing is left out."""
    heading = ""
    for is_heading, rows in groupby(section.sheet.rows, lambda row: isinstance(row, Heading)):
        block = list(rows)
        if not is_heading:
            yield _html_heading(heading, level)
            yield _html_table(
                [row for row in block if isinstance(row, SheetRow)], section.sheet, heading or section.title
            )
            heading = ""
            continue
        for is_title, lines in groupby(block, lambda row: isinstance(row, Heading) and row.look in TITLES):
            texts = [row.text.strip() for row in lines if isinstance(row, Heading)]
            if is_title:
                heading = texts[-1]
            else:
                yield _html_heading(heading, level)
                yield f"<ul>{''.join(f'<li>{escaped(text)}</li>' for text in texts)}</ul>"
                heading = ""


def _html_heading(text: str, level: int) -> str:
    return f"<h{level}>{escaped(text)}</h{level}>" if text else ""


def _html_table(rows: Sequence[SheetRow], sheet: Sheet, name: str) -> str:
    texts = [texts_of(row, sheet) for row in rows]
    shown = [at for at in range(len(sheet.columns)) if any(line[at].strip() for line in texts)]
    titles = "".join(
        f'<th scope="col" class="{sheet.columns[at].justify}">{escaped(sheet.columns[at].title)}</th>' for at in shown
    )
    lines = [
        f'<div class="wide" tabindex="0" role="region" aria-label="{escaped(name)}">\n<table>',
        f"<thead><tr>{titles}</tr></thead>" if any(sheet.columns[at].title for at in shown) else "",
        "<tbody>",
        *(f"<tr>{_html_cells(row, sheet, shown)}</tr>" for row in rows),
        "</tbody>\n</table>\n</div>",
    ]
    return "\n".join(filter(None, lines))


def escaped(text: str) -> str:
    """A text in which nothing is HTML."""
    return html.escape(plain(text))


def escaped_lines(text: str) -> str:
    """The same of a text of several lines, which stay apart."""
    return "\n".join(escaped(line) for line in text.split("\n"))


def _markdown(section: Section) -> Iterator[str]:
    yield f"## {_marked(section.title)}\n"
    if section.note:
        yield f"{_marked(section.note)}\n"
    if section.command:
        yield f"{_code(section.command)}\n"
    if section.drawing:
        yield "\n".join(["```text", *(plain(line).replace("`", "'") for line in section.drawing), "```\n"])
    sheet = readable(section.sheet)
    columns = sheet.columns
    for heading, rows in blocks(sheet):
        if heading:
            yield f"**{_marked(heading)}**\n"
        if rows:
            yield f"| {' | '.join(_marked(column.title) or ' ' for column in columns)} |"
            yield f"|{'|'.join('--:' if column.justify == 'right' else '---' for column in columns)}|"
            yield from (f"| {' | '.join(_marked(text) or ' ' for text in texts_of(row, sheet))} |" for row in rows)
            yield ""


def blocks(sheet: Sheet) -> Iterator[tuple[str, list[SheetRow]]]:
    """The rows between headings; a heading stands alone where no row follows it."""
    for is_heading, rows in groupby(sheet.rows, lambda row: isinstance(row, Heading)):
        block = list(rows)
        if is_heading:
            yield from ((row.text.strip(), []) for row in block if isinstance(row, Heading))
        else:
            yield "", [row for row in block if isinstance(row, SheetRow)]


def texts_of(row: SheetRow, sheet: Sheet) -> list[str]:
    """The text of each cell of a row, for all columns."""
    cells = [cell.text for cell in row.cells]
    return [*cells, *[""] * (len(sheet.columns) - len(cells))]


def _html_cells(row: SheetRow, sheet: Sheet, shown: Sequence[int]) -> str:
    looks = [*(cell.look for cell in row.cells), *["plain"] * len(sheet.columns)]
    texts = texts_of(row, sheet)
    return "".join(
        f'<td class="{_classes(texts[at], sheet.columns[at].justify, looks[at])}">{escaped(texts[at])}</td>'
        for at in shown
    )


def _classes(text: str, justify: str, look: str) -> str:
    names = [name for name in (justify, look) if name not in ("left", "plain")]
    return " ".join([*names, "drawn"] if DRAWN.fullmatch(text) else names)


def _code(text: str) -> str:
    """A text as code, between more backticks than it has itself."""
    text = plain(text)
    fence = "`" * (1 + max(map(len, re.findall("`+", text)), default=0))
    return f"{fence} {text} {fence}" if len(fence) > 1 else f"`{text}`"


def _marked(text: str) -> str:
    return MARKDOWN.sub(r"\\\1", plain(text))


def html_page(title: str, language: Language, body: str) -> str:
    """The page with this body."""
    policy = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
    view = '<meta name="viewport" content="width=device-width, initial-scale=1">'
    head = f'<meta charset="utf-8">\n{view}\n{policy}\n<title>{escaped(title)}</title>\n<style>{STYLE}</style>'
    return f'<!doctype html>\n<html lang="{language}">\n<head>\n{head}\n</head>\n<body>\n{body}\n</body>\n</html>\n'
