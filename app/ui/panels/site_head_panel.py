"""What the page is for, and of which drug the cards below it speak."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QHBoxLayout

from app.core.drug import Drug
from app.ui.widgets.card import Card
from app.ui.widgets.choice import ChoiceField
from app.ui.widgets.text import Caption, label
from app.wording.order_lines import drug_title


class SiteHeadPanel(Card):
    """Emits the drug that was picked; that changes no order."""

    drug_picked = Signal(str)

    def __init__(self) -> None:
        super().__init__("Site setup")
        self.body.addWidget(
            label(
                "Everybody who uses this site folder works by what is saved here. "
                "A card is kept once its Save is pressed; Enter saves nothing.",
                "small",
                wrap=True,
            )
        )
        self._drugs = ChoiceField("Drug to set up")
        self._drugs.activated.connect(lambda _: self.drug_picked.emit(self.drug_id))
        caption = Caption("&Drug set up below")
        caption.setBuddy(self._drugs)
        row = QHBoxLayout()
        row.addWidget(caption)
        row.addWidget(self._drugs, 1)
        self.body.addLayout(row)

    @property
    def drug_id(self) -> str:
        """The drug of which the cards speak."""
        return str(self._drugs.currentData() or "")

    def show_drugs(self, drugs: Sequence[Drug]) -> None:
        """Offer these drugs; the one chosen stays where it is among them."""
        chosen = self.drug_id
        with QSignalBlocker(self._drugs):
            self._drugs.clear()
            for drug in drugs:
                self._drugs.addItem(drug_title(drug), drug.id)
        self.show_drug(chosen)

    def show_drug(self, drug_id: str) -> None:
        """Show that drug as the one chosen, the first where it is not there."""
        self._drugs.setCurrentIndex(max(0, self._drugs.findData(drug_id)))
