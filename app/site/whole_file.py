"""Writing a file whole or not at all; one of the site folder by one writer at a time."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

LOCK: Final = "site.lock"
_ON_WINDOWS: Final = os.name == "nt"
_LONGEST_WAIT_S: Final = 10.0
_EVERY_S: Final = 0.01
_TRIES: Final = 20
"""How often a file is put in place on Windows, where a reader may hold it for a moment."""


class SiteBusyError(Exception):
    """Another program has been writing for so long that it was not waited for any more."""


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Be the only writer in that folder; the system lets go by itself when a program dies.

    Raises SiteBusyError, and OSError where the folder cannot be written.
    """
    lock = _open_lock(folder / LOCK)
    try:
        _take(lock)
        yield
    finally:
        os.close(lock)


def write_whole(path: Path, content: bytes, *, mode: int | None = None) -> None:
    """Put `content` at `path`, whole or not at all; without `mode` for whoever may read the folder.

    It is on the disk and was read back. Raises OSError; then what was there before is still there.
    """
    mode = path.parent.stat().st_mode & 0o666 if mode is None else mode
    write_beside(path, content, mode=mode, on_disk=True)
    if path.read_bytes() != content:
        raise OSError(None, "what was read back is not what was written")


def write_beside(
    path: Path, content: bytes, *, mode: int | None = None, on_disk: bool = False
) -> None:
    """Write a new file beside `path`, then put it in its place; nothing is left where that fails.

    Nobody can read it before it has its `mode`. `on_disk` waits until a power cut can take nothing
    of it. Raises OSError.
    """
    beside = path.with_name(f"{path.name}.{os.getpid()}.new")
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
    try:
        made = os.open(beside, flags, 0o666 if mode is None else mode & 0o600)
        with os.fdopen(made, "wb") as file:
            file.write(content)
            if on_disk:
                file.flush()
                os.fsync(file.fileno())
        if mode is not None:
            beside.chmod(mode)
        _put_in_place(beside, path)
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


def settle_folder(folder: Path) -> None:
    """Wait until a power cut takes back no name that was put or removed there; raises OSError.

    Windows has no such call.
    """
    if sys.platform == "win32":
        return
    directory = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)


def why_not_written(
    file: str, folder: Path, error: Exception, what: str = "was not changed"
) -> str:
    """The sentence on a file that could not be written, and who can."""
    if isinstance(error, SiteBusyError):
        return f"{file} {what}: another program is writing to {folder}. Try again."
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return f"{file} {what} ({reason}): {who_can_change(folder)} can."


def who_can_change(folder: Path) -> str:
    """ "ann, the owner of /srv/site,", where the system tells and it is somebody else; who may."""
    if not _ON_WINDOWS:
        with suppress(OSError, KeyError):
            if folder.stat().st_uid != os.geteuid():
                return f"{folder.owner()}, the owner of {folder},"
    return f"whoever may write to {folder}"


def _put_in_place(beside: Path, path: Path) -> None:
    for left in reversed(range(_TRIES)):
        try:
            beside.replace(path)
        except PermissionError:
            if not (_ON_WINDOWS and left):
                raise
            time.sleep(_EVERY_S)
        else:
            return


def _open_lock(path: Path) -> int:
    try:
        lock = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    except PermissionError:
        if not path.exists():
            raise
        return os.open(path, os.O_RDONLY)  # somebody else's file in a folder that all may write
    with suppress(OSError):
        path.chmod(path.parent.stat().st_mode & 0o666)
    return lock


def _take(lock: int) -> None:
    until = time.monotonic() + _LONGEST_WAIT_S
    while not is_taken(lock):
        if time.monotonic() > until:
            raise SiteBusyError
        time.sleep(_EVERY_S)


def is_taken(lock: int) -> bool:
    """Whether the lock is ours now; also where this disk knows no locks."""
    try:
        if sys.platform == "win32":
            msvcrt.locking(lock, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    except OSError:
        return True
    return True
