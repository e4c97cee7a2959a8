"""The tables of `jingdex uncertainty`, each defined once for readers and for files, and the study that they are of."""

from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import polars as pl

from core.method.matrix import Matrix
from core.robustness.acceptability import central_weights
from core.robustness.choice_text import choice_text
from core.robustness.design import design_table, runs_table, varied
from core.robustness.importance import left_out, tornado
from core.robustness.outcome import Outcome, outcome
from core.robustness.points import sobol_points
from core.robustness.sensitivity import SobolIndex, in_one_sentence, output_of, rank_of, scores_by, sobol_indices
from core.robustness.study import Study
from core.robustness.tally import MOST_PAIRED
from core.words import gettext, in_words
from data.parallel import in_processes
from tui.cli.arguments import BadUse
from tui.tables.query import QueryContext
from tui.tables.reading import sheet_of
from tui.tables.registry import table
from tui.tables.sections import Section
from tui.tables.spec import RowSource, TableColumn, TableSpec, interval, numbers, texts, truths, wholes

DIGITS, SIGNED = ".4g", "+.4g"
SHARE = TableColumn("share", "number", "share of runs", form=".0%")
USUAL_BASE, USUAL_RUNS = 512, 1024


@dataclass(frozen=True)
class UncertaintyQuery:
    """A study that is done, with the options that say what is printed of it."""

    arguments: Namespace
    study: Study
    context: QueryContext

    def __post_init__(self) -> None:
        self.context.options.study = self

    @cached_property
    def outcome(self) -> Outcome:
        """The results of the study."""
        return outcome(self.study)

    @property
    def periods(self) -> list[str]:
        """The period requested; for records all, else the last one."""
        known, wanted = list(self.outcome.tables), self.arguments.period
        if wanted is None:
            return known if self.arguments.format != "table" else known[-1:]
        if wanted not in known:
            raise BadUse("There are no ranks in {wanted}: use one of {known}.", wanted=wanted, known=in_words(known))
        return [wanted]

    @property
    def points(self) -> Matrix:
        """The points of the runs of a table that counts none: those of the design, or of the seed."""
        if self.study.design is not None:
            return self.study.design
        return sobol_points(self.study.chain.dimensions, self.arguments.runs or USUAL_RUNS, self.study.seed)

    @cached_property
    def row(self) -> int | None:
        """Where the unit requested stands in the period requested, or the last."""
        if self.arguments.unit is None:
            return None
        unit, period = self.context.named_unit(self.arguments.unit), self.arguments.period or self.periods[-1]
        keys = [(str(code), str(when)) for code, when in self.study.chain.frame.iter_rows()]
        if (unit, period) not in keys:
            raise BadUse("{unit} has no score in {period}: name another unit or period.", unit=unit, period=period)
        return keys.index((unit, period))

    @cached_property
    def indices(self) -> list[SobolIndex]:
        """Sobol's indices: of the unit's rank where one is requested, else of the mean rank shift."""
        chain = self.study.chain
        groups = {name: list(columns) for name, columns in chain.variation.groups.items() if columns}
        scores = scores_by(chain, in_processes if chain.is_whole else map)
        output = output_of(chain, scores) if self.row is None else rank_of(chain, self.row, scores)
        return sobol_indices(output, groups, self.arguments.sensitivity or USUAL_BASE, self.study.seed)


def table_of(query: UncertaintyQuery, subject: str) -> TableSpec:
    """The definition of a table; that of a design has a column for each input that varies."""
    spec = TABLES[subject]
    inputs = numbers(*varied(query.study.chain), form=DIGITS) if subject == "design" else ()
    return replace(spec, columns=(*spec.columns, *inputs))


