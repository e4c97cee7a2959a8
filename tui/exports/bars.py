"""The scores of a method in its last period as an SVG picture: a bar for each unit, the best at the top."""

from collections.abc import Iterator

import polars as pl

from core.method.run import Scored
from core.numerals import counted
from core.workbook.entries import Unit
from core.workbook.workbook import Workbook
from tui.exports.markup import escaped
from tui.grid.wording import Wording

WIDTH, LINE, TOP = 640, 18, 44
NAMES, NUMBERS = 190, 60
MOST = 60
STYLE = "font-family:sans-serif;font-size:12px"


def bars_svg(scored: Scored, workbook: Workbook, wording: Wording) -> str:
    """The picture, with the method and the period above; of more than 60 units the first 60."""
    root = scored.nodes[0]
    period = str(scored.scores["period"].cast(pl.String).to_list()[-1])
    now = scored.scores.filter(pl.col("period").cast(pl.String) == period).drop_nulls(root)
    rows = now.sort(root, descending=True, maintain_order=True).select("unit", root).rows()
    shown = rows[:MOST]
    height = TOP + LINE * len(shown) + 20
    method = wording.name(scored.document.method)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" style="{STYLE}">',
        f'<rect width="{WIDTH}" height="{height}" fill="white"/>',
        f'<text x="8" y="20" font-weight="bold">{escaped(method)} · {escaped(period)}</text>',
        *_bars(shown, workbook, wording),
    ]
    if len(rows) > MOST:
        lines.append(f'<text x="8" y="{height - 6}">and {counted(len(rows) - MOST, "unit")} more</text>')
    return "\n".join([*lines, "</svg>"]) + "\n"


def _bars(rows: list[tuple[str, float]], workbook: Workbook, wording: Wording) -> Iterator[str]:
    """Bars begin at 0, which lies within them where scores are on both sides of it."""
    low, high = (edge(0.0, *(score for _, score in rows)) for edge in (min, max))
    scale = (WIDTH - NAMES - NUMBERS) / ((high - low) or 1.0)
    for n, (unit, score) in enumerate(rows):
        y = TOP + LINE * n
        name = wording.name(workbook.units.get(str(unit)) or Unit(str(unit), str(unit)))
        left, width = NAMES + (min(score, 0.0) - low) * scale, abs(score) * scale
        yield f'<text x="{NAMES - 8}" y="{y}" text-anchor="end">{escaped(name)}</text>'
        yield f'<rect x="{left:.2f}" y="{y - 10}" width="{width:.2f}" height="12" fill="#1f5fa8"/>'
        yield f'<text x="{WIDTH - NUMBERS + 6}" y="{y}">{score:.4f}</text>'
