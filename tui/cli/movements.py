"""The effect of an edit in lines: the figure before and after, the rows that it moved, and when it was saved."""

from collections.abc import Iterator

from core.derive.derive import Derived, derive
from core.derive.methods import Methods
from core.method import run
from core.words import gettext, in_words, labelled
from core.workbook.workbook import Workbook
from data.session import Outcome
from data.trail import notices
from tui.cli.output import complain, has_unicode, write_lines
from tui.cli.saving import saved_at
from tui.grid.edit_lines import edit_lines
from tui.grid.rule_lines import breaks
from tui.grid.sheet import Sheet, SheetRow
from tui.grid.table import Heading
from tui.grid.titles import named_steps
from tui.grid.wording import NOTHING, Wording
from tui.locale.choice import spoken
from tui.tables.sections import sections

NO_SHEET = Sheet((), ())


def report(outcome: Outcome, workbook: Workbook) -> None:
    """Print what an edit did to the workbook that it made; what others did just before goes to standard error."""
    wording = Wording(spoken(), has_unicode())
    all_moved = moved_lines(outcome.edit.inverse().apply(workbook), workbook, wording)
    write_lines(
        [
            *edit_lines(outcome.edit, workbook, wording),
            *(f"  {line}" for line in all_moved or [gettext("nothing else moves")]),
            saved_at(outcome),
        ]
    )
    for notice in notices(named_steps(outcome.overtaken, workbook, wording)):
        complain(notice)


def moved_lines(before: Workbook, after: Workbook, wording: Wording) -> list[str]:
    """One line for each row of a table, then for each score and rank, that reads otherwise than before."""
    derived = derive(before)
    now = derive(after, derived)
    return [*moved(derived, now, wording), *_scores_moved(derived.methods, now.methods)]


def moved(before: Derived, after: Derived, wording: Wording) -> list[str]:
    """One line for each row of a table that reads otherwise than before."""
    old, new = ({section.title: section.sheet for section in sections(of, wording)} for of in (before, after))
    lines = [
        f"{title} · {line}"
        for title in {**old, **new}
        for line in _differing(old.get(title, NO_SHEET), new.get(title, NO_SHEET))
    ]
    return [*lines, *breaks(before, after, wording)]


def _scores_moved(old: Methods, new: Methods) -> Iterator[str]:
    for code in new:
        result, was = new[code], old.get(code)
        if not isinstance(result, run.Scored):
            if result != was:
                yield labelled(code, result.sentence)
            continue
        known = _by_place(was) if isinstance(was, run.Scored) else {}
        for place, (score, rank) in _by_place(result).items():
            earlier = known.get(place, (None, None))
            if (score, rank) != earlier:
                scores = " → ".join(NOTHING if x is None else f"{x:.4f}" for x in (earlier[0], score))
                yield gettext(
                    "{code} · {place}: {scores}, rank {earlier} → {rank}",
                    code=code,
                    place=" ".join(place),
                    scores=scores,
                    earlier=earlier[1] or NOTHING,
                    rank=rank or NOTHING,
                )


def _by_place(result: run.Scored) -> dict[tuple[str, str, str], tuple[float | None, int | None]]:
    rows = zip(result.scores.iter_rows(named=True), result.ranks.iter_rows(named=True), strict=True)
    tops = [node for node in result.nodes if node in result.tree.roots]
    return {
        (str(score["unit"]), str(score["period"]), node): (score[node], rank[node])
        for score, rank in rows
        for node in tops
    }


def _differing(before: Sheet, after: Sheet) -> Iterator[str]:
    for row in after.marked(before, "preview").rows:
        if isinstance(row, SheetRow) and (changes := row.changes(after.columns)):
            yield labelled(row.cells[0].text, in_words(changes))
    for key, old_row in before.by_key.items():
        if key not in after.by_key:
            yield gettext("{text}: gone", text=old_row.cells[0].text)
    was = {row.text for row in before.rows if isinstance(row, Heading)}
    yield from (row.text for row in after.rows if isinstance(row, Heading) and row.text not in was)
