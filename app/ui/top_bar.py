"""The bar at the top: the pages, New order, Help, and the version with its table's date."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import Signal

from app.ui.widgets.button import Button
from app.ui.widgets.fitting_bar import FittingBar
from app.ui.widgets.text import YieldingLabel, set_look


class TopBar(FittingBar):
    """Emits which page is asked for, and what is asked of the window."""

    page_asked = Signal(str)
    new_asked = Signal()
    help_asked = Signal()

    def __init__(self, pages: Iterable[tuple[str, str]], chosen: str) -> None:
        """`pages` are names and what they are called where there is little room, in order."""
        super().__init__("top")
        self.row.addWidget(YieldingLabel("brand", "Vialwise", ""))
        self._tabs: dict[str, Button] = {}
        for number, (name, short) in enumerate(pages, start=1):
            tab = Button(f"&{number} {name}", self._ask_for(name))
            tab.setAccessibleName(name)
            tab.setProperty("look", "tab")
            self._tabs[name] = tab
            self.put(tab, f"&{number} {name}", f"&{number} {short}")
        self.row.addStretch(1)
        self.put(Button("&New order   Ctrl+N", self.new_asked.emit), "&New order", "&New")
        self.put(Button("&Help   F1", self.help_asked.emit), "&Help")
        self._version = YieldingLabel("small")
        self.row.addWidget(self._version)
        self.show_chosen(chosen)

    def say_version(self, *texts: str) -> None:
        """Show the version, the widest of these texts that fits."""
        self._version.say(*texts)

    def show_chosen(self, name: str) -> None:
        """Mark the page that is in sight."""
        for other, tab in self._tabs.items():
            set_look(tab, "chosen", "yes" if other == name else "no")
            tab.setAccessibleDescription("this page" if other == name else "")

    def _ask_for(self, name: str) -> Callable[[], None]:
        return lambda: self.page_asked.emit(name)
