"""The tables of `jingdex uncertainty`, as they are printed and as records."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import polars as pl

from core.numerals import decimal
from core.robustness.acceptability import central_weights
from core.robustness.choice_text import choice_text
from core.robustness.design import design_table, runs_table
from core.robustness.importance import left_out, tornado
from core.robustness.outcome import Outcome
from core.robustness.sensitivity import in_one_sentence
from core.robustness.tally import MOST_PAIRED
from core.words import gettext, in_words, marked
from tui.cli.arguments import BadUse
from tui.grid.sheet import Sheet, SheetRow
from tui.grid.table import Cell, Column
from tui.grid.wording import NOTHING
from tui.robustness.query import UncertaintyQuery
from tui.tables.method_records import name_in_tree
from tui.tables.records import Record
from tui.tables.sections import Section

COLUMNS: dict[str, tuple[str, ...]] = {
    "ranks": ("period", "unit", "nominal", "median", "low", "high", "same", "first", "above_next", "scored", "score",
              "score_low", "score_high", "mean", "sd", "mean_rank", "median_7", "low_7", "high_7"),
    "chances": ("period", "unit", "rank", "share"),
    "pairs": ("period", "unit", "other", "share"),
    "moves": ("unit", "from", "to", "median", "low", "high", "rose", "change", "change_low", "change_high",
              "change_sd"),
    "sensitivity": ("choice", "first", "first_low", "first_high", "total", "total_low", "total_high", "settled",
                    "runs", "failed"),
    "left-out": ("code", "mean_shift", "most_moved", "places"),
    "tornado": ("code", "low", "high", "swing", "rank_low", "rank_high"),
    "central-weights": ("period", "unit", "first", "confidence", "code", "weight", "central"),
    "runs": ("run", "period", "unit", "score", "rank", "reason"),
}  # fmt: skip
"""What can be printed, with the columns of each."""


def records(query: UncertaintyQuery, subject: str) -> Iterator[Record]:
    """The rows of a table: of all periods, where there are several and none is named."""
    if subject == "sensitivity":
        for one in query.indices:
            yield {"choice": one.name, **{name: getattr(one, name) for name in COLUMNS[subject][1:]}}
        return
    yield from TABLES[subject](query).iter_rows(named=True)


def sections(query: UncertaintyQuery) -> Iterator[Section]:
    """The table requested, or the usual ones."""
    if query.arguments.table is None:
        yield from _usual(query)
    elif query.arguments.table == "sensitivity":
        yield _matters(query)
    else:
        table = TABLES[query.arguments.table](query)
        name = gettext(TITLES.get(query.arguments.table, query.arguments.table.replace("-", " ")))
        yield Section(
            f"{_node_name(query)} · {name}",
            _sheet(query, table, {"ranks": RANKS, "moves": MOVES}.get(query.arguments.table, OTHERS)),
            _description(query),
        )


def _usual(query: UncertaintyQuery) -> Iterator[Section]:
    """Ranks of the period, and what units gained since the one before; with --sensitivity what matters."""
    node, made = _node_name(query), query.outcome
    for period in query.periods:
        yield Section(
            f"{node} · {period}", _sheet(query, _of_unit(query, made.tables[period]), RANKS), _description(query)
        )
    moves = [table for table in made.moves if query.periods[-1] in table["to"]]
    for table in (_of_unit(query, one) for one in moves):
        if table.is_empty():
            continue
        yield Section(
            gettext("Places gained, {table} to {table2}", table=table["from"][0], table2=table["to"][0]),
            _sheet(query, table.drop("from", "to"), MOVES),
        )
    if query.arguments.sensitivity:
        yield _matters(query)
        table = TABLES["left-out"](query).sort("mean_shift", descending=True, nulls_last=True, maintain_order=True)
        yield Section(gettext("Left out, one at a time"), _sheet(query, table))


def _node_name(query: UncertaintyQuery) -> str:
    """The name of what is ranked."""
    chain = query.study.chain
    return name_in_tree(chain.scored, chain.node, query.workbook, query.wording.language)


def _description(query: UncertaintyQuery) -> str:
    made = query.outcome
    if not made.runs:
        return ""
    return gettext(
        "{runs} runs, seed {seed}, otherwise: {names}; a unit moves {mean_shift:.2f} places{made}",
        runs=made.runs,
        seed=made.seed,
        names=in_words(map(choice_text, made.names)),
        mean_shift=made.mean_shift,
        made=_failed(made),
    )


def _failed(made: Outcome) -> str:
    """How many runs could not be computed, and the most frequent reason."""
    if not made.reasons:
        return ""
    count, (sentence, most) = sum(times for _, times in made.reasons), made.reasons[0]
    return gettext(
        "; {count} of them could not be computed, {most} for this: {sentence}",
        count=count,
        most=most,
        sentence=sentence,
    )


def _matters(query: UncertaintyQuery) -> Section:
    rows = [
        SheetRow(
            one.name,
            (
                Cell(choice_text(one.name, query.study.chain.scored.document.steps)),
                Cell(_text("total", one.first)),
                Cell(f"{_text('total', one.first_low)} … {_text('total', one.first_high)}"),
                Cell(_text("total", one.total)),
                Cell(f"{_text('total', one.total_low)} … {_text('total', one.total_high)}"),
                Cell(gettext("yes" if one.settled else "no"), "plain" if one.settled else "bad"),
            ),
        )
        for one in query.indices
    ]
    titles = ("first", "95 %", "total", "95 %", "settled")
    heads = (Column(gettext(title), 10, justify="right") for title in titles)
    sheet = Sheet((Column(gettext("choice"), 24), *heads), rows)
    of = (
        gettext("the mean rank shift")
        if query.row is None
        else gettext("the rank of {unit}", unit=query.arguments.unit)
    )
    if query.row is None and all(len(tally.units) == 1 for tally in query.study.tallies.values()):
        of = gettext("the score of {periods}", periods=query.periods[-1])
    return Section(gettext("Which choice matters for {of}", of=of), sheet, in_one_sentence(query.indices))


def _ranks(query: UncertaintyQuery) -> pl.DataFrame:
    return _of_periods(query, query.outcome.tables)


def _chances(query: UncertaintyQuery) -> pl.DataFrame:
    return _of_periods(query, _few(query, query.outcome.chances))


def _pairs(query: UncertaintyQuery) -> pl.DataFrame:
    _few(query, query.outcome.chances)
    return _of_periods(query, {at: tally.pairs() for at, tally in query.study.tallies.items()})


def _few(query: UncertaintyQuery, tables: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    if not tables:
        raise BadUse(
            "Chances of ranks and pairs are counted up to {most_paired} units: narrow the method's units.",
            most_paired=MOST_PAIRED,
        )
    return {at: table for at, table in tables.items() if at in query.periods}


def _of_periods(query: UncertaintyQuery, tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    made = [tables[at].select(pl.lit(at).alias("period"), pl.all()) for at in query.periods if at in tables]
    table = pl.concat(made)
    return _of_unit(query, table)


def _of_unit(query: UncertaintyQuery, table: pl.DataFrame) -> pl.DataFrame:
    """The rows of the unit requested, or all."""
    unit = query.arguments.unit
    return table.filter(pl.col("unit") == query.workbook.unit(unit).code) if unit is not None else table


def _moves(query: UncertaintyQuery) -> pl.DataFrame:
    if not query.outcome.moves:
        raise BadUse("There is one period only: there are no changes between years.")
    table = pl.concat(query.outcome.moves)
    if query.arguments.period is not None:
        table = table.filter(pl.col("to") == query.arguments.period)
    return _of_unit(query, table)


def _tornado(query: UncertaintyQuery) -> pl.DataFrame:
    if query.row is None:
        raise BadUse("A tornado is of one unit: name it with --unit.")
    return tornado(query.study.chain, query.row)


def _central_weights(query: UncertaintyQuery) -> pl.DataFrame:
    return _of_period(query, central_weights(query.study.chain, query.runs, query.study.seed))


def _of_period(query: UncertaintyQuery, table: pl.DataFrame) -> pl.DataFrame:
    """The rows of the period and the unit requested, or all."""
    period = query.arguments.period
    return _of_unit(query, table if period is None else table.filter(pl.col("period") == period))


def _design(query: UncertaintyQuery) -> pl.DataFrame:
    return design_table(query.study.chain, query.points)


TABLES: dict[str, Callable[[UncertaintyQuery], pl.DataFrame]] = {
    "ranks": _ranks,
    "chances": _chances,
    "pairs": _pairs,
    "moves": _moves,
    "left-out": lambda query: left_out(query.study.chain),
    "tornado": _tornado,
    "central-weights": _central_weights,
    "runs": lambda query: _of_period(query, runs_table(query.study.chain, query.points)),
    "design": _design,
}
RANKS = marked({"nominal": "rank", "low": "5 %", "high": "95 %", "same": "as ranked", "above_next": "above next",
                "score_low": "5 % score", "score_high": "95 % score", "scored": "has a score"})  # fmt: skip
MOVES = marked({"low": "5 %", "high": "95 %", "rose": "rose in", "change_low": "5 % change",
                "change_high": "95 % change", "change_sd": "sd of change"})  # fmt: skip
OTHERS = marked({"low": "at the low weight", "high": "at the high weight", "rank_low": "rank at the low weight",
                 "rank_high": "rank at the high weight", "other": "above which unit", "share": "share of runs",
                 "swing": "swing", "run": "run"})  # fmt: skip
"""What the columns of a table are called, where that is not their name."""
TITLES = marked({"chances": "chances of ranks", "pairs": "pairs of units", "moves": "moves between periods",
                 "tornado": "tornado", "runs": "runs", "design": "design",
                 "central-weights": "central weights", "left-out": "left out, one at a time"})  # fmt: skip
"""What a table is called, where that is not its name."""
IN_FILES_ALONE = ("mean_rank", "median_7", "low_7", "high_7")
"""What COINr has beside our ranks, for comparison."""
SHARES = ("same", "first", "above_next", "scored", "share", "rose")
SIGNED = ("places", "change", "change_low", "change_high")
NAMED = ("unit", "other", "most_moved")


def _sheet(query: UncertaintyQuery, table: pl.DataFrame, titles: dict[str, str] | None = None) -> Sheet:
    """A frame as a table: names of units, shares in per cent, scores with four digits."""
    table = table.drop(IN_FILES_ALONE, strict=False)
    columns = [
        Column(gettext((titles or {}).get(name, name.replace("_", " "))), 10, "left" if kind == pl.String else "right")
        for name, kind in table.schema.items()
    ]
    rows = [
        SheetRow(str(number), tuple(_cell(query, name, value) for name, value in row.items()))
        for number, row in enumerate(table.iter_rows(named=True))
    ]
    return Sheet(columns, rows)


def _cell(query: UncertaintyQuery, name: str, value: Any) -> Cell:  # noqa: ANN401 - whatever a frame holds
    if name == "code":
        language = query.wording.language
        return Cell(name_in_tree(query.study.chain.scored, value, query.workbook, language))
    if name in NAMED and value in query.workbook.units:
        return Cell(query.wording.name(query.workbook.units[value]))
    return Cell(_text(name, value))


def _text(name: str, value: Any) -> str:  # noqa: ANN401 - as above
    if value is None:
        return NOTHING
    if name in SHARES:
        return f"{100 * value:.0f}%"
    if name in SIGNED:
        return decimal(value, "+.4g")
    if not isinstance(value, float):
        return str(value)
    return f"{value:.2f}" if name in ("first", "total", "mean_shift") else decimal(value, ".4g")
