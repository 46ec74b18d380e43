"""What went wrong in the program itself, in a small log of the user's own: never what was typed."""

import os
import re
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final, NamedTuple, TextIO

from app import __version__
from app.site.site_folder import user_data_folder
from app.site.whole_file import is_taken

if TYPE_CHECKING:
    from logging import Handler

FOLDER: Final = "log"
FILE: Final = "vialwise.log"
CRASHES: Final = "crashes.log"
"""What Python's faulthandler could still say when the system ended the program: places alone."""
_LARGEST: Final = 200_000
"""Bytes of one file; beside it are at most two older ones."""
_OLDER: Final = 2
_FIRST_FRAMES: Final = 8
_LAST_FRAMES: Final = 32
"""Of a call that went too deep the beginning and the end are enough."""
_LONGEST_CHAIN: Final = 5
_TRIES: Final = 3
"""Where the disk knows no locks, one of several programs finds the full log moved aside already."""
_LONGEST_WAIT_S: Final = 1.0
"""For a turn that takes a moment: who has it longer was stopped, and is waited for no more."""
_EVERY_S: Final = 0.01
_NAME: Final = re.compile(r"[A-Za-z_][\w]*(\.(<locals>|[A-Za-z_]\w*))*", re.ASCII)
_SQL_STATE: Final = re.compile(r"[0-9A-Z]{5}")
_SQLITE_ERROR: Final = re.compile(r"SQLITE_[A-Z_]+")


class Noted(NamedTuple):
    """The id under which a fault can be found, and why it is not in the log, "" where it is."""

    id: str
    why_not: str


class FaultLog:
    """The log of one run of the program. A fault that comes again keeps its id and is one entry.

    Of an exception only its type, its numbers and the places in the program are kept: its own words
    may quote what somebody typed, and so may any local value.
    """

    def __init__(self, place: str, folder: Path | None = None) -> None:
        """`place` is where it happened, in our own words: "the window", "calculate"."""
        self._place = place
        self._folder = folder
        self._noted: dict[str, Noted] = {}

    def note(self, fault: BaseException) -> Noted:
        """Write the fault down, once; nothing is raised."""
        described = _described_or_not(fault)
        if described not in self._noted:
            fault_id = f"E-{os.urandom(3).hex().upper()}"
            text = f"{fault_id} in {self._place}\n  {_versions()}\n{described}"
            self._noted[described] = Noted(fault_id, _written(self._folder or log_folder(), text))
        return self._noted[described]

    def id_of(self, fault: BaseException) -> str:
        """The same with the id alone, for an answer that has to be one line."""
        return self.note(fault).id


def log_folder() -> Path:
    """Where this user's log is."""
    return user_data_folder() / FOLDER


def watch_crashes() -> None:
    """Have the places noted at which the program is, should the system end it; raises nothing."""
    import faulthandler  # noqa: PLC0415 in the window, after the start

    file = log_folder() / CRASHES
    with suppress(OSError):
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        kept = _opened(file)
        if os.fstat(kept.fileno()).st_size > _LARGEST:
            kept.truncate(0)
        faulthandler.enable(kept)


def newest_heads(folder: Path, most: int) -> list[str]:
    """When and under which ids the newest faults were noted, newest first."""
    heads: list[str] = []
    for name in (FILE, *(f"{FILE}.{age}" for age in range(1, _OLDER + 1))):
        try:
            lines = (folder / name).read_text(encoding="utf-8", errors="replace").splitlines()
        except OSError:
            continue
        heads += [line for line in reversed(lines) if line[:2].isdigit()]
    return heads[:most]


def _described_or_not(fault: BaseException) -> str:
    """The fault in lines; an exception may raise where it is only looked at."""
    try:
        return "\n".join(_described(fault))
    except Exception:  # noqa: BLE001 a fault while a fault is told must not hide it
        return "  a fault that cannot be described"


def _described(fault: BaseException) -> list[str]:
    """The fault and what it came of, each with its places, the innermost last."""
    lines: list[str] = []
    told: BaseException | None = fault
    for _ in range(_LONGEST_CHAIN):
        if told is None:
            break
        lines.append(f"  {'because of ' if lines else ''}{_kind(told)}")
        lines += [f"    {place}" for place in _places(told.__traceback__)]
        told = told.__cause__ or (None if told.__suppress_context__ else told.__context__)
    return lines


