"""Every option of tables on every table: it changes what is printed, or it is refused with the tables it is for."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from method_texts import method_text
from recorded_rows import numbers_and_codes, sums
from syrupy.assertion import SnapshotAssertion

from core.workbook.edit import filled
from core.workbook.entries import Claim, ClusterList, Group, Indicator, Member, Tier, Unit
from core.workbook.figure import Figure
from core.workbook.rule_entries import Rule
from core.workbook.workbook import Workbook
from data.file import WorkbookFile
from tui.command_line import main
from tui.tables.query import OPTIONS
from tui.tables.registry import table, table_ids

if TYPE_CHECKING:
    from core.workbook.entry import Entry

Run = Callable[..., tuple[int, str, str]]
UNITS, PERIODS, CODES = "pqrst", ("2020", "2021", "2022"), ("a", "b", "c")
VALUES: dict[str, tuple[str, ...]] = {
    "list": ("old",),
    "method": ("n",),
    "node": ("left",),
    "unit": ("q",),
    "indicator": ("b",),
    "period": ("2021",),
    "coefficient": ("spearman",),
    "levels": ("1", "2"),
    "grouping": ("half",),
    "against": ("n",),
    "units": ("q", "s"),
    "step": ("1",),
    "industries": ("a", "b"),
    "plants": ("c", "b"),
    "whole": ("t",),
    "periods": ("2020", "2021"),
    "threshold": ("1.3",),
    "relatedness": ("cosine",),
    "output": ("b",),
    "capital": ("a",),
    "labour": ("a",),
    "capital_share": ("0.5",),
    "alternative": ("2:rank",),
    "indicators": ("b",),
    "goal": ("rank 1",),
    "within": ("1",),
    "before": ("2020",),
    "release": ("2022-12",),
    "to": ("2023",),
    "model": ("theil_sen",),
    "claim": ("second",),
}
"""An option's words that make any table on which it works another one."""
NO_ROWS = {"size-links": "[]\n", "alike-contrary": "[]\n", "imputations": "[]\n"}
"""Tables that hold nothing as data here: no method divides or fills, and no pair of siblings is alike or contrary."""
NEEDS = {"plants": ("--industries", "a", "b")}
NEEDS_OF = {("outranking", "step"): ("--node", "left")}
"""Options without which another is of no use, on any table and on one."""
SERIES = ("long", "other")
"""Series of two units that are long enough to be carried on."""
WORDS_OF = {(table, "indicator"): ("other",) for table in ("forecast", "backtest")}
"""Words of an option on a table where the usual ones name too little."""
SAME = {("availability", "step"), ("backtest", "to")}
"""No step fills or takes a figure here, and the end of a forecast changes no error."""
LONG: dict[str, tuple[str, ...]] = {"unit": ("p",), "indicator": ("long",)}
WANTED: dict[str, dict[str, tuple[str, ...]]] = {
    "productivity": {"output": ("a",), "capital": ("b",), "labour": ("c",)},
    "forecast": LONG,
    "goal-seek": {"unit": ("r",), "indicators": ("c",), "goal": ("score 0.3",)},
    "revised": {"unit": ("p",), "indicator": ("a",)},
    "why": {"unit": ("r",)},
    "why-rank": {"unit": ("r",)},
    "why-share": {"unit": ("p",)},
    "why-figure": {"unit": ("p",), "indicator": ("a",)},
    "why-claim": {"claim": ("first",)},
    "path": {"unit": ("r",), "indicator": ("a",)},
    "backtest": LONG,
}
"""Options without which a table cannot be made."""


def flag(option: str) -> str:
    """An option as it is typed."""
    return f"--{option.replace('_', '-')}"


