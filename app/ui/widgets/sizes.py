"""Sizes that grow with the text, also when its scale changes while the window is open."""

from collections.abc import Callable
from typing import Protocol, cast, runtime_checkable

from PySide6.QtWidgets import QApplication, QWidget

from app.ui.theme import theme

_HELD = "held_sizes"
"""The property that holds least width and height, most width and height, and the room left free on
the left, at 100 %; 0 for none."""


@runtime_checkable
class Rescaled(Protocol):
    """A part that works something out by the scale of the text, and does so again when asked."""

    def rescale(self) -> None:
        """The text has another size now."""


def fix(widget: QWidget, *, width: int = 0, height: int = 0) -> None:
    """Have a part so many pixels wide, or high, times the scale of the text."""
    _hold(widget, [width, height, width, height, 0])


def at_least(widget: QWidget, *, width: int = 0, height: int = 0) -> None:
    """Have a part at least so many pixels wide, or high, times the scale of the text."""
    _hold(widget, [width, height, 0, 0, 0])


def indent(widget: QWidget, pixels: int) -> None:
    """Have what is in a part stand so many pixels to the right, times the scale of the text."""
    _hold(widget, [0, 0, 0, 0, pixels])


def size_anew() -> None:
    """Give every part the size that it has at the scale of now."""
    for widget in QApplication.allWidgets():
        held = cast("list[int] | None", widget.property(_HELD))
        if held is not None:
            _apply(widget, held)
        if isinstance(widget, Rescaled):
            widget.rescale()


def _hold(widget: QWidget, sizes: list[int]) -> None:
    before = cast("list[int] | None", widget.property(_HELD)) or [0, 0, 0, 0, 0]
    held = [new or old for new, old in zip(sizes, before, strict=True)]
    widget.setProperty(_HELD, held)
    _apply(widget, held)


def _apply(widget: QWidget, held: list[int]) -> None:
    look = theme()
    puts: tuple[Callable[[int], object], ...] = (
        widget.setMinimumWidth,
        widget.setMinimumHeight,
        widget.setMaximumWidth,
        widget.setMaximumHeight,
        lambda left: widget.setContentsMargins(left, 0, 0, 0),
    )
    for pixels, put in zip(held, puts, strict=True):
        if pixels:
            put(look.px(pixels))
