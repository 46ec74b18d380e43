"""A table of rows to go through with the arrow keys; more rows are read when they come in sight."""

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from app.ui.theme import theme
from app.ui.widgets.keys import moves_on
from app.ui.widgets.signs import Tone, draw_sign

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE: Final = QModelIndex()
_ROW: Final = 27
_INSIDE: Final = 6
_LETTERS: Final = 12
_SLACK: Final = 4
"""A text is measured in whole pixels, and set in parts of them."""
_SIGN: Final = 14
_AFTER_SIGN: Final = 4


class Cell(NamedTuple):
    """A text, with a sign before it where it has a tone; figures stand to the right."""

    text: str
    tone: Tone | None = None
    is_figure: bool = False


class Head(NamedTuple):
    """A column: its heading, and the widest that usually stands in it.

    `grows`: it takes what room is left. `yields`: it goes where there is no room, 1 first.
    """

    text: str
    sample: Cell
    grows: bool = False
    yields: int = 0


Row = tuple[Cell, ...]


class Rows(NamedTuple):
    """The next rows, and whether there may be more behind them."""

    rows: Sequence[Row]
    goes_on: bool


class _Rows(QAbstractTableModel):
    """Rows as they were read so far."""

    def __init__(self, heads: Sequence[Head]) -> None:
        super().__init__()
        self._heads = tuple(heads)
        self._rows: list[Row] = []
        self._more: Callable[[], Rows] | None = None

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._heads)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        cell = self._rows[index.row()][index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.text
        if role == Qt.ItemDataRole.ToolTipRole:
            return cell.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            said = f"{cell.tone.word}: {cell.text}" if cell.tone else cell.text
            return f"{self._heads[index.column()].text}: {said}"
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section].text
        return None

    def canFetchMore(self, _parent: _Index) -> bool:
        return self._more is not None

    def fetchMore(self, _parent: _Index) -> None:
        if self._more is not None:
            rows, goes_on = self._more()
            if not goes_on:
                self._more = None
            self._add(rows)

    def start(self, more: Callable[[], Rows]) -> None:
        """Begin anew with what `more` gives."""
        self.beginResetModel()
        self._rows, self._more = [], more
        self.endResetModel()

    def _add(self, rows: Sequence[Row]) -> None:
        if rows:
            here = len(self._rows)
            self.beginInsertRows(_NOWHERE, here, here + len(rows) - 1)
            self._rows += rows
            self.endInsertRows()

    def cell(self, index: _Index) -> Cell:
        """What stands there."""
        return self._rows[index.row()][index.column()]


