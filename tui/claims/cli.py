"""`jingdex check`: the claims that do not hold."""

from argparse import Namespace
from collections import Counter

from core.derive.derive import derive
from data.file import WorkbookFile
from tui.cli.as_of import looked_at
from tui.cli.output import has_unicode, write, write_styled
from tui.cli.printed import printed
from tui.grid.wording import Wording
from tui.tables.sections import claim_section


def run(arguments: Namespace) -> int:
    """Print the claims that fail or are undetermined, and how many of each there are; exit code 1 where one fails."""
    with WorkbookFile.open(arguments.workbook) as file:
        rows = derive(looked_at(file, arguments)).claims
    shown = tuple(row for row in rows if row.verdict != "holds")
    if shown:
        write_styled(printed(claim_section(shown, Wording(arguments.language, has_unicode()))))
    counts = Counter(row.verdict for row in rows)
    write(f"of {len(rows)} claims {counts['holds']} hold, {counts['fails']} fail, ")
    write(f"{counts['undetermined']} undetermined\n")
    return 1 if counts["fails"] else 0
