"""What stands in a page's place while a second check of its order goes on: no figure of it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.typed_order import Shown
from app.ui.widgets.button import Button
from app.ui.widgets.card import Card
from app.ui.widgets.keys import stops_in
from app.ui.widgets.text import label, show_text


class ClosedPage(QWidget):
    """Says why the page is closed, and leads back to the check."""

    back_asked = Signal()
    has_own_bar = True

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")
        card = Card("Closed")
        self._why = label("", "strong", wrap=True)
        self._back = Button("&Go to the second check", self.back_asked.emit)
        card.body.addWidget(self._why)
        card.body.addWidget(self._back, 0, Qt.AlignmentFlag.AlignLeft)
        column = QVBoxLayout(self)
        column.addWidget(card)
        column.addStretch(1)

    def say(self, encounter: str) -> None:
        """Name the encounter that is being checked."""
        show_text(
            self._why,
            f"A second check of {encounter} is going on. What was prepared and recorded stays "
            "closed until it is signed, sent back or left.",
        )

    @property
    def stops(self) -> list[QWidget]:
        """What takes the keyboard."""
        return stops_in(self)

    def focus_first(self) -> None:
        """Put the keyboard on the way back."""
        self._back.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_shown(self, shown: Shown) -> None:
        """Nothing of the order is shown here."""

    def record(self) -> None:
        """Nothing is recorded from here."""
