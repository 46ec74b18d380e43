"""Bringing a backup back, into a place that holds no entry yet."""

import shutil
from pathlib import Path
from typing import Final

from sqlalchemy import func, select

from app.core.notation import counted
from app.records.backup import Backup, add_rows, own_folder
from app.records.places import RecordPlace
from app.records.record import open_record
from app.records.rows import ALL, CHAIN, Walk, first_broken, rows_within
from app.records.schema import ENTRIES
from app.records.sqlite_store import SqliteStore
from app.records.tables import NONE_YET, version_there
from app.records.trouble import RecordTrouble
from app.site.load import Site

_ENTRIES_ALONE: Final = (
    "What the site chose, its decisions on codes as well, is not in a backup: copy site.toml too, "
    "if there was one."
)
_NOT_RESTORED: Final = "Nothing was restored"


def not_brought_back(site: Site) -> str:
    """What a backup does not hold, in a sentence; "" where the site's choices are there already."""
    return "" if site.text else _ENTRIES_ALONE


def restore(backup: Path, place: RecordPlace) -> Backup:
    """Put all entries of a backup into an empty place: whole and walked, or not at all.

    Entries that are there are never written over. Raises RecordTrouble.
    """
    record = open_record(place)
    if record.why_read_only:
        raise RecordTrouble(f"{_NOT_RESTORED}: {record.why_read_only}")
    with own_folder(_NOT_RESTORED) as folder:
        copy = folder / "backup.sqlite"
        try:
            shutil.copyfile(backup, copy)
        except OSError as error:
            raise RecordTrouble(
                f"{_NOT_RESTORED}: {backup} could not be read ({error.strerror or error})."
            ) from error
        source = SqliteStore(copy, only_reading=True)
        with source.told(f"{_NOT_RESTORED}, {backup} cannot be read"), source.reading() as read:
            if version_there(source, read) == NONE_YET:
                raise RecordTrouble(f"{_NOT_RESTORED}: {backup} holds no record.")
            if broken := first_broken(rows_within(read, CHAIN), Walk()):
                raise RecordTrouble(f"{_NOT_RESTORED}: {backup} is not whole ({broken})")
            with record.store.told(_NOT_RESTORED), record.store.writing(is_long=True) as connection:
                there = connection.scalar(select(func.count()).select_from(ENTRIES))
                if there:
                    held = counted(there, "entry", "entries")
                    raise RecordTrouble(
                        f"{_NOT_RESTORED}: {place.name} holds {held}, and entries are never "
                        "written over. Restore into a place that is empty."
                    )
                add_rows(connection, rows_within(read, CHAIN))
                walk = Walk()
                if broken := first_broken(rows_within(connection, ALL), walk):
                    raise RecordTrouble(f"{_NOT_RESTORED}: it did not come back whole ({broken})")
    return Backup(backup, walk.place, walk.newest, "")
