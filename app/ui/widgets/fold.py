"""A part of a card that is folded away until it is wanted; its heading says how it stands."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.ui.widgets.button import Button
from app.ui.widgets.signs import Sign, Tone
from app.ui.widgets.text import label, set_look, show_if, show_text


class Fold(QWidget):
    """A heading with a state, a button that shows or hides, and the content below."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title
        self._by_hand = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        head = QHBoxLayout()
        head.setSpacing(5)
        self._sign = Sign(Tone.NOTE)
        self._state = label("", "small", wrap=True)
        self._button = Button("Show", self._turn)
        self._button.setProperty("look", "link")
        head.addWidget(label(title, "strong"))
        head.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self._state, 1)
        head.addWidget(self._button)
        column.addLayout(head)
        self.content = QWidget()
        self.content.hide()
        column.addWidget(self.content)
        self._name_button()

    def say(self, tone: Tone, state: str) -> None:
        """Say how it stands, with its sign."""
        self._sign.show_tone(tone)
        show_text(self._state, state)
        set_look(self._state, "tone", str(tone))
        self._state.setAccessibleName(f"{self._title}, {tone.word}: {state}")

    def wants(self, *, open_: bool) -> None:
        """Show or hide the content, unless a person did so by hand."""
        if not self._by_hand:
            self._show(open_=open_)

    def open(self) -> None:
        """Show the content, as a person asks for by going to a field in it."""
        self._by_hand = True
        self._show(open_=True)

    def forget(self) -> None:
        """Let go of what a person showed or hid."""
        self._by_hand = False

    def _turn(self) -> None:
        self._by_hand = True
        self._show(open_=self.content.isHidden())

    def _show(self, *, open_: bool) -> None:
        show_if(self.content, open_)
        self._name_button()

    def _name_button(self) -> None:
        text = "Show" if self.content.isHidden() else "Hide"
        if self._button.text() != text or not self._button.accessibleName().endswith(text.lower()):
            self._button.setText(text)
            self._button.setAccessibleName(f"{self._title}: {text.lower()}")


def reveal(part: QWidget) -> None:
    """Open every fold that a part is in."""
    above: QWidget | None = part.parentWidget()
    while above is not None:
        if isinstance(above, Fold):
            above.open()
        above = above.parentWidget()
