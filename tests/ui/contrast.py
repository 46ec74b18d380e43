"""WCAG 2.2: how strongly two colours stand out from each other, and which are on screen."""

from collections import Counter
from typing import cast

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QColor, QImage

_LOOKED_AT = (90, 60)
"""So many pixels of a part, from its top left, show what it is written in."""


def colours_at(picture: QImage, place: QRect) -> Counter[int]:
    """Every colour at a place of a picture, with how many pixels have it."""
    seen = place.intersected(picture.rect())
    seen = QRect(seen.topLeft(), seen.size().boundedTo(QSize(*_LOOKED_AT)))
    part = picture.copy(seen).convertToFormat(QImage.Format.Format_RGB32)
    return Counter(cast("memoryview", part.constBits()).cast("I").tolist())


def ground_at(picture: QImage, place: QRect) -> QColor:
    """The colour that most of a place has."""
    return QColor.fromRgb(colours_at(picture, place).most_common(1)[0][0])


def ink_at(picture: QImage, place: QRect) -> QColor:
    """The colour that stands out the most from the ground."""
    ground = ground_at(picture, place)
    colours = [QColor.fromRgb(rgb) for rgb in colours_at(picture, place)]
    return max(colours, key=lambda colour: contrast(colour, ground))


def contrast(one: QColor, other: QColor) -> float:
    """From 1 (the same) to 21 (black on white); 4.5 is asked of text, 3 of signs and borders."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: QColor) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (colour.redF(), colour.greenF(), colour.blueF())
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
