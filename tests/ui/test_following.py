"""The look follows the system while the window is open, and nothing that was typed is lost."""

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from app.ui.following import Follows, SystemLook, system_look
from app.ui.theme import theme
from tests.ui.bench import WEIGHT, Bench, OpenBench, name_of, settle
from tests.ui.contrast import ground_at
from tests.ui.every_page import DIALOGS, EVERY_PAGE, open_page
from tests.ui.layout_faults import faults


class System:
    """What a system asks for, and how it tells that it asks for something else."""

    def __init__(self, theme_name: str = "light", scale: float = 1.0) -> None:
        self.look = SystemLook(theme_name, scale)
        self.follows = Follows(lambda: self.look)

    def ask(self, bench: Bench, theme_name: str, scale: float) -> None:
        """Ask for another look; Qt sends every window a change of theme then, of font as well."""
        self.look = SystemLook(theme_name, scale)
        QApplication.sendEvent(bench.window, QEvent(QEvent.Type.ThemeChange))
        for _ in range(3):
            settle()


def places(bench: Bench) -> list[tuple[str, str, tuple[int, ...]]]:
    """Each part in sight: what it is, what it is called, and where it stands."""
    return [
        (type(part).__name__, name_of(part), _rect(bench.place(part)))
        for part in bench.parts(QWidget)
    ]


def _rect(place: QRect) -> tuple[int, int, int, int]:
    return place.x(), place.y(), place.width(), place.height()


def typed(bench: Bench) -> list[tuple[str, str]]:
    """What stands in the fields."""
    return [(name_of(field), field.text()) for field in bench.parts(QLineEdit)]


def field_colour(bench: Bench) -> QColor:
    """The ground of the field Weight on screen."""
    return ground_at(bench.window.grab().toImage(), bench.place(bench.control(WEIGHT)))


@pytest.mark.parametrize("name", ["dark", "high-contrast"])
def test_another_theme_of_the_system_is_taken_at_once(open_bench: OpenBench, name: str) -> None:
    system = System()
    bench = open_bench(follows=system.follows)
    bench.order()
    before = bench.texts(), typed(bench), places(bench)
    system.ask(bench, name, 1.0)
    assert theme().name == name
    assert field_colour(bench) == theme().colour("field")
    assert (bench.texts(), typed(bench), places(bench)) == before
    system.ask(bench, "light", 1.0)
    assert field_colour(bench) == theme().colour("field")


@pytest.mark.parametrize("state", [state for state in EVERY_PAGE if state not in DIALOGS])
def test_larger_text_of_the_system_is_taken_at_once_and_back(
    open_bench: OpenBench, site_folder: Path, state: str
) -> None:
    system = System()
    bench = open_page(open_bench, site_folder, state, follows=system.follows)
    before, stands, keyboard = typed(bench), places(bench), bench.focused()
    system.ask(bench, "light", 1.5)
    assert theme().scale == 1.5
    assert typed(bench) == before
    assert bench.focused() == keyboard
    assert faults(bench.window) == []
    assert bench.keyboard.visibleRegion().boundingRect() == bench.keyboard.rect()
    system.ask(bench, "light", 1.0)
    assert typed(bench) == before
    assert [place[:2] for place in places(bench)] == [place[:2] for place in stands]
    assert faults(bench.window) == []


@pytest.mark.parametrize("state", ["prepare, asks", "claim, stopped", "site, refused"])
def test_text_that_grew_looks_as_in_a_window_that_was_opened_so(
    open_bench: OpenBench, site_folder: Path, state: str
) -> None:
    system = System()
    bench = open_page(open_bench, site_folder, state, follows=system.follows)
    system.ask(bench, "light", 1.5)
    grown = _sizes(bench)
    bench.window.close()
    opened = _sizes(open_page(open_bench, site_folder, state, scale=1.5))
    assert [(one, other) for one, other in zip(grown, opened, strict=True) if one != other] == []


def _sizes(bench: Bench) -> list[tuple[str, str, object]]:
    """Names and sizes; how far a column is scrolled is no matter."""
    return [(kind, name, place[2:]) for kind, name, place in places(bench)]


def test_a_font_of_the_program_is_not_taken_for_the_systems(
    open_bench: OpenBench, qapp: QApplication
) -> None:
    """As the program sets a font, Qt tells of the system's font only by a change of theme."""
    bench = open_bench(follows=Follows(system_look))
    bench.order()
    qapp.setFont(QFont("Vialwise Sans", 30))
    for _ in range(3):
        settle()
    assert theme().scale == 1.0
    qapp.setFont(theme().font(13))


def test_a_theme_of_the_command_line_stays_until_another_is_chosen(open_bench: OpenBench) -> None:
    system = System()
    bench = open_bench(follows=Follows(lambda: system.look, "light"))
    system.ask(bench, "dark", 1.5)
    assert (theme().name, theme().scale) == ("light", 1.5)
    bench.alt("5")
    bench.click("Theme: High contrast")
    assert theme().name == "high-contrast"
    bench.click("Theme: As system")
    assert theme().name == "dark"


def test_a_chosen_theme_goes_before_the_systems(open_bench: OpenBench) -> None:
    system = System()
    bench = open_bench(follows=system.follows)
    bench.alt("5")
    bench.click("Theme: Dark")
    system.ask(bench, "high-contrast", 1.0)
    assert theme().name == "dark"


def test_colour_scheme_and_contrast_are_listened_to(
    open_bench: OpenBench, qapp: QApplication
) -> None:
    """The platform of the tests has neither, so that Qt's own signals are sent by hand."""
    system = System()
    open_bench(follows=system.follows)
    hints = qapp.styleHints()
    system.look = SystemLook("dark", 1.0)
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    settle()
    assert theme().name == "dark"
    system.look = SystemLook("high-contrast", 1.0)
    hints.accessibility().contrastPreferenceChanged.emit(Qt.ContrastPreference.HighContrast)
    settle()
    assert theme().name == "high-contrast"
