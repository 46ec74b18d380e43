"""When this user backed the record up last, and where to; kept in the user's own folder."""

from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Final

from app.site.site_folder import user_data_folder
from app.site.whole_file import write_beside

_FILE: Final = "last-backup.txt"
_NEVER: Final = "Not backed up yet by this user of this computer."


def remember_backup(file: Path, day: date) -> None:
    """Keep it for next time; where that cannot be written, the backup is there all the same."""
    here = user_data_folder() / _FILE
    with suppress(OSError):
        here.parent.mkdir(parents=True, exist_ok=True)
        write_beside(here, f"{day} {file.absolute()}\n".encode())


def last_backup_text() -> str:
    """ "Backed up last on 2026-11-24 to /mnt/stick/record.sqlite.", or that it never was."""
    day, file = _last()
    return f"Backed up last on {day} to {file}." if day else _NEVER


def last_backup_day() -> str:
    """The day alone, "" where it never was: a file's name may say more than is to be passed on."""
    return _last()[0]


def _last() -> tuple[str, str]:
    try:
        text = (user_data_folder() / _FILE).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return "", ""
    day, _, file = text.partition(" ")
    return day, file
