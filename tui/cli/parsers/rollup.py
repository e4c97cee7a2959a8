"""The arguments of the subcommand that rolls micro-data up to figures."""

from pathlib import Path

from tui.cli.arguments import Parser

ENGINES = ("polars", "duckdb", "spark")


def rollup_parser() -> Parser:
    """`jingdex rollup`."""
    parser = Parser(
        "rollup",
        "Rolls micro-data, such as a register of firms, up to figures of units,\n"
        "industries or clusters and periods, by a rule in TOML: the source (files of\n"
        "Parquet, CSV or Arrow, a folder or pattern of them, a table of DuckDB or\n"
        "Spark), its columns, filters, a crosswalk from industries to clusters,\n"
        "measures, and which cells are too small to be shown. Shows what would change\n"
        "and asks; then all comes in as one step of the trail and one undo, with the\n"
        "rule, which is run again by its code. docs/scale.md has every part of a rule.\n"
        "Exit code 1 where nothing is written because nobody said yes.",
        "examples:\n"
        "  jingdex rollup firms.toml city.jingdex --dry-run\n"
        "  jingdex rollup firms.toml city.jingdex --yes --reason 'register of 2025'\n"
        "  jingdex rollup firms city.jingdex --source 'new/*.parquet' --engine duckdb\n"
        "  jingdex rollup firms city.jingdex --save firms.toml",
    )
    parser.add_argument("rule", metavar="RULE", help="a file of TOML, or the code of a rule in the workbook")
    parser.add("workbook")
    parser.add_argument("--source", metavar="PATH", help="read this in the place of the rule's source")
    parser.add_argument("--engine", choices=ENGINES, help="what runs it (polars, or the one that the source is of)")
    parser.add_argument("--dry-run", action="store_true", help="show what would change, and write nothing")
    parser.add_argument("--yes", action="store_true", help="ask nothing")
    parser.add_argument("--save", type=Path, metavar="FILE", help="write the rule as TOML, and do nothing else")
    parser.add("--reason")
    return parser
