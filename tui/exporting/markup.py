"""Printed tables as Markdown, LaTeX and HTML; nothing in a name or a note acts as markup."""

import html
import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from tui.drawing.plain import plain
from tui.drawing.sheet import Sheet, SheetRow
from tui.drawing.table import Heading
from tui.subcommands.sections import Section

MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~&=$])")
LATEX = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "%": r"\%", "_": r"\_",
    "^": r"\textasciicircum{}", "~": r"\textasciitilde{}", "<": r"\textless{}", ">": r"\textgreater{}",
    "|": r"\textbar{}", '"': r"\textquotedbl{}", "[": "{[}", "]": "{]}",
}  # fmt: skip
PREAMBLE = "% Needs \\usepackage{booktabs,longtable} and, for Chinese, XeLaTeX or LuaLaTeX with xeCJK.\n"


def as_markdown(sections: Sequence[Section]) -> str:
    """Each section as a heading, what is said below it, and pipe tables."""
    return "\n".join(line for section in sections for line in _markdown(section))


def as_latex(sections: Sequence[Section]) -> str:
    """Each section as a longtable in the style of booktabs."""
    return PREAMBLE + "\n".join(line for section in sections for line in _latex(section))


def as_html(section: Section) -> str:
    """A section as an HTML heading and tables."""
    lines = [f"<h2>{escaped(section.title)}</h2>"]
    if section.told:
        lines.append(f"<p>{escaped(section.told)}</p>")
    for heading, rows in _blocks(section.sheet):
        if heading:
            lines.append(f"<h3>{escaped(heading)}</h3>")
        if rows:
            titles = "".join(f'<th class="{c.justify}">{escaped(c.title)}</th>' for c in section.sheet.columns)
            lines += ["<table>", f"<thead><tr>{titles}</tr></thead>", "<tbody>"]
            lines += [f"<tr>{_html_cells(row, section.sheet)}</tr>" for row in rows]
            lines += ["</tbody>", "</table>"]
    return "\n".join(lines)


def escaped(text: str) -> str:
    """A text in which nothing is HTML."""
    return html.escape(plain(text))


def escaped_lines(text: str) -> str:
    """The same of a text of several lines, which stay apart."""
    return "\n".join(escaped(line) for line in text.split("\n"))


def _markdown(section: Section) -> Iterator[str]:
    yield f"## {_marked(section.title)}\n"
    if section.told:
        yield f"{_marked(section.told)}\n"
    columns = section.sheet.columns
    for heading, rows in _blocks(section.sheet):
        if heading:
            yield f"**{_marked(heading)}**\n"
        if rows:
            yield f"| {' | '.join(_marked(column.title) or ' ' for column in columns)} |"
            yield f"|{'|'.join('--:' if column.justify == 'right' else '---' for column in columns)}|"
            yield from (
                f"| {' | '.join(_marked(text) or ' ' for text in _texts(row, section.sheet))} |" for row in rows
            )
            yield ""


def _latex(section: Section) -> Iterator[str]:
    columns = section.sheet.columns
    yield f"\\section*{{{_tex(section.title)}}}"
    if section.told:
        yield f"{_tex(section.told)}\n"
    for heading, rows in _blocks(section.sheet):
        if heading:
            yield f"\\paragraph{{{_tex(heading)}}}"
        if rows:
            yield f"\\begin{{longtable}}{{{''.join('r' if c.justify == 'right' else 'l' for c in columns)}}}"
            yield f"\\toprule\n{' & '.join(_tex(column.title) for column in columns)} \\\\\n\\midrule"
            yield from (f"{' & '.join(_tex(text) for text in _texts(row, section.sheet))} \\\\" for row in rows)
            yield "\\bottomrule\n\\end{longtable}"


def _blocks(sheet: Sheet) -> Iterator[tuple[str, list[SheetRow]]]:
    """The rows between headings; a heading stands alone where no row follows it."""
    for is_heading, some in groupby(sheet.rows, lambda row: isinstance(row, Heading)):
        block = list(some)
        if is_heading:
            yield from ((row.text.strip(), []) for row in block if isinstance(row, Heading))
        else:
            yield "", [row for row in block if isinstance(row, SheetRow)]


def _texts(row: SheetRow, sheet: Sheet) -> list[str]:
    cells = [cell.text for cell in row.cells]
    return [*cells, *[""] * (len(sheet.columns) - len(cells))]


def _html_cells(row: SheetRow, sheet: Sheet) -> str:
    looks = [cell.look for cell in row.cells]
    parts = zip(_texts(row, sheet), sheet.columns, [*looks, *["plain"] * len(sheet.columns)], strict=False)
    return "".join(f'<td class="{column.justify} {look}">{escaped(text)}</td>' for text, column, look in parts)


def _marked(text: str) -> str:
    return MARKDOWN.sub(r"\\\1", plain(text))


def _tex(text: str) -> str:
    return "".join(LATEX.get(character, character) for character in plain(text))
