"""The scores of a method as an SVG picture with their intervals: units by rank, or the periods of a single unit."""

from collections.abc import Iterator
from math import ceil, floor, log10

from core.frozen import frozen
from core.robustness.outcome import Outcome
from core.words import in_words
from tui.tables.markup import escaped
from tui.workspace.result_view import ResultView

WIDTH, LINE, TOP, BOTTOM = 480, 24, 44, 30
CAPTION = 18
"""The room of a name above the caption."""
NAMES, NUMBERS = 150, 78
MOST = 60
CHARACTERS = 20
"""How much of a name has room beside a row, a wide character counted twice."""
STYLE = "font-family:Arial,Helvetica,'Noto Sans CJK SC','Microsoft YaHei','PingFang SC',sans-serif;font-size:13px"
BAND, DOT = "#9dbfe3", "#174a86"


@frozen
class Bar:
    """One row of the picture: its name, its score, the interval of the score, and what stands behind it."""

    name: str
    score: float
    low: float | None
    high: float | None
    note: str


def score_svg(view: ResultView, runs: Outcome | None, name: str = "", unit: str = "") -> str:
    """The picture with a text alternative; of more than 60 units the first 60. Without an outcome no intervals.

    A `name` stands above it, with the period. Where a `unit` is named, its periods are drawn, as those of the only unit
    are: then it has the unit's name instead.
    """
    wording = view.wording
    alone = unit or (str(view.scored.frame["unit"][0]) if view.scored.frame["unit"].n_unique() == 1 else "")
    bars = list(_periods(view, runs, alone) if alone else _units(view, runs))
    name = name and f"{name} · {view.unit_name(alone) if alone else wording.period(view.period)}"
    if not bars:
        return ""
    shown = bars[:MOST]
    height = TOP + LINE * len(shown) + BOTTOM
    interval = wording.word("with the interval from 5 to 95 % of the runs") if runs else wording.word("no intervals")
    caption = in_words((wording.word("scores"), interval))
    title = ": ".join(filter(None, (name, caption)))
    down = CAPTION if name else 0
    spoken = "; ".join(f"{bar.name} {bar.score:.4f} {bar.note}".strip() for bar in shown)
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 {-down} {WIDTH} {height + down}" role="img"'
        f' aria-label="{escaped(f"{title}: {spoken}")}" style="{STYLE}">'
    )
    lines = [
        opening,
        f'<rect y="{-down}" width="{WIDTH}" height="{height + down}" fill="white"/>',
        *([f'<text x="8" y="0" font-weight="bold">{escaped(name)}</text>'] if name else []),
        f'<text x="8" y="18" font-size="12" fill="#555">{escaped(caption)}</text>',
        *_rows(shown, height),
    ]
    if len(bars) > MOST:
        more = escaped(f"{len(bars) - MOST:,} {wording.word('more in the table')}")
        lines.append(f'<text x="{WIDTH - 8}" y="{height - 4}" text-anchor="end" font-size="11">{more}</text>')
    return "\n".join([*lines, "</svg>"]) + "\n"


def _units(view: ResultView, runs: Outcome | None) -> Iterator[Bar]:
    """The units of the period by rank, each with the interval of its rank."""
    table = runs.tables.get(view.period) if runs else None
    spread = {row["unit"]: row for row in table.iter_rows(named=True)} if table is not None else {}
    here = view.scored.ranks["period"].cast(str) == view.period
    ranks = dict(view.scored.ranks.filter(here).select("unit", view.node).iter_rows())
    scores = dict(view.scored.scores.filter(here).select("unit", view.node).iter_rows())
    known = [unit for unit, score in scores.items() if score is not None]
    for unit in sorted(known, key=lambda unit: ranks[unit]):
        row = spread.get(str(unit), {})
        low, high = row.get("low"), row.get("high")
        band = "" if low is None else f"({low})" if low == high else f"({low}–{high})"
        yield Bar(view.unit_name(str(unit)), scores[unit], row.get("score_low"), row.get("score_high"),
                  f"{ranks[unit]} {band}".strip())  # fmt: skip


def _periods(view: ResultView, runs: Outcome | None, unit: str) -> Iterator[Bar]:
    """The periods of a single unit, in time."""
    of_unit = view.scored.scores.filter(view.scored.scores["unit"].cast(str) == unit)
    for when, score in of_unit.select("period", view.node).iter_rows():
        table = runs.tables.get(str(when)) if runs else None
        rows = table.iter_rows(named=True) if table is not None else iter(())
        row = next((row for row in rows if str(row["unit"]) == unit), {})
        if score is not None:
            yield Bar(str(when), score, row.get("score_low"), row.get("score_high"), "")


def _rows(bars: list[Bar], height: int) -> Iterator[str]:
    ends = [end for bar in bars for end in (bar.score, bar.low, bar.high) if end is not None]
    low, high = min(ends), max(ends)
    room = (high - low or abs(high) or 1.0) * 0.04
    low, high = low - room, high + room
    left, right = NAMES, WIDTH - NUMBERS

    def x(value: float) -> float:
        return round(left + (value - low) / (high - low) * (right - left), 2)

    foot = height - BOTTOM + 2
    for mark in round_marks(low, high):
        yield f'<path d="M{x(mark)} {TOP - 14}V{foot}" stroke="#ddd"/>'
        yield f'<text x="{x(mark)}" y="{foot + 15}" text-anchor="middle" font-size="11" fill="#555">{mark:.4g}</text>'
    for n, bar in enumerate(bars):
        y = TOP + LINE * n
        yield f'<text x="{NAMES - 10}" y="{y + 4}" text-anchor="end">{escaped(shortened(bar.name))}</text>'
        if bar.low is not None and bar.high is not None:
            ends_at = f'x1="{x(bar.low)}" x2="{x(bar.high)}" y1="{y}" y2="{y}"'
            yield f'<line {ends_at} stroke="{BAND}" stroke-width="8" stroke-linecap="round"/>'
        yield f'<circle cx="{x(bar.score)}" cy="{y}" r="4.5" fill="{DOT}"/>'
        yield f'<text x="{right + 10}" y="{y + 4}" font-size="12">{escaped(bar.note or f"{bar.score:.4f}")}</text>'


def round_marks(low: float, high: float) -> list[float]:
    """Three to six round numbers between two others."""
    power = 10.0 ** floor(log10(high - low))
    step = next(power * part for part in (5, 2, 1, 0.5, 0.2) if high - low >= 3 * power * part)
    return [step * number for number in range(ceil(low / step), floor(high / step) + 1)]


def shortened(name: str, room: int = CHARACTERS) -> str:
    """The name as far as there is room beside its row; the whole name is in the table and the text alternative."""
    start = ""
    for letter in name:
        room -= 1 if letter.isascii() else 2
        if room < 0:
            return f"{start}…"
        start += letter
    return start
