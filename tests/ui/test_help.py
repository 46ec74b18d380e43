"""Help: what it says, page by page, and that it takes nothing from the order behind it."""

import re
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QTextBrowser

from app import __version__
from app.reference.hazards_file import read_hazards
from tests.ui.bench import DOSE, WEIGHT, Bench, OpenBench, settle
from tests.ui.layout_faults import faults

ROOT = Path(__file__).resolve().parents[2]
PAGES = {
    "K": (
        "Keys",
        ("Ctrl+N", "Ctrl+Z", "Ctrl+Shift+E", "Alt+T", "F1", "Esc", "Enter", "Space", "This help"),
    ),
    "F": (
        "What it is for",
        (
            "From an order to the vials to pull",
            "It does not replace the order, the label, the payer’s policy",
            "planned until the dose was given",
            "do not type anything that does",
        ),
    ),
    "S": ("Safety", ("H-01  A mistyped number is read as another one", "What remains:")),
    "H": ("Changes", ("not yet released", "The J9323 conflict is said")),
    "A": (
        "About",
        (
            f"Vialwise {__version__}",
            "HCPCS table of October 2025: of 2025-10-01, to be replaced after 2026-12-31",
            "durvalumab (Imfinzi)",
            "Medicare Part B",
            "Apache License 2.0",
            "LGPL",
            "SIL Open Font License",
        ),
    ),
}
"""The letter of each page, its name and what it must say."""


def _text(bench: Bench) -> QTextBrowser:
    (text,) = bench.window.findChildren(QTextBrowser)
    return text


def _said(bench: Bench) -> str:
    return _text(bench).toPlainText().replace("\u00a0", " ")


@pytest.mark.parametrize("letter", PAGES)
def test_each_page_has_its_letter_and_says_its_part(bench: Bench, letter: str) -> None:
    name, words = PAGES[letter]
    bench.press(Qt.Key.Key_F1)
    bench.alt(letter)

    for said in words:
        assert said in _said(bench), said
    assert QAccessible.queryAccessibleInterface(_text(bench)).text(QAccessible.Text.Name) == (
        f"Help: {name}"
    )
    bench.close_help()


def test_arrow_keys_go_from_page_to_page_and_tab_into_the_text(bench: Bench) -> None:
    bench.press(Qt.Key.Key_F1)
    assert bench.keyboard is _text(bench)
    bench.press(Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    bench.press(Qt.Key.Key_Right)
    assert "What it is not" in _said(bench)
    bench.press(Qt.Key.Key_Right)
    assert "H-01" in _said(bench)
    bench.press(Qt.Key.Key_Tab)
    assert bench.keyboard is _text(bench)
    bench.press(Qt.Key.Key_PageDown)
    assert _text(bench).verticalScrollBar().value() > 0
    bench.press(Qt.Key.Key_Tab)
    assert bench.focused() == "Close"
    bench.close_help()


def test_the_safety_page_has_every_hazard_whole(bench: Bench) -> None:
    bench.press(Qt.Key.Key_F1)
    bench.alt("S")
    said = " ".join(_said(bench).split())

    hazards = read_hazards()
    assert len(hazards) > 40
    for hazard in hazards:
        for text in (hazard.id, hazard.title, hazard.could, hazard.cause, hazard.remains):
            assert text in said, hazard.id
        for control in hazard.controls:
            assert control.text in said, hazard.id
            assert control.open in said, hazard.id
    controls = [control for hazard in hazards for control in hazard.controls]
    unheld = len([control for control in controls if not control.tests])
    held = f"Of {len(controls)} controls all but {unheld} " if unheld else "All {} controls "
    assert held.format(len(controls)) + "are held by tests" in said
    assert "tests/" not in said
    assert "::" not in said
    bench.close_help()


def test_the_changes_are_text_and_lead_nowhere(bench: Bench) -> None:
    bench.press(Qt.Key.Key_F1)
    bench.alt("H")
    text = _text(bench)

    assert not text.openLinks()
    assert not text.openExternalLinks()
    assert "##" not in _said(bench)
    assert "**" not in _said(bench)
    bench.close_help()


def test_f1_opens_help_escape_closes_it_and_the_order_is_untouched(bench: Bench) -> None:
    bench.type_into(DOSE, "10")
    bench.type_into(WEIGHT, "72.")
    before = bench.texts()
    bench.press(Qt.Key.Key_F1)
    bench.keys("99")
    bench.enter()
    bench.press(Qt.Key.Key_Space)
    assert "Keys" in _said(bench)
    bench.close_help()
    assert bench.texts() == before
    assert bench.text_of(WEIGHT) == "72."
    assert bench.focused() == WEIGHT
    bench.keys("4")
    assert bench.dose == "724 mg"


def test_the_licence_of_everything_that_runs_is_named(bench: Bench) -> None:
    lock = (ROOT / "packaging" / "run.lock").read_text(encoding="utf-8")
    packages = re.findall(r"^([a-z0-9-]+)==", lock, re.MULTILINE)
    assert len(packages) > 10
    bench.press(Qt.Key.Key_F1)
    bench.alt("A")
    said = _said(bench).lower()

    assert [package for package in packages if not re.search(rf"\b{package}\b", said)] == []
    bench.close_help()


def test_a_bundle_says_where_the_texts_of_its_licences_are(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "licences").mkdir()
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "Vialwise"))
    bench.press(Qt.Key.Key_F1)
    bench.alt("A")

    assert f"with every licence’s text, is in {tmp_path / 'licences'}." in _said(bench)
    bench.close_help()


@pytest.mark.parametrize("scale", [1.0, 1.5])
@pytest.mark.parametrize("letter", PAGES)
def test_help_fits_into_the_window_and_can_be_read_to_its_end(
    open_bench: OpenBench, letter: str, scale: float
) -> None:
    bench = open_bench((1024, 540), scale=scale)
    bench.press(Qt.Key.Key_F1)
    bench.alt(letter)
    text = _text(bench)
    dialog = text.window()

    assert dialog.width() < 1024
    assert dialog.height() < 540
    assert faults(dialog) == []
    assert text.horizontalScrollBar().maximum() == 0
    bench.close_help()


def test_help_opens_by_its_button_and_only_once(bench: Bench) -> None:
    bench.click("Help")
    bench.press(Qt.Key.Key_F1)
    settle()
    shown = [part for part in QApplication.topLevelWidgets() if part.isVisible()]
    assert len(shown) == 2
    bench.close_help()
