"""Files on a network folder: how they are detected, and the warning when one is first opened."""

import json
from collections.abc import Iterable
from pathlib import Path

from core.words import gettext
from data.errors import FileError
from data.places import home
from data.written import read_text, write_file

MOUNTS = Path("/proc/self/mounts")
"""Where Linux says what is mounted; other systems say it elsewhere, and nothing is said there."""
NETWORKS = frozenset(
    (
        "9p", "afs", "ceph", "cifs", "fuse.glusterfs", "fuse.sshfs", "fuse.davfs", "glusterfs", "lustre", "ncpfs",
        "nfs", "nfs4", "smb3", "smbfs",
    )
)  # fmt: skip
NAME = "network.json"


def network_of(path: Path, mounts: Iterable[str]) -> str:
    """The kind of network that a path is on, by lines of /proc/self/mounts; empty where it is on none."""
    where, found = path.resolve(), ("", "")
    for line in mounts:
        _, folder, kind, *_ = line.split(" ")
        folder = folder.encode().decode("unicode_escape")  # a space is written as its number
        if where.is_relative_to(folder) and len(folder) >= len(found[0]):
            found = folder, kind
    return found[1] if found[1] in NETWORKS else ""


def network_notice(path: Path) -> str:
    """What is said of a workbook on a network folder, once; empty for others, and where it has been said."""
    try:
        kind = network_of(path, MOUNTS.read_text("utf-8").splitlines())
    except (OSError, ValueError):
        return ""
    if not kind or str(path.resolve()) in (said := _said()):
        return ""
    try:
        home().mkdir(parents=True, exist_ok=True)
        write_file(home() / NAME, json.dumps([*said, str(path.resolve())], ensure_ascii=False).encode(), force=True)
    except (OSError, FileError):
        return ""  # it would be said at every start
    return gettext(
        "{path} is on a network folder ({kind}): one person at a time is safe there, for a team see docs/team.md.",
        path=path.name,
        kind=kind,
    )


def _said() -> list[str]:
    try:
        found = json.loads(read_text(home() / NAME))
    except (ValueError, FileError):
        return []
    return [str(one) for one in found] if isinstance(found, list) else []
