"""What a command knows: the program's reference with the site's own files and choices on it."""

from typing import TYPE_CHECKING

from app.contract.visible import visible
from app.reference import Reference
from app.site.load import Site, load_site
from app.terminal.output import write_error

if TYPE_CHECKING:
    from app.records.record import Record


def load_known() -> Reference:
    """The reference; what of the site's files cannot be used is said on standard error."""
    return load_known_site().reference


def load_known_site() -> Site:
    """The same with the folder that it came from."""
    site = load_site()
    for note in site.reference.notes:
        write_error(visible(note))
    return site


def open_known_record() -> "Record":
    """The record of that site; raises RecordTrouble where it cannot be opened."""
    from app.records.record import find_place, open_record  # noqa: PLC0415 where it is asked for

    return told(open_record(find_place(load_known_site())))


def told(record: "Record") -> "Record":
    """The record, after what to know of how it was opened was said on standard error."""
    if record.note:
        write_error(visible(record.note))
    return record
