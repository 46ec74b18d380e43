"""What is on a page once everything has its place: texts, lines, boxes and vials, in points."""

from collections.abc import Iterable
from typing import Final, NamedTuple

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QPainter, QPainterPath, QPen

from app.paper.letters import Weight, font_of

POINTS_AN_INCH: Final = 72
_DRUG_GREY: Final = QColor(225, 225, 225)
_BLACK: Final = QColor(0, 0, 0)
_HATCH_GREY: Final = QColor(70, 70, 70)
_HATCH_STEP: Final = 3.2
_LEAST_LEFT: Final = 2.5
"""How high a little that is left is drawn at least, so that it is seen."""


class TextMark(NamedTuple):
    """A text; y is where its letters stand."""

    x: float
    y: float
    text: str
    size: float
    weight: Weight = Weight.REGULAR


class LineMark(NamedTuple):
    """A line."""

    x: float
    y: float
    to_x: float
    to_y: float
    thick: float = 0.5


class BoxMark(NamedTuple):
    """A box; a dashed one is for what is not final."""

    x: float
    y: float
    width: float
    height: float
    thick: float = 0.6
    dashed: bool = False


class VialMark(NamedTuple):
    """A vial: cap, glass, label, what is drawn in grey and what is left hatched."""

    x: float
    y: float
    width: float
    height: float
    left_share: float
    label_height: float


Mark = TextMark | LineMark | BoxMark | VialMark


def moved(marks: Iterable[Mark], right: float, down: float) -> list[Mark]:
    """The marks at another place."""
    return [_moved(mark, right, down) for mark in marks]


def _moved(mark: Mark, right: float, down: float) -> Mark:
    there = mark._replace(x=mark.x + right, y=mark.y + down)
    if isinstance(there, LineMark):
        return there._replace(to_x=there.to_x + right, to_y=there.to_y + down)
    return there


def draw(marks: Iterable[Mark], painter: QPainter) -> None:
    """Draw them black on white onto a paper of whatever resolution."""
    scale = painter.device().logicalDpiX() / POINTS_AN_INCH
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for mark in marks:
        match mark:
            case TextMark():
                font = QFont(font_of(mark.weight))
                font.setPointSizeF(mark.size)
                painter.setFont(font)
                painter.setPen(_BLACK)
                painter.drawText(QPointF(mark.x * scale, mark.y * scale), mark.text)
            case LineMark():
                painter.setPen(QPen(_BLACK, mark.thick * scale))
                line = QLineF(mark.x, mark.y, mark.to_x, mark.to_y)
                painter.drawLine(QLineF(line.p1() * scale, line.p2() * scale))
            case BoxMark():
                style = Qt.PenStyle.DashLine if mark.dashed else Qt.PenStyle.SolidLine
                painter.setPen(QPen(_BLACK, mark.thick * scale, style))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(_scaled(mark.x, mark.y, mark.width, mark.height, scale))
            case VialMark():
                _draw_vial(mark, painter, scale)


def _scaled(x: float, y: float, width: float, height: float, scale: float) -> QRectF:
    return QRectF(x * scale, y * scale, width * scale, height * scale)


def _draw_vial(vial: VialMark, painter: QPainter, scale: float) -> None:
    cap = vial.height * 0.1
    outline = QPen(_BLACK, 0.8 * scale)
    painter.setPen(outline)
    painter.setBrush(QBrush(Qt.GlobalColor.white))
    painter.drawRect(_scaled(vial.x + vial.width * 0.25, vial.y, vial.width * 0.5, cap, scale))
    neck = _scaled(vial.x + vial.width * 0.3, vial.y + cap, vial.width * 0.4, cap, scale)
    painter.drawRect(neck)
    body = _scaled(vial.x, vial.y + 2 * cap, vial.width, vial.height - 2 * cap, scale)
    glass = QPainterPath()
    glass.addRoundedRect(body, 3 * scale, 3 * scale)
    painter.fillPath(glass, Qt.GlobalColor.white)
    painter.save()
    painter.setClipPath(glass)
    surface = body.top() + body.height() * 0.08
    full = body.bottom() - surface
    left = full * vial.left_share
    if vial.left_share:
        left = max(left, _LEAST_LEFT * scale)
    painter.fillRect(QRectF(body.left(), surface, body.width(), full - left), _DRUG_GREY)
    if left:
        _hatch(painter, QRectF(body.left(), body.bottom() - left, body.width(), left), scale)
    painter.restore()
    painter.setPen(outline)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(glass)
    label = QRectF(body.left(), 0, body.width(), vial.label_height * scale)
    label.moveTop(body.top() + body.height() * 0.26)
    painter.setPen(QPen(_BLACK, 0.5 * scale))
    painter.setBrush(QBrush(Qt.GlobalColor.white))
    painter.drawRect(label)


def _hatch(painter: QPainter, place: QRectF, scale: float) -> None:
    painter.save()
    painter.setClipRect(place, Qt.ClipOperation.IntersectClip)
    painter.setPen(QPen(_HATCH_GREY, 0.7 * scale))
    x = place.left() - place.height()
    while x < place.right():
        painter.drawLine(QPointF(x, place.bottom()), QPointF(x + place.height(), place.top()))
        x += _HATCH_STEP * scale
    painter.drawLine(place.topLeft(), place.topRight())
    painter.restore()


def label_middle(vial: VialMark) -> float:
    """Where the middle of the vial's label is, from the top of the paper."""
    body = vial.height * 0.8
    return vial.y + vial.height * 0.2 + body * 0.26 + vial.label_height / 2
