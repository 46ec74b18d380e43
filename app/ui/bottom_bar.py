"""The bar at the bottom: what is open, how the order stands in the record, and what can be done."""

from typing import Final

from PySide6.QtCore import Signal

from app.core.calculate import Answer
from app.core.checklist import count_met
from app.core.finding import Severity
from app.core.notation import counted
from app.core.worksheet import ShortShelf, Worksheet
from app.ui.messages import open_findings, why_stopped
from app.ui.recorded import KnownOfRecord, Purpose
from app.ui.typed_order import Shown, TypedOrder
from app.ui.widgets.button import Button
from app.ui.widgets.card import Chip
from app.ui.widgets.fitting_bar import FittingBar
from app.ui.widgets.signs import Tone
from app.ui.widgets.spoken import speak
from app.ui.widgets.text import YieldingLabel, show_if
from app.wording.finding_names import SHORT_NAMES
from app.wording.readiness import open_text

_KEYS: Final = "Ctrl+Enter"
_NO_RECORD: Final = "No record: see Site setup"


class BottomBar(FittingBar):
    """Counts what is open and emits what a person does with the whole order.

    Record can be pressed where nothing can be recorded: the press says why, also to somebody who
    works by keys and would never come to a disabled button.
    """

    undo_asked = Signal()
    lines_asked = Signal()
    sheet_asked = Signal()
    correct_asked = Signal()
    record_asked = Signal()
    print_asked = Signal()

    def __init__(self) -> None:
        super().__init__("bottom", whole=True)
        self._open = Chip(Tone.ASK)
        self._no_record = Chip(Tone.STOP)
        self._no_record.say(_NO_RECORD, short="No record")
        self._no_record.hide()
        self._site_notes = Chip(Tone.ASK)
        self._held = Chip(Tone.STOP)
        self._held_in_full = self._held_in_short = ""
        self._held.hide()
        self._standing = Chip(Tone.CONFIRM)
        self._checklist_open = YieldingLabel("muted")
        self._said = YieldingLabel("muted")
        self._undo = Button("&Undo new order   Ctrl+Z", self.undo_asked.emit)
        self._copy_lines = Button("&Copy claim lines", self.lines_asked.emit)
        self._copy_sheet = Button("Cop&y worksheet", self.sheet_asked.emit)
        self._print = Button("Print…   Ctrl+P", self.print_asked.emit)
        self._correct = Button("Correct…   Ctrl+K", self.correct_asked.emit)
        self._record = Button(f"Record   {_KEYS}", self.record_asked.emit)
        self._record.setProperty("look", "main")
        for part in (
            self._open,
            self._no_record,
            self._site_notes,
            self._held,
            self._standing,
            self._checklist_open,
            self._said,
        ):
            self.row.addWidget(part)
        self.row.addStretch(1)
        self.put(self._undo, "&Undo new order", "&Undo")
        self.put(self._copy_lines, "&Copy lines")
        self.put(self._copy_sheet, "Cop&y sheet")
        self.put(self._print, "Print…")
        self.put(self._correct, "Correct…")
        self.put(self._record, "Record")

    def say(self, *texts: str) -> None:
        """Say what was just done, the widest of these texts that fits."""
        self._said.say(*texts)
        speak(self._said, texts[0])

    def say_no_record(self, *, told: bool) -> None:
        """Say that nothing can be recorded; Site setup says why, and what of its files is amiss."""
        show_if(self._no_record, told)
        self._record.setAccessibleDescription(f"{_KEYS}; {_NO_RECORD}" if told else _KEYS)
        speak(self._no_record, self._no_record.accessibleName() if told else "")

    def show_shown(self, shown: Shown) -> None:
        """Show what is open of that answer, and how it stands in the record."""
        answer = shown.answer
        self._show_open(shown)
        site_notes = shown.site_notes if self._no_record.isHidden() else 0
        show_if(self._site_notes, site_notes > 0)
        if site_notes:
            troubles = f"Site files: {site_notes} to check, see Site setup"
            self._site_notes.say(troubles, short="Site files")
        sheet = answer if isinstance(answer, Worksheet) else None
        left = 0
        if sheet is not None:
            met, asked_for = count_met(sheet.checklist, shown.typed.documented)
            left = asked_for - met
        items = counted(left, "checklist item")
        texts = (f"{items} open", f"{left} to document") if sheet else ("",)
        yields = shown.site_notes or shown.typed.entry is not None
        self._checklist_open.say(*texts, *([""] if yields else []))
        self._said.say("")
        show_if(self._undo, shown.can_undo)
        self._copy_lines.setEnabled(sheet is not None)
        self._copy_sheet.setEnabled(sheet is not None)
        self._print.setEnabled(sheet is not None)
        self._show_recorded(shown.typed, shown.known, there=sheet is not None)
        self.fit()

    def fit(self) -> None:
        """Say as much as there is room for; what is held goes before who recorded it."""
        for short in ((self._held_in_short,), (self._held_in_short, "Held")):
            if not self._held.isHidden():
                self._held.say(self._held_in_full, short=short)
            super().fit()
            if self._held.isHidden() or self.row.minimumSize().width() <= self.width():
                return

    def _show_open(self, shown: Shown) -> None:
        answer = shown.answer
        asked, stopped = open_findings(answer), why_stopped(answer)
        show_if(self._open, bool(asked) or bool(stopped))
        if stopped:
            open_too = f"; {_what_is_open(answer)}" if asked else ""
            self._open.say(f"Stop: {stopped}{open_too}", Tone.STOP, short=f"Stop: {stopped}")
        elif asked:
            stops = any(finding.severity is Severity.STOP for finding in asked)
            self._open.say(
                _what_is_open(answer),
                Tone.STOP if stops else Tone.ASK,
                short=(_how_much_is_open(answer), f"{len(asked)} open"),
            )
        speak(self._open, _what_is_open(answer) if asked else "")

    def _show_recorded(self, typed: TypedOrder, known: KnownOfRecord, *, there: bool) -> None:
        entry, purpose = typed.entry, typed.purpose
        show_if(self._held, entry is not None and bool(known.held))
        show_if(self._standing, entry is not None)
        show_if(self._correct, purpose is Purpose.RECORDED)
        self._record.setEnabled(there and (purpose is not Purpose.RECORDED or typed.changed))
        self._say_standing(typed, known)
        chips = [self._held, self._standing] if known.held else [self._standing]
        said = " ".join(chip.accessibleName() for chip in chips)
        speak(self._standing, "" if entry is None else said)

    def _say_standing(self, typed: TypedOrder, known: KnownOfRecord) -> None:
        entry, purpose = typed.entry, typed.purpose
        if entry is None:
            return
        stands = known.stands or f"{entry.meaning} {entry.by}"
        doing = _DOING.get(purpose)
        if known.held:
            first, *more = known.held
            self._held_in_full = " ".join(known.held)
            self._held_in_short = f"{first} And {len(more)} more." if more else first
            self._held.say(self._held_in_full)  # as much of it as there is room for: `fit`
        if purpose is Purpose.RECORDED and not typed.changed:
            said = f"Recorded: {stands}"
            if known.held:  # there is less room for it: what was recorded last is confirmed
                said = f"Recorded: {entry.meaning} {entry.by}, {entry.id}"
            self._standing.say(
                f"Recorded: {stands}, {entry.id}", Tone.CONFIRM, short=(said, "Recorded")
            )
        elif doing is not None and not typed.changed:
            self._standing.say(f"{doing}: {stands}, {entry.id}", Tone.NOTE, short=doing)
        else:
            self._standing.say(
                f"Not recorded: changed since {stands}, {entry.id}", Tone.ASK, short="Not recorded"
            )


_DOING: Final = {
    Purpose.GIVING: "Entering what was given",
    Purpose.CORRECTING: "Open for a correction",
}
"""What a recorded order is open for, while nothing of it was changed yet."""


def _how_much_is_open(answer: Answer) -> str:
    return open_text(answer) if isinstance(answer, (Worksheet, ShortShelf)) else ""


def _what_is_open(answer: Answer) -> str:
    names = list(dict.fromkeys(SHORT_NAMES[finding.id] for finding in open_findings(answer)))
    more = f" and {len(names) - 2} more" if len(names) > 2 else ""
    return f"{_how_much_is_open(answer)}: {', '.join(names[:2])}{more}"
