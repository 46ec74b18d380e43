"""Every page as a screen reader walks it: names, roles, values, states, and the way of Tab."""

from collections import Counter
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QComboBox,
    QLineEdit,
    QPushButton,
    QTableView,
    QTextBrowser,
    QWidget,
)
from shiboken6 import isValid

from app.ui.widgets.answer_head import AnswerHead
from tests.ui.bench import BY_WEIGHT, DOSE, FLAT, REGIMEN, WEIGHT, Bench, OpenBench, name_of
from tests.ui.every_page import DIALOGS, EVERY_PAGE, in_front, open_page
from tests.ui.heard import Heard, tree
from tests.ui.rounds import round_of_tab

Role = QAccessible.Role

ROLES = {
    QLineEdit: (Role.EditableText,),
    QComboBox: (Role.ComboBox,),
    QPushButton: (Role.Button,),
    QTableView: (Role.Table,),
    QTextBrowser: (Role.StaticText,),
}
"""What a screen reader has to call each kind of control, that its keys are known."""


def heard_of(part: QWidget) -> Heard:
    """What is said of one widget."""
    return tree(part)[0]


def controls_in(window: QWidget) -> list[QWidget]:
    """All that takes the keyboard and can be seen."""
    return [
        part
        for part in window.findChildren(QWidget)
        if part.isVisible() and part.focusPolicy() != Qt.FocusPolicy.NoFocus and not part.isWindow()
    ]


@pytest.mark.parametrize("state", EVERY_PAGE)
def test_all_that_takes_the_keyboard_is_named_and_is_what_it_is(
    open_bench: OpenBench, site_folder: Path, state: str
) -> None:
    bench = open_page(open_bench, site_folder, state)
    window = in_front(bench, state)
    parts = [part for part in tree(window) if part.focusable and not part.in_table]
    assert len(parts) >= (2 if state in DIALOGS else 8)
    assert [part for part in parts if not part.name.strip()] == []
    twice = Counter((part.name, part.description) for part in parts)
    assert [what for what, times in twice.items() if times > 1] == []
    for control in controls_in(window):
        heard = heard_of(control)
        assert control.accessibleName() or heard.name, control
        assert heard.disabled is not control.isEnabled(), heard.name
        for kind, roles in ROLES.items():
            if isinstance(control, kind):
                assert heard.role in roles, heard.name
        if isinstance(control, QLineEdit):
            is_secret = control.echoMode() is not QLineEdit.EchoMode.Normal
            assert heard.password is is_secret
            shown = "●" * len(control.text()) if is_secret else control.text()
            assert heard.value == shown, heard.name
            assert heard.description, heard.name
        if isinstance(control, QComboBox):
            assert control.accessibleName()
            assert heard.value == control.currentText()
        if isinstance(control, QAbstractButton) and control.isCheckable():
            assert heard.role in (Role.RadioButton, Role.CheckBox), heard.name
            assert (heard.checkable, heard.checked) == (True, control.isChecked()), heard.name


@pytest.mark.parametrize("state", EVERY_PAGE)
def test_every_text_on_screen_is_in_the_tree(
    open_bench: OpenBench, site_folder: Path, state: str
) -> None:
    """A figure that is only painted would not be there for who cannot see it."""
    bench = open_page(open_bench, site_folder, state)
    window = in_front(bench, state)
    heard = [f"{part.name} {part.description} {part.value}" for part in tree(window)]
    told = " ".join(heard).replace("\u00a0", " ").casefold()
    texts = bench.texts() if window is bench.window else []
    assert [text for text in texts if not _is_told(text, told)] == []


def _is_told(text: str, told: str) -> bool:
    """A button is heard by its whole name where it says less or shows its keys; an item of the
    checklist by its name, and its answer after that."""
    if text.casefold() in told:
        return True
    pieces = text.casefold().partition("   ")[0].lstrip("1234567890 ").rstrip("…?").split(": ")
    return all(word.rstrip("…") in told for piece in pieces for word in piece.split())


