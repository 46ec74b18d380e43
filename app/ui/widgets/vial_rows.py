"""A row for each size of vial: how many, of which lot, until when."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.ui.widgets.card import Messages
from app.ui.widgets.column_row import Together
from app.ui.widgets.fields import UnitField
from app.ui.widgets.look_field import LOOK_AGAIN, look_again
from app.ui.widgets.signs import Tone
from app.ui.widgets.sizes import fix
from app.ui.widgets.text import Caption, label, rule, show_if

PARTS: Final = ("count", "lot", "expiry")
_COUNT_WIDTH: Final = 64
_NO_DRUG: Final = "Vials: scan one, or choose the drug"


class VialRows(Together):
    """Emits size, part and text as they are typed; the parts are count, lot and expiry."""

    edited = Signal(str, str, str)
    rearranged = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._sizes: tuple[tuple[str, str, str], ...] | None = None
        self._fields: dict[tuple[str, str], UnitField] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._rows = QWidget()
        self._again = QWidget()
        self._messages = Messages()
        self._column.addWidget(self._rows)
        self._column.addWidget(self._messages)

    def show_sizes(self, name: str, sizes: Sequence[tuple[str, str, str]]) -> None:
        """Have a row for each size of that drug: its mg, how that reads, and its volume."""
        wanted = ((name, "", ""), *sizes)
        if wanted == self._sizes:
            return
        self._sizes = wanted
        before, self._rows = self._rows, QWidget()
        self._fields = {}
        grid = QGridLayout(self._rows)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(1)
        grid.setColumnStretch(2, 5)
        grid.setColumnStretch(3, 4)
        caption = Caption("Vi&als: scan or count" if sizes else _NO_DRUG)
        head = QHBoxLayout()
        head.addWidget(caption)
        self._again = look_again()
        head.addWidget(self._again)
        head.addStretch(1)
        grid.addLayout(head, 0, 0)
        for column, word in enumerate(("Count", "Lot", "Expiry") if sizes else (), start=1):
            grid.addWidget(label(word, "muted"), 0, column)
        for place, (mg, size, volume) in enumerate(sizes, start=1):
            self._put_row(grid, 2 * place, name, mg, (size, volume))
        self._column.replaceWidget(before, self._rows)
        self._rows.show()
        before.hide()
        before.deleteLater()
        first = next(iter(self._fields.values()), None)
        if first is not None:
            caption.setBuddy(first.line)
        self.rearranged.emit()

    def _put_row(
        self, grid: QGridLayout, line: int, name: str, mg: str, words: tuple[str, str]
    ) -> None:
        size, volume = words
        what = QHBoxLayout()
        what.setSpacing(4)
        what.addWidget(label(size, "strong"))
        what.addWidget(label(volume, "small"))
        what.addStretch(1)
        grid.addWidget(rule(), line - 1, 0, 1, 4)
        grid.addLayout(what, line, 0)
        count = UnitField(f"{name} {size} vials, count", form="a whole number; blank is none")
        fix(count, width=_COUNT_WIDTH)
        count.line.setAlignment(Qt.AlignmentFlag.AlignRight)
        lot = UnitField(f"{name} {size} vials, lot", form="as on the vial; several with a comma")
        expiry = UnitField(
            f"{name} {size} vials, expiry", placeholder="YYYY-MM", form="as year-month, or a day"
        )
        for column, (part, field) in enumerate(zip(PARTS, (count, lot, expiry), strict=True), 1):
            field.edited.connect(partial(self.edited.emit, mg, part))
            field.line.setObjectName(f"{part}.{mg}")
            grid.addWidget(field, line, column)
            self._fields[mg, part] = field

    def show_texts(self, texts: Mapping[tuple[str, str], str]) -> None:
        """Put in what was typed or scanned, by size and part."""
        for key, field in self._fields.items():
            field.show_text(texts.get(key, ""))

    def show_state(
        self,
        said: Mapping[tuple[str, str], str],
        about_all: Sequence[tuple[Tone, str]],
        open_parts: Sequence[str],
        *,
        again: bool,
    ) -> None:
        """What is said of each field and of all, and which parts can be typed into."""
        for key, field in self._fields.items():
            sentences = [(Tone.STOP, said[key])] if key in said else []
            asked = [(Tone.ASK, LOOK_AGAIN)] if again and key[1] in open_parts else []
            field.setEnabled(key[1] in open_parts)
            field.show_said([*sentences, *asked])
        show_if(self._again, again)
        sentences = [(Tone.STOP, said[key]) for key in self._fields if key in said]
        self._messages.show_messages(list(dict.fromkeys([*sentences, *about_all])))

    def line(self, mg: str, part: str) -> QWidget | None:
        """What takes the keyboard for that part of a size."""
        field = self._fields.get((mg, part))
        return None if field is None else field.line

    def first_open(self) -> QWidget | None:
        """The first field that can be typed into."""
        return next((f.line for f in self._fields.values() if f.isEnabled()), None)
