"""What was discarded, drawn as bars: avoidable filled, the rest hatched, each with a word."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.core.notation import shown
from app.ui.theme import theme
from app.ui.widgets.hatch import draw_hatch
from app.ui.widgets.painting import painted_safely

_HEIGHT: Final = 190
_ABOVE: Final = 30
_BELOW: Final = 22
_LEFT: Final = 62


class Bar(NamedTuple):
    """A bar: what is written below it, "" for nothing, what it is called, and its two parts."""

    below: str
    name: str
    unavoidable_mg: Decimal
    avoidable_mg: Decimal

    @property
    def whole_mg(self) -> Decimal:
        """Both parts together."""
        return self.unavoidable_mg + self.avoidable_mg


class DiscardChart(QWidget):
    """Bars side by side over a scale of mg; without any, nothing is drawn."""

    def __init__(self) -> None:
        super().__init__()
        self._bars: tuple[Bar, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Room for a month."""
        return QSize(theme().px(400), theme().px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Narrow pages draw narrower bars."""
        return QSize(theme().px(200), theme().px(_HEIGHT))

    def show_bars(self, name: str, bars: Sequence[Bar]) -> None:
        """Draw these; a screen reader hears each that is not 0."""
        self._bars = tuple(bars)
        self.setAccessibleName(name)
        said = [
            f"{bar.name}: {shown(bar.whole_mg)} mg, {shown(bar.avoidable_mg)} mg of it avoidable"
            for bar in self._bars
            if bar.whole_mg
        ]
        self.setAccessibleDescription("; ".join(said) or "nothing discarded")
        self.update()

    @painted_safely
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw legend, scale and bars."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = theme()
        self._draw_legend(painter)
        plot = QRectF(
            look.px(_LEFT),
            look.px(_ABOVE),
            self.width() - look.px(_LEFT) - 4,
            self.height() - look.px(_ABOVE) - look.px(_BELOW),
        )
        most = scale_for(max((bar.whole_mg for bar in self._bars), default=Decimal(0)))
        self._draw_scale(painter, plot, most)
        if self._bars:
            step = plot.width() / len(self._bars)
            for place, bar in enumerate(self._bars):
                self._draw_bar(painter, bar, plot, plot.left() + place * step, step, most)
        painter.end()

    def _draw_legend(self, painter: QPainter) -> None:
        look, side = theme(), theme().px(12)
        painter.setFont(look.font(12))
        x = look.px(_LEFT)
        for text, filled in (("not avoidable", False), ("avoidable", True)):
            self._fill(painter, QRectF(x, look.px(4), side, side), filled=filled)
            painter.setPen(look.colour("text_muted"))
            x += side + look.px(6)
            painter.drawText(QPointF(x, look.px(4) + side - 1), text)
            x += QFontMetrics(painter.font()).horizontalAdvance(text) + look.px(18)

    def _draw_scale(self, painter: QPainter, plot: QRectF, most: Decimal) -> None:
        look = theme()
        painter.setFont(look.font(12))
        for part in (Decimal(0), most / 2, most):
            y = plot.bottom() - plot.height() * float(part / most)
            painter.setPen(QPen(look.colour("row_line"), 1))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            painter.setPen(look.colour("text_muted"))
            place = QRectF(0, y - look.px(8), plot.left() - look.px(6), look.px(16))
            align = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(place, align, f"{shown(part)} mg")

    def _draw_bar(
        self, painter: QPainter, bar: Bar, plot: QRectF, x: float, step: float, most: Decimal
    ) -> None:
        look = theme()
        width = min(step * 0.72, look.px(40))
        left, bottom = x + (step - width) / 2, plot.bottom()
        for mg, filled in ((bar.unavoidable_mg, False), (bar.avoidable_mg, True)):
            if mg:
                height = max(2.0, plot.height() * float(mg / most))
                self._fill(painter, QRectF(left, bottom - height, width, height), filled=filled)
                bottom -= height
        if bar.below:
            painter.setFont(look.font(12))
            painter.setPen(look.colour("text_muted"))
            wide = QRectF(x - step * 2, plot.bottom() + 2, step * 5, look.px(_BELOW) - 2)
            painter.drawText(wide, Qt.AlignmentFlag.AlignHCenter, bar.below)

    def _fill(self, painter: QPainter, place: QRectF, *, filled: bool) -> None:
        look = theme()
        if filled:
            painter.fillRect(place, look.colour("vial_outline"))
        else:
            painter.fillRect(place, look.colour("discard"))
            painter.save()
            painter.setClipRect(place)
            draw_hatch(painter, place, look.colour("discard_hatch"))
            painter.restore()
        painter.setPen(QPen(look.colour("vial_outline"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(place)


def scale_for(most_mg: Decimal) -> Decimal:
    """The next of 10, 20, 50, 100, 200, … mg that holds the highest bar."""
    step = Decimal(10)
    while True:
        for factor in (1, 2, 5):
            if step * factor >= most_mg:
                return step * factor
        step *= 10
