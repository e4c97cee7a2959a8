"""Every option of every subcommand, found in the parsers: it changes the result, or is refused with what it is for."""

import contextlib
import hashlib
import io
import os
import re
import shutil
from argparse import Action
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

import polars as pl
import pytest
from everything import everything, method_of
from recorded import Answer, recorded
from sharing import AUDITS, audit_once

from core.workbook.edit import filled
from data.file import WorkbookFile
from tui.cli.subcommands import OPEN, SUBCOMMANDS, parser_of
from tui.command_line import main
from tui.locale.choice import spoken

MADE = "2020-01-01T00:00:00.000Z"
CONTEXTS: dict[str, tuple[str, ...]] = {
    "open": (),
    "open a workbook": ("W",),
    "new": ("new", "D/new.jingdex"),
    "sets": ("sets",),
    "show figures": ("show", "W", "figures"),
    "show clusters": ("show", "W", "clusters"),
    "show trail": ("show", "W", "trail"),
    "show sources as data": ("show", "W", "sources", "--format", "csv"),
    "method show": ("method", "show", "W"),
    "rules show": ("rules", "show", "W"),
    "rules load": ("rules", "load", "W", "D/rules.toml"),
    "rules save": ("rules", "save", "W", "D/saved_rules.toml"),
    "method load": ("method", "load", "W", "D/third.toml"),
    "method save": ("method", "save", "W", "m", "D/saved.toml"),
    "export csv": ("export", "W", "D/x.csv", "--what", "scores"),
    "export excel": ("export", "W", "D/x.xlsx"),
    "export a sheet": ("export", "W", "D/x.xlsx", "--what", "scores"),
    "export markdown": ("export", "W", "D/x.md", "--what", "scores"),
    "export svg": ("export", "W", "D/x.svg"),
    "export scores as svg": ("export", "W", "D/x.svg", "--what", "scores"),
    "export a series as svg": ("export", "W", "D/x.svg", "--series", "p", "a"),
    "export html": ("export", "W", "D/x.html"),
    "export sdmx": ("export", "W", "D/x", "--as", "sdmx"),
    "export coin": ("export", "W", "D/x", "--as", "coin"),
    "export text": ("export", "W", "D/x", "--as", "text"),
    "report": ("report", "W", "D/x.html"),
    "audit": ("audit", "W", "D/x.md", "--runs", "8"),
    "audit html": ("audit", "W", "D/x.html", "--runs", "8"),
    "import": ("import", "W", "D/panel.csv", "--yes"),
    "import near": ("import", "W", "D/near.csv", "--yes"),
    "import wide": ("import", "W", "D/wide.csv", "--yes", "--period", "=2022"),
    "import dry": ("import", "W", "D/panel.csv", "--dry-run"),
    "import excel": ("import", "W", "D/panel.xlsx", "--yes"),
    "import parquet": ("import", "W", "D/panel.parquet", "--yes"),
    "rollup": ("rollup", "D/rollup.toml", "W", "--yes"),
    "rollup dry": ("rollup", "D/rollup.toml", "W", "--dry-run"),
    "pull": ("pull", "P", "--yes"),
    "pull dry": ("pull", "P", "--dry-run"),
    "set": ("set", "W", "p", "a", "2022", "4"),
    "set a source": ("set", "W", "p", "a", "2022", "4", "--source", "s"),
    "define nothing": ("define", "W"),
    "define a table": ("define", "W", "units"),
    "define an entry": ("define", "W", "units", "q", "name_en=Other"),
    "undo": ("undo", "W"),
    "redo": ("redo", "U"),
    "check": ("check", "W"),
    "scenario list": ("scenario", "list", "W"),
    "scenario make": ("scenario", "make", "W", "other"),
    "scenario set": ("scenario", "set", "W", "plan", "q", "b", "2022", "9"),
    "scenario load": ("scenario", "load", "W", "plan", "D/third.toml"),
    "scenario show": ("scenario", "show", "W", "plan"),
    "scenario compare": ("scenario", "compare", "W"),
    "scenario merge": ("scenario", "merge", "W", "plan"),
    "scenario drop": ("scenario", "drop", "W", "plan"),
    "reach a score": ("reach", "W", "p", "a", "--score", "0.694"),
    "reach a rank": ("reach", "W", "s", "c", "b", "--rank", "2"),
    "reach a tier": ("reach", "W", "p", "a", "--tier", "big", "--period", "2022"),
    "reach a value": ("reach", "W", "p", "a", "--value", "5", "--period", "2022"),
    "reach and keep": ("reach", "W", "p", "a", "--value", "5", "--period", "2022", "--keep"),
    "why": ("why", "W", "p"),
    "why an indicator": ("why", "W", "p", "a"),
    "why between": ("why", "W", "p", "--before", "2020"),
    "why as data": ("why", "W", "p", "--format", "csv"),
    "revised": ("revised", "W"),
    "revised figure": ("revised", "W", "p", "a"),
    "revised as data": ("revised", "W", "p", "a", "--format", "json"),
    "uncertainty": ("uncertainty", "W", "--runs", "8"),
    **{
        f"uncertainty {one}": ("uncertainty", "W", "--table", one, *rest)
        for one, rest in {
            "ranks": ("--runs", "8"), "chances": ("--runs", "8"), "pairs": ("--runs", "8"), "moves": ("--runs", "8"),
            "sensitivity": ("--sensitivity", "8"), "left-out": (), "tornado": ("--unit", "q"),
        }.items()
    },
    "uncertainty as data": ("uncertainty", "W", "--runs", "8", "--format", "json"),
    "forecast": ("forecast", "W", "p", "a", "--to", "2024"),
    "forecast as data": ("forecast", "W", "p", "a", "--to", "2024", "--format", "csv"),
    "forecast and keep": ("forecast", "W", "p", "a", "--to", "2024", "--keep"),
    "recover": ("recover", "W", "D/whole.jingdex"),
    "verify": ("verify", "W"),
}  # fmt: skip
"""Uses of every subcommand. W is a workbook, U, M and N others that were undone, P one from a service, D a folder."""
BOOKS = frozenset("WUMNP")
CASES: dict[str, tuple[str, ...]] = {
    "--yes of undo": ("undo", "M"),
    "--yes of redo": ("redo", "N"),
    "--yes of import": ("import", "W", "D/panel.csv"),
    "--yes of pull": ("pull", "P"),
    "--force of method": ("method", "save", "W", "m", "D/third.toml"),
    "--force of rules": ("rules", "save", "W", "D/rules.toml"),
    "--force of export": ("export", "W", "D/panel.csv"),
    "--force of report": ("report", "W", "D/panel.csv"),
    "--force of audit": ("audit", "W", "D/there.md", "--runs", "8"),
    "--strict of import": ("import", "W", "D/near.csv", "--yes"),
    "--unknown of import": ("import", "W", "D/near.csv", "--yes"),
    "--overwrite of import": ("import", "W", "D/known.csv", "--yes"),
    "--decimal of import": ("import", "W", "D/known.csv", "--yes"),
    "--dash of import": ("import", "W", "D/dash.csv", "--yes"),
    "--if-missing of new": ("new", "W"),
    "--from-one of uncertainty": ("uncertainty", "W", "--runs", "8", "--alternative", "4:geometric"),
}
"""Options that say what becomes of a case which may not arise, and a use in which it does."""
OF_TABLES: dict[str, tuple[str, ...]] = {
    "list": ("old",), "method": ("n",), "node": ("left",), "unit": ("q",), "indicator": ("b",), "period": ("2021",),
    "coefficient": ("spearman",), "levels": ("1", "2"), "grouping": ("half",), "against": ("n",), "units": ("q", "s"),
    "step": ("1",),
    "industries": ("a", "b"), "plants": ("c", "b"), "whole": ("t",), "periods": ("2020", "2021"), "output": ("b",),
    "capital": ("a",), "labour": ("a",), "capital_share": ("0.5",), "alternative": ("3:power",),
}  # fmt: skip
"""What is typed after the options of tables."""
BY_METAVAR: dict[str, tuple[str, ...]] = {
    "COLUMN": ("=x",), "CODE": ("c",), "CODES": ("a",), "UNIT": ("q",), "INDICATOR": ("b",), "PERIOD": ("2021",),
    "METHOD": ("n",), "NAME": ("plan",), "WHEN": ("2020-06-01",), "DATE": ("2023-01",), "FILE": ("D/third.toml",),
    "NUMBER": ("0.7",), "N": ("16",), "PERCENT": ("1",), "SOURCE": ("s",),
}  # fmt: skip
"""What is typed after an option by what its help calls it."""
VALUES: dict[str, tuple[str, ...]] = {
    "new --from": ("beijing",), "export --what": ("ranks",), "export --as": ("tsv",), "export --series": ("q", "b"),
    "import --indicator": ("=b",), "import --period": ("=2019",), "import --unit": ("=q",), "import --status": ("=P",),
    "import --measure-column": ("=CNY",), "import --vintage-column": ("=2024-05",), "import --value": ("other",),
    "import --mult-column": ("=2",), "import --decimals-column": ("=2",), "import --qualifier-column": ("=over",),
    "import --across": ("indicator",), "import --columns": ("periods",), "import --vintage": ("2024-06",),
    "import --alias": ("new=p",), "import --measure": ("d=CNY",), "import --direction": ("d=-1",),
    "import --where": ("unit!=p",), "import --delimiter": (";",), "import --encoding": ("gb18030",),
    "import --decimal": (",",), "import --sheet": ("second",), "import --header-line": ("2",),
    "import --limit": ("rows=1",), "pull --limit": ("rows=1",), "pull --refused": ("D/refused.csv",),
    "rollup --source": ("D/known.csv",), "rollup --save": ("D/saved.toml",),
    "rollup --engine": ("duckdb",), "import --refused": ("D/refused.csv",), "reach --within": ("3",),
    "reach --rank": ("3",), "reach --scenario": ("fresh",), "reach --period": ("2021",), "forecast --to": ("2025",),
    "forecast --scenario": ("fresh",), "uncertainty --weight-sets": ("equal",),
    "uncertainty --alternative": ("3:power",),
    "uncertainty --figures": ("A=30",), "uncertainty --weights": ("50",), "uncertainty --node": ("left",),
    "audit --node": ("left",),
    "why --before": ("2020",), "reach --node": ("left",), "verify --seal": ("00ff",), "uncertainty --runs": ("9",),
}  # fmt: skip
"""What is typed after other options."""
FURTHER_FORMS = ("import excel", "import parquet")
OF_READING = {"where", "fresh", "delimiter", "encoding", "decimal", "dash", "sheet", "header_line", "limit", "refused"}
"""What a form of files decides on: columns and meanings are those of the same table, whichever form it came in."""
REFUSED = re.compile(r"has no effect on|does nothing here|not allowed with|both say where to save|needs a table")
SINCE = "2024-03-01T08%3A00%3A00%2B00%3A00"
TIME = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+Z|as \d+ at \S+|\b[0-9a-f]{64}\b|(?<=faults/)\d+")


