"""Which folder holds what a site settled, and by what it was found."""

import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import Final, NamedTuple

from app.reference.resources import RESOURCES
from app.site.whole_file import write_beside

VARIABLE: Final = "VIALWISE_SITE"
POINTER: Final = "vialwise-site.txt"
"""Beside the program: one line with the folder's path, for an administrator to put there."""
CHOSEN: Final = "site-folder.txt"
"""In the user's data folder: the folder that was chosen in Site setup."""
SITE_FILE: Final = "site.toml"
HCPCS_FILE: Final = "hcpcs.tsv"
_ON_LINUX: Final = sys.platform.startswith("linux")
PROGRAM_FOLDER: Final = (
    Path(sys.executable).parent if getattr(sys, "frozen", False) else RESOURCES.parent
)


class FoundBy(StrEnum):
    """What named the site folder; each goes before the next."""

    VARIABLE = "the environment variable VIALWISE_SITE"
    POINTER = "vialwise-site.txt beside the program"
    SETUP = "Site setup"
    OWN = "the user’s own data folder, as none was named"


class SiteFolder(NamedTuple):
    """The folder and what named it.

    It may be missing, a share that is not connected, or shut, another user's. `unread` says why the
    file that names it cannot be read; `path` is that file then.
    """

    path: Path
    found_by: FoundBy
    unread: str = ""

    @property
    def site_file(self) -> Path:
        """Where the site's choices are."""
        return self.path / SITE_FILE

    @property
    def hcpcs_file(self) -> Path:
        """Where an imported HCPCS table is."""
        return self.path / HCPCS_FILE

    @property
    def text(self) -> str:
        """ "/mnt/site (the environment variable VIALWISE_SITE)"."""
        return f"{self.path} ({self.found_by})"

    @property
    def missing(self) -> str:
        """A sentence where what the folder holds is not known, else "".

        A folder that somebody named is not there, or nobody may look into this one. The user's own
        may be missing: then it holds nothing yet.
        """
        if self.unread:
            return (
                f"{self.path} names the site folder and cannot be read ({self.unread}): the "
                "program’s own settings serve. Have its owner give you the right to read it."
            )
        if why := why_shut(self.path):
            rights = "Have its owner give you the right to read it"
            if self.found_by is FoundBy.OWN:
                return (
                    f"Your own data folder {self.path} cannot be looked into ({why}), so it is not "
                    f"known what was chosen: the program’s own settings serve. {rights}."
                )
            return (
                f"The site folder {self.text} cannot be looked into ({why}): the program’s own "
                f"settings serve. {rights}, or name another."
            )
        if self.found_by is FoundBy.OWN or self.path.is_dir():
            return ""
        return (
            f"The site folder {self.text} is not there: the program’s own settings serve. "
            "Connect it, or name another."
        )


def find_site_folder(program: Path = PROGRAM_FOLDER) -> SiteFolder:
    """The first that is named: by variable, beside the program, in Site setup; else the user's own.

    `program` is the folder that the program stands in. A relative path in a file begins there
    where the file is.
    """
    named = os.environ.get(VARIABLE, "").strip()
    if named:
        return SiteFolder(Path(named).expanduser(), FoundBy.VARIABLE)
    own = user_data_folder()
    for file, found_by in ((program / POINTER, FoundBy.POINTER), (own / CHOSEN, FoundBy.SETUP)):
        try:
            line = _first_line(file)
        except OSError as error:
            if not why_shut(file.parent):  # which is told of the folder itself
                return SiteFolder(file, found_by, error.strerror or str(error))
            continue
        if line:
            return SiteFolder(file.parent / Path(line).expanduser(), found_by)
    return SiteFolder(own, FoundBy.OWN)


def why_shut(folder: Path) -> str:
    """Why this user may not look into a folder, by the system's word: "Permission denied".

    "" where it is open, or not there.
    """
    try:
        (folder / SITE_FILE).lstat()  # `Path.is_dir` asks what holds the folder, not the folder
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return ""
    except OSError as error:
        return error.strerror or str(error)
    return ""


def remember_site_folder(folder: Path | None) -> str:
    """Remember the folder that was chosen in Site setup, or none; a sentence where it fails."""
    file = user_data_folder() / CHOSEN
    try:
        if folder is None:
            file.unlink(missing_ok=True)
            return ""
        file.parent.mkdir(parents=True, exist_ok=True)
        write_beside(file, f"{folder.absolute()}\n".encode())
    except OSError as error:
        return f"The chosen folder is not remembered for next time ({error.strerror})."
    return ""


def user_data_folder() -> Path:
    """The user's own data folder; VIALWISE_USER_DATA names another."""
    named = os.environ.get("VIALWISE_USER_DATA")
    if named:
        return Path(named)
    if _ON_LINUX:  # as platformdirs has it, which takes 5 ms to import
        shared = os.environ.get("XDG_DATA_HOME", "").strip()
        return Path(shared or "~/.local/share").expanduser() / "Vialwise"
    import platformdirs  # noqa: PLC0415 only where it is needed: it costs time at start

    return platformdirs.user_data_path("Vialwise", appauthor=False)


def _first_line(file: Path) -> str:
    """The first line with something in it; "" where there is no such file or line.

    Raises OSError where there is one that cannot be read.
    """
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except (FileNotFoundError, NotADirectoryError, UnicodeDecodeError):
        return ""
    return next((line.strip() for line in lines if line.strip()), "")
