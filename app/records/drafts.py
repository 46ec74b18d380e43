"""What is being typed, kept apart from the record: it comes back after a crash or a power cut.

Each running window has one small file in the user's own folder, written whole or not at all, and
beside it a lock that the system lets go by itself when the program dies. A file whose lock is free
was left behind. Who asks for those holds them until they are taken up or thrown away, so that two
windows that start at once do not bring back the same order twice. Only the user can read them. On a
disk that knows no locks a draft of a window that still runs looks left behind as well.
"""

import os
import sys
import time
import zlib
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, NamedTuple

from app.site.site_folder import user_data_folder, why_shut
from app.site.whole_file import is_taken, settle_folder, write_beside

FOLDER: Final = "drafts"
_TEXT: Final = ".draft"
_LOCK: Final = ".lock"
_DAMAGED: Final = ".damaged"
_OLD_S: Final = 86_400
"""After a day a lock without a draft belongs to nobody who is just about to lock it."""


class LeftDraft(NamedTuple):
    """What a window that runs no more had in it, and when it was kept last."""

    at: datetime
    text: str
    name: str


class Drafts:
    """The draft of this window, and those that others left behind.

    Nothing is raised: where a file cannot be written or read there is a sentence, and the window
    goes on. `notes` are the sentences on drafts that were damaged, each set aside and named.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or _own_folder(user_data_folder())
        self._name = os.urandom(8).hex()
        self._lock: int | None = None
        self._held: dict[str, int] = {}
        self._kept: str | None = None
        self.notes: tuple[str, ...] = ()

    def keep(self, text: str) -> str:
        """Keep what is typed, in place of what was; "" once it is on disk, else why it is not."""
        if text == self._kept:
            return ""
        content = text.encode()
        try:
            self._be_there()
            written = _head(content) + b"\n" + content
            write_beside(self._file(self._name), written, mode=0o600, on_disk=True)
            settle_folder(self._folder)
        except OSError as error:
            return f"What is typed is not kept for after a crash: {_why(self._folder, error)}."
        self._kept = text
        return ""

    def drop(self) -> str:
        """Forget what was kept, as it is recorded or given up; a sentence where it stays there."""
        if self._kept is None:
            return ""
        self._kept = None
        return self._remove(self._name)

    def left_behind(self) -> tuple[LeftDraft, ...]:
        """The drafts of windows that run no more, the newest first; ours to settle from now on."""
        if why_shut(self._folder) or not self._folder.is_dir():
            return ()
        left, notes = [], []
        for file in sorted(self._folder.glob(f"*{_TEXT}")):
            if file.stem == self._name or not self._hold(file.stem):
                continue
            try:
                left.append(_read(file))
            except FileNotFoundError:  # settled by another window between looking and locking
                self._let_go(file.stem)
            except (OSError, ValueError) as error:
                notes.append(self._set_aside(file, error))
        self._sweep()
        self.notes = tuple(notes)
        return tuple(sorted(left, key=lambda draft: draft.at, reverse=True))

    def settle(self, left: LeftDraft) -> str:
        """Remove one that was taken up (after `keep`) or thrown away; a sentence where it stays."""
        sentence = self._remove(left.name)
        self._let_go(left.name)
        return sentence

    def close(self) -> None:
        """Let go of everything: our own draft, if one is kept, is left behind from now on."""
        for name in tuple(self._held):
            self._let_go(name)
        self._unlock()
        if self._kept is None:
            _unlink(self._file(self._name, _LOCK))

    def _unlock(self) -> None:
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def _file(self, name: str, ending: str = _TEXT) -> Path:
        return self._folder / f"{name}{ending}"

    def _be_there(self) -> None:
        """Make the folder, and hold our lock before there is a draft; raises OSError."""
        file = self._file(self._name, _LOCK)
        if self._lock is not None and file.exists():
            return
        self._unlock()
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._lock = os.open(file, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        is_taken(self._lock)  # nobody else knows the name

    def _hold(self, name: str) -> bool:
        """Whether the draft of that name is nobody's any more, and ours to settle now."""
        if name in self._held:
            return True
        try:
            lock = os.open(self._file(name, _LOCK), os.O_RDWR | os.O_CREAT, 0o600)
        except OSError:
            return False
        if not is_taken(lock):
            os.close(lock)
            return False
        self._held[name] = lock
        return True

    def _let_go(self, name: str) -> None:
        """Give the name back; where its draft is gone, so is its lock."""
        lock = self._held.pop(name, None)
        if lock is None:
            return
        os.close(lock)  # first, as Windows removes no file that is open
        if not self._file(name).exists():
            _unlink(self._file(name, _LOCK))

    def _remove(self, name: str) -> str:
        try:
            self._file(name).unlink(missing_ok=True)
            settle_folder(self._folder)
        except OSError as error:
            return f"A draft could not be removed: {_why(self._folder, error)}."
        return ""

    def _set_aside(self, file: Path, error: Exception) -> str:
        """Put a damaged draft where it is not read again, and say where."""
        aside = file.with_suffix(_DAMAGED)
        try:
            file.replace(aside)
        except OSError:
            aside = file
        self._let_go(file.stem)
        return f"A draft that was left behind cannot be read ({error}): it is {aside}."

    def _sweep(self) -> None:
        """Remove what was half written when a window died, and locks of no draft."""
        for file in self._folder.glob(f"*{_TEXT}.*.new"):
            if file.name.partition(".")[0] in self._held:
                _unlink(file)
        for file in self._folder.glob(f"*{_LOCK}"):
            if file.stem == self._name or self._file(file.stem).exists():
                continue
            with suppress(OSError):
                if time.time() - file.stat().st_mtime > _OLD_S and self._hold(file.stem):
                    self._let_go(file.stem)


def _read(file: Path) -> LeftDraft:
    """What is in the file; raises OSError, and ValueError where it is not as it was written."""
    head, _, content = file.read_bytes().partition(b"\n")
    if head != _head(content):
        raise ValueError("it is not as it was written")
    at = datetime.fromtimestamp(file.stat().st_mtime, UTC)
    return LeftDraft(at, content.decode(), file.stem)


def _head(content: bytes) -> bytes:
    """The first line: the file's form, and a sum by which damage is noticed."""
    return f"vialwise-draft 1 {zlib.crc32(content):08x}".encode()


def _own_folder(data: Path) -> Path:
    """The drafts' folder; of the user's own name where another user made the usual one."""
    usual = data / FOLDER
    if sys.platform == "win32":
        return usual
    with suppress(OSError):
        if usual.stat().st_uid != os.geteuid():
            return data / f"{FOLDER}-{os.geteuid()}"
    return usual


def _unlink(file: Path) -> None:
    with suppress(OSError):
        file.unlink(missing_ok=True)


def _why(folder: Path, error: OSError) -> str:
    return f"{folder} ({error.strerror or error})"
