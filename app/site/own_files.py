"""Files that a site adds: drugs, payers, checklist items; a bad one is left out, and named.

In them `source` may be any text, not only an id of the program's own sources.
"""

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import TypeVar

from app.core.checklist_item import ChecklistItem
from app.core.code_table import CodeTable
from app.core.drug import Drug
from app.core.payer import Payer
from app.reference.checklist_file import read_checklist
from app.reference.drug_file import drug_files, read_drug
from app.reference.file_error import ReferenceFileError, printable
from app.reference.payer_file import payer_files, read_payer
from app.reference.source_file import OwnSources
from app.site.site_folder import HCPCS_FILE
from app.site.site_table import TABLE_AHEAD

T = TypeVar("T")


class OwnFiles:
    """One reading of a site folder's files; `notes` says what was left out and what replaces ours.

    A drug cannot replace one of the program's: a dose that came from another file than it seems
    to is a hazard. Its limits can be tightened in `site.toml`.
    """

    def __init__(self, folder: Path, sources: OwnSources) -> None:
        self._folder = folder
        self._sources = sources
        self.notes: list[str] = []

    def drugs(self, ours: tuple[Drug, ...]) -> tuple[Drug, ...]:
        """Ours, then the site's in the order of their files' names."""
        added = self._read_all(self._listed(drug_files, "drugs"), read_drug)
        known = {drug.id for drug in ours}
        for path, drug in added:
            if drug.id in known:
                self.notes.append(
                    f"{path} is not used: {drug.id} comes with the program. Give yours another id, "
                    "or tighten the limits in site.toml."
                )
        return (*ours, *(drug for _, drug in added if drug.id not in known))

    def payers(self, ours: tuple[Payer, ...]) -> tuple[Payer, ...]:
        """Ours, each replaced by the site's of the same id; then the site's others."""
        read = self._read_all(self._listed(payer_files, "payers"), read_payer)
        added = {payer.id: payer for _, payer in read}
        for payer in ours:
            if payer.id in added:
                self.notes.append(f"payers/{payer.id}.toml of the site replaces the program’s.")
        kept = (added.pop(payer.id, payer) for payer in ours)
        return (*kept, *added.values())

    def checklist(self, ours: tuple[ChecklistItem, ...]) -> tuple[ChecklistItem, ...]:
        """Ours, each replaced by the site's of the same id; then the site's others."""
        path = self._folder / "checklist.toml"
        files = [path] if _is_there(path) else []
        read = self._read_all(files, read_checklist)
        added = {item.id: item for _, items in read for item in items}
        kept = tuple(added.pop(item.id, item) for item in ours)
        return (*kept, *added.values())

    def codes(self, ours: CodeTable, today: date) -> CodeTable:
        """Ours with the table that was imported, where one was and it is no table of the future."""
        path = self._folder / HCPCS_FILE
        if not _is_there(path):
            return ours
        from app.site.hcpcs_rows import HcpcsFileError, read_hcpcs_rows  # noqa: PLC0415 seldom
        from app.site.merged_table import merged_table  # noqa: PLC0415

        try:
            imported = read_hcpcs_rows(path)
            if imported.dated <= today + TABLE_AHEAD:
                return merged_table(ours, imported)
            self.notes.append(
                f"{path.name} is dated {imported.dated}, after today, {today}, and is not used: "
                "set the clock right, or import CMS’s file again."
            )
        except OSError as error:
            self.notes.append(f"{path.name} cannot be read ({error.strerror}).")
        except HcpcsFileError as error:
            self.notes.append(f"{path.name} {error}.")
        return ours

    def _listed(self, files: Callable[[Path], Iterable[Path]], what: str) -> tuple[Path, ...]:
        """The files of that folder, none where it is not there or, which is noted, is shut."""
        folder = self._folder / what
        try:
            return tuple(files(folder)) if _is_there(folder) else ()
        except OSError as error:
            self.notes.append(
                f"The folder {what} of the site cannot be read ({error.strerror}): none of the "
                f"site’s {what} is used, the program’s own serve."
            )
            return ()

    def _read_all(
        self, paths: Iterable[Path], read: Callable[[Path, OwnSources], T]
    ) -> list[tuple[str, T]]:
        """What could be read, each with its path in the site folder."""
        found = []
        for path in paths:
            place = printable(path.relative_to(self._folder).as_posix())
            try:
                found.append((place, read(path, self._sources)))
            except ReferenceFileError as error:
                self.notes.append(f"{_placed(error, place)} The file is not used.")
        return found


def _is_there(path: Path) -> bool:
    """Whether there is one: also where it cannot be looked at, or a link leads nowhere.

    Those are told when they are read.
    """
    try:
        path.lstat()
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return True


def _placed(error: ReferenceFileError, place: str) -> str:
    """The error's sentence with the file's place in the site folder for its bare name."""
    return error.sentence.replace(printable(error.file), place, 1)
