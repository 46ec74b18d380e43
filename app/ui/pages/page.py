"""What the window asks of a page."""

from typing import Protocol, runtime_checkable

from PySide6.QtWidgets import QWidget

from app.ui.typed_order import Shown


class Page(Protocol):
    """Any page."""

    @property
    def stops(self) -> list[QWidget]:
        """What takes the keyboard, in the order in which the page is read."""
        ...

    def show_shown(self, shown: Shown) -> None:
        """Show that answer."""
        ...

    def focus_first(self) -> None:
        """Put the keyboard where the page begins."""
        ...


@runtime_checkable
class PageWithBar(Protocol):
    """A page that is not about the order on Prepare, with a bar of its own at the bottom."""

    has_own_bar: bool

    def record(self) -> None:
        """Ctrl+Enter."""
        ...


@runtime_checkable
class PageOfItsOwn(Protocol):
    """A page that shows more than the answer to the order."""

    def show_anew(self) -> None:
        """Show all of it once more from what is so now: after a fault a part may be old."""
        ...
