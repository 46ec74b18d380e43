"""The bundle in one file, the same for the same contents: a zip on Windows, else a tar.gz."""

import gzip
import stat
import sys
import tarfile
import zipfile
from datetime import UTC, datetime
from pathlib import Path


def pack(folder: Path, made_at: int) -> Path:
    """Pack the folder into a file beside it; all in it was changed at that second since 1970."""
    if sys.platform == "win32":  # nothing there is a link or has to be made executable
        return pack_zip(folder, made_at)
    return pack_tar(folder, made_at)


def pack_tar(folder: Path, made_at: int) -> Path:
    """In the order of the names, owned by nobody, with links as links."""
    file = folder.with_name(f"{folder.name}.tar.gz")

    def plain(member: tarfile.TarInfo) -> tarfile.TarInfo:
        member.mtime, member.uid, member.gid, member.uname, member.gname = made_at, 0, 0, "", ""
        runs = member.isdir() or member.mode & stat.S_IXUSR
        member.mode = 0o755 if runs or member.issym() else 0o644
        return member

    with (
        file.open("wb") as written,
        gzip.GzipFile("", "wb", 6, written, mtime=made_at) as zipped,
        tarfile.open(fileobj=zipped, mode="w", format=tarfile.PAX_FORMAT) as tar,
    ):
        for path in [folder, *sorted(folder.rglob("*"))]:
            name = path.relative_to(folder.parent).as_posix()
            tar.add(path, name, recursive=False, filter=plain)
    return file


def pack_zip(folder: Path, made_at: int) -> Path:
    """The same as a zip, whose clock begins in 1980 and ticks every second second."""
    file = folder.with_name(f"{folder.name}.zip")
    at = datetime.fromtimestamp(made_at, UTC).timetuple()[:6]
    with zipfile.ZipFile(file, "w") as packed:
        for path in sorted(folder.rglob("*")):
            if path.is_dir():
                continue
            member = zipfile.ZipInfo(path.relative_to(folder.parent).as_posix(), at)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = (stat.S_IFREG | 0o644) << 16
            member.create_system = 3  # so that the line above is understood
            packed.writestr(member, path.read_bytes())
    return file


def unpack(file: Path, into: Path) -> Path:
    """Unpack what was packed here; the folder of the bundle."""
    if file.suffix == ".zip":
        with zipfile.ZipFile(file) as packed:
            packed.extractall(into)  # noqa: S202 made by ourselves a moment ago
        return into / file.stem
    with tarfile.open(file) as tar:
        tar.extraction_filter = lambda member, _: member  # not asked before 3.11.4
        tar.extractall(into)  # noqa: S202 made by ourselves a moment ago
    return into / file.name.removesuffix(".tar.gz")
