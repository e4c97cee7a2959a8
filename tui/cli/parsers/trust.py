"""The arguments of the subcommands that say how sure a rank is, and why a score has changed."""

from pathlib import Path

from tui.cli.arguments import VIEW, Parser, count


def uncertainty_parser(parser: Parser) -> None:
    """`jingdex uncertainty`."""
    parser.describe(
        "Runs a method again and again under other choices, on all cores, and prints how\n"
        "far ranks move: rank, median, 5 and 95 %, the share of runs with that rank,\n"
        "with the first, and above the unit that follows. What may be otherwise: weights\n"
        "by so many per cent (25 where nothing is named) or between sets, a step by\n"
        "--alternative, an indicator left out, figures by their status. Points are\n"
        "quasi-random (Sobol), the same for the same seed. Ctrl-C ends the runs: what\n"
        "has come by then is printed. --sensitivity adds Sobol's indices of each choice\n"
        "with intervals, marks what has not converged, and leaves out each code in turn.\n"
        "--table prints one table: ranks, chances (of each rank), pairs (how often one\n"
        "stands above the other), moves (between periods), sensitivity, left-out,\n"
        "tornado (each weight ± 25 %, of one unit), central-weights (those that make a\n"
        "unit first, and how often it is first with them), runs (every run by itself),\n"
        "design (its points: with --design the study is repeated to the last digit, or\n"
        "one that was drawn elsewhere is run). CSV and JSON have every period.",
        "jingdex uncertainty figures.jingdex --weights 30 --runs 4096",
        "jingdex uncertainty figures.jingdex --weight-sets 'between equal entropy'",
        "jingdex uncertainty figures.jingdex --alternative '2:mean; none' \\\n"
        "      --alternative 3:limit=1..5 --leave-out --sensitivity 512",
        "jingdex uncertainty figures.jingdex --figures E=5,P=2 --format csv",
        "jingdex uncertainty figures.jingdex --table tornado --unit beijing",
        "jingdex uncertainty figures.jingdex --table design --format csv > d.csv",
        "jingdex uncertainty figures.jingdex --design d.csv --table runs --format csv",
    )
    parser.add("workbook")
    _add_runs(parser)
    tables = ("ranks", "chances", "pairs", "moves", "sensitivity", "left-out", "tornado", "central-weights", "runs")
    parser.value("--table", "TABLE", "print this table only", choices=(*tables, "design"))
    parser.value("--unit", "UNIT", "this unit only; its rank's sensitivity, its tornado")
    parser.value("--period", "PERIOD", "this period only (the last)")
    parser.add("--format", *VIEW)


def _add_runs(parser: Parser) -> None:
    """The runs: of which method, under which assumptions, how many, and of which points."""
    parser.add("--method", "--node")
    _add_assumptions(parser)
    parser.add("--runs", "--seed")
    parser.value("--sensitivity", "N", "Sobol's indices from N × (choices + 2) runs; best a power of two", type=count)
    parser.value(
        "--design",
        "FILE",
        "run these points: CSV with a column for all that varies, numbers from 0 to 1, as --table design prints",
        type=Path,
    )


def _add_assumptions(parser: Parser) -> None:
    """What may vary."""
    parser.value("--weights", "PERCENT", "weights times 1 ± up to so many per cent; '25 NODE' only below a node")
    parser.value(
        "--weight-sets", "SETS", "equal, another choice of the step weigh, or a method's code; 'between' before them"
    )
    parser.value(
        "--alternative",
        "STEP:CHOICE",
        "choices for a step (4:z_score), none, or bounds of a number; may be given again",
        action="append",
    )
    parser.flag(
        "--from-one", "min-max scores from 1 to 100, for a geometric mean where scores of 0 have none; ranks stay"
    )
    parser.value("--leave-out", "CODES", "all indicators, or all but one of these", nargs="?", const="all")
    parser.value(
        "--figures",
        "SPREADS",
        "spread figures by status: letters and per cents (E=5,P=2,I=10,F=10,U=10); “over” only grows",
        nargs="?",
        const="",
    )


def audit_parser(parser: Parser) -> None:
    """`jingdex audit`."""
    parser.describe(
        "Writes the statistical audit of an index, as the JRC makes one for a published\n"
        "index: coverage, outliers, links to size, correlations with own and other\n"
        "pillars, consistency, weight against importance, added value, ranks with their\n"
        "intervals, each assumption alone, sensitivity, rank reversal and the efficiency\n"
        "frontier, each with the command that prints its figures. The ten lines that\n"
        "matter stand first. The end of the file's name says in which form: .html .md\n"
        ".tex. The same workbook gives the same file, byte by byte.",
        "jingdex audit provinces.jingdex audit.html",
        "jingdex audit provinces.jingdex audit.md --method entropy_topsis --period 2020",
        "jingdex audit provinces.jingdex audit.tex --language zh",
    )
    parser.add("workbook")
    parser.value("target", "FILE", "the file to write", type=Path)
    parser.value("--method", "CODE", "the method (the first that ranks several units)")
    parser.add("--node")
    parser.value("--period", "PERIOD", "the period (the last with enough units)")
    parser.add("--runs", "--seed", "--force", *VIEW)


def why_parser(parser: Parser) -> None:
    """`jingdex why`."""
    parser.describe(
        "Explains why a score differs from an earlier one: what every figure, weight and\n"
        "choice of the method added, down the tree, summing exactly to the change. Means\n"
        "are decomposed exactly (a geometric one by logarithmic means), all else by\n"
        "Shapley values. CODE is an element or the index (the top); for an indicator it\n"
        "shows the path from the raw figure through each step.",
        "jingdex why figures.jingdex beijing                  since the period before",
        "jingdex why figures.jingdex beijing --before 2016 --period 2020",
        "jingdex why figures.jingdex beijing --since 2026-07-01  what edits did",
        "jingdex why figures.jingdex beijing --against rebuilt_topsis",
        "jingdex why figures.jingdex beijing --release 2023   what later releases did",
        "jingdex why figures.jingdex beijing --scenario plan  against the base",
        "jingdex why figures.jingdex beijing rd_personnel       the way of one number",
    )
    parser.usage = "%(prog)s [-h] [options] WORKBOOK UNIT [CODE]"
    parser.add("workbook", "unit")
    parser.value("code", "CODE", "in the tree of the method (the top)", nargs="?")
    parser.add("--method")
    parser.value("--period", "PERIOD", "the period to explain (the newest)")
    other = parser.add_mutually_exclusive_group()
    other.add_argument("--before", metavar="PERIOD", help="the period to compare with (the one before)")
    other.add_argument("--against", metavar="METHOD", help="the method to compare with, in the same period")
    other.add_argument("--since", metavar="WHEN", help="the workbook as it was then, in the same period")
    other.add_argument("--release", metavar="DATE", help="what was released up to then, in the same period")
    other.add_argument("--scenario", metavar="NAME", help="the base, to explain what the scenario does")
    parser.add("--format", "--language")
