"""The signs that stand beside a word, painted so that they look the same on every machine."""

from enum import StrEnum

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from app.ui.theme import theme
from app.ui.widgets.painting import painted_safely
from app.ui.widgets.sizes import fix


class Tone(StrEnum):
    """How a message binds; each has its colour, its sign and its word."""

    CONFIRM = "confirm"
    ASK = "ask"
    STOP = "stop"
    NOTE = "note"

    @property
    def word(self) -> str:
        """What a screen reader says before the message."""
        return {"confirm": "Fine", "ask": "To answer", "stop": "Stop", "note": "Note"}[self.value]


class Sign(QWidget):
    """A tick, a warning triangle, a stop octagon or a dash."""

    def __init__(self, tone: Tone, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone = tone
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        fix(self, width=16, height=16)

    def sizeHint(self) -> QSize:
        """As large as a capital letter and a little more."""
        return QSize(theme().px(16), theme().px(16))

    def show_tone(self, tone: Tone) -> None:
        """Change the sign."""
        if tone is not self._tone:
            self._tone = tone
            self.update()

    @painted_safely
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the sign in its colour."""
        painter = QPainter(self)
        colour = theme().colour("text_muted" if self._tone is Tone.NOTE else f"{self._tone}_text")
        draw_sign(painter, self._tone, colour, self.width())
        painter.end()


def draw_sign(painter: QPainter, tone: Tone, colour: QColor, size: int) -> None:
    """Draw a sign into a square of `size` pixels at the painter's origin."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(size / 16, size / 16)
    pen = QPen(colour, 1.8)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    if tone is Tone.CONFIRM:
        painter.drawPolyline(QPolygonF([QPointF(3, 8.5), QPointF(6.5, 12), QPointF(13, 4.5)]))
        return
    if tone is Tone.NOTE:
        painter.drawLine(QPointF(4, 8), QPointF(12, 8))
        return
    pen.setWidthF(1.4)
    painter.setPen(pen)
    if tone is Tone.ASK:
        outline = [QPointF(8, 2), QPointF(14.5, 13.5), QPointF(1.5, 13.5)]
    else:
        outline = [
            QPointF(x, y)
            for x, y in (
                (5.3, 1.5), (10.7, 1.5), (14.5, 5.3), (14.5, 10.7),
                (10.7, 14.5), (5.3, 14.5), (1.5, 10.7), (1.5, 5.3),
            )
        ]  # fmt: skip
    painter.drawPolygon(QPolygonF(outline))
    painter.drawLine(QPointF(8, 6), QPointF(8, 9.2))
    painter.drawPoint(QPointF(8, 11.5))
