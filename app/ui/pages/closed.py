"""What stands in a page's place while it is closed: why, and no figure of it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.typed_order import Shown
from app.ui.widgets.button import Button
from app.ui.widgets.card import Card
from app.ui.widgets.keys import stops_in
from app.ui.widgets.text import label, show_text


class ClosedPage(QWidget):
    """Says why the page is closed, and leads on."""

    on_asked = Signal()
    has_own_bar = True

    def __init__(self, on: str) -> None:
        """`on` is what the button says that leads on."""
        super().__init__()
        self.setObjectName("page")
        card = Card("Closed")
        self._why = label("", "strong", wrap=True)
        self._on = Button(on, self.on_asked.emit)
        card.body.addWidget(self._why)
        card.body.addWidget(self._on, 0, Qt.AlignmentFlag.AlignLeft)
        column = QVBoxLayout(self)
        column.addWidget(card)
        column.addStretch(1)

    def say(self, why: str) -> None:
        """Say why it is closed."""
        show_text(self._why, why)

    @property
    def stops(self) -> list[QWidget]:
        """What takes the keyboard."""
        return stops_in(self)

    def focus_first(self) -> None:
        """Put the keyboard on the way on."""
        self._on.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_shown(self, shown: Shown) -> None:
        """Nothing of the order is shown here."""

    def record(self) -> None:
        """Nothing is recorded from here."""
