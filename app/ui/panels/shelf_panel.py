"""What is on the shelf, as typed, and how many of each size to pull."""

from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from app.core.drug import Drug, Presentation
from app.core.notation import plain
from app.core.notation import shown as figure
from app.core.worksheet import ShortShelf, Worksheet
from app.ui.messages import messages_for
from app.ui.typed_order import Shown, TypedLot
from app.ui.widgets.card import Card, Messages
from app.ui.widgets.fields import UnitField
from app.ui.widgets.signs import Tone
from app.ui.widgets.sizes import at_least, fix
from app.ui.widgets.text import figure_label, label, show_text


class ShelfPanel(Card):
    """One row a presentation; the count is the person's and never changed by the program."""

    stocked = Signal(object, str)
    lot_edited = Signal(str, str, str)

    def __init__(self) -> None:
        super().__init__("Shelf")
        self.head.addWidget(label("On hand: blank is not limited, 0 is none", "small"))
        self._table = QWidget()
        self.body.addWidget(self._table)
        self._messages = Messages()
        self.body.addWidget(self._messages)
        self._drug: Drug | None = None
        self._fields: dict[Decimal, UnitField] = {}
        self._lots: dict[Decimal, tuple[UnitField, UnitField]] = {}
        self._pulls: dict[Decimal, QLabel] = {}
        self._pull_head = QLabel()

    def show_shown(self, shown: Shown) -> None:
        """Show the counts typed and the vials to pull."""
        if shown.drug is not self._drug:
            self._drug = shown.drug
            self._build(shown.drug)
        answer = shown.answer
        pulls = {}
        opened = isinstance(answer, Worksheet) and not answer.is_planned
        show_text(self._pull_head, "Opened" if opened else "Pull")
        if isinstance(answer, Worksheet):
            pulls = {vials.mg: vials.count for vials in answer.plan.vials}
        texts = [(Tone.ASK, shown.shelf_trouble)] if shown.shelf_trouble else []
        for place, (mg, unit_field) in enumerate(self._fields.items()):
            name = f"shelf[{place}].on_hand"
            unit_field.show_text(shown.on_hand.get(mg, ""))
            about_count = messages_for(answer, (name,))
            unit_field.show_said(about_count)
            texts += about_count
            none = "0" if isinstance(answer, Worksheet) else ""
            show_text(self._pulls[mg], figure(pulls[mg]) if mg in pulls else none)
            texts += self._show_lot(mg, shown)
        self.setEnabled(shown.typed.is_given_open)
        if not isinstance(answer, ShortShelf):  # a short shelf is said in the headline
            texts += messages_for(answer, ("shelf",))
        self._messages.show_messages(texts)

    def _show_lot(self, mg: Decimal, shown: Shown) -> list[tuple[Tone, str]]:
        """Lot and expiry as typed, and what is said of them; a size that is not pulled has none."""
        size = plain(mg)
        typed = next((lot for lot in shown.typed.lots if lot.mg == size), TypedLot(size, "", ""))
        about: list[tuple[Tone, str]] = []
        for name, text, field in zip(("lot", "expiry"), typed[1:], self._lots[mg], strict=True):
            said = [
                message
                for place, vials in enumerate(shown.plan)
                if vials.mg == size
                for message in messages_for(shown.answer, (f"plan[{place}].{name}",))
            ]
            if name == "expiry" and typed.why_no_expiry:
                said.append((Tone.STOP, typed.why_no_expiry))
            field.show_text(text)
            field.show_said(said)
            about += said
        return about

    def _emit_lot(self, mg: Decimal) -> None:
        lot, expiry = self._lots[mg]
        self.lot_edited.emit(plain(mg), lot.line.text(), expiry.line.text())

    def _build(self, drug: Drug) -> None:
        self._fields.clear()
        self._lots.clear()
        self._pulls.clear()
        before = self._table
        self._table = QWidget()
        grid = QGridLayout(self._table)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(0, 1)
        grid.addWidget(label("Vial, NDC", "head"), 0, 0)
        on_hand_head = figure_label("On h&and", "head")
        grid.addWidget(on_hand_head, 0, 1)
        self._pull_head = figure_label("Pull", "head")
        grid.addWidget(self._pull_head, 0, 2)
        grid.addWidget(label("Lot", "head"), 0, 3)
        expiry_head = label("E&xpiry", "head")
        grid.addWidget(expiry_head, 0, 4)
        for row, presentation in enumerate(drug.presentations, start=1):
            self._build_row(grid, row, drug, presentation)
        first = next(iter(self._fields.values()), None)
        if first is not None:
            on_hand_head.setBuddy(first.line)
            first.line.setObjectName("shelf")
            expiry = next(iter(self._lots.values()))[1].line
            expiry_head.setBuddy(expiry)
            expiry.setObjectName("expiry")
        self.body.replaceWidget(before, self._table)
        before.hide()
        before.deleteLater()

    def _build_row(
        self, grid: QGridLayout, row: int, drug: Drug, presentation: Presentation
    ) -> None:
        size, mg = presentation.mg, f"{figure(presentation.mg)} mg"
        volume = f" / {figure(presentation.ml)} mL" if presentation.ml else ""
        name = f"{drug.name} {mg} vials"
        vial = QVBoxLayout()
        vial.setSpacing(0)
        vial.addWidget(label(mg + volume, "strong"))
        vial.addWidget(label(presentation.ndc or "", "small"))
        on_hand = UnitField(
            f"{name} on hand", placeholder="not limited", form="blank is not limited, 0 is none"
        )
        on_hand.line.setAlignment(Qt.AlignmentFlag.AlignRight)
        on_hand.edited.connect(lambda text: self.stocked.emit(size, text))
        pull = figure_label("", "strong")
        at_least(pull, width=36)
        lot = UnitField(f"{name}, lot", form="as on the vial")
        expiry = UnitField(
            f"{name}, expiry", placeholder="YYYY-MM", form="year-month or year-month-day"
        )
        for field in (lot, expiry):
            field.edited.connect(lambda _text: self._emit_lot(size))
        for field in (on_hand, lot, expiry):
            fix(field, width=96, height=31)
        grid.addLayout(vial, row, 0)
        for column, part in enumerate((on_hand, pull, lot, expiry), start=1):
            grid.addWidget(part, row, column)
        self._fields[size], self._pulls[size], self._lots[size] = on_hand, pull, (lot, expiry)
