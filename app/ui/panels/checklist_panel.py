"""What has to be documented for this order: ticked by the program, by a person, or not asked."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.core.checklist import ChecklistEntry, ChecklistItem, ItemState, count_met
from app.core.worksheet import ShortShelf, Worksheet
from app.ui.typed_order import Shown
from app.ui.widgets.card import AnswerCard
from app.ui.widgets.signs import Sign, Tone
from app.ui.widgets.text import label, rule, show_if, show_text
from app.ui.widgets.ticks import TickBox


class ChecklistPanel(AnswerCard):
    """Emits what a person ticks; the program's own ticks cannot be cleared by hand."""

    ticked = Signal(str, bool)

    def __init__(self, items: tuple[ChecklistItem, ...]) -> None:
        super().__init__("Documentation checklist", "What to document comes with the vials.")
        self._count = label("", "strong")
        self.head.insertWidget(1, self._count)
        column = QVBoxLayout(self.content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        self._met = {item.id: _MetRow(item, self.content) for item in items if item.met_when}
        self._boxes = {item.id: self._box(item) for item in items}
        self._not_asked = {item.id: _NotAskedRow(item) for item in items if item.asked_when}
        self._rules = (rule(), rule())
        self._met_rows = QGridLayout()
        self._met_rows.setSpacing(2)
        column.addLayout(self._met_rows)
        column.addWidget(self._rules[0])
        for box in self._boxes.values():
            column.addWidget(box)
        column.addWidget(self._rules[1])
        for line in self._not_asked.values():
            column.addWidget(line)
        self._met_shown: list[str] = []
        self._shown: tuple[tuple[ChecklistEntry, ...], frozenset[str]] | None = None

    def _box(self, item: ChecklistItem) -> TickBox:
        box = TickBox(item.text)
        box.setToolTip(f"{item.why}\nSource: {item.source}")
        box.setAccessibleDescription(f"{item.why} Source: {item.source}")
        box.clicked.connect(lambda on, item_id=item.id: self.ticked.emit(item_id, on))
        return box

    def show_shown(self, shown: Shown) -> None:
        """Show where every item stands."""
        answer = shown.answer
        entries = answer.checklist if isinstance(answer, Worksheet) else ()
        met, asked = count_met(entries, shown.typed.ticked)
        show_text(self._count, f"{met} of {asked}" if entries else "")
        self.show_content(
            there=bool(entries), awaited=shown.awaited or isinstance(answer, ShortShelf)
        )
        wanted = (entries, shown.typed.ticked)
        if not entries or wanted == self._shown:
            return
        self._shown = wanted
        states = {entry.item.id: entry.state for entry in entries}
        self._show_met([i for i in self._met if states.get(i) is ItemState.MET])
        for item_id, box in self._boxes.items():
            show_if(box, states.get(item_id) is ItemState.OPEN)
            box.setChecked(item_id in shown.typed.ticked)
        for item_id, line in self._not_asked.items():
            show_if(line, states.get(item_id) is ItemState.NOT_ASKED)
        there = set(states.values())
        show_if(self._rules[0], {ItemState.MET, ItemState.OPEN} <= there)
        show_if(self._rules[1], ItemState.NOT_ASKED in there)

    def _show_met(self, met: list[str]) -> None:
        """Two beside each other, so that what is left to do has the room."""
        if met == self._met_shown:
            return
        self._met_shown = met
        for item_id, row in self._met.items():
            self._met_rows.removeWidget(row)
            show_if(row, item_id in met)
        for place, item_id in enumerate(met):
            self._met_rows.addWidget(self._met[item_id], place // 2, place % 2)


class _MetRow(QWidget):
    """An item that the order itself answers."""

    def __init__(self, item: ChecklistItem, parent: QWidget) -> None:
        super().__init__(parent)
        self.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 1, 0, 1)
        row.setSpacing(5)
        row.addWidget(Sign(Tone.CONFIRM), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(label(item.text, wrap=True), 1, Qt.AlignmentFlag.AlignTop)
        self.setToolTip(f"{item.why}\nSource: {item.source}")
        self.setAccessibleName(f"Met by the order: {item.text}")


class _NotAskedRow(QWidget):
    """An item that does not apply, and why."""

    def __init__(self, item: ChecklistItem) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 1, 0, 1)
        row.setSpacing(7)
        row.addWidget(Sign(Tone.NOTE), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(label(f"{item.text} ({item.not_asked_because})", "small", wrap=True), 1)
        self.setToolTip(f"{item.why}\nSource: {item.source}")
        self.setAccessibleName(f"Not asked: {item.text}, {item.not_asked_because}")