class Outcome(NamedTuple):
    """What came of a command: its exit code, all that it wrote, its files, and the trail of the workbook."""

    code: int
    out: str
    err: str
    files: tuple[tuple[str, str], ...]
    trail: tuple[object, ...]


def name_of(context: str) -> str:
    """The subcommand of a use."""
    first = {**CONTEXTS, **CASES}[context][:1]
    return first[0] if first and first[0] in SUBCOMMANDS else OPEN


def options_of(context: str) -> list[Action]:
    """The options that the parser of a use knows; of a further form of files those that have to do with reading it."""
    actions = parser_of(name_of(context))._actions
    wanted = OF_READING if context in FURTHER_FORMS else {one.dest for one in actions} - {"help"}
    return [one for one in actions if one.option_strings and one.dest in wanted]


def words(context: str, action: Action) -> Iterator[tuple[str, ...]]:
    """What is typed for an option: each choice but the default, or a value of the kind that its help names."""
    flag = action.option_strings[-1]
    known = VALUES.get(f"{name_of(context)} {flag}") or OF_TABLES.get(action.dest)
    if known is not None or action.nargs == 0:
        yield (flag, *(known or ()))
    elif action.choices is not None:
        given = {**CONTEXTS, **CASES}[context]
        yield from ((flag, str(one)) for one in action.choices if one != action.default and one not in given)
    else:
        metavar = action.metavar if isinstance(action.metavar, str) else action.dest.upper()
        yield (flag, *BY_METAVAR.get(metavar, ("word",)))


