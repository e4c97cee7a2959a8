"""The newest seals of workbooks opened before, stored apart from them, so that a shortened trail is noticed."""

import json
from dataclasses import asdict
from pathlib import Path

from core.frozen import frozen
from data.creation import kind_of
from data.errors import FileError
from data.places import home, made_home
from data.written import read_text, write_file

NAME = "seals.json"
LARGEST = 8_000_000
"""The largest size of the file of notes."""


@frozen
class LastSeal:
    """The last edit of a workbook when it was last verified: its number, time and seal."""

    number: int
    time: str
    seal: str


def last_seal(place: object) -> LastSeal | None:
    """The last known seal of the workbook at this path or address; null without one."""
    note = _notes().get(_key(place))
    match note:
        case {"number": int(number), "time": str(time), "seal": str(seal)}:
            return LastSeal(number, time, seal)
    return None


def keep_seal(place: object, seal: LastSeal) -> None:
    """Store a seal. Raises FileError where that is impossible."""
    notes = {**_notes(), _key(place): asdict(seal)}
    write_file(made_home() / NAME, json.dumps(notes, ensure_ascii=False, indent=1, sort_keys=True).encode(), force=True)


def _key(place: object) -> str:
    return str(place.absolute() if isinstance(place, Path) else place)


def _notes() -> dict[str, dict[str, object]]:
    """All notes; empty where there is no file, or an invalid one."""
    target = home() / NAME
    if kind_of(target) != "file":
        return {}
    try:
        if target.stat().st_size > LARGEST:
            return {}
        notes = json.loads(read_text(target))
    except (OSError, ValueError, RecursionError, FileError):
        return {}
    return notes if isinstance(notes, dict) else {}
