"""What changed between an entry and the one that it is compared with."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout

from app.records.changes import Change
from app.ui.widgets.card import Card
from app.ui.widgets.text import label, show_if, show_text


class RecordsChangesPanel(Card):
    """Each change on a row: what, and below it before → after."""

    def __init__(self) -> None:
        super().__init__("What changed")
        self._said = label("", "small", wrap=True)
        self.body.addWidget(self._said)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(5)
        self._grid.setColumnStretch(0, 2)
        self._grid.setColumnStretch(1, 3)
        self.body.addLayout(self._grid)
        self._rows = 0
        self.show_changes("", ())

    def show_changes(self, said: str, changes: Sequence[Change]) -> None:
        """Show these, under a sentence on what is compared; blank hides the card."""
        show_if(self, bool(said))
        show_text(self._said, said)
        while self._rows < len(changes):
            for column in (0, 1):
                self._grid.addWidget(
                    label("", "small" if column == 0 else "", wrap=True),
                    self._rows,
                    column,
                    Qt.AlignmentFlag.AlignTop,
                )
            self._rows += 1
        for place in range(self._rows):
            there = place < len(changes)
            for column in (0, 1):
                item = self._grid.itemAtPosition(place, column)
                part = item.widget() if item else None
                if part is not None:
                    show_if(part, there)
                if there and part is not None:
                    change = changes[place]
                    text = change.what if column == 0 else f"{change.before} → {change.after}"
                    show_text(part, text)  # type: ignore[arg-type]  # a label of ours
                    if column == 1:
                        part.setAccessibleName(
                            f"{change.what}: before {change.before}, after {change.after}"
                        )
