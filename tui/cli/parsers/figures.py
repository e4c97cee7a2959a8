"""The arguments of the subcommands that bring figures in, or carry them on."""

from pathlib import Path

from core.words import marked
from data.reading import address
from tui.cli.arguments import Parser

COLUMN_OPTIONS: dict[str, str] = marked(
    {
        "unit": "the column of what is described",
        "indicator": "the column of what is measured (several: with commas)",
        "period": "the column of periods",
        "status": "the column of SDMX status letters",
        "note": "the column of notes",
        "pillar": "the column of pillars: makes an index of the indicators, named after the file",
        "measure-column": "the column of the unit of measurement",
        "vintage-column": "the column of the date of the release",
        "source-column": "the column of the source",
        "unit-name": "the column of the names of units, beside their codes",
        "indicator-name": "the column of the names of indicators, beside their codes",
        "mult-column": "the column of powers of ten (UNIT_MULT)",
        "decimals-column": "the column of the digits that are printed (DECIMALS)",
        "qualifier-column": "the column of exact, over, nearly, about",
    }
)
"""What each option of `import` that names a column says of it."""

ENGINES = ("polars", "duckdb", "spark")


def import_parser(parser: Parser) -> None:
    """`jingdex import`."""
    parser.describe(
        "Brings the figures of files into a workbook: CSV, TSV, Excel, Parquet, JSON\n"
        "lines, SDMX (CSV, JSON, ML), COINr's tables. Its layout is recognised and\n"
        "shown with all that would change and all that is odd, before anything is\n"
        "written; then one key accepts. The import is one step in the trail and one\n"
        "undo. A figure that differs from the one that is there becomes a new release\n"
        "beside it. The layout is kept in the workbook: next year's file needs no option.\n"
        "COLUMN is a header of the file; =TEXT in its place is the text for every row,\n"
        "and '' means that there is no such column, whatever was recognised.",
        "jingdex import figures.jingdex panel.csv --dry-run",
        "jingdex import figures.jingdex panel.csv --yes --source 'Yearbook 2024'",
        "jingdex import figures.jingdex gdp.xlsx --period =2023 --unit Region",
        "jingdex import figures.jingdex https://sdmx.example.org/rest/data/GDP/A..",
    )
    parser.add("workbook")
    parser.value(
        "files",
        "FILE",
        "files, folders, patterns ('x/*.csv'), https://…, - for standard input",
        nargs="+",
        type=file_or_address,
    )
    parser.flag("--yes", "accept what the preview shows, without a question")
    parser.flag("--dry-run", "show the preview and write nothing")
    _add_columns(parser)
    _add_meanings(parser)
    _add_reading(parser)
    parser.add("--reason")


def pull_parser(parser: Parser) -> None:
    """`jingdex pull`."""
    parser.describe(
        "Fetches again what was imported from addresses of web services, and brings in\n"
        "what differs, as `jingdex import` did: of an SDMX REST service only what was\n"
        "changed since (updatedAfter), where it can say so. Logins are those of .netrc;\n"
        "what an address says of who asks is not kept: import from it again.",
        "jingdex pull figures.jingdex --dry-run",
        "jingdex pull figures.jingdex gdp --yes --strict",
    )
    parser.add("workbook")
    parser.value("names", "NAME", "only these, by the names that are printed (all)", nargs="*")
    parser.flag("--yes", "accept what the preview shows, without a question")
    parser.flag("--dry-run", "show the preview and write nothing")
    parser.flag("--whole", "fetch all figures, not only what was changed since")
    _add_outcome(parser)
    parser.add("--reason")


def _add_columns(parser: Parser) -> None:
    """Which columns hold what."""
    for option, meaning in COLUMN_OPTIONS.items():
        parser.value(f"--{option}", "COLUMN", meaning)
    parser.value("--group", "COLUMN", "a column of groups of units, again for another ('' for none)", action="append")
    parser.value("--value", "COLUMN", "the column of figures (or several, with commas)")
    parser.value(
        "--across", "WHAT", "what headers of figures say: none, indicator, period, unit, unit+period, indicator+period"
    )
    parser.add_argument(
        "--index",
        choices=("yes", "no"),
        default="",
        help="whether pillars (a column, a row of groups, names such as A/B) make an index; remembered",
    )
    parser.add_argument(
        "--columns", choices=("units", "indicators", "periods"), help="what the headers of figures are (recognised)"
    )


