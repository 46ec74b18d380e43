"""How the record is, looked at without making, changing or bringing forward anything."""

import os
from pathlib import Path
from typing import Final, NamedTuple

from app.core.notation import counted
from app.records.last_backup import last_backup_day
from app.records.places import RecordPlace
from app.records.record import EMPTY, Record
from app.records.rows import Read
from app.records.schema import STEPS
from app.records.sqlite_store import EMPTIED, SqliteStore
from app.records.store import Store
from app.records.store_of import store_of
from app.records.tables import NONE_YET, version_there
from app.records.trouble import RecordTrouble

_KNOWN: int = 1 + len(STEPS)
_NONE_YET: Final = "none yet: the first entry makes it"


class Health(NamedTuple):
    """What there is to say: plain lines, and sentences on what somebody should see to.

    Nothing of an order is in them: ids, counts and moments alone.
    """

    lines: tuple[str, ...]
    attention: tuple[str, ...]


def look(place: RecordPlace) -> Health:
    """How the record at that place is; nothing is raised."""
    if place.why_not:
        return Health((), (place.why_not,))
    if place.file is not None and not place.file.exists():
        why_not = _why_not_made(place.file.parent)
        return Health((), (why_not,)) if why_not else Health((_NONE_YET,), ())
    try:
        if place.file is not None and not place.file.stat().st_size:
            return Health((), (EMPTIED.format(place.file),))
        return _look(place)
    except RecordTrouble as trouble:
        return Health((), (trouble.sentence,))


def _why_not_made(folder: Path) -> str:
    """Why the first entry could not make the record in that folder, "" where it can."""
    there = next(path for path in (folder, *folder.absolute().parents) if path.exists())
    if there.is_dir() and os.access(there, os.W_OK):
        return ""
    return f"none yet, and it cannot be made there: {there} cannot be written by you"


def _look(place: RecordPlace) -> Health:
    store = _store_to_read(place)
    with store.told("The record was not opened"):
        why_read_only = store.prepare()
        with store.reading() as connection:
            version = version_there(store, connection)
    if version == NONE_YET:
        return Health((_NONE_YET,), ())
    record = Record(place, store, version)
    newest = record.newest()[:1]
    lines = [f"tables of version {version}; this program knows {_KNOWN}"]
    attention = [why_read_only] if why_read_only else []
    if version > _KNOWN:
        attention.append("A newer Vialwise wrote the record: here it can be read, not added to.")
    lines += _about(newest[0]) if newest else [EMPTY]
    broken = record.verify()
    if broken:
        attention.append(broken)
    else:
        lines.append("verified: every entry stands as it was recorded")
    lines.append(f"last backup by this user: {last_backup_day() or 'none'}")
    return Health(tuple(lines), tuple(attention))


def _about(newest: Read) -> list[str]:
    at = newest.entry.at if newest.entry else "not to be read"
    return [f"{counted(newest.place, 'entry', 'entries')}, the newest of {at}"]


def _store_to_read(place: RecordPlace) -> Store:
    if place.file is not None:
        return SqliteStore(place.file, only_reading=True)
    return store_of(place)