def typed(options: Mapping[str, tuple[str, ...]]) -> list[str]:
    """Options with their words as they are typed."""
    return [word for option, words in options.items() for word in (flag(option), *words)]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Five units in three years with two releases, two lists of clusters, two groupings and two methods."""
    folder = tmp_path_factory.mktemp("options")
    figures = [
        Figure(unit, code, period, value=float((7 * n + 5 * m * m + 3 * o * n + n * m * o) % 23 + 1 + n))
        for n, unit in enumerate(UNITS)
        for m, code in enumerate(CODES)
        for o, period in enumerate(PERIODS)
    ]
    low = {"a": 5.5, "b": 25.5}
    figures += [
        Figure(unit, code, period, "2023-01", low[code]) for unit in "pq" for code in "ab" for period in PERIODS
    ]
    figures += [
        Figure(unit, code, f"{2005 + n}", value=10.0 + n + (n * (3 + (unit == "q") + (code == "long"))) % 7)
        for unit in "pq"
        for code in SERIES
        for n in range(12)
    ]
    entries: list[Entry] = [*(Unit(code, code) for code in UNITS), *(Indicator(code, code) for code in CODES)]
    entries += [Indicator(code, code, measure="PERCENT") for code in SERIES]
    entries += [
        Claim(code, code, code, f"change(p.{part}, 2020, 2022)") for code, part in (("first", "a"), ("second", "b"))
    ]
    halves = (("half", "r"), ("other", "q"))
    entries += [Group(unit, name, "one" if unit < cut else "two") for unit in UNITS for name, cut in halves]
    entries += [Tier("big", "big", "big", 1.0), Rule("low", "value < 0", indicators="a b")]
    entries += [ClusterList(name, name, name, until) for name, until in (("new", "2022"), ("old", "2021"))]
    entries += [Member(one, unit, "a", "big") for one, units in (("old", "pqr"), ("new", "pqst")) for unit in units]
    made = folder / "made.jingdex"
    WorkbookFile.create(made, filled(Workbook.of(figures, entries), "made"), "Ada").close()
    for code, how in (("m", "arithmetic"), ("n", "power")):
        document = folder / f"{code}.toml"
        document.write_text(
            method_text(
                "top; left top; a left; b left; c top",
                "treat skew_kurtosis forced=true limit=2",
                "normalise min_max",
                "treat three_sd sds=1.0",
                f"aggregate {how}",
                code=code,
            ),
            "utf-8",
        )
        assert main(["method", "load", str(made), str(document)]) == 0
    return made


def forms() -> list[tuple[str, str]]:
    """Each table as data, and as it is printed where that is not made of the rows of the data."""
    specs = {name: table(name) for name in table_ids()}
    drawn = [name for name, spec in specs.items() if spec.sections or (spec.page and spec.page.draw)]
    return [*(("json", name) for name in specs), *(("table", name) for name in drawn)]


@pytest.mark.parametrize(("form", "subject"), forms())
def test_an_option_works_or_is_refused(
    path: Path, run: Run, snapshot: SnapshotAssertion, subject: str, form: str
) -> None:
    """What works prints another table, what does not exits in any form with 2 and names the tables that take it.

    The data are as recorded, with each option their sums: `--snapshot-update` renews the record.
    """
    printed: dict[tuple[str, ...], str] = {}
    record: list[str] = []
    for option, words in VALUES.items():
        if form != "json" and option not in table(subject).takes:
            continue
        takes = option in table(subject).takes
        needs = NEEDS_OF.get((subject, option), NEEDS.get(option, ())) if takes else ()
        command = ["show", path, subject, "--format", form, *needs]
        wanted = WANTED.get(subject, {})
        if needs not in printed:
            code, printed[needs], err = run(*command, *typed(wanted))
            assert (code, err) == (0, "")

        code, out, err = run(*command, *typed({**wanted, option: WORDS_OF.get((subject, option), words)}))

        if takes:
            assert (code, err) == (0, "")
            assert (out != printed[needs]) != ((subject, option) in SAME) or out == NO_ROWS.get(subject), option
            record += [f"{option}: {sums(subject, json.loads(out))}"] if form == "json" else []
        else:
            users = ", ".join(one for one in table_ids() if option in table(one).takes)
            assert (code, out) == (2, "")
            assert err == f"jingdex: {flag(option)} has no effect on the table {subject}: it is for {users}.\n"
    if form == "json":
        rows = json.loads(printed[()]) if () in printed else []
        assert [*numbers_and_codes(subject, rows), *record] == snapshot


@pytest.mark.parametrize("subject", ["scores", "ranks", "strengths", "obstacles", "steps", "ranks-in-groups"])
def test_period_is_the_period_of_every_row(path: Path, run: Run, subject: str) -> None:
    """`show scores --method over --period 2019` printed 2022."""
    rows = json.loads(run("show", path, subject, "--period", "2020", "--format", "json")[1])
    assert rows
    assert {row.get("period", "2020") for row in rows} == {"2020"}
    printed = run("show", path, subject, "--period", "2020")[1]
    assert "2020" in printed or subject == "strengths"
    assert "2022" not in printed


@pytest.mark.parametrize("subject", ["figures", "scores", "ranks", "strengths", "clusters-quotients"])
def test_a_period_that_is_not_there_is_refused(path: Path, run: Run, subject: str) -> None:
    """With those that are, and exit code 2."""
    for form in ("table", "csv"):
        code, out, err = run("show", path, subject, "--period", "1999", "--format", form)
        assert (code, out) == (2, "")
        assert "1999" in err
        assert "2021" in err


@pytest.mark.parametrize("option", OPTIONS)
def test_a_report_refuses_what_it_does_not_heed(path: Path, run: Run, tmp_path: Path, option: str) -> None:
    """All but the list of clusters: nothing is written."""
    target = tmp_path / "report.html"
    if option == "list":
        assert run("report", path, target, "--list", "old")[0] == 0
        assert target.exists()
        return
    code, out, err = run("report", path, target, flag(option), *VALUES[option])
    assert (code, out) == (2, "")
    assert f"{flag(option)} has no effect on a report" in err
    assert not target.exists()


@pytest.mark.parametrize(
    ("name", "argv", "words"),
    [
        ("x.csv", ("--what", "claims", "--period", "2020"), "--period has no effect on the table claims"),
        ("x.csv", ("--series", "p", "a"), "--series has no effect on the format csv: it is for svg"),
        ("x.xlsx", ("--unit", "p"), "--unit has no effect on an export of all tables without --what"),
        ("x.svg", ("--period", "2020"), "--period has no effect on the format svg"),
        ("x.html", ("--what", "claims"), "--what has no effect on the format html"),
        ("x", ("--as", "sdmx", "--unit", "p"), "--unit has no effect on the format sdmx"),
        ("x", ("--as", "text", "--as-of", "2026-01-01"), "--as-of has no effect on the format text"),
        ("x", ("--as", "text", "--language", "zh"), "--language 对 text 形式无用"),
        ("x", ("--as", "coin", "--node", "top"), "--node has no effect on the format coin"),
    ],
)
def test_an_export_refuses_what_its_form_does_not_heed(
    path: Path, run: Run, tmp_path: Path, name: str, argv: tuple[str, ...], words: str
) -> None:
    """Exit code 2, one sentence, and no file."""
    code, out, err = run("export", path, tmp_path / name, *argv)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert words in err
    assert not (tmp_path / name).exists()


def test_every_option_of_the_command_line_is_tried_here() -> None:
    """A new option needs words here."""
    assert set(VALUES) == set(OPTIONS)
