"""The look, read from data: named colours, the style sheet, the font, the text scale."""

import gc
import re
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from app.reference.resources import RESOURCES

FAMILY: Final = "Vialwise Sans"

_ORDINARY_POINTS: Final = 9.0
"""The size of text that a system sets at 100 %: 9 points on Windows, and close to it elsewhere."""


class Theme:
    """One set of colours at one text scale; the widgets that paint themselves ask it."""

    def __init__(self, name: str, scale: float, colours: Mapping[str, str] | None = None) -> None:
        """`colours` by role; without them those that the file has under that name."""
        self.name = name
        self.scale = scale
        named = _colours(name) if colours is None else colours
        self._colours = {key: QColor(value) for key, value in named.items()}

    def colour(self, role: str) -> QColor:
        """The colour of that name."""
        return self._colours[role]

    def px(self, pixels: float) -> int:
        """A length that grows with the text."""
        return round(pixels * self.scale)

    def font(self, pixels: float, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
        """The window's font at a size that grows with the text."""
        font = QFont(FAMILY)
        font.setPixelSize(self.px(pixels))
        font.setWeight(weight)
        return font

    def style_sheet(self) -> str:
        """window.qss with colours and sizes filled in."""
        text = (RESOURCES / "theme" / "window.qss").read_text(encoding="utf-8")
        coloured = re.sub(r"@(\w+)", lambda found: self._colours[found[1]].name(), text)
        return re.sub(r"\{(\d+)\}", lambda found: str(self.px(int(found[1]))), coloured)

    def palette(self) -> QPalette:
        """The palette for what the style sheet does not reach."""
        palette = QPalette()
        for role, name in (
            (QPalette.ColorRole.Window, "window"),
            (QPalette.ColorRole.Base, "field"),
            (QPalette.ColorRole.Button, "panel"),
            (QPalette.ColorRole.Text, "text"),
            (QPalette.ColorRole.WindowText, "text"),
            (QPalette.ColorRole.ButtonText, "text"),
            (QPalette.ColorRole.PlaceholderText, "text_faint"),
            (QPalette.ColorRole.Highlight, "segment_on"),
            (QPalette.ColorRole.HighlightedText, "on_accent"),
            (QPalette.ColorRole.Link, "accent_text"),
            (QPalette.ColorRole.ToolTipBase, "panel"),
            (QPalette.ColorRole.ToolTipText, "text"),
        ):
            palette.setColor(role, self._colours[name])
        return palette


class _InForce:
    """The theme in force; there is one window and so one theme."""

    theme: Theme | None = None


def theme() -> Theme:
    """The theme in force."""
    if _InForce.theme is None:
        raise RuntimeError("no theme is in force: choose_theme comes first")
    return _InForce.theme


def system_theme() -> str:
    """The theme that the system asks for."""
    hints = QGuiApplication.styleHints()
    if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
        return "high-contrast"
    return "dark" if hints.colorScheme() == Qt.ColorScheme.Dark else "light"


def system_scale() -> float:
    """How much larger than usual the system wants text, from 1 to 3."""
    points = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).pointSizeF()
    return min(3.0, max(1.0, points / _ORDINARY_POINTS))


def load_fonts(folder: Path = RESOURCES / "fonts") -> None:
    """Make the program's own font known, so that text looks the same on every machine."""
    for file in sorted(folder.glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(file))


def choose_theme(app: QApplication, name: str, scale: float) -> None:
    """Put colours, font and text scale in force, unless they are; `dress` does the rest."""
    before = _InForce.theme
    if before is None or (before.name, before.scale) != (name, scale):
        put_in_force(app, Theme(name, scale))


def put_in_force(app: QApplication, chosen: Theme) -> None:
    """Have all that is drawn from now on drawn by that theme."""
    _InForce.theme = chosen
    with _nothing_collected():
        app.setPalette(chosen.palette())
        app.setFont(chosen.font(13))


def dress(app: QApplication) -> None:
    """Put the style sheet of the theme in force on all that there is.

    A window is dressed once it is put together: each part that joins a dressed one is styled anew
    with all that is in it, which makes a start a sixth longer.
    """
    style_sheet = theme().style_sheet()
    if app.styleSheet() != style_sheet:
        with _nothing_collected():
            app.setStyleSheet(style_sheet)


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """Let Python collect no garbage meanwhile.

    Qt goes through all widgets then and calls ours; one that was collected in between, of a window
    that is gone, would end the program.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _colours(name: str) -> dict[str, str]:
    with (RESOURCES / "theme" / "colours.toml").open("rb") as file:
        themes = tomllib.load(file)
    return {str(role): str(value) for role, value in themes[name].items()}
