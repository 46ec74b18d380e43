"""A box to tick and a button to pick one of several, painted alike on every system."""

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QRadioButton, QSizePolicy

from app.ui.theme import theme
from app.ui.widgets.keys import moves_on
from app.ui.widgets.painting import painted_safely
from app.ui.widgets.signs import Tone, draw_sign

_LEFT: Final = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


class TickBox(QCheckBox):
    """A choice by itself, on one line."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._fitting, self._fits_in = text, 0
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As high as one line."""
        return QSize(theme().px(160), theme().px(20))

    def minimumSizeHint(self) -> QSize:
        """As the size hint."""
        return self.sizeHint()

    def rescale(self) -> None:
        """In a larger font less of the text may fit."""
        self._fits_in = 0

    def hitButton(self, _pos: object) -> bool:
        """The whole row takes a click."""
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not moves_on(self, event):
            super().keyPressEvent(event)

    @painted_safely
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw box, tick and text."""
        look = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = look.px(13)
        box = QRectF(1.5, (self.height() - side) / 2, side, side)
        if self.hasFocus():
            painter.setPen(QPen(look.colour("focus_ring"), 3))
            painter.drawRoundedRect(box, 3, 3)
        painter.setPen(QPen(look.colour("accent" if self.hasFocus() else "field_border"), 1.2))
        painter.setBrush(look.colour("field"))
        painter.drawRoundedRect(box, 2, 2)
        painter.setPen(look.colour("text"))
        place = self.rect().adjusted(look.px(21), 0, 0, 0)
        if place.width() != self._fits_in:
            self._fits_in = place.width()
            self._fitting = self.fontMetrics().elidedText(
                self.text(), Qt.TextElideMode.ElideRight, self._fits_in
            )
        painter.drawText(place, _LEFT, self._fitting)
        if self.isChecked():
            painter.translate(box.left() - 1, box.top() - 1)
            draw_sign(painter, Tone.CONFIRM, look.colour("confirm_text"), side + 2)
        painter.end()


class PickButton(QRadioButton):
    """One of several plans; the whole text takes a click, the arrow keys go through them."""

    def sizeHint(self) -> QSize:
        """Room for the button and the lines of its text in bold."""
        look = theme()
        metrics = QFontMetrics(look.font(13, QFont.Weight.Bold))
        lines = self.text().split("\n")
        height = look.px(25) + metrics.lineSpacing() * (len(lines) - 1)
        return QSize(look.px(34) + max(map(metrics.horizontalAdvance, lines)), height)

    def minimumSizeHint(self) -> QSize:
        """As the size hint."""
        return self.sizeHint()

    def hitButton(self, _pos: object) -> bool:
        """The whole row takes a click."""
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not moves_on(self, event):
            super().keyPressEvent(event)

    @painted_safely
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the row's colour, the button and the text."""
        look = theme()
        painter = QPainter(self)
        if self.isChecked():
            painter.fillRect(self.rect(), look.colour("row_chosen"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = look.px(13)
        ring = QRectF(look.px(8), (self.height() - side) / 2, side, side)
        if self.hasFocus():
            painter.setPen(QPen(look.colour("accent"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
        on = self.isChecked()
        painter.setPen(QPen(look.colour("accent" if on else "field_border"), 4 if on else 1.2))
        painter.setBrush(look.colour("field"))
        painter.drawEllipse(ring.adjusted(1.5, 1.5, -1.5, -1.5) if on else ring)
        painter.setFont(look.font(13, QFont.Weight.Bold if on else QFont.Weight.Normal))
        painter.setPen(look.colour("text"))
        place = self.rect().adjusted(look.px(29), 0, 0, 0)
        painter.drawText(place, _LEFT, self.text())
        painter.end()
