"""The window as a screen reader walks it: down Qt's accessibility tree, part by part."""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QRect
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QWidget


@dataclass(frozen=True, slots=True)
class Heard:
    """One part: what is said of it and where it is."""

    role: QAccessible.Role
    name: str
    description: str
    value: str
    place: QRect
    focusable: bool
    focused: bool
    disabled: bool
    checkable: bool
    checked: bool
    read_only: bool
    password: bool
    in_table: bool


def tree(window: QWidget) -> list[Heard]:
    """Every part in sight, in the order in which a screen reader goes through them."""
    return list(_below(QAccessible.queryAccessibleInterface(window), in_table=False))


def _below(part: QAccessibleInterface, *, in_table: bool) -> Iterator[Heard]:
    state = part.state()
    if state.invisible:
        return
    text = QAccessible.Text
    yield Heard(
        part.role(),
        part.text(text.Name),
        part.text(text.Description),
        part.text(text.Value),
        part.rect(),
        bool(state.focusable),
        bool(state.focused),
        bool(state.disabled),
        bool(state.checkable),
        bool(state.checked),
        bool(state.readOnly),
        bool(state.passwordEdit),
        in_table,
    )
    table = in_table or part.role() in (QAccessible.Role.Table, QAccessible.Role.List)
    for place in range(part.childCount()):
        child = part.child(place)
        if child is not None:
            yield from _below(child, in_table=table)