def sections(query: UncertaintyQuery) -> Iterator[Section]:
    """The table requested, or the usual ones: the ranks, what units gained, and with --sensitivity what matters."""
    chain, subject = query.study.chain, query.arguments.table
    node = query.context.code_name(chain.scored.document.method.code, chain.node)
    if subject == "sensitivity":
        yield _matters(query)
    elif subject is not None:
        spec = table_of(query, subject)
        frame = spec.frame(query.context)
        yield _section(query, f"{node} · {gettext(spec.title)}", spec.columns, frame, _description(query))
    else:
        yield from _usual(query, node)


def _usual(query: UncertaintyQuery, node: str) -> Iterator[Section]:
    result = query.outcome
    for period in query.periods:
        frame = _of_unit(query, result.tables[period])
        yield _section(query, f"{node} · {period}", TABLES["ranks"].columns[1:], frame, _description(query))
    moves = [frame for frame in result.moves if query.periods[-1] in frame["to"]]
    for frame in (_of_unit(query, move) for move in moves):
        if not frame.is_empty():
            title = gettext("Places gained, {first} to {last}", first=frame["from"][0], last=frame["to"][0])
            columns = [column for column in TABLES["moves"].columns if column.key not in ("from", "to")]
            yield _section(query, title, columns, frame)
    if query.arguments.sensitivity:
        yield _matters(query)
        frame = left_out(query.study.chain).sort("mean_shift", descending=True, nulls_last=True, maintain_order=True)
        yield _section(query, gettext("Left out, one at a time"), TABLES["left-out"].columns, frame)


def _section(
    query: UncertaintyQuery, title: str, columns: Iterable[TableColumn], frame: pl.DataFrame, note: str = ""
) -> Section:
    return Section(title, sheet_of(columns, frame.iter_rows(named=True), query.context), note)


def _description(query: UncertaintyQuery) -> str:
    result = query.outcome
    if not result.runs:
        return ""
    return gettext(
        "{runs} runs, seed {seed}, otherwise: {names}; a unit moves {mean_shift:.2f} places{made}",
        runs=result.runs,
        seed=result.seed,
        names=in_words(map(choice_text, result.names)),
        mean_shift=result.mean_shift,
        made=_failed(result),
    )


def _failed(result: Outcome) -> str:
    """How many runs could not be computed, and the most frequent reason."""
    if not result.reasons:
        return ""
    count, (sentence, most) = sum(times for _, times in result.reasons), result.reasons[0]
    return gettext(
        "; {count} of them could not be computed, {most} for this: {sentence}",
        count=count,
        most=most,
        sentence=sentence,
    )


def _matters(query: UncertaintyQuery) -> Section:
    if query.row is not None:
        of = gettext("the rank of {unit}", unit=query.arguments.unit)
    elif all(len(tally.units) == 1 for tally in query.study.tallies.values()):
        of = gettext("the score of {periods}", periods=query.periods[-1])
    else:
        of = gettext("the mean rank shift")
    spec, title = TABLES["sensitivity"], gettext("Which choice matters for {of}", of=of)
    return _section(query, title, spec.columns, spec.frame(query.context), in_one_sentence(query.indices))


def _pairs(query: UncertaintyQuery) -> pl.DataFrame:
    _chances(query)
    return _of_periods(query, {at: tally.pairs() for at, tally in query.study.tallies.items()})


def _chances(query: UncertaintyQuery) -> Mapping[str, pl.DataFrame]:
    if not query.outcome.chances:
        raise BadUse(
            "Chances of ranks and pairs are counted up to {most_paired} units: narrow the method's units.",
            most_paired=MOST_PAIRED,
        )
    return query.outcome.chances