@pytest.fixture(scope="module")
def environment() -> Iterator[pytest.MonkeyPatch]:
    """Li, with a home of her own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JINGDEX_AUTHOR", "li")
        patch.setattr("tui.audit.cli.audit", audit_once)
        yield patch
    AUDITS.clear()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, environment: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder with the workbooks, and with files to import, beside a service that gives some."""
    folder = tmp_path_factory.mktemp("made")
    environment.setenv("JINGDEX_HOME", str(folder / "home"))
    path = folder / "W"
    WorkbookFile.create(path, filled(everything(), "made"), "Ada", MADE).close()
    for code, how in (("m", "arithmetic"), ("n", "power"), ("third", "geometric")):
        (folder / f"{code}.toml").write_text(method_of(code, how), "utf-8")
        assert code == "third" or main(["method", "load", str(path), str(folder / f"{code}.toml")]) == 0
    head = "unit,indicator,period,value,other\n"
    rows = "p,d,2022,1.5,7\nq,d,2022,2.5,8\n名,d,2022,3.5,9\n"
    for name, text in {
        "panel.csv": head + rows,
        "near.csv": head + "Unitp,a,2024,1.5,7\nq,a,2024,2.5,8\nnew,a,2024,3,9\n",
        "known.csv": head + "p,a,2022,1.25,7\nq,a,2022,2.5,8\n",
        "dash.csv": head + "p,a,2024,-,7\nq,a,2024,2.5,8\n",
        "there.md": "kept\n",
        "rules.toml": "[[rules]]\ncode = 'r'\ncondition = 'value >= 0'\n",
        "wide.csv": "unit,a,b\np,1.5,2\nq,3,4\n",
        "rollup.toml": "[rollup]\ncode = 'r'\nsource = 'panel.csv'\n[columns]\nunit = 'unit'\nperiod = 'period'\n"
        "[[measures]]\nindicator = 'a'\nhow = 'sum'\ncolumn = 'value'\n",
    }.items():
        (folder / name).write_text(text, "utf-8")
    frame = pl.DataFrame({"unit": ["p", "q"], "indicator": "d", "period": "2022", "value": [1.5, 2.5], "other": 7})
    frame.write_parquet(folder / "panel.parquet")
    frame.write_excel(folder / "panel.xlsx")
    main(["scenario", "make", str(path), "plan"])
    main(["scenario", "set", str(path), "plan", "p", "a", "2022", "30", "--source", "A plan"])
    for name, command in {"M": ("import", "M", "panel.csv", "--unknown", "add", "--yes"), "U": ("undo", "U")}.items():
        shutil.copy(path, folder / name)
        assert main([str(folder / one) if (folder / one).exists() else one for one in command]) == 0
    shutil.copy(folder / "M", folder / "N")
    assert main(["undo", str(folder / "N"), "--yes"]) == 0
    main(["set", str(path), "p", "a", "2022", "3", "--source", "A letter"])
    later = f"{head}p,d,2022,2.5,7\nq,d,2022,1.2.3,8\n"
    answers = {"/panel.csv": Answer(f"{head}{rows}".encode(), "text/csv")}
    with recorded({**answers, f"/panel.csv?updatedAfter={SINCE}": Answer(later.encode(), "text/csv")}) as service:
        shutil.copy(path, folder / "P")
        assert main(["import", str(folder / "P"), f"{service.url}/panel.csv", "--value", "value", "--yes"]) == 0
        yield folder


