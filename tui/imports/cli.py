"""`jingdex import`: reads files, shows what would change, and puts all of it into the workbook in one step."""

import sys
from argparse import Namespace
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias, cast

from core.words import gettext
from data.reading.address import address_of
from data.reading.foreign import read_foreign
from data.reading.limits import Reading, limits_with
from data.reading.named import STANDARD_INPUT, named_files, standard_input
from data.reading.readers import read_with
from data.reading.service import fetched
from data.session import Session
from data.written import write_file
from tui.cli.arguments import BadUse, refuse_unused
from tui.cli.output import flush, has_unicode, narrate, write, write_data, write_lines
from tui.cli.saving import saved_text
from tui.grid.answer import is_yes
from tui.grid.plain import plain
from tui.grid.rule_lines import broken_lines
from tui.grid.wording import Wording
from tui.imports.files import Planned, planned_files
from tui.imports.options import ImportOptions, Origin
from tui.imports.report import report_text
from tui.imports.text import option_lines, preview_lines
from tui.locale.choice import spoken
from tui.tables.data_files import Table, as_csv

if TYPE_CHECKING:
    from core.importing.choices import OnUnknown
    from core.workbook.workbook import Workbook
    from data.trail import Committed
    from tui.tables.spec import Record

Say: TypeAlias = "Callable[[str], None]"
"""What sentences are said to."""


def imported(arguments: Namespace) -> int:
    """Show what the files would change, ask, and do it; exit code 1 where nothing came in, or not all with --strict."""
    if arguments.dry_run:
        refuse_unused(arguments, dict.fromkeys(("yes", "reason"), "--dry-run writes nothing"))
    elif not arguments.yes and (arguments.quiet or arguments.report):
        option = "--quiet" if arguments.quiet else "--report"
        raise BadUse("{option} cannot ask: add --yes, or --dry-run to write nothing.", option=option)
    options = _options(arguments)
    say = _narrator(arguments)
    with (
        _files(arguments, options, say) as (files, origins),
        Session.open(arguments.workbook, read_only=arguments.dry_run) as session,
    ):
        if not files:
            return 0
        _refuse_unread(arguments, files)
        options = replace(options, origins=origins)
        read = partial(read_foreign, limits=options.limits)
        planned = planned_files(files, options, session.workbook, read=read)
        _preview(planned, options, session.workbook, say)
        if arguments.refused:
            _write_refused(planned, arguments.refused, say)
        code, saved = _saved(session, planned, arguments, say)
    if saved:
        say(saved_text(saved, session.workbook))
    if arguments.report:
        write_data(f"{report_text(planned, saved)}\n")
    return code


@contextmanager
def _files(
    arguments: Namespace, options: ImportOptions, say: Say
) -> Iterator[tuple[list[Path], Mapping[Path, Origin]]]:
    """The files that are named, standard input and what services give among them, and where those are from.

    Raises FileError.
    """
    with ExitStack() as stack:
        files = named_files([name for name in arguments.files if isinstance(name, Path)])
        if STANDARD_INPUT in files:
            if sys.stdin is None or sys.stdin.isatty() or files.count(STANDARD_INPUT) > 1:
                raise BadUse(
                    "- stands for the piped input and can be given once only: write `… | jingdex import WORKBOOK -`."
                )
            piped = stack.enter_context(standard_input(sys.stdin.buffer, options.limits))
            files[files.index(STANDARD_INPUT)] = piped
        origins: dict[Path, Origin] = {}
        for address in (address_of(name) for name in arguments.files if isinstance(name, str)):
            since = getattr(arguments, "since", {}).get(address.url, "")
            file = stack.enter_context(fetched(address, options.limits, since))
            if file.path is None:
                say(gettext("{url}: nothing is newer than {moment}\n", url=plain(address.url), moment=since))
                continue
            if file.unnamed:
                say(f"{plain(file.unnamed)}\n")
            origins[file.path] = Origin(address.url, file.moment)
            files += [file.path, *([file.structure] if file.structure else [])]
        yield files, origins


def _narrator(arguments: Namespace) -> Say:
    """Where sentences go: nowhere with --quiet, to standard error where standard output is data."""
    if arguments.quiet:
        return lambda _: None
    return narrate if arguments.report else write


def _preview(planned: Planned, options: ImportOptions, workbook: "Workbook", say: Say) -> None:
    lines = [line for plan in planned.plans for line in preview_lines(plan)]
    lines += [f"  {line}" for line in option_lines(options, planned.plans)]
    lines += [str(named) for named in planned.metadata]
    lines += broken_lines(planned.broken, workbook, Wording(spoken(), has_unicode()))
    write_lines(lines, say)


