"""Two columns that become one as the page gets narrow; each scrolls by itself."""

from collections.abc import Sequence
from typing import Final, cast

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from app.ui.theme import theme
from app.ui.widgets.columns import Column

LEFT: Final = 520
RIGHT: Final = 440
_GAP: Final = 10
_WIDEST: Final = 1500


class TwoColumns(QWidget):
    """Places two groups of cards side by side, or below each other where there is no room."""

    placed = Signal()

    def __init__(self, left: Sequence[QWidget], right: Sequence[QWidget]) -> None:
        super().__init__()
        self.setObjectName("page")
        self._groups = (list(left), list(right))
        self._columns = (Column(), Column())
        self._row = QHBoxLayout(self)
        self._row.setSpacing(0)
        for column in self._columns:
            self._row.addWidget(column)
        self._number = 0
        self._place(2)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._keep_focus_in_sight)

    def minimumSizeHint(self) -> QSize:
        """One column still shows everything."""
        return QSize(theme().px(320), theme().px(240))

    @property
    def cards(self) -> list[QWidget]:
        """The cards in the order in which they are read."""
        return [card for column in self._columns for card in column.held]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the cards anew where the width calls for it."""
        super().resizeEvent(event)
        look, width = theme(), event.size().width()
        self._place(2 if width >= look.px(LEFT + RIGHT) + 3 * _GAP else 1)
        spare = max(0, width - look.px(_WIDEST)) // 2
        self._row.setContentsMargins(_GAP + spare, _GAP, spare, _GAP)
        QTimer.singleShot(0, self, self._keep_focus_in_sight)  # after the layout has followed

    def _keep_focus_in_sight(self, *_before_and_now: QWidget | None) -> None:
        focused = cast("QWidget | None", self.focusWidget())  # the stubs know no None
        if focused is None or QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton:
            return
        for column in self._columns:
            column.keep_in_sight(focused)

    def _place(self, number: int) -> None:
        if number == self._number:
            return
        self._number = number
        focused = self.focusWidget()
        first, second = self._columns
        left, right = self._groups
        for column in self._columns:
            column.take([])
        first.take(left if number == 2 else [*left, *right])
        second.take(right if number == 2 else [])
        second.setVisible(number == 2)
        if number == 2:
            first.setFixedWidth(theme().px(LEFT) + _GAP)
        else:
            first.setMinimumWidth(0)
            first.setMaximumWidth(16_777_215)
        if focused is not None:
            focused.setFocus()
        self.placed.emit()
