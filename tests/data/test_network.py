"""Network folders are recognised by what is mounted, and said once."""

from pathlib import Path

import pytest

from data import network
from data.network import linux_mounts, mac_mounts, network_notice, network_of

LINES = [
    "/dev/sda1 / ext4 rw 0 0",
    "server:/export /mnt/team\\040share nfs4 rw 0 0",
    "//server/share /mnt/team\\040share/local ext4 rw 0 0",
    "//server/windows /mnt/win cifs rw 0 0",
    "//server/京 /mnt/统计局\\040共享\\134x cifs rw 0 0",
    "gvfsd-fuse /run/user/1000/gvfs fuse.gvfsd-fuse rw 0 0",
]


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/mnt/team share/a.jingdex", "nfs4"),
        ("/mnt/team share/local/a.jingdex", ""),
        ("/mnt/win/deep/a.jingdex", "cifs"),
        ("/mnt/windows.jingdex", ""),
        ("/home/a.jingdex", ""),
        ("/mnt/统计局 共享\\x/a.jingdex", "cifs"),
        ("/run/user/1000/gvfs/smb-share:server=nas,share=x/a.jingdex", "fuse.gvfsd-fuse"),
    ],
)
def test_the_longest_mount_says_what_a_folder_is(path: str, kind: str) -> None:
    """Names with spaces, and a disk mounted inside a network folder."""
    assert network_of(Path(path), linux_mounts("\n".join(LINES))) == kind


def test_what_is_mounted_on_macos_is_read() -> None:
    """As its `mount` prints it, with spaces and parentheses in names."""
    text = (
        "/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)\n"
        "//ada@nas._smb._tcp.local/team on /Volumes/team (old) on x (smbfs, nodev, nosuid, mounted by ada)\n"
        "srv:/export on /System/Volumes/Data/nfs (nfs)\nmap auto_home on /System/home (autofs, automounted)\n"
    )
    assert dict(mac_mounts(text))["/System/Volumes/Data/nfs"] == "nfs"
    assert network_of(Path("/Volumes/team (old) on x/a.jingdex"), mac_mounts(text)) == "smbfs"
    assert network_of(Path("/Users/ada/a.jingdex"), mac_mounts(text)) == ""


def test_a_workbook_on_a_network_is_said_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With its kind; the next start says nothing, another workbook there is said again."""
    monkeypatch.setenv("JINGDEX_HOME", str(tmp_path / "home"))
    mounts = tmp_path / "mounts"
    mounts.write_text(f"server:/x {tmp_path} nfs rw 0 0\n", "utf-8")
    monkeypatch.setattr(network, "MOUNTS", mounts)
    monkeypatch.setattr("sys.platform", "linux")
    first = network_notice(tmp_path / "a.jingdex")
    assert first.startswith("a.jingdex is on a network folder (nfs)")
    assert network_notice(tmp_path / "a.jingdex") == ""
    assert network_notice(tmp_path / "b.jingdex")
    monkeypatch.setattr(network, "MOUNTS", tmp_path / "none")
    assert network_notice(tmp_path / "c.jingdex") == ""