Run = Callable[[tuple[str, ...]], Outcome]


@pytest.fixture(scope="module")
def tried(made: Path, tmp_path_factory: pytest.TempPathFactory, environment: pytest.MonkeyPatch) -> Run:
    """What comes of a command on fresh copies of the workbooks and files; each is done once."""
    folder = tmp_path_factory.mktemp("tried")
    before = files_of(made)

    def restore(after: Mapping[str, tuple[int, int]]) -> None:
        """Let the folder be as the one that was made."""
        for name in after.keys() - before.keys():
            (folder / name).unlink()
        for name in before:
            if after.get(name) != before[name]:
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(made / name, folder / name)
        for place in folder.iterdir():
            if not (made / place.name).exists():
                shutil.rmtree(place)

    restore({})

    @cache
    def run(argv: tuple[str, ...]) -> Outcome:
        environment.setenv("JINGDEX_HOME", str(folder / "home"))
        texts = [str(folder / one) if one in BOOKS else re.sub(r"^D(?=/)", str(folder), one) for one in argv]
        code, out, err = (written if argv[:1] and argv[0] in SUBCOMMANDS else opened)(texts)
        said = (TIME.sub("", text.replace(str(folder), "D")) for text in (out, err))
        after = files_of(folder)
        outcome = Outcome(code, *said, *changed(folder, argv, before, after))
        restore(after)
        return outcome

    return run


def changed(
    folder: Path, argv: tuple[str, ...], before: Mapping[str, tuple[int, int]], after: Mapping[str, tuple[int, int]]
) -> tuple[tuple[tuple[str, str], ...], tuple[object, ...]]:
    """What the files hold that differ from those before, and the workbooks with their trails."""
    found = {}
    for path, state in after.items():
        if before.get(path) != state and not path.startswith((*BOOKS, "home/seals")):
            content = (folder / path).read_bytes()
            if path.endswith((".html", ".jingdex", ".jsonl")) or path.startswith("x/"):
                content = TIME.sub("", content.decode("utf-8", "replace")).encode()
            found[path] = hashlib.sha256(content).hexdigest()
    steps: list[object] = []
    for name in BOOKS.intersection(argv):
        if after[name] == before[name]:
            continue
        with WorkbookFile.open(folder / name, read_only=True) as file:
            workbook = file.workbook()
            held = workbook.figures.whole().write_csv(), repr(sorted(map(repr, workbook.tables.items())))
            steps += [held, *((step.title, step.reason) for step in file.trail())]
    return tuple(sorted(found.items())), tuple(steps)