@pytest.mark.parametrize("state", [state for state in EVERY_PAGE if state not in DIALOGS])
def test_tab_reaches_all_that_takes_the_keyboard_once(
    open_bench: OpenBench, site_folder: Path, state: str
) -> None:
    """Of a group of choices the chosen one alone; the arrow keys go on from there."""
    bench = open_page(open_bench, site_folder, state)
    stops = round_of_tab(bench)
    reached = {name_of(stop) for stop in stops}
    assert len(reached) == len(stops)
    wanted = {
        name_of(control)
        for control in controls_in(bench.window)
        if control.isEnabled()
        and control.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not (isinstance(control, QAbstractScrollArea) and not control.accessibleName())
    }
    assert wanted - reached == set()


@pytest.mark.parametrize("state", DIALOGS)
def test_tab_stays_in_a_dialog_and_escape_leaves_it(
    open_bench: OpenBench, site_folder: Path, state: str
) -> None:
    bench = open_page(open_bench, site_folder, state)
    dialog = in_front(bench, state)
    assert dialog.windowTitle()
    for _ in range(8):
        bench.tab()
        assert dialog.isAncestorOf(bench.keyboard)
    bench.press(Qt.Key.Key_Escape)
    assert not isValid(dialog) or not dialog.isVisible()


def test_the_page_in_sight_is_told_from_the_first_screen_on(bench: Bench) -> None:
    def chosen() -> list[str]:
        return [part.name for part in tree(bench.window) if part.description == "this page"]

    assert chosen() == ["Prepare"]
    bench.alt("2")
    assert chosen() == ["Claim"]


def test_values_and_states_follow_what_is_done(bench: Bench) -> None:
    def of(name: str) -> Heard:
        return heard_of(bench.control(name))

    bench.order("72.4", "10")
    assert (of(WEIGHT).value, of(DOSE).value, of(DOSE).description) == ("72.4", "10", "in mg/kg")
    assert (of(BY_WEIGHT).checked, of(FLAT).checked) == (True, False)
    bench.click(FLAT)
    assert (of(BY_WEIGHT).checked, of(FLAT).checked) == (False, True)
    assert of(DOSE).description.startswith("in mg")
    bench.pick(REGIMEN, "Metastatic NSCLC, from cycle 5")
    assert of(REGIMEN).value.startswith("Metastatic NSCLC, from cycle 5")
    bench.click("Patient arrived and weighed")
    assert of("Patient arrived and weighed").checked
    bench.go_to(WEIGHT)
    assert [part.name for part in tree(bench.window) if part.focused] == [WEIGHT]


def test_a_fold_says_whether_it_is_open(bench: Bench) -> None:
    bench.order()
    bench.alt("2")
    assert bench.is_there("Authorization: show")
    bench.click("Authorization: show")
    assert bench.is_there("Authorization: hide")
    assert not bench.is_there("Authorization: show")


def test_a_checklist_item_says_how_it_stands_and_why_it_is_asked(bench: Bench) -> None:
    bench.order()
    for item in bench.parts(AnswerHead):
        told = heard_of(item).description
        assert ". ." not in told, told
        assert ", ." not in told, told
        assert ": ." not in told, told
    assert heard_of(bench.control("Diagnosis")).description.startswith("Open. Coverage policies")


def test_a_table_is_heard_cell_by_cell_with_its_headings(
    open_bench: OpenBench, site_folder: Path
) -> None:
    bench = open_page(open_bench, site_folder, "records, one")
    cells = [part.name for part in tree(bench.window) if part.role is Role.Cell]
    assert cells[:3] == [
        "Newest: 2026-11-23",
        "Encounter: A-20417",
        "Drug and dose: durvalumab 742 mg",
    ]
    assert "Checked: To answer: recheck" in cells
