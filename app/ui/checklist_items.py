"""The items of the checklist, each answered in its place."""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.core.checklist import NOT_YET, ChecklistEntry, Documented, ItemState
from app.core.checklist_answer import DONE, fields_of, line_of
from app.core.checklist_item import AnswerForm, ChecklistItem, ItemMoment
from app.core.notation import counted
from app.core.worksheet import Worksheet
from app.ui.widgets.answer_head import AnswerHead, HeadLook
from app.ui.widgets.answer_row import AnswerRow, FieldPlace
from app.ui.widgets.signs import Tone
from app.ui.widgets.text import label, show_if, show_text
from app.wording.checklist_text import MOMENTS, answer_text, from_order_text

_REASON: Final = 2
"""The place of an infusion's reason among its fields: there only where it is asked for."""


class ChecklistItems(QWidget):
    """Laid out with the first answer, in the card that waits for it."""

    answered = Signal(str, str)

    def __init__(self, items: tuple[ChecklistItem, ...]) -> None:
        super().__init__()
        self._rows: dict[str, AnswerRow] = {}
        self._headings: dict[ItemMoment, _Heading] = {}
        self._list = QVBoxLayout(self)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(1)
        for moment in ItemMoment:
            self._headings[moment] = _Heading(MOMENTS[moment])
            self._list.addWidget(self._headings[moment])
            self._headings[moment].hide()
            for item in items:
                if item.moment is moment:
                    self._rows[item.id] = self._row(item)
                    self._rows[item.id].head.hide()  # else the layout would show it by itself
        self._more = AnswerHead("Show what is not asked")
        self._more.asked.connect(self._turn_more)
        self._more.passed.connect(self.focusNextChild)
        self._not_asked = label("", "small", wrap=True)
        self._not_asked.hide()
        for part in (self._more, self._not_asked):  # behind the items for Tab as for the eye
            self._list.addWidget(part)
        self._open: frozenset[str] = frozenset()
        self._shown: dict[str, tuple[object, ...]] = {}

    def _row(self, item: ChecklistItem) -> AnswerRow:
        usual = item.usual if item.form is AnswerForm.TEXT else ""
        row = AnswerRow(self._list, item.text, f"{item.why}\nSource: {item.source}", usual)
        row.take_fields(_places(item, ""))
        row.answered.connect(partial(self._answer, item))
        row.passed.connect(partial(self._go_on, item.id))
        return row

    def focus_first_open(self) -> None:
        """Put the keyboard on the first item that is open."""
        self._go_to(self._rows)

    def show_sheet(self, sheet: Worksheet, answers: Mapping[str, str]) -> str:
        """Show where every item stands; how many of those that are asked are met."""
        standings = {entry.item.id: entry.documented(answers) for entry in sheet.checklist}
        for entry in sheet.checklist:
            item_id = entry.item.id
            self._show_row(entry, standings[item_id], sheet, answers.get(item_id, ""))
        self._open = frozenset(
            [item_id for item_id, stands in standings.items() if stands.state is ItemState.OPEN]
        )
        return self._show_counts(sheet.checklist, standings)

    def _show_counts(
        self, entries: tuple[ChecklistEntry, ...], standings: dict[str, Documented]
    ) -> str:
        met = dict.fromkeys(ItemMoment, 0)
        asked, due = dict(met), dict.fromkeys(ItemMoment, True)
        for entry in entries:
            moment, state = entry.item.moment, standings[entry.item.id].state
            met[moment] += state is ItemState.MET
            asked[moment] += state is not ItemState.NOT_ASKED
            due[moment] = entry.is_due
        for moment, heading in self._headings.items():
            heading.say(f"{met[moment]} of {asked[moment]}", "" if due[moment] else NOT_YET)
            show_if(heading, asked[moment] > 0)
        left_out = [
            f"– {entry.item.text} ({entry.item.not_asked_because})"
            for entry in entries
            if entry.state is ItemState.NOT_ASKED
        ]
        show_text(self._not_asked, "\n".join(left_out))
        show_if(self._more, bool(left_out))
        self._say_more()
        return f"{sum(met.values())} of {sum(asked.values())}"

    def _turn_more(self, _by_key: bool) -> None:
        self._not_asked.setVisible(self._not_asked.isHidden())
        self._say_more()

    def _say_more(self) -> None:
        left_out = self._not_asked.text().count("\n") + 1
        look = HeadLook.OFFERED if self._not_asked.isHidden() else HeadLook.MET
        self._more.say(counted(left_out, "item"), "", look)
        self._more.setAccessibleDescription(counted(left_out, "item"))

    def _show_row(
        self, entry: ChecklistEntry, stands: Documented, sheet: Worksheet, kept: str
    ) -> None:
        """Show an item where anything of it differs from what is shown."""
        item = entry.item
        answer = answer_text(item, stands, sheet)
        from_order = ""
        if item.form is AnswerForm.PROGRAM and entry.is_due:
            from_order = from_order_text(item, sheet)
        now = (entry.state, entry.is_due, stands, answer, kept, from_order)
        if self._shown.get(item.id) == now:
            return
        self._shown[item.id] = now
        row, asked = self._rows[item.id], stands.state is not ItemState.NOT_ASKED
        row.show_if(asked)
        if not asked:
            return
        look = _look(item, stands)
        if look is HeadLook.OPEN and not entry.is_due:  # what did not happen is not answered
            look = HeadLook.FROM_ORDER
        if stands.trouble == NOT_YET:
            answer = f"{answer or 'ticked'} (not yet)"
        hint = _hint(item) if look is HeadLook.OPEN else ""
        if look is HeadLook.FROM_ORDER:
            hint = from_order
        row.take_fields(_places(item, str(sheet.claim.date_of_service)))
        row.show_answer(
            _texts(row, item.form, kept),
            answer,
            hint,
            look,
            f"{_stands(look, hint or answer)} {item.why} Source: {item.source}",
        )
        if item.form is AnswerForm.START_STOP:
            is_off = stands.is_read and stands.trouble not in ("", NOT_YET)
            row.show_field(_REASON, there=is_off or bool(fields_of(item.form, kept)[_REASON]))
        row.show_said(_said(item, stands, kept), waits=not stands.is_read)

    def _answer(self, item: ChecklistItem, texts: tuple[str, ...]) -> None:
        if item.form is AnswerForm.TICK:
            self.answered.emit(item.id, DONE if texts else "")
            return
        self.answered.emit(item.id, line_of(item.form, texts))

    def _go_on(self, item_id: str) -> None:
        """To the next open item, and past the last to what comes after the list."""
        ids = list(self._rows)
        self._go_to(ids[ids.index(item_id) + 1 :])

    def _go_to(self, ids: Iterable[str]) -> None:
        """To the first of these items that is open, and past them where none is."""
        heads = [self._rows[item_id].head for item_id in ids if self._takes_keyboard(item_id)]
        if not heads and self._more.isHidden():
            self.focusNextChild()
        else:
            (heads[0] if heads else self._more).setFocus(Qt.FocusReason.TabFocusReason)

    def _takes_keyboard(self, item_id: str) -> bool:
        """Whether the item is open and for a person to answer."""
        head = self._rows[item_id].head
        return item_id in self._open and head.isEnabled() and not head.isHidden()


