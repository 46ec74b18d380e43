"""Which doses of the record are wanted: by reference, days, person, and what is still open."""

from datetime import date

from PySide6.QtCore import Qt, Signal

from app.core.notation import read_date
from app.records.dose_entries import Search
from app.ui.widgets.card import Card
from app.ui.widgets.field_grid import FieldGrid
from app.ui.widgets.fields import UnitField
from app.ui.widgets.signs import Tone
from app.ui.widgets.text import label
from app.ui.widgets.ticks import TickBox

_DAY = "YYYY-MM-DD"


class RecordsSearchPanel(Card):
    """Emits the search at each change; None while a day cannot be read, which is said there."""

    searched = Signal(object)

    def __init__(self) -> None:
        super().__init__("Search")
        self._reference = UnitField(
            "Reference of encounter, course or entry",
            placeholder="A-20417",
            form="as it was recorded; blank for all",
        )
        day = "as year-month-day; blank for all"
        self._first = UnitField("Recorded from", placeholder=_DAY, form=day)
        self._last = UnitField("Recorded to", placeholder=_DAY, form=day)
        self._by = UnitField("Recorded by", placeholder="RK", form="initials; blank for all")
        self._open = TickBox("With an open checklist")
        self._open.setAccessibleName("With an open checklist")
        self._grid = FieldGrid()
        self._grid.put(0, 0, "&Reference", self._reference, 2)
        self._grid.put(1, 0, "Recorded &from", self._first)
        self._grid.put(1, 1, "&To", self._last)
        self._grid.put(2, 0, "&Person", self._by)
        self.body.addLayout(self._grid)
        self.body.addWidget(self._open)
        self.body.addWidget(
            label("Encounter, course or entry, written as it was recorded.", "small", wrap=True)
        )
        for field in (self._reference, self._first, self._last, self._by):
            field.edited.connect(lambda _text: self._search())
        self._open.toggled.connect(lambda _on: self._search())

    @property
    def search(self) -> Search | None:
        """What is asked for; None while a day cannot be read."""
        first, last = _day(self._first), _day(self._last)
        if isinstance(first, str) or isinstance(last, str):
            return None
        return Search(
            self._reference.line.text().strip(),
            first,
            last,
            self._by.line.text().strip().upper(),
            self._open.isChecked(),
        )

    def focus_first(self) -> None:
        """Put the keyboard where a reference is typed."""
        self._reference.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self._reference.line.selectAll()

    def _search(self) -> None:
        said = {}
        for field in (self._first, self._last):
            day = _day(field)
            said[field] = [(Tone.STOP, day)] if isinstance(day, str) else []
        self._grid.say(said)
        self.searched.emit(self.search)


def _day(field: UnitField) -> date | str | None:
    text = field.line.text().strip()
    return read_date(text) if text else None
