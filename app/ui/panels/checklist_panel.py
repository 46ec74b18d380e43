"""What has to be documented for this order, in the order of the day, answered in place."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut

from app.core.checklist_item import ChecklistItem
from app.core.worksheet import ShortShelf, Worksheet
from app.ui.typed_order import Shown
from app.ui.widgets.card import AnswerCard
from app.ui.widgets.text import label, show_if, show_text

if TYPE_CHECKING:
    from app.ui.checklist_items import ChecklistItems


class ChecklistPanel(AnswerCard):
    """Emits the id of an item and what is kept as its answer, "" where that was cleared."""

    answered = Signal(str, str)
    built = Signal()
    """The items are laid out: there is more for Tab to stop at."""

    def __init__(self, items: tuple[ChecklistItem, ...]) -> None:
        super().__init__("Documentation checklist", "What to document comes with the vials.")
        self._count = label("", "strong")
        self.head.insertWidget(1, self._count)
        self._key = label("first open: F2", "small")
        self.head.addWidget(self._key)
        self._asked = items
        self._items: ChecklistItems | None = None
        next_open = QShortcut(QKeySequence(Qt.Key.Key_F2), self)
        next_open.activated.connect(self.focus_first_open)

    def build(self) -> None:
        """Lay the items out, once: no start waits for a list that comes with the vials."""
        if self._items is not None:
            return
        from app.ui.checklist_items import ChecklistItems  # noqa: PLC0415 after the start

        self._items = ChecklistItems(self._asked)
        self._items.answered.connect(self.answered)
        self.take(self._items)
        self.built.emit()

    def focus_first_open(self) -> None:
        """Put the keyboard on the first item that is open."""
        if self._items is None:
            self.focusNextChild()
        else:
            self._items.focus_first_open()

    def show_shown(self, shown: Shown) -> None:
        """Show where every item stands."""
        sheet = shown.answer if isinstance(shown.answer, Worksheet) else None
        entries = sheet.checklist if sheet is not None else ()
        if entries:
            self.build()
        self.show_content(
            there=bool(entries), awaited=shown.awaited or isinstance(shown.answer, ShortShelf)
        )
        show_if(self._key, bool(entries))
        count = ""
        if sheet is not None and entries and self._items is not None:
            count = self._items.show_sheet(sheet, shown.typed.documented)
        show_text(self._count, count)
