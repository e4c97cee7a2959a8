"""`jingdex uncertainty`: how far ranks move under other choices, and which choice moves them."""

from argparse import Namespace
from collections.abc import Iterator, Sequence

import polars as pl

from core.derive import derive
from core.method.document import listed
from core.method.errors import MethodError
from core.method.run import Failure, Scored
from core.method.source import source
from core.uncertainty.chain import Chain
from core.uncertainty.choices import SPREADS, Alternatives, Choice, FigureNoise, LeaveOut, WeightNoise
from core.uncertainty.importance import left_out
from core.uncertainty.sensitivity import SobolIndex, in_one_sentence, mean_rank_shift, score_of, sobol_indices
from core.uncertainty.study import Study
from core.workbook import Workbook
from data.file import WorkbookFile
from tui.drawing.sheet import Sheet, SheetRow
from tui.drawing.table import Cell, Column
from tui.drawing.wording import NOTHING, Wording
from tui.subcommands.arguments import BadUse
from tui.subcommands.exchange import csv_text, json_text
from tui.subcommands.output import has_unicode, write
from tui.subcommands.printed import printed
from tui.subcommands.sections import Section

RANK_COLUMNS = (
    "period", "unit", "nominal", "median", "low", "high", "same", "first", "above_next", "scored", "score",
    "mean", "sd",
)  # fmt: skip


def run(arguments: Namespace) -> int:
    """Print the ranks with their intervals, and with --sensitivity which choice they hang on."""
    with WorkbookFile.open(arguments.workbook) as file:
        workbook = file.workbook(arguments.as_of)
    scored = _scored(workbook, arguments.method)
    newest = source(workbook, scored.document).newest
    chain = Chain(scored, arguments.node or scored.nodes[0], _choices(arguments, workbook, scored), newest)
    study = Study(chain, arguments.seed)
    for _ in study.advance(arguments.runs):
        pass
    if arguments.format != "table":
        records = list(study.frame().iter_rows(named=True))
        write(csv_text(RANK_COLUMNS, records) if arguments.format == "csv" else json_text(RANK_COLUMNS, records))
        return 0
    for section in _sections(arguments, workbook, study):
        write(printed(section))
    return 0


def _scored(workbook: Workbook, name: str | None) -> Scored:
    methods = derive(workbook).methods
    if name not in {None, *methods} or not methods:
        raise BadUse(f"There is no method “{name or ''}”: use one of {', '.join(methods) or 'none yet'}.")
    code = name or next(iter(methods))
    result = methods[code]
    if isinstance(result, Failure):
        raise MethodError(f"{code}: {result.sentence}")
    if not result.nodes:
        raise MethodError(f"{code} gives no scores: add an aggregation as its last step.")
    return result


def _choices(arguments: Namespace, workbook: Workbook, scored: Scored) -> tuple[Choice, ...]:
    found: list[Choice] = []
    others: dict[int, list[str]] = {}
    for text in arguments.alternative or ():
        number, _, how = text.partition(":")
        if not number.isdigit() or not how:
            raise BadUse(f"“{text}” is no alternative: write the step's number and a choice, such as 4:z_score.")
        others.setdefault(int(number), []).append(how)
    found += [Alternatives(step, tuple((how, {}) for how in hows)) for step, hows in others.items()]
    if arguments.leave_out:
        found.append(LeaveOut(scored.tree.indicators))
    if arguments.figures is not None:
        found.append(FigureNoise(_spreads(arguments.figures), _bounds(workbook)))
    if arguments.weights or not found:
        found.insert(0, WeightNoise(arguments.weights / 100 if arguments.weights else 0.25))
    return tuple(found)


def _spreads(text: str) -> dict[str, float]:
    """Letters and per cents, such as E=5,P=2; what stands there by itself leaves the usual ones in force."""
    if not text.strip():
        return SPREADS
    try:
        pairs = [part.split("=") for part in listed(text)]
        return {letter: float(number) for letter, number in pairs}
    except ValueError as error:
        raise BadUse(f"“{text}” names no spreads: write status letters and per cents, such as E=5,P=2.") from error


def _bounds(workbook: Workbook) -> frozenset[tuple[str, str, str]]:
    series = workbook.figures.values()
    return frozenset((*one.key[:3],) for each in series for one in each.newest() if one.qualifier == "over")


