"""The figures that the data benchmark works on, as CSV and as a workbook, and the programs that show them."""

import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

from benchmarks.cost import Cost, cost_of
from benchmarks.programs import JINGDEX, environment
from benchmarks.terminal import Terminal

INDICATORS, YEARS = 50, 20
A_UNIT = INDICATORS * YEARS
SETTLED = 0.5
READING = 60.0
POLARS_ALONE = """
import sys
import polars
getattr(polars.read_parquet(sys.argv[1]), f"write_{sys.argv[3]}")(sys.argv[2])
"""


@dataclass(frozen=True)
class Data:
    """One size of the same figures; `least` is the smallest value, as it stands in the CSV."""

    rows: int
    csv: Path
    workbook: Path
    least: str

    @property
    def last(self) -> str:
        """The unit of the last row."""
        return f"u{(self.rows - 1) // A_UNIT:05}"


def made(rows: int, folder: Path) -> Data:
    """So many seeded figures as CSV: a unit has 50 indicators over 20 years."""
    at, random = np.arange(rows), np.random.default_rng(1)
    frame = pl.DataFrame(
        {
            "unit": [f"u{number:05}" for number in at // A_UNIT],
            "indicator": [f"ind{number:02}" for number in at // YEARS % INDICATORS],
            "period": [str(2004 + number) for number in at % YEARS],
            "value": np.round(random.lognormal(10, 2, rows), 2),
            "status": np.array(list("AEPF"))[random.choice(4, rows, p=[0.9, 0.05, 0.03, 0.02])],
            "source": [f"s{number}" for number in at % 7],
            "note": ["" if number % 50 else f"note {number}" for number in at],
        }
    )
    csv = folder / f"rows{rows}.csv"
    frame.write_csv(csv)
    return Data(rows, csv, folder / f"rows{rows}.jingdex", str(frame["value"].min()))


def imported(data: Data, folder: Path) -> Cost:
    """The CSV brought into a new workbook by the command line."""
    columns = [
        word for name in ("status", "source", "note") for word in (f"--{name}{'-column' * (name == 'source')}", name)
    ]
    cost_of([JINGDEX, "new", data.workbook], folder)
    return cost_of([JINGDEX, "import", data.workbook, data.csv, "--yes", "--unknown", "add", *columns], folder)


def exported(data: Data, folder: Path, form: str) -> tuple[Cost, Cost]:
    """Every figure of the workbook as a file, by the command line; and the same columns by Polars alone."""
    target, table = folder / f"exported{data.rows}.{form}", folder / f"exported{data.rows}.parquet"
    own = cost_of([JINGDEX, "export", data.workbook, target, "--force"], folder)
    if not table.exists():
        cost_of([JINGDEX, "export", data.workbook, table], folder)
    return own, cost_of(["-c", POLARS_ALONE, table, folder / f"polars.{form}", form], folder)


def visidata() -> str | None:
    """VisiData, of the benchmark's own environment or of the path; none where it is not installed."""
    own = Path(sys.prefix) / "bench" / "bin" / "vd"
    return str(own) if own.exists() else shutil.which("vd")


def open_jingdex(data: Data, folder: Path) -> tuple[Terminal, float]:
    """Jingdex at its figures, and the seconds from exec until their first row was shown."""
    terminal = Terminal((str(JINGDEX), str(data.workbook)), 120, 40, environment(folder))
    terminal.wait_for("Clusters")
    terminal.send("\x1b5")
    return terminal, terminal.until("u00000")


def open_visidata(program: str, data: Data, folder: Path) -> tuple[Terminal, float]:
    """VisiData on the CSV, and the seconds from exec until it had read all rows."""
    command = (program, str(data.csv))
    terminal = Terminal(command, 120, 40, environment(folder))
    return terminal, terminal.until(f"{data.rows} rows", patience=READING)
