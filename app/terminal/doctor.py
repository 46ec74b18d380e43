"""`doctor`: how this installation is, in plain lines that can be passed on."""

import argparse
import os
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from app.terminal.command_line import PlainParser
from app.terminal.output import write_out

if TYPE_CHECKING:
    from app.site.load import Site

COMMAND: Final = "doctor"

_DESCRIPTION: Final = """Say which versions run here, where everything is and what can be written,
how old the tables are, and how the record is.

It changes nothing, and nothing of any order is in it, so that it can be passed on. What somebody
should see to begins with the word Attention."""
_EPILOG: Final = """Exit status: 0 all well, 1 something needs
attention, 2 the command line was wrong.
"""
_LIBRARIES: Final = (
    ("PySide6-Essentials", "PySide6"),
    ("pydantic", "pydantic"),
    ("SQLAlchemy", "sqlalchemy"),
    ("psycopg", "psycopg"),
    ("platformdirs", "platformdirs"),
    ("tomlkit", "tomlkit"),
    ("rich", "rich"),
)
"""Each by its name and by that of its module."""
_RECENT: Final = timedelta(days=7)
_MOST_FAULTS: Final = 5


class _Line(NamedTuple):
    """One line: what it is about, what there is to say, and whether somebody should see to it."""

    about: str
    text: str
    attention: bool = False


def run(words: list[str]) -> int:
    """Print how the installation is; 0 all well, 1 where something needs attention.

    Raises WrongCommandLineError and what `output.write_out` raises.
    """
    PlainParser(COMMAND, _DESCRIPTION, _EPILOG).parse_args(words, argparse.Namespace())
    from app.contract.visible import visible  # noqa: PLC0415 --help does without

    well = True
    for line in _lines():
        well &= not line.attention
        word = "Attention: " if line.attention else ""
        write_out(visible(f"{word}{line.about}: {line.text}").encode() + b"\n")
    return 0 if well else 1


def _lines() -> Iterator[_Line]:
    from app.reference.file_error import ReferenceFileError  # noqa: PLC0415 --help does without
    from app.site.load import load_site  # noqa: PLC0415
    from app.terminal.today import today  # noqa: PLC0415

    day = today()
    yield from _versions(day)
    try:
        site = load_site(set_aside=False)
    except ReferenceFileError as error:
        yield _Line("the program’s own files", error.sentence_of_ours, attention=True)
    else:
        yield from _site(site)
        yield from _tables(site, day)
        yield from _record(site)
    yield from _of_user(day)


def _versions(day: date) -> Iterator[_Line]:
    import platform  # noqa: PLC0415 --help does without

    from app import __version__  # noqa: PLC0415

    frozen = "the bundle" if getattr(sys, "frozen", False) else "its source"
    yield _Line("Vialwise", f"{__version__}, from {frozen}")
    yield _Line("Python", platform.python_version())
    for name, module in _LIBRARIES:
        version = _version_of(name, module)
        yield _Line(name, version or "not there", attention=not version)
    yield _Line("system", f"{platform.system()} {platform.release()}, {platform.machine()}")
    yield _Line("today, by this computer’s clock", f"{day}")


def _version_of(name: str, module: str) -> str:
    """The library's version, without importing it; "" where it is not there."""
    from importlib import metadata, util  # noqa: PLC0415 --help does without

    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "there, version not known" if util.find_spec(module) else ""


def _site(site: "Site") -> Iterator[_Line]:
    yield _Line("site folder", f"{site.folder.text}, {_whether_written(site.folder.path)[0]}")
    for note in site.reference.notes:
        yield _Line("site files", note, attention=True)
    drugs = ", ".join(drug.id for drug in site.reference.drugs)
    yield _Line("drugs", drugs)


def _tables(site: "Site", day: date) -> Iterator[_Line]:
    codes = site.reference.rules.codes
    is_stale = day > codes.stale_after
    said = f"dated {codes.dated}, {'stale since' if is_stale else 'good until'} {codes.stale_after}"
    yield _Line(codes.name, said, attention=is_stale)
    older = {
        entry.table: entry.stale_after
        for entry in codes.entries.values()
        if entry.stale_after is not None and entry.table != codes.name
    }
    for name, stale_after in sorted(older.items()):
        is_stale = day > stale_after
        said = f"{'stale since' if is_stale else 'good until'} {stale_after}"
        yield _Line(f"{name}, for codes that the newest lacks", said, attention=is_stale)


def _record(site: "Site") -> Iterator[_Line]:
    from app.records.health import look  # noqa: PLC0415 --help does without
    from app.records.places import find_place  # noqa: PLC0415

    place = find_place(site)
    yield _Line("record", place.text)
    health = look(place)
    for text in health.lines:
        yield _Line("record", text)
    for text in health.attention:
        yield _Line("record", text, attention=True)


def _of_user(day: date) -> Iterator[_Line]:
    from app.site.fault_log import CRASHES, log_folder, newest_heads  # noqa: PLC0415 see above
    from app.site.site_folder import user_data_folder, why_shut  # noqa: PLC0415

    for about, folder in (("user’s data folder", user_data_folder()), ("log", log_folder())):
        said, can_be = _whether_written(folder)
        yield _Line(about, f"{folder}, {said}", attention=not can_be)
    since = (day - _RECENT).isoformat()
    heads = newest_heads(log_folder(), _MOST_FAULTS)
    for head in heads:
        yield _Line("fault", head, attention=head[:10] >= since)
    if not heads:
        yield _Line("faults", "none noted")
    crashes = log_folder() / CRASHES
    if not why_shut(crashes.parent) and crashes.is_file() and crashes.stat().st_size:
        ended = datetime.fromtimestamp(crashes.stat().st_mtime, UTC).astimezone().date()
        said = f"the system ended the window, last on {ended}: {crashes}"
        yield _Line("fault", said, attention=ended.isoformat() >= since)


def _whether_written(folder: Path) -> tuple[str, bool]:
    """What is said of it, and whether it can be written; one that is not there stays so."""
    from tempfile import TemporaryFile  # noqa: PLC0415 --help does without

    from app.site.site_folder import why_shut  # noqa: PLC0415

    if why := why_shut(folder):
        return f"cannot be looked into ({why})", False
    if not folder.is_dir():
        above = next(path for path in folder.absolute().parents if path.exists())
        can_be = above.is_dir() and os.access(above, os.W_OK)
        return ("not there yet" if can_be else "not there, and cannot be made"), can_be
    try:
        with TemporaryFile(dir=folder):  # `os.access` knows nothing of rights on Windows
            pass
    except OSError:
        return "can be read, not written", False
    return "can be written", True
