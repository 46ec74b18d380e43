"""What can be wrong with a layout, looked for on every visible part; each fault is a sentence."""

import re
from collections.abc import Iterator
from itertools import combinations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QScrollBar,
    QWidget,
)

from app.ui.theme import theme
from app.ui.widgets.answer_head import AnswerHead
from app.ui.widgets.choice import ChoiceField
from app.ui.widgets.ticks import PickButton
from app.ui.widgets.vial_picture import VialPicture
from app.wording.page import held
from tests.ui.bench import without_mnemonic


def faults(window: QWidget) -> list[str]:
    """Everything that is cut, overlaps, sticks out or cannot be scrolled to."""
    seen = [part for part in window.findChildren(QWidget) if part.isVisible()]
    found = [f"cut: {_name(part)} {why}" for part in seen if (why := _cut(part))]
    found += list(_overlaps([window, *seen]))
    found += list(_outside(window, seen))
    return found


def _name(part: QWidget) -> str:
    text = part.text() if isinstance(part, (QLabel, QAbstractButton)) else ""
    return f"{type(part).__name__} “{text or part.accessibleName() or part.objectName()}”"


def _bold(pixels: int) -> QFontMetrics:
    return QFontMetrics(theme().font(pixels, QFont.Weight.Bold))


def _cut(part: QWidget) -> str:  # noqa: PLR0911 one rule a kind of part
    """How a part's text does not fit into it, or "" where it does."""
    width, height = part.contentsRect().width(), part.contentsRect().height()
    metrics = part.fontMetrics()
    match part:
        case QLabel():
            return _label_cut(part, width, height)
        case AnswerHead():
            return _head_cut(part, height)
        case PickButton():
            return _wider(_bold(13), part.text(), part.width() - theme().px(29))
        case QRadioButton():
            return _wider(_bold(13 if height > 30 * theme().scale else 12), part.text(), width - 8)
        case QPushButton():
            return _wider(metrics, part.text(), width - 8) or _higher(metrics, height - 4)
        case QLineEdit():
            return _wider(metrics, part.placeholderText(), width)
        case ChoiceField():
            return _choice_cut(part)
        case VialPicture():
            return _picture_cut(part)
        case _:
            return ""


def _label_cut(part: QLabel, width: int, height: int) -> str:
    text, metrics = without_mnemonic(part.text()), part.fontMetrics()
    if not text:
        return ""
    if not part.wordWrap():
        return _wider(metrics, text, width) or _higher(metrics, height)
    for word in re.split("[ \n]", text):
        if too_wide := _wider(metrics, word, width):
            return too_wide
    needed = metrics.boundingRect(QRect(0, 0, width, 10_000), Qt.TextFlag.TextWordWrap, text)
    return f"needs {needed.height()} of {height} px" if needed.height() > height else ""


def _head_cut(part: AnswerHead, height: int) -> str:
    """Whether the lines of an item, bold where it is open, need more than there is."""
    place = QRect(0, 0, part.width() - theme().px(21), 10_000)
    small = not part.isEnabled() and part.isChecked()
    metrics = QFontMetrics(theme().font(12)) if small else QFontMetrics(theme().font(13))
    needed = metrics.boundingRect(place, Qt.TextFlag.TextWrapAnywhere, part.whole_text)
    return f"needs {needed.height()} of {height} px" if needed.height() > height else ""


def _choice_cut(part: ChoiceField) -> str:
    place = part.rect().adjusted(12, 5, -(theme().px(9) + 18), -5)
    needed = part.fontMetrics().boundingRect(
        QRect(0, 0, place.width(), 10_000), Qt.TextFlag.TextWordWrap, held(part.currentText())
    )
    fits = needed.width() <= place.width() and needed.height() <= place.height()
    return "" if fits else f"needs {needed.size().toTuple()} of {place.size().toTuple()}"


def _wider(metrics: QFontMetrics, text: str, width: int) -> str:
    needed = max(metrics.horizontalAdvance(line) for line in without_mnemonic(text).split("\n"))
    return f"“{text}” is {needed} of {width} px wide" if needed > width else ""


def _higher(metrics: QFontMetrics, height: int) -> str:
    return f"is {metrics.height()} of {height} px high" if metrics.height() > height else ""


def _overlaps(parts: list[QWidget]) -> Iterator[str]:
    for parent in parts:
        if isinstance(parent, (QAbstractScrollArea, QComboBox, QLineEdit)):
            continue
        children = [
            child
            for child in parent.children()
            if isinstance(child, QWidget) and child.isVisible() and not child.isWindow()
        ]
        for one, other in combinations(children, 2):
            if one.geometry().intersects(other.geometry()):
                yield f"overlap: {_name(one)} and {_name(other)}"


def _outside(window: QWidget, parts: list[QWidget]) -> Iterator[str]:
    """What sticks out of its parent; inside a scroll area that is what cannot be scrolled to."""
    for part in parts:
        parent = part.parentWidget() or window
        scrolled = isinstance(parent.parentWidget(), QScrollArea) and parent is not window
        if scrolled or isinstance(part, QScrollBar):
            continue  # what is scrolled is looked at as a whole below
        if not parent.rect().contains(part.geometry()):
            yield (
                f"outside: {_name(part)} {part.geometry().getRect()} of {_name(parent)} "
                f"{parent.rect().getRect()}"
            )
    for area in [part for part in parts if isinstance(part, QScrollArea)]:
        inside, port = area.widget(), area.viewport()
        assert inside is not None
        if inside.width() > port.width():
            yield f"wider than its column: {inside.width()} of {port.width()} px"
        bar = area.verticalScrollBar()
        if bar.maximum() < inside.height() - port.height():
            yield "cannot be scrolled to the end"
        if inside.height() > port.height() and not bar.isVisible():
            yield "no scroll bar"
        if inside.minimumSizeHint().height() > inside.height():
            yield "squeezed"


def is_in_sight(window: QWidget, part: QWidget) -> bool:
    """Whether the whole of a part can be seen in the window."""
    place = QRect(part.mapTo(window, QPoint(0, 0)), part.size())
    return window.rect().contains(place) and part.visibleRegion().boundingRect() == part.rect()


def _picture_cut(part: VialPicture) -> str:
    """Whether anything is drawn up to the right edge, where it would be cut."""
    picture = part.grab().toImage()
    edge = {picture.pixel(picture.width() - 1, y) for y in range(picture.height())}
    return "is drawn up to its right edge" if len(edge) > 1 else ""