def _of_periods(query: UncertaintyQuery, tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    parts = [tables[at].select(pl.lit(at).alias("period"), pl.all()) for at in query.periods if at in tables]
    return _of_unit(query, pl.concat(parts))


def _of_unit(query: UncertaintyQuery, table: pl.DataFrame) -> pl.DataFrame:
    """The rows of the unit requested, or all."""
    unit = query.arguments.unit
    return table.filter(pl.col("unit") == query.context.named_unit(unit)) if unit is not None else table


def _of_period(query: UncertaintyQuery, table: pl.DataFrame, column: str = "period") -> pl.DataFrame:
    """The rows of the period and the unit requested, or all."""
    period = query.arguments.period
    return _of_unit(query, table if period is None else table.filter(pl.col(column) == period))


def _moves(query: UncertaintyQuery) -> pl.DataFrame:
    if not query.outcome.moves:
        raise BadUse("There is one period only: there are no changes between years.")
    return _of_period(query, pl.concat(query.outcome.moves), "to")


def _tornado(query: UncertaintyQuery) -> pl.DataFrame:
    if query.row is None:
        raise BadUse("A tornado is of one unit: name it with --unit.")
    return tornado(query.study.chain, query.row)


def _of(rows: Callable[[UncertaintyQuery], RowSource]) -> Callable[[QueryContext], RowSource]:
    """The rows of the study that a query has as its option `study`."""
    return lambda query: rows(query.options.study)


TABLES: Mapping[str, TableSpec] = {
    "ranks": TableSpec(
        "ranks", table("rank-intervals").columns[2:], _of(lambda query: _of_periods(query, query.outcome.tables))
    ),
    "chances": TableSpec(
        "chances of ranks",
        (*texts("period", "unit"), *wholes("rank"), SHARE),
        _of(lambda query: _of_periods(query, _chances(query))),
    ),
    "pairs": TableSpec(
        "pairs of units",
        (*texts("period", "unit"), TableColumn("other", title="above which unit", names="unit"), SHARE),
        _of(_pairs),
    ),
    "moves": TableSpec(
        "moves between periods",
        (
            *texts("unit", "from", "to"),
            *wholes("median", "low:5 %", "high:95 %"),
            *numbers("rose:rose in", form=".0%"),
            *numbers("change", "change_low:5 % change", "change_high:95 % change", form=SIGNED),
            *numbers("change_sd:sd of change", form=DIGITS),
        ),
        _of(_moves),
    ),
    "sensitivity": TableSpec(
        "Sensitivity",
        (
            TableColumn("choice", title="assumption", names="choice", of="name"),
            TableColumn("first", "number", "alone", form=".1%"),
            *interval("first_low", "first_high", "95 %", form=".1%"),
            TableColumn("total", "number", "in all", form=".1%"),
            *interval("total_low", "total_high", "95 %", form=".1%"),
            *truths("settled"),
            *(replace(column, shown=False) for column in wholes("runs", "failed")),
        ),
        _of(lambda query: query.indices),
    ),
    "left-out": TableSpec(
        "left out, one at a time",
        (
            *texts("code"),
            *numbers("mean_shift", form=".2f"),
            *texts("most_moved"),
            TableColumn("places", "whole", form=SIGNED),
        ),
        _of(lambda query: left_out(query.study.chain)),
    ),
    "tornado": TableSpec(
        "tornado",
        (
            *texts("code"),
            *numbers("low:at the low weight", "high:at the high weight", "swing", form=DIGITS),
            *wholes("rank_low:rank at the low weight", "rank_high:rank at the high weight"),
        ),
        _of(_tornado),
    ),
    "central-weights": TableSpec(
        "central weights",
        table("central-weights").columns[2:],
        _of(
            lambda query: _of_period(
                query, central_weights(query.study.chain, query.arguments.runs or USUAL_RUNS, query.study.seed)
            )
        ),
    ),
    "runs": TableSpec(
        "runs",
        (*wholes("run"), *texts("period", "unit"), *numbers("score", form=DIGITS), *wholes("rank"), *texts("reason")),
        _of(lambda query: _of_period(query, runs_table(query.study.chain, query.points))),
    ),
    "design": TableSpec("design", wholes("run"), _of(lambda query: design_table(query.study.chain, query.points))),
}
"""What can be printed, with the columns of each."""
