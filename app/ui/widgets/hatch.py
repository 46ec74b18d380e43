"""The hatch that stands for what is discarded, wherever it is drawn."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPen

_APART = 7


def draw_hatch(painter: QPainter, place: QRectF, colour: QColor) -> None:
    """Slanted lines over a place; what goes over its edges is the clip's matter."""
    painter.setPen(QPen(colour, 1.6))
    x = place.left() - place.height()
    while x < place.right():
        painter.drawLine(QPointF(x, place.bottom()), QPointF(x + place.height(), place.top()))
        x += _APART
