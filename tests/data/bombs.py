"""Small files that ask for much: each is made by a function of the folder that it goes into."""

import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import polars as pl
import xlsxwriter

XML = '<?xml version="1.0" encoding="UTF-8"?>'
ROOM = b"<!--" + b" " * 3_000_000 + b"-->"


def far_cell(folder: Path, cell: str) -> Path:
    """An Excel workbook of 5 kB with one cell far off the others."""
    path = folder / "far.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["unit", "period", "gdp"])
        sheet.write_row(1, 0, ["a", 2020, 1])
        sheet.write(cell, 1)
    return path


def lying_zip(folder: Path) -> Path:
    """An Excel workbook whose directory says 10 bytes of a part that unpacks to 3 MB."""
    plain = far_cell(folder, "D2")
    path, packed = folder / "lying.xlsx", io.BytesIO()
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            more = ROOM if entry.filename.startswith("xl/worksheets") else b""
            new.writestr(entry.filename, old.read(entry) + more)
    content = packed.getvalue()
    with zipfile.ZipFile(packed) as made:
        large = next(entry.file_size for entry in made.infolist() if entry.filename.startswith("xl/worksheets"))
    path.write_bytes(content.replace(struct.pack("<L", large), struct.pack("<L", 10)))
    return path


def equal_rows(folder: Path) -> Path:
    """A Parquet file of few bytes with 200,000 equal rows."""
    path = folder / "equal.parquet"
    pl.DataFrame({"unit": ["a"] * 200_000, "period": ["2020"] * 200_000, "gdp": ["1"] * 200_000}).write_parquet(path)
    return path


def _text(name: str, make: Callable[[], str]) -> Callable[[Path], Path]:
    def made(folder: Path) -> Path:
        path = folder / name
        path.write_text(make(), encoding="utf-8")
        return path

    return made


wide_csv = _text("wide.csv", lambda: ",".join(f"c{n}" for n in range(19_999)) + "\n" + ",".join("1" * 19_999) + "\n")
widest_csv = _text("widest.csv", lambda: "," * 1_000_000 + "\n" + "," * 1_000_000 + "\n")
line_ends = _text("ends.csv", lambda: "\n" * 2_000_000)
long_text = _text("long.csv", lambda: f"unit,period,gdp\n{'x' * 1_500_000},2020,1\n")
long_quoted = _text("open.csv", lambda: f'unit,period,gdp\na,2020,1\n"{"x,y " * 500_000}')
many_rows = _text("rows.csv", lambda: "unit,period,gdp\n" + "a,2020,1\n" * 200_000)
wide_lines = _text("wide.jsonl", lambda: "{" + ",".join(f'"n{n}":1' for n in range(19_990)) + "}\n")
deep_json = _text("deep.json", lambda: "[" * 200_000)


def broken_parquet(folder: Path) -> Path:
    """A Parquet file whose middle is overwritten, on which the reader panics or complains."""
    path = equal_rows(folder)
    content = bytearray(path.read_bytes())
    content[8:200] = b"\xff" * 192
    path.write_bytes(content)
    return path