class RowTable(QTableView):
    """Arrow keys go from row to row, Tab and Enter on; letters and digits search nothing."""

    picked = Signal(int)
    """The place of the row that has the keyboard now, -1 for none."""

    def __init__(self, name: str, heads: Sequence[Head], rows_in_sight: int) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._heads = tuple(heads)
        self._rows = _Rows(heads)
        self.setModel(self._rows)
        self._cells = _Cells(self)
        self.setItemDelegate(self._cells)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(1)
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setSectionsClickable(False)
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setMinimumSectionSize(1)
        self._rows_in_sight = rows_in_sight
        self._take_height()
        self.selectionModel().currentRowChanged.connect(
            lambda now, _before: self.picked.emit(now.row() if now.isValid() else -1)
        )

    def show_rows(self, more: Callable[[], Rows]) -> None:
        """Begin anew: `more` gives the first rows, and the next ones when they come in sight."""
        self._rows.start(more)
        self.read_on()

    def read_on(self) -> None:
        """Read the next rows; the first of all is chosen."""
        is_first = not self.count
        self._rows.fetchMore(_NOWHERE)
        if is_first:
            self.pick(0)

    def pick(self, place: int) -> None:
        """Put the row of that place in sight and choose it.

        In a column that is always there: from one that went the arrow keys would not move.
        """
        always = next(n for n, head in enumerate(self._heads) if not head.yields)
        index = self._rows.index(place, always)
        if index.isValid():
            self.setCurrentIndex(index)
        else:
            self.picked.emit(-1)

    @property
    def count(self) -> int:
        """How many rows were read so far."""
        return self._rows.rowCount()

    @property
    def is_whole(self) -> bool:
        """Whether there are no more."""
        return not self._rows.canFetchMore(_NOWHERE)

    def texts(self, place: int) -> list[str]:
        """What stands in the row of that place."""
        return [
            self._rows.cell(self._rows.index(place, column)).text
            for column in range(len(self._heads))
        ]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give each column the room it needs; where there is too little, some go."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Another font or style sheet makes other widths."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def rescale(self) -> None:
        """Larger text takes higher rows and wider columns."""
        self._take_height()
        self._fit()

    def _take_height(self) -> None:
        high = theme().px(_ROW)
        self.verticalHeader().setDefaultSectionSize(high)
        self.horizontalHeader().setFixedHeight(high)
        self.setFixedHeight(high * (self._rows_in_sight + 1))

    def _fit(self) -> None:
        room = self.viewport().width()
        needed = [self._needed(head) for head in self._heads]
        shown = list(range(len(needed)))
        yielding = sorted((head.yields, n) for n, head in enumerate(self._heads) if head.yields)
        for _, place in yielding:
            if sum(needed[n] for n in shown) > room:
                shown.remove(place)
        left = max(0, room - sum(needed[n] for n in shown))
        for place, head in enumerate(self._heads):
            self.setColumnHidden(place, place not in shown)
            self.setColumnWidth(place, needed[place] + (left if head.grows else 0))

    def _needed(self, head: Head) -> int:
        look = theme()
        metrics = QFontMetrics(look.font(_LETTERS))
        sign = look.px(_SIGN) + look.px(_AFTER_SIGN) if head.sample.tone else 0
        widest = metrics.horizontalAdvance(head.sample.text) + sign
        return (
            max(widest, metrics.horizontalAdvance(head.text))
            + look.px(_INSIDE)
            + look.px(4 + _SLACK)
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not moves_on(self, event):
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Search nothing: a scan that lands here is no search."""

    def cell(self, index: _Index) -> Cell:
        """What stands there."""
        return self._rows.cell(index)


class _Cells(QStyledItemDelegate):
    """Draws a row: chosen in its colour, lines where it has the keyboard, signs before words."""

    def __init__(self, table: RowTable) -> None:
        super().__init__(table)
        self._table = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        look, cell = theme(), self._table.cell(index)
        place: QRect = option.rect
        painter.save()
        chosen = index.row() == self._table.currentIndex().row()
        if chosen:
            painter.fillRect(place, look.colour("row_chosen"))
        painter.setPen(QPen(look.colour("row_line"), 1))
        painter.drawLine(place.bottomLeft(), place.bottomRight())
        if chosen and self._table.hasFocus():
            painter.setPen(QPen(look.colour("accent"), 2))
            painter.drawLine(place.left(), place.top() + 1, place.right(), place.top() + 1)
            painter.drawLine(place.left(), place.bottom() - 1, place.right(), place.bottom() - 1)
        inside = place.adjusted(look.px(_INSIDE), 0, -look.px(4), 0)
        if cell.tone is not None:
            side = look.px(_SIGN)
            painter.save()
            painter.translate(inside.left(), inside.center().y() - side // 2)
            draw_sign(painter, cell.tone, _colour(cell.tone), side)
            painter.restore()
            inside.setLeft(inside.left() + side + look.px(_AFTER_SIGN))
        painter.setPen(_colour(cell.tone) if cell.tone else look.colour("text"))
        painter.setFont(look.font(_LETTERS))
        align = Qt.AlignmentFlag.AlignRight if cell.is_figure else Qt.AlignmentFlag.AlignLeft
        elided = painter.fontMetrics().elidedText(
            cell.text, Qt.TextElideMode.ElideRight, inside.width()
        )
        painter.drawText(inside, align | Qt.AlignmentFlag.AlignVCenter, elided)
        painter.restore()


def _colour(tone: Tone) -> QColor:
    return theme().colour("text_muted" if tone is Tone.NOTE else f"{tone}_text")
