"""What an edit breaks, in lines of figures and rules as they are shown."""

from collections.abc import Iterator, Sequence

from core.derive.derive import Derived
from core.rules.breaches import Broken, newly_broken
from core.words import gettext, in_words, labelled
from core.workbook.workbook import Workbook, indicator_of, unit_of
from tui.grid.plain import plain
from tui.grid.wording import Wording

SIGNS = {"error": "✗", "warning": "!", "information": "·"}
FEW = 3


def breaks(before: Derived, after: Derived, wording: Wording) -> Iterator[str]:
    """What an edit breaks, a line for each of the first figures: which figure, and the rule."""
    if after.workbook.tables["rules"]:
        yield from broken_lines(newly_broken(before.rules, after.rules), after.workbook, wording)


def broken_lines(breaches: Sequence[Broken], workbook: Workbook, wording: Wording) -> Iterator[str]:
    """A line for each of the first figures that break a rule, with its severity, and how many more there are."""
    for breach in breaches[:FEW]:
        yield f"{SIGNS[breach.rule.severity]} {rule_line(breach, workbook, wording)}"
    if len(breaches) > FEW:
        yield gettext("{count:,} more break rules", count=len(breaches) - FEW)


def rule_line(breach: Broken, workbook: Workbook, wording: Wording) -> str:
    """The figure and the rule that it breaks, in words."""
    text = plain(breach.rule.text(wording.language))
    return labelled(
        f"{wording.word('rule')} {plain(breach.rule.code)}", f"{figure_name(breach, workbook, wording)} – {text}"
    )


def figure_name(breach: Broken, workbook: Workbook, wording: Wording) -> str:
    """Unit, indicator and period of a figure that breaks a rule, in words."""
    unit = unit_of(workbook, breach.unit)
    indicator = indicator_of(workbook, breach.indicator)
    return plain(in_words((wording.name(unit), wording.name(indicator), breach.period)))