def _add_meanings(parser: Parser) -> None:
    """What the figures and names of the file are in the workbook."""
    parser.value("--vintage", "DATE", "the date of the release (2024-03) of every figure")
    parser.flag("--overwrite", "correct figures in place of adding a release")
    parser.value("--source", "SOURCE", "its code or title (the file's name)")
    parser.add_argument(
        "--unknown",
        choices=("offer", "near", "add"),
        default="offer",
        help="names near a known one: refuse and offer it, take it, or add",
    )
    parser.value("--alias", "TEXT=CODE", "what a spelling stands for; remembered", action="append", default=[])
    parser.value("--measure", "INDICATOR=MEASURE", "its true measure: CNY, PERCENT …", action="append", default=[])
    parser.value("--direction", "INDICATOR=1|-1", "whether more (1) or less (-1) of it is better (by its name)",
                 action="append", default=[])  # fmt: skip


def _add_reading(parser: Parser) -> None:
    """Which rows are read, and how the file is written."""
    parser.value(
        "--where", "CONDITIONS", "only these rows: 'own_code=5 and sex=T', 'sex!=T'; remembered, '' cancels it"
    )
    parser.flag("--fresh", "do not use the layout remembered for such files")
    _add_outcome(parser)
    parser.value("--delimiter", "SIGN", "between cells (recognised)", default="")
    parser.value("--encoding", "NAME", "utf-8, gb18030, utf-16 … (recognised)", default="")
    parser.add_argument("--decimal", choices=(".", ","), default="", help="the decimal sign (recognised)")
    parser.add_argument(
        "--dash",
        choices=("missing", "zero"),
        default="",
        help="what - in the place of a figure is (missing); remembered",
    )
    parser.value(
        "--sheet",
        "NAMES",
        "of a workbook or an archive: names with commas, or a pattern such as '20*' (the first with a table)",
        default="",
    )
    parser.value("--header-line", "N", "the line of the header (recognised)", type=int, default=0)


def _add_outcome(parser: Parser) -> None:
    """What is said of what came in, and how large files may be."""
    parser.flag("--strict", "exit code 1 where a row is refused; nothing is written where a rule would break")
    parser.flag("--quiet", "print errors only")
    parser.add_argument(
        "--report", choices=("json",), help="what was read, new, changed and refused, as data on standard output"
    )
    parser.value("--refused", "FILE", "write every refused row with its reason, as CSV", type=Path)
    parser.value(
        "--limit", "NAME=NUMBER",
        "the most of memory, size (MB), seconds, rows, columns, cells, text, ratio (of packed files)",
        action="append", default=[],
    )  # fmt: skip


def file_or_address(text: str) -> Path | str:
    """A file, or the text of a web address."""
    return text if address.is_address(text) else Path(text)


def set_parser(parser: Parser) -> None:
    """`jingdex set`."""
    parser.describe(
        "Puts a figure into a workbook, prints all that it moves, and says when it is\n"
        "saved. FIGURE is written as people write it: 9761亿, 1.2万亿, 3.4bn, 42.9%,\n"
        "over 1e12, -0.3, =prev*1.05, `9761亿 P #first release` with an SDMX status\n"
        "letter and a note, or O for missing. A bare number is in the scale that the\n"
        "table shows the figure in. In a formula prev is the figure of the period\n"
        "before, this the present one. A changed value loses the source and the note of\n"
        "the old one.",
        "jingdex set beijing.jingdex healthcare overall_scale 2024 '1.06万亿 P' \\\n"
        "      --source bulletin --reason 'came today'",
        "jingdex set beijing.jingdex Healthcare 总体规模 2024 '=prev*1.05 E'",
        "jingdex set beijing.jingdex 北京市 gdp 2025 5.2万亿 --vintage 2026-03",
    )
    parser.add("workbook", "unit", "indicator")
    parser.value("period", "PERIOD", "2023, 2025-H1, 2024-Q3, 2020-06, 2016-2020 or 2014/2021")
    parser.value("figure", "FIGURE", "the figure; quote it where it has spaces or signs")
    parser.value("--source", "SOURCE", "its code or title; any other text becomes a new source")
    parser.add_argument("--note", help="a note on the figure, instead of one after #; an empty one removes it")
    parser.add("--reason")
    parser.value("--vintage", "DATE", "the release's date (2024-03) to set, else the newest")


