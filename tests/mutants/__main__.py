"""`make mutants`: small faults put into `core/`, one after the other; those that no test notices are listed.

First the tests run once under coverage, so that each mutant is held against the tests that reach its line, the
quickest first. Neither mutmut nor Cosmic Ray serves here: the one forks after Polars has started its threads, which
hangs, the other runs one command, which would be all tests, for every mutant.
"""

import argparse
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from functools import cache
from pathlib import Path

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
"""Mutants that no test can notice, a line each with the reason: they are not tried."""
LONGEST = 240
LEAST_TRIED = 20
"""So many tests of those that reach a line are run at least, however slow the machine was under coverage."""
PYTEST = (sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider")


def main() -> int:
    """Try a sample of mutants; exit code 1 where more than five of a hundred are alive."""
    parser = argparse.ArgumentParser(prog="make mutants", description="Faults that the tests should notice.")
    parser.add_argument("under", nargs="*", default=["core"], help="folders or files below core/ (core)")
    parser.add_argument("--count", type=int, default=200, help="how many mutants to try (200)")
    parser.add_argument("--seed", type=int, default=1, help="where the sample begins (1)")
    parser.add_argument("--most", type=float, default=15, help="seconds of tests for one mutant (15)")
    parser.add_argument("--keep", type=Path, help="a folder for coverage, used again, and survivors.txt")
    arguments = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="mutants-"))
    copied = folder / "tree"
    copied.mkdir()
    for part in PARTS:
        (shutil.copytree if (ROOT / part).is_dir() else shutil.copy)(ROOT / part, copied / part)
    if (ROOT.parent / "shared").exists():
        (folder / "shared").symlink_to(ROOT.parent / "shared")
    reached = Reached(copied, arguments.keep or folder)
    sample = chosen(copied, arguments.under, arguments.count, arguments.seed)
    alive: list[str] = []
    for at, (file, mutant) in enumerate(sample, 1):
        tests = reached.tests(file, mutant.line, arguments.most)
        outcome = tried(copied, file, mutant, tests)
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


def chosen(root: Path, under: list[str], count: int, seed: int) -> list[tuple[str, Mutant]]:
    """A sample of the mutants of these folders and files, the same for the same seed."""
    paths = [
        path for name in under for path in ([root / name] if name.endswith(".py") else (root / name).rglob("*.py"))
    ]
    known = {line.partition(" | ")[0] for line in EQUIVALENT.read_text("utf-8").splitlines()}
    every = [
        (file, one)
        for path in sorted(paths)
        for file in [str(path.relative_to(root))]
        for one in mutants(path.read_text("utf-8"))
        if f"{file}: {change_of(one)}" not in known
    ]
    return random.Random(seed).sample(every, min(count, len(every)))  # noqa: S311 - a sample that can be repeated


def change_of(mutant: Mutant) -> str:
    """What became of what, in one line."""
    return f"{' '.join(mutant.before.split())} -> {' '.join(mutant.after.split())}"


def tried(root: Path, file: str, mutant: Mutant, tests: list[str]) -> str:
    """What becomes of the tests with the mutant in its place: alive, killed, or hung."""
    if not tests:
        return "alive"
    path = root / file
    source = path.read_text("utf-8")
    path.write_text(mutant.source, "utf-8")
    try:
        ended = subprocess.run((*PYTEST, *tests), cwd=root, capture_output=True, timeout=LONGEST, check=False)
    except subprocess.TimeoutExpired:
        return "hung"
    finally:
        path.write_text(source, "utf-8")
    return "killed" if ended.returncode else "alive"


class Reached:
    """Which tests reach which line, and how long each takes."""

    def __init__(self, root: Path, folder: Path) -> None:
        self.root = root
        data, times = folder / "coverage", folder / "times.xml"
        if not data.exists():
            files = [str(path.relative_to(root)) for pattern in TESTS for path in sorted(root.glob(pattern))]
            options = ("--cov=core", "--cov-context=test", "--cov-report=", f"--junitxml={times}", "-n", "2")
            command = [*(part for part in PYTEST if part != "-x"), "-p", "forget"]
            plugins = {**os.environ, "PYTHONPATH": str(Path(__file__).parent)}
            subprocess.run((*command, *options, *files), cwd=root, env=plugins, check=False)
            folder.mkdir(exist_ok=True)
            shutil.move(root / ".coverage", data)
        self.data = CoverageData(str(data))
        self.data.read()
        self.files = {Path(name).as_posix().partition("/tree/")[2]: name for name in self.data.measured_files()}
        self.seconds = {
            f"{case.get('classname', '').replace('.', '/')}.py::{case.get('name')}": float(case.get("time", 1))
            for case in ET.parse(times).iter("testcase")  # noqa: S314 - our own file
        }

    def tests(self, file: str, line: int, most: float) -> list[str]:
        """The tests that reach a line, the quickest first, for so many seconds.

        A fixture that reaches it may serve every test of a file. A line that is run when its file is imported is held
        against the tests that import from it, else those that reach any line of it.
        """
        by_line = self.data.contexts_by_lineno(self.files.get(file, ""))
        reaching = {name.partition("|") for name in by_line.get(line, ())}
        files = {name.partition("::")[0] for name, _, phase in reaching if phase == "setup"}
        served = {name for name in self.seconds if name.partition("::")[0] in files}
        named = {name for name, _, _ in reaching} - {""} | served
        if not named and "" in by_line.get(line, ()):
            named = {name.partition("|")[0] for names in by_line.values() for name in names} - {""}
            named = {name for name in named if imports(self.root / name.partition("::")[0], file)} or named
        tests, left = [], most
        for name in sorted(named, key=lambda one: self.seconds.get(one, 1.0)):
            left -= self.seconds.get(name, 1.0)
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
