"""The source of a rollup: its files, their kind, and their fingerprint."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal, TypeAlias

from core.frozen import frozen
from core.rollup.rule import RollupRule
from core.words import in_words
from data import system_error
from data.errors import FileError
from data.postgres.address import Address, is_address

Kind: TypeAlias = Literal["parquet", "csv", "arrow", "duckdb", "spark", "postgres"]
KINDS: dict[str, Kind] = {
    ".parquet": "parquet", ".pq": "parquet", ".csv": "csv", ".tsv": "csv", ".arrow": "arrow", ".ipc": "arrow",
    ".feather": "arrow", ".duckdb": "duckdb", ".ddb": "duckdb",
}  # fmt: skip
CATALOG = "spark"
"""The source of a rule whose table is in the catalogue of Spark."""
WHOLE, BLOCK, BLOCKS = 16 * 2**20, 2**20, 16
"""The size up to which a whole file is read for its fingerprint; of a larger one a number of blocks, and its size."""


@frozen
class Source:
    """Files of one kind, or a table: of a DuckDB file, of a server, or of Spark's catalogue."""

    kind: Kind
    files: tuple[Path, ...] = ()
    table: str = ""
    address: Address | None = None

    @property
    def name(self) -> str:
        """The name of the source in sentences."""
        if self.address:
            return f"{self.address}, {self.table}"
        return self.table or str(self.files[0]) + (f" and {len(self.files) - 1} more" if len(self.files) > 1 else "")

    def fingerprint(self) -> str:
        """SHA-256 of the names and contents of the files, in order; of large files of samples."""
        digest = hashlib.sha256(self.table.encode())
        for path in self.files:
            digest.update(path.name.encode())
            for part in _content(path):
                digest.update(part)
        return digest.hexdigest()


def source_of(rule: RollupRule, folder: Path) -> Source:
    """The source of a rule, whose paths begin in a folder. Raises FileError."""
    if rule.source == CATALOG:
        if not rule.table:
            raise FileError("The rule {code} reads the catalogue of Spark: name the table in [rollup].", code=rule.code)
        return Source("spark", table=rule.table)
    if is_address(rule.source):
        if not rule.table:
            raise FileError("The rule {code} reads a server: name the table in [rollup].", code=rule.code)
        return Source("postgres", table=rule.table, address=Address.of(rule.source))
    files = tuple(_files(folder / Path(rule.source).expanduser()))
    kinds = {KINDS.get(path.suffix.lower()) for path in files}
    kind = kinds.pop() if len(kinds) == 1 else None
    if not files:
        raise FileError("{path} is not there: name a file, a folder or a pattern of files.", path=folder / rule.source)
    empty = [path for path in files if not path.stat().st_size]
    if empty:
        raise FileError("{path} is empty: leave it out.", path=empty[0])
    if kind is None:
        raise FileError(
            "{path} holds files of several kinds, or of none that is known: name files that end in {kinds}.",
            path=folder / rule.source,
            kinds=in_words(KINDS),
        )
    if (kind == "duckdb") != bool(rule.table):
        raise FileError("The rule {code}: a table is of a DuckDB file, and of that it must be named.", code=rule.code)
    return Source(kind, files, rule.table)


@contextmanager
def as_files(source: Source, rule: RollupRule) -> Iterator[Source]:
    """The source in a form for engines: the columns of a table of a server are copied into a temporary file."""
    if source.address is None:
        yield source
        return
    if find_spec("psycopg") is None:
        raise FileError("psycopg is not installed: pip install 'jingdex[postgres]'.")
    copy_table = import_module("data.postgres.table_copy").copy_table
    with TemporaryDirectory(prefix="jingdex-") as folder:
        path = Path(folder) / f"{rule.code}.csv"
        copy_table(source.address, source.table, rule.used, path)
        yield Source("csv", (path,))


def _files(path: Path) -> list[Path]:
    """The file, those that match a pattern, or all of a known kind in a folder and below it; in order."""
    if path.is_dir():
        return sorted(file for file in path.rglob("*") if file.suffix.lower() in KINDS and file.is_file())
    if path.is_file():
        return [path]
    fixed = Path(path.anchor)
    try:
        return sorted(file for file in fixed.glob(str(path.relative_to(fixed))) if file.is_file())
    except ValueError as error:
        raise FileError(
            "{path} is not a pattern of files ({error}): name a file, a folder, or one such as *.parquet.",
            path=path,
            error=error,
        ) from error


def _content(path: Path) -> Iterator[bytes]:
    """The content that a fingerprint covers. Raises FileError."""
    with system_error.reading(path), path.open("rb") as file:
        size = path.stat().st_size
        yield str(size).encode()
        if size <= WHOLE:
            while part := file.read(BLOCK):
                yield part
            return
        for at in range(BLOCKS):
            file.seek((size - BLOCK) * at // (BLOCKS - 1))
            yield file.read(BLOCK)
