"""Keeps a fault while painting from ending the program: Qt goes on painting, and the fault is told.

PySide 6.11 ended it with a segmentation fault where a `paintEvent` of this window raised.
"""

import sys
from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from PySide6.QtGui import QPaintEvent

Part = TypeVar("Part")


def painted_safely(
    paint: Callable[[Part, QPaintEvent], None],
) -> Callable[[Part, QPaintEvent], None]:
    """The `paintEvent` that raises nothing; a fault goes where all go that nobody sees to."""

    @wraps(paint)
    def painted(part: Part, event: QPaintEvent) -> None:
        try:
            paint(part, event)
        except Exception as fault:  # noqa: BLE001 see above
            sys.excepthook(type(fault), fault, fault.__traceback__)

    return painted
