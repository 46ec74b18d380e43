"""Captioned fields beside and below each other, with what is said of each below its row."""

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QGridLayout, QWidget

from app.ui.widgets.card import Messages
from app.ui.widgets.fields import UnitField
from app.ui.widgets.signs import Tone
from app.ui.widgets.text import Caption

_LAYERS = 3
"""A row is a line of captions, one of fields, and the messages below both."""


class FieldGrid(QGridLayout):
    """Rows of captioned fields, equally wide; a sentence stands below the row of its field."""

    def __init__(self, columns: int = 2) -> None:
        super().__init__()
        self.setContentsMargins(0, 0, 0, 0)
        self.setHorizontalSpacing(8)
        self.setVerticalSpacing(2)
        self._columns = columns
        for column in range(columns):
            self.setColumnStretch(column, 1)
        self._messages: dict[int, Messages] = {}
        self._rows: dict[int, list[UnitField]] = {}

    def put(self, row: int, column: int, caption: str, field: UnitField, span: int = 1) -> Caption:
        """Place a field below its caption; fields of a row are put from the left."""
        above = Caption(caption)
        above.setBuddy(field.line)
        self.addWidget(above, _LAYERS * row, column, 1, span)
        self.addWidget(field, _LAYERS * row + 1, column, 1, span)
        self._rows.setdefault(row, []).append(field)
        if row not in self._messages:
            self._messages[row] = Messages()
            self.addWidget(self._messages[row], _LAYERS * row + 2, 0, 1, self._columns)
        return above

    def put_beside(self, row: int, column: int, part: QWidget) -> None:
        """Place something without a caption beside the fields of a row."""
        self.addWidget(part, _LAYERS * row + 1, column)

    def say(self, said: Mapping[UnitField, Sequence[tuple[Tone, str]]]) -> None:
        """Show what is said of each field; a field that is not named has nothing said of it."""
        for row, fields in self._rows.items():
            for field in fields:
                field.show_said(said.get(field, ()))
            self._messages[row].show_messages(
                list(dict.fromkeys(message for f in fields for message in said.get(f, ())))
            )
