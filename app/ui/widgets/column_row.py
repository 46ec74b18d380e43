"""Columns side by side, each of which scrolls by itself; fewer of them as the page gets narrow."""

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
from app.ui.widgets.painting import painted_safely

GAP: Final = 10
"""Between columns; the scroll bar of a column stands in the gap to its right."""
_AROUND: Final = 40
"""Room above what has the keyboard for its caption, and below for the sentence on it."""


class Together(QWidget):
    """Parts that are scrolled into sight together: a field, its caption and what is said of it."""


class _GapBar(QScrollBar):
    """A scroll bar that keeps its room and is not seen while there is nothing to scroll."""

    @painted_safely
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
        self.pinned.setContentsMargins(0, 0, GAP, 0)
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
        self.cards.setSpacing(GAP)
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
        """Scroll to what has the keyboard and what belongs to it, where that is in this column."""
        inside = self.scroller.widget()
        if inside is None or not inside.isAncestorOf(focused):
            return
        together = focused
        while together is not inside and not isinstance(together, Together):
            together = together.parentWidget() or inside
        part, margin = (focused, theme().px(_AROUND)) if together is inside else (together, GAP)
        above = part.mapTo(inside, part.rect().topLeft()).y()
        self.scroller.ensureVisible(0, above + part.height(), 0, margin)
        self.scroller.ensureVisible(0, above, 0, margin)
        self.scroller.ensureWidgetVisible(focused, 0, margin)


class ColumnRow(QWidget):
    """What has cards in columns; how many columns, and which cards in each, its kind says."""

    placed = Signal()
    """The cards stand otherwise now."""

    def __init__(self, most: int, widest: int) -> None:
        """At most so many columns, and so wide in all at 100 %."""
        super().__init__()
        self.setObjectName("page")
        self._columns = tuple([Column() for _ in range(most)])
        self._widest = widest
        self._number = 0
        self._row = QHBoxLayout(self)
        self._row.setSpacing(0)
        for column in self._columns:
            self._row.addWidget(column)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._keep_focus_in_sight)

    def _number_in(self, width: int) -> int:
        """How many columns there is room for."""
        raise NotImplementedError

    def _fill(self, number: int, hidden: Collection[QWidget]) -> None:
        """Have the columns, which are empty, take the cards for that number of them."""
        raise NotImplementedError

    def minimumSizeHint(self) -> QSize:
        """One column still shows everything."""
        return QSize(theme().px(320), theme().px(240))

    @property
    def cards(self) -> list[QWidget]:
        """The cards that scroll, in the order in which they are read."""
        return [card for column in self._columns for card in column.held]

    def to_top(self) -> None:
        """Show every column from its top: what is read there first is about to be another."""
        for column in self._columns:
            column.scroller.verticalScrollBar().setValue(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the cards anew where the width calls for it."""
        super().resizeEvent(event)
        self._fit_in(event.size().width())

    def rescale(self) -> None:
        """Larger text takes wider columns, and so there may be fewer."""
        self._number = 0
        self._fit_in(self.width())

    def _fit_in(self, width: int) -> None:
        self._place(self._number_in(width))
        spare = max(0, width - theme().px(self._widest)) // 2
        self._row.setContentsMargins(GAP + spare, GAP, spare, GAP)
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
        hidden = {card for card in self.cards if card.isHidden()}
        self._number = number
        focused = QApplication.focusWidget()
        here = focused is not None and self.isAncestorOf(focused)
        for column in self._columns:
            column.take([])
        self._fill(number, hidden)
        if focused is not None and here:
            focused.setFocus()
        self.placed.emit()
