"""The vials to pull, drawn: how full each is, what stays in it, what to draw from it."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.theme import theme
from app.ui.widgets.hatch import draw_hatch
from app.ui.widgets.painting import painted_safely

_MOST_DRAWN: Final = 3
_HEIGHT: Final = 138
_GAP: Final = 18


@dataclass(frozen=True, slots=True)
class PicturedVial:
    """One vial, or several alike: name and size on the label, the part that is left, a caption."""

    name: str
    size: str
    count: int
    large: bool
    left_share: Decimal
    left_text: str
    caption: str


class VialPicture(QWidget):
    """The vials side by side, larger first; many alike are drawn as one with their number."""

    def __init__(self) -> None:
        super().__init__()
        self._vials: tuple[PicturedVial, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Room for three vials and what is left in one."""
        return QSize(theme().px(340), theme().px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Narrow pages draw them smaller."""
        return QSize(theme().px(160), theme().px(_HEIGHT))

    def show_vials(self, vials: Sequence[PicturedVial]) -> None:
        """Draw these vials; each entry may stand for several alike."""
        spread = tuple(vials)
        if sum(vial.count for vial in spread) <= _MOST_DRAWN:
            spread = tuple(
                PicturedVial(v.name, v.size, 1, v.large, v.left_share, v.left_text, v.caption)
                for v in spread
                for _ in range(v.count)
            )
        if spread == self._vials:
            return
        self._vials = spread
        self.setAccessibleName("Picture of the vials")
        self.setAccessibleDescription(
            "; ".join(
                f"{v.count} of {v.size}"
                + (f": {v.caption}" if v.caption else "")
                + (f", {v.left_text} left in it" if v.left_text else "")
                for v in spread
            )
        )
        self.update()

    @painted_safely
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw every vial with its caption below."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = theme()
        widths = [look.px(86 if vial.large else 78) for vial in self._vials]
        gap = look.px(_GAP)
        bold = QFontMetrics(look.font(12, QFont.Weight.Bold))
        note = max((bold.horizontalAdvance(vial.left_text) for vial in self._vials), default=0)
        needed = sum(widths) + gap * len(widths) + note + 4
        shrink = min(1.0, self.width() / needed) if needed else 1.0
        painter.scale(shrink, shrink)
        x = 2.0
        for vial, width in zip(self._vials, widths, strict=True):
            self._draw_vial(painter, vial, x, width)
            x += width + gap
        painter.end()

    def _draw_vial(self, painter: QPainter, vial: PicturedVial, x: float, width: int) -> None:
        look = theme()
        bottom = look.px(119)
        height = look.px(99 if vial.large else 80)
        body = QRectF(x, bottom - height, width, height)
        cap = look.px(48 if vial.large else 44)
        middle = body.center().x()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("vial_neck"))
        painter.drawRect(
            QRectF(middle - cap / 2 + 3, body.top() - look.px(8), cap - 6, look.px(10))
        )
        painter.setBrush(look.colour("vial_cap"))
        painter.drawRoundedRect(
            QRectF(middle - cap / 2, body.top() - look.px(18), cap, look.px(10)), 2, 2
        )
        self._draw_contents(painter, vial, body)
        label_place = QRectF(x, body.top() + height * 0.34, width, look.px(40))
        painter.setPen(QPen(look.colour("vial_label_border"), 1))
        painter.setBrush(look.colour("vial_label"))
        painter.drawRect(label_place)
        painter.setPen(look.colour("vial_label_text"))
        self._write(
            painter,
            label_place.adjusted(0, look.px(3), 0, -look.px(20)),
            vial.name,
            11,
            QFont.Weight.DemiBold,
        )
        self._write(
            painter,
            label_place.adjusted(0, look.px(17), 0, -look.px(2)),
            vial.size,
            14,
            QFont.Weight.Bold,
        )
        painter.setPen(look.colour("text_muted"))
        margin = look.px(_GAP) / 2 - 2
        below = QRectF(x - margin, bottom + 1, width + 2 * margin, look.px(18))
        caption = (
            vial.caption
            if vial.count == 1
            else f"{vial.count:,} × {vial.caption.removeprefix('draw ')}".rstrip(" ")
        )
        self._write(painter, below, caption, 12, QFont.Weight.Normal)
        if vial.left_text:
            self._write_left(painter, vial, body)

    def _draw_contents(self, painter: QPainter, vial: PicturedVial, body: QRectF) -> None:
        look = theme()
        glass = QPainterPath()
        glass.addRoundedRect(body, 10, 10)
        painter.fillPath(glass, look.colour("vial_glass"))
        painter.save()
        painter.setClipPath(glass)
        surface = body.top() + 6
        full = body.bottom() - surface
        left = full * float(vial.left_share)  # pixels of a picture, no figure
        if vial.left_share and left < 5:
            left = 5.0  # a little that is left must still be seen
        painter.fillRect(
            QRectF(body.left(), surface, body.width(), full - left), look.colour("vial_drug")
        )
        if left:
            rest = QRectF(body.left(), body.bottom() - left, body.width(), left)
            painter.fillRect(rest, look.colour("discard"))
            draw_hatch(painter, rest, look.colour("discard_hatch"))
        painter.restore()
        painter.setPen(QPen(look.colour("vial_outline"), 1.6))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(glass)

    def _write_left(self, painter: QPainter, vial: PicturedVial, body: QRectF) -> None:
        look = theme()
        y = body.bottom() - 6
        painter.setPen(QPen(look.colour("text_muted"), 1))
        painter.drawLine(QPointF(body.right() + 1, y), QPointF(body.right() + 8, y))
        place = QRectF(body.right() + 11, y - look.px(16), look.px(120), look.px(16))
        painter.setPen(look.colour("text"))
        painter.setFont(look.font(12, QFont.Weight.Bold))
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft, vial.left_text)
        painter.setPen(look.colour("text_muted"))
        painter.setFont(look.font(12))
        painter.drawText(place.translated(0, look.px(14)), Qt.AlignmentFlag.AlignLeft, "left")

    def _write(
        self, painter: QPainter, place: QRectF, text: str, pixels: int, weight: QFont.Weight
    ) -> None:
        """Write in the middle of a place, smaller where it would not hold the text."""
        font = theme().font(pixels, weight)
        needed = QFontMetrics(font).horizontalAdvance(text) + 2
        if needed > place.width():
            font.setPixelSize(int(font.pixelSize() * place.width() / needed))
        painter.setFont(font)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)