def _saved(session: Session, planned: Planned, arguments: Namespace, say: Say) -> tuple[int, "Committed | None"]:
    """The exit code, and the step in the trail, where something is written."""
    strict = int(bool(arguments.strict and (planned.refused or planned.errors)))
    if arguments.strict and planned.errors and not arguments.dry_run:
        say(gettext("nothing is written, as it would break rules whose severity is error\n"))
        return 1, None
    if not planned.edit.edits or arguments.dry_run:
        known = not arguments.dry_run and not planned.refused
        say(gettext("nothing is written: the workbook has all of it\n") if known else gettext("nothing is written\n"))
        return strict if arguments.dry_run or not planned.refused else 1, None
    if not arguments.yes and not _accepted(planned.doubts):
        say(gettext("nothing is written: add --yes to accept\n"))
        return 1, None
    # Nobody looks at the workbook afterwards, and a million figures put into it would double the memory.
    return strict, session.file.commit(planned.edit, session.author, arguments.reason.strip())


def _refuse_unread(arguments: Namespace, files: Sequence[Path]) -> None:
    """Raise BadUse for an option of reading that none of the files has."""
    read = {name for path in files for name in read_with(path)}
    kinds = {
        "delimiter": gettext("CSV and its kin"),
        "encoding": "text",
        "sheet": gettext("several tables (Excel, OpenDocument, .zip)"),
        "header_line": gettext("CSV and sheets"),
    }
    for name, kind in kinds.items():
        if name not in read:
            refuse_unused(arguments, {name: gettext("it is for files of {kind}, and there is none", kind=kind)})


def _write_refused(planned: Planned, target: Path, say: Say) -> None:
    """Every row that does not come in, as CSV: its file, line, text and the reason."""
    rows: list[Record] = [
        {"file": plan.name, "line": row.line, "text": row.text, "why": row.why}
        for plan in planned.plans
        for row in plan.refused
    ]
    write_file(target, as_csv(Table(("file", "line", "text", "why"), rows)))
    say(gettext("wrote {target}\n", target=plain(str(target))))


def _options(arguments: Namespace) -> ImportOptions:
    """What the options say."""
    given = {
        "unit": arguments.unit, "period": arguments.period, "status": arguments.status, "note": arguments.note,
        "pillar": arguments.pillar,
        "measure": arguments.measure_column, "vintage": arguments.vintage_column, "source": arguments.source_column,
        "unit_name": arguments.unit_name, "indicator_name": arguments.indicator_name, "mult": arguments.mult_column,
        "decimals": arguments.decimals_column, "qualifier": arguments.qualifier_column,
        "indicator": None if arguments.indicator else arguments.indicator,
    }  # fmt: skip
    if arguments.pillar and arguments.index == "no":
        raise BadUse("--pillar makes an index and --index no leaves it out: give one of them.")
    if arguments.value == "":
        raise BadUse("--value '' leaves no figures: name the column of figures.")
    return ImportOptions(
        reading=Reading(arguments.delimiter, arguments.encoding, arguments.sheet, arguments.header_line),
        roles={role: column for role, column in given.items() if column is not None},
        indicator=tuple(filter(None, (arguments.indicator or "").split(","))),
        values=tuple(arguments.value.split(",")) if arguments.value else (),
        groups=None if arguments.group is None else tuple(filter(None, arguments.group)),
        across=arguments.across or "",
        columns=arguments.columns or "",
        decimal=arguments.decimal or "",
        dash=arguments.dash,
        index=arguments.index,
        source=arguments.source or "",
        vintage=arguments.vintage or "",
        overwrite=arguments.overwrite,
        where=arguments.where,
        fresh=arguments.fresh,
        unknown=cast("OnUnknown", arguments.unknown),
        aliases=dict(_pairs(arguments.alias, "--alias")),
        measures=dict(_pairs(arguments.measure, "--measure")),
        directions=_directions(arguments.direction),
        limits=limits_with(arguments.limit, limits_with(())),
    )


def _directions(texts: list[str]) -> dict[str, int]:
    directions = dict(_pairs(texts, "--direction"))
    for code, text in directions.items():
        if text not in {"1", "+1", "-1"}:
            raise BadUse(
                "--direction {code}={text}: write {code}=1 (more is better) or {code}=-1 (less is).",
                code=code,
                text=text,
            )
    return {code: int(text) for code, text in directions.items()}


def _pairs(texts: list[str], option: str) -> list[tuple[str, str]]:
    pairs = [text.strip().rpartition("=") for text in texts]
    for name, _, value in pairs:
        if not name or not value:
            raise BadUse(
                gettext("{option} takes NAME=VALUE: write {option} 两藏=西藏.", option=option)
                if option == "--alias"
                else gettext("{option} takes NAME=VALUE.", option=option)
            )
    return [(name, value) for name, _, value in pairs]


def _accepted(doubts: Sequence[str]) -> bool:
    """Whether a person at a terminal says yes, also to what is in doubt."""
    if not (sys.stdin and sys.stdin.isatty()):
        return False
    write(
        "".join(gettext("{doubt}: is that right? ", doubt=plain(doubt)) for doubt in doubts)
        + gettext("import this? y/N ")
    )
    flush()
    return is_yes(sys.stdin.readline())
