"""All reference files together: what `calculate` is handed beside the order."""

from dataclasses import dataclass
from pathlib import Path

from app.core.checklist import ChecklistItem
from app.core.drug import Drug
from app.reference.checklist_file import read_checklist
from app.reference.drug_file import drug_files, read_drug
from app.reference.resources import RESOURCES
from app.reference.source_file import read_sources


@dataclass(frozen=True, slots=True)
class Reference:
    """Drugs in the order of their files' names, checklist items in the order of the day."""

    drugs: tuple[Drug, ...]
    checklist: tuple[ChecklistItem, ...]

    def drug(self, drug_id: str) -> Drug | None:
        """The drug of that id, or None."""
        return next((drug for drug in self.drugs if drug.id == drug_id), None)


def load_reference(folder: Path = RESOURCES) -> Reference:
    """Everything that the program knows about drugs and documentation.

    Raises ReferenceFileError, naming file and key, where a file cannot be used.
    """
    sources = read_sources(folder / "sources.toml")
    return Reference(
        drugs=tuple(read_drug(path, sources) for path in drug_files(folder / "drugs")),
        checklist=read_checklist(folder / "checklist.toml", sources),
    )
