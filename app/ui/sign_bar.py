"""The bar in which a person signs what is recorded: initials, PIN, and what it will say."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.ui.theme import theme
from app.ui.widgets.button import Button
from app.ui.widgets.card import Messages
from app.ui.widgets.fields import UnitField
from app.ui.widgets.signs import Tone
from app.ui.widgets.sizes import fix
from app.ui.widgets.spoken import speak
from app.ui.widgets.text import Caption, label, show_if, show_text

_NARROW: Final = 830


class SignBar(QFrame):
    """Hidden until something is to be recorded; Enter moves on, Ctrl+Enter signs, Escape closes."""

    signed = Signal(str, str)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("bar")
        self.setProperty("edge", "bottom")
        self.setAccessibleName("Sign")
        self._what = label("", "strong", wrap=True)
        self._by = UnitField("Recorded by, initials", placeholder="RK", form="initials")
        self._pin = UnitField("PIN", form="figures")
        self._pin.line.setEchoMode(QLineEdit.EchoMode.Password)
        self._by.line.setObjectName("signed_by")
        fix(self._by, width=92)
        fix(self._pin, width=92)
        self._messages = Messages()
        self._signing = QWidget()
        self._beside = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._signing)
        self._beside.setContentsMargins(0, 0, 0, 0)
        self._beside.setSpacing(8)
        self._beside.addWidget(self._what, 1)
        row = QHBoxLayout()
        row.setSpacing(8)
        self._beside.addLayout(row)
        self._beside.setAlignment(row, Qt.AlignmentFlag.AlignLeft)
        self._pin_caption = Caption("PIN")
        for caption, field in ((Caption("Recorded by"), self._by), (self._pin_caption, self._pin)):
            caption.setBuddy(field.line)
            row.addWidget(caption)
            row.addWidget(field)
        self._sign = Button("Sign and record   Ctrl+Enter", self._ask)
        self._sign.setProperty("look", "main")
        row.addWidget(self._sign)
        row.addWidget(Button("Close   Esc", self.close_bar))
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 8, 14, 8)
        column.addWidget(self._signing)
        column.addWidget(self._messages)
        for field in (self._by, self._pin):
            field.edited.connect(lambda _text: self._messages.show_messages([]))
        self.hide()

    def ask(self, what: str, by: str, *, with_pin: bool, notes: Sequence[str] = ()) -> None:
        """Open for what is to be recorded; the initials of who signed last are proposed.

        `notes` are said before it is signed: what is recorded cannot be taken back.
        """
        show_text(self._what, what)
        show_if(self._pin, with_pin)
        show_if(self._pin_caption, with_pin)
        if not self._by.line.text():
            self._by.show_text(by)
        self._pin.show_text("")
        self._messages.show_messages([(Tone.ASK, note) for note in notes])
        show_if(self._signing, True)
        show_if(self, True)
        first = self._pin if with_pin and self._by.line.text().strip() else self._by
        first.line.setFocus(Qt.FocusReason.OtherFocusReason)
        first.line.selectAll()  # another person's initials take the place of the proposed ones
        speak(self, " ".join([f"{what}.", *notes]))

    def forget(self) -> None:
        """Another order: nobody is proposed for it."""
        self._by.show_text("")

    def sign(self) -> None:
        """Ctrl+Enter while it is open."""
        self._ask()

    def tell(self, sentence: str) -> None:
        """Say in the bar's place why there is nothing to sign yet."""
        show_if(self._signing, False)
        self._messages.show_messages([(Tone.STOP, sentence)])
        show_if(self, True)

    @property
    def is_signing(self) -> bool:
        """Whether it asks who signs."""
        return self.isVisible() and not self._signing.isHidden()

    def refuse(self, sentence: str) -> None:
        """Say why nothing was recorded."""
        self._pin.show_text("")
        self._messages.show_messages([(Tone.STOP, sentence)])

    def close_bar(self) -> None:
        """Nothing is signed; a PIN never stays."""
        if self.isVisible():
            self._pin.show_text("")
            show_if(self, False)
            speak(self, "")
            self.closed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What is signed stands above where there is too little room beside the fields."""
        super().resizeEvent(event)
        self.rescale()

    def rescale(self) -> None:
        """Larger text makes the same room narrower."""
        direction = QBoxLayout.Direction
        wide = self.width() >= theme().px(_NARROW)
        self._beside.setDirection(direction.LeftToRight if wide else direction.TopToBottom)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes, and loses nothing of the order."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        else:
            super().keyPressEvent(event)

    def _ask(self) -> None:
        self.signed.emit(self._by.line.text().strip(), self._pin.line.text())
