"""Everything but the order that an answer depends on: documentation, payers, codes, the site."""

from dataclasses import dataclass

from app.core.checklist_item import ChecklistItem
from app.core.code_table import CodeTable
from app.core.payer import Payer
from app.core.site_choices import SiteChoices


@dataclass(frozen=True, slots=True, eq=False)
class Rules:
    """What `calculate` is handed beside the order and its drug. Payers are never none."""

    checklist: tuple[ChecklistItem, ...]
    payers: tuple[Payer, ...]
    codes: CodeTable
    site: SiteChoices

    def payer(self, payer_id: str) -> Payer | None:
        """The payer of that id, or None."""
        return next((payer for payer in self.payers if payer.id == payer_id), None)
