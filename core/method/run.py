"""A method run from the workbook's figures to scores and ranks, step by step."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any
from weakref import ref

import numpy as np
import polars as pl

from core.derive.memo import Memo
from core.errors import JingdexError
from core.method.document import Document, check_directions, document_of, listed
from core.method.errors import MethodError
from core.method.panel import KEYS, Panel
from core.method.rank import ranked
from core.method.recomputation import COLUMNWISE, only_changed
from core.method.row_keys import RowKeys
from core.method.setting import Settings
from core.method.settings import COMMON, defaults
from core.method.source import IndicatorPanel, source
from core.method.stages import NO_LETTER, Shared, Since, Stage
from core.method.steps import STEPS
from core.method.tree import Tree, effective_weights
from core.words import in_words
from core.workbook.entries import Method
from core.workbook.status import WORST_LAST
from core.workbook.workbook import Workbook


@dataclass(frozen=True)
class Failure:
    """Why a method has no result: the sentence, the step (0 before the first), and the cell where it is known."""

    sentence: str
    error: JingdexError = field(compare=False)
    step: int = 0
    unit: str = ""
    indicator: str = ""
    period: str = ""


@dataclass(frozen=True, eq=False)
class Scored:
    """The result of a method: the stage before the first step (`stages[0]`) and after each step."""

    document: Document
    stages: tuple[Stage, ...]

    @property
    def raw(self) -> pl.DataFrame:
        """The figures of the workbook: unit, period, groupings, indicators."""
        return self.stages[0].frame

    @property
    def frame(self) -> pl.DataFrame:
        """The panel after the last step: unit, period, groupings, indicators as scored, and every node's score."""
        return self.stages[-1].frame

    def after(self, number: int | None) -> Stage:
        """The stage after a step, 0 before all; the last by default. Raises MethodError where there is no such step."""
        if number is None:
            return self.stages[-1]
        if not 0 <= number < len(self.stages):
            raise MethodError(
                "There is no step {number}: name one of 0 to {count}.", number=number, count=len(self.stages) - 1
            )
        return self.stages[number]

    @property
    def tree(self) -> Tree:
        """The tree with the weights in force; those of the last period where they differ by period."""
        return [self.document.tree, *self.stages[-1].trees.values()][-1]

    @property
    def nodes(self) -> tuple[str, ...]:
        """The nodes with scores, each root before the codes below it; none without an aggregation."""
        return tuple(node for node in reversed(self.tree.nodes) if node in self.stages[-1].panel.place)

    @cached_property
    def effective(self) -> dict[str, float]:
        """The effective weight of each code; a root has 1."""
        return effective_weights(self.tree)

    @cached_property
    def scores(self) -> pl.DataFrame:
        """Columns unit, period and a score for each node."""
        return self.frame.select(*KEYS, *self.nodes)

    @cached_property
    def ranks(self) -> pl.DataFrame:
        """The same with the rank within each period, 1 the best."""
        panel = self.stages[-1].panel
        scores = panel.part(self.nodes)
        placed = np.zeros(scores.shape, dtype=np.uint32)
        for rows in panel.keys.by_period:
            placed[:, rows] = ranked(scores[:, rows])
        columns = [pl.Series(code, row) for code, row in zip(self.nodes, placed, strict=True)]
        frame = panel.keys.frame.select(*KEYS, *columns)
        return frame if placed.all() else frame.with_columns(pl.when(pl.col(self.nodes) != 0).then(pl.col(self.nodes)))

    @cached_property
    def changes(self) -> pl.DataFrame:
        """The same with the places gained since the unit's period before; null in the first."""
        dated = self.ranks.with_columns(when=RowKeys(self.ranks).times).with_row_index("row")
        placed = pl.col(list(self.nodes)).cast(pl.Int64)
        moved = dated.with_columns(placed.shift(1).over("unit", order_by="when") - placed) if self.nodes else dated
        return moved.sort("row").drop("row", "when")

    @cached_property
    def flags(self) -> pl.DataFrame:
        """Columns unit, period and the letter of each indicator and node: the worst of those below; O for none."""
        worst = self.stages[-1].flags
        for node in self.tree.nodes:
            worst = worst.with_columns(pl.max_horizontal(*self.tree.children[node]).alias(node))
        letters = pl.exclude(KEYS).replace_strict(dict(enumerate(WORST_LAST)), return_dtype=pl.String, default="O")
        return worst.with_columns(letters)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Scored) or self.document != other.document or len(self.stages) != len(other.stages):
            return False
        return all(mine.same(theirs) for mine, theirs in zip(self.stages, other.stages, strict=True))


def scored(workbook: Workbook, code: str, memo: Memo | None = None) -> Scored | Failure:
    """The result of one method, or why there is none; unchanged parts are not computed again."""
    memo = memo or Memo()
    try:
        document = memo.same_if_equal((code, "document"), document_of(workbook, code))
        check_directions(document)
        last = memo.before((code, "start"))
        panel = source(workbook, document, last[0][0] if last else None)
    except JingdexError as error:
        return _failure(error, 0)
    stages = [memo.get_or_compute((code, "start"), partial(_start, last[1] if last else None), panel)]
    for at, step in enumerate(document.steps):
        try:
            stages.append(_after(document, at, stages, panel, memo))
        except MethodError as error:
            return _failure(error, step.number)
    return Scored(document, tuple(stages))


