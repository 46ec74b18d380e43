"""The bar at the top: the pages, New order, Help, and the version with its table's date."""

from collections.abc import Callable, Iterable
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout

from app.ui.theme import theme
from app.ui.widgets.button import Button
from app.ui.widgets.text import YieldingLabel, label, set_look, show_if

_NARROW: Final = 960
_NARROWEST: Final = 720


class TopBar(QFrame):
    """Emits which page is asked for; where it is narrow, words are shorter and the brand goes."""

    page_asked = Signal(str)
    new_asked = Signal()
    help_asked = Signal()

    def __init__(self, pages: Iterable[tuple[str, str]], chosen: str) -> None:
        """`pages` are names and shorter ones, in their order."""
        super().__init__()
        self.setObjectName("bar")
        self.setProperty("edge", "top")
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 0, 14, 0)
        row.setSpacing(10)
        self._brand = label("Vialwise", "brand")
        row.addWidget(self._brand)
        tabs = QHBoxLayout()
        tabs.setSpacing(4)
        row.addLayout(tabs)
        self._tabs: dict[str, Button] = {}
        self._texts: dict[Button, tuple[str, str]] = {}
        for number, (name, short) in enumerate(pages, start=1):
            tab = Button(f"&{number} {name}", self._ask_for(name))
            tab.setAccessibleName(name)
            tab.setProperty("look", "tab")
            tab.setProperty("chosen", "yes" if name == chosen else "no")
            self._tabs[name] = tab
            self._texts[tab] = (tab.text(), f"&{number} {short}")
            tabs.addWidget(tab)
        row.addStretch(1)
        for text, short, asked in (
            ("&New order   Ctrl+N", "&New order", self.new_asked),
            ("&Help   F1", "&Help", self.help_asked),
        ):
            button = Button(text, asked.emit)
            self._texts[button] = (text, short)
            row.addWidget(button)
        self._version = YieldingLabel("small")
        row.addWidget(self._version)

    def say_version(self, *texts: str) -> None:
        """Show the version, the widest of these texts that fits."""
        self._version.say(*texts)

    def show_chosen(self, name: str) -> None:
        """Mark the page that is in sight."""
        for other, tab in self._tabs.items():
            set_look(tab, "chosen", "yes" if other == name else "no")
            tab.setAccessibleDescription("this page" if other == name else "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten what stands there, so that nothing is cut."""
        super().resizeEvent(event)
        width = event.size().width()
        show_if(self._brand, width >= theme().px(_NARROWEST))
        for button, (long, short) in self._texts.items():
            wanted = long if width >= theme().px(_NARROW) else short
            if button.text() != wanted:
                button.setText(wanted)
        for tab in self._tabs.values():
            set_look(tab, "room", "little" if width < theme().px(_NARROWEST) else "enough")

    def _ask_for(self, name: str) -> Callable[[], None]:
        return lambda: self.page_asked.emit(name)
