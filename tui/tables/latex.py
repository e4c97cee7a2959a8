"""Printed tables as LaTeX: longtables whose texts wrap where they would be wider than a page."""

import re
from collections.abc import Iterator, Sequence

from rich.cells import cell_len

from tui.grid.plain import plain
from tui.grid.sheet import Sheet, SheetRow
from tui.tables.markup import blocks, texts_of
from tui.tables.sections import Section
from tui.tables.sheet_values import readable

PREAMBLE = "% Needs \\usepackage{array,booktabs,longtable} and, for Chinese, XeLaTeX or LuaLaTeX with xeCJK.\n"
ESCAPES = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "%": r"\%", "_": r"\_",
    "^": r"\textasciicircum{}", "~": r"\textasciitilde{}", "<": r"\textless{}", ">": r"\textgreater{}",
    "|": r"\textbar{}", '"': r"\textquotedbl{}", "`": r"\textasciigrave{}", "[": "{[}", "]": "{]}",
    "α": r"$\alpha$", "≥": r"$\geq$", "≤": r"$\leq$", "→": r"$\rightarrow$", "−": "$-$",
    "\N{ZERO WIDTH SPACE}": r"\allowbreak{}",
}  # fmt: skip
PAGE = 66
"""Characters that fit beside each other on a page of the class article."""
SMALL = {"footnotesize": 74, "scriptsize": 84, "tiny": 100}
"""The same in smaller types."""
GAP = 3
"""Characters between two columns; half as many in smaller types."""
LONG = 24
"""A word wraps after so many letters and digits."""
NARROWEST = 8
"""A text wraps to no fewer characters."""


def as_latex(sections: Sequence[Section]) -> str:
    """Each section as a longtable in the style of booktabs."""
    return PREAMBLE + "\n".join(line for section in sections for line in _section(section))


def _section(section: Section) -> Iterator[str]:
    yield f"\\section*{{{_tex(section.title)}}}"
    if section.note:
        yield f"{_tex(section.note)}\n"
    if section.command:
        yield f"\\begin{{quote}}\\raggedright\\texttt{{{_tex(section.command)}}}\\end{{quote}}\n"
    if section.drawing:
        lines = [plain(line).replace("\\", "/") for line in section.drawing]
        yield "\n".join(["{\\footnotesize\\begin{verbatim}", *lines, "\\end{verbatim}}\n"])
    sheet = readable(section.sheet)
    for heading, rows in blocks(sheet):
        if heading:
            yield f"\\paragraph{{{_tex(heading)}}}"
        if rows:
            yield from _table(sheet, rows)


def _table(sheet: Sheet, rows: Sequence[SheetRow]) -> Iterator[str]:
    texts = [texts_of(row, sheet) for row in rows]
    size, widths = _widths(sheet, texts)
    sides = ["right" if column.justify == "right" else "left" for column in sheet.columns]
    columns = list(map(_wrapped, sides, widths)) if widths else [side[0] for side in sides]
    if widths:
        yield f"{{\\{size}\\setlength{{\\tabcolsep}}{{3pt}}"
    yield f"\\begin{{longtable}}{{{''.join(columns)}}}"
    yield f"\\toprule\n{' & '.join(_tex(column.title) for column in sheet.columns)} \\\\\n\\midrule"
    yield from (f"{' & '.join(map(_tex, line))} \\\\" for line in texts)
    yield "\\bottomrule\n\\end{longtable}" + ("}" if widths else "")


def _wrapped(side: str, width: float) -> str:
    return f">{{\\ragged{'right' if side == 'left' else 'left'}\\arraybackslash}}p{{{width * 0.53:.1f}em}}"


def _widths(sheet: Sheet, texts: Sequence[Sequence[str]]) -> tuple[str, list[float]]:
    """The type, and how many characters each column gets where a row is wider than a page; nothing where all fit.

    Numbers keep their width below a heading that wraps; texts share what is left, the longer ones more of it.
    """
    cells = [max(cell_len(line[at]) for line in texts) for at in range(len(sheet.columns))]
    if (
        sum(max(cell, cell_len(column.title)) for cell, column in zip(cells, sheet.columns, strict=True))
        + (GAP * len(cells))
        <= PAGE
    ):
        return "", []
    words = [max(map(cell_len, column.title.split()), default=0) for column in sheet.columns]
    least = [max(pair) for pair in zip(cells, words, strict=True)]
    wraps = [
        column.justify != "right" and width > NARROWEST for column, width in zip(sheet.columns, least, strict=True)
    ]
    numbers = sum(width for width, is_text in zip(least, wraps, strict=True) if not is_text) + GAP / 2 * len(cells)
    size = next((name for name, page in SMALL.items() if page - numbers >= NARROWEST * sum(wraps)), "tiny")
    needs = sum(width**0.5 for width, is_text in zip(least, wraps, strict=True) if is_text)
    room = max(SMALL[size] - numbers, NARROWEST * sum(wraps))
    shares = [min(width, room * width**0.5 / needs) if is_text else width
              for width, is_text in zip(least, wraps, strict=True)]  # fmt: skip
    return size, [float(width) for width in shares]


def _tex(text: str) -> str:
    """A text in which nothing is a command, and no two signs become another: -- stays two hyphens, ' stands upright."""
    text = re.sub(f"[A-Za-z0-9]{{{LONG}}}(?=[A-Za-z0-9])", lambda match: f"{match[0]}\N{ZERO WIDTH SPACE}", plain(text))
    tex = "".join(ESCAPES.get(character, character) for character in text)
    tex = re.sub("-(?=-)", "-{}", tex)
    return re.sub(r"(?<!\w)'|'(?!\w)", r"\\textquotesingle{}", tex)
