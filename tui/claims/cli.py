"""`jingdex check`: the claims that do not hold, and the figures that break rules."""

from argparse import Namespace
from collections import Counter

from core.derive.derive import Derived, derive
from core.numerals import counted
from core.rules.breaches import failing
from core.words import gettext, in_words
from core.workbook.workbook import Workbook
from data.stores import open_store
from tui.cli.output import has_unicode, write, write_styled
from tui.cli.printing import printed
from tui.grid.wording import Wording
from tui.locale.choice import spoken
from tui.rules.sheet import rules_sheet
from tui.tables.sections import Section, claim_section
from tui.tables.show_cli import workbook_of


def run(arguments: Namespace) -> int:
    """Print the claims that fail or are undetermined and the rules that are broken, and how many of each there are.

    Exit code 1 where a claim fails, or a figure breaks a rule whose severity is error.
    """
    wording = Wording(spoken(), has_unicode())
    with open_store(arguments.workbook) as file:
        workbook = workbook_of(file, arguments)
    derived = derive(workbook)
    shown = tuple(row for row in derived.claims if row.verdict != "holds")
    if shown:
        write_styled(printed(claim_section(shown, wording)))
    counts = Counter(row.verdict for row in derived.claims)
    meaning = [counted(counts["holds"], "holds", "hold"), counted(counts["fails"], "fails", "fail")]
    meaning.append(gettext("{count} undetermined", count=counts["undetermined"]))
    all_claims = counted(len(derived.claims), "claim")
    write(gettext("of {count} {found}\n", count=all_claims, found=in_words(meaning)))
    return max(int(counts["fails"] > 0), _rules(workbook, derived, wording))


def _rules(workbook: Workbook, derived: Derived, wording: Wording) -> int:
    """Print the rules, where there are any; 1 where a figure breaks one whose severity is error."""
    results = derived.rules.results
    if not results:
        return 0
    if any(result.broken.height for result in results):
        sheet = rules_sheet(derived.rules, workbook, wording)
        write_styled("\n" + printed(Section(wording.word("Rules"), sheet)))
    broken = {
        severity: sum(result.fails for result in results if result.rule.severity == severity)
        for severity in ("error", "warning")
    }
    waived = sum(result.broken.height - result.fails for result in results)
    write(
        gettext(
            "of {count} rules {rules} fail: {broken}, ",
            count=len(results),
            rules=failing(results),
            broken=counted(broken["error"], "error"),
        )
    )
    write(gettext("{broken}, {waived} waived\n", broken=counted(broken["warning"], "warning"), waived=waived))
    return int(broken["error"] > 0)
