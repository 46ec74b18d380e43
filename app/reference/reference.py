"""All reference files together: what `calculate` is handed beside the order."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from app.core.checklist_item import ChecklistItem
from app.core.drug import Drug
from app.core.rules import Rules
from app.core.site_choices import SiteChoices
from app.reference.checklist_file import read_checklist
from app.reference.code_table_file import read_code_table
from app.reference.drug_file import drug_files, read_drug
from app.reference.file_error import ReferenceFileError
from app.reference.payer_file import payer_files, read_payer
from app.reference.resources import RESOURCES
from app.reference.source_file import Sources, read_sources
from app.reference.toml_files import toml_files


class Reference(NamedTuple):
    """Drugs in the order of their files' names, and the rules.

    `notes` are sentences about a site's own files: what cannot be used, and what replaces ours.
    """

    drugs: tuple[Drug, ...]
    rules: Rules
    notes: tuple[str, ...] = ()

    @property
    def checklist(self) -> tuple[ChecklistItem, ...]:
        """What has to be documented, in the order of the day."""
        return self.rules.checklist

    @property
    def drugs_by_id(self) -> dict[str, Drug]:
        """The drugs as a request names them."""
        return {drug.id: drug for drug in self.drugs}

    def drug(self, drug_id: str) -> Drug | None:
        """The drug of that id, or None."""
        return next((drug for drug in self.drugs if drug.id == drug_id), None)


def load_reference(folder: Path = RESOURCES, sources: Sources | None = None) -> Reference:
    """Everything that the program itself knows, without a site's own files and choices.

    `sources` are those of the folder, where they were read already. Raises ReferenceFileError,
    naming file and key, where a file cannot be used.
    """
    sources = load_sources(folder) if sources is None else sources
    return Reference(
        drugs=tuple(read_drug(path, sources) for path in _listed(drug_files, folder / "drugs")),
        rules=Rules(
            checklist=read_checklist(folder / "checklist.toml", sources),
            payers=tuple(
                read_payer(path, sources) for path in _listed(payer_files, folder / "payers")
            ),
            codes=read_code_table(_newest_table(folder / "hcpcs"), sources),
            site=SiteChoices(),
        ),
    )


def load_sources(folder: Path = RESOURCES) -> Sources:
    """Where our rules were read, by id; raises ReferenceFileError."""
    return read_sources(folder / "sources.toml")


def _newest_table(folder: Path) -> Path:
    """The table whose file's name is the latest: "2025-10.toml"."""
    return max(_listed(toml_files, folder))


def _listed(files: Callable[[Path], Iterable[Path]], folder: Path) -> tuple[Path, ...]:
    """At least one file of a folder of the program's own."""
    try:
        found = tuple(files(folder))
    except OSError as error:
        why = f"cannot be read ({error.strerror})"
        raise ReferenceFileError(folder.name, "", why) from error
    if not found:
        raise ReferenceFileError(folder.name, "", "has no file")
    return found
