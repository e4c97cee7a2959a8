"""The arguments of the subcommands that print and write tables."""

from pathlib import Path

from tui.subcommands.arguments import (
    FORMATS,
    Parser,
    add_analyses,
    add_as_of,
    add_choices,
    add_language,
    add_scenario,
    add_statistics,
    add_workbook,
    folded,
)
from tui.subcommands.columns import COLUMNS

EXPORT_FORMS = (
    "csv", "tsv", "json", "parquet", "excel", "markdown", "latex", "svg", "html", "sdmx", "sdmx1", "coin", "text",
)  # fmt: skip


def show_parser() -> Parser:
    """`jingdex show`."""
    columns = "\n".join(folded(subject, names) for subject, names in COLUMNS.items())
    parser = Parser(
        "show",
        "Prints what a workbook holds, or what follows from it: the same computations\n"
        "as on the screen. A table is for reading. CSV (RFC 4180) and JSON (a list of\n"
        "objects) are for programs: numbers as they are, in base units (yuan, not 亿;\n"
        "per cent stay per cent), what is missing empty or null, all columns below.\n"
        "In CSV a text that begins with = + - @ ＝ ＋ － ＠ ' or a tab or line break\n"
        "gets an apostrophe before it, so that no spreadsheet takes it for a formula:\n"
        "drop one leading apostrophe to have the text back.",
        "examples:\n"
        "  jingdex show beijing.jingdex clusters --list c2020\n"
        "  jingdex show beijing.jingdex figures --format csv > figures.csv\n"
        "  jingdex show beijing.jingdex claims --format json --as-of '2026-07-29 21:04'\n"
        f"\ncolumns of CSV and JSON:\n{columns}",
    )
    add_workbook(parser)
    parser.add_argument("subject", choices=tuple(COLUMNS), metavar="SUBJECT", help=f"one of {', '.join(COLUMNS)}")
    parser.add_argument("--format", choices=FORMATS, default="table", help="how to print it (table)")
    parser.add_argument("--list", metavar="CODE", help="of clusters: the list (the one the workbook opens with)")
    parser.add_argument("--method", metavar="CODE", help="of scores, ranks and what follows them: one method (all)")
    add_analyses(parser)
    add_statistics(parser)
    add_as_of(parser)
    add_scenario(parser)
    add_language(parser)
    return parser


def export_parser() -> Parser:
    """`jingdex export`."""
    parser = Parser(
        "export",
        "Writes a table of a workbook to a file. The end of its name says in which form:\n"
        ".csv .tsv .json .parquet .xlsx .md .tex .html (the report) .svg (a chart: of a\n"
        "--series, else of the index, else of the scores). --as names others: sdmx\n"
        "(SDMX-CSV 2.0), sdmx1, coin (COINr's two tables, into a folder), text (all of\n"
        "the workbook with its trail, into a folder that git can compare; `jingdex new\n"
        "NEW --from FOLDER` reads it back). A file is written whole or not at all, and\n"
        "replaced only with --force. No text in it acts as a formula, as markup or on a\n"
        "terminal.",
        "examples:\n"
        "  jingdex export beijing.jingdex figures.csv\n"
        "  jingdex export beijing.jingdex clusters.md --what clusters --with sources\n"
        "  jingdex export beijing.jingdex all.xlsx --force\n"
        "  jingdex export beijing.jingdex beijing --as text",
    )
    add_workbook(parser)
    parser.add_argument("target", type=Path, metavar="TARGET", help="the file or folder to write")
    parser.add_argument("--what", choices=tuple(COLUMNS), metavar="SUBJECT", help="as in show (figures; .xlsx: all)")
    parser.add_argument(
        "--as", dest="form", choices=EXPORT_FORMS, metavar="FORM", help="the form, where the name does not say it"
    )
    parser.add_argument(
        "--with",
        dest="extras",
        action="append",
        choices=("sources", "methods"),
        help="in .xlsx .md .tex with the table, else in files beside it",
    )
    parser.add_argument("--series", nargs=2, metavar=("UNIT", "INDICATOR"), help="for .svg: the series to draw")
    add_choices(parser)
    return parser


def report_parser() -> Parser:
    """`jingdex report`."""
    parser = Parser(
        "report",
        "Writes one HTML page that needs nothing else: clusters, index, trends, results,\n"
        "claims, sources, methods, versions and a fingerprint of the trail. The same\n"
        "workbook gives the same page, byte by byte.",
        "example:\n  jingdex report beijing.jingdex beijing.html",
    )
    add_workbook(parser)
    parser.add_argument("target", type=Path, metavar="FILE", help="the file to write")
    add_choices(parser)
    return parser


def check_parser() -> Parser:
    """`jingdex check`."""
    parser = Parser(
        "check",
        "Checks the published statements against the workbook's own figures; lists\n"
        "those that fail or cannot be told, and counts all. Exit code 1 where one fails.",
        "examples:\n"
        "  jingdex check beijing.jingdex\n"
        "  jingdex check beijing.jingdex --as-of 2026-07-29 && echo all held on that day",
    )
    add_workbook(parser)
    add_as_of(parser)
    add_scenario(parser)
    add_language(parser)
    return parser
