"""What is on the shelf, as typed, and how many of each size to pull."""

from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from app.core.drug import Drug
from app.core.notation import shown as figure
from app.core.worksheet import ShortShelf, Worksheet
from app.ui.messages import messages_for
from app.ui.theme import theme
from app.ui.typed_order import Shown
from app.ui.widgets.card import Card, Messages
from app.ui.widgets.fields import UnitField
from app.ui.widgets.signs import Tone
from app.ui.widgets.text import figure_label, label, show_text


class ShelfPanel(Card):
    """One row a presentation; the count is the person's and never changed by the program."""

    stocked = Signal(object, str)

    def __init__(self) -> None:
        super().__init__("Shelf")
        self.head.addWidget(label("On hand: blank is not limited, 0 is none", "small"))
        self._table = QWidget()
        self.body.addWidget(self._table)
        self._messages = Messages()
        self.body.addWidget(self._messages)
        self._drug: Drug | None = None
        self._fields: dict[Decimal, UnitField] = {}
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
        if not isinstance(answer, ShortShelf):  # a short shelf is said in the headline
            texts += messages_for(answer, ("shelf",))
        self._messages.show_messages(texts)

    def _build(self, drug: Drug) -> None:
        self._fields.clear()
        self._pulls.clear()
        before = self._table
        self._table = QWidget()
        grid = QGridLayout(self._table)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(1, 1)
        for column, text in enumerate(("Vial", "NDC")):
            grid.addWidget(label(text, "head"), 0, column)
        on_hand_head = figure_label("On h&and", "head")
        grid.addWidget(on_hand_head, 0, 2)
        self._pull_head = figure_label("Pull", "head")
        grid.addWidget(self._pull_head, 0, 3)
        for row, presentation in enumerate(drug.presentations, start=1):
            mg = f"{figure(presentation.mg)} mg"
            volume = f" / {figure(presentation.ml)} mL" if presentation.ml else ""
            grid.addWidget(label(mg + volume, "strong"), row, 0)
            grid.addWidget(label(presentation.ndc or "", ""), row, 1)
            on_hand = UnitField(
                f"{drug.name} {mg} vials on hand",
                placeholder="not limited",
                form="blank is not limited, 0 is none",
            )
            on_hand.line.setAlignment(Qt.AlignmentFlag.AlignRight)
            on_hand.setFixedSize(theme().px(112), theme().px(31))
            on_hand.edited.connect(lambda text, mg=presentation.mg: self.stocked.emit(mg, text))
            grid.addWidget(on_hand, row, 2)
            pull = figure_label("", "strong")
            pull.setMinimumWidth(theme().px(48))
            grid.addWidget(pull, row, 3)
            self._fields[presentation.mg] = on_hand
            self._pulls[presentation.mg] = pull
        first = next(iter(self._fields.values()), None)
        if first is not None:
            on_hand_head.setBuddy(first.line)
            first.line.setObjectName("shelf")
        self.body.replaceWidget(before, self._table)
        before.hide()
        before.deleteLater()
