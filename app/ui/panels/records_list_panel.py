"""The doses found, newest first: who prepared, checked and gave each, and what is open."""

from collections.abc import Iterator
from time import perf_counter
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal

from app.core.notation import shown
from app.records.dose_entries import DoseEntries, Step, counted_text
from app.records.recorded_dose import moment_of
from app.records.trouble import RecordTrouble
from app.ui.step_tones import STEP_TONES
from app.ui.widgets.button import Button
from app.ui.widgets.card import Card, Notice
from app.ui.widgets.row_table import Cell, Head, Row, Rows, RowTable
from app.ui.widgets.signs import Tone
from app.ui.widgets.spoken import speak
from app.ui.widgets.text import label, show_if, show_text
from app.wording.paths import with_broken_paths

_AT_ONCE: Final = 40
_LONGEST_S: Final = 0.25
"""How long is looked for a full page before what was found so far is shown."""

_HEADS: Final = (
    Head("Newest", Cell("2026-11-24"), yields=2),
    Head("Encounter", Cell("A-20417")),
    Head("Drug and dose", Cell("tremelimumab 80.6 mg"), grows=True),
    Head("Prepared", Cell("not yet", Tone.NOTE), yields=1),
    Head("Checked", Cell("claim held", Tone.ASK)),
    Head("Given", Cell("not yet", Tone.NOTE)),
    Head("Open", Cell("14", Tone.NOTE)),
)


class RecordsListPanel(Card):
    """Shows doses as they are read; emits the one that the arrow keys or a click came to."""

    picked = Signal(object)
    broken_off = Signal(str)
    """Reading ended with that sentence."""
    again_asked = Signal()

    def __init__(self) -> None:
        super().__init__("Doses")
        self._count = label("", "small")
        self.head.insertWidget(1, self._count)
        self._table = RowTable("Doses found, newest first", _HEADS, 8)
        self._table.picked.connect(self._pick)
        self._nothing = label("", wrap=True)
        self._trouble = Notice()
        self._again = Button("&Look again", self.again_asked.emit)
        self._show_trouble(there=False)
        self.body.addWidget(self._trouble)
        self.body.addWidget(self._again, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self._nothing)
        self.body.addWidget(self._table)
        self._doses: list[DoseEntries] = []
        self._found: Iterator[DoseEntries | str | None] = iter(())
        self._is_whole = False
        self._if_none = ""
        self._said: list[str] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._read_on)

    @property
    def table(self) -> RowTable:
        """The rows themselves."""
        return self._table

    def show_found(
        self, found: Iterator[DoseEntries | str | None], if_none: str, chosen: str
    ) -> None:
        """Show what is found; the dose of that encounter and drug stays chosen, if it is there."""
        self._found, self._doses, self._is_whole = found, [], False
        self._if_none, self._said = if_none, []
        self._show_trouble(there=False)
        self._table.show_rows(self._read)
        if chosen and chosen in (keys := [key_of(dose) for dose in self._doses]):
            self._table.pick(keys.index(chosen))
        self._show_what_is_there()

    def show_trouble(self, sentence: str) -> None:
        """Say why nothing can be read."""
        self._found, self._doses, self._said, self._is_whole = iter(()), [], [], True
        self._if_none = ""
        self._table.show_rows(lambda: Rows((), goes_on=False))
        self._say(sentence)
        self._show_what_is_there()

    def focus_first(self) -> None:
        """Put the keyboard on the rows."""
        self._table.setFocus()

    def _show_what_is_there(self) -> None:
        there = bool(self._doses)
        nothing = self._if_none if self._is_whole else "Searching the record…"
        show_text(self._nothing, nothing)
        show_if(self._table, there)
        show_if(self._nothing, not there and bool(nothing))
        self._show_count()

    def _read(self) -> Rows:
        """The next page. Where it takes long it ends early, and goes on by itself if need be."""
        rows: list[Row] = []
        began = perf_counter()
        try:
            for dose in self._found:
                if isinstance(dose, str):
                    self._say(dose)
                elif dose is not None:
                    self._doses.append(dose)
                    rows.append(_row(dose))
                if len(rows) >= _AT_ONCE or perf_counter() - began > _LONGEST_S:
                    break
            else:
                self._is_whole = True
        except RecordTrouble as trouble:
            self._is_whole = True
            self._say(trouble.sentence)
            self.broken_off.emit(trouble.sentence)
        if not rows and not self._is_whole:
            self._timer.start()
        self._show_count()
        return Rows(rows, goes_on=not self._is_whole)

    def _read_on(self) -> None:
        self._table.read_on()
        self._show_what_is_there()

    def _show_count(self) -> None:
        counted = counted_text(len(self._doses), all_of_them=self._is_whole)
        show_text(self._count, counted if self._doses else "")
        speak(self._count, self._count.text())

    def _say(self, sentence: str) -> None:
        if sentence not in self._said:
            self._said.append(sentence)
        more = f" So it is with {len(self._said) - 1} more." if len(self._said) > 1 else ""
        self._trouble.say(with_broken_paths(f"{self._said[0]}{more}"), Tone.STOP)
        self._show_trouble(there=True)

    def _show_trouble(self, *, there: bool) -> None:
        show_if(self._trouble, there)
        show_if(self._again, there)

    def _pick(self, place: int) -> None:
        self.picked.emit(self._doses[place] if 0 <= place < len(self._doses) else None)


def key_of(dose: DoseEntries) -> str:
    """What tells a dose from others while the list is read anew."""
    return f"{dose.encounter} {dose.dose_text.split(' ')[0]}"


def _row(dose: DoseEntries) -> Row:
    left = len(dose.open_items)
    return (
        Cell(f"{moment_of(dose.newest):%Y-%m-%d}"),
        Cell(dose.encounter),
        Cell(dose.dose_text),
        _cell(dose.prepared),
        _cell(dose.checked_in_short),
        _cell(dose.given),
        Cell(shown(left), Tone.NOTE if left else Tone.CONFIRM),
    )


def _cell(step: Step) -> Cell:
    return Cell(step.word, STEP_TONES[step.state])
