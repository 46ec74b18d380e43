"""Fields: what is typed stays, the unit stands inside, Enter moves on and never commits."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from app.ui.theme import theme
from app.ui.widgets.keys import moves_on
from app.ui.widgets.painting import painted_safely
from app.ui.widgets.signs import Tone
from app.ui.widgets.sizes import at_least
from app.ui.widgets.text import label, show_text


def paint_field(painter: QPainter, widget: QWidget, *, focused: bool, wrong: bool) -> None:
    """A field's background, border, and the ring that shows where the keyboard is."""
    look = theme()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    frame = QRectF(widget.rect()).adjusted(2.5, 2.5, -2.5, -2.5)
    if focused:  # with a red border the ring alone tells where the keyboard is
        painter.setPen(QPen(look.colour("accent" if wrong else "focus_ring"), 3))
        painter.drawRoundedRect(frame.adjusted(-0.5, -0.5, 0.5, 0.5), 6, 6)
        frame = frame.adjusted(1, 1, -1, -1) if wrong else frame
    border = "stop_text" if wrong else ("accent" if focused else "field_border")
    if not widget.isEnabled():
        border = "disabled_border"
    painter.setPen(QPen(look.colour(border), 2 if focused or wrong else 1))
    painter.setBrush(look.colour("field" if widget.isEnabled() else "disabled"))
    painter.drawRoundedRect(frame, 4, 4)


class _Line(QLineEdit):
    """The text of a field; it leaves Undo to the window once it has nothing of its own to undo."""

    focus_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFrame(False)

    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.matches(QKeySequence.StandardKey.Undo)
            and not self.isUndoAvailable()
        ):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not moves_on(self, event):
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focus_changed.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focus_changed.emit()


class UnitField(QWidget):
    """A field with its unit inside. It never changes what is typed into it.

    The keyboard goes to `line`: a focus proxy would be a second stop of Tab, out of turn.
    """

    edited = Signal(str)

    def __init__(self, name: str, unit: str = "", placeholder: str = "", form: str = "") -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 3, 8 if unit else 5, 3)
        row.setSpacing(4)
        self.line = _Line()
        self.line.setAccessibleName(name)
        self.line.setPlaceholderText(placeholder)
        self.line.textEdited.connect(self.edited)
        self.line.focus_changed.connect(self.update)
        self._unit = label(unit, "small")
        row.addWidget(self.line, 1)
        row.addWidget(self._unit)
        self._unit.setVisible(bool(unit))
        self._form = form or f"in {unit}"
        self._said: tuple[tuple[Tone, str], ...] = ()
        self._describe()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        at_least(self, height=36)

    def show_text(self, text: str) -> None:
        """Put a text in, as New order, Undo and a picked regimen do."""
        if self.line.text() != text:
            self.line.setText(text)

    def show_unit(self, unit: str) -> None:
        """Show another unit inside."""
        show_text(self._unit, unit)
        if self._form != f"in {unit}":
            self._form = f"in {unit}"
            self._describe()

    def show_said(self, messages: Sequence[tuple[Tone, str]]) -> None:
        """Mark what is typed as refused where that is said beside it, and have it read aloud."""
        said = tuple(messages)
        if said != self._said:
            self._said = said
            self._describe()
            self.update()

    @property
    def _is_wrong(self) -> bool:
        return any(tone is Tone.STOP for tone, _ in self._said)

    def _describe(self) -> None:
        said = [f"{tone.word}: {text}" for tone, text in self._said]
        self.line.setAccessibleDescription(". ".join([self._form, *said]))

    @painted_safely
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the frame around text and unit."""
        painter = QPainter(self)
        paint_field(painter, self, focused=self.line.hasFocus(), wrong=self._is_wrong)
        painter.end()
