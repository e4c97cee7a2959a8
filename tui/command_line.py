"""The command `jingdex`: the screen for a person, and the same computations for scripts."""

import gc
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import cast

from core.errors import JingdexError
from core.words import in_words
from data import faults
from tui.cli.arguments import BadUse
from tui.cli.output import abandon, complain, flush, has_unicode, make_lossless
from tui.cli.subcommands import OPEN, SUBCOMMANDS, parsed, subcommand
from tui.locale.choice import choose, language_of, spoken

BAD_USE = 2
FAULT = 70
INTERRUPTED = 130
NOBODY_READS = 141


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code: 1 where the answer is no, 2 for bad use, 70 for a fault."""
    make_lossless()
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # runs are shared out among threads already
    try:
        texts = list(sys.argv[1:] if argv is None else argv)
        choose(language_of(texts, os.environ, unicode=has_unicode()))
        code = _run(texts)
        flush()
    except JingdexError as error:
        complain(str(error))
        return BAD_USE
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        abandon()
        return NOBODY_READS
    except Exception as error:  # noqa: BLE001 - a fault is shown and kept here, not mended
        complain(faults.fault_sentence(error))
        return FAULT
    return code


def _run(argv: list[str]) -> int:
    """Do what a first argument that is a subcommand says; any other is a workbook to open.

    A language before a subcommand is spoken already.
    """
    words = 1 if argv[:1] and argv[0].startswith("--language=") else 2 * (argv[:1] == ["--language"])
    if words and argv[words : words + 1] and argv[words] in SUBCOMMANDS and spoken() in argv[words - 1]:
        argv = argv[words:]
    name, rest = (argv[0], argv[1:]) if argv and argv[0] in SUBCOMMANDS else (OPEN, argv)
    if name == OPEN and len(argv) > 1 and not any(text.startswith("-") for text in argv[:2]):
        raise BadUse(
            "“{word}” is not a subcommand: use one of {subcommands}, or name one workbook alone.",
            word=argv[0],
            subcommands=in_words(SUBCOMMANDS),
        )
    try:
        arguments = parsed(name, rest)
    except SystemExit as after_help:
        return cast("int", after_help.code or 0)
    run = cast("Callable[[object], int]", import_module(subcommand(name).module).run)
    if name != OPEN:
        gc.enable()  # the screen does this once it stands
    return run(arguments)
