"""No text of the window opens anything outside it, whatever is clicked."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QTextBrowser, QTextEdit

from tests.ui.bench import Bench


def opening() -> list[str]:
    """Every text that would open a link by itself."""
    found: list[str] = []
    for part in QApplication.allWidgets():
        match part:
            case QLabel():
                opens = part.openExternalLinks()
            case QTextBrowser():
                opens = part.openLinks() or part.openExternalLinks()
            case _:
                opens = False
        if opens:
            found.append(f"{type(part).__name__} {part.accessibleName()}")
    return found


def test_no_page_and_no_dialog_has_a_text_that_opens_links(bench: Bench) -> None:
    bench.order()
    for page in "12345":
        bench.alt(page)
    bench.alt("1")
    bench.window.compare_codes()
    bench.press(Qt.Key.Key_Escape)
    bench.window.show_help()
    looked_at = [p for p in QApplication.allWidgets() if isinstance(p, (QLabel, QTextEdit))]
    assert len(looked_at) > 200
    assert opening() == []


@pytest.mark.parametrize("kind", [QLabel, QTextBrowser])
def test_planted_text_is_found(light: None, kind: type[QLabel] | type[QTextBrowser]) -> None:
    planted = kind()
    planted.setAccessibleName("planted")
    planted.setOpenExternalLinks(True)
    assert f"{kind.__name__} planted" in opening()
    planted.deleteLater()
