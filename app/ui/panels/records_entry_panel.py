"""One entry as it was recorded: who, when, what it corrects, and the worksheet as shown then."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from app.records.dose_entries import DoseEntries, Step, StepState, entry_text
from app.records.entry import Entry
from app.ui.step_tones import STEP_TONES
from app.ui.widgets.button import Button
from app.ui.widgets.card import Card
from app.ui.widgets.choice import ChoiceField
from app.ui.widgets.read_page import ReadPage
from app.ui.widgets.signs import Sign, Tone
from app.ui.widgets.text import Caption, YieldingLabel, label, set_look, show_if


class RecordsEntryPanel(Card):
    """Shows the newest entry of a dose, or the one that is picked; emits what is to be done."""

    entry_picked = Signal(object)
    given_asked = Signal(object)
    correct_asked = Signal(object)
    checklist_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__("As it was recorded")
        self._dose: DoseEntries | None = None
        self._entry: Entry | None = None
        self._nothing = label("Choose a dose above: it is shown as it was recorded.", wrap=True)
        self._entries = ChoiceField("Entry of this dose")
        self._entries.activated.connect(lambda _place: self._show_picked())
        self._caption = Caption("&As recorded")
        self._caption.setBuddy(self._entries)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._caption)
        row.addWidget(self._entries, 1)
        self._steps = [_Step(name) for name in ("Prepared", "Checked", "Given", "Claim checked")]
        steps = QHBoxLayout()
        steps.setSpacing(14)
        for step in self._steps:
            steps.addLayout(step, 1)
        self._given = Button("Enter &given dose…", lambda: self._ask(self.given_asked))
        self._checklist = Button("Chec&klist…", lambda: self._ask(self.checklist_asked))
        self._correct = Button("Corr&ect…", lambda: self._ask(self.correct_asked))
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self._given, self._checklist, self._correct):
            buttons.addWidget(button)
        buttons.addStretch(1)
        self._page = ReadPage("The worksheet as it was recorded")
        self.body.addWidget(self._nothing)
        self.body.addLayout(row)
        self.body.addLayout(steps)
        self.body.addLayout(buttons)
        self.body.addWidget(self._page)
        self.show_dose(None)

    def show_dose(self, dose: DoseEntries | None) -> None:
        """Show the newest entry of that dose, or that none is chosen."""
        self._dose = dose
        there = dose is not None
        show_if(self._nothing, not there)
        for part in (self._caption, self._entries, self._page, self._given, self._correct):
            show_if(part, there)
        show_if(self._checklist, there)
        for step in self._steps:
            step.show_if(there=there)
        self._entries.clear()
        if dose is None:
            self._show(None)
            return
        for entry in reversed(dose.entries):
            self._entries.addItem(entry_text(entry))
        steps = (dose.prepared, dose.checked, dose.given, dose.claim_checked)
        for step, how in zip(self._steps, steps, strict=True):
            step.show_if(there=how is not None)
            if how is not None:
                step.say(how)
        show_if(self._given, dose.given.state is StepState.NOT_YET)
        self._show(dose.newest)

    def _show_picked(self) -> None:
        if self._dose is not None:
            self._show(self._dose.entries[-1 - self._entries.currentIndex()])

    def _show(self, entry: Entry | None) -> None:
        self._entry = entry
        page = self._dose.page_of(entry) if self._dose is not None and entry is not None else ""
        self._page.show_page(page.rstrip("\n"))
        self.entry_picked.emit(entry)

    def _ask(self, asked: object) -> None:
        if self._dose is not None:
            asked.emit(self._dose.state)  # type: ignore[attr-defined]  # a signal of this panel


class _Step(QHBoxLayout):
    """Prepared, checked or given: a sign and words."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self._sign = Sign(Tone.NOTE)
        self._text = YieldingLabel("small")
        self.setSpacing(4)
        self.addWidget(self._sign)
        self.addWidget(self._text)

    def say(self, step: Step) -> None:
        """Say how it stands."""
        tone = STEP_TONES[step.state]
        self._sign.show_tone(tone)
        set_look(self._text, "tone", str(tone))
        self._text.say(f"{self._name}: {step.text}", f"{self._name}: {step.word}")
        self._text.setAccessibleName(f"{self._name}, {tone.word}: {step.text}")

    def show_if(self, *, there: bool) -> None:
        """Show or hide it."""
        show_if(self._sign, there)
        show_if(self._text, there)
