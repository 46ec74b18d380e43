"""Bringing CMS's HCPCS file into the site folder: all of it, or nothing changed."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from app.reference.file_error import printable
from app.site.cms_file import CmsTable, day_of_file, read_cms_file
from app.site.hcpcs_rows import (
    HcpcsFileError,
    HcpcsHead,
    hcpcs_text,
    read_hcpcs_rows,
    table_name,
)
from app.site.site_folder import FoundBy, SiteFolder
from app.site.site_table import TABLE_AHEAD
from app.site.whole_file import SiteBusyError, locked, why_not_written, write_whole

_MOST_SHOWN: Final = 20
_UNCHANGED: Final = "Nothing was changed."


@dataclass(frozen=True, slots=True)
class Imported:
    """What is in the site folder now."""

    head: HcpcsHead
    place: Path


def import_hcpcs(
    file: Path, folder: SiteFolder, today: date, dated: date | None = None
) -> Imported | list[str]:
    """Write the file's codes and modifiers to the site folder, or the sentences on why not.

    `dated` is the table's day where the file's name does not tell it.
    """
    try:
        table = read_cms_file(file)
    except OSError as error:
        return [f"{printable(str(file))} cannot be read ({error.strerror}). {_UNCHANGED}"]
    name = printable(file.name)
    if isinstance(table, str):
        return [f"{printable(table)} {_UNCHANGED}"]
    if table.errors:
        return _told(name, table)
    if why := table.why_not_whole:
        return [f"{name} looks like only part of CMS’s file: {why}. {_UNCHANGED}"]
    day = _day(file.name, today, dated)
    if isinstance(day, str):
        return [f"{day} {_UNCHANGED}"]
    head = HcpcsHead(table_name(day), day, " ".join(name.split()), table.codes, table.modifiers)
    return _write(folder, head, hcpcs_text(head, table.lines))


def _day(file: str, today: date, dated: date | None) -> date | str:
    """The table's day, or the sentence on why there is none that can be taken.

    A file whose name tells the day may be a quarter's that begins soon.
    """
    named, name = day_of_file(file), printable(file)
    if dated is None and named is None:
        add = "add --dated with its first day, such as --dated 2026-10-01"
        return f"The name {name} does not tell the table’s day: {add}."
    if dated and named and dated != named:
        return f"The name {name} tells {named}, --dated {dated}: leave --dated out."
    if named and named > today + TABLE_AHEAD:
        return f"The name {name} tells {named}, which is long after today, {today}."
    if dated and not named and dated > today:
        return f"--dated {dated} is after today, {today}: write the table’s first day."
    return dated or named or today


def _write(folder: SiteFolder, head: HcpcsHead, content: bytes) -> Imported | list[str]:
    place = folder.hcpcs_file
    try:
        if folder.found_by is FoundBy.OWN:
            folder.path.mkdir(parents=True, exist_ok=True)
        elif folder.missing:
            return [folder.missing]
        with locked(folder.path):
            if newer := _newer_than(place, head.dated):
                return [f"{newer} {_UNCHANGED}"]
            write_whole(place, content)
    except (OSError, SiteBusyError) as error:
        return [why_not_written(place.name, folder.path, error)]
    return Imported(head, place)


def _newer_than(place: Path, dated: date) -> str:
    """A sentence where a newer table was imported before: it would be lost."""
    try:
        before = read_hcpcs_rows(place)
    except (OSError, HcpcsFileError):
        return ""
    if before.dated <= dated:
        return ""
    return (
        f"The {before.name} was imported before and is newer than {dated}: take {place} away first "
        "if it is not to serve any more."
    )


def _told(name: str, table: CmsTable) -> list[str]:
    """At most 20 errors, then how many more there are."""
    shown = [f"{name}, {printable(error)}." for error in table.errors[:_MOST_SHOWN]]
    more = len(table.errors) - len(shown)
    return [*shown, *([f"And {more:,} more."] if more else []), _UNCHANGED]
