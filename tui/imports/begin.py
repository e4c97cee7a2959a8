"""`jingdex import` begins: the process for a large file loads its modules while the import loads its own."""

import gc
from argparse import Namespace

from data.reading.started import started_for
from tui.imports import cli


def run(arguments: Namespace) -> int:
    """The exit code of the import."""
    gc.disable()  # a million figures are made and all are kept: looking for rubbish among them would take half the time
    try:
        with started_for(arguments.files):
            return cli.imported(arguments)
    finally:
        gc.enable()
