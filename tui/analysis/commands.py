"""The analysis of the method that is looked at: a menu of views, each of which follows every edit."""

from functools import partial
from typing import TYPE_CHECKING

from tui.frame.menu import Choice, open_menu
from tui.frame.page import PageContent
from tui.grid.sheet import Sheet, sentence_sheet
from tui.rank_reversal import commands as rank_reversal
from tui.results.commands import NO_RESULTS, scored
from tui.workspace.view_state import ViewState

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.analysis.significance import Coefficient
    from core.method.run import Scored
    from tui.app import Jingdex
    from tui.results.sheet import Looked

HINT = "Enter opens it; it follows every edit. s sorts, Y copies, E writes it to a file · Esc"


def analysis(app: "Jingdex") -> None:
    """The menu of views."""
    result = scored(app)
    if result is None:
        app.tell(NO_RESULTS)
        return
    from tui.analysis.sheets import alpha_sheet, components_sheet, statistics_sheet, treatment_sheet  # noqa: PLC0415 - it loads Polars
    from tui.results.group_sheets import fullness_sheet, group_sheet, obstacle_sheet, years_sheet  # noqa: PLC0415

    def view(title: str, told: str, sheet: "Callable[[Scored, Looked], Sheet]") -> Choice:
        return Choice(title, told, partial(_open, app, title, sheet))

    rows: list[Choice | str] = [
        "Indicators",
        view(
            "Statistics", "how each indicator is spread, how full it is, and what should be looked at", statistics_sheet
        ),
        view("Treatment", "what the treat steps made of each indicator", treatment_sheet),
        *_correlations(app, result),
        Choice("Pairs", "indicators that say nearly the same, or pull apart", partial(_pairs, app, "pearson")),
        view("Cronbach's alpha", "whether what counts towards a node measures one thing", alpha_sheet),
    ]
    rows.append("Principal components of the indicators below")
    for node in result.nodes:
        if len(result.tree.indicators_below[node]) > 1:
            name = _name(app, result, node)
            rows.append(
                view(
                    name,
                    "explained variance and loadings",
                    partial(_components, components_sheet, node),
                )
            )
    rows.append("Units")
    rows.append(view("Obstacles", "what holds each unit back most", obstacle_sheet))
    rows.append(view("Ranks over the years", "the rank of every unit in every period", years_sheet))
    rows.append(view("How full", "the share of figures that each unit has below each node", fullness_sheet))
    for grouping in dict.fromkeys(one.grouping for one in app.workspace.workbook.groups):
        if grouping in result.frame.columns:
            title = f"Ranks by {grouping}"
            rows.append(view(title, "the rank of each unit in its group", partial(_grouped, group_sheet, grouping)))
    rows += rank_reversal.choices(app)
    open_menu(app, "Analysis", rows, HINT)


def _components(draw: "Callable[[Scored, Looked, str], Sheet]", node: str, made: "Scored", looked: "Looked") -> Sheet:
    return draw(made, looked, node)


def _grouped(draw: "Callable[[Scored, Looked, str], Sheet]", group: str, made: "Scored", looked: "Looked") -> Sheet:
    return draw(made, looked, group)


def _correlations(app: "Jingdex", result: "Scored") -> list[Choice | str]:
    """Every level of the tree with itself and with every level above."""
    from tui.analysis.correlation_sheet import level_name, levels  # noqa: PLC0415 - it loads Polars

    known = list(levels(result))
    top = max(known)
    told = "each with each; v turns to Spearman and Kendall; p of a pair stands in the strip"
    rows: list[Choice | str] = ["Correlations"]
    for at, first in enumerate(known):
        for second in known[at:]:
            if (first, second) != (top, top):
                title = f"{level_name(first, top)} with {level_name(second, top)}"
                rows.append(Choice(title, told, partial(_matrix, app, first, second, "pearson")))
    return rows


def _open(app: "Jingdex", title: str, draw: "Callable[[Scored, Looked], Sheet]") -> None:
    app.page.turn_to(PageContent(title, partial(_sheet, draw)))
    app.show_page()


def _matrix(app: "Jingdex", first: int, second: int, how: "Coefficient") -> None:
    from tui.analysis.correlation_sheet import level_name, levels, matrix_sheet, pair_lines  # noqa: PLC0415 - it loads Polars

    def strip(shown: ViewState) -> list[str]:
        result, row, at = scored(app), app.page.row, app.grid.cursor[1]
        if result is None or row is None:
            return []
        codes = [row.key, *levels(result).get(second, [])]
        column = codes[at] if 0 < at < len(codes) else codes[1]
        lines = pair_lines(result, _looked(result, shown), row.key, column, how)
        return [
            *lines,
            "",
            "= says nearly the same (0.9 or more) · ! pulls apart (-0.4 or less) · v: another coefficient",
        ]

    def draw(made: "Scored", looked: "Looked") -> Sheet:
        known = levels(made)
        if first not in known or second not in known:
            return sentence_sheet("The tree has no such level any more.")
        return matrix_sheet(made, looked, first, second, how)

    top = max(levels(made)) if (made := scored(app)) else second
    title = f"{how}: {level_name(first, top)} with {level_name(second, top)}"
    keys = {"list": partial(_again, app, partial(_matrix, app, first, second), how)}
    app.page.turn_to(PageContent(title, partial(_sheet, draw), keys=keys, strip=strip))
    app.show_page()


def _pairs(app: "Jingdex", how: "Coefficient") -> None:
    from tui.analysis.correlation_sheet import pairs_sheet  # noqa: PLC0415 - it loads Polars

    keys = {"list": partial(_again, app, partial(_pairs, app), how)}
    leaf = PageContent(
        f"Pairs by {how}", partial(_sheet, lambda made, looked: pairs_sheet(made, looked, how)), keys=keys, told="v"
    )
    app.page.turn_to(leaf)
    app.show_page()


def _again(app: "Jingdex", open_by: "Callable[[Coefficient], None]", how: "Coefficient") -> None:
    """The same view by the next coefficient, in the place of this one."""
    from core.analysis.correlation import CORRELATIONS  # noqa: PLC0415 - it loads Polars

    known = list(CORRELATIONS)
    place = app.grid.cursor
    app.back()
    open_by(known[(known.index(how) + 1) % len(known)])
    app.grid.move_to(*place)


def _sheet(draw: "Callable[[Scored, Looked], Sheet]", shown: ViewState) -> Sheet:
    """What a view shows of a workbook, or why it cannot."""
    from core.method.errors import MethodError  # noqa: PLC0415 - it loads Polars
    from core.method.run import Scored  # noqa: PLC0415

    result = shown.derived.methods.get(shown.method)
    if not isinstance(result, Scored) or not result.nodes:
        return sentence_sheet(getattr(result, "sentence", NO_RESULTS))
    try:
        return draw(result, _looked(result, shown))
    except MethodError as error:
        return sentence_sheet(str(error))


def _looked(result: "Scored", shown: ViewState) -> "Looked":
    from tui.results.sheet import looked_at  # noqa: PLC0415 - it loads Polars

    return looked_at(result, shown.workbook, shown.wording, shown.period)


def _name(app: "Jingdex", result: "Scored", code: str) -> str:
    from tui.results.sheet import code_name  # noqa: PLC0415 - it loads Polars

    return code_name(result.document, code, app.workspace.workbook, app.workspace.wording)
