"""`site.toml`: what a site settled, as an overlay that holds only what differs from the program.

A damaged file is set aside under another name and named; one of a newer program is left where it
is, for those who have that program. Until it is mended the program's own settings serve.
"""

import tomllib
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Final

from app.core.drug import Drug
from app.reference.file_error import ReferenceFileError
from app.site.site_folder import SiteFolder
from app.site.site_table import SiteFile, read_site_text
from app.site.whole_file import SiteBusyError, locked, why_not_written

FORMAT: Final = 1
"""Raised when a file of this program would be misread by an older one."""

_SERVE: Final = "The program’s own settings serve."


def read_site_file(
    folder: SiteFolder,
    drugs: tuple[Drug, ...],
    today: date | None = None,
    *,
    set_aside: bool = True,
) -> SiteFile:
    """The site's choices, limits read against those of `drugs`; never raises for what it finds.

    Without `set_aside` a damaged file stays where it is: who only looks changes nothing.
    """
    path = folder.site_file
    damaged = _damaged if set_aside else _left
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        return damaged(folder, f"{path.name} is not a text in UTF-8.", None)
    except OSError as error:
        if isinstance(error, FileNotFoundError) and not path.is_symlink():
            trouble = _still_set_aside(folder)
            return SiteFile(trouble=trouble, is_lost=bool(trouble))
        trouble = (f"{path} cannot be read ({error.strerror}). {_SERVE}",)
        return SiteFile(trouble=trouble, is_lost=True)
    if is_newer(text):
        return SiteFile(trouble=(newer_sentence(folder),), is_lost=True)
    try:
        return read_site_text(text, drugs, today)
    except ReferenceFileError as error:
        return damaged(folder, error.sentence, text)


def is_newer(text: str) -> bool:
    """Whether the text is of a newer program, whatever else stands in it."""
    with suppress(ValueError, RecursionError):
        newest = tomllib.loads(text).get("format")
        return isinstance(newest, int) and newest > FORMAT
    return False


def newer_sentence(folder: SiteFolder) -> str:
    """What is said of a file of a newer program."""
    return (
        f"{folder.site_file} was written by a newer Vialwise and is left as it is. {_SERVE} "
        "Update this program to use it."
    )


def _damaged(folder: SiteFolder, why: str, text: str | None) -> SiteFile:
    """The defaults, and the sentence with the name under which the damaged file is kept."""
    try:
        with locked(folder.path):
            kept = _set_aside(folder.site_file, text)
    except (OSError, SiteBusyError) as error:
        stays = why_not_written(folder.site_file.name, folder.path, error, "could not be set aside")
        return SiteFile(trouble=(f"{why} {_SERVE} {stays}",), is_lost=True)
    where = f"It is kept as {kept}. " if kept else ""
    return SiteFile(trouble=(f"{why} {where}{_SERVE}",), is_lost=True)


def _left(folder: SiteFolder, why: str, _text: str | None) -> SiteFile:
    """The defaults, and the sentence on a damaged file that is left where it is."""
    return SiteFile(trouble=(f"{folder.site_file.name} is damaged: {why} {_SERVE}",), is_lost=True)


def _set_aside(path: Path, text: str | None) -> str:
    """Rename the file to the first free name; "" where somebody else has mended it meanwhile."""
    with suppress(FileNotFoundError, UnicodeDecodeError):
        if text is not None and path.read_text(encoding="utf-8-sig") != text:
            return ""
    number = 1
    while (aside := _aside(path, number)).exists():
        number += 1
    try:
        path.rename(aside)
    except FileNotFoundError:
        return ""
    return aside.name


def _still_set_aside(folder: SiteFolder) -> tuple[str, ...]:
    """What is said at every start until a damaged file was mended, or something saved anew."""
    aside = _aside(folder.site_file, 1)
    if not aside.exists():
        return ()
    kept = f"{folder.site_file.name} was damaged and is kept as {aside.name}."
    return (f"{kept} {_SERVE} Mend it and give it its name back, or save the choices anew.",)


def _aside(path: Path, number: int) -> Path:
    return path.with_name(f"site.damaged{f'.{number}' if number > 1 else ''}.toml")
