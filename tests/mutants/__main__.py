"""`make mutants`: small faults put into `core/`, one after the other; those that no test notices are listed.

First the tests run once under coverage, so that each mutant is held against the tests that reach its line, the
quickest first. A mutant has a process of its own, a fork of this one, which has imported the libraries but not the
project. Neither mutmut nor Cosmic Ray serves here: the one forks after Polars has started its threads, which hangs, the
other runs one command, which would be all tests, for every mutant.
"""

import argparse
import importlib
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from coverage import CoverageData
from mutate import Mutant, mutants

ROOT = Path(__file__).resolve().parents[2]
PARTS = ("core", "data", "tui", "tests", "docs", "jingdex.py", "pyproject.toml")
TESTS = (
    "tests/core",
    "tests/data",
    "tests/tui/tables",
    "tests/tui/test_import*.py",
    "tests/tui/test_command_line*.py",
    "tests/tui/workspace",
    *(f"tests/tui/test_{name}.py" for name in ("audit", "definitions", "export", "figures_pane", "looking_back")),
    *(f"tests/tui/test_{name}.py" for name in ("preview", "reach_page", "rules", "scenarios", "trust", "workbench")),
)
EQUIVALENT = Path(__file__).with_name("equivalent.txt")
"""Mutants that no test can notice, a line each with the reason: they are not tried.

Where the same change elsewhere in the file can be noticed, the line of the source stands behind it: `1 -> 2 in x = 1`.
"""
LIBRARIES = ("numpy", "polars", "scipy.stats")
"""What the forks find imported; none of these starts a thread before it is used."""
RECORD = "tests/core/test_recorded_defaults.py::test_the_numbers_of_a_module_are_as_recorded[{}]"
LONGEST = 240
LEAST_TRIED = 20
"""So many tests of those that reach a line are run at least, however slow the machine was under coverage."""
OPTIONS = ("-q", "-x", "-p", "no:cacheprovider", "-n", "0")


def main() -> int:
    """Try a sample of mutants; exit code 1 where more than five of a hundred are alive."""
    parser = argparse.ArgumentParser(prog="make mutants", description="Faults that the tests should notice.")
    parser.add_argument("under", nargs="*", default=["core"], help="folders or files below core/ (core)")
    parser.add_argument("--count", type=int, default=200, help="how many mutants to try (200)")
    parser.add_argument("--seed", type=int, default=1, help="where the sample begins (1)")
    parser.add_argument("--most", type=float, default=60, help="seconds of tests for one mutant (60)")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="how many at a time (as many as cores)")
    parser.add_argument("--keep", type=Path, help="a folder for coverage, used again, and survivors.txt")
    arguments = parser.parse_args()
    for library in LIBRARIES:
        importlib.import_module(library)
    folder = Path(tempfile.mkdtemp(prefix="mutants-"))
    trees = [copied(folder / f"tree{at}") for at in range(arguments.jobs)]
    reached = Reached(trees[0], arguments.keep or folder)
    sample = chosen(trees[0], arguments.under, arguments.count, arguments.seed)
    unchanged = [(file, mutant._replace(source=(ROOT / file).read_text("utf-8"))) for file, mutant in sample[:8]]
    if any(outcome != "alive" for *_, outcome in outcomes(trees, unchanged, reached, arguments.most)):
        sys.exit("The tests fail without a mutant: mend them first.")
    alive: list[str] = []
    for at, (file, mutant, tests, outcome) in enumerate(outcomes(trees, sample, reached, arguments.most), 1):
        line = f"{file}:{mutant.line}: {change_of(mutant)} ({len(tests)} tests)"
        alive += [line] if outcome == "alive" else []
        print(f"{at}/{len(sample)} {outcome} {line}", flush=True)
    shutil.rmtree(folder)
    survivors = "".join(f"{line}\n" for line in alive)
    if arguments.keep:
        (arguments.keep / "survivors.txt").write_text(survivors, "utf-8")
    print(
        f"\n{survivors}{len(alive)} of {len(sample)} mutants are alive: {100 * len(alive) / max(1, len(sample)):.1f} %"
    )
    return int(len(alive) > 0.05 * len(sample))


def copied(tree: Path) -> Path:
    """A copy of what the tests need, beside the reference files."""
    for part in PARTS:
        if (ROOT / part).is_dir():
            shutil.copytree(ROOT / part, tree / part)
        else:
            shutil.copy(ROOT / part, tree / part)
    shared = tree.parent / "shared"
    if (ROOT.parent / "shared").exists() and not shared.exists():
        shared.symlink_to(ROOT.parent / "shared")
    return tree


def chosen(root: Path, under: list[str], count: int, seed: int) -> list[tuple[str, Mutant]]:
    """A sample of the mutants of these folders and files, the same for the same seed."""
    paths = [
        path for name in under for path in ([root / name] if name.endswith(".py") else (root / name).rglob("*.py"))
    ]
    known = {line.rpartition(" | ")[0] for line in EQUIVALENT.read_text("utf-8").splitlines()}
    every = [
        (file, one)
        for path in sorted(paths)
        for file, text in [(str(path.relative_to(root)), path.read_text("utf-8"))]
        for lines in [text.splitlines()]
        for one in mutants(text)
        for change in [f"{file}: {change_of(one)}"]
        if not known & {change, f"{change} in {lines[one.line - 1].strip()}"}
    ]
    return random.Random(seed).sample(every, min(count, len(every)))  # noqa: S311 - a sample that can be repeated


