"""Three columns that become two, then one, as the page gets narrow; each scrolls by itself."""

from collections.abc import Collection, Sequence
from typing import Final, cast

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QScrollBar,
    QVBoxLayout,
    QWidget,
)

from app.ui.theme import theme
from app.ui.widgets.text import set_look

LEFT: Final = 326
RIGHT: Final = 384
MIDDLE: Final = 550
_GAP: Final = 10
"""Between columns; the scroll bar of a column stands in the gap to its right."""
_WIDEST: Final = 1900
_BELOW_FOCUS: Final = 40
"""Room below what has the keyboard for the sentence that may stand there."""


class _GapBar(QScrollBar):
    """A scroll bar that keeps its room and is not seen while there is nothing to scroll."""

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.maximum() > self.minimum():
            super().paintEvent(event)


class Column(QWidget):
    """A column that scrolls up and down, with a place above that does not."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("column")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self.pinned = QVBoxLayout()
        self.pinned.setContentsMargins(0, 0, _GAP, 0)
        outer.addLayout(self.pinned)
        self.scroller = QScrollArea()
        self.scroller.setWidgetResizable(True)
        self.scroller.setFrameShape(QFrame.Shape.NoFrame)
        self.scroller.setVerticalScrollBar(_GapBar())
        self.scroller.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.scroller.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.scroller.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        inside.setObjectName("column_viewport")
        self.cards = QVBoxLayout(inside)
        self.cards.setContentsMargins(0, 0, 0, 0)
        self.cards.setSpacing(_GAP)
        self.cards.addStretch(1)
        self.held: list[QWidget] = []
        self.scroller.setWidget(inside)
        outer.addWidget(self.scroller, 1)

    def take(self, cards: Sequence[QWidget], hidden: Collection[QWidget] = ()) -> None:
        """Hold exactly these cards, and show them but for those that are hidden."""
        for card in self.held:  # takeAt would leave stale size caches behind
            self.cards.removeWidget(card)
        self.held = list(cards)
        for place, card in enumerate(cards):
            self.cards.insertWidget(place, card)
            # else only the next round of events would, and the layout leave it out
            card.setVisible(card not in hidden)

    def keep_in_sight(self, focused: QWidget) -> None:
        """Scroll to what has the keyboard, where that is in this column."""
        if self.scroller.isAncestorOf(focused):
            self.scroller.ensureWidgetVisible(focused, 0, theme().px(_BELOW_FOCUS))


class Columns(QWidget):
    """Places three groups of cards by width; `pinned` stays in sight above the middle one."""

    placed = Signal()

    def __init__(
        self,
        left: Sequence[QWidget],
        middle: Sequence[QWidget],
        right: Sequence[QWidget],
        pinned: QWidget,
    ) -> None:
        super().__init__()
        self.setObjectName("page")
        self._groups = (list(left), list(middle), list(right))
        self._pinned = pinned
        self._columns = (Column(), Column(), Column())
        self._row = QHBoxLayout(self)
        self._row.setSpacing(0)
        for column in self._columns:
            self._row.addWidget(column)
        self._number = 0
        self._place(3)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._keep_focus_in_sight)

    def minimumSizeHint(self) -> QSize:
        """One column still shows everything."""
        return QSize(theme().px(320), theme().px(240))

    @property
    def cards(self) -> list[QWidget]:
        """The cards that scroll, in the order in which they are read."""
        return [card for column in self._columns for card in column.held]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the cards anew where the width calls for it."""
        super().resizeEvent(event)
        look, width = theme(), event.size().width()
        gaps = 4 * _GAP
        if width >= look.px(LEFT + MIDDLE + RIGHT) + gaps:
            self._place(3)
        elif width >= look.px(LEFT + MIDDLE) + gaps:
            self._place(2)
        else:
            self._place(1)
        spare = max(0, width - look.px(_WIDEST)) // 2
        self._row.setContentsMargins(_GAP + spare, _GAP, spare, _GAP)
        QTimer.singleShot(0, self, self._keep_focus_in_sight)  # after the layout has followed

    def _keep_focus_in_sight(self, *_before_and_now: QWidget | None) -> None:
        """Scroll to what has the keyboard; under a held mouse button nothing moves away."""
        focused = cast("QWidget | None", self.focusWidget())  # the stubs know no None
        if focused is None or QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton:
            return
        for column in self._columns:
            column.keep_in_sight(focused)

    def _place(self, number: int) -> None:
        if number == self._number:
            return
        every = [card for group in self._groups for card in group]
        hidden = {card for card in every if self._number and card.isHidden()}
        self._number = number
        focused = self.focusWidget()
        left, middle, right = self._groups
        first, second, third = self._columns
        groups = {
            3: (left, middle, right),
            2: (left, [middle[0], right[0], *middle[1:], *right[1:]], []),
            1: ([], [left[0], middle[0], *left[1:], right[0], *middle[1:], *right[1:]], []),
        }[number]
        for column in self._columns:
            column.take([])
        for column, cards in zip(self._columns, groups, strict=True):
            column.take(cards, hidden)
            column.setVisible(bool(cards))
        second.pinned.addWidget(self._pinned)
        if focused is not None:
            focused.setFocus()
        joined = number > 1
        set_look(self._pinned, "join", "below" if joined else "")
        set_look(middle[0], "join", "above" if joined else "")
        second.pinned.setContentsMargins(0, 0, _GAP, 0 if joined else _GAP)
        look = theme()
        for column, width in ((first, LEFT), (third, RIGHT)):
            column.setFixedWidth(look.px(width) + _GAP)
        self.placed.emit()
