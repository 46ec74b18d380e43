"""The order: drug, regimen, basis, weight, dose, and the dose that follows."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout

from app.core.calculate import Answer
from app.core.drug import Drug, Regimen
from app.core.notation import shown as figure
from app.core.notation import without_agreeing_unit
from app.core.order import Basis, Preference, WeightUnit
from app.core.order_reading import read_weight
from app.core.quantity import shown_lb
from app.core.worksheet import ShortShelf, Worksheet
from app.ui.messages import messages_for, wrong_fields
from app.ui.typed_order import Shown, TypedOrder
from app.ui.widgets.card import Card, Messages
from app.ui.widgets.choice import ChoiceField
from app.ui.widgets.fields import UnitField
from app.ui.widgets.segments import Segments
from app.ui.widgets.text import Caption, label, rule, show_if, show_text
from app.wording.order_lines import drug_title

_NO_REGIMEN: Final = "No regimen: dose as ordered"


class OrderPanel(Card):
    """What was ordered; emits what a person types and picks."""

    drug_picked = Signal(str)
    regimen_picked = Signal(str)
    basis_picked = Signal(str)
    weight_edited = Signal(str)
    unit_picked = Signal(str)
    weighed_on_edited = Signal(str)
    dose_edited = Signal(str)
    preference_picked = Signal(str)

    def __init__(self, drugs: Sequence[Drug]) -> None:
        super().__init__("Order")
        self._drug: Drug | None = None
        self._title = label("", "drug", wrap=True)
        self._drugs = ChoiceField("Drug")
        for drug in drugs:
            self._drugs.addItem(drug_title(drug), drug.id)
        self._drugs.activated.connect(lambda _: self.drug_picked.emit(self._drugs.currentData()))
        self.body.addWidget(self._title)
        self.body.addWidget(self._drugs)
        self._drugs.setVisible(len(drugs) > 1)
        self._title.setVisible(len(drugs) == 1)
        self._build_regimen()
        self._build_dose()
        self._build_answer()
        self._build_preference()

    def _build_regimen(self) -> None:
        self._regimen = ChoiceField("Regimen", lines=2)
        self._regimen.setObjectName("regimen")
        self._regimen.activated.connect(
            lambda _: self.regimen_picked.emit(self._regimen.currentData())
        )
        self._label_rule = label("", "small", wrap=True)
        self._label_rule.hide()
        self._regimen_messages = Messages()
        self.body.addWidget(_captioned("&Regimen", self._regimen))
        self.body.addWidget(self._regimen)
        self.body.addWidget(self._label_rule)
        self.body.addWidget(self._regimen_messages)

    def _build_dose(self) -> None:
        self._basis = Segments(
            "Dose by", [(Basis.WEIGHT, "By &weight"), (Basis.FLAT, "&Flat dose")]
        )
        self._basis.picked.connect(self.basis_picked)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(label("Dose by", "muted"))
        row.addWidget(self._basis, 1)
        self.body.addLayout(row)

        self._weight = UnitField("Weight", "kg")
        self._weight.edited.connect(self.weight_edited)
        self._weighed_on = UnitField(
            "Weighed on", placeholder="YYYY-MM-DD", form="as year-month-day"
        )
        self._weighed_on.line.setAccessibleDescription("year, month, day")
        self._weighed_on.edited.connect(self.weighed_on_edited)
        self._dose = UnitField("Ordered dose", "mg/kg")
        self._dose.edited.connect(self.dose_edited)
        for name, field in (
            ("weight", self._weight),
            ("weighed_on", self._weighed_on),
            ("dose", self._dose),
        ):
            field.line.setObjectName(name)
        grid = QGridLayout()
        grid.setHorizontalSpacing(4)
        grid.setVerticalSpacing(2)
        for column, (text, unit_field) in enumerate(
            (("Wei&ght", self._weight), ("Weighe&d on", self._weighed_on))
        ):
            grid.addWidget(_captioned(text, unit_field), 0, column)
            grid.addWidget(unit_field, 1, column)
            grid.setColumnStretch(column, 1)
        self._unit = Segments(
            "Weight unit", [(WeightUnit.KG, "&kg"), (WeightUnit.LB, "&lb")], height=28
        )
        self._unit.picked.connect(self.unit_picked)
        self._other_unit = label("", "small")
        grid.addWidget(self._unit, 2, 0)
        grid.addWidget(self._other_unit, 2, 1)
        self.body.addLayout(grid)
        self._weight_messages = Messages()
        self._dose_messages = Messages()
        self.body.addWidget(self._weight_messages)
        dose = QHBoxLayout()
        dose.setSpacing(8)
        dose.addWidget(_captioned("Do&se", self._dose))
        dose.addWidget(self._dose, 1)
        self.body.addLayout(dose)
        self.body.addWidget(self._dose_messages)

    def _build_answer(self) -> None:
        self.body.addWidget(rule())
        self._dose_caption = label("", "muted")
        self._dose_shown = label("", "dose")
        self._basis_shown = label("", "muted", wrap=True)
        answer = QVBoxLayout()
        answer.setSpacing(0)
        answer.addWidget(self._dose_caption)
        answer.addWidget(self._dose_shown)
        answer.addWidget(self._basis_shown)
        self.body.addLayout(answer)

    def _build_preference(self) -> None:
        self.body.addWidget(rule())
        self._prefer = Segments(
            "Choose vials for",
            [
                (Preference.LEAST_DISCARD, "Least d&iscard"),
                (Preference.FEWEST_VIALS, "Fewest &vials"),
            ],
        )
        self._prefer.picked.connect(self.preference_picked)
        self.body.addWidget(label("Choose vials for", "muted"))
        self.body.addWidget(self._prefer)

    def focus_first(self) -> None:
        """Put the keyboard where an order begins."""
        self._weight.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_shown(self, shown: Shown) -> None:
        """Show what was typed, and the dose that follows from it."""
        self._show_drug(shown.drug)
        typed, answer = shown.typed, shown.answer
        self.setEnabled(typed.is_order_open)
        flat = typed.basis is Basis.FLAT
        index = max(0, self._regimen.findData(typed.regimen))
        if self._regimen.currentIndex() != index:
            self._regimen.setCurrentIndex(index)
        show_text(self._label_rule, typed.label_rule)
        show_if(self._label_rule, bool(typed.label_rule))
        self._basis.show_choice(typed.basis)
        self._unit.show_choice(typed.weight_unit)
        self._prefer.show_choice(typed.prefer)
        self._weight.show_text(typed.weight)
        self._weight.show_unit(typed.weight_unit)
        self._weighed_on.show_text(typed.weighed_on)
        self._dose.show_text(typed.dose_text)
        self._dose.show_unit("mg" if flat else "mg/kg")
        show_text(self._other_unit, _in_the_other_unit(typed, answer))

        self._regimen_messages.show_messages(messages_for(answer, ("regimen",)))
        about_weight = messages_for(answer, ("dose.weight", "dose.weight_unit"))
        about_day = messages_for(answer, ("dose.weighed_on",))
        about_dose = messages_for(answer, ("dose.mg", "dose.mg_per_kg", "cycle"))
        self._weight.show_said(about_weight)
        self._weighed_on.show_said(about_day)
        self._dose.show_said(about_dose)
        self._weight_messages.show_messages([*about_weight, *about_day])
        self._dose_messages.show_messages(about_dose)

        caption, dose, basis = f"Ordered dose of {shown.drug.name}", "–", ""
        if isinstance(answer, (Worksheet, ShortShelf)):
            dose, basis = f"{figure(answer.dose_mg)} mg", answer.order.basis_text
            if answer.dose_mg != answer.order.ordered_mg:
                caption = f"Dose of {shown.drug.name}, rounded"
                basis = f"Ordered {figure(answer.order.ordered_mg)} mg = {basis}"
        show_text(self._dose_caption, caption)
        show_text(self._dose_shown, dose)
        show_text(self._basis_shown, basis)

    def _show_drug(self, drug: Drug) -> None:
        if drug is self._drug:
            return
        self._drug = drug
        show_text(self._title, drug_title(drug))
        with QSignalBlocker(self._regimen):
            self._regimen.clear()
            self._regimen.addItem(_NO_REGIMEN, "")
            for regimen in drug.regimens:
                if not regimen.withdrawn:
                    self._regimen.addItem(_regimen_text(regimen), regimen.id)
        self._drugs.setCurrentIndex(self._drugs.findData(drug.id))


def _captioned(text: str, buddy: UnitField | ChoiceField) -> QLabel:
    caption = Caption(text)
    caption.setBuddy(buddy.line if isinstance(buddy, UnitField) else buddy)
    return caption


def _regimen_text(regimen: Regimen) -> str:
    """The regimen with its dose, and from which weight on where lighter patients have another."""
    heavy, *lighter = regimen.doses
    others = [row for row in lighter if row.dose_text != heavy.dose_text]
    whom = f" from {figure(heavy.min_kg)} kg" if others and heavy.min_kg else ""
    unverified = "" if all(dose.verified for dose in regimen.doses) else " · not verified"
    return f"{regimen.indication}, {regimen.phase}, {heavy.dose_text}{whom}{unverified}"


def _in_the_other_unit(typed: TypedOrder, answer: Answer) -> str:
    """The weight in the unit that was not typed, so that both values are in sight."""
    weight = read_weight(without_agreeing_unit(typed.weight, typed.weight_unit), typed.weight_unit)
    if isinstance(weight, str) or "dose.weight" in wrong_fields(answer):
        return ""
    if weight.unit is WeightUnit.LB:
        return f"= {figure(weight.used_kg)} kg"
    return f"= {figure(shown_lb(weight.exact_kg))} lb"
