"""The billing code of each drug: what stands, who settled it, and where it can be settled."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.core.code_check import Standing, check_code
from app.core.drug import Drug
from app.core.rules import Rules
from app.site import Site
from app.ui.messages import TONES
from app.ui.widgets.button import Button
from app.ui.widgets.card import Card, Messages
from app.ui.widgets.signs import Tone
from app.ui.widgets.text import label, rule
from app.wording.order_lines import drug_title


class SiteCodesPanel(Card):
    """One part a drug; emits the drug whose codes are to be compared."""

    compare_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__("Billing code of each drug")
        self._drugs = QWidget()
        self.body.addWidget(self._drugs)

    def show_site(self, site: Site, today: date) -> None:
        """Show what stands for every drug on that day."""
        before = self._drugs
        self._drugs = QWidget()
        column = QVBoxLayout(self._drugs)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(5)
        letters = iter("OACM")  # in either text; the page has no other use for them
        for place, drug in enumerate(site.reference.drugs):
            if place:
                column.addWidget(rule())
            self._show_drug(drug, site.reference.rules, today, column, next(letters, ""))
        self.body.replaceWidget(before, self._drugs)
        before.hide()
        before.deleteLater()

    def _show_drug(
        self, drug: Drug, rules: Rules, today: date, column: QVBoxLayout, letter: str
    ) -> None:
        billed, findings = check_code(drug, "", None, rules.codes, rules.site, today)
        proper = rules.codes.code_for(drug.name, today)
        column.addWidget(label(f"{billed.code} for {drug_title(drug)}", "strong", wrap=True))
        messages = Messages()
        column.addWidget(messages)
        said = [(TONES[finding.severity], finding.message) for finding in findings]
        if not said and billed.standing is Standing.FITS:
            said = [(Tone.CONFIRM, f"It fits the {rules.codes.name}.")]
        settled = rules.site.code_decision(drug.id)
        if settled is not None and settled.code == billed.code:
            since = f"In force since {settled.on}, by {settled.by}: {settled.why}"
            said.append((Tone.NOTE, since))
        messages.show_messages(said)
        text = ""
        if proper is not None and (proper.code != drug.code or settled is not None):
            text = f"Compare and choose for {drug.name}…"
        elif billed.standing in (Standing.NOT_CHECKED, Standing.DECIDED):
            text = f"Name who looked up the code of {drug.name}…"
        if text:
            button = Button(_with_mnemonic(text, letter), lambda: self.compare_asked.emit(drug.id))
            button.setProperty("look", "link")
            column.addWidget(button)


def _with_mnemonic(text: str, letter: str) -> str:
    place = text.upper().find(letter) if letter else -1
    return text if place < 0 else f"{text[:place]}&{text[place:]}"