def run(document: Document, frame: pl.DataFrame, *, newest: pl.DataFrame | None = None) -> Scored:
    """The document's steps on a plain panel (unit, period, groupings, indicators), without a workbook.

    `newest` has denominators by unit for steps that divide by a table. NaN in an indicator is a gap; an infinite value
    raises MethodError, as does any value that a step refuses.
    """
    check_directions(document)
    frame = _covered(document.method, frame)
    names = set(frame.columns)
    codes = tuple(code for code in dict.fromkeys((*document.tree.indicators, *document.denominators)) if code in names)
    panel = Panel.of(frame, codes)
    if not frame.height:
        raise MethodError("The panel has no row: give it one for each unit and period.")
    if len(infinite := np.argwhere(np.isinf(panel.values))):
        column, row = infinite[0]
        raise panel.cell_error(int(row), codes[column], "is infinite: correct it, or leave it empty.")
    letters = NO_LETTER * np.isnan(panel.values).view(np.int8)
    read = IndicatorPanel(panel, letters, pl.DataFrame() if newest is None else newest)
    memo = Memo()
    stages = [_start(None, read)]
    for at in range(len(document.steps)):
        stages.append(_after(document, at, stages, read, memo))
    return Scored(document, tuple(stages))


def _covered(method: Method, frame: pl.DataFrame) -> pl.DataFrame:
    """The rows of the units and periods that the method names. Raises MethodError where one has no row."""
    for column, text in (("unit", method.units), ("period", method.periods)):
        codes = listed(text)
        if not codes or column not in frame.columns:
            continue
        known = frame[column].cast(pl.String)
        missing = sorted(set(codes).difference(known))
        if missing:
            raise MethodError(
                "The panel has no {column} {missing}: add it, or leave it out.",
                column=column,
                missing=in_words(missing[:5]),
            )
        frame = frame.filter(known.is_in(codes))
    return frame


def _start(before: Stage | None, panel: IndicatorPanel) -> Stage:
    if before and panel.moved == frozenset():
        return before
    since = Since(ref(before), panel.moved) if before and panel.moved is not None else None
    return Stage(panel.panel, panel.letters, panel.panel.codes, since=since)


def _after(document: Document, at: int, stages: Sequence[Stage], panel: IndicatorPanel, memo: Memo) -> Stage:
    """The stage after the step at this place; the same object as before where nothing that it reads has changed."""
    code = document.method.code
    choice, settings, tree, directions, newest, ahead = _read(document, at, panel.newest)
    read = (
        memo.same_if_equal((code, at, "choice"), choice),
        memo.same_if_equal((code, at, "settings"), settings),
        memo.same_if_equal((code, at, "tree"), tree),
        memo.same_if_equal((code, at, "directions"), directions),
        newest,
        memo.same_if_equal((code, at, "ahead"), ahead),
    )
    before = memo.before((code, at))
    known = (
        (before[0][0], before[1]) if before and all(a is b for a, b in zip(before[0][1:], read, strict=True)) else None
    )
    return memo.get_or_compute((code, at), partial(_computed_step, known), stages[-1], *read)


def steps_after(document: Document, stage: Stage, first: int = 0, newest: pl.DataFrame | None = None) -> Stage:
    """The stage after the document's steps from the one at this place on, of one run or of many."""
    for at in range(first, len(document.steps)):
        stage = _computed_step(None, stage, *_read(document, at, newest))
    return stage


def _read(document: Document, at: int, newest: pl.DataFrame | None) -> tuple[Any, ...]:
    """The inputs of the step at this place beside the stage."""
    step = document.steps[at]
    return (
        (step.kind, step.how),
        document.settings[at],
        document.tree if step.kind in ("weigh", "aggregate") else document.structure,
        document.directions,
        newest if (step.kind, step.how) == ("denominate", "table") else None,
        _ahead(document, at) if step.kind == "weigh" else {},
    )


def _computed_step(
    known: tuple[Stage, Stage] | None,
    stage: Stage,
    choice: tuple[str, str],
    settings: Settings,
    tree: Tree,
    directions: Mapping[str, int],
    newest: pl.DataFrame | None,
    ahead: Settings,
) -> Stage:
    kind, how = choice
    step = partial(STEPS[kind], how=how, shared=Shared(tree, directions, newest, ahead), **settings)
    if known and how in COLUMNWISE.get(kind, ()):
        return only_changed(step, known, stage, settings, tree)
    return step(stage)


def _ahead(document: Document, at: int) -> Settings:
    """The rules of the next aggregation, from which the weights of upper nodes are computed."""
    for step, settings in zip(document.steps[at:], document.settings[at:], strict=True):
        if step.kind == "aggregate":
            return {**settings, "how": step.how}
    return {**defaults(COMMON["aggregate"]), "how": "arithmetic"}


def _failure(error: JingdexError, step: int) -> Failure:
    cell = [getattr(error, part, "") for part in ("unit", "indicator", "period")]
    return Failure(str(error), error, step, *cell)


def default_period(scored: Scored, node: str = "") -> str:
    """The last period in which enough units have an observed score: at least half of the largest number in a period.

    A score is observed where it contains no forecast. Without such a period it is the last one.
    """
    periods = [str(when) for when in dict.fromkeys(scored.frame["period"])]
    root = node or next(iter(scored.nodes), "")
    if not root:
        return periods[-1]
    observed = scored.frame[root].is_not_null() & (scored.flags[root] != "F")
    counts = Counter(map(str, scored.frame["period"].filter(observed)))
    most = max(counts.values(), default=0)
    return next((when for when in reversed(periods) if 2 * counts[when] >= most > 0), periods[-1])
