"""What a payer may ask for: what this one asks stands first and open, the rest is folded."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from PySide6.QtCore import Signal

from app.core.claim_draft import (
    AuthorizationDraft,
    BiomarkerDraft,
    ClaimDraft,
    CompendiumDraft,
    CoverageDraft,
    EvidenceDraft,
)
from app.core.notation import read_date
from app.core.payer import Payer
from app.core.worksheet import ShortShelf, Worksheet
from app.ui.messages import findings_of, messages_for
from app.ui.typed_order import Shown
from app.ui.widgets.card import Card
from app.ui.widgets.field_grid import FieldGrid
from app.ui.widgets.fields import UnitField
from app.ui.widgets.fold import Fold
from app.ui.widgets.signs import Tone
from app.ui.widgets.text import label, show_text

_DAY: Final = ("YYYY-MM-DD", "as year-month-day")
_NOTHING: Final = EvidenceDraft()


@dataclass(frozen=True, slots=True)
class _Field:
    """A field of a section: its name in the draft and in the contract, and how it is typed."""

    name: str
    path: str
    caption: str
    wide: bool = False
    unit: str = ""
    placeholder: str = ""
    form: str = "a short text"


@dataclass(frozen=True, slots=True)
class _Section:
    """What a payer asks for together; `blank` is its draft with nothing typed."""

    name: str
    title: str
    finding: str
    asked: Callable[[Payer, date], bool]
    blank: Any
    """A draft, or "" where the section is a single text."""
    fields: tuple[_Field, ...]


def _day(path: str, caption: str, name: str = "on") -> _Field:
    return _Field(name, path, caption, placeholder=_DAY[0], form=_DAY[1])


_SECTIONS: Final = (
    _Section(
        "authorization",
        "Authorization",
        "authorization-missing",
        lambda payer, day: payer.authorization.value_on(day, otherwise=False),
        AuthorizationDraft(),
        (
            _Field("number", "authorization.number", "Number", wide=True),
            _day("authorization.from", "From", "first_day"),
            _day("authorization.to", "To", "last_day"),
            _Field("code", "authorization.code", "Code", form="as J9323"),
            _Field("units", "authorization.units", "Units", form="a whole number"),
            _Field("visits", "authorization.visits", "Visits", form="a whole number"),
        ),
    ),
    _Section(
        "biomarker",
        "PD-L1",
        "biomarker-missing",
        lambda payer, day: payer.biomarker.on(day) is not None,
        BiomarkerDraft(),
        (
            _Field("value", "evidence.biomarker.value", "Value", unit="%", form="in %"),
            _day("evidence.biomarker.on", "Tested on"),
            _Field("assay", "evidence.biomarker.assay", "Assay", wide=True),
        ),
    ),
    _Section(
        "prior_line",
        "Prior line",
        "prior-line-missing",
        lambda payer, day: payer.prior_line.value_on(day, otherwise=False),
        "",
        (_Field("", "evidence.prior_line", "What was given before, and its outcome", wide=True),),
    ),
    _Section(
        "response",
        "Response",
        "response-missing",
        lambda payer, day: payer.response_after_cycles.on(day) is not None,
        "",
        (_Field("", "evidence.response", "How the disease responded", wide=True),),
    ),
    _Section(
        "coverage",
        "Coverage",
        "coverage-unconfirmed",
        lambda payer, day: payer.coverage.value_on(day, otherwise=False),
        CoverageDraft(),
        (
            _Field("by", "evidence.coverage.by", "Confirmed by"),
            _day("evidence.coverage.on", "On"),
            _Field("reference", "evidence.coverage.reference", "Reference", wide=True),
        ),
    ),
    _Section(
        "compendium",
        "Compendium",
        "",
        lambda _payer, _day: False,
        CompendiumDraft(),
        (
            _Field("name", "evidence.compendium.name", "Name", wide=True),
            _Field("category", "evidence.compendium.category", "Category"),
            _day("evidence.compendium.on", "On"),
        ),
    ),
)


class EvidencePanel(Card):
    """Emits authorization and evidence as they are typed; all blank is nothing said."""

    edited = Signal(str, object)
    rearranged = Signal()

    def __init__(self) -> None:
        super().__init__("Payer’s questions")
        self._payer = label("", "small")
        self.head.addWidget(self._payer)
        self._parts = {section.name: _Part(section) for section in _SECTIONS}
        for part in self._parts.values():
            part.edited.connect(self._edit)
            self.body.addWidget(part)
        self._order: list[str] = list(self._parts)
        self._claim = ClaimDraft()

    def forget(self) -> None:
        """Let go of what a person showed or hid."""
        for part in self._parts.values():
            part.forget()

    def _edit(self, name: str, draft: Any) -> None:
        if name == "authorization":
            self.edited.emit(name, draft)
            return
        evidence = (self._claim.evidence or _NOTHING)._replace(**{name: draft})
        self.edited.emit("evidence", None if evidence == _NOTHING else evidence)

    def show_shown(self, shown: Shown) -> None:
        """Show what was typed, what this payer asks, and what is missing of it."""
        self._claim = shown.typed.claim
        payer, day = _payer_and_day(shown)
        show_text(self._payer, payer.name)
        evidence = self._claim.evidence or _NOTHING
        open_ids = {finding.id for finding in findings_of(shown.answer) if finding.is_open}
        asked = []
        for section in _SECTIONS:
            part = self._parts[section.name]
            if section.name == "authorization":
                draft: Any = self._claim.authorization
            else:
                draft = getattr(evidence, section.name)
            is_asked = section.asked(payer, day)
            if is_asked:
                asked.append(section.name)
            part.show_draft(shown, section.blank if draft is None else draft)
            part.say_state(asked=is_asked, missing=section.finding in open_ids)
        self._put_first(asked)

    def _put_first(self, asked: list[str]) -> None:
        """What is asked above the rest; Tab goes the same way."""
        order = asked + [name for name in self._parts if name not in asked]
        if order == self._order:
            return
        self._order = order
        for name in order:
            part = self._parts[name]
            self.body.removeWidget(part)
            self.body.addWidget(part)
            part.raise_()  # Tab follows the order in which a card holds its parts
        self.rearranged.emit()


class _Part(Fold):
    """One section."""

    edited = Signal(str, object)

    def __init__(self, section: _Section) -> None:
        super().__init__(section.title)
        self._section = section
        self._draft = section.blank
        self._grid = FieldGrid()
        self.content.setLayout(self._grid)
        self._fields: dict[_Field, UnitField] = {}
        row, column = 0, 0
        for said in section.fields:
            field = UnitField(
                f"{section.title}, {said.caption}", said.unit, said.placeholder, said.form
            )
            field.edited.connect(lambda text, name=said.name: self._edit(name, text))
            if column and said.wide:
                row, column = row + 1, 0
            self._grid.put(row, column, said.caption, field, 2 if said.wide else 1)
            row, column = (row, 1) if not (column or said.wide) else (row + 1, 0)
            field.line.setObjectName(said.path)
            self._fields[said] = field

    def _edit(self, name: str, text: str) -> None:
        if not name:
            self.edited.emit(self._section.name, text)
            return
        draft = self._draft._replace(**{name: text})
        self.edited.emit(self._section.name, None if draft == self._section.blank else draft)

    def show_draft(self, shown: Shown, draft: Any) -> None:
        """Show what was typed, and what there is to say about it."""
        self._draft = draft
        said = {}
        for about, field in self._fields.items():
            field.show_text(getattr(draft, about.name) if about.name else draft)
            said[field] = messages_for(shown.answer, (about.path,))
        self._grid.say(said)

    def say_state(self, *, asked: bool, missing: bool) -> None:
        """Say whether the payer asks it and whether it is there; open where either is so."""
        typed = self._draft != self._section.blank
        if missing:
            self.say(Tone.ASK, "asked, to settle" if asked else "to settle")
        elif asked:
            self.say(*((Tone.CONFIRM, "asked, recorded") if typed else (Tone.NOTE, "asked")))
        else:
            self.say(Tone.NOTE, "recorded, not asked" if typed else "not asked")
        self.wants(open_=asked or typed)


def _payer_and_day(shown: Shown) -> tuple[Payer, date]:
    """Who pays, and the day whose rules hold; without an answer, by what was typed."""
    answer = shown.answer
    if isinstance(answer, (Worksheet, ShortShelf)):
        return answer.claim.payer, answer.claim.date_of_service
    claim, rules = shown.typed.claim, shown.rules
    payer = rules.payer(claim.payer or rules.site.payer) or rules.payers[0]
    day = read_date(claim.date_of_service)
    return payer, date.max if isinstance(day, str) else day
