"""Files on a network folder: how they are detected, and the warning when one is first opened."""

import json
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from core.words import gettext
from data.errors import FileError
from data.places import home, made_home
from data.written import read_text, write_file

MOUNTS = Path("/proc/self/mounts")
"""The list of mounts of Linux."""
NETWORKS = frozenset(
    (
        "9p", "afpfs", "afs", "beegfs", "ceph", "cifs", "fuse.ceph", "fuse.davfs", "fuse.glusterfs", "fuse.gvfsd-fuse",
        "fuse.rclone", "fuse.s3fs", "fuse.sshfs", "fuse.vmhgfs-fuse", "glusterfs", "gpfs", "lustre", "ncpfs", "nfs",
        "nfs4", "smb3", "smbfs", "vboxsf", "webdav",
    )
)  # fmt: skip
OCTAL = re.compile(r"\\(\d{3})")
"""How /proc/self/mounts writes a space, a tab, a line feed, a backslash and a number sign."""
NAME = "network.json"


def network_of(path: Path, mounts: Iterable[tuple[str, str]]) -> str:
    """The kind of network file system of a path, from folders and kinds of mounts; empty for a local one."""
    where, mount = path.resolve(), ("", "")
    for folder, kind in mounts:
        if where.is_relative_to(folder) and len(folder) >= len(mount[0]):
            mount = folder, kind
    return mount[1] if mount[1] in NETWORKS else ""


def linux_mounts(text: str) -> Iterator[tuple[str, str]]:
    """The folder and the kind of each line of /proc/self/mounts."""
    for line in text.splitlines():
        _, folder, kind, *_ = line.split(" ")
        yield OCTAL.sub(lambda place: chr(int(place[1], 8)), folder), kind


def mac_mounts(text: str) -> Iterator[tuple[str, str]]:
    """The folder and the kind of each line that `mount` prints on macOS and the BSDs."""
    return ((match[1], match[2]) for match in re.finditer(r"^.* on (/.*) \((\w+)[,)]", text, re.MULTILINE))


def _mounts() -> Iterator[tuple[str, str]]:
    """Folders and kinds of mounts. Raises OSError, SubprocessError, ValueError."""
    if sys.platform == "linux":
        return linux_mounts(MOUNTS.read_text("utf-8", "surrogateescape"))
    return mac_mounts(subprocess.run(["/sbin/mount"], capture_output=True, text=True, check=True, timeout=2).stdout)


def network_notice(path: Path) -> str:
    """The notice about a workbook on a network folder, once; empty for others, and where it was shown before."""
    try:
        kind = network_of(path, _mounts())
    except (OSError, ValueError, subprocess.SubprocessError):
        return ""
    if not kind or str(path.resolve()) in (noticed := _noticed_places()):
        return ""
    try:
        content = json.dumps([*noticed, str(path.resolve())], ensure_ascii=False).encode()
        write_file(made_home() / NAME, content, force=True)
    except FileError:
        return ""  # it would be said at every start
    return gettext(
        "{path} is on a network folder ({kind}): one person at a time is safe there, for a team see docs/team.md.",
        path=path.name,
        kind=kind,
    )


def _noticed_places() -> list[str]:
    try:
        places = json.loads(read_text(home() / NAME))
    except (ValueError, FileError):
        return []
    return [str(place) for place in places] if isinstance(places, list) else []
