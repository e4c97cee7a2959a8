"""The rule of a rollup from a file or from the workbook, with the crosswalk that it names."""

from dataclasses import replace
from pathlib import Path

from core.errors import BadEntry
from core.rollup.document import rule_of
from core.rollup.rule import Link, RollupRule, with_links
from core.words import gettext
from core.workbook.workbook import Workbook
from data.csv_safety import unguarded
from data.errors import FileError
from data.table_rows import table_rows
from data.written import read_text

HEADERS = ("industry", "cluster", "share", "from", "until")


def rule_named(name: str, workbook: Workbook, beside: Path, source: str = "") -> tuple[RollupRule, Path]:
    """The rule of a file, else the one that the workbook keeps under this code, and the folder its paths begin in.

    Another `source` takes the place of the rule's, and begins where the person is. Raises FileError, BadEntry.
    """
    path = Path(name).expanduser()
    kept = workbook.rollups.get(name)
    if path.is_file():
        rule, folder = rule_of(read_text(path), path.name), path.parent
    elif kept:
        rule, folder = rule_of(kept.document, gettext("The rule {name}", name=name)), beside
    else:
        known = ", ".join(workbook.rollups) or gettext("none yet")
        raise FileError(
            gettext(
                "There is no file {name}, and no rule of this code in the workbook: use one of {known}.",
                name=name,
                known=known,
            )
        )
    if rule.crosswalk_file:
        if rule.crosswalk:
            raise BadEntry(gettext("{name} has a crosswalk_file and a [[crosswalk]]: leave one.", name=name))
        rule = with_links(rule, links_of(folder / Path(rule.crosswalk_file).expanduser()))
    return (replace(rule, source=source), Path.cwd()) if source else (rule, folder)


def links_of(path: Path) -> tuple[Link, ...]:
    """The crosswalk of a CSV with the columns industry, cluster, and where they are wanted share, from and until.

    Raises FileError, naming the line.
    """
    links = []
    for number, row in table_rows(path, HEADERS, needed=HEADERS[:2]):
        cells = {name: unguarded(text).strip() for name, text in row.items()}
        if not cells["industry"] or not cells["cluster"]:
            raise FileError(
                gettext(
                    "{path}, line {number}: the industry or the cluster is empty: fill it in.", path=path, number=number
                )
            )
        try:
            share = float(cells.get("share") or 1)
        except ValueError:
            share = 0.0
        if not 0 < share <= 1:
            raise FileError(
                gettext(
                    "{path}, line {number}: the share is “{share}”: write a number above 0 up to 1.",
                    path=path,
                    number=number,
                    share=cells["share"],
                )
            )
        links.append(Link(cells["industry"], cells["cluster"], share, cells.get("from", ""), cells.get("until", "")))
    if not links:
        raise FileError(
            gettext(
                "{path} holds no line of a crosswalk: name a file with {headers}.",
                path=path,
                headers=", ".join(HEADERS),
            )
        )
    return tuple(links)
