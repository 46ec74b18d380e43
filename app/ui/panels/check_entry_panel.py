"""What the checker enters, from the order and the vials in front of them; nothing is filled in."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.core.check_figures import Figure, Moment
from app.core.drug import Drug
from app.core.notation import plain
from app.core.notation import shown as figure
from app.core.order import BagMethod, Basis, WeightUnit
from app.ui.check_shown import ShownCheck
from app.ui.widgets.button import Button
from app.ui.widgets.card import Card
from app.ui.widgets.choice import ChoiceField
from app.ui.widgets.fields import UnitField
from app.ui.widgets.look_field import LookField
from app.ui.widgets.segments import Segments
from app.ui.widgets.signs import Tone
from app.ui.widgets.text import label, show_if, show_text
from app.ui.widgets.vial_rows import VialRows
from app.wording.order_lines import drug_title

_HINTS: Final = {
    Moment.PREPARATION: "Work from the order and the vials. The preparer’s figures stay hidden.",
    Moment.CLAIM: "Work from the order and the chart. The preparer’s figures stay hidden.",
}
_METHODS: Final = {
    str(BagMethod.ADD): "drug added",
    str(BagMethod.WITHDRAW): "withdrawn first",
    str(BagMethod.EMPTY): "empty bag",
}
_SEGMENT: Final = 26
_PARTS: Final = {"count": "vials", "lot": "lot", "expiry": "expiry"}
"""What the errors call the parts of a row of vials."""


class CheckEntryPanel(Card):
    """Emits what is typed and picked; Compare takes initials and PIN along."""

    moment_picked = Signal(str)
    encounter_edited = Signal(str)
    encounter_settled = Signal()
    drug_picked = Signal(str)
    edited = Signal(str, object)
    vials_edited = Signal(str, str, str)
    compare_asked = Signal(str, str)
    rearranged = Signal()

    def __init__(self) -> None:
        super().__init__("Second check")
        self.body.setSpacing(4)
        self._drug: Drug | None = None
        self._cells: dict[Figure, LookField] = {}
        self._moment = Segments(
            "Moment of the check",
            [
                (Moment.PREPARATION, "Befo&re the vials are opened"),
                (Moment.CLAIM, "Be&fore the claim"),
            ],
            height=30,
        )
        self._moment.picked.connect(self.moment_picked)
        self.body.addWidget(self._moment)
        self._hint = label("", "small", wrap=True)
        self.body.addWidget(self._hint)
        self._build_what()
        self._build_dose()
        self._build_bag_and_claim()
        self._vials = VialRows()
        self._vials.edited.connect(self.vials_edited)
        self._vials.rearranged.connect(self.rearranged)
        self.body.addWidget(self._vials)
        self._build_units()
        self._build_who()

    def _build_what(self) -> None:
        encounter = UnitField("Encounter reference", form="as on the order; type or scan it")
        encounter.edited.connect(self.encounter_edited)
        encounter.line.editingFinished.connect(self.encounter_settled)
        self._encounter = LookField("&Encounter reference", encounter)
        drugs = ChoiceField("Drug of the check")
        drugs.activated.connect(lambda _: self.drug_picked.emit(str(drugs.currentData() or "")))
        self._drugs = drugs
        self._cells[Figure.DRUG] = LookField("&Drug (scan a vial or choose)", drugs)
        self.body.addLayout(_row((self._encounter, 5), (self._cells[Figure.DRUG], 10)))

    def _build_dose(self) -> None:
        self._unit = Segments(
            "Unit of the weight", [(WeightUnit.KG, "&kg"), (WeightUnit.LB, "&lb")], _SEGMENT
        )
        self._basis = Segments(
            "Dose ordered in", [(Basis.WEIGHT, "&mg/kg"), (Basis.FLAT, "mg fla&t")], _SEGMENT
        )
        self._unit.picked.connect(lambda v: self.edited.emit("weight_unit", WeightUnit(v)))
        self._basis.picked.connect(lambda v: self.edited.emit("basis", Basis(v)))
        weight = self._field(Figure.WEIGHT, "weight", "&Weight", "kg", self._unit)
        ordered = self._field(Figure.ORDERED, "ordered", "Dose on the &order", "mg/kg", self._basis)
        dose = self._field(Figure.DOSE, "dose_mg", "Dose to &give", "mg")
        self.body.addLayout(_row((weight, 5), (ordered, 6), (dose, 5)))

    def _build_bag_and_claim(self) -> None:
        volume = self._field(Figure.VOLUME, "volume_ml", "&Volume drawn", "mL")
        self._bags = ChoiceField("Bag of the check")
        self._bags.activated.connect(
            lambda _: self.edited.emit("bag", str(self._bags.currentData() or ""))
        )
        self._methods = ChoiceField("How the bag of the check is filled")
        for value, words in _METHODS.items():
            self._methods.addItem(words, value)
        self._methods.setCurrentIndex(-1)
        self._methods.activated.connect(
            lambda _: self.edited.emit("method", str(self._methods.currentData() or ""))
        )
        self._cells[Figure.BAG] = LookField("&Bag", self._bags)
        self._method = LookField("How it is filled", self._methods)
        self.body.addLayout(_row((volume, 9), (self._cells[Figure.BAG], 22), (self._method, 14)))
        given = self._field(Figure.GIVEN, "given_mg", "Gi&ven", "mg")
        code = self._field(Figure.CODE, "code", "Code on the clai&m", "")
        self.body.addLayout(_row((given, 1), (code, 1)))

    def _build_units(self) -> None:
        units = self._field(Figure.UNITS, "units", "&Units given", "units")
        jw = self._field(Figure.JW_UNITS, "jw_units", "&JW units", "units")
        self.body.addLayout(_row((units, 1), (jw, 1)))

    def _build_who(self) -> None:
        self._by = LookField(
            "Checked b&y", UnitField("Checked by, initials", placeholder="MB", form="initials")
        )
        pin = UnitField("PIN of the checker", form="figures")
        pin.line.setEchoMode(QLineEdit.EchoMode.Password)
        self._pin = LookField("&PIN", pin)
        self._compare = Button("&Compare", self._ask)
        self._compare.setProperty("look", "main")
        below = QVBoxLayout()
        below.setSpacing(3)
        below.addWidget(label(" ", "muted"))
        below.addWidget(self._compare)
        row = _row((self._by, 5), (self._pin, 5))
        row.addLayout(below, 4)
        below.addStretch(1)
        self.body.addLayout(row)

    def _field(
        self, of: Figure, name: str, caption: str, unit: str, extra: QWidget | None = None
    ) -> LookField:
        form = f"in {unit}" if unit not in ("", "units") else "a whole number"
        form = "as on the claim, such as J9173" if of is Figure.CODE else form
        field = UnitField(f"{of.words} of the check", unit, form=form)
        field.edited.connect(lambda text: self.edited.emit(name, text))
        self._cells[of] = LookField(caption, field, extra)
        return self._cells[of]

    # --- What is shown ----------------------------------------------------------------------------

    def focus_first(self) -> None:
        """Put the keyboard where a check begins."""
        self._encounter.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_next(self, shown: ShownCheck) -> None:
        """Put the keyboard to the first thing that is wrong, else to what is entered once more."""
        target = self._first_wrong(shown) or self._first_open(shown)
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _first_wrong(self, shown: ShownCheck) -> QWidget | None:
        places: dict[str, QWidget] = {"encounter": self._encounter.line}
        for of in Figure:
            if of in self._cells:
                places[of] = self._cells[of].line
            if of is Figure.BAG:
                places["method"] = self._method.line
            if of is Figure.VIALS and shown.drug is not None:
                for size in shown.drug.presentations:
                    for part, name in _PARTS.items():
                        if line := self._vials.line(plain(size.mg), part):
                            places[f"{name}.{plain(size.mg)}"] = line
        places |= {"by": self._by.line, "pin": self._pin.line}
        return next((line for name, line in places.items() if name in shown.errors), None)

    def _first_open(self, shown: ShownCheck) -> QWidget | None:
        for of in Figure:
            if of in shown.to_enter and shown.is_asked(of):
                return self._cells[of].line if of in self._cells else self._vials.first_open()
        return None

    def show_check(self, shown: ShownCheck) -> None:
        """Show what was typed, what is open for typing, and what is said of it."""
        check, draft = shown.check, shown.draft
        started = bool(check.looks) or shown.is_over
        encounter = shown.encounter.strip()
        show_text(self.caption, f"SECOND CHECK{f' · {encounter}' if encounter else ''}")
        self._moment.show_choice(check.moment)
        self._moment.setEnabled(not started)
        show_text(self._hint, _HINTS[check.moment])
        self._show_texts(shown)
        self._show_drug(shown)
        self._unit.show_choice(draft.weight_unit)
        self._basis.show_choice(draft.basis)
        weight, ordered = self._cells[Figure.WEIGHT].field, self._cells[Figure.ORDERED].field
        assert isinstance(weight, UnitField)  # noqa: S101 of our own making
        assert isinstance(ordered, UnitField)  # noqa: S101
        weight.show_unit(draft.weight_unit)
        ordered.show_unit("mg" if draft.basis is Basis.FLAT else "mg/kg")
        self._show_states(shown, started=started)

    def _show_texts(self, shown: ShownCheck) -> None:
        draft = shown.draft
        _put(self._encounter, shown.encounter)
        for of, text in (
            (Figure.WEIGHT, draft.weight),
            (Figure.ORDERED, draft.ordered),
            (Figure.DOSE, draft.dose_mg),
            (Figure.VOLUME, draft.volume_ml),
            (Figure.GIVEN, draft.given_mg),
            (Figure.UNITS, draft.units),
            (Figure.JW_UNITS, draft.jw_units),
            (Figure.CODE, draft.code),
        ):
            _put(self._cells[of], text)
        if shown.by:
            _put(self._by, shown.by)
        elif not shown.encounter and draft == type(draft)():
            _put(self._by, "")
        if shown.by or not shown.encounter or not {"by", "pin"}.isdisjoint(shown.errors):
            _put(self._pin, "")  # it was used, or refused: it never stays for another person

    def _show_drug(self, shown: ShownCheck) -> None:
        """The drugs to choose from; the vials and bags of the one chosen."""
        names = {"": "", **{drug.id: drug_title(drug) for drug in shown.drugs}}
        _fill(self._drugs, {key: words for key, words in names.items() if key})
        self._drugs.setCurrentIndex(self._drugs.findData(shown.draft.drug))
        drug = shown.drug
        rule = drug.preparation if drug is not None else None
        bags = {}
        for size in rule.bags if rule else ():
            diluent = rule.diluent(size.diluent) if rule else None
            name = diluent.name if diluent else size.diluent
            bags[f"{size.diluent} {plain(size.ml)}"] = f"{figure(size.ml)} mL {name}"
        _fill(self._bags, bags)
        self._bags.setCurrentIndex(self._bags.findData(shown.draft.bag))
        self._methods.setCurrentIndex(self._methods.findData(shown.draft.method))
        sizes = [
            (plain(p.mg), f"{figure(p.mg)} mg", f"/ {figure(p.ml)} mL" if p.ml else "")
            for p in (drug.presentations if drug is not None else ())
        ]
        self._vials.show_sizes(drug.name if drug else "", sizes)
        texts = {(v.mg, part): getattr(v, part) for v in shown.draft.vials for part in _PARTS}
        self._vials.show_texts(texts)

    def _show_states(self, shown: ShownCheck, *, started: bool) -> None:
        said = {name: error.message for name, error in shown.errors.items()}
        again = shown.to_enter if started else frozenset[Figure]()
        self._encounter.show_state(_stop(said, "encounter"), open_=not started)
        for of, cell in self._cells.items():
            show_if(cell, shown.is_asked(of))
            cell.show_state(_stop(said, of), open_=of in shown.to_enter, again=of in again)
        show_if(self._method, shown.is_asked(Figure.BAG))
        self._method.show_state(
            _stop(said, "method"), open_=Figure.BAG in shown.to_enter, again=False
        )
        for segments, of in ((self._unit, Figure.WEIGHT), (self._basis, Figure.ORDERED)):
            segments.setEnabled(of in shown.to_enter)
        self._show_vials(shown, said, again=bool(again & {Figure.VIALS, Figure.LOTS}))
        signed = bool(shown.by)
        self._by.show_state(_stop(said, "by"), open_=not signed)
        self._pin.show_state(_stop(said, "pin"), open_=not signed)
        show_if(self._pin, shown.asks_pin)
        self._compare.setEnabled(bool(shown.to_enter))

    def _show_vials(self, shown: ShownCheck, said: Mapping[str, str], *, again: bool) -> None:
        wrong: dict[tuple[str, str], str] = {}
        for part, name in _PARTS.items():
            for field, sentence in said.items():
                if field.startswith(f"{name}."):
                    wrong[field.removeprefix(f"{name}."), part] = sentence
        place, sentence = shown.said_of
        about_all = [(Tone.ASK, sentence)] if place == "vials" and sentence else []
        about_all += _stop(said, Figure.VIALS)
        opened = ["count"] if Figure.VIALS in shown.to_enter else []
        opened += ["lot", "expiry"] if Figure.LOTS in shown.to_enter else []
        self._vials.show_state(wrong, about_all, opened, again=again)

    def _ask(self) -> None:
        by, pin = self._by.field, self._pin.field
        assert isinstance(by, UnitField)  # noqa: S101 of our own making
        assert isinstance(pin, UnitField)  # noqa: S101
        self.compare_asked.emit(by.line.text().strip(), pin.line.text())


def _stop(said: Mapping[str, str], field: str) -> list[tuple[Tone, str]]:
    return [(Tone.STOP, said[field])] if field in said else []


def _put(cell: LookField, text: str) -> None:
    if isinstance(cell.field, UnitField):
        cell.field.show_text(text)


def _fill(choice: ChoiceField, entries: Mapping[str, str]) -> None:
    """Offer these, where they are others; none of them is chosen."""
    there = {str(choice.itemData(n)): choice.itemText(n) for n in range(choice.count())}
    if there != dict(entries):
        with QSignalBlocker(choice):
            choice.clear()
            for value, words in entries.items():
                choice.addItem(words, value)
            choice.setCurrentIndex(-1)


def _row(*cells: tuple[QWidget, int]) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    for cell, stretch in cells:
        row.addWidget(cell, stretch)
    return row
