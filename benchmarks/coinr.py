"""What COINr takes for the same work: measured where Rscript has it, else as it was recorded."""

import shutil
import subprocess
from pathlib import Path
from typing import NamedTuple

SCRIPT = Path(__file__).with_name("coinr.R")
RECORDED = {"51 x 49": 93.0, "ASEM": 93.0, "10,000 x 100": 9_500.0, "a run": 130.0}
"""Milliseconds of COINr 1.1.14 on two cores; a run of its uncertainty analysis computes all anew."""


class Beside(NamedTuple):
    """Milliseconds by what is done, and where they are from, in a sentence."""

    times: dict[str, float]
    source: str


def coinr() -> Beside:
    """COINr's times on this machine; the recorded ones where it is not there or says something else."""
    program = shutil.which("Rscript")
    if program is None:
        return Beside(RECORDED, "COINr's times are those recorded on two cores: there is no Rscript here.")
    done = subprocess.run([program, "--vanilla", SCRIPT], check=False, capture_output=True, text=True)
    try:
        pairs = (line.split("\t") for line in done.stdout.splitlines())
        times = {name: float(time) for name, time in pairs}
    except ValueError:
        times = {}
    if done.returncode or set(times) != set(RECORDED):
        errors = (line for line in done.stderr.splitlines() if line.startswith("Error"))
        trouble = next(errors, "it printed other lines")
        return Beside(RECORDED, f"COINr's times are those recorded on two cores: Rscript could not run it ({trouble}).")
    return Beside(times, "COINr's times were measured now, on this machine.")