def files_of(folder: Path) -> dict[str, tuple[int, int]]:
    """Each file below a folder with its size and the time of its last change."""
    states, left = {}, [("", folder)]
    for above, place in left:
        for entry in os.scandir(place):
            if entry.is_dir():
                left.append((f"{above}{entry.name}/", entry))
            else:
                states[above + entry.name] = (entry.stat().st_size, entry.stat().st_mtime_ns)
    return states


def written(texts: list[str]) -> tuple[int, str, str]:
    """Run a command: its exit code, its standard output and its standard error."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main(texts)
    return code, out.getvalue(), err.getvalue()


class Terminal(io.StringIO):
    """A terminal, as far as a command asks."""

    def isatty(self) -> bool:
        """It is one."""
        return True


def opened(texts: list[str]) -> tuple[int, str, str]:
    """Run a command that opens the screen, of which only what it is given is looked at."""
    said = Terminal()

    def run_app(path: Path, **how: object) -> int:
        said.write(f"{path} {how} {spoken()}")
        return 0

    with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stdout(said):
        patch.setattr("tui.open_screen.run_app", run_app)
        patch.setattr("sys.stdin", Terminal())
        return main(texts), said.getvalue(), ""


@pytest.mark.parametrize("context", CONTEXTS)
def test_an_option_changes_the_result_or_is_refused_with_what_it_is_for(tried: Run, context: str) -> None:
    """No option is silently ignored, in any use of any subcommand; one of several choices may be the default."""
    argv = CONTEXTS[context]
    plain = tried(argv)
    ignored: list[tuple[str, ...]] = [] if plain.code in {0, 1} else [(plain.err,)]
    for action in options_of(context):
        if f"{action.option_strings[-1]} of {name_of(context)}" in CASES or action.option_strings[-1] in argv:
            continue
        choices = list(words(context, action))
        idle = []
        for typed in choices:
            made = tried((*argv, *typed))
            if made.code not in {0, 1, 2}:
                ignored.append((*typed, made.err))
            if REFUSED.search(made.err):
                assert re.search(r"it is for|:", made.err), made.err
                assert [one for one in (*argv, *typed) if one.startswith("--") and one in made.err], made.err
            elif made == plain:
                idle.append(typed)
        ignored += idle if len(choices) == 1 else idle[1:]
    assert not ignored


@pytest.mark.parametrize("case", CASES)
def test_an_option_for_a_case_changes_what_becomes_of_it(tried: Run, case: str) -> None:
    """Where the case arises; elsewhere there is nothing that it could change."""
    option, _, name = case.partition(" of ")
    action = next(one for one in parser_of(name)._actions if option in one.option_strings)
    choices = list(words(case, action))
    idle = [typed for typed in choices if tried((*CASES[case], *typed)) == tried(CASES[case])]
    assert len(idle) < len(choices), idle


def test_every_subcommand_is_used_here() -> None:
    """A new one needs a use; its options are found in its parser. Two need a server: they are tried with one."""
    assert {name_of(context) for context in CONTEXTS} == {OPEN, *SUBCOMMANDS} - {"grant", "serve"}


def test_the_codes_of_a_tornado_and_of_what_is_left_out_are_named(tried: Run) -> None:
    """They were codes in both languages."""
    assert "左" in tried(("uncertainty", "W", "--table", "tornado", "--unit", "q", "--language", "zh")).out
    assert "名a" in tried(("uncertainty", "W", "--table", "left-out", "--language", "zh")).out


def test_an_import_says_which_of_its_options_had_nothing_to_do(tried: Run) -> None:
    """An alias that no file spells is named; a measure or a direction of what no file has is refused."""
    plain = ("import", "W", "D/panel.csv", "--dry-run")
    assert "alias: no name in the files is spelt “new”" in tried((*plain, "--alias", "new=p")).out
    for option in ("--measure", "--direction"):
        assert "There is no indicator “e” in the files" in tried((*plain, option, "e=1")).err
    assert "=x cannot be a group of units" in tried((*plain, "--group", "=x")).err