def _kind(fault: BaseException) -> str:
    """The type, and the number that the system or a database gave: neither is anybody's words."""
    kind = type(fault)
    module = "" if kind.__module__ == "builtins" else f"{_matching(_NAME, kind.__module__) or '?'}."
    name = f"{module}{_matching(_NAME, kind.__qualname__) or '?'}"
    known = (
        str(fault.errno) if isinstance(fault, OSError) and isinstance(fault.errno, int) else "",
        _matching(_NAME, fault.name) if isinstance(fault, ImportError) else "",  # a module's
        _matching(_SQLITE_ERROR, getattr(fault, "sqlite_errorname", None)),
        _matching(_SQL_STATE, getattr(fault, "sqlstate", None)),
    )
    told = ", ".join(filter(None, known))
    return f"{name} ({told})" if told else name


def _matching(form: re.Pattern[str], found: object) -> str:
    """What was found where it is of that form, else "": anything may stand there."""
    return found if isinstance(found, str) and form.fullmatch(found) else ""


def _places(trace: TracebackType | None) -> list[str]:
    """Module, line and function of each call, the outermost first."""
    places: list[str] = []
    while trace is not None:
        code = trace.tb_frame.f_code
        module = _matching(_NAME, trace.tb_frame.f_globals.get("__name__")) or "?"
        places.append(f"{module}, line {trace.tb_lineno}, {code.co_qualname}")
        trace = trace.tb_next
    left_out = len(places) - _FIRST_FRAMES - _LAST_FRAMES
    if left_out <= 0:
        return places
    return [*places[:_FIRST_FRAMES], f"… {left_out} more …", *places[-_LAST_FRAMES:]]


def _versions() -> str:
    import platform  # noqa: PLC0415 only once something went wrong

    qt = getattr(sys.modules.get("PySide6"), "__version__", "not loaded")
    frozen = ", from the bundle" if getattr(sys, "frozen", False) else ""
    system = f"{platform.system()} {platform.release()} {platform.machine()}"
    return f"Vialwise {__version__}{frozen}, Python {platform.python_version()}, Qt {qt}, {system}"


def _written(folder: Path, text: str) -> str:
    """Put the text at the log's end; "", or why it is not there."""
    why_not = ""
    for _ in range(_TRIES):
        try:
            _write(folder, text)
        except (FileNotFoundError, PermissionError) as moved:  # Windows refuses what is open
            why_not = moved.strerror or type(moved).__name__
        except Exception as trouble:  # noqa: BLE001 a fault while a fault is told must not hide it
            return getattr(trouble, "strerror", None) or type(trouble).__name__
        else:
            return ""
    return why_not


def _write(folder: Path, text: str) -> None:
    import logging  # noqa: PLC0415 only once something went wrong

    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _turn(folder):
        handler = _handler(folder / FILE)
        try:
            handler.emit(logging.LogRecord("", logging.ERROR, "", 0, text, None, None))
        finally:
            handler.close()


@contextmanager
def _turn(folder: Path) -> Iterator[None]:
    """One program after the other: two that moved a full log aside would push out an older one.

    Windows moves no file that another program has open.
    """
    if sys.platform == "win32":
        yield
        return
    directory = os.open(folder, os.O_RDONLY)
    try:
        until = time.monotonic() + _LONGEST_WAIT_S
        while not is_taken(directory) and time.monotonic() < until:
            time.sleep(_EVERY_S)
        yield
    finally:
        os.close(directory)


def _opened(file: Path) -> TextIO:
    """The file, to write at its end: for its user alone, and never what a link leads to."""
    flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
    opened = os.open(file, flags, 0o600)
    try:
        if sys.platform != "win32":
            os.fchmod(opened, 0o600)  # an older version made it readable to all
        return os.fdopen(opened, "a", encoding="utf-8")
    except BaseException:
        os.close(opened)
        raise


def _handler(file: Path) -> "Handler":
    import logging  # noqa: PLC0415 only once something went wrong
    from logging.handlers import RotatingFileHandler  # noqa: PLC0415

    class Strict(RotatingFileHandler):
        def _open(self) -> TextIO:  # type: ignore[override]  # nothing of a wrapper is asked for
            return _opened(file)

        def handleError(self, _record: logging.LogRecord) -> None:  # noqa: N802 its own name
            """Hand on what went wrong: the usual way writes a traceback to standard error."""
            raise  # noqa: PLE0704 called while one is handled

    made = Strict(file, maxBytes=_LARGEST, backupCount=_OLDER, encoding="utf-8", delay=True)
    made.setFormatter(logging.Formatter("%(asctime)s %(message)s", "%Y-%m-%d %H:%M:%S"))
    return made
