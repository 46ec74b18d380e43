"""A choice from a list that only arrow keys and pointer make: no letter, digit or wheel."""

from typing import Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QComboBox, QListView, QSizePolicy, QStyledItemDelegate

from app.ui.theme import theme
from app.ui.widgets.fields import paint_field
from app.ui.widgets.keys import moves_on
from app.ui.widgets.painting import painted_safely
from app.wording.page import held

_ABOVE_TEXT: Final = 5
_WRAPPED: Final = (
    Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap
)


class ChoiceField(QComboBox):
    """A choice from a list; a long text takes as many lines as it needs.

    Letters and digits choose nothing, here and in the open list: a scan that lands here would pick
    a bag. Nor does the wheel, which is there to scroll the page.
    """

    def __init__(self, name: str, lines: int = 1) -> None:
        super().__init__()
        self._lines = lines
        self._heights: dict[tuple[str, int], int] = {}
        self.setAccessibleName(name)
        self.setView(_Entries())
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setItemDelegate(QStyledItemDelegate(self))
        self.setMaxVisibleItems(24)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.currentIndexChanged.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """High enough for its lines."""
        return QSize(super().sizeHint().width(), self._least_height)

    def minimumSizeHint(self) -> QSize:
        """As the size hint."""
        return QSize(super().minimumSizeHint().width(), self._least_height)

    def heightForWidth(self, width: int) -> int:
        """Its lines, and more where the text in that width needs them."""
        key = (self.currentText(), width)
        if key not in self._heights:  # a layout asks several times
            place = self._text_place(QRect(0, 0, width, 1000))
            needed = self.fontMetrics().boundingRect(place, _WRAPPED, held(key[0])).height()
            self._heights[key] = max(self._least_height, needed + 2 * _ABOVE_TEXT)
        return self._heights[key]

    def rescale(self) -> None:
        """In a larger font the text may take more lines."""
        self._heights.clear()
        self.updateGeometry()

    @property
    def _least_height(self) -> int:
        return theme().px(36 if self._lines == 1 else 48)

    def _text_place(self, inside: QRect) -> QRect:
        """Where the text stands: left of the chevron."""
        return inside.adjusted(12, _ABOVE_TEXT, -(theme().px(9) + 18), -_ABOVE_TEXT)

    def showPopup(self) -> None:
        """Open the list, wide enough for its entries."""
        view = self.view()
        view.setMinimumWidth(view.sizeHintForColumn(0) + theme().px(24))
        super().showPopup()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the column."""
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not moves_on(self, event):
            super().keyPressEvent(event)

    @painted_safely
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw frame, text and chevron."""
        look = theme()
        painter = QPainter(self)
        paint_field(painter, self, focused=self.hasFocus(), wrong=False)
        painter.setPen(look.colour("text" if self.isEnabled() else "disabled_text"))
        painter.setFont(self.font())
        painter.drawText(self._text_place(self.rect()), _WRAPPED, held(self.currentText()))
        chevron = look.px(9)
        painter.setPen(QPen(look.colour("text_muted"), 1.6))
        x, y = self.width() - chevron - 11, self.height() / 2 - chevron / 4
        middle = x + chevron / 2
        painter.drawLine(int(x), int(y), int(middle), int(y + chevron / 2))
        painter.drawLine(int(middle), int(y + chevron / 2), int(x + chevron), int(y))
        painter.end()


class _Entries(QListView):
    """The entries of a choice; arrow keys go through them, letters and digits do not."""

    def keyboardSearch(self, search: str) -> None:
        """Search nothing, be the list open or not."""