def _sections(arguments: Namespace, workbook: Workbook, study: Study) -> Iterator[Section]:
    wording = Wording(arguments.language, has_unicode())
    chain = study.chain
    at = list(study.tallies)[-1]
    others = ", ".join(chain.groups)
    told = f"{study.runs} runs, seed {study.seed}, otherwise: {others}; a unit moves {study.mean_shift:.2f} places"
    yield Section(f"{chain.node} · {at}", _ranks(study.tallies[at].frame(study.runs), workbook, wording), told)
    if study.moves:
        last = study.moves[-1]
        yield Section(f"Places gained, {last.first} to {last.last}", _moves(last.frame(), workbook, wording))
    if arguments.sensitivity:
        groups = {name: list(columns) for name, columns in chain.groups.items()}
        alone = all(len(tally.units) == 1 for tally in study.tallies.values())
        output = score_of(chain, chain.frame.height - 1) if alone else mean_rank_shift(chain)
        indices = sobol_indices(output, groups, arguments.sensitivity, study.seed)
        asked = f"for the score of {at}" if alone else "for the mean rank shift"
        yield Section(f"Which choice matters {asked}", _indices(indices), in_one_sentence(indices))
        yield Section("Left out, one at a time", _importance(left_out(chain), workbook, wording))


def _ranks(table: pl.DataFrame, workbook: Workbook, wording: Wording) -> Sheet:
    titles = ("rank", "median", "5 %", "95 %", "as ranked", "first", "above next", "scored", "score", "mean", "sd")
    rows = [
        SheetRow(
            row["unit"],
            (
                Cell(_name(workbook, row["unit"], wording)),
                *(_whole(row[name]) for name in ("nominal", "median", "low", "high")),
                *(_share(row[name]) for name in ("same", "first", "above_next", "scored")),
                *(Cell(_score(row[name])) for name in ("score", "mean", "sd")),
            ),
        )
        for row in table.iter_rows(named=True)
    ]
    return _sheet("unit", titles, rows)


def _moves(table: pl.DataFrame, workbook: Workbook, wording: Wording) -> Sheet:
    rows = [
        SheetRow(
            row["unit"],
            (
                Cell(_name(workbook, row["unit"], wording)),
                *(Cell(f"{row[name]:+d}") for name in ("median", "low", "high")),
                _share(row["rose"]),
            ),
        )
        for row in table.iter_rows(named=True)
    ]
    return _sheet("unit", ("median", "5 %", "95 %", "rose in"), rows)


def _indices(indices: Sequence[SobolIndex]) -> Sheet:
    rows = [
        SheetRow(
            one.name,
            (
                Cell(one.name),
                Cell(_number(one.first)),
                Cell(f"{_number(one.first_low)} … {_number(one.first_high)}"),
                Cell(_number(one.total)),
                Cell(f"{_number(one.total_low)} … {_number(one.total_high)}"),
                Cell("yes" if one.settled else "no", "plain" if one.settled else "bad"),
            ),
        )
        for one in indices
    ]
    return _sheet("choice", ("first", "95 %", "total", "95 %", "settled"), rows)


def _importance(table: pl.DataFrame, workbook: Workbook, wording: Wording) -> Sheet:
    rows = [
        SheetRow(
            row["code"],
            (
                Cell(row["code"]),
                Cell(_number(row["mean_shift"])),
                Cell(_name(workbook, row["most_moved"] or "", wording)),
                Cell(NOTHING if row["places"] is None else f"{row['places']:+d}"),
            ),
        )
        for row in table.sort("mean_shift", descending=True, nulls_last=True, maintain_order=True).iter_rows(named=True)
    ]
    columns = (Column("code", 20), Column("mean shift", 10, justify="right"), Column("most moved", 20))
    return Sheet((*columns, Column("places", 6, justify="right")), rows)


def _sheet(first: str, titles: Sequence[str], rows: Sequence[SheetRow]) -> Sheet:
    return Sheet((Column(first, 24), *(Column(title, 10, justify="right") for title in titles)), rows)


def _name(workbook: Workbook, unit: str, wording: Wording) -> str:
    return wording.name(workbook.units[unit]) if unit in workbook.units else unit


def _whole(value: int | None) -> Cell:
    return Cell(NOTHING if value is None else str(value))


def _share(value: float | None) -> Cell:
    return Cell(NOTHING if value is None else f"{100 * value:.0f}%")


def _score(value: float | None) -> str:
    return NOTHING if value is None else f"{value:.4g}"


def _number(value: float | None) -> str:
    return NOTHING if value is None else f"{value:.2f}"