def change_of(mutant: Mutant) -> str:
    """What became of what, in one line."""
    return f"{' '.join(mutant.before.split())} -> {' '.join(mutant.after.split())}"


def outcomes(
    trees: list[Path], sample: list[tuple[str, Mutant]], reached: "Reached", most: float
) -> Iterator[tuple[str, Mutant, list[str], str]]:
    """What becomes of each mutant, alive, killed or hung, with the tests it was held against, in the order they end."""
    waiting = [(file, mutant, reached.tests(file, mutant.line, most)) for file, mutant in reversed(sample)]
    running: dict[int, tuple[Path, tuple[str, Mutant, list[str]]]] = {}
    while waiting or running:
        while waiting and trees:
            tree, trial = trees.pop(), waiting.pop()
            running[forked(tree, *trial)] = tree, trial
        process, status = os.wait()
        tree, trial = running.pop(process)
        (tree / trial[0]).write_text((ROOT / trial[0]).read_text("utf-8"), "utf-8")
        trees.append(tree)
        code = os.waitstatus_to_exitcode(status)
        yield *trial, "alive" if code == 0 or not trial[2] else "hung" if code == -signal.SIGALRM else "killed"


def forked(tree: Path, file: str, mutant: Mutant, tests: list[str]) -> int:
    """The process that runs the tests with the mutant in its place; it is ended after `LONGEST` seconds."""
    (tree / file).write_text(mutant.source, "utf-8")
    if process := os.fork():
        return process
    os.chdir(tree)
    sys.path.insert(0, str(tree))
    for descriptor in (1, 2):
        os.dup2(os.open(os.devnull, os.O_WRONLY), descriptor)
    signal.alarm(LONGEST)
    os._exit(pytest.main([*OPTIONS, *tests]) if tests else 0)


class Reached:
    """Which tests reach which line, and how long each takes."""

    def __init__(self, root: Path, folder: Path) -> None:
        self.root = root
        data, times = folder / "coverage", folder / "times.xml"
        if not data.exists():
            files = [str(path.relative_to(root)) for pattern in TESTS for path in sorted(root.glob(pattern))]
            options = ("--cov=core", "--cov-context=test", "--cov-report=", f"--junitxml={times}", "-n", "2")
            command = (sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "forget")
            plugins = {**os.environ, "PYTHONPATH": str(Path(__file__).parent)}
            subprocess.run((*command, *options, *files), cwd=root, env=plugins, check=False)
            folder.mkdir(exist_ok=True)
            shutil.move(root / ".coverage", data)
        self.data = CoverageData(str(data))
        self.data.read()
        self.files = {name.partition("/tree0/")[2]: name for name in self.data.measured_files()}
        self.seconds = {
            f"{case.get('classname', '').replace('.', '/')}.py::{case.get('name')}": float(case.get("time", 1))
            for case in ET.parse(times).iter("testcase")  # noqa: S314 - our own file
            if case.find("failure") is None and case.find("error") is None
        }

    def tests(self, file: str, line: int, most: float) -> list[str]:
        """The tests that reach a line, the quickest first, for so many seconds.

        A fixture that reaches it may serve every test of a file. A line that is run when its file is imported is held
        against the record of the numbers of its folder, and against the tests that import from it, else those that
        reach any line of it.
        """
        by_line = self.data.contexts_by_lineno(self.files.get(file, ""))
        reaching = {name.partition("|") for name in by_line.get(line, ())}
        files = {name.partition("::")[0] for name, _, phase in reaching if phase == "setup"}
        served = {name for name in self.seconds if name.partition("::")[0] in files}
        named = {name for name, _, _ in reaching if name in self.seconds} | served
        if not named and "" in by_line.get(line, ()):
            named = {name.partition("|")[0] for names in by_line.values() for name in names} & self.seconds.keys()
            named = {name for name in named if imports(self.root / name.partition("::")[0], file)} or named
        record = {RECORD.format(file.split("/")[1])} & self.seconds.keys() if "" in by_line.get(line, ()) else set()
        tests, left = [*record], most
        for name in sorted(named - record, key=self.seconds.__getitem__):
            left -= self.seconds[name]
            if left < 0 and len(tests) >= LEAST_TRIED:
                break
            tests.append(name)
        return tests


@cache
def imports(path: Path, file: str) -> bool:
    """Whether a file of tests imports a module, or from it."""
    package, _, module = file.removesuffix(".py").replace("/", ".").rpartition(".")
    text = path.read_text("utf-8")
    return f"{package}.{module}" in text or re.search(rf"from {package} import .*\b{module}\b", text) is not None


if __name__ == "__main__":
    sys.exit(main())
