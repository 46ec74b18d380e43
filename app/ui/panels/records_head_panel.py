"""What the Records page shows: the doses one by one, or a month of them."""

from typing import Final

from PySide6.QtCore import Signal

from app.ui.widgets.card import Card
from app.ui.widgets.segments import Segments
from app.ui.widgets.text import label

DOSES: Final = "doses"
MONTH: Final = "month"


class RecordsHeadPanel(Card):
    """Emits what is picked."""

    view_picked = Signal(str)

    def __init__(self) -> None:
        super().__init__("Records")
        self._views = Segments("Show", [(DOSES, "&Doses"), (MONTH, "&Month")], 28)
        self._views.picked.connect(self.view_picked)
        self.head.insertWidget(1, self._views)
        self.head.addWidget(label("Nothing is ever changed or deleted here.", "small"))

    def show_view(self, view: str) -> None:
        """Show which is picked."""
        self._views.show_choice(view)
