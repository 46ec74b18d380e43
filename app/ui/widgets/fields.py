"""Fields: what is typed stays, the unit stands inside, Enter moves on and never commits."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QStyledItemDelegate,
    QWidget,
)

from app.ui.theme import theme
from app.ui.widgets.text import label, show_text


def paint_field(painter: QPainter, widget: QWidget, *, focused: bool, wrong: bool) -> None:
    """A field's background, border, and the ring that shows where the keyboard is."""
    look = theme()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    frame = QRectF(widget.rect()).adjusted(2.5, 2.5, -2.5, -2.5)
    if focused:
        painter.setPen(QPen(look.colour("focus_ring"), 3))
        painter.drawRoundedRect(frame.adjusted(-0.5, -0.5, 0.5, 0.5), 6, 6)
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
        self.setStyleSheet("background: transparent; border: 0; padding: 0;")

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
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.focusNextChild()  # a scanner ends with Enter: move on, commit nothing
            event.accept()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focus_changed.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focus_changed.emit()


class UnitField(QWidget):
    """A field with its unit inside. It never changes what is typed into it."""

    edited = Signal(str)

    def __init__(self, name: str, unit: str = "", placeholder: str = "") -> None:
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
        self._wrong = False
        self.setFocusProxy(self.line)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumHeight(theme().px(36))

    @property
    def text(self) -> str:
        """What is typed."""
        return self.line.text()

    def show_text(self, text: str) -> None:
        """Put a text in, as New order, Undo and a picked regimen do."""
        if self.line.text() != text:
            self.line.setText(text)

    def show_unit(self, unit: str) -> None:
        """Show another unit inside."""
        show_text(self._unit, unit)
        self.line.setAccessibleDescription(f"in {unit}" if unit else "")

    def show_wrong(self, *, wrong: bool) -> None:
        """Mark what is typed as refused; the sentence beside the field says why."""
        if wrong != self._wrong:
            self._wrong = wrong
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the frame around text and unit."""
        painter = QPainter(self)
        paint_field(painter, self, focused=self.line.hasFocus(), wrong=self._wrong)
        painter.end()


class ChoiceField(QComboBox):
    """A choice from a list; a long one is shown on two lines."""

    def __init__(self, name: str, lines: int = 1) -> None:
        super().__init__()
        self._lines = lines
        self.setAccessibleName(name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setItemDelegate(QStyledItemDelegate(self))
        self.setMaxVisibleItems(24)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def sizeHint(self) -> QSize:
        """High enough for its lines."""
        return QSize(super().sizeHint().width(), theme().px(36 if self._lines == 1 else 48))

    def minimumSizeHint(self) -> QSize:
        """As the size hint."""
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.focusNextChild()
            event.accept()
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw frame, text and chevron."""
        look = theme()
        painter = QPainter(self)
        paint_field(painter, self, focused=self.hasFocus(), wrong=False)
        painter.setPen(look.colour("text" if self.isEnabled() else "disabled_text"))
        painter.setFont(self.font())
        chevron = look.px(9)
        text_place = self.rect().adjusted(12, 3, -(chevron + 18), -3)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        if self._lines > 1:
            painter.drawText(text_place, flags | Qt.TextFlag.TextWordWrap, self.currentText())
        else:
            text = self.fontMetrics().elidedText(
                self.currentText(), Qt.TextElideMode.ElideRight, text_place.width()
            )
            painter.drawText(text_place, flags, text)
        painter.setPen(QPen(look.colour("text_muted"), 1.6))
        x, y = self.width() - chevron - 11, self.height() / 2 - chevron / 4
        middle = x + chevron / 2
        painter.drawLine(int(x), int(y), int(middle), int(y + chevron / 2))
        painter.drawLine(int(middle), int(y + chevron / 2), int(x + chevron), int(y))
        painter.end()