def forecast_parser(parser: Parser) -> None:
    """`jingdex forecast`."""
    parser.describe(
        "Forecasts a series: constant growth, a Theil-Sen line, Holt's damped trend or\n"
        "a random walk with drift, whichever had the smallest error on the test points,\n"
        "with 80 and 95 % intervals and the errors of all four. --keep puts the\n"
        "forecasts into the workbook, flagged F, as one edit; observed figures are\n"
        "never replaced. Exit code 1 where there are too few points.",
        "jingdex forecast beijing.jingdex beijing rd_expenditure --to 2028",
        "jingdex forecast beijing.jingdex 北京市 rd_expenditure --to 2026",
    )
    parser.add("workbook", "unit", "indicator")
    parser.value("--to", "PERIOD", "the last period to look ahead to, such as 2028", required=True)
    models = ("last_growth", "theil_sen", "holt_damped", "drift")
    parser.add_argument("--model", choices=models, help="the model to use (the one with the smallest error)")
    parser.flag("--keep", "put the forecasts into the workbook")
    parser.value("--scenario", "NAME", "put them into a new scenario of this name instead")
    parser.add("--reason", "--format", "--language")


def revised_parser(parser: Parser) -> None:
    """`jingdex revised`."""
    parser.describe(
        "Shows what revisions changed. With a unit and an indicator: the triangle, value\n"
        "by period and release, and every score and rank that each revision moved, all\n"
        "else being equal. Without them: one row for each release of the workbook and\n"
        "method, with the number of its figures, how many of them revise an earlier one,\n"
        "and how far it moved the scores, given all that was released before it.",
        "jingdex revised figures.jingdex beijing gdp",
        "jingdex revised figures.jingdex --format csv",
    )
    parser.add("workbook")
    parser.value("unit", "UNIT", "its code or name, in either language", nargs="?")
    parser.value("indicator", "INDICATOR", "its code or name, in either language", nargs="?")
    parser.value("period", "PERIOD", "one period alone", nargs="?")
    parser.add("--as-of", "--format", "--language")


def rollup_parser(parser: Parser) -> None:
    """`jingdex rollup`."""
    parser.describe(
        "Rolls micro-data, such as a register of firms, up to figures of units,\n"
        "industries or clusters and periods, by a rule in TOML: the source (files of\n"
        "Parquet, CSV or Arrow, a folder or pattern of them, a table of DuckDB or\n"
        "Spark), its columns, filters, a crosswalk from industries to clusters,\n"
        "measures, and which cells are too small to be shown. Shows what would change\n"
        "and asks; then all comes in as one step of the trail and one undo, with the\n"
        "rule, which is run again by its code. docs/scale.md has every part of a rule.\n"
        "Exit code 1 where nothing is written because nobody said yes.",
        "jingdex rollup firms.toml city.jingdex --dry-run",
        "jingdex rollup firms.toml city.jingdex --yes --reason 'register of 2025'",
        "jingdex rollup firms city.jingdex --source 'new/*.parquet' --engine duckdb",
        "jingdex rollup firms city.jingdex --save firms.toml",
    )
    parser.value("rule", "RULE", "a file of TOML, or the code of a rule in the workbook")
    parser.add("workbook")
    parser.value("--source", "PATH", "read this in the place of the rule's source")
    parser.add_argument("--engine", choices=ENGINES, help="what runs it (polars, or the one that the source is of)")
    parser.flag("--dry-run", "show what would change, and write nothing")
    parser.flag("--yes", "ask nothing")
    parser.value("--save", "FILE", "write the rule as TOML, and do nothing else", type=Path)
    parser.add("--reason")
