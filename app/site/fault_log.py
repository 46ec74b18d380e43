"""What went wrong in the program itself, in a small log of the user's own: never what was typed."""

import os
import sys
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final, NamedTuple

from app import __version__
from app.site.site_folder import user_data_folder

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
        described = "\n".join(_described(fault))
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
        is_large = file.exists() and file.stat().st_size > _LARGEST
        faulthandler.enable(file.open("w" if is_large else "a", encoding="utf-8"))


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
    module = "" if kind.__module__ == "builtins" else f"{kind.__module__}."
    name = f"{module}{kind.__qualname__}"
    numbers = (
        fault.errno if isinstance(fault, OSError) else None,
        fault.name if isinstance(fault, ImportError) else None,  # a module's, not a person's
        getattr(fault, "sqlite_errorname", None),
        getattr(fault, "sqlstate", None),
    )
    known = [str(number) for number in numbers if number is not None]
    return f"{name} ({', '.join(known)})" if known else name


def _places(trace: TracebackType | None) -> list[str]:
    """Module, line and function of each call, the outermost first."""
    places: list[str] = []
    while trace is not None:
        module, code = trace.tb_frame.f_globals.get("__name__", "?"), trace.tb_frame.f_code
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
    try:
        import logging  # noqa: PLC0415 only once something went wrong

        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handler = _handler(folder / FILE)
        try:
            handler.emit(logging.LogRecord("", logging.ERROR, "", 0, text, None, None))
        finally:
            handler.close()
    except Exception as trouble:  # noqa: BLE001 a fault while a fault is told must not hide it
        return getattr(trouble, "strerror", None) or type(trouble).__name__
    return ""


def _handler(file: Path) -> "Handler":
    import logging  # noqa: PLC0415 only once something went wrong
    from logging.handlers import RotatingFileHandler  # noqa: PLC0415

    class Strict(RotatingFileHandler):
        def handleError(self, _record: logging.LogRecord) -> None:  # noqa: N802 its own name
            """Hand on what went wrong: the usual way writes a traceback to standard error."""
            raise  # noqa: PLE0704 called while one is handled

    made = Strict(file, maxBytes=_LARGEST, backupCount=_OLDER, encoding="utf-8", delay=True)
    made.setFormatter(logging.Formatter("%(asctime)s %(message)s", "%Y-%m-%d %H:%M:%S"))
    return made
