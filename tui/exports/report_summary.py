"""What a reader of the report sees first: claims that fail, the index, the leaders and the moves of every method."""

from collections.abc import Iterator

import polars as pl

from core.method.run import Failure, Scored
from core.words import gettext, in_words, labelled, with_note
from tui.grid.plain import plain
from tui.grid.wording import NOTHING
from tui.index.sheet import index_name, index_summary
from tui.tables.markup import escaped
from tui.tables.query import QueryContext
from tui.workspace.result_view import ResultView

LEADERS, MOVES, FAILING = 3, 3, 10


def summary(query: QueryContext) -> str:
    """The opening section, as a list; nothing where the workbook has neither claims, index nor method."""
    sentences = [*_claims(query), *_indices(query), *_methods(query)]
    if not sentences:
        return ""
    items = "\n".join(f"<li>{sentence}</li>" for sentence in sentences)
    title = escaped(query.wording.word("At a glance"))
    return f'<section class="first">\n<h2>{title}</h2>\n<ul>\n{items}\n</ul>\n</section>'


def _claims(query: QueryContext) -> Iterator[str]:
    rows, word = query.derived.claims, query.wording.word
    if not rows:
        return
    counted = {verdict: sum(row.verdict == verdict for row in rows) for verdict in ("fails", "undetermined", "holds")}
    text = in_words(f"{word(verdict)} {count}" for verdict, count in counted.items() if count)
    failing = [row for row in rows if row.verdict == "fails"]
    look = ' class="bad"' if failing else ""
    yield labelled(f"<strong{look}>{escaped(word('Claims'))}</strong>", escaped(text)) + _failing(query, len(failing))


def _failing(query: QueryContext, count: int) -> str:
    """The claims that fail, with what is stated and what the workbook gives."""
    word, lines = query.wording.word, []
    for row in [row for row in query.derived.claims if row.verdict == "fails"][:FAILING]:
        claim = row.claim
        actual = NOTHING if row.actual is None else f"{row.actual:,.{claim.decimals + 1}f}"
        ends = in_words((f"{word('expected')} {claim.expected:,.{claim.decimals}f}", f"{word('actual')} {actual}"))
        text = with_note(escaped(claim.text(query.language)), escaped(ends))
        lines.append(f'<li><span class="bad">✗</span> {text}</li>')
    more = f"<li>+ {count - FAILING}</li>" if count > FAILING else ""
    return f"\n<ul>{''.join(lines)}{more}</ul>" if lines else ""


def _indices(query: QueryContext) -> Iterator[str]:
    for history in query.derived.indices:
        ends = [query.wording.period(point.period) for point in (history.first, history.last) if point]
        text = " ".join(index_summary(history, query.wording))
        text = with_note(text, "–".join(dict.fromkeys(ends))) if ends else text
        yield labelled(f"<strong>{escaped(index_name(history, query.wording))}</strong>", escaped(text))


def _methods(query: QueryContext) -> Iterator[str]:
    for code, method in query.workbook.methods.items():
        result = query.derived.methods[code]
        name = f"<strong>{escaped(query.wording.name(method))}</strong>"
        if isinstance(result, Failure):
            text = labelled(query.wording.word("cannot be computed"), result.sentence)
            yield labelled(name, f'<span class="bad">{escaped(text)}</span>')
        elif result.nodes:
            text = _ranking(query, result) if result.frame["unit"].n_unique() > 1 else _course(query, result)
            yield labelled(name, escaped(text))


def _ranking(query: QueryContext, result: Scored) -> str:
    """The first units of the last period, and those that moved most since the period before."""
    view = ResultView.of(result, query.workbook, query.wording)
    here = pl.col("period").cast(pl.String) == view.period
    ranks = result.ranks.filter(here).select("unit", view.node).drop_nulls().sort(view.node).iter_rows()
    leaders = [f"{rank}. {view.unit_name(str(unit))}" for unit, rank in ranks][:LEADERS]
    moved = result.changes.filter(here).select("unit", view.node).drop_nulls().rows()
    most = sorted((pair for pair in moved if pair[1]), key=lambda pair: -abs(pair[1]))[:MOVES]
    moves = in_words(f"{view.unit_name(str(unit))} {places:+d}" for unit, places in most)
    text = labelled(query.wording.period(view.period), in_words(leaders))
    return gettext("; ").join((text, labelled(query.wording.word("places moved"), moves))) if moves else text


def _course(query: QueryContext, result: Scored) -> str:
    """The scores of a single unit in its first and last period."""
    known = result.scores.select("period", result.nodes[0]).drop_nulls().rows()
    ends = dict(point for point in (*known[:1], *known[-1:]))
    return (
        " → ".join(f"{plain(query.wording.period(str(when)))} {score:.4f}" for when, score in ends.items()) or NOTHING
    )
