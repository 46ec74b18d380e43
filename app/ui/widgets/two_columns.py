"""Two columns that become one as the page gets narrow."""

from collections.abc import Collection, Sequence
from typing import Final

from PySide6.QtWidgets import QWidget

from app.ui.theme import theme
from app.ui.widgets.column_row import GAP, ColumnRow

LEFT: Final = 520
RIGHT: Final = 440
_WIDEST: Final = 1500
_NO_BOUND: Final = 16_777_215
"""Qt's own QWIDGETSIZE_MAX, which the binding does not name."""


class TwoColumns(ColumnRow):
    """Places two groups of cards side by side, or below each other where there is no room."""

    def __init__(self, left: Sequence[QWidget], right: Sequence[QWidget]) -> None:
        super().__init__(2, _WIDEST)
        self._groups = (list(left), list(right))
        self._place(2)

    def _number_in(self, width: int) -> int:
        return 2 if width >= theme().px(LEFT + RIGHT) + 3 * GAP else 1

    def _fill(self, number: int, hidden: Collection[QWidget]) -> None:
        first, second = self._columns
        left, right = self._groups
        first.take(left if number == 2 else [*left, *right], hidden)
        second.take(right if number == 2 else [], hidden)
        second.setVisible(number == 2)
        if number == 2:
            first.setFixedWidth(theme().px(LEFT) + GAP)
        else:
            first.setMinimumWidth(0)
            first.setMaximumWidth(_NO_BOUND)
