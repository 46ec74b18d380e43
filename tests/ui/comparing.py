"""The way to the dialog that compares two codes, by keyboard, with every key counted."""

import re
import tomllib
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel, QPushButton

from app.ui.compare_codes import CompareCodes
from tests.ui.bench import CLAIM, DOSE, WEIGHT, Bench, texts_of

WHO: Final = "R. Billing"
WHY: Final = "HCPCS table, checked"
BY: Final = "Who answers: billing code of durvalumab"
REASON: Final = "Why: billing code of durvalumab"
COMPARE: Final = "Compare and choose…"
KEPT_MARK: Final = "kept by the site, differs from the HCPCS table of October 2025"


class Counting(Bench):
    """Counts keys; letters of a name or a reason are counted apart."""

    pressed = 0
    letters = 0

    def press(
        self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        self.pressed += 1
        super().press(key, held)

    def keys(self, text: str) -> None:
        """A figure: each digit is a key."""
        self.pressed += len(text)
        super().keys(text)

    def words(self, text: str) -> None:
        """A name or a reason."""
        self.letters += len(text)
        super().keys(text)


def opened(bench: Bench) -> CompareCodes:
    """The dialog that is open."""
    found = [d for d in bench.window.findChildren(CompareCodes) if d.isVisible()]
    assert len(found) == 1
    return found[0]


def is_open(bench: Bench) -> bool:
    """Whether a dialog is."""
    return any(dialog.isVisible() for dialog in bench.window.findChildren(QDialog))


def compare(bench: Bench) -> None:
    """Alt and its letter; the button is seen pressed before the dialog has the keyboard."""
    bench.alt(letter_of(bench, COMPARE))
    for _ in range(50):
        if is_open(bench) and opened(bench).isAncestorOf(bench.keyboard):
            return
        QTest.qWait(20)
    raise AssertionError(f"the keyboard stays in {bench.focused()}")


def letter_of(bench: Bench, name: str) -> str:
    """The underlined letter of a button, as a newcomer reads it."""
    text = bench.part(QPushButton, name).text()
    return text[text.index("&") + 1].upper()


def back_at_the_window(bench: Bench) -> None:
    """A screen would hand the keyboard back to the window by itself."""
    bench.window.activateWindow()
    assert QTest.qWaitForWindowActive(bench.window)


def texts_in(bench: Bench) -> str:
    """What the dialog says."""
    labels = bench.parts(QLabel, opened(bench))
    return "\n".join(text for part in labels for text in texts_of(part))


def codes_on_the_lines(bench: Bench) -> list[str]:
    """The code of each claim line."""
    return [text for text in bench.texts(CLAIM) if re.fullmatch(r"J[0-9]{4}", text)]


def settle_by_keyboard(bench: Counting, tabs_to_the_button: int) -> None:
    """From the first screen to the button of a code, as a newcomer goes."""
    assert bench.focused() == WEIGHT
    bench.keys("72.4")
    bench.alt("S")
    assert bench.focused() == DOSE
    bench.keys("10")
    assert "Code not confirmed" in bench.text(CLAIM)
    compare(bench)
    bench.tab()
    assert bench.focused() == BY
    bench.words(WHO)
    bench.tab()
    assert bench.focused() == REASON
    bench.words(WHY)
    for _ in range(tabs_to_the_button):
        bench.tab()
    bench.press(Qt.Key.Key_Space)
    back_at_the_window(bench)


def saved(folder: Path) -> list[dict[str, object]]:
    """The decisions in the site's file."""
    decisions = tomllib.loads((folder / "site.toml").read_text("utf-8"))["code_decisions"]
    assert isinstance(decisions, list)
    return decisions
