"""Three columns that become two, then one, as the page gets narrow; each scrolls by itself."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.ui.theme import theme
from app.ui.widgets.text import set_look

LEFT: Final = 326
RIGHT: Final = 384
MIDDLE: Final = 470
_GAP: Final = 9
_WIDEST: Final = 1900


class _Column(QWidget):
    """A column that scrolls up and down, with a place above that does not."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("column")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self.pinned = QVBoxLayout()
        outer.addLayout(self.pinned)
        self.scroller = QScrollArea()
        self.scroller.setWidgetResizable(True)
        self.scroller.setFrameShape(QFrame.Shape.NoFrame)
        self.scroller.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.scroller.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        inside.setObjectName("column_viewport")
        self.cards = QVBoxLayout(inside)
        self.cards.setContentsMargins(0, 0, 0, 0)
        self.cards.setSpacing(_GAP)
        self.cards.addStretch(1)
        self._held: list[QWidget] = []
        self.scroller.setWidget(inside)
        outer.addWidget(self.scroller, 1)

    def take(self, cards: Sequence[QWidget]) -> None:
        """Hold exactly these cards."""
        for card in self._held:  # takeAt would leave stale size caches behind
            self.cards.removeWidget(card)
        self._held = list(cards)
        for place, card in enumerate(cards):
            self.cards.insertWidget(place, card)


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
        self._columns = (_Column(), _Column(), _Column())
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(_GAP + 1, _GAP, _GAP + 1, _GAP)
        self._row.setSpacing(_GAP)
        self._row.setDirection(QBoxLayout.Direction.LeftToRight)
        for column in self._columns:
            self._row.addWidget(column)
        self._number = 0
        self._place(3)

    def minimumSizeHint(self) -> QSize:
        """One column still shows everything."""
        return QSize(theme().px(320), theme().px(240))

    @property
    def number(self) -> int:
        """How many columns there are now."""
        return self._number

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the cards anew where the width calls for it."""
        super().resizeEvent(event)
        look, width = theme(), event.size().width()
        gaps = 4 * _GAP + 2
        if width >= look.px(LEFT + MIDDLE + RIGHT) + gaps:
            self._place(3)
        elif width >= look.px(LEFT + MIDDLE) + gaps:
            self._place(2)
        else:
            self._place(1)
        spare = max(0, width - look.px(_WIDEST)) // 2
        self._row.setContentsMargins(_GAP + 1 + spare, _GAP, _GAP + 1 + spare, _GAP)

    def _place(self, number: int) -> None:
        if number == self._number:
            return
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
            column.take(cards)
            column.setVisible(bool(cards))
        second.pinned.addWidget(self._pinned)
        if focused is not None:
            focused.setFocus()
        joined = number > 1
        set_look(self._pinned, "join", "below" if joined else "")
        set_look(middle[0], "join", "above" if joined else "")
        second.pinned.setContentsMargins(0, 0, 0, 0 if joined else _GAP)
        look = theme()
        for column, width in ((first, LEFT), (third, RIGHT)):
            column.setFixedWidth(look.px(width))
        self.placed.emit()
