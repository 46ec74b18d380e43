"""Three columns that become two, then one, as the page gets narrow."""

from collections.abc import Collection, Sequence
from typing import Final

from PySide6.QtWidgets import QWidget

from app.ui.theme import theme
from app.ui.widgets.column_row import GAP, ColumnRow
from app.ui.widgets.text import set_look

LEFT: Final = 326
RIGHT: Final = 384
MIDDLE: Final = 550
_WIDEST: Final = 1900


class Columns(ColumnRow):
    """Places three groups of cards by width; `pinned` stays in sight above the middle one."""

    def __init__(
        self,
        left: Sequence[QWidget],
        middle: Sequence[QWidget],
        right: Sequence[QWidget],
        pinned: QWidget,
    ) -> None:
        super().__init__(3, _WIDEST)
        self._groups = (list(left), list(middle), list(right))
        self._pinned = pinned
        self._place(3)

    def _number_in(self, width: int) -> int:
        look, gaps = theme(), 4 * GAP
        if width >= look.px(LEFT + MIDDLE + RIGHT) + gaps:
            return 3
        return 2 if width >= look.px(LEFT + MIDDLE) + gaps else 1

    def _fill(self, number: int, hidden: Collection[QWidget]) -> None:
        left, middle, right = self._groups
        first, second, third = self._columns
        groups = {
            3: (left, middle, right),
            2: (left, [middle[0], right[0], *middle[1:], *right[1:]], []),
            1: ([], [left[0], middle[0], *left[1:], right[0], *middle[1:], *right[1:]], []),
        }[number]
        joined = number > 1
        set_look(self._pinned, "join", "below" if joined else "")
        set_look(middle[0], "join", "above" if joined else "")
        for column, cards in zip(self._columns, groups, strict=True):
            column.take(cards, hidden)
            column.setVisible(bool(cards))
        second.pinned.addWidget(self._pinned)
        second.pinned.setContentsMargins(0, 0, GAP, 0 if joined else GAP)
        look = theme()
        for column, width in ((first, LEFT), (third, RIGHT)):
            column.setFixedWidth(look.px(width) + GAP)
