"""`make fuzz`: inputs made at random for as long as is wished; all that may come back is a result or one sentence.

A kind is a class that is made with a folder of its own; called with a source of chance it makes one input and tries it.
What breaks is kept in the folder and printed with the seed that leads to it.
"""

import argparse
import random
import shutil
import sys
import tempfile
import time
import traceback
from pathlib import Path

from fuzz_damages import DamagedWorkbooks
from fuzz_figures import FigureTexts
from fuzz_files import ForeignFiles
from fuzz_methods import MethodDocuments
from fuzz_workbooks import Workbooks

from core.errors import JingdexError
from tui.grid.plain import plain

KINDS = {
    "figures": FigureTexts,
    "files": ForeignFiles,
    "methods": MethodDocuments,
    "workbooks": Workbooks,
    "damages": DamagedWorkbooks,
}
LONGEST_SENTENCE = 1_200


def main() -> int:
    """Try each kind for the wished time; exit code 1 where something broke."""
    parser = argparse.ArgumentParser(prog="make fuzz", description="Inputs made at random.")
    parser.add_argument("kinds", nargs="*", metavar="KIND", help=f"of {', '.join(KINDS)} (all)")
    parser.add_argument("--minutes", type=float, default=60.0, help="for each kind (60)")
    parser.add_argument("--seed", type=int, default=None, help="where to begin (by chance)")
    arguments = parser.parse_args()
    if unknown := [kind for kind in arguments.kinds if kind not in KINDS]:
        parser.error(f"“{unknown[0]}” is not a kind: use {', '.join(KINDS)}")
    seed = random.SystemRandom().randrange(10**9) if arguments.seed is None else arguments.seed
    found = [kind for kind in arguments.kinds or KINDS if broken(kind, seed, arguments.minutes)]
    return int(bool(found))


def broken(kind: str, seed: int, minutes: float) -> bool:
    """Whether an input of this kind broke something; each has a seed of its own, one after the other."""
    print(f"{kind}: from seed {seed} on for {minutes:g} minutes", flush=True)
    folder = Path(tempfile.mkdtemp(prefix=f"fuzz-{kind}-"))
    attempt, end, first = KINDS[kind](folder), time.monotonic() + 60 * minutes, seed
    while seed == first or time.monotonic() < end:
        try:
            attempt(random.Random(seed))  # noqa: S311 - chance that can be repeated
        except JingdexError as error:
            sentence = plain(str(error))
            if "\n" in sentence or len(sentence) > LONGEST_SENTENCE:
                print(f"{kind}: no short sentence: repeat with --seed {seed}, see {folder}\n{sentence}")
                return True
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt):
                raise
            traceback.print_exc()
            print(f"{kind}: broken: repeat with --seed {seed}, see {folder}")
            return True
        seed += 1
    shutil.rmtree(folder)
    print(f"{kind}: {seed - first:,} inputs, none broke anything")
    return False


if __name__ == "__main__":
    sys.exit(main())
