"""Tables that explain why a score or a rank differs, and the path of one number."""

from collections.abc import Iterator
from typing import NamedTuple, NoReturn

import polars as pl

from core.attribution.change import Change, Spot, change
from core.attribution.path import Hop, path
from core.attribution.place import PlaceChange, place_change
from core.derive.derive import Derived, derive
from core.method.run import Scored
from core.method.source import source
from core.numerals import decimal
from core.releases.releases import released_by
from core.words import gettext, in_words
from core.workbook.workbook import Workbook
from tui.attribution.sheet import change_columns, change_rows, change_text, path_columns, path_rows, place_rows
from tui.grid.sheet import Sheet, SheetRow
from tui.grid.table import Heading
from tui.tables.analyses import known_unit
from tui.tables.of_methods import result_named
from tui.tables.query import BadOption, QueryContext
from tui.tables.sections import Section
from tui.workspace.result_view import ResultView


class Sides(NamedTuple):
    """The two results and the rows (unit, period) whose score on a node is compared, and the denominators of both."""

    first: Scored
    second: Scored
    before: Spot
    after: Spot
    node: str
    newest: tuple[pl.DataFrame | None, ...]

    @property
    def change(self) -> Change:
        """What changed the score. Raises MethodError."""
        return change(*self)

    @property
    def place_change(self) -> PlaceChange | None:
        """What changed the rank; null where the method has one unit. Raises MethodError."""
        return place_change(*self) if self.second.frame["unit"].n_unique() > 1 else None


def sides_of(query: QueryContext) -> Sides:
    """What the options name: the period before where they name nothing to compare with.

    A caller may give another state of the workbook, with what follows from it, as the option `other`.
    Raises BadUse, BadOption, MethodError.
    """
    options, workbook = query.options, query.workbook
    second = result_named(query.derived.methods, query.method)
    unit, node = known_unit(second, query.named_unit(options.unit)), options.node or second.nodes[0]
    if node not in second.nodes:
        known = in_words((*second.nodes, *second.tree.indicators))
        raise BadOption("{code} is not in the tree: use one of {known}.", code=node, known=known)
    older, derived = other_state(query)
    method = second.document.method.code
    is_alone = older is workbook and options.against in (None, method)
    first = second if is_alone else result_named(derived.methods, options.against or method)
    after = options.period or (periods_of(second, unit) or [""])[-1]
    before = options.before or (_period_before(second, unit, after) if is_alone else after)
    newest = tuple(source(state, of.document).newest for state, of in ((older, first), (workbook, second)))
    return Sides(first, second, (unit, before), (unit, after), node, newest)


def periods_of(scored: Scored, unit: str, node: str = "") -> list[str]:
    """The periods in which a method has a row of a unit; on a node those in which that has a score."""
    rows = scored.frame.drop_nulls([node] if node else []).select("period", "unit").iter_rows()
    return [str(when) for when, code in rows if str(code) == unit]


def score_of(scored: Scored, unit: str, period: str, node: str) -> float | None:
    """The score of a unit on a node in a period; null where there is none."""
    rows = scored.frame.filter(unit=unit, period=period) if node in scored.frame.columns else scored.frame.head(0)
    return rows[node].item() if rows.height == 1 else None


def other_state(query: QueryContext) -> tuple[Workbook, Derived]:
    """The state of the workbook to compare with, else the present one."""
    other: tuple[Workbook, Derived] | None = getattr(query.options, "other", None)
    if other is None and query.options.release is not None:
        older = released_by(query.workbook, query.options.release)
        other = (older, derive(older, query.derived))
    return other or (query.workbook, query.derived)


def _period_before(scored: Scored, unit: str, period: str) -> str:
    periods = periods_of(scored, unit)
    earlier = periods[: periods.index(period)] if period in periods else []
    return earlier[-1] if earlier else no_period_before(period)


def no_period_before(period: str) -> NoReturn:
    """Raise BadOption, as there is nothing to compare with before a period."""
    raise BadOption(
        "There is no period before {period}: name what to compare with by --before or --release.", period=period
    )


def score_rows(query: QueryContext) -> Iterator[SheetRow | Heading]:
    """The change of the score as a waterfall down the tree, then that of the rank. Raises as `sides_of` does."""
    sides = sides_of(query)
    view = ResultView.of(sides.second, query.workbook, query.wording, sides.after[1], sides.node)
    yield from change_rows(sides.change, view.code_name)
    placed = sides.place_change
    if placed is not None:
        yield from place_rows(placed, view.unit_name, query.wording)


def score_sections(query: QueryContext) -> list[Section]:
    """The same as it is printed: both sides in the title, the sums of each kind of effect below it."""
    sides, wording = sides_of(query), query.wording
    unit, period = query.unit_name(sides.after[0]), sides.after[1]
    label = getattr(query.options, "label", "") or _label(query)
    against = gettext("against {label}", label=label)
    span = gettext("{unit}, {before} to {period}", unit=unit, before=sides.before[1], period=period)
    name = query.code_name(sides.second.document.method.code, sides.node)
    title = f"{name} · {in_words((unit, period, against)) if label else span}"
    sheet = Sheet(change_columns(wording), list(score_rows(query)))
    return [Section(title, sheet, change_text(sides.change, wording))]


def _label(query: QueryContext) -> str:
    """What is compared with, in words; empty where that is another period."""
    if query.options.against is not None:
        return gettext("method {name}", name=query.method_name(query.options.against))
    release = query.options.release
    return "" if release is None else gettext("what was released by {}").format(release)


class Way(NamedTuple):
    """The way of one number: the result and the row (unit, period) that it is of, its indicator, and every hop."""

    scored: Scored
    spot: Spot
    code: str
    hops: list[Hop]


def way_of(query: QueryContext) -> Way:
    """The way that the options name. Raises BadUse, MethodError."""
    scored = result_named(query.derived.methods, query.method)
    unit, code = query.named_unit(query.options.unit), query.named_indicator(query.options.indicator)
    spot = (unit, query.options.period or (periods_of(scored, unit) or [""])[-1])
    return Way(scored, spot, code, path(scored, spot, code, query.workbook))


def path_sheet(query: QueryContext) -> Sheet:
    """Every hop of one number. Raises as `way_of` does."""
    return Sheet(path_columns(query.wording), list(path_rows(way_of(query).hops)))


def path_sections(query: QueryContext) -> list[Section]:
    """The same as it is printed, with what the indicator counts of the whole."""
    scored, (unit, period), code, _ = way_of(query)
    note = gettext("counts {effective} of the whole", effective=decimal(scored.effective[code], ".4g"))
    title = in_words((f"{query.code_name(scored.document.method.code, code)} · {unit}", period))
    return [Section(title, path_sheet(query), note)]
