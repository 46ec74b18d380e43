"""Where the record of a site is: on its server, in its folder, or in the user's own."""

import os
import re
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from app.core.site_choices import KEEP_YEARS
from app.records.local_disk import why_not_local
from app.site.load import Site
from app.site.site_folder import FoundBy, SiteFolder, user_data_folder, why_shut

FILE: Final = "record.sqlite"

_HOST: Final = r"(?:[\w.-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?"
_SERVER: Final = re.compile(
    rf"postgresql://(?:[^/?#]*@)?((?:{_HOST}(?:,{_HOST})*)?)(?:/([\w-]*))?(?:\?[^@#]*)?", re.ASCII
)
"""Host and database of a URL. What may be a password in the wrong place is not repeated to
anybody: whatever does not look like host, port and database. A bare word looks like a host.
"""

_LOST: Final = (
    "what this site chose cannot be read from site.toml, so it is not known where its record is "
    "and who signs. Mend site.toml, or save the choices anew in Site setup."
)

_PARTED: Final = "A record kept elsewhere meanwhile would be parted from it."

_AWAY: Final = (
    "the site folder {} was not there. Connect it and start Vialwise anew, or name another in Site "
    f"setup. {_PARTED}"
)

_SHUT: Final = (
    "the site folder {} cannot be looked into ({}). Have its owner give you the right to, and "
    f"start Vialwise anew, or name another in Site setup. {_PARTED}"
)

_UNREAD: Final = (
    "{} names the site folder and cannot be read ({}). Have its owner give you the right to, and "
    f"start Vialwise anew. {_PARTED}"
)

_OWN_SHUT: Final = (
    "the user’s own data folder {} cannot be looked into ({}). Have its owner give you the right "
    "to, and start Vialwise anew. It may hold a record, or name the site’s folder."
)


@dataclass(frozen=True, slots=True)
class RecordPlace:
    """A SQLite file, or a PostgreSQL database by its URL, which may hold a password.

    `why` says how it came to be there, `folder` is where copies go that are made before the
    record's tables change, `keep_years` how long the site keeps entries at least, `why_not` why
    nothing may be recorded there.
    """

    file: Path | None
    server: str = field(default="", repr=False)
    why: str = ""
    folder: Path = field(default_factory=user_data_folder)
    keep_years: int = KEEP_YEARS
    why_not: str = ""

    @property
    def name(self) -> str:
        """The place alone: "/srv/site/record.sqlite", "the database vialwise on db.invalid"."""
        if self.file is not None:
            return str(self.file)
        found = _SERVER.fullmatch(self.server)
        if not found:
            return "the database on a server whose address cannot be read"
        host, database = found[1] or "this computer", found[2]
        return f"the database {database} on {host}" if database else f"the database on {host}"

    @property
    def text(self) -> str:
        """Where the record is and why there, as a person reads it."""
        return f"{self.name} ({self.why})" if self.why else self.name


def place_of_file(file: Path, why: str = "", keep_years: int = KEEP_YEARS) -> RecordPlace:
    """The record in that SQLite file."""
    return RecordPlace(file, why=why, folder=file.parent, keep_years=keep_years)


def find_place(site: Site) -> RecordPlace:
    """The server that the site names; else its folder if local and writable; else the user's own.

    A network folder is no place for SQLite: its locks do not hold there, and two workstations that
    write at once damage the file. Where what the site chose cannot be read, or the folder that was
    named is not there or shut, nothing may be recorded: it holds the record, or names a server, and
    recording beside that would part the record in two.
    """
    if site.is_lost:
        return replace(_place(site), why_not=_LOST)
    return _place(site)


def _place(site: Site) -> RecordPlace:
    choices, folder = site.reference.rules.site, site.folder.path
    if choices.record_server:
        return RecordPlace(
            None,
            choices.record_server,
            "the server that Site setup names",
            user_data_folder(),
            choices.keep_years,
        )
    if site.is_away or site.folder.missing:
        return _place_away(site.folder)
    why_not = _why_not_there(site.folder)
    if not why_not:
        return place_of_file(folder / FILE, "in the site folder", choices.keep_years)
    why = f"in the user’s own data folder, as {why_not}"
    if network := why_not_local(user_data_folder()):
        why += f"; that folder {network}: let one program at a time record there"
    place = place_of_file(user_data_folder() / FILE, why, choices.keep_years)
    shut = why_shut(user_data_folder())
    return replace(place, why_not=_OWN_SHUT.format(place.folder, shut)) if shut else place


def _place_away(site_folder: SiteFolder) -> RecordPlace:
    """Where the record would be, and why nothing may be recorded there or elsewhere."""
    if unread := site_folder.unread:
        place = place_of_file(user_data_folder() / FILE, "if no site folder is named")
        return replace(place, why_not=_UNREAD.format(site_folder.path, unread))
    folder, shut = site_folder.path, why_shut(site_folder.path)
    is_own = site_folder.found_by is FoundBy.OWN
    whose = "in the user’s own data folder" if is_own else "in the site folder"
    found = "cannot be looked into" if shut else "was not there"
    sentence = (_OWN_SHUT if is_own else _SHUT) if shut else _AWAY
    place = place_of_file(folder / FILE, f"{whose}, which {found}")
    return replace(place, why_not=sentence.format(folder, shut))


def _why_not_there(site_folder: SiteFolder) -> str:
    """Why the record cannot be in the site folder, "" where it can."""
    folder = site_folder.path
    if site_folder.found_by is FoundBy.OWN:
        return "no site folder was named"
    if network := why_not_local(folder):
        return f"the site folder {folder} {network}"
    file = folder / FILE
    if not os.access(folder, os.W_OK):
        return f"the site folder {folder} cannot be written by you"
    if file.exists() and not os.access(file, os.W_OK):
        return f"the record in the site folder {folder} cannot be written by you"
    return ""
