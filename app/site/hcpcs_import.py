"""Bringing CMS's HCPCS file into the site folder: all of it, or nothing changed."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from app.site.cms_file import CmsTable, day_of_file, read_cms_file
from app.site.hcpcs_rows import HcpcsHead, hcpcs_text
from app.site.site_folder import FoundBy, SiteFolder
from app.site.whole_file import SiteBusyError, locked, why_not_written, write_whole

_MOST_SHOWN: Final = 20
_UNCHANGED: Final = "Nothing was changed."


@dataclass(frozen=True, slots=True)
class Imported:
    """What is in the site folder now."""

    head: HcpcsHead
    place: Path


def import_hcpcs(file: Path, folder: SiteFolder, dated: date | None = None) -> Imported | list[str]:
    """Write the file's codes and modifiers to the site folder, or the sentences on why not.

    `dated` is the table's day where the file's name does not tell it.
    """
    try:
        table = read_cms_file(file)
    except OSError as error:
        return [f"{file} cannot be read ({error.strerror}). {_UNCHANGED}"]
    if isinstance(table, str):
        return [f"{table} {_UNCHANGED}"]
    if table.errors:
        return _told(file.name, table)
    day = dated or day_of_file(file.name)
    if day is None:
        add = "add --dated with its first day, such as --dated 2026-10-01"
        return [f"The name {file.name} does not tell the table’s day: {add}. {_UNCHANGED}"]
    head = HcpcsHead(
        f"HCPCS table of {day:%B %Y}", day, _plain(file.name), table.codes, table.modifiers
    )
    return _write(folder, head, hcpcs_text(head, table.lines))


def _write(folder: SiteFolder, head: HcpcsHead, content: bytes) -> Imported | list[str]:
    place = folder.hcpcs_file
    try:
        if folder.found_by is FoundBy.OWN:
            folder.path.mkdir(parents=True, exist_ok=True)
        elif folder.missing:
            return [folder.missing]
        with locked(folder.path):
            write_whole(place, content)
    except (OSError, SiteBusyError) as error:
        return [why_not_written(place.name, folder.path, error)]
    return Imported(head, place)


def _told(name: str, table: CmsTable) -> list[str]:
    """At most 20 errors, then how many more there are."""
    shown = [f"{name}, {error}." for error in table.errors[:_MOST_SHOWN]]
    more = len(table.errors) - len(shown)
    return [*shown, *([f"And {more:,} more."] if more else []), _UNCHANGED]


def _plain(name: str) -> str:
    return " ".join(name.split())
