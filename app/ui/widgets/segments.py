"""A choice between two or three words that are all in sight."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QSizePolicy, QWidget

from app.ui.theme import theme
from app.ui.widgets.keys import moves_on
from app.ui.widgets.painting import painted_safely


class _Segment(QRadioButton):
    """One of the words; a radio button to keyboard and screen reader."""

    def __init__(self, text: str, name: str, height: int) -> None:
        super().__init__(text)
        self._height = height
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Room for the word in bold."""
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self.text()) + 26, theme().px(self._height))

    def minimumSizeHint(self) -> QSize:
        """As the size hint."""
        return self.sizeHint()

    def hitButton(self, _pos: object) -> bool:
        """The whole segment takes a click."""
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not moves_on(self, event):
            super().keyPressEvent(event)

    @painted_safely
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the segment, filled where it is the one chosen."""
        look = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(1.5, 2.5, -1.5, -2.5)
        chosen = self.isChecked()
        if self.hasFocus():
            painter.setPen(QPen(look.colour("focus_ring"), 3))
            painter.drawRoundedRect(frame.adjusted(0, -0.5, 0, 0.5), 5, 5)
        border = "accent" if self.hasFocus() else "field_border"
        background = "segment_on" if chosen else "field"
        if not self.isEnabled():
            border, background = "disabled_border", "disabled"
        painter.setPen(QPen(look.colour(border), 1))
        painter.setBrush(look.colour(background))
        painter.drawRoundedRect(frame, 4, 4)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(look.colour("on_accent" if chosen else "accent"), 1.5))
            painter.drawRoundedRect(frame.adjusted(3, 3, -3, -3), 3, 3)
        weight = QFont.Weight.Bold if chosen else QFont.Weight.Normal
        font = look.font(13 if self._height > 28 else 12, weight)
        painter.setFont(font)
        colour = "on_accent" if chosen else "text"
        painter.setPen(look.colour(colour if self.isEnabled() else "disabled_text"))
        painter.drawText(
            self.rect(), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextShowMnemonic, self.text()
        )
        painter.end()


class Segments(QWidget):
    """The words side by side; arrow keys choose among them."""

    picked = Signal(str)

    def __init__(self, name: str, choices: Sequence[tuple[str, str]], height: int = 36) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._group = QButtonGroup(self)
        self._segments: dict[str, _Segment] = {}
        for value, text in choices:
            segment = _Segment(text, f"{name}: {text.replace('&', '')}", height)
            segment.clicked.connect(lambda _on=False, value=value: self.picked.emit(value))
            self._group.addButton(segment)
            self._segments[value] = segment
            row.addWidget(segment)

    def show_choice(self, value: str) -> None:
        """Show which word is chosen; Tab stops at it from either side.

        Qt lets Tab stop at each of them until one had the keyboard.
        """
        for other, segment in self._segments.items():
            chosen = other == value
            segment.setChecked(chosen)
            policy = Qt.FocusPolicy.StrongFocus if chosen else Qt.FocusPolicy.ClickFocus
            segment.setFocusPolicy(policy)
