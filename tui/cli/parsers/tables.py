"""The arguments of the subcommands that print and write tables."""

from pathlib import Path

from tui.cli.arguments import VIEW, Parser, folded
from tui.tables.forms import FORMS
from tui.tables.query import add_options
from tui.tables.registry import table, table_ids


def _tables_text() -> str:
    """The options and the columns of every table."""
    specs = {name: table(name) for name in table_ids()}
    options = "\n".join(
        folded(name, [f"--{option}" for option in spec.takes]) for name, spec in specs.items() if spec.takes
    )
    columns = "\n".join(folded(name, spec.keys) for name, spec in specs.items())
    return f"\n\noptions of each table:\n{options}\n\ncolumns of CSV and JSON:\n{columns}"


def show_parser(parser: Parser) -> None:
    """`jingdex show`."""
    parser.describe(
        "Prints what a workbook holds, or what follows from it: the same computations\n"
        "as on the screen. A table is for reading. CSV (RFC 4180) and JSON (a list of\n"
        "objects) are for programs: numbers as they are, in base units (yuan, not 亿;\n"
        "per cent stay per cent), what is missing empty or null, all columns below.\n"
        "In CSV a text that begins with = + - @ ＝ ＋ － ＠ ' or a tab or line break\n"
        "gets an apostrophe before it, so that no spreadsheet takes it for a formula:\n"
        "drop one leading apostrophe to have the text back.",
        "jingdex show beijing.jingdex clusters --list c2020",
        "jingdex show beijing.jingdex figures --format csv > figures.csv",
        "jingdex show beijing.jingdex scores --method rebuilt --period 2019",
        "jingdex show beijing.jingdex claims --format json --as-of '2026-07-29 21:04'",
        behind=_tables_text,
    )
    parser.add("workbook")
    parser.value("subject", "SUBJECT", "the table to print, one of those below", choices=table_ids())
    parser.add("--format")
    add_options(parser)
    parser.add(*VIEW)


def export_parser(parser: Parser) -> None:
    """`jingdex export`."""
    parser.describe(
        "Writes a table of a workbook to a file. The end of its name says in which form:\n"
        ".csv .tsv .json .parquet .xlsx .md .tex .html (the report) .svg .png (a chart:\n"
        "of a --series, else of the index, else of the scores) .xml (SDMX-ML 3.0)\n"
        ".sdmx.csv .sdmx.json .px (PC-Axis) .stat.json (JSON-stat). --as names others:\n"
        "sdmx1 (SDMX-CSV 1.0), sdmx-ml21 and sdmx-generic (SDMX-ML 2.1), SDMX with its\n"
        "data structure and code lists beside it; coin (COINr's two tables, into a\n"
        "folder), text (all of the workbook with its trail, into a folder that git can\n"
        "compare; `jingdex new NEW --from FOLDER` reads it back). A file is written whole\n"
        "or not at all, and replaced only with --force. No text in it acts as a formula,\n"
        "as markup or on a terminal.",
        "jingdex export beijing.jingdex figures.csv",
        "jingdex export beijing.jingdex clusters.md --what clusters --with sources",
        "jingdex export beijing.jingdex all.xlsx --force",
        "jingdex export beijing.jingdex beijing --as text",
    )
    parser.add("workbook")
    _add_target(parser)
    add_options(parser)
    parser.add(*VIEW)


def _add_target(parser: Parser) -> None:
    """What is written, where and in which form."""
    parser.value("target", "TARGET", "the file or folder to write, - for standard output", type=Path)
    parser.value("--what", "SUBJECT", "as in show (figures; .xlsx: all)", choices=table_ids())
    parser.value("--as", "FORM", "the form, where the name does not say it", dest="form", choices=tuple(FORMS))
    parser.add_argument(
        "--with",
        dest="extras",
        action="append",
        choices=("sources", "methods"),
        help="in .xlsx .md .tex with the table, else in files beside it",
    )
    parser.value("--series", ("UNIT", "INDICATOR"), "for .svg and .png: the series to draw", nargs=2)
    parser.add("--force")


def report_parser(parser: Parser) -> None:
    """`jingdex report`."""
    parser.describe(
        "Writes one HTML page that needs nothing else: clusters, index, trends, results,\n"
        "claims, sources, methods, versions and a fingerprint of the trail. The same\n"
        "workbook gives the same page, byte by byte.",
        "jingdex report beijing.jingdex beijing.html",
    )
    parser.add("workbook")
    parser.value("target", "FILE", "the file to write", type=Path)
    parser.add("--force")
    add_options(parser)
    parser.add(*VIEW)


def check_parser(parser: Parser) -> None:
    """`jingdex check`."""
    parser.describe(
        "Checks the published statements against the workbook's own figures, and its\n"
        "figures against its rules; lists those that fail or are undetermined, and counts\n"
        "all. Exit code 1 where a claim fails, or a rule whose severity is error.",
        "jingdex check beijing.jingdex",
        "jingdex check beijing.jingdex --as-of 2026-07-29 && echo all held on that day",
    )
    parser.add("workbook", *VIEW)
