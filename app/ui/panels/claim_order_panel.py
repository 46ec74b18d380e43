"""Who pays, where, when, for which diagnosis, and where the drug came from."""

from textwrap import fill
from typing import Final

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QGridLayout

from app.core.entry_fields import why_not_course, why_not_encounter
from app.core.payer import PLACES_OF_SERVICE, SETTINGS, SOURCES, DrugSource, Payer, Setting
from app.ui.messages import messages_for
from app.ui.typed_order import Shown
from app.ui.widgets.card import Card, Messages
from app.ui.widgets.choice import ChoiceField
from app.ui.widgets.fields import UnitField
from app.ui.widgets.signs import Tone
from app.ui.widgets.text import Caption, YieldingLabel, label, show_if


def _setting_text(setting: Setting) -> str:
    place = PLACES_OF_SERVICE.get(setting)
    return f"{SETTINGS[setting]} (POS {place})" if place else SETTINGS[setting]


_PROTECTED: Final = (
    "No patient names. With a date of service\nthis page is protected health information."
)
_NARROW: Final = 40
"""So many letters of a payer's note stand in a line of the narrow column."""
_DIAGNOSES_HINT: Final = "C34.12, Z51.12 first where it fits"


class ClaimOrderPanel(Card):
    """Emits each field of the claim as it is typed or picked."""

    edited = Signal(str, object)
    encounter_edited = Signal(str)
    course_edited = Signal(str)
    course_settled = Signal()

    def __init__(self) -> None:
        super().__init__("Claim")
        self._payers: tuple[Payer, ...] = ()
        self._payer = ChoiceField("Payer")
        self._setting = ChoiceField("Setting")
        self._source = ChoiceField("Drug source")
        self._day = UnitField("Date of service", placeholder="today", form="as year-month-day")
        self._diagnoses = UnitField("Diagnoses", placeholder="C34.12", form="first-listed first")
        self._encounter = UnitField("Encounter reference", form="no name, no birth date")
        self._course = UnitField("Course reference", form="links the doses of a course")
        self._encounter.edited.connect(self.encounter_edited)
        self._course.edited.connect(self.course_edited)
        self._course.line.editingFinished.connect(self.course_settled)
        for setting in Setting:
            self._setting.addItem(_setting_text(setting), str(setting))
        for source in DrugSource:
            self._source.addItem(SOURCES[source], str(source))
        self._payer.activated.connect(
            lambda _: self.edited.emit("payer", str(self._payer.currentData()))
        )
        self._setting.activated.connect(
            lambda _: self.edited.emit("setting", Setting(self._setting.currentData()))
        )
        self._source.activated.connect(
            lambda _: self.edited.emit("source", DrugSource(self._source.currentData()))
        )
        self._day.edited.connect(lambda text: self.edited.emit("date_of_service", text))
        self._diagnoses.edited.connect(lambda text: self.edited.emit("diagnoses", read_list(text)))
        for name, field in (
            ("payer", self._payer),
            ("source", self._source),
            ("date_of_service", self._day.line),
            ("diagnoses", self._diagnoses.line),
            ("encounter", self._encounter.line),
            ("course", self._course.line),
        ):
            field.setObjectName(name)
        self._note = YieldingLabel("small")
        self._note.hide()
        self._messages = Messages()
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        for place, (text, part) in enumerate(
            (
                ("&Payer", self._payer),
                ("Setting", self._setting),
                ("Date of service", self._day),
                ("Diagnoses", self._diagnoses),
                ("Drug source", self._source),
                ("Encounter reference", self._encounter),
                ("Course reference", self._course),
            )
        ):
            caption = Caption(text)
            caption.setBuddy(part.line if isinstance(part, UnitField) else part)
            self._course_caption = caption
            row, column = 2 * (place // 2), place % 2
            grid.addWidget(caption, row, column)
            grid.addWidget(part, row + 1, column)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self.body.addLayout(grid)
        self.body.addWidget(self._messages)
        self.body.addWidget(self._note)
        self.body.addWidget(label(_PROTECTED, "small"))
        self._diagnoses.line.setToolTip(_DIAGNOSES_HINT)

    def show_shown(self, shown: Shown) -> None:
        """Show what was typed and picked; where nothing was, what the site usually has."""
        claim, site = shown.typed.claim, shown.rules.site
        self._show_payers(shown.rules.payers)
        _choose(self._payer, claim.payer or site.payer)
        payer = shown.rules.payer(claim.payer or site.payer)
        note = payer.note if payer else ""
        self._note.say(note, fill(note, _NARROW), "")
        show_if(self._note, bool(note))
        _choose(self._setting, claim.setting or site.setting)
        _choose(self._source, claim.source or site.source)
        self._day.show_text(claim.date_of_service)
        self._encounter.show_text(shown.typed.encounter)
        self._course.show_text(shown.typed.course)
        for of_course in (self._course, self._course_caption):
            show_if(of_course, site.asks_course or bool(shown.typed.course))
        self.setEnabled(shown.typed.is_given_open)
        if read_list(self._diagnoses.line.text()) != claim.diagnoses:
            self._diagnoses.show_text(", ".join(claim.diagnoses))
        about_day = messages_for(shown.answer, ("date_of_service",))
        about_day += [(Tone.ASK, shown.about_day)] if shown.about_day else []
        diagnoses = ("diagnoses", *(f"diagnoses[{n}]" for n in range(len(claim.diagnoses))))
        about_diagnoses = messages_for(shown.answer, diagnoses)
        self._day.show_said(about_day)
        self._diagnoses.show_said(about_diagnoses)
        about = messages_for(shown.answer, ("payer", "setting", "source"))
        about_references = self._look_at_references(shown)
        self._messages.show_messages([*about, *about_day, *about_diagnoses, *about_references])

    def _look_at_references(self, shown: Shown) -> list[tuple[Tone, str]]:
        """What is wrong with a reference, or looks as if it named the patient."""
        about = []
        for text, why_not, field in (
            (shown.typed.encounter.strip(), why_not_encounter, self._encounter),
            (shown.typed.course.strip(), why_not_course, self._course),
        ):
            wrong = why_not(text) if text else None
            personal = _named_patient(text) if text else ""
            said = [(Tone.STOP, wrong.message)] if wrong else []
            said += [(Tone.ASK, personal)] if personal else []
            field.show_said(said)
            about += said
        return about

    def _show_payers(self, payers: tuple[Payer, ...]) -> None:
        if payers is self._payers:
            return
        self._payers = payers
        with QSignalBlocker(self._payer):
            self._payer.clear()
            for payer in payers:
                self._payer.addItem(payer.name, payer.id)


def _named_patient(reference: str) -> str:
    from app.core.personal_text import looks_personal  # noqa: PLC0415 its patterns take 5 ms

    return looks_personal(reference, is_reference=True)


def read_list(text: str) -> tuple[str, ...]:
    """What stands between commas or blanks, in order."""
    return tuple(text.replace(",", " ").split())


def _choose(field: ChoiceField, chosen: str) -> None:
    index = field.findData(str(chosen))
    if index != field.currentIndex():
        field.setCurrentIndex(index)
