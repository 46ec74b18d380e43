"""WCAG 2.2: how strongly two colours stand out from each other."""

from PySide6.QtGui import QColor


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
