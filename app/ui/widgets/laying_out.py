"""Has what asked for a new layout laid out at once, so that nothing is painted half placed."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QWidget

_ROUNDS: Final = 3
"""A new size climbs from a label over its card and column to the page."""


def lay_out() -> None:
    """Have every layout that asked for it done now."""
    for _ in range(_ROUNDS):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)


@contextmanager
def painted_once(part: QWidget) -> Iterator[None]:
    """Paint nothing of a part until what is done to it is done.

    Where that goes wrong it is not painted half done, but only once it was done whole.
    """
    part.setUpdatesEnabled(False)
    yield
    part.setUpdatesEnabled(True)
