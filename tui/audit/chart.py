"""The pictures of an audit: ranks with their intervals, and weights beside importance."""

from collections.abc import Iterator, Sequence

from core.frozen import frozen
from tui.audit.reader import Reader
from tui.exports.score_chart import BAND, DOT, STYLE, shortened
from tui.tables.markup import escaped

WIDTH, NAMES, NUMBERS = 480, 150, 78
LINE, TOP, BOTTOM = 20, 40, 28
MOST = 60
CHARACTERS = 50
"""The width of a drawing of characters at the most."""
GREY = "#c9c9c9"


@frozen
class Scale:
    """From a value to a place across the picture."""

    low: float
    high: float

    def x(self, value: float) -> float:
        """Where a value stands."""
        return round(NAMES + (value - self.low) / ((self.high - self.low) or 1) * (WIDTH - NUMBERS - NAMES), 2)


def ranks_drawing(reader: Reader) -> tuple[str, ...]:
    """The same as lines of plain characters: o the rank, - the interval, then the unit."""
    most = reader.audit.units
    width = min(most, CHARACTERS)
    lines = []
    for name, *ranks in _ranks(reader):
        rank, low, high = (round((rank - 1) * (width - 1) / max(most - 1, 1)) for rank in ranks)
        lines.append("".join("o" if at == rank else "-" if low <= at <= high else " " for at in range(width)))
        lines[-1] += f"  {ranks[0]} ({ranks[1]}-{ranks[2]}) {name}"
    return tuple(lines)


def ranks_svg(reader: Reader) -> str:
    """Every rank as a dot with the interval of 90 % of the runs; of more than 60 units the first 60."""
    scale = Scale(1, float(reader.audit.units))
    title = reader.word("Ranks with their intervals")
    rows = _ranks(reader)
    spoken = "; ".join(f"{name} {rank} ({low}–{high})" for name, rank, low, high in rows)
    lines = [*_ticks(scale, len(rows), "d")]
    for at, (name, rank, low, high) in enumerate(rows):
        y = TOP + LINE * at
        ends = f'x1="{scale.x(low)}" x2="{scale.x(high)}" y1="{y}" y2="{y}"'
        lines.append(f'<line {ends} stroke="{BAND}" stroke-width="8" stroke-linecap="round"/>')
        lines.append(f'<circle cx="{scale.x(rank)}" cy="{y}" r="4" fill="{DOT}"/>')
        lines += _texts(name, f"{rank} ({low}–{high})", y)
    return _picture(title, spoken, lines, len(rows))


def importance_svg(reader: Reader) -> str:
    """For what stands directly below the node the weight (grey) beside the share of importance (blue)."""
    table = reader.audit.parts["importance"]
    rows = [
        (reader.name(code), weight, share or 0.0)
        for code, parent, weight, share in table.select("code", "parent", "weight", "share").iter_rows()
        if parent == reader.audit.node
    ]
    scale = Scale(0, max([0.01, *(max(weight, share) for _, weight, share in rows)]))
    title = reader.word("Weight and importance")
    spoken = "; ".join(f"{name} {weight:.1%}, {share:.1%}" for name, weight, share in rows)
    lines = [*_ticks(scale, len(rows), ".0%")]
    for at, (name, weight, share) in enumerate(rows):
        y = TOP + LINE * at
        for value, colour, up in ((weight, GREY, -6), (share, DOT, 1)):
            size = f'width="{max(round(scale.x(value) - NAMES, 2), 0.5)}" height="6"'
            lines.append(f'<rect x="{NAMES}" y="{y + up}" {size} fill="{colour}"/>')
        lines += _texts(name, f"{weight:.0%} · {share:.0%}", y)
    return _picture(title, spoken, lines, len(rows))


def _ranks(reader: Reader) -> list[tuple[str, int, int, int]]:
    """The first units: name, rank, and the ends of its interval."""
    table = reader.audit.ranks.drop_nulls(["nominal", "low", "high"]).head(MOST)
    columns = table.select("unit", "nominal", "low", "high")
    return [(reader.name(unit), rank, low, high) for unit, rank, low, high in columns.iter_rows()]


def _ticks(scale: Scale, rows: int, form: str) -> Iterator[str]:
    floor = TOP + LINE * rows - 4
    middle = (scale.low + scale.high) / 2
    for value in (scale.low, round(middle) if form == "d" else middle, scale.high):
        x = scale.x(value)
        yield f'<path d="M{x} {TOP - 12}V{floor}" stroke="#ddd"/>'
        text = format(round(value) if form == "d" else value, form)
        yield f'<text x="{x}" y="{floor + 15}" text-anchor="middle" font-size="11" fill="#555">{text}</text>'


def _texts(name: str, number: str, y: int) -> list[str]:
    return [
        f'<text x="{NAMES - 10}" y="{y + 4}" text-anchor="end">{escaped(shortened(name))}</text>',
        f'<text x="{WIDTH - NUMBERS + 10}" y="{y + 4}" font-size="12">{escaped(number)}</text>',
    ]


def _picture(title: str, spoken: str, lines: Sequence[str], rows: int) -> str:
    height = TOP + LINE * rows + BOTTOM
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img"'
        f' aria-label="{escaped(f"{title}: {spoken}")}" style="{STYLE}">'
    )
    head = [
        f'<rect width="{WIDTH}" height="{height}" fill="white"/>',
        f'<text x="8" y="18" font-size="12" fill="#555">{escaped(title)}</text>',
    ]
    return "\n".join([opening, *head, *lines, "</svg>"]) + "\n"