class _Heading(QWidget):
    """A moment of the day, how many of its items are met, and whether it has come."""

    def __init__(self, title: str) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 5, 0, 1)
        row.setSpacing(7)
        self._title, self._count = label(title.upper(), "caption"), label("", "small")
        self._not_yet = label("", "small", wrap=True)
        row.addWidget(self._title)
        row.addWidget(self._count)
        row.addWidget(self._not_yet, 1)

    def say(self, count: str, not_yet: str) -> None:
        """Show count and what has not come."""
        show_text(self._count, count)
        show_text(self._not_yet, not_yet)


_STANDS: Final = {
    HeadLook.OPEN: ("Open", ". "),
    HeadLook.PENDING: ("Answered, does not count yet", ": "),
    HeadLook.MET: ("Answered", ": "),
    HeadLook.BY_ORDER: ("Met by the order", ": "),
    HeadLook.FROM_ORDER: ("Open", ", "),
}
"""How an item stands, and what comes between that and its answer or hint, for a screen reader."""


def _stands(look: HeadLook, what: str) -> str:
    state, between = _STANDS[look]
    return f"{state}{between}{what}." if what else f"{state}."


def _look(item: ChecklistItem, stands: Documented) -> HeadLook:
    if stands.state is ItemState.MET:
        return HeadLook.MET if stands.answer else HeadLook.BY_ORDER
    if item.form is AnswerForm.PROGRAM:
        return HeadLook.FROM_ORDER
    return HeadLook.PENDING if stands.answer else HeadLook.OPEN


def _hint(item: ChecklistItem) -> str:
    return f"Space: {item.usual}" if item.usual and item.form is AnswerForm.TEXT else ""


def _places(item: ChecklistItem, day: str) -> tuple[FieldPlace, ...]:
    """The fields of an item's form."""
    match item.form:
        case AnswerForm.TICK | AnswerForm.PROGRAM:
            return ()
        case AnswerForm.START_STOP:
            return (
                FieldPlace("start", "start, such as 09:30", 0, 0, 1),
                FieldPlace("stop", "stop, such as 10:30", 0, 1, 1),
                FieldPlace("reason", "why it took other than expected", 1, 0, 2),
            )
        case AnswerForm.DISCARD:
            reason, _, disposal = item.usual.partition("; ")
            return (
                FieldPlace("date", _by_space("", day), 0, 0, 1, day),
                FieldPlace("time", "time, such as 10:45", 0, 1, 1),
                FieldPlace("reason", _by_space("reason", reason), 1, 0, 2, reason),
                FieldPlace("disposal", _by_space("to", disposal), 2, 0, 2, disposal),
            )
        case AnswerForm.DATE:
            return (FieldPlace("date", _by_space("", day), 0, 0, 1, day),)
        case _:
            inside = _by_space("", item.usual) or "a few words, no patient’s name"
            return (FieldPlace("answer", inside, 0, 0, 1, item.usual),)


def _texts(row: AnswerRow, form: AnswerForm, kept: str) -> tuple[str, ...]:
    """What stands in the fields where it makes the answer that is kept; else what that is made of.

    What is being typed may read otherwise, and is never changed.
    """
    fields = fields_of(form, kept)
    there = len(row.texts) == len(fields)
    return row.texts if there and line_of(form, row.texts) == kept else fields


def _by_space(what: str, usual: str) -> str:
    """What is to be typed, and what the space bar puts in where it does."""
    return ", ".join([text for text in (what, f"Space: {usual}" if usual else "") if text])


def _said(item: ChecklistItem, stands: Documented, kept: str) -> list[tuple[Tone, str]]:
    """What is wrong or asked of an answer, and what its words may give away."""
    said = []
    if stands.trouble and stands.trouble != NOT_YET:
        said.append((Tone.ASK, stands.trouble))
    if personal := _points_out(item, kept):
        said.append((Tone.ASK, personal))
    return said


def _points_out(item: ChecklistItem, text: str) -> str:
    """What in the words that were typed looks as if it named a patient."""
    if not text or item.form is AnswerForm.TICK:
        return ""
    from app.core.personal_text import looks_personal  # noqa: PLC0415 its patterns take 5 ms

    return looks_personal(text)
