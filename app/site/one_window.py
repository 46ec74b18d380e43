"""One window a person: a second start asks the first window to come forward, and ends.

The first holds a lock that the system lets go by itself when the program dies, so that none is ever
left over. The second leaves a file beside it; the first takes the file away once it came forward.
Where it does not within a moment, or the folder cannot be written, the second opens a window.
"""

import os
import sys
import time
import zlib
from contextlib import suppress
from pathlib import Path
from typing import Final

from app import __version__
from app.site.site_folder import PROGRAM_FOLDER, find_site_folder, user_data_folder
from app.site.whole_file import is_taken

FOLDER: Final = "window"
_LONGEST_WAIT_S: Final = 3.0
"""For a window that is just being opened, on a slow computer."""
_EVERY_S: Final = 0.02
_SESSION: Final = ("COMPUTERNAME", "SESSIONNAME", "CLIENTNAME", "DISPLAY", "WAYLAND_DISPLAY")
"""What tells one person's screens apart: a window on another one is no use to who starts here."""
_ANY_PROGRAM: Final = -1
"""ASFW_ANY: whoever asks next may come forward."""


class OneWindow:
    """The place of one window of this program, over one site folder, on one screen."""

    def __init__(self, folder: Path | None = None) -> None:
        folder = folder or user_data_folder() / FOLDER
        name = _name()
        self.folder = folder
        self._lock_file, self._wake_file = folder / f"{name}.lock", folder / f"{name}.wake"
        self._lock: int | None = None

    def take(self) -> bool:
        """Be the one for this program; False where another has it."""
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            lock = os.open(self._lock_file, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError:
            return True  # nobody can be asked: better two windows than none
        if is_taken(lock):
            self._lock = lock
            return True
        os.close(lock)
        return False

    def has_come_forward(self) -> bool:
        """Ask the window that has the place to come forward; whether it did."""
        _let_it_come_forward()
        try:
            self._wake_file.touch(0o600)
            until = time.monotonic() + _LONGEST_WAIT_S
            while time.monotonic() < until:
                if not self._wake_file.exists():
                    return True
                time.sleep(_EVERY_S)
            self._wake_file.unlink(missing_ok=True)
        except OSError:
            pass
        return False

    def is_asked(self) -> bool:
        """Whether somebody asks the window to come forward; they are told that it does."""
        try:
            self._wake_file.unlink()
        except OSError:
            return False
        return True

    def leave(self) -> None:
        """Give the place free."""
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None


def _name() -> str:
    """Of the same length whatever it stands for: program, version, site folder, user, screen."""
    node = "" if sys.platform == "win32" else os.uname().nodename
    user = "" if sys.platform == "win32" else str(os.getuid())
    screen = [os.environ.get(name, "") for name in _SESSION]
    what = (str(PROGRAM_FOLDER), __version__, str(find_site_folder().path), node, user, *screen)
    return f"{zlib.crc32('|'.join(what).encode(errors='replace')):08x}"


def _let_it_come_forward() -> None:
    """Windows lets only the program in front, which is this one, hand that on."""
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 on Windows alone

        with suppress(OSError):
            ctypes.windll.user32.AllowSetForegroundWindow(_ANY_PROGRAM)
