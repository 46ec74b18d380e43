"""The line of an item that is answered: a box, the item, its answer and the key that helps."""

from enum import Enum, auto
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QCheckBox, QSizePolicy

from app.ui.theme import theme
from app.ui.widgets.painting import painted_safely
from app.ui.widgets.signs import Tone, draw_sign
from app.wording.page import held

_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_WITH_ANOTHER_KEY: Final = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


class HeadLook(Enum):
    """How an item stands to the eye."""

    OPEN = auto()
    PENDING = auto()
    """Answered, and it does not count yet."""
    MET = auto()
    BY_ORDER = auto()
    """The order answers it: nothing can be typed."""
    FROM_ORDER = auto()
    """The order will answer it."""
    OFFERED = auto()
    """Nothing to document: something that may be ticked."""


class AnswerHead(QCheckBox):
    """Painted as one text of as many lines as it takes; it changes nothing by itself.

    `asked` comes with Space and a click, `typed` with a character, `passed` with Enter.
    """

    asked = Signal(bool)
    """Whether by the keyboard."""
    typed = Signal(str)
    passed = Signal()

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._name, self._answer, self._hint = name, "", ""
        self._look = HeadLook.OPEN
        self._laid_out: QTextLayout | None = None
        self._laid_out_in = 0
        self._height = 0
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def say(self, answer: str, hint: str, look: HeadLook) -> None:
        """Show the answer, or the hint where there is none, in that look."""
        if (answer, hint, look) == (self._answer, self._hint, self._look):
            return
        self._answer, self._hint, self._look = answer, hint, look
        self.setText(f"{self._name}: {answer}" if answer else self._name)
        self.setChecked(look in (HeadLook.MET, HeadLook.BY_ORDER))
        self.setEnabled(look not in (HeadLook.BY_ORDER, HeadLook.FROM_ORDER))
        self._ask_for_height()
        self.update()

    @property
    def whole_text(self) -> str:
        """All that is painted."""
        return self.text() + (f"  {self._hint}" if self._hint else "")

    def sizeHint(self) -> QSize:
        """The lines that its text takes in the width that it has.

        A height for each width would be asked some hundred times a keystroke.
        """
        return QSize(theme().px(160), self._height or self._line_height)

    def minimumSizeHint(self) -> QSize:
        """As the size hint."""
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may take another number of lines."""
        super().resizeEvent(event)
        if event.size().width() != self._laid_out_in:  # one comes with each show, too
            self._ask_for_height()

    def hitButton(self, _pos: object) -> bool:
        """The whole row takes a click."""
        return True

    def nextCheckState(self) -> None:
        """Leave the tick to what was answered, and ask for that."""
        self.asked.emit(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        if event.key() in _ENTER:
            self.passed.emit()
        elif event.key() == Qt.Key.Key_Space:
            if not event.isAutoRepeat():
                self.asked.emit(True)
        elif text and text.isprintable() and not event.modifiers() & _WITH_ANOTHER_KEY:
            self.typed.emit(text)
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Another theme has other colours."""
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.PaletteChange):
            self._ask_for_height()
        super().changeEvent(event)

    @painted_safely
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw box or sign, and the text."""
        look, painter = theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = look.px(13)
        box = QRectF(1.5, (self._line_height - side) / 2, side, side)
        if self._look is not HeadLook.BY_ORDER:
            if self.hasFocus():
                painter.setPen(QPen(look.colour("focus_ring"), 3))
                painter.drawRoundedRect(box, 3, 3)
            border = "accent" if self.hasFocus() else "field_border"
            border = border if self.isEnabled() else "disabled_border"
            painter.setPen(QPen(look.colour(border), 1.2))
            painter.setBrush(look.colour("field" if self.isEnabled() else "disabled"))
            painter.drawRoundedRect(box, 2, 2)
        painter.setPen(look.colour("text"))
        top = (self._line_height - self._spacing) / 2
        self._text_layout.draw(painter, QPointF(self._indent, top))
        if self.isChecked():
            painter.translate(box.left() - 1, box.top() - 1)
            draw_sign(painter, Tone.CONFIRM, look.colour("confirm_text"), side + 2)
        painter.end()

    @property
    def _indent(self) -> int:
        return theme().px(21)

    @property
    def _line_height(self) -> int:
        return theme().px(17 if self._look is HeadLook.BY_ORDER else 20)

    @property
    def _spacing(self) -> int:
        return QFontMetrics(self._text_font).lineSpacing()

    @property
    def _text_font(self) -> QFont:
        return theme().font(12 if self._look is HeadLook.BY_ORDER else 13)

    def _ask_for_height(self) -> None:
        """Lay the text out anew, and ask for another height where it takes one."""
        self._laid_out = None
        lines = self._text_layout.lineCount()
        height = self._line_height + (lines - 1) * self._spacing
        if height != self._height:
            self._height = height
            self.updateGeometry()

    @property
    def _text_layout(self) -> QTextLayout:
        if self._laid_out is None:
            self._laid_out_in = self.width()
            self._laid_out = self._made(self._laid_out_in - self._indent)
        return self._laid_out

    def _made(self, width: int) -> QTextLayout:
        look, font = theme(), self._text_font
        name = held(self._name)
        layout = QTextLayout(held(self.whole_text), font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        parts = []
        if self._look in (HeadLook.OPEN, HeadLook.PENDING, HeadLook.FROM_ORDER):
            strong = QTextCharFormat()
            strong.setFontWeight(QFont.Weight.DemiBold)
            parts.append(_ranged(0, len(name), strong))
        rest = QTextCharFormat()
        rest.setForeground(look.colour("text_muted"))
        if self._hint and not self._answer:
            parts.append(_ranged(len(name), len(layout.text()) - len(name), rest))
        elif self._look is HeadLook.BY_ORDER:
            parts.append(_ranged(0, len(name) + 1, rest))
        layout.setFormats(parts)
        layout.beginLayout()
        place = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(1, width))
            line.setPosition(QPointF(0, place))
            place += self._spacing
        layout.endLayout()
        return layout


def _ranged(start: int, length: int, style: QTextCharFormat) -> QTextLayout.FormatRange:
    made = QTextLayout.FormatRange()
    made.start, made.length, made.format = start, length, style
    return made
