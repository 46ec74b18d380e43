"""Whether a folder is on a disk of this computer, as far as the system tells.

Not detected: a folder that OneDrive, Dropbox or the like keeps the same on several computers; on
Linux a network disk of a kind that is not listed here, or behind a FUSE file system without a name;
on macOS a network disk that is not under /Volumes. A local disk under /Volumes is taken for one.
"""

import re
import sys
from pathlib import Path, PurePath
from typing import Final

_MOUNTS: Final = Path("/proc/self/mounts")
_NETWORK_KINDS: Final = frozenset(
    {"9p", "afs", "beegfs", "ceph", "cifs", "coda", "davfs", "glusterfs", "lustre", "ncpfs"}
    | {"nfs", "nfs4", "prl_fs", "smb3", "smbfs", "vboxsf", "vmhgfs", "fuse.afp", "fuse.ceph"}
    | {"fuse.curlftpfs", "fuse.davfs", "fuse.davfs2", "fuse.glusterfs", "fuse.gvfsd-fuse"}
    | {"fuse.rclone", "fuse.s3fs", "fuse.smbnetfs", "fuse.sshfs", "fuse.vmhgfs-fuse"}
)
_OCTAL: Final = re.compile(r"\\([0-7]{3})")
_WINDOWS_REMOTE: Final = 4
"""What GetDriveTypeW answers for a network drive."""


def why_not_local(folder: Path) -> str:
    """What is said of a folder on a network ("is on a network disk (nfs4)"), "" for a local one."""
    whole = folder.resolve()
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 on Windows alone

        kind = ctypes.windll.kernel32.GetDriveTypeW(whole.anchor)
        is_remote = kind == _WINDOWS_REMOTE or whole.drive.startswith("\\\\")
        return "is on a network disk" if is_remote else ""
    if sys.platform == "darwin":
        return "is on another volume" if whole.is_relative_to("/Volumes") else ""
    try:
        mounts = _MOUNTS.read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return ""
    kind = kind_of_disk(whole, mounts)
    return f"is on a network disk ({kind})" if kind in _NETWORK_KINDS else ""


def kind_of_disk(folder: PurePath, mounts: str) -> str:
    """The kind of file system that the folder is on, by the lines of /proc/mounts; "" unknown."""
    kind, deepest = "", -1
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        point = PurePath(_OCTAL.sub(lambda found: chr(int(found[1], 8)), fields[1]))
        if folder.is_relative_to(point) and len(point.parts) >= deepest:
            kind, deepest = fields[2], len(point.parts)
    return kind
