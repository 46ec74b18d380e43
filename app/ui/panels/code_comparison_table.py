"""Both codes side by side: one row an aspect, one column a code."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.core.code_comparison import ComparedCode, Comparison
from app.ui.widgets.signs import Sign, Tone
from app.ui.widgets.sizes import fix
from app.ui.widgets.text import label, rule, set_look
from app.wording.code_comparison_lines import Cell, Row, comparison_rows

SIDE_BY_SIDE: Final = "Both codes side by side"
ALONE: Final = "The code, and what there is to know about it"
_ASPECT_WIDTH: Final = 168


class CodeComparisonTable(QWidget):
    """The table's code first, then ours: what is right for the drug is read and reached first."""

    def __init__(self, found: Comparison) -> None:
        super().__init__()
        self.setAccessibleName(SIDE_BY_SIDE if found.published else ALONE)
        codes = [code for code in (found.published, found.ours) if code is not None]
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(4)
        grid.addWidget(label(found.drug.name, "drug", wrap=True), 0, 0)
        for place, code in enumerate(codes, start=1):
            grid.addWidget(_head(code, found), 0, place)
            grid.setColumnStretch(place, 1)
        line = 1
        for row in comparison_rows(found):
            grid.addWidget(rule(), line, 0, 1, len(codes) + 1)
            grid.addWidget(_aspect(row), line + 1, 0, Qt.AlignmentFlag.AlignTop)
            for place, (code, cell) in enumerate(zip(codes, row.cells, strict=True), start=1):
                grid.addWidget(_cell(code, row, cell), line + 1, place)
            line += 2


def _head(code: ComparedCode, found: Comparison) -> QWidget:
    of_table = found.published is not None and code.code == found.published.code
    head = QWidget()
    row = QHBoxLayout(head)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    row.addWidget(label(code.code, "drug"))
    said = f"in the {found.table}" if of_table else "in the drug’s file"
    row.addWidget(label(said, "small", wrap=True), 1)
    return head


def _aspect(row: Row) -> QWidget:
    aspect = QWidget()
    fix(aspect, width=_ASPECT_WIDTH)
    column = QVBoxLayout(aspect)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(label(row.aspect, "strong", wrap=True))
    if row.remark:
        column.addWidget(label(row.remark, "small", wrap=True))
    return aspect


def _cell(code: ComparedCode, row: Row, cell: Cell) -> QWidget:
    """The text, with a tick where it speaks for this code and a triangle where it does not."""
    shown = QWidget()
    line = QHBoxLayout(shown)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(5)
    text = label(cell.text or "not known", wrap=True)
    said = cell.text
    if cell.fits is not None:
        tone = Tone.CONFIRM if cell.fits else Tone.ASK
        line.addWidget(Sign(tone), 0, Qt.AlignmentFlag.AlignTop)
        set_look(text, "tone", str(tone))
        said = f"{'speaks for it' if cell.fits else 'speaks against it'}: {cell.text}"
    text.setAccessibleName(f"{row.aspect}, {code.code}: {said}")
    line.addWidget(text, 1, Qt.AlignmentFlag.AlignTop)
    return shown
